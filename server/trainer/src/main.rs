//! Learns the weights of the attribution engine: `cargo run --release -p ascribe-trainer -- FOLDER`.
#![allow(clippy::cast_precision_loss, reason = "counts are small")]

mod chain;
mod clusters;
mod confidence;
mod corpus;

use ascribe_core::attribution::cues::{self, Cue};
use ascribe_core::attribution::model::{Clusters, Features, MAGIC, Model, write_section};
use ascribe_core::attribution::{article, candidates, confidence as judging, spans};
use chain::{Example, Learner, Settings};
use corpus::{Article, Gold, Marked};
use std::fmt::Display;
use std::process::ExitCode;
use std::time::Instant;

const FOLDS: usize = 4;

const CUES: Settings =
    Settings { token_bits: 18, step_bits: 15, rounds: 6, rate: 0.1, decay: 1e-3, dropout: 0.3 };
const SPANS: Settings =
    Settings { token_bits: 19, step_bits: 16, rounds: 6, rate: 0.1, decay: 1e-4, dropout: 0.3 };

const USAGE: &str = "\
usage: ascribe-trainer FOLDER                    learn from FOLDER/train.jsonl, write the weights
       ascribe-trainer FOLDER --hold-out FILE    learn without every eighth article, write what is drafted of those";

/// Where the engine has its weights, from the root of the repository.
const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/data/en/attribution.bin");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [folder] => read(folder).and_then(|articles| std::fs::write(WEIGHTS, learn(&articles)).map_err(said)),
        [folder, "--hold-out", file] => read(folder).and_then(|articles| hold_out(articles, file)),
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

fn read(folder: &str) -> Result<Vec<Article>, String> {
    let text = std::fs::read_to_string(format!("{folder}/train.jsonl")).map_err(said)?;
    text.lines().map(|line| serde_json::from_str(line).map_err(said)).collect()
}

/// Every eighth article is held out.
fn hold_out(articles: Vec<Article>, file: &str) -> Result<(), String> {
    let (held, rest): (Vec<_>, Vec<_>) =
        articles.into_iter().enumerate().partition(|(number, _)| number % 8 == 3);
    let rest: Vec<Article> = rest.into_iter().map(|(_, article)| article).collect();
    let held: Vec<Article> = held.into_iter().map(|(_, article)| article).collect();
    let weights = format!("{file}.weights");
    // Learning takes minutes: what was learned for this file before is used again.
    let bytes = std::fs::read(&weights).unwrap_or_else(|_| learn(&rest));
    std::fs::write(&weights, &bytes).map_err(said)?;
    predict(&Model::read(&bytes), &held, file)
}

fn learn(articles: &[Article]) -> Vec<u8> {
    let start = Instant::now();
    let words: Vec<Vec<u32>> = corpus::paragraphs(articles, Clusters::default())
        .iter()
        .map(|marked| marked.paragraph.tokens.iter().map(|token| token.word).collect())
        .collect();
    let cluster_bytes = clusters::learn(&words);
    eprintln!("{} words in clusters {:?}", cluster_bytes.len() / 6, start.elapsed());
    let paragraphs = corpus::paragraphs(articles, Clusters(&cluster_bytes));
    let tokens: usize = paragraphs.iter().map(|marked| marked.paragraph.tokens.len()).sum();
    eprintln!("{} paragraphs, {tokens} tokens {:?}", paragraphs.len(), start.elapsed());
    let examples: Vec<Example> = paragraphs.iter().map(cue_example).collect();
    eprintln!("cue features {:?}", start.elapsed());
    // What the cue chain finds in what it has not seen.
    let mut found: Vec<Vec<Cue>> = vec![Vec::new(); paragraphs.len()];
    for fold in 0..FOLDS {
        let learner = Learner::learn(&cues::TOPOLOGY, CUES, &examples, Some(fold));
        for (place, example) in examples.iter().enumerate().filter(|(_, example)| example.fold == fold) {
            found[place] = cues::decode(&learner.lattice(&example.features));
        }
        eprintln!("cue fold {fold} {:?}", start.elapsed());
    }
    report(&paragraphs, &found);
    let cue_learner = Learner::learn(&cues::TOPOLOGY, CUES, &examples, None);
    drop(examples);
    let mut examples = Vec::new();
    for (marked, found) in paragraphs.iter().zip(&found) {
        span_examples(marked, found, &mut examples);
    }
    eprintln!("{} span examples {:?}", examples.len(), start.elapsed());
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let learner = Learner::learn(&spans::TOPOLOGY, SPANS, &examples, Some(fold));
        for (marked, cues) in
            paragraphs.iter().zip(&found).filter(|(marked, _)| marked.article % FOLDS == fold)
        {
            judge(&learner, marked, cues, &mut judged);
        }
        eprintln!("span fold {fold} {:?}", start.elapsed());
    }
    let confidence = confidence::learn(&judged);
    let span_learner = Learner::learn(&spans::TOPOLOGY, SPANS, &examples, None);
    eprintln!("spans {:?}", start.elapsed());

    let mut bytes = MAGIC.to_vec();
    write_section(&mut bytes, 1.0, &cluster_bytes);
    cue_learner.write(&mut bytes);
    span_learner.write(&mut bytes);
    confidence.write(&mut bytes);
    bytes
}

fn cue_example(marked: &Marked<'_>) -> Example {
    let mut features = Features::default();
    cues::features(&marked.paragraph, &mut features);
    let mut states = vec![0; marked.paragraph.tokens.len()];
    for gold in &marked.gold {
        for token in gold.cue.clone() {
            states[token] = if token == gold.cue.start { 1 } else { 2 };
        }
    }
    // Where two overlap, a cue may seem to go on from nothing.
    for token in 0..states.len() {
        if states[token] == 2 && (token == 0 || states[token - 1] == 0) {
            states[token] = 1;
        }
    }
    Example { features, states, fold: marked.article % FOLDS }
}

fn overlap(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn matching<'g>(gold: &'g [Gold], cue: &Cue) -> Option<&'g Gold> {
    gold.iter()
        .filter(|gold| overlap(&gold.cue, &cue.tokens) > 0)
        .max_by_key(|gold| overlap(&gold.cue, &cue.tokens))
}

fn span_examples(marked: &Marked<'_>, found: &[Cue], out: &mut Vec<Example>) {
    let mut add = |cue: &Cue, gold: Option<&Gold>| {
        let mut features = Features::default();
        spans::features(&marked.paragraph, cue, found, &mut features);
        let window = spans::window(&marked.paragraph, cue);
        let mut seen = false;
        let states = window
            .map(|token| {
                let outside = if seen { spans::OUTSIDE_BEHIND } else { spans::OUTSIDE };
                let Some(gold) = gold else { return outside as u8 };
                if cue.tokens.contains(&token) {
                    outside as u8
                } else if gold.source.contains(&token) {
                    // The source may be cut by the cue; only its first part counts then.
                    if seen && token != gold.source.start && cue.tokens.contains(&(token - 1)) {
                        return outside as u8;
                    }
                    seen = true;
                    spans::SOURCE as u8
                } else if gold.content[token] {
                    if seen { spans::CONTENT_BEHIND as u8 } else { spans::CONTENT as u8 }
                } else {
                    outside as u8
                }
            })
            .collect::<Vec<u8>>();
        let mut states = states;
        mend(&mut states);
        out.push(Example { features, states, fold: marked.article % FOLDS });
    };
    for cue in found {
        add(cue, matching(&marked.gold, cue));
    }
    for gold in &marked.gold {
        if !found.iter().any(|cue| overlap(&cue.tokens, &gold.cue) > 0) {
            add(&Cue { tokens: gold.cue.clone(), probability: 1.0 }, Some(gold));
        }
    }
}

/// What a chain that has not seen a paragraph makes of it, and whether that is right.
fn judge(learner: &Learner, marked: &Marked<'_>, cues: &[Cue], out: &mut Vec<confidence::Judged>) {
    let mut features = Features::default();
    let mut found = Vec::new();
    for cue in cues {
        spans::features(&marked.paragraph, cue, cues, &mut features);
        found.extend(candidates::read(&marked.paragraph, cue, &learner.lattice(&features)));
    }
    for (place, candidate) in found.iter().enumerate() {
        let weight = |tokens: &mut dyn Iterator<Item = usize>| -> usize {
            tokens
                .map(|token| marked.paragraph.tokens[token].end - marked.paragraph.tokens[token].start)
                .sum()
        };
        let matched = marked.gold.iter().find(|gold| {
            let both = weight(&mut candidate.content_tokens().filter(|token| gold.content[*token]));
            let all = weight(&mut candidate.content_tokens())
                + weight(&mut (0..gold.content.len()).filter(|token| gold.content[*token]))
                - both;
            both * 2 >= all
        });
        let with_source = matched.is_some_and(|gold| {
            overlap(&gold.source, &candidate.source) > 0
                || (gold.source.is_empty() && candidate.source.is_empty())
        });
        let features = judging::features(&marked.paragraph, &found, place);
        out.push(confidence::Judged { features, right: [matched.is_some(), with_source] });
    }
}

/// Makes every step one that the chain allows: a second stretch of source becomes outside.
fn mend(states: &mut [u8]) {
    for token in 1..states.len() {
        let (before, here) = (usize::from(states[token - 1]), usize::from(states[token]));
        if !spans::TOPOLOGY.steps.contains(&(before, here)) {
            states[token] = match before {
                0 | 1 => u8::from(here == spans::CONTENT_BEHIND),
                _ if here == spans::CONTENT => spans::CONTENT_BEHIND as u8,
                _ => spans::OUTSIDE_BEHIND as u8,
            };
        }
    }
}

fn report(paragraphs: &[Marked<'_>], found: &[Vec<Cue>]) {
    let (mut all, mut gold, mut hit) = (0, 0, 0);
    for (marked, found) in paragraphs.iter().zip(found) {
        all += found.len();
        gold += marked.gold.len();
        hit += found.iter().filter(|cue| matching(&marked.gold, cue).is_some()).count();
    }
    eprintln!("cues: {gold}, found {all}, right {hit}");
}

fn predict(model: &Model<'_>, articles: &[Article], out: &str) -> Result<(), String> {
    let mut lines = String::new();
    for article in articles {
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
        lines += &serde_json::json!({"id": article.id, "quotes": quotes}).to_string();
        lines.push('\n');
    }
    std::fs::write(out, lines).map_err(said)
}
