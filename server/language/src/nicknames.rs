//! Nicknames in quotation marks inside names: `Ada “Addy” Keller`. Nobody says them, and without them the name is as it
//! is elsewhere.

use crate::actor_words::is_any;
use crate::full_names::word_behind;
use crate::normal_form::normal;
use crate::words::is_word;
use std::ops::Range;

/// A name in normal form, without nicknames.
pub fn without_nicknames(name: &str) -> String {
    let mut name = normal(name.trim()).into_owned();
    for nickname in nicknames(&name).into_iter().rev() {
        name.replace_range(nickname, "");
    }
    name
}

/// Quotation marks that may stand around a nickname: opening and closing ones.
const MARKS: [(&[&str], &[&str]); 4] = [
    (&["``", "''"], &["''"]),
    (&["\"", "“", "”", "„", "‟", "＂"], &["\"", "“", "”", "＂"]),
    (&["«", "»"], &["«", "»"]),
    (&["'", "‘", "’", "‚", "‹", "`"], &["'", "’", "‘", "›"]),
];

/// Nicknames in quotation marks inside names, each with the marks and the blank behind: `“Addy” ` in
/// `Ada “Addy” Keller`. Without them, the name is as it is elsewhere.
pub fn nicknames(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (blank, _) in text.match_indices(is_blank) {
        let start = blank + text[blank..].chars().next().map_or(1, char::len_utf8);
        let is_behind = found.last().is_none_or(|last| last.end <= start);
        let is_mark = !text[start..].starts_with(is_word);
        if is_behind
            && is_mark
            && let Some(end) = nickname_end(text, blank, start)
        {
            found.push(start..end);
        }
    }
    found
}

/// The nickname whose opening mark is at byte `start`, as in [`nicknames`].
pub fn nickname_at(text: &str, start: usize) -> Option<Range<usize>> {
    let (blank, _) = text[..start].char_indices().next_back().filter(|(_, c)| is_blank(*c))?;
    Some(start..nickname_end(text, blank, start)?)
}

/// Whether a blank may stand before a nickname; another line may be another paragraph.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

/// End of the nickname at byte `start`, behind a blank.
fn nickname_end(text: &str, blank: usize, start: usize) -> Option<usize> {
    /// Maximum length of a nickname in bytes.
    const LONGEST: usize = 40;
    /// Maximum number of words of a nickname; one that starts with “the” may have two more.
    const WORDS: usize = 2;
    let rest = &text[start..];
    let opens = |marks: &&(&[&str], &[&str])| marks.0.iter().any(|mark| rest.starts_with(mark));
    let (opening, closing) = MARKS.iter().find(opens)?;
    let open = opening.iter().find(|mark| rest.starts_with(**mark))?;
    let name = text[..blank].rsplit(|c: char| !is_word(c) && c != '-' && c != '.').next()?;
    let is_first = name.starts_with(char::is_uppercase)
        && (!name.ends_with('.') || name.chars().count() == 2)
        && !is_any(&["not", "before-name", "particle"], name);
    if !is_first {
        return None;
    }
    let inside = &rest[open.len()..];
    let near = inside.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST);
    let (length, close) = near
        .filter_map(|at| closing.iter().find(|mark| inside[at..].starts_with(**mark)).map(|mark| (at, *mark)))
        .find(|(at, mark)| !inside[at + mark.len()..].starts_with(is_word))?;
    let words: Vec<&str> = inside[..length].split_whitespace().collect();
    let starts_with_the = words.first().is_some_and(|first| first.eq_ignore_ascii_case("the"));
    let most = if starts_with_the { WORDS + 2 } else { WORDS };
    let is_small = |word: &&str| matches!(*word, "the" | "of" | "and" | "a" | "da" | "de");
    let is_name = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && word.chars().all(|c| is_word(c) || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let is_nickname = !words.is_empty()
        && words.len() <= most
        && words.iter().all(|word| is_small(word) || is_name(word))
        && words.last().is_some_and(|last| is_name(last) && !last.ends_with('.'))
        && !inside[..length].ends_with('\'');
    let behind = start + open.len() + length + close.len();
    let surname = word_behind(text, behind);
    let is_surname = surname.starts_with(char::is_uppercase) && !is_any(&["not", "before-name"], surname);
    let blank = text[behind..].chars().next().map_or(0, char::len_utf8);
    (is_nickname && is_surname).then_some(behind + blank)
}

#[cfg(test)]
mod tests {
    use super::{nickname_at, nicknames};

    #[test]
    fn nicknames_stand_in_marks_inside_names() {
        for (text, found) in [
            ("said Ada “Addy” Quill", "“Addy” "),
            ("said Ada \"Addy\" Quill", "\"Addy\" "),
            ("said Ada 'Addy' Quill", "'Addy' "),
            ("said Ada ‘Addy’ Quill", "‘Addy’ "),
            ("said Ada ``Addy'' Quill", "``Addy'' "),
            ("said Ada «Addy» Quill", "«Addy» "),
            ("said J. “Addy” Quill", "“Addy” "),
            ("Tim \"The Big Tree\" Oakes", "\"The Big Tree\" "),
        ] {
            let ranges = nicknames(text);
            assert_eq!(
                ranges.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(),
                [found],
                "{text}"
            );
            assert_eq!(nickname_at(text, ranges[0].start).as_ref(), ranges.first(), "{text}");
        }
        for text in [
            "said Ada “Addy.” Quill left",
            "said Ada. “Addy” Quill",
            "said Ada, “Addy” Quill",
            "she said “Never” Quill",
            "Ada said “We lost.” Quill left",
            "In “Hamlet” Quill sings",
            "told Quill “Yes” Monday",
            "Ada “would not go” Quill",
            "Ada “Addy” said",
            "Ada “Addy",
            "“Ada” Quill",
        ] {
            assert!(nicknames(text).is_empty(), "{text}");
        }
    }
}
