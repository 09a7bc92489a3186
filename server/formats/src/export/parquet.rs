//! Parquet: tables of articles, quotations, claims, actors and sources.

mod table;

use self::table::{Table, text, texts};
use super::{Exported, Format, Layout, loss};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity, Target};
use crate::offsets::{Offsets, Unit};
use ascribe_markup::model::vocabulary::Kind;

/// See the module.
pub const FORMAT: Format = Format {
    name: "parquet",
    summary: "Parquet, for pandas, Arrow and DuckDB: tables of articles, quotations, claims, actors and sources",
    unit: Some(Unit::CodePoint),
    layout: Layout::Tables(
        &["articles.parquet", "quotations.parquet", "claims.parquet", "actors.parquet", "sources.parquet"],
        export,
    ),
};

fn export(articles: &[AnnotatedArticle]) -> Exported<Vec<u8>> {
    let files = [
        about(articles),
        statements(articles, &|kind| kind == Kind::Quote),
        statements(articles, &is_claim),
        entities(articles, |article| article.actors.iter().collect()),
        entities(articles, |article| article.sources.iter().collect()),
    ];
    let others = articles.iter().flat_map(|article| &article.annotations);
    let others = others.filter(|it| it.kind != Kind::Quote && !is_claim(it.kind)).count();
    Exported {
        files: files.into_iter().map(Table::file).collect(),
        losses: loss(others, "annotation", "it is neither a quotation nor a claim").into_iter().collect(),
    }
}

fn is_claim(kind: Kind) -> bool {
    kind.is_statement() && kind != Kind::Quote
}

fn about(articles: &[AnnotatedArticle]) -> Table {
    const FIELDS: [&str; 7] = ["title", "outlet", "author", "date", "place", "url", "lang"];
    let mut table = Table::default();
    table.required("document", articles.iter().map(|article| article.id.clone()).collect());
    for field in FIELDS {
        table.optional(field, articles.iter().map(|article| text(article.about(field))).collect());
    }
    table.required("text", articles.iter().map(|article| article.text.clone()).collect());
    table
}

/// A row for each annotation of these kinds.
fn statements(articles: &[AnnotatedArticle], is_wanted: &dyn Fn(Kind) -> bool) -> Table {
    let offsets: Vec<Offsets> =
        articles.iter().map(|article| Offsets::new(&article.text, Unit::CodePoint)).collect();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (article, offsets) in articles.iter().zip(&offsets) {
        let annotations = article.annotations.iter().enumerate();
        rows.extend(
            annotations.filter(|(_, annotation)| is_wanted(annotation.kind)).map(|(index, annotation)| Row {
                article,
                offsets,
                index,
                annotation,
            }),
        );
    }
    let mut table = Table::default();
    table.required("document", rows.iter().map(|row| row.article.id.clone()).collect());
    table.numbers("annotation", rows.iter().map(|row| number(row.index)).collect());
    table.optional("label", rows.iter().map(|row| row.annotation.label.clone()).collect());
    table.required("kind", rows.iter().map(|row| row.annotation.kind.word().to_owned()).collect());
    let stance = |row: &Row<'_>| row.annotation.stance.map(|stance| stance.word().to_owned());
    table.optional("stance", rows.iter().map(stance).collect());
    table.flags("quotation", rows.iter().map(|row| row.annotation.is_quotation).collect());
    table.flags("draft", rows.iter().map(|row| row.annotation.is_draft).collect());
    table.numbers("start", rows.iter().map(|row| row.ends()[0]).collect());
    table.numbers("end", rows.iter().map(|row| row.ends()[1]).collect());
    table.required("text", rows.iter().map(|row| row.article.words(row.annotation)).collect());
    let parts = |row: &Row<'_>| {
        row.annotation
            .parts
            .iter()
            .map(|part| row.offsets.span(part))
            .map(|[start, end]| format!("{start}-{end}"))
            .collect()
    };
    table.lists("parts", rows.iter().map(parts).collect());
    table.lists("actors", rows.iter().map(|row| row.annotation.actors.clone()).collect());
    let names = |row: &Row<'_>| texts(row.annotation.actors.iter().map(|id| row.article.actor_name(id)));
    table.lists("actor_names", rows.iter().map(names).collect());
    table.lists("via", rows.iter().map(|row| row.annotation.via.clone()).collect());
    table.lists("sources", rows.iter().map(|row| row.annotation.sources.clone()).collect());
    let titles = |row: &Row<'_>| texts(row.annotation.sources.iter().map(|id| row.article.source_title(id)));
    table.lists("source_titles", rows.iter().map(titles).collect());
    table.lists("relations", rows.iter().map(Row::relations).collect());
    table.optional("verdict", rows.iter().map(|row| text(row.annotation.attribute("verdict"))).collect());
    let confidence = |row: &Row<'_>| row.annotation.attribute("confidence")?.parse().ok();
    table.decimals("confidence", rows.iter().map(confidence).collect());
    table.lists("attributes", rows.iter().map(Row::others).collect());
    table
}

/// A count or offset as a number of the table, which has no unsigned ones.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// An annotation of an article, and its index there.
struct Row<'a> {
    article: &'a AnnotatedArticle,
    offsets: &'a Offsets,
    index: usize,
    annotation: &'a ArticleAnnotation,
}

impl Row<'_> {
    /// Start and end, in code points.
    fn ends(&self) -> [i64; 2] {
        self.offsets.span(&self.annotation.range()).map(number)
    }

    /// Relations: each key, with the index of the other annotation or its label.
    fn relations(&self) -> Vec<String> {
        let relation = |(key, target): &(String, Target)| match target {
            Target::Annotation(index) => format!("{key}={index}"),
            Target::Label(label) => format!("{key}={label}"),
        };
        self.annotation.relations.iter().map(relation).collect()
    }

    /// Attributes without a column.
    fn others(&self) -> Vec<String> {
        let others = self.annotation.attributes.iter();
        let others = others.filter(|(key, value)| {
            key != "verdict" && (key != "confidence" || value.parse::<f64>().is_err())
        });
        others.map(|(key, value)| format!("{key}={value}")).collect()
    }
}

/// A row for each declared actor or source of each article.
fn entities(articles: &[AnnotatedArticle], of: fn(&AnnotatedArticle) -> Vec<&Entity>) -> Table {
    const FIELDS: [&str; 8] = ["kind", "role", "aka", "wikidata", "author", "outlet", "date", "url"];
    let rows: Vec<(&str, &Entity)> = articles
        .iter()
        .flat_map(|article| of(article).into_iter().map(|entity| (article.id.as_str(), entity)))
        .collect();
    let mut table = Table::default();
    table.required("document", rows.iter().map(|(document, _)| (*document).to_owned()).collect());
    table.required("id", rows.iter().map(|(_, entity)| entity.id.clone()).collect());
    table.required("name", rows.iter().map(|(_, entity)| entity.title().to_owned()).collect());
    for field in FIELDS {
        table.optional(field, rows.iter().map(|(_, entity)| text(entity.field(field))).collect());
    }
    let others = |(_, entity): &(&str, &Entity)| {
        let others = entity.fields.iter().filter(|(key, _)| !FIELDS.contains(&&**key));
        others.map(|(key, value)| format!("{key}={value}")).collect()
    };
    table.lists("fields", rows.iter().map(others).collect());
    table
}
