//! `ascribe draft`: drafts annotations for an unannotated article.

use crate::article::{ArticleOptions, is_document};
use crate::bulk::{Bulk, BulkOptions, NEEDS_FOLDER};
use crate::console;
use crate::documents::Documents;
use crate::drafting::{Drafted, document_of, drafted};
use crate::exit::{Failure, complain_of};
use crate::input;
use crate::language::Foreign;
use crate::outputs::{Converted, Outputs, each_in_parallel};
use ascribe_attribution::{Stance, Statement};
use ascribe_drafting::LIKELY;
use ascribe_formats::export;
use ascribe_formats::offsets::{Offsets, Unit};
use ascribe_markup::document::Document;
use ascribe_markup::import;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::{StrippedArticle, strip};
use ascribe_workspace::Workspace;
use clap::ValueEnum;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  ascribe draft article.txt -o article.ascribe
  ascribe draft --min-confidence 0.8 half-done.ascribe
  ascribe draft --skip-existing articles/*.txt
  ascribe draft --encoding windows-1252 --repair old.txt -o old.ascribe
  ascribe draft --to parquet corpus.jsonl.gz -o tables/
  ascribe draft --to polnear-jsonl articles.jsonl > predicted.jsonl

Exit codes:
  0  all articles were drafted or skipped
  2  an article could not be read, or its document could not be written; the others were";

/// Draft annotations for articles
///
/// Declares the actors and sources that an article names, and annotates what they say. Each annotation is marked
/// `draft`, with a confidence, for you to accept or reject. The article's own words and existing annotations are not
/// changed. Plain text and saved web pages are imported first, from any encoding; text gets front matter with what its first lines show: title,
/// author, outlet, date, place, and the language. With several articles, each draft is written next to its article as
/// `.ascribe`. Actors declared in a `cast.ascribe` that the document sees are reused.
///
/// `--to parquet`, `jsonl` and `csv` draft corpora of any size: `.jsonl` and `.csv` files, also `.gz`, are read line by line, and tables
/// are written to the folder named by `-o`, in parts. Run the same command again to resume after a stop. Each article is
/// drafted alone, without a `cast.ascribe`. Those that cannot be drafted are listed in the folder `errors`.
///
/// `--to polnear-jsonl` gives the same statements as spans. With it, an article may also be a line of a `.jsonl` file
/// with `id` and `text`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Draft {
    /// The articles; `-` for standard input
    #[arg(required = true)]
    articles: Vec<PathBuf>,

    /// The output format
    #[arg(long, alias = "format", value_name = "FORMAT", value_enum, default_value_t = Format::Ascribe)]
    to: Format,

    /// Omit drafts below this confidence, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = LIKELY, value_parser = share)]
    min_confidence: f32,

    #[command(flatten)]
    options: ArticleOptions,

    #[command(flatten)]
    outputs: Outputs,

    #[command(flatten)]
    bulk: BulkOptions,
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
    /// Parquet tables of articles, quotations, claims, actors and sources, in parts
    Parquet,
    /// Lines of JSON with everything that the documents say, in parts
    Jsonl,
    /// CSV tables with a row for each annotation, in parts
    Csv,
}

impl Format {
    /// Format for tables of a corpus; `None` if the results are no tables.
    fn of_tables(self) -> Option<&'static export::Format> {
        match self {
            Self::Ascribe | Self::PolnearJsonl => None,
            Self::Parquet => export::format("parquet"),
            Self::Jsonl => export::format("jsonl"),
            Self::Csv => export::format("csv"),
        }
    }
}

/// An article as a line of JSON; other members are ignored.
#[derive(Debug, Deserialize)]
struct Article {
    id: String,
    text: String,
}

/// Attributions found in an article.
#[derive(Debug, Serialize)]
struct DraftedSpans<'a> {
    id: &'a str,
    quotes: Vec<Quote>,
}

#[derive(Debug, Serialize)]
struct Quote {
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    stance: &'static str,
    confidence: f32,
}

impl Draft {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        if let Some(format) = self.to.of_tables() {
            return self.tables(format);
        }
        if self.bulk.is_given() {
            let message = "`--map`, `--part-size` and `--threads` are for corpora; choose a format of tables, such as `--to parquet`";
            return Err(Failure::new(message));
        }
        if self.to == Format::PolnearJsonl {
            return self.lines();
        }
        let workspace = Mutex::new(Documents::find(&[]).workspace());
        self.outputs.convert(&self.articles, |path, place| self.document(path, place, &workspace))
    }

    fn tables(&self, format: &'static export::Format) -> Result<ExitCode, Failure> {
        if self.outputs.keeps_existing() {
            return Err(Failure::new("tables are always resumed; omit `--skip-existing`"));
        }
        let bulk = Bulk {
            paths: &self.articles,
            format,
            min_confidence: self.min_confidence,
            article_options: &self.options,
            options: &self.bulk,
            folder: self.outputs.folder(NEEDS_FOLDER)?,
            force: self.outputs.is_forced(),
        };
        bulk.run()
    }

    fn lines(&self) -> Result<ExitCode, Failure> {
        if self.outputs.skips() {
            return Ok(ExitCode::SUCCESS);
        }
        let (mut notes, mut failures, mut articles) = (Vec::new(), Vec::new(), Vec::new());
        for path in &self.articles {
            for article in self.read(path, &mut notes) {
                match article {
                    Ok(article) => articles.push(article),
                    Err(reason) => failures.push(format!("{}: {reason}", path.display())),
                }
            }
        }
        let mut text = String::new();
        let lines = each_in_parallel(&articles, "articles read", |article| {
            serde_json::to_string(&self.spans(article))
        });
        for (line, article) in lines.into_iter().zip(&articles) {
            match line {
                Ok(line) => text += &(console::json(&line.map_err(std::io::Error::from)?) + "\n"),
                Err(reason) => failures.push(format!("{}: {reason}", article.id)),
            }
        }
        if !articles.is_empty() || failures.is_empty() {
            self.outputs.single().write(&text)?;
        }
        for note in &notes {
            console::say(note);
        }
        Ok(complain_of(&failures))
    }

    /// Reads the articles of a file, with the reasons why some cannot be read.
    fn read(&self, path: &Path, notes: &mut Vec<String>) -> Vec<Result<Article, String>> {
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let article = match self.options.read_page(path) {
                Ok(Some((document, losses))) => {
                    notes.extend(losses);
                    Ok(Article { id, text: strip(&document) })
                }
                Ok(None) => self.options.read(path).map(|article| {
                    notes.extend(article.notes);
                    Article { id, text: article.text }
                }),
                Err(reason) => Err(reason),
            };
            return vec![article];
        }
        let text = match input::read(path) {
            Ok(text) => text,
            Err(reason) => return vec![Err(reason)],
        };
        let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let articles = lines.map(|(line, number)| {
            serde_json::from_str(line)
                .map_err(|error| format!("line {number} is not a JSON object with `id` and `text`: {error}"))
        });
        articles.collect()
    }

    /// Spans of the statements that a document of the article would have as drafts.
    fn spans<'a>(&self, article: &'a Article) -> DraftedSpans<'a> {
        let document = Document::new(&import::import(&article.text));
        // The article in the document has additional backslashes.
        let stripped = StrippedArticle::new(&document);
        let points = Offsets::new(&stripped.text, Unit::CodePoint);
        let span =
            |range: &Range<usize>| points.span(&(stripped.offset(range.start)..stripped.offset(range.end)));
        let draft = ascribe_drafting::draft(&Scope::alone(Arc::new(document)), None, self.min_confidence);
        let quotes = draft.statements.iter();
        let quotes = quotes.filter_map(|statement| Some(quote(statement, statement.stance?, span)));
        DraftedSpans { id: &article.id, quotes: quotes.collect() }
    }

    /// Drafts the document of a file, with everything it would see at its path.
    fn document(&self, path: &Path, place: &Path, workspace: &Mutex<Workspace>) -> Result<Converted, String> {
        let (document, mut notes) = document_of(path, &self.options)?;
        let foreign = Foreign::of(&document);
        let article = strip(&document);
        let (scope, _) = workspace.lock().scope(Some(place), Arc::new(document));
        let Drafted { document, is_empty } = drafted(&scope, self.min_confidence, !is_document(path))?;
        if let Some(foreign) = foreign {
            let result = if is_empty { "nothing was drafted" } else { "review the speakers with care" };
            notes.push(format!("{}: {foreign}, and drafting knows English only; {result}", path.display()));
        }
        Converted::new(&article, &document, notes)
    }
}

fn quote(statement: &Statement, stance: Stance, span: impl Fn(&Range<usize>) -> [usize; 2]) -> Quote {
    let one = |range: &Option<Range<usize>>| range.iter().map(&span).collect();
    Quote {
        content: statement.content.iter().map(&span).collect(),
        cue: one(&statement.cue),
        source: one(&statement.source),
        stance: stance.word(),
        confidence: statement.confidence,
    }
}
