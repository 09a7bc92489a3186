//! How far the text of a document is read, so that its memory is bounded.
//!
//! Tree, model and findings take memory for each sign of the markup, not for each byte: prose costs little, `[a]{}` many
//! times its text. The weight of a text counts both. A text above the limit is read up to a line at which a block may
//! start; the rest is one block that is kept as it is.

use ropey::{Rope, RopeSlice};

/// Maximum weight of the text that is read of a document. An annotated article reaches it at about 12 MB, a text of
/// nothing but markup at 1 MB.
pub const MAX_WEIGHT: usize = 1 << 20;

/// Bytes that weigh as much as one sign.
const BYTES_PER_SIGN: usize = 64;

/// Number of bytes in a part of a text that may start or end a node of the tree: line ends, brackets, braces, quotation
/// marks, and the signs of ids, items, notes and escapes.
pub(crate) fn signs(text: RopeSlice<'_>) -> usize {
    text.chunks().map(|chunk| chunk.bytes().filter(|byte| is_sign(*byte)).count()).sum()
}

/// Whether a text is read to its end: see [`MAX_WEIGHT`].
pub fn is_read_whole(text: &str) -> bool {
    weight_of(text) <= MAX_WEIGHT
}

/// Weight of a text: one for each sign, and one for each 64 bytes.
pub fn weight_of(text: &str) -> usize {
    weight(text.len(), text.bytes().filter(|byte| is_sign(*byte)).count())
}

/// Weight of a text with this length in bytes and number of [`signs`].
pub(crate) fn weight(bytes: usize, signs: usize) -> usize {
    signs + bytes / BYTES_PER_SIGN
}

/// Byte offset up to which a text is read of which no more than `most` weight may be: the last start of a line, up to
/// there, after a blank line or with the sign of a declaration or a note.
pub(crate) fn end_of_reading(text: &Rope, most: usize) -> usize {
    let (mut end, mut signs) = (0, 0);
    // Whether the line has had nothing but blanks so far.
    let mut is_blank = true;
    let mut before = b'\n';
    for (at, byte) in text.bytes().enumerate() {
        if weight(at, signs) > most {
            break;
        }
        // A line feed after a carriage return belongs to the same line end.
        if matches!(before, b'\n' | b'\r') && (before, byte) != (b'\r', b'\n') {
            if is_blank || matches!(byte, b'@' | b'^' | b'%') {
                end = at;
            }
            is_blank = true;
        }
        is_blank &= matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        signs += usize::from(is_sign(byte));
        before = byte;
    }
    end
}

/// Whether a byte may start or end a node. Of the quotation marks outside ASCII it is the first byte: of « and » it is
/// `C2`, of those in the block of general punctuation `E2`, of 「 and 」 `E3`.
fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        b'\n'
            | b'\r'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'"'
            | b'\''
            | b'`'
            | b'\\'
            | b'@'
            | b'^'
            | b'#'
            | b'%'
            | b'='
            | b':'
            | b','
            | b';'
            | b'!'
            | 0xC2
            | 0xE2
            | 0xE3
    )
}
