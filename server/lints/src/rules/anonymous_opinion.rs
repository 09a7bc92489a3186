use crate::sourcing::provenance;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_language::stance::Stance;
use ascribe_markup::model::ItemKind;
use ascribe_markup::model::vocabulary::Kind;

pub(super) static RULE: Rule = Rule {
    code: "anonymous-opinion",
    severity: Severity::Warning,
    summary: "An opinion attributed to anonymous actors only.",
    explanation: "\
The Associated Press uses material from unnamed sources only if it is information, not opinion or speculation, and
Reuters does not let unnamed sources attack others. The rule finds annotations of the kind `opinion` whose actors are
all `anonymous: yes`. A judgement that they deny, doubt or ask about (`stance=`) is not theirs, and is skipped.

Text that is not annotated as an opinion is ignored: whether words express an opinion is for the annotator to decide.",
    bad: "@aide: An aide to the mayor\n  anonymous: yes\n  reason: not allowed to speak to reporters\n^call: Phone call with the aide\n  date: 2025-03-03\n\nThe plan is [a disgrace]{opinion @aide ^call}, an aide said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nThe plan is [a disgrace]{opinion @jensen ^call}, she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for marked in context.at.block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        let is_theirs =
            !matches!(marked.stance(), None | Some(Stance::Denies | Stance::Doubts | Stance::Asks));
        if marked.kind() == Kind::Opinion && is_theirs && provenance::is_anonymous(context.scope, marked) {
            let message = "This opinion has only anonymous speakers. \
                           Name one, cut the opinion, or change its kind to `claim` if it is a statement of fact.";
            findings.push(Finding::new(&RULE, annotation.extent, message));
        }
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((_, annotation)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    let kinds = annotation.items.iter().filter(|item| item.kind == ItemKind::Kind(Kind::Opinion));
    kinds.take(1).map(|item| context.fix("Change to `claim`", item.extent, Kind::Claim.word())).collect()
}
