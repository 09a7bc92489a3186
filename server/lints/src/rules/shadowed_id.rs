use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::BlockRange;

pub(super) static RULE: Rule = Rule {
    code: "shadowed-id",
    severity: Severity::Hint,
    summary: "A declaration that shadows one in a `cast.ascribe`.",
    explanation: "\
A declaration in a document shadows one with the same id in a `cast.ascribe` of its folder or a folder above. That may
be intended, as for `@spokesman`, but two people with one id are easily confused. The rule reports the inner id.

It looks only at the casts that the document sees: other documents may use any id.",
    bad: "%% Where `cast.ascribe` has `@jensen: Mark Jensen`.\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "%% Where `cast.ascribe` has `@jensen: Mark Jensen`.\n@maria-jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@maria-jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(inner) = context.at.block.declaration() else { return };
    let (namespace, id) = (inner.namespace, &*inner.id);
    let casts = context.scope.casts.iter();
    let Some(cast) = casts.into_iter().find(|cast| cast.definition_count(namespace, id) > 0) else { return };
    let mut outer = cast.blocks_about(namespace, id).filter_map(|at| at.block.declaration());
    let outer = outer.find(|outer| outer.namespace == namespace && &*outer.id == id);
    let name = outer.filter(|outer| !outer.name.is_empty()).map(|outer| format!(" ({})", outer.name));
    let sign = namespace.sign();
    let message = format!(
        "This declaration shadows `{sign}{id}`{} in `cast.ascribe`. Remove it if both are the same, or rename it.",
        name.unwrap_or_default()
    );
    findings.push(Finding::new(&RULE, inner.id_extent, message));
}

fn fixes(context: &FixContext<'_>, _: &Finding) -> Vec<Fix> {
    let Some(declared) = context.at.block.declaration() else { return Vec::new() };
    let whole = BlockRange::new(0, context.at.block.len());
    let title = format!("Remove the declaration of `{}{}`", declared.namespace.sign(), declared.id);
    vec![context.fix(title, whole, "")]
}
