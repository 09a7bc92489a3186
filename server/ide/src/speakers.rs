//! All speakers who may be chosen for a quotation or claim, with the edits that attribute it to each.

use crate::actions::attributing;
use ascribe_drafting::candidates::{Candidate, undeclared};
use ascribe_drafting::{Anonymity, anonymity};
use ascribe_language::sentences::sentences;
use ascribe_lints::sourcing::attribute::{Speakers, candidates, declaring_fixes};
use ascribe_lints::sourcing::cue::is_statement;
use ascribe_lints::sourcing::declare;
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::statement::capitalized;
use ascribe_markup::model::{Marked, Namespace, id_from_name};
use ascribe_markup::scope::Scope;

/// Maximum number of speakers in a list; the likely ones come first.
const MOST: usize = 300;

/// A speaker who may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Id; empty for one who is not declared yet.
    pub id: String,
    /// Name, or what choosing it does.
    pub title: String,
    /// Role or other description.
    pub about: String,
    /// Whether the sentence names this speaker.
    pub is_likely: bool,
    /// Whether the annotation names this speaker already.
    pub is_named: bool,
    /// Edits of the document.
    pub edits: Vec<Edit>,
}

/// Speakers for the innermost quotation or claim at a byte offset: the likely ones, people in the sentence who are not
/// declared yet, earlier speakers, all others in scope, and all others whom the article names. Empty where there is nothing to attribute.
pub fn speakers(scope: &Scope, offset: usize) -> Vec<Choice> {
    let Some((at, marked)) = statement_at(scope, offset) else { return Vec::new() };
    let said: Vec<&str> = marked.actors().map(|actor| &*actor.id).collect();
    let (likely, others) = candidates(scope, at, marked);
    let count = likely.len();
    let known = likely.into_iter().chain(others).take(MOST).enumerate().filter_map(|(rank, (id, name))| {
        let is_named = said.contains(&id.as_str());
        let edits = if is_named { Vec::new() } else { attributing(scope, at, marked, &id)? };
        let declaration = scope.declaration(Namespace::Actor, &id);
        let role = declaration.and_then(|actor| actor.field("role"));
        let about = role.map(str::to_owned).unwrap_or_default();
        Some(Choice { id, title: name, about, is_likely: rank < count, is_named, edits })
    });
    let mut choices: Vec<Choice> = known.collect();
    if said.is_empty() {
        let speakers = Speakers::new(scope, at);
        let new = declaring_fixes(&speakers, marked, (at, marked)).into_iter().map(|fix| Choice {
            id: String::new(),
            title: fix.title,
            about: String::new(),
            is_likely: false,
            is_named: false,
            edits: fix.edits,
        });
        choices.splice(count..count, new);
    }
    // Whoever the article names may be the speaker, but is less likely than anybody who is declared.
    if scope.document.may_be_article() {
        let is_listed = |name: &str| {
            let in_title = format!("({name})");
            choices.iter().any(|choice| choice.title == name || choice.title.contains(&in_title))
        };
        let named = undeclared(scope, Budget::UNLIMITED).into_iter();
        let named: Vec<Candidate> = named.filter(|one| !is_listed(&one.name)).collect();
        choices.extend(named.into_iter().filter_map(|Candidate { id, name, declaration, .. }| {
            let edits = declaration.into_iter().chain(attributing(scope, at, marked, &id)?).collect();
            let about = "named in the article, not declared yet".to_owned();
            Some(Choice { id: String::new(), title: name, about, is_likely: false, is_named: false, edits })
        }));
    }
    choices
}

/// Edits that declare a new actor of this name, and attribute the innermost quotation or claim at a byte offset to them. A
/// description (“a person familiar with the inquiry”) is declared as anonymous, with the reason that its sentence gives.
pub fn new_speaker(scope: &Scope, offset: usize, name: &str) -> Option<Choice> {
    let (at, marked) = statement_at(scope, offset)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (id, declaration) = declared(scope, at, &name)?;
    let edits = std::iter::once(declaration).chain(attributing(scope, at, marked, &id)?).collect();
    Some(Choice { id, title: name, about: String::new(), is_likely: false, is_named: false, edits })
}

/// Innermost quotation, claim or opinion at a byte offset that is not a part of another.
fn statement_at(scope: &Scope, offset: usize) -> Option<(BlockAt<'_>, &Marked)> {
    let at = scope.document.block_at(offset)?;
    let relative = offset.checked_sub(at.start)?;
    let is_apt =
        |marked: &&Marked| marked.whole().touches(relative) && is_statement(marked) && !marked.is_part();
    Some((at, at.block.marked().iter().rev().find(is_apt)?))
}

/// Id and edit that declare a name. An indefinite description (“a person …”) is an anonymous actor, but “the inspectorate”
/// only if its sentence says so.
pub(crate) fn declared(scope: &Scope, at: BlockAt<'_>, name: &str) -> Option<(String, Edit)> {
    let without_article =
        ["a ", "an ", "the ", "A ", "An ", "The "].iter().find_map(|it| name.strip_prefix(it));
    let id = id_from_name(without_article.unwrap_or(name));
    if id.is_empty() || name.contains(['{', '}', '[', ']', '\n', '\r']) {
        return None;
    }
    let id = declare::free_id(scope, Namespace::Actor, &id);
    let mut written = capitalized(name);
    if name.starts_with(char::is_lowercase) {
        let end = scope.document.line_ending();
        let withheld = withheld(at, name);
        if withheld.is_some() || !name.starts_with("the ") {
            written.extend([end, "  anonymous: yes"]);
            if let Some(reason) = withheld.and_then(|it| it.reason) {
                written.extend([end, "  reason: ", &*reason]);
            }
        }
    }
    let edit = declare::declaration(&scope.document, Namespace::Actor, &id, Some(&written));
    Some((id, edit))
}

/// Anonymity that the sentence with a description tells of.
fn withheld(at: BlockAt<'_>, description: &str) -> Option<Anonymity> {
    let text = &at.block.text[..at.block.content];
    let place = text.find(description)?;
    let all = sentences(text, 0..text.len(), &[]);
    let sentence = all.into_iter().find(|sentence| sentence.contains(&place))?;
    anonymity(&text[place..sentence.end])
}
