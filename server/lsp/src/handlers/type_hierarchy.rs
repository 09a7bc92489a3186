//! `textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes` and `subtypes`: affiliations between actors.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::handlers::nodes::{self, HierarchyItem};
use ascribe_markup::model::Namespace;
use ascribe_workspace::features::affiliations::{above, below};
use ascribe_workspace::features::node::What;
use ascribe_workspace::view::View;
use tower_lsp::ls_types::{Position, TypeHierarchyItem};

pub fn prepare(snapshot: &Snapshot, view: &View, position: Position) -> Option<Vec<TypeHierarchyItem>> {
    let node = nodes::at(snapshot, view, position)?;
    let is_actor = matches!(node.what, What::Declared(Namespace::Actor, _));
    is_actor.then(|| shown(nodes::items(&snapshot.workspace, view, &[node])))
}

pub fn supertypes(
    workspace: &WorkspaceSnapshot,
    view: &View,
    item: &TypeHierarchyItem,
) -> Option<Vec<TypeHierarchyItem>> {
    let node = nodes::kept(view, &item.uri, item.data.as_ref())?;
    Some(shown(nodes::items(workspace, view, &above(view, &node))))
}

pub fn subtypes(
    workspace: &WorkspaceSnapshot,
    view: &View,
    item: &TypeHierarchyItem,
) -> Option<Vec<TypeHierarchyItem>> {
    let node = nodes::kept(view, &item.uri, item.data.as_ref())?;
    Some(shown(nodes::items(workspace, view, &below(view, &node))))
}

fn shown(items: Vec<HierarchyItem>) -> Vec<TypeHierarchyItem> {
    let shown = items.into_iter().map(|item| TypeHierarchyItem {
        name: item.name,
        kind: item.kind,
        tags: None,
        detail: item.detail,
        uri: item.uri,
        range: item.range,
        selection_range: item.selection,
        data: Some(item.data),
    });
    shown.collect()
}
