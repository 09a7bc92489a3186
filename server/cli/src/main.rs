//! `ascribe`, the command line and the language server in one binary.

mod commands;
mod configuration;
mod console;
mod documents;
mod input;
mod output;
mod report;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run()
}
