//! All fixes at once that nobody has to choose among.

use ascribe_lints::Fix;
use ascribe_lints::{Finding, Findings, Mending, Rule};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::strip::keeps_article;
use std::collections::BTreeMap;

/// Rules whose fixes say nothing about who said what, so that all of them may be made unseen, as when a document is
/// saved.
const SAFE: [&str; 1] = ["syntax"];

/// Whether the preferred fixes of a rule may be made although nobody looks at them.
pub fn is_safe(rule: &Rule) -> bool {
    SAFE.contains(&rule.code)
}

/// The edits of the preferred fixes of these findings, without those that touch one before, or would change the
/// article. What was left out may find its place in the document that these edits make.
pub fn certain(findings: &Findings, wanted: impl Fn(&Finding) -> bool) -> Vec<Edit> {
    let mut taken = Taken::default();
    let mut fixes: Vec<Vec<Edit>> = Vec::new();
    for (context, findings) in findings.by_block() {
        let block = Mending::new(context);
        for finding in findings.iter().filter(|finding| wanted(finding)) {
            let preferred = finding.rule.fixes(&block, finding).into_iter().find(|fix| fix.preferred);
            fixes.extend(preferred.and_then(|Fix { edits, .. }| taken.take(edits)));
        }
    }
    let mut kept = Vec::new();
    keep_harmless(&findings.scope().document, &mut kept, &fixes);
    kept
}

/// The places that edits have, by their first byte.
#[derive(Debug, Default)]
struct Taken(BTreeMap<usize, Place>);

#[derive(Debug)]
struct Place {
    end: usize,
    /// What is put in there, if nothing goes.
    inserts: Vec<String>,
}

impl Taken {
    /// Gives a fix back if nothing of it touches an edit before, and takes its places.
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

    /// Whether an edit touches one before; two that put different things in at one place do not, as two
    /// declarations.
    fn meets(&self, edit: &Edit) -> bool {
        let before = self.0.range(..=edit.range.end).rev();
        let mut near = before.take_while(|(_, place)| place.end >= edit.range.start);
        near.any(|(start, place)| {
            let both_insert = edit.range.is_empty() && *start == place.end;
            !both_insert || place.inserts.contains(&edit.text)
        })
    }
}

/// Adds the fixes that do not change the article, alone or with those before. Usually all do not, which one look
/// tells; otherwise they are halved until the harmful ones are found.
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
