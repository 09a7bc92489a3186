//! The built-in profiles: severities that belong together. To put a rule into one, add a line.

use crate::lints::{RULES, Rule};
use crate::policy::{Level, Policy, Severity};

/// Severities that belong together.
#[derive(Debug)]
pub struct Profile {
    /// What stands behind `extends`.
    pub name: &'static str,
    /// Whom it is for, in a line.
    pub summary: &'static str,
    /// The rules that are otherwise than by themselves.
    pub settings: &'static [Setting],
    /// Whether the rules that are not named are off.
    pub is_bare: bool,
}

/// The level of a rule in a profile.
#[derive(Debug)]
pub struct Setting {
    /// The rule.
    pub code: &'static str,
    /// Its level.
    pub level: Level,
    /// Why, in a line.
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

/// The profile of this name.
pub fn profile(name: &str) -> Option<&'static Profile> {
    PROFILES.into_iter().find(|profile| profile.name == name)
}

impl Profile {
    /// The level that it gives a rule.
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
