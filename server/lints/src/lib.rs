//! The sourcing rules, what they know of each other's blocks, and how they are configured.
//!
//! A [`Rule`] has a file in [`rules`] and a page in `docs/rules/`. [`check()`] runs all that a scope's policy has not switched
//! off over a document, and again over the few blocks that an edit concerns. What a rule wants to know of other blocks goes
//! by topics (`topics.rs`). [`sourcing`] answers what several rules ask: who is quoted, which verb introduces it, what the
//! attribution engine reads in a paragraph. [`config`] reads `ascribe.toml` as text. A [`Fix`] is made when somebody asks.
//!
//! It does no IO, knows no editor and no protocol.

mod across;
mod check;
mod checked;
pub mod config;
mod mending;
mod naming;
mod pages;
mod rules;
mod silence;
pub mod sourcing;
mod topics;

pub use crate::sourcing::quotations::{Around, Parts};
pub use ascribe_markup::policy::{Level, Severity};
pub use check::{Chunk, Findings, check, check_on};
pub use checked::Checked;
pub use mending::Mending;
pub use pages::{index, page};
pub use rules::RULES;

use across::Across;
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Extent, Marked, Namespace};
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Scope;
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

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.code == code)
}

/// The code of a rule most like this one.
pub fn nearest_rule(code: &str) -> Option<&'static str> {
    ascribe_markup::spelling::nearest(code, RULES.into_iter().map(|rule| rule.code))
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

/// A way to mend or to mark something; its edits are of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: String,
    /// The changes, none overlapping another.
    pub edits: Vec<Edit>,
    /// Whether it mends the finding for certain, so that an editor may prefer it.
    pub preferred: bool,
}

impl Fix {
    fn preferred(self) -> Self {
        Self { preferred: true, ..self }
    }
}
