//! `CoNLL`: a token in each line, with tags in columns; those of our export, and others with a tag in the last column.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation};
use std::ops::Range;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "conll",
    summary: "CoNLL columns: tokens with tags in IOB2 or IOB1",
    has_text: false,
    read,
};

/// Comment of our export that names the columns.
const COLUMNS: &str = "# columns:";

/// Comment before a document, with its id.
const DOCUMENT: &str = "# newdoc";

/// Maximum number of blanks between two tokens. More are a mistake in their offsets.
const MOST_BLANKS: usize = 1000;

/// Columns of a file, from 0.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    offsets: Option<(usize, usize)>,
    speaker: Option<usize>,
    /// Of the tag; without it, the last one.
    kind: Option<usize>,
}

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let mut columns = Columns::default();
    let mut articles = Vec::new();
    let mut article: Option<Reader> = None;
    let new = |number: usize| Reader::new(&format!("{}-{number}", file.name));
    for (line, number) in file.content.lines().zip(1..) {
        if let Some(names) = line.strip_prefix(COLUMNS) {
            columns = named(names);
        } else if let Some(rest) = line.strip_prefix(DOCUMENT) {
            articles.extend(article.take().map(Reader::finish));
            let id = rest.split_once('=').map(|(_, id)| id.trim()).filter(|id| !id.is_empty());
            article = Some(id.map_or_else(|| new(articles.len() + 1), Reader::new));
        } else if line.starts_with("-DOCSTART-") {
            articles.extend(article.take().map(Reader::finish));
        } else if line.starts_with("# ") {
            if let Some(it) = &mut article {
                it.importing.lose("comment", "it is not known");
            }
        } else if line.trim().is_empty() {
            article.iter_mut().for_each(Reader::end_sentence);
        } else {
            let article = article.get_or_insert_with(|| new(articles.len() + 1));
            article.add(file, columns, line).map_err(|what| format!("line {number}: {what}"))?;
        }
    }
    articles.extend(article.map(Reader::finish));
    Ok(articles)
}

/// Columns by their names.
fn named(names: &str) -> Columns {
    let at = |name: &str| names.split_whitespace().position(|known| known == name);
    Columns { offsets: at("start").zip(at("end")), speaker: at("speaker"), kind: at("kind") }
}

/// An article that is being read.
struct Reader {
    importing: Importing,
    /// Length of its text, in code points.
    length: usize,
    /// Label and speaker of the annotation that the last token is in.
    open: Option<(String, String)>,
    /// Whether the last annotation is that of `open`, and not one that has no kind.
    is_kept: bool,
    is_sentence_end: bool,
}

impl Reader {
    fn new(id: &str) -> Self {
        let importing = Importing::new(id, "");
        Self { importing, length: 0, open: None, is_kept: false, is_sentence_end: false }
    }

    fn end_sentence(&mut self) {
        self.is_sentence_end = true;
    }

    fn add(&mut self, file: &ImportedFile<'_>, columns: Columns, line: &str) -> Result<(), String> {
        let fields: Vec<&str> =
            if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
        let [token, _, ..] = fields[..] else { return Err(format!("has no tag: `{line}`")) };
        let start = match columns.offsets.map(|(start, _)| fields.get(start).map(|it| it.parse::<usize>())) {
            None => None,
            Some(Some(Ok(start))) => Some(start),
            Some(_) => return Err(format!("has no start: `{line}`")),
        };
        let place = self.place(token, start)?;
        let kind = columns.kind.unwrap_or(fields.len() - 1);
        let tag = fields.get(kind).ok_or_else(|| format!("has no tag: `{line}`"))?;
        let speaker = columns.speaker.and_then(|at| fields.get(at)).map_or("", |tag| split(tag).1);
        self.tag(file, tag, speaker, place)
    }

    /// Adds a token, with blanks before it: as many as its start says, or else one.
    fn place(&mut self, token: &str, start: Option<usize>) -> Result<Range<usize>, String> {
        let is_new = std::mem::take(&mut self.is_sentence_end);
        let text = &mut self.importing.article.text;
        let blanks = match start {
            Some(start) => {
                start.checked_sub(self.length).ok_or("starts before the end of the token before it")?
            }
            None => usize::from(!text.is_empty()),
        };
        if blanks > MOST_BLANKS {
            return Err(format!("has more than {MOST_BLANKS} blanks before it"));
        }
        // The columns do not have the blanks themselves: lines end between sentences only.
        let blank = if is_new && (blanks > 1 || start.is_none()) { "\n" } else { " " };
        text.push_str(&blank.repeat(blanks));
        let start = text.len();
        text.push_str(token);
        self.length += blanks + token.chars().count();
        Ok(start..text.len())
    }

    fn tag(
        &mut self,
        file: &ImportedFile<'_>,
        tag: &str,
        speaker: &str,
        place: Range<usize>,
    ) -> Result<(), String> {
        let (position, label) = split(tag);
        let same = self.open.as_ref().is_some_and(|(open, by)| open == label && by == speaker);
        match position {
            "O" => self.open = None,
            "I" | "E" | "L" if same => {
                if let Some(last) = self.importing.article.annotations.last_mut().filter(|_| self.is_kept) {
                    last.parts[0].end = place.end;
                }
            }
            "B" | "I" | "S" | "U" | "E" | "L" => {
                self.open = Some((label.to_owned(), speaker.to_owned()));
                let kind = self.importing.kind(file.kinds, label);
                self.is_kept = kind.is_some();
                if let Some(kind) = kind {
                    let mut it = annotation(kind, vec![place]);
                    let ids = speaker.split('|').filter(|id| !id.is_empty());
                    it.actors = ids.map(|id| self.importing.actor(id, "")).collect();
                    self.importing.article.annotations.push(it);
                }
            }
            _ => return Err(format!("`{tag}` is no tag such as `O`, `B-quote` or `I-quote`")),
        }
        Ok(())
    }

    fn finish(mut self) -> ImportedArticle {
        if !self.importing.article.text.is_empty() {
            self.importing.article.text.push('\n');
            self.importing.lose("set of blanks", "the columns have tokens only; lines may end elsewhere");
        }
        self.importing.finish()
    }
}

/// Position and label of a tag: those of `B-quote` are `B` and `quote`.
fn split(tag: &str) -> (&str, &str) {
    tag.split_once('-').unwrap_or((tag, ""))
}
