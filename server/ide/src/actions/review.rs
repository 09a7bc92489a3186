//! Reviewing drafts: an annotation made by a machine becomes one that somebody has looked at, or goes.

use super::items::{without, without_annotation};
use super::unwrap::LEANS;
use super::{Action, ActionKind, Asked, Change};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Annotation, Item, ItemKind, Marked};
use std::collections::HashSet;

/// What is at least so likely may be accepted unread.
const SURE: f32 = 0.9;

pub(super) fn offer<'a>(asked: &'a Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let here = asked.annotated().filter(|(_, _, annotation)| is_draft(annotation));
    if let Some((_, _, annotation)) = here.filter(|_| asked.wants(ActionKind::Rewrite)) {
        this(asked, annotation, actions);
        all(asked, ActionKind::Rewrite, actions);
    } else if asked.wants(ActionKind::AcceptAll) {
        all(asked, ActionKind::AcceptAll, actions);
    }
}

/// The parts of a quotation are one.
fn this<'a>(asked: &'a Asked<'a>, annotation: &'a Annotation, actions: &mut Vec<Action<'a>>) {
    let document = &asked.scope.document;
    let whole = parts(asked, annotation);
    let accept = "Accept this draft: it has been reviewed";
    let accepted = whole.iter().map(|(at, marked)| without(document, *at, marked, is_of_draft)).collect();
    actions.push(reviewed(accept, accepted));
    let reject = "Reject this draft: remove its annotation";
    let rejected = whole.iter().map(|(at, marked)| without_annotation(document, *at, marked)).collect();
    actions.push(reviewed(reject, rejected));
}

/// Those that are likely, and all of them.
fn all<'a>(asked: &'a Asked<'a>, kind: ActionKind, actions: &mut Vec<Action<'a>>) {
    let document = &asked.scope.document;
    let sure: HashSet<&str> = drafts(asked)
        .filter_map(|(_, marked)| marked.annotation.as_ref())
        .filter(|annotation| is_sure(annotation))
        .flat_map(|annotation| annotation.labels().map(|label| &*label.id))
        .collect();
    let is_wanted = move |annotation: &Annotation| {
        is_sure(annotation) || part_of(annotation).is_some_and(|label| sure.contains(label))
    };
    let is_sure = |marked: &Marked| marked.annotation.as_ref().is_some_and(&is_wanted);
    let sure = drafts(asked).filter(|(_, marked)| is_sure(marked)).count();
    let count = drafts(asked).count();
    // Beside a draft, which can be accepted itself, one is not worth a line; a key for it does something wherever it can.
    let is_menu = kind == ActionKind::Rewrite;
    let least = if is_menu { 2 } else { 1 };
    if sure >= least && !(is_menu && sure == count) {
        let title = match sure {
            1 => format!("Accept the draft with a confidence of {SURE} or more"),
            _ => format!("Accept the {sure} drafts with a confidence of {SURE} or more"),
        };
        let edits = drafts(asked).filter(|(_, marked)| is_sure(marked));
        let edits = separate(edits.filter_map(|(at, marked)| without(document, at, marked, is_of_draft)));
        actions.push(Action::edits(kind, title, edits));
    }
    if count >= least {
        let title = match count {
            1 => "Accept the draft in this document: it has been reviewed".to_owned(),
            _ => format!("Accept all {count} drafts in this document: they have been reviewed"),
        };
        let change = move || {
            let edits = drafts(asked).filter_map(|(at, marked)| without(document, at, marked, is_of_draft));
            Change::here(separate(edits))
        };
        actions.push(Action::new(kind, title, change));
    }
}

fn reviewed<'a>(title: &str, edits: Option<Vec<Vec<Edit>>>) -> Action<'a> {
    match edits {
        Some(edits) => Action::edits(ActionKind::Rewrite, title, separate(edits.into_iter())),
        None => Action::disabled(ActionKind::Rewrite, title, LEANS),
    }
}

/// The drafts that an annotation belongs to: it alone, or the parts that are named by one label.
fn parts<'a>(asked: &Asked<'a>, annotation: &'a Annotation) -> Vec<(BlockAt<'a>, &'a Marked)> {
    let own: Vec<&str> = annotation.labels().map(|label| &*label.id).chain(part_of(annotation)).collect();
    let belongs = |other: &Annotation| {
        std::ptr::eq(other, annotation)
            || other.labels().map(|label| &*label.id).chain(part_of(other)).any(|label| own.contains(&label))
    };
    drafts(asked).filter(|(_, marked)| marked.annotation.as_ref().is_some_and(belongs)).collect()
}

/// The label of what an annotation carries on.
fn part_of(annotation: &Annotation) -> Option<&str> {
    annotation.attribute("part")?.references.first().map(|label| &*label.id)
}

fn is_sure(annotation: &Annotation) -> bool {
    let confidence = annotation.attribute("confidence").and_then(|it| it.value.parse::<f32>().ok());
    confidence.is_some_and(|confidence| confidence >= SURE)
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
