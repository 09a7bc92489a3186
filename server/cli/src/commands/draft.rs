//! `ascribe draft`: who says what in an article that nobody has annotated yet.

use super::Failure;
use crate::console;
use crate::input;
use ascribe_core::attribution::{self, Statement};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe draft --format polnear-jsonl article.txt
  ascribe draft --format polnear-jsonl articles.jsonl > predicted.jsonl";

/// Find who says what in plain articles
///
/// An article is a text file, or a line of a `.jsonl` file with `id` and `text`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Draft {
    /// The articles; `-` for standard input
    #[arg(required = true)]
    articles: Vec<PathBuf>,

    /// What to write
    #[arg(long, value_enum)]
    format: Format,
}

/// What a draft is written as.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A line of JSON for each article: its id and the spans of content, cue and source, in code points
    PolnearJsonl,
}

/// An article as a line of JSON; what else the line has does not matter.
#[derive(Debug, Deserialize)]
struct Article {
    id: String,
    text: String,
}

/// What was found in an article.
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
        let mut out = console::out(false);
        for path in &self.articles {
            for article in read(path)? {
                match self.format {
                    Format::PolnearJsonl => {
                        let line = serde_json::to_string(&drafted(&article)).map_err(std::io::Error::from)?;
                        writeln!(out, "{line}")?;
                    }
                }
            }
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The articles of a file.
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
            failure(format!("line {number} is no JSON object with `id` and `text`: {error}"))
        })
    });
    articles.collect()
}

fn drafted(article: &Article) -> Drafted<'_> {
    let points = CodePoints::new(&article.text);
    let quotes =
        attribution::read_article(&article.text).iter().map(|statement| points.quote(statement)).collect();
    Drafted { id: &article.id, quotes }
}

/// The number of code points before each byte of a text.
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
