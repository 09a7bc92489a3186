//! Texts that grow: each is made of a unit that occurs as often as wanted.

mod constructs;
mod examples;
mod links;
mod runs;

use std::ops::Range;

/// A text that can be made in any size.
pub struct Text {
    /// Name in reports.
    pub name: String,
    /// Whether only long runs measure it, since it resembles others.
    pub is_rare: bool,
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
}

impl Text {
    /// A text that each run measures.
    pub fn new(name: impl Into<String>, make: impl Fn(usize) -> Grown + 'static) -> Self {
        Self { name: name.into(), is_rare: false, make: Box::new(make) }
    }

    /// Leaves the text to long runs.
    fn rarely(self) -> Self {
        Self { is_rare: true, ..self }
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
const CURSORS: usize = 12;

/// All texts.
pub fn texts() -> Vec<Text> {
    let mut texts = examples::texts();
    texts.extend(constructs::texts());
    texts.extend(links::texts());
    texts.extend(runs::texts());
    texts
}
