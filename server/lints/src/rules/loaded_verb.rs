//! `loaded-verb` and `mind-verb`: two checks of the verb that introduces a statement.

use crate::rules::house_verb;
use crate::sourcing::cue;
use crate::sourcing::cued_verbs::{CuedVerb, cued_verbs};
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_language::lexicon::{Lexicon, VerbEffect};

pub(super) static LOADED: Rule = Rule {
    code: "loaded-verb",
    severity: Severity::Info,
    summary: "A reporting verb that passes judgement: claimed, admitted, insisted.",
    explanation: "\
“Said” and “says” are neutral; “claimed” casts doubt, “admitted” implies guilt, “revealed” vouches for the truth, and
textbooks and style guides warn against them all. The rule finds such verbs where they introduce a quotation, an
annotated claim or opinion, or reported speech without an annotation. There is no fix, since the article's words are
never changed: the findings are for whoever writes or studies the article. Verbs that the house style lists are left to
`house-verb`.

The rule skips verbs after a negation or a modal verb (“would not admit that …”), the passive, words that may be nouns
(“rejected claims that …”), verbs within quotations, which are the speaker's own, the article's own statements
(`@author`), and languages without word lists (`lang:`). It cannot judge whether a verb is fair.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen claimed.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen said.\n",
    check: Check::Block(|context, findings| {
        let is_judged = |lexicon: &Lexicon, word: &str| {
            lexicon.judges(word).is_some() && !house_verb::covers(context, word)
        };
        check(&LOADED, context, findings, is_judged, |lexicon, cued| {
            let (effect, _) = lexicon.judges(cued.verb())?;
            Some(match effect {
                VerbEffect::Doubts => "casts doubt on the statement. Consider a neutral verb",
                VerbEffect::Confesses => "presents the statement as a confession. Consider a neutral verb",
                VerbEffect::Insists => "implies that the statement is disputed. Consider a neutral verb",
                VerbEffect::Boasts => "makes the speaker sound boastful. Consider a neutral verb",
                VerbEffect::Endorses => "presents the statement as true. Consider a neutral verb",
                _ => "presents the statement as an attack. Consider a neutral verb",
            })
        });
    }),
    fixes: no_fixes,
};

pub(super) static MIND: Rule = Rule {
    code: "mind-verb",
    severity: Severity::Info,
    summary: "A verb that does not report speech: believes, hopes, smiled.",
    explanation: "\
Nobody knows what somebody else believes, hopes or feels, only what they said about it; and nobody can smile a
sentence. The rule finds such verbs where they introduce a quotation, or an annotated claim or opinion. There is no
fix, since the article's words are never changed.

The rule skips sentences that say that it was said (“said she hopes …”), verbs after a negation or a modal verb, words
that may be nouns (“hopes that …”), the article's own statements (`@author`), and languages without word lists
(`lang:`). Verbs of facial expression, such as “smiled”, are found with quotations only.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nJensen believes that [the bridge is safe]{claim @jensen ^call}.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nJensen said she believes that [the bridge is safe]{claim @jensen ^call}.\n",
    check: Check::Block(|context, findings| {
        let is_judged = |lexicon: &Lexicon, word: &str| {
            lexicon.is_any(word, &[VerbEffect::Mind, VerbEffect::Face])
        };
        check(&MIND, context, findings, is_judged, |lexicon, cued| {
            let marked = cued.marked?;
            if lexicon.verb(cued.verb(), VerbEffect::Face).is_some() {
                return marked.is_quotation().then_some("is not a verb of speech. Write that the words were said");
            }
            let is_asserted = cue::is_asserted(lexicon, cued.block, cued.words, cued.place);
            (!is_asserted).then_some("reports a state of mind. Write what the person said or did")
        });
    }),
    fixes: no_fixes,
};

/// Message about a verb, if it is at fault.
type Judge = fn(&Lexicon, &CuedVerb<'_>) -> Option<&'static str>;

fn check(
    rule: &'static Rule,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
    is_judged: impl Fn(&Lexicon, &str) -> bool,
    judge: Judge,
) {
    cued_verbs(context, is_judged, |lexicon, cued| {
        let fault = judge(lexicon, cued)?;
        findings.push(cued.finding(rule, format!("“{}” {fault}.", cued.written())));
        Some(())
    });
}
