//! Confidence of candidates.

use super::draft::DraftCandidate;
use super::features::{Sink, at, bucket, kind};
use super::hash::{Hash, mix};
use super::spans;
use super::token::Quoted;
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Columns: content right, content and source right.
pub const COLUMNS: usize = 2;

/// Logistic function.
pub fn squash(sum: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-sum))
}

/// Amount subtracted from a score before computing the confidence, since articles differ from the training data.
pub const CAUTION: f32 = 0.25;

/// Confidence of a candidate that was selected. Among rivals the better one is right more often than its score says, as
/// counted on articles that nothing was learned from: of scores from 0.3 to 0.5, more than half.
pub fn calibrated(score: f32) -> f32 {
    /// Scores from here on are kept.
    const SURE: f32 = 0.7;
    if score < SURE { f32::midpoint(SURE, score) } else { score }
}

/// Quantises a probability into nine steps.
fn step(probability: f32) -> u32 {
    let steps = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99];
    steps.iter().filter(|step| probability > **step).count() as u32
}

/// Other candidates close enough to overlap with the one at `place`; candidates are in the order of their cues.
fn neighbours(candidates: &[DraftCandidate], place: usize) -> impl Iterator<Item = &DraftCandidate> {
    let (before, rest) = candidates.split_at(place);
    let here = &candidates[place].cue;
    let reaches =
        |a: &Range<usize>, b: &Range<usize>| a.end + spans::REACH.1 > b.start.saturating_sub(spans::REACH.0);
    let before = before.iter().rev().take_while(move |other| reaches(&other.cue, here));
    before.chain(rest.iter().skip(1).take_while(move |other| reaches(here, &other.cue)))
}

/// Features of the candidate at `place`, in the context of the other candidates of its paragraph.
pub fn features(
    paragraph: &TokenizedParagraph<'_>,
    candidates: &[DraftCandidate],
    place: usize,
) -> Vec<Hash> {
    let candidate = &candidates[place];
    let evidence = candidate.evidence;
    let tokens = &paragraph.tokens;
    let said = &tokens[candidate.cue.clone()];
    let last_of_cue = said.iter().rev().find(|token| token.class.is_cue_verb()).or(said.last());
    let chief = last_of_cue.unwrap_or(&super::features::NONE);
    let words = said.iter().fold(3, |hash, token| mix(hash, token.word));
    let length = candidate.content_tokens().count();
    let quoted = candidate.content_tokens().filter(|token| tokens[*token].quoted != Quoted::Outside).count();
    let share = if quoted == length { 2 } else { u32::from(quoted > 0) };
    let first = candidate.content.first().map_or(0, |range| range.start);
    let end = candidate.content.last().map_or(0, |range| range.end);
    // Rivals for the same words, enclosing candidates and enclosed candidates.
    let (mut rival, mut outer, mut inner) = (0.0_f32, 0.0_f32, 0.0_f32);
    for rest in neighbours(candidates, place) {
        let guess = rest.guess();
        let shares =
            rest.content.iter().any(|a| candidate.content.iter().any(|b| a.start < b.end && b.start < a.end));
        if rest.content.iter().any(|range| range.contains(&candidate.cue.start)) {
            outer = outer.max(guess);
        } else if candidate.content.iter().any(|range| range.contains(&rest.cue.start)) {
            inner = inner.max(guess);
        } else if shares {
            rival = rival.max(guess);
        }
    }
    let (rival, outer, inner) = (step(rival), step(outer), step(inner));
    let form = u32::from(chief.cue) * 64 + chief.class as u32;
    let (cue, speech, exact) = (step(evidence.cue), step(evidence.speech), step(evidence.exact));
    let (inside, borders, source) = (step(evidence.content), step(evidence.borders), step(evidence.source));
    let has_source = u32::from(!candidate.source.is_empty());
    let side = u32::from(first < candidate.cue.start) * 2 + u32::from(end > candidate.cue.end);

    let mut hashes = Vec::with_capacity(48);
    let mut sink = Sink::new(&mut hashes, 2000, 0);
    sink.add([1]);
    sink.add([cue]);
    sink.add([speech]);
    sink.add([exact]);
    sink.add([inside]);
    sink.add([borders]);
    sink.add([source, has_source]);
    sink.add([cue, speech]);
    sink.add([cue, inside]);
    sink.add([speech, inside]);
    sink.add([cue, speech, inside]);
    sink.add([borders, inside]);
    sink.add([exact, borders]);
    sink.add([source, inside, has_source]);
    sink.add([source, cue, has_source]);
    sink.add([rival]);
    sink.add([outer]);
    sink.add([inner]);
    sink.add([rival, cue]);
    sink.add([outer, cue]);
    sink.add([inner, speech]);
    sink.add([outer, speech]);
    sink.add([share, inside]);
    sink.add([share, cue, side]);
    sink.add([share, form]);
    sink.add([form, side]);
    sink.add([form, cue]);
    sink.add([chief.word]);
    sink.add([words]);
    sink.add([words, side]);
    sink.add([chief.word, side, has_source]);
    sink.add([has_source, form]);
    sink.add([chief.quoted as u32, share, cue]);
    sink.add([bucket(length), inside]);
    sink.add([bucket(length), share]);
    sink.add([bucket(candidate.content.len()), inside]);
    sink.add([bucket(candidate.source.len()), source]);
    sink.add([kind(at(paragraph, first, -1)), kind(at(paragraph, first, 0))]);
    sink.add([kind(at(paragraph, end, -1)), kind(at(paragraph, end, 0))]);
    sink.add([kind(at(paragraph, first, 0)), form]);
    sink.add([u32::from(paragraph.is_title_case), cue]);
    hashes
}
