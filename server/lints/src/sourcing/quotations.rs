//! Quotations over several paragraphs, and inherited attribution of quotations and spans.

use crate::sourcing::cue::is_statement;
use crate::sourcing::reported_speech::lexicon;
use ascribe_language::nicknames::nickname_at;
use ascribe_language::words;
use ascribe_markup::chunked_vec::At;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, BlockKind, Marked, Shape};
use ascribe_markup::policy::QUOTE_WORDS;
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// Continuation of a paragraph's first and last quotation from and into its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Around {
    /// The multi-paragraph quotation that the first quotation continues, if any.
    pub continued: Option<Parts>,
    /// The multi-paragraph quotation that the last quotation belongs to, if it continues in the next paragraph.
    pub goes_on: Option<Parts>,
}

/// Combined state of a quotation over several paragraphs.
#[allow(clippy::struct_excessive_bools, reason = "each says one thing, and none depends on another")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// Whether a part has an actor.
    pub attributed: bool,
    /// Whether a part has a source.
    pub sourced: bool,
    /// Whether a part has an `allow=` for `unattributed-quote`.
    pub excused: bool,
    /// Whether the last part has a closing mark.
    pub closed: bool,
}

impl Parts {
    fn add(&mut self, part: &Marked) {
        self.attributed |= has_actor(part);
        self.sourced |= has_source(part);
        self.excused |= part.annotation.as_ref().is_some_and(|a| a.allows("unattributed-quote"));
        self.closed = matches!(part.shape, Shape::Quotation { closed: true, .. });
    }
}

/// Unclosed quotation at the end of a paragraph.
fn open_end(block: &Block) -> Option<&Marked> {
    let end = block.text[..block.content].trim_end().len();
    block.marked().iter().find(|marked| is_open_until(marked, end))
}

/// Whether this is [`open_end`]: others that are open until the end are around it.
fn is_open_end(block: &Block, marked: &Marked) -> bool {
    let end = block.text[..block.content].trim_end().len();
    let around = |inner: &&Marked| block.marked().get(inner.parent?);
    let mut outer = std::iter::successors(around(&marked), around);
    is_open_until(marked, end) && !outer.any(|outer| is_open_until(outer, end))
}

fn is_open_until(marked: &Marked, end: usize) -> bool {
    marked.shape == Shape::Quotation { closed: false, single: false } && marked.extent.end as usize >= end
}

/// Quotation at the start of a paragraph.
fn start(block: &Block) -> Option<&Marked> {
    let first = block.marked().iter().find(|marked| marked.is_quotation())?;
    is_at_start(block, first).then_some(first)
}

fn is_at_start(block: &Block, marked: &Marked) -> bool {
    let before = &block.text[..marked.extent.start as usize];
    before.chars().all(|c| c.is_whitespace() || c == '[')
}

/// Quotation that continues `open` at the start of a paragraph: it must start with the same mark.
fn carries_on<'a>(open: (&Block, &Marked), block: &'a Block) -> Option<&'a Marked> {
    start(block).filter(|first| opening_mark(block, first) == opening_mark(open.0, open.1))
}

fn opening_mark<'a>(block: &'a Block, marked: &Marked) -> &'a str {
    &block.text[marked.extent.start as usize..marked.content.start as usize]
}

fn has_actor(marked: &Marked) -> bool {
    marked.actors().next().is_some() || marked.is_part()
}

fn has_source(marked: &Marked) -> bool {
    marked.sources().next().is_some() || marked.is_part()
}

/// Quotation state of each block of a document.
pub fn arounds(document: &Document) -> Vec<Around> {
    arounds_within(document, 0..document.chunked_blocks().len())
}

/// Quotation state of some blocks of a document.
pub fn arounds_of(document: &Document, blocks: Range<usize>) -> Vec<Around> {
    let reach = reach(document, blocks.clone());
    let skipped = blocks.start - reach.start;
    arounds_within(document, reach).into_iter().skip(skipped).take(blocks.len()).collect()
}

/// Quotation state of some blocks of a document, for a range across whose ends no quotation continues.
pub fn arounds_within(document: &Document, blocks: Range<usize>) -> Vec<Around> {
    let first = blocks.start;
    let mut arounds: Vec<Around> = Vec::new();
    // Blocks of the quotation that the last paragraph left open, its last part, and the combined state of the parts.
    let mut chain: Vec<usize> = Vec::new();
    let mut open: Option<(&Block, &Marked)> = None;
    let mut parts = Parts::default();
    for At { index, item: block, .. } in document.chunked_blocks().range(blocks) {
        arounds.push(Around::default());
        if is_note(block) {
            continue;
        }
        let carried = open.and_then(|open| carries_on(open, block));
        let last = open_end(block);
        open = last.map(|last| (&**block, last));
        if let Some(carried) = carried {
            chain.push(index - first);
            parts.add(carried);
            if last.is_some_and(|last| std::ptr::eq(carried, last)) {
                continue;
            }
        }
        provide(&chain, parts, &mut arounds);
        chain.clear();
        if let Some(last) = last {
            chain.push(index - first);
            parts = Parts::default();
            parts.add(last);
        }
    }
    provide(&chain, parts, &mut arounds);
    arounds
}

/// Widens a range to include all blocks that share a multi-paragraph quotation with it.
pub(crate) fn reach(document: &Document, blocks: Range<usize>) -> Range<usize> {
    let chunked_vec = document.chunked_blocks();
    let Range { mut start, mut end } = blocks;
    let ties = |before: &Block, block: &Block| {
        open_end(before).is_some_and(|open| carries_on((before, open), block).is_some())
    };
    let paragraphs = |range: Range<usize>| chunked_vec.range(range).filter(|at| !is_note(at.item));
    if let Some(mut first) = paragraphs(start..end).next() {
        for before in paragraphs(0..start).rev() {
            if !ties(before.item, first.item) {
                break;
            }
            start = before.index;
            first = before;
        }
    }
    if let Some(mut last) = paragraphs(start..end).next_back() {
        for behind in paragraphs(end..chunked_vec.len()) {
            if !ties(last.item, behind.item) {
                break;
            }
            end = behind.index + 1;
            last = behind;
        }
    }
    start..end
}

/// Whether a block is a note.
pub(crate) fn is_note(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Note(_))
}

fn provide(chain: &[usize], parts: Parts, arounds: &mut [Around]) {
    for pair in chain.windows(2) {
        arounds[pair[0]].goes_on = Some(parts);
        arounds[pair[1]].continued = Some(parts);
    }
}

/// Quotation state of one block.
pub fn around(document: &Document, index: usize) -> Around {
    arounds_of(document, index..index + 1).first().copied().unwrap_or_default()
}

/// The multi-paragraph quotation that this one continues, if any.
pub fn continued(block: &Block, marked: &Marked, around: Around) -> Option<Parts> {
    // Only few can be the first one, so the others are not looked for among all.
    let continued = around.continued.filter(|_| is_at_start(block, marked))?;
    start(block).is_some_and(|first| std::ptr::eq(first, marked)).then_some(continued)
}

/// The multi-paragraph quotation that this one belongs to, if it continues in the next paragraph.
pub fn going_on(block: &Block, marked: &Marked, around: Around) -> Option<Parts> {
    // Only few reach the end, so the others are not looked for among all.
    let goes_on =
        around.goes_on.filter(|_| is_open_until(marked, block.text[..block.content].trim_end().len()))?;
    is_open_end(block, marked).then_some(goes_on)
}

/// Parts of the multi-paragraph quotation that `marked`, in block `index`, belongs to, in order, each with its block;
/// only `marked` itself if it has no other parts.
pub fn parts<'a>(document: &'a Document, index: usize, marked: &'a Marked) -> Vec<(BlockAt<'a>, &'a Marked)> {
    let Some(at) = document.block(index) else { return Vec::new() };
    // Of very many in a paragraph, only two can have others.
    let is_first =
        is_at_start(at.block, marked) && start(at.block).is_some_and(|first| std::ptr::eq(first, marked));
    if !is_first && !is_open_end(at.block, marked) {
        return vec![(at, marked)];
    }
    let blocks: Vec<BlockAt<'a>> = document
        .chunked_blocks()
        .range(reach(document, index..index + 1))
        .filter(|at| !is_note(at.item))
        .map(BlockAt::from)
        .collect();
    let Some(place) = blocks.iter().position(|at| at.index == index) else { return Vec::new() };
    let mut parts = vec![(blocks[place], marked)];
    let mut first = marked;
    for pair in blocks[..=place].windows(2).rev() {
        let Some(before) = open_end(pair[0].block) else { break };
        let goes_on = carries_on((pair[0].block, before), pair[1].block);
        if !goes_on.is_some_and(|next| std::ptr::eq(next, first)) {
            break;
        }
        parts.insert(0, (pair[0], before));
        first = before;
    }
    let mut last = marked;
    for pair in blocks[place..].windows(2) {
        let open = open_end(pair[0].block).filter(|end| std::ptr::eq(*end, last));
        let next = open.and_then(|open| carries_on((pair[0].block, open), pair[1].block));
        let Some(next) = next else { break };
        parts.push((pair[1], next));
        last = next;
    }
    parts
}

/// Whether a quotation lacks a speaker: it is long enough or marked `quote`, and nothing around it attributes it. Of a
/// multi-paragraph quotation, only the first part counts.
pub fn wants_speaker(scope: &Scope, block: &Block, marked: &Marked, around: Around) -> bool {
    let explicit = marked.annotation.as_ref().is_some_and(|annotation| annotation.kind().is_some());
    let going_on = going_on(block, marked, around);
    let least = scope.policy.limit(&QUOTE_WORDS) as usize;
    let is_long = || words::count(&block.words(marked.content)) >= least;
    let is_closed =
        going_on.map_or(matches!(marked.shape, Shape::Quotation { closed: true, .. }), |parts| parts.closed);
    is_closed
        && marked.kind() == Kind::Quote
        && marked.actors().next().is_none()
        && !marked.is_part()
        && continued(block, marked, around).is_none()
        && !going_on.is_some_and(|parts| parts.attributed || parts.excused)
        && !ancestors(block, marked).any(Marked::is_quotation)
        && !inherits_actor(block, marked)
        && !ancestors(block, marked).any(|outer| outer.annotation.is_some() && is_statement(outer))
        && (explicit
            || going_on.is_some()
            || (is_long() && !is_title(scope, &block.words(marked.content)) && !is_nickname(block, marked)))
}

/// Whether a quotation is a nickname inside a name, which nobody says: `Ada “Addy” Keller`.
pub fn is_nickname(block: &Block, marked: &Marked) -> bool {
    let extent = marked.extent.range();
    nickname_at(&block.text, extent.start).is_some_and(|nickname| extent.end <= nickname.end)
}

/// Whether a quotation is the title of a work or a slogan: “The Tin Drum”. Needs a list of uncapitalised words.
fn is_title(scope: &Scope, text: &str) -> bool {
    let Some(lexicon) = lexicon(scope) else { return false };
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']);
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_big = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // A post in capitals is somebody's words, and so is a text that ends with an exclamation or question mark.
    text.chars().any(char::is_lowercase)
        && !text.ends_with(['!', '?'])
        && words.last().is_some_and(is_big)
        && words.iter().filter(|word| is_big(word)).count() >= 2
        && words.iter().all(|word| is_big(word) || lexicon.is("small", word))
}

/// Whether an enclosing annotation satisfies `has`.
fn inherits(block: &Block, marked: &Marked, has: fn(&Marked) -> bool) -> bool {
    ancestors(block, marked).any(has)
}

/// Enclosing quotations and spans, innermost first.
pub fn ancestors<'a>(block: &'a Block, marked: &Marked) -> impl Iterator<Item = &'a Marked> {
    let all = block.marked();
    let parent = |place: Option<usize>| place.map(|place| &all[place]);
    std::iter::successors(parent(marked.parent), move |inner| parent(inner.parent))
}

/// Whether an enclosing annotation has an actor.
pub fn inherits_actor(block: &Block, marked: &Marked) -> bool {
    inherits(block, marked, has_actor)
}

/// Whether an enclosing annotation has a source.
pub fn inherits_source(block: &Block, marked: &Marked) -> bool {
    inherits(block, marked, has_source)
}
