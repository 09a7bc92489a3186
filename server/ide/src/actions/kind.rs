//! Changes the kind of an annotation.

use super::{Action, ActionContext, ActionKind};
use ascribe_lints::sourcing::attribute::replace_item;
use ascribe_markup::Edit;
use ascribe_markup::model::ItemKind;
use ascribe_markup::model::vocabulary::Kind;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((at, marked, annotation)) = asked.annotated() else { return };
    // A part has the kind of the annotation it continues; an empty annotation is a finding.
    if !asked.wants(ActionKind::Rewrite) || marked.is_part() || annotation.items.is_empty() {
        return;
    }
    // Outside of the braces, other actions are more useful.
    if !asked.touches(&annotation.extent.at(at.start)) {
        return;
    }
    let written = annotation.items.iter().find(|item| matches!(item.kind, ItemKind::Kind(_)));
    let start = annotation.extent.at(at.start).start + 1;
    // Only statements have a stance.
    let is_apt = |kind: Kind| kind.is_statement() || annotation.attribute("stance").is_none();
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != marked.kind() && is_apt(*kind)) {
        let edit = match written {
            Some(item) => replace_item(at, item.extent, kind.word()),
            None => Edit::insert(start, format!("{} ", kind.word())),
        };
        let title = format!("Change to `{}`", kind.word());
        actions.push(Action::edits(ActionKind::Rewrite, title, vec![edit]));
    }
}
