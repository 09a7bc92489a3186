//! Refresh requests: the client is asked to query again when its results have changed through no edit of its own.
//!
//! Changes come in bursts: a saved cast is reported by the editor, by its file watcher and by the index. Refreshes are
//! therefore collected for a moment, and none is sent while the client has not answered the previous one.

use crate::protocol::refreshes::Shown;
use crate::state::Shared;
use std::sync::Arc;
use std::time::Duration;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;

/// Timeout for the client's answer to a refresh.
const PATIENCE: Duration = Duration::from_secs(10);

/// Window within which refreshes are collected into one.
const GATHERED: Duration = Duration::from_millis(50);

/// Minimum interval between two refreshes of one kind.
const PAUSE: Duration = Duration::from_millis(500);

/// Refreshes the inlay hints.
pub fn inlay_hints(shared: &Arc<Shared>) {
    ask(shared, Shown::InlayHints);
}

/// Refreshes the code lenses.
pub fn code_lenses(shared: &Arc<Shared>) {
    ask(shared, Shown::CodeLenses);
}

/// Refreshes everything after a change of the configuration or of a document that other documents see.
pub fn documents(shared: &Arc<Shared>) {
    if shared.capabilities().pulls_diagnostics {
        ask(shared, Shown::Diagnostics);
    }
    ask(shared, Shown::CodeLenses);
    ask(shared, Shown::InlayHints);
    ask(shared, Shown::SemanticTokens);
}

fn ask(shared: &Arc<Shared>, shown: Shown) {
    let capabilities = shared.capabilities();
    let can = match shown {
        Shown::CodeLenses => capabilities.refreshes_code_lenses,
        Shown::Diagnostics => capabilities.pulls_diagnostics,
        Shown::InlayHints => capabilities.refreshes_inlay_hints,
        Shown::SemanticTokens => capabilities.refreshes_semantic_tokens,
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
                tracing::debug!("the client did not refresh {shown:?}: {asked:?}");
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
