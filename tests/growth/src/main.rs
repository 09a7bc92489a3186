//! Growth test: no rule and no feature does more than n log n work on any text.
//!
//! Each text of [`texts`] is made at a size and at four times that size, and each of [`features`] answers for it. The
//! executions of every branch of our code are counted, not the time; `run` builds the program so that it counts.
//! `docs/testing.md` says more.
#![allow(clippy::print_stdout, reason = "it prints a report")]

mod complete;
mod counters;
mod features;
mod growth;
mod report;
mod texts;

use counters::{Profile, Values};
use features::{Feature, Subject};
use growth::{Counts, SIZES, STEP};
use report::{Excesses, Functions};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode};
use texts::{Grown, Text};

/// Counts the allocated bytes, which stand for the loops that the standard library brings compiled: copies of texts.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Number of units of the smallest texts.
const SIZE: usize = 16;

/// Share of the pairs that a process of this program measures.
struct Share {
    number: usize,
    /// Number of shares.
    of: usize,
    /// Profile of the process.
    profile: PathBuf,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.as_slice() {
        [] => start_shares(""),
        [only] => start_shares(only),
        [only, number, of, profile] => match (number.parse(), of.parse()) {
            (Ok(number), Ok(of)) => measure(only, &Share { number, of, profile: profile.into() }),
            _ => return ExitCode::from(2),
        },
        _ => {
            eprintln!("usage: tests/growth/run [PART OF THE NAME OF A FEATURE OR TEXT]");
            return ExitCode::from(2);
        }
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

/// Measures all texts, on all cores, each share in a process of its own; returns whether nothing grows too fast.
fn start_shares(only: &str) -> io::Result<bool> {
    let missing = complete::missing();
    if !missing.is_empty() {
        eprintln!("the growth test is incomplete:\n{}", missing.join("\n"));
        return Ok(false);
    }
    let folder = tempfile::tempdir()?;
    let cores = std::thread::available_parallelism()?.get();
    let start = |number: usize| {
        let profile = |end: &str| folder.path().join(format!("{number}{end}.profraw"));
        Command::new(std::env::current_exe()?)
            .args([only, &number.to_string(), &cores.to_string()])
            .arg(profile(""))
            // `%c` lets the counters live in the file.
            .env("LLVM_PROFILE_FILE", profile("%c"))
            .env("RAYON_NUM_THREADS", "1")
            .spawn()
    };
    let children: Vec<Child> = (0..cores).map(start).collect::<io::Result<_>>()?;
    let mut is_fine = true;
    for mut child in children {
        is_fine &= child.wait()?.success();
    }
    Ok(is_fine)
}

/// Measures a share of the texts, and prints what grows too fast; returns whether nothing does.
fn measure(only: &str, share: &Share) -> io::Result<bool> {
    let profile = Profile::open(&share.profile)?;
    let functions = Functions::new(&profile)?;
    let features = features::features();
    let texts = texts::texts();
    // Word lists and weights are read once.
    let warm = Subject::new((texts[0].make)(2));
    for feature in &features {
        (feature.run)(&warm);
    }
    prove(&profile, &functions)?;
    let (mut measured, mut is_fine) = (0, true);
    for text in texts.iter().skip(share.number).step_by(share.of) {
        let is_wanted = |feature: &&Feature| format!("{}: {}", feature.name, text.name).contains(only);
        let features: Vec<Feature> = features.iter().filter(is_wanted).copied().collect();
        measured += features.len();
        for excesses in of_text(&profile, &functions, &features, text)? {
            println!("{excesses}");
            is_fine = false;
        }
    }
    println!("growth: {measured} pairs of a feature and a text measured");
    Ok(is_fine)
}

/// Measures features on a text, at each larger size only those that grow too fast until then; returns those that do so at
/// all sizes.
fn of_text(
    profile: &Profile,
    functions: &Functions,
    features: &[Feature],
    text: &Text,
) -> io::Result<Vec<Excesses>> {
    let mut suspects: Vec<(Feature, Vec<Counts>)> =
        features.iter().map(|feature| (*feature, Vec::new())).collect();
    for step in 0..SIZES {
        let features: Vec<Feature> = suspects.iter().map(|(feature, _)| *feature).collect();
        if features.is_empty() {
            break;
        }
        let subject = Subject::new((text.make)(SIZE * STEP.pow(step as u32)));
        for ((_, sizes), counts) in suspects.iter_mut().zip(counts(profile, &features, &subject)?) {
            sizes.push(functions.even(counts));
        }
        if step > 0 {
            suspects.retain(|(_, sizes)| !growth::excesses(SIZE, sizes).is_empty());
        }
    }
    let excesses = |(feature, sizes): &(Feature, Vec<Counts>)| {
        Excesses::new(functions, feature.name, &text.name, &growth::excesses(SIZE, sizes))
    };
    Ok(suspects.iter().map(excesses).collect())
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
fn prove(profile: &Profile, functions: &Functions) -> io::Result<()> {
    let text = Text::new("lines", |times| Grown { text: "a\n".repeat(times), ..Grown::default() });
    let pairs = Feature { module: "", name: "pairs", run: |subject| loop_over_pairs(subject.text()) };
    let found = of_text(profile, functions, &[pairs], &text)?;
    let is_named = found.iter().any(|found| found.to_string().contains("loop_over_pairs"));
    let message = || io::Error::other(format!("a loop over pairs is not found: {found:?}"));
    is_named.then_some(()).ok_or_else(message)
}

#[inline(never)]
fn loop_over_pairs(text: &str) {
    for line in text.lines() {
        for other in text.lines() {
            black_box((line, other));
        }
    }
}
