//! Sorts the declarations: actors, then sources, each by name. A note directly above a declaration moves with it; a
//! separate note starts a new section, which is sorted on its own.

use super::{Action, ActionContext, ActionKind, Change};
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{BlockKind, Declaration, Namespace};
use std::ops::Range;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
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
struct Entry<'a> {
    declaration: &'a Declaration,
    /// Byte range without the line end of the last line.
    range: Range<usize>,
    /// Byte range of the line ends and blank lines after it.
    space: Range<usize>,
}

impl Entry<'_> {
    fn key(&self) -> (Namespace, String, &str) {
        (self.declaration.namespace, self.declaration.name.to_lowercase(), &self.declaration.id)
    }
}

fn sections(document: &Document) -> Vec<Vec<Entry<'_>>> {
    let mut sections: Vec<Vec<Entry<'_>>> = Vec::new();
    let mut section: Vec<Entry<'_>> = Vec::new();
    let mut notes: Option<usize> = None;
    let mut end = 0;
    for at in document.blocks() {
        let is_open = at.block.content < at.block.len();
        match &at.block.kind {
            BlockKind::Note(_) if !is_open => {
                notes.get_or_insert(text_start(at));
            }
            BlockKind::Declaration(declaration) => {
                let start = notes.take().unwrap_or(text_start(at));
                let content = at.block.text[..at.block.content].trim_end_matches(['\n', '\r']).len();
                let range = start..at.start + content;
                if end != range.start {
                    sections.push(std::mem::take(&mut section));
                }
                section.push(Entry { declaration, space: range.end..at.range().end, range });
                end = at.range().end;
            }
            _ => {
                notes = None;
                sections.push(std::mem::take(&mut section));
            }
        }
    }
    sections.push(section);
    sections.retain(|section| section.len() > 1);
    sections
}

fn text_start(at: BlockAt<'_>) -> usize {
    at.start + if at.block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn is_sorted(section: &[Entry<'_>]) -> bool {
    section.is_sorted_by_key(Entry::key)
}

/// Whether no id is declared twice: the first declaration counts, so duplicates must keep their order.
fn has_each_once(section: &[Entry<'_>]) -> bool {
    let mut ids: Vec<_> =
        section.iter().map(|entry| (entry.declaration.namespace, &*entry.declaration.id)).collect();
    ids.sort_unstable();
    ids.windows(2).all(|pair| pair[0] != pair[1])
}

/// Edits that sort the sections. The space between entries stays, except that a blank line separates actors from
/// sources if there is a blank line anywhere in the section.
fn sorted(document: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    let end = document.line_ending();
    for section in sections(document).iter().filter(|section| has_each_once(section)) {
        let mut entries = section.clone();
        entries.sort_by_cached_key(|entry| {
            let (namespace, name, id) = entry.key();
            (namespace, name, id.to_owned())
        });
        let text = |entry: &Entry<'_>| document.text().slice(entry.range.clone());
        let space = |entry: &Entry<'_>| document.text().slice(entry.space.clone());
        let between = |a: &Entry<'_>, b: &Entry<'_>| a.declaration.namespace != b.declaration.namespace;
        let has_blank = |entry: &Entry<'_>| space(entry).lines().count() > 1;
        let inner = &section[..section.len() - 1];
        let spaced = inner.iter().any(has_blank);
        let mut within = section.windows(2).filter(|pair| !between(&pair[0], &pair[1]));
        let spaced_within = spaced && within.all(|pair| has_blank(&pair[0]));
        for (i, place) in section.iter().enumerate() {
            let new = &entries[i];
            let (old_text, new_text) = (text(place), text(new));
            if new_text != old_text {
                edits.push(Edit::replace(place.range.clone(), new_text));
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
