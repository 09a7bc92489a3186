//! “A statement from the harbour board reads: …”: who speaks in a short text is its author, if the words name one. A report or a
//! study speaks for itself.

use crate::phrases::words::{Word, words};
use crate::text::article::PlainArticle;
use ascribe_attribution::Statement;
use std::ops::Range;

/// Nouns for short texts, in lower case.
const TEXTS: [&str; 14] = [
    "statement",
    "letter",
    "post",
    "tweet",
    "message",
    "email",
    "e-mail",
    "memo",
    "release",
    "note",
    "announcement",
    "notice",
    "reply",
    "telegram",
];

/// Maximum number of words before the noun.
const FARTHEST: usize = 4;

/// Makes the author of a text the source of a statement whose source is the text.
pub(crate) fn with_author(article: &PlainArticle, statement: &mut Statement) {
    let Some(source) = statement.source.clone() else { return };
    let all = words(article.slice(source.clone()), source.start);
    let Some(noun) = all.iter().take(FARTHEST + 1).position(is_text) else { return };
    let author = match (&all[..noun], &all[noun + 1..]) {
        // “The family's statement”
        ([author @ .., s], []) if matches!(s.text, "'s" | "’s") => author.first().zip(author.last()),
        _ => {
            statement.source = author_of(&all[noun..]).or(Some(source));
            return;
        }
    };
    if let Some((first, last)) = author {
        statement.source = Some(first.start..last.end());
    }
}

fn is_text(word: &Word<'_>) -> bool {
    TEXTS.contains(&word.text.to_lowercase().as_str())
}

/// Byte range of the author of a text that is the first word: “statement from the harbour board”, “letter signed by Ada Berg”.
pub(crate) fn author_of(words: &[Word<'_>]) -> Option<Range<usize>> {
    let (noun, behind) = words.split_first()?;
    let author = match behind {
        [by, author @ ..] if matches!(by.text, "from" | "by") => author,
        [issued, by, author @ ..]
            if matches!(issued.text, "issued" | "released" | "posted" | "signed" | "sent" | "published")
                && by.text == "by" =>
        {
            author
        }
        _ => return None,
    };
    let (first, last) = author.first().zip(author.last())?;
    is_text(noun).then(|| first.start..last.end())
}
