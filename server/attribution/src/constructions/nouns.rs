//! “Her worry is that the dam fails”, “The message from the bishop was that …”, “There is concern among doctors that …”.

use super::{Construction, clause_end, has_verb, starts_sentence};
use crate::clauses::{lower, sentence};
use crate::gates::is_listed;
use crate::sources::{phrase, subject};
use crate::token::Class;
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Minimum number of tokens behind a colon.
const SHORTEST: usize = 4;

/// Statement of a clause that a noun and a form of “be” introduce.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, noun: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if noun == 0 || !is_listed("opinions", word) {
        return None;
    }
    let holders = holders(paragraph, noun + 1);
    let behind = holders.as_ref().map_or(noun + 1, |holders| holders.end);
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    // “There is concern among doctors | that …”
    if class(behind) == Some(Class::That) {
        let first = sentence(paragraph, noun).start;
        let is_there = lower(paragraph, first) == "there" && class(first + 1) == Some(Class::Be);
        let holders = holders.filter(|_| is_there && noun - first <= 4)?;
        return statement(paragraph, holders, noun..noun + 1, behind);
    }
    // “Her argument: the harbour belongs to all.”
    if class(noun + 1) == Some(Class::Colon) && noun + 3 < tokens.len() {
        let content = noun + 2..clause_end(paragraph, noun + 2);
        let is_long = content.len() >= SHORTEST;
        let source = owner(paragraph, noun).filter(|_| is_long)?;
        return Some(Construction::of_clause(source, noun..noun + 2, content));
    }
    let is_have = usize::from(class(behind) == Some(Class::Have));
    let be = behind + is_have;
    if class(be) != Some(Class::Be) {
        return None;
    }
    let is_adverb = |token: &usize| matches!(class(*token), Some(Class::Adverb | Class::Ly));
    let that = (be + 1..tokens.len()).find(|token| !is_adverb(token))?;
    if class(that) != Some(Class::That) {
        return None;
    }
    let source = owner(paragraph, noun).or(holders)?;
    let end = if source.start > noun { noun + 1 } else { be + 1 };
    statement(paragraph, source, noun..end, that)
}

fn statement(
    paragraph: &TokenizedParagraph<'_>,
    source: Range<usize>,
    cue: Range<usize>,
    start: usize,
) -> Option<Construction> {
    let end = clause_end(paragraph, start);
    (end > start + 2 && has_verb(paragraph, start..end))
        .then(|| Construction::of_clause(source, cue, start..end))
}

/// “the worry | among farmers”: who holds an opinion, behind the noun.
fn holders(paragraph: &TokenizedParagraph<'_>, from: usize) -> Option<Range<usize>> {
    let is_link = matches!(&*lower(paragraph, from), "among" | "amongst" | "from" | "of" | "by");
    let holders = phrase(paragraph, from + 1);
    (is_link && !holders.is_empty()).then_some(holders)
}

/// “Her | main worry”, “the union's | worry”: who holds an opinion, before the noun.
fn owner(paragraph: &TokenizedParagraph<'_>, noun: usize) -> Option<Range<usize>> {
    /// Maximum number of words between owner and noun.
    const FARTHEST: usize = 2;
    let tokens = &paragraph.tokens;
    let is_inner = |token: &usize| {
        matches!(
            tokens[*token].class,
            Class::Adjective | Class::Other | Class::Noun | Class::Adverb | Class::Number | Class::Plural
        )
    };
    let inner = (0..noun).rev().take(FARTHEST).take_while(is_inner).count();
    let last = noun.checked_sub(inner + 1)?;
    let is_own = !matches!(&*lower(paragraph, last), "my" | "our" | "your" | "its" | "whose");
    match tokens[last].class {
        Class::Possessive if is_own && starts_sentence(paragraph, last) => Some(last..last + 1),
        Class::ApostropheS => {
            let owner = subject(paragraph, last);
            let is_first = starts_sentence(paragraph, owner.start);
            (!owner.is_empty() && is_first).then_some(owner.start..last + 1)
        }
        _ => None,
    }
}
