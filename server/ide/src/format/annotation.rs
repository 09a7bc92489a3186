//! Formats annotations: items in canonical order, separated by one blank, and values quoted only if necessary.

use super::{reading, smallest};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::order::rank;
use ascribe_markup::model::vocabulary::{ATTRIBUTES, Value, find};
use ascribe_markup::model::{Annotation, Attribute, Block, Item, ItemKind, Marked, is_quoted, read_blocks};
use ascribe_markup::text::is_blank;

/// Edits of all annotations of a paragraph.
pub(super) fn edits(at: BlockAt<'_>) -> Vec<Edit> {
    edits_of(at, at.block.marked().iter())
}

/// Edits of the annotations of some quotations and spans.
pub(super) fn edits_of<'a>(at: BlockAt<'_>, marked: impl Iterator<Item = &'a Marked>) -> Vec<Edit> {
    let block = at.block;
    let sound = |annotation: &&Annotation| {
        let inside = annotation.extent;
        let is_inside = |extent: ascribe_markup::model::BlockRange| {
            inside.start <= extent.start && extent.end <= inside.end
        };
        annotation.closed && !block.problems.iter().any(|problem| is_inside(problem.extent))
    };
    let annotations: Vec<&Annotation> =
        marked.filter_map(|marked| marked.annotation.as_ref()).filter(sound).collect();
    let written = |annotation: &&Annotation| {
        let old = block.slice(annotation.extent);
        smallest(annotation.extent.start as usize, old, &written(block, annotation))
    };
    let mut edits: Vec<Edit> = annotations.iter().filter_map(written).collect();
    if !reads_the_same(block, &edits) {
        edits.retain(|edit| reads_the_same(block, std::slice::from_ref(edit)));
    }
    let moved = |edit: Edit| Edit::replace(at.start + edit.range.start..at.start + edit.range.end, edit.text);
    edits.into_iter().map(moved).collect()
}

/// Whether the block has the same meaning after edits, whose ranges are relative to it.
fn reads_the_same(block: &Block, edits: &[Edit]) -> bool {
    let mut text = block.text.to_string();
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    if edits.is_empty() {
        return true;
    }
    for edit in edits {
        text.replace_range(edit.range.clone(), &edit.text);
    }
    matches!(&read_blocks(&text, block.start_state)[..], [read] if reading::same(block, read))
}

fn written(block: &Block, annotation: &Annotation) -> String {
    let mut items: Vec<&Item> = annotation.items.iter().collect();
    items.sort_by_key(|item| rank(&item.kind));
    let items: Vec<String> = items.into_iter().map(|item| item_written(block, item)).collect();
    format!("{{{}}}", items.join(" "))
}

fn item_written(block: &Block, item: &Item) -> String {
    match &item.kind {
        ItemKind::Attribute(attribute) => format!("{}={}", attribute.key, value(block, attribute)),
        _ => block.slice(item.extent).to_owned(),
    }
}

fn value(block: &Block, attribute: &Attribute) -> String {
    let raw = block.slice(attribute.value_extent);
    if !is_quoted(raw) {
        return raw.to_owned();
    }
    let takes = find(&ATTRIBUTES, &attribute.key).map_or(Value::Text, |key| key.value);
    let is_references = matches!(takes, Value::Actors | Value::Sources | Value::Labels);
    let value = if is_references { tight(&attribute.value) } else { attribute.value.to_string() };
    let needs_marks =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\\' | '{' | '}' | '[' | ']');
    if value.is_empty() || value.contains(needs_marks) {
        return format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    }
    value
}

/// Removes the blanks around the separators of a list of references.
fn tight(list: &str) -> String {
    list.split_inclusive([',', ';'])
        .map(|entry| {
            let separator = entry.ends_with([',', ';']);
            let id = if separator { &entry[..entry.len() - 1] } else { entry };
            [id.trim_matches(is_blank), &entry[entry.len() - usize::from(separator)..]].concat()
        })
        .collect()
}
