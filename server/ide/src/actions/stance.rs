//! Changes the stance of the speaker to the words of an annotation.

use super::items::{removals, with_item};
use super::{Action, ActionContext, ActionKind};
use ascribe_language::stance::Stance;
use ascribe_markup::Edit;
use ascribe_markup::model::{Item, ItemKind};

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((at, marked, annotation)) = asked.annotated() else { return };
    // A part has the stance of the annotation it continues; an empty annotation is a finding.
    let is_apt = marked.kind().is_statement() && !marked.is_part() && !annotation.items.is_empty();
    if !is_apt || !asked.wants(ActionKind::Rewrite) {
        return;
    }
    // Outside of the braces, other actions are more useful.
    if !asked.touches(&annotation.extent.at(at.start)) {
        return;
    }
    let written = annotation.attribute("stance");
    let is_written = |item: &Item| match &item.kind {
        ItemKind::Attribute(attribute) => &*attribute.key == "stance",
        _ => false,
    };
    for stance in Stance::ALL.into_iter().filter(|stance| Some(*stance) != marked.stance()) {
        let item = format!("stance={}", stance.word());
        let edits = match written {
            Some(_) if stance == Stance::default() => removals(at, annotation, is_written),
            Some(written) => vec![Edit::replace(written.value_extent.at(at.start), stance.word())],
            None => with_item(&asked.scope.document, at, marked, &item).into_iter().collect(),
        };
        let title = match stance {
            Stance::Asserts => "Change the stance to `asserts` (the default)".to_owned(),
            _ => format!("Change the stance to `{}`", stance.word()),
        };
        actions.push(Action::edits(ActionKind::Rewrite, title, edits));
    }
}
