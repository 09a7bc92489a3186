//! Sources of which the engine found a part: “Frances” of “Frances Lowe”, “Tidewrack” of “the menu at Tidewrack”.

use crate::phrases::offices;
use crate::phrases::words::{self, Word, runs};
use crate::text::article::PlainArticle;
use ascribe_attribution::Statement;
use std::ops::Range;

/// Words of a source as a whole: up to the end of its name, and with the noun of which it is a complement.
pub(crate) fn whole(
    article: &PlainArticle,
    source: &Range<usize>,
    paragraph: usize,
    statement: &Statement,
) -> Range<usize> {
    /// Maximum distance of the sentence's start and of the end of a name, in bytes.
    const FARTHEST: usize = 400;
    let Some(paragraph) = article.paragraphs.get(paragraph).map(|it| it.range.clone()) else {
        return source.clone();
    };
    if source.start < paragraph.start || source.end > paragraph.end {
        return source.clone();
    }
    let first = article.text.floor_char_boundary(source.start.saturating_sub(FARTHEST)).max(paragraph.start);
    // The first line of wrapped copy may be a paragraph of its own.
    let behind = article.text.get(paragraph.end..).unwrap_or_default();
    let is_wrapped = behind.starts_with('\n') && !behind.starts_with("\n\n");
    let limit = if is_wrapped { article.text.len() } else { paragraph.end };
    let last = article.text.floor_char_boundary(source.end + FARTHEST).min(limit);
    let words = words::words(article.slice(first..last), first);
    if let Some(name) = named_before(source, &words) {
        return name;
    }
    let start = complemented(article, source, &words, statement).unwrap_or(source.start);
    let end = name_end(source, &words);
    // Capitalised words behind may be the cue and the content.
    let others = statement.content.iter().chain(&statement.cue);
    let is_free = others.into_iter().all(|other| other.end <= source.end || end <= other.start);
    start..if is_free { end } else { source.end }
}

/// “Acme Group (NYSE: ACM) said”: the name before the parentheses of which the source is a part.
fn named_before(source: &Range<usize>, words: &[Word<'_>]) -> Option<Range<usize>> {
    /// Maximum number of words before the source in the parentheses.
    const FARTHEST: usize = 2;
    let at = words.iter().position(|word| word.start == source.start)?;
    let is_last = words.get(at + 1).is_some_and(|close| close.text == ")");
    let is_ticker = words[at].end() == source.end && !words[at].text.contains(char::is_lowercase);
    let open = (at.saturating_sub(FARTHEST + 1)..at).rev().find(|open| words[*open].text == "(")?;
    let is_mark =
        |word: &Word<'_>| word.text == ":" || !word.text.contains(char::is_lowercase) || word.is("outlet");
    let name_end = if open > 0 && words[open - 1].text == "." { open - 1 } else { open };
    let run = runs(&words[..name_end]).pop().filter(|run| run.end == name_end)?;
    let is_inside = words[open + 1..at].iter().all(|word| is_mark(word) || words[at - 1].text == ":");
    (is_last && is_ticker && is_inside).then(|| words[run.start].start..words[run.end - 1].end())
}

/// End of the name with which a source ends, if that is cut.
fn name_end(source: &Range<usize>, words: &[Word<'_>]) -> usize {
    let Some(last) = words.iter().position(|word| word.end() == source.end) else { return source.end };
    let run = runs(words).into_iter().find(|run| run.contains(&last));
    let end = run.map_or(last + 1, |run| run.end);
    // “head girl at St Brigid's,”
    match words.get(end..) {
        Some([owner, comma, ..]) if matches!(owner.text, "'s" | "’s") && comma.text == "," => owner.end(),
        // “the mayor's office”
        Some([owner, noun, ..]) if matches!(owner.text, "'s" | "’s") && is_source_noun(noun) => noun.end(),
        _ => words[end - 1].end(),
    }
}

/// Whether what somebody has may speak: “office”, “lawyer”, “sister”.
fn is_source_noun(noun: &Word<'_>) -> bool {
    let is_listed = ["organisation", "role", "group"].iter().any(|list| noun.is(list));
    !noun.is_capital() && (is_listed || offices::is_kinship(noun.text))
}

/// Start of the words of which the source, directly before the cue, is the complement: “The menu at …”, “A post shared on …”.
fn complemented(
    article: &PlainArticle,
    source: &Range<usize>,
    words: &[Word<'_>],
    statement: &Statement,
) -> Option<usize> {
    /// Maximum number of words before the source.
    const LONGEST: usize = 14;
    let cue = statement.cue.as_ref().filter(|cue| cue.start >= source.end)?;
    let at = words.iter().position(|word| word.start == source.start)?;
    let link = at.checked_sub(1).filter(|link| matches!(words[*link].text, "at" | "on" | "of" | "in"))?;
    // “viewed 2.1 million times”
    let is_decimal = |at: usize| {
        let number = |word: &Word<'_>| word.text.bytes().all(|byte| byte.is_ascii_digit());
        words[at].text == "." && at > 0 && number(&words[at - 1]) && words.get(at + 1).is_some_and(number)
    };
    let is_end = |at: &usize| !words[*at].is_word() && !is_decimal(*at);
    let start = (0..link).rev().find(is_end).map_or(0, |end| end + 1);
    let before = words.get(start..link).filter(|before| (1..LONGEST).contains(&before.len()))?;
    let is_plain = |word: &Word<'_>| !offices::is_finite(word.text) && !word.is("speech");
    let opens = matches!(before[0].text, "A" | "An" | "The" | "One" | "This") || !before[0].is("not");
    (opens
        && before[0].is_capital()
        && before.iter().all(is_plain)
        && article.slice(source.end..cue.start).trim().is_empty())
    .then(|| before[0].start)
}
