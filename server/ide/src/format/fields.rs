//! Formats declarations and front matter: one blank after the colon, two before a field, one after each `;` of a list,
//! fields in the order of the vocabulary, no trailing blanks, one blank line after the block.

use super::{reading, smallest};
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::vocabulary::{
    ACTOR_FIELDS, FRONT_MATTER_FIELDS, FieldSpec, SOURCE_FIELDS, Value, find,
};
use ascribe_markup::model::{Block, BlockKind, Field, Namespace, read_blocks};
use ascribe_markup::text::{is_blank, is_separator, split_lines};

/// Indentation of a field.
pub(super) const INDENT: &str = "  ";

/// Text fields that are lists nevertheless.
const LISTS: [&str; 2] = ["aka", "allow"];

pub(super) fn edits(document: &Document, at: BlockAt<'_>) -> Vec<Edit> {
    let block = at.block;
    let mut edits = Vec::new();
    if block.problems.is_empty() {
        edits.extend(lines(at).unwrap_or_default());
    }
    edits.extend(blank_line(document, at));
    edits
}

/// Edits of the lines; `None` if a line is not a field.
fn lines(at: BlockAt<'_>) -> Option<Vec<Edit>> {
    let block = at.block;
    let first = if block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let old: Vec<&str> = split_lines(&block.text[first..block.content]).collect();
    let new = written(block, old.len())?;
    let mut text = block.text[..first].to_owned();
    let mut edits = Vec::new();
    let mut start = first;
    for (old, new) in old.iter().zip(&new) {
        let content = old.trim_end_matches(['\n', '\r']);
        edits.extend(smallest(at.start + start, content, new));
        text.push_str(new);
        text.push_str(&old[content.len()..]);
        start += old.len();
    }
    if edits.is_empty() {
        return Some(edits);
    }
    text.push_str(&block.text[block.content..]);
    let read = read_blocks(&text, block.start_state);
    matches!(&read[..], [read] if reading::same(block, read)).then_some(edits)
}

/// Formatted lines without line ends; `None` unless there are `count` of them.
fn written(block: &Block, count: usize) -> Option<Vec<String>> {
    let (mut lines, fields, table, indent): (Vec<String>, &[Field], &[FieldSpec], &str) = match &block.kind {
        BlockKind::Declaration(declaration) => {
            let head = format!("{}{}: {}", declaration.namespace.sign(), declaration.id, declaration.name);
            let table =
                if declaration.namespace == Namespace::Actor { &ACTOR_FIELDS[..] } else { &SOURCE_FIELDS };
            (vec![head], &declaration.fields, table, INDENT)
        }
        BlockKind::FrontMatter(fields) => (vec!["---".into()], fields, &FRONT_MATTER_FIELDS, ""),
        _ => return None,
    };
    let mut sorted: Vec<&Field> = fields.iter().collect();
    sorted.sort_by_key(|field| table.iter().position(|key| key.word == &*field.key).unwrap_or(table.len()));
    lines.extend(sorted.into_iter().map(|field| {
        let line = format!("{indent}{}: {}", field.key, value(field, find(table, &field.key)));
        line.trim_end_matches(is_separator).to_owned()
    }));
    if matches!(block.kind, BlockKind::FrontMatter(_)) {
        lines.push("---".into());
    }
    (lines.len() == count).then_some(lines)
}

fn value(field: &Field, key: Option<&FieldSpec>) -> String {
    let is_references = key.is_some_and(|key| matches!(key.value, Value::Actors | Value::Sources));
    let separators: &[char] = if is_references { &[',', ';'] } else { &[';'] };
    if !is_references && !LISTS.contains(&&*field.key) {
        return field.value.to_string();
    }
    let entries: Vec<&str> =
        field.value.split(separators).map(|entry| entry.trim_matches(is_blank)).collect();
    let entries: Vec<&str> = entries.into_iter().filter(|entry| !entry.is_empty()).collect();
    entries.join("; ")
}

/// Edit for the blank line after front matter or a declaration; only declarations, and notes among them, may follow
/// each other directly.
fn blank_line(document: &Document, at: BlockAt<'_>) -> Option<Edit> {
    let next = document.block(at.index + 1)?;
    let space = &at.block.text[at.block.content..];
    let start = at.start + at.block.content;
    // A line end after a lone CR must not merge with it.
    let last = split_lines(&at.block.text[..at.block.content]).last().unwrap_or_default();
    let last_end = &last[last.trim_end_matches(['\n', '\r']).len()..];
    if space.is_empty() {
        let may_be_close =
            at.block.declaration().is_some() && !matches!(next.block.kind, BlockKind::Paragraph(_));
        return (!may_be_close).then(|| Edit::insert(start, last_end));
    }
    let first = split_lines(space).next()?;
    let first_end = first.trim_start_matches(|c| c != '\n' && c != '\r');
    smallest(start, space, if last_end == "\r" { last_end } else { first_end })
}
