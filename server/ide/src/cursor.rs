//! Item being written at a cursor inside an annotation.

use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::Value;
use ascribe_markup::model::{Annotation, Block, Marked};
use std::collections::HashSet;

/// Quotation or span whose annotation contains the cursor (byte offset relative to the block).
pub(super) fn writing_in(block: &Block, offset: usize) -> Option<&Marked> {
    block.marked().iter().rev().find(|marked| {
        marked.annotation.as_ref().is_some_and(|annotation| {
            let extent = annotation.extent;
            let end = if annotation.closed { extent.end - 1 } else { extent.end };
            extent.start < offset as u32 && offset as u32 <= end
        })
    })
}

/// Annotation item being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing<'a> {
    /// Annotated text.
    pub marked: &'a Marked,
    /// Annotation that contains the cursor.
    pub annotation: &'a Annotation,
    /// Part of the item before the cursor.
    pub word: &'a str,
    /// Text after the cursor in the braces.
    pub behind: &'a str,
}

/// Item being written at a cursor (byte offset relative to the block); `None` in a quoted value, and in article text
/// that an unclosed annotation has swallowed.
pub(super) fn writing_at(at: BlockAt<'_>, offset: usize) -> Option<Writing<'_>> {
    item_at(at, offset).filter(|(_, is_quoted)| !is_quoted).map(|(writing, _)| writing)
}

/// Item with the quoted value that contains a cursor (byte offset relative to the block).
pub(super) fn quoted_at(at: BlockAt<'_>, offset: usize) -> Option<Writing<'_>> {
    item_at(at, offset).filter(|(_, is_quoted)| *is_quoted).map(|(writing, _)| writing)
}

/// Item at a cursor, and whether the cursor is in a quoted value.
fn item_at(at: BlockAt<'_>, offset: usize) -> Option<(Writing<'_>, bool)> {
    let text = &*at.block.text;
    let marked = writing_in(at.block, offset).filter(|_| text.is_char_boundary(offset))?;
    let annotation = marked.annotation.as_ref()?;
    let (word, is_quoted) = word_before(&text[annotation.extent.start as usize + 1..offset]);
    if !annotation.closed && has_article(annotation, text, offset - word.len()) {
        return None;
    }
    // After the cursor in an unclosed annotation, the article continues.
    let behind = if annotation.closed { &text[offset..annotation.extent.end as usize - 1] } else { "" };
    Some((Writing { marked, annotation, word, behind }, is_quoted))
}

/// Part of the current item before the cursor, and whether the cursor is in a quoted value.
fn word_before(before: &str) -> (&str, bool) {
    let mut start = 0;
    let mut string = false;
    let mut chars = before.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => string = !string,
            '\\' if string => {
                chars.next();
            }
            ' ' | '\t' if !string => start = at + 1,
            _ => {}
        }
    }
    (&before[start..], string)
}

/// Whether an unclosed annotation has swallowed article text: there is unread text between the last item before `end`
/// and `end`.
fn has_article(annotation: &Annotation, text: &str, end: usize) -> bool {
    let items = annotation.items.iter().map(|item| item.extent.end as usize);
    let start = items.take_while(|item| *item <= end).last().unwrap_or(annotation.extent.start as usize + 1);
    !text[start..end].trim().is_empty()
}

/// Complete entries of a list, and the one being written.
pub(super) fn entries(value: &str) -> (HashSet<&str>, &str) {
    match value.rsplit_once([',', ';']) {
        Some((listed, entry)) => (listed.split([',', ';']).map(str::trim).collect(), entry.trim_start()),
        None => (HashSet::new(), value.trim_start()),
    }
}

/// Part of a list entry before the cursor that a completion replaces: an id with its sign, or a word. Only the entries of
/// a list of labels are replaced as a whole, since paths may have any characters.
pub(super) fn word_of(entry: &str, value: Value) -> &str {
    if value == Value::Labels {
        return entry;
    }
    let before = entry.trim_end_matches(is_id_character);
    let sign = before.chars().next_back().filter(|c| matches!(c, '@' | '^' | '#'));
    &entry[before.len() - sign.map_or(0, char::len_utf8)..]
}

/// Number of bytes after the cursor that belong to the current value, up to a closing quotation mark.
pub(super) fn rest_of_value(behind: &str) -> usize {
    behind.find(['"', ' ', '\t']).unwrap_or(behind.len())
}

/// Number of bytes after the cursor that belong to the current word.
pub(super) fn rest_of_word(behind: &str) -> usize {
    behind.len() - behind.trim_start_matches(is_id_character).len()
}

fn is_id_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}
