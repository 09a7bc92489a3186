//! Policy of a document: severities of the rules, their limits, and the style of the house.

pub mod house;

use house::{House, HouseEntry, HouseList};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The markup is invalid.
    Error,
    /// The sourcing has a gap.
    Warning,
    /// A matter of editorial policy.
    Info,
    /// A suggestion.
    Hint,
}

impl Severity {
    /// All severities, most severe first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Hint];

    /// Word in `ascribe.toml` and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
        }
    }
}

/// Word for a rule that is off.
pub const OFF: &str = "off";

/// Severity of a rule, or `None` if it is off.
pub type Level = Option<Severity>;

/// Words for levels, most severe first.
pub fn level_words() -> impl Iterator<Item = &'static str> {
    Severity::ALL.into_iter().map(Severity::word).chain([OFF])
}

/// Word for a level, as in `ascribe.toml`.
pub fn level_word(level: Level) -> &'static str {
    level.map_or(OFF, Severity::word)
}

/// Parses the word for a level.
pub fn level_of(word: &str) -> Option<Level> {
    let severity = Severity::ALL.into_iter().find(|severity| severity.word() == word);
    if word == OFF { Some(None) } else { severity.map(Some) }
}

/// A numeric setting of a rule in `ascribe.toml`.
#[derive(Debug)]
pub struct Limit {
    /// Key in the table `limits`.
    pub key: &'static str,
    /// Default value.
    pub default: u32,
    /// Minimum value.
    pub least: u32,
    /// Maximum value.
    pub most: u32,
    /// One-line summary that names the rule.
    pub summary: &'static str,
}

/// Minimum length in words of a quotation that needs a speaker.
pub static QUOTE_WORDS: Limit = Limit {
    key: "quote-words",
    default: 3,
    least: 1,
    most: 100,
    summary: "The number of words from which a quotation needs a speaker (`unattributed-quote`).",
};

/// Maximum age in days of a quotation, relative to the article.
pub static QUOTE_AGE: Limit = Limit {
    key: "quote-age",
    default: 90,
    least: 0,
    most: 36_500,
    summary: "How many days older than the article a quotation may be before its paragraph must say so (`stale-quote`).",
};

/// Maximum number of quoted sentences before the speaker is named.
pub static QUOTED_SENTENCES: Limit = Limit {
    key: "quoted-sentences",
    default: 2,
    least: 1,
    most: 100,
    summary: "The number of quoted sentences after which the speaker must be named (`late-speaker`).",
};

/// All limits. To add one, define it above, list it here, and query it in its rule with [`Policy::limit`].
pub static LIMITS: [&Limit; 3] = [&QUOTE_AGE, &QUOTE_WORDS, &QUOTED_SENTENCES];

/// Severities and limits of a document, its house style, and who reviews it. Anything unset has the rule's default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
    limits: BTreeMap<&'static str, u32>,
    reviewer: Option<Box<str>>,
    /// Word lists of the files, of which later ones win. They are shared by all documents that a file applies to.
    houses: Vec<Arc<House>>,
}

impl Policy {
    /// Id of the actor who reviews drafts, if the project names one.
    pub fn reviewer(&self) -> Option<&str> {
        self.reviewer.as_deref()
    }

    /// Sets the id of the actor who reviews drafts.
    pub fn set_reviewer(&mut self, id: &str) {
        self.reviewer = Some(id.into());
    }

    /// Level of a rule; `default` is its own severity.
    pub fn level(&self, code: &str, default: Severity) -> Level {
        self.levels.get(code).copied().unwrap_or(Some(default))
    }

    /// Sets the level of a rule.
    pub fn set_level(&mut self, code: &'static str, level: Level) {
        self.levels.insert(code, level);
    }

    /// Value of a limit.
    pub fn limit(&self, limit: &Limit) -> u32 {
        self.limits.get(limit.key).copied().unwrap_or(limit.default)
    }

    /// Sets a limit.
    pub fn set_limit(&mut self, limit: &'static Limit, value: u32) {
        self.limits.insert(limit.key, value);
    }

    /// Adds the word lists of a file, which win over those added before.
    pub fn add_house(&mut self, house: &Arc<House>) {
        self.houses.push(Arc::clone(house));
    }

    /// Whether a list of the house has entries.
    pub fn has_house(&self, list: HouseList) -> bool {
        self.houses.iter().any(|house| house.count(list) > 0)
    }

    /// Entry of the house about words, as folded by [`house::fold`].
    pub fn house_entry(&self, list: HouseList, folded: &str) -> Option<&HouseEntry> {
        self.houses.iter().rev().find_map(|house| house.entry(list, folded))
    }

    /// Longest entry of the house that starts at a word of a text: the entry, and how many words it has. `words` are the
    /// ranges of the words of the folded text from there on.
    pub fn house_entry_at<'w>(
        &self,
        list: HouseList,
        folded: &str,
        words: impl Iterator<Item = &'w std::ops::Range<usize>>,
    ) -> Option<(&HouseEntry, usize)> {
        let mut start = None;
        let mut longest = None;
        for (index, word) in words.take(house::MAX_HOUSE_WORDS).enumerate() {
            let part = &folded[*start.get_or_insert(word.start)..word.end];
            if !self.houses.iter().any(|house| house.has_start(list, part)) {
                break;
            }
            longest = self.house_entry(list, part).map(|entry| (entry, index + 1)).or(longest);
        }
        longest
    }
}
