//! `ascribe query`: finds who said what about whom.

use crate::articles::{ReadDocuments, read_articles};
use crate::console;
use crate::exit::{FOUND, Failure, complain_of};
use crate::output::{Format, Output, json_lines};
use ascribe_formats::query::{Query as Conditions, in_context};
use ascribe_formats::{AnnotatedArticle, ArticleAnnotation};
use ascribe_language::stance::Stance;
use ascribe_markup::model::statement::{counted, noun};
use ascribe_markup::model::vocabulary::Kind;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe query --who Lund articles/
  ascribe query --who 'harbour office' --about pilots --stance denies
  ascribe query --about harbour --format json articles/ -o harbour.json

Exit codes:
  0  something was found
  1  nothing was found
  2  a document could not be read; the others were searched";

/// Find who said what about whom
///
/// Lists the quotes, claims and opinions that meet all conditions, each in its context. Capital and small letters are the
/// same.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Query {
    /// The documents, or folders with documents; `-` for standard input; by default, the current folder
    paths: Vec<PathBuf>,

    /// Speaker: a part of a name, or an id
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    /// Topic: a part of the words, or a name of an actor whom the words mention
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,

    /// Source: a part of its title, or its id
    #[arg(long, value_name = "TITLE")]
    source: Option<String>,

    /// The kind; by default quotes, claims and opinions
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,

    /// The stance of the speakers to the words
    #[arg(long, value_parser = stance)]
    stance: Option<Stance>,

    /// The output format; as JSON, an array of objects
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    output: Output,
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::of(word).ok_or_else(|| format!("not a kind; use one of {}", Kind::ALL.map(Kind::word).join(", ")))
}

fn stance(word: &str) -> Result<Stance, String> {
    Stance::of(word)
        .ok_or_else(|| format!("not a stance; use one of {}", Stance::ALL.map(Stance::word).join(", ")))
}

/// A statement as programs read it.
#[derive(Serialize)]
struct Found<'a> {
    document: &'a str,
    outlet: Option<&'a str>,
    date: Option<&'a str>,
    who: Vec<&'a str>,
    kind: &'static str,
    stance: Option<&'static str>,
    before: String,
    words: String,
    after: String,
    sources: Vec<&'a str>,
}

impl<'a> Found<'a> {
    fn new(article: &'a AnnotatedArticle, annotation: &'a ArticleAnnotation) -> Self {
        let [before, words, after] = in_context(article, annotation);
        let who = annotation.actors.iter().map(|id| article.actor_name(id));
        let sources = annotation.sources.iter().map(|id| article.source_title(id));
        Self {
            document: &article.id,
            outlet: article.about("outlet"),
            date: article.about("date"),
            who: who.collect(),
            kind: annotation.kind.word(),
            stance: annotation.stance.map(Stance::word),
            before,
            words,
            after,
            sources: sources.collect(),
        }
    }
}

impl Query {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let ReadDocuments { read, failures } = read_articles(&self.paths);
        let conditions = Conditions {
            who: self.who.clone(),
            about: self.about.clone(),
            source: self.source.clone(),
            kind: self.kind,
            stance: self.stance,
        };
        let found: Vec<(&AnnotatedArticle, &ArticleAnnotation)> = read
            .iter()
            .flat_map(|article| conditions.matches(article).map(move |it| (article, it)))
            .collect();
        let text = match self.format {
            Format::Text => found.iter().map(|(article, annotation)| lines(article, annotation)).collect(),
            Format::Json => json(&found)?,
        };
        self.output.write(&text)?;
        let code = complain_of(&failures);
        console::note(&format_args!("{} found", counted(found.len(), "statement")));
        Ok(if failures.is_empty() && found.is_empty() { ExitCode::from(FOUND) } else { code })
    }
}

fn lines(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> String {
    let found = Found::new(article, annotation);
    let who = if found.who.is_empty() { "nobody".to_owned() } else { found.who.join(", ") };
    let kind = noun(annotation.kind, annotation.stance);
    let about: Vec<&str> = [found.outlet, found.date].into_iter().flatten().collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let text = format!(
        "{}: {who}, {kind}{about}\n    … {} [{}] {} …\n",
        found.document, found.before, found.words, found.after
    );
    console::shown(&text)
}

fn json(found: &[(&AnnotatedArticle, &ArticleAnnotation)]) -> Result<String, Failure> {
    let found: Vec<Found<'_>> =
        found.iter().map(|(article, annotation)| Found::new(article, annotation)).collect();
    json_lines(&found)
}
