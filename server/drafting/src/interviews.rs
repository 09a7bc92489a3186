//! Interviews: paragraphs that start with the name of who answers, “Lindqvist: …”. One such line may be anything (“Price:
//! …”); it is an answer if there are several, and if the article has the name with another before it.

use super::article::Article;
use super::words::{runs, words};
use ascribe_attribution::{Kind, Statement};
use std::collections::HashMap;
use std::ops::Range;

/// How sure it is that “Name: …” is an answer.
const ANSWER: f32 = 0.75;

/// A label is not longer than this, in words.
const LONGEST: usize = 3;

/// The names with which paragraphs start that are answers.
#[derive(Debug, Default)]
pub(super) struct Interview {
    names: Vec<String>,
}

impl Interview {
    /// Looks for those who answer.
    pub(super) fn of(article: &Article) -> Self {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for paragraph in &article.paragraphs {
            if let Some(name) = label(article, &paragraph.range) {
                *count.entry(article.slice(name)).or_default() += 1;
            }
        }
        count.retain(|name, count| *count > 1 && is_person(article, name));
        Self { names: count.into_keys().map(str::to_owned).collect() }
    }

    /// The answer that a paragraph is, if it is one.
    pub(super) fn answer(&self, article: &Article, paragraph: &Range<usize>) -> Option<Statement> {
        let name = label(article, paragraph).filter(|_| !self.names.is_empty())?;
        let text = article.slice(name.end + 1..paragraph.end);
        let start = paragraph.end - text.trim_start().len();
        let is_answer = self.names.iter().any(|known| known == article.slice(name.clone()));
        (is_answer && start < paragraph.end).then(|| Statement {
            content: std::iter::once(start..paragraph.end).collect(),
            cue: Some(name.end..name.end + 1),
            source: Some(name),
            carrier: None,
            kind: Kind::Indirect,
            continues: false,
            confidence: ANSWER,
        })
    }
}

/// The name and no more before a colon at the start of a paragraph.
fn label(article: &Article, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let text = article.slice(paragraph.clone());
    let (name, behind) = text.split_once(':')?;
    let words = words(name, paragraph.start);
    let is_name = runs(&words).first() == Some(&(0..words.len())) && words.len() <= LONGEST;
    (is_name && behind.starts_with(char::is_whitespace))
        .then(|| paragraph.start..paragraph.start + name.len())
}

/// Whether a name stands somewhere with another before it: “Tove Lindqvist” for “Lindqvist”.
fn is_person(article: &Article, name: &str) -> bool {
    name.contains(' ')
        || article.text.match_indices(name).any(|(at, _)| {
            let before = article.slice(0..at).strip_suffix(' ').unwrap_or_default();
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            word.starts_with(char::is_uppercase)
                && !article.slice(at + name.len()..at + name.len() + 1).starts_with(':')
        })
}
