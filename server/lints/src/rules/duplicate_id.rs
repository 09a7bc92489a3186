use crate::sourcing::declare;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "duplicate-id",
    severity: Severity::Error,
    summary: "An id that is defined twice in one document.",
    explanation: "\
An actor, a source and a label each have one definition in a document. The rule stands at the second one
and the ones behind it, with the first as related information. The same id in a `cast.ascribe` is no duplicate:
the inner declaration hides the outer one. An actor and a source may share a name, since their signs differ.",
    bad: "@jensen: Maria Jensen\n@jensen: Mark Jensen\n",
    good: "@jensen: Maria Jensen\n@mark-jensen: Mark Jensen\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let document = &context.scope.document;
    for (namespace, id, extent) in context.at.block.definitions() {
        if document.is_first_definition(namespace, id, &context.range(extent)) {
            continue;
        }
        let (sign, noun) = (namespace.sign(), namespace.noun());
        let message = format!(
            "The {noun} `{sign}{id}` is already defined above. Give this one another id, or remove it."
        );
        let related = Some((namespace, id.into()));
        findings.push(Finding { related, ..Finding::new(&RULE, extent, message) });
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((namespace, id)) = &finding.related else { return Vec::new() };
    let free = declare::free_id(context.scope, *namespace, id);
    let title = format!("Rename this one to `{}{free}`", namespace.sign());
    vec![context.fix(title, finding.extent, free)]
}
