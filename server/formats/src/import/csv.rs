//! CSV: a corpus with an article in each row.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, LabelKinds};
use csv::{ReaderBuilder, StringRecord};

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "csv",
    summary: "CSV of a corpus: a row for each article, with `text`, and if present `id`, `title` and so on",
    has_text: false,
    read,
};

/// Separators of fields, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Columns by which the table of our export is known: it has the words of annotations, but not the articles.
const ANNOTATIONS: [&str; 3] = ["document", "annotation", "kind"];

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let content = file.content.trim_start_matches('\u{feff}');
    if content.starts_with("#FORMAT=WebAnno") {
        return Err("is WebAnno TSV; use `--from webanno`".into());
    }
    let separator = CorpusColumns::separator(content);
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(content.as_bytes());
    let names = reader.headers().map_err(|error| CorpusColumns::reason(&error))?;
    let columns = CorpusColumns::new(names, file.kinds)?;
    let mut articles = Vec::new();
    for (number, row) in (1..).zip(reader.records()) {
        let row = row.map_err(|error| CorpusColumns::reason(&error))?;
        articles.push(columns.article(file, &row, number));
    }
    Ok(articles)
}

/// Columns of a corpus, by its first line.
#[derive(Debug)]
pub struct CorpusColumns {
    names: StringRecord,
    /// Field of each column, if it is one.
    fields: Vec<Option<&'static str>>,
}

impl CorpusColumns {
    /// Columns with these names.
    ///
    /// # Errors
    /// If none of them has the text.
    pub fn new(names: &StringRecord, kinds: &LabelKinds) -> Result<Self, String> {
        if ANNOTATIONS.iter().all(|column| names.iter().any(|name| name == *column)) {
            return Err(
                "is a table of annotations, without their articles; export them with `--to jsonl`".into()
            );
        }
        let fields: Vec<Option<&str>> = names.iter().map(|name| kinds.field(name.trim())).collect();
        if !fields.contains(&Some("text")) {
            let names = names.iter().collect::<Vec<_>>().join("`, `");
            return Err(format!(
                "has no column `text`, but `{names}`; name the column with `--map NAME=text`"
            ));
        }
        Ok(Self { names: names.clone(), fields })
    }

    /// Separator of the fields: the one that the first line of a corpus has most often.
    pub fn separator(content: &str) -> u8 {
        let (mut counts, mut is_quoted) = ([0_usize; SEPARATORS.len()], false);
        for byte in content.bytes() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' | b'\r' if !is_quoted => break,
                _ if is_quoted => {}
                byte => {
                    if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte) {
                        counts[at] += 1;
                    }
                }
            }
        }
        let best = (0..SEPARATORS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
        SEPARATORS[best]
    }

    /// Reason why a row cannot be read, with its line.
    pub fn reason(error: &csv::Error) -> String {
        match error.kind() {
            csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
                let line = pos.as_ref().map_or(0, csv::Position::line);
                format!(
                    "line {line} has {len} fields, but the first line {expected_len}; quote fields that hold separators"
                )
            }
            _ => format!("is no CSV: {error}"),
        }
    }

    /// Article of the row with this number, from 1. The content of `file` is not read.
    pub fn article(&self, file: &ImportedFile<'_>, row: &StringRecord, number: usize) -> ImportedArticle {
        let value =
            |field: &str| self.fields.iter().position(|it| *it == Some(field)).and_then(|at| row.get(at));
        let id = value("id").filter(|id| !id.is_empty());
        let id = id.map_or_else(|| format!("{}-{number}", file.name), str::to_owned);
        let mut importing = Importing::new(&id, value("text").unwrap_or_default());
        let columns = self.names.iter().zip(&self.fields).zip(row);
        for ((name, field), value) in columns.filter(|(_, value)| !value.is_empty()) {
            match field {
                Some("text" | "id") => {}
                Some(field) => importing.article.front_matter.push(((*field).to_owned(), value.to_owned())),
                None => importing.lose("field", format!("its column `{name}` is not known")),
            }
        }
        importing.finish()
    }
}
