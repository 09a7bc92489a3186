//! Exit codes and failures of commands.

use crate::console;
use std::fmt;
use std::io;
use std::process::ExitCode;

/// Reason why a command failed, with a remedy.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// Failure with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Failure to write standard output; a closed reader is not an error.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(format!("cannot write to standard output: {error}"))
    }
}

/// Exit code of a run with findings.
pub const FOUND: u8 = 1;

/// Exit code of a run that could not do all of its work.
pub const FAILED: u8 = 2;

/// Prints what could not be done, and returns the exit code of the run.
pub fn complain_of(failures: &[String]) -> ExitCode {
    for failure in failures {
        console::complain(failure);
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}
