use crate::sourcing::declare;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "duplicate-id",
    severity: Severity::Error,
    summary: "An id that is defined twice in one document.",
    explanation: "\
An actor, a source or a label has one definition in a document. The rule reports the second definition and any later
one, with the first as related information. The same id in a `cast.ascribe` is not a duplicate: the inner declaration
shadows the outer one. An actor and a source may share an id, since their signs differ.",
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
        let message = format!("The {noun} `{sign}{id}` is already defined above. Rename or remove this one.");
        let related = Some((namespace, id.into()));
        findings.push(Finding { related, ..Finding::new(&RULE, extent, message) });
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((namespace, id)) = &finding.related else { return Vec::new() };
    let free = declare::free_id(context.scope, *namespace, id);
    let title = format!("Rename to `{}{free}`", namespace.sign());
    vec![context.fix(title, finding.extent, free)]
}
