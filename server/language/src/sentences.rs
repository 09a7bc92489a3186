//! Sentence boundaries.

use std::ops::Range;

/// Words after which a full stop does not end a sentence. The same goes for single letters, and for two letters of
/// which only the first is a capital, as in “Mr.”.
const ABBREVIATIONS: [&str; 31] = [
    "Adm", "Barr", "Capt", "Cllr", "Col", "Dra", "Engr", "Gen", "Gov", "Hon", "Insp", "Mme", "Mrs", "Pres",
    "Prof", "Rep", "Rev", "Sen", "Sgt", "Smt", "Supt", "al", "bl", "ca", "cf", "etc", "kl", "nr", "op", "pp",
    "vs",
];

/// Marks that may follow the final mark of a sentence.
const CLOSERS: [char; 14] = ['"', '\'', '”', '’', '“', '‘', '»', '«', '›', '‹', '」', '』', ')', ']'];

fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_full(c)
}

/// Final marks that need no blank after them.
fn is_full(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// Whether a sentence ends in a byte range of the text: final mark, closing marks, blank, no lower-case letter.
pub fn ends_sentence(text: &str, range: Range<usize>) -> bool {
    let marks = text[range.clone()].char_indices().filter(|(_, c)| is_final(*c));
    marks.map(|(at, c)| (range.start + at, c)).any(|(at, c)| end_behind(text, at, c).is_some())
}

/// Byte offset of the end of the sentence whose final mark is `c` at byte `at`, after closing marks and an annotation;
/// `None` if the mark does not end a sentence.
fn end_behind(text: &str, at: usize, c: char) -> Option<usize> {
    let end = at + c.len_utf8();
    let mut behind = text[end..].trim_start_matches(CLOSERS);
    if behind.starts_with('{') {
        behind = behind.find('}').map_or("", |end| &behind[end + 1..]);
    }
    let next = behind.trim_start();
    let parted = behind.is_empty() || next.len() < behind.len();
    let goes_on = next.starts_with(char::is_lowercase) || (c == '.' && shortens(&text[..at], next));
    (is_full(c) || (parted && !goes_on)).then_some(text.len() - behind.len())
}

/// Whether a full stop after `before` marks an abbreviation or an initial.
fn shortens(before: &str, next: &str) -> bool {
    let start = before.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last();
    let word = start.map_or("", |(at, _)| &before[at..]);
    let mut letters = word.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (None, ..) => false,
        (Some(only), None, _) => !only.is_numeric(),
        (Some(first), Some(second), None) if first.is_alphabetic() && second.is_alphabetic() => {
            (first.is_uppercase() && second.is_lowercase())
                || next.starts_with(char::is_numeric)
                || ABBREVIATIONS.contains(&word)
        }
        _ => ABBREVIATIONS.contains(&word),
    }
}

/// Sentences in a byte range of the text, trimmed. The ranges `whole`, sorted and disjoint, are not split: a sentence
/// continues after one unless it ends with a full stop.
pub fn sentences(text: &str, range: Range<usize>, whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    let mut whole = whole.iter().filter(|one| range.start <= one.start && one.end <= range.end).peekable();
    while let Some(c) = text[at..range.end].chars().next() {
        let mut end = None;
        if let Some(one) = whole.next_if(|one| one.start <= at && at < one.end) {
            at = one.end;
            end = ends_with_stop(text, one).then_some(at);
        } else {
            if is_final(c) {
                end = end_behind(text, at, c).map(|end| end.min(range.end));
            }
            at += c.len_utf8();
        }
        if let Some(end) = end.filter(|end| *end >= at) {
            sentences.push(start..end);
            at = end;
            start = end;
        }
    }
    sentences.push(start..range.end);
    let trimmed = sentences.into_iter().map(|sentence| {
        let words = &text[sentence.clone()];
        let start = sentence.end - words.trim_start().len();
        start..start + words.trim().len()
    });
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether a range, including closing marks and an annotation, ends a sentence: “….” does, but “…!” may be followed by
/// its speaker.
fn ends_with_stop(text: &str, whole: &Range<usize>) -> bool {
    let inside = &text[whole.clone()];
    let words =
        if inside.ends_with('}') { inside.rfind('{').map_or(inside, |at| &inside[..at]) } else { inside };
    let words = words.trim_end_matches(CLOSERS).trim_end();
    let last = words.chars().next_back().filter(|c| matches!(c, '.' | '。'));
    last.is_some_and(|c| {
        let at = whole.start + words.len() - c.len_utf8();
        end_behind(text, at, c).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        let quotations: Vec<_> = text.match_indices('“').zip(text.match_indices('”')).collect();
        let whole: Vec<_> =
            quotations.into_iter().map(|((from, _), (to, _))| from..to + '”'.len_utf8()).collect();
        sentences(text, 0..text.len(), &whole).into_iter().map(|sentence| &text[sentence]).collect()
    }

    #[test]
    fn sentences_end_with_a_mark_before_a_blank() {
        assert_eq!(
            split("It rose. Nobody  saw it!  Who would?"),
            ["It rose.", "Nobody  saw it!", "Who would?"]
        );
        assert_eq!(
            split("It rose (a little.) Then it fell… It is so. She left"),
            ["It rose (a little.)", "Then it fell…", "It is so.", "She left"]
        );
        assert_eq!(split("水位上涨。没有人看见！"), ["水位上涨。", "没有人看见！"]);
        assert_eq!(
            split("in the EU. The council met in 2016. Nobody came."),
            ["in the EU.", "The council met in 2016.", "Nobody came."]
        );
        assert_eq!(split(" \n"), [""; 0]);
    }

    #[test]
    fn abbreviations_initials_and_numbers_end_none() {
        for text in [
            "Mr. Lund and Dr. Moe met Prof. Ek.",
            "J. R. Lund of the U.S. Navy left at 3.5 knots.",
            "The price, e.g. for tea, rose by ca. 3 percent vs. April.",
            "At kl. 9 the lock (no. 12) closed.",
            "www.example.org is down... or is it",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn quotations_stay_whole() {
        assert_eq!(
            split("“It rose. We left,” she said. “Nobody asked.” The end."),
            ["“It rose. We left,” she said.", "“Nobody asked.”", "The end."]
        );
        assert_eq!(
            split("“Was it open? Was it?” Lund asked. He left."),
            ["“Was it open? Was it?” Lund asked.", "He left."]
        );
    }
}
