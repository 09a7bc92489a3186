//! “wrote about the woman whose tenant keeps a goat”: what somebody wrote or talked of, and nothing of what they said of it.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Whether the content is only the topic, behind “about”, or what others report: “noted with concern reports that …”.
pub(super) fn is_topic(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return false };
    let is_noting = |token: usize| matches!(&*lower(paragraph, token), "noted" | "notes");
    // “noted with concern media | reports | that …”: the noun may be taken for the verb.
    let is_noun = is_report(paragraph, verb) && (verb.saturating_sub(FARTHEST)..verb).any(is_noting);
    if is_noting(verb) && is_of_others(paragraph, part) || is_noun && lower(paragraph, verb + 1) == "that" {
        return true;
    }
    let is_plain = !has_quotation(paragraph, draft) && !has_clause(paragraph, &draft.content);
    // “gave a talk on | the life of a nurse”
    let preposition = [Some(part.start), part.start.checked_sub(1)].into_iter().flatten();
    let preposition =
        preposition.into_iter().find(|token| matches!(&*lower(paragraph, *token), "on" | "about"));
    let noun = preposition.and_then(|token| token.checked_sub(1));
    if is_plain && noun.is_some_and(|noun| lexicon::is("talks", &lower(paragraph, noun))) {
        return true;
    }
    let is_about = |token: usize| lower(paragraph, token) == "about";
    let is_led = is_about(part.start) || part.start == draft.cue.end && is_about(draft.cue.end - 1);
    is_plain && is_led && lexicon::is("writes", &lower(paragraph, verb))
}

/// Maximum number of tokens between “noted” and the noun.
const FARTHEST: usize = 5;

/// Whether a part is a noun for what somebody says, a few words from its start, and a clause with “that”.
fn is_of_others(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> bool {
    let noun = part.clone().take(FARTHEST + 1).find(|token| is_report(paragraph, *token));
    noun.is_some_and(|noun| lower(paragraph, noun + 1) == "that")
}

fn is_report(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    matches!(
        &*lower(paragraph, token),
        "reports"
            | "report"
            | "claims"
            | "allegations"
            | "rumours"
            | "rumors"
            | "suggestions"
            | "speculation"
    )
}
