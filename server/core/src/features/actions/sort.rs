//! Sorting the declarations: actors, then sources, each by name. A note directly above a declaration goes with it;
//! one that stands alone starts a section, which is sorted for itself.

use super::{Action, ActionKind, Asked, Change};
use crate::Edit;
use crate::document::{BlockAt, Document};
use crate::model::{Facts, Namespace};
use std::ops::Range;

pub(super) fn offer<'a>(asked: &'a Asked<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::Organize) {
        return;
    }
    let document = &asked.scope.document;
    if sections(document).iter().any(|section| !is_sorted(section) && has_each_once(section)) {
        let change = move || Change::here(sorted(document));
        actions.push(Action::new(ActionKind::Organize, "Sort the declarations", change));
    }
}

/// A declaration with the notes directly above it.
#[derive(Clone)]
struct Entry {
    key: (Namespace, String, String),
    /// Without the line end of the last line.
    text: String,
    /// The same in the document.
    range: Range<usize>,
    /// The line ends and blank lines behind it.
    space: Range<usize>,
}

fn sections(document: &Document) -> Vec<Vec<Entry>> {
    let mut sections: Vec<Vec<Entry>> = vec![Vec::new()];
    let mut notes: Option<usize> = None;
    let mut end = 0;
    for at in document.blocks() {
        let is_open = at.block.content < at.block.len();
        match &at.block.facts {
            Facts::Note(_) if !is_open => {
                notes.get_or_insert(text_start(at));
            }
            Facts::Declaration(declaration) => {
                let start = notes.take().unwrap_or(text_start(at));
                let content = at.block.text[..at.block.content].trim_end_matches(['\n', '\r']).len();
                let range = start..at.start + content;
                let name = declaration.name.to_lowercase();
                let entry = Entry {
                    key: (declaration.namespace, name, declaration.id.to_string()),
                    text: document.text().slice(range.clone()),
                    space: range.end..at.range().end,
                    range,
                };
                match sections.last_mut() {
                    Some(section) if section.is_empty() || end == entry.range.start => section.push(entry),
                    _ => sections.push(vec![entry]),
                }
                end = at.range().end;
            }
            _ => {
                notes = None;
                sections.push(Vec::new());
            }
        }
    }
    sections.retain(|section| section.len() > 1);
    sections
}

fn text_start(at: BlockAt<'_>) -> usize {
    at.start + if at.block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn is_sorted(section: &[Entry]) -> bool {
    section.is_sorted_by(|a, b| a.key <= b.key)
}

/// Of an id that is declared twice, the first declaration counts: they keep their order.
fn has_each_once(section: &[Entry]) -> bool {
    let mut ids: Vec<_> = section.iter().map(|entry| (entry.key.0, &entry.key.2)).collect();
    ids.sort_unstable();
    ids.windows(2).all(|pair| pair[0] != pair[1])
}

/// Each place gets the declaration that belongs there, and what stands between the places stays, but that a blank
/// line stands between actors and sources if there is one anywhere.
fn sorted(document: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    let end = document.line_ending();
    for section in sections(document).iter().filter(|section| has_each_once(section)) {
        let mut entries = section.clone();
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        let space = |entry: &Entry| document.text().slice(entry.space.clone());
        let between = |a: &Entry, b: &Entry| a.key.0 != b.key.0;
        let has_blank = |entry: &Entry| space(entry).lines().count() > 1;
        let inner = &section[..section.len() - 1];
        let spaced = inner.iter().any(has_blank);
        let mut within = section.windows(2).filter(|pair| !between(&pair[0], &pair[1]));
        let spaced_within = spaced && within.all(|pair| has_blank(&pair[0]));
        for (i, place) in section.iter().enumerate() {
            let new = &entries[i];
            if new.text != place.text {
                edits.push(Edit::replace(place.range.clone(), new.text.clone()));
            }
            let Some(next) = entries.get(i + 1) else { continue };
            let blank = if between(new, next) { spaced } else { spaced_within };
            if blank != has_blank(place) {
                let lines = if blank { end.repeat(2) } else { end.to_owned() };
                edits.push(Edit::replace(place.space.clone(), lines));
            }
        }
    }
    edits
}
