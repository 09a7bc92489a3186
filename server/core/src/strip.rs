//! The article without the markup.

use crate::Edit;
use crate::document::Document;
use crate::model::{Extent, Facts};

/// Takes away annotations, the brackets that carry one, the backslashes of escapes, notes, and front matter
/// and declarations with the blank lines behind them; nothing else.
pub fn strip(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len());
    for at in document.blocks() {
        let is_text = matches!(at.block.facts, Facts::Blank | Facts::Paragraph(_));
        if !is_text && at.block.text.starts_with('\u{feff}') {
            out.push('\u{feff}');
        }
        match at.block.facts {
            Facts::FrontMatter(_) | Facts::Declaration(_) => {}
            Facts::Blank => out.push_str(&at.block.text),
            Facts::Note(_) => out.push_str(&at.block.text[at.block.content..]),
            Facts::Paragraph(_) => out.push_str(&at.block.words(Extent::new(0, at.block.len()))),
        }
    }
    out
}

/// Whether the article is the same after these edits, of which none overlaps another. A mark or bracket that
/// changes its meaning may change that of others far behind it.
pub fn keeps_article(document: &Document, edits: &[Edit]) -> bool {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut edited = document.clone();
    for edit in edits {
        edited.edit(edit);
    }
    strip(&edited) == strip(document)
}
