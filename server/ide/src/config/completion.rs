//! Completion in `ascribe.toml`: keys, headings and values.

use super::place::{ConfigPlace, place_at};
use super::{about, about_word, house_list};
use ascribe_lints::config::{ConfigKey, ConfigWord, Values, keys};
use ascribe_markup::policy::house::HouseList;
use std::ops::Range;

/// Kind of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigProposalKind {
    /// Name of a table.
    Table,
    /// Name of a key.
    Key,
    /// A value.
    Value,
}

/// Completion item in `ascribe.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProposal {
    /// Kind of the item.
    pub kind: ConfigProposalKind,
    /// Label shown in the list.
    pub label: String,
    /// Text that replaces `replace`.
    pub text: String,
    /// Documentation, in Markdown.
    pub documentation: String,
    /// Byte range to replace.
    pub replace: Range<usize>,
}

/// Proposals at a byte offset.
pub fn completion(text: &str, offset: usize) -> Vec<ConfigProposal> {
    match place_at(text, offset) {
        Some(ConfigPlace::Heading { range, is_double, .. }) => headings(text, &range, is_double),
        Some(ConfigPlace::Key { table, range, starts_line }) => {
            let path: Vec<&str> = table.iter().map(String::as_str).collect();
            let known = keys(&path).into_iter();
            known.map(|key| of_key(text, &path, &key, &range, starts_line)).collect()
        }
        Some(ConfigPlace::Value { table, key, range }) => {
            let path: Vec<&str> = table.iter().map(String::as_str).collect();
            let key = house_list(&path).or_else(|| keys(&path).into_iter().find(|known| known.name == key));
            key.map(|key| values(text, &key, &range)).unwrap_or_default()
        }
        None => Vec::new(),
    }
}

/// Tables below a path, each with its own path, outer ones first.
fn tables(outer: &[&'static str]) -> Vec<(Vec<&'static str>, ConfigKey)> {
    let is_table =
        |key: &ConfigKey| matches!(key.values, Values::Table | Values::Tables | Values::HouseList(_));
    let here = keys(outer).into_iter().filter(is_table);
    let with_inner = here.flat_map(|key| {
        let path: Vec<_> = outer.iter().copied().chain([key.name]).collect();
        let inner = tables(&path);
        std::iter::once((path, key)).chain(inner)
    });
    with_inner.collect()
}

/// Headings of all tables.
fn headings(text: &str, range: &Range<usize>, is_double: bool) -> Vec<ConfigProposal> {
    let close = if is_double { "]]" } else { "]" };
    let is_closed = rest_of_line(text, range.end).starts_with(']');
    let is_wanted = |key: &ConfigKey| matches!(key.values, Values::Tables) == is_double;
    let wanted = tables(&[]).into_iter().filter(|(_, key)| is_wanted(key));
    let proposal = |(path, key): (Vec<&str>, ConfigKey)| {
        let label = path.join(".");
        ConfigProposal {
            kind: ConfigProposalKind::Table,
            text: if is_closed { label.clone() } else { format!("{label}{close}") },
            label,
            documentation: about(&key),
            replace: range.clone(),
        }
    };
    wanted.map(proposal).collect()
}

/// A key with its `=`; at the start of a line, tables are headings.
fn of_key(
    text: &str,
    path: &[&str],
    key: &ConfigKey,
    range: &Range<usize>,
    starts_line: bool,
) -> ConfigProposal {
    let rest = rest_of_line(text, range.end);
    let is_free = rest.is_empty() || rest.starts_with('#');
    let path = || path.iter().copied().chain([key.name]).collect::<Vec<_>>().join(".");
    let (kind, written) = match key.values {
        Values::Table | Values::HouseList(_) if starts_line && is_free => {
            (ConfigProposalKind::Table, format!("[{}]", path()))
        }
        Values::Tables if starts_line && is_free => (ConfigProposalKind::Table, format!("[[{}]]", path())),
        Values::Table | Values::Tables | Values::HouseList(_) => {
            (ConfigProposalKind::Table, key.name.to_owned())
        }
        _ if is_free || rest.starts_with(['}', ',']) => (ConfigProposalKind::Key, format!("{} = ", key.name)),
        _ => (ConfigProposalKind::Key, key.name.to_owned()),
    };
    ConfigProposal {
        kind,
        label: key.name.to_owned(),
        text: written,
        documentation: about(key),
        replace: range.clone(),
    }
}

fn values(text: &str, key: &ConfigKey, range: &Range<usize>) -> Vec<ConfigProposal> {
    // A blank behind `=`, as in the template.
    let blank = if text[..range.start].ends_with('=') { " " } else { "" };
    let proposal = |label: &str, written: &str, documentation: String| ConfigProposal {
        kind: ConfigProposalKind::Value,
        label: label.to_owned(),
        text: format!("{blank}{written}"),
        documentation,
        replace: range.clone(),
    };
    match key.values {
        Values::Words(words, _) | Values::Bases(words) => {
            let word =
                |word: &ConfigWord| proposal(word.word, &format!("\"{}\"", word.word), about_word(key, word));
            words.iter().map(word).collect()
        }
        Values::Boolean => ["true", "false"].map(|word| proposal(word, word, about(key))).to_vec(),
        Values::Number(limit) => {
            let number = limit.default.to_string();
            vec![proposal(&number, &number, about(key))]
        }
        Values::HouseList(list) => {
            let avoid = (list == HouseList::Phrases).then_some("true");
            avoid.into_iter().chain(["false"]).map(|word| proposal(word, word, about(key))).collect()
        }
        Values::Table | Values::Tables | Values::Globs | Values::Actor => Vec::new(),
    }
}

/// Text behind an offset up to the end of its line, without blanks at its start.
fn rest_of_line(text: &str, offset: usize) -> &str {
    let rest = text.get(offset..).and_then(|rest| rest.split(['\r', '\n']).next());
    rest.unwrap_or_default().trim_start()
}
