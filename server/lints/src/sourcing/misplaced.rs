//! Declarations and front matter that stand where they are text of the article: below a line of text, parted from their
//! head by a blank line, or without the closing `---`.
//!
//! Each of their lines is a block. The first of them shows the cause, for all lines up to the next blank one.

use crate::Context;
use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, FieldSpec, SOURCE_FIELDS, find};
use ascribe_markup::model::{Block, Namespace, is_identifier};
use ascribe_markup::syntax::StartState;
use std::ops::Range;

/// Line that opens and closes front matter.
const DASHES: &str = "---";

/// Maximum number of lines from a line to its cause.
pub(super) const FARTHEST: usize = 200;

/// Reason why a group of lines is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A blank line stands between a head and these fields.
    BlankLine,
    /// Front matter has no closing line.
    NotClosed,
    /// A line of text stands directly above the head.
    TextAbove,
}

/// Kind of a line of text that looks like markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    /// Head of a declaration.
    Head(Namespace, &'a str),
    /// Indented field of an actor or a source.
    Field,
    /// Key of front matter.
    Key,
    /// `---`
    Dashes,
}

/// Kind of a block that is one line of text.
fn line(block: &Block) -> Option<Line<'_>> {
    block.paragraph()?;
    let text = block.text[..block.content].trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    if text.contains(['\n', '\r']) {
        return None;
    }
    if text.trim_end() == DASHES {
        return Some(Line::Dashes);
    }
    let (key, value) = text.split_once(':')?;
    if let Some(namespace) =
        [Namespace::Actor, Namespace::Source].into_iter().find(|it| key.starts_with(it.sign()))
    {
        let id = &key[namespace.sign().len_utf8()..];
        return (is_identifier(id) && !value.trim().is_empty()).then_some(Line::Head(namespace, id));
    }
    let is_in = |table: &[FieldSpec], key: &str| find(table, key).is_some();
    let field = key.trim_start_matches([' ', '\t']);
    if field.len() < key.len() {
        (is_in(&ACTOR_FIELDS, field) || is_in(&SOURCE_FIELDS, field)).then_some(Line::Field)
    } else {
        is_in(&FRONT_MATTER_FIELDS, key).then_some(Line::Key)
    }
}

/// Whether a block may carry on a group of which lines above are a part.
pub(super) fn may_carry_on(block: &Block) -> bool {
    block.start_state == StartState::Continuation && line(block).is_some()
}

/// Whether a block is the head of a declaration, if the next one is a field.
pub(super) fn may_be_head(block: &Block) -> bool {
    matches!(line(block), Some(Line::Head(..) | Line::Dashes))
}

/// Whether a line is text that looks like markup, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Misplacement {
    /// Cause for which this line and those below it are text.
    own: Option<Cause>,
    /// Whether a line above, in the same group, is one.
    is_below_cause: bool,
}

/// Misplacement of each of some blocks: a line of an article may look like a head (“@ferry: not again”), so it is a cause
/// only if a field is directly below it.
pub(crate) fn misplacements(document: &Document, blocks: Range<usize>) -> Vec<Misplacement> {
    let all = document.chunked_blocks();
    let carries_on = |index: &usize| all.get(*index).is_some_and(|at| may_carry_on(at.item));
    let above = (0..=blocks.start).rev().take(FARTHEST).take_while(carries_on).count();
    let first = blocks.start - above.min(blocks.start);
    let mut lines =
        all.range(first..(blocks.end + 1).min(all.len())).map(|at| (at.index, at.item)).peekable();
    let mut found = Vec::with_capacity(blocks.len());
    // Whether the block before is a declaration, and the last cause of the group.
    let before = first.checked_sub(1).and_then(|index| all.get(index));
    let (mut follows_declaration, mut last) =
        (before.is_some_and(|at| at.item.declaration().is_some()), None);
    while let Some((index, block)) = lines.next().filter(|(index, _)| *index < blocks.end) {
        let is_first = block.start_state != StartState::Continuation;
        let below = lines.peek().filter(|(_, next)| may_carry_on(next)).and_then(|(_, next)| line(next));
        let kind = line(block);
        if is_first || kind.is_none() {
            last = None;
        }
        let own = match kind {
            Some(Line::Field) if is_first && follows_declaration => Some(Cause::BlankLine),
            Some(Line::Dashes) if index == 0 && below == Some(Line::Key) => Some(Cause::NotClosed),
            Some(Line::Head(..)) if !is_first && below == Some(Line::Field) => Some(Cause::TextAbove),
            _ => None,
        };
        let is_below_cause = last.is_some_and(|last| index - last < FARTHEST);
        if index >= blocks.start {
            found.push(Misplacement { own, is_below_cause });
        }
        last = own.map(|_| index).or(last);
        follows_declaration = block.declaration().is_some();
    }
    found
}

impl Misplacement {
    /// Cause for which the block and the lines below it are text; `None` if it is text because of a line above it.
    pub fn cause(self) -> Option<Cause> {
        self.own.filter(|_| !self.is_below_cause)
    }

    /// Whether the block is text because of itself or a line above it.
    fn is_text(self) -> bool {
        self.own.is_some() || self.is_below_cause
    }
}

/// Id in this namespace that a block would declare if it were not misplaced, unless it is declared elsewhere.
pub(crate) fn misplaced_id<'a>(context: &Context<'a>, namespace: Namespace) -> Option<&'a str> {
    if !context.misplacement.is_text() {
        return None;
    }
    let block: &'a Block = context.at.block;
    let Line::Head(own, id) = line(block)? else { return None };
    (own == namespace && !context.scope.defines(namespace, id)).then_some(id)
}

/// Index of the last line of the front matter that begins at the start of a document and is not closed.
pub(crate) fn end_of_opened_front_matter(document: &Document) -> usize {
    let is_key = |index: &usize| {
        let at = document.block(*index);
        at.is_some_and(|at| may_carry_on(at.block) && line(at.block) == Some(Line::Key))
    };
    (1..FARTHEST).take_while(is_key).count()
}
