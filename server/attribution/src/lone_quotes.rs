//! Quotations that no verb introduces, with their speaker in the words before: “A spokesperson for the coastguard: “…””, “For
//! Berg, it is not over: “…””, “Achieng laughed. “…””.

use super::draft::Draft;
use super::sources::subject;
use super::token::{Class, Quotation, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use super::uncued_quotes::{is_sentence, sentence_before};
use std::ops::Range;

/// Confidence that a quotation without an introduction is by the person its sentence, or the previous one, is about.
const LONE: f32 = 0.4;
/// Confidence that it is by the person whose name starts its sentence, if a colon introduces the quotation.
pub(super) const INTRODUCED: f32 = 0.6;
/// Confidence that it goes on with what the sentence before reports in the narrator's words.
const REPORTED: f32 = 0.7;
/// Number of tokens of an age between commas.
const AGE: usize = 3;

/// Last source reported in a sentence.
pub(super) fn reported(drafts: &[Draft], sentence: &Range<usize>) -> Option<Range<usize>> {
    let sources = drafts.iter().map(|draft| &draft.source).filter(|source| !source.is_empty());
    let here = sources.filter(|source| source.start >= sentence.start && source.end <= sentence.end);
    here.max_by_key(|source| source.end).cloned()
}

/// Words before a colon that are only a description of somebody: “A spokesperson for the coastguard:”.
pub(super) fn heading(paragraph: &TokenizedParagraph<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
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
pub(super) fn whom_about(paragraph: &TokenizedParagraph<'_>, sentence: Range<usize>) -> Option<Range<usize>> {
    let tokens = &paragraph.tokens;
    let is_verb =
        |token: &usize| tokens[*token].class.is_verbal() && tokens[*token].quoted == Quoted::Outside;
    sentence.filter(is_verb).map(|verb| subject(paragraph, verb)).find(|subject| !subject.is_empty())
}

/// Quotation without an introduction: “… opposes “…””, “He had one wish: “…””, “She was angry. “…””. Its speaker is the
/// source reported in the sentence, or the subject of the previous one.
pub(super) fn lone(
    paragraph: &TokenizedParagraph<'_>,
    quotation: &Quotation,
    drafts: &[Draft],
) -> Option<Draft> {
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
    let reported = reported(drafts, &sentence);
    // “Lund was praised by the union.” is about Lund.
    let is_agent = |source: &Range<usize>| source.start > 0 && paragraph.word(source.start - 1) == "by";
    let goes_on = !within && reported.as_ref().is_some_and(|source| !is_agent(source));
    let source = reported
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
    let confidence = match (goes_on, is_known) {
        (true, _) => REPORTED,
        (_, true) => INTRODUCED,
        _ => LONE,
    };
    // “Customers have queued since seven. “I had flowers.””
    if is_of_many(paragraph, &source) && speaks_of_oneself(paragraph, quotation) {
        return None;
    }
    Some(Draft {
        content: std::iter::once(quotation.first..quotation.last + 1).collect(),
        source,
        confidence,
        ..Draft::default()
    })
}

/// Whether words for somebody mean several people, by the noun or the verb behind it: “the villagers”, “Customers have”.
fn is_of_many(paragraph: &TokenizedParagraph<'_>, source: &Range<usize>) -> bool {
    let is_plural = paragraph.tokens[source.clone()].last().is_some_and(|last| last.class == Class::Plural);
    is_plural
        || source.end < paragraph.tokens.len()
            && matches!(paragraph.word(source.end), "have" | "are" | "were")
}

/// Whether one person speaks in a quotation: “I”, “my”.
fn speaks_of_oneself(paragraph: &TokenizedParagraph<'_>, quotation: &Quotation) -> bool {
    (quotation.first..=quotation.last).any(|token| {
        let word = paragraph.word(token);
        matches!(word, "I" | "my" | "My" | "me" | "myself")
            || word.starts_with("I'")
            || word.starts_with("I’")
    })
}

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
