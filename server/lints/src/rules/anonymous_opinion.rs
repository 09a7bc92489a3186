use crate::sourcing::provenance;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::ItemKind;
use ascribe_markup::model::vocabulary::Kind;

pub(super) static RULE: Rule = Rule {
    code: "anonymous-opinion",
    severity: Severity::Warning,
    summary: "An opinion of somebody whose name is withheld.",
    explanation: "\
The Associated Press takes material from unnamed people only if it is information, not opinion or speculation, and
Reuters gives nobody cover to attack others. The rule finds annotations of the kind `opinion` all of whose
actors have `anonymous: yes`.

What is not marked as an opinion is left alone: whether words judge is for the person who annotates to say.",
    bad: "@aide: An aide to the mayor\n  anonymous: yes\n  reason: not allowed to speak to reporters\n^call: Phone call with the aide\n  date: 2025-03-03\n\nThe plan is [a disgrace]{opinion @aide ^call}, an aide said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nThe plan is [a disgrace]{opinion @jensen ^call}, she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for marked in context.at.block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        if marked.kind() == Kind::Opinion && provenance::is_anonymous(context.scope, marked) {
            let message = "Nobody answers for this opinion with a name. \
                           Leave it out, name who holds it, or change the kind if it is a statement of fact.";
            findings.push(Finding::new(&RULE, annotation.extent, message));
        }
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((_, annotation)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    let kinds = annotation.items.iter().filter(|item| item.kind == ItemKind::Kind(Kind::Opinion));
    kinds.take(1).map(|item| context.fix("Make it a claim", item.extent, Kind::Claim.word())).collect()
}
