//! Declarations and front matter that stand where they are text of the article: below a line of text, parted from their
//! head by a blank line, or without the closing `---`.

use crate::Context;
use ascribe_markup::model::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, FieldSpec, SOURCE_FIELDS, find};
use ascribe_markup::model::{BlockRange, Namespace, is_identifier};
use ascribe_markup::text::is_blank;

/// Line that opens and closes front matter.
const DASHES: &str = "---";

/// Head of a declaration that is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<'a> {
    /// Namespace of the id.
    pub namespace: Namespace,
    /// Its id.
    pub id: &'a str,
    /// Extent of its line.
    pub extent: BlockRange,
}

/// Reason why declarations or front matter of a paragraph are text, with the extent of the line that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A blank line stands between a head and its fields.
    BlankLine(BlockRange),
    /// Front matter has no closing line. Its fields end at this byte of the block.
    NotClosed(BlockRange, usize),
    /// A line of text stands directly above the head.
    TextAbove(BlockRange),
}

impl Cause {
    /// Extent of the line that shows it.
    pub fn extent(self) -> BlockRange {
        match self {
            Self::BlankLine(extent) | Self::NotClosed(extent, _) | Self::TextAbove(extent) => extent,
        }
    }
}

/// Declarations and front matter in a paragraph that are text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced<'a> {
    /// Why they are text.
    pub cause: Cause,
    /// Heads of ids that nothing else declares, in order.
    pub heads: Vec<Head<'a>>,
}

/// Misplaced declarations and front matter of a paragraph. A line of an article may look like a head (“@ferry: not again”),
/// so a head counts only if fields are below it or the paragraph has another cause.
pub fn misplaced<'a>(context: &Context<'a>) -> Option<Misplaced<'a>> {
    let block = context.at.block;
    block.paragraph()?;
    let text = &block.text[..block.content];
    let is_first = context.at.index == 0;
    // Most paragraphs have neither, and are not cut into lines.
    let has_head = || text.match_indices(['@', '^']).any(|(at, _)| is_line_start(text, at));
    if !text.starts_with([' ', '\t']) && !(is_first && text.contains(DASHES)) && !has_head() {
        return None;
    }
    let lines: Vec<(BlockRange, &str)> = lines(text).collect();
    let cause =
        parted(context, &lines).or_else(|| is_first.then(|| not_closed(&lines)).flatten()).or_else(|| {
            lines.windows(2).find_map(|pair| declares(pair).then_some(Cause::TextAbove(pair[0].0)))
        })?;
    let is_free = |head: &Head<'_>| !context.scope.defines(head.namespace, head.id);
    let heads = lines.iter().filter_map(|line| head(*line)).filter(is_free).collect();
    Some(Misplaced { cause, heads })
}

/// Whether a byte is the first of a line that is not the first.
fn is_line_start(text: &str, at: usize) -> bool {
    text[..at].ends_with(['\n', '\r'])
}

/// Lines of a block with their extents, without their line ends.
fn lines(text: &str) -> impl Iterator<Item = (BlockRange, &str)> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let from = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        // Between CR and LF is no line.
        (!line.is_empty()).then(|| (BlockRange::new(from, from + line.len()), line))
    })
}

/// Head of a declaration on a line.
fn head<'a>((extent, line): (BlockRange, &'a str)) -> Option<Head<'a>> {
    let namespace =
        [Namespace::Actor, Namespace::Source].into_iter().find(|it| line.starts_with(it.sign()))?;
    let (id, name) = line[namespace.sign().len_utf8()..].split_once(':')?;
    let is_named = !name.trim().is_empty();
    (is_named && is_identifier(id)).then_some(Head { namespace, id, extent })
}

/// Whether an indented line is a field of a table.
fn is_field(table: &[FieldSpec], line: &str) -> bool {
    let written = line.trim_start_matches([' ', '\t']);
    let key = written.split_once(':').map(|(key, _)| key.trim_end());
    written.len() < line.len() && key.is_some_and(|key| find(table, key).is_some())
}

fn fields(namespace: Namespace) -> &'static [FieldSpec] {
    if namespace == Namespace::Actor { &ACTOR_FIELDS } else { &SOURCE_FIELDS }
}

/// Whether the first of two lines is the head of a declaration, and the other one a field of it.
fn declares(pair: &[(BlockRange, &str)]) -> bool {
    let [first, (_, second)] = pair else { return false };
    head(*first).is_some_and(|head| is_field(fields(head.namespace), second))
}

/// Fields below the blank lines after a declaration.
fn parted(context: &Context<'_>, lines: &[(BlockRange, &str)]) -> Option<Cause> {
    let before = context.scope.document.block(context.at.index.checked_sub(1)?)?;
    let declaration = before.block.declaration()?;
    let (extent, line) = *lines.first()?;
    is_field(fields(declaration.namespace), line).then_some(Cause::BlankLine(extent))
}

/// Front matter at the start of the document that is not closed: a line `---`, then lines of keys of which one is known.
fn not_closed(lines: &[(BlockRange, &str)]) -> Option<Cause> {
    let ((extent, opening), rest) = lines.split_first()?;
    if opening.trim_start_matches('\u{feff}').trim_end_matches(is_blank) != DASHES {
        return None;
    }
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.trim_end_matches(is_blank).to_owned());
    let is_key = |key: &str| is_identifier(key);
    let keys: Vec<(BlockRange, String)> = rest
        .iter()
        .map_while(|(extent, line)| Some((*extent, key(line).filter(|key| is_key(key))?)))
        .collect();
    let is_known = keys.iter().any(|(_, key)| find(&FRONT_MATTER_FIELDS, key).is_some());
    let (last, _) = keys.last().filter(|_| is_known)?;
    Some(Cause::NotClosed(*extent, last.end as usize))
}
