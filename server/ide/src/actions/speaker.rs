//! Suggestions for a missing speaker: the source according to the text, or the candidates for “she” or for a surname
//! that two actors share, most likely first.

use super::{Action, ActionContext, ActionKind};
use ascribe_drafting::candidates::{Candidate, candidates};
use ascribe_lints::Finding;
use ascribe_lints::sourcing::attribute::{attribution, likely_actors};
use ascribe_lints::sourcing::cue::is_statement;
use ascribe_lints::sourcing::quotations::{inherits_actor, parts};
use ascribe_markup::model::{Marked, Shape};
use std::ops::Range;

/// Rules that report a missing speaker.
pub(super) const RULES: [&str; 2] = ["unattributed-quote", "unattributed-claim"];

/// Maximum number of suggestions: more would be a list to read, not to choose from.
const PROPOSALS: usize = 5;

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
    let kind = if finding.is_some() { ActionKind::AttributeFix } else { ActionKind::Attribute };
    let likely = likely_actors(asked.scope, at, marked);
    let found = candidates(asked.scope, at, marked.extent);
    for Candidate { id, name, why, declaration } in found.into_iter().take(PROPOSALS) {
        let is_certain = why.is_none();
        // The rule itself offers this fix.
        if is_certain && likely.first().is_some_and(|(known, _)| *known == id) {
            continue;
        }
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();
        let title = if declaration.is_some() {
            format!("Declare `@{id}` ({name}) and attribute{why}")
        } else {
            format!("Attribute to {name} (`@{id}`){why}")
        };
        let mut edits: Vec<_> = declaration.into_iter().collect();
        edits.push(attribution(last.start, target, &id));
        let action = Action::edits(kind, title, edits);
        actions.push(Action { preferred: is_certain, finding: finding.clone(), ..action });
    }
}

/// The finding that reports the missing speaker.
fn finding(asked: &ActionContext<'_>, marked: &Marked) -> Option<(Range<usize>, Finding)> {
    let is_about = |finding: &&Finding| {
        let annotation = marked.annotation.as_ref().map(|annotation| annotation.extent);
        let is_here = finding.extent == marked.extent || Some(finding.extent) == annotation;
        RULES.contains(&finding.rule.code) && is_here
    };
    asked.here().find_map(|(context, findings)| {
        let finding = findings.iter().find(is_about)?;
        Some((finding.extent.at(context.at.start), finding.clone()))
    })
}

fn has_place(target: &Marked) -> bool {
    target.annotation.is_some() || !matches!(target.shape, Shape::Quotation { closed: false, .. })
}
