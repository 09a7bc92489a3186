//! The headline, if the first line looks like one.

use super::{byline, dateline, is_address, is_first_name, is_name_word, written_date};

/// Openings of lines above the headline of a press release.
const NOTICES: [&str; 6] = [
    "for immediate release",
    "embargoed",
    "not for release",
    "press release",
    "news release",
    "media release",
];

/// Words that only captions and credits have.
const CREDITS: [&str; 4] = ["Photo", "Picture:", "Image:", "©"];

/// Headline among the first `head` paragraphs, those above the text. `is_apart` says behind which ones a blank line is.
pub(super) fn find<'a>(paragraphs: &'a [String], head: usize, is_apart: &[bool]) -> Option<&'a str> {
    let is_notice = |line: &String| NOTICES.iter().any(|notice| line.to_lowercase().starts_with(notice));
    let at = paragraphs.iter().take(head).position(|line| !is_notice(line))?;
    let first = &paragraphs[at];
    let label = first.split_once(": ").map(|(label, _)| format!("{label}:"));
    let is_label = label.is_some_and(|label| {
        let mut others = paragraphs.iter().enumerate().filter(|(other, _)| *other != at);
        !label.chars().any(char::is_lowercase) || others.any(|(_, line)| line.starts_with(&label))
    });
    let line = first.trim_start_matches("# ");
    let is_alone = is_apart.get(at) == Some(&true) || paragraphs.get(at + 1).is_some_and(|next| is_new(next));
    (!is_label && is_alone && is_title(line)).then_some(line)
}

/// Whether a line with no blank line before it does not carry on the one above, as those of wrapped copy do.
fn is_new(line: &str) -> bool {
    /// Length of a line in characters that no wrapped copy has.
    const LONG: usize = 120;
    let is_paragraph = line.chars().count() > LONG && !line.starts_with(char::is_lowercase);
    is_paragraph || byline::read(line, false).is_some() || written_date::of_line(line).is_some()
}

fn is_title(line: &str) -> bool {
    /// Length in words, and of one in capitals only, which may be a label such as “THE FACTS”.
    const WORDS: std::ops::RangeInclusive<usize> = 3..=22;
    const CAPITALS: usize = 4;
    /// Maximum length in characters.
    const LONGEST: usize = 160;
    let words: Vec<&str> = line.split(' ').collect();
    let is_capitals = !line.chars().any(char::is_lowercase);
    let opens = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“‘\"'«".contains(c));
    let ends = line
        .trim_end_matches(['”', '"', '’', '\'', '»'])
        .ends_with(|c: char| c.is_alphanumeric() || "?!)%".contains(c));
    let is_quotation = line.starts_with(['“', '"', '«']) && line.ends_with(['”', '"', '»']);
    let is_name = words.len() <= 4 && is_first_name(words[0]) && words.iter().all(|word| is_name_word(word));
    let is_time = words[0].contains([':', '.']) && words[0].starts_with(|c: char| c.is_ascii_digit());
    WORDS.contains(&words.len())
        && (!is_capitals || words.len() >= CAPITALS)
        && line.chars().count() <= LONGEST
        && opens
        && ends
        && !is_quotation
        && !is_name
        && !is_time
        && !CREDITS.iter().any(|credit| line.contains(credit))
        && !["Dear ", "Q: ", "A: "].iter().any(|start| line.starts_with(start))
        && !is_address(line)
        && byline::read(line, false).is_none()
        && written_date::of_line(line).is_none()
        && dateline::read(line, line).is_none()
}

#[cfg(test)]
mod tests {
    use super::find;

    fn is_title(line: &str) -> bool {
        find(&[line.to_owned(), "Moe: yes, it does.".to_owned()], 1, &[true, true]).is_some()
    }

    #[test]
    fn headlines_are_told_from_other_first_lines() {
        for line in [
            "Ferry sinks off Lund",
            "Will the ferry sail again?",
            "‘It was dark’: how a ferry sank",
            "“It was dark”: a sailor remembers",
            "Ferry, 40, sinks (again)",
            "SIX QUESTIONS FOR A FERRYMAN",
            "# Ferry sinks off Lund",
        ] {
            assert!(is_title(line), "{line}");
        }
        for line in [
            "The ferry sank off Lund.",
            "“It was dark,” he said.",
            "“It was dark”",
            "Nell Aske",
            "Maria Aske Lund",
            "By Nell Aske and Tor Lie",
            "Monday, 3 March 2014",
            "THE FACTS",
            "ANCHOR: the ferry has sunk",
            "Moe: does it hold",
            "Dear Aunt Nell of Lund",
            "Sir,",
            "10.15 The ferry has sunk",
            "The quay at Lund. Photo: Aske",
            "https://herald.example/boats",
            "LUND, March 3, 2014",
        ] {
            assert!(!is_title(line), "{line}");
        }
    }

    #[test]
    fn a_notice_above_the_headline_is_skipped() {
        let head = ["FOR IMMEDIATE RELEASE".to_owned(), "Ferry sinks off Lund".to_owned()];
        assert_eq!(find(&head, 2, &[true, true]), Some("Ferry sinks off Lund"));
    }

    #[test]
    fn a_line_of_wrapped_copy_is_none() {
        let found = |next: &str| {
            let lines = ["Ferry sinks off Lund".to_owned(), next.to_owned()];
            find(&lines, 1, &[false, false]).is_some()
        };
        assert!(!found("and Monday was a wet day too.") && !found("Monday was a wet day too."));
        assert!(found("By Nell Aske") && found("3 March 2014") && found(&"Monday was a wet day. ".repeat(6)));
    }
}
