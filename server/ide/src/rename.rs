//! Rename: the renamable item at a cursor, and the edits of one document. The words of the article never change.

use super::references::{ReferenceTarget, target, written};
use super::subject::{Subject, subject_at};
use ascribe_language::normal_form::{composed, is_same};
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::vocabulary::AUTHOR;
use ascribe_markup::model::{Declaration, Field, Namespace, is_identifier};
use ascribe_markup::scope::Scope;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Item that can be renamed at a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renamable {
    /// An id, with the byte range of the id without its sign, or of the mention that stands for it.
    Id(Range<usize>, ReferenceTarget),
    /// Name or title in the declaration of an actor or source.
    Name(Range<usize>, String),
}

/// Reason why a rename is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The new text is not a valid id.
    NoId(Namespace, String),
    /// The actor is built in and needs no declaration.
    BuiltIn,
    /// The new name is empty or has several lines.
    NoName,
    /// The old name contains a `;` and could not be kept as a single `aka` entry.
    NameOfSeveral(String),
    /// The new name belongs to another actor, with this id.
    NameTaken(String, String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoId(namespace, text) => {
                let (sign, noun) = (namespace.sign(), namespace.noun());
                write!(
                    f,
                    "`{text}` is not a valid id for {article} {noun}. Expected a letter, then letters, digits, `-`, \
                     `_` and `.`, with no dot at the end, as in `{sign}new-id`.",
                    article = if *namespace == Namespace::Actor { "an" } else { "a" },
                )
            }
            Self::BuiltIn => {
                write!(f, "`@{AUTHOR}` is built in and always means the article's own author.")
            }
            Self::NoName => f.write_str("A name must be one line of text and must not be empty."),
            Self::NameOfSeveral(name) => {
                write!(f, "“{name}” contains a `;`, which separates names in `aka`. Change the text by hand.")
            }
            Self::NameTaken(name, id) => write!(
                f,
                "“{name}” is already a name of `@{id}`, so mentions of it would be ambiguous. Choose another name."
            ),
        }
    }
}

/// Item that can be renamed at a byte offset.
///
/// # Errors
/// If the item at the offset cannot be renamed.
pub fn renamable(scope: &Scope, offset: usize) -> Result<Option<Renamable>, Refusal> {
    if let Some((at, declaration)) = name_at(&scope.document, offset) {
        let range = declaration.name_extent.at(at.start);
        return Ok(Some(Renamable::Name(range, declaration.name.to_string())));
    }
    let Some((range, _, subject)) = subject_at(scope, offset) else { return Ok(None) };
    let Some(target) = target(scope, offset) else { return Ok(None) };
    let is_mention = matches!(subject, Subject::Mention(_));
    let range = if is_mention { range } else { written_id(scope, range, target.namespace) };
    if offset + target.namespace.sign().len_utf8() < range.start {
        // On the path before a label, which is a file name.
        return Ok(None);
    }
    let is_declared = || !scope.definitions_of(target.namespace, &target.id, None).is_empty();
    if target.namespace == Namespace::Actor && target.id == AUTHOR && !is_declared() {
        return Err(Refusal::BuiltIn);
    }
    Ok(Some(Renamable::Id(range, target)))
}

/// Byte range of the id in a byte range that has it behind its sign: as written, which may be longer than composed.
fn written_id(scope: &Scope, range: Range<usize>, namespace: Namespace) -> Range<usize> {
    let text = scope.document.text().slice(range.clone());
    let sign = text.rfind(namespace.sign()).map_or(0, |at| at + namespace.sign().len_utf8());
    range.start + sign..range.end
}

/// Parses a new id as typed, with or without its sign.
///
/// # Errors
/// If the text is not a valid id.
pub fn new_id(namespace: Namespace, typed: &str) -> Result<Cow<'_, str>, Refusal> {
    let typed = typed.trim();
    let id = typed.strip_prefix(namespace.sign()).unwrap_or(typed);
    if !is_identifier(id) {
        return Err(Refusal::NoId(namespace, typed.to_owned()));
    }
    if namespace == Namespace::Actor && id == AUTHOR {
        return Err(Refusal::BuiltIn);
    }
    Ok(composed(id))
}

/// Edits that replace every written occurrence of an id in one document. With `link`, the id is a label of the document
/// linked by that path.
pub fn edits(
    document: &Document,
    namespace: Namespace,
    id: &str,
    link: Option<&str>,
    new: &str,
) -> Vec<Edit> {
    let mut written = written(document, namespace, id, link);
    written.sort_by_key(|(range, _)| range.start);
    written.into_iter().map(|(range, _)| Edit::replace(range, new)).collect()
}

/// Edits that rename the declaration whose name is at a byte offset. An actor keeps the old name as `aka`, so that
/// articles can still mention it.
///
/// # Errors
/// If the new name, or the old one as `aka`, would get another meaning.
pub fn name_edits(scope: &Scope, offset: usize, typed: &str) -> Result<Vec<Edit>, Refusal> {
    let Some((at, declaration)) = name_at(&scope.document, offset) else { return Ok(Vec::new()) };
    let new = typed.trim();
    if new.is_empty() || new.contains(['\n', '\r']) {
        return Err(Refusal::NoName);
    }
    let old = &*declaration.name;
    if new == old {
        return Ok(Vec::new());
    }
    let name = declaration.name_extent.at(at.start);
    if declaration.namespace != Namespace::Actor {
        return Ok(vec![Edit::replace(name, new)]);
    }
    if old.contains(';') {
        return Err(Refusal::NameOfSeveral(old.to_owned()));
    }
    let mut others = scope.declared(Namespace::Actor).filter(|other| other.id != declaration.id);
    if let Some(other) = others.find(|other| other.names().any(|name| is_same(name, new))) {
        return Err(Refusal::NameTaken(new.to_owned(), other.id.to_string()));
    }
    let also = || declaration.fields.iter().filter(|field| &*field.key == "aka");
    if also().flat_map(Field::entries).any(|entry| entry == old) {
        return Ok(vec![Edit::replace(name, new)]);
    }
    if let Some(place) = also().find_map(|field| entry_of(field, at, new)) {
        return Ok(vec![Edit::replace(name, new), Edit::replace(place, old)]);
    }
    let Some(field) = also().next_back() else {
        let line_end = scope.document.line_ending();
        return Ok(vec![Edit::replace(
            name,
            format!("{new}{line_end}{}aka: {old}", indent(at, declaration)),
        )]);
    };
    let separator = match &*field.value {
        "" => " ",
        value if value.ends_with(';') => " ",
        _ => "; ",
    };
    let end = field.value_extent.at(at.start).end;
    Ok(vec![Edit::replace(name, new), Edit::insert(end, format!("{separator}{old}"))])
}

/// Declaration whose name is at a byte offset.
fn name_at(document: &Document, offset: usize) -> Option<(BlockAt<'_>, &Declaration)> {
    let at = document.block_at(offset)?;
    let declaration = at.block.declaration()?;
    let relative = offset.checked_sub(at.start)?;
    let is_name = !declaration.name.is_empty() && declaration.name_extent.touches(relative);
    (is_name && !declaration.id_extent.touches(relative)).then_some((at, declaration))
}

/// Byte range of a field's entry in the document.
fn entry_of(field: &Field, at: BlockAt<'_>, wanted: &str) -> Option<Range<usize>> {
    let mut start = field.value_extent.at(at.start).start;
    for entry in field.value.split(';') {
        if entry.trim() == wanted {
            let start = start + entry.len() - entry.trim_start().len();
            return Some(start..start + wanted.len());
        }
        start += entry.len() + 1;
    }
    None
}

/// Indentation of the fields of a declaration.
fn indent<'a>(at: BlockAt<'a>, declaration: &Declaration) -> &'a str {
    let Some(field) = declaration.fields.first() else { return "  " };
    let before = at.block.text.get(..field.key_extent.start as usize).unwrap_or_default();
    &before[before.trim_end_matches([' ', '\t']).len()..]
}
