//! Telling the client that what it shows has changed without its doing, so that it asks again.

use crate::state::Shared;
use std::sync::Arc;
use std::time::Duration;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;

/// A client that does not answer within this time is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Inlay hints are others now.
pub fn inlay_hints(shared: &Arc<Shared>) {
    let can = shared.settings().refreshes_inlay_hints;
    ask(shared, can, "inlay hints", |client| async move { client.inlay_hint_refresh().await });
}

/// Code lenses are others now.
pub fn code_lenses(shared: &Arc<Shared>) {
    let can = shared.settings().refreshes_code_lenses;
    ask(shared, can, "code lenses", |client| async move { client.code_lens_refresh().await });
}

/// Semantic tokens are others now.
pub fn semantic_tokens(shared: &Arc<Shared>) {
    let can = shared.settings().refreshes_semantic_tokens;
    ask(shared, can, "semantic tokens", |client| async move { client.semantic_tokens_refresh().await });
}

fn ask<A>(shared: &Arc<Shared>, can: bool, what: &'static str, ask: impl FnOnce(Client) -> A)
where
    A: Future<Output = Result<()>> + Send + 'static,
{
    let Some(client) = shared.client().cloned().filter(|_| can) else { return };
    let asking = ask(client);
    shared.runtime.spawn(async move {
        let asked = tokio::time::timeout(PATIENCE, asking).await;
        if !matches!(asked, Ok(Ok(()))) {
            tracing::debug!("the client does not ask for {what} again: {asked:?}");
        }
    });
}
