//! What may have been meant by ids that nothing has.

use crate::model::{Namespace, Reference};
use parking_lot::Mutex;
use std::collections::HashMap;

/// More are not kept.
const MOST: usize = 1_000;

/// What was found for ids, as long as the ids that are known are the same: a document may have very many.
#[derive(Debug, Default)]
pub(crate) struct Suggestions(Mutex<HashMap<Asked, Option<Box<str>>>>);

/// The document from which a label is taken, and the id.
type Asked = (Namespace, Option<Box<str>>, Box<str>);

impl Suggestions {
    /// What `find` gives for a reference, found once.
    pub fn of(&self, reference: &Reference, find: impl FnOnce() -> Option<Box<str>>) -> Option<Box<str>> {
        let asked = (reference.namespace, reference.document.clone(), reference.id.clone());
        let mut known = self.0.lock();
        if known.len() >= MOST {
            known.clear();
        }
        known.entry(asked).or_insert_with(find).clone()
    }
}
