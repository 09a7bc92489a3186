//! Datelines: the place, and often the day, before a dash at the start of a paragraph: “MARLOW, March 13 – ”.

use crate::phrases::words::{self, Word};

/// Maximum length of a dateline in bytes.
const LONGEST: usize = 70;

/// End of the dateline of a paragraph (byte offset in its text), behind the dash and blanks; 0 if it has none.
pub fn dateline_end(text: &str) -> usize {
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let start = &text[..limit];
    let dashes = ["–", "—", "―", "--", " - "];
    let Some((at, dash)) = dashes.iter().filter_map(|dash| Some((start.find(dash)?, dash.len()))).min()
    else {
        return 0;
    };
    let words = words::words(&start[..at], 0);
    if !is_place_and_day(&words) {
        return 0;
    }
    let behind = &text[at + dash..];
    at + dash + (behind.len() - behind.trim_start().len())
}

/// Whether the words start with a place in capitals, and have nothing but places, days and agencies behind it.
fn is_place_and_day(words: &[Word<'_>]) -> bool {
    let is_shout = |word: &Word<'_>| {
        word.text.chars().filter(|c| c.is_alphabetic()).count() > 2
            && !word.text.chars().any(char::is_lowercase)
    };
    let is_part = |word: &Word<'_>| {
        word.is_capital()
            || word.is("particle")
            || !word.is_word()
            || word.text.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word.text, "of" | "the" | "upon" | "on")
    };
    words.first().is_some_and(is_shout)
        && words.iter().all(is_part)
        && !words.iter().any(|word| word.text == ":")
}

#[cfg(test)]
mod tests {
    use super::dateline_end;

    #[test]
    fn a_place_in_capitals_before_a_dash_is_a_dateline() {
        for (text, rest) in [
            ("ALDERTON – Two guards were charged.", "Two guards were charged."),
            ("MARLOW, March 13 - Bank received bonds.", "Bank received bonds."),
            ("PORT TOLVIK, Norway (Dagens) — The quay sank.", "The quay sank."),
            ("NEW MARLOW -- Nobody came.", "Nobody came."),
        ] {
            assert_eq!(&text[dateline_end(text)..], rest);
        }
        for text in [
            "“ALDERTON – that is where we live,” she said.",
            "NASA said the probe – the third – was lost.",
            "Alderton – Two guards were charged.",
            "MOE: We won – at last.",
            "A man – nobody knew him – came.",
            "",
        ] {
            assert_eq!(dateline_end(text), 0, "{text}");
        }
    }
}
