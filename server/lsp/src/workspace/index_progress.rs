//! The workspace scan in flight, which the user can cancel.

use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Progress of a workspace scan in documents: done and total; both are 0 before they are counted.
pub type Count = (usize, usize);

/// State of the workspace scan.
#[derive(Debug, Default)]
pub struct IndexProgress {
    /// Number of the current scan.
    number: AtomicU64,
    cancelled: AtomicBool,
}

impl IndexProgress {
    /// Starts another scan; returns its progress token.
    pub fn begin(&self) -> String {
        self.number.fetch_add(1, Ordering::Relaxed);
        self.cancelled.store(false, Ordering::Relaxed);
        self.token()
    }

    fn token(&self) -> String {
        format!("ascribe/index/{}", self.number.load(Ordering::Relaxed))
    }

    /// Handles `window/workDoneProgress/cancel`.
    pub fn cancelled(&self, params: Option<&Value>) {
        let token = params.and_then(|params| params.get("token")?.as_str());
        if token.is_some_and(|token| token == self.token()) {
            self.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the user has cancelled the scan.
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
        let index_progress = IndexProgress::default();
        for params in [None, Some(json!({})), Some(json!({ "token": 0 })), Some(json!({ "token": "x" }))] {
            index_progress.cancelled(params.as_ref());
            assert!(!index_progress.is_cancelled());
        }
        index_progress.cancelled(Some(&json!({ "token": index_progress.token() })));
        assert!(index_progress.is_cancelled());
    }
}
