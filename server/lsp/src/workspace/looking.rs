//! The look at the workspace that is under way, which somebody may not want any more.

use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a look at the workspace has come: the documents that are done, and all; none before they are counted.
pub type Count = (usize, usize);

/// The look at the workspace.
#[derive(Debug, Default)]
pub struct Looking {
    /// Counts the looks.
    number: AtomicU64,
    cancelled: AtomicBool,
}

impl Looking {
    /// Another one begins; its token.
    pub fn begin(&self) -> String {
        self.number.fetch_add(1, Ordering::Relaxed);
        self.cancelled.store(false, Ordering::Relaxed);
        self.token()
    }

    fn token(&self) -> String {
        format!("ascribe/index/{}", self.number.load(Ordering::Relaxed))
    }

    /// Takes the parameters of `window/workDoneProgress/cancel`.
    pub fn cancelled(&self, params: Option<&Value>) {
        let token = params.and_then(|params| params.get("token")?.as_str());
        if token.is_some_and(|token| token == self.token()) {
            self.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether nobody wants the look any more.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_look_that_is_shown_is_cancelled() {
        let looking = Looking::default();
        for params in [None, Some(json!({})), Some(json!({ "token": 0 })), Some(json!({ "token": "x" }))] {
            looking.cancelled(params.as_ref());
            assert!(!looking.is_cancelled());
        }
        looking.cancelled(Some(&json!({ "token": looking.token() })));
        assert!(looking.is_cancelled());
    }
}
