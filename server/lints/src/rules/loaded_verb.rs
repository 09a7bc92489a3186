//! `loaded-verb` and `mind-verb`: two checks of the verb that introduces a statement.

use crate::sourcing::cue::{self, CueWord};
use crate::sourcing::quotations;
use crate::sourcing::reported_speech::{ReportedSpeech, lexicon, reported_speech};
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_language::lexicon::{Lexicon, VerbEffect};
use ascribe_language::words;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, BlockRange, Marked};
use ascribe_markup::policy::QUOTE_WORDS;
use std::collections::HashSet;

/// Minimum confidence for reported speech without an annotation.
const CERTAIN: f32 = 0.75;

pub(super) static LOADED: Rule = Rule {
    code: "loaded-verb",
    severity: Severity::Info,
    summary: "A reporting verb that passes judgement: claimed, admitted, insisted.",
    explanation: "\
“Said” and “says” are neutral; “claimed” casts doubt, “admitted” implies guilt, “revealed” vouches for the truth, and
textbooks and style guides warn against them all. The rule finds such verbs where they introduce a quotation, an
annotated claim or opinion, or reported speech without an annotation. There is no fix, since the article's words are
never changed: the findings are for whoever writes or studies the article.

The rule skips verbs after a negation or a modal verb (“would not admit that …”), the passive, words that may be nouns
(“rejected claims that …”), verbs within quotations, which are the speaker's own, the article's own statements
(`@author`), and languages without word lists (`lang:`). It cannot judge whether a verb is fair.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen claimed.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen said.\n",
    check: Check::Block(|context, findings| {
        let is_judged = |lexicon: &Lexicon, word: &str| lexicon.judges(word).is_some();
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
type Judge = fn(&Lexicon, &CuedQuote<'_>) -> Option<&'static str>;

/// A verb that introduces a statement.
struct CuedQuote<'a> {
    block: &'a Block,
    words: &'a [CueWord],
    place: usize,
    /// Quotation or annotation of the statement; `None` for reported speech without an annotation.
    marked: Option<&'a Marked>,
}

impl CuedQuote<'_> {
    fn verb(&self) -> &str {
        &self.words[self.place].lower
    }
}

fn check(
    rule: &'static Rule,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
    is_judged: fn(&Lexicon, &str) -> bool,
    judge: Judge,
) {
    let block = context.at.block;
    let Some(lexicon) = lexicon(context.scope) else { return };
    if !cue::has_word(block, |word| is_judged(lexicon, word)) {
        return;
    }
    let words = cue::words(block, 0..block.content);
    let mut seen: HashSet<BlockRange> = HashSet::new();
    for heard in reported_speech(context.scope, context.at) {
        let Some(place) = cue::verb(lexicon, &words, &heard, |word| is_judged(lexicon, word)) else {
            continue;
        };
        let verb = words[place].extent;
        let touched = heard.marked(block);
        let marked = touched.iter().copied().find(|marked| is_said(context, marked));
        let is_likely = || heard.confidence >= CERTAIN && is_clause(lexicon, &words, place, &heard);
        if is_quoted(block, verb) || (marked.is_none() && !(touched.is_empty() && is_likely())) {
            continue;
        }
        let cued = CuedQuote { block, words: &words, place, marked };
        let Some(fault) = judge(lexicon, &cued) else { continue };
        if seen.insert(verb) {
            let message = format!("“{}” {fault}.", block.slice(verb));
            let finding = Finding::new(rule, verb, message);
            findings.push(if let Some(marked) = marked { finding.about(marked) } else { finding });
        }
    }
}

/// Whether words are inside a quotation, and thus the speaker's own.
fn is_quoted(block: &Block, words: BlockRange) -> bool {
    let holds = |marked: &Marked| marked.extent.start < words.start && words.end < marked.extent.end;
    block.marked_touching(words).any(|marked| marked.is_quotation() && holds(marked))
}

/// Whether the verb takes a clause: “revealed that …”, “they insist it …”, but not “revealed a new logo”.
fn is_clause(lexicon: &Lexicon, words: &[CueWord], place: usize, heard: &ReportedSpeech) -> bool {
    let starts = |word: &CueWord| {
        word.is_capital || ["clauses", "pronouns"].iter().any(|it| lexicon.is(it, &word.lower))
    };
    heard.content.iter().any(|part| part.end <= words[place].extent.start)
        || words.get(place + 1).is_some_and(starts)
}

/// Whether it is somebody's statement: annotated as one, or a quotation that is long enough.
fn is_said(context: &Context<'_>, marked: &Marked) -> bool {
    let block = context.at.block;
    let least = context.scope.policy.limit(&QUOTE_WORDS) as usize;
    let is_inner = quotations::ancestors(block, marked).any(Marked::is_quotation);
    let is_said = match marked.kind() {
        Kind::Quote => {
            marked.actors().next().is_some() || words::count(&block.words(marked.content)) >= least
        }
        Kind::Claim | Kind::Opinion => true,
        _ => false,
    };
    let is_own = marked.actors().any(|actor| &*actor.id == ascribe_markup::model::vocabulary::AUTHOR);
    is_said && !is_inner && !is_own
}
