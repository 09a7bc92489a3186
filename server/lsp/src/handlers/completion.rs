//! `textDocument/completion`

use crate::convert;
use crate::snapshot::Snapshot;
use ascribe_core::features::completion::{Proposal, ProposalKind, completion as proposals};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionResponse, CompletionTextEdit, Documentation, MarkupContent,
    MarkupKind, Position, TextEdit,
};

pub fn completion(snapshot: &Snapshot, position: Position) -> CompletionResponse {
    let offset = convert::offset(snapshot.scope.document.text(), position, snapshot.settings.encoding);
    let proposals = proposals(&snapshot.scope, offset);
    let items = proposals.into_iter().enumerate().map(|(rank, proposal)| item(snapshot, rank, proposal));
    CompletionResponse::Array(items.collect())
}

fn item(snapshot: &Snapshot, rank: usize, proposal: Proposal) -> CompletionItem {
    let kind = match proposal.kind {
        ProposalKind::Actor => CompletionItemKind::CLASS,
        ProposalKind::Source => CompletionItemKind::FILE,
        ProposalKind::Label => CompletionItemKind::REFERENCE,
        ProposalKind::Kind => CompletionItemKind::KEYWORD,
        ProposalKind::Key => CompletionItemKind::PROPERTY,
        ProposalKind::Value => CompletionItemKind::ENUM_MEMBER,
    };
    let range = convert::range(snapshot.scope.document.text(), &proposal.replace, snapshot.settings.encoding);
    let documentation = (!proposal.documentation.is_empty()).then(|| {
        if snapshot.settings.markdown_completion {
            let kind = MarkupKind::Markdown;
            Documentation::MarkupContent(MarkupContent { kind, value: proposal.documentation })
        } else {
            Documentation::String(proposal.documentation)
        }
    });
    CompletionItem {
        label: proposal.text.trim_end().to_owned(),
        kind: Some(kind),
        detail: Some(proposal.detail).filter(|detail| !detail.is_empty()),
        documentation,
        sort_text: Some(format!("{rank:05}")),
        filter_text: Some(proposal.filter),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, proposal.text))),
        ..CompletionItem::default()
    }
}
