//! “… is smaller than what Quill said”, “Contrary to what Quill said, …”, “… is not the largest, as Quill claimed”: the
//! author compares facts with a statement. The verdict is the author's, and the one who is checked did not say it.

use super::lexicon;
use crate::clauses::{lower, sentence};
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Whether the content is compared with what the source says, or judges it.
pub(super) fn is_compared(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let source = &draft.source;
    // “Everything Quill | says | is a lie”
    let is_all = !source.is_empty() && lexicon::is("whatever", &lower(paragraph, source.start));
    if is_all && is_judged(paragraph, draft) {
        return true;
    }
    let Some(before) = source.start.checked_sub(1).filter(|_| !source.is_empty()) else { return false };
    if source.end > draft.cue.start || tokens[before].sentence != tokens[source.start].sentence {
        return false;
    }
    let first = sentence(paragraph, source.start).start;
    let is_ahead = draft.content.iter().any(|part| part.start < source.start);
    let is_negated = || {
        let ahead = draft.content.iter().flat_map(Clone::clone).filter(|token| *token < source.start);
        ahead.into_iter().any(|token| tokens[token].class == Class::Not)
    };
    // “smaller than Quill said”, “as high as Quill said”
    let is_scale = |token: usize| {
        lexicon::is("scales", &lower(paragraph, token))
            || tokens[token].class == Class::As && is_equal(paragraph, first, token)
    };
    match &*lower(paragraph, before) {
        "than" => is_ahead || is_elliptic(paragraph, draft),
        "as" if is_elliptic(paragraph, draft) => is_equal(paragraph, first, before),
        // “was not, as posts suggest, the longest”
        "as" if is_inserted(paragraph, first, before) => true,
        "as" => is_ahead && (is_equal(paragraph, first, before) || is_negated()),
        word if lexicon::is("whatever", word) => {
            let led = (first..before).rev().take(2).any(is_scale);
            led || is_judged(paragraph, draft) || is_ahead && is_negated()
        }
        _ => false,
    }
}

/// “was not, | as posts suggest, the longest”: whether a negation and a comma are before “as”.
fn is_inserted(paragraph: &TokenizedParagraph<'_>, first: usize, link: usize) -> bool {
    let is = |token: usize, class: Class| paragraph.tokens[token].class == class;
    link >= first + 2 && is(link - 1, Class::Comma) && is(link - 2, Class::Not)
}

/// “less than Quill said | they would”, “more than Quill said | were there”: whether the content lacks a verb or a subject.
fn is_elliptic(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    /// Maximum number of tokens.
    const LONGEST: usize = 4;
    let [part] = &draft.content[..] else { return false };
    let is_verb = |token: usize| {
        matches!(paragraph.tokens[token].class, Class::Modal | Class::Be | Class::Have | Class::Do)
    };
    part.len() <= LONGEST && (is_verb(part.start) || is_verb(part.end - 1))
}

/// “What Quill said | is wrong”: whether the content starts with a verb.
fn is_judged(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let mut behind = draft.content.iter().filter(|part| part.start >= draft.cue.end);
    behind.any(|part| {
        let class = paragraph.tokens[part.start].class;
        matches!(class, Class::Be | Class::Modal | Class::Have | Class::Do | Class::Not)
    })
}

/// “as high | as”: whether another “as” is a few words before.
fn is_equal(paragraph: &TokenizedParagraph<'_>, first: usize, second: usize) -> bool {
    /// Maximum number of tokens between the two.
    const FARTHEST: usize = 4;
    let between = (first..second).rev().take(FARTHEST);
    let mut between = between.take_while(|token| paragraph.tokens[*token].class != Class::Comma);
    between.any(|token| matches!(&*lower(paragraph, token), "as" | "so"))
}
