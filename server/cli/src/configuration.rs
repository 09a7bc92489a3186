//! Configuration options on the command line.

use crate::console;
use crate::exit::Failure;
use crate::input::io_reason;
use ascribe_markup::text::{Encoding, Rope, Text};
use ascribe_workspace::configs::{ConfigFile, Configs};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which configuration holds.
#[derive(Debug, clap::Args)]
pub struct Configuration {
    /// Take the configuration from this file only, with its globs relative to the current folder
    ///
    /// By default, each `ascribe.toml` from the folder of a document upwards applies, as in an editor.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Configuration {
    /// Applies the file given by `--config`.
    pub fn set(&self, configs: &Configs) -> Result<(), Failure> {
        let Some(path) = &self.config else { return Ok(()) };
        let told = |reason: &str| Failure::new(format!("{}: {reason}", path.display()));
        std::fs::metadata(path).map_err(|error| told(&io_reason(&error)))?;
        let file = ConfigFile::load(path).ok_or_else(|| told("no such file"))?;
        configs.only(Path::new("."), path, Arc::new(file));
        Ok(())
    }
}

/// Prints the problems in the configuration files to standard error; returns whether there are any.
pub fn complain(configs: &Configs) -> bool {
    let current = std::env::current_dir().unwrap_or_default();
    let mut found = false;
    for (path, file) in configs.files() {
        let name = path.strip_prefix(&current).unwrap_or(&path);
        for problem in &configs.problems(&path, &file) {
            found = true;
            let place =
                Text::from(&Rope::from_str(&file.text)).position(problem.range.start, Encoding::Utf32);
            let (line, column) = (place.line + 1, place.column + 1);
            console::complain(&format_args!("{}:{line}:{column}: {}", name.display(), problem.message));
        }
    }
    if found {
        console::say(&"Invalid entries of the configuration are ignored; the others apply.");
    }
    found
}
