//! Reviewing drafts: an annotation made by a machine becomes one that somebody has looked at, or goes.

use super::items::{without, without_annotation};
use super::unwrap::LEANS;
use super::{Action, ActionKind, Asked, Change};
use crate::Edit;
use crate::document::BlockAt;
use crate::model::{Annotation, Item, ItemKind, Marked};

pub(super) fn offer<'a>(asked: &'a Asked<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::Rewrite) {
        return;
    }
    let document = &asked.scope.document;
    let Some((at, marked, _)) = asked.annotated().filter(|(_, _, annotation)| is_draft(annotation)) else {
        return;
    };
    let accept = "Accept this draft: it has been reviewed";
    actions.push(match without(document, at, marked, is_of_draft) {
        Some(edits) => Action::edits(ActionKind::Rewrite, accept, edits),
        None => Action::disabled(ActionKind::Rewrite, accept, LEANS),
    });
    let reject = "Reject this draft: remove its annotation";
    actions.push(match without_annotation(document, at, marked) {
        Some(edits) => Action::edits(ActionKind::Rewrite, reject, edits),
        None => Action::disabled(ActionKind::Rewrite, reject, LEANS),
    });
    let count = drafts(asked).count();
    if count > 1 {
        let title = format!("Accept all {count} drafts in this document: they have been reviewed");
        let change = move || {
            let edits = drafts(asked).filter_map(|(at, marked)| without(document, at, marked, is_of_draft));
            Change::here(separate(edits))
        };
        actions.push(Action::new(ActionKind::Rewrite, title, change));
    }
}

fn drafts<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (BlockAt<'a>, &'a Marked)> {
    let marked = asked.scope.document.blocks().flat_map(|at| at.block.marked().iter().map(move |m| (at, m)));
    marked.filter(|(_, marked)| marked.annotation.as_ref().is_some_and(|a| a.closed && is_draft(a)))
}

fn is_draft(annotation: &Annotation) -> bool {
    annotation.items.iter().any(|item| item.kind == ItemKind::Draft)
}

/// How sure the machine was says nothing about what a person has looked at.
fn is_of_draft(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Draft => true,
        ItemKind::Attribute(attribute) => &*attribute.key == "confidence",
        _ => false,
    }
}

/// The edits in order, without those that overlap the ones before.
fn separate(edits: impl Iterator<Item = Vec<Edit>>) -> Vec<Edit> {
    let mut all: Vec<Edit> = edits.flatten().collect();
    all.sort_by_key(|edit| (edit.range.start, edit.range.end));
    all.dedup();
    all
}
