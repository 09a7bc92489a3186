use super::{Context, Finding, Fix, Rule, Severity, quotation};
use crate::features::attribute;
use crate::model::vocabulary::Kind;

pub(super) static RULE: Rule = Rule {
    code: "unattributed-claim",
    severity: Severity::Warning,
    summary: "A claim or opinion without anybody who makes it.",
    explanation: "\
A disputable statement needs somebody who makes it. The rule finds annotations of the kind `claim` or
`opinion` that name no `@actor`. A claim that the article makes itself is the author's: `@author`.

It leaves alone parts (`part=#label`) and annotations inside another one that has an actor.",
    bad: "Officials said [the bridge is safe]{claim}.\n",
    good: "@officials: City officials\n^briefing: Press briefing\n\nOfficials said [the bridge is safe]{claim @officials ^briefing}.\n",
    check,
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    for marked in block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        let kind = marked.kind();
        if !matches!(kind, Kind::Claim | Kind::Opinion)
            || marked.actors().next().is_some()
            || marked.is_part()
            || quotation::inherits_actor(block, marked)
        {
            continue;
        }
        let message = match attribute::likely_actors(context.scope, context.at, marked).into_iter().next() {
            Some((id, name)) => {
                format!("This {} names nobody who makes it. If it is {name}, add `@{id}`.", kind.word())
            }
            None => format!("This {} names nobody who makes it. Add `@id`, or `@author`.", kind.word()),
        };
        findings.push(Finding { rule: &RULE, extent: annotation.extent, message, related: None });
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let mut all = context.at.block.marked().iter();
    let found = all.find(|marked| marked.annotation.as_ref().is_some_and(|a| a.extent == finding.extent));
    let Some(marked) = found else { return Vec::new() };
    attribute::fixes(context.scope, context.at, marked, (context.at.start, marked))
}
