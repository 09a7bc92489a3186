use crate::sourcing::attribute::{self, Speakers};
use crate::sourcing::quotations;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::statement;
use ascribe_markup::model::vocabulary::Kind;
use std::cell::OnceCell;

pub(super) static RULE: Rule = Rule {
    code: "unattributed-claim",
    severity: Severity::Warning,
    summary: "A claim or opinion without a speaker.",
    explanation: "\
A disputable statement needs a speaker. The rule finds annotations of the kind `claim` or `opinion` without an
`@actor`. The speaker of the article's own claims is `@author`.

The rule skips parts (`part=#label`) and annotations inside another one that has an actor.",
    bad: "Officials said [the bridge is safe]{claim}.\n",
    good: "@officials: City officials\n^briefing: Press briefing\n  date: 2025-03-03\n\nOfficials said [the bridge is safe]{claim @officials ^briefing}.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    let speakers = OnceCell::new();
    for marked in block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        let kind = marked.kind();
        if !matches!(kind, Kind::Claim | Kind::Opinion)
            // An empty annotation is reported by `syntax`.
            || annotation.items.is_empty()
            || marked.actors().next().is_some()
            || marked.is_part()
            || quotations::inherits_actor(block, marked)
        {
            continue;
        }
        let speakers = speakers.get_or_init(|| Speakers::new(context.scope, context.at));
        let word = statement::noun(kind, marked.stance());
        let message = match speakers.near_asserting(marked).into_iter().next() {
            Some((id, name)) => {
                format!("This {word} has no speaker. If it is {name}, add `@{id}` to the annotation.")
            }
            None => {
                format!(
                    "This {word} has no speaker. Add `@id` to the annotation, or `@author` if it is the article's own."
                )
            }
        };
        findings.push(Finding::new(&RULE, annotation.extent, message));
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((marked, _)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    attribute::fixes(context.speakers(), marked, (context.at, marked))
}
