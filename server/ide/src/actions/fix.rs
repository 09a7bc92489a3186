//! Fixes of findings: a single one, all of a rule, and all safe ones.

use super::{Action, ActionContext, ActionKind, Change, speaker};
use crate::fixes::{certain, is_safe};
use ascribe_lints::{FixContext, Rule};
use ascribe_markup::Edit;
use ascribe_markup::strip::keeps_article;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if asked.wants(ActionKind::QuickFix) || asked.wants(ActionKind::AttributeFix) {
        of_findings(asked, actions);
    }
    if asked.wants(ActionKind::FixAll) {
        let title = "Apply all safe fixes";
        let edits = certain(asked.findings(), |finding| is_safe(finding.rule));
        if !edits.is_empty() {
            actions.push(Action::edits(ActionKind::FixAll, title, edits));
        }
    }
}

fn of_findings<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let mut rules: Vec<(&'static Rule, Vec<Edit>)> = Vec::new();
    for (context, findings) in asked.here() {
        let block = FixContext::new(context);
        for finding in findings {
            let place = finding.extent.at(block.at.start);
            if !asked.touches(&place) {
                continue;
            }
            let fixes = finding.rule.fixes(&block, finding);
            let rule = finding.rule;
            let certain = fixes.iter().find(|fix| fix.preferred);
            let is_new = !rules.iter().any(|(known, _)| std::ptr::eq(*known, rule));
            if let Some(fix) =
                certain.filter(|fix| is_new && keeps_article(&asked.scope.document, &fix.edits))
            {
                rules.push((rule, fix.edits.clone()));
            }
            let finding = (place, finding.clone());
            let attributes = speaker::RULES.contains(&rule.code);
            let kind = if attributes { ActionKind::AttributeFix } else { ActionKind::QuickFix };
            actions.extend(fixes.into_iter().map(|fix| Action {
                preferred: fix.preferred,
                ..Action::edits(kind, fix.title, fix.edits).fixing(&finding)
            }));
        }
    }
    for (rule, own) in rules {
        if asked.findings().iter().filter(|(_, finding)| std::ptr::eq(finding.rule, rule)).nth(1).is_some() {
            let title = format!("Apply all certain fixes for `{}` in this document", rule.code);
            let change = move || {
                let all = certain(asked.findings(), |other| std::ptr::eq(other.rule, rule));
                // Fixes that touch another fix are left out, and the remaining ones may all change the article.
                Change::here(if all.is_empty() { own.clone() } else { all })
            };
            actions.push(Action::new(ActionKind::QuickFix, title, change));
        }
    }
}
