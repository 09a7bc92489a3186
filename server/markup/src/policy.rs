//! What holds for a document: how much each rule matters there, and the limits that rules keep to.

use std::collections::BTreeMap;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The markup cannot mean what was meant.
    Error,
    /// The sourcing has a gap.
    Warning,
    /// A matter of policy.
    Info,
    /// Something to think about.
    Hint,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Hint];

    /// The word for it, as in `ascribe.toml` and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
        }
    }
}

/// The word for a rule that is not run.
pub const OFF: &str = "off";

/// A severity, or `None` for a rule that is off.
pub type Level = Option<Severity>;

/// The words for levels, the strictest first.
pub fn level_words() -> impl Iterator<Item = &'static str> {
    Severity::ALL.into_iter().map(Severity::word).chain([OFF])
}

/// The word for a level, as in `ascribe.toml`.
pub fn level_word(level: Level) -> &'static str {
    level.map_or(OFF, Severity::word)
}

/// The level that a word means, if it means one.
pub fn level_of(word: &str) -> Option<Level> {
    let severity = Severity::ALL.into_iter().find(|severity| severity.word() == word);
    if word == OFF { Some(None) } else { severity.map(Some) }
}

/// A number that a rule keeps to, and that `ascribe.toml` can set.
#[derive(Debug)]
pub struct Limit {
    /// The key in the table `limits`.
    pub key: &'static str,
    /// What holds unless it is configured otherwise.
    pub default: u32,
    /// The least that can be set.
    pub least: u32,
    /// The most that can be set.
    pub most: u32,
    /// What it limits, in a line that names the rule.
    pub summary: &'static str,
}

/// See its summary.
pub static QUOTE_WORDS: Limit = Limit {
    key: "quote-words",
    default: 3,
    least: 1,
    most: 100,
    summary: "The words from which on a quotation needs a speaker (`unattributed-quote`).",
};

/// See its summary.
pub static QUOTE_AGE: Limit = Limit {
    key: "quote-age",
    default: 90,
    least: 0,
    most: 36_500,
    summary: "The days by which a quotation may be older than the article without a word about it (`stale-quote`).",
};

/// See its summary.
pub static QUOTED_SENTENCES: Limit = Limit {
    key: "quoted-sentences",
    default: 2,
    least: 1,
    most: 100,
    summary: "The quoted sentences behind which a speaker is named at the latest (`late-speaker`).",
};

/// All limits. To add one, write it above, name it here, and let its rule ask for it with [`Policy::limit`].
pub static LIMITS: [&Limit; 3] = [&QUOTE_AGE, &QUOTE_WORDS, &QUOTED_SENTENCES];

/// The severities and limits of a document. What it does not say is as the rule has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
    limits: BTreeMap<&'static str, u32>,
}

impl Policy {
    /// The level of the rule of this code, whose own severity is `default`.
    pub fn level(&self, code: &str, default: Severity) -> Level {
        self.levels.get(code).copied().unwrap_or(Some(default))
    }

    /// Sets the level of the rule of this code.
    pub fn set_level(&mut self, code: &'static str, level: Level) {
        self.levels.insert(code, level);
    }

    /// The value of a limit.
    pub fn limit(&self, limit: &Limit) -> u32 {
        self.limits.get(limit.key).copied().unwrap_or(limit.default)
    }

    /// Sets a limit.
    pub fn set_limit(&mut self, limit: &'static Limit, value: u32) {
        self.limits.insert(limit.key, value);
    }
}
