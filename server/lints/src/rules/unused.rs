//! `unused-actor` and `unused-source`: one check for two namespaces.

use crate::across::Across;
use crate::topics::{Sort, Told, Topic, What};
use crate::{Check, Context, Finding, Fix, Mending, Rule, Severity};
use ascribe_markup::model::{Extent, Namespace};
use ascribe_markup::strip::keeps_article;

pub(super) static ACTOR: Rule = Rule {
    code: "unused-actor",
    severity: Severity::Hint,
    summary: "An actor who is declared and neither meant nor named anywhere.",
    explanation: "\
An actor of whom the document says nothing is a leftover, or was forgotten in an annotation. The rule finds actors
that no annotation and no field refers to, and whose names do not stand in the article.

A document without any article declares for others, as `cast.ascribe` does: there the rule is silent.",
    bad: "@jensen: Maria Jensen\n@moe: Ida Moe\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Document { tell: tell_actors, find: |context, across, findings| find(&ACTOR, Namespace::Actor, context, across, findings) },
    fixes,
};

pub(super) static SOURCE: Rule = Rule {
    code: "unused-source",
    severity: Severity::Hint,
    summary: "A source that is declared and that nothing refers to.",
    explanation: "\
A source on which nothing rests is a leftover, or was forgotten in an annotation. The rule finds sources that
no annotation, no field and no front matter refers to.

A document without any article declares for others, as `cast.ascribe` does: there the rule is silent.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n^letter: Letter to the council\n  date: 2025-03-01\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Document {
        tell: |context, told| tell(Namespace::Source, context, told),
        find: |context, across, findings| find(&SOURCE, Namespace::Source, context, across, findings),
    },
    fixes,
};

fn tell_actors(context: &Context<'_>, told: &mut Vec<Told>) {
    tell(Namespace::Actor, context, told);
    let mentions = context.scope.names().mentions(context.at);
    told.extend(mentions.into_iter().map(|it| Told::new(Topic::id(Namespace::Actor, &it.id), What::Used)));
}

fn tell(namespace: Namespace, context: &Context<'_>, told: &mut Vec<Told>) {
    let block = context.at.block;
    let used = block.references().filter(|it| it.namespace == namespace && !it.id.is_empty());
    told.extend(used.map(|it| Told::new(Topic::id(namespace, &it.id), What::Used)));
    if let Some(declared) = block.declaration().filter(|it| it.namespace == namespace) {
        told.push(Told::asks(Topic::id(namespace, &declared.id)));
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
        // Later definitions are reported by `duplicate-id`.
        || !context.scope.document.is_first_definition(namespace, id, &context.range(declared.id_extent))
        || across.is_told(Topic::id(namespace, id), Sort::Used)
    {
        return;
    }
    let (sign, noun) = (namespace.sign(), namespace.noun());
    let message =
        format!("Nothing here refers to the {noun} `{sign}{id}`. Use it in an annotation, or remove it.");
    findings.push(Finding::new(rule, declared.id_extent, message));
}

fn fixes(context: &Mending<'_>, _: &Finding) -> Vec<Fix> {
    let whole = Extent::new(0, context.at.block.len());
    let fix = context.fix("Remove this declaration", whole, "");
    if keeps_article(&context.scope.document, &fix.edits) { vec![fix] } else { Vec::new() }
}
