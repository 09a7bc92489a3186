//! Sourcing rules, the facts that they share, and their configuration.
//!
//! A [`Rule`] has a file in `rules/` and a page in `docs/rules/`. [`check()`] runs all rules that the policy of a scope does
//! not switch off over a document, and after an edit over the few blocks that it concerns. Rules that need to know of other
//! blocks exchange facts (`facts/`). [`sourcing`] answers what several rules ask: who is quoted, which verb introduces it,
//! what the attribution engine reads in a paragraph. [`config`] parses `ascribe.toml`. A [`Fix`] is computed on request.
//!
//! No IO, no editor, no protocol.

mod check;
mod checked;
pub mod config;
mod facts;
mod fix_context;
mod pages;
mod rules;
pub mod sourcing;
mod suppressions;

pub use crate::sourcing::misplaced::Misplacement;
pub use crate::sourcing::quotations::{Around, Parts};
pub use ascribe_markup::Applicability;
pub use ascribe_markup::policy::{Level, Severity};
pub use check::{Findings, FindingsChunk, Unfinished, check, check_on};
pub use checked::Checked;
pub use fix_context::{FixContext, trials};
pub use pages::{index, page};
pub use rules::RULES;

use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::BlockAt;
use ascribe_markup::gate::{Intent, pass_on};
use ascribe_markup::model::{BlockRange, Marked, Namespace};
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Scope;
use facts::Fact;
use facts::across::Across;
use std::ops::Range;
use std::sync::Arc;

/// A lint rule.
#[derive(Debug)]
pub struct Rule {
    /// Stable name.
    pub code: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// One-line summary of the findings.
    pub summary: &'static str,
    /// Purpose, scope and exceptions, in Markdown.
    pub explanation: &'static str,
    /// Example document with a finding.
    pub bad: &'static str,
    /// The corrected example, without a finding.
    pub good: &'static str,
    /// Implementation of the check.
    check: Check,
    /// Fixes for a finding of the rule in a block, most likely first.
    fixes: fn(&FixContext<'_>, &Finding) -> Vec<Fix>,
}

/// Implementation of a check.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// Local check: needs one block and the declarations in scope.
    Block(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Cross-block check: needs facts from all blocks. A block is checked again when a fact that it queries changes.
    Document {
        /// Collects the facts that a block provides and the keys it queries.
        provide: fn(&Context<'_>, &mut Vec<Fact>),
        /// Computes the findings of one block.
        find: fn(&Context<'_>, &Across<'_>, &mut Vec<Finding>),
    },
    /// Check of the suppressions after all other rules; used only by `unused-allow`.
    Suppressed,
}

impl Rule {
    /// Severity under this policy; `None` if the rule is off.
    pub fn level(&self, policy: &Policy) -> Level {
        policy.level(self.code, self.severity)
    }

    /// Policy that the examples are about: the settings that the explanation shows, as they would stand in `ascribe.toml`.
    pub fn example_policy(&self) -> Policy {
        let mut policy = Policy::default();
        let blocks = self.explanation.split("```toml\n").skip(1);
        for settings in blocks.filter_map(|block| block.split("```").next()) {
            config::read(settings).0.apply(None, &mut policy, &mut |_, _| ());
        }
        policy
    }

    /// Fixes for a finding of this rule in a block, most likely first, which change the article only as they are meant to.
    /// No rule has to compare by itself. None once very many of the block have been tried, or the budget of the trials is
    /// spent.
    pub fn fixes(&self, block: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
        let mut fixes = self.proposed_fixes(block, finding);
        if fixes.is_empty() || !block.may_try() {
            return Vec::new();
        }
        let document = &block.scope.document;
        fixes.retain(|fix| pass_on(document, &fix.edits, &fix.intent, block.trials()).is_ok());
        fixes
    }

    /// The fix that bulk operations apply, tried like [`Rule::fixes`]. Fixes that only a person may choose are not tried.
    pub fn preferred_fix(&self, block: &FixContext<'_>, finding: &Finding) -> Option<Fix> {
        let mut fixes = self.proposed_fixes(block, finding).into_iter().filter(Fix::is_preferred).peekable();
        if fixes.peek().is_none() || !block.may_try() {
            return None;
        }
        let document = &block.scope.document;
        fixes.find(|fix| pass_on(document, &fix.edits, &fix.intent, block.trials()).is_ok())
    }

    /// Fixes as the rule computes them, for those who compare many of them at once.
    pub fn proposed_fixes(&self, block: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
        (self.fixes)(block, finding)
    }
}

/// For rules without automatic fixes.
fn no_fixes(_: &FixContext<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}

/// Maximum number of findings of a document that are listed; one more says how many there are.
pub const MAX_LISTED: usize = 100_000;

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.code == code)
}

/// Most similar rule code.
pub fn nearest_rule(code: &str) -> Option<&'static str> {
    ascribe_markup::spelling::nearest(code, RULES.into_iter().map(|rule| rule.code))
}

/// A finding of a rule in a block.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Rule that reports the finding.
    pub rule: &'static Rule,
    /// Severity in this document.
    pub severity: Severity,
    /// Extent to report, relative to the block.
    pub extent: BlockRange,
    /// Problem and remedy, in one or two sentences.
    pub message: Arc<str>,
    /// Id whose other definitions are related to the finding.
    pub related: Option<(Namespace, Box<str>)>,
    /// Quotation or span that the finding is about, if it lies outside of it; an `allow=` in its annotation suppresses
    /// the finding.
    pub about: Option<BlockRange>,
    /// The highest applicability that one of its fixes may have: fixes are not computed where lower ones are of no use.
    pub most_applicable: Applicability,
}

/// A block being checked, with its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Scope of the document.
    pub scope: &'a Scope,
    /// The block.
    pub at: BlockAt<'a>,
    /// State of quotations that continue from or into neighbouring blocks.
    pub around: Around,
    /// Whether the block is a line that looks like markup and is text, because of the lines around it.
    pub misplacement: Misplacement,
    /// Limit of the check, which long loops ask.
    pub budget: &'a Budget,
}

impl Context<'_> {
    /// Converts an extent of the block to a byte range in the document.
    fn range(&self, extent: BlockRange) -> Range<usize> {
        extent.at(self.at.start)
    }

    /// Fix with one edit.
    fn fix(&self, title: impl Into<String>, extent: BlockRange, text: impl Into<String>) -> Fix {
        Fix::new(title, vec![Edit::replace(self.range(extent), text)])
    }
}

impl Finding {
    /// Creates a finding with the rule's default severity; [`check`] replaces it with the configured one.
    fn new(rule: &'static Rule, extent: BlockRange, message: impl Into<Arc<str>>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            extent,
            message: message.into(),
            related: None,
            about: None,
            most_applicable: Applicability::Unsafe,
        }
    }

    /// Finding in place of some that are not listed; `extent` is that of the first of them.
    pub fn more(rule: &'static Rule, extent: BlockRange, count: usize) -> Self {
        Self::new(
            rule,
            extent,
            format!("{count} more findings follow here. Correct those above to see them."),
        )
    }

    /// Sets the quotation or span that the finding is about.
    fn about(self, marked: &Marked) -> Self {
        Self { about: Some(marked.extent), ..self }
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule)
            && (self.severity, self.extent) == (other.severity, other.extent)
            && (&self.message, &self.related) == (&other.message, &other.related)
            && (self.about, self.most_applicable) == (other.about, other.most_applicable)
    }
}

/// Fix for a finding, or another change of markup; the edits are of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Its effect, as an imperative.
    pub title: String,
    /// The changes, none overlapping another.
    pub edits: Vec<Edit>,
    /// Whether it may be applied without review. Each rule decides this where it makes the fix.
    pub applicability: Applicability,
    /// Part of the article that the edits are meant to change.
    pub intent: Intent,
}

impl Fix {
    /// Fix to choose by hand.
    fn new(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), edits, applicability: Applicability::Manual, intent: Intent::Markup }
    }

    /// Sets the applicability.
    fn with(self, applicability: Applicability) -> Self {
        Self { applicability, ..self }
    }

    /// Declares that the fix changes the article.
    fn meant(self, intent: Intent) -> Self {
        Self { intent, ..self }
    }

    /// Whether an editor prefers the fix, because it is most likely the wanted one.
    pub fn is_preferred(&self) -> bool {
        self.applicability > Applicability::Manual
    }
}

/// The fix of a finding that bulk operations apply and editors prefer, if there is one.
pub fn preferred(fixes: Vec<Fix>) -> Option<Fix> {
    fixes.into_iter().find(Fix::is_preferred)
}
