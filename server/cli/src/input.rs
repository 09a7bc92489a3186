//! Reading of what the arguments name.

use ascribe_workspace::{MAX_BYTES, ReadError, read_text, text_of};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The argument that stands for standard input.
pub const STDIN: &str = "-";

/// The text of a file, or of standard input for `-`; else why there is none, and what to do about it.
pub fn read(path: &Path) -> Result<String, String> {
    let text = if path == Path::new(STDIN) { read_stdin() } else { read_text(path) };
    text.map_err(|error| reason(&error))
}

fn read_stdin() -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    text_of(bytes)
}

/// Why something could not be read, and what to do about it.
pub fn reason(error: &ReadError) -> String {
    match error {
        ReadError::Io(error) => io_reason(error),
        ReadError::NotAFile => "this is no regular file; save what it holds as one, or pipe it to `-`".into(),
        ReadError::NotUtf8(_) => format!("{error}; save it as UTF-8"),
        ReadError::TooLarge(..) => format!("{error}; split it"),
    }
}

/// What the system said, and what to do about it.
pub fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder; check the spelling".into(),
        ErrorKind::PermissionDenied => "permission denied; check who may read and write it".into(),
        _ => error.to_string(),
    }
}
