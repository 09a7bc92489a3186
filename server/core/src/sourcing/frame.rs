//! The words around what is said: those of its sentence that stand before and behind it.

use crate::lexicon::{self, Lexicon, Stance};
use crate::model::vocabulary::Kind;
use crate::model::{Block, Extent, Marked};
use crate::scope::Scope;
use crate::sentences::{ends_sentence, sentences};
use crate::words::is_word;
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

/// The word lists for the language of a document.
pub(crate) fn lexicon(scope: &Scope) -> Option<&'static Lexicon> {
    lexicon::of(scope.document.front_matter("lang").map_or("en", |lang| &lang.value))
}

/// Whether something is said in it: a quotation, a claim or an opinion.
pub fn is_statement(marked: &Marked) -> bool {
    matches!(marked.kind(), Kind::Claim | Kind::Quote | Kind::Opinion)
}

/// The words of the sentence that stand before a quotation or span, back to the statement before it.
pub fn before(block: &Block, marked: &Marked) -> Vec<Word> {
    let end = marked.extent.start as usize;
    let all = block.marked();
    let place = all.partition_point(|other| other.extent.start < marked.extent.start);
    // The one before stands beside this one, or inside of one that does.
    let others = all[..place].iter().rev().filter(|other| is_statement(other)).take(NEAR);
    let ends = others.map(|other| other.whole().end as usize).filter(|other| *other <= end);
    let start = ends.max().unwrap_or(0);
    let sentences = sentences(&block.text, start..end, &[]);
    let last = sentences.last().filter(|last| !ends_sentence(&block.text, (*last).clone()));
    last.map_or_else(Vec::new, |last| words(block, last.start..end))
}

/// The words of the sentence that stand behind a quotation or span, up to the next statement. Behind a quotation that
/// is a sentence of its own there are none.
pub fn behind(block: &Block, marked: &Marked) -> Vec<Word> {
    if marked.is_quotation() && block.slice(marked.content).trim_end().ends_with('.') {
        return Vec::new();
    }
    let start = marked.whole().end as usize;
    let all = block.marked();
    let place = all.partition_point(|other| (other.extent.start as usize) < start);
    let next = all[place..].iter().find(|other| is_statement(other));
    let end = next.map_or(block.content, |next| next.extent.start as usize).max(start);
    let sentences = sentences(&block.text, start..end, &[]);
    // A full stop directly behind is the end of its sentence.
    let first = sentences.first().filter(|first| {
        let text = &block.text[(*first).clone()];
        !text.starts_with(['.', ';', '!', '?'])
    });
    first.map_or_else(Vec::new, |first| words(block, start..first.end))
}

/// The number of statements before one that are looked at for the last of them.
const NEAR: usize = 8;

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

/// The verb that introduces a quotation or span, if there is a plain one: the last before it, or the first behind it
/// where that is its tag (“…,” she said).
pub(crate) fn cue(lexicon: &Lexicon, block: &Block, marked: &Marked) -> Option<Cue> {
    tag(lexicon, block, marked).or_else(|| {
        let words = before(block, marked);
        let near = words.len().saturating_sub(REACH);
        let place = (near..words.len()).rev().find(|place| is_verb(lexicon, &words, *place))?;
        // A comma parts it from what it introduces, but for the one directly before that.
        let is_apart = words[place + 1..].iter().any(|word| word.is_parted);
        (!is_apart && !is_denied(lexicon, &words, place)).then(|| Cue::of(lexicon, &words, place))
    })
}

/// A verb that introduces something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    /// The verb.
    pub verb: Word,
    /// Whether the one before it in its sentence says that something is said: “said she believes”.
    pub is_told: bool,
}

impl Cue {
    fn of(lexicon: &Lexicon, words: &[Word], place: usize) -> Self {
        let is_told = words[..place].iter().any(|word| lexicon.verb(&word.lower, Stance::Says).is_some());
        Self { verb: words[place].clone(), is_told }
    }
}

/// The number of words between a verb and what it introduces at most.
const REACH: usize = 6;

/// The verb behind a quotation or span to which a comma, or a mark at its end, shows it to belong.
fn tag(lexicon: &Lexicon, block: &Block, marked: &Marked) -> Option<Cue> {
    let text = &block.text[marked.whole().end as usize..];
    let ends = block.slice(marked.content).trim_end().ends_with([',', '?', '!', '—', '–', '-', '…']);
    if !(text.starts_with([',', '—']) || (marked.is_quotation() && ends)) {
        return None;
    }
    let words = behind(block, marked);
    let place = (0..words.len().min(REACH)).find(|place| is_verb(lexicon, &words, *place))?;
    let is_apart = words[..=place].iter().skip(1).any(|word| word.is_parted);
    let starts = place == 0 || is_subject(lexicon, &words[0]);
    (!is_apart && starts && !is_denied(lexicon, &words, place)).then(|| Cue::of(lexicon, &words, place))
}

/// Whether a word can start the name of somebody who speaks.
fn is_subject(lexicon: &Lexicon, word: &Word) -> bool {
    word.is_capital || lexicon.is("pronouns", &word.lower) || lexicon.is("articles", &word.lower)
}

/// Whether a word is a form of a known verb, and no noun.
fn is_verb(lexicon: &Lexicon, words: &[Word], place: usize) -> bool {
    if !lexicon.is_verb(&words[place].lower) {
        return false;
    }
    let may_be_noun = lexicon.may_be_noun(&words[place].lower);
    let before = place.checked_sub(1).map(|before| &words[before]);
    let is_named = match before {
        Some(before) => {
            lexicon.is("pronouns", &before.lower)
                || (before.is_capital
                    && !lexicon.is("articles", &before.lower)
                    && !before.lower.ends_with("'s")
                    && !before.lower.ends_with("’s"))
        }
        // “…,” claims the mayor.
        None => words.get(1).is_some_and(|next| is_subject(lexicon, next)) && !words[0].is_capital,
    };
    !may_be_noun || (is_named && !words[place].is_parted) || (is_named && place == 0)
}

/// Whether nobody does what the verb says: it is denied, only possible, or in the passive.
fn is_denied(lexicon: &Lexicon, words: &[Word], place: usize) -> bool {
    let before = &words[place.saturating_sub(2)..place];
    before.iter().any(|word| lexicon.is("denying", &word.lower))
}
