//! Fixes that can be applied in bulk, without a choice.

use ascribe_lints::Fix;
use ascribe_lints::{Finding, Findings, FixContext, Rule};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::strip::keeps_article;
use std::collections::BTreeMap;

/// Rules whose fixes do not affect attribution, so that they can be applied without review, as on save.
const SAFE: [&str; 1] = ["syntax"];

/// Whether the preferred fixes of a rule can be applied without review.
pub fn is_safe(rule: &Rule) -> bool {
    SAFE.contains(&rule.code)
}

/// Edits of the preferred fixes of the wanted findings, without fixes that touch an earlier one or would change the
/// article. Those that were left out may apply to the document that results.
pub fn certain(findings: &Findings, wanted: impl Fn(&Finding) -> bool) -> Vec<Edit> {
    let mut taken = Taken::default();
    let mut fixes: Vec<Vec<Edit>> = Vec::new();
    for (context, findings) in findings.by_block() {
        let block = FixContext::new(context);
        for finding in findings.iter().filter(|finding| wanted(finding)) {
            let preferred = finding.rule.fixes(&block, finding).into_iter().find(|fix| fix.preferred);
            fixes.extend(preferred.and_then(|Fix { edits, .. }| taken.take(edits)));
        }
    }
    let mut kept = Vec::new();
    keep_harmless(&findings.scope().document, &mut kept, &fixes);
    kept
}

/// Ranges of the edits taken so far, keyed by first byte.
#[derive(Debug, Default)]
struct Taken(BTreeMap<usize, Place>);

#[derive(Debug)]
struct Place {
    end: usize,
    /// Texts inserted there, if nothing is removed.
    inserts: Vec<String>,
}

impl Taken {
    /// Reserves the ranges of a fix and returns it, unless it touches an earlier edit.
    fn take(&mut self, fix: Vec<Edit>) -> Option<Vec<Edit>> {
        if fix.iter().any(|edit| self.meets(edit)) {
            return None;
        }
        for Edit { range, text } in &fix {
            let place =
                self.0.entry(range.start).or_insert_with(|| Place { end: range.end, inserts: Vec::new() });
            place.end = place.end.max(range.end);
            if range.is_empty() {
                place.inserts.push(text.clone());
            }
        }
        Some(fix)
    }

    /// Whether an edit touches an earlier one. Two different insertions at one offset, such as two declarations, do not
    /// conflict.
    fn meets(&self, edit: &Edit) -> bool {
        let before = self.0.range(..=edit.range.end).rev();
        let mut near = before.take_while(|(_, place)| place.end >= edit.range.start);
        near.any(|(start, place)| {
            let both_insert = edit.range.is_empty() && *start == place.end;
            !both_insert || place.inserts.contains(&edit.text)
        })
    }
}

/// Adds the fixes that do not change the article, alone or combined with earlier ones. Usually all are harmless, which
/// one test shows; otherwise bisects until the harmful ones are found.
fn keep_harmless(document: &Document, kept: &mut Vec<Edit>, fixes: &[Vec<Edit>]) {
    if fixes.is_empty() {
        return;
    }
    let more: Vec<Edit> = kept.iter().chain(fixes.iter().flatten()).cloned().collect();
    if keeps_article(document, &more) {
        *kept = more;
    } else if fixes.len() > 1 {
        let (first, second) = fixes.split_at(fixes.len() / 2);
        keep_harmless(document, kept, first);
        keep_harmless(document, kept, second);
    }
}
