//! Applies changes of markup to a document.

use super::changes::{Change, is_same};
use super::version::{Mark, Slots, UNNAMED, UNREAD, Unit, Version};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::BlockKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// The document with these changes; `None` if one of them has no place.
pub fn applied(document: &Document, changes: &[Change]) -> Option<Document> {
    let mut document = document.clone();
    for change in changes {
        if let Some(edit) = edit(&document, change)? {
            document = document.edited(&[edit]);
        }
    }
    let is_inline = |change: &&Change| matches!(change, Change::Escape { .. } | Change::Mark { .. });
    let inline: Vec<&Change> = changes.iter().filter(is_inline).collect();
    if inline.is_empty() { Some(document) } else { with_marks(&document, &inline) }
}

/// Edit of a change between paragraphs; no edit for a change inside one.
#[allow(clippy::option_option, reason = "a change without a place is not one without an edit")]
fn edit(document: &Document, change: &Change) -> Option<Option<Edit>> {
    let lines = |text: &str| text.replace('\n', document.line_ending());
    let end = document.line_ending();
    let edit = match change {
        Change::FrontMatter(unit) => match document.blocks().next() {
            Some(at) if unit.text.is_empty() && matches!(at.block.kind, BlockKind::FrontMatter(_)) => {
                Edit::replace(start_of_text(&at.block.text)..at.block.len(), "")
            }
            Some(at) if matches!(at.block.kind, BlockKind::FrontMatter(_)) => {
                let written = start_of_text(&at.block.text)..written_end(&at.block.text, at.block.content);
                Edit::replace(written, lines(&unit.text))
            }
            _ => Edit::insert(
                start_of_text(&document.text().to_string()),
                format!("{}{end}{end}", lines(&unit.text)),
            ),
        },
        Change::AddDeclaration { unit, after, .. } => {
            let after = after.as_ref().and_then(|id| declaration(document, id));
            match after {
                Some((range, _)) => Edit::insert(range.end, format!("{end}{}", lines(&unit.text))),
                None => Edit::insert(front(document), format!("{}{end}{end}", lines(&unit.text))),
            }
        }
        Change::Declaration { id, unit } => Edit::replace(declaration(document, id)?.0, lines(&unit.text)),
        Change::RemoveDeclaration { id } => Edit::replace(declaration(document, id)?.1, ""),
        Change::AddNote { offset, text } => {
            Edit::insert(note_place(document, *offset)?, format!("%% {text}{end}"))
        }
        Change::RemoveNote { offset, text } => {
            let version = Version::new(document);
            let number = version.notes.iter().position(|(at, note)| at == offset && note == text)?;
            let mut notes = document.blocks().filter(|at| matches!(at.block.kind, BlockKind::Note(_)));
            let at = notes.nth(number)?;
            Edit::replace(at.start..at.start + at.block.content, "")
        }
        Change::Escape { .. } | Change::Mark { .. } => return Some(None),
    };
    Some(Some(edit))
}

/// Length of a byte order mark at the start of a text.
fn start_of_text(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// End of the last line of a block, without its line end.
fn written_end(text: &str, content: usize) -> usize {
    text.get(..content).unwrap_or(text).trim_end().len()
}

/// Byte ranges of a declaration: without the line end, and of the whole block.
fn declaration(document: &Document, id: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut blocks = document.declarations();
    let at = blocks.find(|at| {
        let declared = at.block.declaration();
        declared.is_some_and(|it| id.strip_prefix(it.namespace.sign()) == Some(&*it.id))
    })?;
    let start = if at.start == 0 { start_of_text(&at.block.text) } else { at.start };
    Some((start..at.start + written_end(&at.block.text, at.block.content), start..at.range().end))
}

/// Byte offset behind front matter.
fn front(document: &Document) -> usize {
    match document.blocks().next() {
        Some(at) if matches!(at.block.kind, BlockKind::FrontMatter(_)) => at.range().end,
        Some(at) => start_of_text(&at.block.text),
        None => 0,
    }
}

/// Byte offset of a note that is above a byte offset of the article: directly above the paragraph that starts there, or
/// contains it, or else at the front.
pub fn note_place(document: &Document, offset: usize) -> Option<usize> {
    let version = Version::new(document);
    let after = version.paragraphs.partition_point(|paragraph| paragraph.range.start <= offset);
    let Some(paragraph) = after.checked_sub(1).and_then(|before| version.paragraphs.get(before)) else {
        return Some(front(document));
    };
    Some(document.block(paragraph.block)?.start.max(start_of_text(&document.text().to_string())))
}

/// Lines of a declaration or of front matter with these values: the lines of `ours`, with those of `theirs` where it has
/// other values. `None` if a line of either is no field.
pub fn unit_text(slots: &Slots, ours: &Unit, theirs: &Unit) -> Option<String> {
    if [ours, theirs].iter().any(|unit| unit.slots.contains_key(UNREAD)) {
        return None;
    }
    if slots.is_empty() {
        return Some(String::new());
    }
    let is_front_matter = !slots.contains_key(UNNAMED);
    let (mut lines, mut seen) = (Vec::new(), BTreeSet::new());
    for (unit, line) in
        ours.text.lines().map(|line| (ours, line)).chain(theirs.text.lines().map(|it| (theirs, it)))
    {
        let is_head = !is_front_matter && line.starts_with(['@', '^']);
        let key = line.split(':').next().unwrap_or_default().trim();
        let key = if is_head { UNNAMED } else { key };
        if line == "---" {
            continue;
        }
        let from = if slots.get(key) == ours.slots.get(key) { ours } else { theirs };
        let is_wanted = slots.get(key).is_some() && std::ptr::eq(from, unit);
        // Where a value comes from the other version, the line has the place of our own.
        if is_wanted && seen.insert((key, line)) {
            lines.push((is_head, line));
        }
    }
    lines.sort_by_key(|(is_head, _)| !is_head);
    let fence = if is_front_matter { Some("---") } else { None };
    let all = fence.into_iter().chain(lines.into_iter().map(|(_, line)| line)).chain(fence);
    Some(all.collect::<Vec<_>>().join("\n"))
}

/// The document with changed annotations and escapes: their paragraphs are written anew from the article.
fn with_marks(document: &Document, changes: &[&Change]) -> Option<Document> {
    let version = Version::new(document);
    let (mut marks, mut escapes, mut dirty) =
        (version.marks.clone(), version.escapes.clone(), BTreeSet::new());
    let number = |range: &Range<usize>| {
        let paragraph = version.paragraph(range)?;
        version.paragraphs.iter().position(|it| it == paragraph)
    };
    for change in changes {
        match change {
            Change::Mark { before, after } => {
                let place = match before {
                    Some(before) => Some(marks.iter().position(|mark| is_same(mark, before))?),
                    None => None,
                };
                dirty.extend(place.map(|place| number(&marks[place].range)));
                dirty.extend(after.as_ref().map(|after| number(&after.range)));
                match (place, after) {
                    (Some(place), Some(after)) => marks[place] = after.clone(),
                    (Some(place), None) => drop(marks.remove(place)),
                    (None, Some(after)) => marks.push(after.clone()),
                    (None, None) => {}
                }
            }
            Change::Escape { offset, is_escaped } => {
                dirty.insert(number(&(*offset..*offset)));
                if *is_escaped {
                    escapes.insert(*offset)
                } else {
                    escapes.remove(offset)
                };
            }
            _ => {}
        }
    }
    let mut edits = Vec::new();
    for number in dirty {
        let paragraph = version.paragraphs.get(number?)?;
        let at = document.block(paragraph.block)?;
        let is_here =
            |mark: &&Mark| paragraph.range.start <= mark.range.start && mark.range.end <= paragraph.range.end;
        let here: Vec<&Mark> = marks.iter().filter(is_here).collect();
        if !paragraph.is_closed {
            return None;
        }
        let text = paragraph_text(&version.article, &paragraph.range, &here, &escapes)?;
        edits.push(Edit::replace(at.range(), text));
    }
    Some(document.edited(&edits))
}

/// Markup of a paragraph; `None` if two annotations cross.
fn paragraph_text(
    article: &str,
    paragraph: &Range<usize>,
    marks: &[&Mark],
    escapes: &BTreeSet<usize>,
) -> Option<String> {
    let mut marks = marks.to_vec();
    // An outer one first: of those about the same words, a quotation is inside the spans.
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.is_quotation));
    let mut text = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    let mut next = marks.into_iter().peekable();
    let close = |mark: &Mark, text: &mut String| {
        *text += if mark.is_quotation { "" } else { "]" };
        *text += &mark.text;
    };
    let words = article.get(paragraph.clone())?;
    let ends = std::iter::once((words.len(), None));
    for (offset, c) in words.char_indices().map(|(offset, c)| (offset, Some(c))).chain(ends) {
        let offset = paragraph.start + offset;
        while open.last().is_some_and(|mark| mark.range.end == offset) {
            open.pop().into_iter().for_each(|mark| close(mark, &mut text));
        }
        while let Some(mark) = next.next_if(|mark| mark.range.start == offset) {
            if open.last().is_some_and(|around| around.range.end < mark.range.end) {
                return None;
            }
            text += if mark.is_quotation { "" } else { "[" };
            if mark.range.is_empty() { close(mark, &mut text) } else { open.push(mark) }
        }
        if escapes.contains(&offset) && c.is_some() {
            text.push('\\');
        }
        text.extend(c);
    }
    (open.is_empty() && next.peek().is_none()).then_some(text)
}
