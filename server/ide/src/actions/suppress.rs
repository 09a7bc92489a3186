//! Suppresses the rule of a finding: here, in the paragraph, in the document, or in the project. To add another place,
//! add a target to [`offer`].

use super::items::with_item;
use super::{Action, ActionContext, ActionKind, Change, MOST_OFFERED};
use ascribe_lints::config::with_severity;
use ascribe_lints::{Finding, Rule, Severity};
use ascribe_markup::Edit;
use ascribe_markup::declare::front_matter_field;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{BlockKind, Marked, is_quoted};
use ascribe_markup::strip::keeps_article;
use std::ops::Range;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::QuickFix) {
        return;
    }
    let document = &asked.scope.document;
    let most = actions.len() + MOST_OFFERED;
    for (context, findings) in asked.here() {
        if actions.len() >= most {
            break;
        }
        let at = context.at;
        let mut rules: Vec<&str> = Vec::new();
        for finding in findings {
            let place = finding.extent.at(at.start);
            // Errors are to be fixed, not suppressed; one action per rule is enough.
            let code = finding.rule.code;
            if finding.rule.severity == Severity::Error || !asked.touches(&place) || rules.contains(&code) {
                continue;
            }
            rules.push(code);
            let rule = finding.rule;
            let targets = [
                ("here", here(document, at, finding).map(Change::here)),
                (part_of(at), in_paragraph(document, at, code).map(Change::here)),
                ("in this document", in_document(document, code).map(Change::here)),
                ("in the project", asked.project.and_then(|text| in_project(text, rule))),
            ];
            let found: (Range<usize>, Finding) = (place, finding.clone());
            actions.extend(targets.into_iter().filter_map(|(target, change)| {
                let (title, change) = (format!("Silence `{code}` {target}"), change?);
                Some(Action::new(ActionKind::QuickFix, title, move || change.clone()).fixing(&found))
            }));
        }
    }
}

fn part_of(at: BlockAt<'_>) -> &'static str {
    if at.block.declaration().is_some() { "for this declaration" } else { "in this paragraph" }
}

/// Adds `allow=` to the innermost annotation around the finding, or after the quotation that it is about.
fn here(document: &Document, at: BlockAt<'_>, finding: &Finding) -> Option<Vec<Edit>> {
    let code = finding.rule.code;
    let place = finding.about.unwrap_or(finding.extent);
    let holds = |marked: &&Marked| {
        let whole = marked.whole();
        whole.start <= place.start && place.end <= whole.end
    };
    let mut around = at.block.marked().iter().rev().filter(holds);
    let marked = around.find(|marked| marked.annotation.is_some() || marked.extent == place)?;
    let allow = marked.annotation.as_ref().and_then(|annotation| annotation.attribute("allow"));
    let edit = match allow {
        Some(allow) if marked.annotation.as_ref().is_some_and(|annotation| annotation.closed) => {
            let is_quoted = is_quoted(at.block.slice(allow.value_extent));
            let end = allow.value_extent.at(at.start).end - usize::from(is_quoted);
            Edit::insert(end, if allow.value.is_empty() { code.to_owned() } else { format!(";{code}") })
        }
        _ => with_item(document, at, marked, &format!("allow={code}"))?,
    };
    Some(vec![edit])
}

/// Adds a note above the paragraph.
pub(super) fn in_paragraph(document: &Document, at: BlockAt<'_>, code: &str) -> Option<Vec<Edit>> {
    if !matches!(at.block.kind, BlockKind::Paragraph(_) | BlockKind::Declaration(_)) {
        return None;
    }
    let start = at.start + byte_order_mark(&at.block.text);
    let edits = vec![Edit::insert(start, format!("%% allow: {code}{}", document.line_ending()))];
    keeps_article(document, &edits).then_some(edits)
}

/// Adds `allow:` to the front matter, creating the front matter if there is none.
fn in_document(document: &Document, code: &str) -> Option<Vec<Edit>> {
    let first = document.blocks().next()?;
    let edit = match first.block.front_matter("allow") {
        Some(allow) => Edit::insert(allow.value_extent.at(first.start).end, format!("; {code}")),
        None => front_matter_field(document, "allow", code)?,
    };
    // A document that starts with blank lines would lose them to the front matter.
    let edits = vec![edit];
    keeps_article(document, &edits).then_some(edits)
}

/// Turns the rule off in `ascribe.toml`.
fn in_project(text: &str, rule: &Rule) -> Option<Change> {
    let project = with_severity(text, rule, None);
    (!project.is_empty()).then(|| Change { project, ..Change::default() })
}

fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}
