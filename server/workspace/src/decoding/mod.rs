//! Decodes the bytes of a plain article: UTF-8, UTF-16 or an encoding of the time before. A document is UTF-8 only; this
//! is for texts that become one.

mod mac_roman;
mod named;
mod utf16;

pub use named::NamedEncoding;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::fmt;

/// Text of an article, in UTF-8 now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText {
    /// The text. The byte order mark of UTF-16 is not part of it; that of UTF-8 is, since it is kept byte for byte.
    pub text: String,
    /// Name of the encoding it had, unless that was UTF-8.
    pub encoding: Option<&'static str>,
}

/// Place in the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BytePlace {
    /// Offset in bytes, from 0.
    pub at: usize,
    /// Line, from 1.
    pub line: usize,
}

/// Reason why bytes could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// A kind of file that holds more than text, such as `a PDF file`.
    NotText(&'static str),
    /// An encoding that is recognised, but not supported.
    Unsupported(&'static str),
    /// UTF-8 but for a few bytes, the first of them here.
    DamagedUtf8(BytePlace),
    /// Not UTF-8 at this place, and nothing tells which encoding it is.
    Unknown(BytePlace),
    /// Not valid at this place in the encoding that was named.
    Invalid(&'static str, BytePlace),
    /// The byte order mark is that of the first encoding; the second one was named.
    OtherMark(&'static str, &'static str),
}

impl fmt::Display for BytePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {} (line {})", self.at, self.line)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText(kind) => write!(f, "is {kind}, not plain text"),
            Self::Unsupported(encoding) => write!(f, "is encoded as {encoding}, which is not supported"),
            Self::DamagedUtf8(place) => write!(f, "not valid UTF-8 at {place}, though most of it is"),
            Self::Unknown(place) => write!(f, "not valid UTF-8 at {place}, and its encoding is not clear"),
            Self::Invalid(encoding, place) => write!(f, "not valid {encoding} at {place}"),
            Self::OtherMark(mark, named) => {
                write!(f, "starts with the byte order mark of {mark}, so it is not {named}")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

impl BytePlace {
    fn of(bytes: &[u8], at: usize) -> Self {
        let before = &bytes[..at.min(bytes.len())];
        let ends = before.iter().enumerate().filter(|(index, byte)| match byte {
            b'\n' => true,
            b'\r' => before.get(index + 1) != Some(&b'\n'),
            _ => false,
        });
        Self { at, line: ends.count() + 1 }
    }
}

/// Starts of files that are not plain text, with their kind.
const SIGNATURES: [(&[u8], &str); 11] = [
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a ZIP file or a document of a word processor"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of a word processor"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\0", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
];

const BINARY: &str = "binary data";

/// Number of control characters below which a text is never taken for binary data.
const FEW_CONTROLS: usize = 8;

/// Number of bytes below which nothing tells their encoding.
const FEW_BYTES: usize = 3;

/// Number of bytes at the start of a document that are looked at to name its likely encoding.
const SAMPLE: usize = 1 << 20;

/// Decodes bytes in the named encoding; without a name, in the one that the bytes show.
///
/// # Errors
/// If the bytes are no text, or not one in this encoding. Nothing is replaced.
pub fn decode(bytes: Vec<u8>, named: Option<NamedEncoding>) -> Result<DecodedText, DecodeError> {
    let Some(named) = named else { return decode_unnamed(bytes) };
    match byte_order_mark(&bytes) {
        Some(mark) if named.allows(mark) => decode_marked(bytes, mark),
        Some(mark) => Err(DecodeError::OtherMark(mark.name(), named.name())),
        None => {
            let encoding = named.encoding(&bytes);
            if encoding == UTF_8 { decode_utf8(bytes) } else { decode_as(&bytes, 0, encoding) }
        }
    }
}

/// Name of the encoding that bytes seem to have, if they are not UTF-8 and not damaged UTF-8.
pub fn likely_encoding(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    decode_unnamed(sample.to_vec()).ok()?.encoding
}

/// Name of the UTF-16 that bytes are in without saying so, if they are.
pub fn unmarked_utf16(bytes: &[u8]) -> Option<&'static str> {
    utf16::without_mark(bytes).map(Encoding::name)
}

fn decode_unnamed(bytes: Vec<u8>) -> Result<DecodedText, DecodeError> {
    if let Some((_, kind)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(DecodeError::NotText(kind));
    }
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(DecodeError::Unsupported("UTF-32"));
    }
    if let Some(mark) = byte_order_mark(&bytes) {
        return decode_marked(bytes, mark);
    }
    if let Some(encoding) = utf16::without_mark(&bytes) {
        return decode_as(&bytes, 0, encoding);
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) if is_binary(text.chars()) => return Err(DecodeError::NotText(BINARY)),
        Ok(text) => return Ok(DecodedText { text, encoding: None }),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let place = BytePlace::of(&bytes, at);
    if bytes.contains(&0) || is_binary(bytes.iter().copied().map(char::from)) {
        return Err(DecodeError::NotText(BINARY));
    }
    if is_mostly_utf8(&bytes) {
        return Err(DecodeError::DamagedUtf8(place));
    }
    if bytes.len() < FEW_BYTES {
        return Err(DecodeError::Unknown(place));
    }
    let encoding = guess(&bytes);
    decode_as(&bytes, 0, encoding).map_err(|_| DecodeError::Unknown(place))
}

fn decode_utf8(bytes: Vec<u8>) -> Result<DecodedText, DecodeError> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(DecodedText { text, encoding: None }),
        Err(error) => {
            let place = BytePlace::of(error.as_bytes(), error.utf8_error().valid_up_to());
            Err(DecodeError::Invalid(UTF_8.name(), place))
        }
    }
}

/// Decodes bytes that start with the byte order mark of this encoding.
fn decode_marked(bytes: Vec<u8>, mark: &'static Encoding) -> Result<DecodedText, DecodeError> {
    if mark != UTF_8 {
        return decode_as(&bytes, 2, mark);
    }
    decode_utf8(bytes).map_err(|error| match error {
        DecodeError::Invalid(_, place) => DecodeError::DamagedUtf8(place),
        error => error,
    })
}

fn byte_order_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

/// Decodes the bytes from `start` on; nothing is replaced.
fn decode_as(bytes: &[u8], start: usize, encoding: &'static Encoding) -> Result<DecodedText, DecodeError> {
    let invalid = |at: usize| DecodeError::Invalid(encoding.name(), BytePlace::of(bytes, at));
    let coded = &bytes[start..];
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(coded) else {
        return Err(invalid(start + first_invalid(coded, encoding)));
    };
    // The standard of the web gives bytes without a character to control characters, which no article has.
    if encoding.is_single_byte()
        && let Some(at) = text.chars().position(|c| ('\u{80}'..='\u{9f}').contains(&c) && c != '\u{85}')
    {
        return Err(invalid(start + at));
    }
    Ok(DecodedText { text: text.into_owned(), encoding: Some(encoding.name()) })
}

/// Offset of the first byte that is not valid.
fn first_invalid(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut decoded = [0; 4096];
    let mut from = 0;
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[from..], &mut decoded, true);
        from += read;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => return from,
            DecoderResult::Malformed(invalid, after) => {
                return from.saturating_sub(usize::from(invalid) + usize::from(after));
            }
        }
    }
}

/// Whether a text has too many control characters to be one.
fn is_binary(chars: impl Iterator<Item = char>) -> bool {
    let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\t'..='\r' | '\u{1b}');
    let (mut all, mut controls) = (0_usize, 0_usize);
    for c in chars {
        all += 1;
        controls += usize::from(is_control(c));
    }
    controls >= FEW_CONTROLS && controls * 10 > all * 3
}

/// Whether more characters beyond ASCII are right in UTF-8 than wrong.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > 0 && right >= wrong
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    mac_roman::if_likelier(bytes, guess)
}
