//! Document symbols: the outline of a document.

use ascribe_language::stance::Stance;
use ascribe_language::words::shortened;
use ascribe_markup::document::{BlockAt, Document, Labels};
use ascribe_markup::model::statement;
use ascribe_markup::model::{Annotation, Block, BlockKind, BlockRange, Marked, Namespace};
use std::ops::Range;

/// Kind of an outline entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// Front matter.
    FrontMatter,
    /// A declared actor.
    Actor,
    /// A declared source.
    Source,
    /// A paragraph with annotations.
    Paragraph,
    /// An annotated quotation or span.
    Annotation,
}

/// Outline entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Name, or the start of the text.
    pub name: String,
    /// Short description.
    pub detail: String,
    /// Kind of the entry.
    pub kind: SymbolKind,
    /// Byte range of the whole entry.
    pub range: Range<usize>,
    /// Byte range to select; within `range`.
    pub selection: Range<usize>,
    /// Child entries.
    pub children: Vec<Symbol>,
}

/// Outline of a document: front matter, declarations, and paragraphs with annotations.
pub fn symbols(document: &Document) -> Vec<Symbol> {
    let labels = Labels::new(document);
    document.blocks().filter_map(|at| symbol(&labels, at)).collect()
}

/// Outline entry of a block.
fn symbol<'a>(labels: &Labels<'a>, at: BlockAt<'a>) -> Option<Symbol> {
    let BlockAt { start, block, .. } = at;
    let content = block.text[..block.content].trim_end();
    let range = start..start + content.len();
    match &block.kind {
        BlockKind::Blank | BlockKind::Note(_) | BlockKind::Unread => None,
        BlockKind::FrontMatter(fields) => {
            let title = fields.iter().find(|field| &*field.key == "title");
            let name = title.map_or("Front matter", |title| &*title.value).to_owned();
            Some(Symbol {
                name: if name.is_empty() { "Front matter".into() } else { name },
                detail: String::new(),
                kind: SymbolKind::FrontMatter,
                selection: range.start..range.start,
                range,
                children: Vec::new(),
            })
        }
        BlockKind::Declaration(declaration) => {
            let id = format!("{}{}", declaration.namespace.sign(), declaration.id);
            let about = declaration.field("role").or_else(|| declaration.field("outlet")).unwrap_or_default();
            Some(Symbol {
                name: if declaration.name.is_empty() { id.clone() } else { declaration.name.to_string() },
                detail: if about.is_empty() { id } else { format!("{id} · {about}") },
                kind: match declaration.namespace {
                    Namespace::Source => SymbolKind::Source,
                    _ => SymbolKind::Actor,
                },
                selection: declaration.id_extent.at(start),
                range,
                children: Vec::new(),
            })
        }
        BlockKind::Paragraph(paragraph) => {
            let children = annotations(labels, start, block);
            (!paragraph.marked.is_empty() && !children.is_empty()).then(|| Symbol {
                name: shortened(block.segments(BlockRange::new(0, block.content))),
                detail: String::new(),
                kind: SymbolKind::Paragraph,
                selection: range.start..range.start,
                range,
                children,
            })
        }
    }
}

/// Annotated texts of a block as a tree. Unannotated quotations are skipped; their children go to the enclosing entry.
fn annotations<'a>(labels: &Labels<'a>, start: usize, block: &'a Block) -> Vec<Symbol> {
    let marked = block.marked();
    let mut below: Vec<Vec<Symbol>> = vec![Vec::new(); marked.len()];
    let mut symbols = Vec::new();
    // Inner texts come after outer ones.
    for (place, one) in marked.iter().enumerate().rev() {
        let children = std::mem::take(&mut below[place]);
        let around = match one.parent {
            Some(parent) => &mut below[parent],
            None => &mut symbols,
        };
        let stance = labels.stance_of(one);
        match &one.annotation {
            Some(_) => around.push(Symbol {
                name: statement::title(stance, &shortened(block.segments(one.content))),
                detail: detail(one, stance),
                kind: SymbolKind::Annotation,
                range: one.whole().at(start),
                selection: one.content.at(start),
                children: children.into_iter().rev().collect(),
            }),
            None => around.extend(children),
        }
    }
    symbols.reverse();
    symbols
}

fn detail(marked: &Marked, stance: Option<Stance>) -> String {
    let mut detail = statement::noun(marked.kind(), stance);
    let labels = marked.annotation.iter().flat_map(Annotation::labels);
    for reference in labels.chain(marked.actors()).chain(marked.sources()) {
        detail.push(' ');
        detail.push(reference.namespace.sign());
        detail.push_str(&reference.id);
    }
    detail
}
