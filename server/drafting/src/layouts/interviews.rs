//! Interviews: paragraphs that start with the name of the respondent, “Lindqvist: …”. A single line may be something
//! else (“Price: …”); it counts as an answer if there are several, and if the article has a fuller name.

use super::label::HEADINGS;
use crate::phrases::words::{is, runs, words};
use crate::text::article::PlainArticle;
use ascribe_attribution::{SpeechKind, Stance, Statement};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Confidence that “Name: …” is an answer.
const ANSWER: f32 = 0.75;

/// Maximum length of a label, in words.
const LONGEST: usize = 3;

/// Maximum length of a label in bytes; a longer one is no name.
const LONGEST_LABEL: usize = 64;

/// Names at the start of paragraphs that mark answers.
#[derive(Debug, Default)]
pub(crate) struct Interview {
    names: HashSet<String>,
}

impl Interview {
    /// Finds the respondents.
    pub(crate) fn of(article: &PlainArticle) -> Self {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for paragraph in &article.paragraphs {
            let text = article.slice(paragraph.range.clone());
            // “Mr Lind: closed on Monday”
            let is_sentence = text.ends_with(['.', '!', '?', '…', '”', '"', ')']);
            if let Some(name) = label(article, &paragraph.range)
                && (is_sentence || untitled(article.slice(name.clone())).is_none())
            {
                *count.entry(article.slice(name)).or_default() += 1;
            }
        }
        let is_name = |name: &str| {
            name.len() <= LONGEST_LABEL && !HEADINGS.contains(&name.to_ascii_lowercase().as_str())
        };
        count.retain(|name, _| is_name(name));
        // “SPEIGHT: …”: a script, in which somebody speaks again.
        let is_capitals = |name: &str| !name.contains(char::is_lowercase);
        let in_capitals: Vec<usize> =
            count.iter().filter(|(name, _)| is_capitals(name)).map(|(_, count)| *count).collect();
        let is_script = in_capitals.len() > 1 && in_capitals.iter().any(|count| *count > 1);
        // “Ola: …”, “Funmi: …”: a talk, in which one of them is introduced with the full name.
        let repeated: HashSet<&str> =
            count.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
        let all: HashSet<&str> = count.keys().copied().collect();
        let mut people = people(article, &all);
        // “Ms Osei: …”, if the article has “Ms Ama Osei” or “Ama Osei”
        let bare: HashMap<&str, &str> =
            all.iter().filter_map(|name| Some((untitled(name)?, *name))).collect();
        let known = self::people(article, &bare.keys().copied().collect());
        people.extend(known.iter().filter_map(|name| bare.get(name)));
        let is_talk = repeated.len() > 1 && repeated.iter().any(|name| people.contains(name));
        // “Roz: …”, “Ike: …”, “Roz: …”: two who are introduced take turns, though one of them only once.
        // “Ms Osei: …”, “Mr Lind: …”: so do two with titles.
        let is_titled = people.iter().filter(|name| untitled(name).is_some()).count() > 1;
        let is_exchange = people.len() > 1 && !repeated.is_empty() || is_titled;
        let is_speaker = |name: &&str| {
            let is_known = is_talk || name.contains(' ') || people.contains(name);
            repeated.contains(name) && is_known
                || is_script && is_capitals(name)
                || is_exchange && people.contains(name)
        };
        Self { names: count.keys().copied().filter(is_speaker).map(str::to_owned).collect() }
    }

    /// Parses a paragraph as an answer.
    pub(crate) fn answer(&self, article: &PlainArticle, paragraph: &Range<usize>) -> Option<Statement> {
        let name = label(article, paragraph).filter(|_| !self.names.is_empty())?;
        let text = article.slice(name.end + 1..paragraph.end);
        let start = paragraph.end - text.trim_start().len();
        let is_answer = self.names.contains(article.slice(name.clone()));
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

/// Surname behind a title: “Osei” of “Ms Osei”.
fn untitled(name: &str) -> Option<&str> {
    let (title, rest) = name.split_once(' ')?;
    (is("title", title.trim_end_matches('.')) && !rest.contains(' ')).then_some(rest)
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

/// Names that occur in a fuller form: “Tove Lindqvist” for “Lindqvist” or “Tove”.
fn people<'a>(article: &'a PlainArticle, names: &HashSet<&str>) -> HashSet<&'a str> {
    if names.is_empty() {
        return HashSet::new();
    }
    let lengths: BTreeSet<usize> = names.iter().map(|name| name.len()).collect();
    let text = &article.text;
    let is_behind_name = |blank: &usize| {
        let word = text[..*blank].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        word.starts_with(char::is_uppercase)
    };
    let starts = text.match_indices(' ').map(|(blank, _)| blank);
    let found = starts.flat_map(|blank| lengths.iter().map(move |length| blank + 1..blank + 1 + length));
    let is_fuller = |range: &Range<usize>| {
        let behind = text.get(range.end..).unwrap_or_default();
        let is_first = behind.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase));
        !behind.starts_with(':') && (is_first || is_behind_name(&(range.start - 1)))
    };
    let found = found.filter(is_fuller);
    found.filter_map(|range| text.get(range)).filter(|name| names.contains(name)).collect()
}
