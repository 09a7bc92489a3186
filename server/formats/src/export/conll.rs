//! `CoNLL`: a token in each line, with tags in columns.

use super::{Exported, Format, Layout, loss};
use crate::article::AnnotatedArticle;
use crate::offsets::{Offsets, Unit};
use crate::text::tokens;
use ascribe_language::sentences::sentences;
use std::ops::Range;

/// See the module.
pub const FORMAT: Format = Format {
    name: "conll",
    summary: "CoNLL columns, for taggers: token, start, end, and IOB2 tags of kind and speaker",
    unit: Some(Unit::CodePoint),
    layout: Layout::Together("conll", export),
};

fn export(articles: &[AnnotatedArticle]) -> Exported {
    let (mut text, mut nested) = (String::from("# columns: token start end kind speaker\n"), 0);
    for article in articles {
        text.extend(["# newdoc id = ", &article.id.replace(['\n', '\r'], " "), "\n"]);
        nested += add(article, &mut text);
    }
    let losses = loss(nested, "inner annotation", "a token has one tag");
    Exported { files: vec![text], losses: losses.into_iter().collect() }
}

/// Adds the sentences of an article, each followed by an empty line. Returns the number of annotations without tags.
fn add(article: &AnnotatedArticle, text: &mut String) -> usize {
    let offsets = Offsets::new(&article.text, Unit::CodePoint);
    let outermost = |index: &usize| article.annotations[*index].within.is_none();
    let outer = (0..article.annotations.len()).filter(outermost);
    let mut parts: Vec<(Range<usize>, usize)> = outer
        .flat_map(|index| article.annotations[index].parts.iter().cloned().map(move |part| (part, index)))
        .collect();
    parts.sort_by_key(|(part, _)| part.start);
    let nested = article.annotations.len() - (0..article.annotations.len()).filter(outermost).count();
    // Annotation of the last token, and the next part that may hold one.
    let (mut last, mut next) = (None, 0);
    for sentence in sentences(&article.text, 0..article.text.len(), &[]) {
        let mut is_empty = true;
        for token in tokens(&article.text, sentence) {
            while parts.get(next).is_some_and(|(part, _)| part.end <= token.start) {
                next += 1;
                last = None;
            }
            let around =
                parts.get(next).filter(|(part, _)| part.start <= token.start).map(|(_, index)| *index);
            let [start, end] = offsets.span(&token);
            let token = article.text.get(token).unwrap_or_default();
            let tags = around.map_or_else(
                || "O\tO".to_owned(),
                |index| {
                    let annotation = &article.annotations[index];
                    let begin = if last == around { "I" } else { "B" };
                    let speaker = if annotation.actors.is_empty() {
                        "O".to_owned()
                    } else {
                        format!("{begin}-{}", annotation.actors.join("|"))
                    };
                    format!("{begin}-{}\t{speaker}", annotation.kind.word())
                },
            );
            last = around;
            is_empty = false;
            text.extend([token, "\t", &start.to_string(), "\t", &end.to_string(), "\t", &tags, "\n"]);
        }
        if !is_empty {
            text.push('\n');
        }
    }
    nested
}
