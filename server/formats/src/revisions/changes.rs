//! Changes of markup, one unit each, which can be applied to any version of the same article.

use super::pairs::pairs;
use super::slots::{merged, merged_mark};
use super::version::{Mark, Unit, Version};
use std::collections::BTreeSet;

/// A change of one unit of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Front matter is added, or its fields become those of the unit.
    FrontMatter(Unit),
    /// A declaration is added after another one, or at the front.
    AddDeclaration { id: String, unit: Unit, after: Option<String> },
    /// A declaration with this sign and id becomes another one.
    Declaration { id: String, unit: Unit },
    /// A declaration is removed.
    RemoveDeclaration { id: String },
    /// A note is added at a byte offset of the article.
    AddNote { offset: usize, text: String },
    /// A note is removed.
    RemoveNote { offset: usize, text: String },
    /// A character at a byte offset of the article is escaped, or no longer.
    Escape { offset: usize, is_escaped: bool },
    /// An annotation is added, replaced or removed.
    Mark { before: Option<Mark>, after: Option<Mark> },
}

/// Changes that one version has and another is to get, and those that contradict what the other one has.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Changes in the order in which they are applied.
    pub changes: Vec<Change>,
    /// Changes that contradict what the other version has.
    pub conflicts: Vec<Conflict>,
}

/// Contradiction between two versions that a person has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Byte offset in the article.
    pub offset: usize,
    /// Markup of the other version, on one line.
    pub message: String,
}

impl Changes {
    /// Changes from `base` to `theirs` that `ours` does not have.
    pub fn new(base: &Version, ours: &Version, theirs: &Version) -> Self {
        let mut changes = Self::default();
        changes.front_matter(base, ours, theirs);
        changes.declarations(base, ours, theirs);
        changes.notes(base, ours, theirs);
        for offset in theirs.escapes.difference(&base.escapes).filter(|it| !ours.escapes.contains(it)) {
            changes.changes.push(Change::Escape { offset: *offset, is_escaped: true });
        }
        for offset in base.escapes.difference(&theirs.escapes).filter(|it| ours.escapes.contains(it)) {
            changes.changes.push(Change::Escape { offset: *offset, is_escaped: false });
        }
        changes.marks(base, ours, theirs);
        changes
    }

    fn conflict(&mut self, offset: usize, message: String) {
        self.conflicts.push(Conflict { offset, message });
    }

    fn front_matter(&mut self, base: &Version, ours: &Version, theirs: &Version) {
        let [base, ours, theirs] = [base, ours, theirs].map(|version| &version.front_matter);
        match merged_unit(base, ours, theirs) {
            Some(unit) if unit == *ours => {}
            Some(unit) => self.changes.push(Change::FrontMatter(unit)),
            None => self.conflict(0, shown_unit(theirs)),
        }
    }

    fn declarations(&mut self, base: &Version, ours: &Version, theirs: &Version) {
        for (place, id) in theirs.declared.iter().enumerate() {
            let Some(there) = theirs.declarations.get(id) else { continue };
            match (base.declarations.get(id), ours.declarations.get(id)) {
                (Some(old), None) if old == there => {}
                (Some(_), None) => self.conflict(0, shown_unit(there)),
                (None, None) => {
                    let after = place.checked_sub(1).map(|before| theirs.declared[before].clone());
                    self.changes.push(Change::AddDeclaration { id: id.clone(), unit: there.clone(), after });
                }
                (old, Some(here)) => match merged_unit(old.unwrap_or(&Unit::default()), here, there) {
                    Some(unit) if unit == *here => {}
                    Some(unit) => self.changes.push(Change::Declaration { id: id.clone(), unit }),
                    None => self.conflict(0, shown_unit(there)),
                },
            }
        }
        let removed = base.declared.iter().filter(|id| !theirs.declarations.contains_key(*id));
        for id in removed {
            match (base.declarations.get(id), ours.declarations.get(id)) {
                (_, None) => {}
                (old, here) if old == here => {
                    self.changes.push(Change::RemoveDeclaration { id: id.clone() });
                }
                _ => self.conflict(0, format!("the other version removes the declaration of `{id}`")),
            }
        }
    }

    fn notes(&mut self, base: &Version, ours: &Version, theirs: &Version) {
        let [old, here, there] =
            [base, ours, theirs].map(|it| it.notes.iter().collect::<BTreeSet<&(usize, String)>>());
        for note in base.notes.iter().filter(|note| !there.contains(note) && here.contains(note)) {
            self.changes.push(Change::RemoveNote { offset: note.0, text: note.1.clone() });
        }
        for note in theirs.notes.iter().filter(|note| !old.contains(note) && !here.contains(note)) {
            self.changes.push(Change::AddNote { offset: note.0, text: note.1.clone() });
        }
    }

    fn marks(&mut self, base: &Version, ours: &Version, theirs: &Version) {
        let (to_ours, to_theirs) = (pairs(&base.marks, &ours.marks), pairs(&base.marks, &theirs.marks));
        for (index, old) in base.marks.iter().enumerate() {
            let here = to_ours.after[index].map(|index| &ours.marks[index]);
            let there = to_theirs.after[index].map(|index| &theirs.marks[index]);
            match (here, there) {
                (None, None) => {}
                (None, Some(there)) if is_same(old, there) => {}
                (Some(here), None) if is_same(old, here) => self.replace(Some(here), None),
                (None, Some(there)) => self.conflict(there.range.start, lost(theirs, there)),
                (Some(here), None) => {
                    let message = format!("the other version does not have {}", theirs.shown(old));
                    self.conflict(here.range.start, message);
                }
                (Some(here), Some(there)) => self.merge(Some(old), here, there, theirs),
            }
        }
        let mut free: Vec<&Mark> = to_ours.added.iter().map(|index| &ours.marks[*index]).collect();
        for index in &to_theirs.added {
            let there = &theirs.marks[*index];
            let same = free.iter().position(|here| here.is_at(there) && here.slots == there.slots);
            let place = same.or_else(|| free.iter().position(|here| here.is_at(there)));
            match place.map(|place| free.remove(place)) {
                Some(here) => self.merge(None, here, there, theirs),
                None => self.replace(None, Some(there)),
            }
        }
    }

    fn merge(&mut self, base: Option<&Mark>, here: &Mark, there: &Mark, theirs: &Version) {
        if base.is_some_and(|base| is_same(base, there)) || is_same(here, there) {
            return;
        }
        match merged_mark(base, here, there) {
            Some(mark) if is_same(&mark, here) => {}
            Some(mark) => self.replace(Some(here), Some(&mark)),
            None => self.conflict(there.range.start, lost(theirs, there)),
        }
    }

    fn replace(&mut self, before: Option<&Mark>, after: Option<&Mark>) {
        self.changes.push(Change::Mark { before: before.cloned(), after: after.cloned() });
    }
}

impl Change {
    /// The conflict that a change becomes if it cannot be applied.
    pub fn conflict(&self, theirs: &Version) -> Conflict {
        let (offset, message) = match self {
            Self::FrontMatter(_) => (0, shown_unit(&theirs.front_matter)),
            Self::AddDeclaration { unit, .. } => (0, shown_unit(unit)),
            Self::Declaration { id, unit } => (0, shown_unit(theirs.declarations.get(id).unwrap_or(unit))),
            Self::RemoveDeclaration { id } => {
                (0, format!("the other version removes the declaration of `{id}`"))
            }
            Self::AddNote { offset, text } => (*offset, format!("the other version has the note “{text}”")),
            Self::RemoveNote { offset, text } => {
                (*offset, format!("the other version removes the note “{text}”"))
            }
            Self::Escape { offset, is_escaped } => {
                let character = theirs.article.get(*offset..).and_then(|rest| rest.chars().next());
                let character = character.map(String::from).unwrap_or_default();
                let escapes = if *is_escaped { "escapes" } else { "does not escape" };
                (*offset, format!("the other version {escapes} `{character}`"))
            }
            Self::Mark { after: Some(mark), .. } => {
                // The version of the other document, before it was merged.
                let there = theirs.marks.iter().find(|there| there.is_at(mark) && there.slots == mark.slots);
                let there = there.or_else(|| theirs.marks.iter().find(|there| there.is_at(mark)));
                (mark.range.start, lost(theirs, there.unwrap_or(mark)))
            }
            Self::Mark { before: Some(mark), .. } => {
                (mark.range.start, format!("the other version does not have {}", theirs.shown(mark)))
            }
            Self::Mark { .. } => (0, String::new()),
        };
        Conflict { offset, message }
    }
}

/// Whether two annotations say the same about the same words, whatever the order of their items.
pub fn is_same(one: &Mark, other: &Mark) -> bool {
    one.is_at(other) && one.slots == other.slots
}

fn lost(theirs: &Version, mark: &Mark) -> String {
    format!("the other version has {}", theirs.shown(mark))
}

fn shown_unit(unit: &Unit) -> String {
    if unit.text.is_empty() {
        return "the other version has no front matter".to_owned();
    }
    let lines = unit.text.lines().map(str::trim).filter(|line| *line != "---");
    format!("the other version has `{}`", lines.collect::<Vec<_>>().join("; "))
}

/// Merges two versions of a declaration or of front matter; `None` if they contradict each other.
fn merged_unit(base: &Unit, ours: &Unit, theirs: &Unit) -> Option<Unit> {
    if ours == theirs || theirs.slots == base.slots {
        return Some(ours.clone());
    }
    if ours.slots == base.slots {
        return Some(theirs.clone());
    }
    let slots = merged(&base.slots, &ours.slots, &theirs.slots, &[]).ok()?;
    let text =
        if slots == ours.slots { ours.text.clone() } else { super::write::unit_text(&slots, ours, theirs)? };
    Some(Unit { slots, text })
}
