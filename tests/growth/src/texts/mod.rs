//! Texts that grow: each is made of a unit that occurs as often as wanted.

mod constructs;
mod keys;
mod relations;
mod rules;

use ascribe_articles::DENSE;
use ascribe_markup::policy::Policy;
use std::ops::Range;
use std::sync::Arc;

/// A text that can be made in any size.
pub struct Text {
    /// Name in reports.
    pub name: String,
    /// Makes the text with its unit so many times.
    pub make: Box<dyn Fn(usize) -> Grown>,
}

/// A text of one size.
#[derive(Debug, Clone, Default)]
pub struct Grown {
    /// The text.
    pub text: String,
    /// Byte ranges of the units in the middle, at which features with a cursor are tried.
    pub middle: Vec<Range<usize>>,
    /// Other documents of the folder, each with its name.
    pub others: Vec<(String, String)>,
    /// Policy of the text.
    pub policy: Arc<Policy>,
}

impl Text {
    /// Text by its name.
    pub fn new(name: impl Into<String>, make: impl Fn(usize) -> Grown + 'static) -> Self {
        Self { name: name.into(), make: Box::new(make) }
    }
}

impl Grown {
    /// Text that stays as it is.
    fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Appends text that stays as it is.
    fn and(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends a unit for each number.
    fn repeat(mut self, times: usize, unit: impl Fn(usize) -> String) -> Self {
        for number in 0..times {
            let start = self.text.len();
            self.text.push_str(&unit(number));
            if number == times / 2 {
                self.middle.push(start..self.text.len());
            }
        }
        self
    }

    /// Byte offsets of cursors: in the units of the middle where a word or a sign starts, and at the ends.
    pub fn cursors(&self) -> Vec<usize> {
        let mut cursors = vec![0, self.text.len()];
        for range in &self.middle {
            let starts = self.text[range.clone()].char_indices().filter(|(at, c)| {
                let before = self.text[..range.start + at].chars().next_back();
                before.is_none_or(|before| {
                    before.is_alphanumeric() != c.is_alphanumeric() || !c.is_alphanumeric()
                })
            });
            let starts: Vec<usize> = starts.map(|(at, _)| range.start + at).collect();
            let every = starts.len().div_ceil(CURSORS).max(1);
            cursors.extend(starts.into_iter().step_by(every));
        }
        cursors
    }
}

/// Number of cursors in a unit.
const CURSORS: usize = 8;

/// All texts.
pub fn texts() -> Vec<Text> {
    let dense = DENSE.into_iter().map(|(name, make)| {
        Text::new(format!("article: {name}"), move |times| {
            let text = make(times);
            let middle = text.floor_char_boundary(text.len() / 2);
            let unit = middle..text.floor_char_boundary(middle + UNIT);
            Grown { middle: vec![unit], ..Grown::of(text) }
        })
    });
    [constructs::texts(), keys::texts(), relations::texts(), dense.collect(), rules::texts()]
        .into_iter()
        .flatten()
        .collect()
}

/// Length in bytes of what is taken for the unit in the middle of an article.
const UNIT: usize = 40;
