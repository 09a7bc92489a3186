//! Silencing of rules: `allow=` in an annotation, `%% allow: rule - reason` above a paragraph, `allow:` in the
//! front matter.

use super::{Context, Finding};
use crate::model::{Block, Facts};
use std::sync::Arc;

pub(super) fn is_silent(context: &Context<'_>, notes: &[Arc<Block>], finding: &Finding) -> bool {
    let code = finding.rule.code;
    let in_document =
        context.scope.document.front_matter("allow").is_some_and(|allow| names(&allow.value, code));
    in_document || notes.iter().any(|note| note_allows(note, code)) || annotation_allows(context, finding)
}

fn names(list: &str, code: &str) -> bool {
    list.split([';', ',', ' ']).any(|entry| entry.trim() == code)
}

fn note_allows(note: &Block, code: &str) -> bool {
    let Facts::Note(extent) = note.facts else { return false };
    let Some(allow) = note.slice(extent).trim().strip_prefix("allow:") else { return false };
    // The reason stands behind a dash between blanks; the names of rules hold dashes too.
    let list = allow.split_once(" - ").map_or(allow, |(list, _)| list);
    names(list, code)
}

fn annotation_allows(context: &Context<'_>, finding: &Finding) -> bool {
    context.at.block.marked().iter().any(|marked| {
        let whole = marked.whole();
        let holds = whole.start <= finding.extent.start && finding.extent.end <= whole.end;
        let allow = marked.annotation.as_ref().and_then(|annotation| annotation.attribute("allow"));
        holds && allow.is_some_and(|allow| names(&allow.value, finding.rule.code))
    })
}
