//! Inline completion: the likely speaker after a quotation or bracket that was just closed.

use ascribe_language::words;
use ascribe_lints::sourcing::attribute::Speakers;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Block, BlockKind, BlockRange, Marked, Shape, read_blocks};
use ascribe_markup::scope::Scope;

/// Minimum length in words of a bracketed claim; a shorter bracket is an editorial insertion, such as “[sic]”.
const CLAIM_WORDS: usize = 3;

/// Annotations for the closed quotation or bracket without one that ends at a byte offset, most likely first.
pub fn proposals(scope: &Scope, offset: usize) -> Vec<String> {
    let Some((at, marked)) = just_closed(scope, offset) else { return Vec::new() };
    let kind = if marked.is_quotation() { "" } else { "claim " };
    let speakers = Speakers::new(scope, at);
    let likely = speakers.near(&marked).into_iter();
    likely.map(|(id, _)| format!("{{{kind}@{}}}", speakers.with_stance(&marked, &id))).collect()
}

/// Annotation to suggest unasked at a byte offset: only if there is exactly one proposal.
pub fn inline_completion(scope: &Scope, offset: usize) -> Option<String> {
    let mut proposals = proposals(scope, offset);
    proposals.pop().filter(|_| proposals.is_empty())
}

/// Quotation or bracket without braces that ends at a byte offset.
pub(super) fn just_closed(scope: &Scope, offset: usize) -> Option<(BlockAt<'_>, Marked)> {
    // At the start of a block, this refers to the end of the previous block.
    let at = scope.document.block_at(offset.checked_sub(1)?)?;
    let relative = offset - at.start.min(offset);
    if !matches!(at.block.kind, BlockKind::Paragraph(_)) || at.block.text.get(relative..)?.starts_with('{') {
        return None;
    }
    let quotation = at.block.marked().iter().find(|marked| {
        marked.extent.end as usize == relative
            && matches!(marked.shape, Shape::Quotation { closed: true, .. })
    });
    match quotation {
        Some(quotation) => {
            let inside = at.block.marked().iter().any(|other| {
                other.is_quotation() && other.extent != quotation.extent && other.extent.touches(relative)
            });
            (quotation.annotation.is_none() && !inside).then(|| (at, quotation.clone()))
        }
        None => bracket(at, relative).map(|marked| (at, marked)),
    }
}

/// Bracket that braces would turn into a span. Brackets inside quotations are editorial insertions.
fn bracket(at: BlockAt<'_>, end: usize) -> Option<Marked> {
    let text = at.block.text.get(..end)?.strip_suffix(']')?;
    let in_quotation = |marked: &Marked| marked.is_quotation() && marked.extent.touches(end);
    let is_escape = |start: usize| {
        let escapes = at.block.paragraph().map(|paragraph| &paragraph.escapes);
        escapes.is_some_and(|all| all.iter().any(|escape| escape.start as usize + 1 == start))
    };
    if at.block.marked().iter().any(in_quotation) || is_escape(text.len()) {
        return None;
    }
    let mut depth = 0;
    let start = text.char_indices().rev().find(|&(place, c)| match c {
        _ if is_escape(place) => false,
        ']' => {
            depth += 1;
            false
        }
        '[' if depth > 0 => {
            depth -= 1;
            false
        }
        c => c == '[',
    });
    let (start, _) = start?;
    let content = BlockRange::new(start + 1, text.len());
    let extent = BlockRange::new(start, end);
    let is_claim = words::count(at.block.slice(content)) >= CLAIM_WORDS && becomes_span(at, extent);
    is_claim.then_some(Marked { shape: Shape::Span, extent, content, annotation: None, parent: None })
}

/// Whether braces behind brackets make a span of them, and of nothing else: annotations within may end elsewhere then.
fn becomes_span(at: BlockAt<'_>, extent: BlockRange) -> bool {
    let mut text = at.block.text.to_string();
    text.insert_str(extent.end as usize, "{claim}");
    let [block] = &read_blocks(&text, at.block.start_state)[..] else { return false };
    let spans = |block: &Block| block.annotations().count();
    let mut marked = block.marked().iter();
    marked.any(|marked| marked.extent == extent && marked.annotation.is_some())
        && spans(block) == spans(at.block) + 1
}
