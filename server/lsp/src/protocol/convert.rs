//! Conversion between the core's byte offsets and labels and the protocol's positions and kinds.

use ascribe_lints::Severity;
use ascribe_markup::text::{self, Encoding, Text};
use std::ops::Range;
use tower_lsp::ls_types as lsp;

/// Byte offset of a position, clamped to the text.
pub fn offset(text: Text<'_>, position: lsp::Position, encoding: Encoding) -> usize {
    let position = text::Position { line: position.line as usize, column: position.character as usize };
    text.offset(position, encoding)
}

/// Byte range of a range; its ends are clamped to the text and put in order.
pub fn byte_range(text: Text<'_>, range: lsp::Range, encoding: Encoding) -> Range<usize> {
    let start = offset(text, range.start, encoding);
    let end = offset(text, range.end, encoding);
    start.min(end)..start.max(end)
}

/// Converts byte offsets in one text to positions.
pub struct Places<'a> {
    text: Text<'a>,
    encoding: Encoding,
}

impl<'a> Places<'a> {
    /// Converter for a text.
    pub fn of(text: Text<'a>, encoding: Encoding) -> Self {
        Self { text, encoding }
    }

    /// Position of a byte offset.
    pub fn position(&self, offset: usize) -> lsp::Position {
        let position = self.text.position(offset, self.encoding);
        lsp::Position::new(position.line as u32, position.column as u32)
    }

    /// Range of a byte range.
    pub fn range(&self, range: &Range<usize>) -> lsp::Range {
        lsp::Range::new(self.position(range.start), self.position(range.end))
    }
}

/// Position of a byte offset.
pub fn position(text: Text<'_>, offset: usize, encoding: Encoding) -> lsp::Position {
    Places::of(text, encoding).position(offset)
}

/// Range of a byte range.
pub fn range(text: Text<'_>, range: &Range<usize>, encoding: Encoding) -> lsp::Range {
    Places::of(text, encoding).range(range)
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
