//! `ascribe`, the command line and the language server in one binary.

mod archive;
mod article;
mod articles;
mod baseline;
mod bulk;
mod checking;
mod commands;
mod configuration;
mod console;
mod documents;
mod drafting;
mod exit;
mod fingerprint;
mod fixing;
mod git;
mod imported;
mod input;
mod label_map;
mod language;
mod output;
mod outputs;
mod progress;
mod repair;
mod replace;
mod report;
mod rule_codes;
mod watching;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run()
}
