//! Corpora: throughput, memory and size of the results.

use super::commands::run;
use super::{Part, Setup};
use crate::Outcome;
use crate::binary::Binary;
use crate::table::{Budget, Table};
use ascribe_articles::Recipe;
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

pub const PART: Part = Part { name: "bulk", title: "Corpora: `draft --to parquet`", measure };

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let articles = setup.least(2_000, 100_000);
    let bytes = write(&folder.path().join("corpus.jsonl"), articles)?;
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    table.figure(&format!("corpus of {articles} articles"), "MB", Budget::None, megabytes(bytes));
    let args = ["draft", "--to", "parquet", "corpus.jsonl", "-o", "tables"];
    let (time, memory) = run(binary, folder.path(), &args)?;
    table.figure("articles", "a second", Budget::None, articles as f64 / time.as_secs_f64());
    table.figure("memory: at most", "MB", Budget::None, memory);
    let size = size(&folder.path().join("tables"))?;
    table.figure("tables", "MB", Budget::None, megabytes(size));
    Ok(())
}

/// Writes generated articles as lines of JSON; returns their length in bytes.
fn write(path: &Path, articles: usize) -> Outcome<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in 0..articles as u64 {
        let text = Recipe::of_corpus(number).article().plain;
        writeln!(file, "{}", json!({ "id": format!("article-{number}"), "text": text }))?;
    }
    file.flush()?;
    Ok(path.metadata()?.len())
}

/// Length of all files in and below a folder, in bytes.
fn size(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() { size(&entry.path())? } else { metadata.len() };
    }
    Ok(bytes)
}
