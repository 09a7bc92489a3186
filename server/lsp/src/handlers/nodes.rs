//! Conversion of workspace nodes to the protocol's types.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::protocol::convert::{self, Places};
use crate::protocol::uris::DocumentKey;
use ascribe_markup::model::Namespace;
use ascribe_workspace::features::node::{self, FoundNode, Node, What, node_at};
use ascribe_workspace::view::View;
use serde_json::{Value, json};
use tower_lsp::ls_types::{GotoDefinitionResponse, Location, LocationLink, Position, Range, SymbolKind, Uri};

/// A node with its position, as editors list it.
#[derive(Debug, Clone)]
pub struct HierarchyItem {
    pub name: String,
    pub detail: Option<String>,
    pub kind: SymbolKind,
    pub uri: Uri,
    pub range: Range,
    pub selection: Range,
    pub data: Value,
}

/// Node at a position.
pub fn at(snapshot: &Snapshot, view: &View, position: Position) -> Option<Node> {
    let scope = snapshot.scope();
    let offset = convert::offset(scope.document.text(), position, snapshot.capabilities.encoding);
    node_at(view, DocumentKey::of(&snapshot.uri).place(), scope, offset)
}

/// Symbol kind, as in the document outline.
pub fn kind(node: &Node) -> SymbolKind {
    match node.what {
        What::Document => SymbolKind::NAMESPACE,
        What::Declared(Namespace::Source, _) => SymbolKind::FILE,
        What::Declared(..) => SymbolKind::CLASS,
        What::Statement { .. } => SymbolKind::EVENT,
    }
}

/// Data stored by the client for a node, next to its URI.
pub fn data(node: &Node) -> Value {
    match &node.what {
        What::Document => json!({}),
        What::Declared(Namespace::Source, id) => json!({ "source": id }),
        What::Declared(_, id) => json!({ "actor": id }),
        What::Statement { nth, label, text } => json!({ "annotation": nth, "label": label, "text": text }),
    }
}

/// Current node for the [`data`] stored by the client; `None` if it no longer exists.
pub fn kept(view: &View, uri: &Uri, data: Option<&Value>) -> Option<Node> {
    let data = data?.as_object()?;
    let text = |key: &str| data.get(key).and_then(Value::as_str);
    let what = if let Some(id) = text("actor") {
        What::Declared(Namespace::Actor, id.into())
    } else if let Some(id) = text("source") {
        What::Declared(Namespace::Source, id.into())
    } else if let Some(nth) = data.get("annotation").and_then(Value::as_u64) {
        let nth = usize::try_from(nth).ok()?;
        What::Statement { nth, label: text("label")?.into(), text: text("text")?.into() }
    } else {
        What::Document
    };
    Node { path: DocumentKey::of(uri).place().to_path_buf(), what }.now(view)
}

/// Item for a node that was found.
pub fn item(
    workspace: &WorkspaceSnapshot,
    view: &View,
    node: &Node,
    found: &FoundNode,
) -> Option<HierarchyItem> {
    let (name, detail) = node.told(view)?;
    let places = Places::of(found.document.text(), workspace.capabilities.encoding);
    Some(HierarchyItem {
        name,
        detail: Some(detail).filter(|detail| !detail.is_empty()),
        kind: kind(node),
        uri: workspace.uri_of(&node.path)?,
        range: places.range(&found.whole),
        selection: places.range(&found.selection),
        data: data(node),
    })
}

/// Items of the nodes that still exist, in their order.
pub fn items(workspace: &WorkspaceSnapshot, view: &View, nodes: &[Node]) -> Vec<HierarchyItem> {
    let found = nodes.iter().zip(node::find(view, nodes));
    found.filter_map(|(node, found)| item(workspace, view, node, &found?)).collect()
}

/// Locations of nodes.
pub fn locations(workspace: &WorkspaceSnapshot, view: &View, nodes: &[Node]) -> Vec<Location> {
    items(workspace, view, nodes).into_iter().map(|item| Location::new(item.uri, item.selection)).collect()
}

/// Locations of nodes, as location links if the client supports `links`.
pub fn leads(
    snapshot: &Snapshot,
    view: &View,
    nodes: &[Node],
    links: bool,
) -> Option<GotoDefinitionResponse> {
    if nodes.is_empty() {
        return None;
    }
    if !links {
        return Some(GotoDefinitionResponse::Array(locations(&snapshot.workspace, view, nodes)));
    }
    let link = |item: HierarchyItem| LocationLink {
        origin_selection_range: None,
        target_uri: item.uri,
        target_range: item.range,
        target_selection_range: item.selection,
    };
    let items = items(&snapshot.workspace, view, nodes);
    Some(GotoDefinitionResponse::Link(items.into_iter().map(link).collect()))
}
