use super::{Context, Finding, Fix, Rule, Severity, quotation};
use crate::features::attribute;
use crate::model::vocabulary::Kind;
use crate::model::{Marked, Shape};

/// Shorter quotations are mostly terms or scare quotes.
const WORDS: usize = 3;

pub(super) static RULE: Rule = Rule {
    code: "unattributed-quote",
    severity: Severity::Warning,
    summary: "A quotation of three or more words without a speaker.",
    explanation: "\
Whoever is quoted must be named, or it must be said why not: AP and Reuters attribute every quotation. The rule
finds quotations of three or more words that name no `@actor`, and quotations of any length that are marked
`quote`. A quotation over several paragraphs counts as one, and is attributed when one of its parts is.

It leaves alone quotations that are not closed (`unbalanced-quote` stands there), shorter ones without an
annotation (terms, scare quotes), those inside another quotation or inside an annotation that has an actor, and quotations marked as something else, such as the title
of a book: `“…”{mention}`.",
    bad: "“We had no warning at all,” she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check,
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for marked in context.at.block.marked() {
        if !is_unattributed(context, marked) {
            continue;
        }
        let message = match attribute::likely_actors(context.scope, context.at, marked).into_iter().next() {
            Some((id, name)) => {
                format!("This quotation names no speaker. If {name} says it, put `{{@{id}}}` behind it.")
            }
            None => "This quotation names no speaker. Put `{@id}` with the actor's id behind it.".into(),
        };
        findings.push(Finding { rule: &RULE, extent: marked.extent, message, related: None });
    }
}

fn is_unattributed(context: &Context<'_>, marked: &Marked) -> bool {
    let block = context.at.block;
    let explicit = marked.annotation.as_ref().is_some_and(|annotation| annotation.kind().is_some());
    let going_on = quotation::going_on(block, marked, context.around);
    (going_on.is_some() || matches!(marked.shape, Shape::Quotation { closed: true, .. }))
        && marked.kind() == Kind::Quote
        && marked.actors().next().is_none()
        && !marked.is_part()
        && quotation::continued(block, marked, context.around).is_none()
        && !going_on.is_some_and(|parts| parts.attributed)
        && !is_inner(block.marked(), marked)
        && !quotation::inherits_actor(block, marked)
        && (explicit || going_on.is_some() || quotation::word_count(block, marked) >= WORDS)
}

/// Whether a quotation stands around it.
fn is_inner(all: &[Marked], marked: &Marked) -> bool {
    let mut parent = marked.parent;
    while let Some(place) = parent {
        if all[place].is_quotation() {
            return true;
        }
        parent = all[place].parent;
    }
    false
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let mut marked = context.at.block.marked().iter();
    let Some(marked) = marked.find(|marked| marked.extent == finding.extent) else { return Vec::new() };
    let document = &context.scope.document;
    let (start, target) = if quotation::going_on(context.at.block, marked, context.around).is_some() {
        match quotation::closing_part(document, context.at.index) {
            Some(closing) => closing,
            None => return Vec::new(),
        }
    } else {
        (context.at.start, marked)
    };
    attribute::fixes(context.scope, context.at, marked, (start, target))
}
