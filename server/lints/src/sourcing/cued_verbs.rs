//! Verbs that introduce a statement: a quotation, an annotation, or reported speech without one.

use crate::sourcing::cue::{self, CueWord};
use crate::sourcing::quotations;
use crate::sourcing::reported_speech::{ReportedSpeech, lexicon, reported_speech};
use crate::{Context, Finding, Rule};
use ascribe_language::lexicon::Lexicon;
use ascribe_language::words;
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use ascribe_markup::model::{Block, BlockRange, Marked};
use ascribe_markup::policy::QUOTE_WORDS;
use std::collections::HashSet;

/// Minimum confidence for reported speech without an annotation.
const CERTAIN: f32 = 0.75;

/// A verb that introduces a statement.
pub(crate) struct CuedVerb<'a> {
    /// Block of the verb.
    pub block: &'a Block,
    /// All words of the block.
    pub words: &'a [CueWord],
    /// Index of the verb in `words`.
    pub place: usize,
    /// Quotation or annotation of the statement; `None` for reported speech without an annotation.
    pub marked: Option<&'a Marked>,
}

impl CuedVerb<'_> {
    /// The verb in lower case.
    pub fn verb(&self) -> &str {
        &self.words[self.place].lower
    }

    /// The verb as the article has it.
    pub fn written(&self) -> &str {
        self.block.slice(self.words[self.place].extent)
    }

    /// Finding at the verb, about its statement.
    pub fn finding(&self, rule: &'static Rule, message: String) -> Finding {
        let finding = Finding::new(rule, self.words[self.place].extent, message);
        if let Some(marked) = self.marked { finding.about(marked) } else { finding }
    }
}

/// Visits the verbs of a block that introduce a statement and satisfy `is_judged`, given in lower case. Verbs that are
/// negated, modal, passive or quoted are passed over. A verb that introduces several statements is visited until
/// `visit` returns a value.
pub(crate) fn cued_verbs(
    context: &Context<'_>,
    is_judged: impl Fn(&Lexicon, &str) -> bool,
    mut visit: impl FnMut(&Lexicon, &CuedVerb<'_>) -> Option<()>,
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
        if !seen.contains(&verb)
            && visit(lexicon, &CuedVerb { block, words: &words, place, marked }).is_some()
        {
            seen.insert(verb);
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
    let is_own = marked.actors().any(|actor| &*actor.id == AUTHOR);
    is_said && !is_inner && !is_own
}
