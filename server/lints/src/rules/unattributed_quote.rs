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
Whoever is quoted must be named, or it must be said why not: AP and Reuters attribute every quotation. The rule
finds quotations of three or more words that name no `@actor`, and quotations of any length that are marked
`quote`. A quotation over several paragraphs counts as one, and is attributed when one of its parts is.

Three is the limit `quote-words` of `ascribe.toml`: shorter ones are mostly terms or scare quotes.

It leaves alone quotations that are not closed (`unbalanced-quote` stands there), shorter ones that are not
marked (terms, scare quotes), those inside another quotation, an annotation that has an actor or one that ought to
have it, parts (`part=#label`), quotations marked as something else, such as the title of a book: `“…”{mention}`, and, in
English, those written like one: “The Tin Drum”. Where a script puts no blanks between words, two characters count as
one word.",
    bad: "“We had no warning at all,” she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let speakers = OnceCell::new();
    for marked in context.at.block.marked().iter().filter(|marked| wants_speaker(context, marked)) {
        let speakers = speakers.get_or_init(|| Speakers::new(context.scope, context.at));
        let likely = speakers.near(marked).into_iter().next();
        let goes_on = quotations::going_on(context.at.block, marked, context.around).is_some();
        let id = likely.as_ref().map_or("id", |(id, _)| id);
        let mend = match &marked.annotation {
            _ if goes_on => format!("put `{{@{id}}}` behind its last part"),
            Some(_) => format!("add `@{id}` to its braces"),
            None => format!("put `{{@{id}}}` behind it"),
        };
        let message = match likely {
            Some((_, name)) => format!("This quotation names no speaker. If it is {name}, {mend}."),
            None => format!("This quotation names no speaker. To name one, {mend}."),
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
    attribute::fixes(context.speakers(), marked, (at.start, target))
}
