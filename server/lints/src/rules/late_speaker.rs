use crate::sourcing::quotations;
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_language::sentences::sentences;
use ascribe_markup::model::{Block, Marked};
use ascribe_markup::policy::QUOTED_SENTENCES;

pub(super) static RULE: Rule = Rule {
    code: "late-speaker",
    severity: Severity::Info,
    summary: "A quotation of several sentences whose speaker is named only after it.",
    explanation: "\
Reuters wants the speaker named early, usually after the first sentence: nobody should have to read on to learn whose
words these are. The rule finds quotations of more than two sentences that open their paragraph, and whose actor is
named after them and not before. Two is the limit `quoted-sentences` in `ascribe.toml`.

The rule skips paragraphs that do not name the speaker at all, such as those that continue a long quotation,
quotations that follow words of the article, and quotations without an actor, whose speaker is unknown.

There is no fix, since the article's words are never changed.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning. The water came at four. By six we were on the roof,”{@jensen ^call} Maria Jensen said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning,”{#warning @jensen ^call} Maria Jensen said. “The water came at four. By six we were on the roof.”{part=#warning}\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    let Some(marked) = block.marked().iter().find(|marked| marked.is_quotation()) else { return };
    let before = &block.text[..marked.extent.start as usize];
    let opens = before.chars().all(|c| c.is_whitespace() || c == '[' || c == '\u{feff}');
    let carries_on = quotations::continued(block, marked, context.around).is_some();
    let limit = context.scope.policy.limit(&QUOTED_SENTENCES) as usize;
    if !opens || carries_on || marked.actors().next().is_none() || length(block, marked) <= limit {
        return;
    }
    let mentions = context.scope.names().mentions(context.at);
    let end = context.range(marked.extent).end;
    let named = mentions.iter().find(|mention| marked.actors().any(|actor| actor.id == mention.id));
    if named.is_some_and(|mention| mention.range.start >= end) {
        let message = format!(
            "The speaker is named only after {} sentences. \
             Name the speaker before the quotation, or after its first sentence.",
            length(block, marked)
        );
        findings.push(Finding::new(&RULE, marked.extent, message));
    }
}

fn length(block: &Block, marked: &Marked) -> usize {
    sentences(&block.text, marked.content.range(), &[]).len()
}
