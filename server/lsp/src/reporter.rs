//! Tells the client what the indexer does.

use crate::indexer::Listener;
use crate::state::Shared;
use ascribe_workspace::index::{Difference, MAX_DOCUMENTS, Progress};
use std::sync::{Arc, Weak};
use tower_lsp::ls_types::MessageType;

/// Tells the client of a server.
#[derive(Debug)]
pub struct Reporter {
    shared: Weak<Shared>,
}

impl Reporter {
    /// Tells the client of this server.
    pub fn of(shared: &Arc<Shared>) -> Self {
        Self { shared: Arc::downgrade(shared) }
    }
}

impl Progress for Reporter {
    fn went_on(&self, _: usize, _: usize) -> bool {
        self.shared.upgrade().is_some_and(|shared| !shared.was_shut_down())
    }
}

impl Listener for Reporter {
    fn began(&self) {}

    fn ended(&self) {}

    fn found(&self, difference: &Difference) {
        let Some(shared) = self.shared.upgrade() else { return };
        for (path, error) in &difference.failures {
            shared.log(MessageType::WARNING, format!("{} is not indexed: {error}", path.display()));
        }
        if difference.cut {
            let text = format!("There are more than {MAX_DOCUMENTS} documents; the others are not indexed.");
            shared.show(MessageType::WARNING, text);
        }
    }

    fn changed(&self) {
        if let Some(shared) = self.shared.upgrade() {
            crate::refresh::code_lenses(&shared);
        }
    }
}
