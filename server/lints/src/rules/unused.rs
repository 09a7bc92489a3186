//! `unused-actor` and `unused-source`: one check for two namespaces.

use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind, Sort};
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::{BlockRange, Namespace};

pub(super) static ACTOR: Rule = Rule {
    code: "unused-actor",
    severity: Severity::Hint,
    summary: "An actor that is declared but never used.",
    explanation: "\
An unused actor is a leftover, or was forgotten in an annotation. The rule finds actors that no annotation and no
field refers to, and whose names do not occur in the article.

The rule skips documents without an article, such as `cast.ascribe`, whose declarations are for other documents.",
    bad: "@jensen: Maria Jensen\n@moe: Ida Moe\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Document { provide: provide_actors, find: |context, across, findings| find(&ACTOR, Namespace::Actor, context, across, findings) },
    fixes,
};

pub(super) static SOURCE: Rule = Rule {
    code: "unused-source",
    severity: Severity::Hint,
    summary: "A source that is declared but never used.",
    explanation: "\
An unused source is a leftover, or was forgotten in an annotation. The rule finds sources that no annotation, no field
and no front matter refers to.

The rule skips documents without an article, such as `cast.ascribe`, whose declarations are for other documents.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n^letter: Letter to the council\n  date: 2025-03-01\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Document {
        provide: |context, facts| provide(Namespace::Source, context, facts),
        find: |context, across, findings| find(&SOURCE, Namespace::Source, context, across, findings),
    },
    fixes,
};

fn provide_actors(context: &Context<'_>, facts: &mut Vec<Fact>) {
    provide(Namespace::Actor, context, facts);
    let mentions = context.scope.names().mentions(context.at);
    facts.extend(
        mentions.into_iter().map(|it| Fact::new(FactKey::id(Namespace::Actor, &it.id), FactKind::Used)),
    );
}

fn provide(namespace: Namespace, context: &Context<'_>, facts: &mut Vec<Fact>) {
    let block = context.at.block;
    let used = block.references().filter(|it| it.namespace == namespace && !it.id.is_empty());
    facts.extend(used.map(|it| Fact::new(FactKey::id(namespace, &it.id), FactKind::Used)));
    if let Some(declared) = block.declaration().filter(|it| it.namespace == namespace) {
        facts.push(Fact::query(FactKey::id(namespace, &declared.id)));
    }
}

fn find(
    rule: &'static Rule,
    namespace: Namespace,
    context: &Context<'_>,
    across: &Across<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(declared) = context.at.block.declaration() else { return };
    let id = &declared.id;
    if declared.namespace != namespace
        || !context.scope.document.has_article()
        // The part that is not read may use it.
        || context.scope.document.unread().is_some()
        // Later definitions are reported by `duplicate-id`.
        || !context.scope.document.is_first_definition(namespace, id, &context.range(declared.id_extent))
        || across.has_fact(FactKey::id(namespace, id), Sort::Used)
    {
        return;
    }
    let (sign, noun) = (namespace.sign(), namespace.noun());
    let message =
        format!("The {noun} `{sign}{id}` is never used. Add it to an annotation, or remove the declaration.");
    findings.push(Finding::new(rule, declared.id_extent, message));
}

fn fixes(context: &FixContext<'_>, _: &Finding) -> Vec<Fix> {
    let Some(declared) = context.at.block.declaration() else { return Vec::new() };
    let whole = BlockRange::new(0, context.at.block.len());
    let title = format!("Remove the declaration of `{}{}`", declared.namespace.sign(), declared.id);
    vec![context.fix(title, whole, "")]
}
