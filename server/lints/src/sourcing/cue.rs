//! Cues: the verb that introduces a statement.

use super::reported_speech::ReportedSpeech;
use ascribe_language::lexicon::{Lexicon, VerbEffect};
use ascribe_language::sentences::ends_sentence;
use ascribe_language::words::is_word;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, BlockRange, Marked};
use std::ops::Range;

/// A word of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueWord {
    /// Extent of the word in its block.
    pub extent: BlockRange,
    /// The word in lower case.
    pub lower: String,
    /// Whether the word starts with a capital.
    pub is_capital: bool,
    /// Whether punctuation, such as a comma or dash, precedes the word.
    pub is_parted: bool,
}

/// Whether it is a statement: a quotation, a claim or an opinion.
pub fn is_statement(marked: &Marked) -> bool {
    matches!(marked.kind(), Kind::Claim | Kind::Quote | Kind::Opinion)
}

/// Whether the block contains a word, in lower case, that satisfies `is`: a cheap test before the full analysis.
pub(crate) fn has_word(block: &Block, is: impl Fn(&str) -> bool) -> bool {
    let mut words = block.text[..block.content].split(|c: char| !c.is_alphabetic());
    words.any(|word| if word.contains(char::is_uppercase) { is(&word.to_lowercase()) } else { is(word) })
}

/// First verb of the cue that satisfies `is`, as an index into the words of the block, unless it is negated, modal,
/// passive or a noun.
pub(crate) fn verb(
    lexicon: &Lexicon,
    words: &[CueWord],
    heard: &ReportedSpeech,
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

/// Whether the verb is itself reported: “said she believes”.
pub(crate) fn is_asserted(lexicon: &Lexicon, block: &Block, words: &[CueWord], place: usize) -> bool {
    let end = words[place].extent.start as usize;
    let before = words[..place].iter().rev().take(FAR);
    let mut before = before.take_while(|word| !ends_sentence(&block.text, word.extent.end as usize..end));
    before.any(|word| lexicon.verb(&word.lower, VerbEffect::Says).is_some())
}

/// Maximum number of words to search before a verb.
const FAR: usize = 40;

/// Whether the verb is negated, modal or passive, so that its action does not take place.
pub(crate) fn is_denied(lexicon: &Lexicon, words: &[CueWord], place: usize) -> bool {
    // “is claiming” is not a passive.
    let is_active = |word: &CueWord| words[place].lower.ends_with("ing") && lexicon.is("being", &word.lower);
    let before = &words[place.saturating_sub(2)..place];
    before.iter().any(|word| lexicon.is("denying", &word.lower) && !is_active(word))
}

/// Maximum number of words between a verb and the words that it introduces.
const NEAR: usize = 8;

/// Whether the verb before a byte offset of the block, in its sentence, is negated, modal or passive: in “Lund was accused
/// of …” and “Lund did not say that …”, whoever is named says nothing.
pub(crate) fn is_denied_before(lexicon: &Lexicon, block: &Block, offset: usize) -> bool {
    let start = block.text.floor_char_boundary(offset.saturating_sub(NEAR * 20));
    let words = words(block, start..offset);
    let is_near = |word: &CueWord| !ends_sentence(&block.text, word.extent.end as usize..offset);
    // Past participles end in -ed; the others that matter are listed.
    let is_verb = |word: &CueWord| lexicon.is_verb(&word.lower) || word.lower.ends_with("ed");
    let near = (0..words.len()).rev().take(NEAR).take_while(|place| is_near(&words[*place]));
    let verb = near.into_iter().find(|place| is_verb(&words[*place]));
    verb.is_some_and(|place| is_denied(lexicon, &words, place))
}

/// Whether a word that may be a noun has a subject: “Lund claims”, “…,” claims the mayor.
fn has_subject(lexicon: &Lexicon, words: &[CueWord], heard: &ReportedSpeech, place: usize) -> bool {
    let Some((source, _)) = heard.source else { return false };
    let word = &words[place];
    let is_behind = heard.content.iter().any(|part| part.end <= word.extent.start);
    if source.start >= word.extent.end {
        // In “claims by the mayor”, the source follows a noun.
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

/// Words in a part of a block, outside of markup.
pub fn words(block: &Block, range: Range<usize>) -> Vec<CueWord> {
    let text = &block.text;
    let markup = block.markup(BlockRange::new(range.start, range.end));
    let mut markup = markup.into_iter().peekable();
    let mut words: Vec<CueWord> = Vec::new();
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
            // The full stop of “Mr.” does not separate words.
            parted |= inside.is_none() && !c.is_whitespace() && c != '.';
        }
        at = next;
    }
    if let Some(start) = start {
        words.push(word(text, start..range.end.min(at), parted));
    }
    words
}

fn word(text: &str, range: Range<usize>, is_parted: bool) -> CueWord {
    let word = &text[range.clone()];
    CueWord {
        extent: BlockRange::new(range.start, range.end),
        lower: word.to_lowercase(),
        is_capital: word.starts_with(char::is_uppercase),
        is_parted,
    }
}
