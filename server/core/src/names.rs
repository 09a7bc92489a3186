//! Recognition of declared names in plain prose.
//!
//! An actor's name and each `aka` is found as whole words, the longest match first, with a possessive
//! behind it allowed; a blank in a name stands for any blanks, a line end among them. What markup stands
//! between the words does not count.

use crate::document::BlockAt;
use crate::model::{Extent, Facts, Namespace};
use crate::scope::Scope;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A name of an actor in the words of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The words, in the document.
    pub range: Range<usize>,
    /// The actor's id.
    pub id: Box<str>,
}

/// Finds the names of the actors of one scope.
#[derive(Debug, Clone)]
pub struct Names {
    /// `None` if there are no names.
    search: Option<AhoCorasick>,
    /// The actor of each pattern; `None` for a name that several actors share, which names none of them.
    ids: Vec<Option<Box<str>>>,
}

impl Names {
    /// The names of the actors that can be named in this scope.
    pub fn new(scope: &Scope) -> Self {
        let mut names: Vec<(String, Option<Box<str>>)> = Vec::new();
        for (_, _, declaration) in scope.declared(Namespace::Actor) {
            for name in declaration.names() {
                let pattern = name.split_whitespace().collect::<Vec<_>>().join(" ");
                match names.iter_mut().find(|(known, _)| *known == pattern) {
                    Some((_, id)) if id.as_deref() != Some(&declaration.id) => *id = None,
                    Some(_) => {}
                    None => names.push((pattern, Some(declaration.id.clone()))),
                }
            }
        }
        let (patterns, ids): (Vec<String>, _) = names.into_iter().unzip();
        // It fails only for more patterns than there is memory for.
        let search = AhoCorasick::new(&patterns).ok();
        Self { search: search.filter(|_| !patterns.is_empty()), ids }
    }

    /// The mentions in a paragraph, in order; those inside annotations are none.
    pub fn mentions(&self, at: BlockAt<'_>) -> Vec<Mention> {
        let (Some(search), Facts::Paragraph(_)) = (&self.search, &at.block.facts) else { return Vec::new() };
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

/// Whether no word goes on before or behind.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let before = text[..range.start].chars().next_back();
    let mut behind = text[range.end..].chars();
    let next = behind.next();
    // “O'Brien” is no mention of “O”; “Brien's” is one of “Brien”.
    let goes_on = match next {
        Some('-') => behind.next().is_some_and(joins),
        Some('\'' | '’') => {
            let rest: String = behind.take_while(|c| joins(*c)).collect();
            !(rest.is_empty() || rest == "s" || rest == "S")
        }
        next => next.is_some_and(joins),
    };
    let comes_from = match before {
        Some('-' | '\'' | '’') => text[..range.start].chars().rev().nth(1).is_some_and(joins),
        before => before.is_some_and(joins),
    };
    !goes_on && !comes_from
}

/// The words of a paragraph without its markup, each run of blanks as one blank.
struct Prose {
    text: String,
    /// For each stretch of `text`, its start there and in the block.
    stretches: Vec<(usize, usize)>,
}

impl Prose {
    fn of(at: BlockAt<'_>) -> Self {
        let block = at.block;
        let mut cuts: Vec<Extent> = Vec::new();
        for marked in block.marked() {
            cuts.extend(marked.annotation.as_ref().map(|annotation| annotation.extent));
            if !marked.is_quotation() {
                cuts.push(Extent { start: marked.extent.start, end: marked.content.start });
                cuts.push(Extent { start: marked.content.end, end: marked.extent.end });
            }
        }
        cuts.sort_unstable();
        let mut prose = Self { text: String::with_capacity(block.len()), stretches: Vec::new() };
        let mut from = 0;
        for cut in cuts {
            prose.push(&block.text[from..cut.start as usize], from);
            from = cut.end as usize;
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

    /// The byte of the block at which byte `at` of the prose stands.
    fn offset(&self, at: usize) -> usize {
        let i = self.stretches.partition_point(|(start, _)| *start <= at);
        let (start, offset) = i.checked_sub(1).map_or((0, 0), |i| self.stretches[i]);
        offset + (at - start)
    }
}
