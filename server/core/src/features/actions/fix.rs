//! The fixes of findings: one, all of a rule, and all that are safe.

use super::{Action, ActionKind, Asked, Change};
use crate::Edit;
use crate::lints::Rule;
use crate::strip::keeps_article;

/// Rules whose fixes say nothing about who said what, so that all of them may be made unseen, as when a document is
/// saved.
const SAFE: [&str; 1] = ["syntax"];

pub(super) fn offer<'a>(asked: &'a Asked<'a>, actions: &mut Vec<Action<'a>>) {
    if asked.wants(ActionKind::QuickFix) {
        of_findings(asked, actions);
    }
    if asked.wants(ActionKind::FixAll) {
        let title = "Fix all that can safely be fixed";
        let safe = |rule: &Rule| SAFE.contains(&rule.code);
        let edits = all(asked, safe);
        if !edits.is_empty() {
            actions.push(Action::edits(ActionKind::FixAll, title, edits));
        }
    }
}

fn of_findings<'a>(asked: &'a Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let mut rules: Vec<&'static Rule> = Vec::new();
    for (context, findings) in asked.here() {
        for finding in findings {
            let place = finding.extent.at(context.at.start);
            if !asked.touches(&place) {
                continue;
            }
            let fixes = finding.rule.fixes(context, finding);
            let rule = finding.rule;
            let certain = fixes.iter().find(|fix| fix.preferred);
            let is_new = !rules.iter().any(|known| std::ptr::eq(*known, rule));
            if is_new && certain.is_some_and(|fix| keeps_article(&asked.scope.document, &fix.edits)) {
                rules.push(rule);
            }
            let finding = (place, finding.clone());
            actions.extend(fixes.into_iter().map(|fix| Action {
                preferred: fix.preferred,
                ..Action::edits(ActionKind::QuickFix, fix.title, fix.edits).mending(&finding)
            }));
        }
    }
    for rule in rules {
        if asked.findings().iter().filter(|(_, finding)| std::ptr::eq(finding.rule, rule)).nth(1).is_some() {
            let title = format!("Fix all `{}` in this document that are certain", rule.code);
            let change = move || Change::here(all(asked, |other| std::ptr::eq(other, rule)));
            actions.push(Action::new(ActionKind::QuickFix, title, change));
        }
    }
}

/// The edits of the preferred fixes of these rules, without those that touch one before, or would change the
/// article.
fn all(asked: &Asked<'_>, wanted: impl Fn(&Rule) -> bool) -> Vec<Edit> {
    let document = &asked.scope.document;
    let of_block = asked.findings().by_block().flat_map(|(context, findings)| {
        let wanted = findings.iter().filter(|finding| wanted(finding.rule));
        let fixes = wanted.filter_map(|finding| {
            finding.rule.fixes(&context, finding).into_iter().find(|fix| fix.preferred)
        });
        fixes.map(|fix| fix.edits).collect::<Vec<_>>()
    });
    let fixes: Vec<Vec<Edit>> = of_block.collect();
    let is_free = |kept: &[Edit], fix: &[Edit]| !kept.iter().any(|old| fix.iter().any(|new| meets(old, new)));
    let mut all: Vec<Edit> = Vec::new();
    for fix in &fixes {
        if is_free(&all, fix) {
            all.extend_from_slice(fix);
        }
    }
    if keeps_article(document, &all) {
        return all;
    }
    // One of them is not harmless, or two are not so together.
    let mut kept: Vec<Edit> = Vec::new();
    for fix in fixes.iter().filter(|fix| keeps_article(document, fix)) {
        let more = [kept.as_slice(), fix].concat();
        if is_free(&kept, fix) && keeps_article(document, &more) {
            kept = more;
        }
    }
    kept
}

/// Whether two edits touch; two declarations at one place do not.
fn meets(old: &Edit, new: &Edit) -> bool {
    let inserts = old.range.is_empty() && new.range.is_empty();
    !inserts && old.range.start <= new.range.end && new.range.start <= old.range.end
}
