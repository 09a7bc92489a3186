//! Quotations over several paragraphs, and who stands behind an annotation.

use super::{Around, Parts};
use crate::document::Document;
use crate::model::{Block, Facts, Marked, Shape};

/// The quotation with which a paragraph ends without closing it.
fn open_end(block: &Block) -> Option<&Marked> {
    let end = block.text[..block.content].trim_end().len();
    block.marked().iter().find(|marked| {
        marked.shape == Shape::Quotation { closed: false, single: false } && marked.extent.end as usize >= end
    })
}

/// The quotation with which a paragraph starts.
fn start(block: &Block) -> Option<&Marked> {
    let first = block.marked().iter().find(|marked| marked.is_quotation())?;
    let before = &block.text[..first.extent.start as usize];
    before.chars().all(|c| c.is_whitespace() || c == '[').then_some(first)
}

fn has_actor(marked: &Marked) -> bool {
    marked.actors().next().is_some() || marked.is_part()
}

fn has_source(marked: &Marked) -> bool {
    marked.sources().next().is_some() || marked.is_part()
}

/// For each block of a document what its neighbours say about its quotations.
pub(super) fn arounds(document: &Document) -> Vec<Around> {
    let mut arounds: Vec<Around> = Vec::new();
    // The blocks of the quotation that the last paragraph left open, and what its parts have.
    let mut chain: Vec<usize> = Vec::new();
    let mut parts = Parts::default();
    for at in document.blocks() {
        arounds.push(Around::default());
        if matches!(at.block.facts, Facts::Note(_)) {
            continue;
        }
        let first = if chain.is_empty() { None } else { start(at.block) };
        let last = open_end(at.block);
        if let Some(first) = first {
            chain.push(at.index);
            parts.add(first);
            if last.is_some_and(|last| std::ptr::eq(first, last)) {
                continue;
            }
        }
        tell(&chain, parts, &mut arounds);
        chain.clear();
        if let Some(last) = last {
            chain.push(at.index);
            parts = Parts::default();
            parts.add(last);
        }
    }
    tell(&chain, parts, &mut arounds);
    arounds
}

impl Parts {
    fn add(&mut self, part: &Marked) {
        self.attributed |= has_actor(part);
        self.sourced |= has_source(part);
    }
}

fn tell(chain: &[usize], parts: Parts, arounds: &mut [Around]) {
    for pair in chain.windows(2) {
        arounds[pair[0]].goes_on = Some(parts);
        arounds[pair[1]].continued = Some(parts);
    }
}

/// What its neighbours say about the quotations of one block.
pub(super) fn around(document: &Document, index: usize) -> Around {
    arounds(document).get(index).copied().unwrap_or_default()
}

/// The part that closes the quotation which block `index` leaves open: the number of its block, and the
/// quotation.
pub(super) fn closing_part(document: &Document, index: usize) -> Option<(usize, &Marked)> {
    let mut blocks = document.blocks().skip(index + 1).filter(|at| !matches!(at.block.facts, Facts::Note(_)));
    loop {
        let at = blocks.next()?;
        let part = start(at.block)?;
        if open_end(at.block).is_none_or(|last| !std::ptr::eq(last, part)) {
            return Some((at.start, part));
        }
    }
}

/// Whether an annotation around this one, or the part of a quotation in another paragraph, has what
/// `has` asks for.
pub(super) fn inherits(block: &Block, marked: &Marked, has: fn(&Marked) -> bool) -> bool {
    let all = block.marked();
    let mut parent = marked.parent;
    while let Some(place) = parent {
        if has(&all[place]) {
            return true;
        }
        parent = all[place].parent;
    }
    false
}

pub(super) fn inherits_actor(block: &Block, marked: &Marked) -> bool {
    inherits(block, marked, has_actor)
}

pub(super) fn inherits_source(block: &Block, marked: &Marked) -> bool {
    inherits(block, marked, has_source)
}

/// The quotation over several paragraphs that this one carries on, if it does.
pub(super) fn continued(block: &Block, marked: &Marked, around: Around) -> Option<Parts> {
    around.continued.filter(|_| start(block).is_some_and(|first| std::ptr::eq(first, marked)))
}

/// The quotation over several paragraphs that this one begins or carries on towards the next paragraph.
pub(super) fn going_on(block: &Block, marked: &Marked, around: Around) -> Option<Parts> {
    around.goes_on.filter(|_| open_end(block).is_some_and(|last| std::ptr::eq(last, marked)))
}

/// The number of words of what is marked, without the annotations in it.
pub(super) fn word_count(block: &Block, marked: &Marked) -> usize {
    let annotations = block.marked().iter().filter_map(|inner| inner.annotation.as_ref());
    let mut words = 0;
    let mut from = marked.content.start;
    let mut count = |start: u32, end: u32| {
        let text = &block.text[start as usize..end as usize];
        words += text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    };
    for annotation in annotations {
        let extent = annotation.extent;
        if extent.start >= from && extent.end <= marked.content.end {
            count(from, extent.start);
            from = extent.end;
        }
    }
    count(from, marked.content.end);
    words
}
