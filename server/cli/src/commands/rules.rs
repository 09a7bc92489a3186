//! `ascribe rules`: lists the rules with their active severities.

use crate::configuration::{self, Configuration};
use crate::console;
use crate::exit::{FAILED, Failure};
use crate::input::io_reason;
use ascribe_lints::{RULES, Rule};
use ascribe_markup::policy::{Policy, level_word};
use ascribe_workspace::configs::Configs;
use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe rules                        the severities in this folder
  ascribe rules wire/storm.ascribe     the severities for a document, overrides included
  ascribe rules --format json          as JSON, for other programs

Run `ascribe explain RULE` to read about a rule.";

/// List the rules and their severities
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Rules {
    /// A folder, or a document, whose overrides then apply
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,

    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    #[command(flatten)]
    configuration: Configuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table on standard output, and the configuration files on standard error
    Human,
    /// An array of `{"rule", "default", "severity", "summary"}`
    Json,
}

#[derive(Debug, Serialize)]
struct Row {
    rule: &'static str,
    default: &'static str,
    severity: &'static str,
    summary: &'static str,
}

impl Row {
    fn new(rule: &'static Rule, policy: &Policy) -> Self {
        let Rule { code, severity, summary, .. } = rule;
        Self { rule: code, default: severity.word(), severity: level_word(rule.level(policy)), summary }
    }
}

impl Rules {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let configs = Configs::default();
        self.configuration.set(&configs)?;
        let metadata = std::fs::metadata(&self.path)
            .map_err(|error| Failure::new(format!("{}: {}", self.path.display(), io_reason(&error))))?;
        let folder = if metadata.is_dir() { Some(&*self.path) } else { self.path.parent() };
        let policy =
            if metadata.is_dir() { configs.policy_of_folder(&self.path) } else { configs.policy(&self.path) };
        let rows: Vec<Row> = RULES.into_iter().map(|rule| Row::new(rule, &policy)).collect();
        let mut out = console::out(false);
        match self.format {
            Format::Human => table(&rows, &mut out)?,
            Format::Json => {
                let text = serde_json::to_string_pretty(&rows).map_err(io::Error::from)?;
                write!(out, "{}", console::json(&text))?;
                writeln!(out)?;
            }
        }
        out.flush()?;
        if self.format == Format::Human {
            console::note(&configured_by(&configs, folder.unwrap_or(Path::new("."))));
        }
        Ok(ExitCode::from(u8::from(configuration::complain(&configs)) * FAILED))
    }
}

fn table(rows: &[Row], out: &mut impl Write) -> io::Result<()> {
    let width = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
    writeln!(out, "{:width$}  {:7}  {:7}  finds", "rule", "default", "here")?;
    for Row { rule, default, severity, summary } in rows {
        writeln!(out, "{rule:width$}  {default:7}  {severity:7}  {summary}")?;
    }
    Ok(())
}

/// Lists the configuration files that apply, nearest first.
fn configured_by(configs: &Configs, folder: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let files = configs.of(folder);
    let names =
        files.iter().map(|(path, _)| path.strip_prefix(&current).unwrap_or(path).display().to_string());
    match names.collect::<Vec<_>>().as_slice() {
        [] => "No `ascribe.toml` applies here. Run `ascribe init` to write one.".to_owned(),
        names => format!("Configured by {}.", names.join(", then ")),
    }
}
