//! Diagnostics for clients that do not ask for them: of the newest text only, only when they have changed, and not more
//! than the client reads; never both pushed and pulled.

use crate::documents::Outcome;
use crate::json::Json;
use crate::outbox::{is_much, notification};
use crate::pace::LONGEST;
use crate::state::Shared;
use crate::uris::Key;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_lsp::ls_types::Uri;

/// Tells a client that does not pull what has changed with a document.
pub fn follow(shared: &Arc<Shared>, outcome: Outcome) {
    let settings = shared.settings();
    if settings.pulls_diagnostics {
        return;
    }
    if let Some(uri) = outcome.closed {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move {
            // Opened again meanwhile, it has its own findings.
            let is_open = shared.documents().is_open(&Key::of(&uri));
            if !is_open {
                push(&shared, &uri, "[]", None).await;
            }
        });
    }
    let is_alone = outcome.changed.len() == 1;
    // One that waits for the diagnostics of each text has read all there is.
    let behind = shared.outbox.is_behind();
    for key in outcome.changed {
        let is_ours = shared.documents().begin_to_publish(&key, behind);
        if !is_ours {
            continue;
        }
        let is_soon_done = is_alone && shared.is_checked_soon(&key);
        let publisher = Publisher { shared: Arc::clone(shared), key, done: None, last: None, is_due: false };
        if is_soon_done {
            publisher.publish();
        } else {
            publisher.start();
        }
    }
}

/// A client that has nothing else to do reads a list in this time.
const SHORT: Duration = Duration::from_millis(1);

/// Publishes the findings of a document until those of its newest text are; there is one for each document at a time.
struct Publisher {
    shared: Arc<Shared>,
    key: Key,
    /// The generation that was looked at last.
    done: Option<u64>,
    /// The document, once something was published of it.
    last: Option<Uri>,
    /// The text was left alone, or has changed for long enough.
    is_due: bool,
}

impl Publisher {
    fn start(self) {
        self.shared.runtime.clone().spawn_blocking(move || self.publish());
    }

    /// Starts when the text has been left alone for so long, or has changed for [`LONGEST`].
    async fn start_when_quiet(mut self, quiet: Duration) {
        let generation = || self.shared.documents().generation(&self.key);
        let mut last = generation();
        let mut waited = Duration::ZERO;
        while waited < LONGEST {
            tokio::time::sleep(quiet).await;
            waited += quiet;
            let now = generation();
            if now == last {
                break;
            }
            last = now;
        }
        self.is_due = true;
        self.start();
    }

    /// Does its work on this thread, which also sends what is found, but never waits for the client.
    fn publish(mut self) {
        loop {
            let behind = self.done.is_some() && self.shared.outbox.has_much();
            let next = self.shared.documents().next_to_publish(&self.key, self.done, behind);
            let Some((snapshot, wait)) = next else { break };
            let is_due = std::mem::take(&mut self.is_due);
            if let Some(quiet) = wait.filter(|_| !is_due) {
                self.shared.runtime.clone().spawn(self.start_when_quiet(quiet));
                return;
            }
            self.done = Some(snapshot.generation);
            let Ok(report) = catch_unwind(AssertUnwindSafe(|| snapshot.report())) else {
                tracing::error!("checking {} has failed", snapshot.uri.as_str());
                continue;
            };
            let is_news = self.shared.documents().published(&self.key, snapshot.generation, &report);
            if !is_news {
                continue;
            }
            let message = published(&snapshot.uri, report.json(), Some(snapshot.version));
            self.last = Some(snapshot.uri);
            let is_long = is_much(message.len());
            if let Err(message) = self.shared.outbox.send_at_once(message) {
                self.shared.runtime.clone().spawn(async move {
                    self.shared.outbox.deliver(message).await;
                    self.sent(is_long);
                    self.start();
                });
                return;
            }
            self.sent(is_long);
        }
        // It was closed while its findings were on their way.
        let is_open = self.shared.documents().is_open(&self.key);
        if let (Some(uri), false) = (self.last, is_open) {
            self.shared.runtime.clone().spawn(async move { push(&self.shared, &uri, "[]", None).await });
        }
    }

    /// Notes that a list was sent.
    fn sent(&self, is_long: bool) {
        let mut documents = self.shared.documents();
        let pace = documents.pace(&self.key);
        if pace.is_some_and(|pace| pace.sent(is_long, Instant::now())) {
            self.shared.runtime.spawn(look_after(Arc::clone(&self.shared), self.key.clone()));
        }
    }
}

/// Notes how long the client leaves the lists of a document unread.
async fn look_after(shared: Arc<Shared>, key: Key) {
    let mut pause = SHORT;
    loop {
        tokio::time::sleep(pause).await;
        let is_unread = shared.outbox.has_much();
        let mut documents = shared.documents();
        let Some(pace) = documents.pace(&key) else { return };
        if !is_unread {
            return pace.read();
        }
        pause = pace.unread(Instant::now()).clamp(SHORT, LONGEST);
    }
}

/// Sends the diagnostics of a file, a JSON array.
pub async fn push(shared: &Shared, uri: &Uri, diagnostics: &str, version: Option<i32>) {
    shared.outbox.send(Ok(published(uri, diagnostics.into(), version))).await;
}

/// The message with the diagnostics of a file, a JSON array.
fn published(uri: &Uri, diagnostics: Json, version: Option<i32>) -> Json {
    // A URI has no character that JSON would escape.
    let uri = uri.as_str();
    let version = version.map(|version| format!(r#""version":{version},"#)).unwrap_or_default();
    let mut params = Json::from(format!(r#"{{"uri":"{uri}",{version}"diagnostics":"#));
    params.append(diagnostics);
    params.push("}");
    notification("textDocument/publishDiagnostics", params)
}
