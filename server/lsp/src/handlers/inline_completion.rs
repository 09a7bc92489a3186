//! `textDocument/inlineCompletion`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use ascribe_ide::inline_completion::inline_completion as proposal;
use tower_lsp::ls_types::{InlineCompletionItem, InlineCompletionList, Position, Range};

/// Method name; the crate's service does not route it by itself.
pub const METHOD: &str = "textDocument/inlineCompletion";

pub fn inline_completion(snapshot: &Snapshot, position: Position) -> InlineCompletionList {
    let text = snapshot.scope.document.text();
    let offset = convert::offset(text, position, snapshot.capabilities.encoding);
    let wanted = snapshot.preferences.inline_completion;
    let proposal = wanted.then(|| proposal(&snapshot.scope, offset)).flatten();
    let position = convert::position(text, offset, snapshot.capabilities.encoding);
    let items = proposal.map(|insert_text| InlineCompletionItem {
        insert_text,
        filter_text: None,
        range: Some(Range::new(position, position)),
        command: None,
        insert_text_format: None,
    });
    InlineCompletionList { items: items.into_iter().collect() }
}
