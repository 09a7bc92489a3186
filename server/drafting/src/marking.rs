//! Places draft annotations in a block: after quotations, and in brackets around other words; never across existing
//! markup, and never so that the block is parsed differently.

use ascribe_markup::Edit;
use ascribe_markup::model::{Block, BlockRange, Marked, Shape, read_blocks};
use std::sync::Arc;

/// Place for an annotation in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkingPlace {
    /// Extent, with the quotation marks of a quotation.
    pub extent: BlockRange,
    /// Whether it needs no brackets.
    pub is_quotation: bool,
    /// Whether it consists only of quoted words, in marks that the markup does not recognise.
    pub is_quoted: bool,
}

/// A block with the annotations to insert.
#[derive(Debug)]
pub struct Marking {
    block: Arc<Block>,
    edits: Vec<Edit>,
    taken: Vec<BlockRange>,
    annotations: usize,
}

impl Marking {
    /// Creates a marking without annotations.
    pub fn new(block: &Arc<Block>) -> Self {
        let annotations = annotations(block);
        Self { block: Arc::clone(block), edits: Vec::new(), taken: Vec::new(), annotations }
    }

    /// Edits, with byte ranges relative to the block.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Number of words in an extent.
    pub fn words(&self, extent: BlockRange) -> usize {
        ascribe_language::words::count(self.block.slice(extent))
    }

    /// Annotated quotation or span that overlaps an extent.
    pub fn annotated(&self, extent: BlockRange) -> Option<&Marked> {
        let mut all = self.block.marked().iter().filter(|marked| marked.annotation.is_some());
        all.find(|marked| {
            let whole = marked.whole();
            whole.start < extent.end && extent.start < whole.end
        })
    }

    /// Places for annotations of a statement's content.
    pub fn places(&self, content: BlockRange) -> Vec<MarkingPlace> {
        let Some(content) = self.trimmed(content) else { return Vec::new() };
        let touched: Vec<&Marked> = self
            .block
            .marked()
            .iter()
            .filter(|marked| {
                marked.is_quotation()
                    && marked.parent.is_none_or(|parent| !self.block.marked()[parent].is_quotation())
            })
            .filter(|marked| marked.extent.start < content.end && content.start < marked.extent.end)
            .collect();
        if touched.iter().any(|marked| matches!(marked.shape, Shape::Quotation { closed: false, .. })) {
            // Only the closed quotations in it have a place.
            return touched.into_iter().filter(|marked| is_closed(marked)).map(quotation).collect();
        }
        let mut outside = String::new();
        let mut from = content.start;
        for marked in &touched {
            outside.push_str(
                self.block
                    .text
                    .get(from as usize..marked.extent.start.max(from) as usize)
                    .unwrap_or_default(),
            );
            from = from.max(marked.extent.end);
        }
        outside
            .push_str(self.block.text.get(from as usize..content.end.max(from) as usize).unwrap_or_default());
        let only_quotes = outside.trim().trim_start_matches("that").chars().all(|c| !c.is_alphanumeric());
        if only_quotes {
            return touched.into_iter().map(quotation).collect();
        }
        let start = touched
            .iter()
            .map(|marked| marked.extent.start)
            .chain([content.start])
            .min()
            .unwrap_or(content.start);
        let end =
            touched.iter().map(|marked| marked.extent.end).chain([content.end]).max().unwrap_or(content.end);
        let text = self.block.slice(BlockRange { start, end });
        let is_quoted = text.starts_with(['‘', '\'']) && text.ends_with(['’', '\'']);
        vec![MarkingPlace { extent: BlockRange { start, end }, is_quotation: false, is_quoted }]
    }

    /// Trims a leading “that”, and blanks and punctuation that belong to the sentence.
    fn trimmed(&self, content: BlockRange) -> Option<BlockRange> {
        let text = self.block.text.get(content.range())?;
        let without = text.trim_start().trim_start_matches([',', ':', ';']).trim_start();
        let without = without
            .strip_prefix("that")
            .filter(|rest| rest.starts_with([' ', '\n', '\r']))
            .unwrap_or(without)
            .trim_start();
        let end = without.trim_end().trim_end_matches([',', ';', ':', '.']).trim_end();
        // “in the U.S.”
        let is_dotted = end.rsplit(' ').next().is_some_and(|last| last.contains('.'));
        let end =
            if is_dotted && without[end.len()..].starts_with('.') { &without[..=end.len()] } else { end };
        let start = content.start as usize + (text.len() - without.len());
        (!end.is_empty()).then(|| BlockRange::new(start, start + end.len()))
    }

    /// Adds annotations at the places, all or none; returns whether it did.
    pub fn put(&mut self, new: &[(MarkingPlace, String)]) -> bool {
        let crosses = |place: &MarkingPlace| {
            self.taken.iter().any(|taken| taken.start < place.extent.end && place.extent.start < taken.end)
                || self.annotated(place.extent).is_some()
        };
        if new.is_empty() || new.iter().any(|(place, _)| crosses(place)) {
            return false;
        }
        let mut edits = self.edits.clone();
        for (place, items) in new {
            let range = place.extent.range();
            if place.is_quotation {
                edits.push(Edit::insert(range.end, format!("{{{items}}}")));
            } else {
                edits.push(Edit::insert(range.start, "["));
                edits.push(Edit::insert(range.end, format!("]{{{items}}}")));
            }
        }
        edits.sort_by_key(|edit| edit.range.start);
        if !self.reads_well(&edits, self.annotations + new.len()) {
            return false;
        }
        self.edits = edits;
        self.annotations += new.len();
        self.taken.extend(new.iter().map(|(place, _)| place.extent));
        true
    }

    /// Whether the block with these edits is still one block with the same words, and has `count` annotations.
    fn reads_well(&self, edits: &[Edit], count: usize) -> bool {
        let mut text = self.block.text.to_string();
        for edit in edits.iter().rev() {
            text.insert_str(edit.range.start, &edit.text);
        }
        let whole = |block: &Block| block.words(BlockRange::new(0, block.len()));
        let kept = |block: &Block| -> Vec<String> {
            let all = block.marked().iter().filter_map(|marked| marked.annotation.as_ref());
            all.map(|annotation| block.slice(annotation.extent).to_owned()).collect()
        };
        let [block] = &read_blocks(&text, self.block.start_state)[..] else { return false };
        let after = kept(block);
        block.paragraph().is_some()
            && block.problems.len() == self.block.problems.len()
            && annotations(block) == count
            && kept(&self.block).iter().all(|old| after.contains(old))
            && whole(block) == whole(&self.block)
    }
}

fn is_closed(marked: &Marked) -> bool {
    matches!(marked.shape, Shape::Quotation { closed: true, .. })
}

fn quotation(marked: &Marked) -> MarkingPlace {
    MarkingPlace { extent: marked.extent, is_quotation: true, is_quoted: true }
}

fn annotations(block: &Block) -> usize {
    block.marked().iter().filter(|marked| marked.annotation.is_some()).count()
}
