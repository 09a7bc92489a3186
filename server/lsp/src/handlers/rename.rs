//! `textDocument/rename`: renames in all documents that refer to the definition.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::handlers::edits::Edits;
use crate::protocol::convert;
use crate::protocol::uris::path_of;
use ascribe_ide::references::ReferenceTarget;
use ascribe_ide::rename::{self as core, Renamable, renamable};
use ascribe_markup::Edit;
use ascribe_markup::gate::{GateRefusal, Intent};
use ascribe_markup::text::{Rope, Text};
use ascribe_workspace::features::rename::{self, Changed, RenameRefusal};
use ascribe_workspace::view::View;
use std::path::PathBuf;
use tower_lsp::ls_types::{Position, WorkspaceEdit};

pub fn rename(
    snapshot: &Snapshot,
    view: &View,
    position: Position,
    typed: &str,
) -> Result<Option<WorkspaceEdit>, RenameRefusal> {
    let scope = snapshot.scope();
    let offset = convert::offset(scope.document.text(), position, snapshot.capabilities.encoding);
    match renamable(scope, offset)? {
        None => Ok(None),
        Some(Renamable::Name(..)) => here(snapshot, &core::name_edits(scope, offset, typed)?).map(Some),
        Some(Renamable::Id(_, target)) => {
            let Some(defined_in) = snapshot.uri_of(target.place).and_then(|uri| path_of(&uri)) else {
                return here(snapshot, &without_file(snapshot, &target, typed)?).map(Some);
            };
            let changed = rename::rename(view, &defined_in, target.namespace, &target.id, typed)?;
            Ok(Some(workspace_edit(&snapshot.workspace, changed)?))
        }
    }
}

/// Converts the edits of several documents.
///
/// # Errors
/// If the client has no position for one of them.
pub fn workspace_edit(
    workspace: &WorkspaceSnapshot,
    changed: Vec<Changed>,
) -> Result<WorkspaceEdit, GateRefusal> {
    let mut edits = Edits::new(&workspace.capabilities);
    for Changed { path, text, edits: changes } in changed {
        let open = workspace.open_at(&path);
        if let Some(uri) = workspace.uri_of(&path) {
            let text = Rope::from_str(&text);
            edits.change_passed(uri, open.map(|open| open.version), Text::from(&text), &changes);
        }
    }
    edits.finish()
}

/// Edits for a document without a file, which no other document can see.
fn without_file(
    snapshot: &Snapshot,
    target: &ReferenceTarget,
    typed: &str,
) -> Result<Vec<Edit>, RenameRefusal> {
    let document = &snapshot.scope().document;
    let new = &*core::new_id(target.namespace, typed)?;
    if new != target.id && document.definition_count(target.namespace, new) > 0 {
        let here = PathBuf::from(snapshot.uri.path().as_str());
        return Err(RenameRefusal::Taken(target.namespace, new.to_owned(), here));
    }
    Ok(core::edits(document, target.namespace, &target.id, None, new))
}

fn here(snapshot: &Snapshot, changes: &[Edit]) -> Result<WorkspaceEdit, RenameRefusal> {
    let mut edits = Edits::new(&snapshot.capabilities);
    let (uri, document) = (snapshot.uri.clone(), &snapshot.scope().document);
    edits.change(uri, Some(snapshot.version), document, changes, &Intent::Markup);
    Ok(edits.finish()?)
}
