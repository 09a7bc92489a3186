//! Moves a declaration to the cast, where other documents see it.

use super::{Action, ActionContext, ActionKind, Cast, Change};
use ascribe_lints::sourcing::declare;
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Declaration, Namespace};
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::keeps_article;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::Move) {
        return;
    }
    let scope = asked.scope;
    let Some(at) = scope.document.block_at(asked.range.start) else { return };
    let content = at.start..at.start + at.block.content;
    let Some(declaration) = at.block.declaration().filter(|_| asked.touches(&content)) else { return };
    // In a cast document, declarations are already where they belong.
    let is_cast = scope.document.blocks().all(|at| at.block.paragraph().is_none());
    let Some(cast) = asked.cast().filter(|_| !is_cast) else { return };
    let title = format!("Move `{}{}` to {}", declaration.namespace.sign(), declaration.id, cast.name());
    if let Some(reason) = hindrance(scope, cast, declaration) {
        actions.push(Action::disabled(ActionKind::Move, title, reason));
        return;
    }
    let removal = Edit::replace(without_byte_order_mark(at)..at.range().end, "");
    if keeps_article(&scope.document, std::slice::from_ref(&removal)) {
        let change = move || moved(scope, cast, at, removal.clone());
        actions.push(Action::new(ActionKind::Move, title, change));
    }
}

/// Reason why the declaration must stay.
fn hindrance(scope: &Scope, cast: Cast, declaration: &Declaration) -> Option<String> {
    let (namespace, id) = (declaration.namespace, &*declaration.id);
    let (sign, document) = (namespace.sign(), &scope.document);
    let target = match cast {
        Cast::At(place) => scope.at(place),
        Cast::New => None,
    };
    if target.is_some_and(|cast| cast.definition_count(namespace, id) > 0) {
        return Some(format!("`{sign}{id}` is already declared in {}.", cast.name()));
    }
    if document.definition_count(namespace, id) > 1 {
        return Some(format!("`{sign}{id}` is declared twice in this document."));
    }
    let needed = declaration.fields.iter().flat_map(|field| &field.references);
    let only_here = |namespace: Namespace, needed: &str| {
        let is_here = document.definition_count(namespace, needed) > 0 && needed != id;
        is_here && !scope.casts.iter().any(|cast| cast.definition_count(namespace, needed) > 0)
    };
    let missing = needed.into_iter().find(|reference| only_here(reference.namespace, &reference.id))?;
    let (sign, missing) = (missing.namespace.sign(), &missing.id);
    Some(format!(
        "It refers to `{sign}{missing}`, which only this document declares. Move that declaration first."
    ))
}

fn without_byte_order_mark(at: BlockAt<'_>) -> usize {
    at.start + if at.block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn moved(scope: &Scope, cast: Cast, at: BlockAt<'_>, removal: Edit) -> Change {
    let lines = at.block.text[..at.block.content].trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let lines: Vec<&str> = lines.collect();
    let here = (Place::Here, vec![removal]);
    let target = match cast {
        Cast::At(place) => scope.at(place).map(|cast| (place, cast)),
        Cast::New => None,
    };
    let Some((place, target)) = target else {
        let end = scope.document.line_ending();
        return Change { edits: vec![here], new_cast: Some(lines.join(end) + end), ..Change::default() };
    };
    Change { edits: vec![here, (place, vec![insertion(target, at, &lines)])], ..Change::default() }
}

/// Edit that inserts the lines of a declaration where a new one would go.
fn insertion(cast: &Document, at: BlockAt<'_>, lines: &[&str]) -> Edit {
    let declared = at.block.declaration();
    let (namespace, id) = declared.map_or((Namespace::Actor, ""), |d| (d.namespace, &*d.id));
    let name = declared.map_or("", |declaration| &declaration.name);
    let mut edit = declare::declaration(cast, namespace, id, Some(name));
    let end = cast.line_ending();
    let head = format!("{}{id}: {name}", namespace.sign());
    edit.text = edit.text.replacen(&head, &lines.join(end), 1);
    edit
}
