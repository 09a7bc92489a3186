//! Documents that are open in an editor.

use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use std::sync::{Arc, OnceLock};

/// A buffer that is open in an editor.
#[derive(Debug, Clone)]
pub struct Buffer {
    /// What it holds, and what that saw when it was changed last.
    pub scope: Arc<Scope>,
    /// Its summary; the same for as long as the document is the same.
    pub told: Arc<Told>,
}

/// The summary of a document, made when somebody asks, of what has stayed of the one before.
#[derive(Debug, Default)]
pub struct Told {
    summary: OnceLock<Arc<Summary>>,
    before: Option<Arc<Summary>>,
}

impl Told {
    /// For the next version of the document.
    #[must_use]
    pub fn next(&self) -> Self {
        let before = self.summary.get().or(self.before.as_ref()).cloned();
        Self { summary: OnceLock::new(), before }
    }
}

impl Buffer {
    /// What it tells others.
    pub fn summary(&self) -> &Arc<Summary> {
        let made = || Arc::new(Summary::following(&self.scope.document, self.told.before.as_deref()));
        self.told.summary.get_or_init(made)
    }
}
