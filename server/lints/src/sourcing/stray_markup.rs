//! Braces that name something declared, but stand where markup is not read, so that they are text of the article.

use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Annotation, Block, BlockRange, ItemKind, Marked, Reference, read_blocks};
use ascribe_markup::scope::{Resolution, Scope};
use ascribe_markup::syntax::StartState;

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
    let mut markup: Vec<BlockRange> = paragraph.escapes.to_vec();
    markup.extend(paragraph.marked.iter().filter_map(|marked| Some(marked.annotation.as_ref()?.extent)));
    markup.sort_unstable();
    let text = &block.text[..block.content];
    let annotations = paragraph.marked.iter().filter_map(|marked| marked.annotation.as_ref());
    let unfinished = annotations.filter(|annotation| !annotation.closed).map(|it| it.extent.start as usize);
    let unfinished: Vec<usize> = unfinished.collect();
    // The rest of its line is read again once an annotation is closed.
    let is_behind = |start: usize| {
        let line = || text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        !unfinished.is_empty() && unfinished.iter().any(|it| (line()..start).contains(it))
    };
    let starts = text.match_indices('{').map(|(start, _)| start).filter(|start| {
        let before = markup.partition_point(|markup| markup.start as usize <= *start);
        before == 0 || markup[before - 1].end as usize <= *start
    });
    starts
        .filter_map(|start| stray_at(scope, text, start))
        .filter(|it| !is_behind(it.extent.start as usize))
        .collect()
}

/// Markup that the `{` at byte `start` would begin.
fn stray_at(scope: &Scope, text: &str, start: usize) -> Option<StrayMarkup> {
    let written = braces(&text[start..]);
    // Most braces hold nothing that can be declared; parsing them is slow.
    let word = written[1..].trim_start_matches([' ', '\t']);
    let word = &word[..word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len())];
    if !written.contains(['@', '^', '#']) && Kind::of(word).is_none() {
        return None;
    }
    let read = read_blocks(&format!("{SPAN}{written}"), StartState::Continuation);
    let block = read.first()?;
    let annotation = block.marked().first().and_then(|marked| marked.annotation.as_ref())?;
    let named = named(scope, block, annotation)?;
    let end = start + annotation.written().end as usize - SPAN.len();
    Some(StrayMarkup { extent: BlockRange::new(start, end), named })
}

/// The text from a `{` to its `}`, as an annotation ends: outside of strings. Without one, to the next `{` or to the end
/// of the line.
fn braces(text: &str) -> &str {
    let mut is_string = false;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' => return &text[..at],
            '\\' if is_string => drop(chars.next()),
            '"' => is_string = !is_string,
            '{' if !is_string => return &text[..at],
            '}' if !is_string => return &text[..=at],
            _ => {}
        }
    }
    text
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
        let annotations = block.marked().iter().filter_map(|marked: &Marked| marked.annotation.as_ref());
        annotations.map(|it: &Annotation| block.slice(it.extent).to_owned()).collect()
    };
    let (old, new) = (annotations(block), annotations(after));
    let is_kept = |it: &String| {
        let count = |all: &[String]| all.iter().filter(|other| *other == it).count();
        count(&new) >= count(&old)
    };
    new.len() == old.len() + 1
        && after.paragraph().is_some()
        && after.problems.len() == block.problems.len()
        && old.iter().all(is_kept)
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
        words.push_str(&block.text[from..markup.start as usize]);
        from = markup.end as usize;
    }
    words.push_str(&block.text[from..]);
    words
}

/// Text without blanks, and without brackets, which become markup.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']')).collect()
}
