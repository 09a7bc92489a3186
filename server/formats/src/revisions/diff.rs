//! Differences between two versions of a document, by statement.

use super::pairs::pairs;
use super::version::{Mark, Slots, UNNAMED, UNREAD, Unit, Version};
use std::collections::BTreeSet;
use std::ops::Range;

/// Kind of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Only the later version has it.
    Added,
    /// Only the earlier version has it.
    Removed,
    /// An annotation has other actors, or is relayed by others.
    Reattributed,
    /// An annotation has another stance.
    Stance,
    /// An annotation is of another kind.
    Kind,
    /// An annotation is about more, fewer or other words.
    Words,
    /// An annotation has other sources.
    Sources,
    /// An annotation is no draft any more, is one, or was reviewed.
    Review,
    /// Something else is different.
    Changed,
}

/// Subject of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An annotation.
    Annotation,
    /// The declaration of an actor or source.
    Declaration,
    /// A field of the front matter.
    FrontMatter,
    /// A note.
    Note,
}

/// A difference between two versions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// Subject of the difference.
    pub subject: Subject,
    /// Kind of the difference.
    pub kind: DifferenceKind,
    /// Words of the annotation in the later version, id of the declaration, key of the field, or text of the note.
    pub about: String,
    /// Value in the earlier version; empty if there is none.
    pub before: String,
    /// Value in the later version; empty if there is none.
    pub after: String,
    /// Line of the article, from 1; `None` for declarations and front matter.
    pub line: Option<usize>,
}

/// Keys of an annotation for each kind of difference.
const KEYS: [(DifferenceKind, &[&str]); 5] = [
    (DifferenceKind::Reattributed, &["@", "via"]),
    (DifferenceKind::Stance, &["stance"]),
    (DifferenceKind::Kind, &["kind"]),
    (DifferenceKind::Sources, &["^"]),
    (DifferenceKind::Review, &["draft", "reviewed-by", "reviewed"]),
];

/// Differences between two versions of one article: annotations in text order, then the others. The order of items and fields
/// is no difference.
pub fn diff(before: &Version, after: &Version) -> Vec<Difference> {
    let mut found: Vec<(usize, Difference)> = Vec::new();
    let pairs = pairs(&before.marks, &after.marks);
    for (index, old) in before.marks.iter().enumerate() {
        match pairs.after[index].map(|index| &after.marks[index]) {
            Some(new) => found.extend(changes(before, after, old, new).map(|it| (new.range.start, it))),
            None => found.push((old.range.start, whole(before, old, DifferenceKind::Removed))),
        }
    }
    for new in pairs.added.iter().map(|index| &after.marks[*index]) {
        found.push((new.range.start, whole(after, new, DifferenceKind::Added)));
    }
    found.sort_by_key(|(offset, difference)| (*offset, difference.kind));
    let mut differences: Vec<Difference> = found.into_iter().map(|(_, difference)| difference).collect();
    notes(before, after, &mut differences);
    declarations(before, after, &mut differences);
    for key in keys(&before.front_matter.slots, &after.front_matter.slots) {
        let values = (joined(&before.front_matter.slots, &[key]), joined(&after.front_matter.slots, &[key]));
        let about = if key == UNREAD { "lines" } else { key };
        differences.extend(difference(Subject::FrontMatter, about.to_owned(), values, None));
    }
    differences
}

fn whole(version: &Version, mark: &Mark, kind: DifferenceKind) -> Difference {
    let values = if kind == DifferenceKind::Added {
        (String::new(), mark.text.clone())
    } else {
        (mark.text.clone(), String::new())
    };
    let (about, line) = (version.words(&mark.range), Some(line(&version.article, &mark.range)));
    Difference { subject: Subject::Annotation, kind, about, before: values.0, after: values.1, line }
}

fn changes<'a>(
    before: &'a Version,
    after: &'a Version,
    old: &'a Mark,
    new: &'a Mark,
) -> impl Iterator<Item = Difference> + 'a {
    let known: BTreeSet<&str> = KEYS.iter().flat_map(|(_, keys)| *keys).copied().collect();
    let others: Vec<&str> = keys(&old.slots, &new.slots).filter(|key| !known.contains(key)).collect();
    let values = move |keys: &[&str]| (joined(&old.slots, keys), joined(&new.slots, keys));
    let named = KEYS.iter().map(move |(kind, keys)| (*kind, values(keys)));
    let words = (before.words(&old.range), after.words(&new.range));
    let moved = (old.range != new.range).then_some((DifferenceKind::Words, words));
    let all = moved.into_iter().chain(named).chain([(DifferenceKind::Changed, values(&others))]);
    all.filter(move |(kind, (one, other))| *kind == DifferenceKind::Words || one != other).map(
        move |(kind, (one, other))| Difference {
            subject: Subject::Annotation,
            kind,
            about: after.words(&new.range),
            before: one,
            after: other,
            line: Some(line(&after.article, &new.range)),
        },
    )
}

fn notes(before: &Version, after: &Version, differences: &mut Vec<Difference>) {
    let [old, new] = [before, after].map(|version| version.notes.iter().collect::<BTreeSet<_>>());
    let at = |(offset, text): &(usize, String), values| {
        difference(Subject::Note, text.clone(), values, Some(line(&after.article, &(*offset..*offset))))
    };
    differences.extend(old.difference(&new).filter_map(|note| at(note, (note.1.clone(), String::new()))));
    differences.extend(new.difference(&old).filter_map(|note| at(note, (String::new(), note.1.clone()))));
}

fn declarations(before: &Version, after: &Version, differences: &mut Vec<Difference>) {
    let ids: BTreeSet<&String> = before.declarations.keys().chain(after.declarations.keys()).collect();
    for id in ids {
        let text = |unit: Option<&Unit>| {
            let lines = unit.into_iter().flat_map(|unit| unit.text.lines()).map(str::trim);
            lines.collect::<Vec<_>>().join("; ")
        };
        let (old, new) = (before.declarations.get(id), after.declarations.get(id));
        let (Some(old), Some(new)) = (old, new) else {
            differences.extend(difference(Subject::Declaration, id.clone(), (text(old), text(new)), None));
            continue;
        };
        for key in keys(&old.slots, &new.slots) {
            let about = format!(
                "{id} {}",
                match key {
                    UNNAMED => "name",
                    UNREAD => "lines",
                    key => key,
                }
            );
            let values = (joined(&old.slots, &[key]), joined(&new.slots, &[key]));
            differences.extend(difference(Subject::Declaration, about, values, None));
        }
    }
}

/// Difference of two values; `None` if they are equal.
fn difference(
    subject: Subject,
    about: String,
    (before, after): (String, String),
    line: Option<usize>,
) -> Option<Difference> {
    let kind = match (before.is_empty(), after.is_empty()) {
        _ if before == after => return None,
        (true, _) => DifferenceKind::Added,
        (_, true) => DifferenceKind::Removed,
        _ => DifferenceKind::Changed,
    };
    Some(Difference { subject, kind, about, before, after, line })
}

fn keys<'a>(one: &'a Slots, other: &'a Slots) -> impl Iterator<Item = &'a str> + use<'a> {
    one.keys().chain(other.keys()).map(String::as_str).collect::<BTreeSet<_>>().into_iter()
}

fn joined(slots: &Slots, keys: &[&str]) -> String {
    keys.iter().flat_map(|key| slots.get(*key).into_iter().flatten()).cloned().collect::<Vec<_>>().join(" ")
}

fn line(article: &str, range: &Range<usize>) -> usize {
    1 + article.get(..range.start).unwrap_or_default().matches('\n').count()
}
