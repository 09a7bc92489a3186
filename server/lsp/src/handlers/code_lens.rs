//! `textDocument/codeLens` and `codeLens/resolve`: counts, computed when a lens comes into view.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::handlers::execute_command::{CHECK, PLACES};
use crate::handlers::nodes;
use crate::protocol::capabilities::SHOW;
use crate::protocol::convert::Places;
use crate::protocol::uris::DocumentKey;
use ascribe_workspace::features::implementation::implementations;
use ascribe_workspace::features::lenses::{lens, lenses, of_document};
use ascribe_workspace::features::node::find;
use ascribe_workspace::view::View;
use serde_json::json;
use tower_lsp::ls_types::{CodeLens, Command, Range, Uri};

pub fn code_lens(snapshot: &Snapshot, view: &View) -> Vec<CodeLens> {
    if !snapshot.preferences.code_lens {
        return Vec::new();
    }
    let key = DocumentKey::of(&snapshot.uri);
    let summary = view.summary(key.place());
    let whole = summary.and_then(|summary| of_document(&summary)).map(|title| CodeLens {
        range: Range::default(),
        command: Some(Command {
            title: format!("{title} · run check"),
            command: CHECK.into(),
            arguments: Some(vec![json!({ "uri": snapshot.uri })]),
        }),
        data: None,
    });
    let nodes = lenses(view, key.place());
    let places = Places::of(snapshot.scope().document.text(), snapshot.capabilities.encoding);
    let placed = nodes.iter().zip(find(view, &nodes)).filter_map(|(node, found)| {
        // A lens is anchored to a single line.
        let at = places.position(found?.selection.start);
        let data = json!({ "uri": snapshot.uri, "node": nodes::data(node) });
        Some(CodeLens { range: Range::new(at, at), command: None, data: Some(data) })
    });
    whole.into_iter().chain(placed).collect()
}

/// Resolves a lens to its title; the title is empty if its node no longer exists.
pub fn resolve(workspace: &WorkspaceSnapshot, view: &View, mut unresolved: CodeLens) -> CodeLens {
    let data = unresolved.data.as_ref();
    let uri = data.and_then(|data| data.get("uri")?.as_str()?.parse::<Uri>().ok());
    let node = uri.as_ref().and_then(|uri| nodes::kept(view, uri, data?.get("node")));
    let told = node.and_then(|node| Some((lens(view, &node)?, node)));
    unresolved.command = match (told, uri) {
        (Some((title, node)), Some(uri)) => {
            let (command, arguments) = if workspace.capabilities.shows_references {
                let places = nodes::locations(workspace, view, &implementations(view, &node));
                (SHOW, vec![json!(uri), json!(unresolved.range.start), json!(places)])
            } else {
                (PLACES, vec![json!({ "uri": uri, "node": nodes::data(&node) })])
            };
            Some(Command { title, command: command.into(), arguments: Some(arguments) })
        }
        _ => Some(Command { title: "…".into(), command: PLACES.into(), arguments: None }),
    };
    unresolved
}
