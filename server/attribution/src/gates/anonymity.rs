//! “asked that his name be withheld”, “insisted on not being named”: on what condition a source speaks, and nothing of what it
//! says.

use super::lexicon;
use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Quoted;
use crate::tokens::TokenizedParagraph;

/// Maximum length of a condition, in tokens.
const LONGEST: usize = 9;

/// Whether the content is only that the source is not to be named.
pub(super) fn is_condition(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    let has = |group: &str| part.clone().any(|token| lexicon::is(group, &lower(paragraph, token)));
    let is_plain = part.clone().all(|token| paragraph.tokens[token].quoted == Quoted::Outside);
    let is_own =
        part.clone().any(|token| matches!(&*lower(paragraph, token), "his" | "her" | "their" | "its"))
            && has("names-of-sources")
            && has("withheld");
    let is_unnamed = has("not") && lexicon::is("named", &lower(paragraph, part.end - 1));
    let is_alone = part.len() <= 2 && lexicon::is("anonymity", &lower(paragraph, part.end - 1));
    is_plain
        && part.len() <= LONGEST
        && (is_own || is_unnamed && is_passive(paragraph, part.start) || is_alone)
}

/// “not to be named”, “to not be named”: an infinitive, whose subject is the source.
fn is_passive(paragraph: &TokenizedParagraph<'_>, first: usize) -> bool {
    matches!(&*lower(paragraph, first), "not" | "to")
}
