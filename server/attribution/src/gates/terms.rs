//! “what's called “grey leaf””, “a film titled “The Long Way””: a term or a title in quotation marks, which nobody says.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, lower};
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Maximum length of a term with its marks, in tokens.
const LONGEST: usize = 9;

/// Whether the content is a term behind a participle without a subject of its own.
pub(super) fn is_term(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    // “with what he called his grandmother's ball”
    let is_called = draft.source.start > 0
        && draft.source.end == draft.cue.start
        && lower(paragraph, draft.source.start - 1) == "what"
        && draft.cue.clone().any(|token| lexicon::is("names", &lower(paragraph, token)));
    if is_called && !has_quotation(paragraph, draft) && !has_clause(paragraph, &draft.content) {
        return true;
    }
    let Some(mut before) = part.start.checked_sub(1) else { return false };
    if matches!(&*lower(paragraph, before), "as" | "the" | ",") && before > 0 {
        before -= 1;
    }
    has_quotation(paragraph, draft)
        && part.len() <= LONGEST
        && lexicon::is("names", &lower(paragraph, before))
        && (!draft.cue.contains(&before) || draft.source.is_empty() || is_passive(paragraph, before))
}

/// “is called”, “what's known as”, “a film titled”: whether the participle is passive.
fn is_passive(paragraph: &TokenizedParagraph<'_>, participle: usize) -> bool {
    let tokens = &paragraph.tokens;
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly);
    let before = (0..participle).rev().find(|token| !is_adverb(token));
    // “what's”, “it's”
    let is_short = |before: usize| {
        let is_pronoun =
            matches!(tokens[before - 1].class, Class::Wh | Class::Neuter | Class::That | Class::Relative);
        tokens[before].class == Class::ApostropheS && is_pronoun
    };
    lexicon::is("titles", &lower(paragraph, participle))
        || before.is_none_or(|before| tokens[before].class == Class::Be || before > 0 && is_short(before))
}
