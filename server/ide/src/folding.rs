//! Folding ranges: front matter, declarations, notes, paragraphs and quotations over several lines.

use ascribe_lints::sourcing::quotations;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{BlockKind, Namespace};
use ascribe_markup::text::line_ends;
use std::ops::Range;

/// Kind of a fold, in order of priority for editors that accept only a few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    /// Front matter.
    FrontMatter,
    /// Declarations with nothing but blank lines and notes between them.
    Declarations,
    /// Consecutive notes.
    Notes,
    /// A quotation over several paragraphs.
    Quotation,
    /// A declaration with its fields.
    Declaration,
    /// A paragraph.
    Paragraph,
}

/// A folding range of several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Byte range; the first line stays visible when folded.
    pub range: Range<usize>,
    /// Kind of fold.
    pub kind: FoldKind,
    /// Short description of the hidden text.
    pub label: String,
}

/// Folds of a document in text order, outer ones first. Each has at least two lines.
pub fn folds(document: &Document) -> Vec<Fold> {
    let mut folds: Vec<Fold> = document.blocks().filter_map(block).collect();
    folds.extend(runs(document));
    folds.extend(long_quotations(document));
    folds.sort_by_key(|fold| (fold.range.start, std::cmp::Reverse(fold.range.end)));
    folds
}

/// Byte range of a block without the trailing blank lines.
fn content(at: BlockAt<'_>) -> Range<usize> {
    at.start..at.start + at.block.text[..at.block.content].trim_end().len()
}

fn block(at: BlockAt<'_>) -> Option<Fold> {
    let range = content(at);
    let lines = line_ends(&at.block.text[..range.len()]);
    if lines == 0 {
        return None;
    }
    let keys = || at.block.fields().iter().map(|field| &*field.key).collect::<Vec<_>>().join(", ");
    let (kind, label) = match &at.block.kind {
        BlockKind::Blank | BlockKind::Note(_) | BlockKind::Unread => return None,
        BlockKind::FrontMatter(fields) => {
            let title = fields.iter().find(|field| &*field.key == "title" && !field.value.is_empty());
            (FoldKind::FrontMatter, title.map_or_else(keys, |title| title.value.to_string()))
        }
        BlockKind::Declaration(_) => (FoldKind::Declaration, keys()),
        BlockKind::Paragraph(_) => (FoldKind::Paragraph, counted(lines, "more line")),
    };
    Some(Fold { range, kind, label })
}

/// Folds of two or more consecutive declarations or notes.
fn runs(document: &Document) -> Vec<Fold> {
    let mut declarations: Vec<Vec<BlockAt<'_>>> = vec![Vec::new()];
    let mut notes: Vec<Vec<BlockAt<'_>>> = vec![Vec::new()];
    for at in document.blocks() {
        let is_note = matches!(at.block.kind, BlockKind::Note(_));
        match (at.block.declaration(), declarations.last_mut()) {
            (Some(_), Some(run)) => run.push(at),
            (None, _) if is_note || matches!(at.block.kind, BlockKind::Blank) => {}
            _ => declarations.push(Vec::new()),
        }
        match notes.last_mut() {
            Some(run) if is_note => run.push(at),
            _ => notes.push(Vec::new()),
        }
        // A blank line separates notes, but not declarations.
        if at.block.content < at.block.len() {
            notes.push(Vec::new());
        }
    }
    let declarations = declarations.into_iter().map(|run| (FoldKind::Declarations, run));
    let notes = notes.into_iter().map(|run| (FoldKind::Notes, run));
    let long = declarations.chain(notes).filter(|(_, run)| run.len() > 1);
    let fold = |(kind, run): (FoldKind, Vec<BlockAt<'_>>)| {
        let label = match kind {
            FoldKind::Notes => counted(run.len(), "note"),
            _ => declared(&run),
        };
        Some(Fold { range: content(*run.first()?).start..content(*run.last()?).end, kind, label })
    };
    long.filter_map(fold).collect()
}

fn declared(run: &[BlockAt<'_>]) -> String {
    let of = |namespace| {
        let declarations = run.iter().filter_map(|at| at.block.declaration());
        declarations.filter(|declaration| declaration.namespace == namespace).count()
    };
    let counts = [Namespace::Actor, Namespace::Source].map(|namespace| (of(namespace), namespace.noun()));
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, noun)| counted(count, noun)).collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Folds of quotations over several paragraphs, from the first mark to the end of the last part.
fn long_quotations(document: &Document) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, around) in document.blocks().zip(quotations::arounds(document)) {
        if around.continued.or(around.goes_on).is_none() {
            continue;
        }
        for marked in at.block.marked() {
            let continues = quotations::continued(at.block, marked, around).is_some();
            let goes_on = quotations::going_on(at.block, marked, around).is_some();
            if continues && let Some((start, parts)) = open.take() {
                open = Some((start, parts + 1)).filter(|_| goes_on);
                if !goes_on {
                    let range = start..marked.whole().at(at.start).end;
                    let label = counted(parts + 1, "paragraph");
                    folds.push(Fold { range, kind: FoldKind::Quotation, label });
                }
            } else if goes_on {
                open = Some((marked.extent.at(at.start).start, 1));
            }
        }
    }
    folds
}
