//! Growth test: no rule and no feature does more than n log n work on any text.
//!
//! Each text of [`texts`] is made at a size and at four times that size, and each of [`features`] and [`commands`] answers
//! for it. The executions of every branch of the program are counted, not the time; `run` builds the program so that it
//! counts. `docs/testing.md` says how to run it.
#![allow(clippy::print_stdout, reason = "it prints a report")]

mod commands;
mod complete;
mod counters;
mod features;
mod growth;
mod report;
mod texts;

use counters::{Profile, Values};
use features::{Feature, Subject};
use growth::{Counts, STEP};
use report::{Found, Functions};
use serde::{Deserialize, Serialize};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use texts::{Grown, Text};

/// Counts the allocated bytes, which stand for the loops that the standard library brings compiled: copies of texts.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Number of units of the smallest texts.
const SIZE: usize = 16;

/// Arguments of the program.
#[derive(Debug, Clone)]
struct Arguments {
    /// Number of units of the smallest texts.
    size: usize,
    /// Whether to measure all texts, also those that resemble others.
    all: bool,
    /// Part of the names of the texts to measure, or of the features.
    only: String,
    /// Share of the texts that a process of this program measures, and the number of shares.
    share: Option<(usize, usize)>,
    /// Profile of this process.
    profile: PathBuf,
    /// Measured program.
    binary: PathBuf,
}

impl Arguments {
    fn parse() -> Option<Self> {
        let mut parsed = Self {
            size: SIZE,
            all: false,
            only: String::new(),
            share: None,
            profile: PathBuf::new(),
            binary: PathBuf::new(),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            if argument == "--all" {
                parsed.all = true;
                continue;
            }
            let value = arguments.next()?;
            match &*argument {
                "--size" => parsed.size = value.parse().ok()?,
                "--only" => parsed.only = value,
                "--share" => {
                    let (share, of) = value.split_once('/')?;
                    parsed.share = Some((share.parse().ok()?, of.parse().ok()?));
                }
                "--profile" => parsed.profile = value.into(),
                "--binary" => parsed.binary = value.into(),
                _ => return None,
            }
        }
        Some(parsed)
    }

    fn wants(&self, text: &str, feature: &str) -> bool {
        format!("{feature}: {text}").contains(&self.only)
    }
}

fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse() else {
        eprintln!("usage: ascribe-growth --binary ASCRIBE [--size UNITS] [--all] [--only TEXT]");
        return ExitCode::from(2);
    };
    let result = match arguments.share {
        Some(share) => measure(&arguments, share).map(|()| true),
        None => all(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the growth test cannot count: {error}");
            ExitCode::from(2)
        }
    }
}

/// A line that a share prints.
#[derive(Debug, Serialize, Deserialize)]
enum Line {
    Found(Found),
    /// Number of pairs of a text and a feature that were measured.
    Measured(usize),
}

/// Measures all texts, on all cores, each share in a process of its own; returns whether nothing grows too fast.
fn all(arguments: &Arguments) -> io::Result<bool> {
    let mut missing = complete::missing();
    missing.extend(commands::missing(&arguments.binary)?);
    if !missing.is_empty() {
        eprintln!("the growth test is incomplete:\n{}", missing.join("\n"));
        return Ok(false);
    }
    let folder = tempfile::tempdir()?;
    let cores = std::thread::available_parallelism()?.get();
    let start = |share: usize| {
        let profile = |end: &str| folder.path().join(format!("{share}{end}.profraw"));
        Command::new(std::env::current_exe()?)
            .args(["--share", &format!("{share}/{cores}"), "--size", &arguments.size.to_string()])
            .args(["--only", &arguments.only])
            .args(arguments.all.then_some("--all"))
            .arg("--profile")
            .arg(profile(""))
            .arg("--binary")
            .arg(&arguments.binary)
            // `%c` lets the counters live in the file.
            .env("LLVM_PROFILE_FILE", profile("%c"))
            .env("RAYON_NUM_THREADS", "1")
            .stdout(Stdio::piped())
            .spawn()
    };
    let (mut found, mut measured) = (Vec::new(), 0);
    for share in (0..cores).map(start).collect::<io::Result<Vec<_>>>()? {
        let output = share.wait_with_output()?;
        if !output.status.success() {
            return Err(io::Error::other(format!("a share has failed: {}", output.status)));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            match serde_json::from_str(line)? {
                Line::Found(one) => found.push(one),
                Line::Measured(pairs) => measured += pairs,
            }
        }
    }
    report::report(&found);
    let names: BTreeSet<&str> = found.iter().map(|one| &*one.feature).collect();
    println!(
        "growth: {measured} pairs of a text and a feature or command measured; {} of {} of them take more than n log n steps",
        found.len(),
        names.len()
    );
    Ok(found.is_empty() && measured > 0)
}

/// Measures a share of the texts and the commands, and prints lines of JSON.
fn measure(arguments: &Arguments, (share, of): (usize, usize)) -> io::Result<()> {
    let profile = Profile::open(&arguments.profile)?;
    let functions = Functions::new(&profile)?;
    let features = features::features();
    // Word lists and weights are read once.
    let warm = Subject::new((texts::texts()[0].make)(2));
    for feature in &features {
        (feature.run)(&warm);
    }
    prove(arguments.size, &profile, &functions)?;
    let texts = texts::texts().into_iter().filter(|text| arguments.all || !text.is_rare);
    let mine = texts.enumerate().filter(|(number, _)| number % of == share);
    let mut measured = 0;
    for (_, text) in mine {
        let is_wanted = |feature: &Feature| arguments.wants(&text.name, feature.name);
        let features: Vec<Feature> = features.iter().copied().filter(is_wanted).collect();
        if !features.is_empty() {
            for found in of_text(arguments.size, (&profile, &functions), &features, &text)? {
                print(&Line::Found(found))?;
            }
        }
        measured += features.len();
    }
    measured += commands::measure(arguments, share, of)?;
    print(&Line::Measured(measured))
}

fn print(line: &Line) -> io::Result<()> {
    println!("{}", serde_json::to_string(line)?);
    Ok(())
}

/// Measures features on a text, at the largest size only those that grow too fast before; returns those that do it again.
fn of_text(
    n: usize,
    (profile, functions): (&Profile, &Functions),
    features: &[Feature],
    text: &Text,
) -> io::Result<Vec<Found>> {
    let counts = |features: &[Feature], subject: &Subject| -> io::Result<Vec<Counts>> {
        Ok(counts(profile, features, subject)?.into_iter().map(|counts| functions.even(counts)).collect())
    };
    let subject = |size: usize| Subject::new((text.make)(size));
    let small = counts(features, &subject(n))?;
    let large = counts(features, &subject(n * STEP))?;
    let pairs = features.iter().zip(small.iter().zip(&large));
    let suspects = pairs.filter(|(_, (small, large))| !growth::fast(n, small, large).is_empty());
    let suspects: Vec<(&Feature, (&Counts, &Counts))> = suspects.collect();
    if suspects.is_empty() {
        return Ok(Vec::new());
    }
    let features: Vec<Feature> = suspects.iter().map(|(feature, _)| **feature).collect();
    let larger = counts(&features, &subject(n * STEP * STEP))?;
    let judged = suspects
        .iter()
        .zip(&larger)
        .map(|((feature, (small, large)), larger)| (feature.name, growth::excess(n, [small, large, larger])));
    let found = judged.filter_map(|(feature, excess)| Found::new(functions, &text.name, feature, &excess));
    Ok(found.collect())
}

/// Counts of what each feature does. The counters are read between two, and compared at the end, since that counts, too.
fn counts(profile: &Profile, features: &[Feature], subject: &Subject) -> io::Result<Vec<Counts>> {
    let mut all = vec![(profile.values()?, 0)];
    for feature in features {
        let bytes = ALLOCATOR.stats().bytes_allocated;
        (feature.run)(subject);
        let bytes = ALLOCATOR.stats().bytes_allocated - bytes;
        all.push((profile.values()?, bytes as u64));
    }
    let count = |(before, after): (&(Values, u64), &(Values, u64))| {
        let mut counts = after.0.since(&before.0);
        counts.push((profile.counters(), after.1));
        counts
    };
    Ok(all.iter().zip(&all[1..]).map(count).collect())
}

/// Proves that the test can fail, in each run: it finds a loop over pairs and names its function.
fn prove(n: usize, profile: &Profile, functions: &Functions) -> io::Result<()> {
    let text = Text::new("lines", |times| Grown { text: "a\n".repeat(times), ..Grown::default() });
    let pairs = Feature { module: "", name: "pairs", run: |subject| loop_over_pairs(subject.text()) };
    let found = of_text(n, (profile, functions), &[pairs], &text)?;
    let is_named = found.iter().any(|one| one.main().contains("loop_over_pairs"));
    is_named
        .then_some(())
        .ok_or_else(|| io::Error::other(format!("a loop over pairs is not found: {found:?}")))
}

#[inline(never)]
fn loop_over_pairs(text: &str) {
    for line in text.lines() {
        for other in text.lines() {
            black_box((line, other));
        }
    }
}
