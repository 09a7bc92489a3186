//! Reviews drafts: accepts a machine-made annotation, or removes it.

use super::items::{without, without_annotation};
use super::suppress::in_paragraph;
use super::unwrap::LEANS;
use super::{Action, ActionContext, ActionKind, Change};
use ascribe_lints::sourcing::attribute::add_item;
use ascribe_lints::{Findings, check_on};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Annotation, Item, ItemKind, Marked};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// Key of the actor who reviewed an annotation.
const REVIEWED_BY: &str = "reviewed-by";

/// Rule that reports drafts; accepting one is what fixes it.
pub(super) const RULE: &str = "unreviewed-draft";

/// Rule that reports words which a rejected draft leaves.
const UNMARKED: &str = "unmarked-claim";

/// Minimum confidence for accepting a draft without reading it.
const SURE: f32 = 0.9;

/// Offers to accept or reject the draft at the cursor.
pub(super) fn this<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let kinds = [ActionKind::Accept, ActionKind::Reject, ActionKind::QuickFix];
    if let Some(annotation) = here(asked).filter(|_| kinds.iter().any(|kind| asked.wants(*kind))) {
        one(asked, annotation, actions);
    }
}

/// Offers to accept several drafts: in the menu of a draft, or as source actions.
pub(super) fn several<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let of_all = [ActionKind::AcceptAll, ActionKind::AcceptLikely];
    if asked.wants(ActionKind::Rewrite) && here(asked).is_some() {
        all(asked, ActionKind::Rewrite, actions);
    } else if of_all.iter().any(|kind| asked.wants(*kind)) {
        all(asked, ActionKind::AcceptAll, actions);
    }
}

/// Draft at the cursor.
fn here<'a>(asked: &ActionContext<'a>) -> Option<&'a Annotation> {
    let (_, _, annotation) = asked.annotated()?;
    annotation.is_draft().then_some(annotation)
}

/// Actions for a single draft; the parts of a quotation count as one.
fn one<'a>(asked: &'a ActionContext<'a>, annotation: &'a Annotation, actions: &mut Vec<Action<'a>>) {
    let document = &asked.scope.document;
    let whole = parts(asked, annotation);
    let accept = "Accept this draft";
    let accepted = whole.iter().map(|(at, marked)| accepted(asked, *at, marked)).collect();
    // Editors that ask for quick fixes only, at the finding, get it as one.
    let finding = asked.finding(|place, finding| finding.rule.code == RULE && asked.touches(place));
    let kind = match finding {
        Some(_) if !asked.wants(ActionKind::Accept) => ActionKind::QuickFix,
        _ => ActionKind::Accept,
    };
    actions.push(Action { finding, ..reviewed(kind, accept, accepted) });
    let reject = "Reject this draft and remove its annotation";
    let rejected = whole.iter().map(|(at, marked)| without_annotation(document, *at, marked)).collect();
    actions.push(match rejected {
        Some(rejected) => {
            let rejected = separate(Vec::into_iter(rejected));
            let blocks: BTreeSet<usize> = whole.iter().map(|(at, _)| at.index).collect();
            let change = move || Change::here(remembered(asked, &blocks, rejected.clone()));
            Action::new(ActionKind::Reject, reject, change)
        }
        None => Action::disabled(ActionKind::Reject, reject, LEANS),
    });
}

/// Edits that reject a draft, with a note that allows its words to have no annotation, where they would be reported as an
/// unmarked claim in its stead.
fn remembered(asked: &ActionContext<'_>, blocks: &BTreeSet<usize>, mut edits: Vec<Edit>) -> Vec<Edit> {
    let scope = asked.scope;
    let Some(before) = asked.findings() else { return edits };
    let edited = scope.with_document(Arc::new(scope.document.edited(&edits)));
    let Ok(after) = check_on(&edited, Some(before.clone()), asked.budget) else { return edits };
    let count = |findings: &Findings, at: BlockAt<'_>| {
        let here = findings.in_blocks(at.range().start..at.range().end.saturating_sub(1).max(at.start));
        let of_block = here.filter(|(context, _)| context.at.index == at.index);
        of_block.flat_map(|(_, findings)| findings).filter(|finding| finding.rule.code == UNMARKED).count()
    };
    let notes = blocks.iter().rev().filter_map(|index| {
        let (old, new) = (scope.document.block(*index)?, edited.document.block(*index)?);
        let is_new = count(&after, new) > count(before, old);
        is_new.then(|| in_paragraph(&scope.document, old, UNMARKED)).flatten()
    });
    let notes: Vec<Edit> = notes.flatten().collect();
    edits.splice(0..0, notes);
    separate(std::iter::once(edits))
}

/// Edits that accept a draft, and name its reviewer if the project has one. A part has the review of its whole.
fn accepted(asked: &ActionContext<'_>, at: BlockAt<'_>, marked: &Marked) -> Option<Vec<Edit>> {
    let mut edits = without(&asked.scope.document, at, marked, is_of_draft)?;
    let stays = |annotation: &&Annotation| {
        let is_reviewed = annotation.attribute(REVIEWED_BY).is_some();
        !marked.is_part() && !is_reviewed && !annotation.items.iter().all(is_of_draft)
    };
    let reviewer = asked.scope.policy.reviewer();
    if let Some((annotation, id)) = marked.annotation.as_ref().filter(stays).zip(reviewer) {
        edits.push(add_item(at, annotation, &format!("{REVIEWED_BY}=@{id}")));
    }
    Some(edits)
}

/// Actions for several drafts: those with high confidence, and all.
fn all<'a>(asked: &'a ActionContext<'a>, kind: ActionKind, actions: &mut Vec<Action<'a>>) {
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
    // In the menu of a draft, which can be accepted by itself, bulk actions need at least two; the bulk action without
    // a draft at the cursor, meant for a key binding, works with one.
    let is_menu = kind == ActionKind::Rewrite;
    let least = if is_menu { 2 } else { 1 };
    if sure >= least && !(is_menu && sure == count) {
        let title = match sure {
            1 => format!("Accept the draft with a confidence of {SURE} or more"),
            _ => format!("Accept the {sure} drafts with a confidence of {SURE} or more"),
        };
        let edits = drafts(asked).filter(|(_, marked)| is_sure(marked));
        let edits = separate(edits.filter_map(|(at, marked)| accepted(asked, at, marked)));
        let likely = if is_menu { kind } else { ActionKind::AcceptLikely };
        actions.push(Action::edits(likely, title, edits));
    }
    if count >= least {
        let title = match count {
            1 => "Accept the draft in this document".to_owned(),
            _ => format!("Accept all {count} drafts in this document"),
        };
        let change = move || {
            let edits = drafts(asked).filter_map(|(at, marked)| accepted(asked, at, marked));
            Change::here(separate(edits))
        };
        actions.push(Action::new(kind, title, change));
    }
}

fn reviewed<'a>(kind: ActionKind, title: &str, edits: Option<Vec<Vec<Edit>>>) -> Action<'a> {
    match edits {
        Some(edits) => Action::edits(kind, title, separate(edits.into_iter())),
        None => Action::disabled(kind, title, LEANS),
    }
}

/// Drafts that belong together: the annotation alone, or all parts with the same label.
fn parts<'a>(asked: &ActionContext<'a>, annotation: &'a Annotation) -> Vec<(BlockAt<'a>, &'a Marked)> {
    let own: HashSet<&str> = annotation.labels().map(|label| &*label.id).chain(part_of(annotation)).collect();
    let belongs = |other: &Annotation| {
        std::ptr::eq(other, annotation)
            || other.labels().map(|label| &*label.id).chain(part_of(other)).any(|label| own.contains(label))
    };
    drafts(asked).filter(|(_, marked)| marked.annotation.as_ref().is_some_and(belongs)).collect()
}

/// Label of the annotation that this one continues.
fn part_of(annotation: &Annotation) -> Option<&str> {
    annotation.attribute("part")?.references.first().map(|label| &*label.id)
}

fn is_sure(annotation: &Annotation) -> bool {
    let confidence = annotation.attribute("confidence").and_then(|it| it.value.parse::<f32>().ok());
    confidence.is_some_and(|confidence| confidence >= SURE)
}

fn drafts<'a>(asked: &ActionContext<'a>) -> impl Iterator<Item = (BlockAt<'a>, &'a Marked)> {
    let marked = asked.scope.document.blocks().flat_map(|at| at.block.marked().iter().map(move |m| (at, m)));
    marked.filter(|(_, marked)| marked.annotation.as_ref().is_some_and(|a| a.closed && a.is_draft()))
}

/// Removes `confidence` too, since it does not apply to an annotation that a person has reviewed.
fn is_of_draft(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Draft => true,
        ItemKind::Attribute(attribute) => &*attribute.key == "confidence",
        _ => false,
    }
}

/// Sorted edits without duplicates.
fn separate(edits: impl Iterator<Item = Vec<Edit>>) -> Vec<Edit> {
    let mut all: Vec<Edit> = edits.flatten().collect();
    all.sort_by_key(|edit| (edit.range.start, edit.range.end));
    all.dedup();
    all
}
