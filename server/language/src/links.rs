//! Links and emphasis of Markdown around words: `[Lena Brandt](https://example.org) said`, `**Lena Brandt** said`. Without
//! their marks and addresses, the words are as they are elsewhere.

use std::ops::Range;

/// Maximum length of the text and of the address of a link, in bytes.
const LONGEST: usize = 300;

/// Marks of links and emphasis, and the addresses of links, as byte ranges in order.
///
/// ```
/// let text = "[Lena Brandt](https://example.org) **said** so.";
/// let mut words = String::from(text);
/// for marks in ascribe_language::links::link_marks(text).into_iter().rev() {
///     words.replace_range(marks, "");
/// }
/// assert_eq!(words, "Lena Brandt said so.");
/// ```
pub fn link_marks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (bracket, _) in text.match_indices("](") {
        let floor = found.last().map_or(0, |last| last.end).max(bracket.saturating_sub(LONGEST));
        let before = text.as_bytes().get(floor..bracket).unwrap_or_default();
        let opening = before.iter().rposition(|byte| matches!(byte, b'[' | b'\n' | b']' | b'{'));
        let Some(opening) = opening.map(|at| floor + at).filter(|at| text[*at..].starts_with('[')) else {
            continue;
        };
        let address = text.as_bytes()[bracket + 2..].iter().take(LONGEST);
        let end = address.take_while(|byte| !matches!(byte, b')' | b'\n' | b' ' | b'(')).count();
        let closing = bracket + 2 + end;
        if end == 0 || opening + 1 == bracket || !text[closing..].starts_with(')') {
            continue;
        }
        let is_image = text[..opening].ends_with('!');
        found.push(opening - usize::from(is_image)..opening + 1);
        found.push(bracket..closing + 1);
    }
    found.extend(emphasis(text, &found));
    found.sort_by_key(|range| range.start);
    found
}

/// Pairs of `**` in one line, around words.
fn emphasis(text: &str, links: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut last = 0;
    for (at, mark) in text.match_indices("**") {
        if open.is_some_and(|_| text[last..at].contains('\n')) {
            open = None;
        }
        last = at + mark.len();
        let is_in_link = links.partition_point(|link| link.end <= at);
        if links.get(is_in_link).is_some_and(|link| link.start < last) {
            continue;
        }
        let (before, behind) = (text[..at].chars().next_back(), text[last..].chars().next());
        match open {
            Some(first) if before.is_some_and(|c| !c.is_whitespace()) => {
                // “**11.20** The water board says” keeps the time apart from the name.
                let goes_on = text[last..].trim_start().chars().next();
                let is_part = before == Some(':')
                    || goes_on.is_none_or(|c| c.is_lowercase() || c == ',' || c == ':' || c == '(');
                if is_part {
                    found.extend([first..first + mark.len(), at..last]);
                }
                open = None;
            }
            _ => open = behind.filter(|c| !c.is_whitespace() && *c != '*').map(|_| at),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::link_marks;

    fn without(text: &str) -> String {
        let mut words = String::from(text);
        link_marks(text).into_iter().rev().for_each(|marks| words.replace_range(marks, ""));
        words
    }

    #[test]
    fn marks_around_words_go() {
        for (text, words) in [
            ("[Ann](http://a.example/x) said", "Ann said"),
            ("“Yes,” [Ann](http://a.example) and [Bo](b) said", "“Yes,” Ann and Bo said"),
            ("**Ann:** Yes. **Bo:** No.", "Ann: Yes. Bo: No."),
            ("**[Ann](a)** said", "Ann said"),
            ("![A boat](boat.png) sank", "A boat sank"),
        ] {
            assert_eq!(without(text), words);
        }
    }

    #[test]
    fn all_else_stays() {
        for text in [
            "[sic] (2016)",
            "[](a)",
            "[a\nb](c)",
            "](",
            "2 ** 3 ** 4",
            "**",
            "****",
            "[a](b",
            "[a](b c)",
            "[a](“é",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
