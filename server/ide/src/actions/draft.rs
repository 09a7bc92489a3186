//! Drafts likely annotations for review: in a paragraph, in the selected paragraphs, or in the whole document. Not
//! offered in documents too long to be an article.

use super::{Action, ActionContext, ActionKind, Change};
use ascribe_drafting::{LIKELY, draft_on, has_undrafted};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use std::ops::Range;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let scope = asked.scope;
    let document = &scope.document;
    let draft = |within: Option<&Range<usize>>| -> Vec<Edit> {
        draft_on(scope, within, LIKELY, asked.budget).unwrap_or_default().edits
    };
    let has_speech = |at: &BlockAt<'_>| {
        asked.budget.take(1)
            && at.block.paragraph().is_some()
            && ascribe_drafting::reads_along(document, at.block)
            && has_undrafted(document, *at)
    };
    if asked.wants(ActionKind::Draft)
        && let Some(here) = document.block_at(asked.range.start)
    {
        // Excludes the previous paragraph, which ends at the start of this one, and one at the end of the selection.
        let start = asked.range.start.max(here.start + 1);
        let within = start..asked.range.end.saturating_sub(1).max(start);
        let touched: Vec<BlockAt<'_>> =
            document.blocks_in(within.clone()).filter(|at| at.block.paragraph().is_some()).collect();
        if touched.iter().any(has_speech) {
            let title = if touched.len() > 1 { "Draft these paragraphs" } else { "Draft this paragraph" };
            let change = move || Change::here(draft(Some(&within)));
            actions.push(Action::new(ActionKind::Draft, title, change));
        }
    }
    if asked.wants(ActionKind::DraftAll) && document.blocks().any(|at| has_speech(&at)) {
        let change = move || Change::here(draft(None));
        actions.push(Action::new(ActionKind::DraftAll, "Draft this document", change));
    }
}
