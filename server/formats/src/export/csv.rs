//! CSV: a row for each annotation.

use super::{Exported, Format, Layout, loss};
use crate::article::{AnnotatedArticle, Target};
use crate::offsets::{Offsets, Unit};

/// See the module.
pub const FORMAT: Format = Format {
    name: "csv",
    summary: "CSV, for spreadsheets and R: a row for each annotation",
    unit: Some(Unit::CodePoint),
    layout: Layout::Together("csv", export),
};

const HEADER: [&str; 22] = [
    "document",
    "title",
    "outlet",
    "published",
    "annotation",
    "label",
    "kind",
    "stance",
    "quotation",
    "start",
    "end",
    "text",
    "actors",
    "actor_names",
    "via",
    "sources",
    "source_titles",
    "relations",
    "verdict",
    "confidence",
    "draft",
    "attributes",
];

fn export(articles: &[AnnotatedArticle]) -> Exported {
    // Records end as RFC 4180 has it.
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut rows = vec![HEADER.map(str::to_owned)];
    rows.extend(articles.iter().flat_map(self::rows));
    let written: Result<(), csv::Error> = rows.iter().try_for_each(|row| table.write_record(row));
    debug_assert!(written.is_ok(), "all rows are of one length, and memory takes what is written");
    let bytes = table.into_inner().unwrap_or_default();
    let empty = articles.iter().filter(|article| article.annotations.is_empty()).count();
    Exported {
        files: vec![String::from_utf8_lossy(&bytes).into_owned()],
        losses: loss(empty, "document", "a document without annotations has no rows").into_iter().collect(),
    }
}

fn rows(article: &AnnotatedArticle) -> impl Iterator<Item = [String; 22]> {
    let offsets = Offsets::new(&article.text, Unit::CodePoint);
    article.annotations.iter().enumerate().map(move |(index, annotation)| {
        let [start, end] = offsets.span(&annotation.range());
        let about = |key| article.about(key).unwrap_or_default().to_owned();
        let attribute = |key| annotation.attribute(key).unwrap_or_default().to_owned();
        let joined = |names: Vec<&str>| names.join("; ");
        let relation = |(key, target): &(String, Target)| match target {
            Target::Annotation(index) => format!("{key}={index}"),
            Target::Label(label) => format!("{key}={label}"),
        };
        let others = annotation.attributes.iter().filter(|(key, _)| key != "verdict" && key != "confidence");
        let others = others.map(|(key, value)| format!("{key}={value}"));
        [
            article.id.clone(),
            about("title"),
            about("outlet"),
            about("date"),
            index.to_string(),
            annotation.label.clone().unwrap_or_default(),
            annotation.kind.word().to_owned(),
            annotation.stance.map(|stance| stance.word().to_owned()).unwrap_or_default(),
            annotation.is_quotation.to_string(),
            start.to_string(),
            end.to_string(),
            article.words(annotation),
            annotation.actors.join("; "),
            joined(annotation.actors.iter().map(|id| article.actor_name(id)).collect()),
            annotation.via.join("; "),
            annotation.sources.join("; "),
            joined(annotation.sources.iter().map(|id| article.source_title(id)).collect()),
            annotation.relations.iter().map(relation).collect::<Vec<_>>().join("; "),
            attribute("verdict"),
            attribute("confidence"),
            annotation.is_draft.to_string(),
            others.collect::<Vec<_>>().join("; "),
        ]
    })
}
