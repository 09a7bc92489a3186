//! Drafting, in documents that are not longer than any article: a paragraph, or the whole document, gets the
//! annotations that are likely, for somebody to review.

use super::{Action, ActionKind, Asked};
use crate::drafting::{Draft, LIKELY, draft, reads_along};
use crate::model::Facts;

pub(super) fn offer<'a>(asked: &'a Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let scope = asked.scope;
    let Some(here) = scope.document.block_at(asked.range.start) else { return };
    if !reads_along(&scope.document, here.block) {
        return;
    }
    if asked.wants(ActionKind::Draft) && matches!(here.block.facts, Facts::Paragraph(_)) {
        // Not the paragraph before, which ends where this one starts.
        let start = asked.range.start.max(here.start + 1);
        let several = asked.range.end > here.start + here.block.content;
        let drafted = draft(scope, Some(&(start..asked.range.end.max(start))), LIKELY);
        let title = if several { "Draft these paragraphs" } else { "Draft this paragraph" };
        actions.extend(action(ActionKind::Draft, title, drafted));
    }
    if asked.wants(ActionKind::DraftAll) {
        actions.extend(action(ActionKind::DraftAll, "Draft this document", draft(scope, None, LIKELY)));
    }
}

fn action<'a>(kind: ActionKind, title: &str, drafted: Draft) -> Option<Action<'a>> {
    let title = match drafted.annotations.len() {
        0 => return None,
        1 => format!("{title}: 1 annotation to review"),
        count => format!("{title}: {count} annotations to review"),
    };
    Some(Action::edits(kind, title, drafted.edits))
}
