//! Readings of paragraphs, kept with their blocks: a paragraph is read once for each context that the one before it gives.

use crate::text::article::words;
use ascribe_attribution::{Before, FeatureCache, Reading, read_again, read_paragraph};
use ascribe_markup::model::Block;
use std::sync::OnceLock;

/// The readings of one block, in the slot [`Block::speech`]: a list linked by first use.
#[derive(Default)]
struct Readings {
    first: Link,
}

type Link = OnceLock<Box<Known>>;

struct Known {
    before: Before,
    reading: Reading,
    next: Link,
}

/// The reading of a block: who says what in the article's own words. Ranges are bytes of these words, as
/// [`PlainArticle`](crate::text::article::PlainArticle) has them, without the blanks around them. The block is read when this is first asked for a context.
pub fn reading(block: &Block, before: Before) -> &Reading {
    // Only a quotation at the very start can go on with what was said before.
    let is_apart = block.text.trim_start().starts_with(char::is_alphanumeric);
    let before = if is_apart { Before::default() } else { before };
    let mut link = &block.speech.get_or_init(Readings::default).first;
    loop {
        let known = link.get_or_init(|| {
            let words = words(block);
            let words = words.text();
            let mut reading = match block.speech.session() {
                Some(session) => read_again(words.trim(), before, session.get_or_init(FeatureCache::default)),
                None => read_paragraph(words.trim(), before),
            };
            reading.statements.shrink_to_fit();
            Box::new(Known { before, reading, next: Link::default() })
        });
        if known.before == before {
            return &known.reading;
        }
        link = &known.next;
    }
}

/// The number of times that a block was read.
pub fn times_read(block: &Block) -> usize {
    let readings = block.speech.get::<Readings>();
    let first = readings.and_then(|readings| readings.first.get());
    std::iter::successors(first, |known| known.next.get()).count()
}
