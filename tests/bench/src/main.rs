//! Measures the real binary over its connection and prints a Markdown table; `docs/performance.md` says how to read it.
//!
//! Linux only: memory and processor time are read from `/proc`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it is a command, and its table is what it is for"
)]
#![allow(clippy::cast_precision_loss, reason = "figures are shown with few digits")]

mod binary;
mod client;
mod editor;
mod parts;
mod process;
mod table;
mod wire;

use binary::Binary;
use clap::Parser;
use parts::{PARTS, Part, Setup};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use table::Table;

/// Result of a step of a measurement.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Measure `ascribe` over its wire
///
/// Several binaries are measured alternately, so that what the machine does besides falls on all of them.
#[derive(Debug, Parser)]
struct Options {
    /// Measure this binary, under this name in the table; without any, the one of this workspace is built
    #[arg(long = "binary", value_name = "NAME=PATH")]
    binaries: Vec<Binary>,

    /// Measure these parts only
    #[arg(long, value_delimiter = ',', value_parser = Part::named)]
    only: Vec<&'static Part>,

    /// Measure less: smaller documents, fewer files, one round
    #[arg(long)]
    quick: bool,

    /// How often everything is measured
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,

    /// Type into this document instead of generated ones
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Outcome<()> {
    let own;
    let binaries = if options.binaries.is_empty() {
        own = [Binary::build()?];
        &own[..]
    } else {
        &options.binaries
    };
    let setup = Setup::new(options.quick, options.document.as_deref())?;
    let rounds = if options.quick { 1 } else { options.rounds };
    let chosen: Vec<_> =
        PARTS.iter().filter(|part| options.only.is_empty() || options.only.contains(part)).collect();
    for part in chosen {
        let mut table = Table::new(part.title, binaries.iter().map(|binary| binary.name.clone()).collect());
        for round in 0..rounds {
            let mut order: Vec<_> = (0..binaries.len()).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            for index in order {
                let binary = &binaries[index];
                eprintln!("{}, round {} of {rounds}: {}", part.name, round + 1, binary.name);
                table.measures(index);
                if let Err(error) = (part.measure)(&setup, binary, &mut table) {
                    eprintln!("{} of {}: {error}", part.name, binary.name);
                    table.fail();
                }
            }
        }
        println!("{table}");
    }
    Ok(())
}
