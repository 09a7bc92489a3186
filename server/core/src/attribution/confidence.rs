//! How likely a candidate is to be right.

use super::candidates::Candidate;
use super::features::{Sink, at, bucket, kind};
use super::hash::{Hash, mix};
use super::quotes::Quoted;
use super::tokens::Paragraph;

/// One for the content, one for content and source.
pub const COLUMNS: usize = 2;

/// The logistic function.
pub fn squash(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// A probability in one of nine steps.
fn step(probability: f32) -> u32 {
    let steps = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99];
    steps.iter().filter(|step| probability > **step).count() as u32
}

/// The features of the candidate at `place`, beside the others of its paragraph.
pub fn features(paragraph: &Paragraph<'_>, candidates: &[Candidate], place: usize) -> Vec<Hash> {
    let candidate = &candidates[place];
    let evidence = candidate.evidence;
    let tokens = &paragraph.tokens;
    let cue = &tokens[candidate.cue.clone()];
    let last_of_cue = cue.iter().rev().find(|token| token.class.is_cue_verb()).or(cue.last());
    let chief = last_of_cue.unwrap_or(&super::features::NONE);
    let words = cue.iter().fold(3, |hash, token| mix(hash, token.word));
    let length = candidate.content_tokens().count();
    let quoted = candidate.content_tokens().filter(|token| tokens[*token].quoted != Quoted::Outside).count();
    let share = if quoted == length { 2 } else { u32::from(quoted > 0) };
    let first = candidate.content.first().map_or(0, |range| range.start);
    let end = candidate.content.last().map_or(0, |range| range.end);
    // Others that want the same words, and others that this one is said in.
    let (mut rival, mut outer, mut inner) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (other, rest) in candidates.iter().enumerate().filter(|(other, _)| *other != place) {
        let _ = other;
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
    let (c, s, x) = (step(evidence.cue), step(evidence.speech), step(evidence.exact));
    let (t, b, o) = (step(evidence.content), step(evidence.borders), step(evidence.source));
    let has_source = u32::from(!candidate.source.is_empty());
    let side = u32::from(first < candidate.cue.start) * 2 + u32::from(end > candidate.cue.end);

    let mut hashes = Vec::with_capacity(48);
    let mut sink = Sink::new(&mut hashes, 2000, 0);
    sink.add([1]);
    sink.add([c]);
    sink.add([s]);
    sink.add([x]);
    sink.add([t]);
    sink.add([b]);
    sink.add([o, has_source]);
    sink.add([c, s]);
    sink.add([c, t]);
    sink.add([s, t]);
    sink.add([c, s, t]);
    sink.add([b, t]);
    sink.add([x, b]);
    sink.add([o, t, has_source]);
    sink.add([o, c, has_source]);
    sink.add([rival]);
    sink.add([outer]);
    sink.add([inner]);
    sink.add([rival, c]);
    sink.add([outer, c]);
    sink.add([inner, s]);
    sink.add([outer, s]);
    sink.add([share, t]);
    sink.add([share, c, side]);
    sink.add([share, form]);
    sink.add([form, side]);
    sink.add([form, c]);
    sink.add([chief.word]);
    sink.add([words]);
    sink.add([words, side]);
    sink.add([chief.word, side, has_source]);
    sink.add([has_source, form]);
    sink.add([chief.quoted as u32, share, c]);
    sink.add([bucket(length), t]);
    sink.add([bucket(length), share]);
    sink.add([bucket(candidate.content.len()), t]);
    sink.add([bucket(candidate.source.len()), o]);
    sink.add([kind(at(paragraph, first, -1)), kind(at(paragraph, first, 0))]);
    sink.add([kind(at(paragraph, end, -1)), kind(at(paragraph, end, 0))]);
    sink.add([kind(at(paragraph, first, 0)), form]);
    sink.add([u32::from(paragraph.is_title_case), c]);
    hashes
}
