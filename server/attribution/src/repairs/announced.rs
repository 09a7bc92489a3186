//! “She praised the winner: “She is the future.””, “He stopped. Was it a joke? “No.””: the author's words before a quotation.

use crate::draft::Draft;
use crate::token::{Class, Quoted, Token, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Maximum length of the noun phrase before the colon, in tokens.
const LONGEST: usize = 5;

/// Removes the author's words before a quotation that ends the content: a noun phrase and a colon behind the verb, a sentence
/// with a colon that tells somebody's view, or whole sentences behind the one with the verb.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let said = draft.source.end.max(draft.cue.end);
    let cue = draft.cue.clone();
    for part in &mut draft.content {
        let quotation =
            paragraph.quotations.iter().find(|one| part.start < one.first && one.last + 1 >= part.end);
        let Some(first) = quotation.map(|quotation| quotation.first).filter(|first| *first < part.end) else {
            continue;
        };
        let before = part.start..first - 1;
        let is_plain = |token: &Token| token.quoted == Quoted::Outside;
        let is_noun = |token: &Token| {
            token.shape != TokenShape::Mark
                && !token.class.is_verbal()
                && !matches!(
                    token.class,
                    Class::That | Class::Wh | Class::To | Class::Subject | Class::Neuter
                )
        };
        let is_object = !before.is_empty()
            && before.len() <= LONGEST
            && tokens[first - 1].class == Class::Colon
            && part.start == cue.end
            && tokens[before.clone()].iter().all(|token| is_plain(token) && is_noun(token));
        let is_later = part.start >= said
            && !cue.is_empty()
            && tokens[part.start].sentence > tokens[said - 1].sentence
            && matches!(tokens[first - 1].class, Class::Period | Class::Question)
            && tokens[part.start..first].iter().all(is_plain);
        // “For Berg, the work is not over: “…””
        let is_view = cue.len() == 1
            && paragraph.word(cue.start) == "For"
            && tokens[first - 1].class == Class::Colon
            && tokens[part.start..first].iter().all(is_plain);
        if is_object || is_later || is_view {
            part.start = first;
        }
    }
}
