//! Quotations in pieces: joins two quotations by `#label` and `part=#label`, or separates them.

use super::items::{removals, with_item};
use super::{Action, ActionContext, ActionKind};
use ascribe_language::stance::Stance;
use ascribe_lints::sourcing::attribute::replace_item;
use ascribe_lints::sourcing::declare::free_id;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Annotation, Item, ItemKind, Marked, Namespace, Shape, id_from_name};

/// Number of words of a quotation used for its label.
const LABEL_WORDS: usize = 2;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::Rewrite) {
        return;
    }
    separate(asked, actions);
    join(asked, actions);
}

fn separate<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let Some((at, marked, annotation)) = asked.annotated().filter(|(_, marked, _)| marked.is_part()) else {
        return;
    };
    let Some(part) = annotation.attribute("part") else { return };
    let Some(item) = annotation.items.iter().find(|item| is_part_item(item)) else { return };
    let Some(label) = part.references.first() else { return };
    // The separated part gets a copy of what it inherited from the first part.
    let first = labelled(asked, &label.id);
    let own: Vec<&str> = marked.actors().chain(marked.sources()).map(|r| at.block.slice(r.extent)).collect();
    let shared = first.iter().flat_map(|(of, first)| {
        first.actors().chain(first.sources()).map(|reference| of.block.slice(reference.extent))
    });
    let shared: Vec<&str> = shared.filter(|reference| !own.contains(reference)).collect();
    let kind = first.and_then(|(_, first)| first.annotation.as_ref().and_then(Annotation::kind));
    let kind =
        kind.filter(|_| annotation.kind().is_none()).map(ascribe_markup::model::vocabulary::Kind::word);
    let stance = first.and_then(|(_, first)| asked.scope.document.stance_of(first));
    let stance =
        stance.filter(|stance| *stance != Stance::Asserts && annotation.attribute("stance").is_none());
    let stance = stance.map(|stance| format!("stance={}", stance.word()));
    let items: Vec<&str> = kind.into_iter().chain(shared).chain(stance.as_deref()).collect();
    let title = format!("Separate this part from `#{}`", label.id);
    if items.is_empty() && annotation.items.len() == 1 {
        let edits = super::items::without_annotation(&asked.scope.document, at, marked);
        actions.extend(edits.map(|edits| Action::edits(ActionKind::Rewrite, title, edits)));
    } else if items.is_empty() {
        let edits = removals(at, annotation, is_part_item);
        actions.push(Action::edits(ActionKind::Rewrite, title, edits));
    } else {
        let edit = replace_item(at, item.extent, &items.join(" "));
        actions.push(Action::edits(ActionKind::Rewrite, title, vec![edit]));
    }
}

fn is_part_item(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Attribute(attribute) if &*attribute.key == "part")
}

/// Annotation in the document with this label.
fn labelled<'a>(asked: &ActionContext<'a>, label: &str) -> Option<(BlockAt<'a>, &'a Marked)> {
    let document = &asked.scope.document;
    let at = document.block_at(document.first_definition(Namespace::Label, label)?.start)?;
    let mut marked = at.block.marked().iter();
    let has = |marked: &&Marked| {
        marked.annotation.as_ref().is_some_and(|annotation| annotation.labels().any(|l| &*l.id == label))
    };
    Some((at, marked.find(has)?))
}

fn join<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    let document = &asked.scope.document;
    let Some((at, second)) = last_quotation(asked).filter(|(_, second)| !second.is_part()) else { return };
    let is_before = |other: &&Marked| {
        is_closed_quotation(other) && other.parent == second.parent && other.extent.end <= second.extent.start
    };
    let Some(first) = at.block.marked().iter().rev().find(is_before) else { return };
    let title = "Join with the previous quotation as one split quotation";
    let others = |marked: &Marked| marked.actors().map(|actor| actor.id.clone()).collect::<Vec<_>>();
    let (speakers, own) = (others(first), others(second));
    if !own.is_empty() && !speakers.is_empty() && own != speakers {
        let reason = "The two quotations have different speakers.";
        actions.push(Action::disabled(ActionKind::Rewrite, title, reason));
        return;
    }
    let stance = document.stance_of(second);
    if first.annotation.is_some() && document.stance_of(first) != stance {
        let reason = "The two quotations have different stances.";
        actions.push(Action::disabled(ActionKind::Rewrite, title, reason));
        return;
    }
    let known = first.annotation.as_ref().and_then(label_of);
    let label = known.clone().unwrap_or_else(|| new_label(asked, at, first));
    let mut edits = Vec::new();
    if known.is_none() {
        // The first part carries the speaker and the stance.
        let moved = own.iter().filter(|_| speakers.is_empty()).map(|id| format!("@{id}"));
        let stance = stance.filter(|stance| *stance != Stance::Asserts && first.annotation.is_none());
        let stance = stance.map(|stance| format!("stance={}", stance.word()));
        let items: Vec<String> = std::iter::once(format!("#{label}")).chain(moved).chain(stance).collect();
        let Some(edit) = with_item(document, at, first, &items.join(" ")) else { return };
        edits.push(edit);
    } else if speakers.is_empty() && !own.is_empty() {
        let items: Vec<String> = own.iter().map(|id| format!("@{id}")).collect();
        let Some(edit) = with_item(document, at, first, &items.join(" ")) else { return };
        edits.push(edit);
    }
    let part = format!("part=#{label}");
    let shared: Vec<&str> = first.sources().map(|source| &*source.id).collect();
    let goes = |item: &Item| match &item.kind {
        ItemKind::Reference(reference) if reference.namespace == Namespace::Actor => true,
        ItemKind::Reference(reference) => shared.contains(&&*reference.id),
        ItemKind::Attribute(attribute) => &*attribute.key == "stance",
        _ => false,
    };
    match &second.annotation {
        Some(annotation) if annotation.closed => match annotation.items.iter().find(|item| goes(item)) {
            Some(item) => {
                edits.push(replace_item(at, item.extent, &part));
                edits.extend(removals(at, annotation, |other| goes(other) && other != item));
            }
            None => edits.extend(with_item(document, at, second, &part)),
        },
        _ => {
            let Some(edit) = with_item(document, at, second, &part) else { return };
            edits.push(edit);
        }
    }
    actions.push(Action::edits(ActionKind::Rewrite, title, edits));
}

/// Quotation at the cursor, or the last one in the selection.
fn last_quotation<'a>(asked: &ActionContext<'a>) -> Option<(BlockAt<'a>, &'a Marked)> {
    let at = asked.scope.document.block_at(asked.range.end)?;
    let touched = |marked: &&Marked| {
        let whole = marked.whole().at(at.start);
        whole.start <= asked.range.end && asked.range.start <= whole.end
    };
    Some((at, at.block.marked().iter().rev().filter(touched).find(|marked| is_closed_quotation(marked))?))
}

fn is_closed_quotation(marked: &Marked) -> bool {
    matches!(marked.shape, Shape::Quotation { closed: true, .. })
        && marked.annotation.as_ref().is_none_or(|annotation| annotation.closed)
}

/// Label for parts of this annotation: its own, or that of the annotation it continues.
fn label_of(annotation: &Annotation) -> Option<String> {
    let part = annotation.attribute("part").and_then(|part| part.references.first());
    part.or_else(|| annotation.labels().next()).map(|label| label.id.to_string())
}

/// New label made of the first words.
fn new_label(asked: &ActionContext<'_>, at: BlockAt<'_>, first: &Marked) -> String {
    let words = at.block.words(first.content);
    let start: Vec<&str> = words.split_whitespace().take(LABEL_WORDS).collect();
    let id = id_from_name(&start.join(" "));
    free_id(asked.scope, Namespace::Label, if id.is_empty() { "quote" } else { &id })
}
