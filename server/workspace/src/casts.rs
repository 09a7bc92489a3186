//! Cache of the name lookup for casts, computed once for all documents that see the same casts.

use crate::VisibleDocuments;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// For each list of casts, nearest first, the scope of a document without declarations.
#[derive(Debug, Default)]
pub(crate) struct Casts {
    bare: HashMap<Vec<PathBuf>, Scope>,
}

impl Casts {
    /// Makes a scope share the name lookup of its casts, whose paths are in `seen`.
    pub fn shared(&mut self, scope: Scope, seen: &VisibleDocuments) -> Scope {
        if seen.casts.is_empty() {
            return scope;
        }
        let bare = || Scope::new(Arc::new(Document::new("")), scope.casts.clone(), Vec::new());
        if let Some(known) = self.bare.get_mut(&seen.casts) {
            if !known.same_casts(&scope) {
                *known = bare();
            }
            return scope.sharing(known);
        }
        let known = bare();
        let scope = scope.sharing(&known);
        self.bare.insert(seen.casts.clone(), known);
        scope
    }
}
