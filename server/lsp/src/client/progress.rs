//! Telling how far long work has come: that of the server itself, and that of requests with a token for it.

use crate::looking::Count;
use crate::state::Shared;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tower_lsp::ls_types::ProgressToken;

/// Work that is done within this time is not told of.
const LONG: Duration = Duration::from_secs(1);

/// A client that does not answer within this time shows no progress.
const PATIENCE: Duration = Duration::from_secs(10);

/// The time between two reports.
const PAUSE: Duration = Duration::from_millis(100);

/// A look has begun: the client shows it if it is long, until the sender is dropped.
pub fn look(shared: &Arc<Shared>) -> watch::Sender<Count> {
    let token = shared.looking.begin();
    let (sender, count) = watch::channel((0, 0));
    if shared.settings().shows_progress {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move { show(&shared, &token, count).await });
    }
    sender
}

async fn show(shared: &Shared, token: &str, mut count: watch::Receiver<Count>) {
    if tokio::time::timeout(LONG, ended(&mut count)).await.is_ok() {
        return;
    }
    let Some(client) = shared.client() else { return };
    let named = ProgressToken::String(token.to_owned());
    let created = tokio::time::timeout(PATIENCE, client.create_work_done_progress(named)).await;
    // What has ended meanwhile needs no beginning.
    if !matches!(created, Ok(Ok(()))) || count.has_changed().is_err() {
        return;
    }
    let token = json!(token);
    let mut told = *count.borrow_and_update();
    let begin = json!({ "kind": "begin", "title": "Reading the workspace", "cancellable": true });
    tell(shared, &token, merged(begin, told)).await;
    while count.changed().await.is_ok() {
        let now = *count.borrow_and_update();
        if merged(json!({}), now) != merged(json!({}), told) {
            tell(shared, &token, merged(json!({ "kind": "report", "cancellable": true }), now)).await;
            told = now;
        }
        tokio::time::sleep(PAUSE).await;
    }
    tell(shared, &token, json!({ "kind": "end" })).await;
}

async fn ended(count: &mut watch::Receiver<Count>) {
    while count.changed().await.is_ok() {}
}

/// A value of a progress with the count in it.
fn merged(mut value: Value, (done, all): Count) -> Value {
    if all > 0 {
        value["message"] = json!(format!("{} of {} documents", grouped(done), grouped(all)));
    }
    value["percentage"] = json!((done * 100).checked_div(all).unwrap_or_default());
    value
}

/// A number with a comma before each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

async fn tell(shared: &Shared, token: &Value, value: Value) {
    shared.outbox.notify("$/progress", &json!({ "token": token, "value": value }).to_string()).await;
}

/// Sends a part of a result, whose value is JSON already.
pub async fn part(shared: &Shared, token: &ProgressToken, value: &str) {
    // A token is a string or a number.
    let token = serde_json::to_string(token).unwrap_or_default();
    let params = [r#"{"token":"#, &token, r#","value":"#, value, "}"].concat();
    shared.outbox.notify("$/progress", &params).await;
}

/// Does the work of a request, whose client gave `token` to be told if it is long.
pub async fn told<T>(
    shared: &Arc<Shared>,
    token: Option<ProgressToken>,
    title: &str,
    work: impl Future<Output = T>,
) -> T {
    let Some(token) = token else { return work.await };
    let mut work = std::pin::pin!(work);
    if let Ok(done) = tokio::time::timeout(LONG, work.as_mut()).await {
        return done;
    }
    let token = json!(token);
    tell(shared, &token, json!({ "kind": "begin", "title": title })).await;
    let end = End { shared: Some(Arc::clone(shared)), token };
    let done = work.await;
    end.tell().await;
    done
}

/// The end of what was begun, which comes also when the request is cancelled.
struct End {
    /// `None` once it was told.
    shared: Option<Arc<Shared>>,
    token: Value,
}

impl End {
    async fn tell(mut self) {
        if let Some(shared) = self.shared.take() {
            tell(&shared, &self.token, json!({ "kind": "end" })).await;
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if let Some(shared) = self.shared.take() {
            let token = std::mem::take(&mut self.token);
            shared
                .runtime
                .clone()
                .spawn(async move { tell(&shared, &token, json!({ "kind": "end" })).await });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        assert_eq!(
            [0, 412, 1_000, 10_412, 1_000_000].map(grouped),
            ["0", "412", "1,000", "10,412", "1,000,000"]
        );
    }

    #[test]
    fn a_count_is_told_once_it_is_known() {
        assert_eq!(merged(json!({}), (0, 0)), json!({ "percentage": 0 }));
        assert_eq!(
            merged(json!({}), (412, 10_000)),
            json!({ "message": "412 of 10,000 documents", "percentage": 4 })
        );
    }
}
