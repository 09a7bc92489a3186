//! Silencing of rules: `allow=` in an annotation, `%% allow: rule - reason` above a paragraph, `allow:` in the
//! front matter.

use super::{Context, Finding};
use crate::model::{Block, Facts, Marked, lists_rule};
use std::sync::Arc;

/// What silences rules in one block.
pub(super) struct Silence<'a> {
    /// Of the front matter and the notes above.
    lists: Vec<&'a str>,
    annotated: Vec<&'a Marked>,
}

impl<'a> Silence<'a> {
    pub(super) fn of(context: &Context<'a>, notes: &'a [Arc<Block>]) -> Self {
        let allow = context.scope.document.front_matter("allow").map(|allow| &*allow.value);
        let lists = allow.into_iter().chain(notes.iter().filter_map(|note| allowed_by(note))).collect();
        let allows =
            |marked: &&Marked| marked.annotation.as_ref().is_some_and(|a| a.attribute("allow").is_some());
        Self { lists, annotated: context.at.block.marked().iter().filter(allows).collect() }
    }

    pub(super) fn covers(&self, finding: &Finding) -> bool {
        let code = finding.rule.code;
        let in_annotation = self.annotated.iter().any(|marked| {
            let whole = marked.whole();
            whole.start <= finding.extent.start
                && finding.extent.end <= whole.end
                && marked.annotation.as_ref().is_some_and(|annotation| annotation.allows(code))
        });
        in_annotation || self.lists.iter().any(|list| lists_rule(list, code))
    }
}

/// The rules that a note `%% allow: rule - reason` names.
fn allowed_by(note: &Block) -> Option<&str> {
    let Facts::Note(extent) = note.facts else { return None };
    let allow = note.slice(extent).trim().strip_prefix("allow:")?;
    // The reason stands behind a dash between blanks; the names of rules hold dashes too.
    let reasons = [" - ", " – ", " — "];
    let end = reasons.into_iter().filter_map(|dash| allow.find(dash)).min();
    Some(&allow[..end.unwrap_or(allow.len())])
}
