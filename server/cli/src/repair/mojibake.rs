//! Undoes mojibake: UTF-8 that was read as windows-1252 or ISO-8859-1, as in `â€œ` for `“`.
//!
//! A sequence is two to four characters whose bytes in windows-1252 are one character in UTF-8. Right texts have such
//! sequences too (`„Spaß“`, `CAFÉ”`), so one is undone only if it is certain by itself, if letters of one script follow
//! each other in it, or if the whole text consists of sequences and ASCII.

use super::{Damage, windows1252::byte_of};
use std::ops::Range;

/// Characters that are one character in UTF-8.
#[derive(Debug)]
struct Sequence {
    /// Range in bytes.
    range: Range<usize>,
    decoded: char,
    /// Its first byte in windows-1252.
    lead: u8,
    /// Its second character.
    second: char,
}

/// Sequences without anything between them.
type Chain = Vec<Sequence>;

/// Undoes one layer of mojibake.
pub(super) fn undo(text: &str, damage: &mut Damage) -> String {
    let (chains, is_whole) = chains(text);
    let is_certain = |chain: &Chain| chain.iter().any(|sequence| sequence.is_certain(text));
    let all = is_whole && chains.iter().any(is_certain);
    // Scripts that are certain, by their first bytes: their words may have one letter.
    let words: Vec<u8> = chains.iter().filter(|chain| has_word(chain)).map(|chain| chain[0].lead).collect();
    let is_known = |chain: &Chain| chain.iter().all(|sequence| words.contains(&sequence.lead));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for chain in &chains {
        if !(all || is_certain(chain) || has_word(chain) || is_known(chain)) {
            continue;
        }
        let range = chain[0].range.start..chain[chain.len() - 1].range.end;
        let decoded: String = chain.iter().map(|sequence| sequence.decoded).collect();
        damage.add(text, range.start, &text[range.clone()], &decoded);
        out.push_str(&text[from..range.start]);
        out.push_str(&decoded);
        from = range.end;
    }
    out + &text[from..]
}

/// Chains of a text, each with at least one sequence, and whether all characters beyond ASCII are in one.
fn chains(text: &str) -> (Vec<Chain>, bool) {
    let mut chains: Vec<Chain> = Vec::new();
    let mut is_whole = true;
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii()) {
        at += next;
        let Some(sequence) = Sequence::read(text, at) else {
            is_whole = false;
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let start = at;
        at = sequence.range.end;
        match chains.last_mut() {
            Some(chain) if chain.last().is_some_and(|last| last.range.end == start) => chain.push(sequence),
            _ => chains.push(vec![sequence]),
        }
    }
    (chains, is_whole)
}

impl Sequence {
    fn read(text: &str, at: usize) -> Option<Self> {
        let mut bytes = [0; 4];
        let mut chars = text[at..].char_indices();
        let lead = byte_of(chars.next()?.1)?;
        let count = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        bytes[0] = lead;
        let (mut second, mut end) = (None, at);
        for byte in &mut bytes[1..count] {
            let (offset, c) = chars.next()?;
            *byte = byte_of(c)?;
            second = second.or(Some(c));
            end = at + offset + c.len_utf8();
        }
        let decoded = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
        Some(Self { range: at..end, decoded, lead, second: second? })
    }

    /// Whether no right text has these characters between these neighbours.
    fn is_certain(&self, text: &str) -> bool {
        let before = text[..self.range.start].chars().next_back().unwrap_or(' ');
        let mut after = text[self.range.end..].chars();
        let (after, behind) = (after.next().unwrap_or(' '), after.next().unwrap_or(' '));
        // `Å’s` is a possessive, `Å’uvre` is not.
        let goes_on = after.is_alphabetic() && (self.second != '’' || behind.is_alphabetic());
        match self.lead {
            0xc2 => {
                let is_quoted = before == '«' && self.second == '»';
                self.decoded >= '\u{a0}' && !is_quoted && !(before.is_uppercase() && may_end(self.second))
            }
            0xc3 => {
                let is_short = before.is_uppercase() && may_end(self.second);
                let is_letter = self.second == '\u{a0}' && !before.is_alphabetic();
                before.is_lowercase()
                    || !is_mark(self.second) && !is_short
                    || is_letter
                    || goes_on && !is_short
            }
            0xc4 | 0xc5 => {
                before.is_lowercase() || goes_on && !may_end(self.second) || goes_on && self.second == '’'
            }
            // The Romanian letters with a comma below.
            0xc8 => ('\u{218}'..='\u{21b}').contains(&self.decoded) && (before.is_lowercase() || goes_on),
            0xe2 => matches!(self.second, '€' | '\u{80}'..='\u{82}' | '‚' | '„' | '\u{84}' | 'ˆ' | '\u{88}'),
            0xef => {
                matches!(self.decoded, '\u{feff}' | '\u{fffd}' | '\u{fb00}'..='\u{fb06}' | '\u{ff00}'..='\u{ffef}')
            }
            0xf0 => matches!(self.second, 'Ÿ' | '\u{9f}'),
            _ => false,
        }
    }
}

/// Whether two letters of one script follow each other.
fn has_word(chain: &Chain) -> bool {
    chain.windows(2).any(|pair| {
        let [one, two] = [&pair[0], &pair[1]].map(|sequence| sequence.decoded);
        one.is_alphabetic() && two.is_alphabetic() && script(one) == script(two)
    })
}

/// Coarse number for the script of a letter.
fn script(letter: char) -> u32 {
    match u32::from(letter) {
        0..0x250 | 0x1e00..0x1f00 => 0,
        0x3000..0xd800 => 1,
        code => code >> 8,
    }
}

/// Whether the character may stand at the end of a word, or between two words.
fn may_end(c: char) -> bool {
    matches!(
        c,
        '’' | '”'
            | '“'
            | '»'
            | '›'
            | '–'
            | '—'
            | '…'
            | '\u{a0}'
            | '\u{ad}'
            | '®'
            | '©'
            | '™'
            | 'ª'
            | 'º'
    )
}

fn is_mark(c: char) -> bool {
    may_end(c) || matches!(c, '‘' | '‚' | '„' | '«' | '‹' | '•')
}
