//! Telling the client that what it shows has changed without its doing, so that it asks again.
//!
//! Changes come in bursts: a saved cast is told of by the editor, by its watcher and by the index. So what is asked
//! for is gathered for a moment, and a client that has not answered yet is not asked once more.

use crate::protocol::refreshes::Shown;
use crate::state::Shared;
use std::sync::Arc;
use std::time::Duration;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;

/// A client that does not answer within this time is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What comes within this time is told at once.
const GATHERED: Duration = Duration::from_millis(50);

/// The time between two refreshes of the same kind.
const PAUSE: Duration = Duration::from_millis(500);

/// Inlay hints are others now.
pub fn inlay_hints(shared: &Arc<Shared>) {
    ask(shared, Shown::InlayHints);
}

/// Code lenses are others now.
pub fn code_lenses(shared: &Arc<Shared>) {
    ask(shared, Shown::CodeLenses);
}

/// A document that others see, or what is configured, has changed.
pub fn documents(shared: &Arc<Shared>) {
    if shared.settings().pulls_diagnostics {
        ask(shared, Shown::Diagnostics);
    }
    ask(shared, Shown::CodeLenses);
    ask(shared, Shown::InlayHints);
    ask(shared, Shown::SemanticTokens);
}

fn ask(shared: &Arc<Shared>, shown: Shown) {
    let settings = shared.settings();
    let can = match shown {
        Shown::CodeLenses => settings.refreshes_code_lenses,
        Shown::Diagnostics => settings.pulls_diagnostics,
        Shown::InlayHints => settings.refreshes_inlay_hints,
        Shown::SemanticTokens => settings.refreshes_semantic_tokens,
    };
    let Some(client) = shared.client().cloned().filter(|_| can) else { return };
    if !shared.refreshes.wanted(shown) {
        return;
    }
    let shared = Arc::clone(shared);
    shared.runtime.clone().spawn(async move {
        tokio::time::sleep(GATHERED).await;
        while shared.refreshes.next(shown) && !shared.was_shut_down() {
            let asked = tokio::time::timeout(PATIENCE, refresh(&client, shown)).await;
            if !matches!(asked, Ok(Ok(()))) {
                tracing::debug!("the client does not ask for {shown:?} again: {asked:?}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    });
}

async fn refresh(client: &Client, shown: Shown) -> Result<()> {
    match shown {
        Shown::CodeLenses => client.code_lens_refresh().await,
        Shown::Diagnostics => client.workspace_diagnostic_refresh().await,
        Shown::InlayHints => client.inlay_hint_refresh().await,
        Shown::SemanticTokens => client.semantic_tokens_refresh().await,
    }
}
