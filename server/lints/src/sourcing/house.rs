//! Words of the article that the house has an opinion about.

use crate::Context;
use ascribe_language::normal_form::{Form, NormalText};
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, BlockRange, Marked};
use ascribe_markup::policy::house::{Advice, HouseList, fold, words};

/// Stands for a quotation, and is in no entry that has words on both sides of it.
const QUOTATION: &str = "[";

/// Words that an entry finds.
pub(crate) struct HouseWords<'a> {
    /// Extent of the words, with markup between them.
    pub extent: BlockRange,
    /// The words in normal form, on one line.
    pub text: String,
    /// Opinion of the house about them.
    pub advice: &'a Advice,
}

/// Words of a block outside of quotations that an entry of a list finds, in text order. Where several entries begin, the
/// longest one decides.
pub(crate) fn house_words<'a>(context: &Context<'a>, list: HouseList) -> Vec<HouseWords<'a>> {
    let block = context.at.block;
    let policy = &context.scope.policy;
    if block.paragraph().is_none() || !policy.has_house(list) {
        return Vec::new();
    }
    let prose = prose(block);
    let text = prose.text();
    let folded = fold(text);
    // Folding keeps the number of words: it turns letters into letters.
    let (spelled, keys) = (words(text), words(&folded));
    let mut found = Vec::new();
    let mut at = 0;
    while at < keys.len().min(spelled.len()) {
        let Some((entry, count)) = policy.house_entry_at(list, &folded, keys[at..].iter()) else {
            at += 1;
            continue;
        };
        let last = spelled.get(at + count - 1).unwrap_or(&spelled[at]);
        let range = spelled[at].start..last.end;
        at += count;
        let is_found = entry.advice != Advice::Accept && !is_contracted(&text[range.end..]);
        let written = &text[range.clone()];
        if is_found && entry.finds(written) {
            let original = prose.original(range.clone());
            let extent = BlockRange::new(original.start, original.end);
            found.push(HouseWords { extent, text: written.to_owned(), advice: &entry.advice });
        }
    }
    found
}

/// Whether the word before goes on behind an apostrophe, as in “can't”, and is not a possessive.
fn is_contracted(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix('\'') else { return false };
    words(rest).first().is_some_and(|word| word.start == 0 && !rest[word.clone()].eq_ignore_ascii_case("s"))
}

/// Words of a paragraph without markup and quotations, in normal form.
fn prose(block: &Block) -> NormalText {
    let mut prose = NormalText::with_capacity(Form::Compared, block.len());
    let is_quoted = |marked: &&Marked| marked.is_quotation() || marked.kind() == Kind::Quote;
    let mut quoted = block.marked().iter().filter(is_quoted).map(|marked| marked.extent).peekable();
    let end = BlockRange::new(block.content, block.content);
    let mut from = 0;
    for markup in block.markup(BlockRange::new(0, block.content)).into_iter().chain([end]) {
        // Quotations inside of one, and markup inside of it, lie before `from`.
        while let Some(quotation) = quoted.next_if(|quotation| quotation.start <= markup.start) {
            let (start, end) = (quotation.start as usize, quotation.end as usize);
            if start >= from {
                prose.push(&block.text[from..start], from);
                prose.push(QUOTATION, start);
            }
            from = from.max(end);
        }
        let (start, end) = (markup.start as usize, markup.end as usize);
        if start >= from {
            prose.push(&block.text[from..start], from);
        }
        from = from.max(end);
    }
    prose
}
