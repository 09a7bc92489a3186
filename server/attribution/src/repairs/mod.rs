//! Repairs: the chains find a statement, but take words for its source or content that are neither. Each repair is one
//! kind of words, in a file of its own; it shortens or moves a span, and never makes a speaker of somebody else.

mod addressees;
mod adverbials;
mod announced;
mod appositions;
mod boundaries;
mod contrasts;
pub(super) mod datelines;
mod hearers;
mod insertions;
mod inversions;
mod narration;
mod occasions;
mod openings;
mod relatives;
mod subjects;
mod unfinished;
mod verdicts;

use super::draft::Draft;
use super::tokens::TokenizedParagraph;

/// Removes datelines, places and times from the source of a draft, and widens it to the head of its subject.
pub(super) fn mend_source(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    subjects::widen(paragraph, draft);
    datelines::leave_out(paragraph, draft);
    adverbials::leave_out(paragraph, draft);
}

/// Removes words that link a sentence to the one before from what other rules took for content.
pub(super) fn trim(paragraph: &TokenizedParagraph<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        openings::leave_out(paragraph, draft);
    }
}

/// Repairs a draft. `taken` marks the tokens that are the content of some draft.
pub(super) fn apply(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, taken: &[bool]) {
    inversions::turn(paragraph, draft);
    datelines::leave_out(paragraph, draft);
    insertions::leave_out(paragraph, draft);
    adverbials::leave_out(paragraph, draft);
    appositions::leave_out(paragraph, draft);
    subjects::widen(paragraph, draft);
    hearers::leave_out(paragraph, draft);
    addressees::leave_out(paragraph, draft);
    occasions::leave_out(paragraph, draft);
    openings::leave_out(paragraph, draft);
    narration::leave_out(paragraph, draft);
    announced::leave_out(paragraph, draft);
    verdicts::leave_out(paragraph, draft);
    boundaries::extend(paragraph, draft, taken);
    relatives::leave_out(paragraph, draft);
    unfinished::extend(paragraph, draft, taken);
    contrasts::leave_out(paragraph, draft);
    draft.content.retain(|part| !part.is_empty());
}
