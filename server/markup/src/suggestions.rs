//! Cache of suggestions for undefined ids.

use crate::model::{Namespace, Reference};
use crate::spelling::SpellingIndex;
use parking_lot::Mutex;
use std::collections::HashMap;

/// Maximum number of entries.
const MOST: usize = 1_000;

/// Suggestions for undefined ids, valid while the known ids are the same: a document may have very many undefined ones.
#[derive(Debug, Default)]
pub(crate) struct Suggestions(Mutex<Cache>);

#[derive(Debug, Default)]
struct Cache {
    found: HashMap<Asked, Option<Box<str>>>,
    /// Known ids of a namespace, or labels of a document.
    known: HashMap<(Namespace, Option<Box<str>>), SpellingIndex>,
}

/// Namespace, document of the label, and id.
type Asked = (Namespace, Option<Box<str>>, Box<str>);

impl Suggestions {
    /// Suggestion for a reference; calls `index` if its namespace or document is asked for the first time.
    pub fn of(&self, reference: &Reference, index: impl FnOnce() -> SpellingIndex) -> Option<Box<str>> {
        let Reference { namespace, document, id, .. } = reference;
        let mut cache = self.0.lock();
        let Cache { found, known } = &mut *cache;
        if found.len() >= MOST {
            found.clear();
        }
        let find = || {
            let known = known.entry((*namespace, document.clone())).or_insert_with(index);
            known.nearest(id).map(Box::from)
        };
        found.entry((*namespace, document.clone(), id.clone())).or_insert_with(find).clone()
    }
}
