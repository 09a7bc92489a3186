//! `ascribe completions`: completion scripts for shells.

use super::Cli;
use crate::console;
use crate::exit::Failure;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  source <(ascribe completions bash)
  ascribe completions fish > ~/.config/fish/completions/ascribe.fish";

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        // Buffered, since a failing writer would cause a panic.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "ascribe", &mut script);
        let mut out = console::out(false);
        out.write_all(&script)?;
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
