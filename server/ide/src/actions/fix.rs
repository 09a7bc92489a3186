//! Fixes of findings: a single one, all of a rule, and all safe ones.

use super::{Action, ActionContext, ActionKind, Change, review, speaker};
use crate::fixes::{Selection, changes, fixed_on, pass};
use ascribe_lints::{Applicability, Finding, FixContext, Rule, trials};
use ascribe_markup::Edit;
use ascribe_markup::gate::Intent;

/// Number of fixes of single findings after which no others are offered.
const MANY: usize = 64;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if asked.wants(ActionKind::QuickFix) || asked.wants(ActionKind::AttributeFix) {
        of_findings(asked, actions);
    }
    if asked.wants(ActionKind::FixAll) {
        let safe = Selection { rules: &|_| true, least: Applicability::Safe };
        if asked.findings().is_some_and(|findings| !pass(findings, safe, asked.budget).is_empty()) {
            let change = move || Change::here(all(asked, safe));
            actions.push(Action::new(ActionKind::FixAll, "Apply all safe fixes", change));
        }
    }
}

/// Edits that apply the fixes of a selection.
fn all(asked: &ActionContext<'_>, selection: Selection<'_>) -> Vec<Edit> {
    let after = asked.findings().and_then(|findings| fixed_on(findings, selection, asked.budget, &trials()));
    after.map_or_else(Vec::new, |after| changes(&asked.scope.document, &after.scope().document))
}

fn of_findings<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let mut bulk: Vec<(&'static Rule, Applicability, Vec<Edit>)> = Vec::new();
    let trials = trials();
    for (context, findings) in asked.here() {
        let block = FixContext::new(context).within(&trials);
        for finding in findings.iter().take_while(|_| asked.budget.take(1)) {
            if actions.len() >= MANY {
                break;
            }
            let place = finding.extent.at(block.at.start);
            // Reviewing a draft is an action of its own, which names the reviewer.
            if !asked.touches(&place) || finding.rule.code == review::RULE {
                continue;
            }
            let fixes = finding.rule.fixes(&block, finding);
            let rule = finding.rule;
            let preferred = fixes.iter().find(|fix| fix.is_preferred());
            let is_known = |applicability| {
                bulk.iter().any(|(known, it, _)| std::ptr::eq(*known, rule) && *it == applicability)
            };
            if let Some(fix) = preferred
                && !is_known(fix.applicability)
                && fix.intent == Intent::Markup
            {
                bulk.push((rule, fix.applicability, fix.edits.clone()));
            }
            let finding = (place, finding.clone());
            let attributes = speaker::RULES.contains(&rule.code);
            let kind = if attributes { ActionKind::AttributeFix } else { ActionKind::QuickFix };
            actions.extend(fixes.into_iter().map(|fix| Action {
                preferred: fix.is_preferred(),
                intent: fix.intent,
                ..Action::edits(kind, fix.title, fix.edits).fixing(&finding)
            }));
        }
    }
    for (rule, least, own) in bulk {
        let is_of_rule = |(_, finding): &(_, &Finding)| std::ptr::eq(finding.rule, rule);
        if asked.findings().is_some_and(|findings| findings.iter().filter(is_of_rule).nth(1).is_some()) {
            let title = match least {
                Applicability::Safe => format!("Apply all safe fixes for `{}` in this document", rule.code),
                _ => format!("Apply all fixes for `{}` in this document, also unsafe ones", rule.code),
            };
            let change = move || {
                let all = all(asked, Selection { rules: &|other| std::ptr::eq(other, rule), least });
                // Fixes that touch each other are left out, and together the others may change the article.
                Change::here(if all.is_empty() { own.clone() } else { all })
            };
            actions.push(Action::new(ActionKind::QuickFix, title, change));
        }
    }
}
