//! Reports the indexer's work to the client.

use super::{progress, refresh};
use crate::state::Shared;
use crate::workspace::index_progress::Count;
use crate::workspace::indexer::Listener;
use ascribe_workspace::ReadError;
use ascribe_workspace::index::{MAX_DOCUMENTS, Progress, ScanReport};
use parking_lot::Mutex;
use std::sync::{Arc, Weak};
use tokio::sync::watch;
use tower_lsp::ls_types::MessageType;

/// Maximum number of unreadable files named per scan; the remaining ones are only counted.
const NAMED: usize = 20;

/// Indexer listener that reports to the client.
#[derive(Debug)]
pub struct Reporter {
    shared: Weak<Shared>,
    /// Progress of the scan in flight.
    count: Mutex<Option<watch::Sender<Count>>>,
}

impl Reporter {
    /// Reporter for this server.
    pub fn of(shared: &Arc<Shared>) -> Self {
        Self { shared: Arc::downgrade(shared), count: Mutex::default() }
    }

    fn set_count(&self, count: Option<watch::Sender<Count>>) {
        *self.count.lock() = count;
    }
}

impl Progress for Reporter {
    fn went_on(&self, done: usize, all: usize) -> bool {
        let count = self.count.lock();
        if let Some(count) = count.as_ref().filter(|_| all > 0) {
            // Counts arrive from several threads, in any order.
            count.send_if_modified(|(known, of)| {
                let is_more = (all, done) > (*of, *known);
                (*known, *of) = if is_more { (done, all) } else { (*known, *of) };
                is_more
            });
        }
        self.shared
            .upgrade()
            .is_some_and(|shared| !shared.was_shut_down() && !shared.index_progress.is_cancelled())
    }
}

impl Listener for Reporter {
    fn began(&self) {
        if let Some(shared) = self.shared.upgrade() {
            self.set_count(Some(progress::look(&shared)));
        }
    }

    fn ended(&self) {
        self.set_count(None);
    }

    fn found(&self, report: &ScanReport) {
        let Some(shared) = self.shared.upgrade() else { return };
        for (path, error) in report.failures.iter().take(NAMED) {
            let remedy = match error {
                ReadError::NotUtf8(..) | ReadError::Utf16(_) => " Save it as UTF-8.",
                ReadError::IndexFull(_) => " Open a smaller folder, or let git ignore needless files.",
                _ => "",
            };
            shared.log(MessageType::WARNING, format!("Cannot index {}: {error}.{remedy}", path.display()));
        }
        let more = report.failures.len().saturating_sub(NAMED);
        if more > 0 {
            let text = format!("Cannot index {more} more files. Run `ascribe check` to list them.");
            shared.log(MessageType::WARNING, text);
        }
        if report.cut {
            let text = format!(
                "The workspace has more than {MAX_DOCUMENTS} documents, and the rest are not indexed. Open a smaller folder."
            );
            shared.show(MessageType::WARNING, text);
        }
        if report.stopped && !shared.was_shut_down() {
            let text = "Indexing was cancelled, and only part of the workspace is known. It resumes when a document \
                        is saved or changes on disk.";
            shared.log(MessageType::INFO, text);
        }
    }

    fn changed(&self) {
        let Some(shared) = self.shared.upgrade() else { return };
        shared.touched();
        refresh::code_lenses(&shared);
    }
}
