//! Training is reproducible: equal articles give equal weights, byte for byte.
#![allow(clippy::unwrap_used, missing_docs, reason = "a panic is how a test fails")]

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Sentences with their source, cue and content, as annotated in the corpus.
const REPORTS: [(&str, &str, &str, &str); 4] = [
    ("“The dam will hold,” Ines Rocha said.", "Ines Rocha", "said", "“The dam will hold,”"),
    ("The ministry denied that the dam was cracked.", "The ministry", "denied", "that the dam was cracked"),
    (
        "According to two engineers, the water rose by night.",
        "two engineers",
        "According to",
        "the water rose by night",
    ),
    ("She said the valley “was never asked.”", "She", "said", "the valley “was never asked.”"),
];

/// An article made of some of the reports, as a line of JSON.
fn article(number: usize) -> String {
    let mut text = String::new();
    let mut quotes: Vec<Value> = Vec::new();
    for report in 0..3 {
        let (sentence, source, cue, content) = REPORTS[(number + report) % REPORTS.len()];
        let start = text.chars().count();
        let span = |part: &str| {
            let before = start + sentence[..sentence.find(part).unwrap()].chars().count();
            [[before, before + part.chars().count()]]
        };
        quotes.push(json!({"source": span(source), "cue": span(cue), "content": span(content)}));
        text = text + sentence + " The dam was built in 1961.\n\n";
    }
    json!({"id": number.to_string(), "text": text, "quotes": quotes}).to_string()
}

fn learn(folder: &Path, articles: usize) -> Vec<u8> {
    let lines: Vec<String> = (0..articles).map(article).collect();
    fs::write(folder.join("train.jsonl"), lines.join("\n")).unwrap();
    let weights = folder.join("weights");
    let mut trainer = Command::new(env!("CARGO_BIN_EXE_ascribe-trainer"));
    let status = trainer.arg(folder).arg("--out").arg(&weights).stderr(Stdio::null()).status().unwrap();
    assert!(status.success());
    fs::read(weights).unwrap()
}

#[test]
fn learning_twice_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let first = learn(folder.path(), 8);
    assert!(first == learn(folder.path(), 8), "the second time gave other weights");
    assert!(first != learn(folder.path(), 9), "one more article made no difference");
}
