//! What somebody is writing at a caret: an annotation, and the word of it that stands before the caret.

use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Annotation, Block, Marked};

/// The text whose annotation a caret (relative to the block) stands in.
pub(super) fn writing_in(block: &Block, offset: usize) -> Option<&Marked> {
    block.marked().iter().rev().find(|marked| {
        marked.annotation.as_ref().is_some_and(|annotation| {
            let extent = annotation.extent;
            let end = if annotation.closed { extent.end - 1 } else { extent.end };
            extent.start < offset as u32 && offset as u32 <= end
        })
    })
}

/// The item of an annotation that is being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing<'a> {
    /// What is annotated.
    pub marked: &'a Marked,
    /// The annotation.
    pub annotation: &'a Annotation,
    /// What stands of the item before the caret.
    pub word: &'a str,
    /// What stands behind the caret in the braces.
    pub behind: &'a str,
}

/// The item that is being written at a caret (relative to the block); none in a string, and none in what an
/// annotation that is not closed has taken in of the article.
pub(super) fn writing_at(at: BlockAt<'_>, offset: usize) -> Option<Writing<'_>> {
    let text = &*at.block.text;
    let marked = writing_in(at.block, offset).filter(|_| text.is_char_boundary(offset))?;
    let annotation = marked.annotation.as_ref()?;
    let word = word_before(&text[annotation.extent.start as usize + 1..offset])?;
    if !annotation.closed && has_article(annotation, text, offset - word.len()) {
        return None;
    }
    // Behind the caret of an annotation that is not closed the article goes on.
    let behind = if annotation.closed { &text[offset..annotation.extent.end as usize - 1] } else { "" };
    Some(Writing { marked, annotation, word, behind })
}

/// What stands before the caret of the item that is being written; `None` in a string.
fn word_before(before: &str) -> Option<&str> {
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
    (!string).then(|| &before[start..])
}

/// Whether something stands between the items before `end` and `end` in an annotation that is not closed: the
/// annotation has taken in words of the article.
fn has_article(annotation: &Annotation, text: &str, end: usize) -> bool {
    let items = annotation.items.iter().map(|item| item.extent.end as usize);
    let start = items.take_while(|item| *item <= end).last().unwrap_or(annotation.extent.start as usize + 1);
    !text[start..end].trim().is_empty()
}

/// The entries of a list that are complete, and the one that is being written.
pub(super) fn entries(value: &str) -> (Vec<&str>, &str) {
    let mut listed: Vec<&str> = value.split([',', ';']).map(str::trim_start).collect();
    let entry = listed.pop().unwrap_or_default();
    (listed.into_iter().map(str::trim_end).collect(), entry)
}

/// How many bytes behind the caret belong to the word that it is in.
pub(super) fn rest_of_word(behind: &str) -> usize {
    behind.len() - behind.trim_start_matches(is_id_character).len()
}

fn is_id_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}
