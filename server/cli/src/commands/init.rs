//! `ascribe init`: writes a starter `ascribe.toml`.

use crate::console;
use crate::exit::Failure;
use crate::output::Output;
use ascribe_lints::config::{FILE, PROFILES, profile, template};
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe init                          write `ascribe.toml` into this folder
  ascribe init desk --profile reuters   into another one, with severities to begin with";

/// Write an `ascribe.toml` that shows what can be set
///
/// Everything in it is commented out, so that nothing changes until something is chosen.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Init {
    /// The folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,

    /// The profile to extend
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PROFILES.map(|profile| profile.name)))]
    profile: Option<String>,

    /// Overwrite the file if it exists
    #[arg(short, long)]
    force: bool,
}

impl Init {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let path = self.folder.strip_prefix(".").unwrap_or(&self.folder).join(FILE);
        let text = template(self.profile.as_deref().and_then(profile));
        Output::to(path.clone(), self.force).write(&text)?;
        console::say(&format_args!("{} is written; `ascribe rules` shows what holds", path.display()));
        Ok(ExitCode::SUCCESS)
    }
}
