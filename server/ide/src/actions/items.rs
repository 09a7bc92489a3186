//! Edits of the items of an annotation.

use ascribe_lints::sourcing::attribute::add_item;
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Annotation, BlockRange, Item, Marked, Shape, removal};
use ascribe_markup::strip::keeps_article;
use ascribe_markup::text::is_separator;

/// Edits that remove items from an annotation; the whole annotation ([`without_annotation`]) if no items remain.
pub(super) fn without(
    document: &Document,
    at: BlockAt<'_>,
    marked: &Marked,
    goes: impl Fn(&Item) -> bool,
) -> Option<Vec<Edit>> {
    let annotation = marked.annotation.as_ref()?;
    if annotation.items.iter().all(&goes) {
        return without_annotation(document, at, marked);
    }
    Some(removals(at, annotation, goes))
}

/// Edits that remove items from an annotation that keeps or gets another one.
pub(super) fn removals(at: BlockAt<'_>, annotation: &Annotation, goes: impl Fn(&Item) -> bool) -> Vec<Edit> {
    let text = &at.block.text;
    let mut runs: Vec<BlockRange> = Vec::new();
    for item in annotation.items.iter().filter(|item| goes(item)) {
        match runs.last_mut() {
            Some(last) if text[last.end as usize..item.extent.start as usize].chars().all(is_separator) => {
                last.end = item.extent.end;
            }
            _ => runs.push(item.extent),
        }
    }
    let removed = runs.into_iter().map(|run| removal(text, run));
    removed.map(|(run, blank)| Edit::replace(run.at(at.start), blank)).collect()
}

/// Edits that remove an annotation and the brackets that carry it, if the article and other annotations stay the same.
pub(super) fn without_annotation(document: &Document, at: BlockAt<'_>, marked: &Marked) -> Option<Vec<Edit>> {
    let annotation = marked.annotation.as_ref()?;
    let mut edits = vec![Edit::replace(annotation.extent.at(at.start), "")];
    if marked.shape == Shape::Span {
        let opening = BlockRange { end: marked.content.start, ..marked.extent };
        let closing = BlockRange { start: marked.content.end, end: annotation.extent.end };
        edits = vec![Edit::replace(opening.at(at.start), ""), Edit::replace(closing.at(at.start), "")];
    }
    is_one_less(document, at, annotation, &edits).then_some(edits)
}

/// Whether the edits remove this annotation and change nothing else.
fn is_one_less(document: &Document, at: BlockAt<'_>, gone: &Annotation, edits: &[Edit]) -> bool {
    let edited = document.edited(edits);
    let others = at.block.annotations();
    let before: Vec<&str> = others
        .filter(|other| other.extent != gone.extent)
        .map(|other| at.block.slice(other.extent))
        .collect();
    let Some(block) = edited.block(at.index) else { return false };
    let after = block.block.annotations();
    let after: Vec<&str> = after.map(|annotation| block.block.slice(annotation.extent)).collect();
    before == after && ascribe_markup::strip::same_article(document, &edited)
}

/// Edit that adds an item to the annotation of a quotation or span, or a new annotation to a quotation; `None` if there
/// is no place for it.
pub(super) fn with_item(document: &Document, at: BlockAt<'_>, marked: &Marked, item: &str) -> Option<Edit> {
    match &marked.annotation {
        Some(annotation) => annotation.closed.then(|| add_item(at, annotation, item)),
        None if matches!(marked.shape, Shape::Quotation { closed: true, .. }) => {
            let edit = Edit::insert(marked.extent.at(at.start).end, format!("{{{item}}}"));
            keeps_article(document, std::slice::from_ref(&edit)).then_some(edit)
        }
        None => None,
    }
}
