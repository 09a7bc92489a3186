//! A configuration file, as it is read.

use crate::read::read_shown;
use ascribe_lints::config::{Config, ConfigProblem, read};
use std::io::ErrorKind;
use std::path::Path;

/// Maximum size of a configuration file in bytes; larger files are rejected.
pub const MAX_CONFIG_BYTES: usize = 1024 * 1024;

/// A configuration file read from disk or open in an editor.
#[derive(Debug)]
pub struct ConfigFile {
    /// Text of the file; empty if it could not be read.
    pub text: Box<str>,
    /// Parsed configuration.
    pub config: Config,
    /// Problems in the file itself; at its start if it could not be read. For those of its packs, see
    /// [`Configs::problems`](super::Configs::problems).
    pub problems: Vec<ConfigProblem>,
}

impl ConfigFile {
    /// Parses a text.
    pub fn new(text: &str) -> Self {
        if text.len() > MAX_CONFIG_BYTES {
            return Self::too_large(text.len() as u64);
        }
        let (config, problems) = read(text);
        Self { text: text.into(), config, problems }
    }

    /// Loads the file at a path; `None` if there is none.
    pub fn load(path: &Path) -> Option<Self> {
        let size = match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => metadata.len(),
            // Other kinds of file are reported below.
            Ok(_) => 0,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return None;
            }
            Err(error) => return Some(Self::refused(format!("This file cannot be read: {error}."))),
        };
        if size > MAX_CONFIG_BYTES as u64 {
            return Some(Self::too_large(size));
        }
        match read_shown(path, MAX_CONFIG_BYTES as u64) {
            Ok(text) => Some(Self::new(&text)),
            Err(error) => Some(Self::refused(format!("This file cannot be read: {error}."))),
        }
    }

    fn too_large(bytes: u64) -> Self {
        Self::refused(format!(
            "This file has {bytes} bytes and is ignored. Reduce it to at most {MAX_CONFIG_BYTES} bytes."
        ))
    }

    fn refused(message: String) -> Self {
        let problems = vec![ConfigProblem { range: 0..0, message }];
        Self { text: Box::default(), config: Config::default(), problems }
    }
}
