//! Runs the rules, incrementally: findings of unchanged blocks are reused.

use super::checked::{Checked, Found};
use super::facts::across::{Across, facts_of};
use super::facts::order_keys::order_keys;
use super::facts::{BlockId, FactIndex, FactKey, LAST, Sort};
use super::suppressions::{Suppressed, Suppressions, Tally, allowed_by};
use super::{Check, Context, Finding, RULES, Rule};
use crate::rules::unused_allow;
use crate::sourcing::dirty_ranges::dirty_ranges;
use crate::sourcing::quotations::{arounds_within, is_note};
use ascribe_markup::chunked_vec::{At, Chunk, ChunkedVec, Hunk, Size};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Block, BlockKind};
use ascribe_markup::scope::Scope;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Findings of a document, by block.
#[derive(Debug, Clone)]
pub struct Findings {
    scope: Scope,
    blocks: ChunkedVec<Checked>,
    facts_index: FactIndex,
    /// For each rule in the front matter's `allow`, the number of blocks in which it suppresses a finding.
    suppressed: Tally,
    checked: usize,
    asked: usize,
}

/// Findings of a chunk of consecutive blocks.
#[derive(Debug, Clone, Copy)]
pub struct FindingsChunk<'a> {
    start: Size,
    /// Keeps its address as long as its blocks and their findings are unchanged.
    pub chunk: &'a Arc<Chunk<Checked>>,
}

impl<'a> FindingsChunk<'a> {
    /// Line at which the chunk starts.
    pub fn line(&self) -> usize {
        self.start.lines
    }

    /// Findings in text order, each with its byte range in the document.
    pub fn iter(self) -> impl Iterator<Item = (Range<usize>, &'a Finding)> {
        self.chunk.items().flat_map(move |(start, checked)| {
            let start = (self.start + start).bytes;
            checked.found().findings.iter().map(move |finding| (finding.extent.at(start), finding))
        })
    }
}

impl Findings {
    /// The scope that was checked.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Findings in text order, each with its byte range in the document.
    pub fn iter(&self) -> impl Iterator<Item = (Range<usize>, &Finding)> {
        self.chunks().flat_map(FindingsChunk::iter)
    }

    /// Findings by block, without blocks that have none, each with the block's context, which fixes need.
    pub fn by_block(&self) -> impl Iterator<Item = (Context<'_>, &[Finding])> {
        self.blocks.iter().filter(|at| !at.item.found().findings.is_empty()).map(|at| self.context(&at))
    }

    /// Findings by chunk; an edit leaves most chunks as they are.
    pub fn chunks(&self) -> impl Iterator<Item = FindingsChunk<'_>> {
        self.blocks.chunks().map(|(start, chunk)| FindingsChunk { start, chunk })
    }

    /// Findings of the blocks that a byte range touches, each with the block's context.
    pub fn in_blocks(&self, range: Range<usize>) -> impl Iterator<Item = (Context<'_>, &[Finding])> {
        self.blocks.range(self.scope.document.touching(&range)).map(|at| self.context(&at))
    }

    fn context<'a>(&'a self, at: &At<'a, Checked>) -> (Context<'a>, &'a [Finding]) {
        let Checked { block, around, .. } = &**at.item;
        let place = BlockAt { index: at.index, start: at.start.bytes, line: at.start.lines, block };
        (Context { scope: &self.scope, at: place, around: *around }, &at.item.found().findings)
    }

    /// Number of blocks that were checked again.
    pub fn blocks_checked(&self) -> usize {
        self.checked
    }

    /// Number of blocks whose cross-block findings were computed again.
    pub fn blocks_asked(&self) -> usize {
        self.asked
    }

    /// Empty findings, before any check.
    fn none(scope: &Scope) -> Self {
        Self {
            scope: scope.clone(),
            blocks: ChunkedVec::default(),
            facts_index: FactIndex::default(),
            suppressed: Tally::default(),
            checked: 0,
            asked: 0,
        }
    }
}

/// Runs every enabled rule over a document. Blocks that are unchanged since `previous`, in unchanged surroundings, keep
/// their findings.
///
/// ```
/// use ascribe_lints::check;
/// use ascribe_markup::document::Document;
/// use ascribe_markup::scope::Scope;
/// use std::sync::Arc;
///
/// let scope = Scope::alone(Arc::new(Document::new("“The dam holds,”{@moe} she said.\n")));
/// let findings = check(&scope, None);
/// let codes: Vec<&str> = findings.iter().map(|(_, finding)| finding.rule.code).collect();
/// assert!(codes.contains(&"undefined-actor"));
/// ```
pub fn check(scope: &Scope, previous: Option<&Findings>) -> Findings {
    check_on(scope, previous.cloned())
}

/// Like [`check`], but consumes the previous findings and updates them in place.
pub fn check_on(scope: &Scope, previous: Option<Findings>) -> Findings {
    let anew = || {
        let blocks = 0..scope.document.chunked_blocks().len();
        renewed(Findings::none(scope), scope, &[Hunk { old: 0..0, new: blocks }])
    };
    let followed = previous.filter(|previous| previous.scope.same_bindings(scope)).and_then(|previous| {
        let around = |index| previous.blocks.get(index).map(|at| at.item.around);
        let dirty = dirty_ranges(&scope.document, &previous.scope.document, around);
        renewed(previous, scope, &dirty)
    });
    // A check from scratch has more ids than blocks, so it cannot run out.
    followed.or_else(anew).unwrap_or_else(|| Findings::none(scope))
}

/// Updates findings where the document has changed; `None` if there are no block ids left between two neighbours.
fn renewed(mut findings: Findings, scope: &Scope, dirty: &[Hunk]) -> Option<Findings> {
    findings.scope = scope.clone();
    let mut changed = BTreeSet::new();
    let mut fresh = BTreeSet::new();
    for range in dirty {
        let start = range.new.start;
        let replaced = start..start + range.old.len();
        let old: Vec<Arc<Checked>> =
            findings.blocks.range(replaced.clone()).map(|at| Arc::clone(at.item)).collect();
        let mut read = read(scope, range.new.clone(), &old);
        exchange(&mut findings, &mut read, &old, &replaced, &mut changed)?;
        fresh.extend(read.iter().zip(start..).filter(|(read, _)| read.is_fresh()).map(|(_, index)| index));
        findings.blocks.splice(replaced, read.into_iter().map(Read::shared).collect());
    }
    findings.checked = fresh.len();
    let open = ask(&mut findings, fresh, &changed);
    update_unused_allow(&mut findings, dirty, &open);
    Some(findings)
}

/// Minimum number of blocks to check on all cores.
const MANY: usize = 16;

/// A block in a dirty range.
enum Read {
    /// Unchanged, in unchanged surroundings.
    Kept(Arc<Checked>),
    /// Block-local findings were computed again; the block has no id yet.
    Fresh(Box<Checked>),
}

impl Read {
    fn is_fresh(&self) -> bool {
        matches!(self, Self::Fresh(_))
    }

    fn shared(self) -> Arc<Checked> {
        match self {
            Self::Kept(block) => block,
            Self::Fresh(block) => Arc::from(block),
        }
    }
}

/// Computes the block-local findings of a dirty range, reusing those of unchanged blocks.
fn read(scope: &Scope, range: Range<usize>, old: &[Arc<Checked>]) -> Vec<Read> {
    let address = |block: &Arc<Block>| Arc::as_ptr(block).addr();
    let known: HashMap<usize, &Arc<Checked>> = old.iter().map(|old| (address(&old.block), old)).collect();
    let mut notes: Vec<Arc<Block>> = Vec::new();
    let arounds = arounds_within(&scope.document, range.clone());
    let blocks = scope.document.chunked_blocks().range(range).map(BlockAt::from).zip(arounds);
    let todo = blocks.map(|(at, around)| {
        // Notes apply to what follows them; notes stored with notes would take quadratic space.
        let above = if is_note(at.block) {
            notes.push(Arc::clone(at.block));
            Vec::new()
        } else {
            std::mem::take(&mut notes)
        };
        let same = |known: &&&Arc<Checked>| {
            known.around == around
                && known.notes.len() == above.len()
                && known.notes.iter().zip(&above).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        let known = known.get(&address(at.block)).filter(same).map(|known| Arc::clone(known));
        (Context { scope, at, around }, above, known)
    });
    let read = |(context, notes, known): (Context<'_>, Vec<_>, Option<Arc<Checked>>)| {
        known.map_or_else(|| Read::Fresh(Box::new(fresh(&context, notes))), Read::Kept)
    };
    let todo: Vec<_> = todo.collect();
    // Handing a few blocks to other threads takes longer than checking them.
    if todo.len() < MANY {
        todo.into_iter().map(read).collect()
    } else {
        todo.into_par_iter().map(read).collect()
    }
}

/// Computes the facts and block-local findings of a block.
fn fresh(context: &Context<'_>, notes: Vec<Arc<Block>>) -> Checked {
    let mut checked = Checked {
        id: LAST,
        block: Arc::clone(context.at.block),
        around: context.around,
        notes: notes.into(),
        facts: facts_of(context).into(),
        found: None,
    };
    checked.update(|found| found.alone = shared(alone(context)));
    checked
}

/// Converts to a slice without allocating for an empty one, the most common case.
fn shared<T>(all: Vec<T>) -> Arc<[T]> {
    if all.is_empty() { Arc::default() } else { all.into() }
}

fn alone(context: &Context<'_>) -> Vec<Finding> {
    found(context, |rule, findings| {
        if let Check::Block(check) = rule.check {
            check(context, findings);
        }
    })
}

/// Maximum number of findings of a rule in a block.
const MAX_FINDINGS: usize = 1_000;

/// Replaces the findings after the first [`MAX_FINDINGS`] from the index `first` on by one that says how many there are.
fn limit(rule: &'static Rule, findings: &mut Vec<Finding>, first: usize) {
    let more = (findings.len() - first).saturating_sub(MAX_FINDINGS);
    if more > 1 {
        findings[first..].sort_by_key(|finding| finding.extent);
        findings.truncate(first + MAX_FINDINGS + 1);
        let next = findings.pop();
        findings.extend(next.map(|next| Finding::more(rule, next.extent, more)));
    }
}

/// Runs a check of every enabled rule and sets the configured severities.
fn found(context: &Context<'_>, run: impl Fn(&Rule, &mut Vec<Finding>)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let Some(severity) = rule.level(&context.scope.policy) else { continue };
        let before = findings.len();
        run(rule, &mut findings);
        limit(rule, &mut findings, before);
        findings[before..].iter_mut().for_each(|finding| finding.severity = severity);
    }
    findings
}

/// Assigns ids to the fresh blocks of a dirty range and updates the keys, collecting in `changed` the keys with
/// changed facts. `None` if there are no ids left.
fn exchange(
    findings: &mut Findings,
    mut read: &mut [Read],
    mut old: &[Arc<Checked>],
    replaced: &Range<usize>,
    changed: &mut BTreeSet<FactKey>,
) -> Option<()> {
    let name = |index: usize| findings.blocks.get(index).map(|at| at.item.id);
    let mut before = replaced.start.checked_sub(1).and_then(name);
    let behind = name(replaced.end);
    loop {
        // Fresh blocks before the next kept one, and the old blocks they replace.
        let count = read.iter().take_while(|read| read.is_fresh()).count();
        let (fresh, rest) = read.split_at_mut(count);
        let kept = match rest.first() {
            Some(Read::Kept(kept)) => Some(Arc::clone(kept)),
            _ => None,
        };
        let is_kept = |old: &Arc<Checked>| kept.as_ref().is_some_and(|kept| Arc::ptr_eq(old, kept));
        let (gone, others) = old.split_at(old.iter().position(is_kept).unwrap_or(old.len()));
        let gone_names: Vec<BlockId> = gone.iter().map(|block| block.id).collect();
        let next = kept.as_ref().map(|kept| kept.id).or(behind);
        let names = order_keys(fresh.len(), &gone_names, before, next)?;
        for (place, (read, name)) in fresh.iter_mut().zip(names).enumerate() {
            if let Read::Fresh(block) = read {
                block.id = name;
                let facts = gone.get(place).map_or(&[][..], |gone| &gone.facts);
                findings.facts_index.update(name, facts, &block.facts, changed);
            }
        }
        for gone in gone.iter().skip(fresh.len()) {
            findings.facts_index.update(gone.id, &gone.facts, &[], changed);
        }
        for gone in gone {
            findings.suppressed.take_out(gone.found().suppressed.by_front_matter);
        }
        let (Some(kept), Some((_, rest))) = (kept, rest.split_first_mut()) else { return Some(()) };
        before = Some(kept.id);
        (read, old) = (rest, others.get(1..).unwrap_or_default());
    }
}

/// Computes the findings of the fresh blocks and of those that query a changed key; returns all their indices.
fn ask(findings: &mut Findings, fresh: BTreeSet<usize>, changed: &BTreeSet<FactKey>) -> BTreeSet<usize> {
    let scope = findings.scope.clone();
    let across =
        Across { facts_index: &findings.facts_index, document: &scope.document, blocks: &findings.blocks };
    let asking = changed.iter().flat_map(|key| across.facts_index.asking(*key));
    let mut asking: BTreeSet<usize> = asking.filter_map(|id| across.place(id)).collect();
    if changed.contains(&FactKey::unsourced()) {
        // Only the first of the blocks reports them. If that was an unchanged block, it comes before all others of these.
        let mut unsourced = across.provide(FactKey::unsourced(), Sort::Statements);
        asking.extend(unsourced.find(|index| !fresh.contains(index)));
    }
    let asked = asking.len();
    let mut open = fresh;
    open.extend(asking);
    let settled: Vec<(usize, Settled)> = open
        .iter()
        .filter_map(|index| {
            let block = findings.blocks.get(*index)?.item;
            let at = scope.document.block(*index)?;
            let settled = settled(&Context { scope: &scope, at, around: block.around }, &across, block);
            // A block without findings before and after keeps its chunk unchanged.
            let is_nothing = settled.findings.is_empty() && settled.suppressed == Suppressed::default();
            (block.found.is_some() || !is_nothing).then_some((*index, settled))
        })
        .collect();
    for (index, Settled { findings: found, suppressed }) in settled {
        findings.blocks.change(index, |block| {
            findings.suppressed.take_out(block.found().suppressed.by_front_matter);
            findings.suppressed.put_in(suppressed.by_front_matter);
            block.update(|known| {
                known.suppressed = suppressed;
                known.suppresses = None;
                known.findings = Arc::clone(&found);
                known.settled = found;
            });
        });
    }
    findings.asked = asked;
    open
}

/// Findings of a block, without those about its suppressions elsewhere, and what is suppressed in it.
struct Settled {
    findings: Arc<[Finding]>,
    suppressed: Suppressed,
}

fn settled(context: &Context<'_>, across: &Across<'_>, block: &Checked) -> Settled {
    let before = block.found();
    let mut findings = before.alone.to_vec();
    if !block.facts.is_empty() {
        findings.extend(found(context, |rule, findings| {
            if let Check::Document { find, .. } = rule.check {
                find(context, across, findings);
            }
        }));
    }
    let silence = Suppressions::of(context, &block.notes);
    findings.retain(|finding| !silence.covers(finding));
    let unused = found(context, |rule, findings| {
        if matches!(rule.check, Check::Suppressed) {
            unused_allow::in_annotations(context, &silence, findings);
        }
    });
    findings.extend(unused.into_iter().filter(|finding| !silence.covers(finding)));
    findings.sort_by_key(|finding| finding.extent);
    let known = [&before.settled, &before.alone].into_iter().find(|known| ***known == *findings);
    let settled = known.map_or_else(|| shared(findings), Arc::clone);
    Settled { findings: settled, suppressed: silence.suppressed() }
}

/// Reports unused suppressions in notes and front matter, for all that may have changed: in the blocks that were
/// checked again, and above them.
fn update_unused_allow(findings: &mut Findings, dirty: &[Hunk], open: &BTreeSet<usize>) {
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
        let context = Context { scope: &findings.scope, at, around: block.around };
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
