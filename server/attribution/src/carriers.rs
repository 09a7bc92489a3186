//! Finds carriers, who relay a statement: “…, the minister said in an interview, Le Monde reported.”

use super::draft::{Draft, DraftCandidate};
use super::features::at;
use super::token::{Class, TokenShape};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum length of a carrier's name, in tokens.
const LONGEST: usize = 8;

/// Confidence that the person named before the carrier is the speaker.
const RELAYED: f32 = 0.75;

/// Finds the carriers of drafts, and removes their words from the content.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, drafts: &mut Vec<Draft>) {
    for draft in drafts.iter_mut().filter(|draft| !draft.source.is_empty()) {
        if let Some((carrier, cue)) = behind(paragraph, draft.cue.end.max(draft.source.end)) {
            let words = carrier.start.min(cue.start)..cue.end.max(carrier.end);
            draft.content.retain(|range| range.end <= words.start || range.start >= words.end);
            draft.carrier = carrier;
            draft.confidence = draft.confidence.max(RELAYED);
        }
    }
    drafts.retain(|draft| !draft.content.is_empty());
}

/// Removes candidates whose source only relays the statement of another candidate's source.
pub(super) fn without_relays(paragraph: &TokenizedParagraph<'_>, candidates: &mut Vec<DraftCandidate>) {
    /// Minimum probability of the speaker's cue.
    const PROBABLE: f32 = 0.2;
    let speaks =
        |candidate: &&DraftCandidate| candidate.evidence.cue > PROBABLE && !candidate.source.is_empty();
    let relayed = |candidate: &DraftCandidate| behind(paragraph, candidate.cue.end.max(candidate.source.end));
    let mut relays = vec![false; paragraph.tokens.len()];
    for (carrier, cue) in candidates.iter().filter(speaks).filter_map(relayed) {
        relays[carrier.start.min(cue.start)..cue.end].fill(true);
    }
    candidates.retain(|candidate| !relays[candidate.cue.start]);
}

/// Name and verb in “, Le Monde reported.” or “, according to Le Monde.” at the end of a sentence.
fn behind(paragraph: &TokenizedParagraph<'_>, from: usize) -> Option<(Range<usize>, Range<usize>)> {
    if from == 0 {
        return None;
    }
    let sentence = at(paragraph, from, -1).sentence;
    let comma = (from..(from + LONGEST).min(paragraph.tokens.len()))
        .take_while(|token| paragraph.tokens[*token].sentence == sentence)
        .find(|token| paragraph.tokens[*token].class == Class::Comma)?;
    // “said in an interview on Friday,”: only circumstances of the speech.
    let is_plain = |token: usize| {
        let token = &paragraph.tokens[token];
        !matches!(token.class, Class::CuePast | Class::CueThird)
            && token.class != Class::That
            && token.class != Class::Quote
    };
    if !(from..comma).all(is_plain) {
        return None;
    }
    let first = comma + 1;
    let here = |token: usize| at(paragraph, 0, token.cast_signed());
    if here(first).class == Class::According && here(first + 1).class == Class::To {
        let end = name_end(paragraph, first + 2);
        return (end > first + 2 && ends(paragraph, end)).then_some((first + 2..end, first..end));
    }
    let end = name_end(paragraph, first);
    let verb = paragraph.word(end);
    let relays = matches!(verb, "reported" | "reports" | "said" | "says" | "wrote" | "writes" | "quoted");
    (end > first && relays && ends(paragraph, end + 1)).then_some((first..end, first..end + 1))
}

/// End of a name, which may have an article and a common noun.
fn name_end(paragraph: &TokenizedParagraph<'_>, first: usize) -> usize {
    let is_name = |token: &usize| {
        let here = at(paragraph, 0, token.cast_signed());
        let is_article = *token == first && here.class == Class::Determiner;
        is_article
            || matches!(
                here.shape,
                TokenShape::Capital | TokenShape::Capitals | TokenShape::Mixed | TokenShape::Dotted
            )
            || (*token > first
                && matches!(
                    here.class,
                    Class::Of | Class::Role | Class::CueNoun | Class::Other | Class::ApostropheS
                ))
    };
    (first..first + LONGEST).take_while(is_name).last().map_or(first, |last| last + 1)
}

/// Whether only a date stands between a token and the end of the sentence.
fn ends(paragraph: &TokenizedParagraph<'_>, from: usize) -> bool {
    let Some(token) = (from..from + 3).find(|token| {
        !matches!(at(paragraph, 0, token.cast_signed()).class, Class::Day | Class::Preposition)
    }) else {
        return false;
    };
    from >= paragraph.tokens.len() || at(paragraph, 0, token.cast_signed()).class == Class::Period
}
