//! The rules: each in a file of its own with the same shape. To add one, write its file and name it in
//! [`RULES`].

mod check;
mod duplicate_id;
mod missing_source;
mod pages;
mod silence;
mod syntax;
mod unattributed_claim;
mod unattributed_quote;
mod unbalanced_quote;
mod undefined;
mod unmarked_claim;

pub use crate::Fix;
pub use crate::policy::{Level, Severity};
pub use crate::sourcing::quotations::{Around, Parts};
pub use check::{Findings, check, check_block};
pub use pages::{index, page};

use crate::Edit;
use crate::document::BlockAt;
use crate::model::{Extent, Namespace};
use crate::policy::Policy;
use crate::scope::Scope;
use std::ops::Range;

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
    /// Finds what is wrong in one block.
    check: fn(&Context<'_>, &mut Vec<Finding>),
    /// Ways to mend a finding of the rule in that block, the likeliest first.
    fixes: fn(&Context<'_>, &Finding) -> Vec<Fix>,
}

impl Rule {
    /// Its severity where this policy holds; `None` if it is off there.
    pub fn level(&self, policy: &Policy) -> Level {
        policy.level(self.code, self.severity)
    }

    /// Ways to mend a finding of this rule in the block of `context`, the likeliest first.
    pub fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        (self.fixes)(context, finding)
    }
}

/// All rules, in the order in which they are listed.
pub static RULES: [&Rule; 10] = [
    &syntax::RULE,
    &undefined::ACTOR,
    &undefined::SOURCE,
    &undefined::LABEL,
    &duplicate_id::RULE,
    &unattributed_quote::RULE,
    &unattributed_claim::RULE,
    &missing_source::RULE,
    &unbalanced_quote::RULE,
    &unmarked_claim::RULE,
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
    pub message: String,
    /// The id whose other definitions belong to the finding.
    pub related: Option<(Namespace, Box<str>)>,
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
    fn new(rule: &'static Rule, extent: Extent, message: impl Into<String>) -> Self {
        Self { rule, severity: rule.severity, extent, message: message.into(), related: None }
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule)
            && (self.severity, self.extent) == (other.severity, other.extent)
            && (&self.message, &self.related) == (&other.message, &other.related)
    }
}
