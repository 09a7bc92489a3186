//! Bylines: who wrote the article.

use super::{is_first_name, is_name_word};
use crate::phrases::words::is;

/// Openings of a byline.
const OPENINGS: [&str; 8] =
    ["by ", "reviewed by ", "written by ", "words by ", "words: ", "text by ", "story by ", "reporting by "];

/// Openings in other languages, not for the first line, which may be “Von Moe wins”.
const FOREIGN: [&str; 6] = ["Von ", "Par ", "Por ", "Door ", "Av ", "Di "];

/// Maximum length of a name behind these, in words.
const FOREIGN_WORDS: usize = 4;

/// A byline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Byline {
    /// Names as written.
    pub author: String,
    /// Whom they write for, if that is clear.
    pub outlet: Option<String>,
}

/// Reads a line that is a byline and nothing else. A first line may be a headline (“By Land and Sea”), so there a name must
/// be a known one.
pub(super) fn read(line: &str, is_first: bool) -> Option<Byline> {
    /// Maximum length of the names in words.
    const LONGEST: usize = 9;
    let small = line.to_lowercase();
    let foreign = FOREIGN.iter().find(|opening| !is_first && line.starts_with(**opening));
    let opening = OPENINGS.iter().find(|opening| small.starts_with(**opening)).or(foreign)?;
    let names = line.get(opening.len()..)?.trim();
    // “BY ZEBULON ASKE FOR THE GAZETTE”
    let small = names.to_ascii_lowercase();
    let ends = [", ", " for ", " in ", " at ", " – ", " — ", " - ", " ("];
    let end = ends.iter().filter_map(|end| small.find(end).map(|at| (at, *end))).min();
    let (author, behind) = match end {
        // “By Nell Aske, Tor Lie and Ida Moe”: a list of authors is one of names.
        Some((_, ", ")) if is_list(names) => (names, ""),
        Some((at, end)) => (&names[..at], names[at + end.len()..].trim()),
        None => (names, ""),
    };
    let words: Vec<&str> = author.split(' ').collect();
    // “By Local Democracy Reporter Zebulon Aske”
    let office = words.iter().rposition(|word| is("role", word)).filter(|at| at + 2 < words.len());
    let words = words.get(office.map_or(0, |at| at + 1)..).unwrap_or_default();
    let author = words.join(" ");
    if foreign.is_some() && words.len() > FOREIGN_WORDS {
        return None;
    }
    let is_name = words.iter().all(|word| is_name_word(word) || matches!(*word, "and" | "&"));
    let is_known = !is_first || words.first().is_some_and(|word| is_first_name(word));
    (is_name && is_known && (2..=LONGEST).contains(&words.len()) && !author.ends_with('.'))
        .then(|| Byline { author, outlet: outlet(behind) })
}

/// Whether a text is a list of names with “and” before the last one.
fn is_list(text: &str) -> bool {
    let Some((names, last)) = text.rsplit_once(" and ") else { return false };
    let is_name = |name: &str| {
        let words: Vec<&str> = name.trim().split(' ').collect();
        words.len() > 1 && words.iter().all(|word| is_name_word(word))
    };
    names.split(", ").chain([last]).all(is_name)
}

/// Name of an outlet: capitals and a word such as “Herald”.
pub(super) fn outlet(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_name = words.iter().all(|word| is_name_word(word));
    let is_shout = !text.chars().any(char::is_lowercase);
    (is_name && !is_shout && words.iter().any(|word| is("outlet", word))).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::read;

    fn both(line: &str, is_first: bool) -> Option<(String, Option<String>)> {
        read(line, is_first).map(|byline| (byline.author, byline.outlet))
    }

    #[test]
    fn bylines_are_read() {
        for (line, author, outlet) in [
            ("By Zebulon Aske", "Zebulon Aske", None),
            ("by ZEBULON ASKE", "ZEBULON ASKE", None),
            ("By Zebulon Aske and Tor van den Lie", "Zebulon Aske and Tor van den Lie", None),
            ("By Zebulon Aske, Tor Lie and Ida Moe", "Zebulon Aske, Tor Lie and Ida Moe", None),
            ("By Zebulon Aske, political editor", "Zebulon Aske", None),
            ("By Zebulon Aske in Lund", "Zebulon Aske", None),
            ("By Zebulon Aske for the Lund Gazette", "Zebulon Aske", None),
            ("By Zebulon Aske, Lund Gazette", "Zebulon Aske", Some("Lund Gazette")),
            ("Reviewed by Z. O’Aske", "Z. O’Aske", None),
            ("BY ZEBULON ASKE FOR THE LUND GAZETTE", "ZEBULON ASKE", None),
            ("By Local Democracy Reporter Zebulon Aske", "Zebulon Aske", None),
            ("Par Zebulon Aske", "Zebulon Aske", None),
            ("Von Zebulon van den Lie", "Zebulon van den Lie", None),
        ] {
            assert_eq!(both(line, false), Some((author.to_owned(), outlet.map(str::to_owned))), "{line}");
        }
    }

    #[test]
    fn other_lines_are_none() {
        for line in [
            "By train to Lund",
            "By",
            "By noon",
            "By 2030 it will be dry",
            "Bylaws of Lund",
            "By Friday",
            "Novel by Ida Moe",
            "By Zebulon Aske went the road to Lund.",
        ] {
            assert_eq!(both(line, false), None, "{line}");
        }
        assert_eq!(both("By Land and Sea", true), None);
        assert_eq!(both("Von Aske Wins", true), None);
        assert!(both("By Maria Aske", true).is_some());
    }
}
