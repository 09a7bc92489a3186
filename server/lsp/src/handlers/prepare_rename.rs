//! `textDocument/prepareRename`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use ascribe_ide::rename::{Refusal, Renamable, renamable};
use tower_lsp::ls_types::{Position, PrepareRenameResponse};

pub fn prepare_rename(
    snapshot: &Snapshot,
    position: Position,
) -> Result<Option<PrepareRenameResponse>, Refusal> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope().document.text();
    let offset = convert::offset(text, position, encoding);
    let found = renamable(snapshot.scope(), offset)?.map(|found| match found {
        Renamable::Id(range, target) => (range, target.id),
        Renamable::Name(range, name) => (range, name),
    });
    Ok(found.map(|(range, placeholder)| {
        let range = convert::range(text, &range, encoding);
        PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }
    }))
}
