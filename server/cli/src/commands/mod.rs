//! The commands: one file each, with its arguments and its `run`.

mod agree;
mod check;
mod completions;
mod diff;
mod draft;
mod explain;
mod export;
mod format;
mod import;
mod init;
mod lsp;
mod man;
mod merge;
mod query;
mod report;
mod rules;
mod stats;
mod strip;

use crate::console;
use crate::exit::FAILED;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe import article.txt -o article.ascribe   convert an article to a document
  ascribe check                                   check all documents below this folder
  ascribe explain unattributed-quote              explain a rule
  ascribe strip article.ascribe                   print the article without markup

Run `ascribe COMMAND --help` for more about a command.";

/// Check who said what, and where it is on record, in annotated news articles
#[derive(Debug, Parser)]
#[command(name = "ascribe", version, after_help = EXAMPLES, arg_required_else_help = true)]
struct Cli {
    /// Leave out summaries, hints and progress; errors and losses are still reported
    #[arg(short, long, global = true)]
    quiet: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Fmt(format::Fmt),
    Draft(draft::Draft),
    Import(import::Import),
    Strip(strip::Strip),
    Export(export::Export),
    Query(query::Query),
    Stats(stats::Stats),
    Agree(agree::Agree),
    Diff(diff::Diff),
    Merge(merge::Merge),
    Report(report::Report),
    Explain(explain::Explain),
    Rules(rules::Rules),
    Init(init::Init),
    Lsp(lsp::Lsp),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Parses the arguments and runs the command.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() && std::env::args().any(|argument| argument.contains(char::is_control)) {
                // A file name given by others may have been parsed as an option.
                let told = console::shown(&error.render().to_string());
                told.lines().for_each(|line| console::say(&line));
            } else {
                // Ignored: the output may be closed.
                let _ = error.print();
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED));
        }
    };
    console::set_quiet(cli.quiet);
    let result = match cli.command {
        Command::Check(command) => command.run(),
        Command::Fmt(command) => command.run(),
        Command::Draft(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Strip(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Query(command) => command.run(),
        Command::Stats(command) => command.run(),
        Command::Agree(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Report(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Lsp(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    };
    result.unwrap_or_else(|failure| {
        console::complain(&failure);
        ExitCode::from(FAILED)
    })
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
