//! Trains the weights of the attribution engine: `cargo run --release -p ascribe-trainer -- FOLDER`.
#![allow(clippy::cast_precision_loss, reason = "counts are small")]

mod augmentation;
mod chain;
mod clusters;
mod confidence;
mod corpus;
mod examples;
mod learning;
mod score;

use ascribe_attribution::article;
use ascribe_attribution::model::Model;
use corpus::CorpusArticle;
use score::{Annotated, Score};
use std::fmt::Display;
use std::process::ExitCode;

const USAGE: &str = "\
usage: ascribe-trainer FOLDER [--out FILE]    learn from FOLDER/train.jsonl, write the weights
       ascribe-trainer FOLDER --folds FILE    learn four times without a quarter of the articles, write what is drafted of
                                              each quarter by what was learned without it
       ascribe-trainer GOLD --score DRAFTED   score what `ascribe draft --to polnear-jsonl` drafted of the articles of a
                                              part of the corpus";

/// Path of the engine's weights.
const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../attribution/data/en/attribution.bin");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [folder] => write(folder, WEIGHTS),
        [folder, "--out", file] => write(folder, file),
        [gold, "--score", drafted] => scored(gold, drafted),
        [folder, "--folds", file] => read(folder).and_then(|articles| draft_folds(&articles, file)),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn said(error: impl Display) -> String {
    error.to_string()
}

fn read(folder: &str) -> Result<Vec<CorpusArticle>, String> {
    let text = std::fs::read_to_string(format!("{folder}/train.jsonl")).map_err(said)?;
    text.lines().map(|line| serde_json::from_str(line).map_err(said)).collect()
}

fn write(folder: &str, file: &str) -> Result<(), String> {
    read(folder).and_then(|articles| std::fs::write(file, learning::learn(&articles)).map_err(said))
}

/// Prints how good the drafts of articles are.
#[allow(clippy::print_stdout, reason = "it is the result")]
fn scored(gold: &str, drafted: &str) -> Result<(), String> {
    let read = |file: &str| -> Result<Vec<Annotated>, String> {
        let text = std::fs::read_to_string(file).map_err(said)?;
        text.lines().map(|line| serde_json::from_str(line).map_err(said)).collect()
    };
    print!("{}", Score::of(&read(gold)?, &read(drafted)?));
    Ok(())
}

/// Drafts each article with the weights of its fold.
fn draft_folds(articles: &[CorpusArticle], file: &str) -> Result<(), String> {
    let weights = learning::learn_folds(articles);
    let lines: String = articles
        .iter()
        .enumerate()
        .map(|(number, article)| draft(&Model::read(&weights[number % corpus::FOLDS]), article))
        .collect();
    std::fs::write(file, lines).map_err(said)
}

/// Draft of an article, as a line of JSON.
fn draft(model: &Model<'_>, article: &CorpusArticle) -> String {
    let mut points = vec![0; article.text.len() + 1];
    for (point, (at, c)) in article.text.char_indices().enumerate() {
        points[at..at + c.len_utf8()].fill(point);
        points[at + c.len_utf8()] = point + 1;
    }
    let span = |range: &std::ops::Range<usize>| [points[range.start], points[range.end]];
    let quotes: Vec<_> = article::read(model, &article.text)
        .iter()
        .map(|statement| {
            serde_json::json!({
                "content": statement.content.iter().map(span).collect::<Vec<_>>(),
                "cue": statement.cue.iter().map(span).collect::<Vec<_>>(),
                "source": statement.source.iter().map(span).collect::<Vec<_>>(),
                "confidence": statement.confidence,
            })
        })
        .collect();
    serde_json::json!({"id": article.id, "quotes": quotes}).to_string() + "\n"
}
