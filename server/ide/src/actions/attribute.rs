//! Attributes a quotation or claim to an actor, whether or not it has a speaker already.

use super::items::{removals, with_item};
use super::{Action, ActionContext, ActionKind};
use ascribe_lints::sourcing::attribute::candidates;
use ascribe_lints::sourcing::cue::is_statement;
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{ItemKind, Marked, Namespace, Reference};
use ascribe_markup::scope::Scope;

/// Maximum number of actors to offer: more would be a list to read.
const PROPOSALS: usize = 5;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((at, marked)) = asked.marked().filter(|_| asked.wants(ActionKind::Attribute)) else { return };
    if !is_statement(marked) || marked.is_part() {
        return;
    }
    let document = &asked.scope.document;
    let said: Vec<&str> = marked.actors().map(|actor| &*actor.id).collect();
    let (likely, others) = candidates(asked.scope, at, marked);
    let named = likely.len();
    let all = likely.into_iter().chain(others).enumerate();
    let new = all.filter(|(_, (id, _))| !said.contains(&id.as_str())).take(PROPOSALS);
    let mut also = Vec::new();
    for (rank, (id, name)) in new {
        let Some(edits) = attributing(asked.scope, at, marked, &id) else { return };
        let Some(add) = with_item(document, at, marked, &format!("@{id}")) else { return };
        let title = format!("Attribute to {name} (`@{id}`)");
        if said.is_empty() {
            actions.push(Action::edits(ActionKind::Attribute, title, edits));
            continue;
        }
        let instead = if said.len() == 1 { format!("`@{}`", said[0]) } else { "all others".into() };
        actions.push(Action::edits(ActionKind::Attribute, format!("{title} instead of {instead}"), edits));
        if rank < named {
            also.push(Action::edits(ActionKind::Attribute, format!("{title} as well"), vec![add]));
        }
    }
    actions.extend(also);
}

/// Edits that attribute a quotation or span to an actor, who replaces the first of the current ones; the others are
/// removed. `None` if it has no place for an actor.
pub(crate) fn attributing(scope: &Scope, at: BlockAt<'_>, marked: &Marked, id: &str) -> Option<Vec<Edit>> {
    let (Some(annotation), Some(first)) = (&marked.annotation, marked.actors().next()) else {
        return Some(vec![with_item(&scope.document, at, marked, &format!("@{id}"))?]);
    };
    if !annotation.closed {
        return None;
    }
    let mut edits = removals(at, annotation, |item| {
        let is_actor = |r: &Reference| r.namespace == Namespace::Actor && r != first;
        matches!(&item.kind, ItemKind::Reference(reference) if is_actor(reference))
    });
    edits.push(Edit::replace(first.extent.at(at.start), format!("@{id}")));
    Some(edits)
}
