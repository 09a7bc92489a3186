//! Quotations that no cue introduces: those that go on, signatures, transcripts.

use super::candidates::Candidate;
use super::lexicon::Class;
use super::quotes::{Quotation, Quoted};
use super::reading::{Before, Draft};
use super::tokens::{Paragraph, Shape};
use std::ops::Range;

/// How sure it is that a quotation that was left open goes on with the next paragraph's opening mark.
const GOES_ON: f32 = 0.9;
/// … that a quotation belongs to what announced it at the end of the paragraph before, by a colon.
const ANNOUNCED: f32 = 0.75;
/// … that a closed quotation without a cue is by who spoke in the paragraph before.
const SAME_SPEAKER: f32 = 0.5;
/// … that a name behind a dash signs a quotation.
const SIGNED: f32 = 0.85;
/// … that “NAME: …” is a transcript.
const TRANSCRIPT: f32 = 0.75;

/// A quotation of fewer words than this may be a title or a term.
const SHORTEST: usize = 3;

/// Adds quotations without a cue to the drafts that they belong to, or as drafts of their own.
pub(super) fn adopt(paragraph: &Paragraph<'_>, before: Before, drafts: &mut Vec<Draft>) {
    if drafts.is_empty()
        && let Some(draft) = transcript(paragraph)
    {
        drafts.push(draft);
        return;
    }
    for quotation in &paragraph.quotations {
        let tokens = quotation.first..quotation.last + 1;
        if is_covered(&tokens, drafts) {
            continue;
        }
        let starts = quotation.first == 0;
        if let Some(draft) = signed(paragraph, quotation) {
            drafts.push(draft);
        } else if starts && before.open {
            drafts.push(going_on(tokens, GOES_ON));
        } else if words(paragraph, &tokens) < SHORTEST {
            continue;
        } else if starts && before.announced {
            drafts.push(going_on(tokens, ANNOUNCED));
        } else if let Some(place) = neighbour(paragraph, quotation, drafts) {
            let draft = &mut drafts[place];
            draft.content.push(tokens);
            draft.content.sort_by_key(|range| range.start);
        } else if starts && before.spoke && is_alone(paragraph, quotation) {
            drafts.push(going_on(tokens, SAME_SPEAKER));
        }
    }
}

/// Whether a paragraph ends with a colon behind a sentence in which somebody speaks.
pub(super) fn announces(paragraph: &Paragraph<'_>, drafts: &[Draft]) -> bool {
    let Some(last) = paragraph.tokens.last() else { return false };
    let in_last = |draft: &Draft| {
        let sentence = paragraph.tokens.get(draft.cue.start).map(|token| token.sentence);
        !draft.continues && sentence == Some(last.sentence) && !draft.source.is_empty()
    };
    last.class == Class::Colon && drafts.iter().any(in_last)
}

/// “The minister replied:” at the end of a paragraph: a draft without content, which the next paragraph has.
pub(super) fn announcement(
    paragraph: &Paragraph<'_>,
    candidates: &[Candidate],
    drafts: &[Draft],
) -> Option<Draft> {
    /// The cue may be as far from the colon, in tokens.
    const FARTHEST: usize = 8;
    let end = paragraph.tokens.len();
    let last = paragraph.tokens.last().filter(|last| last.class == Class::Colon)?;
    if announces(paragraph, drafts) {
        return None;
    }
    let is_here = |candidate: &&Candidate| {
        let cue = &paragraph.tokens[candidate.cue.clone()];
        let is_near = candidate.cue.end + FARTHEST >= end && cue[0].sentence == last.sentence;
        is_near && !candidate.source.is_empty() && candidate.source.start + 40 > end
    };
    let candidate =
        candidates.iter().filter(is_here).max_by(|a, b| a.evidence.cue.total_cmp(&b.evidence.cue))?;
    let is_new = !drafts.iter().any(|draft| draft.cue == candidate.cue);
    is_new.then(|| Draft {
        cue: candidate.cue.clone(),
        source: candidate.source.clone(),
        confidence: ANNOUNCED,
        ..Draft::default()
    })
}

fn going_on(tokens: Range<usize>, confidence: f32) -> Draft {
    Draft { content: vec![tokens], continues: true, confidence, ..Draft::default() }
}

/// Whether half of a stretch or more is said by somebody already.
fn is_covered(tokens: &Range<usize>, drafts: &[Draft]) -> bool {
    let contents = drafts.iter().flat_map(|draft| draft.content.iter().chain([&draft.source, &draft.cue]));
    let covered: usize =
        contents.map(|range| range.end.min(tokens.end).saturating_sub(range.start.max(tokens.start))).sum();
    covered * 2 >= tokens.len()
}

fn words(paragraph: &Paragraph<'_>, tokens: &Range<usize>) -> usize {
    paragraph.tokens[tokens.clone()].iter().filter(|token| token.shape != Shape::Mark).count()
}

/// Whether nothing stands outside of the quotation.
fn is_alone(paragraph: &Paragraph<'_>, quotation: &Quotation) -> bool {
    paragraph.tokens.len() - (quotation.last + 1 - quotation.first) < 2
}

/// The draft whose quotation ends just before this one, or starts just behind it, with no other words between but
/// those of its source and cue.
fn neighbour(paragraph: &Paragraph<'_>, quotation: &Quotation, drafts: &[Draft]) -> Option<usize> {
    let quotes = |draft: &Draft| {
        let mut tokens = draft.content.iter().flat_map(Range::clone);
        tokens.any(|token| paragraph.tokens[token].quoted != Quoted::Outside)
    };
    let known = |draft: &Draft| !draft.source.is_empty() && quotes(draft);
    let end = |draft: &Draft| {
        let ranges = draft.content.iter().chain([&draft.source, &draft.cue]);
        ranges.map(|range| range.end).filter(|end| *end <= quotation.first).max()
    };
    let before = drafts.iter().enumerate().filter(|(_, draft)| known(draft));
    let before = before.filter_map(|(place, draft)| Some((end(draft)?, place))).max()?;
    let between = &paragraph.tokens[before.0..quotation.first];
    let sentences = |token: usize| paragraph.tokens.get(token).map_or(0, |token| token.sentence);
    let is_near = sentences(quotation.first) <= sentences(before.0.saturating_sub(1)) + 1;
    let has_speaker = between.iter().any(|token| token.class.is_cue_verb() || token.class == Class::Colon);
    (is_near && !has_speaker && between.len() < 12).then_some(before.1)
}

/// “…” — Name
fn signed(paragraph: &Paragraph<'_>, quotation: &Quotation) -> Option<Draft> {
    /// A signature is not longer than this, in tokens.
    const LONGEST: usize = 20;
    let dash = quotation.last + 1;
    let tokens = &paragraph.tokens;
    if !quotation.closed || tokens.get(dash)?.class != Class::Dash || tokens.len() - dash > LONGEST {
        return None;
    }
    let first = tokens.get(dash + 1)?;
    let is_name =
        !matches!(first.shape, Shape::Small | Shape::Mark | Shape::Digits) && !first.class.is_closed();
    let has_verb = tokens[dash..]
        .iter()
        .any(|token| matches!(token.class, Class::CuePast | Class::CueThird | Class::Be | Class::Modal));
    let source = dash + 1..tokens.len() - usize::from(tokens.last()?.class == Class::Period);
    (is_name && !has_verb).then(|| Draft {
        content: vec![quotation.first..quotation.last + 1],
        cue: dash..dash + 1,
        source,
        confidence: SIGNED,
        ..Draft::default()
    })
}

/// “WALLACE: But, Governor …”, “Q: …” left out.
fn transcript(paragraph: &Paragraph<'_>) -> Option<Draft> {
    /// The name is not longer than this, in tokens.
    const LONGEST: usize = 5;
    let tokens = &paragraph.tokens;
    let colon = tokens.iter().take(LONGEST + 1).position(|token| token.class == Class::Colon)?;
    let name = tokens.get(..colon)?;
    let is_name = name.iter().all(|token| {
        matches!(token.shape, Shape::Capitals | Shape::Initial | Shape::Dotted) || token.class == Class::Title
    }) && name.iter().any(|token| token.shape == Shape::Capitals);
    let rest = colon + 1..tokens.len();
    (is_name && rest.len() >= SHORTEST && tokens[colon + 1].spaced).then(|| Draft {
        content: vec![rest],
        cue: colon..colon + 1,
        source: 0..colon,
        confidence: TRANSCRIPT,
        ..Draft::default()
    })
}
