//! Built-in profiles: named sets of severities. To change a rule in one, add a line.

use crate::{RULES, Rule};
use ascribe_markup::policy::{Level, Policy, Severity};

/// A named set of severities.
#[derive(Debug)]
pub struct Profile {
    /// Name for `extends`.
    pub name: &'static str,
    /// One-line summary of its purpose.
    pub summary: &'static str,
    /// Rules whose level differs from their default.
    pub settings: &'static [Setting],
    /// Whether all other rules are off.
    pub is_bare: bool,
}

/// Level of a rule in a profile.
#[derive(Debug)]
pub struct Setting {
    /// Code of the rule.
    pub code: &'static str,
    /// Level of the rule.
    pub level: Level,
    /// Reason, in one line.
    pub reason: &'static str,
}

/// All profiles.
pub static PROFILES: [&Profile; 5] = [&AP, &REUTERS, &FACT_CHECK, &RESEARCH, &NONE];

static AP: Profile = Profile {
    name: "ap",
    summary: "For desks that follow the Associated Press: quotations are attributed and exact.",
    settings: &[
        error("unattributed-quote", "The speaker of every quotation must be clear."),
        warning("unbalanced-quote", "The closing mark decides whose words they are."),
        info("missing-source", "The reporter has the record; the story need not show it."),
        error("altered-quote", "Quotations are never altered, not even to correct them."),
        error("anonymous-no-reason", "A story says why it withholds a name."),
        error("anonymous-opinion", "Unnamed sources give information, not opinion or speculation."),
        warning("bare-source", "“A source” alone is not allowed."),
        warning("plural-single", "One person is not “sources”."),
        warning("single-source", "A story needs more than one source."),
        warning("second-hand", "Reporting by others must be credited."),
    ],
    is_bare: false,
};

static REUTERS: Profile = Profile {
    name: "reuters",
    summary: "For wires that follow the Reuters handbook: every statement has a source, named at once.",
    settings: &[
        error("unattributed-quote", "A quotation without a speaker is not published."),
        error(
            "unattributed-claim",
            "Everything but common knowledge and first-hand observation has a source.",
        ),
        warning("unbalanced-quote", "The closing mark decides whose words they are."),
        error("altered-quote", "Quotations are sacrosanct."),
        error("anonymous-opinion", "Unnamed sources do not attack others."),
        warning("bare-source", "Sources are described as precisely as possible."),
        error("plural-single", "Sources are never cited in the plural when there is only one."),
        warning("single-source", "A story on a single unnamed source is the exception."),
        info("unanswered-accusation", "All sides are asked for comment."),
        warning("loaded-verb", "“Said” is neutral; other verbs are not."),
        warning("late-speaker", "The speaker is named at once."),
        warning("run-together", "Quotations of different speakers are kept apart."),
        info("stale-quote", "Old quotations are dated."),
    ],
    is_bare: false,
};

static FACT_CHECK: Profile = Profile {
    name: "fact-check",
    summary: "For fact checks under the code of the International Fact-Checking Network: readers can repeat the work.",
    settings: &[
        error("unattributed-quote", "A claim under check must have a speaker."),
        error("unattributed-claim", "A claim under check must have a speaker."),
        error("missing-source", "The code asks for all sources, in enough detail to find them again."),
        warning("unbalanced-quote", "The closing mark decides what was said."),
        error("altered-quote", "The check is of the exact words."),
        error("circular-source", "Evidence that cites itself is not evidence."),
        error("contradicting-verdicts", "One claim has one verdict."),
        warning("single-source", "Evidence has more than one source."),
        warning("missing-date", "Without a date, a record is hard to find again."),
        warning("second-hand", "Fact checkers look for the original, and name who relays it."),
        warning("unreviewed-draft", "Drafts are reviewed before they count."),
        off("late-speaker", "The style of the checked article is not under check."),
        off("run-together", "The style of the checked article is not under check."),
    ],
    is_bare: false,
};

static RESEARCH: Profile = Profile {
    name: "research",
    summary: "For coding published articles: annotations must be complete; text without one is not a fault.",
    settings: &[
        hint("unattributed-quote", "Quotations are coded one by one; those still to do are not faults."),
        error("unattributed-claim", "A claim without an actor is missing from every count."),
        error("stray-markup", "Markup that is read as text is missing from every count."),
        off("missing-source", "The article itself is the record."),
        off("missing-date", "The article itself is the record."),
        warning("unknown-key", "A misspelled key is missing from every count; custom keys begin with `x-`."),
        warning("unreviewed-draft", "Drafts are not data."),
        off("anonymous-no-reason", "What the article leaves out is a result, not a fault."),
        off("anonymous-opinion", "What the article prints is a result, not a fault."),
        off("bare-source", "How the article calls its sources is a result, not a fault."),
        off("late-speaker", "How the article is written is a result, not a fault."),
        off("run-together", "How the article is written is a result, not a fault."),
        off("stale-quote", "How the article is written is a result, not a fault."),
    ],
    is_bare: false,
};

static NONE: Profile = Profile {
    name: "off",
    summary: "Every rule off, future ones included; for projects that turn on the rules they want.",
    settings: &[],
    is_bare: true,
};

const fn at(code: &'static str, level: Level, reason: &'static str) -> Setting {
    Setting { code, level, reason }
}

const fn error(code: &'static str, reason: &'static str) -> Setting {
    at(code, Some(Severity::Error), reason)
}

const fn warning(code: &'static str, reason: &'static str) -> Setting {
    at(code, Some(Severity::Warning), reason)
}

const fn info(code: &'static str, reason: &'static str) -> Setting {
    at(code, Some(Severity::Info), reason)
}

const fn hint(code: &'static str, reason: &'static str) -> Setting {
    at(code, Some(Severity::Hint), reason)
}

const fn off(code: &'static str, reason: &'static str) -> Setting {
    at(code, None, reason)
}

/// Looks up a profile by name.
pub fn profile(name: &str) -> Option<&'static Profile> {
    PROFILES.into_iter().find(|profile| profile.name == name)
}

impl Profile {
    /// Level of a rule in this profile.
    pub fn level(&self, rule: &Rule) -> Level {
        let setting = self.settings.iter().find(|setting| setting.code == rule.code);
        let default = (!self.is_bare).then_some(rule.severity);
        setting.map_or(default, |setting| setting.level)
    }

    /// Sets the level of every rule.
    pub(super) fn apply(&self, policy: &mut Policy) {
        for rule in RULES {
            policy.set_level(rule.code, self.level(rule));
        }
    }
}
