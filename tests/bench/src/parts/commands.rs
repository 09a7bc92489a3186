//! The command line.

use super::workspace::write;
use super::{Part, Setup};
use crate::Outcome;
use crate::binary::Binary;
use crate::process::peak_memory;
use crate::table::{Budget, Table};
use ascribe_articles::{Desk, Recipe};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

pub const PART: Part = Part { name: "commands", title: "The command line", measure };

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let articles = setup.least(1_000, 10_000);
    write(folder.path(), &Desk::of(articles))?;
    let (time, memory) = run(binary, folder.path(), &["check", "."])?;
    table.time(&format!("`check` of {articles} articles"), Budget::None, time);
    table.figure(&format!("`check` of {articles} articles: at most"), "MB", Budget::None, memory);

    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("one.txt"), Recipe::default().article().plain)?;
    let mut times = Vec::new();
    for _ in 0..setup.least(3, 10) {
        times.push(run(binary, folder.path(), &["draft", "one.txt"])?.0);
    }
    table.times("`draft` of an article of 800 words", Budget::None, &times);
    let names: Vec<String> = (0..100).map(|seed| format!("{seed}.txt")).collect();
    for (seed, name) in (0..).zip(&names) {
        fs::write(folder.path().join(name), Recipe::default().seeded(seed).article().plain)?;
    }
    let mut args = vec!["draft", "--force"];
    args.extend(names.iter().map(String::as_str));
    table.time("`draft` of 100 of them", Budget::None, run(binary, folder.path(), &args)?.0);
    Ok(())
}

/// Runs a command to its end; returns its time, and the highest memory use seen.
pub fn run(binary: &Binary, folder: &Path, args: &[&str]) -> Outcome<(Duration, f64)> {
    let start = Instant::now();
    let mut process = binary
        .command()
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut memory = 0.0;
    loop {
        if let Some(status) = process.try_wait()? {
            // Findings of `check` are not a failure.
            let done = matches!(status.code(), Some(0 | 1));
            let time = start.elapsed();
            return if done {
                Ok((time, memory))
            } else {
                Err(format!("`{}`: {status}", args.join(" ")).into())
            };
        }
        memory = peak_memory(process.id()).unwrap_or(memory);
        thread::sleep(Duration::from_micros(500));
    }
}
