//! `ascribe.speakers`: who may be chosen as the speaker of a quotation or claim, with the edits for each.

use crate::documents::snapshot::WorkspaceSnapshot;
use crate::handlers::edits::Edits;
use crate::protocol::convert;
use crate::protocol::uris::DocumentKey;
use ascribe_ide::speakers::{Choice, new_speaker, speakers as choices};
use ascribe_markup::gate::Intent;
use ascribe_workspace::view::View;
use serde_json::{Value, json};
use tower_lsp::ls_types::{Position, Uri};

/// Choices at a position, or the one that declares a new actor of this name; `None` if the document cannot be read.
pub fn speakers(
    workspace: &WorkspaceSnapshot,
    view: &View,
    uri: &Uri,
    position: Position,
    name: Option<&str>,
) -> Option<Value> {
    let key = DocumentKey::of(uri);
    let (scope, _) = view.scope(key.place())?;
    let offset = convert::offset(scope.document.text(), position, workspace.capabilities.encoding);
    let found = match name {
        Some(name) => new_speaker(&scope, offset, name).into_iter().collect(),
        None => choices(&scope, offset),
    };
    let version = workspace.open_at(key.place()).map(|open| open.version);
    let shown = |choice: Choice| {
        let mut all = Edits::new(&workspace.capabilities);
        all.change(uri.clone(), version, &scope.document, &choice.edits, &Intent::Markup);
        let edit = if choice.edits.is_empty() { None } else { Some(all.finish().ok()?) };
        Some(json!({
            "id": choice.id, "title": choice.title, "about": choice.about, "likely": choice.is_likely,
            "current": choice.is_named, "edit": edit,
        }))
    };
    Some(found.into_iter().filter_map(shown).collect::<Vec<_>>().into())
}
