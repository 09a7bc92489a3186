//! What is known of the names in casts, made once for all documents that see the same ones.

use crate::Seen;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// For each list of casts, the nearest first, the scope of a document that declares nothing.
#[derive(Debug, Default)]
pub(crate) struct Casts {
    bare: HashMap<Vec<PathBuf>, Scope>,
}

impl Casts {
    /// A scope that shares what is known of its casts, which are at these paths.
    pub fn shared(&mut self, scope: Scope, seen: &Seen) -> Scope {
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
