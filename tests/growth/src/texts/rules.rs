//! The bad example of each rule, repeated in paragraphs and on one line.

use super::{Grown, Text};
use ascribe_lints::{RULES, Rule};
use ascribe_markup::model::is_identifier;
use ascribe_workspace::CAST;
use std::sync::Arc;

/// Examples instead of those of the rules that find no more when they are repeated, by the code of the rule.
const INSTEAD: [(&str, &str); 1] = [(
    // Without any source the whole document has one finding.
    "missing-source",
    "^log: Log of the lock\n  date: 2025-03-03\n@jensen: Maria Jensen\n\n“We had no warning at all,”{@jensen} she said.\n",
)];

/// Ways to repeat an example: name, end of a paragraph, and whether each copy has ids of its own.
const WAYS: [(&str, &str, bool); 3] =
    [("paragraphs", "\n\n", true), ("paragraphs of the same ids", "\n\n", false), ("one line", " ", true)];

/// An example, by its blocks.
#[derive(Debug, Clone)]
struct Example {
    front_matter: String,
    declarations: String,
    paragraphs: Vec<String>,
    has_cast: bool,
}

impl Example {
    fn new(text: &str) -> Self {
        let mut example = Self {
            front_matter: String::new(),
            declarations: String::new(),
            paragraphs: Vec::new(),
            has_cast: text.contains(CAST),
        };
        for block in text.split("\n\n").map(str::trim_end).filter(|block| !block.is_empty()) {
            if block.starts_with("---") {
                example.front_matter = format!("{block}\n\n");
            } else if block.lines().any(|line| line.starts_with(['@', '^'])) {
                example.declarations += block;
                example.declarations.push('\n');
            } else {
                example.paragraphs.push(block.to_owned());
            }
        }
        example
    }

    /// Copies of the paragraphs, each with an end, below those of the declarations.
    fn repeat(&self, times: usize, end: &str, has_own_ids: bool) -> Grown {
        let body = self.paragraphs.join(end) + end;
        let grown = Grown::of(&*self.front_matter);
        let grown = if has_own_ids {
            grown
                .repeat(times, |number| numbered(&self.declarations, number))
                .and("\n")
                .repeat(times, |number| numbered(&body, number))
        } else {
            grown.and(&self.declarations).and("\n").repeat(times, |_| body.clone())
        };
        if self.has_cast { Grown { others: vec![cast(times)], ..grown } } else { grown }
    }
}

/// Adds a number to each id.
fn numbered(text: &str, number: usize) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['@', '^', '#']) {
        let (before, behind) = rest.split_at(at + 1);
        let is_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let (id, behind) = behind.split_at(behind.find(|c| !is_id(c)).unwrap_or(behind.len()));
        made += before;
        made += id;
        if is_identifier(id) && id != "author" {
            made += &number.to_string();
        }
        rest = behind;
    }
    made + rest
}

/// Cast of the example that names one.
fn cast(times: usize) -> (String, String) {
    let cast = Grown::default().repeat(times, |number| format!("@jensen{number}: Mark Jensen\n"));
    (CAST.into(), cast.text)
}

fn of_rule(rule: &'static Rule) -> impl Iterator<Item = Text> {
    let instead = INSTEAD.iter().find(|(code, _)| *code == rule.code);
    let example = Example::new(instead.map_or(rule.bad, |(_, example)| example));
    WAYS.into_iter().map(move |(way, end, has_own_ids)| {
        let example = example.clone();
        let policy = Arc::new(rule.example_policy());
        Text::new(format!("{}: {way}", rule.code), move |times| Grown {
            policy: Arc::clone(&policy),
            ..example.repeat(times, end, has_own_ids)
        })
    })
}

/// Examples of all rules. Their names begin with the code of the rule.
pub fn texts() -> Vec<Text> {
    RULES.into_iter().flat_map(of_rule).collect()
}
