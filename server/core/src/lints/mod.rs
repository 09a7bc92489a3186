//! The rules: each in a file of its own with the same shape. To add one, write its file and name it in
//! [`RULES`].

mod across;
mod altered_quote;
mod anonymous_no_reason;
mod anonymous_opinion;
mod bare_source;
mod check;
mod checked;
mod circular_source;
mod contradicting_verdicts;
mod duplicate_id;
mod late_speaker;
mod loaded_verb;
mod mending;
mod missing_date;
mod missing_source;
mod naming;
mod pages;
mod plural_single;
mod run_together;
mod second_hand;
mod shadowed_id;
mod silence;
mod single_source;
mod stale_quote;
mod syntax;
mod topics;
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

pub use crate::Fix;
pub use crate::policy::{Level, Severity};
pub use crate::sourcing::quotations::{Around, Parts};
pub use check::{Chunk, Findings, check, check_on};
pub use checked::Checked;
pub use mending::Mending;
pub use pages::{index, page};

use crate::Edit;
use crate::document::BlockAt;
use crate::model::{Extent, Marked, Namespace};
use crate::policy::Policy;
use crate::scope::Scope;
use across::Across;
use std::ops::Range;
use topics::Told;

/// A rule of the linter.
#[derive(Debug)]
pub struct Rule {
    /// The stable name.
    pub code: &'static str,
    /// The severity unless it is configured otherwise.
    pub severity: Severity,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// What it is for, what it checks and what it leaves alone, in Markdown.
    pub explanation: &'static str,
    /// A document with a finding of the rule.
    pub bad: &'static str,
    /// The same without one.
    pub good: &'static str,
    /// How it finds what is wrong.
    check: Check,
    /// Ways to mend a finding of the rule in that block, the likeliest first.
    fixes: fn(&Mending<'_>, &Finding) -> Vec<Fix>,
}

/// How a rule finds what is wrong.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// From one block and what is declared.
    Block(fn(&Context<'_>, &mut Vec<Finding>)),
    /// From what all blocks tell. A block is looked at again when something has changed of what it asks about.
    Document {
        /// What a block tells the others, and what it asks about.
        tell: fn(&Context<'_>, &mut Vec<Told>),
        /// Finds what is wrong in one block.
        find: fn(&Context<'_>, &Across<'_>, &mut Vec<Finding>),
    },
    /// From what the other rules found, and what was silenced; only `unused-allow` does.
    Silenced,
}

impl Rule {
    /// Its severity where this policy holds; `None` if it is off there.
    pub fn level(&self, policy: &Policy) -> Level {
        policy.level(self.code, self.severity)
    }

    /// Ways to mend a finding of this rule in that block, the likeliest first.
    pub fn fixes(&self, block: &Mending<'_>, finding: &Finding) -> Vec<Fix> {
        (self.fixes)(block, finding)
    }
}

/// The fixes of a rule of which no machine can know what would mend it.
fn no_fixes(_: &Mending<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}

/// All rules, in the order in which they are listed.
pub static RULES: [&Rule; 32] = [
    &syntax::RULE,
    &undefined::ACTOR,
    &undefined::SOURCE,
    &undefined::LABEL,
    &duplicate_id::RULE,
    &unattributed_quote::RULE,
    &unattributed_claim::RULE,
    &missing_source::RULE,
    &altered_quote::RULE,
    &anonymous_no_reason::RULE,
    &anonymous_opinion::RULE,
    &bare_source::RULE,
    &plural_single::RULE,
    &single_source::RULE,
    &circular_source::RULE,
    &second_hand::RULE,
    &unanswered_accusation::RULE,
    &contradicting_verdicts::RULE,
    &loaded_verb::LOADED,
    &loaded_verb::MIND,
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

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.code == code)
}

/// The code of a rule most like this one.
pub fn nearest_rule(code: &str) -> Option<&'static str> {
    crate::spelling::nearest(code, RULES.into_iter().map(|rule| rule.code))
}

/// What a rule found in a block.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it matters in this document.
    pub severity: Severity,
    /// The place to mend, relative to the block.
    pub extent: Extent,
    /// What is wrong and what would mend it, in a sentence or two.
    pub message: Box<str>,
    /// The id whose other definitions belong to the finding.
    pub related: Option<(Namespace, Box<str>)>,
    /// The quotation or span that the finding is about, where it stands outside of it: its annotation can silence it.
    pub about: Option<Extent>,
}

/// A block that is being checked, and what it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// What the block sees.
    pub scope: &'a Scope,
    /// The block.
    pub at: BlockAt<'a>,
    /// What the blocks around it say about its quotations.
    pub around: Around,
}

impl Context<'_> {
    /// A byte range of the document for an extent of the block.
    fn range(&self, extent: Extent) -> Range<usize> {
        extent.at(self.at.start)
    }

    /// A fix with one edit.
    fn fix(&self, title: impl Into<String>, extent: Extent, text: impl Into<String>) -> Fix {
        Fix { title: title.into(), edits: vec![Edit::replace(self.range(extent), text)], preferred: false }
    }
}

impl Finding {
    /// A finding of a rule, as grave as the rule is by itself; [`check`] gives it the severity that holds.
    fn new(rule: &'static Rule, extent: Extent, message: impl Into<Box<str>>) -> Self {
        Self { rule, severity: rule.severity, extent, message: message.into(), related: None, about: None }
    }

    /// The finding is about this quotation or span.
    fn about(self, marked: &Marked) -> Self {
        Self { about: Some(marked.extent), ..self }
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule)
            && (self.severity, self.extent) == (other.severity, other.extent)
            && (&self.message, &self.related, self.about) == (&other.message, &other.related, other.about)
    }
}
