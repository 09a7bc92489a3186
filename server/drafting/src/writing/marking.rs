//! Places draft annotations in a block: after quotations, and in brackets around other words; never across existing
//! markup, and never so that the block is parsed differently.

use crate::text::ranges::RangeSet;
use crate::writing::decided::Decided;
use ascribe_markup::Edit;
use ascribe_markup::model::{Block, BlockRange, Marked, Shape, read_blocks};
use std::collections::HashSet;
use std::sync::Arc;

/// Place for an annotation in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MarkingPlace {
    /// Extent, with the quotation marks of a quotation.
    pub extent: BlockRange,
    /// Whether it needs no brackets.
    pub is_quotation: bool,
    /// Whether it consists only of quoted words, in marks that the markup does not recognise.
    pub is_quoted: bool,
}

/// Maximum number of times that a block is read again to see whether it reads well with its annotations. The statements
/// of a block are tried together, and a half of them again where they do not fit, so this is enough for thirty that fit
/// nowhere. More of them are no article, and are left out.
const READINGS: usize = 64;

/// A block with the annotations to insert.
#[derive(Debug, Clone)]
pub struct Marking {
    block: Arc<Block>,
    edits: Vec<Edit>,
    taken: RangeSet,
    annotations: usize,
    /// Number of times that the block was read with annotations.
    readings: usize,
    decided: Decided,
}

impl Marking {
    /// Creates a marking without annotations.
    pub fn new(block: &Arc<Block>) -> Self {
        let annotations = annotations(block);
        Self {
            block: Arc::clone(block),
            edits: Vec::new(),
            taken: RangeSet::default(),
            annotations,
            readings: 0,
            decided: Decided::default(),
        }
    }

    /// Leaves out what a person has decided about.
    pub(crate) fn with(self, decided: Decided) -> Self {
        Self { decided, ..self }
    }

    /// Whether a person has decided about a place.
    pub(crate) fn is_decided(&self, place: &MarkingPlace) -> bool {
        self.decided.covers(place)
    }

    /// Edits in order, with byte ranges relative to the block.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Number of words in an extent.
    pub fn words(&self, extent: BlockRange) -> usize {
        ascribe_language::words::count(self.block.slice(extent))
    }

    /// Quotations and spans that may overlap an extent, in order: those around its start, and those that start inside.
    fn touching(&self, extent: BlockRange) -> impl Iterator<Item = &Marked> {
        let all = self.block.marked();
        let inside = all.partition_point(|marked| marked.extent.start <= extent.start);
        let parent = |place: &usize| all[*place].parent;
        let mut around: Vec<usize> = std::iter::successors(inside.checked_sub(1), parent).collect();
        around.reverse();
        let inside = all[inside..].iter().take_while(move |marked| marked.extent.start < extent.end);
        around.into_iter().map(|place| &all[place]).chain(inside)
    }

    /// Annotated quotation or span that overlaps an extent.
    pub fn annotated(&self, extent: BlockRange) -> Option<&Marked> {
        let mut all = self.touching(extent).filter(|marked| marked.annotation.is_some());
        all.find(|marked| {
            let whole = marked.whole();
            whole.start < extent.end && extent.start < whole.end
        })
    }

    /// Places for annotations of a statement's content.
    pub fn places(&self, content: BlockRange) -> Vec<MarkingPlace> {
        let Some(content) = self.trimmed(content) else { return Vec::new() };
        let mut touched: Vec<&Marked> = self
            .touching(content)
            .filter(|marked| {
                marked.is_quotation()
                    && marked.parent.is_none_or(|parent| !self.block.marked()[parent].is_quotation())
            })
            .filter(|marked| marked.extent.start < content.end && content.start < marked.extent.end)
            .collect();
        // “WALLACE: But, Governor”: the words behind an opening mark can be marked alone.
        touched.retain(|marked| is_closed(marked) || content.start <= marked.extent.start);
        if !touched.iter().all(|marked| is_closed(marked)) {
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
        let before = self.clone();
        let is_put = self.propose(new) && self.reads_well();
        if !is_put {
            self.take_back(before);
        }
        is_put
    }

    /// Adds annotations at the places, all or none, if no other annotation is there; whether they fit is for
    /// [`Marking::reads_well`] to tell.
    pub fn propose(&mut self, new: &[(MarkingPlace, String)]) -> bool {
        let crosses = |place: &MarkingPlace| {
            self.taken.overlaps(&place.extent.range()) || self.annotated(place.extent).is_some()
        };
        if new.is_empty() || new.iter().any(|(place, _)| crosses(place)) {
            return false;
        }
        for (place, items) in new {
            let range = place.extent.range();
            if place.is_quotation {
                self.edits.push(Edit::insert(range.end, format!("{{{items}}}")));
            } else {
                self.edits.push(Edit::insert(range.start, "["));
                self.edits.push(Edit::insert(range.end, format!("]{{{items}}}")));
            }
            self.taken.insert(range);
        }
        self.annotations += new.len();
        true
    }

    /// Returns to an earlier state, in which all annotations fit.
    pub fn take_back(&mut self, before: Self) {
        let readings = self.readings;
        *self = Self { readings, ..before };
    }

    /// Whether the block may be read again.
    pub fn has_readings_left(&self) -> bool {
        self.readings < READINGS
    }

    /// Whether the block with the annotations is still one block with the same words, and has them all; `false` if it was
    /// read too often to tell.
    pub fn reads_well(&mut self) -> bool {
        if !self.has_readings_left() {
            return false;
        }
        self.readings += 1;
        self.edits.sort_by_key(|edit| edit.range.start);
        let mut text = String::with_capacity(self.block.len() * 2);
        let mut from = 0;
        for edit in &self.edits {
            text.push_str(&self.block.text[from..edit.range.start]);
            text.push_str(&edit.text);
            from = edit.range.start;
        }
        text.push_str(&self.block.text[from..]);
        let whole = |block: &Block| block.words(BlockRange::new(0, block.len()));
        let [block] = &read_blocks(&text, self.block.start_state)[..] else { return false };
        let after: HashSet<&str> = kept(block).collect();
        block.paragraph().is_some()
            && block.problems.len() == self.block.problems.len()
            && annotations(block) == self.annotations
            && kept(&self.block).all(|old| after.contains(old))
            && whole(block) == whole(&self.block)
    }
}

/// Annotations of a block, as written.
fn kept(block: &Block) -> impl Iterator<Item = &str> {
    let all = block.annotations();
    all.map(|annotation| block.slice(annotation.extent))
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

#[cfg(test)]
mod tests {
    use super::{Marking, READINGS};
    use crate::text::article::PlainArticle;
    use crate::{Drafter, LIKELY};
    use ascribe_markup::budget::Budget;
    use ascribe_markup::document::Document;
    use ascribe_markup::scope::Scope;
    use std::sync::Arc;

    /// Numbers of statements, of annotated ones, and of readings of a text of one paragraph.
    fn readings(text: &str) -> (usize, usize, usize) {
        let scope = Scope::alone(Arc::new(Document::new(text)));
        let article = PlainArticle::new(&scope.document);
        let mut drafter = Drafter::new(&scope, &article, Budget::UNLIMITED);
        drafter.resolve(LIKELY);
        let block = scope.document.blocks().next().unwrap_or_else(|| unreachable!("{text}"));
        let mut marking = Marking::new(block.block);
        let all = drafter.said.len();
        let done = drafter.annotate_all(0..all, block, &mut marking);
        (all, done.len(), marking.readings)
    }

    #[test]
    fn a_paragraph_is_read_once_for_all_of_its_drafts() {
        assert_eq!(readings(&"“It was a long day,” Ida Moe said. ".repeat(40)), (40, 40, 1));
    }

    #[test]
    fn a_statement_that_does_not_fit_costs_no_other() {
        let fits = "“It was a long day,” Ida Moe said. ";
        let text = format!("{0}“It was [a long] [day,” Ida Moe said.] {0}", fits.repeat(20));
        let (all, done, readings) = readings(&text);
        assert!(all > 40 && done >= 40, "{all} {done}");
        assert!(readings < 20, "{readings}");
    }

    #[test]
    fn a_paragraph_is_read_so_often_at_most() {
        let (all, done, readings) = readings(&"Ida Moe said that the [old bridge was unsafe{. ".repeat(200));
        assert!(all > 100 && done < all && readings <= READINGS, "{all} {done} {readings}");
    }
}
