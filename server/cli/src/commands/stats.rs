//! `ascribe stats`: counts who is quoted, how often and how.

use crate::articles::{ReadDocuments, read_articles};
use crate::console;
use crate::exit::{Failure, complain_of};
use crate::output::{Output, json_lines};
use ascribe_formats::statistics::{Counts, Group, Grouping, Statistics};
use clap::ValueEnum;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

const EXAMPLES: &str = "\
Examples:
  ascribe stats articles/
  ascribe stats --by outlet --format csv articles/ -o outlets.csv

Exit codes:
  0  all documents were counted
  2  a document could not be read; the others were counted";

/// Count who is quoted, how often and how
///
/// Counts quotes, claims and opinions, without those of the article's own author: words, shares, denials, and statements
/// that are anonymous, unattributed or without a source.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Stats {
    /// The documents, or folders with documents; `-` for standard input; by default, the current folder
    paths: Vec<PathBuf>,

    /// The property by which statements are grouped
    #[arg(long, value_enum, default_value_t = By::Actor)]
    by: By,

    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    #[command(flatten)]
    output: Output,
}

/// Property by which statements are grouped.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// The actor; a joint statement counts for each of them
    Actor,
    /// The outlet in the front matter
    Outlet,
    /// The month of the date in the front matter
    Month,
    /// The document
    Document,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Actor => Self::Actor,
            By::Outlet => Self::Outlet,
            By::Month => Self::Month,
            By::Document => Self::Document,
        }
    }
}

/// Output format of the counts.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// A row for each group
    Csv,
    /// An object with `groups` and `total`
    Json,
}

/// A group as programs read it.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    documents: usize,
    statements: usize,
    quotes: usize,
    quoted_words: usize,
    reported_words: usize,
    /// Share of the words of all statements, from 0 to 1.
    share: f64,
    anonymous: usize,
    unattributed: usize,
    unsourced: usize,
    denials: usize,
    drafts: usize,
}

impl<'a> Row<'a> {
    fn new(name: &'a str, counts: &Counts, total: &Counts) -> Self {
        Self {
            name,
            documents: counts.documents,
            statements: counts.statements,
            quotes: counts.quotes,
            quoted_words: counts.quoted_words,
            reported_words: counts.reported_words,
            share: share(counts, total),
            anonymous: counts.anonymous,
            unattributed: counts.unattributed,
            unsourced: counts.unsourced,
            denials: counts.denials,
            drafts: counts.drafts,
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "no corpus has so many words")]
fn share(counts: &Counts, total: &Counts) -> f64 {
    if total.words() == 0 { 0.0 } else { counts.words() as f64 / total.words() as f64 }
}

impl Stats {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let ReadDocuments { read: articles, failures } = read_articles(&self.paths);
        let Statistics { groups, total } = Statistics::new(&articles, self.by.into());
        let text = match self.format {
            Format::Table => table(&groups, &total),
            Format::Csv => csv(&groups, &total)?,
            Format::Json => json(&groups, &total)?,
        };
        self.output.write(&text)?;
        Ok(complain_of(&failures))
    }
}

const COLUMNS: [&str; 9] =
    ["", "documents", "statements", "quotes", "words", "share", "anonymous", "unsourced", "denials"];

fn table(groups: &[Group], total: &Counts) -> String {
    let row = |name: &str, counts: &Counts| -> Vec<String> {
        let name = if name.is_empty() { "(none)" } else { name };
        let numbers = [counts.documents, counts.statements, counts.quotes, counts.words()];
        let mut row = vec![console::shown(name)];
        row.extend(numbers.map(|number| number.to_string()));
        row.push(format!("{:.1} %", share(counts, total) * 100.0));
        row.extend([counts.anonymous, counts.unsourced, counts.denials].map(|number| number.to_string()));
        row
    };
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    rows.extend(groups.iter().map(|group| row(&group.name, &group.counts)));
    rows.push(row("total", total));
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let blanks = " ".repeat(width - cell.width());
            if column == 0 { format!("{cell}{blanks}") } else { format!("{blanks}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn csv(groups: &[Group], total: &Counts) -> Result<String, Failure> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let failure = |error: csv::Error| Failure::new(error.to_string());
    for group in groups {
        table.serialize(Row::new(&group.name, &group.counts, total)).map_err(failure)?;
    }
    let bytes = table.into_inner().map_err(|error| Failure::new(error.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn json(groups: &[Group], total: &Counts) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Told<'a> {
        groups: Vec<Row<'a>>,
        total: Row<'a>,
    }
    let groups = groups.iter().map(|group| Row::new(&group.name, &group.counts, total)).collect();
    let told = Told { groups, total: Row::new("", total, total) };
    json_lines(&told)
}
