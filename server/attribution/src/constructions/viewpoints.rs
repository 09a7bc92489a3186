//! “In Lund's view, the plan is a mistake”, “In the opinion of the auditor, …”: whose view a sentence is.

use super::{Construction, clause_end, comma_behind, has_verb, starts_sentence};
use crate::clauses::{lower, sentence};
use crate::gates::is_listed;
use crate::sources::{phrase, subject};
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Statement of a sentence that starts with whose view it is.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, noun: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if noun < 2 || !is_listed("views", word) {
        return None;
    }
    let before = noun - 1;
    let (source, opening, comma) = match tokens[before].class {
        Class::Possessive if matches!(&*lower(paragraph, before), "his" | "her" | "their") => {
            (before..noun, before, noun + 1)
        }
        Class::ApostropheS => {
            let owner = subject(paragraph, before);
            (owner.start..noun, owner.start, noun + 1)
        }
        Class::Determiner if lower(paragraph, noun + 1) == "of" => {
            let holder = phrase(paragraph, noun + 2);
            (holder.clone(), before, holder.end)
        }
        _ => return None,
    };
    let preposition = opening.checked_sub(1)?;
    if lower(paragraph, preposition) != "in" || tokens[preposition].sentence != tokens[noun].sentence {
        return None;
    }
    // “The tower should go, in Brandt's view.”
    let is_behind = preposition > 0 && tokens[preposition - 1].class == Class::Comma;
    if is_behind && source.end == noun && tokens.get(comma).is_none_or(|next| next.class == Class::Period) {
        let clause = sentence(paragraph, noun).start..preposition - 1;
        let is_plain = clause
            .clone()
            .all(|token| tokens[token].quoted == Quoted::Outside && !tokens[token].class.is_cue_verb());
        return (is_plain && has_verb(paragraph, clause.clone()))
            .then(|| Construction::of_clause(source, noun..noun + 1, clause));
    }
    let is_led = starts_sentence(paragraph, preposition);
    let is_comma = tokens.get(comma).is_some_and(|comma| comma.class == Class::Comma);
    let comma = if is_comma { comma_behind(paragraph, comma) } else { comma };
    let start = comma + 1;
    if source.len() < usize::from(tokens[before].class == Class::ApostropheS) + 1
        || !is_led
        || !is_comma
        || start >= tokens.len()
    {
        return None;
    }
    let end = clause_end(paragraph, start);
    has_verb(paragraph, start..end).then(|| Construction::of_clause(source, noun..noun + 1, start..end))
}
