//! Merges the markup of two versions of a document, unit by unit.
//!
//! Changes of `theirs` since `base` are applied to `ours`, so that what nobody touched stays as it is written. A change
//! is applied only if the article stays the same and every statement keeps the speakers of one of the versions: a statement
//! inside another one, or a part of a quotation, gets its speaker from there. Other changes become [`Conflict`]s, each a note
//! above its paragraph.

use super::changes::{Change, Changes};
use super::version::{Slots, Version, same_article};
use super::write::{applied, note_place};
use crate::{AnnotatedArticle, ArticleAnnotation};
use ascribe_language::stance::Stance;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::scope::Scope;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use super::changes::Conflict;

/// Both versions in one document.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The merged document, with a note for each conflict.
    pub document: Document,
    /// Contradictions that people have to decide.
    pub conflicts: Vec<Conflict>,
}

/// Reason why versions cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeError {
    /// One of the versions has another article: the name of the version, and the line of its article from 1.
    OtherArticle(&'static str, usize),
    /// A document is too large or too dense to be read to its end.
    Unread(&'static str),
    /// A note about a conflict has no place.
    NoPlace(String),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherArticle(version, line) => write!(
                f,
                "{version} has another article than the base, from line {line} of the article on; merge the articles first"
            ),
            Self::Unread(version) => {
                write!(f, "{version} is too large or too dense to be read to its end; split it")
            }
            Self::NoPlace(conflict) => {
                write!(f, "there is no place for a note about a conflict ({conflict}); merge by hand")
            }
        }
    }
}

/// Merges two versions of a document.
///
/// # Errors
/// If the articles differ, or a document is not read to its end.
pub fn merge(base: &Document, ours: &Document, theirs: &Document) -> Result<Merged, MergeError> {
    let documents = [("the base", base), ("our version", ours), ("their version", theirs)];
    if let Some((name, _)) = documents.iter().find(|(_, document)| document.unread().is_some()) {
        return Err(MergeError::Unread(name));
    }
    let [old, here, there] = [base, ours, theirs].map(Version::new);
    for (name, version) in [("our version", &here), ("their version", &there)] {
        if let Some(line) = different_line(&old.article, &version.article) {
            return Err(MergeError::OtherArticle(name, line));
        }
    }
    let Changes { changes, mut conflicts } = Changes::new(&old, &here, &there);
    let known = Known::new([base, ours, theirs]);
    let (mut document, mut left) = (ours.clone(), changes);
    loop {
        let count = left.len();
        let mut refused = Vec::new();
        document = apply(document, left, &known, &mut refused);
        left = refused;
        // A change may need another one, such as a part of a quotation its beginning.
        if left.is_empty() || left.len() == count {
            break;
        }
    }
    conflicts.extend(left.iter().map(|change| change.conflict(&there)));
    conflicts.sort_by_key(|conflict| conflict.offset);
    for conflict in conflicts.iter().rev() {
        document = with_note(&document, conflict, &known)?;
    }
    Ok(Merged { document, conflicts })
}

/// Line of an article, from 1, from which on another one differs.
pub fn different_line(article: &str, other: &str) -> Option<usize> {
    if article == other {
        return None;
    }
    let lines = article.split_inclusive('\n').zip(other.split_inclusive('\n'));
    Some(1 + lines.take_while(|(one, other)| one == other).count())
}

/// Applies changes as far as they keep the article and the speakers; bisects for those that do not.
fn apply(document: Document, changes: Vec<Change>, known: &Known, refused: &mut Vec<Change>) -> Document {
    if changes.is_empty() {
        return document;
    }
    if let Some(next) = applied(&document, &changes).filter(|next| known.accepts(&document, next, &changes)) {
        return next;
    }
    if changes.len() == 1 {
        refused.extend(changes);
        return document;
    }
    let mut first = changes;
    let second = first.split_off(first.len() / 2);
    let document = apply(document, first, known, refused);
    apply(document, second, known, refused)
}

fn with_note(document: &Document, conflict: &Conflict, known: &Known) -> Result<Document, MergeError> {
    let note = format!("%% conflict: {}{}", conflict.message, document.line_ending());
    let places = [conflict.offset, 0].map(|offset| note_place(document, offset));
    let noted = places.into_iter().flatten().map(|place| document.edited(&[Edit::insert(place, &*note)]));
    let marks = Version::new(document).marks;
    let mut noted = noted.filter(|next| {
        same_article(document, next) && known.keeps_speakers(next) && Version::new(next).marks == marks
    });
    noted.next().ok_or_else(|| MergeError::NoPlace(conflict.message.clone()))
}

/// Kind, stance, speakers and sources of certain words.
type Said = (Kind, Option<Stance>, Vec<String>, Vec<String>);

/// Place of words in the article, and whether they are a quotation.
type Place = (usize, usize, bool);

/// Statements of the versions, which a merged document may make.
struct Known {
    /// Actors of the base, whose ids mean the same in all versions.
    ids: Vec<String>,
    said: BTreeMap<Place, Vec<Said>>,
}

impl Known {
    fn new([base, ours, theirs]: [&Document; 3]) -> Self {
        let ids = read(base).actors.iter().map(|actor| actor.id.clone()).collect();
        let mut known = Self { ids, said: BTreeMap::new() };
        for document in [ours, theirs] {
            let article = read(document);
            for (place, said) in known.statements(&article) {
                known.said.entry(place).or_default().push(said);
            }
        }
        known
    }

    fn statements(&self, article: &AnnotatedArticle) -> Vec<(Place, Said)> {
        let name = |id: &String| {
            if self.ids.contains(id) { id.clone() } else { format!("{id} {}", article.actor_name(id)) }
        };
        let said = |it: &ArticleAnnotation| {
            (it.kind, it.stance, it.actors.iter().map(name).collect(), it.via.iter().map(name).collect())
        };
        let of = |it: &ArticleAnnotation| -> Vec<(Place, Said)> {
            it.parts.iter().map(|part| ((part.start, part.end, it.is_quotation), said(it))).collect()
        };
        article.annotations.iter().flat_map(of).collect()
    }

    /// Whether every statement of a document is one that a version makes.
    fn keeps_speakers(&self, document: &Document) -> bool {
        let statements = self.statements(&read(document));
        statements.iter().all(|(place, said)| self.said.get(place).is_some_and(|all| all.contains(said)))
    }

    /// Whether the changes have become just what they say.
    fn accepts(&self, before: &Document, after: &Document, changes: &[Change]) -> bool {
        let (mut expected, mut version) = (Version::new(before), Version::new(after));
        for change in changes {
            match change {
                Change::FrontMatter(unit) => expected.front_matter = unit.clone(),
                Change::AddDeclaration { id, unit, .. } | Change::Declaration { id, unit } => {
                    expected.declarations.insert(id.clone(), unit.clone());
                }
                Change::RemoveDeclaration { id } => drop(expected.declarations.remove(id)),
                Change::Mark { before, after } => {
                    let place = expected.marks.iter().position(|mark| Some(mark) == before.as_ref());
                    place.map(|place| expected.marks.remove(place));
                    expected.marks.extend(after.clone());
                }
                Change::AddNote { .. } | Change::RemoveNote { .. } | Change::Escape { .. } => {}
            }
        }
        for version in [&mut expected, &mut version] {
            version.marks.sort_by_key(|mark| (mark.range.start, mark.range.end, mark.text.clone()));
        }
        expected.marks == version.marks
            && expected.front_matter.slots == version.front_matter.slots
            && slots(&expected) == slots(&version)
            && same_article(before, after)
            && self.keeps_speakers(after)
    }
}

/// Names and fields of the declarations.
fn slots(version: &Version) -> BTreeMap<&String, &Slots> {
    version.declarations.iter().map(|(id, unit)| (id, &unit.slots)).collect()
}

fn read(document: &Document) -> AnnotatedArticle {
    AnnotatedArticle::new("", &Scope::alone(Arc::new(document.clone())))
}
