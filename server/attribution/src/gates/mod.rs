//! Gates: statements that the chains find, but that nobody makes. A draft that fails a gate has no stance, so that it is
//! not drafted, and its source is not proposed as a speaker.
//!
//! Each gate is one kind of sentence, in a file of its own; their words are in `data/en/gates.txt`.

mod actions;
mod anonymity;
mod audiences;
mod authors;
mod comparisons;
mod displays;
mod durations;
mod habits;
mod impressions;
mod labels;
mod lexicon;
mod pronouns;
mod relays;
mod terms;
mod topics;

pub(super) use lexicon::is as is_listed;

use super::draft::Draft;
use super::tokens::TokenizedParagraph;

/// Whether nobody makes the statement of a draft.
type Gate = fn(&TokenizedParagraph<'_>, &Draft) -> bool;

/// All gates; the order does not matter.
const GATES: [Gate; 14] = [
    actions::is_action,
    anonymity::is_condition,
    audiences::is_audience,
    authors::is_author,
    comparisons::is_compared,
    displays::is_display,
    durations::is_duration,
    habits::is_habit,
    impressions::is_impression,
    labels::is_label,
    pronouns::is_pronoun,
    relays::is_nested,
    terms::is_term,
    topics::is_topic,
];

/// Takes the stance from all drafts that fail a gate.
pub(super) fn apply(paragraph: &TokenizedParagraph<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.stance.is_some()) {
        if GATES.iter().any(|fails| fails(paragraph, draft)) {
            draft.stance = None;
        }
    }
}
