//! Nouns that content starts with, and the clauses that they introduce: “claims by Ann Lee | that …”.

use super::frame::{Governor, GovernorKind};
use super::lexicon::english;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Noun with a sense in the noun phrase that starts the content.
pub(super) fn leading_noun(paragraph: &TokenizedParagraph<'_>, content: Range<usize>) -> Option<Governor> {
    /// Maximum number of tokens before the noun.
    const REACH: usize = 9;
    let tokens = &paragraph.tokens;
    let first = content.start;
    // “as “nonsense” claims that …”, “as false a report that …”, “about claims that …”
    let start = match tokens.get(first)?.class {
        Class::As => {
            let quotation = paragraph.quotations.iter().find(|quotation| quotation.first == first + 1);
            quotation.map_or(first + 1, |quotation| quotation.last + 1)
        }
        Class::Preposition | Class::Of | Class::To => first + 1,
        _ => first,
    };
    let end = content.end.min(start + REACH);
    let near = tokens.iter().enumerate().take(end).skip(start);
    for (token, class) in near.map(|(place, token)| (place, token.class)) {
        let word = paragraph.word(token).to_lowercase();
        let (length, senses) = english().senses(&word, |by| paragraph.word(token + by));
        if let Some(noun) = senses.iter().copied().find(|sense| sense.is_noun()) {
            // In “the claims committee” and “conspiracy theories”, the last noun counts.
            let next = token + length;
            let next_word = paragraph.word(next).to_lowercase();
            let (_, behind) = english().senses(&next_word, |by| paragraph.word(next + by));
            if !behind.iter().any(|sense| sense.is_noun()) {
                return Some(Governor { tokens: token..next, kind: GovernorKind::Noun(noun) });
            }
            continue;
        }
        let is_over = matches!(
            class,
            Class::That
                | Class::To
                | Class::Relative
                | Class::Period
                | Class::Colon
                | Class::Semicolon
                | Class::Modal
        ) || class == Class::Wh;
        if is_over {
            return None;
        }
    }
    None
}

/// Opening word of the clause behind a noun, perhaps with its author in between: “claims by Ann Lee that …”.
pub(super) fn noun_clause(paragraph: &TokenizedParagraph<'_>, from: usize) -> Option<usize> {
    /// Maximum number of tokens in between.
    const REACH: usize = 12;
    let tokens = &paragraph.tokens;
    let sentence = tokens.get(from)?.sentence;
    let near = from..tokens.len().min(from + REACH);
    near.take_while(|token| tokens[*token].sentence == sentence && !tokens[*token].class.is_verbal()).find(
        |token| {
            let class = tokens[*token].class;
            class == Class::That && !is_relative(paragraph, *token)
                || matches!(paragraph.word(*token), "whether" | "if")
                || matches!(class, Class::Of | Class::Preposition)
                    && tokens.get(token + 1).is_some_and(|next| next.class == Class::Ing)
        },
    )
}

/// “the proposal that would end …”, “the claim that she made”: the clause does not tell the claim.
fn is_relative(paragraph: &TokenizedParagraph<'_>, that: usize) -> bool {
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let is_end = |token: usize| matches!(class(token), None | Some(Class::Period | Class::Comma));
    class(that + 1).is_some_and(|class| class.is_verbal() && class != Class::CueBase)
        || class(that + 1) == Some(Class::Subject) && is_end(that + 3)
}
