//! `ascribe man`: manual pages.

use super::Cli;
use crate::console;
use crate::exit::Failure;
use crate::output::Output;
use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe man | man -l -
  ascribe man -o ~/.local/share/man/man1";

/// Print the manual page, or write the pages of all commands
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Man {
    /// Write the pages of all commands to this folder; those that exist are overwritten
    #[arg(short = 'o', long = "output", value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Man {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let mut command = Cli::command();
        command.build();
        let Some(folder) = &self.folder else {
            let mut out = console::out(false);
            out.write_all(page(command)?.as_bytes())?;
            out.flush()?;
            return Ok(ExitCode::SUCCESS);
        };
        let commands = command.get_subcommands().filter(|command| command.get_name() != "help");
        let pages = commands.map(|command| (format!("ascribe-{}", command.get_name()), command.clone()));
        let pages: Vec<(String, Command)> = pages.chain([("ascribe".to_owned(), command.clone())]).collect();
        for (name, command) in pages {
            let text = page(command)?;
            let output = Output::in_folder(folder.join(format!("{name}.1")), true).map_err(Failure::new)?;
            output.write(&text)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Manual page of a command.
fn page(command: Command) -> Result<String, Failure> {
    let mut text = Vec::new();
    Page::new(command).render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
