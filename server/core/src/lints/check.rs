//! Running the rules, and keeping what they found where nothing has changed.

use super::across::{Across, BlockId, Told, Topic, Topics, told};
use super::silence::{Silence, Silenced, allowed_by};
use super::{Check, Context, Finding, RULES, Rule, unused_allow};
use crate::document::BlockAt;
use crate::model::{Block, Facts};
use crate::scope::Scope;
use crate::sourcing::quotations::{Around, arounds};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// What the rules found in a document, by block.
#[derive(Debug, Clone)]
pub struct Findings {
    scope: Scope,
    blocks: Vec<Checked>,
    topics: Topics,
    next: BlockId,
    checked: usize,
    asked: usize,
}

#[derive(Debug, Clone)]
struct Checked {
    id: BlockId,
    block: Arc<Block>,
    around: Around,
    notes: Vec<Arc<Block>>,
    told: Arc<[Told]>,
    /// What the block alone gives; not yet silenced.
    alone: Arc<[Finding]>,
    /// All of its findings but those of what it silences elsewhere, as a note or the front matter does.
    settled: Arc<[Finding]>,
    findings: Arc<[Finding]>,
    /// What the notes above and the front matter silence in it.
    silenced: Silenced,
    /// The rules that it silences elsewhere, when its findings were made.
    silences: Option<u64>,
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

    /// The findings of the blocks that a byte range touches, in the same form.
    pub fn in_blocks(&self, range: Range<usize>) -> impl Iterator<Item = (Context<'_>, &[Finding])> {
        self.scope.document.blocks_in(range).filter_map(|at| {
            let checked = self.blocks.get(at.index)?;
            Some((Context { scope: &self.scope, at, around: checked.around }, &*checked.findings))
        })
    }

    /// The number of blocks that were checked anew.
    pub fn blocks_checked(&self) -> usize {
        self.checked
    }

    /// The number of blocks whose findings about other blocks were made anew.
    pub fn blocks_asked(&self) -> usize {
        self.asked
    }
}

/// Runs every rule that is not off over a document. Blocks that were the same in `previous`, and stand in the same
/// surroundings, keep their findings.
pub fn check(scope: &Scope, previous: Option<&Findings>) -> Findings {
    let previous = previous.filter(|previous| previous.scope.sees_as(scope));
    let at: Vec<BlockAt<'_>> = scope.document.blocks().collect();
    let arounds = arounds(&scope.document);
    let old: &[Checked] = previous.map_or(&[], |previous| &previous.blocks);
    let mut next = previous.map_or(0, |previous| previous.next);
    let mut topics = previous.map_or_else(Topics::default, |previous| previous.topics.clone());
    let Read { mut blocks, fresh, kept } = read(scope, &at, &arounds, old);
    let changed = exchange(&mut blocks, &fresh, old, &kept, &mut topics, &mut next);
    let asked = ask(scope, &at, &mut blocks, &fresh, &topics, &changed);
    answer_for_silence(scope, &at, &mut blocks);
    Findings { scope: scope.clone(), blocks, topics, next, checked: fresh.len(), asked }
}

/// The blocks before they are asked about each other.
struct Read {
    /// All of them; those that were the same before are as they were.
    blocks: Vec<Checked>,
    /// The numbers of the others.
    fresh: Vec<usize>,
    /// For each block before, whether it is the same.
    kept: Vec<bool>,
}

/// Finds what each block that was not the same before gives alone.
fn read(scope: &Scope, at: &[BlockAt<'_>], arounds: &[Around], old: &[Checked]) -> Read {
    let mut notes: Vec<Arc<Block>> = Vec::new();
    let mut blocks: Vec<Checked> = Vec::with_capacity(at.len());
    let mut fresh = Vec::new();
    let mut kept = vec![false; old.len()];
    let mut from_start = true;
    for (at, &around) in at.iter().zip(arounds) {
        // Notes are about what stands below them; kept with each other, they would take space by their square.
        let above = if is_note(at.block) {
            notes.push(at.block.clone());
            Vec::new()
        } else {
            std::mem::take(&mut notes)
        };
        let same = |candidate: &Checked| {
            Arc::ptr_eq(&candidate.block, at.block)
                && candidate.around == around
                && candidate.notes.len() == above.len()
                && candidate.notes.iter().zip(&above).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        let known = |index: usize| Some((index, old.get(index)?));
        let by_start = if from_start { known(at.index) } else { None };
        let by_end = (old.len() + at.index).checked_sub(arounds.len()).and_then(known);
        from_start = from_start && by_start.is_some_and(|(_, known)| Arc::ptr_eq(&known.block, at.block));
        let is_same = |(_, known): &(usize, &Checked)| same(known);
        if let Some((index, known)) = by_start.filter(is_same).or_else(|| by_end.filter(is_same)) {
            kept[index] = true;
            blocks.push(known.clone());
            continue;
        }
        fresh.push(at.index);
        let context = Context { scope, at: *at, around };
        blocks.push(Checked {
            id: BlockId::MAX,
            block: at.block.clone(),
            around,
            notes: above,
            told: told(&context).into(),
            alone: alone(&context).into(),
            settled: Arc::default(),
            findings: Arc::default(),
            silenced: Silenced::default(),
            silences: None,
        });
    }
    Read { blocks, fresh, kept }
}

fn alone(context: &Context<'_>) -> Vec<Finding> {
    found(context, |rule, findings| {
        if let Check::Block(check) = rule.check {
            check(context, findings);
        }
    })
}

/// What some check of each rule that is not off finds, with the severity that holds.
fn found(context: &Context<'_>, run: impl Fn(&Rule, &mut Vec<Finding>)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let Some(severity) = rule.level(&context.scope.policy) else { continue };
        let before = findings.len();
        run(rule, &mut findings);
        findings[before..].iter_mut().for_each(|finding| finding.severity = severity);
    }
    findings
}

/// Brings the topics up to date; a fresh block takes the name of the one that stood in its place. Gives the topics
/// of which something changed.
fn exchange(
    blocks: &mut [Checked],
    fresh: &[usize],
    old: &[Checked],
    kept: &[bool],
    topics: &mut Topics,
    next: &mut BlockId,
) -> BTreeSet<Topic> {
    let mut changed = BTreeSet::new();
    // By the number of kept blocks before, and the number among those between two kept ones: the order of what is
    // told must not change unnoticed.
    let mut gone: HashMap<(usize, usize), &Checked> = HashMap::new();
    let (mut before, mut between) = (0, 0);
    for (block, kept) in old.iter().zip(kept) {
        if *kept {
            (before, between) = (before + 1, 0);
        } else {
            gone.insert((before, between), block);
            between += 1;
        }
    }
    let mut fresh = fresh.iter().copied().peekable();
    let (mut before, mut between) = (0, 0);
    for (index, block) in blocks.iter_mut().enumerate() {
        if fresh.next_if_eq(&index).is_none() {
            (before, between) = (before + 1, 0);
            continue;
        }
        if let Some(known) = gone.remove(&(before, between)) {
            block.id = known.id;
            topics.update(block.id, &known.told, &block.told, &mut changed);
        } else {
            block.id = *next;
            *next = next.wrapping_add(1);
            topics.update(block.id, &[], &block.told, &mut changed);
        }
        between += 1;
    }
    for block in gone.into_values() {
        topics.update(block.id, &block.told, &[], &mut changed);
    }
    changed
}

/// Makes the findings of the fresh blocks, and of those that ask about what changed; the number of these.
fn ask(
    scope: &Scope,
    at: &[BlockAt<'_>],
    blocks: &mut [Checked],
    fresh: &[usize],
    topics: &Topics,
    changed: &BTreeSet<Topic>,
) -> usize {
    let ids: Vec<BlockId> = blocks.iter().map(|block| block.id).collect();
    let across = Across { topics, blocks: at, ids: &ids, places: OnceCell::new() };
    let asking = changed.iter().flat_map(|topic| topics.asking(topic));
    let mut open: BTreeSet<usize> = asking.filter_map(|id| across.place(id)).collect();
    let asked = open.len();
    open.extend(fresh);
    for index in open {
        let (Some(block), Some(at)) = (blocks.get_mut(index), at.get(index)) else { continue };
        let context = Context { scope, at: *at, around: block.around };
        let mut findings = block.alone.to_vec();
        if !block.told.is_empty() {
            findings.extend(found(&context, |rule, findings| {
                if let Check::Document { find, .. } = rule.check {
                    find(&context, &across, findings);
                }
            }));
        }
        let silence = Silence::of(&context, &block.notes);
        findings.retain(|finding| !silence.covers(finding));
        let unused = found(&context, |rule, findings| {
            if matches!(rule.check, Check::Silenced) {
                unused_allow::in_annotations(&context, &silence, findings);
            }
        });
        findings.extend(unused.into_iter().filter(|finding| !silence.covers(finding)));
        findings.sort_by_key(|finding| finding.extent);
        block.silenced = silence.silenced();
        block.silences = None;
        if *block.settled != *findings {
            block.settled = findings.into();
        }
        block.findings = Arc::clone(&block.settled);
    }
    asked
}

/// Adds to the notes and the front matter what they list and silence nowhere.
fn answer_for_silence(scope: &Scope, at: &[BlockAt<'_>], blocks: &mut [Checked]) {
    if unused_allow::RULE.level(&scope.policy).is_none() {
        return;
    }
    let everywhere = blocks.iter().fold(0, |all, block| all | block.silenced.by_front_matter);
    // A note speaks for the first block below that is none.
    let mut below = 0;
    for (block, at) in blocks.iter_mut().zip(at).rev() {
        let silences = match &block.block.facts {
            Facts::Note(_) if allowed_by(&block.block).is_some() => below,
            Facts::Note(_) => continue,
            Facts::FrontMatter(_) => everywhere,
            _ => {
                below = block.silenced.by_notes;
                continue;
            }
        };
        if block.silences == Some(silences) {
            continue;
        }
        block.silences = Some(silences);
        let context = Context { scope, at: *at, around: block.around };
        let unused = found(&context, |rule, findings| {
            if matches!(rule.check, Check::Silenced) {
                unused_allow::in_list(&context, silences, findings);
            }
        });
        if unused.is_empty() {
            block.findings = Arc::clone(&block.settled);
            continue;
        }
        let mut findings = [&*block.settled, &unused].concat();
        findings.sort_by_key(|finding| finding.extent);
        if *block.findings != *findings {
            block.findings = findings.into();
        }
    }
}

fn is_note(block: &Block) -> bool {
    matches!(block.facts, Facts::Note(_))
}
