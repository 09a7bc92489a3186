//! Capabilities of the client.

use crate::protocol::content::ContentFormat;
use crate::protocol::tokens::Legend;
use ascribe_markup::text::Encoding;
use tower_lsp::ls_types::{
    ClientCapabilities, FoldingRangeClientCapabilities, PositionEncodingKind, ResourceOperationKind,
};

/// Client command that shows locations; its arguments are a URI, a position and the locations.
pub const SHOW: &str = "ascribe.showReferences";

/// Client command that selects a range; its arguments are a URI and a range.
pub const SELECT: &str = "ascribe.select";

/// Capabilities agreed on in `initialize`.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub struct ResolvedCapabilities {
    /// Encoding of columns.
    pub encoding: Encoding,
    /// The client pulls diagnostics, and supports a refresh; otherwise they are pushed.
    pub pulls_diagnostics: bool,
    /// It takes reports on related documents with the report it pulls.
    pub related_documents: bool,
    /// It shows related information.
    pub related_information: bool,
    /// It can link to the documentation of a rule.
    pub code_description: bool,
    /// Format of hovers. Tooltips of inlay hints, for which the protocol has no capability, follow it.
    pub hover_format: ContentFormat,
    /// Format of the documentation of completions.
    pub completion_format: ContentFormat,
    /// It resolves the documentation of a completion when the completion is selected.
    pub resolves_completion_documentation: bool,
    /// It supports completions with placeholders.
    pub snippets: bool,
    /// It lets the user choose whether a completion replaces the text after the cursor.
    pub insert_replace: bool,
    /// It shows label details of completions.
    pub label_details: bool,
    /// It supports a default edit range for a completion list.
    pub common_edit_range: bool,
    /// Format of the documentation of signatures.
    pub signature_format: ContentFormat,
    /// It resolves the tooltips of inlay hints when they are shown.
    pub resolves_inlay_tooltips: bool,
    /// It supports inline completions.
    pub inline_completion: bool,
    /// It supports location links for definitions.
    pub definition_links: bool,
    /// It supports location links for type definitions.
    pub type_definition_links: bool,
    /// It supports location links for implementations.
    pub implementation_links: bool,
    /// It resolves the ranges of workspace symbols when the user jumps there.
    pub resolves_symbol_ranges: bool,
    /// It has a command that shows locations: `ascribe.showReferences` in `experimental.commands`.
    pub shows_references: bool,
    /// It has a command that selects a range: `ascribe.select` in `experimental.commands`.
    pub selects: bool,
    /// It shows the outline as a tree.
    pub symbol_tree: bool,
    /// It supports code actions with edits.
    pub code_action_literals: bool,
    /// It resolves the edits of a code action once the user chooses it.
    pub resolves_code_actions: bool,
    /// It resolves the command of a code action as well.
    pub resolves_action_commands: bool,
    /// It marks preferred code actions.
    pub preferred_code_actions: bool,
    /// It shows disabled code actions with the reason.
    pub disabled_code_actions: bool,
    /// It sends `prepareRename` before it asks for the new name.
    pub prepares_rename: bool,
    /// It asks for edits before it renames files.
    pub will_rename_files: bool,
    /// It reports files that it has renamed.
    pub did_rename_files: bool,
    /// It supports versioned document edits.
    pub document_changes: bool,
    /// Edits may create files.
    pub creates_files: bool,
    /// Edits may carry change annotations.
    pub change_annotations: bool,
    /// It can watch files on request.
    pub watches_files: bool,
    /// It supports `workspace/configuration`.
    pub has_configuration: bool,
    /// It reports changed settings after a registration.
    pub registers_configuration: bool,
    /// It supports a refresh of inlay hints.
    pub refreshes_inlay_hints: bool,
    /// It supports a refresh of code lenses.
    pub refreshes_code_lenses: bool,
    /// It supports a refresh of semantic tokens.
    pub refreshes_semantic_tokens: bool,
    /// Semantic tokens that it supports.
    pub legend: Legend,
    /// Folding capabilities.
    pub folding: FoldingRangeClientCapabilities,
    /// It shows tooltips of document links.
    pub link_tooltips: bool,
    /// It shows work-done progress.
    pub shows_progress: bool,
    /// Methods that it retries when the content was modified.
    pub retried: Vec<String>,
}

/// Methods answered for a whole document or its visible part: of no use once the text has changed. A hover or a
/// definition still is.
const WHOLE: [&str; 8] = [
    "textDocument/codeLens",
    "textDocument/diagnostic",
    "textDocument/documentLink",
    "textDocument/foldingRange",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
];

/// Whether a client names one of its own commands.
fn has_command(client: &ClientCapabilities, name: &str) -> bool {
    let commands =
        client.experimental.as_ref().and_then(|experimental| experimental.get("commands")?.as_array());
    commands.is_some_and(|commands| commands.iter().any(|command| command == name))
}

impl ResolvedCapabilities {
    /// Whether the client retries the method on `ContentModified`, and an outdated answer is of no use.
    pub fn is_retried(&self, method: &str) -> bool {
        WHOLE.contains(&method) && self.retried.iter().any(|retried| retried == method)
    }

    /// Resolves these capabilities; anything not declared counts as unsupported.
    pub fn of(client: &ClientCapabilities) -> Self {
        let text = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let general = client.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let publish = text.and_then(|text| text.publish_diagnostics.as_ref());
        let pull = text.and_then(|text| text.diagnostic.as_ref());
        let diagnostics = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        // A client without refresh support would keep showing problems that a change in a cast has fixed.
        let pulls = pull.is_some() && diagnostics.and_then(|it| it.refresh_support).unwrap_or(false);
        let hover =
            text.and_then(|text| text.hover.as_ref()).and_then(|hover| hover.content_format.as_deref());
        let item = text.and_then(|text| text.completion.as_ref()).and_then(|it| it.completion_item.as_ref());
        let documentation = item.and_then(|item| item.documentation_format.as_deref());
        let signature = text
            .and_then(|text| text.signature_help.as_ref())
            .and_then(|help| help.signature_information.as_ref());
        let action = text.and_then(|text| text.code_action.as_ref());
        let files = workspace.and_then(|workspace| workspace.file_operations.as_ref());
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let document_changes = edit.and_then(|edit| edit.document_changes).unwrap_or(false);
        Self {
            encoding: encoding(encodings.unwrap_or_default()),
            pulls_diagnostics: pulls,
            related_documents: pull.and_then(|pull| pull.related_document_support).unwrap_or(false),
            related_information: publish.and_then(|it| it.related_information).unwrap_or(false)
                || pull.and_then(|it| it.related_information).unwrap_or(false),
            // Unknown for a client that pulls; assume it is supported.
            code_description: publish.and_then(|it| it.code_description_support).unwrap_or(false) || pulls,
            hover_format: ContentFormat::of(hover),
            completion_format: ContentFormat::of(documentation),
            resolves_completion_documentation: item
                .and_then(|item| item.resolve_support.as_ref())
                .is_some_and(|resolve| resolve.properties.iter().any(|it| it == "documentation")),
            snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
            insert_replace: item.and_then(|item| item.insert_replace_support).unwrap_or(false),
            label_details: item.and_then(|item| item.label_details_support).unwrap_or(false),
            common_edit_range: text
                .and_then(|text| text.completion.as_ref())
                .and_then(|completion| completion.completion_list.as_ref())
                .and_then(|list| list.item_defaults.as_deref())
                .is_some_and(|defaults| defaults.iter().any(|it| it == "editRange")),
            signature_format: ContentFormat::of(signature.and_then(|it| it.documentation_format.as_deref())),
            resolves_inlay_tooltips: text
                .and_then(|text| text.inlay_hint.as_ref())
                .and_then(|hint| hint.resolve_support.as_ref())
                .is_some_and(|resolve| resolve.properties.iter().any(|property| property == "tooltip")),
            inline_completion: text.is_some_and(|text| text.inline_completion.is_some()),
            definition_links: text
                .and_then(|text| text.definition.as_ref())
                .and_then(|definition| definition.link_support)
                .unwrap_or(false),
            type_definition_links: text
                .and_then(|text| text.type_definition.as_ref())
                .and_then(|definition| definition.link_support)
                .unwrap_or(false),
            implementation_links: text
                .and_then(|text| text.implementation.as_ref())
                .and_then(|implementation| implementation.link_support)
                .unwrap_or(false),
            resolves_symbol_ranges: workspace
                .and_then(|workspace| workspace.symbol.as_ref())
                .and_then(|symbol| symbol.resolve_support.as_ref())
                .is_some_and(|resolve| resolve.properties.iter().any(|name| name == "location.range")),
            shows_references: has_command(client, SHOW),
            selects: has_command(client, SELECT),
            symbol_tree: text
                .and_then(|text| text.document_symbol.as_ref())
                .and_then(|symbol| symbol.hierarchical_document_symbol_support)
                .unwrap_or(false),
            code_action_literals: action.is_some_and(|action| action.code_action_literal_support.is_some()),
            resolves_code_actions: action.is_some_and(|action| {
                let resolved = action.resolve_support.as_ref().map(|support| &support.properties);
                let is_kept = action.data_support.unwrap_or(false);
                is_kept && resolved.is_some_and(|properties| properties.iter().any(|name| name == "edit"))
            }),
            resolves_action_commands: action
                .and_then(|action| action.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|name| name == "command")),
            preferred_code_actions: action.and_then(|action| action.is_preferred_support).unwrap_or(false),
            disabled_code_actions: action.and_then(|action| action.disabled_support).unwrap_or(false),
            prepares_rename: text
                .and_then(|text| text.rename.as_ref())
                .and_then(|rename| rename.prepare_support)
                .unwrap_or(false),
            will_rename_files: files.and_then(|files| files.will_rename).unwrap_or(false),
            did_rename_files: files.and_then(|files| files.did_rename).unwrap_or(false),
            document_changes,
            creates_files: document_changes
                && edit
                    .and_then(|edit| edit.resource_operations.as_ref())
                    .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            change_annotations: document_changes
                && edit.is_some_and(|edit| edit.change_annotation_support.is_some()),
            watches_files: workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .and_then(|watch| watch.dynamic_registration)
                .unwrap_or(false),
            has_configuration: workspace.and_then(|workspace| workspace.configuration).unwrap_or(false),
            registers_configuration: workspace
                .and_then(|workspace| workspace.did_change_configuration.as_ref())
                .and_then(|change| change.dynamic_registration)
                .unwrap_or(false),
            refreshes_inlay_hints: workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref())
                .and_then(|hints| hints.refresh_support)
                .unwrap_or(false),
            refreshes_code_lenses: workspace
                .and_then(|workspace| workspace.code_lens.as_ref())
                .and_then(|lenses| lenses.refresh_support)
                .unwrap_or(false),
            refreshes_semantic_tokens: workspace
                .and_then(|workspace| workspace.semantic_tokens.as_ref())
                .and_then(|tokens| tokens.refresh_support)
                .unwrap_or(false),
            legend: Legend::of(text.and_then(|text| text.semantic_tokens.as_ref())),
            folding: text.and_then(|text| text.folding_range.clone()).unwrap_or_default(),
            link_tooltips: text
                .and_then(|text| text.document_link.as_ref())
                .and_then(|link| link.tooltip_support)
                .unwrap_or(false),
            shows_progress: client
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or(false),
            retried: general
                .and_then(|general| general.stale_request_support.as_ref())
                .map(|stale| stale.retry_on_content_modified.clone())
                .unwrap_or_default(),
        }
    }
}

/// UTF-8 if offered, else UTF-16, which every client supports, unless it offers UTF-32 and not UTF-16.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    let offers = |kind: PositionEncodingKind| offered.contains(&kind);
    if offers(PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}
