//! Agreement of several annotators about one article: spans, kinds, stances and speakers; of spans and kinds at once,
//! [`gamma`].

pub mod alpha;
pub mod gamma;

use crate::article::{AnnotatedArticle, ArticleAnnotation};
use crate::text::tokens;
use alpha::alpha;
use ascribe_language::stance::Stance;
use ascribe_language::words::is_word;
use ascribe_markup::model::vocabulary::Kind;
use gamma::{Continuum, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An article in the versions of several annotators.
#[derive(Debug)]
pub struct SharedArticle<'a> {
    versions: &'a [&'a AnnotatedArticle],
}

/// Numbers of spans of one annotator, of another, and of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SpanCounts {
    /// Statements of the first annotator.
    pub first: usize,
    /// Statements of the second annotator.
    pub second: usize,
    /// Statements with the same words.
    pub same: usize,
    /// Words in statements of both.
    pub shared_words: usize,
    /// Words in statements of the first annotator.
    pub first_words: usize,
    /// Words in statements of the second annotator.
    pub second_words: usize,
}

/// Values that each annotator gave the words of an article; `None` where an annotator has no statement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordValues {
    /// Kind, also where there is none.
    pub kinds: Vec<Vec<Option<Option<Kind>>>>,
    /// Stance, where at least two annotators have a statement.
    pub stances: Vec<Vec<Option<Option<Stance>>>>,
    /// Speakers by name, where at least two annotators have a statement.
    pub speakers: Vec<Vec<Option<BTreeSet<String>>>>,
}

/// A statement about which annotators disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Words of the statement.
    pub words: String,
    /// For each annotator: kind, stance and speakers; `None` for one who has not annotated just these words.
    pub versions: Vec<Option<String>>,
}

impl SpanCounts {
    /// Harmonic mean of precision and recall, for the same words; 1 if there are no statements.
    pub fn exact_f1(&self) -> f64 {
        f1(self.same, self.first, self.second)
    }

    /// Harmonic mean of precision and recall, word by word; 1 if there are no statements.
    pub fn word_f1(&self) -> f64 {
        f1(self.shared_words, self.first_words, self.second_words)
    }

    /// Adds those of another article.
    pub fn add(&mut self, other: &Self) {
        self.first += other.first;
        self.second += other.second;
        self.same += other.same;
        self.shared_words += other.shared_words;
        self.first_words += other.first_words;
        self.second_words += other.second_words;
    }
}

#[allow(clippy::cast_precision_loss, reason = "no corpus has so many words")]
fn f1(both: usize, first: usize, second: usize) -> f64 {
    if first + second == 0 { 1.0 } else { 2.0 * both as f64 / (first + second) as f64 }
}

impl WordValues {
    /// Adds those of another article.
    pub fn add(&mut self, other: Self) {
        self.kinds.extend(other.kinds);
        self.stances.extend(other.stances);
        self.speakers.extend(other.speakers);
    }

    /// Krippendorff's alpha of the kinds of words, of which “none” is one.
    pub fn kind_alpha(&self) -> Option<f64> {
        alpha(self.kinds.iter().cloned())
    }

    /// Krippendorff's alpha of the stances of words that are in statements of two annotators.
    pub fn stance_alpha(&self) -> Option<f64> {
        alpha(self.stances.iter().cloned())
    }

    /// Krippendorff's alpha of the speakers of words that are in statements of two annotators.
    pub fn speaker_alpha(&self) -> Option<f64> {
        alpha(self.speakers.iter().cloned())
    }
}

impl<'a> SharedArticle<'a> {
    /// Versions of an article, one for each annotator; `None` if they are not of the same text.
    pub fn new(versions: &'a [&'a AnnotatedArticle]) -> Option<Self> {
        let is_same = versions.windows(2).all(|pair| pair[0].text == pair[1].text);
        is_same.then_some(Self { versions })
    }

    /// Spans of two annotators, given by their indices.
    pub fn span_counts(&self, first: usize, second: usize) -> SpanCounts {
        let spans = |of: usize| -> BTreeSet<Vec<(usize, usize)>> {
            statements(self.versions[of]).map(spans).collect()
        };
        let (one, other) = (spans(first), spans(second));
        let words = self.words();
        let of_statements = |of: usize| -> Vec<bool> {
            words_in(&words, self.versions[of]).into_iter().map(|statement| statement.is_some()).collect()
        };
        let (one_words, other_words) = (of_statements(first), of_statements(second));
        let count = |words: &[bool]| words.iter().filter(|is_in| **is_in).count();
        SpanCounts {
            first: one.len(),
            second: other.len(),
            same: one.intersection(&other).count(),
            shared_words: one_words.iter().zip(&other_words).filter(|(a, b)| **a && **b).count(),
            first_words: count(&one_words),
            second_words: count(&other_words),
        }
    }

    /// Statements of two annotators, given by their indices, as units for gamma: from the first word to the last, with
    /// their kinds.
    pub fn continuum(&self, first: usize, second: usize) -> Continuum {
        let words = self.words();
        let unit = |statement: &ArticleAnnotation| {
            let (start, end) = (statement.parts.first()?.start, statement.parts.last()?.end);
            let first = words.partition_point(|word| word.end <= start);
            let last = words.partition_point(|word| word.start < end);
            (first < last).then_some(Unit { words: first..last, category: statement.kind })
        };
        let units = |of: usize| statements(self.versions[of]).filter_map(unit).collect();
        Continuum { length: words.len(), annotators: [units(first), units(second)] }
    }

    /// Values of all words.
    pub fn word_values(&self) -> WordValues {
        let words = self.words();
        let found: Vec<Vec<Option<&ArticleAnnotation>>> =
            self.versions.iter().map(|version| words_in(&words, version)).collect();
        let mut values = WordValues::default();
        for word in 0..words.len() {
            let of: Vec<Option<&ArticleAnnotation>> = found.iter().map(|version| version[word]).collect();
            values.kinds.push(of.iter().map(|it| Some(it.map(|it| it.kind))).collect());
            if of.iter().flatten().count() > 1 {
                values.stances.push(of.iter().map(|it| it.map(|it| it.stance)).collect());
                let speakers = of.iter().zip(self.versions);
                values
                    .speakers
                    .push(speakers.map(|(it, version)| it.map(|it| speaker_names(version, it))).collect());
            }
        }
        values
    }

    /// Statements that not all annotators have with the same words, kind, stance and speakers, in text order.
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let by_spans: Vec<BTreeMap<Vec<(usize, usize)>, &ArticleAnnotation>> = self
            .versions
            .iter()
            .map(|version| statements(version).map(|statement| (spans(statement), statement)).collect())
            .collect();
        let all: BTreeSet<&Vec<(usize, usize)>> = by_spans.iter().flat_map(BTreeMap::keys).collect();
        let disagreement = |wanted: &Vec<(usize, usize)>| {
            let found: Vec<_> =
                by_spans.iter().zip(self.versions).map(|(it, of)| Some((*it.get(wanted)?, of))).collect();
            let told = |(statement, version): &(&ArticleAnnotation, &&AnnotatedArticle)| {
                let stance = statement.stance.map_or("unclear", Stance::word);
                let names: Vec<String> = speaker_names(version, statement).into_iter().collect();
                let names = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
                format!("{}, {stance}, {names}", statement.kind.word())
            };
            let versions: Vec<Option<String>> = found.iter().map(|it| it.as_ref().map(told)).collect();
            let (statement, version) = found.iter().flatten().next()?;
            let is_same = versions.windows(2).all(|pair| pair[0] == pair[1]);
            (!is_same).then(|| Disagreement { words: version.words(statement), versions })
        };
        all.into_iter().filter_map(disagreement).collect()
    }

    /// Words of the article.
    fn words(&self) -> Vec<Range<usize>> {
        let text = self.versions.first().map_or("", |version| &version.text);
        let is_of_word = |token: &Range<usize>| text[token.clone()].starts_with(is_word);
        tokens(text, 0..text.len()).into_iter().filter(is_of_word).collect()
    }
}

fn statements(article: &AnnotatedArticle) -> impl Iterator<Item = &ArticleAnnotation> {
    article.annotations.iter().filter(|annotation| annotation.kind.is_statement())
}

fn spans(annotation: &ArticleAnnotation) -> Vec<(usize, usize)> {
    annotation.parts.iter().map(|part| (part.start, part.end)).collect()
}

/// Innermost statement of each word.
fn words_in<'a>(words: &[Range<usize>], article: &'a AnnotatedArticle) -> Vec<Option<&'a ArticleAnnotation>> {
    let mut found = vec![None; words.len()];
    // An inner one comes after the one around it.
    for statement in statements(article) {
        for part in &statement.parts {
            let first = words.partition_point(|word| word.end <= part.start);
            for (word, found) in words[first..].iter().zip(&mut found[first..]) {
                if word.start >= part.end {
                    break;
                }
                *found = Some(statement);
            }
        }
    }
    found
}

/// Speakers as annotators who do not share ids can compare them: an item of Wikidata, or else the name in small letters.
fn speaker_names(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> BTreeSet<String> {
    let name = |id: &String| {
        let actor = article.actor(id);
        let item = actor.and_then(|actor| actor.field("wikidata"));
        item.map_or_else(|| article.actor_name(id).to_lowercase(), str::to_owned)
    };
    annotation.actors.iter().map(name).collect()
}
