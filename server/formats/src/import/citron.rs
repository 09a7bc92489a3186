//! Citron: a text with quotes, each with its contents, sources and cue, in JSON.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation};
use crate::offsets::{ByteOffsets, Unit};
use ascribe_markup::model::vocabulary::Kind;
use serde_json::Value;
use std::ops::Range;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "citron",
    summary: "Citron of BBC R&D: a JSON object with `text` and `quotes`",
    has_text: false,
    read,
};

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let object: Value = serde_json::from_str(file.content).map_err(|error| format!("is no JSON: {error}"))?;
    let text = object.get("text").and_then(Value::as_str).ok_or("has no `text`")?;
    let quotes = object.get("quotes").and_then(Value::as_array).ok_or("has no list of `quotes`")?;
    let mut importing = Importing::new(file.name, text);
    let bytes = ByteOffsets::new(text, Unit::CodePoint);
    for (index, quote) in quotes.iter().enumerate() {
        let wrong = |what: String| format!("quote {}: {what}", index + 1);
        let ranges = |key: &str| ranges(&bytes, quote.get(key)).map_err(wrong);
        let (contents, sources, cue) = (ranges("contents")?, ranges("sources")?, ranges("cue")?);
        if contents.is_empty() {
            importing.lose("quote", "it has no contents");
            continue;
        }
        let names = speakers(text, &sources, &ranges("coreferences")?);
        importing.lose_all(
            sources.len().saturating_sub(names.len()),
            "speaker",
            "a pronoun without coreference names nobody",
        );
        let is_quotation = contents.iter().all(|range| is_quoted(text, range));
        // Words between marks are the parts of a quotation; the others are a claim.
        let kind = if is_quotation { Kind::Quote } else { Kind::Claim };
        let mut it = annotation(kind, contents);
        it.actors = names.iter().map(|name| importing.actor("", name)).collect();
        if let Some(confidence) = quote.get("confidence").and_then(Value::as_f64) {
            it.is_draft = true;
            it.attributes.push(("confidence".to_owned(), confidence.to_string()));
        }
        importing.article.annotations.push(it);
        importing.lose_all(cue.len(), "cue", "the words of saying are found in the text");
    }
    let groups = object.get("coreference_groups").and_then(Value::as_array).map_or(0, Vec::len);
    importing.lose_all(groups, "coreference group", "the markup has names of actors only");
    Ok(vec![importing.finish()])
}

/// Names of the sources of a quote: a single one as its longest coreference has it. Pronouns are none: one word would make
/// one speaker of all who are called so.
fn speakers(text: &str, sources: &[Range<usize>], coreferences: &[Range<usize>]) -> Vec<String> {
    let name = |range: &Range<usize>| text.get(range.clone()).map(one_line).filter(|name| is_name(name));
    let all = if sources.len() == 1 { coreferences } else { &[] };
    let longest = all.iter().filter_map(name).max_by_key(String::len);
    let mut names: Vec<String> =
        longest.map_or_else(|| sources.iter().filter_map(name).collect(), |name| vec![name]);
    names.dedup();
    names
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_name(words: &str) -> bool {
    const PRONOUNS: [&str; 14] =
        ["he", "her", "him", "i", "it", "one", "she", "that", "they", "this", "we", "which", "who", "you"];
    !words.is_empty() && !PRONOUNS.contains(&&*words.to_lowercase())
}

/// Ranges of a span or of a list of spans.
fn ranges(bytes: &ByteOffsets, spans: Option<&Value>) -> Result<Vec<Range<usize>>, String> {
    let spans: &[Value] = match spans {
        None | Some(Value::Null) => &[],
        Some(Value::Array(spans)) => spans,
        Some(span) => std::slice::from_ref(span),
    };
    let range = |span: &Value| {
        let end = |key: &str| span.get(key).and_then(Value::as_u64).and_then(|end| usize::try_from(end).ok());
        let ends = end("start").zip(end("end")).ok_or_else(|| format!("{span} has no start and end"))?;
        bytes.range(ends.0, ends.1).ok_or_else(|| format!("{} to {} is not in the text", ends.0, ends.1))
    };
    spans.iter().map(range).collect()
}

/// Whether words are between quotation marks, which may be part of the range.
fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    const OPENING: [char; 9] = ['"', '“', '„', '«', '‘', '\'', '「', '『', '‹'];
    let words = text.get(range.clone()).unwrap_or_default().trim_start();
    let before = text.get(..range.start).unwrap_or_default();
    words.starts_with(OPENING) || before.ends_with(OPENING)
}
