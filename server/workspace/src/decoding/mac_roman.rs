//! Recognises Mac Roman, which the detector of the web does not know.

use encoding_rs::{Encoding, MACINTOSH};

/// Oddity below which a guess is kept: one word may be an unusual name.
const LEAST: usize = 2;

/// Mac Roman, if the bytes make odd words in the guessed encoding and hardly any in that one.
pub(super) fn if_likelier(bytes: &[u8], guess: &'static Encoding) -> &'static Encoding {
    let (guessed, _) = guess.decode_without_bom_handling(bytes);
    let (mac, _) = MACINTOSH.decode_without_bom_handling(bytes);
    let (guessed, mac) = (oddity(&guessed), oddity(&mac));
    if guessed >= LEAST && guessed > mac * 4 { MACINTOSH } else { guess }
}

/// Weighted number of places that no word and no sentence has.
fn oddity(text: &str) -> usize {
    let mut before = ' ';
    let mut odd = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            odd += oddity_of(before, c, after);
        }
        before = c;
    }
    odd
}

/// Oddity of a character beyond ASCII between its neighbours: a capital or a symbol within a word, a letter of another
/// script, a capital where a quotation mark would be, a control character.
fn oddity_of(before: char, c: char, after: char) -> usize {
    let within_word = before.is_alphabetic() && after.is_alphabetic();
    match c {
        '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER => 2,
        '’' | '‘' | '–' | '—' | '\u{a0}' | '…' | '·' | '\u{ad}' => 0,
        c if c.is_alphabetic() && !is_latin(c) => {
            2 * usize::from(before.is_ascii_alphabetic() || after.is_ascii_alphabetic())
        }
        c if c.is_uppercase() && before.is_lowercase() => 2,
        c if c.is_uppercase() && matches!(before, '.' | ',' | '!' | '?') && after.is_whitespace() => 2,
        c if c.is_uppercase() => usize::from(before.is_alphabetic() && after.is_lowercase()),
        c if c.is_alphabetic() => 0,
        _ => 2 * usize::from(within_word),
    }
}

fn is_latin(c: char) -> bool {
    c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c)
}
