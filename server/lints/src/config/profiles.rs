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
    summary: "A desk by the rules of the Associated Press: words in quotation marks are somebody's, and are right.",
    settings: &[
        error("unattributed-quote", "Who speaks must be clear in every quotation."),
        warning("unbalanced-quote", "Where a quotation ends decides whose words they are."),
        info("missing-source", "The reporter has the record; the story need not show it."),
        error("altered-quote", "Quotations are never altered, not even to correct them."),
        error("anonymous-no-reason", "A story says why it withholds a name."),
        error("anonymous-opinion", "Unnamed people give information, not opinion or speculation."),
        warning("bare-source", "“A source” alone is not allowed."),
        warning("plural-single", "One person is no “sources”."),
        warning("single-source", "More than one source is sought."),
        warning("second-hand", "Whose reporting it is must be said."),
    ],
    is_bare: false,
};

static REUTERS: Profile = Profile {
    name: "reuters",
    summary: "A wire by the Reuters handbook: every statement has a source, and the source is named at once.",
    settings: &[
        error("unattributed-quote", "A quotation without a speaker is not sent."),
        error("unattributed-claim", "What is not common knowledge or seen by the reporter has a source."),
        warning("unbalanced-quote", "Where a quotation ends decides whose words they are."),
        error("altered-quote", "Quotations are sacrosanct."),
        error("anonymous-opinion", "Nobody attacks others from cover."),
        warning("bare-source", "A source is described as closely as it can be."),
        error("plural-single", "Sources are never cited in the plural when there is one."),
        warning("single-source", "A story on one unnamed source is the exception."),
        info("unanswered-accusation", "All sides are asked."),
        warning("loaded-verb", "“Said” is neutral, and others are not."),
        warning("late-speaker", "The speaker is named at once."),
        warning("run-together", "Quotations of different speakers are kept apart."),
        info("stale-quote", "Old words are dated."),
    ],
    is_bare: false,
};

static FACT_CHECK: Profile = Profile {
    name: "fact-check",
    summary: "Fact checks by the code of the International Fact-Checking Network: a reader can repeat the work.",
    settings: &[
        error("unattributed-quote", "What is checked must be somebody's."),
        error("unattributed-claim", "What is checked must be somebody's."),
        error("missing-source", "The code asks for all sources, in enough detail to find them again."),
        warning("unbalanced-quote", "Where a quotation ends decides what was said."),
        error("altered-quote", "What is checked is what was said."),
        error("circular-source", "Evidence that rests on itself is none."),
        error("contradicting-verdicts", "One claim has one verdict."),
        warning("single-source", "Evidence has more than one source."),
        warning("missing-date", "Nobody finds a record again without its date."),
        warning("second-hand", "The original is looked for, and who relays it is named."),
        warning("unreviewed-draft", "What a machine has found is looked at before it counts."),
        off("late-speaker", "How the checked piece is written is not what is checked."),
        off("run-together", "How the checked piece is written is not what is checked."),
    ],
    is_bare: false,
};

static RESEARCH: Profile = Profile {
    name: "research",
    summary: "Coding of published articles: what was annotated must be whole, what was not is no fault.",
    settings: &[
        hint(
            "unattributed-quote",
            "Quotations are coded one by one; those that are left are a list, not faults.",
        ),
        error("unattributed-claim", "A claim without an actor falls out of every count."),
        off("missing-source", "The article itself is the record."),
        off("missing-date", "The article itself is the record."),
        warning(
            "unknown-key",
            "A slip in a key falls out of every count; keys of one's own begin with `x-`.",
        ),
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
    summary: "No rule at all, nor any that will come; a start for those who name each rule they want.",
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
