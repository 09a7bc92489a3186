//! Recognises UTF-16 without a byte order mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Number of bytes that are looked at.
const SAMPLE: usize = 64 * 1024;

/// UTF-16 in the byte order of the bytes, if they are such a text: letters, blanks or line ends of ASCII have a zero byte
/// on one side, and only there, and the whole is free of control characters.
pub(super) fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !bytes.len().is_multiple_of(2) || !sample.contains(&0) {
        return None;
    }
    let (mut little, mut big) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        match *pair {
            [low, 0] if is_plain(low) => little += 1,
            [0, low] if is_plain(low) => big += 1,
            _ => {}
        }
    }
    let (encoding, plain) = if little > big * 4 {
        (UTF_16LE, little)
    } else if big > little * 4 {
        (UTF_16BE, big)
    } else {
        return None;
    };
    // A text in UTF-8 may have a few zero bytes; one in UTF-16 seldom is valid UTF-8 without being full of controls.
    if let Ok(text) = std::str::from_utf8(bytes) {
        let units = sample.len() / 2;
        let controls = text.bytes().take(SAMPLE).filter(u8::is_ascii_control).count();
        if plain * 5 < units && controls * 5 < sample.len() {
            return None;
        }
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = |c: char| !c.is_ascii_control() || matches!(c, '\t'..='\r' | '\u{1b}');
    text.chars().all(is_text).then_some(encoding)
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' '..=b'~')
}
