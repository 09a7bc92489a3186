use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::{ItemKind, removal};

pub(super) static RULE: Rule = Rule {
    code: "unreviewed-draft",
    severity: Severity::Hint,
    summary: "A draft annotation that nobody has reviewed.",
    explanation: "\
An annotation that was drafted automatically carries the word `draft` until somebody has reviewed it. The rule finds
these annotations, so that none is published unseen. Accepting a draft removes the word; rejecting it removes the
annotation.

The rule does not judge whether the draft is right.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call draft} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let annotations = context.at.block.annotations();
    let drafts = annotations
        .filter_map(|annotation| annotation.items.iter().find(|item| item.kind == ItemKind::Draft));
    findings.extend(drafts.map(|draft| {
        let message =
            "This draft has not been reviewed. Remove `draft` if it is right, or else the annotation.";
        Finding::new(&RULE, draft.extent, message)
    }));
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let block = context.at.block;
    let around = block.annotated_at(finding.extent);
    // An empty annotation would be a finding of its own.
    if around.is_none_or(|(_, annotation)| annotation.items.len() < 2) {
        return Vec::new();
    }
    let (extent, blank) = removal(&block.text, finding.extent);
    vec![context.fix("Accept the draft", extent, blank)]
}
