//! Cache of suggestions for undefined ids.

use crate::model::{Namespace, Reference};
use parking_lot::Mutex;
use std::collections::HashMap;

/// Maximum number of entries.
const MOST: usize = 1_000;

/// Suggestions for undefined ids, valid while the known ids are the same: a document may have very many undefined ones.
#[derive(Debug, Default)]
pub(crate) struct Suggestions(Mutex<HashMap<Asked, Option<Box<str>>>>);

/// Namespace, document of the label, and id.
type Asked = (Namespace, Option<Box<str>>, Box<str>);

impl Suggestions {
    /// Suggestion for a reference; calls `find` on a cache miss.
    pub fn of(&self, reference: &Reference, find: impl FnOnce() -> Option<Box<str>>) -> Option<Box<str>> {
        let asked = (reference.namespace, reference.document.clone(), reference.id.clone());
        let mut known = self.0.lock();
        if known.len() >= MOST {
            known.clear();
        }
        known.entry(asked).or_insert_with(find).clone()
    }
}
