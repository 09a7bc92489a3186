//! `ascribe draft`: drafts annotations for an unannotated article.

use crate::documents::Documents;
use crate::exit::Failure;
use crate::input;
use crate::output::{Output, STDOUT};
use ascribe_attribution::Statement;
use ascribe_drafting::LIKELY;
use ascribe_markup::document::Document;
use ascribe_markup::import;
use ascribe_markup::strip;
use ascribe_workspace::Workspace;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  ascribe draft article.txt -o article.ascribe
  ascribe draft --min-confidence 0.8 half-done.ascribe
  ascribe draft articles/*.txt
  ascribe draft --format polnear-jsonl articles.jsonl > predicted.jsonl";

/// Draft annotations for articles
///
/// Declares the actors and sources that an article names, and annotates what they say. Each annotation is marked
/// `draft`, with a confidence, for you to accept or reject. The article's own words and existing annotations are not
/// changed. Plain text is imported first. With several articles, each draft is written next to its article as
/// `.ascribe`. Actors declared in a `cast.ascribe` that the document sees are reused.
///
/// With `--format polnear-jsonl`, an article may also be a line of a `.jsonl` file with `id` and `text`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Draft {
    /// The articles; `-` for standard input
    #[arg(required = true)]
    articles: Vec<PathBuf>,

    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Ascribe)]
    format: Format,

    /// Omit drafts below this confidence, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = LIKELY, value_parser = share)]
    min_confidence: f32,

    /// Write to this file instead of standard output; `-` is standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrite files that exist
    #[arg(short, long)]
    force: bool,
}

fn share(text: &str) -> Result<f32, String> {
    let share: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("must be from 0 to 1".into()) }
}

/// Output format of the drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A document for each article
    Ascribe,
    /// A line of JSON for each article: its id and the spans of content, cue and source, in code points
    PolnearJsonl,
}

/// An article as a line of JSON; other members are ignored.
#[derive(Debug, Deserialize)]
struct Article {
    id: String,
    text: String,
}

/// Attributions found in an article.
#[derive(Debug, Serialize)]
struct Drafted<'a> {
    id: &'a str,
    quotes: Vec<Quote>,
}

#[derive(Debug, Serialize)]
struct Quote {
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    confidence: f32,
}

impl Draft {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        match (self.format, &self.articles[..]) {
            (Format::PolnearJsonl, _) => self.lines()?,
            (Format::Ascribe, [only]) => {
                let place = self.file().cloned().unwrap_or_else(|| only.with_extension("ascribe"));
                let drafted = self.document(only, &place, &mut Documents::find(&[]).workspace())?;
                self.output().write(&drafted)?;
            }
            (Format::Ascribe, all) => {
                if self.output.is_some() {
                    return Err(Failure::new("`-o` names a single file; omit it to draft several articles"));
                }
                let mut workspace = Documents::find(&[]).workspace();
                let mut drafted = |path: &PathBuf| {
                    let place = beside(path)?;
                    let document = self.document(path, &place, &mut workspace)?;
                    Ok((place, document))
                };
                // Nothing is written before every article is drafted.
                let drafted: Result<Vec<_>, Failure> = all.iter().map(&mut drafted).collect();
                for (path, document) in drafted? {
                    Output::to(path, self.force).write(&document)?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn lines(&self) -> Result<(), Failure> {
        let mut text = String::new();
        for path in &self.articles {
            for article in read(path)? {
                text += &serde_json::to_string(&drafted(&article)).map_err(std::io::Error::from)?;
                text.push('\n');
            }
        }
        self.output().write(&text)
    }

    fn output(&self) -> Output {
        self.file().map_or_else(Output::standard, |path| Output::to(path.clone(), self.force))
    }

    fn file(&self) -> Option<&PathBuf> {
        self.output.as_ref().filter(|path| *path != Path::new(STDOUT))
    }

    /// Drafts the document of a file, with everything it would see at its path.
    fn document(&self, path: &Path, place: &Path, workspace: &mut Workspace) -> Result<String, Failure> {
        let failure = |reason: String| Failure::new(format!("{}: {reason}", path.display()));
        let text = input::read(path).map_err(failure)?;
        let is_document = path.extension().is_some_and(|extension| extension == "ascribe");
        let document = Document::new(&if is_document { text } else { import::import(&text) });
        let article = strip::strip(&document);
        let (scope, _) = workspace.scope(Some(place), Arc::new(document));
        let edits = ascribe_drafting::draft(&scope, None, self.min_confidence).edits;
        let drafted = scope.document.edited(&edits);
        if strip::strip(&drafted) != article {
            return Err(failure(
                "drafting would change the words of the article, so nothing was written; this is a bug in Ascribe, please \
                 report it with the text"
                    .into(),
            ));
        }
        Ok(drafted.text().to_string())
    }
}

/// Path of the document next to an article.
fn beside(path: &Path) -> Result<PathBuf, Failure> {
    let document = path.with_extension("ascribe");
    if path == Path::new(input::STDIN) {
        return Err(Failure::new("standard input cannot be combined with other articles"));
    }
    Ok(document)
}

/// Reads the articles of a file.
fn read(path: &Path) -> Result<Vec<Article>, Failure> {
    let failure = |reason: String| Failure::new(format!("{}: {reason}", path.display()));
    let text = input::read(path).map_err(failure)?;
    if path.extension().is_none_or(|extension| extension != "jsonl") {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(vec![Article { id, text }]);
    }
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let articles = lines.map(|(line, number)| {
        serde_json::from_str(line).map_err(|error| {
            failure(format!("line {number} is not a JSON object with `id` and `text`: {error}"))
        })
    });
    articles.collect()
}

fn drafted(article: &Article) -> Drafted<'_> {
    let points = CodePoints::new(&article.text);
    let quotes = ascribe_attribution::read_article(&article.text)
        .iter()
        .map(|statement| points.quote(statement))
        .collect();
    Drafted { id: &article.id, quotes }
}

/// Number of code points before each byte of a text.
struct CodePoints(Vec<usize>);

impl CodePoints {
    fn new(text: &str) -> Self {
        let mut before = 0;
        let mut points = Vec::with_capacity(text.len() + 1);
        for (byte, c) in text.char_indices() {
            points.resize(byte + c.len_utf8(), before);
            before += 1;
        }
        points.push(before);
        Self(points)
    }

    fn span(&self, range: &Range<usize>) -> [usize; 2] {
        let point = |byte: usize| self.0.get(byte).or(self.0.last()).copied().unwrap_or(0);
        [point(range.start), point(range.end)]
    }

    fn quote(&self, statement: &Statement) -> Quote {
        let one = |range: &Option<Range<usize>>| range.iter().map(|range| self.span(range)).collect();
        Quote {
            content: statement.content.iter().map(|range| self.span(range)).collect(),
            cue: one(&statement.cue),
            source: one(&statement.source),
            confidence: statement.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn spans_are_in_code_points() {
        let text = "„Nein“, sagt Ö. 👩";
        let points = CodePoints::new(text);
        assert_eq!(points.span(&(0.."„Nein“".len())), [0, 6]);
        assert_eq!(points.span(&(0..text.len())), [0, text.chars().count()]);
    }
}
