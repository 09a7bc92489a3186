//! The keys of `ascribe.toml`, table by table: the source of its schema, of completions and of hovers.

use super::PROFILES;
use crate::{RULES, Rule};
use ascribe_markup::policy::house::HouseList;
use ascribe_markup::policy::{LIMITS, Limit, Severity, level_words};
use std::sync::LazyLock;

/// A key of a table.
#[derive(Debug, Clone)]
pub struct ConfigKey {
    /// Name of the key.
    pub name: &'static str,
    /// One-line summary, in Markdown.
    pub summary: &'static str,
    /// Values that it takes.
    pub values: Values,
}

/// Values of a key.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// A table with keys of its own.
    Table,
    /// A table of words, each with what the house writes instead; its keys are words of the house.
    HouseList(HouseList),
    /// A list of tables, each below a heading in double brackets.
    Tables,
    /// `true` or `false`
    Boolean,
    /// One of these strings; the second member is the default, if there is one.
    Words(&'static [ConfigWord], Option<&'static str>),
    /// One of these profiles, the path of a rule pack, or a list of both.
    Bases(&'static [ConfigWord]),
    /// A number within a range.
    Number(&'static Limit),
    /// A glob, or a list of them.
    Globs,
    /// An `@id`.
    Actor,
}

/// A string that is the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfigWord {
    /// The string, without quotation marks.
    pub word: &'static str,
    /// One-line summary, in Markdown.
    pub summary: &'static str,
}

/// Keys of the table at a path, such as `["overrides", "rules"]`; the root of the file has an empty path.
pub fn keys(path: &[&str]) -> Vec<ConfigKey> {
    match path {
        [] => root(),
        ["overrides"] => std::iter::once(FILES).chain(section()).collect(),
        ["rules"] | ["overrides", "rules"] => RULES.into_iter().map(rule).collect(),
        ["limits"] | ["overrides", "limits"] => LIMITS.into_iter().map(limit).collect(),
        ["house"] | ["overrides", "house"] => HouseList::ALL.into_iter().map(house_list).collect(),
        ["review"] | ["overrides", "review"] => vec![BY],
        _ => Vec::new(),
    }
}

const FILES: ConfigKey = ConfigKey {
    name: "files",
    summary: "Globs of documents, relative to the folder of this file: `*` stays in a folder, `**` does not; a glob without `/` applies in every folder.",
    values: Values::Globs,
};

const BY: ConfigKey = ConfigKey {
    name: "by",
    summary: "The actor who reviews drafts, as in `@desk`: accepting a draft writes `reviewed-by=` into its annotation.",
    values: Values::Actor,
};

/// Keys of the root; those of a section stand among them.
fn root() -> Vec<ConfigKey> {
    let root = ConfigKey {
        name: "root",
        summary: "Ignore the `ascribe.toml` of every folder above.",
        values: Values::Boolean,
    };
    let overrides = ConfigKey {
        name: "overrides",
        summary: "Settings for some documents only; the last match wins.",
        values: Values::Tables,
    };
    std::iter::once(root).chain(section()).chain([overrides]).collect()
}

/// Keys of a section: of the root, and of an override.
fn section() -> [ConfigKey; 5] {
    let table = |name, summary| ConfigKey { name, summary, values: Values::Table };
    let extends = ConfigKey {
        name: "extends",
        summary: "A profile or rule packs, whose settings to start from: a name, a path such as `./house.toml`, or a list of both.",
        values: Values::Bases(&PROFILE_WORDS),
    };
    [
        extends,
        table("rules", "The severity of each rule."),
        table("limits", "The limits that rules apply."),
        table("house", "The style of the house: words that it avoids, and names as it spells them."),
        table("review", "The review of drafts."),
    ]
}

static PROFILE_WORDS: LazyLock<Vec<ConfigWord>> = LazyLock::new(|| {
    let words = PROFILES.iter().map(|profile| ConfigWord { word: profile.name, summary: profile.summary });
    words.collect()
});

static LEVEL_WORDS: LazyLock<Vec<ConfigWord>> = LazyLock::new(|| {
    let summary = |word| match Severity::ALL.into_iter().find(|severity| severity.word() == word) {
        Some(Severity::Error) => "The markup is invalid, or the article must not be published.",
        Some(Severity::Warning) => "The sourcing has a gap.",
        Some(Severity::Info) => "A matter of editorial policy.",
        Some(Severity::Hint) => "A suggestion.",
        None => "The rule does not run.",
    };
    level_words().map(|word| ConfigWord { word, summary: summary(word) }).collect()
});

fn rule(rule: &'static Rule) -> ConfigKey {
    let values = Values::Words(&LEVEL_WORDS, Some(rule.severity.word()));
    ConfigKey { name: rule.code, summary: rule.summary, values }
}

fn limit(limit: &'static Limit) -> ConfigKey {
    ConfigKey { name: limit.key, summary: limit.summary, values: Values::Number(limit) }
}

fn house_list(list: HouseList) -> ConfigKey {
    let summary = match list {
        HouseList::Verbs => {
            "Verbs of saying that the house avoids, each with the one that it wants, as in `\"stated\" = \"said\"` (`house-verb`)."
        }
        HouseList::Phrases => {
            "Words and phrases that the house does not use, each with what it writes instead, or `true` (`house-phrase`)."
        }
        HouseList::Names => {
            "Names that the house spells otherwise, each with its spelling, as in `\"Kiev\" = \"Kyiv\"` (`house-name`)."
        }
    };
    ConfigKey { name: list.name(), summary, values: Values::HouseList(list) }
}
