//! “But | the quay is closed, he said”, “complained bitterly | that …”, “says at a stop in Kvam | that …”: a word that links
//! the sentence to the one before, and how or where it was said, are not part of what was said.

use crate::clauses::{is_past, lower};
use crate::draft::Draft;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Removes such words from the start of indirect speech.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    leave_out_link(paragraph, draft);
    leave_out_manner(paragraph, draft);
}

/// Removes “but”, “and” or “however,” from the start of the sentence before source and verb.
fn leave_out_link(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let said =
        if draft.source.is_empty() { draft.cue.start } else { draft.source.start.min(draft.cue.start) };
    let Some(part) = draft.content.first_mut().filter(|part| part.end <= said) else { return };
    let start = part.start;
    let begins = start == 0 || tokens[start - 1].sentence != tokens[start].sentence;
    let is_plain = part.clone().all(|token| tokens[token].quoted == Quoted::Outside);
    if draft.cue.is_empty() || !begins || !is_plain || tokens[start].shape != TokenShape::Capital {
        return;
    }
    let is_comma = tokens.get(start + 1).is_some_and(|next| next.class == Class::Comma);
    let length = match &*lower(paragraph, start) {
        "but" | "and" if !is_comma => 1,
        "however" | "still" | "meanwhile" | "moreover" if is_comma => 2,
        _ => return,
    };
    if start + length + 2 < part.end {
        part.start += length;
    }
}

/// Removes adverbs and phrases before “that” from the start of the content.
fn leave_out_manner(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    /// Maximum number of tokens before “that”.
    const LONGEST: usize = 12;
    let tokens = &paragraph.tokens;
    let cue = draft.cue.clone();
    let Some(part) = draft.content.iter_mut().find(|part| part.start == cue.end) else { return };
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let is_hearer = |token: usize| {
        matches!(
            class(token),
            Some(
                Class::Determiner
                    | Class::Possessive
                    | Class::Title
                    | Class::Name
                    | Class::Role
                    | Class::Plural
            )
        )
    };
    let opens = match tokens[part.start].class {
        Class::Preposition | Class::Ly | Class::Adverb | Class::Day => true,
        Class::To => is_hearer(part.start + 1),
        // “said more than once that”
        _ => paragraph.word(part.start) == "more",
    };
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        let is_verb = here.class.is_verbal() && here.class != Class::CueBase
            || matches!(here.class, Class::Relative | Class::Subordinate | Class::Wh | Class::Subject)
            || is_past(paragraph, *token);
        !is_verb && here.class != Class::That && here.quoted == Quoted::Outside
    };
    let inner = part.clone().take(LONGEST).take_while(is_inner).count();
    let that = part.start + inner;
    // “that” may refer to the noun before it: “to the plan that failed”.
    let is_clause =
        tokens.get(that + 1).is_some_and(|next| !next.class.is_verbal() && next.shape != TokenShape::Mark);
    if opens && that + 3 < part.end && class(that) == Some(Class::That) && is_clause {
        part.start = that;
    }
}
