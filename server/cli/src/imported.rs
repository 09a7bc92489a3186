//! Reads files of other tools, and makes documents of their articles.

use crate::input;
use ascribe_formats::import::{ImportFormat, ImportedArticle, ImportedFile, LabelKinds, format_of_ending};
use ascribe_workspace::decoding::{DecodedText, NamedEncoding, decode};
use flate2::read::MultiGzDecoder;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// Maximum size of a file when it is unpacked, in bytes.
const MOST_UNPACKED: u64 = ascribe_workspace::MAX_BYTES;

/// Bytes with which a file starts that is compressed with gzip.
pub const GZIP: &[u8] = b"\x1f\x8b";

/// Number of bytes at the start of a page in which browsers look for its encoding.
const HEAD: usize = 1024;

/// Format that the ending of a file's name tells; `.gz` behind it is passed over.
pub fn format_of(path: &Path) -> Option<&'static ImportFormat> {
    let path = unpacked_name(path);
    path.extension().and_then(|ending| ending.to_str()).and_then(format_of_ending)
}

/// Reads the articles of a file, and the text beside it if the format has one.
pub fn read(
    format: &ImportFormat,
    path: &Path,
    kinds: &LabelKinds,
    named: Option<NamedEncoding>,
) -> Result<Vec<ImportedArticle>, String> {
    let bytes = unpacked(input::bytes(path)?)?;
    let content = if let Some(entry) = format.archived() {
        ascribe_workspace::text_of(archived(&bytes, entry)?).map_err(|error| input::reason(&error))?
    } else if format.is_article() {
        decode_page(bytes, named)?.text
    } else {
        ascribe_workspace::text_of(bytes).map_err(|error| input::reason(&error))?
    };
    let text = if format.has_text {
        let beside = path.with_extension("txt");
        input::read(&beside).map_err(|reason| format!("the text, {}, {reason}", beside.display()))?
    } else {
        String::new()
    };
    let name = unpacked_name(path);
    let name = name.file_stem().unwrap_or_default().to_string_lossy();
    (format.read)(&ImportedFile { name: &name, content: &content, text: &text, kinds })
}

/// Path without the ending of a compressed file.
pub fn unpacked_name(path: &Path) -> PathBuf {
    let is_packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    if is_packed { path.with_extension("") } else { path.to_path_buf() }
}

/// Bytes of a file, unpacked if they are compressed with gzip.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(GZIP) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let result = MultiGzDecoder::new(&bytes[..]).take(MOST_UNPACKED + 1).read_to_end(&mut unpacked);
    result.map_err(|error| format!("is a damaged gzip file: {error}; download it again"))?;
    if unpacked.len() as u64 > MOST_UNPACKED {
        return Err(format!("too large: more than {MOST_UNPACKED} bytes when unpacked; split it"));
    }
    Ok(unpacked)
}

/// File of a ZIP archive.
fn archived(bytes: &[u8], entry: &str) -> Result<Vec<u8>, String> {
    let wrong = |error: ZipError| format!("is no document of a word processor ({error}); save it as .docx");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
    let mut content = Vec::new();
    let file = archive.by_name(entry).map_err(wrong)?;
    let result = file.take(MOST_UNPACKED + 1).read_to_end(&mut content);
    result.map_err(|error| format!("is a damaged document: {error}; save it again"))?;
    if content.len() as u64 > MOST_UNPACKED {
        return Err(format!("too large: more than {MOST_UNPACKED} bytes when unpacked; split it"));
    }
    Ok(content)
}

/// Decodes a page: in the encoding that is named, or else the one that the page declares, or else the one that its bytes
/// show.
fn decode_page(bytes: Vec<u8>, named: Option<NamedEncoding>) -> Result<DecodedText, String> {
    let decoded = match named.or_else(|| declared_encoding(&bytes)) {
        Some(encoding) => decode(bytes.clone(), Some(encoding)).or_else(|error| {
            // Pages may declare what they are not.
            if named.is_some() { Err(error) } else { decode(bytes, None) }
        }),
        None => decode(bytes, None),
    };
    decoded.map_err(|error| error.to_string())
}

/// Encoding that a page declares in a `meta` element or in the declaration of XML.
fn declared_encoding(bytes: &[u8]) -> Option<NamedEncoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let mut declarations = head.split('<').filter(|tag| tag.starts_with("meta") || tag.starts_with("?xml"));
    let label = |tag: &str| {
        let (_, rest) = tag.split_once("charset").or_else(|| tag.split_once("encoding"))?;
        let label = rest
            .trim_start()
            .strip_prefix('=')?
            .trim_start_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace());
        let end =
            label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
        Some(label[..end].to_owned())
    };
    let label = declarations.find_map(label)?;
    // A declaration that can be read byte by byte is not in UTF-16.
    (!label.starts_with("utf-16")).then(|| label.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{NamedEncoding, declared_encoding};

    #[test]
    fn pages_declare_their_encoding() {
        for (page, expected) in [
            ("<meta charset=\"ISO-8859-2\">", Some("ISO-8859-2")),
            ("<META CHARSET = 'koi8-r'>", Some("KOI8-R")),
            ("<meta http-equiv=content-type content=\"text/html; charset=shift_jis\">", Some("Shift_JIS")),
            ("<?xml version=\"1.0\" encoding=\"windows-1252\"?><html>", Some("windows-1252")),
            ("<meta charset=utf-16>", None),
            ("<meta charset=nonsense>", None),
            ("<p>charset=koi8-r</p>", None),
            ("", None),
        ] {
            assert_eq!(declared_encoding(page.as_bytes()).map(NamedEncoding::name), expected, "{page}");
        }
    }
}
