use crate::sourcing::{provenance, quotations};
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_language::sentences::ends_sentence;
use ascribe_language::words;
use ascribe_markup::model::{Block, Marked};
use ascribe_markup::policy::QUOTE_WORDS;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "run-together",
    severity: Severity::Info,
    summary: "Quotations of two speakers that run together in one paragraph.",
    explanation: "\
Reuters asks its writers not to run the quotations of different speakers together: until the second speaker is named,
readers take the words for the first one's. The rule finds a quotation that starts its sentence, with no words to
introduce it, in a paragraph that has quoted somebody else before.

The rule skips quotations with words of the article before them in their sentence (“Moe replied: …”), quotations
shorter than `quote-words`, those inside others, and those of a speaker who is not declared as an actor.

There is no fix, since the article's words and paragraphs are never changed.",
    bad: "@jensen: Maria Jensen\n@moe: Ida Moe\n^sitting: Sitting of the council\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^sitting} Jensen said. “You had three of them,”{@moe ^sitting} Moe said.\n",
    good: "@jensen: Maria Jensen\n@moe: Ida Moe\n^sitting: Sitting of the council\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^sitting} Jensen said.\n\n“You had three of them,”{@moe ^sitting} Moe said.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    let least = context.scope.policy.limit(&QUOTE_WORDS) as usize;
    let is_quoted = |marked: &&Marked| {
        marked.is_quotation()
            && !quotations::ancestors(block, marked).any(Marked::is_quotation)
            && words::count(&block.words(marked.content)) >= least
    };
    let mut before: Option<&Marked> = None;
    for marked in block.marked().iter().filter(is_quoted) {
        let speakers = speakers(context, marked);
        if let Some(before) = before.replace(marked)
            && !speakers.is_empty()
            && !self::speakers(context, before).is_empty()
            && speakers.is_disjoint(&self::speakers(context, before))
            && follows(block, before, marked)
        {
            let message = "This quotation follows one of another speaker without an introduction. \
                           Name the speaker first, or start a new paragraph.";
            findings.push(Finding::new(&RULE, marked.extent, message));
        }
    }
}

/// Declared speakers; an undeclared id may be a misspelling of the other speaker's.
fn speakers<'a>(context: &Context<'a>, marked: &'a Marked) -> BTreeSet<&'a str> {
    let declared = provenance::speakers(context.scope, marked);
    declared.into_iter().map(|actor| &*actor.id).collect()
}

/// Whether a quotation starts the sentence after another one.
fn follows(block: &Block, before: &Marked, marked: &Marked) -> bool {
    let start = before.whole().end as usize;
    let between = start..marked.extent.start as usize;
    if between.start > between.end {
        return false;
    }
    let text = block.text[between.clone()].trim_end_matches([' ', '\n', '\r', '[']);
    // With no text between, the second quotation is not part of a sentence of the article.
    text.trim().is_empty()
        || (text.ends_with(['.', '!', '?'])
            && ends_sentence(&block.text, between.start..between.start + text.len()))
}
