//! “told the Marlow Courier the club was broke”, “tells the paper that …”: who it was told to is not part of what was said.

use crate::clauses::{head_verb, lower};
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Verbs with an addressee before the statement.
const TELLING: [&str; 16] = [
    "tell", "tells", "told", "telling", "inform", "informs", "informed", "assure", "assures", "assured",
    "remind", "reminds", "reminded", "notify", "notified", "advised",
];

/// Removes the addressee from the start of the content.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return };
    if !TELLING.contains(&&*lower(paragraph, verb)) {
        return;
    }
    let Some(part) = draft.content.iter_mut().find(|part| part.start == draft.cue.end) else { return };
    if let Some(start) = statement(paragraph, part) {
        part.start = start;
    }
}

/// First token of the statement behind an addressee.
fn statement(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> Option<usize> {
    /// Maximum number of tokens of the addressee.
    const LONGEST: usize = 10;
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let is_noun = |token: usize| {
        matches!(
            class(token),
            Some(
                Class::Name
                    | Class::Role
                    | Class::Plural
                    | Class::Noun
                    | Class::Title
                    | Class::CueNoun
                    | Class::Other
                    | Class::Adjective
                    | Class::ApostropheS
                    | Class::Of
                    | Class::Number
            )
        )
    };
    let opens = matches!(class(part.start), Some(Class::Determiner | Class::Possessive | Class::Object));
    if !opens && !is_noun(part.start) {
        return None;
    }
    let nouns = (part.start + 1..part.end).take(LONGEST).take_while(|token| is_noun(*token)).count();
    let next = part.start + 1 + nouns;
    let is_addressee = opens || matches!(class(part.start), Some(Class::Plural | Class::Role));
    let has_more = next + 2 < part.end;
    let begins = match class(next)? {
        Class::That => true,
        Class::Wh => has_more,
        Class::Determiner | Class::Subject | Class::Neuter | Class::Possessive => is_addressee && has_more,
        _ => false,
    };
    begins.then_some(next)
}
