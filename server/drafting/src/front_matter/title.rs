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

/// Openings of lines that a page puts around an article.
const FURNITURE: [&str; 17] = [
    "contact:",
    "media contact",
    "contact for media",
    "share on ",
    "share this",
    "share via",
    "copy link",
    "comments (",
    "advertisement",
    "listen to this",
    "print this",
    "follow us",
    "sign up",
    "subscribe",
    "skip to",
    "read more",
    "last updated",
];

/// Lines that say only where in a newspaper the article is.
const SECTIONS: [&str; 20] = [
    "opinion",
    "analysis",
    "comment",
    "editorial",
    "obituary",
    "obituaries",
    "news",
    "local news",
    "world news",
    "sport",
    "business",
    "politics",
    "culture",
    "breaking news",
    "exclusive",
    "interview",
    "review",
    "feature",
    "science",
    "health",
];

/// Words that only captions and credits have.
const CREDITS: [&str; 4] = ["Photo", "Picture:", "Image:", "©"];

/// Headline among the first `head` paragraphs, those above the text. `is_apart` says behind which ones a blank line is.
pub(super) fn find<'a>(paragraphs: &'a [String], head: usize, is_apart: &[bool]) -> Option<&'a str> {
    let at = paragraphs.iter().take(head).position(|line| !is_furniture(line))?;
    let first = &paragraphs[at];
    let label = first.split_once(": ").map(|(label, _)| format!("{label}:"));
    let is_label = label.is_some_and(|label| {
        let mut others = paragraphs.iter().enumerate().filter(|(other, _)| *other != at);
        !label.chars().any(char::is_lowercase) || others.any(|(_, line)| line.starts_with(&label))
    });
    let line = without_outlet(first.trim_start_matches("# "));
    let is_alone = is_apart.get(at) == Some(&true) || paragraphs.get(at + 1).is_some_and(|next| is_new(next));
    (!is_label && is_alone && is_title(line)).then_some(line)
}

/// Whether a line above the headline is none: a notice, a path such as “Home > News”, a button, an address.
fn is_furniture(line: &str) -> bool {
    let small = line.to_lowercase();
    let opens = NOTICES.iter().chain(&FURNITURE).any(|opening| small.starts_with(opening));
    let is_path = [" > ", " » ", " › "].iter().any(|sign| line.contains(sign));
    let is_length = small.ends_with(" min read") || small.ends_with(" minute read");
    opens || is_path || is_length || SECTIONS.contains(&small.as_str())
}

/// “Pool is sold | The Daily Sextant”: the headline without the outlet behind it.
fn without_outlet(line: &str) -> &str {
    /// Maximum length of an outlet or a section, in words.
    const LONGEST: usize = 5;
    match line.split_once(" | ") {
        Some((title, rest)) if rest.split(" | ").all(|part| part.split(' ').count() <= LONGEST) => title,
        _ => line,
    }
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
        && !line.contains('@')
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
    fn lines_of_the_page_above_the_headline_are_skipped() {
        for line in [
            "NEWS RELEASE",
            "Contact: Ida Moe, press@lund.example",
            "Home > News > Politics",
            "3 min read",
            "Opinion",
            "Share on Marlow",
        ] {
            let head = [line.to_owned(), "Ferry sinks off Lund | Lund Gazette".to_owned()];
            assert_eq!(find(&head, 2, &[true, true]), Some("Ferry sinks off Lund"), "{line}");
            assert_eq!(find(&head[..1], 1, &[true]), None, "{line}");
        }
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
