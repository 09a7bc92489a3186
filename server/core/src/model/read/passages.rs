//! Text by passages, of which most need no parser.
//!
//! A blank line ends whatever is open, so that each passage reads alone as it does among the others. Which passages need
//! the parser is decided by characters that the grammar looks for; the law `reading_by_passages_is_reading_as_a_whole`
//! holds that nothing is missed.

use memchr::{memchr, memchr3};

/// The passages of a text, each some lines and the blank lines behind them; together they are the text. A blank line
/// with anything but spaces and tabs in it may stand inside of a passage.
pub(super) fn passages(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = passage_len(rest);
        let (passage, behind) = rest.split_at(end);
        rest = behind;
        (!passage.is_empty()).then_some(passage)
    })
}

fn passage_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr(b'\n', &bytes[from..]) {
        let behind = from + found + 1;
        let blank = blank_len(&bytes[behind..]);
        from = behind + blank;
        let next = text[from..].chars().next();
        if blank > 0 && next.is_none_or(|next| !is_blank(next)) {
            return from;
        }
    }
    text.len()
}

/// The length of the blank lines at the start, without the indentation behind them.
fn blank_len(bytes: &[u8]) -> usize {
    let blank = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
    bytes[..blank].iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1)
}

/// What the scanner's `is_blank` takes for a blank, and a little more.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// The length of the only line of a passage, with its end, if this is a paragraph that holds nothing but text wherever it
/// stands. One at the start of a document may be something else.
pub(super) fn plain_line(passage: &str) -> Option<usize> {
    let end = passage.find(['\n', '\r']).unwrap_or(passage.len());
    let (line, behind) = passage.split_at(end);
    let blank = behind.trim_start_matches([' ', '\t', '\r', '\n']);
    let starts_plain = line.starts_with(|c| !is_blank(c) && !matches!(c, '%' | '@' | '^'));
    if !(blank.is_empty() && starts_plain) {
        return None;
    }
    let mut before = ' ';
    let is_plain = line.chars().all(|c| {
        let doubled = c == '\'' && before == c;
        before = c;
        !(doubled || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '[' | '\\' | '`'))
    });
    let line_end = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
    is_plain.then_some(end + line_end)
}

/// Whether a passage may declare, annotate or refer to something; one at the start of a document may do so without any
/// of these characters.
pub(super) fn may_mark(passage: &str) -> bool {
    memchr3(b'{', b'@', b'^', passage.as_bytes()).is_some()
}
