//! Braces that name something declared, but stand where markup is not read, so that they are text of the article.

use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Annotation, Block, BlockRange, ItemKind, Reference, read_blocks};
use ascribe_markup::scope::{Resolution, Scope};
use ascribe_markup::syntax::StartState;
use std::collections::HashMap;

/// Length in bytes from which on braces are not looked at: a line may have as many of them without an end.
const LONGEST: usize = 1000;

/// A span after which braces are read as its annotation.
const SPAN: &str = "[x]";

/// Braces that are text, though they name something declared or a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrayMarkup {
    /// Extent with the braces.
    pub extent: BlockRange,
    /// Declared id with its sign, or the kind.
    pub named: Box<str>,
}

/// Stray markup of a paragraph, in order; none in other blocks.
pub fn stray_markup(scope: &Scope, block: &Block) -> Vec<StrayMarkup> {
    let Some(paragraph) = block.paragraph() else { return Vec::new() };
    let text = &block.text[..block.content];
    if !text.contains('{') {
        return Vec::new();
    }
    let unfinished = block.annotations().filter(|it| !it.closed);
    let mut unfinished: Vec<usize> = unfinished.map(|it| it.extent.start as usize).collect();
    unfinished.sort_unstable();
    let limits = Limits::of(block);
    // The rest of its line is read again once an annotation is closed.
    let is_behind = |start: usize| {
        let before = unfinished.partition_point(|it| *it < start);
        before > 0 && start < limits.line_end(unfinished[before - 1])
    };
    let mut markup = [&limits.annotations[..], &paragraph.escapes].concat();
    markup.sort_unstable();
    let starts = text.match_indices('{').map(|(start, _)| start).filter(|start| {
        let before = markup.partition_point(|markup| markup.start as usize <= *start);
        before == 0 || markup[before - 1].end as usize <= *start
    });
    let starts = starts.filter(|start| !is_behind(*start));
    starts.filter_map(|start| stray_at(scope, block, start, limits.of_braces(start))).collect()
}

/// Places of a block at which braces end at the latest.
#[derive(Debug)]
pub struct Limits<'a> {
    block: &'a Block,
    /// Ends of the lines, without their line ends.
    line_ends: Vec<usize>,
    /// Annotations in text order.
    annotations: Vec<BlockRange>,
}

impl<'a> Limits<'a> {
    /// Limits of a block.
    pub fn of(block: &'a Block) -> Self {
        let ends = block.text[..block.content].match_indices(['\n', '\r']);
        let mut annotations: Vec<BlockRange> =
            block.annotations().map(|annotation| annotation.extent).collect();
        annotations.sort_unstable();
        Self { block, line_ends: ends.map(|(end, _)| end).collect(), annotations }
    }

    /// End of the line that contains byte `start`.
    fn line_end(&self, start: usize) -> usize {
        let next = self.line_ends.partition_point(|end| *end < start);
        self.line_ends.get(next).copied().unwrap_or(self.block.content)
    }

    /// End of the text in which braces at byte `start` may end: the line's, or the start of the next annotation.
    fn of_braces(&self, start: usize) -> usize {
        let text = &self.block.text[..self.block.content];
        let line = self.line_end(start).min(text.floor_char_boundary(start + LONGEST));
        let next = self.annotations.partition_point(|annotation| (annotation.start as usize) < start);
        self.annotations.get(next).map_or(line, |next| line.min(next.start as usize))
    }

    /// Whether the text that starts with an escaped `{` might be stray markup without the backslash.
    pub fn keep_text(&self, brace: usize) -> bool {
        let text = &self.block.text;
        text[brace..].starts_with('{') && looks_like_markup(&text[brace..self.of_braces(brace)])
    }
}

/// Markup that the `{` at byte `start` would begin, if the text of the line after it is printed as it is up to `limit`.
/// The backslashes of escapes are left out, since a formatter removes needless ones.
fn stray_at(scope: &Scope, block: &Block, start: usize, limit: usize) -> Option<StrayMarkup> {
    let raw = &block.text[start..limit];
    if !looks_like_markup(raw) {
        return None;
    }
    let escapes = block.paragraph().map_or(&[][..], |paragraph| &paragraph.escapes);
    let first = escapes.partition_point(|it| (it.start as usize) < start);
    let escapes = escapes[first..].iter().map(|it| it.start as usize);
    let escapes: Vec<usize> = escapes.take_while(|it| *it < limit).collect();
    let mut printed = raw.to_owned();
    for escape in escapes.iter().rev() {
        printed.remove(escape - start);
    }
    // The braces in the block, of which a byte at `place` is printed.
    let at_block = |place: usize| {
        escapes.iter().fold(start + place, |end, escape| if *escape < end { end + 1 } else { end })
    };
    printed.truncate(length(&printed));
    let read = read_blocks(&format!("{SPAN}{printed}"), StartState::Continuation);
    let inner = read.first()?;
    let annotation = inner.marked().first().and_then(|marked| marked.annotation.as_ref())?;
    let named = named(scope, inner, annotation)?;
    let end = at_block(annotation.written().end as usize - SPAN.len());
    Some(StrayMarkup { extent: BlockRange::new(start, end), named })
}

/// Whether a text that starts with a `{` may name something declared or a kind: most braces do not, and parsing is slow.
fn looks_like_markup(text: &str) -> bool {
    let word = text[1..].trim_start_matches([' ', '\t']);
    let word = &word[..word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len())];
    text.contains(['@', '^', '#']) || Kind::of(word).is_some()
}

/// Length of the text from a `{` to its `}`, as an annotation ends: outside of strings. Without one, to the next `{` or to
/// the end of the line.
fn length(text: &str) -> usize {
    let mut is_string = false;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' => return at,
            '\\' if is_string => drop(chars.next()),
            '"' => is_string = !is_string,
            '{' if !is_string => return at,
            '}' if !is_string => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The first declared id in the braces, or their kind if that comes first and everything is readable. Braces without an
/// end must start with it.
fn named(scope: &Scope, block: &Block, annotation: &Annotation) -> Option<Box<str>> {
    let declared =
        |reference: &&Reference| !reference.id.is_empty() && scope.resolve(reference) == Resolution::Found;
    let mut ids = annotation.references().chain(annotation.labels());
    let first = annotation.items.first()?;
    let is_first = |extent: BlockRange| extent.start == annotation.extent.start + 1;
    if let Some(reference) = ids.find(declared) {
        return (annotation.closed || is_first(reference.extent))
            .then(|| block.slice(reference.extent).into());
    }
    let is_kind = matches!(first.kind, ItemKind::Kind(_)) && block.problems.is_empty();
    is_kind.then(|| block.slice(first.extent).into())
}

/// Whether the braces, read as an annotation, name only actors, as behind a mention.
pub fn names_only_actors(braces: &str) -> bool {
    let read = read_blocks(&format!("{SPAN}{braces}"), StartState::Continuation);
    let marked = read.first().and_then(|block| block.marked().first());
    marked.is_some_and(|marked| marked.kind() == Kind::Mention)
}

/// Whether a block with edits, whose ranges are relative to it, has `braces` as one more annotation, keeps every other
/// one, and has the same words apart from the braces, the blanks at them and brackets.
pub fn annotates(block: &Block, stray: BlockRange, text: &str) -> bool {
    let [after] = &read_blocks(text, block.start_state)[..] else { return false };
    let annotations = |block: &Block| -> Vec<String> {
        block.annotations().map(|it| block.slice(it.extent).to_owned()).collect()
    };
    let (old, new) = (annotations(block), annotations(after));
    let counts = |all: &[String]| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for it in all {
            *counts.entry(it.clone()).or_default() += 1;
        }
        counts
    };
    let counted = counts(&new);
    let is_kept = |(it, count): (&String, &usize)| counted.get(it).is_some_and(|new| new >= count);
    new.len() == old.len() + 1
        && after.paragraph().is_some()
        && after.problems.len() == block.problems.len()
        && counts(&old).iter().all(is_kept)
        && letters(&words_without(block, stray)) == letters(&after.words(BlockRange::new(0, after.len())))
}

/// The words of a block without the stray braces.
fn words_without(block: &Block, stray: BlockRange) -> String {
    let whole = BlockRange::new(0, block.len());
    let mut words = String::with_capacity(block.len());
    let mut from = 0;
    let mut markup = block.markup(whole);
    markup.push(stray);
    markup.sort_unstable();
    for markup in markup {
        // Escapes may stand inside the braces.
        words.push_str(block.text.get(from..markup.start as usize).unwrap_or_default());
        from = from.max(markup.end as usize);
    }
    words.push_str(&block.text[from..]);
    words
}

/// Text without blanks, and without brackets, which become markup.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']')).collect()
}
