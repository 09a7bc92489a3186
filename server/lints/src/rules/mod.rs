//! The rules: each in a file of its own with the same shape. To add one, write its file and name it in [`RULES`].

mod altered_quote;
mod anonymous_no_reason;
mod anonymous_opinion;
mod bare_source;
mod circular_source;
mod contradicting_verdicts;
mod duplicate_id;
mod house_name;
mod house_phrase;
mod house_verb;
mod late_speaker;
mod loaded_verb;
mod merge_conflict;
mod missing_date;
mod missing_source;
mod placeholder;
mod plural_single;
mod run_together;
mod second_hand;
mod shadowed_id;
mod single_source;
mod stale_quote;
mod stray_markup;
mod syntax;
mod unanswered_accusation;
mod unattributed_claim;
mod unattributed_quote;
mod unbalanced_quote;
mod undefined;
mod unknown_key;
mod unmarked_claim;
mod unreviewed_draft;
mod unused;
pub(crate) mod unused_allow;

use crate::Rule;

/// All rules, in the order in which they are listed.
pub static RULES: [&Rule; 38] = [
    &syntax::RULE,
    &undefined::ACTOR,
    &undefined::SOURCE,
    &undefined::LABEL,
    &duplicate_id::RULE,
    &merge_conflict::RULE,
    &stray_markup::RULE,
    &unattributed_quote::RULE,
    &unattributed_claim::RULE,
    &missing_source::RULE,
    &altered_quote::RULE,
    &anonymous_no_reason::RULE,
    &anonymous_opinion::RULE,
    &bare_source::RULE,
    &placeholder::RULE,
    &plural_single::RULE,
    &single_source::RULE,
    &circular_source::RULE,
    &second_hand::RULE,
    &unanswered_accusation::RULE,
    &contradicting_verdicts::RULE,
    &loaded_verb::LOADED,
    &loaded_verb::MIND,
    &house_verb::RULE,
    &house_phrase::RULE,
    &house_name::RULE,
    &late_speaker::RULE,
    &run_together::RULE,
    &missing_date::RULE,
    &stale_quote::RULE,
    &unused::ACTOR,
    &unused::SOURCE,
    &shadowed_id::RULE,
    &unknown_key::RULE,
    &unbalanced_quote::RULE,
    &unmarked_claim::RULE,
    &unreviewed_draft::RULE,
    &unused_allow::RULE,
];
