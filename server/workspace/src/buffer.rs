//! Documents open in an editor.

use ascribe_language::normal_form::composed;
use ascribe_markup::Edit;
use ascribe_markup::document::{Document, Revision};
use ascribe_markup::summary::Summary;
use ascribe_markup::text::{Rope, Text};
use parking_lot::Mutex;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Maximum number of edits that a version takes over from one that nobody has asked for.
const MAX_COPIED_EDITS: usize = 128;

/// Maximum size in bytes of the edits that wait to be parsed, beside the length of the text.
const MAX_EDIT_BYTES: usize = 1 << 20;

/// One version of a document open in an editor. An edit changes its text only; document and summary are made when somebody
/// first asks for them, from those of the version before, as far as these are there.
#[derive(Debug)]
pub struct Buffer {
    text: Rope,
    /// Earlier version and the edits since; `None` if the document is parsed or will be parsed from its text alone.
    pending: Mutex<Option<Pending>>,
    document: OnceLock<Arc<Document>>,
    summary: OnceLock<Arc<Summary>>,
    /// Last summary of an earlier version.
    summary_before: Option<Arc<Summary>>,
}

/// Edits that are not parsed yet.
#[derive(Debug, Clone)]
struct Pending {
    base: Arc<Buffer>,
    edits: Vec<Edit>,
    /// Size of the edits in bytes.
    bytes: usize,
}

impl Buffer {
    /// First version of a document.
    pub fn new(text: &str) -> Self {
        Self::of(Rope::from_str(text), None, None)
    }

    fn of(text: Rope, pending: Option<Pending>, summary_before: Option<Arc<Summary>>) -> Self {
        let (document, summary) = (OnceLock::new(), OnceLock::new());
        Self { text, pending: Mutex::new(pending), document, summary, summary_before }
    }

    /// The text.
    pub fn text(&self) -> Text<'_> {
        Text::from(&self.text)
    }

    /// Replaces a range of the text, in bytes. The version changes if nobody else holds it; otherwise it is followed by a
    /// new one.
    pub fn edit(self: &mut Arc<Self>, range: Range<usize>, text: &str) {
        if Arc::get_mut(self).is_none_or(|buffer| buffer.document.get().is_some()) {
            *self = Arc::new(self.next());
        }
        if let Some(buffer) = Arc::get_mut(self) {
            buffer.replace(range, text);
        }
    }

    /// The next version, equal so far.
    fn next(self: &Arc<Self>) -> Self {
        let pending = match &*self.pending.lock() {
            Some(pending) if pending.edits.len() > MAX_COPIED_EDITS => None,
            Some(pending) => Some(pending.clone()),
            None => Some(Pending { base: Arc::clone(self), edits: Vec::new(), bytes: 0 }),
        };
        let summary_before = self.summary.get().or(self.summary_before.as_ref()).cloned();
        Self::of(self.text.clone(), pending, summary_before)
    }

    fn replace(&mut self, range: Range<usize>, text: &str) {
        let start = self.text().floor(range.start);
        let end = self.text().floor(range.end).max(start);
        let is_whole = (start, end) == (0, self.text.len_bytes());
        let (first, last) = (self.text.byte_to_char(start), self.text.byte_to_char(end));
        self.text.remove(first..last);
        self.text.insert(first, text);
        let pending = self.pending.get_mut();
        let Some(edits) = pending else { return };
        if is_whole {
            edits.edits.clear();
            edits.bytes = 0;
        }
        // The end is past the text of every version, if the whole text is replaced.
        let end = if is_whole { usize::MAX } else { end };
        edits.edits.push(Edit::replace(start..end, text));
        edits.bytes += size_of::<Edit>() + text.len();
        if edits.bytes > MAX_EDIT_BYTES + self.text.len_bytes() {
            *pending = None;
        }
    }

    /// The document.
    pub fn document(&self) -> &Arc<Document> {
        self.document.get_or_init(|| {
            let pending = self.pending.lock().take();
            let Some(Pending { base, edits, .. }) = pending else {
                return Arc::new(Document::from(self.text.clone()));
            };
            let mut revision = Revision::of(base.document());
            for edit in edits {
                revision.replace(edit.range, &edit.text);
            }
            Arc::new(revision.parse())
        })
    }

    /// The summary.
    pub fn summary(&self) -> &Arc<Summary> {
        let before = self.summary_before.as_deref();
        self.summary.get_or_init(|| Arc::new(Summary::following(self.document(), before)))
    }

    /// Whether the document is parsed.
    pub fn is_parsed(&self) -> bool {
        self.document.get().is_some()
    }

    /// Whether the document may contain a word in composed characters. Without a summary the text is searched, which takes
    /// less than making one.
    pub fn may_contain(&self, word: &str) -> bool {
        self.summary.get().is_some() || composed(&String::from(&self.text)).contains(word)
    }
}
