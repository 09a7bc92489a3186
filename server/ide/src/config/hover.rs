//! Hovers in `ascribe.toml`: the meaning of keys, headings and values.

use super::place::{ConfigPlace, place_at};
use super::{about, about_word, house_list};
use ascribe_lints::config::{Values, keys};
use std::ops::Range;

/// Text of a hover, in Markdown, and the byte range that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigHover {
    /// Text, in Markdown.
    pub markdown: String,
    /// Byte range of the key, heading or value.
    pub range: Range<usize>,
}

/// Hover at a byte offset.
pub fn hover(text: &str, offset: usize) -> Option<ConfigHover> {
    let find = |table: &[String], name: &str| {
        let path: Vec<&str> = table.iter().map(String::as_str).collect();
        house_list(&path).or_else(|| keys(&path).into_iter().find(|key| key.name == name))
    };
    let (markdown, range) = match place_at(text, offset)? {
        ConfigPlace::Heading { mut path, range, .. } => {
            let name = path.pop()?;
            (about(&find(&path, &name)?), range)
        }
        ConfigPlace::Key { table, range, .. } => {
            let name = text.get(range.clone())?.trim_matches(['"', '\'']);
            (about(&find(&table, name)?), range)
        }
        ConfigPlace::Value { table, key, range } => {
            let key = find(&table, &key)?;
            let written = text.get(range.clone())?.trim_matches(['"', '\'']);
            let word = match key.values {
                Values::Words(words, _) | Values::Bases(words) => {
                    words.iter().find(|word| word.word == written)
                }
                _ => None,
            };
            (word.map_or_else(|| about(&key), |word| about_word(&key, word)), range)
        }
    };
    (!range.is_empty()).then_some(ConfigHover { markdown, range })
}
