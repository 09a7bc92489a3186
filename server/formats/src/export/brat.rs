//! brat: standoff files.

use super::{Exported, Format, Layout, loss};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity, Target};
use crate::offsets::{Offsets, Unit};
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub const FORMAT: Format = Format {
    name: "brat",
    summary: "brat: a text and a standoff file for each article",
    unit: Some(Unit::CodePoint),
    layout: Layout::Apart(&["txt", "ann"], export),
};

/// Attributes that brat shows beside an annotation; others become notes.
const SHOWN: [&str; 2] = ["verdict", "confidence"];

fn export(article: &AnnotatedArticle) -> Exported {
    let mut file = Standoff::new(article);
    let numbers: Vec<Option<usize>> =
        article.annotations.iter().map(|annotation| file.add_text_bound(annotation)).collect();
    let empty = numbers.iter().filter(|number| number.is_none()).count();
    let mut elsewhere = 0;
    for (annotation, number) in article.annotations.iter().zip(&numbers) {
        let Some(number) = *number else { continue };
        file.add_attributes(annotation, number);
        file.add_references(annotation, number);
        for (key, target) in &annotation.relations {
            let Target::Annotation(index) = target else {
                elsewhere += 1;
                continue;
            };
            if let Some(target) = numbers[*index] {
                file.add('R', &format!("{key} Arg1:T{number} Arg2:T{target}"));
            }
        }
    }
    let losses = [
        loss(empty, "annotation", "brat has none without words"),
        loss(elsewhere, "relation", "the other end is not in the document"),
    ];
    Exported { files: vec![article.text.clone(), file.text], losses: losses.into_iter().flatten().collect() }
}

/// A standoff file.
struct Standoff<'a> {
    article: &'a AnnotatedArticle,
    offsets: Offsets,
    text: String,
    /// Number of lines that begin with each letter.
    numbers: HashMap<char, usize>,
}

impl<'a> Standoff<'a> {
    fn new(article: &'a AnnotatedArticle) -> Self {
        let offsets = Offsets::new(&article.text, Unit::CodePoint);
        Self { article, offsets, text: String::new(), numbers: HashMap::new() }
    }

    /// Adds a line with the next number of its letter, which is returned.
    fn add(&mut self, letter: char, line: &str) -> usize {
        let number = self.numbers.entry(letter).or_default();
        *number += 1;
        self.text.extend([&format!("{letter}{number}\t"), line, "\n"]);
        *number
    }

    /// Adds the words of an annotation; `None` if there are none.
    fn add_text_bound(&mut self, annotation: &ArticleAnnotation) -> Option<usize> {
        let lines: Vec<Range<usize>> =
            annotation.parts.iter().flat_map(|part| lines(&self.article.text, part)).collect();
        let spans = lines.iter().map(|line| {
            let [start, end] = self.offsets.span(line);
            format!("{start} {end}")
        });
        let spans = spans.collect::<Vec<_>>().join(";");
        let words = lines.iter().map(|line| self.article.text.get(line.clone()).unwrap_or_default());
        let words = words.collect::<Vec<_>>().join(" ");
        (!lines.is_empty()).then(|| self.add('T', &format!("{} {spans}\t{words}", annotation.kind.word())))
    }

    fn add_attributes(&mut self, annotation: &ArticleAnnotation, number: usize) {
        if annotation.is_draft {
            self.add('A', &format!("draft T{number}"));
        }
        if let Some(stance) = annotation.stance.filter(|_| annotation.kind.is_statement()) {
            self.add('A', &format!("stance T{number} {}", stance.word()));
        }
        let (shown, noted): (Vec<_>, Vec<_>) = annotation
            .attributes
            .iter()
            .partition(|(key, value)| SHOWN.contains(&&**key) && !value.contains(' '));
        for (key, value) in shown {
            self.add('A', &format!("{key} T{number} {value}"));
        }
        let label = annotation.label.iter().map(|label| format!("#{label}"));
        let notes = label.chain(noted.iter().map(|(key, value)| format!("{key}={value}")));
        let notes: Vec<String> = notes.collect();
        if !notes.is_empty() {
            self.add('#', &format!("AnnotatorNotes T{number}\t{}", notes.join("; ")));
        }
    }

    /// Adds actors and sources, as brat refers to entries of a database.
    fn add_references(&mut self, annotation: &ArticleAnnotation, number: usize) {
        let article = self.article;
        let mut add = |database: &str, ids: &[String], title: &dyn Fn(&str) -> Option<&'a str>| {
            for id in ids {
                let title = title(id).unwrap_or_default();
                self.add('N', &format!("Reference T{number} {database}:{id}\t{title}"));
            }
        };
        add("speaker", &annotation.actors, &|id| article.actor(id).map(Entity::title));
        add("via", &annotation.via, &|id| article.actor(id).map(Entity::title));
        add("source", &annotation.sources, &|id| article.source(id).map(Entity::title));
    }
}

/// Lines of a part, without blanks at their ends: no annotation of brat has a line end in it.
fn lines(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(part.clone()).unwrap_or_default();
    let mut lines = Vec::new();
    for line in words.split(['\n', '\r']) {
        // The offset of a subslice: both are in one string.
        let start = part.start + (line.as_ptr() as usize - words.as_ptr() as usize);
        let start = start + (line.len() - line.trim_start().len());
        let range = start..start + line.trim().len();
        lines.extend((!range.is_empty()).then_some(range));
    }
    lines
}
