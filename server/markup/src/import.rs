//! Imports a plain article as a document.

use crate::model::{Block, BlockKind, read_blocks};
use crate::syntax::StartState;
use std::collections::BTreeSet;

/// Maximum number of rounds of parsing and escaping. A text that still has markup after them is hostile, and everything
/// that may be markup in it gets escaped.
const ROUNDS: usize = 8;

/// Escapes whatever would be read as markup, and nothing else: stripping the result gives the text.
pub fn import(text: &str) -> String {
    let mut out = with_backslashes_doubled(text);
    for _ in 0..ROUNDS {
        let markup = markup_starts(&out);
        if markup.is_empty() {
            return out;
        }
        out = escape_at(&out, &markup);
    }
    let possible = possible_markup_starts(&out);
    escape_at(&out, &possible)
}

/// Whether a backslash escapes the character.
pub fn is_escapable(c: char) -> bool {
    matches!(
        c,
        '\\' | '{' | '}' | '[' | ']' | '%' | '@' | '^' | '-' | ',' | '"' | '\'' | '`' | '«' | '»' | '‹' | '›'
    ) || ('\u{2018}'..='\u{201f}').contains(&c)
        || ('「'..='』').contains(&c)
}

fn with_backslashes_doubled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '\\' && chars.peek().copied().is_some_and(is_escapable) {
            out.push('\\');
        }
    }
    out
}

/// Byte offsets of the characters that start markup.
fn markup_starts(text: &str) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let mut start = 0;
    let mut after_declaration = false;
    for block in read_blocks(text, StartState::Document) {
        let byte_order_mark = if block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        match &block.kind {
            // A declaration after another one ceases to be one when the first is escaped.
            BlockKind::Declaration(_) if after_declaration => {}
            BlockKind::FrontMatter(_) | BlockKind::Declaration(_) | BlockKind::Note(_) => {
                starts.insert(start + byte_order_mark);
            }
            BlockKind::Blank | BlockKind::Paragraph(_) | BlockKind::Unread => {
                starts.extend(annotation_starts(&block, start));
            }
        }
        let declares = matches!(block.kind, BlockKind::Declaration(_) | BlockKind::FrontMatter(_));
        after_declaration = declares && block.content == block.len();
        start += block.len();
    }
    starts
}

fn annotation_starts(block: &Block, start: usize) -> impl Iterator<Item = usize> {
    let annotations = block.annotations();
    annotations.map(move |annotation| annotation.extent.at(start).start)
}

/// Every byte offset at which markup can start at all, unless a backslash precedes it.
fn possible_markup_starts(text: &str) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        let line_start = matches!(before, '\n' | '\r' | '\u{feff}');
        let behind_mark = before == ']' || (is_escapable(before) && before != '\\');
        if (line_start && matches!(c, '@' | '^' | '%')) || (at < 4 && c == '-') || (behind_mark && c == '{') {
            starts.insert(at);
        }
        before = c;
    }
    starts
}

fn escape_at(text: &str, starts: &BTreeSet<usize>) -> String {
    let mut out = String::with_capacity(text.len() + starts.len());
    let mut from = 0;
    for &start in starts {
        out.push_str(&text[from..start]);
        out.push('\\');
        from = start;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::import;

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["", "\n\n", "a [sic] b {c} \"d\" @e #f $1 100% 6'2\" C:\\dir", "x\n@a: b\n---\n50%% off"]
        {
            assert_eq!(import(text), text);
        }
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        for (text, imported) in [
            ("%% a", "\\%% a"),
            ("@a: b", "\\@a: b"),
            ("x\n\n^a: b\n@c: d", "x\n\n\\^a: b\n@c: d"),
            ("---\na: b\n---\n", "\\---\na: b\n---\n"),
            ("[a]{b} {c}", "[a]\\{b} {c}"),
            ("\"a\"{b", "\"a\"\\{b"),
            ("\\\" \\a", "\\\\\" \\a"),
        ] {
            assert_eq!(import(text), imported, "{text}");
        }
    }
}
