//! `textDocument/semanticTokens/full`, `/full/delta` and `/range`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use crate::protocol::tokens::{Encoder, edits, encoded};
use ascribe_ide::semantic_tokens::semantic_tokens_in;
use tower_lsp::ls_types::{Range, SemanticTokens, SemanticTokensDelta, SemanticTokensFullDeltaResult};

pub fn full(snapshot: &Snapshot) -> SemanticTokens {
    let legend = &snapshot.capabilities.legend;
    let form = legend.form(snapshot.capabilities.encoding);
    let mut results = snapshot.tokens.lock();
    let semantic_tokens = results.semantic_tokens(snapshot.generation(), snapshot.scope(), form);
    drop(results);
    SemanticTokens {
        result_id: Some(snapshot.generation().to_string()),
        data: encoded(legend, &semantic_tokens),
    }
}

/// Delta since the result with this id; all tokens if that result is no longer cached.
pub fn delta(snapshot: &Snapshot, previous: &str) -> SemanticTokensFullDeltaResult {
    let legend = &snapshot.capabilities.legend;
    let form = legend.form(snapshot.capabilities.encoding);
    let mut results = snapshot.tokens.lock();
    let known = previous.parse().ok().and_then(|generation| results.of(generation));
    let semantic_tokens = results.semantic_tokens(snapshot.generation(), snapshot.scope(), form);
    drop(results);
    let result_id = Some(snapshot.generation().to_string());
    match known {
        Some(known) => {
            SemanticTokensDelta { result_id, edits: edits(legend, &known, &semantic_tokens) }.into()
        }
        None => SemanticTokens { result_id, data: encoded(legend, &semantic_tokens) }.into(),
    }
}

pub fn range(snapshot: &Snapshot, range: Range) -> SemanticTokens {
    let capabilities = &snapshot.capabilities;
    let bytes = convert::byte_range(snapshot.scope().document.text(), range, capabilities.encoding);
    let form = capabilities.legend.form(capabilities.encoding);
    let mut encoder = Encoder::new(&capabilities.legend);
    let mut data = Vec::new();
    for (line, mut tokens) in semantic_tokens_in(snapshot.scope(), form, bytes) {
        // A paragraph may extend beyond the screen.
        tokens.retain(|token| (range.start.line..=range.end.line).contains(&(line + token.line)));
        encoder.add(line, &tokens, &mut data);
    }
    SemanticTokens { result_id: None, data }
}
