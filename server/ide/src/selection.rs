//! Selection ranges: word, quotation, annotation, sentence, paragraph, document; likewise in fields and braces.

use ascribe_language::sentences::sentences;
use ascribe_language::words::is_word;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{
    Annotation, Block, BlockKind, BlockRange, Field, ItemKind, Marked, Reference, is_quoted,
};
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// Ranges to which a selection at a byte offset expands, smallest first. Each strictly contains the previous one, all
/// touch the offset, and the last is the whole document.
pub fn selections(scope: &Scope, offset: usize) -> Vec<Range<usize>> {
    let document = &scope.document;
    let offset = offset.min(document.text().len());
    let mut found = Vec::new();
    if let Some(at) = document.block_at(offset) {
        let relative = offset - at.start.min(offset);
        let mut extents = vec![word(&at.block.text, relative)];
        match &at.block.kind {
            BlockKind::Blank | BlockKind::Unread => {}
            BlockKind::Paragraph(_) => {
                in_prose(at.block, relative, &mut extents);
                let mentions = scope.names().mentions(at).into_iter().map(|mention| mention.range);
                found.extend(mentions.filter(|range| range.start <= offset && offset <= range.end));
            }
            BlockKind::Note(text) => extents.push(*text),
            BlockKind::FrontMatter(fields) => in_fields(at.block, fields, &mut extents),
            BlockKind::Declaration(declaration) => {
                let sign = BlockRange { start: declaration.id_extent.start - 1, ..declaration.id_extent };
                let head = BlockRange { end: declaration.name_extent.end, ..sign };
                extents.extend([declaration.id_extent, sign, declaration.name_extent, head]);
                in_fields(at.block, &declaration.fields, &mut extents);
            }
        }
        extents.push(trimmed(&at.block.text, BlockRange::new(0, at.block.content)));
        found.extend(extents.into_iter().map(|extent| extent.at(at.start)));
        found.extend(notes_around(scope, at));
    }
    found.push(0..document.text().len());
    chain(found, offset)
}

/// Ranges that touch the offset, each containing the previous one; of two that cross, the smaller is kept.
fn chain(mut found: Vec<Range<usize>>, offset: usize) -> Vec<Range<usize>> {
    found.retain(|range| range.start <= offset && offset <= range.end);
    // Between two adjacent words, the one after the cursor counts.
    found.sort_by_key(|range| (range.len(), std::cmp::Reverse(range.start)));
    let mut chain: Vec<Range<usize>> = Vec::new();
    for range in found {
        let last = chain.last();
        let grows =
            last.is_none_or(|last| range.start <= last.start && last.end <= range.end && range != *last);
        // A cursor outside of a word starts with the enclosing range, not an empty one, except in an empty document.
        if grows && (!range.is_empty() || offset == 0) {
            chain.push(range);
        }
    }
    if chain.len() > 1 && chain.first().is_some_and(Range::is_empty) {
        chain.remove(0);
    }
    chain
}

/// Word at an offset, the following one if two meet there; empty if there is none.
fn word(text: &str, offset: usize) -> BlockRange {
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    // An apostrophe or hyphen between letters is part of the word.
    let joins = |at: usize, c: char| {
        matches!(c, '\'' | '’' | '-')
            && text[..at].chars().next_back().is_some_and(is_word)
            && text[at + c.len_utf8()..].chars().next().is_some_and(is_word)
    };
    let behind = text[offset..].char_indices().map(|(i, c)| (offset + i, c));
    let end = behind.take_while(|(at, c)| is_word(*c) || joins(*at, *c)).last();
    let before = text[..offset].char_indices().rev();
    let start = before.take_while(|(at, c)| is_word(*c) || joins(*at, *c)).last();
    BlockRange::new(start.map_or(offset, |(at, _)| at), end.map_or(offset, |(at, c)| at + c.len_utf8()))
}

fn trimmed(text: &str, extent: BlockRange) -> BlockRange {
    let inside = &text[extent.range()];
    let start = extent.start as usize + (inside.len() - inside.trim_start().len());
    BlockRange::new(start, start + inside.trim().len())
}

fn in_prose(block: &Block, offset: usize, extents: &mut Vec<BlockRange>) {
    let all = block.marked();
    let mut level = None;
    let mut within = BlockRange::new(0, block.content);
    // Descends from the paragraph to the innermost quotation or span; each is a text with its own sentences.
    loop {
        let inside = all.iter().filter(|marked| marked.parent == level);
        let whole: Vec<_> = inside.map(|marked| marked.whole().range()).collect();
        let sentences = sentences(&block.text, within.range(), &whole).into_iter();
        extents.extend(sentences.map(|sentence| BlockRange::new(sentence.start, sentence.end)));
        let touches = |marked: &Marked| marked.parent == level && marked.whole().touches(offset);
        // Of two that touch at the offset, the one that starts there.
        let inner = all.iter().enumerate().rfind(|(_, marked)| touches(marked));
        let Some((place, marked)) = inner else { break };
        extents.extend([marked.content, marked.extent, marked.whole()]);
        if let Some(annotation) = marked.annotation.as_ref().filter(|it| it.extent.touches(offset)) {
            in_annotation(block, annotation, extents);
        }
        (level, within) = (Some(place), marked.content);
        if !marked.content.touches(offset) {
            break;
        }
    }
}

fn in_annotation(block: &Block, annotation: &Annotation, extents: &mut Vec<BlockRange>) {
    let BlockRange { start, end } = annotation.extent;
    extents.push(annotation.extent);
    extents
        .push(trimmed(&block.text, BlockRange { start: start + 1, end: end - u32::from(annotation.closed) }));
    for item in &annotation.items {
        extents.push(item.extent);
        match &item.kind {
            ItemKind::Reference(reference) | ItemKind::Label(reference) => {
                extents.extend(reference_parts(reference));
            }
            ItemKind::Attribute(attribute) => {
                extents.extend([attribute.key_extent, attribute.value_extent]);
                let quoted = attribute.value_extent;
                let written = block.slice(quoted);
                if is_quoted(written) {
                    extents.push(BlockRange { start: quoted.start + 1, end: quoted.end - 1 });
                }
                extents.extend(attribute.references.iter().flat_map(reference_parts));
            }
            ItemKind::Kind(_) | ItemKind::Draft => {}
        }
    }
}

fn reference_parts(reference: &Reference) -> [BlockRange; 2] {
    [reference.id_extent, reference.extent]
}

fn in_fields(block: &Block, fields: &[Field], extents: &mut Vec<BlockRange>) {
    for field in fields {
        extents.extend(field.references.iter().flat_map(reference_parts));
        let mut start = field.value_extent.start as usize;
        for entry in block.slice(field.value_extent).split(';') {
            extents.push(trimmed(&block.text, BlockRange::new(start, start + entry.len())));
            start += entry.len() + 1;
        }
        let line = BlockRange { end: field.value_extent.end, ..field.key_extent };
        extents.extend([field.key_extent, field.value_extent, line]);
    }
}

/// The run of notes directly above and below a note, including it.
fn notes_around(scope: &Scope, at: BlockAt<'_>) -> Option<Range<usize>> {
    let is_note = |block: &Block| matches!(block.kind, BlockKind::Note(_));
    if !is_note(at.block) {
        return None;
    }
    let mut run: Option<Range<usize>> = None;
    let mut parted = true;
    for other in scope.document.blocks() {
        if !is_note(other.block) {
            parted = true;
            continue;
        }
        let own = trimmed(&other.block.text, BlockRange::new(0, other.block.content)).at(other.start);
        run = match &run {
            Some(run) if !parted => Some(run.start..own.end),
            _ if other.start > at.start => break,
            _ => Some(own),
        };
        parted = other.block.content < other.block.len();
        if parted && other.start >= at.start {
            break;
        }
    }
    run.filter(|run| run.start <= at.start && at.start <= run.end)
}
