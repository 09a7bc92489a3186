//! Runs the rules, incrementally: findings of unchanged blocks are reused.

mod suppression_lists;

use super::checked::Checked;
use super::facts::across::{Across, facts_of};
use super::facts::order_keys::order_keys;
use super::facts::{BlockId, FactIndex, FactKey, LAST, Sort};
use super::suppressions::{self, Suppressed, Suppressions, Tally};
use super::{Check, Context, Finding, RULES, Rule};
use crate::rules::unused_allow;
use crate::sourcing::dirty_ranges::dirty_ranges;
use crate::sourcing::misplaced::misplacements;
use crate::sourcing::quotations::{arounds_within, is_note};
use ascribe_markup::budget::Budget;
use ascribe_markup::chunked_vec::{At, Chunk, ChunkedVec, Hunk, Size};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::Block;
use ascribe_markup::scope::Scope;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;
use suppression_lists::update_unused_allow;

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
    /// Blocks by address that an unfinished check has read ahead of those in `blocks`.
    ahead: HashMap<usize, Box<Checked>>,
    /// Blocks whose cross-block findings an unfinished check has not computed.
    unsettled: BTreeSet<BlockId>,
}

/// Progress of a check whose budget was spent before its end. Its findings cannot be seen, only be completed.
#[derive(Debug)]
pub struct Unfinished(Box<Findings>);

impl Unfinished {
    /// Goes on with the check, perhaps of a later version of the document.
    ///
    /// # Errors
    /// If this budget is spent too.
    pub fn go_on(self, scope: &Scope, budget: &Budget) -> Result<Findings, Self> {
        check_on(scope, Some(*self.0), budget)
    }
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
        let Checked { block, around, misplacement, .. } = &**at.item;
        let place = BlockAt { index: at.index, start: at.start.bytes, line: at.start.lines, block };
        let context = Context {
            scope: &self.scope,
            at: place,
            around: *around,
            misplacement: *misplacement,
            budget: Budget::UNLIMITED,
        };
        (context, &at.item.found().findings)
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
            ahead: HashMap::new(),
            unsettled: BTreeSet::new(),
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
    // An unlimited budget is never spent.
    check_on(scope, previous.cloned(), Budget::UNLIMITED).unwrap_or_else(|unfinished| *unfinished.0)
}

/// Like [`check`], but consumes the previous findings and updates them in place, as far as the budget goes.
///
/// # Errors
/// If the budget is spent, with the progress so far.
pub fn check_on(scope: &Scope, previous: Option<Findings>, budget: &Budget) -> Result<Findings, Unfinished> {
    let whole = || [Hunk { old: 0..0, new: 0..scope.document.chunked_blocks().len() }];
    let followed = previous.filter(|previous| previous.scope.same_bindings(scope)).and_then(|previous| {
        if previous.blocks.is_empty() {
            return renewed(previous, scope, &whole(), budget);
        }
        let around = |index| previous.blocks.get(index).map(|at| at.item.around);
        let dirty = dirty_ranges(&scope.document, &previous.scope.document, around);
        renewed(previous, scope, &dirty, budget)
    });
    let anew = || renewed(Findings::none(scope), scope, &whole(), budget);
    // A check from scratch has more ids than blocks, so it cannot run out.
    followed.or_else(anew).unwrap_or_else(|| Ok(Findings::none(scope)))
}

/// Updates findings where the document has changed; `None` if there are no block ids left between two neighbours.
///
/// First all dirty ranges are read, which changes nothing else. Only then are they put in place, at once; a check that
/// ends after that leaves a list of the blocks that are not settled.
fn renewed(
    mut findings: Findings,
    scope: &Scope,
    dirty: &[Hunk],
    budget: &Budget,
) -> Option<Result<Findings, Unfinished>> {
    let mut ranges = Vec::new();
    for range in dirty {
        let old = findings.blocks.range(range.old.clone()).map(|at| Arc::clone(at.item));
        let old: Vec<Arc<Checked>> = old.collect();
        let read = read(scope, range.new.clone(), &old, &mut findings.ahead, budget);
        ranges.push((range, old, read));
    }
    if ranges.iter().any(|(range, _, read)| read.len() < range.new.len()) {
        let read = ranges.into_iter().flat_map(|(_, _, read)| read);
        findings.ahead.extend(read.filter_map(Read::ahead));
        return Some(Err(Unfinished(Box::new(findings))));
    }
    findings.ahead.clear();
    findings.scope = scope.clone();
    let mut changed = BTreeSet::new();
    let mut fresh = BTreeSet::new();
    for (range, old, mut read) in ranges {
        let start = range.new.start;
        let replaced = start..start + range.old.len();
        exchange(&mut findings, &mut read, &old, &replaced, &mut changed)?;
        fresh.extend(read.iter().zip(start..).filter(|(read, _)| read.is_fresh()).map(|(_, index)| index));
        findings.blocks.splice(replaced, read.into_iter().map(Read::shared).collect());
    }
    findings.checked = fresh.len();
    let goes_on = !findings.unsettled.is_empty();
    let open = ask(&mut findings, fresh, &changed, budget);
    if !findings.unsettled.is_empty() {
        return Some(Err(Unfinished(Box::new(findings))));
    }
    if goes_on {
        // The check that was not finished has forgotten which blocks it changed.
        let whole = Hunk { old: 0..0, new: 0..findings.blocks.len() };
        update_unused_allow(&mut findings, &[whole], &open);
    } else {
        update_unused_allow(&mut findings, dirty, &open);
    }
    Some(Ok(findings))
}

/// Minimum number of blocks to check on all cores.
const MANY: usize = 16;

/// Maximum number of blocks handed to the other cores at once. A core works off all that it was handed before it turns
/// to another document.
const PIECE: usize = 256;

/// Steps of a block: one for each rule.
const STEPS: u64 = RULES.len() as u64;

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

    /// A fresh block by address, for a check that goes on with it.
    fn ahead(self) -> Option<(usize, Box<Checked>)> {
        match self {
            Self::Kept(_) => None,
            Self::Fresh(block) => Some((address(&block.block), block)),
        }
    }
}

fn address(block: &Arc<Block>) -> usize {
    Arc::as_ptr(block).addr()
}

/// Computes the block-local findings of a dirty range, reusing those of unchanged blocks and those read ahead. Once the
/// budget is spent, blocks are missing.
fn read(
    scope: &Scope,
    range: Range<usize>,
    old: &[Arc<Checked>],
    ahead: &mut HashMap<usize, Box<Checked>>,
    budget: &Budget,
) -> Vec<Read> {
    let known: HashMap<usize, &Arc<Checked>> = old.iter().map(|old| (address(&old.block), old)).collect();
    let mut notes: Vec<Arc<Block>> = Vec::new();
    let arounds = arounds_within(&scope.document, range.clone());
    let misplacements = misplacements(&scope.document, range.clone());
    let blocks = scope.document.chunked_blocks().range(range).map(BlockAt::from).zip(arounds);
    let todo = blocks.zip(misplacements).map(|((at, around), misplacement)| {
        // Notes apply to what follows them; notes stored with notes would take quadratic space.
        let above = if is_note(at.block) {
            notes.push(Arc::clone(at.block));
            Vec::new()
        } else {
            std::mem::take(&mut notes)
        };
        let same = |known: &Checked| {
            known.around == around
                && known.misplacement == misplacement
                && known.notes.len() == above.len()
                && known.notes.iter().zip(&above).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        let kept = known.get(&address(at.block)).filter(|known| same(known));
        let known = match kept {
            Some(kept) => Some(Read::Kept(Arc::clone(kept))),
            None => ahead.remove(&address(at.block)).filter(|ahead| same(ahead)).map(Read::Fresh),
        };
        (Context { scope, at, around, misplacement, budget }, above, known)
    });
    let read = |(context, notes, known): (Context<'_>, Vec<_>, Option<Read>)| {
        known.or_else(|| Some(Read::Fresh(Box::new(fresh(&context, notes)?))))
    };
    let mut todo: VecDeque<_> = todo.collect();
    let mut all = Vec::with_capacity(todo.len());
    while !todo.is_empty() {
        let piece: Vec<_> = todo.drain(..PIECE.min(todo.len())).collect();
        // Handing a few blocks to other threads takes longer than checking them.
        if piece.len() < MANY {
            all.extend(piece.into_iter().filter_map(read));
        } else {
            all.par_extend(piece.into_par_iter().filter_map(read));
        }
    }
    all
}

/// Computes the facts and block-local findings of a block; `None` if the budget does not last for it.
fn fresh(context: &Context<'_>, notes: Vec<Arc<Block>>) -> Option<Checked> {
    if !context.budget.take(STEPS) {
        return None;
    }
    let mut checked = Checked {
        id: LAST,
        block: Arc::clone(context.at.block),
        around: context.around,
        notes: notes.into(),
        misplacement: context.misplacement,
        facts: facts_of(context).into(),
        found: None,
    };
    checked.update(|found| found.alone = shared(alone(context)));
    (!context.budget.is_spent()).then_some(checked)
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

/// Runs a check of every enabled rule, while the budget lasts, and sets the configured severities.
fn found(context: &Context<'_>, run: impl Fn(&Rule, &mut Vec<Finding>)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES.into_iter().take_while(|_| !context.budget.is_spent()) {
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

/// Computes the findings of the fresh blocks, of those that query a changed key, and of the unsettled ones; returns all
/// their indices. Blocks for which the budget does not last are unsettled afterwards.
fn ask(
    findings: &mut Findings,
    fresh: BTreeSet<usize>,
    changed: &BTreeSet<FactKey>,
    budget: &Budget,
) -> BTreeSet<usize> {
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
    open.extend(findings.unsettled.iter().filter_map(|id| across.place(*id)));
    let mut unsettled = BTreeSet::new();
    let by_front_matter = suppressions::by_front_matter(&scope.document);
    let settled: Vec<(usize, Settled)> = open
        .iter()
        .filter_map(|index| {
            let block = findings.blocks.get(*index)?.item;
            let at = scope.document.block(*index)?;
            let misplacement = block.misplacement;
            let context = Context { scope: &scope, at, around: block.around, misplacement, budget };
            let Some(settled) = settled(&context, &across, block, by_front_matter) else {
                unsettled.insert(block.id);
                return None;
            };
            // A block without findings before and after keeps its chunk unchanged.
            let is_nothing = settled.findings.is_empty() && settled.suppressed == Suppressed::default();
            (block.found.is_some() || !is_nothing).then_some((*index, settled))
        })
        .collect();
    findings.unsettled = unsettled;
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

/// Settles a block; `None` if the budget does not last for it.
fn settled(
    context: &Context<'_>,
    across: &Across<'_>,
    block: &Checked,
    by_front_matter: u64,
) -> Option<Settled> {
    if !context.budget.take(STEPS) {
        return None;
    }
    let before = block.found();
    let mut findings = before.alone.to_vec();
    if !block.facts.is_empty() {
        findings.extend(found(context, |rule, findings| {
            if let Check::Document { find, .. } = rule.check {
                find(context, across, findings);
            }
        }));
    }
    let silence = Suppressions::of(context, &block.notes, by_front_matter);
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
    let settled = Settled { findings: settled, suppressed: silence.suppressed() };
    (!context.budget.is_spent()).then_some(settled)
}
