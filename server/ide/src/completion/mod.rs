//! Completion inside braces, fields and notes, and of declarations. In prose there is none unless somebody asks
//! for it behind what was just closed: writing must stay calm.

mod annotation;
mod field;
mod line;
mod place;

use super::caret::{entries, writing_at};
use super::hover;
use super::inline_completion::{just_closed, proposals as annotations};
use ascribe_lints::sourcing::attribute::speakers_before;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::{ATTRIBUTES, Value, find};
use ascribe_markup::model::{Facts, Namespace};
use ascribe_markup::scope::Scope;
use place::Place;
use std::ops::Range;

/// A longer list is cut to what fits the word before the caret.
const MOST: usize = 300;

/// The number of speakers that are offered behind a closed quotation.
const SPEAKERS: usize = 5;

/// What a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalKind {
    /// `@id`
    Actor,
    /// `^id`
    Source,
    /// `#label`
    Label,
    /// The kind of an annotation, or a flag.
    Kind,
    /// A key.
    Key,
    /// A value of a key.
    Value,
    /// Another document, whose labels can be named.
    Document,
    /// An id that is declared by taking it, or a declaration.
    Declaration,
    /// A whole annotation.
    Annotation,
}

/// One entry of a completion list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub kind: ProposalKind,
    /// What is shown.
    pub label: String,
    /// What is put in place of `replace`.
    pub text: String,
    /// The text with places to fill in, as snippets are written.
    pub snippet: Option<String>,
    /// What it stands for.
    pub detail: String,
    /// More, in Markdown.
    pub documentation: String,
    /// What else may be typed to find it, such as an actor's name.
    pub filter: String,
    /// The bytes that are replaced.
    pub replace: Range<usize>,
    /// What else is changed, away from `replace`.
    pub edits: Vec<Edit>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The byte offset of the caret.
    pub offset: usize,
    /// Somebody asked; nobody did where a character that was typed brings up the list.
    pub explicitly: bool,
    /// The documents whose labels can be named, as their paths are written.
    pub documents: &'a [String],
    /// The document whose path stands before the `#` at the caret.
    pub named: Option<&'a Document>,
}

impl Asked<'_> {
    /// What is asked for at a byte offset while somebody types.
    pub fn at(offset: usize) -> Self {
        Self { offset, ..Self::default() }
    }
}

/// A completion list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// The likely first.
    pub proposals: Vec<Proposal>,
    /// The next character may bring others.
    pub incomplete: bool,
}

/// The proposals at a caret.
pub fn completion(scope: &Scope, asked: Asked<'_>) -> Completion {
    let offset = asked.offset;
    let Some(at) = scope.document.block_at(offset) else { return Completion::default() };
    let Some(relative) = offset.checked_sub(at.start) else { return Completion::default() };
    let place = |typed: &str, rest: usize| Place {
        scope,
        at,
        marked: None,
        documents: asked.documents,
        named: asked.named,
        replace: offset - typed.len()..offset + rest,
        caret: offset,
        listed: Vec::new(),
    };
    let proposals = match (writing_at(at, relative), &at.block.facts) {
        (Some(writing), _) => annotation::proposals(writing, relative, place),
        (None, Facts::Note(_)) => field::in_note(at, relative, asked.explicitly, place),
        (None, Facts::FrontMatter(_) | Facts::Declaration(_)) => field::proposals(at, relative, place),
        (None, Facts::Paragraph(_)) => line::declarations(at, relative, place),
        (None, Facts::Blank) => Vec::new(),
    };
    if proposals.is_empty() && asked.explicitly {
        return Completion { proposals: behind_closed(scope, offset), incomplete: false };
    }
    cut(scope, offset, proposals)
}

/// What a list needs of other documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// Their paths.
    Paths,
    /// The one that this path names.
    Document(String),
}

/// What the list at a byte offset needs of other documents; finding them costs more than the rest.
pub fn needs(scope: &Scope, offset: usize) -> Option<Needs> {
    let at = scope.document.block_at(offset)?;
    let (key, value) = writing_at(at, offset.checked_sub(at.start)?)?.word.split_once('=')?;
    find(&ATTRIBUTES, key).filter(|key| key.value == Value::Labels)?;
    Some(match entries(value).1.split_once('#') {
        None => Needs::Paths,
        Some((path, _)) => Needs::Document(path.to_owned()),
    })
}

/// The annotations that may be meant behind a closed quotation or bracket: of those that its sentence names, then
/// of those who spoke before.
fn behind_closed(scope: &Scope, offset: usize) -> Vec<Proposal> {
    let Some((at, marked)) = just_closed(scope, offset) else { return Vec::new() };
    let mut texts = annotations(scope, offset);
    let kind = if marked.is_quotation() { "" } else { "claim " };
    for (id, _) in speakers_before(scope, offset) {
        let text = format!("{{{kind}@{id}}}");
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let place = Place {
        scope,
        at,
        marked: None,
        documents: &[],
        named: None,
        replace: offset..offset,
        caret: offset,
        listed: Vec::new(),
    };
    let name = |text: &str| {
        let id = text.split('@').nth(1).unwrap_or_default().trim_end_matches('}');
        scope.declaration(Namespace::Actor, id).map(|actor| actor.name.to_string()).unwrap_or_default()
    };
    let proposals = texts.into_iter().take(SPEAKERS).map(|text| {
        let detail = name(&text);
        place.proposal(ProposalKind::Annotation, text, detail)
    });
    proposals.collect()
}

/// A list that is no longer than somebody reads. One that depends on the word before the caret is not complete.
fn cut(scope: &Scope, offset: usize, mut proposals: Vec<Proposal>) -> Completion {
    let is_id = |proposal: &Proposal| {
        matches!(proposal.kind, ProposalKind::Actor | ProposalKind::Source | ProposalKind::Declaration)
    };
    let Some(first) = proposals.first() else { return Completion::default() };
    let typed = scope.document.text().slice(first.replace.start..offset);
    // What is typed behind a sign may become an id that is not declared.
    let mut incomplete = typed.starts_with(['@', '^']) && proposals.iter().any(is_id);
    if proposals.len() > MOST {
        proposals.retain(|proposal| fits(&typed, &proposal.filter));
        proposals.truncate(MOST);
        incomplete = true;
    }
    Completion { proposals, incomplete }
}

/// Whether the characters of a word stand in a text, in order, in any case.
fn fits(word: &str, text: &str) -> bool {
    let mut text = text.chars().flat_map(char::to_lowercase);
    word.chars().flat_map(char::to_lowercase).all(|c| text.any(|other| other == c))
}

/// What is known of the id that a proposal puts in, in Markdown; computed when somebody looks at the proposal.
pub fn card(scope: &Scope, text: &str) -> Option<String> {
    let id = text.get(1..)?;
    match text.chars().next()? {
        '@' => hover::declared(scope, Namespace::Actor, id),
        '^' => hover::declared(scope, Namespace::Source, id),
        '#' => hover::label(scope, id),
        _ => None,
    }
}
