//! Fixes applied in bulk. Editors and the command line share [`fixed`], so that both do the same.

use ascribe_lints::{
    Applicability, Context, Finding, Findings, Fix, FixContext, Rule, check_on, preferred, trials,
};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{Intent, pass_on};
use ascribe_markup::model::Marked;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of passes: a fix may enable another one, and one annotation gets one unsafe fix in each. Later ones are for
/// the next time.
const MOST_PASSES: usize = 64;

/// Which fixes to apply.
#[derive(Clone, Copy)]
pub struct Selection<'a> {
    /// Rules whose findings to fix.
    pub rules: &'a dyn Fn(&Rule) -> bool,
    /// The lowest applicability of a fix; with [`Applicability::Manual`], as with [`Applicability::Unsafe`], all preferred
    /// fixes.
    pub least: Applicability,
}

impl Selection<'_> {
    /// Whether a finding may have a fix of the selection.
    fn may_fix(&self, finding: &Finding) -> bool {
        finding.most_applicable >= self.least.max(Applicability::Unsafe) && (self.rules)(finding.rule)
    }
}

/// Applies the preferred fixes of a selection, pass by pass until none is left. Returns the findings of the document that
/// results. Its article is the same.
pub fn fixed(findings: Findings, selection: Selection<'_>) -> Findings {
    fixed_on(&findings, selection, Budget::UNLIMITED, &trials()).unwrap_or(findings)
}

/// Like [`fixed`]; `None` if the budget is spent before the end. Once that of the [`trials`] is spent, fixes that have to be
/// tried one by one are left for the next time.
pub fn fixed_on(
    findings: &Findings,
    selection: Selection<'_>,
    budget: &Budget,
    trials: &Budget,
) -> Option<Findings> {
    let mut current = findings.clone();
    for _ in 0..MOST_PASSES {
        let edits = pass_within(&current, selection, budget, trials);
        if edits.is_empty() {
            break;
        }
        let document = current.scope().document.edited(&edits);
        let scope = current.scope().with_document(Arc::new(document));
        current = check_on(&scope, Some(current), budget).ok()?;
    }
    (!budget.is_spent()).then_some(current)
}

/// Number of findings of these rules that have an unsafe fix, which [`fixed`] applies only if it is asked to. Once the
/// budget of the [`trials`] is spent, findings are missing.
pub fn count_unsafe(findings: &Findings, rules: impl Fn(&Rule) -> bool, trials: &Budget) -> usize {
    // Usually all keep the article, which one comparison shows.
    let selection = Selection { rules: &rules, least: Applicability::Unsafe };
    let proposed = compatible(findings, selection, Budget::UNLIMITED, trials, proposed_fix).concat();
    let fix_of = if keeps_article(&findings.scope().document, &proposed, trials) {
        proposed_fix
    } else {
        Rule::preferred_fix
    };
    let by_block = findings.by_block().map(|(context, findings)| {
        let block = FixContext::new(context).within(trials);
        let is_unsafe = |fix: &Fix| fix.applicability == Applicability::Unsafe;
        let wanted = findings.iter().filter(|finding| selection.may_fix(finding));
        let fixes = wanted.filter_map(|finding| fix_of(finding.rule, &block, finding));
        fixes.filter(is_unsafe).count()
    });
    by_block.sum()
}

/// Edits that turn a document into a later version of it, one for each run of changed blocks.
pub fn changes(before: &Document, after: &Document) -> Vec<Edit> {
    let text = |document: &Document, range: Range<usize>| -> (usize, String) {
        let blocks: Vec<_> = document.chunked_blocks().range(range.clone()).collect();
        let end = document.text().len();
        let start = document.block(range.start).map_or(end, |at| at.start);
        (start, blocks.iter().map(|at| &*at.item.text).collect())
    };
    let hunks = after.chunked_blocks().hunks(before.chunked_blocks()).into_iter();
    let edits = hunks.map(|hunk| {
        let ((start, old), (_, new)) = (text(before, hunk.old), text(after, hunk.new));
        let same = |(a, b): &(char, char)| a == b;
        let length = |(c, _): (char, char)| c.len_utf8();
        let head: usize = old.chars().zip(new.chars()).take_while(same).map(length).sum();
        let ends = old[head..].chars().rev().zip(new[head..].chars().rev());
        let tail: usize = ends.take_while(same).map(length).sum();
        Edit::replace(start + head..start + old.len() - tail, &new[head..new.len() - tail])
    });
    edits.filter(|edit| !edit.range.is_empty() || !edit.text.is_empty()).collect()
}

/// Edits of one pass: the preferred fixes of the selection, without those that touch an earlier one or would change the
/// article. One quotation or span gets one unsafe fix, which may change what another one should be, or any safe ones, which
/// are independent of each other. Once the budget is spent, edits are missing.
pub fn pass(findings: &Findings, selection: Selection<'_>, budget: &Budget) -> Vec<Edit> {
    pass_within(findings, selection, budget, &trials())
}

fn pass_within(findings: &Findings, selection: Selection<'_>, budget: &Budget, trials: &Budget) -> Vec<Edit> {
    let document = &findings.scope().document;
    let mut kept = Vec::new();
    // Usually all are harmless, which one comparison shows. A rule that proposes a harmful fix may have another one, but to
    // look for that tries the fixes of each finding.
    for fix_of in [proposed_fix, Rule::preferred_fix] {
        let fixes = compatible(findings, selection, budget, trials, fix_of);
        keep_harmless(document, &mut kept, &fixes, trials);
        if fixes.is_empty() || !kept.is_empty() || trials.is_spent() {
            break;
        }
    }
    kept
}

/// Whether the article stays the same after these edits, which is a trial.
fn keeps_article(document: &Document, edits: &[Edit], trials: &Budget) -> bool {
    pass_on(document, edits, &Intent::Markup, trials).is_ok()
}

/// The preferred fix as the rule computes it.
fn proposed_fix(rule: &Rule, block: &FixContext<'_>, finding: &Finding) -> Option<Fix> {
    preferred(rule.proposed_fixes(block, finding))
}

/// Edits of the preferred fixes of the selection, without fixes that touch an earlier one.
fn compatible(
    findings: &Findings,
    selection: Selection<'_>,
    budget: &Budget,
    trials: &Budget,
    fix_of: fn(&Rule, &FixContext<'_>, &Finding) -> Option<Fix>,
) -> Vec<Vec<Edit>> {
    let document = &findings.scope().document;
    let mut taken = Taken::default();
    let mut fixes: Vec<Vec<Edit>> = Vec::new();
    for (context, findings) in findings.by_block() {
        let block = FixContext::new(Context { budget, ..context }).within(trials);
        for finding in findings.iter().filter(|finding| selection.may_fix(finding)) {
            // Fixes are costly to compute.
            if !budget.take(1) {
                return Vec::new();
            }
            let sites = sites(document, &finding.extent.at(block.at.start));
            if taken.excludes(&sites, Applicability::Safe) {
                continue;
            }
            let fix = fix_of(finding.rule, &block, finding);
            let fix = fix.filter(|fix| fix.applicability >= selection.least);
            fixes.extend(fix.and_then(|fix| taken.take(document, fix)));
        }
    }
    fixes
}

/// Place of a quotation or span: the index of its block, and its index there.
type Site = (usize, usize);

/// Innermost quotations and spans that a byte range touches, one in each block.
fn sites(document: &Document, range: &Range<usize>) -> Vec<Site> {
    let blocks = document.blocks_in(range.start..range.end + 1);
    let innermost = blocks.filter_map(|at| {
        let whole = |marked: &Marked| marked.whole().at(at.start);
        let marked = at.block.marked();
        let before = &marked[..marked.partition_point(|marked| whole(marked).start <= range.end)];
        // Annotations between one and the one around it end even before.
        let mut innermost = std::iter::successors(before.len().checked_sub(1), |place| marked[*place].parent);
        let place = innermost.find(|place| range.start <= whole(&marked[*place]).end)?;
        Some((at.index, place))
    });
    innermost.collect()
}

/// Edits taken so far.
#[derive(Debug, Default)]
struct Taken {
    /// Ranges by first byte.
    places: BTreeMap<usize, Place>,
    /// The lowest applicability of a fix at each site.
    sites: HashMap<Site, Applicability>,
}

#[derive(Debug)]
struct Place {
    end: usize,
    /// Texts inserted there, if nothing is removed.
    inserts: HashSet<String>,
}

impl Taken {
    /// Reserves the ranges and sites of a fix and returns its edits, unless they conflict with earlier ones.
    fn take(&mut self, document: &Document, fix: Fix) -> Option<Vec<Edit>> {
        let Fix { edits, applicability, .. } = fix;
        let sites: Vec<Site> = edits.iter().flat_map(|edit| sites(document, &edit.range)).collect();
        if edits.iter().any(|edit| self.meets(edit)) || self.excludes(&sites, applicability) {
            return None;
        }
        self.sites.extend(sites.into_iter().map(|site| (site, applicability)));
        for Edit { range, text } in &edits {
            let place = self
                .places
                .entry(range.start)
                .or_insert_with(|| Place { end: range.end, inserts: HashSet::new() });
            place.end = place.end.max(range.end);
            if range.is_empty() {
                place.inserts.insert(text.clone());
            }
        }
        Some(edits)
    }

    /// Whether one of the sites has a fix beside which there is no place for one of this applicability.
    fn excludes(&self, sites: &[Site], applicability: Applicability) -> bool {
        let earlier =
            |site| self.sites.get(site).is_some_and(|it| *it.min(&applicability) < Applicability::Safe);
        sites.iter().any(earlier)
    }

    /// Whether an edit touches an earlier one. Two different insertions at one offset, such as two declarations, do not
    /// conflict.
    fn meets(&self, edit: &Edit) -> bool {
        let before = self.places.range(..=edit.range.end).rev();
        let mut near = before.take_while(|(_, place)| place.end >= edit.range.start);
        near.any(|(start, place)| {
            let both_insert = edit.range.is_empty() && *start == place.end;
            !both_insert || place.inserts.contains(&edit.text)
        })
    }
}

/// Adds the fixes that do not change the article combined with earlier ones; bisects until the harmful ones are found, or
/// no trial is left.
fn keep_harmless(document: &Document, kept: &mut Vec<Edit>, fixes: &[Vec<Edit>], trials: &Budget) {
    if fixes.is_empty() {
        return;
    }
    let more: Vec<Edit> = kept.iter().chain(fixes.iter().flatten()).cloned().collect();
    if keeps_article(document, &more, trials) {
        *kept = more;
    } else if fixes.len() > 1 {
        let (first, second) = fixes.split_at(fixes.len() / 2);
        for half in [first, second].into_iter().take_while(|_| !trials.is_spent()) {
            keep_harmless(document, kept, half, trials);
        }
    }
}
