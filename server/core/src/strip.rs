//! The article without the markup.

use crate::document::Document;
use crate::model::{Block, Facts, Shape};

/// Takes away annotations, the brackets that carry one, the backslashes of escapes, notes, and front matter
/// and declarations with the blank lines behind them; nothing else.
pub fn strip(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len());
    for at in document.blocks() {
        match at.block.facts {
            Facts::FrontMatter(_) | Facts::Declaration(_) => {
                if at.block.text.starts_with('\u{feff}') {
                    out.push('\u{feff}');
                }
            }
            Facts::Blank => out.push_str(&at.block.text),
            Facts::Note(_) => out.push_str(&at.block.text[at.block.content..]),
            Facts::Paragraph(_) => strip_paragraph(at.block, &mut out),
        }
    }
    out
}

fn strip_paragraph(block: &Block, out: &mut String) {
    let Some(paragraph) = block.paragraph() else { return };
    let mut cuts: Vec<(u32, u32)> = paragraph.escapes.iter().map(|e| (e.start, e.start + 1)).collect();
    for marked in &paragraph.marked {
        if marked.shape == Shape::Span {
            cuts.push((marked.extent.start, marked.content.start));
            cuts.push((marked.content.end, marked.extent.end));
        }
        cuts.extend(
            marked.annotation.as_ref().map(|annotation| (annotation.extent.start, annotation.extent.end)),
        );
    }
    cuts.sort_unstable();
    let mut from = 0;
    for (start, end) in cuts {
        out.push_str(&block.text[from..start as usize]);
        from = end as usize;
    }
    out.push_str(&block.text[from..]);
}
