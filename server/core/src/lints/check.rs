//! Running the rules, and keeping what they found where nothing has changed.

use super::silence::Silence;
use super::{Context, Finding, RULES};
use crate::document::{BlockAt, Document};
use crate::model::{Block, Facts};
use crate::scope::Scope;
use crate::sourcing::quotations::{Around, around, arounds};
use std::ops::Range;
use std::sync::Arc;

/// What the rules found in a document, by block.
#[derive(Debug, Clone)]
pub struct Findings {
    scope: Scope,
    blocks: Vec<Checked>,
    checked: usize,
}

#[derive(Debug, Clone)]
struct Checked {
    block: Arc<Block>,
    around: Around,
    notes: Vec<Arc<Block>>,
    findings: Arc<[Finding]>,
}

impl Findings {
    /// The document and what it sees, as they were checked.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The findings in the order of the text, each with its bytes in the document.
    pub fn iter(&self) -> impl Iterator<Item = (Range<usize>, &Finding)> {
        let starts = self.blocks.iter().scan(0, |next, checked| {
            let start = *next;
            *next += checked.block.len();
            Some((start, checked))
        });
        starts.flat_map(|(start, checked)| {
            checked.findings.iter().map(move |finding| (finding.extent.at(start), finding))
        })
    }

    /// The findings block by block, each block with what it stands in, as its fixes need it; blocks without
    /// findings are left out.
    pub fn by_block(&self) -> impl Iterator<Item = (Context<'_>, &[Finding])> {
        let blocks = self.scope.document.blocks().zip(&self.blocks);
        let found = blocks.filter(|(_, checked)| !checked.findings.is_empty());
        found.map(|(at, checked)| {
            (Context { scope: &self.scope, at, around: checked.around }, &*checked.findings)
        })
    }

    /// The number of blocks that were checked anew.
    pub fn blocks_checked(&self) -> usize {
        self.checked
    }
}

/// Runs every rule that is not off over a document. Blocks that were the same in `previous`, and stand in the same
/// surroundings, keep their findings.
pub fn check(scope: &Scope, previous: Option<&Findings>) -> Findings {
    let previous = previous.filter(|previous| previous.scope.sees_as(scope));
    let arounds = arounds(&scope.document);
    let total = arounds.len();
    let old: &[Checked] = previous.map_or(&[], |previous| &previous.blocks);
    let mut notes: Vec<Arc<Block>> = Vec::new();
    let mut blocks: Vec<Checked> = Vec::with_capacity(total);
    let mut checked = 0;
    let mut from_start = true;
    for at in scope.document.blocks() {
        let around = arounds[at.index];
        // Notes are about what stands below them; kept with each other, they would take space by their square.
        let above = if is_note(at.block) {
            notes.push(at.block.clone());
            Vec::new()
        } else {
            std::mem::take(&mut notes)
        };
        let same = |candidate: &&Checked| {
            Arc::ptr_eq(&candidate.block, at.block)
                && candidate.around == around
                && candidate.notes.len() == above.len()
                && candidate.notes.iter().zip(&above).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        let by_start = if from_start { old.get(at.index) } else { None };
        let by_end = (old.len() + at.index).checked_sub(total).and_then(|i| old.get(i));
        from_start = from_start && by_start.is_some_and(|known| Arc::ptr_eq(&known.block, at.block));
        let findings = if let Some(known) = by_start.filter(same).or_else(|| by_end.filter(same)) {
            known.findings.clone()
        } else {
            checked += 1;
            check_at(scope, at, around, &above).into()
        };
        blocks.push(Checked { block: at.block.clone(), around, notes: above, findings });
    }
    Findings { scope: scope.clone(), blocks, checked }
}

/// Runs every rule that is not off over one block.
pub fn check_block<'a>(scope: &'a Scope, at: BlockAt<'a>) -> (Context<'a>, Vec<Finding>) {
    let around = around(&scope.document, at.index);
    let notes = if is_note(at.block) { Vec::new() } else { notes_above(&scope.document, at.index) };
    (Context { scope, at, around }, check_at(scope, at, around, &notes))
}

fn check_at(scope: &Scope, at: BlockAt<'_>, around: Around, notes: &[Arc<Block>]) -> Vec<Finding> {
    let context = Context { scope, at, around };
    let mut findings = Vec::new();
    for rule in RULES {
        let Some(severity) = rule.level(&scope.policy) else { continue };
        let before = findings.len();
        (rule.check)(&context, &mut findings);
        findings[before..].iter_mut().for_each(|finding| finding.severity = severity);
    }
    let silence = Silence::of(&context, notes);
    findings.retain(|finding| !silence.covers(finding));
    findings.sort_by_key(|finding| finding.extent);
    findings
}

fn is_note(block: &Block) -> bool {
    matches!(block.facts, Facts::Note(_))
}

fn notes_above(document: &Document, index: usize) -> Vec<Arc<Block>> {
    let mut notes = Vec::new();
    for at in document.blocks().take(index) {
        if is_note(at.block) {
            notes.push(at.block.clone());
        } else {
            notes.clear();
        }
    }
    notes
}
