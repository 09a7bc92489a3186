//! `textDocument/completion` and `completionItem/resolve`

use crate::documents::snapshot::Snapshot;
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::uris::DocumentKey;
use crate::protocol::{convert, gate};
use ascribe_ide::completion::{
    self, Completion, CompletionContext, DocumentPath, Needs, Proposal, ProposalKind, without_placeholders,
};
use ascribe_markup::Edit;
use ascribe_markup::text::Text;
use ascribe_workspace::is_cast;
use ascribe_workspace::links::{composed, link_to};
use ascribe_workspace::view::View;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use tower_lsp::ls_types::{
    self as lsp, CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionParams,
    CompletionTextEdit, CompletionTriggerKind, Documentation, InsertReplaceEdit, InsertTextFormat,
    MarkupKind, TextEdit, Uri,
};

/// Completion list with `itemDefaults`, which the crate's own type lacks.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct List {
    is_incomplete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_defaults: Option<Defaults>,
    items: Vec<Item>,
}

impl List {
    /// Complete list, each of whose items has a range of its own.
    pub fn of(items: impl Iterator<Item = CompletionItem>) -> Self {
        let items = items.map(|item| Item { item, text_edit_text: None }).collect();
        Self { is_incomplete: false, item_defaults: None, items }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Defaults {
    edit_range: EditRange,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
enum EditRange {
    One(lsp::Range),
    Two { insert: lsp::Range, replace: lsp::Range },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(flatten)]
    item: CompletionItem,
    /// Inserted text, where the edit range comes from the list defaults.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_edit_text: Option<String>,
}

/// Data that identifies an item on resolve.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    /// Id with its sign.
    id: String,
}

/// Paths of the documents whose labels a document can reference, relative to it.
fn documents(own: &Path, view: &View) -> Vec<DocumentPath> {
    let is_other = |path: &Path| path != own && !is_cast(path);
    let paths = view.paths().into_iter().filter(|path| is_other(path));
    // Only links that lead to the document: not out of the workspace, and not to what has no file.
    let leads = |path: &Path, link: &str| view.linked(own, link).as_deref() == Some(path);
    let links = paths.filter_map(|path| link_to(own, path).filter(|link| leads(path, link)));
    let mut links: Vec<String> = links.collect();
    // Order: same folder first, then folders below, then more distant ones.
    links.sort_by_cached_key(|link| (link.matches("../").count(), link.matches('/').count(), link.clone()));
    links.into_iter().map(|link| DocumentPath { typed: composed(&link), link }).collect()
}

pub fn completion(snapshot: &Snapshot, view: &View, params: &CompletionParams) -> List {
    let text = snapshot.scope().document.text();
    let position = params.text_document_position.position;
    let offset = convert::offset(text, position, snapshot.capabilities.encoding);
    let kind = params.context.as_ref().map(|context| context.trigger_kind);
    let explicitly = kind.is_none_or(|kind| kind == CompletionTriggerKind::INVOKED);
    let key = DocumentKey::of(&snapshot.uri);
    let (mut paths, mut named) = (Vec::new(), None);
    if let (Some(own), Some(needs)) = (key.path(), completion::needs(snapshot.scope(), offset)) {
        match needs {
            Needs::Paths => paths = documents(own, view),
            Needs::Document(path) => {
                // Files outside the workspace are not read.
                let path = view.linked(own, &path).filter(|path| view.paths().contains(&**path));
                named = path.and_then(|path| view.document(&path));
            }
        }
    }
    let asked = CompletionContext { offset, explicitly, documents: &paths, named: named.as_deref() };
    let Completion { proposals, incomplete } = completion::completion(snapshot.scope(), asked);
    let proposals = ProposalGate { snapshot, offset, known: HashMap::new() }.passed(proposals);
    let common = proposals
        .first()
        .map(|first| first.replace.clone())
        .filter(|first| proposals.iter().all(|proposal| proposal.replace == *first))
        .filter(|_| snapshot.capabilities.common_edit_range);
    let items = proposals.into_iter().enumerate();
    List {
        is_incomplete: incomplete,
        items: items
            .map(|(rank, proposal)| item(snapshot, rank, proposal, offset, common.is_some()))
            .collect(),
        item_defaults: common
            .map(|range| Defaults { edit_range: edit_range(snapshot, text, &range, offset) }),
    }
}

/// Asks the gate about proposals at a cursor. The grammar reads all ids alike, so of several proposals that differ in the
/// letters of words only, one is compared.
struct ProposalGate<'a> {
    snapshot: &'a Snapshot,
    offset: usize,
    known: HashMap<Vec<(Range<usize>, String)>, bool>,
}

impl ProposalGate<'_> {
    /// Proposals that pass, without snippets that do not.
    fn passed(mut self, proposals: Vec<Proposal>) -> Vec<Proposal> {
        let takes_snippets = self.snapshot.capabilities.snippets && self.snapshot.preferences.snippets;
        let mut passed = Vec::with_capacity(proposals.len());
        for mut proposal in proposals {
            let snippet = proposal.snippet.take().filter(|_| takes_snippets);
            proposal.snippet =
                snippet.filter(|snippet| self.passes(&proposal, &without_placeholders(snippet)));
            if proposal.snippet.is_some() || self.passes(&proposal, &proposal.text) {
                passed.push(proposal);
            }
        }
        passed
    }

    /// Whether a proposal passes with this text, in each way in which the client may insert it.
    fn passes(&mut self, proposal: &Proposal, text: &str) -> bool {
        let Range { start, end } = proposal.replace;
        let inserts = self.snapshot.capabilities.insert_replace && self.offset < end;
        let ends = std::iter::once(end).chain(inserts.then_some(self.offset));
        ends.into_iter().all(|end| self.passes_at(proposal, Edit::replace(start..end, text)))
    }

    fn passes_at(&mut self, proposal: &Proposal, main: Edit) -> bool {
        let edits: Vec<Edit> = proposal.edits.iter().cloned().chain([main]).collect();
        let key = edits.iter().map(|edit| (edit.range.clone(), shape(&edit.text))).collect();
        let (scope, capabilities) = (self.snapshot.scope(), &self.snapshot.capabilities);
        *self.known.entry(key).or_insert_with(|| {
            gate::text_edits(&scope.document, &edits, &proposal.intent, capabilities.encoding).is_ok()
        })
    }
}

/// Text with one letter or digit for each run of them.
fn shape(text: &str) -> String {
    let mut shape: Vec<char> = text
        .chars()
        .map(|c| match c {
            c if c.is_ascii_digit() => '0',
            c if c.is_alphanumeric() => 'a',
            c => c,
        })
        .collect();
    shape.dedup_by(|c, before| c == before && c.is_alphanumeric());
    shape.into_iter().collect()
}

fn edit_range(snapshot: &Snapshot, text: Text<'_>, replace: &Range<usize>, offset: usize) -> EditRange {
    let encoding = snapshot.capabilities.encoding;
    let whole = convert::range(text, replace, encoding);
    if snapshot.capabilities.insert_replace {
        let insert = convert::range(text, &(replace.start..offset), encoding);
        EditRange::Two { insert, replace: whole }
    } else {
        EditRange::One(whole)
    }
}

fn item(snapshot: &Snapshot, rank: usize, proposal: Proposal, offset: usize, has_range: bool) -> Item {
    let capabilities = &snapshot.capabilities;
    let text = snapshot.scope().document.text();
    let snippet = proposal.snippet;
    let format = snippet.is_some().then_some(InsertTextFormat::SNIPPET);
    let has_card = matches!(proposal.kind, ProposalKind::Actor | ProposalKind::Source | ProposalKind::Label);
    let data = (has_card && capabilities.resolves_completion_documentation)
        .then(|| Data { uri: snapshot.uri.clone(), id: proposal.text.clone() })
        .and_then(|data| serde_json::to_value(data).ok());
    let new_text = snippet.unwrap_or(proposal.text);
    let edit = match edit_range(snapshot, text, &proposal.replace, offset) {
        EditRange::One(range) => CompletionTextEdit::Edit(TextEdit::new(range, new_text.clone())),
        EditRange::Two { insert, replace } => {
            let new_text = new_text.clone();
            CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert, replace })
        }
    };
    let insert_text = unsigned(text, &proposal.replace, &new_text).filter(|_| !has_range);
    let edits = gate::beside_completion(text, &proposal.edits, capabilities.encoding);
    let detail = Some(proposal.detail).filter(|detail| !detail.is_empty());
    let (detail, description) = if capabilities.label_details { (None, detail) } else { (detail, None) };
    let documentation =
        Some(proposal.documentation).filter(|documentation| data.is_none() && !documentation.is_empty());
    let item = CompletionItem {
        label: proposal.label,
        label_details: description
            .map(|it| CompletionItemLabelDetails { detail: None, description: Some(it) }),
        kind: Some(kind_of(proposal.kind)),
        detail,
        documentation: documentation.map(|value| documentation_of(snapshot, value)),
        sort_text: Some(format!("{rank:05}")),
        filter_text: Some(proposal.filter),
        insert_text,
        insert_text_format: format,
        text_edit: (!has_range).then_some(edit),
        additional_text_edits: Some(edits).filter(|edits| !edits.is_empty()),
        data,
        ..CompletionItem::default()
    };
    Item { item, text_edit_text: has_range.then_some(new_text) }
}

/// Text without the sign that is typed already: some clients ignore the edit, and replace only the word at the cursor.
fn unsigned(text: Text<'_>, replace: &Range<usize>, new_text: &str) -> Option<String> {
    let sign = new_text.chars().next().filter(|c| matches!(c, '@' | '^' | '#'))?;
    let is_typed = text.slice(replace.clone()).starts_with(sign);
    is_typed.then(|| new_text[sign.len_utf8()..].to_owned())
}

fn kind_of(kind: ProposalKind) -> CompletionItemKind {
    match kind {
        ProposalKind::Actor => CompletionItemKind::CLASS,
        ProposalKind::Source | ProposalKind::Document => CompletionItemKind::FILE,
        ProposalKind::Label => CompletionItemKind::REFERENCE,
        ProposalKind::Kind => CompletionItemKind::KEYWORD,
        ProposalKind::Key => CompletionItemKind::PROPERTY,
        ProposalKind::Value => CompletionItemKind::VALUE,
        ProposalKind::Declaration | ProposalKind::Annotation => CompletionItemKind::SNIPPET,
    }
}

fn documentation_of(snapshot: &Snapshot, value: String) -> Documentation {
    documentation(&snapshot.capabilities, value)
}

/// Documentation of an item, from Markdown.
pub fn documentation(capabilities: &ResolvedCapabilities, value: String) -> Documentation {
    let content = capabilities.completion_format.content(value);
    match content.kind {
        MarkupKind::Markdown => Documentation::MarkupContent(content),
        // A client that states no format may know only strings, which are plain text.
        MarkupKind::PlainText => Documentation::String(content.value),
    }
}

pub fn resolve(snapshot: &Snapshot, item: CompletionItem) -> CompletionItem {
    let data = item.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let card = data.and_then(|data| completion::card(snapshot.scope(), &data.id));
    let documentation = card.map(|card| documentation_of(snapshot, card));
    CompletionItem { documentation: documentation.or(item.documentation.clone()), ..item }
}
