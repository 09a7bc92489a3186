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
  ascribe init                          write `ascribe.toml` to this folder
  ascribe init desk --profile reuters   to another one, starting from a profile";

/// Write an `ascribe.toml` that lists all settings
///
/// Every setting is commented out, so nothing changes until you edit the file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Init {
    /// The folder to write to
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
        console::note(&format_args!(
            "Wrote {}. Run `ascribe rules` to see the active severities.",
            path.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}
