//! Attaches quotations that no cue introduces: continuations, signed quotations, and those that a verb follows.

use super::announcements::ANNOUNCED;
use super::draft::{Draft, DraftCandidate};
use super::letters;
use super::lone_quotes::{INTRODUCED, heading, lone, reported, whom_about};
use super::quotes::SHORTEST;
use super::sources::{phrase, subject};
use super::statement::Before;
use super::token::{Class, Quotation, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use super::transcripts;
use std::ops::Range;

/// Confidence that an unclosed quotation continues at the opening mark of the next paragraph.
const GOES_ON: f32 = 0.9;
/// Confidence that a closed quotation without a cue has the speaker of the previous paragraph.
const SAME_SPEAKER: f32 = 0.5;
/// Confidence that it has the speaker of indirect speech at the end of the previous paragraph.
const TOLD: f32 = 0.4;
/// Confidence that a name after a dash signs a quotation.
const SIGNED: f32 = 0.85;
/// Confidence that a subject and a verb after a quotation name its speaker.
const FOLLOWED: f32 = 0.7;

/// Adds quotations without a cue to their drafts, or as new drafts.
pub(super) fn attach(
    paragraph: &TokenizedParagraph<'_>,
    before: Before,
    candidates: &[DraftCandidate],
    drafts: &mut Vec<Draft>,
) {
    if (drafts.is_empty() || transcripts::is_surely_spoken(paragraph))
        && let Some(draft) = transcripts::read(paragraph)
    {
        drafts.clear();
        drafts.push(draft);
        return;
    }
    if let Some(draft) = letters::read(paragraph) {
        drafts.clear();
        drafts.push(draft);
        return;
    }
    if letters::is_addressed(paragraph) {
        drafts.retain(|draft| draft.source.start > 1 || draft.source.is_empty());
    }
    for quotation in &paragraph.quotations {
        let tokens = quotation.first..quotation.last + 1;
        match reach(&tokens, drafts) {
            Reach::Free => match doubtful(paragraph, &tokens, candidates, drafts) {
                Some(mut draft) => {
                    let before = quotation.first.checked_sub(1);
                    let led = before.map(|before| sentence_before(paragraph, before));
                    if led
                        .and_then(|led| heading(paragraph, &led))
                        .is_some_and(|source| source == draft.source)
                    {
                        draft.confidence = draft.confidence.max(INTRODUCED);
                    }
                    drafts.push(draft);
                }
                None => found(paragraph, quotation, before, drafts),
            },
            Reach::Part(place) => add(&mut drafts[place], tokens),
            Reach::Taken => {}
        }
    }
}

/// Likeliest candidate that has a source and covers most of a quotation: a doubtful one is better than none.
fn doubtful(
    paragraph: &TokenizedParagraph<'_>,
    tokens: &Range<usize>,
    candidates: &[DraftCandidate],
    drafts: &[Draft],
) -> Option<Draft> {
    if words(paragraph, tokens) < SHORTEST {
        return None;
    }
    let candidate = candidates.iter().find(|candidate| {
        let shared =
            |part: &Range<usize>| part.end.min(tokens.end).saturating_sub(part.start.max(tokens.start));
        let inside: usize = candidate.content.iter().map(shared).sum();
        let is_free = |range: &Range<usize>| matches!(reach(range, drafts), Reach::Free);
        let is_apart = || candidate.content.iter().chain([&candidate.cue]).all(is_free);
        inside * 2 > tokens.len() && !candidate.source.is_empty() && is_apart()
    })?;
    Some(candidate.into())
}

/// Attributes a quotation that no candidate covers.
fn found(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation, before: Before, drafts: &mut Vec<Draft>) {
    let tokens = quotation.first..quotation.last + 1;
    let starts = quotation.first == 0;
    let is_long = words(paragraph, &tokens) >= SHORTEST;
    let own = signed(paragraph, quotation).or_else(|| followed(paragraph, quotation).filter(|_| is_long));
    let is_apart = |draft: &Draft| {
        [&draft.cue, &draft.source].into_iter().all(|range| matches!(reach(range, drafts), Reach::Free))
    };
    let own = own.filter(is_apart).or_else(|| led_in(paragraph, quotation, drafts).filter(|_| is_long));
    if let Some(draft) = own {
        drafts.push(draft);
    } else if starts && before.open {
        drafts.push(going_on(tokens, GOES_ON));
    } else if is_long && starts && before.announced {
        drafts.push(going_on(tokens, ANNOUNCED));
    } else if is_long && let Some(place) = neighbour(paragraph, quotation, drafts) {
        add(&mut drafts[place], tokens);
    } else if is_long && starts && before.spoke && is_alone(paragraph, quotation) {
        drafts.push(going_on(tokens, SAME_SPEAKER));
    } else if is_long && starts && before.told && is_alone(paragraph, quotation) {
        drafts.push(going_on(tokens, TOLD));
    } else if is_long && let Some(draft) = lone(paragraph, quotation, drafts) {
        drafts.push(draft);
    }
}

/// Tokens of a sentence up to and including the token `last`.
pub(super) fn sentence_before(paragraph: &TokenizedParagraph<'_>, last: usize) -> Range<usize> {
    let tokens = &paragraph.tokens;
    let start = tokens[..last].iter().rposition(|token| token.sentence != tokens[last].sentence);
    start.map_or(0, |start| start + 1)..last + 1
}

/// Overlap of a quotation with existing drafts.
pub(super) enum Reach {
    /// Free of overlap.
    Free,
    /// Less than half, as content of the draft at this index alone.
    Part(usize),
    /// More, or by several drafts.
    Taken,
}

pub(super) fn reach(tokens: &Range<usize>, drafts: &[Draft]) -> Reach {
    let shared =
        |range: &Range<usize>| range.end.min(tokens.end).saturating_sub(range.start.max(tokens.start));
    let mut reach = Reach::Free;
    for (place, draft) in drafts.iter().enumerate() {
        let content: usize = draft.content.iter().map(shared).sum();
        let others = shared(&draft.cue) + shared(&draft.source) + shared(&draft.carrier);
        reach = match (content, others, reach) {
            (0, 0, reach) => reach,
            (content, 0, Reach::Free) if content * 2 < tokens.len() => Reach::Part(place),
            _ => return Reach::Taken,
        };
    }
    reach
}

/// Adds a range to the content of a draft, merging it with ranges it touches.
fn add(draft: &mut Draft, tokens: Range<usize>) {
    let mut whole = tokens;
    draft.content.retain(|part| {
        let apart = part.end < whole.start || whole.end < part.start;
        if !apart {
            whole = whole.start.min(part.start)..whole.end.max(part.end);
        }
        apart
    });
    draft.content.push(whole);
    draft.content.sort_by_key(|part| part.start);
}

fn going_on(tokens: Range<usize>, confidence: f32) -> Draft {
    Draft { content: vec![tokens], continues: true, confidence, ..Draft::default() }
}

fn words(paragraph: &TokenizedParagraph<'_>, tokens: &Range<usize>) -> usize {
    paragraph.tokens[tokens.clone()].iter().filter(|token| token.shape != TokenShape::Mark).count()
}

/// Whether there is no text outside of the quotation.
fn is_alone(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation) -> bool {
    paragraph.tokens.len() - (quotation.last + 1 - quotation.first) < 2
}

/// Index of the draft whose quotation ends just before this one, with only its source and cue in between, or with a
/// sentence in between if both are whole sentences.
fn neighbour(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation, drafts: &[Draft]) -> Option<usize> {
    let quotes = |draft: &Draft| {
        let mut tokens = draft.content.iter().flat_map(Range::clone);
        tokens.any(|token| paragraph.tokens[token].quoted != Quoted::Outside)
    };
    let known = |draft: &Draft| !draft.source.is_empty() && quotes(draft);
    let end = |draft: &Draft| {
        let ranges = draft.content.iter().chain([&draft.source, &draft.cue]);
        // The word after a carrier is its verb.
        let carrier = (!draft.carrier.is_empty()).then_some(draft.carrier.end + 1);
        ranges.map(|range| range.end).chain(carrier).filter(|end| *end <= quotation.first).max()
    };
    let before = drafts.iter().enumerate().filter(|(_, draft)| known(draft));
    let before = before.filter_map(|(place, draft)| Some((end(draft)?, place))).max()?;
    let between = &paragraph.tokens[before.0..quotation.first];
    let sentences = |token: usize| paragraph.tokens.get(token).map_or(0, |token| token.sentence);
    let is_near = sentences(quotation.first) <= sentences(before.0.saturating_sub(1)) + 1;
    let has_speaker =
        between.iter().any(|token| matches!(token.class, Class::CuePast | Class::CueThird | Class::Colon))
            && !is_by_manner(paragraph, before.0..quotation.first);
    // A quotation that is a sentence of its own may follow a sentence of the narrator.
    let is_behind_one = is_sentence(paragraph, quotation)
        && between.last().is_some_and(|last| last.class != Class::Colon)
        && sentences(quotation.first) <= sentences(before.0.saturating_sub(1)) + 2;
    (is_near && !has_speaker && between.len() < 12 || is_behind_one).then_some(before.1)
}

/// “she said at last. Then, more quietly:”: whether the sentence before a quotation tells only how the speaker goes on.
fn is_by_manner(paragraph: &TokenizedParagraph<'_>, between: Range<usize>) -> bool {
    let Some(colon) = between.end.checked_sub(1).filter(|colon| between.contains(colon)) else {
        return false;
    };
    let sentence = sentence_before(paragraph, colon);
    let is_manner = |token: usize| {
        let class = paragraph.tokens[token].class;
        let word = paragraph.word(token).to_lowercase();
        matches!(class, Class::Adverb | Class::Ly | Class::Comma)
            || word.ends_with("ly")
            || matches!(
                &*word,
                "then" | "and" | "but" | "more" | "after" | "a" | "long" | "pause" | "moment" | "silence"
            )
    };
    paragraph.tokens[colon].class == Class::Colon
        && sentence.start >= between.start
        && matches!(&*paragraph.word(sentence.start).to_lowercase(), "then" | "and" | "but")
        && (sentence.start..colon).all(is_manner)
}

/// Whether a quotation consists of whole sentences.
pub(super) fn is_sentence(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation) -> bool {
    let tokens = &paragraph.tokens;
    let starts =
        quotation.first == 0 || tokens[quotation.first - 1].sentence != tokens[quotation.first].sentence;
    let ends =
        tokens.get(quotation.last + 1).is_none_or(|next| next.sentence != tokens[quotation.last].sentence);
    starts && ends
}

/// “…?” some protesters chanted, “…,” admitted Lund: a short subject and a verb, in either order, after a quotation
/// that ends with a comma or question mark.
fn followed(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation) -> Option<Draft> {
    /// Maximum length of the subject, in tokens.
    const LONGEST: usize = 4;
    let tokens = &paragraph.tokens;
    let closes =
        quotation.closed && matches!(tokens[quotation.last - 1].class, Class::Comma | Class::Question);
    let first = quotation.last + 1;
    let is_subject = |token: &&Token| {
        let may_start = matches!(token.class, Class::Determiner | Class::Subject | Class::Title);
        may_start || matches!(token.class, Class::Name | Class::Role | Class::Number | Class::Plural)
    };
    let length = tokens.get(first..)?.iter().take(LONGEST).take_while(is_subject).count();
    let verb = first + length;
    let is_verb =
        matches!(tokens.get(verb)?.class, Class::CuePast | Class::CueThird | Class::CueBase | Class::Ed)
            || matches!(paragraph.word(verb), "went" | "reads");
    let source = if length > 0 { first..verb } else { phrase(paragraph, verb + 1) };
    (closes && is_verb && !source.is_empty()).then(|| Draft {
        content: std::iter::once(quotation.first..quotation.last + 1).collect(),
        cue: verb..verb + 1,
        source,
        confidence: FOLLOWED,
        ..Draft::default()
    })
}

/// … but added: “…”: a verb of speech and a comma or colon before the quotation. The subject is before the verb; after
/// “and” or “but”, it is the source reported in the sentence, or the subject of its first verb.
fn led_in(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation, drafts: &[Draft]) -> Option<Draft> {
    let tokens = &paragraph.tokens;
    let mark = quotation.first.checked_sub(1)?;
    let verb = mark.checked_sub(1)?;
    let leads = matches!(tokens[mark].class, Class::Comma | Class::Colon)
        && matches!(tokens[verb].class, Class::CuePast | Class::CueThird)
        && tokens[verb].quoted == Quoted::Outside;
    if !leads {
        return None;
    }
    // “She later added:”, “and then added:”
    let is_adverb = |token: &&Token| matches!(token.class, Class::Adverb | Class::Ly);
    let head = verb - tokens[..verb].iter().rev().take_while(is_adverb).count();
    let mut source = subject(paragraph, head);
    if source.is_empty() && head > 0 && matches!(tokens[head - 1].class, Class::And | Class::But) {
        let sentence = sentence_before(paragraph, head - 1);
        source = reported(drafts, &sentence).or_else(|| whom_about(paragraph, sentence))?;
    }
    let is_free = matches!(reach(&(verb..verb + 1), drafts), Reach::Free);
    (is_free && !source.is_empty()).then(|| Draft {
        content: std::iter::once(quotation.first..quotation.last + 1).collect(),
        cue: verb..verb + 1,
        source,
        confidence: FOLLOWED,
        ..Draft::default()
    })
}

/// “…” — Name
fn signed(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation) -> Option<Draft> {
    /// Maximum length of a signature, in tokens.
    const LONGEST: usize = 20;
    let dash = quotation.last + 1;
    let tokens = &paragraph.tokens;
    if !quotation.closed || tokens.get(dash)?.class != Class::Dash || tokens.len() - dash > LONGEST {
        return None;
    }
    let first = tokens.get(dash + 1)?;
    let is_name = !matches!(first.shape, TokenShape::Small | TokenShape::Mark | TokenShape::Digits)
        && !first.class.is_closed();
    let has_verb = tokens[dash..]
        .iter()
        .any(|token| matches!(token.class, Class::CuePast | Class::CueThird | Class::Be | Class::Modal));
    let source = dash + 1..tokens.len() - usize::from(tokens.last()?.class == Class::Period);
    (is_name && !has_verb).then(|| Draft {
        content: std::iter::once(quotation.first..quotation.last + 1).collect(),
        cue: dash..dash + 1,
        source,
        confidence: SIGNED,
        ..Draft::default()
    })
}
