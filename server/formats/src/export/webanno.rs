//! `WebAnno` TSV 3.3: a token in each line, with the features of the spans that it is in.

use super::layers::{LayerRelation, LayerSpan, Layers};
use super::{Exported, Format, Layout, loss};
use crate::article::AnnotatedArticle;
use crate::layers::{FEATURES, KEY, RELATIONS, SPANS};
use crate::offsets::{Offsets, Unit};
use ascribe_language::sentences::sentences;
use ascribe_language::words::is_word;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// See the module.
pub const FORMAT: Format = Format {
    name: "webanno",
    summary: "WebAnno TSV 3.3, for INCEpTION: a line for each token, with a layer of spans and one of relations",
    unit: Some(Unit::Utf16),
    layout: Layout::Apart(&["tsv"], export),
};

fn export(article: &AnnotatedArticle) -> Exported {
    let layers = Layers::new(article);
    let sentences = units(article, &layers.spans);
    let mut text = header();
    Table::new(article, &layers, &sentences).write(&mut text);
    let start = sentences.first().map_or(article.text.len(), |sentence| sentence.range.start);
    let blanks = article.text.get(..start).unwrap_or_default().chars().filter(|c| *c != ' ').count();
    let mut losses = layers.losses;
    losses.extend(loss(blanks, "line end or tab", "the text begins with a word; blanks stand for them"));
    losses.extend(loss(article.front_matter.len(), "front matter field", "WebAnno TSV has none"));
    Exported { files: vec![text], losses }
}

/// Lines that name the layers and their features.
fn header() -> String {
    let mut header = format!("#FORMAT=WebAnno TSV 3.3\n#T_SP={SPANS}");
    for feature in FEATURES {
        header.extend(["|", feature]);
    }
    header + &format!("\n#T_RL={RELATIONS}|{KEY}|BT_{SPANS}\n\n")
}

/// A sentence, to the first token of the next one.
struct SentenceUnits {
    range: Range<usize>,
    tokens: Vec<Range<usize>>,
}

/// Sentences with their tokens. A token ends where a span starts or ends, so that spans have whole tokens.
fn units(article: &AnnotatedArticle, spans: &[LayerSpan]) -> Vec<SentenceUnits> {
    let text = &article.text;
    let cuts: BTreeSet<usize> = spans.iter().flat_map(|span| [span.range.start, span.range.end]).collect();
    let starts: Vec<usize> =
        sentences(text, 0..text.len(), &[]).into_iter().map(|sentence| sentence.start).collect();
    let mut units: Vec<(usize, SentenceUnits)> = Vec::new();
    for token in tokens(text, &cuts) {
        let number = starts.partition_point(|start| *start <= token.start);
        match units.last_mut() {
            Some((last, sentence)) if *last == number => sentence.tokens.push(token),
            last => {
                if let Some((_, sentence)) = last {
                    sentence.range.end = token.start;
                }
                let range = token.start..text.len();
                units.push((number, SentenceUnits { range, tokens: vec![token] }));
            }
        }
    }
    units.into_iter().map(|(_, sentence)| sentence).collect()
}

/// Words and each other visible character; together they are all but the white space.
fn tokens(text: &str, cuts: &BTreeSet<usize>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(last) if in_word && is_word(c) && last.end == at && !cuts.contains(&at) => last.end = end,
            _ => tokens.push(at..end),
        }
        in_word = is_word(c);
    }
    tokens
}

/// The lines of the tokens.
struct Table<'a> {
    article: &'a AnnotatedArticle,
    sentences: &'a [SentenceUnits],
    layers: &'a Layers,
    /// Indices of the spans by the byte at which they start, an outer one before an inner one.
    starting: HashMap<usize, Vec<usize>>,
    /// Relations by the index of the span to which they lead.
    leading_to: HashMap<usize, Vec<&'a LayerRelation>>,
    /// Number of the first token of each span, as the lines have it.
    addresses: HashMap<usize, String>,
}

impl<'a> Table<'a> {
    fn new(article: &'a AnnotatedArticle, layers: &'a Layers, sentences: &'a [SentenceUnits]) -> Self {
        let mut starting: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, span) in layers.spans.iter().enumerate() {
            starting.entry(span.range.start).or_default().push(index);
        }
        let mut leading_to: HashMap<usize, Vec<&LayerRelation>> = HashMap::new();
        for relation in &layers.relations {
            leading_to.entry(relation.to).or_default().push(relation);
        }
        let mut addresses = HashMap::new();
        for (sentence, number) in sentences.iter().zip(1..) {
            for (token, place) in sentence.tokens.iter().zip(1..) {
                for span in starting.get(&token.start).into_iter().flatten() {
                    addresses.insert(*span, format!("{number}-{place}"));
                }
            }
        }
        Self { article, sentences, layers, starting, leading_to, addresses }
    }

    fn write(&self, text: &mut String) {
        let offsets = Offsets::new(&self.article.text, Unit::Utf16);
        let words = |range: &Range<usize>| self.article.text.get(range.clone()).unwrap_or_default();
        // Spans that have begun and not ended, by index.
        let mut open: BTreeSet<usize> = BTreeSet::new();
        for (sentence, number) in self.sentences.iter().zip(1..) {
            text.push('\n');
            for line in words(&sentence.range).split('\n') {
                text.extend(["#Text=", &escaped_text(line), "\n"]);
            }
            for (token, place) in sentence.tokens.iter().zip(1..) {
                open.retain(|index| self.layers.spans[*index].range.end > token.start);
                let starting = self.starting.get(&token.start).map_or(&[][..], Vec::as_slice);
                open.extend(starting);
                let [start, end] = offsets.span(token);
                text.extend([&*format!("{number}-{place}\t{start}-{end}\t"), words(token), "\t"]);
                for column in self.columns(&open, starting) {
                    text.extend([if column.is_empty() { "_" } else { &column }, "\t"]);
                }
                text.push('\n');
            }
        }
    }

    /// Cells of a token in these spans, of which some start there. Each span has a number, by which `WebAnno` joins its tokens.
    fn columns(&self, open: &BTreeSet<usize>, starting: &[usize]) -> Vec<String> {
        let mut columns: Vec<String> = (0..FEATURES.len())
            .map(|feature| {
                let cell = |index: &usize| {
                    let value = self.layers.spans[*index].features[feature].as_deref();
                    let value = value.filter(|value| !value.is_empty());
                    format!("{}[{}]", value.map_or_else(|| "*".to_owned(), escaped_value), index + 1)
                };
                open.iter().map(cell).collect::<Vec<_>>().join("|")
            })
            .collect();
        let relations = starting.iter().flat_map(|to| self.leading_to.get(to).into_iter().flatten());
        let (keys, ends): (Vec<String>, Vec<String>) = relations
            .map(|relation| {
                let from = self.addresses.get(&relation.from).map_or("", String::as_str);
                let ends = format!("{from}[{}_{}]", relation.from + 1, relation.to + 1);
                (escaped_value(&relation.key), ends)
            })
            .unzip();
        columns.extend([keys.join("|"), ends.join("|")]);
        columns
    }
}

/// A line of the article, without control characters that end a line.
fn escaped_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            '\u{c}' => escaped.push_str("\\f"),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{0}'..='\u{7}' | '\u{e}'..='\u{1f}' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A value of a feature, without the signs that divide a cell.
fn escaped_value(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        match c {
            '-' if value[at..].starts_with("->") => escaped.push_str("\\-"),
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => escaped.extend(['\\', c]),
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}
