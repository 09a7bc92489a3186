//! Diagnostics for clients that do not pull them: of the newest text only, and only when they have changed.
//!
//! A document is checked at once when its text changes. If the text changes again while it is checked, the client is
//! in the middle of a burst: the next check waits until the text has been left alone for a moment.

use crate::documents::Outcome;
use crate::protocol::uris::Key;
use crate::state::Shared;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tower_lsp::ls_types::{Diagnostic, Uri};

/// Time without a change after which a burst counts as over.
const QUIET: Duration = Duration::from_millis(50);

/// First pause for a client that has still to take the last list; most take it within this time.
const SHORT_PAUSE: Duration = Duration::from_millis(1);

/// Length of a document, in bytes, of which a change is checked in a millisecond.
const SHORT: usize = 1 << 17;

/// Time after which a text is checked although it still changes.
const LONGEST: Duration = Duration::from_millis(500);

/// Tells a client that does not pull what has changed with documents.
pub fn follow(shared: &Arc<Shared>, outcome: Outcome) {
    if shared.settings().pulls_diagnostics {
        return;
    }
    if let Some(uri) = outcome.closed {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move { clear(&shared, uri).await });
    }
    for key in outcome.changed {
        if shared.documents.begin_to_publish(&key) {
            shared.runtime.spawn(publish(Arc::clone(shared), key));
        }
    }
}

/// Publishes the diagnostics of a document until those of its newest text are; there is one for each document at a time.
async fn publish(shared: Arc<Shared>, key: Key) {
    let (mut done, mut last) = (None, None);
    loop {
        // A client that has still to take the last list wants the newest one next.
        let mut pause = SHORT_PAUSE;
        while shared.output_busy.load(Ordering::Relaxed) {
            tokio::time::sleep(pause).await;
            pause = QUIET.min(2 * pause);
        }
        let next = catch_unwind(AssertUnwindSafe(|| shared.documents.next_to_publish(&key, done)));
        let Ok(next) = next else {
            // A text that cannot be parsed is the client's no more: it is better not open until it is opened anew.
            tracing::error!("parsing a document has failed");
            shared.documents.forget(&key);
            break;
        };
        let Some(snapshot) = next else { break };
        let (uri, version, generation) = (snapshot.uri.clone(), snapshot.version, snapshot.generation);
        done = Some(generation);
        let (documents, of) = (Arc::clone(&shared), key.clone());
        let check = move || {
            let diagnostics = snapshot.diagnostics();
            let is_news = documents.documents.published(&of, generation, &diagnostics);
            is_news.then(|| diagnostics.to_vec())
        };
        let checked = if is_soon_checked(&shared, &key) {
            catch_unwind(AssertUnwindSafe(check)).ok()
        } else {
            tokio::task::spawn_blocking(check).await.ok()
        };
        if checked.is_none() {
            tracing::error!("checking {} has failed", uri.as_str());
        }
        if let (Some(diagnostics), Some(client)) = (checked.flatten(), shared.client()) {
            client.publish_diagnostics(uri.clone(), diagnostics, Some(version)).await;
            last = Some(uri);
        }
        if shared.documents.generation(&key).is_some_and(|newest| newest != generation) {
            wait_for_quiet(&shared, &key).await;
        }
    }
    // It may have been closed while its diagnostics were on their way.
    if let Some(uri) = last.filter(|_| !shared.documents.is_open(&key)) {
        clear(&shared, uri).await;
    }
}

/// Whether a document is checked in less time than it takes to wake another thread: a short one of which most was checked
/// before.
fn is_soon_checked(shared: &Shared, key: &Key) -> bool {
    shared.documents.checked_len(key).is_some_and(|len| len <= SHORT)
}

/// Waits until a text has not changed for [`QUIET`], but not longer than [`LONGEST`].
async fn wait_for_quiet(shared: &Shared, key: &Key) {
    let start = Instant::now();
    let mut last = shared.documents.generation(key);
    while start.elapsed() < LONGEST {
        tokio::time::sleep(QUIET).await;
        let now = shared.documents.generation(key);
        if now == last {
            break;
        }
        last = now;
    }
}

/// Takes the diagnostics of a document away that is not open any more.
async fn clear(shared: &Shared, uri: Uri) {
    // Opened again meanwhile, it has its own.
    if !shared.documents.is_open(&Key::of(&uri)) {
        push(shared, uri, Vec::new(), None).await;
    }
}

/// Sends the diagnostics of a file.
pub async fn push(shared: &Shared, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
    if let Some(client) = shared.client() {
        client.publish_diagnostics(uri, diagnostics, version).await;
    }
}
