//! Braces that name something declared, but stand where markup is not read, so that they are text of the article.

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
    let starts = text.match_indices('{').map(|(start, _)| start).filter(|start| {
        let before = markup.partition_point(|markup| markup.start as usize <= *start);
        before == 0 || markup[before - 1].end as usize <= *start
    });
    let stray = starts.filter_map(|start| {
        let braces = braces(&text[start..])?;
        let named = named(scope, braces)?;
        Some(StrayMarkup { extent: BlockRange::new(start, start + braces.len()), named })
    });
    stray.collect()
}

/// Braces at the start of the text, as an annotation would close them: on the same line and outside of strings.
fn braces(text: &str) -> Option<&str> {
    let mut is_string = false;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' => return None,
            '\\' if is_string => drop(chars.next()),
            '"' => is_string = !is_string,
            '{' if !is_string => return None,
            '}' if !is_string => return Some(&text[..=at]),
            _ => {}
        }
    }
    None
}

/// The first declared id in the braces, or their kind if that comes first and everything is readable.
fn named(scope: &Scope, braces: &str) -> Option<Box<str>> {
    let read = read_blocks(&format!("{SPAN}{braces}"), StartState::Continuation);
    let block = read.first()?;
    let annotation = block.marked().first().and_then(|marked| marked.annotation.as_ref())?;
    let declared =
        |reference: &&Reference| !reference.id.is_empty() && scope.resolve(reference) == Resolution::Found;
    let mut ids = annotation.references().chain(annotation.labels());
    if let Some(reference) = ids.find(declared) {
        return Some(block.slice(reference.extent).into());
    }
    let first = annotation.items.first()?;
    let is_kind = matches!(first.kind, ItemKind::Kind(_)) && block.problems.is_empty();
    is_kind.then(|| block.slice(first.extent).into())
}

/// Whether the braces, read as an annotation, name only actors, as behind a mention.
pub fn names_only_actors(braces: &str) -> bool {
    let read = read_blocks(&format!("{SPAN}{braces}"), StartState::Continuation);
    let marked = read.first().and_then(|block| block.marked().first());
    marked.is_some_and(|marked| marked.kind() == ascribe_markup::model::vocabulary::Kind::Mention)
}

/// Whether a block with edits, whose ranges are relative to it, has `braces` as one more annotation, keeps every other
/// one, and has the same words apart from the braces and the blanks at them.
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

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}
