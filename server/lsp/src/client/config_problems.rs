//! Pushes the problems in `ascribe.toml` to the client, since no request asks for them.

use super::publisher;
use crate::documents::configs::News;
use crate::state::Shared;
use std::sync::Arc;

/// Publishes the configuration problems that have changed since the last call.
pub fn tell(shared: &Arc<Shared>) {
    if !shared.documents.has_config_news() {
        return;
    }
    let shared = Arc::clone(shared);
    shared.runtime.clone().spawn(async move {
        // One task at a time, so that an older list never overwrites a newer one.
        let _turn = shared.config_turn.lock().await;
        let news = shared.documents.config_news();
        for News { uri, version, diagnostics } in news {
            publisher::push(&shared, uri, diagnostics, version).await;
        }
    });
}
