use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind, Sort};
use crate::sourcing::cue::{self, CueWord, is_statement};
use crate::sourcing::provenance;
use crate::sourcing::reported_speech::{lexicon, reported_speech};
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_language::lexicon::VerbEffect;
use ascribe_language::stance::Stance;
use ascribe_markup::model::Marked;
use ascribe_markup::names::Mention;

pub(super) static RULE: Rule = Rule {
    code: "unanswered-accusation",
    severity: Severity::Hint,
    summary: "An accusation without an answer from the accused.",
    explanation: "\
Reuters asks its reporters to talk to all sides, and anyone who is accused has a right to answer. The rule finds
annotations of what somebody “accused” or “blamed” another for, where the accused is a declared actor named directly
after the verb, and nobody on that side (the actor, those who belong to it, or those it belongs to) denies anything
(`stance=denies`), or says anything with `denies=`, `answers=`, `contradicts=` or `corrects=`, in the document. What is
not said as a fact, but denied, doubted, asked, demanded or promised, is no accusation.

Any answer from that side is enough, whatever it answers. The rule recognises accusations only by these verbs, and the
accused only by a name or `aka`; it skips languages without word lists (`lang:`).

There is no fix: whether there is an answer, and where, is for a person to say.",
    bad: "@jensen: Maria Jensen\n@port: Port of Fenwick\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nJensen accused the Port of Fenwick of [hiding the report]{claim #hidden @jensen ^call}.\n",
    good: "@jensen: Maria Jensen\n@port: Port of Fenwick\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n^letter: Letter of the Port of Fenwick\n  date: 2025-03-04\n  of: @port\n\nJensen accused the Port of Fenwick of [hiding the report]{claim #hidden @jensen ^call}. It wrote that [nothing had been hidden]{claim @port ^letter denies=#hidden}.\n",
    check: Check::Document { provide, find },
    fixes: no_fixes,
};

/// Relations that count as an answer.
const ANSWERING: [&str; 4] = ["denies", "answers", "contradicts", "corrects"];

/// Maximum distance in words from the verb to the name of the accused: “accused the former minister Lund”.
const REACH: usize = 5;

/// Accusations against declared actors in a block: annotation, verb, and mention of the accused.
fn accusations<'a>(context: &Context<'a>) -> Vec<(&'a Marked, CueWord, Mention)> {
    let block = context.at.block;
    let Some(lexicon) = lexicon(context.scope) else { return Vec::new() };
    let accuses = |word: &str| lexicon.verb(word, VerbEffect::Accuses).is_some();
    let is_said = |marked: &&Marked| {
        marked.annotation.is_some()
            && is_statement(marked)
            && provenance::is_attributed(marked)
            && matches!(marked.stance(), Some(Stance::Asserts | Stance::Believes))
    };
    if !cue::has_word(block, accuses) {
        return Vec::new();
    }
    let words = cue::words(block, 0..block.content);
    let mut accusations = Vec::new();
    let mut mentions = None;
    for heard in reported_speech(context.scope, context.at) {
        if heard.stance.is_none() {
            continue;
        }
        let Some(verb) = cue::verb(lexicon, &words, &heard, accuses) else { continue };
        let Some(marked) = heard.marked(block).into_iter().find(is_said) else { continue };
        let mentions = mentions.get_or_insert_with(|| context.scope.names().mentions(context.at));
        let near = words[verb + 1..].iter().take(REACH);
        let mut near = near.take_while(|word| !word.is_parted).map(|word| context.range(word.extent));
        let accused = near.find_map(|word| {
            let place = mentions.partition_point(|it| it.range.end <= word.start);
            mentions.get(place).filter(|it| it.range.start <= word.start)
        });
        if let Some(accused) = accused.filter(|it| !marked.actors().any(|actor| actor.id == it.id)) {
            accusations.push((marked, words[verb].clone(), accused.clone()));
        }
    }
    accusations
}

fn provide(context: &Context<'_>, facts: &mut Vec<Fact>) {
    for (_, _, accused) in accusations(context) {
        let side = provenance::speaks_for(context.scope, &accused.id);
        facts.extend(side.into_iter().map(|id| Fact::query(FactKey::answers(id))));
    }
    for marked in context.at.block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        // A part has the stance of its whole, which provides it.
        let denies = marked.stance() == Some(Stance::Denies) && !marked.is_part();
        if denies || annotation.attributes().any(|attribute| ANSWERING.contains(&&*attribute.key)) {
            let sides = marked.actors().flat_map(|actor| provenance::speaks_for(context.scope, &actor.id));
            facts.extend(sides.map(|id| Fact::new(FactKey::answers(id), FactKind::Used)));
        }
    }
}

fn find(context: &Context<'_>, across: &Across<'_>, findings: &mut Vec<Finding>) {
    for (marked, verb, accused) in accusations(context) {
        let side = provenance::speaks_for(context.scope, &accused.id);
        let answered = |id: &&str| across.has_fact(FactKey::answers(id), Sort::Used);
        if !side.iter().any(answered) {
            let message = format!(
                "`@{}` is accused here, but that side never answers. \
                 If there is an answer, annotate it with `stance=denies`, `denies=` or `answers=`.",
                accused.id
            );
            findings.push(Finding::new(&RULE, verb.extent, message).about(marked));
        }
    }
}
