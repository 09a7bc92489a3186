use crate::sourcing::placeholders::REASON;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::Edit;
use ascribe_markup::model::Namespace;

pub(super) static RULE: Rule = Rule {
    code: "anonymous-no-reason",
    severity: Severity::Warning,
    summary: "An anonymous actor without a reason for the anonymity.",
    explanation: "\
The Associated Press asks that a story explain why somebody is not named, and other handbooks agree. The rule finds
actors with `anonymous: yes` but no `reason:`, which holds the reason that the article gives.

Whether the reason is a good one is for an editor to judge. The rule does not look for unnamed people who are not
declared as `anonymous`, nor does it read the article for a reason.",
    bad: "@aide: An aide to the mayor\n  anonymous: yes\n^call: Phone call with the aide\n  date: 2025-03-03\n\n“We had no warning at all,”{@aide ^call} the aide said.\n",
    good: "@aide: An aide to the mayor\n  anonymous: yes\n  reason: not allowed to speak to reporters\n^call: Phone call with the aide\n  date: 2025-03-03\n\n“We had no warning at all,”{@aide ^call} the aide said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(actor) = context.at.block.declaration() else { return };
    if actor.namespace != Namespace::Actor || !actor.is_anonymous() || actor.field("reason").is_some() {
        return;
    }
    let fields = actor.fields.iter().filter(|field| &*field.key == "anonymous");
    findings.extend(fields.take(1).map(|field| {
        let message = format!(
            "`@{}` is anonymous without a reason. Add a `reason:` field with the reason that the article gives.",
            actor.id
        );
        Finding::new(&RULE, field.value_extent, message)
    }));
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let end = context.scope.document.line_ending();
    let at = context.range(finding.extent).end;
    let edit = Edit::insert(at, format!("{end}  reason: {REASON}"));
    vec![Fix::new("Add a `reason:` field", vec![edit])]
}
