//! Adds the front matter that the head of the article shows and the document does not have.

use super::{Action, ActionContext, ActionKind, Change};
use ascribe_drafting::front_matter;
use ascribe_markup::model::BlockKind;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if asked.wants(ActionKind::FrontMatter)
        && let Some(edit) = front_matter::edit(&asked.scope.document)
    {
        let first = asked.scope.document.blocks().next();
        let has_some = first.is_some_and(|at| matches!(at.block.kind, BlockKind::FrontMatter(_)));
        let missing = if has_some { "missing front matter" } else { "front matter" };
        let title = format!("Add {missing} from the article");
        let change = move || Change::here(vec![edit.clone()]);
        actions.push(Action::new(ActionKind::FrontMatter, title, change));
    }
}
