//! Fetches the user's settings from the client in the background, so that no request waits for the answer.

use super::refresh;
use crate::protocol::preferences::{ClientConfig, Preferences, SECTION, section_of};
use crate::state::Shared;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tower_lsp::ls_types::ConfigurationItem;

/// Timeout for `workspace/configuration`; a client that does not answer is treated as having no settings.
const PATIENCE: Duration = Duration::from_secs(10);

/// Handles `workspace/didChangeConfiguration`.
pub fn changed(shared: &Arc<Shared>, settings: &Value) {
    if let Some(section) = section_of(settings) {
        apply(shared, |held| held.take(&section));
    }
    ask(shared);
}

/// Requests the settings, if the client supports `workspace/configuration`.
pub fn ask(shared: &Arc<Shared>) {
    let Some(client) = shared.client().cloned().filter(|_| shared.capabilities().has_configuration) else {
        return;
    };
    let number = {
        let mut held = shared.documents.preferences.lock();
        held.asked += 1;
        held.asked
    };
    let shared = Arc::clone(shared);
    shared.runtime.clone().spawn(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.into()) };
        match tokio::time::timeout(PATIENCE, client.configuration(vec![item])).await {
            Ok(Ok(sections)) => {
                let section = sections.into_iter().next().unwrap_or_default();
                apply(&shared, |held| {
                    if held.asked == number {
                        held.take(&section);
                    }
                });
            }
            silent => tracing::debug!("the client sent no settings: {silent:?}"),
        }
    });
}

/// Applies a change to the stored settings and refreshes whatever the editor now displays differently.
fn apply(shared: &Arc<Shared>, change: impl FnOnce(&mut ClientConfig)) {
    let (before, now) = {
        let held = &mut *shared.documents.preferences.lock();
        let before = held.now();
        change(held);
        (before, held.now())
    };
    let hints = |all: Preferences| [all.name_hints, all.speaker_hints, all.source_hints];
    if hints(before) != hints(now) {
        refresh::inlay_hints(shared);
    }
    if before.code_lens != now.code_lens {
        refresh::code_lenses(shared);
    }
}
