//! Documents open in an editor.

use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use std::sync::{Arc, OnceLock};

/// Buffer of a document open in an editor.
#[derive(Debug, Clone)]
pub struct Buffer {
    /// The document and the documents it saw at its last change.
    pub scope: Arc<Scope>,
    /// Its summary; shared as long as the document is unchanged.
    pub summary: Arc<LazySummary>,
}

/// Summary of a document, computed lazily, reusing unchanged parts of the previous one.
#[derive(Debug, Default)]
pub struct LazySummary {
    summary: OnceLock<Arc<Summary>>,
    before: Option<Arc<Summary>>,
}

impl LazySummary {
    /// Placeholder for the next version of the document.
    #[must_use]
    pub fn next(&self) -> Self {
        let before = self.summary.get().or(self.before.as_ref()).cloned();
        Self { summary: OnceLock::new(), before }
    }
}

impl Buffer {
    /// The summary, computed on first use.
    pub fn summary(&self) -> &Arc<Summary> {
        let made = || Arc::new(Summary::following(&self.scope.document, self.summary.before.as_deref()));
        self.summary.summary.get_or_init(made)
    }
}
