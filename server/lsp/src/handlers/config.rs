//! `textDocument/completion` and `textDocument/hover` in `ascribe.toml`

use super::completion::List;
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::convert;
use ascribe_ide::config::{self, ConfigProposal, ConfigProposalKind};
use ascribe_markup::text::{Rope, Text};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Hover, HoverContents, Position, TextEdit,
};

pub fn completion(capabilities: &ResolvedCapabilities, text: &str, position: Position) -> List {
    let rope = Rope::from_str(text);
    let offset = convert::offset(Text::from(&rope), position, capabilities.encoding);
    let proposals = config::completion(text, offset).into_iter().enumerate();
    let item = |(rank, proposal): (usize, ConfigProposal)| {
        let ConfigProposal { kind, label, text: new_text, documentation, replace } = proposal;
        // Clients compare it with what is written in the range, quotation marks included.
        let filter = if text[replace.clone()].starts_with('"') { new_text.clone() } else { label.clone() };
        let range = convert::range(Text::from(&rope), &replace, capabilities.encoding);
        CompletionItem {
            label,
            kind: Some(match kind {
                ConfigProposalKind::Table => CompletionItemKind::MODULE,
                ConfigProposalKind::Key => CompletionItemKind::PROPERTY,
                ConfigProposalKind::Value => CompletionItemKind::VALUE,
            }),
            documentation: Some(super::completion::documentation(capabilities, documentation)),
            sort_text: Some(format!("{rank:05}")),
            filter_text: Some(filter),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
            ..CompletionItem::default()
        }
    };
    List::of(proposals.map(item))
}

pub fn hover(capabilities: &ResolvedCapabilities, text: &str, position: Position) -> Option<Hover> {
    let rope = Rope::from_str(text);
    let offset = convert::offset(Text::from(&rope), position, capabilities.encoding);
    let hover = config::hover(text, offset)?;
    Some(Hover {
        contents: HoverContents::Markup(capabilities.hover_format.content(hover.markdown)),
        range: Some(convert::range(Text::from(&rope), &hover.range, capabilities.encoding)),
    })
}
