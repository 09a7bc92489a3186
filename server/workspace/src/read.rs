//! Reads documents.

use crate::decoding::{likely_encoding, unmarked_utf16};
use std::fmt;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

/// Maximum size of an article in bytes; larger files are rejected.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Character that marks a file as UTF-8 if it is the first one.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reason why a document could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// Error of the operating system.
    Io(std::io::Error),
    /// A folder, a device or a pipe.
    NotAFile,
    /// Size in bytes, and the maximum.
    TooLarge(u64, u64),
    /// Offset of the first byte that is not UTF-8, and the name of the encoding that the file seems to have.
    NotUtf8(usize, Option<&'static str>),
    /// The index has no room for its summary; the maximum in bytes.
    IndexFull(usize),
    /// UTF-16 without a byte order mark, which would be read as UTF-8 full of zero bytes; its name.
    Utf16(&'static str),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotAFile => f.write_str("not a regular file"),
            Self::TooLarge(bytes, most) => {
                write!(f, "too large: {bytes} bytes (at most {most})")
            }
            Self::IndexFull(most) => {
                write!(f, "the documents before it take up the {} MB of the index", most / (1024 * 1024))
            }
            Self::NotUtf8(at, None) => write!(f, "not valid UTF-8 at byte {at}"),
            Self::NotUtf8(at, Some(likely)) => {
                write!(f, "not valid UTF-8 at byte {at}, looks like {likely}")
            }
            Self::Utf16(encoding) => write!(f, "encoded as {encoding}, not as UTF-8"),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the text of a file, unchanged: for commands that write it back.
///
/// # Errors
/// If the file cannot be read, is not a regular file, is too large, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    text_of(read_bytes(path)?)
}

/// Reads the bytes of a file.
///
/// # Errors
/// If the file cannot be read, is not a regular file, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_up_to(path, MAX_BYTES)
}

/// Reads the bytes of a file, unless it has more than `most`.
fn read_up_to(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    // Checked before opening, since opening a pipe blocks until there is a writer.
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    bytes_of(path, &metadata, most)
}

/// Reads the text of a file as an editor shows it, so that positions in it are those of the editor: see [`as_shown`]. It may
/// have `most` bytes.
///
/// # Errors
/// As [`read_text`].
pub(crate) fn read_shown(path: &Path, most: u64) -> Result<String, ReadError> {
    text_of(read_up_to(path, most)?).map(as_shown)
}

/// Text of a file without a byte order mark at its start. Editors keep that mark for the next save, but count and send
/// neither it nor its column. A second one, or one elsewhere, is a character of the text.
pub(crate) fn as_shown(mut text: String) -> String {
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    text
}

/// Reads the text of a file with this metadata, unless it has more than `most` bytes.
pub(crate) fn read_file(path: &Path, metadata: &Metadata, most: u64) -> Result<String, ReadError> {
    text_of(bytes_of(path, metadata, most)?)
}

fn bytes_of(path: &Path, metadata: &Metadata, most: u64) -> Result<Vec<u8>, ReadError> {
    if metadata.len() > most {
        return Err(ReadError::TooLarge(metadata.len(), most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // The file may grow in the meantime.
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(ReadError::TooLarge(bytes.len() as u64, most));
    }
    Ok(bytes)
}

/// Text of the bytes of a document from any origin.
///
/// # Errors
/// If there are too many, or they are not UTF-8.
pub fn text_of(bytes: Vec<u8>) -> Result<String, ReadError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge(bytes.len() as u64, MAX_BYTES));
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return Err(ReadError::Utf16(encoding));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        ReadError::NotUtf8(at, likely_encoding(error.as_bytes()))
    })
}
