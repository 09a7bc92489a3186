//! `workspace/willRenameFiles`: updates references between documents when files are renamed.

use crate::documents::snapshot::WorkspaceSnapshot;
use crate::protocol::uris::paths_of;
use ascribe_markup::gate::GateRefusal;
use ascribe_workspace::features::moves::moves;
use ascribe_workspace::view::View;
use tower_lsp::ls_types::{
    FileOperationFilter, FileOperationPattern, FileOperationPatternKind, FileOperationRegistrationOptions,
    FileRename, WorkspaceEdit,
};

pub fn will_rename_files(
    workspace: &WorkspaceSnapshot,
    view: &View,
    files: &[FileRename],
) -> Result<Option<WorkspaceEdit>, GateRefusal> {
    let moved: Vec<_> = files.iter().filter_map(paths_of).collect();
    let changed = moves(view, &moved)?;
    if changed.is_empty() {
        return Ok(None);
    }
    super::rename::workspace_edit(workspace, changed).map(Some)
}

/// Files that the client has to report: documents, and folders, which may contain some.
pub fn filters() -> FileOperationRegistrationOptions {
    let filter = |glob: &str, kind| FileOperationFilter {
        scheme: Some("file".into()),
        pattern: FileOperationPattern { glob: glob.into(), matches: Some(kind), options: None },
    };
    FileOperationRegistrationOptions {
        filters: vec![
            filter("**/*.ascribe", FileOperationPatternKind::File),
            filter("**", FileOperationPatternKind::Folder),
        ],
    }
}
