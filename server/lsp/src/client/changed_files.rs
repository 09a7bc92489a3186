//! Follow-up of changes on disk and of the configuration, which may concern every open document: their scopes are made
//! anew, each in a turn of its document, and the client is told of those that differ.

use crate::client::{publisher, refresh};
use crate::documents::Outcome;
use crate::protocol::uris::DocumentKey;
use crate::requests::cancellable;
use crate::state::Shared;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Looks at the suspected documents, with the generations of their scopes before the change.
pub fn follow(shared: &Arc<Shared>, suspected: Vec<(DocumentKey, Option<u64>)>) {
    if suspected.is_empty() {
        return;
    }
    let shared = Arc::clone(shared);
    shared.runtime.clone().spawn(async move {
        let mut changed = Vec::new();
        for (key, before) in suspected {
            if sees_other(&shared, &key, before).await {
                changed.push(key);
            }
        }
        if !changed.is_empty() {
            refresh::documents(&shared);
            publisher::follow(&shared, Outcome { changed, ..Outcome::default() });
        }
    });
}

/// Whether the scope of a document differs from that of a generation; it does if there was none.
async fn sees_other(shared: &Shared, key: &DocumentKey, before: Option<u64>) -> bool {
    let Some(turn) = shared.short_turn(key).await else { return false };
    let Some(snapshot) = shared.documents.snapshot(key) else { return false };
    let generation = cancellable(CancellationToken::new(), move || (snapshot.generation(), turn));
    generation.await.is_ok_and(|(generation, _)| Some(generation) != before)
}
