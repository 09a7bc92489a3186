//! “said the mill, which opened in 1921, would close”: a clause goes on until its verb, over words between commas, and a
//! phrase to its last word.

use crate::clauses::{is_past, lower, sentence};
use crate::draft::Draft;
use crate::gates::is_listed;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum number of tokens between two commas or dashes in a clause.
const LONGEST: usize = 30;

/// Extends content that ends within a clause or phrase.
pub(super) fn extend(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, taken: &[bool]) {
    close_parenthesis(paragraph, draft);
    begin_with_first(paragraph, draft, taken);
    let tokens = &paragraph.tokens;
    let (cue, source) = (draft.cue.clone(), draft.source.clone());
    let [part] = &mut draft.content[..] else { return };
    let whole = sentence(paragraph, part.start);
    let end = whole.end - usize::from(tokens[whole.end - 1].class == Class::Period);
    let is_plain = tokens[part.clone()].iter().all(|token| token.quoted == Quoted::Outside);
    if cue.is_empty() || part.start < cue.end || !is_plain || part.end >= end {
        return;
    }
    let is_free =
        |token: usize| !taken[token] && tokens[token].quoted == Quoted::Outside && !source.contains(&token);
    let boundary = |from: usize| {
        (from..end).find(|token| is_mark(tokens[*token].class) || !is_free(*token)).unwrap_or(end)
    };
    let next = part.end;
    let has_that = tokens[part.start].class == Class::That;
    if is_mark(tokens[next].class) || matches!(tokens[next].class, Class::And | Class::But) {
        // “that the roof was new, and that …”
        let link = next + usize::from(is_mark(tokens[next].class));
        let is_link = tokens.get(link).is_some_and(|link| matches!(link.class, Class::And | Class::But));
        let that = link + 1;
        // In “that it was safe, but that was wrong”, the second one is a pronoun.
        let is_clause = tokens.get(that + 1).is_some_and(|next| !next.class.is_verbal());
        if has_that
            && is_link
            && is_clause
            && that < end
            && tokens[that].class == Class::That
            && is_free(that)
        {
            part.end = boundary(that);
            return;
        }
        let verb = cue.clone().next_back().map(|verb| lower(paragraph, verb)).unwrap_or_default();
        if (has_that || is_listed("clausal", &verb))
            && !has_finite(paragraph, part.clone())
            && let Some(closing) = closing(paragraph, next, end)
            && (next..closing).all(is_free)
        {
            part.end = boundary(closing + 1);
        }
        return;
    }
    if is_free(next) && is_inside(paragraph, part.clone()) {
        part.end = boundary(next);
    }
}

/// “warned | that the roof was new, and that …”: starts content with the first of the clauses behind the verb.
fn begin_with_first(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, taken: &[bool]) {
    let tokens = &paragraph.tokens;
    let first = draft.cue.end;
    let [part] = &mut draft.content[..] else { return };
    let is_that = |token: usize| tokens.get(token).is_some_and(|that| that.class == Class::That);
    let is_second = part.start > first + 2
        && is_that(part.start)
        && matches!(tokens[part.start - 1].class, Class::And | Class::But);
    let is_free = |token: usize| {
        !taken[token]
            && tokens[token].quoted == Quoted::Outside
            && tokens[token].sentence == tokens[part.start].sentence
    };
    if !draft.cue.is_empty() && is_second && is_that(first) && (first..part.start).all(is_free) {
        part.start = first;
    }
}

fn is_mark(class: Class) -> bool {
    matches!(
        class,
        Class::Comma
            | Class::Semicolon
            | Class::Colon
            | Class::Dash
            | Class::Quote
            | Class::ParenOpen
            | Class::ParenClose
            | Class::Period
            | Class::Question
            | Class::Ellipsis
    )
}

fn is_finite(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    matches!(
        paragraph.tokens[token].class,
        Class::Modal | Class::Be | Class::Have | Class::Do | Class::Ed | Class::CuePast
    ) || is_past(paragraph, token)
}

fn has_finite(paragraph: &TokenizedParagraph<'_>, part: Range<usize>) -> bool {
    part.into_iter().any(|token| {
        is_finite(paragraph, token)
            || matches!(paragraph.tokens[token].class, Class::CueThird | Class::CueBase | Class::To)
    })
}

/// Comma or dash that closes an insertion, with the verb of the clause behind it.
fn closing(paragraph: &TokenizedParagraph<'_>, opening: usize, end: usize) -> Option<usize> {
    let tokens = &paragraph.tokens;
    let class = tokens[opening].class;
    if !matches!(class, Class::Comma | Class::Dash) {
        return None;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Not);
    let goes_on = |mark: &usize| {
        let verb = (mark + 1..end).find(|token| !is_adverb(token));
        tokens[*mark].class == class && verb.is_some_and(|verb| is_finite(paragraph, verb))
    };
    (opening + 2..end.min(opening + LONGEST)).find(goes_on)
}

/// Whether content ends within a phrase: behind an article or a preposition, before an owner, or before its first verb.
fn is_inside(paragraph: &TokenizedParagraph<'_>, part: Range<usize>) -> bool {
    let tokens = &paragraph.tokens;
    let (last, next) = (tokens[part.end - 1].class, tokens[part.end].class);
    let is_article = matches!(&*lower(paragraph, part.end - 1), "the" | "a" | "an");
    let is_open = is_article || matches!(last, Class::Of | Class::Modal | Class::ApostropheS | Class::Be);
    let is_owner = matches!(next, Class::Possessive | Class::ApostropheS) && last != Class::Possessive;
    let is_verb = is_finite(paragraph, part.end) && next != Class::Ed;
    let is_clause = tokens[part.start].class == Class::That && !has_finite(paragraph, part);
    is_open || is_owner || is_clause && is_verb
}

/// “(her office said | that she was ill)”: ends content before a parenthesis that opened before it.
fn close_parenthesis(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    /// Minimum number of tokens that are left.
    const SHORTEST: usize = 4;
    let Some(part) = draft.content.last_mut() else { return };
    let mut depth = 0_usize;
    for token in part.clone() {
        match paragraph.tokens[token].class {
            Class::ParenOpen => depth += 1,
            Class::ParenClose if depth == 0 && token >= part.start + SHORTEST => {
                part.end = token;
                return;
            }
            Class::ParenClose => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
}
