//! Findings about the suppressions in notes and front matter, which cover other blocks.

use super::{Findings, found, shared};
use crate::checked::Found;
use crate::rules::unused_allow;
use crate::sourcing::quotations::is_note;
use crate::{Check, Context};
use ascribe_markup::budget::Budget;
use ascribe_markup::chunked_vec::{At, Hunk};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::BlockKind;
use ascribe_markup::model::allowed_by;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reports unused suppressions in notes and front matter, for all that may have changed: in the blocks that were
/// checked again, and above them.
pub(super) fn update_unused_allow(findings: &mut Findings, dirty: &[Hunk], open: &BTreeSet<usize>) {
    if unused_allow::RULE.level(&findings.scope.policy).is_none() {
        return;
    }
    let blocks = &findings.blocks;
    let is_list = |index: usize| blocks.get(index).is_some_and(|at| is_note(&at.item.block));
    let mut lists: BTreeSet<usize> = dirty.iter().flat_map(|range| range.new.clone()).collect();
    lists.extend(open);
    lists.retain(|index| is_list(*index));
    // Consecutive notes all apply to the block below them, so they are walked once.
    for index in open.iter().filter(|index| !is_list(**index)) {
        lists.extend((0..*index).rev().take_while(|above| is_list(*above)));
    }
    // Front matter is the first block.
    lists.insert(0);
    let mut answered = Vec::new();
    // Index of the last note visited, and the rules suppressed below the notes there.
    let mut below: (usize, u64) = (usize::MAX, 0);
    for index in lists.into_iter().rev() {
        let Some(At { item: block, start, .. }) = blocks.get(index) else { continue };
        let suppresses = match &block.block.kind {
            BlockKind::FrontMatter(_) => findings.suppressed.bits(),
            BlockKind::Note(_) => {
                if index + 1 != below.0 {
                    let next = blocks.range(index + 1..blocks.len()).find(|at| !is_note(&at.item.block));
                    below.1 = next.map_or(0, |at| at.item.found().suppressed.by_notes);
                }
                below.0 = index;
                match allowed_by(&block.block) {
                    Some(_) => below.1,
                    None => continue,
                }
            }
            _ => continue,
        };
        let Found { settled, suppresses: known, .. } = block.found();
        if *known == Some(suppresses) {
            continue;
        }
        let at = BlockAt { index, start: start.bytes, line: start.lines, block: &block.block };
        // A last look at few blocks, which cannot be left out.
        let budget = Budget::UNLIMITED;
        let (around, misplacement) = (block.around, block.misplacement);
        let context = Context { scope: &findings.scope, at, around, misplacement, budget };
        let unused = found(&context, |rule, findings| {
            if matches!(rule.check, Check::Suppressed) {
                unused_allow::in_list(&context, suppresses, findings);
            }
        });
        let mut all = [&**settled, &unused].concat();
        all.sort_by_key(|finding| finding.extent);
        let all = if **settled == *all { Arc::clone(settled) } else { shared(all) };
        answered.push((index, suppresses, all));
    }
    for (index, suppresses, all) in answered {
        findings.blocks.change(index, |block| {
            block.update(|found| {
                found.suppresses = Some(suppresses);
                found.findings = all;
            });
        });
    }
}
