//! Recognition of declared names in plain prose.
//!
//! An actor's name and each `aka` is matched as whole words, longest match first, optionally with a possessive and an
//! initial capital. A blank in a name matches any white space, even a line end. Markup between the words is ignored.

use crate::document::BlockAt;
use crate::model::{Annotation, BlockKind, BlockRange, Declaration};
use aho_corasick::AhoCorasick;
use ascribe_language::words::{is_word, joins};
use std::collections::BTreeMap;
use std::ops::Range;

/// A mention of an actor by name in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Byte range in the document.
    pub range: Range<usize>,
    /// Id of the actor.
    pub id: Box<str>,
}

/// Matcher for the names of actors.
#[derive(Debug, Clone)]
pub struct Names {
    /// `None` if there are no names.
    search: Option<AhoCorasick>,
    /// Actor of each pattern; `None` for an ambiguous name, which several actors share.
    ids: Vec<Option<Box<str>>>,
}

impl Names {
    /// Creates a matcher for the names of these actors.
    pub fn new<'a>(declarations: impl Iterator<Item = &'a Declaration>) -> Self {
        let mut names: BTreeMap<String, Option<Box<str>>> = BTreeMap::new();
        for declaration in declarations {
            for pattern in declaration.names().flat_map(patterns) {
                let id = names.entry(pattern).or_insert_with(|| Some(declaration.id.clone()));
                if id.as_deref() != Some(&declaration.id) {
                    *id = None;
                }
            }
        }
        let (patterns, ids): (Vec<String>, _) = names.into_iter().unzip();
        // Fails only for more patterns than fit in memory.
        let search = AhoCorasick::new(&patterns).ok();
        Self { search: search.filter(|_| !patterns.is_empty()), ids }
    }

    /// Mentions in a paragraph, in order. Text in braces is ignored, apart from article text that an unclosed
    /// annotation has swallowed.
    pub fn mentions(&self, at: BlockAt<'_>) -> Vec<Mention> {
        let (Some(search), BlockKind::Paragraph(_)) = (&self.search, &at.block.kind) else {
            return Vec::new();
        };
        let prose = Prose::of(at);
        let mut whole: Vec<_> = search
            .find_overlapping_iter(&prose.text)
            .filter(|found| is_whole(&prose.text, found.range()))
            .collect();
        whole.sort_by_key(|found| (found.start(), std::cmp::Reverse(found.end())));
        let mut mentions = Vec::new();
        let mut from = 0;
        for found in whole {
            if found.start() < from {
                continue;
            }
            from = found.end();
            if let Some(id) = &self.ids[found.pattern().as_usize()] {
                let start = prose.offset(found.start());
                let end = prose.offset(found.end() - 1) + 1;
                mentions.push(Mention { range: at.start + start..at.start + end, id: id.clone() });
            }
        }
        mentions
    }
}

/// Spellings of a name: as it is, and with a capital at the start of a sentence.
fn patterns(name: &str) -> impl Iterator<Item = String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = name.chars();
    let first = chars.next().filter(|c| c.is_lowercase());
    let capital = first.map(|first| first.to_uppercase().chain(chars).collect::<String>());
    std::iter::once(name.clone()).chain(capital.filter(|capital| *capital != name))
}

/// Whether the match is not part of a longer word.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let name = &text[range.clone()];
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else { return false };
    let mut behind = text[range.end..].chars();
    // “O'Brien” does not mention “O”; “Brien's” mentions “Brien”.
    let goes_on = match behind.next() {
        Some('-' | '\u{2010}' | '\u{2011}') => behind.next().is_some_and(is_word),
        Some('\'' | '’') => {
            let rest: String = behind.take_while(|c| is_word(*c)).collect();
            !(rest.is_empty() || rest == "s" || rest == "S")
        }
        next => next.is_some_and(|next| joins(last, next)),
    };
    let mut before = text[..range.start].chars().rev();
    let comes_from = match before.next() {
        Some('-' | '\u{2010}' | '\u{2011}' | '\'' | '’') => before.next().is_some_and(is_word),
        before => before.is_some_and(|before| joins(before, first)),
    };
    !goes_on && !comes_from
}

/// Words of a paragraph without markup, with white space collapsed.
struct Prose {
    text: String,
    /// For each segment of `text`, its start in `text` and in the block.
    stretches: Vec<(usize, usize)>,
}

impl Prose {
    fn of(at: BlockAt<'_>) -> Self {
        let block = at.block;
        let mut prose = Self { text: String::with_capacity(block.len()), stretches: Vec::new() };
        let mut from = 0;
        let annotations = block.marked().iter().filter_map(|marked| marked.annotation.as_ref());
        let unfinished: Vec<BlockRange> =
            annotations.filter(|annotation| !annotation.closed).map(Annotation::written).collect();
        for markup in block.markup(BlockRange::new(0, block.content)) {
            let written = unfinished.iter().find(|written| written.start == markup.start);
            prose.push(&block.text[from..markup.start as usize], from);
            from = written.unwrap_or(&markup).end as usize;
        }
        prose.push(&block.text[from..block.content], from);
        prose
    }

    fn push(&mut self, text: &str, start: usize) {
        let mut blank = self.text.ends_with(' ');
        let mut next = true;
        for (i, c) in text.char_indices() {
            let is_blank = c.is_whitespace();
            if is_blank && blank {
                next = true;
                continue;
            }
            if next || is_blank {
                self.stretches.push((self.text.len(), start + i));
                next = is_blank;
            }
            self.text.push(if is_blank { ' ' } else { c });
            blank = is_blank;
        }
    }

    /// Converts a byte offset in the prose to one in the block.
    fn offset(&self, at: usize) -> usize {
        let i = self.stretches.partition_point(|(start, _)| *start <= at);
        let (start, offset) = i.checked_sub(1).map_or((0, 0), |i| self.stretches[i]);
        offset + (at - start)
    }
}
