//! Removes an annotation and keeps its text.

use super::items::without_annotation;
use super::{Action, ActionContext, ActionKind};

/// Reason why an annotation cannot be removed.
pub(super) const LEANS: &str =
    "Removing it would change how the surrounding brackets or quotation marks are read.";

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((at, marked, _)) = asked.annotated().filter(|_| asked.wants(ActionKind::Inline)) else { return };
    let title = "Remove this annotation";
    actions.push(match without_annotation(&asked.scope.document, at, marked) {
        Some(edits) => Action::edits(ActionKind::Inline, title, edits),
        None => Action::disabled(ActionKind::Inline, title, LEANS),
    });
}
