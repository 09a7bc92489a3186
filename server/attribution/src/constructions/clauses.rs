//! “Voigt guaranteed that the door would be shut”, “Voigt reminds the board that …”: a verb of speech between its subject
//! and “that”, perhaps with an addressee.

use super::speakers::spoken_by;
use super::{Construction, has_verb, mixed_end};
use crate::clauses::lower;
use crate::gates::is_listed;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens of the addressee.
const LONGEST: usize = 8;

/// Statement of a clause with “that” behind a verb of speech.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if !is_listed("speech", word) && !is_listed("conveys", word) && !is_listed("recounts", word) {
        return None;
    }
    let that = if is_listed("addresses", word) {
        behind_addressee(paragraph, verb + 1)
    } else {
        behind_parenthesis(paragraph, verb + 1)
    };
    // “described how samples were poured”
    let is_how = is_listed("recounts", word) && lower(paragraph, that) == "how";
    if tokens.get(that)?.class != Class::That && !is_how {
        return None;
    }
    let (source, group) = spoken_by(paragraph, verb)?;
    let end = mixed_end(paragraph, that);
    // “complain that they run out of kits”: the present of a verb looks like a noun.
    let is_pronoun = tokens.get(that + 1).is_some_and(|next| next.class == Class::Subject) && end > that + 3;
    (is_pronoun || has_verb(paragraph, that..end))
        .then(|| Construction::of_clause(source, group..verb + 1, that..end))
}

/// Token behind a parenthesis: “claims | (12 March) | that”.
fn behind_parenthesis(paragraph: &TokenizedParagraph<'_>, from: usize) -> usize {
    let tokens = &paragraph.tokens;
    if tokens.get(from).is_none_or(|mark| mark.class != Class::ParenOpen) {
        return from;
    }
    let mut inner = (from..tokens.len()).take(LONGEST);
    inner.find(|token| tokens[*token].class == Class::ParenClose).map_or(from, |closing| closing + 1)
}

/// Token behind whom it is told: “reminded | the members of the board | that”.
fn behind_addressee(paragraph: &TokenizedParagraph<'_>, from: usize) -> usize {
    let tokens = &paragraph.tokens;
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        here.shape != TokenShape::Mark
            && here.quoted == Quoted::Outside
            && (!here.class.is_verbal()
                || here.class == Class::CueBase && tokens[*token - 1].class == Class::Determiner)
            && !matches!(here.class, Class::That | Class::To | Class::Relative)
    };
    let inner = (from..tokens.len()).take(LONGEST).take_while(is_inner).count();
    from + inner
}
