//! How a verb is linked to the statement behind it: by “that”, a question word, an infinitive, “for” or “about”.

use super::frame::object;
use super::lexicon::english;
use crate::draft::Draft;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// First link behind a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// “that …”
    That,
    /// “why …”, “how …”, perhaps with the one who is asked before
    Question { has_object: bool },
    /// “whether …”, “if …”
    Whether,
    /// “to leave”, perhaps with the one who is to do it before: “told Lund to leave”.
    Infinitive { has_object: bool },
    /// “for …”
    For,
    /// “about …”, “over …”
    About,
    /// Anything else.
    Other,
}

/// First link behind the verb of a draft that ends at a token.
pub(super) fn link(paragraph: &TokenizedParagraph<'_>, draft: &Draft, from: usize) -> Link {
    /// Maximum number of tokens between verb and link.
    const REACH: usize = 14;
    let tokens = &paragraph.tokens;
    let Some(sentence) = from.checked_sub(1).map(|verb| tokens[verb].sentence) else { return Link::Other };
    let content = draft.content.iter().find(|part| part.end > from).map_or(tokens.len(), |part| part.end);
    for token in from..content.min(from + REACH) {
        let here = &tokens[token];
        // “were warned | by police | to stay”
        let is_agent =
            draft.source.start.checked_sub(1).is_some_and(|by| by >= from && paragraph.word(by) == "by");
        if here.sentence != sentence || draft.source.contains(&token) && !is_agent {
            return Link::Other;
        }
        if draft.source.contains(&token) {
            continue;
        }
        let next = tokens.get(token + 1).map(|next| (next.class, next.shape));
        match (here.class, paragraph.word(token)) {
            (_, "that" | "That") if here.class == Class::That => return Link::That,
            (_, "whether" | "if") => return Link::Whether,
            (Class::Wh, _) | (_, "who" | "which" | "whom" | "whose") => {
                return Link::Question { has_object: has_object(paragraph, from..token) };
            }
            (_, "for") => return Link::For,
            (_, "about" | "over") => return Link::About,
            // “to Lund” and “to the city” are no infinitives.
            (Class::To, _) => match next {
                Some((
                    Class::Determiner | Class::Possessive | Class::Object | Class::Number | Class::Plural,
                    _,
                )) => {}
                Some((_, TokenShape::Small)) => {
                    return Link::Infinitive { has_object: has_object(paragraph, from..token) };
                }
                _ => {}
            },
            (Class::Modal | Class::Be | Class::Have | Class::Do | Class::Colon | Class::Semicolon, _) => {
                return Link::Other;
            }
            _ if here.quoted == Quoted::Opening => return Link::Other,
            _ => {}
        }
    }
    Link::Other
}

/// Whether there is more than an adverb between verb and link.
fn has_object(paragraph: &TokenizedParagraph<'_>, between: Range<usize>) -> bool {
    let is_adverb = |class: Class| matches!(class, Class::Not | Class::Adverb | Class::Ly | Class::Comma);
    !paragraph.tokens[between].iter().all(|token| is_adverb(token.class))
}

/// Whether the clause behind “that” has a subjunctive, “that Lund resign”; `None` if its verb is not known.
pub(super) fn has_subjunctive(
    paragraph: &TokenizedParagraph<'_>,
    draft: &Draft,
    verb: Range<usize>,
) -> Option<bool> {
    /// Maximum number of tokens of the subject.
    const LONGEST: usize = 8;
    /// Number of tokens behind a verb that are read.
    const NEAR: usize = 3;
    let tokens = &paragraph.tokens;
    let end = tokens.len().min(verb.end + LONGEST);
    let that = (verb.end..end).find(|token| tokens[*token].class == Class::That);
    // “insisted he resign”
    let first = that.map(|that| that + 1).or_else(|| object(draft).filter(|object| *object == verb.end))?;
    let is_past = tokens[verb.start].class == Class::CuePast;
    let last = draft.content.iter().map(|part| part.end).max().unwrap_or(tokens.len());
    for token in first..last.min(first + LONGEST) {
        let (class, word) = (tokens[token].class, paragraph.word(token).to_lowercase());
        let is_adverb =
            |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Not);
        let previous = (first..token).rev().find(|token| !is_adverb(token)).unwrap_or(first - 1);
        let before = paragraph.word(previous).to_lowercase();
        let is_behind_pronoun = matches!(before.as_str(), "he" | "she" | "it");
        let is_plural = matches!(before.as_str(), "they" | "we" | "you" | "i" | "there")
            || before.ends_with('s') && tokens[previous].class != Class::ApostropheS;
        match class {
            Class::Be => return Some(word == "be"),
            Class::Modal | Class::Have if word != "have" => return Some(false),
            Class::Do if word != "do" => return Some(false),
            // “that he not resign”
            Class::Not if word == "not" && is_behind_pronoun => return Some(true),
            Class::CuePast | Class::CueThird | Class::Ed if token > first => return Some(false),
            _ => {}
        }
        if token == first || tokens[token].shape != TokenShape::Small {
            continue;
        }
        // “insisted it owed no tax”
        if english().is_past(&word) || word.ends_with("ed") && !english().is_bare(&word) && word != "need" {
            return Some(false);
        }
        let is_base = english().is_bare(&word) || class == Class::CueBase;
        if is_behind_pronoun && !is_adverb(&token) {
            return Some(is_base || !word.ends_with('s'));
        }
        // “insists that they leave” may say that they do.
        if is_base && is_plural && !is_past {
            return None;
        }
        // “the second debate erased …”: a noun, with its verb behind.
        let is_finite = |class: Class| {
            matches!(
                class,
                Class::Be | Class::Have | Class::Modal | Class::CuePast | Class::CueThird | Class::Ed
            )
        };
        let mut behind = tokens[token + 1..].iter().take(NEAR).map(|token| token.class);
        let is_noun = matches!(
            tokens[previous].class,
            Class::Determiner | Class::Possessive | Class::Adjective | Class::Number
        );
        if english().is_bare(&word) && !is_noun && !behind.any(is_finite) {
            return Some(true);
        }
    }
    None
}
