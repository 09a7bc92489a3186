//! Repairs sources that the chain missed or cut short.

use super::draft::Draft;
use super::token::{Class, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Confidence that the subject next to the verb is the source.
const BESIDE: f32 = 0.7;

/// Adds a missing source to a draft, and corrects the length of an existing one. A source between a quotation and its
/// verb, or after both, is nearly certain.
pub(super) fn mend(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    if draft.source.is_empty()
        && let Some(source) = beside(paragraph, draft).filter(|source| !source.is_empty())
    {
        draft.source = source;
        draft.confidence = draft.confidence.max(BESIDE);
    } else if is_direct(paragraph, draft) || is_confirmed(paragraph, draft) || is_according(paragraph, draft)
    {
        draft.confidence = draft.confidence.max(BESIDE);
    }
    end_accuser(paragraph, draft);
    describe(paragraph, draft);
}

/// “…,” said one of the divers. The governor, Jon Aas, believes … According to the coastguard, …
fn beside(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> Option<Range<usize>> {
    let tokens = &paragraph.tokens;
    let (first, behind) = (draft.cue.start, draft.cue.end);
    let cue = &tokens[draft.cue.clone()];
    if matches!(cue, [according, to] if according.class == Class::According && to.class == Class::To) {
        return Some(phrase(paragraph, behind));
    }
    // “Polls show …”
    let is_plural = |token: &Token| matches!(token.class, Class::Plural | Class::Role);
    let is_base =
        matches!(cue, [base] if base.class == Class::CueBase) && first > 0 && is_plural(&tokens[first - 1]);
    if !is_base && !cue.iter().all(|token| matches!(token.class, Class::CuePast | Class::CueThird)) {
        return None;
    }
    let closes = |end: usize| {
        draft.content.iter().any(|part| part.end == end && tokens[end - 1].quoted == Quoted::Closing)
    };
    if closes(first) {
        return Some(phrase(paragraph, behind));
    }
    let is_apposed = first > 0 && tokens[first - 1].class == Class::Comma;
    let before = subject(paragraph, first - usize::from(is_apposed));
    let leads = draft.content.iter().any(|part| part.start == behind);
    (leads || closes(before.start)).then_some(before)
}

/// “The bridge is shut, a police spokeswoman confirmed on Friday.”: whether the sentence ends with source and verb, and
/// the rest of it is the content.
fn is_confirmed(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    /// Maximum number of tokens for when or where it was said.
    const FARTHEST: usize = 4;
    let tokens = &paragraph.tokens;
    let (source, cue) = (&draft.source, &draft.cue);
    let [part] = &draft.content[..] else { return false };
    let is_verb = |token: &Token| matches!(token.class, Class::CuePast | Class::CueThird);
    let sentence = tokens[part.start].sentence;
    let starts = part.start == 0 || tokens[part.start - 1].sentence != sentence;
    let behind = tokens[cue.end..].iter().take_while(|token| token.sentence == sentence);
    let is_behind = (part.end..=part.end + 1).contains(&source.start) && source.end == cue.start;
    starts
        && is_behind
        && !source.is_empty()
        && tokens[source.start - 1].class == Class::Comma
        && tokens[cue.clone()].iter().all(is_verb)
        && behind.count() <= FARTHEST
}

/// “According to the health ministry, 40 people were treated.”: whether the sentence starts with the source, and the rest
/// of it is the content.
fn is_according(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let (source, cue) = (&draft.source, &draft.cue);
    let [part] = &draft.content[..] else { return false };
    let sentence = tokens[cue.start].sentence;
    let starts = cue.start == 0 || tokens[cue.start - 1].sentence != sentence;
    let ends =
        tokens.get(part.end).is_none_or(|next| next.sentence != sentence || next.class == Class::Period)
            || tokens[part.end - 1].sentence != tokens.get(part.end).map_or(u32::MAX, |next| next.sentence);
    starts
        && tokens[cue.start].class == Class::According
        && !source.is_empty()
        && source.start == cue.end
        && part.start == source.end + 1
        && tokens[source.end].class == Class::Comma
        && ends
}

/// Whether a quotation, its source and its verb are adjacent.
fn is_direct(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let (source, cue) = (&draft.source, &draft.cue);
    let is_verb = |token: &Token| matches!(token.class, Class::CuePast | Class::CueThird);
    let start = source.start.min(cue.start);
    let closes =
        |part: &Range<usize>| part.end == start && paragraph.tokens[start - 1].quoted == Quoted::Closing;
    let is_together = source.end == cue.start || cue.end == source.start;
    !source.is_empty()
        && is_together
        && paragraph.tokens[cue.clone()].iter().all(is_verb)
        && draft.content.iter().any(closes)
}

/// Subject directly before a verb: names and common nouns, possibly with an article, or a pronoun.
pub(super) fn subject(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Range<usize> {
    /// Maximum length of the subject, in tokens.
    const LONGEST: usize = 7;
    let tokens = &paragraph.tokens;
    let sentence = tokens[verb].sentence;
    let mut first = verb;
    while first > 0 && verb - first < LONGEST && tokens[first - 1].sentence == sentence {
        let class = tokens[first - 1].class;
        let is_noun = matches!(class, Class::Name | Class::Role | Class::Title | Class::Plural | Class::Noun)
            || tokens[first - 1].shape == TokenShape::Initial;
        let opens = matches!(class, Class::Determiner | Class::Possessive) && first < verb;
        let is_pronoun = class == Class::Subject && first == verb;
        if !(is_noun || opens || is_pronoun) {
            break;
        }
        first -= 1;
        if opens || is_pronoun {
            break;
        }
    }
    first..verb
}

/// Noun phrase that starts at a token, or a pronoun.
pub(super) fn phrase(paragraph: &TokenizedParagraph<'_>, first: usize) -> Range<usize> {
    /// Maximum length of the phrase, in tokens.
    const LONGEST: usize = 8;
    let is_inner = |class: Class| {
        let opens = matches!(class, Class::Determiner | Class::Possessive | Class::Title | Class::Adjective);
        opens || matches!(class, Class::Of | Class::ApostropheS)
    };
    let is_head = |class: Class| {
        let is_noun = matches!(class, Class::Role | Class::Plural | Class::Noun | Class::CueNoun);
        is_noun || matches!(class, Class::Name | Class::Subject | Class::Number | Class::Other)
    };
    let classes = paragraph.tokens.iter().skip(first).map(|token| token.class).take(LONGEST);
    let heads = classes.take_while(|class| is_inner(*class) || is_head(*class)).enumerate();
    let last = heads.filter(|(_, class)| is_head(*class)).last();
    first..last.map_or(first, |(place, _)| first + place + 1)
}

/// “was accused by prosecutors | of hiding three accounts”: separates the accusation from the accuser.
fn end_accuser(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = draft.source.clone();
    let is_passive =
        draft.cue.end <= source.start && source.start > 0 && paragraph.word(source.start - 1) == "by";
    let is_charge = |of: &usize| {
        tokens[*of].class == Class::Of && tokens.get(of + 1).is_some_and(|next| next.class == Class::Ing)
    };
    let Some(of) = source.clone().skip(1).find(is_charge).filter(|_| is_passive) else { return };
    draft.source.end = of;
    match draft.content.iter_mut().find(|part| part.start == source.end) {
        Some(part) => part.start = of,
        None => draft.content.push(of..source.end),
    }
    draft.content.sort_by_key(|part| part.start);
}

/// “said Jana Horak, | a hydrologist at the weather service”: adds an apposition to the source.
fn describe(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    /// Maximum length of the apposition, in tokens.
    const LONGEST: usize = 14;
    let tokens = &paragraph.tokens;
    let end = draft.source.end;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let is_name = end > 0 && class(end - 1) == Some(Class::Name);
    let opens = class(end) == Some(Class::Comma) && class(end + 1) == Some(Class::Determiner);
    if draft.source.is_empty() || !is_name || !opens {
        return;
    }
    let sentence = tokens[end].sentence;
    let inner = (end + 1..tokens.len().min(end + LONGEST)).take_while(|token| {
        let class = tokens[*token].class;
        let is_over =
            matches!(class, Class::Comma | Class::Period | Class::Quote | Class::Relative | Class::And);
        !is_over && !class.is_verbal() && tokens[*token].sentence == sentence
    });
    let last = inner.last().unwrap_or(end);
    let is_whole = matches!(class(last + 1), Some(Class::Comma | Class::Period) | None);
    let is_free = draft.content.iter().chain([&draft.cue]).all(|part| part.end <= end || part.start > last);
    if is_whole && is_free {
        draft.source.end = last + 1;
    }
}
