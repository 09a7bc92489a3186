//! The bad and the good example of each rule, repeated in several ways.

use super::{Grown, Text};
use ascribe_lints::{RULES, Rule};
use ascribe_markup::model::is_identifier;
use ascribe_workspace::CAST;
use std::fmt::Write;

/// A way to repeat an example.
type Way = fn(&Example, usize) -> Grown;

/// All ways.
const WAYS: [(&str, Way); 13] = [
    ("many paragraphs", many_paragraphs),
    ("copies with ids of their own", copies),
    ("one line", one_line),
    ("one paragraph", one_paragraph),
    ("items in one annotation", items),
    ("values of one key", values),
    ("entries of one field", entries),
    ("lines of one declaration", lines),
    ("chain of ids", |example, times| chain(example, times, |number| number.checked_sub(1))),
    ("circle of ids", |example, times| chain(example, times, |number| Some((number + times - 1) % times))),
    ("near misses of ids", near_misses),
    ("long ids", long_ids),
    ("suppressions", suppressions),
];

/// Ways that are measured in each run, for the bad examples.
const OFTEN: [&str; 6] = [
    "many paragraphs",
    "copies with ids of their own",
    "one line",
    "items in one annotation",
    "near misses of ids",
    "suppressions",
];

/// An example, by its blocks.
#[derive(Debug)]
struct Example {
    code: &'static str,
    front_matter: String,
    declarations: String,
    paragraphs: Vec<String>,
}

impl Example {
    fn new(rule: &Rule, text: &str) -> Self {
        let mut example = Self {
            code: rule.code,
            front_matter: String::new(),
            declarations: String::new(),
            paragraphs: Vec::new(),
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

    fn head(&self) -> String {
        format!("{}{}\n", self.front_matter, self.declarations)
    }

    fn body(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    /// Paragraphs on one line.
    fn line(&self) -> String {
        self.body().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Replaces each id: by its sign, and the id.
fn with_ids(text: &str, other: impl Fn(char, &str) -> String) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['@', '^', '#']) {
        let (before, behind) = rest.split_at(at);
        let sign = behind.chars().next().unwrap_or_default();
        let behind = &behind[sign.len_utf8()..];
        let is_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let id = &behind[..behind.find(|c| !is_id(c)).unwrap_or(behind.len())];
        let id = id.trim_end_matches('.');
        made += before;
        made.push(sign);
        made += &if is_identifier(id) && id != "author" { other(sign, id) } else { id.to_owned() };
        rest = &behind[id.len()..];
    }
    made + rest
}

/// Replaces the content of each pair of braces.
fn with_braces(text: &str, other: impl Fn(&str) -> String) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let end = behind.find(['}', '\n']).unwrap_or(behind.len());
        made += before;
        made.push('{');
        made += &other(&behind[..end]);
        rest = &behind[end..];
    }
    made + rest
}

fn many_paragraphs(example: &Example, times: usize) -> Grown {
    Grown::of(example.head()).repeat(times, |_| format!("{}\n\n", example.body()))
}

fn copies(example: &Example, times: usize) -> Grown {
    let own = |text: &str, number: usize| with_ids(text, |_, id| format!("{id}{number}"));
    Grown::of(&*example.front_matter)
        .repeat(times, |number| own(&example.declarations, number))
        .and("\n")
        .repeat(times, |number| format!("{}\n\n", own(&example.body(), number)))
}

fn one_line(example: &Example, times: usize) -> Grown {
    Grown::of(example.head()).repeat(times, |_| format!("{} ", example.line())).and("\n")
}

fn one_paragraph(example: &Example, times: usize) -> Grown {
    let lines = example.paragraphs.join("\n");
    Grown::of(example.head()).repeat(times, |_| format!("{lines}\n"))
}

fn items(example: &Example, times: usize) -> Grown {
    let many = |items: &str| format!("{items} ").repeat(times);
    let body = with_braces(&example.body(), many);
    Grown::of(example.head()).repeat(1, |_| format!("{body}\n"))
}

fn values(example: &Example, times: usize) -> Grown {
    let many = |item: &str| match item.split_once('=') {
        Some((key, value)) => format!("{key}={}", vec![value; times].join(",")),
        None => item.to_owned(),
    };
    let body = with_braces(&example.body(), |items| items.split(' ').map(many).collect::<Vec<_>>().join(" "));
    Grown::of(example.head())
        .repeat(1, |_| format!("{body}\n"))
        .repeat(times, |_| format!("\n{}\n", example.body()))
}

fn entries(example: &Example, times: usize) -> Grown {
    let head = example.head();
    let head = head.lines().map(|line| match line.split_once(": ") {
        Some((key, value)) if !key.starts_with(['@', '^']) => {
            format!("{key}: {}\n", vec![value; times].join("; "))
        }
        _ => format!("{line}\n"),
    });
    Grown::of(head.collect::<String>()).repeat(times, |_| format!("{}\n\n", example.body()))
}

fn lines(example: &Example, times: usize) -> Grown {
    let mut head = String::new();
    for line in example.head().lines() {
        let copies = if line.starts_with("  ") { times } else { 1 };
        for _ in 0..copies {
            head += line;
            head.push('\n');
        }
    }
    Grown::of(head).repeat(1, |_| format!("{}\n", example.body()))
}

fn chain(example: &Example, times: usize, before: impl Fn(usize) -> Option<usize>) -> Grown {
    let own = |text: &str, number: usize| with_ids(text, |_, id| format!("{id}{number}"));
    let declared = |number: usize| {
        let mut declared = String::new();
        let mut field = None;
        let copy = own(&example.declarations, number);
        for line in copy.lines() {
            let key = match line.chars().next() {
                Some('@') => Some("affiliation: @"),
                Some('^') => Some("cites: ^"),
                _ => None,
            };
            let id = line.get(1..).and_then(|line| line.split(':').next()).unwrap_or_default();
            if let Some(key) = key {
                let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
                field = before(number).map(|other| format!("  {key}{stem}{other}\n"));
            }
            declared += line;
            declared.push('\n');
            declared += &field.take().unwrap_or_default();
        }
        declared
    };
    let said = |number: usize| {
        with_braces(&own(&example.body(), number), |items| {
            let mut linked = format!("{items} #link{number}");
            if let Some(other) = before(number) {
                // Writing to a string cannot fail.
                let _ = write!(linked, " denies=#link{other} part=#link{other}");
            }
            linked
        })
    };
    Grown::of(&*example.front_matter)
        .repeat(times, declared)
        .and("\n")
        .repeat(times, |number| format!("{}\n\n", said(number)))
}

fn near_misses(example: &Example, times: usize) -> Grown {
    let own = |text: &str, number: usize| with_ids(text, |_, id| format!("{id}{number}"));
    let missed = |number: usize| with_ids(&example.body(), |_, id| format!("{id}{number}x"));
    Grown::of(&*example.front_matter)
        .repeat(times, |number| own(&example.declarations, number))
        .and("\n")
        .repeat(times, |number| format!("{}\n\n", own(&example.body(), number)))
        .repeat(times, |number| format!("{}\n\n", missed(number)))
}

fn long_ids(example: &Example, times: usize) -> Grown {
    let long = "a".repeat(times);
    let head = with_ids(&example.head(), |_, id| format!("{id}{long}"));
    let body = with_ids(&example.body(), |_, id| format!("{long}{id}"));
    Grown::of(head).repeat(1, |_| format!("{body}\n"))
}

fn suppressions(example: &Example, times: usize) -> Grown {
    let note = format!("%% allow: {}\n", example.code);
    let silent = with_braces(&example.body(), |items| {
        format!("{items}{}", format!(" allow={}", example.code).repeat(times))
    });
    Grown::of(example.head())
        .repeat(times, |_| format!("{note}{}\n\n", example.body()))
        .repeat(times, |_| note.clone())
        .and(&format!("{silent}\n"))
}

/// Cast of the example that names one.
fn cast(times: usize) -> (String, String) {
    let declared = |number| format!("@jensen{number}: Mark Jensen\n");
    (CAST.into(), Grown::of("@jensen: Mark Jensen\n").repeat(times, declared).text)
}

/// Examples of all rules in all ways.
pub fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    for rule in RULES {
        for (sort, example) in [("bad", rule.bad), ("good", rule.good)] {
            for (name, way) in WAYS {
                let has_cast = example.contains(CAST);
                let example = Example::new(rule, example);
                let text = Text::new(format!("{}/{sort}/{name}", rule.code), move |times| {
                    let grown = way(&example, times);
                    if has_cast { Grown { others: vec![cast(times)], ..grown } } else { grown }
                });
                texts.push(if sort == "bad" && OFTEN.contains(&name) { text } else { text.rarely() });
            }
        }
    }
    texts
}
