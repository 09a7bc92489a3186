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
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tower_lsp::ls_types::{Diagnostic, Uri};

/// Time without a change after which a burst counts as over.
const QUIET: Duration = Duration::from_millis(50);

/// First pause while the client has not read the last list yet; most clients read it within this time.
const SHORT_PAUSE: Duration = Duration::from_millis(1);

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
        let next = shared.documents.next_to_publish(&key, done);
        let Some(snapshot) = next else { break };
        let (uri, version, revision) = (snapshot.uri.clone(), snapshot.version, snapshot.revision);
        done = Some(revision);
        let checked = checked(&shared, &key, snapshot).await;
        drop(turn);
        if checked.is_none() {
            tracing::error!("checking {} failed", uri.as_str());
        }
        if let (Some(diagnostics), Some(client)) = (checked.flatten(), shared.client()) {
            client.publish_diagnostics(uri.clone(), diagnostics, Some(version)).await;
            last = Some(uri);
        }
        if shared.documents.revision(&key).is_some_and(|newest| newest != revision) {
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
    let (shared, key) = (Arc::clone(shared), key.clone());
    let check = move || {
        let checked = snapshot.diagnostics(&budget(&snapshot));
        let is_changed = snapshot.changed.load(Ordering::Relaxed);
        let diagnostics = checked.or_else(|| (!is_changed).then(Diagnostics::unfinished))?;
        let is_news = shared.documents.published(&key, snapshot.revision, &diagnostics);
        is_news.then(|| diagnostics.to_vec())
    };
    tokio::task::spawn_blocking(check).await.ok()
}

/// Budget of a check, which ends when the text changes.
fn budget(snapshot: &Snapshot) -> Budget {
    let changed = Arc::clone(&snapshot.changed);
    Budget::new(SHARE, move || changed.load(Ordering::Relaxed))
}

/// Waits until the text has not changed for [`QUIET`], but at most for [`LONGEST`].
async fn wait_for_quiet(shared: &Shared, key: &DocumentKey) {
    let start = Instant::now();
    let mut last = shared.documents.revision(key);
    while start.elapsed() < LONGEST {
        tokio::time::sleep(QUIET).await;
        let now = shared.documents.revision(key);
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
