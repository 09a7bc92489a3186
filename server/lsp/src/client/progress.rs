//! Work-done progress: of the server's own work, and of requests that carry a progress token.

use crate::state::Shared;
use crate::workspace::index_progress::Count;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{
    ProgressToken, WorkspaceDiagnosticReportPartialResult, WorkspaceDocumentDiagnosticReport,
};
use tower_lsp::{NotCancellable, OngoingProgress, Unbounded};

/// Delay before progress is shown; shorter work is not reported.
const LONG: Duration = Duration::from_secs(1);

/// Timeout for `window/workDoneProgress/create`; a client that does not answer shows no progress.
const PATIENCE: Duration = Duration::from_secs(10);

/// Interval between two progress reports.
const PAUSE: Duration = Duration::from_millis(100);

/// Starts progress for a workspace scan; the client shows it once the scan is long, until the sender is dropped.
pub fn look(shared: &Arc<Shared>) -> watch::Sender<Count> {
    let token = shared.index_progress.begin();
    let (sender, count) = watch::channel((0, 0));
    if shared.capabilities().shows_progress {
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
    let token = ProgressToken::String(token.to_owned());
    let created = tokio::time::timeout(PATIENCE, client.create_work_done_progress(token.clone())).await;
    // Work that has ended in the meantime needs no progress.
    if !matches!(created, Ok(Ok(()))) || count.has_changed().is_err() {
        return;
    }
    let mut told = *count.borrow_and_update();
    let progress = client
        .progress(token, "Indexing the workspace")
        .with_percentage(percentage(told))
        .with_cancel_button();
    let progress = match message(told) {
        Some(message) => progress.with_message(message),
        None => progress,
    };
    let progress = progress.begin().await;
    while count.changed().await.is_ok() {
        let now = *count.borrow_and_update();
        if now != told {
            let text = message(now).unwrap_or_default();
            progress.report_with_message(text, percentage(now), Some(true)).await;
            told = now;
        }
        tokio::time::sleep(PAUSE).await;
    }
    progress.finish().await;
}

async fn ended(count: &mut watch::Receiver<Count>) {
    while count.changed().await.is_ok() {}
}

/// Progress message, e.g. "412 of 10,000 documents"; `None` before the total is known.
fn message((done, all): Count) -> Option<String> {
    (all > 0).then(|| format!("{} of {} documents", grouped(done), grouped(all)))
}

fn percentage((done, all): Count) -> u32 {
    (done * 100).checked_div(all).unwrap_or_default() as u32
}

/// Formats a number with thousands separators.
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

/// `$/progress` with a partial result; the crate's type only has room for work-done progress.
enum PartialResult {}

impl Notification for PartialResult {
    type Params = PartialResultParams;
    const METHOD: &'static str = "$/progress";
}

/// Partial result of `workspace/diagnostic`.
#[derive(Debug, Serialize, Deserialize)]
struct PartialResultParams {
    token: ProgressToken,
    value: WorkspaceDiagnosticReportPartialResult,
}

/// Sends reports as a partial result of `workspace/diagnostic`.
pub async fn part(shared: &Shared, token: &ProgressToken, items: Vec<WorkspaceDocumentDiagnosticReport>) {
    let Some(client) = shared.client() else { return };
    let value = WorkspaceDiagnosticReportPartialResult { items };
    client.send_notification::<PartialResult>(PartialResultParams { token: token.clone(), value }).await;
}

/// Runs the work of a request, and reports progress to `token` if the work is long.
pub async fn told<T>(
    shared: &Arc<Shared>,
    token: Option<ProgressToken>,
    title: &str,
    work: impl Future<Output = T>,
) -> T {
    let (Some(token), Some(client)) = (token, shared.client()) else { return work.await };
    let mut work = std::pin::pin!(work);
    if let Ok(done) = tokio::time::timeout(LONG, work.as_mut()).await {
        return done;
    }
    let progress = client.progress(token, title).begin().await;
    let end = End { progress: Some(progress), runtime: shared.runtime.clone() };
    let done = work.await;
    end.tell().await;
    // Notifications and responses have separate queues: yielding to the writer puts the end of progress before the
    // response.
    tokio::task::yield_now().await;
    done
}

/// Ends the progress on drop, so that a cancelled request ends it too.
struct End {
    /// `None` once the end was sent.
    progress: Option<OngoingProgress<Unbounded, NotCancellable>>,
    runtime: Handle,
}

impl End {
    async fn tell(mut self) {
        if let Some(progress) = self.progress.take() {
            progress.finish().await;
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if let Some(progress) = self.progress.take() {
            self.runtime.spawn(progress.finish());
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
        assert_eq!((message((0, 0)), percentage((0, 0))), (None, 0));
        let some = (412, 10_000);
        assert_eq!((message(some).as_deref(), percentage(some)), (Some("412 of 10,000 documents"), 4));
    }
}
