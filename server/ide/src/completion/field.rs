//! Completion in front matter, in fields of declarations, and in notes that suppress rules.

use super::place::Place;
use super::{Proposal, ProposalKind};
use crate::cursor::{entries, rest_of_word, word_of};
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::gate::Intent;
use ascribe_markup::model::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, SOURCE_FIELDS, Value, find};
use ascribe_markup::model::{BlockKind, Namespace, is_identifier};

/// Proposals for a key or a value.
pub(super) fn proposals<'a>(
    at: BlockAt<'a>,
    offset: usize,
    place: impl Fn(&str, usize) -> Place<'a>,
) -> Vec<Proposal> {
    let table = match &at.block.kind {
        BlockKind::FrontMatter(_) => &FRONT_MATTER_FIELDS[..],
        BlockKind::Declaration(declaration) if declaration.namespace == Namespace::Source => {
            &SOURCE_FIELDS[..]
        }
        _ => &ACTOR_FIELDS[..],
    };
    let text = &*at.block.text;
    let Some((line_start, line)) = line_before(text, offset) else { return Vec::new() };
    // A new line may follow the last field, but a blank line ends a declaration.
    let is_inside = if at.block.declaration().is_some() {
        line_start > 0 && line_start <= at.block.content && line.starts_with([' ', '\t'])
    } else {
        let last = text[..at.block.content].trim_end();
        line_start > 0 && line_start < last.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    };
    if !is_inside {
        return Vec::new();
    }
    let behind = &text[offset..];
    let rest = rest_of_word(behind);
    if let Some((key, value)) = line.split_once(':') {
        let (listed, entry) = entries(value);
        let expected = find(table, key.trim()).map_or(Value::Text, |key| key.value);
        return Place { listed, ..place(word_of(entry, expected), rest) }.values(key.trim(), expected, entry);
    }
    let others = at.block.fields().iter().filter(|field| !field.key_extent.touches(offset));
    let used: Vec<&str> = others.map(|field| &*field.key).collect();
    let end = if behind[rest..].trim_start_matches([' ', '\t']).starts_with(':') { "" } else { ": " };
    place(line.trim_start(), rest).keys(table, end, &used)
}

/// Maximum number of lines of front matter.
const MOST_LINES: usize = 200;

/// Keys for front matter that has been opened and not closed, which a proposal closes.
pub(super) fn in_opened<'a>(
    document: &Document,
    at: BlockAt<'a>,
    offset: usize,
    place: impl Fn(&str, usize) -> Place<'a>,
) -> Vec<Proposal> {
    // Each line of front matter that is text is a block.
    if at.index > MOST_LINES {
        return Vec::new();
    }
    let before = document.text().slice(0..at.start + offset);
    let text = &at.block.text[offset..];
    let Some((line_start, key)) = line_before(&before, before.len()) else { return Vec::new() };
    let mut lines = before[..line_start].trim_start_matches('\u{feff}').lines();
    let is_opened = lines.next().is_some_and(|first| first.trim_end() == "---");
    // Front matter has no blank line, and what stands behind the cursor would become a part of the key.
    let is_whole = text.is_empty() || text.starts_with(['\n', '\r']);
    let is_key = key.is_empty() || is_identifier(key);
    let earlier: Vec<&str> = lines.collect();
    let fields: Vec<&str> = earlier.iter().filter_map(|line| Some(line.split_once(':')?.0.trim())).collect();
    if !is_opened || !is_whole || !is_key || fields.len() < earlier.len() {
        return Vec::new();
    }
    let mut proposals = place(key, 0).keys(&FRONT_MATTER_FIELDS, ": ", &fields);
    for proposal in &mut proposals {
        let value = proposal.snippet.take().unwrap_or_else(|| format!("{}$0", proposal.text));
        proposal.snippet = Some(format!("{value}\n---"));
        proposal.text.push_str("\n---");
        proposal.intent = Intent::StrayMarkup(0..at.range().end);
    }
    proposals
}

/// Rules for `%% allow:`; if requested explicitly, `allow:` itself.
pub(super) fn in_note<'a>(
    at: BlockAt<'a>,
    offset: usize,
    explicitly: bool,
    place: impl Fn(&str, usize) -> Place<'a>,
) -> Vec<Proposal> {
    let text = &*at.block.text;
    let Some((_, line)) = line_before(text, offset) else { return Vec::new() };
    let Some(note) = line.trim_start_matches('\u{feff}').strip_prefix("%%").map(str::trim_start) else {
        return Vec::new();
    };
    let rest = rest_of_word(&text[offset..]);
    match note.strip_prefix("allow:") {
        Some(list) => {
            let (listed, entry) = entries(list);
            // A blank starts the reason.
            if entry.contains([' ', '\t']) {
                return Vec::new();
            }
            Place { listed, ..place(entry, rest) }.rules()
        }
        None if explicitly && "allow:".starts_with(note) => {
            let detail = "Silences rules for the paragraph below";
            vec![place(note, rest).proposal(ProposalKind::Key, "allow: ", detail)]
        }
        None => Vec::new(),
    }
}

/// Line up to the cursor, with the byte offset of its start.
fn line_before(text: &str, offset: usize) -> Option<(usize, &str)> {
    let before = text.get(..offset)?;
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Some((start, &before[start..]))
}
