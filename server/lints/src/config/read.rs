//! Parses `ascribe.toml`.

use super::{Base, Config, PROFILES, Pack, Section, is_toml, profile};
use crate::{RULES, rule};
use ascribe_markup::model::is_identifier;
use ascribe_markup::policy::{LIMITS, Level, level_of, level_words};
use ascribe_markup::spelling::nearest;
use globset::{Glob, GlobBuilder, GlobSetBuilder};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Maximum number of problems to report; a file that is not TOML could have one for each character.
const MOST_PROBLEMS: usize = 100;

/// A problem in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConfigProblem {
    /// Byte range of the problem.
    pub range: Range<usize>,
    /// Problem and remedy, in one or two sentences.
    pub message: String,
}

/// Parses a text, using all valid parts of it. The problems are sorted by position.
pub fn read(text: &str) -> (Config, Vec<ConfigProblem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax = errors.iter().map(|error| {
        let range = error.span().unwrap_or(0..0);
        ConfigProblem { range, message: format!("Invalid TOML: {}.", error.message().trim_end_matches('.')) }
    });
    let syntax: Vec<ConfigProblem> = syntax.collect();
    let mut reader = Reader::default();
    let mut config = Config::default();
    reader.file(table.get_ref(), &mut config);
    // Problems that follow from a syntax error in the same line are not reported.
    let of_syntax = |place: &Range<usize>| {
        let between = |slip: &Range<usize>| text.get(slip.end.min(place.end)..slip.start.max(place.start));
        syntax.iter().any(|slip| between(&slip.range).is_none_or(|between| !between.contains('\n')))
    };
    reader.problems.retain(|problem| !of_syntax(&problem.range));
    let mut problems = syntax;
    problems.append(&mut reader.problems);
    problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
    problems.truncate(MOST_PROBLEMS);
    (config, problems)
}

pub(super) type Key<'i> = Spanned<DeString<'i>>;
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// Collects the problems of a file while its tables are read.
#[derive(Default)]
pub(super) struct Reader {
    problems: Vec<ConfigProblem>,
}

/// Keys of a section.
const SECTION_KEYS: [&str; 5] = ["extends", "rules", "limits", "house", "review"];

/// Keys of the table `review`.
const REVIEW_KEYS: [&str; 1] = ["by"];

impl Reader {
    pub(super) fn problem(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.problems.push(ConfigProblem { range, message: message.into() });
    }

    fn file(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            match &**key.get_ref() {
                "root" => match value.get_ref() {
                    DeValue::Boolean(root) => config.root = *root,
                    _ => self.problem(value.span(), "Expected `true` or `false`."),
                },
                "overrides" => match value.get_ref() {
                    DeValue::Array(all) => {
                        config.overrides.extend(all.iter().filter_map(|one| self.exception(one)));
                    }
                    _ => self
                        .problem(value.span(), "Expected tables: begin each override with `[[overrides]]`."),
                },
                _ => self.section(key, value, &["root", "overrides"], &mut config.all),
            }
        }
    }

    fn exception(&mut self, value: &Value<'_>) -> Option<(globset::GlobSet, Section)> {
        let DeValue::Table(table) = value.get_ref() else {
            self.problem(value.span(), "Expected tables: begin each override with `[[overrides]]`.");
            return None;
        };
        let mut section = Section::default();
        let mut globs = None;
        for (key, value) in table {
            if &**key.get_ref() == "files" {
                globs = Some(self.globs(value));
            } else {
                self.section(key, value, &["files"], &mut section);
            }
        }
        if globs.is_none() {
            let message = "This override names no documents. Add a line such as `files = \"wire/**\"`.";
            self.problem(value.span(), message);
        }
        let mut set = GlobSetBuilder::new();
        for glob in globs.unwrap_or_default() {
            set.add(glob);
        }
        match set.build() {
            Ok(set) => Some((set, section)),
            Err(error) => {
                self.problem(
                    value.span(),
                    format!("The globs of this override are too large: {}.", error.kind()),
                );
                None
            }
        }
    }

    fn globs(&mut self, value: &Value<'_>) -> Vec<Glob> {
        let values = match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        };
        values.into_iter().filter_map(|value| self.glob(value)).collect()
    }

    fn glob(&mut self, value: &Value<'_>) -> Option<Glob> {
        let DeValue::String(pattern) = value.get_ref() else {
            self.problem(value.span(), "Expected a glob, such as `\"wire/**\"`, or a list of globs.");
            return None;
        };
        if pattern.starts_with('!') || pattern.split('/').any(|part| part == "..") {
            let message =
                "A glob matches documents below the folder of this file. Remove the `..` or the leading `!`.";
            self.problem(value.span(), message);
            return None;
        }
        match glob(pattern) {
            Ok(glob) => Some(glob),
            Err(error) => {
                self.problem(value.span(), format!("Invalid glob: {}.", error.kind()));
                None
            }
        }
    }

    /// Reads a key of a section; `others` are further keys allowed next to it.
    fn section(&mut self, key: &Key<'_>, value: &Value<'_>, others: &[&str], section: &mut Section) {
        match &**key.get_ref() {
            "extends" => section.bases = self.bases(value),
            "rules" => {
                for (key, value) in self.table(value) {
                    let level = self.level(value);
                    if let Some(rule) = rule(key.get_ref()) {
                        section.levels.extend(level.map(|level| (rule.code, level)));
                    } else {
                        let codes = RULES.into_iter().map(|rule| rule.code);
                        self.unknown(key, "rule", codes, "Run `ascribe rules` to list the rules.");
                    }
                }
            }
            "limits" => {
                for (key, value) in self.table(value) {
                    if let Some(limit) = LIMITS.into_iter().find(|limit| limit.key == key.get_ref()) {
                        let value = self.number(value, limit.least..=limit.most);
                        section.limits.extend(value.map(|value| (limit, value)));
                    } else {
                        let keys = LIMITS.map(|limit| limit.key);
                        self.unknown(key, "limit", keys.into_iter(), &format!("Expected {}.", choice(&keys)));
                    }
                }
            }
            "house" => {
                let house = self.house(value);
                section.house = (!house.is_empty()).then(|| Arc::new(house));
            }
            "review" => {
                for (key, value) in self.table(value) {
                    if key.get_ref() == "by" {
                        section.reviewer = self.actor(value).or(section.reviewer.take());
                    } else {
                        let all = format!("Expected {}.", choice(&REVIEW_KEYS));
                        self.unknown(key, "key", REVIEW_KEYS.into_iter(), &all);
                    }
                }
            }
            _ => {
                let keys = SECTION_KEYS.into_iter().chain(others.iter().copied());
                let all: Vec<&str> = keys.clone().collect();
                self.unknown(key, "key", keys, &format!("Expected {}.", choice(&all)));
            }
        }
    }

    pub(super) fn table<'t, 'i>(
        &mut self,
        value: &'t Value<'i>,
    ) -> impl Iterator<Item = (&'t Key<'i>, &'t Value<'i>)> + use<'t, 'i> {
        let table = if let DeValue::Table(table) = value.get_ref() {
            Some(table)
        } else {
            self.problem(value.span(), "Expected a table: `name = value` lines below a heading in brackets.");
            None
        };
        table.into_iter().flatten()
    }

    /// Profiles and packs: one, or a list.
    fn bases(&mut self, value: &Value<'_>) -> Vec<Base> {
        match value.get_ref() {
            DeValue::Array(array) => array.iter().filter_map(|one| self.base(one)).collect(),
            _ => self.base(value).into_iter().collect(),
        }
    }

    fn base(&mut self, value: &Value<'_>) -> Option<Base> {
        let names = PROFILES.map(|profile| profile.name);
        let DeValue::String(name) = value.get_ref() else {
            let all = choice(&names);
            let message =
                format!("Expected a profile, {all}, or the path of a rule pack, such as `\"./house.toml\"`.");
            self.problem(value.span(), message);
            return None;
        };
        if is_pack(name) {
            return Some(Base::Pack(Pack { path: (&**name).into(), range: value.span() }));
        }
        let found = profile(name);
        if found.is_none() {
            let near = nearest(name, names.into_iter());
            let mend = near.map_or_else(
                || format!("Expected {}. Write a rule pack as a path: `./house.toml`.", choice(&names)),
                |near| format!("Did you mean `{near}`?"),
            );
            self.problem(value.span(), format!("Unknown profile `{name}`. {mend}"));
        }
        found.map(Base::Profile)
    }

    fn level(&mut self, value: &Value<'_>) -> Option<Level> {
        let words: Vec<&str> = level_words().collect();
        let DeValue::String(word) = value.get_ref() else {
            self.problem(value.span(), format!("Expected a severity: {}.", choice(&words)));
            return None;
        };
        let level = level_of(word);
        if level.is_none() {
            let near = nearest(word, level_words());
            let mend = near.map_or_else(
                || format!("Expected {}.", choice(&words)),
                |near| format!("Did you mean `{near}`?"),
            );
            self.problem(value.span(), format!("`{word}` is not a severity. {mend}"));
        }
        level
    }

    /// Id of an actor, without its sign.
    fn actor(&mut self, value: &Value<'_>) -> Option<Box<str>> {
        let id = match value.get_ref() {
            DeValue::String(text) => text.strip_prefix('@').filter(|id| is_identifier(id)),
            _ => None,
        };
        if id.is_none() {
            self.problem(value.span(), "Expected an actor, as in `\"@desk\"`.");
        }
        id.map(Into::into)
    }

    fn number(&mut self, value: &Value<'_>, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("Expected a whole number from {} to {}.", range.start(), range.end());
            self.problem(value.span(), message);
        }
        number
    }

    pub(super) fn unknown<'c>(
        &mut self,
        key: &Key<'_>,
        noun: &str,
        known: impl Iterator<Item = &'c str>,
        all: &str,
    ) {
        let name = key.get_ref();
        let near = nearest(name, known);
        let mend = near.map_or_else(|| all.to_owned(), |near| format!("Did you mean `{near}`?"));
        self.problem(key.span(), format!("Unknown {noun} `{name}`. {mend}"));
    }
}

/// Whether the value of `extends` is a path, and thus not the name of a profile.
fn is_pack(name: &str) -> bool {
    name.contains('/') || is_toml(name) || matches!(name, "." | "..")
}

/// Compiles a glob. `*` does not match `/`. A glob without `/` matches in every folder below, and one that ends in `/`
/// matches everything in that folder.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let mut whole = pattern.strip_prefix("./").unwrap_or(pattern).to_owned();
    if whole.ends_with('/') {
        whole.push_str("**");
    }
    let whole = if let Some(anchored) = whole.strip_prefix('/') {
        anchored.to_owned()
    } else if whole.contains('/') {
        whole
    } else {
        format!("**/{whole}")
    };
    GlobBuilder::new(&whole).literal_separator(true).backslash_escape(true).build()
}

pub(super) fn choice(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("`{}` or `{last}`", first.join("`, `")),
        words => format!("`{}`", words.concat()),
    }
}
