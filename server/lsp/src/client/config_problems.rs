//! Telling the client of the problems in `ascribe.toml`, which no request asks for.

use super::publisher;
use crate::documents::configs::News;
use crate::state::Shared;
use std::sync::Arc;

/// Tells the client of problems that are new or gone.
pub fn tell(shared: &Arc<Shared>) {
    if !shared.documents.has_config_news() {
        return;
    }
    let shared = Arc::clone(shared);
    shared.runtime.clone().spawn(async move {
        // One at a time, so that nothing newer is overtaken.
        let _turn = shared.config_turn.lock().await;
        let news = shared.documents.config_news();
        for News { uri, version, diagnostics } in news {
            publisher::push(&shared, uri, diagnostics, version).await;
        }
    });
}
