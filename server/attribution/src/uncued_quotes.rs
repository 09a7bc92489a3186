//! Attaches quotations that no cue introduces: continuations, signed quotations, and quotations that stand alone.

use super::draft::{Draft, DraftCandidate};
use super::letters;
use super::quotes::SHORTEST;
use super::repairs;
use super::sources::{phrase, subject};
use super::statement::Before;
use super::token::{Class, Quotation, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use super::transcripts;
use std::ops::Range;

/// Confidence that an unclosed quotation continues at the opening mark of the next paragraph.
const GOES_ON: f32 = 0.9;
/// Confidence that a quotation belongs to an announcement by a colon at the end of the previous paragraph.
const ANNOUNCED: f32 = 0.75;
/// Confidence that a closed quotation without a cue has the speaker of the previous paragraph.
const SAME_SPEAKER: f32 = 0.5;
/// Confidence that it has the speaker of indirect speech at the end of the previous paragraph.
const TOLD: f32 = 0.4;
/// Confidence that a name after a dash signs a quotation.
const SIGNED: f32 = 0.85;
/// Confidence that a subject and a verb after a quotation name its speaker.
const FOLLOWED: f32 = 0.7;
/// Confidence that a quotation without an introduction is by the person its sentence, or the previous one, is about.
const LONE: f32 = 0.4;
/// Confidence that it is by the person whose name starts its sentence, if a colon introduces the quotation.
const INTRODUCED: f32 = 0.6;

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
fn sentence_before(paragraph: &TokenizedParagraph<'_>, last: usize) -> Range<usize> {
    let tokens = &paragraph.tokens;
    let start = tokens[..last].iter().rposition(|token| token.sentence != tokens[last].sentence);
    start.map_or(0, |start| start + 1)..last + 1
}

/// Last source reported in a sentence.
fn reported(drafts: &[Draft], sentence: &Range<usize>) -> Option<Range<usize>> {
    let sources = drafts.iter().map(|draft| &draft.source).filter(|source| !source.is_empty());
    let here = sources.filter(|source| source.start >= sentence.start && source.end <= sentence.end);
    here.max_by_key(|source| source.end).cloned()
}

/// Words before a colon that are only a description of somebody: “A spokesperson for the coastguard:”.
fn heading(paragraph: &TokenizedParagraph<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// Maximum length of the description, in tokens.
    const LONGEST: usize = 12;
    let colon = sentence.end.checked_sub(1)?;
    let tokens = &paragraph.tokens;
    let source = sentence.start..colon;
    let is_inner = |token: &Token| {
        !token.class.is_verbal()
            && token.quoted == Quoted::Outside
            && (token.shape != TokenShape::Mark || token.class == Class::Comma)
            && !matches!(
                token.class,
                Class::That | Class::To | Class::Subordinate | Class::Day | Class::Neuter
            )
    };
    let is_head = |token: &Token| matches!(token.class, Class::Role | Class::Title);
    let head = tokens[source.clone()].iter().take(5);
    let is_person = head.clone().any(is_head);
    (tokens[colon].class == Class::Colon
        && !source.is_empty()
        && source.len() <= LONGEST
        && tokens[source.clone()].iter().all(is_inner)
        && is_person)
        .then_some(source)
}

/// “The mayor, Eszter Halász, has an answer ready: …”: two noun phrases between commas that start a sentence with a verb,
/// one of them a name.
fn apposed(paragraph: &TokenizedParagraph<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// Maximum length of the two, in tokens.
    const LONGEST: usize = 16;
    let tokens = &paragraph.tokens;
    let is_comma = |token: &usize| tokens[*token].class == Class::Comma;
    let mut commas = sentence.clone().take(LONGEST).filter(is_comma);
    let (first, second) = (commas.next()?, commas.next()?);
    let is_noun = |token: &Token| {
        !token.class.is_verbal()
            && token.quoted == Quoted::Outside
            && (token.shape != TokenShape::Mark || token.class == Class::Comma)
            && !matches!(
                token.class,
                Class::Relative | Class::Subordinate | Class::That | Class::Neuter | Class::Day
            )
    };
    let is_name =
        |range: Range<usize>| range.len() > 1 && tokens[range].iter().all(|token| token.class == Class::Name);
    let starts = matches!(
        tokens[sentence.start].class,
        Class::Determiner | Class::Name | Class::Title | Class::Role | Class::Possessive
    );
    let is_apposed = is_name(first + 1..second) || is_name(sentence.start..first);
    let verb = tokens.get(second + 1).filter(|verb| verb.class.is_verbal());
    (starts && is_apposed && verb.is_some() && tokens[sentence.start..second].iter().all(is_noun))
        .then_some(sentence.start..second)
}

/// “For Berg, the work is not over: “…””: somebody whose view a sentence before a colon tells, if it names nobody else.
fn viewpoint(paragraph: &TokenizedParagraph<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let tokens = &paragraph.tokens;
    let is_somebody =
        |token: &Token| matches!(token.class, Class::Name | Class::Title | Class::Role | Class::Subject);
    let first = sentence.start + 1;
    let is_name = |token: &usize| is_somebody(&tokens[*token]) && tokens[*token].class != Class::Subject;
    let source = first..first + (first..sentence.end).take_while(is_name).count();
    let rest = source.end..sentence.end;
    (paragraph.word(sentence.start) == "For"
        && tokens[source.clone()].iter().any(|token| token.class == Class::Name)
        && tokens.get(source.end).is_some_and(|comma| comma.class == Class::Comma)
        && !tokens[rest].iter().any(|token| is_somebody(token) || token.quoted != Quoted::Outside))
    .then_some(source)
}

/// Subject of the first verb in a sentence that has one.
fn whom_about(paragraph: &TokenizedParagraph<'_>, sentence: Range<usize>) -> Option<Range<usize>> {
    let tokens = &paragraph.tokens;
    let is_verb =
        |token: &usize| tokens[*token].class.is_verbal() && tokens[*token].quoted == Quoted::Outside;
    sentence.filter(is_verb).map(|verb| subject(paragraph, verb)).find(|subject| !subject.is_empty())
}

/// Quotation without an introduction: “… opposes “…””, “He had one wish: “…””, “She was angry. “…””. Its speaker is the
/// source reported in the sentence, or the subject of the previous one.
fn lone(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation, drafts: &[Draft]) -> Option<Draft> {
    let tokens = &paragraph.tokens;
    let before = quotation.first.checked_sub(1)?;
    let sentence = sentence_before(paragraph, before);
    let within = tokens[before].sentence == tokens[quotation.first].sentence;
    let is_led = !within || tokens[before].class == Class::Colon;
    if !within && !is_sentence(paragraph, quotation) {
        return None;
    }
    let first = sentence.start;
    let viewpoint = viewpoint(paragraph, &sentence).filter(|_| within && is_led);
    let is_view = viewpoint.is_some();
    let source = reported(drafts, &sentence)
        .or(viewpoint)
        .or_else(|| heading(paragraph, &sentence).filter(|_| within && is_led))
        .or_else(|| apposed(paragraph, &sentence).filter(|_| within && is_led))
        .or_else(|| interrupted(paragraph, &sentence).filter(|_| is_led))
        .or_else(|| whom_about(paragraph, sentence).filter(|_| is_led))?;
    // “Environment Minister Lars Vik was more cautious: “…””
    let is_name = |token: &Token| matches!(token.class, Class::Name | Class::Title);
    // “A spokesperson for the coastguard: “…””
    let is_role = |token: &Token| matches!(token.class, Class::Name | Class::Title | Class::Role);
    let is_whole = source.end == before && tokens[source.clone()].iter().any(is_role);
    let is_introduced =
        within && is_led && source.start == first && (is_whole || tokens[source.clone()].iter().any(is_name));
    let is_known = is_view
        || is_introduced
        || !within && is_beat(paragraph, &sentence_before(paragraph, before), &source);
    Some(Draft {
        content: std::iter::once(quotation.first..quotation.last + 1).collect(),
        source,
        confidence: if is_known { INTRODUCED } else { LONE },
        ..Draft::default()
    })
}

/// Number of tokens of an age between commas.
const AGE: usize = 3;

/// “Achieng, 24, laughed”: whether an age between commas stands at a token.
fn has_age(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let classes = paragraph.tokens.get(token..token + AGE).unwrap_or_default();
    matches!(classes, [first, age, last] if first.class == Class::Comma
        && age.shape == TokenShape::Digits
        && last.class == Class::Comma)
}

/// “Achieng, 24, laughed.”, “Kask, reached at his hotel, was calmer.”: the name that a sentence starts with, if a verb is
/// behind what stands between two commas and names nobody else.
fn interrupted(paragraph: &TokenizedParagraph<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// Maximum number of tokens between the commas.
    const LONGEST: usize = 12;
    let tokens = &paragraph.tokens;
    let is_somebody = |token: &usize| {
        matches!(tokens[*token].class, Class::Name | Class::Title | Class::Role | Class::Subject)
    };
    let is_comma = |token: usize| tokens.get(token).is_some_and(|comma| comma.class == Class::Comma);
    let source = sentence.start..sentence.start + sentence.clone().take_while(is_somebody).count();
    let inside = source.end + 1;
    let is_inner = |token: &usize| !is_comma(*token) && !is_somebody(token);
    let end = inside + (inside..sentence.end).take(LONGEST).take_while(is_inner).count();
    let verb = tokens.get(end + 1).filter(|_| sentence.contains(&(end + 1)))?;
    let has_name = tokens[source.clone()].iter().any(|token| token.class == Class::Name);
    (has_name && is_comma(source.end) && is_comma(end) && verb.class.is_verbal()).then_some(source)
}

/// “Achieng laughed. “…””: a short sentence of what a speaker does, directly before the words.
fn is_beat(paragraph: &TokenizedParagraph<'_>, sentence: &Range<usize>, source: &Range<usize>) -> bool {
    /// Maximum length of the sentence, in tokens.
    const LONGEST: usize = 10;
    let tokens = &paragraph.tokens;
    let is_somebody =
        |token: &Token| matches!(token.class, Class::Name | Class::Title | Class::Subject | Class::Role);
    let has_age = has_age(paragraph, source.end);
    let source = source.start..source.end + if has_age { AGE } else { 0 };
    let is_active =
        tokens.get(source.end).is_some_and(|verb| !matches!(verb.class, Class::Be | Class::Modal));
    let has_other = tokens[source.end..sentence.end].iter().any(|token| {
        matches!(token.class, Class::Name | Class::Title | Class::Role | Class::Subject | Class::Object)
    });
    source.start == sentence.start
        && sentence.len() <= LONGEST
        && tokens[source.clone()].iter().any(is_somebody)
        && is_active
        && !has_other
        && tokens[sentence.clone()].iter().all(|token| token.quoted == Quoted::Outside)
}

/// Overlap of a quotation with existing drafts.
enum Reach {
    /// Free of overlap.
    Free,
    /// Less than half, as content of the draft at this index alone.
    Part(usize),
    /// More, or by several drafts.
    Taken,
}

fn reach(tokens: &Range<usize>, drafts: &[Draft]) -> Reach {
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

/// Whether a paragraph ends with a colon after a sentence in which somebody speaks.
pub(super) fn announces(paragraph: &TokenizedParagraph<'_>, drafts: &[Draft]) -> bool {
    let Some(last) = paragraph.tokens.last() else { return false };
    let in_last = |draft: &Draft| {
        let sentence = paragraph.tokens.get(draft.cue.start).map(|token| token.sentence);
        !draft.continues && sentence == Some(last.sentence) && !draft.source.is_empty()
    };
    last.class == Class::Colon
        && drafts.iter().any(in_last)
        && by_colon(paragraph).is_none_or(|verb| drafts.iter().any(|draft| draft.cue.contains(&verb)))
}

/// Verb of speech in “…, and Kessler replied:”.
fn by_colon(paragraph: &TokenizedParagraph<'_>) -> Option<usize> {
    let verb = paragraph.tokens.len().checked_sub(2)?;
    matches!(paragraph.tokens[verb].class, Class::CuePast | Class::CueThird).then_some(verb)
}

/// “Speaking at the opening, the minister said:”: whether the words before the source only tell when, and what is said is in
/// the next paragraph.
pub(super) fn is_setting(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let [part] = &draft.content[..] else { return false };
    let is_announced = tokens.last().is_some_and(|last| last.class == Class::Colon)
        && by_colon(paragraph).is_some_and(|verb| draft.cue.contains(&verb));
    is_announced
        && part.end <= draft.source.start
        && tokens[part.clone()].iter().all(|token| token.quoted == Quoted::Outside)
        && matches!(tokens[part.start].class, Class::Ing | Class::CueIng | Class::Preposition | Class::Ed)
}

/// “The minister replied:” at the end of a paragraph: a draft whose content is in the next paragraph.
pub(super) fn announcement(
    paragraph: &TokenizedParagraph<'_>,
    candidates: &[DraftCandidate],
    drafts: &[Draft],
) -> Option<Draft> {
    /// Maximum distance in tokens from the cue to the colon.
    const FARTHEST: usize = 8;
    let end = paragraph.tokens.len();
    let last = paragraph.tokens.last().filter(|last| last.class == Class::Colon)?;
    if announces(paragraph, drafts) {
        return None;
    }
    let verb = by_colon(paragraph);
    let is_here = |candidate: &&DraftCandidate| {
        if verb.is_some_and(|verb| !candidate.cue.contains(&verb)) {
            return false;
        }
        let cue = &paragraph.tokens[candidate.cue.clone()];
        let is_near = candidate.cue.end + FARTHEST >= end && cue[0].sentence == last.sentence;
        is_near && !candidate.source.is_empty() && candidate.source.start + 40 > end
    };
    let here = candidates.iter().filter(is_here);
    let Some(candidate) = here.max_by(|a, b| a.evidence.cue.total_cmp(&b.evidence.cue)) else {
        return alone(paragraph, drafts);
    };
    let is_new = !drafts.iter().any(|draft| draft.cue == candidate.cue);
    // The token taken for content may be the determiner of the source.
    let is_article = |token: usize| paragraph.tokens[token].class == Class::Determiner;
    let mut source = candidate.source.clone();
    source.start -= usize::from(source.start.checked_sub(1).is_some_and(is_article));
    is_new.then(|| {
        let mut draft =
            Draft { cue: candidate.cue.clone(), source, confidence: ANNOUNCED, ..Draft::default() };
        repairs::mend_source(paragraph, &mut draft);
        draft
    })
}

/// “Caddell continued:”, alone or at the end of a sentence.
fn alone(paragraph: &TokenizedParagraph<'_>, drafts: &[Draft]) -> Option<Draft> {
    /// Maximum length of the paragraph, in tokens.
    const LONGEST: usize = 12;
    let verb = paragraph.tokens.len().checked_sub(2)?;
    let speaks = matches!(paragraph.tokens[verb].class, Class::CuePast | Class::CueThird);
    let is_alone = verb > 0 && verb < LONGEST && drafts.is_empty();
    let source = if is_alone { 0..verb } else { subject(paragraph, verb) };
    let cue = verb..verb + 2;
    let is_free = matches!(reach(&cue, drafts), Reach::Free) && !source.is_empty();
    (speaks && is_free).then(|| Draft { cue, source, confidence: ANNOUNCED, ..Draft::default() })
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
fn is_sentence(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation) -> bool {
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
