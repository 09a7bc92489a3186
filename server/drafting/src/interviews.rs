//! Interviews: paragraphs that start with the name of the respondent, “Lindqvist: …”. A single line may be something
//! else (“Price: …”); it counts as an answer if there are several, and if the article has a fuller name.

use super::article::PlainArticle;
use super::words::{runs, words};
use ascribe_attribution::{SpeechKind, Stance, Statement};
use std::collections::HashMap;
use std::ops::Range;

/// Confidence that “Name: …” is an answer.
const ANSWER: f32 = 0.75;

/// Maximum length of a label, in words.
const LONGEST: usize = 3;

/// Names at the start of paragraphs that mark answers.
#[derive(Debug, Default)]
pub(super) struct Interview {
    names: Vec<String>,
}

impl Interview {
    /// Finds the respondents.
    pub(super) fn of(article: &PlainArticle) -> Self {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for paragraph in &article.paragraphs {
            if let Some(name) = label(article, &paragraph.range) {
                *count.entry(article.slice(name)).or_default() += 1;
            }
        }
        count.retain(|name, count| *count > 1 && is_person(article, name));
        Self { names: count.into_keys().map(str::to_owned).collect() }
    }

    /// Parses a paragraph as an answer.
    pub(super) fn answer(&self, article: &PlainArticle, paragraph: &Range<usize>) -> Option<Statement> {
        let name = label(article, paragraph).filter(|_| !self.names.is_empty())?;
        let text = article.slice(name.end + 1..paragraph.end);
        let start = paragraph.end - text.trim_start().len();
        let is_answer = self.names.iter().any(|known| known == article.slice(name.clone()));
        (is_answer && start < paragraph.end).then(|| Statement {
            content: std::iter::once(start..paragraph.end).collect(),
            cue: Some(name.end..name.end + 1),
            source: Some(name),
            carrier: None,
            kind: SpeechKind::Indirect,
            continues: false,
            stance: Some(Stance::Asserts),
            confidence: ANSWER,
        })
    }
}

/// Name before a colon at the start of a paragraph, with nothing else.
fn label(article: &PlainArticle, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let text = article.slice(paragraph.clone());
    let (name, behind) = text.split_once(':')?;
    let words = words(name, paragraph.start);
    let is_name = runs(&words).first() == Some(&(0..words.len())) && words.len() <= LONGEST;
    (is_name && behind.starts_with(char::is_whitespace))
        .then(|| paragraph.start..paragraph.start + name.len())
}

/// Whether the name occurs with a first name before it: “Tove Lindqvist” for “Lindqvist”.
fn is_person(article: &PlainArticle, name: &str) -> bool {
    name.contains(' ')
        || article.text.match_indices(name).any(|(at, _)| {
            let before = article.slice(0..at).strip_suffix(' ').unwrap_or_default();
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            word.starts_with(char::is_uppercase)
                && !article.slice(at + name.len()..at + name.len() + 1).starts_with(':')
        })
}
