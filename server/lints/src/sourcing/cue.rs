//! The verb among the words that say that something is said.

use super::heard::Heard;
use ascribe_language::lexicon::{Lexicon, Stance};
use ascribe_language::sentences::ends_sentence;
use ascribe_language::words::is_word;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, Extent, Marked};
use std::ops::Range;

/// A word of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in its block.
    pub extent: Extent,
    /// It in small letters.
    pub lower: String,
    /// Whether it starts with a capital.
    pub is_capital: bool,
    /// Whether a comma, a dash or another mark stands before it.
    pub is_parted: bool,
}

/// Whether something is said in it: a quotation, a claim or an opinion.
pub fn is_statement(marked: &Marked) -> bool {
    matches!(marked.kind(), Kind::Claim | Kind::Quote | Kind::Opinion)
}

/// Whether a word of the block, in small letters, is one that is looked for: a first look, before anything is read.
pub(crate) fn has_word(block: &Block, is: impl Fn(&str) -> bool) -> bool {
    let mut words = block.text[..block.content].split(|c: char| !c.is_alphabetic());
    words.any(|word| if word.contains(char::is_uppercase) { is(&word.to_lowercase()) } else { is(word) })
}

/// The verb of a cue that `is` one of those that are looked for, by its place among the words of the block, if
/// somebody does what it says.
pub(crate) fn verb(
    lexicon: &Lexicon,
    words: &[Word],
    heard: &Heard,
    is: impl Fn(&str) -> bool,
) -> Option<usize> {
    let cue = heard.cue?;
    let first = words.partition_point(|word| word.extent.start < cue.start);
    let last = words.partition_point(|word| word.extent.start < cue.end);
    (first..last).find(|place| {
        is(&words[*place].lower)
            && !is_denied(lexicon, words, *place)
            && (!lexicon.may_be_noun(&words[*place].lower) || has_subject(lexicon, words, heard, *place))
    })
}

/// Whether a verb says something only in what somebody else says: “said she believes”.
pub(crate) fn is_told(lexicon: &Lexicon, block: &Block, words: &[Word], place: usize) -> bool {
    let end = words[place].extent.start as usize;
    let before = words[..place].iter().rev().take(FAR);
    let mut before = before.take_while(|word| !ends_sentence(&block.text, word.extent.end as usize..end));
    before.any(|word| lexicon.verb(&word.lower, Stance::Says).is_some())
}

/// The number of words before a verb that are looked at.
const FAR: usize = 40;

/// Whether nobody does what the verb says: it is denied, only possible, or in the passive.
pub(crate) fn is_denied(lexicon: &Lexicon, words: &[Word], place: usize) -> bool {
    // “is claiming” is no passive.
    let is_active = |word: &Word| words[place].lower.ends_with("ing") && lexicon.is("being", &word.lower);
    let before = &words[place.saturating_sub(2)..place];
    before.iter().any(|word| lexicon.is("denying", &word.lower) && !is_active(word))
}

/// Whether a word that may be a noun stands with its subject: “Lund claims”, “…,” claims the mayor.
fn has_subject(lexicon: &Lexicon, words: &[Word], heard: &Heard, place: usize) -> bool {
    let Some((source, _)) = heard.source else { return false };
    let word = &words[place];
    let is_behind = heard.content.iter().any(|part| part.end <= word.extent.start);
    if source.start >= word.extent.end {
        // The source of “claims by the mayor” stands behind a noun.
        let next = words.get(place + 1);
        return is_behind && next.is_some_and(|next| next.extent.start <= source.start + 1);
    }
    let before = words[..place].iter().rev().find(|word| !word.lower.ends_with("ly"));
    before.is_some_and(|before| {
        let owns = before.lower.ends_with("'s") || before.lower.ends_with("’s");
        let is_pronoun = lexicon.is("pronouns", &before.lower);
        is_pronoun
            || (before.extent.end <= source.end
                && before.extent.start >= source.start
                && !owns
                && !lexicon.is("articles", &before.lower))
    })
}

/// The words in a part of a block that stand in no braces.
pub fn words(block: &Block, range: Range<usize>) -> Vec<Word> {
    let text = &block.text;
    let markup = block.markup(Extent::new(range.start, range.end));
    let mut markup = markup.into_iter().peekable();
    let mut words: Vec<Word> = Vec::new();
    let mut start: Option<usize> = None;
    let mut parted = false;
    let mut at = range.start;
    while at < range.end {
        while markup.next_if(|one| one.end as usize <= at).is_some() {}
        let inside = markup.peek().filter(|one| one.start as usize <= at).map(|one| one.end as usize);
        let Some(c) = text[at..range.end].chars().next() else { break };
        let next = inside.unwrap_or(at + c.len_utf8());
        let joins = matches!(c, '\'' | '’' | '-' | '‑')
            && text[next.min(text.len())..].chars().next().is_some_and(is_word);
        let goes_on = inside.is_none() && (is_word(c) || (start.is_some() && joins));
        if goes_on {
            start.get_or_insert(at);
        } else {
            if let Some(start) = start.take() {
                words.push(word(text, start..at, std::mem::take(&mut parted)));
            }
            // The point of “Mr.” parts nothing.
            parted |= inside.is_none() && !c.is_whitespace() && c != '.';
        }
        at = next;
    }
    if let Some(start) = start {
        words.push(word(text, start..range.end.min(at), parted));
    }
    words
}

fn word(text: &str, range: Range<usize>, is_parted: bool) -> Word {
    let word = &text[range.clone()];
    Word {
        extent: Extent::new(range.start, range.end),
        lower: word.to_lowercase(),
        is_capital: word.starts_with(char::is_uppercase),
        is_parted,
    }
}
