//! Reads the files named by the arguments.

use ascribe_markup::document::Document;
use ascribe_markup::reach::is_read_whole;
use ascribe_workspace::{MAX_BYTES, ReadError, read_bytes, text_of};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Argument that stands for standard input.
pub const STDIN: &str = "-";

/// Text of a document, or of standard input for `-`; the error has the reason and a remedy.
pub fn read(path: &Path) -> Result<String, String> {
    text_of(bytes(path)?).map_err(|error| reason(&error))
}

/// Document of a text that is [readable](check_readable).
pub fn whole(text: &str) -> Result<Document, String> {
    check_readable(text)?;
    Ok(Document::new(text))
}

/// An error if a text is too large or too dense to be read to its end: in the rest, nothing tells the article from the
/// markup.
pub fn check_readable(text: &str) -> Result<(), String> {
    if is_read_whole(text) {
        Ok(())
    } else {
        Err("is too large or too dense to be read to its end; split it".into())
    }
}

/// Bytes of a file, or of standard input for `-`; the error has the reason and a remedy.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = if path == Path::new(STDIN) { read_stdin() } else { read_bytes(path) };
    bytes.map_err(|error| match error {
        ReadError::NotAFile if path.is_dir() => "is a directory, not a file".into(),
        error => reason(&error),
    })
}

fn read_stdin() -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > MAX_BYTES { Err(ReadError::TooLarge(length, MAX_BYTES)) } else { Ok(bytes) }
}

/// Reason why a document could not be read, with a remedy.
pub fn reason(error: &ReadError) -> String {
    match error {
        ReadError::Io(error) => io_reason(error),
        ReadError::NotAFile => "is not a regular file; save its content as one, or pipe it to `-`".into(),
        ReadError::NotUtf8(_, None) => format!("{error}; save it as UTF-8"),
        ReadError::NotUtf8(_, Some(encoding)) | ReadError::Utf16(encoding) => {
            format!("{error}; save it as UTF-8, or convert it with `ascribe import --encoding {encoding}`")
        }
        ReadError::TooLarge(..) | ReadError::IndexFull(_) => format!("{error}; split it"),
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
