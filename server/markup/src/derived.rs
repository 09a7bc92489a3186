//! Values that crates above keep with a block or a document.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A slot for one value that another crate derives from its owner. It is filled when somebody first asks, stays as long as
/// the owner does, and is no part of what the owner is: copies start empty, and comparisons pass over it.
#[derive(Default)]
pub struct Derived {
    value: OnceLock<Box<dyn Any + Send + Sync>>,
    session: Option<Arc<Derived>>,
}

impl Derived {
    /// An empty slot in an editing session: the slot that all blocks share which are read while one document is edited.
    pub fn in_session(session: Arc<Self>) -> Self {
        Self { session: Some(session), ..Self::default() }
    }

    /// The slot of the editing session, if there is one.
    pub fn session(&self) -> Option<&Self> {
        self.session.as_deref()
    }

    /// The value, made now if it is not there yet.
    ///
    /// # Panics
    ///
    /// If the slot holds a value of another type: a slot has one crate that fills it.
    #[allow(clippy::expect_used, reason = "each slot is filled in one place")]
    pub fn get_or_init<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> &T {
        self.value
            .get_or_init(|| Box::new(make()))
            .downcast_ref()
            .expect("a value of the type that the slot is for")
    }

    /// The value, if it is there.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.value.get()?.downcast_ref()
    }
}

impl Clone for Derived {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Derived {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Derived {}

impl fmt::Debug for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.value.get().is_some() { "Derived(..)" } else { "Derived" })
    }
}
