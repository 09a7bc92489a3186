//! Findings of each rule with their exact ranges, and the results of its fixes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod altered_quote;
mod anonymous_no_reason;
mod anonymous_opinion;
mod bare_source;
mod circular_source;
mod contradicting_verdicts;
mod duplicate_id;
mod late_speaker;
mod loaded_verb;
mod merge_conflict;
mod mind_verb;
mod misplaced;
mod missing_date;
mod missing_source;
mod placeholder;
mod plural_single;
mod raw;
mod run_together;
mod second_hand;
mod shadowed_id;
mod silence;
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
mod unused_allow;
