//! How a command ends, when it does not end well.

use std::fmt;
use std::io;

/// Why a command could not do its work, and what to do about it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Standard output cannot be written; that its reader has gone is no error.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(format!("cannot write to standard output: {error}"))
    }
}

/// The code of a run that found something.
pub const FOUND: u8 = 1;

/// The code of a run that could not do all of its work.
pub const FAILED: u8 = 2;
