//! `textDocument/prepareCallHierarchy`, `callHierarchy/outgoingCalls` and `incomingCalls`: which actor says something,
//! and on which source it rests.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::handlers::nodes::{self, HierarchyItem};
use crate::protocol::convert::Places;
use ascribe_workspace::features::attribution::{self, Step};
use ascribe_workspace::features::node::{FoundNode, Node, find};
use ascribe_workspace::view::View;
use std::ops::Range;
use tower_lsp::ls_types::{
    self as lsp, CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, Position,
};

pub fn prepare(snapshot: &Snapshot, view: &View, position: Position) -> Option<Vec<CallHierarchyItem>> {
    let node = nodes::at(snapshot, view, position)?;
    let items = nodes::items(&snapshot.workspace, view, &[node]);
    Some(items.into_iter().map(shown).collect())
}

pub fn outgoing(
    workspace: &WorkspaceSnapshot,
    view: &View,
    item: &CallHierarchyItem,
) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let (node, from) = asked(view, item)?;
    let steps = attribution::outgoing(view, &node);
    let call = |step: Step| {
        let from_ranges = ranges(workspace, &from, &step.places);
        let to = shown(nodes::item(workspace, view, &step.node, &step.found)?);
        Some(CallHierarchyOutgoingCall { to, from_ranges })
    };
    Some(steps.into_iter().filter_map(call).collect())
}

pub fn incoming(
    workspace: &WorkspaceSnapshot,
    view: &View,
    item: &CallHierarchyItem,
) -> Option<Vec<CallHierarchyIncomingCall>> {
    let (node, _) = asked(view, item)?;
    let steps = attribution::incoming(view, &node);
    let call = |step: Step| {
        let from_ranges = ranges(workspace, &step.found, &step.places);
        let from = shown(nodes::item(workspace, view, &step.node, &step.found)?);
        Some(CallHierarchyIncomingCall { from, from_ranges })
    };
    Some(steps.into_iter().filter_map(call).collect())
}

/// Node of a hierarchy item, with its current position.
fn asked(view: &View, item: &CallHierarchyItem) -> Option<(Node, FoundNode)> {
    let node = nodes::kept(view, &item.uri, item.data.as_ref())?;
    let found = find(view, std::slice::from_ref(&node)).pop()??;
    Some((node, found))
}

fn ranges(workspace: &WorkspaceSnapshot, found: &FoundNode, places: &[Range<usize>]) -> Vec<lsp::Range> {
    let shown = Places::of(found.document.text(), workspace.capabilities.encoding);
    places.iter().map(|place| shown.range(place)).collect()
}

fn shown(item: HierarchyItem) -> CallHierarchyItem {
    CallHierarchyItem {
        name: item.name,
        kind: item.kind,
        tags: None,
        detail: item.detail,
        uri: item.uri,
        range: item.range,
        selection_range: item.selection,
        data: Some(item.data),
    }
}
