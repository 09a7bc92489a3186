//! `textDocument/inlineCompletion`

use crate::documents::snapshot::Snapshot;
use crate::protocol::{convert, gate};
use ascribe_ide::inline_completion::inline_completion as proposal;
use ascribe_markup::Edit;
use ascribe_markup::gate::Intent;
use tower_lsp::ls_types::{InlineCompletionItem, InlineCompletionList, Position, Range};

/// Method name; the crate's service does not route it by itself.
pub const METHOD: &str = "textDocument/inlineCompletion";

pub fn inline_completion(snapshot: &Snapshot, position: Position) -> InlineCompletionList {
    let text = snapshot.scope().document.text();
    let offset = convert::offset(text, position, snapshot.capabilities.encoding);
    let wanted = snapshot.preferences.inline_completion;
    // Brackets that get an annotation are no longer the article's.
    let (document, intent) = (&snapshot.scope().document, Intent::StrayMarkup(offset..offset));
    let passes = |text: &String| {
        let edits = [Edit::insert(offset, text.clone())];
        gate::text_edits(document, &edits, &intent, snapshot.capabilities.encoding).is_ok()
    };
    let proposal = wanted.then(|| proposal(snapshot.scope(), offset)).flatten().filter(passes);
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
