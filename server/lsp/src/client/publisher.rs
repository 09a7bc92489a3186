//! Pushed diagnostics, for clients that do not pull them: only for the newest text, and only when they have changed.
//!
//! A document is checked immediately when its text changes. If the text changes again during the check, the client is
//! in the middle of a burst: the next check is debounced until the text has been stable for a moment.

use crate::diagnostics::Diagnostics;
use crate::documents::Outcome;
use crate::documents::snapshot::Snapshot;
use crate::protocol::uris::DocumentKey;
use crate::state::Shared;
use ascribe_markup::budget::Budget;
use ascribe_workspace::view::SHARE;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tower_lsp::ls_types::{Diagnostic, Uri};

/// Time without a change after which a burst counts as over.
const QUIET: Duration = Duration::from_millis(50);

/// First pause while the client has not read the last list yet; most clients read it within this time.
const SHORT_PAUSE: Duration = Duration::from_millis(1);

/// Document length in bytes up to which an incremental check takes at most a millisecond.
const SHORT: usize = 1 << 17;

/// Number of steps of an inline check; a longer one goes on in another thread.
const SOON: u64 = 1 << 12;

/// Maximum debounce: a text that keeps changing is checked after this time.
const LONGEST: Duration = Duration::from_millis(500);

/// Publishes the diagnostics of changed documents to a client that does not pull them.
pub fn follow(shared: &Arc<Shared>, outcome: Outcome) {
    if shared.capabilities().pulls_diagnostics {
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

/// Publishes the diagnostics of a document until the newest text is covered; each document has at most one publisher.
async fn publish(shared: Arc<Shared>, key: DocumentKey) {
    let (mut done, mut last) = (None, None);
    loop {
        // Wait until the client has read the last list, so that it gets the newest one next.
        let mut pause = SHORT_PAUSE;
        while shared.output_busy.load(Ordering::Relaxed) {
            tokio::time::sleep(pause).await;
            pause = QUIET.min(2 * pause);
        }
        let turn = shared.turn_to_check(&key).await;
        let next = catch_unwind(AssertUnwindSafe(|| shared.documents.next_to_publish(&key, done)));
        let Ok(next) = next else {
            // A text that cannot be parsed no longer matches the client's, so the document is closed until the client
            // reopens it.
            tracing::error!("parsing a document failed");
            shared.documents.forget(&key);
            break;
        };
        let Some(snapshot) = next else { break };
        let (uri, version, generation) = (snapshot.uri.clone(), snapshot.version, snapshot.generation);
        done = Some(generation);
        let checked = checked(&shared, &key, snapshot).await;
        drop(turn);
        if checked.is_none() {
            tracing::error!("checking {} failed", uri.as_str());
        }
        if let (Some(diagnostics), Some(client)) = (checked.flatten(), shared.client()) {
            client.publish_diagnostics(uri.clone(), diagnostics, Some(version)).await;
            last = Some(uri);
        }
        if shared.documents.generation(&key).is_some_and(|newest| newest != generation) {
            wait_for_quiet(&shared, &key).await;
        }
    }
    // The document may have been closed while its diagnostics were being sent.
    if let Some(uri) = last.filter(|_| !shared.documents.is_open(&key)) {
        clear(&shared, uri).await;
    }
}

/// Checks a document. The inner option is empty if there are no news or the text has changed, the outer one after a panic.
async fn checked(
    shared: &Arc<Shared>,
    key: &DocumentKey,
    snapshot: Snapshot,
) -> Option<Option<Vec<Diagnostic>>> {
    let (documents, of) = (Arc::clone(shared), key.clone());
    let news = move |generation, diagnostics: Diagnostics| {
        let is_news = documents.documents.published(&of, generation, &diagnostics);
        is_news.then(|| diagnostics.to_vec())
    };
    if is_soon_checked(shared, key) {
        let check = || Some(news(snapshot.generation, snapshot.diagnostics(&budget(SOON, &snapshot))?));
        if let Some(news) = catch_unwind(AssertUnwindSafe(check)).ok()? {
            return Some(news);
        }
    }
    let check = move || {
        let checked = snapshot.diagnostics(&budget(SHARE, &snapshot));
        let is_changed = snapshot.changed.load(Ordering::Relaxed);
        let unfinished = || (!is_changed).then(Diagnostics::unfinished);
        news(snapshot.generation, checked.or_else(unfinished)?)
    };
    tokio::task::spawn_blocking(check).await.ok()
}

/// Budget of a check, which ends when the text changes.
fn budget(steps: u64, snapshot: &Snapshot) -> Budget {
    let changed = Arc::clone(&snapshot.changed);
    Budget::new(steps, move || changed.load(Ordering::Relaxed))
}

/// Whether an inline check is faster than waking another thread: the document is short and mostly checked already.
fn is_soon_checked(shared: &Shared, key: &DocumentKey) -> bool {
    shared.documents.checked_len(key).is_some_and(|len| len <= SHORT)
}

/// Waits until the text has not changed for [`QUIET`], but at most for [`LONGEST`].
async fn wait_for_quiet(shared: &Shared, key: &DocumentKey) {
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

/// Clears the diagnostics of a document that is no longer open.
async fn clear(shared: &Shared, uri: Uri) {
    // A document that was reopened in the meantime has its own diagnostics.
    if !shared.documents.is_open(&DocumentKey::of(&uri)) {
        push(shared, uri, Vec::new(), None).await;
    }
}

/// Publishes the diagnostics of a file.
pub async fn push(shared: &Shared, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
    if let Some(client) = shared.client() {
        client.publish_diagnostics(uri, diagnostics, version).await;
    }
}
