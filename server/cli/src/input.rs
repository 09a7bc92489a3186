//! Reads the files named by the arguments.

use ascribe_workspace::{MAX_BYTES, ReadError, read_text, text_of};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Argument that stands for standard input.
pub const STDIN: &str = "-";

/// Text of a file, or of standard input for `-`; the error has the reason and a remedy.
pub fn read(path: &Path) -> Result<String, String> {
    let text = if path == Path::new(STDIN) { read_stdin() } else { read_text(path) };
    text.map_err(|error| match error {
        ReadError::NotAFile if path.is_dir() => "is a directory, not a file".into(),
        error => reason(&error),
    })
}

fn read_stdin() -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    text_of(bytes)
}

/// Reason why a document could not be read, with a remedy.
pub fn reason(error: &ReadError) -> String {
    match error {
        ReadError::Io(error) => io_reason(error),
        ReadError::NotAFile => "is not a regular file; save its content as one, or pipe it to `-`".into(),
        ReadError::NotUtf8(_) => format!("{error}; save it as UTF-8"),
        ReadError::TooLarge(..) => format!("{error}; split it"),
    }
}

/// Error of the operating system, with a remedy.
pub fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or directory; check the spelling".into(),
        ErrorKind::PermissionDenied => "permission denied; check the permissions".into(),
        _ => error.to_string(),
    }
}
