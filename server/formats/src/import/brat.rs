//! brat: standoff files.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation};
use crate::article::ArticleAnnotation;
use crate::offsets::{ByteOffsets, Unit};
use ascribe_language::stance::Stance;
use ascribe_markup::model::is_identifier;
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "brat",
    summary: "brat: a standoff file, with the text beside it",
    has_text: true,
    read,
};

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let mut importing = Importing::new(file.name, file.text);
    let bytes = ByteOffsets::new(file.text, Unit::CodePoint);
    // Annotations by their ids.
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let lines = || file.content.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    for (line, number) in lines().filter(|(line, _)| line.starts_with('T')) {
        let wrong = || format!("line {number} is no text-bound annotation of brat: `{line}`");
        let mut columns = line.splitn(3, '\t');
        let (id, place) = (columns.next().unwrap_or_default(), columns.next().ok_or_else(wrong)?);
        let (label, spans) = place.split_once(' ').ok_or_else(wrong)?;
        let mut parts = Vec::new();
        for span in spans.split(';') {
            let (start, end) = span.split_once(' ').ok_or_else(wrong)?;
            let ends = (start.parse().map_err(|_| wrong())?, end.parse().map_err(|_| wrong())?);
            let range = bytes.range(ends.0, ends.1);
            parts.push(
                range.ok_or_else(|| format!("line {number}: {} to {} is not in the text", ends.0, ends.1))?,
            );
        }
        let Some(kind) = importing.kind(file.kinds, label) else { continue };
        by_id.insert(id, importing.article.annotations.len());
        importing.article.annotations.push(annotation(kind, joined(file.text, parts)));
    }
    for (line, _) in lines() {
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        let words: Vec<&str> = rest.split('\t').next().unwrap_or_default().split(' ').collect();
        let target = words.get(1).and_then(|target| by_id.get(target)).copied();
        match (id.chars().next(), &words[..]) {
            (Some('T'), _) => {}
            (Some('A' | 'M'), [name, _, value @ ..]) if let Some(index) = target => {
                let it = &mut importing.article.annotations[index];
                match (*name, value.join(" ")) {
                    ("draft", _) => it.is_draft = true,
                    ("stance", value) => it.stance = Stance::of(&value),
                    (name, value) => it.attributes.push((name.to_owned(), value)),
                }
            }
            (Some('N'), [_, _, reference]) if let Some(index) = target => {
                let title = rest.split_once('\t').map_or("", |(_, title)| title);
                let (database, entry) = reference.split_once(':').unwrap_or(("", reference));
                let list = match database {
                    "source" => {
                        let id = importing.source(entry, title);
                        importing.article.annotations[index].sources.push(id);
                        continue;
                    }
                    "via" => |it: &mut ArticleAnnotation, id| it.via.push(id),
                    _ => |it: &mut ArticleAnnotation, id| it.actors.push(id),
                };
                let id = importing.actor(entry, title);
                list(&mut importing.article.annotations[index], id);
            }
            (Some('R'), [key, from, to]) => {
                let end = |end: &str| by_id.get(end.split_once(':').map_or(end, |(_, id)| id)).copied();
                importing.relate(end(from), end(to), key);
            }
            (Some('#'), _) if let Some(index) = target => {
                let note = rest.split_once('\t').map_or("", |(_, note)| note);
                add_note(&mut importing.article.annotations[index], note);
            }
            (Some('A' | 'M' | 'N' | '#'), _) => {
                importing.lose("note or attribute", "its annotation is not imported");
            }
            (Some('E'), _) => importing.lose("event", "the markup has none"),
            (Some('*'), _) => importing.lose("equivalence", "the markup has none"),
            _ => importing.lose("line", "it is not known"),
        }
    }
    Ok(vec![importing.finish()])
}

/// Adds a note: the label and attributes that our export has put there, or else a remark.
fn add_note(annotation: &mut ArticleAnnotation, note: &str) {
    let entries = note.split("; ").map(|entry| match entry.strip_prefix('#') {
        Some(label) => is_identifier(label).then_some(("", label)),
        None => entry.split_once('=').filter(|(key, _)| is_identifier(key)),
    });
    let Some(entries) = entries.collect::<Option<Vec<_>>>() else {
        return annotation.attributes.push(("note".to_owned(), note.to_owned()));
    };
    for (key, value) in entries {
        match key {
            "" => annotation.label = Some(value.to_owned()),
            key => annotation.attributes.push((key.to_owned(), value.to_owned())),
        }
    }
}

/// Parts in order; those with only a line end between them are one.
fn joined(text: &str, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if text.get(last.end..part.start).is_some_and(|gap| gap.trim().is_empty()) => {
                last.end = part.end;
            }
            _ => joined.push(part),
        }
    }
    joined
}
