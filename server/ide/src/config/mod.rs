//! Features of `ascribe.toml`, which is no article. Its keys and their values come from [`ascribe_lints::config::keys`], as
//! the schema does.

mod completion;
mod hover;
mod place;

use ascribe_lints::config::{ConfigKey, ConfigWord, Values, keys};
use ascribe_lints::rule;
pub use completion::{ConfigProposal, ConfigProposalKind, completion};
pub use hover::{ConfigHover, hover};

/// Key of the table at a path, if the keys in it are words of the house: each of them is described like the table.
fn house_list(path: &[&str]) -> Option<ConfigKey> {
    let (name, outer) = path.split_last()?;
    let key = keys(outer).into_iter().find(|key| key.name == *name)?;
    matches!(key.values, Values::HouseList(_)).then_some(key)
}

/// Description of a key, in Markdown.
fn about(key: &ConfigKey) -> String {
    let summary = key.summary;
    match key.values {
        Values::Words(_, Some(default)) if rule(key.name).is_some() => {
            let page = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), key.name);
            format!("{summary}\n\nDefault: `{default}`. [About this rule]({page})")
        }
        Values::Words(_, Some(default)) => format!("{summary}\n\nDefault: `{default}`."),
        Values::Words(words, None) | Values::Bases(words) => {
            let told = words.iter().map(|word| format!("- `{}`: {}", word.word, word.summary));
            format!("{summary}\n\n{}", told.collect::<Vec<_>>().join("\n"))
        }
        Values::Number(limit) => {
            format!("{summary}\n\nDefault: {}. From {} to {}.", limit.default, limit.least, limit.most)
        }
        Values::HouseList(_) => {
            let page = format!("{}/blob/main/docs/house-style.md", env!("CARGO_PKG_REPOSITORY"));
            format!("{summary}\n\n`false` accepts a word. [About house style]({page})")
        }
        _ => summary.to_owned(),
    }
}

/// Description of a value of a key, in Markdown.
fn about_word(key: &ConfigKey, word: &ConfigWord) -> String {
    format!("`{}`: {}\n\n`{}`: {}", word.word, word.summary, key.name, key.summary)
}

#[cfg(test)]
mod tests;
