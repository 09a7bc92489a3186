//! Sentences and clauses around the tokens of a statement, for the rules behind the chains.

use super::draft::Draft;
use super::token::{Class, Quoted, TokenShape};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Tokens of the sentence that contains a token.
pub(super) fn sentence(paragraph: &TokenizedParagraph<'_>, token: usize) -> Range<usize> {
    let tokens = &paragraph.tokens;
    let Some(here) = tokens.get(token) else { return token..token };
    let before = tokens[..token].iter().rev().take_while(|other| other.sentence == here.sentence).count();
    let behind = tokens[token..].iter().take_while(|other| other.sentence == here.sentence).count();
    token - before..token + behind
}

/// Lower-case text of a token.
pub(super) fn lower(paragraph: &TokenizedParagraph<'_>, token: usize) -> String {
    paragraph.word(token).to_lowercase()
}

/// Whether a word is a past form without -ed, such as “knew”.
pub(super) fn is_past(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    paragraph.tokens[token].class == Class::Other && super::stances::is_past(&lower(paragraph, token))
}

/// Last verb of a cue: “told” in “has also told”; one that no list knows by its ending.
pub(super) fn head_verb(paragraph: &TokenizedParagraph<'_>, cue: &Range<usize>) -> Option<usize> {
    let class = |token: &usize| paragraph.tokens[*token].class;
    let known = cue.clone().rev().find(|token| class(token).is_cue_verb());
    known.or_else(|| cue.clone().rev().find(|token| matches!(class(token), Class::Ed | Class::Ing)))
}

/// Whether any of the content is in quotation marks.
pub(super) fn has_quotation(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let mut tokens = draft.content.iter().flat_map(Range::clone);
    tokens.any(|token| paragraph.tokens[token].quoted != Quoted::Outside)
}

/// Whether the content is a clause, which may be true or false, and not only a noun phrase: “that he left”, “whether to
/// leave”, “he left”, but not “the plan for the pier”.
pub(super) fn has_clause(paragraph: &TokenizedParagraph<'_>, content: &[Range<usize>]) -> bool {
    let tokens = &paragraph.tokens;
    let opens = |part: &Range<usize>| {
        let class = tokens.get(part.start).map(|first| first.class);
        matches!(
            class,
            Some(Class::That | Class::Wh | Class::To | Class::Relative | Class::Ing | Class::CueIng)
        ) || paragraph.word(part.start).eq_ignore_ascii_case("if")
    };
    // A verb behind “who” or “that” is inside the noun phrase.
    let has_verb = |part: &Range<usize>| {
        let is_outer = |token: &usize| {
            !matches!(tokens[*token].class, Class::Relative | Class::That | Class::Subordinate)
        };
        // “12 votes to 3”: only behind a pronoun is a word in -s surely a verb.
        let is_finite = |token: usize| match tokens[token].class {
            Class::Be | Class::Have | Class::Do | Class::Ed | Class::CuePast => true,
            // “on 9 May”
            Class::Modal => tokens[token].shape != TokenShape::Capital,
            Class::CueThird => matches!(tokens[token - 1].class, Class::Subject | Class::Neuter),
            _ => false,
        };
        part.clone().skip(1).take_while(is_outer).any(is_finite)
    };
    content.iter().any(|part| opens(part) || has_verb(part))
}
