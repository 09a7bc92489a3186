//! Document highlights for the item at the cursor: uses of an id, marks of a quotation or span, parts of a quotation.

use super::references::{Use, uses};
use super::subject::{Subject, id_of, subject_at};
use ascribe_lints::sourcing::quotations;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{BlockRange, Marked};
use ascribe_markup::scope::Scope;
use std::collections::BTreeSet;
use std::ops::Range;

/// Kind of a highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Highlight {
    /// Definition of the id.
    Write,
    /// Reference to the id, or mention of the actor.
    Read,
    /// Mark, or part of a quotation.
    Text,
}

/// Highlights for the item at a byte offset, in order; empty for plain words.
pub fn highlights(scope: &Scope, offset: usize) -> Vec<(Range<usize>, Highlight)> {
    let document = &scope.document;
    let subject = subject_at(scope, offset);
    let id = subject.as_ref().and_then(|(_, _, subject)| id_of(subject));
    let mark =
        || document.block_at(offset).and_then(|at| at_mark(document, at, offset - at.start.min(offset)));
    let found = if let Some((namespace, id, path)) = id {
        let uses = uses(scope, namespace, &id, path.as_deref()).into_iter();
        let kind = |how| if how == Use::Definition { Highlight::Write } else { Highlight::Read };
        uses.map(|(range, how)| (range, kind(how))).collect()
    } else if let Some(marks) = mark() {
        marks.into_iter().map(|range| (range, Highlight::Text)).collect()
    } else if let Some((_, at, Subject::Marked(marked))) = subject {
        let parts = parts(document, at, marked);
        let several = parts.len() > 1;
        parts
            .into_iter()
            .filter(|_| several)
            .map(|(at, part)| (part.extent.at(at.start), Highlight::Text))
            .collect()
    } else {
        Vec::new()
    };
    let ordered: BTreeSet<_> = found.into_iter().map(|(range, how)| (range.start, range.end, how)).collect();
    ordered.into_iter().map(|(start, end, how)| (start..end, how)).collect()
}

/// Marks and brackets that match the one at an offset of a block, including those of the other parts of a quotation;
/// braces match each other. A mark that starts at the offset takes precedence over one that ends there.
fn at_mark(document: &Document, at: BlockAt<'_>, offset: usize) -> Option<Vec<Range<usize>>> {
    let starts = |mark: &BlockRange| mark.start as usize == offset && mark.start < mark.end;
    let touches = |mark: &BlockRange| mark.touches(offset) && mark.start < mark.end;
    let pairs = at.block.marked().iter().flat_map(|marked| {
        let braces = braces(marked).map(|braces| (marked, braces, false));
        std::iter::once((marked, marks(marked), true)).chain(braces)
    });
    let pairs: Vec<_> = pairs.collect();
    let at_start = pairs.iter().find(|(_, pair, _)| pair.iter().any(starts));
    let (marked, pair, are_marks) =
        at_start.or_else(|| pairs.iter().rev().find(|(_, pair, _)| pair.iter().any(touches)))?;
    if !are_marks {
        return Some(pair.iter().map(|brace| brace.at(at.start)).collect());
    }
    let all = parts(document, at, marked).into_iter().flat_map(|(at, part)| {
        let written = marks(part).into_iter().filter(|mark| mark.start < mark.end);
        written.map(move |mark| mark.at(at.start))
    });
    Some(all.collect())
}

/// Opening and closing mark or bracket; the closing one is empty if it is missing.
fn marks(marked: &Marked) -> [BlockRange; 2] {
    [
        BlockRange { end: marked.content.start, ..marked.extent },
        BlockRange { start: marked.content.end, ..marked.extent },
    ]
}

fn braces(marked: &Marked) -> Option<[BlockRange; 2]> {
    let annotation = marked.annotation.as_ref().filter(|annotation| annotation.closed)?;
    let BlockRange { start, end } = annotation.extent;
    Some([BlockRange { start, end: start + 1 }, BlockRange { start: end - 1, end }])
}

/// Parts of an annotation: the labelled annotation and those with its `part=`, each with all paragraphs of its
/// quotation.
fn parts<'a>(document: &'a Document, at: BlockAt<'a>, marked: &'a Marked) -> Vec<(BlockAt<'a>, &'a Marked)> {
    let labels: BTreeSet<&str> = labels(marked).collect();
    let mut parts = vec![(at, marked)];
    let joined = document.blocks().filter(|_| !labels.is_empty());
    parts.extend(joined.flat_map(|at| {
        let own =
            at.block.marked().iter().filter(|other| self::labels(other).any(|label| labels.contains(label)));
        own.map(move |other| (at, other))
    }));
    let over_paragraphs = parts.iter().flat_map(|(at, part)| {
        if part.is_quotation() { quotations::parts(document, at.index, part) } else { Vec::new() }
    });
    let more: Vec<_> = over_paragraphs.collect();
    parts.extend(more);
    parts.sort_by_key(|(at, part)| (at.index, part.extent));
    parts.dedup_by_key(|(at, part)| (at.index, part.extent));
    parts
}

/// Labels in this document that an annotation has or is a part of.
fn labels(marked: &Marked) -> impl Iterator<Item = &str> {
    let annotation = marked.annotation.iter();
    annotation.flat_map(|annotation| {
        let part = annotation.attribute("part").into_iter().flat_map(|part| &part.references);
        let here = part.filter(|reference| reference.document.is_none());
        annotation.labels().chain(here).map(|label| &*label.id).filter(|id| !id.is_empty())
    })
}
