//! Suggestions for a missing speaker: the source according to the text, or the candidates for “she” or for a surname
//! that two actors share, most likely first.

use super::{Action, ActionContext, ActionKind};
use ascribe_lints::Finding;
use ascribe_lints::sourcing::attribute::{Speakers, fixes_by_meaning};
use ascribe_lints::sourcing::cue::is_statement;
use ascribe_lints::sourcing::quotations::{inherits_actor, parts};
use ascribe_markup::model::{Marked, Shape};
use std::ops::Range;

/// Rules that report a missing speaker.
pub(super) const RULES: [&str; 2] = ["unattributed-quote", "unattributed-claim"];

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let document = &asked.scope.document;
    let kinds = [ActionKind::AttributeFix, ActionKind::Attribute];
    if !document.may_be_article() || !kinds.iter().any(|kind| asked.wants(*kind)) {
        return;
    }
    let Some((at, marked)) = asked.marked() else { return };
    let is_named = marked.actors().next().is_some() || inherits_actor(at.block, marked);
    if is_named || marked.is_part() || !is_statement(marked) {
        return;
    }
    // Only the last part of a quotation over several paragraphs has a place for braces.
    let parts = parts(document, at.index, marked);
    let Some((last, target)) = parts.last().filter(|(_, target)| has_place(target)) else { return };
    let finding = finding(asked, marked);
    // At the finding, its rule offers the same.
    if finding.as_ref().is_some_and(|(place, _)| asked.touches(place)) {
        return;
    }
    let kind = if finding.is_some() { ActionKind::AttributeFix } else { ActionKind::Attribute };
    let speakers = Speakers::new(asked.scope, at).within(asked.budget);
    for fix in fixes_by_meaning(&speakers, marked, (*last, target)) {
        let preferred = fix.is_preferred();
        let action = Action::edits(kind, fix.title, fix.edits);
        actions.push(Action { preferred, finding: finding.clone(), ..action });
    }
}

/// The finding that reports the missing speaker.
fn finding(asked: &ActionContext<'_>, marked: &Marked) -> Option<(Range<usize>, Finding)> {
    asked.finding(|_, finding| {
        let annotation = marked.annotation.as_ref().map(|annotation| annotation.extent);
        let is_here = finding.extent == marked.extent || Some(finding.extent) == annotation;
        RULES.contains(&finding.rule.code) && is_here
    })
}

fn has_place(target: &Marked) -> bool {
    target.annotation.is_some() || !matches!(target.shape, Shape::Quotation { closed: false, .. })
}
