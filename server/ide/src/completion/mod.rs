//! Completion inside braces, fields and notes, and of declarations. In prose only on request, after a quotation or
//! bracket that was just closed, so as not to disturb writing.

mod annotation;
mod field;
mod line;
mod place;
mod snippet;

use super::cursor::{entries, quoted_at, rest_of_word, writing_at};
use super::hover;
use super::inline_completion::{just_closed, proposals as annotations};
use ascribe_lints::sourcing::attribute::{Speakers, speakers_before};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{Intent, pass};
use ascribe_markup::model::vocabulary::{ATTRIBUTES, Value, find};
use ascribe_markup::model::{BlockKind, Namespace};
use ascribe_markup::scope::Scope;
use ascribe_markup::text::is_separator;
use place::Place;
pub use snippet::without_placeholders;
use std::collections::HashSet;
use std::ops::Range;

/// Maximum length of a list; a longer one is filtered by the word before the cursor and truncated.
const MOST: usize = 300;

/// Number of speakers offered after a closed quotation.
const SPEAKERS: usize = 5;

/// Kind of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalKind {
    /// `@id`
    Actor,
    /// `^id`
    Source,
    /// `#label`
    Label,
    /// Kind of an annotation, or a flag.
    Kind,
    /// A key.
    Key,
    /// A value of a key.
    Value,
    /// Another document, whose labels can be referred to.
    Document,
    /// Undeclared id that accepting declares, or a declaration.
    Declaration,
    /// A whole annotation.
    Annotation,
}

/// Completion item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Kind of the item.
    pub kind: ProposalKind,
    /// Label shown in the list.
    pub label: String,
    /// Text that replaces `replace`.
    pub text: String,
    /// Text in snippet syntax, with placeholders.
    pub snippet: Option<String>,
    /// Short description.
    pub detail: String,
    /// Documentation, in Markdown.
    pub documentation: String,
    /// Other text that matches the item, such as an actor's name.
    pub filter: String,
    /// Byte range to replace.
    pub replace: Range<usize>,
    /// Additional edits, away from `replace`.
    pub edits: Vec<Edit>,
    /// Part of the article that accepting it is meant to change.
    pub intent: Intent,
}

/// Path of another document, as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPath {
    /// Path as it has to be written.
    pub link: String,
    /// The path in composed characters, as people type it.
    pub typed: String,
}

/// Completion request.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompletionContext<'a> {
    /// Byte offset of the cursor.
    pub offset: usize,
    /// Whether the user requested the list, rather than a typed character triggering it.
    pub explicitly: bool,
    /// Documents whose labels can be referred to.
    pub documents: &'a [DocumentPath],
    /// Document whose path is before the `#` at the cursor.
    pub named: Option<&'a Document>,
}

impl CompletionContext<'_> {
    /// Request at a byte offset, triggered by typing.
    pub fn at(offset: usize) -> Self {
        Self { offset, ..Self::default() }
    }
}

/// Completion list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// Items, most likely first.
    pub proposals: Vec<Proposal>,
    /// Whether the list must be computed again after the next character.
    pub incomplete: bool,
}

/// Computes the proposals at a cursor.
pub fn completion(scope: &Scope, asked: CompletionContext<'_>) -> Completion {
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
        listed: HashSet::new(),
        value: None,
    };
    let proposals = if let Some(writing) = writing_at(at, relative) {
        annotation::proposals(writing, relative, place)
    } else if let Some(writing) = quoted_at(at, relative) {
        annotation::in_quotes(writing, place)
    } else {
        match at.block.kind {
            BlockKind::Note(_) => field::in_note(at, relative, asked.explicitly, place),
            BlockKind::FrontMatter(_) | BlockKind::Declaration(_) => field::proposals(at, relative, place),
            BlockKind::Paragraph(_) => {
                let opened = field::in_opened(&scope.document, at, relative, place);
                if opened.is_empty() { line::declarations(at, relative, place) } else { opened }
            }
            BlockKind::Blank | BlockKind::Unread => Vec::new(),
        }
    };
    if proposals.is_empty() && asked.explicitly {
        return Completion { proposals: behind_closed(scope, offset), incomplete: false };
    }
    let mut completion = cut(scope, offset, proposals);
    if is_delicate(&at.block.text, relative) {
        let keeps = |proposal: &Proposal, text: &str| {
            let main = Edit::replace(proposal.replace.clone(), text);
            let edits: Vec<Edit> = proposal.edits.iter().cloned().chain([main]).collect();
            pass(&scope.document, &edits, &proposal.intent).is_ok()
        };
        completion.proposals.retain_mut(|proposal| {
            let snippet = proposal.snippet.take();
            proposal.snippet = snippet.filter(|snippet| keeps(proposal, &without_placeholders(snippet)));
            keeps(proposal, &proposal.text)
        });
    }
    completion
}

/// Whether the word at a cursor is part of a string or touches other signs, so that another word in its place may change
/// where the string and its annotation end.
fn is_delicate(text: &str, offset: usize) -> bool {
    let (Some(before), Some(behind)) = (text.get(..offset), text.get(offset..)) else { return false };
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let signs = ['"', '\\'];
    let glued = behind[rest_of_word(behind)..].split(is_separator).next().unwrap_or_default();
    let is_end = glued.is_empty() || glued.starts_with([',', ';', '}']);
    before[line..].contains(signs) || glued.contains(signs) || !is_end
}

/// Data that a list needs from other documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// Paths of the documents.
    Paths,
    /// Document at this path.
    Document(String),
}

/// Data that the list at a byte offset needs from other documents; fetching it costs more than the rest.
pub fn needs(scope: &Scope, offset: usize) -> Option<Needs> {
    let at = scope.document.block_at(offset)?;
    let relative = offset.checked_sub(at.start)?;
    let writing = writing_at(at, relative).or_else(|| quoted_at(at, relative))?;
    let (key, value) = writing.word.split_once('=')?;
    find(&ATTRIBUTES, key).filter(|key| key.value == Value::Labels)?;
    Some(match entries(value.strip_prefix('"').unwrap_or(value)).1.split_once('#') {
        None => Needs::Paths,
        Some((path, _)) => Needs::Document(path.to_owned()),
    })
}

/// Annotations for a closed quotation or bracket: first with the actors in its sentence, then with the earlier
/// speakers.
fn behind_closed(scope: &Scope, offset: usize) -> Vec<Proposal> {
    let Some((at, marked)) = just_closed(scope, offset) else { return Vec::new() };
    let mut texts = annotations(scope, offset);
    let kind = if marked.is_quotation() { "" } else { "claim " };
    let speakers = Speakers::new(scope, at);
    for (id, _) in speakers_before(scope, offset) {
        if texts.len() >= SPEAKERS {
            break;
        }
        let text = format!("{{{kind}@{}}}", speakers.with_stance(&marked, &id));
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
        listed: HashSet::new(),
        value: None,
    };
    let name = |text: &str| {
        let id = text.split('@').nth(1).unwrap_or_default();
        let id = id.split([' ', '}']).next().unwrap_or_default();
        scope.declaration(Namespace::Actor, id).map(|actor| actor.name.to_string()).unwrap_or_default()
    };
    let proposals = texts.into_iter().take(SPEAKERS).map(|text| {
        let detail = name(&text);
        // Brackets that get an annotation are no longer the article's.
        let intent = Intent::StrayMarkup(offset..offset);
        Proposal { intent, ..place.proposal(ProposalKind::Annotation, text, detail) }
    });
    proposals.collect()
}

/// Limits the length of a list. A list that depends on the word before the cursor is marked incomplete.
fn cut(scope: &Scope, offset: usize, mut proposals: Vec<Proposal>) -> Completion {
    let is_id = |proposal: &Proposal| {
        matches!(proposal.kind, ProposalKind::Actor | ProposalKind::Source | ProposalKind::Declaration)
    };
    let Some(first) = proposals.first() else { return Completion::default() };
    let typed = scope.document.text().slice(first.replace.start..offset);
    // The typed text after a sign may become an undeclared id.
    let mut incomplete = typed.starts_with(['@', '^']) && proposals.iter().any(is_id);
    if proposals.len() > MOST {
        proposals.retain(|proposal| fits(&typed, &proposal.filter));
        proposals.truncate(MOST);
        incomplete = true;
    }
    Completion { proposals, incomplete }
}

/// Whether the characters of a word occur in a text in order, ignoring case.
fn fits(word: &str, text: &str) -> bool {
    let mut text = text.chars().flat_map(char::to_lowercase);
    word.chars().flat_map(char::to_lowercase).all(|c| text.any(|other| other == c))
}

/// Documentation of the id that a proposal inserts, in Markdown; computed when the proposal is selected.
pub fn card(scope: &Scope, text: &str) -> Option<String> {
    let id = text.get(1..)?;
    match text.chars().next()? {
        '@' => hover::declared(scope, Namespace::Actor, id),
        '^' => hover::declared(scope, Namespace::Source, id),
        '#' => hover::label(scope, id),
        _ => None,
    }
}
