use crate::sourcing::attribute::{self, Speakers};
use crate::sourcing::quotations;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::Marked;
use std::cell::OnceCell;

pub(super) static RULE: Rule = Rule {
    code: "unattributed-quote",
    severity: Severity::Warning,
    summary: "A quotation of three or more words without a speaker.",
    explanation: "\
Every quotation has a speaker, or a reason why none is named: AP and Reuters attribute all of them. The rule finds
quotations of three or more words without an `@actor`, and quotations of any length that are annotated as `quote`. A
quotation over several paragraphs counts as one, and is attributed if one of its parts is.

Three is the limit `quote-words` in `ascribe.toml`: shorter quotations are mostly terms or scare quotes.

The rule skips quotations that are not closed (`unbalanced-quote` reports those), shorter ones without an annotation,
those inside another quotation, those inside an annotation that has an actor or should have one, parts
(`part=#label`), quotations annotated as something else, such as the title of a book: `“…”{mention}`, and, in English,
those written like one: “The Tin Drum”. In scripts without spaces between words, two characters count as one word.",
    bad: "“We had no warning at all,” she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let speakers = OnceCell::new();
    for marked in context.at.block.marked().iter().filter(|marked| wants_speaker(context, marked)) {
        let speakers = speakers.get_or_init(|| Speakers::new(context.scope, context.at));
        let likely = speakers.near_asserting(marked).into_iter().next();
        let goes_on = quotations::going_on(context.at.block, marked, context.around).is_some();
        let id = likely.as_ref().map_or("id", |(id, _)| id);
        let mend = match &marked.annotation {
            _ if goes_on => format!("add `{{@{id}}}` after its last part"),
            Some(_) => format!("add `@{id}` to the annotation"),
            None => format!("add `{{@{id}}}` after it"),
        };
        let message = match likely {
            Some((_, name)) => format!("This quotation has no speaker. If it is {name}, {mend}."),
            None => format!("This quotation has no speaker. To name one, {mend}."),
        };
        findings.push(Finding::new(&RULE, marked.extent, message));
    }
}

fn wants_speaker(context: &Context<'_>, marked: &Marked) -> bool {
    quotations::wants_speaker(context.scope, context.at.block, marked, context.around)
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some(marked) = context.at.block.marked_at(finding.extent) else { return Vec::new() };
    // Only the last part of a quotation over several paragraphs has a place for braces.
    let goes_on = quotations::going_on(context.at.block, marked, context.around).is_some();
    let parts = if goes_on {
        quotations::parts(&context.scope.document, context.at.index, marked)
    } else {
        vec![(context.at, marked)]
    };
    let Some((at, target)) = parts.last() else { return Vec::new() };
    attribute::fixes(context.speakers(), marked, (*at, target))
}
