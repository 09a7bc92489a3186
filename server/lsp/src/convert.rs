//! From the core's bytes and labels to the protocol's positions and kinds, and back.

use ascribe_core::Edit;
use ascribe_core::lints::Severity;
use ascribe_core::text::{self, Encoding, Text};
use std::ops::Range;
use tower_lsp::ls_types as lsp;

/// The byte offset of a position, which is moved into the text.
pub fn offset(text: &Text, position: lsp::Position, encoding: Encoding) -> usize {
    let position = text::Position { line: position.line as usize, column: position.character as usize };
    text.offset(position, encoding)
}

/// The byte range of a range; its ends are moved into the text and put in order.
pub fn byte_range(text: &Text, range: lsp::Range, encoding: Encoding) -> Range<usize> {
    let start = offset(text, range.start, encoding);
    let end = offset(text, range.end, encoding);
    start.min(end)..start.max(end)
}

/// The position of a byte offset.
pub fn position(text: &Text, offset: usize, encoding: Encoding) -> lsp::Position {
    let position = text.position(offset, encoding);
    lsp::Position::new(position.line as u32, position.column as u32)
}

/// The range of a byte range.
pub fn range(text: &Text, range: &Range<usize>, encoding: Encoding) -> lsp::Range {
    lsp::Range::new(position(text, range.start, encoding), position(text, range.end, encoding))
}

/// An edit of a document.
pub fn text_edit(text: &Text, edit: &Edit, encoding: Encoding) -> lsp::TextEdit {
    lsp::TextEdit::new(range(text, &edit.range, encoding), edit.text.clone())
}

/// The protocol's severity.
pub fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}
