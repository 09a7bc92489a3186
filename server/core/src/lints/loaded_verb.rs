//! `loaded-verb` and `mind-verb`: two checks of the verb that introduces what is said.

use super::{Check, Context, Finding, Rule, Severity, no_fixes};
use crate::lexicon::{Lexicon, Stance};
use crate::model::vocabulary::Kind;
use crate::model::{Extent, Marked};
use crate::policy::QUOTE_WORDS;
use crate::sourcing::frame::{self, Cue};
use crate::sourcing::quotations;
use crate::words;

pub(super) static LOADED: Rule = Rule {
    code: "loaded-verb",
    severity: Severity::Info,
    summary: "A verb that judges what it introduces: claimed, admitted, insisted.",
    explanation: "\
“Said” and “says” are neutral; “claimed” casts doubt, “admitted” makes a confession of it, “revealed” says that it is
true, and textbooks and style guides warn of them all. The rule finds such verbs where they introduce a quotation, or an
annotated claim or opinion: directly before it, or behind it as its tag. The words of an article are never
changed, so that there is no fix: what is found is for whoever writes or studies it.

It is silent behind a negation or a modal verb (“would not admit that …”), in the passive, where the word may be a
noun (“rejected claims that …”), for `cue` annotations that say so (`allow=loaded-verb`), for the article's own
statements (`@author`), and in languages without word lists (`lang:`). Whether the verb is fair is not for a machine to say.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen claimed.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} Jensen said.\n",
    check: Check::Block(|context, findings| {
        check(&LOADED, context, findings, |lexicon, _, cue| {
            let (stance, _) = lexicon.judges(&cue.verb.lower)?;
            Some(match stance {
                Stance::Doubts => "casts doubt on what it introduces",
                Stance::Confesses => "makes a confession of what it introduces",
                Stance::Insists => "hints at somebody who does not believe it",
                Stance::Boasts => "makes the speaker vain",
                Stance::Endorses => "tells the reader that it is true",
                _ => "makes an attack of what it introduces",
            })
        });
    }),
    fixes: no_fixes,
};

pub(super) static MIND: Rule = Rule {
    code: "mind-verb",
    severity: Severity::Info,
    summary: "A verb for what nobody can know, or that utters no words: believes, hopes, smiled.",
    explanation: "\
Nobody knows what somebody else believes, hopes or feels, only what was said of it; and nobody smiles a sentence. The
rule finds such verbs where they introduce a quotation, or an annotated claim or opinion: directly before it, or
behind it as its tag. The words of an article are never changed, so that there is no fix.

It is silent where the sentence says that it was said (“said she hopes …”), behind a negation or a modal verb, where the
word may be a noun (“hopes that …”), for the article's own statements (`@author`), and in languages without word lists
(`lang:`). Verbs of the face, such as “smiled”, are found with quotations only.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nJensen believes that [the bridge is safe]{claim @jensen ^call}.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nJensen said she believes that [the bridge is safe]{claim @jensen ^call}.\n",
    check: Check::Block(|context, findings| {
        check(&MIND, context, findings, |lexicon, marked, cue| {
            if cue.is_told {
                return None;
            }
            let is = |stance| lexicon.verb(&cue.verb.lower, stance).is_some();
            if is(Stance::Mind) {
                Some("tells what goes on in a mind, and nobody can know that; say how it was shown")
            } else {
                (marked.is_quotation() && is(Stance::Face)).then_some("utters no words; say that they were said")
            }
        });
    }),
    fixes: no_fixes,
};

type Judge = fn(&Lexicon, &Marked, &Cue) -> Option<&'static str>;

fn check(rule: &'static Rule, context: &Context<'_>, findings: &mut Vec<Finding>, judge: Judge) {
    let Some(lexicon) = frame::lexicon(context.scope) else { return };
    let block = context.at.block;
    let mut seen: Vec<Extent> = Vec::new();
    for marked in block.marked().iter().filter(|marked| is_said(context, marked)) {
        let Some(cue) = frame::cue(lexicon, block, marked) else { continue };
        let Some(fault) = judge(lexicon, marked, &cue) else { continue };
        if !seen.contains(&cue.verb.extent) {
            seen.push(cue.verb.extent);
            let message = format!("“{}” {fault}.", block.slice(cue.verb.extent));
            findings.push(Finding::new(rule, cue.verb.extent, message).about(marked));
        }
    }
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
    let is_own = marked.actors().any(|actor| &*actor.id == crate::model::vocabulary::AUTHOR);
    is_said && !is_inner && !is_own
}
