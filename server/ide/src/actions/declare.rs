//! Declares the selected name or an undefined id, in the document, in the nearest cast, or in a new cast.

use super::{Action, ActionContext, ActionKind, Cast, Change};
use crate::speakers::declared;
use ascribe_language::normal_form::is_same;
use ascribe_lints::sourcing::declare;
use ascribe_markup::model::{BlockKind, Namespace, id_from_name, name_from_id};
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// Maximum length of a name in words; a longer selection is a sentence.
const NAME_WORDS: usize = 6;

/// Maximum length of a description in words.
const DESCRIPTION_WORDS: usize = 10;

/// Last words of names that end with a full stop.
const ABBREVIATIONS: [&str; 7] = ["Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "Sr"];

/// Declares undefined ids in the cast; declaring in the document is a fix of the rule itself.
pub(super) fn undefined<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let Some(cast) = asked.cast().filter(|_| asked.wants(ActionKind::QuickFix)) else { return };
    for (context, findings) in asked.here() {
        for finding in findings {
            let at = context.at;
            let place = finding.extent.at(at.start);
            let namespace = match finding.rule.code {
                "undefined-actor" => Namespace::Actor,
                "undefined-source" => Namespace::Source,
                _ => continue,
            };
            if !asked.touches(&place) {
                continue;
            }
            let id = at.block.slice(finding.extent).trim_start_matches(namespace.sign()).to_owned();
            let title =
                format!("Declare the {} `{}{id}` in {}", namespace.noun(), namespace.sign(), cast.name());
            let change = move || in_cast(asked.scope, cast, namespace, &id, &name_from_id(&id));
            actions.push(Action::new(ActionKind::QuickFix, title, change).fixing(&(place, finding.clone())));
        }
    }
}

fn in_cast(scope: &Scope, cast: Cast, namespace: Namespace, id: &str, name: &str) -> Change {
    match cast {
        Cast::At(place) => {
            let document = scope.at(place).map(|cast| declare::declaration(cast, namespace, id, Some(name)));
            Change {
                edits: document.into_iter().map(|edit| (place, vec![edit])).collect(),
                ..Change::default()
            }
        }
        Cast::New => {
            let line = format!("{}{id}: {name}{}", namespace.sign(), scope.document.line_ending());
            Change { new_cast: Some(line), ..Change::default() }
        }
    }
}

/// Declares the selected name as an actor or a source; every occurrence of an actor's name then becomes a mention.
pub(super) fn selected<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let scope = asked.scope;
    let Some((range, _)) = selected_words(asked).filter(|_| asked.wants(ActionKind::Extract)) else { return };
    let name = name_in(&scope.document.text().slice(range));
    described(asked, &name, actions);
    for namespace in [Namespace::Actor, Namespace::Source] {
        let Some(id) = id_for(scope, namespace, &name) else { continue };
        let (sign, noun) = (namespace.sign(), namespace.noun());
        let title = format!("Declare the {noun} “{name}” (`{sign}{id}`)");
        let edit = declare::declaration(&scope.document, namespace, &id, Some(&name));
        actions.push(Action::edits(ActionKind::Extract, title, vec![edit]));
        let Some(cast) = asked.cast() else { continue };
        let title = format!("Declare the {noun} “{name}” (`{sign}{id}`) in {}", cast.name());
        let name = name.clone();
        let change = move || in_cast(scope, cast, namespace, &id, &name);
        actions.push(Action::new(ActionKind::Extract, title, change));
    }
}

/// Declares a selected description (“a person familiar with the inquiry”) as an anonymous actor.
fn described<'a>(asked: &'a ActionContext<'a>, name: &str, actions: &mut Vec<Action<'a>>) {
    let scope = asked.scope;
    let is_description = name.chars().next().is_some_and(char::is_lowercase) && name.contains(' ');
    let known = scope.declared(Namespace::Actor).any(|it| it.names().any(|known| is_same(known, name)));
    let is_short = name.split(' ').count() <= DESCRIPTION_WORDS
        && name.chars().all(|c| c.is_alphabetic() || " -'’,".contains(c));
    let Some(at) =
        scope.document.block_at(asked.range.start).filter(|_| is_description && is_short && !known)
    else {
        return;
    };
    if let Some((id, edit)) = declared(scope, at, name) {
        let title = format!("Declare the anonymous actor “{name}” (`@{id}`)");
        actions.push(Action::edits(ActionKind::Extract, title, vec![edit]));
    }
}

/// Trimmed selection within a paragraph, with the index of its block.
pub(super) fn selected_words(asked: &ActionContext<'_>) -> Option<(Range<usize>, usize)> {
    let selected = asked.scope.document.text().slice(asked.range.clone());
    let start = asked.range.start + (selected.len() - selected.trim_start().len());
    let range = start..start + selected.trim().len();
    let at = asked.scope.document.block_at(range.start)?;
    let is_text = matches!(at.block.kind, BlockKind::Paragraph(_)) && range.end <= at.range().end;
    (!range.is_empty() && is_text).then_some((range, at.index))
}

/// Id for a name, if the name can be declared.
fn id_for(scope: &Scope, namespace: Namespace, name: &str) -> Option<String> {
    let starts = name.chars().next().is_some_and(char::is_uppercase);
    let mut declared = scope.declared(Namespace::Actor).chain(scope.declared(Namespace::Source));
    let known = declared.any(|declaration| declaration.names().any(|known| is_same(known, name)));
    let plain = !name.contains(['{', '}', '[', ']', '"', '“', '”', ';']);
    let id = id_from_name(name);
    if !starts || known || !plain || name.split(' ').count() > NAME_WORDS || id.is_empty() {
        return None;
    }
    Some(declare::free_id(scope, namespace, &id))
}

/// Name in a selection, on one line, without a trailing possessive or punctuation.
fn name_in(selected: &str) -> String {
    let name = selected.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches([',', ':', '!', '?', '(', ')']);
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    // “Ida Moe.” ends a sentence; “Moe Jr.” and “Ida M.” may not.
    match name.strip_suffix('.') {
        Some(short) => {
            let last = short.rsplit([' ', '.']).next().unwrap_or_default();
            let is_short = last.chars().count() < 2 || ABBREVIATIONS.contains(&last);
            if is_short { name } else { short }.to_owned()
        }
        None => name.to_owned(),
    }
}
