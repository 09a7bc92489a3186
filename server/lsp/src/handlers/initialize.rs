//! `initialize` and `initialized`: the capabilities offered to this client.

use crate::client::reporter::Reporter;
use crate::diagnostics::SOURCE;
use crate::handlers::execute_command::COMMANDS;
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::preferences;
use crate::state::Shared;
use ascribe_markup::text::Encoding;
use ascribe_workspace::index::Folder;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tower_lsp::ls_types::{
    CallHierarchyServerCapability, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DeclarationCapability, DiagnosticOptions, DiagnosticServerCapabilities,
    DocumentLinkOptions, ExecuteCommandOptions, FoldingRangeProviderCapability, HoverProviderCapability,
    ImplementationProviderCapability, InitializeParams, InitializeResult, InlayHintOptions,
    InlayHintServerCapabilities, LinkedEditingRangeServerCapabilities, MessageType, OneOf,
    PositionEncodingKind, ReferenceOptions, Registration, RenameOptions, SaveOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo, SignatureHelpOptions,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    TypeDefinitionProviderCapability, WorkDoneProgressOptions, WorkspaceFileOperationsServerCapabilities,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities, WorkspaceSymbolOptions,
};

/// Timeout for `client/registerCapability`; a client that does not answer registers nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Writes to the log who the client is, its folders, the agreed encoding and the client's capabilities.
pub fn log(params: &InitializeParams, capabilities: &ResolvedCapabilities, folders: &[Folder]) {
    let client = params.client_info.as_ref().map_or_else(
        || "unknown".to_owned(),
        |client| format!("{} {}", client.name, client.version.as_deref().unwrap_or_default()),
    );
    tracing::info!("ascribe {}, client {client}", env!("CARGO_PKG_VERSION"));
    tracing::info!("folders: {folders:?}, position encoding: {:?}", capabilities.encoding);
    if tracing::enabled!(tracing::Level::DEBUG)
        && let Ok(capabilities) = serde_json::to_string(&params.capabilities)
    {
        tracing::debug!("capabilities of the client: {capabilities}");
    }
}

/// Result of `initialize`.
pub fn result(capabilities: &ResolvedCapabilities) -> InitializeResult {
    let encoding = match capabilities.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some(SOURCE.into()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: COMMANDS.map(Into::into).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        references_provider: Some(OneOf::Right(ReferenceOptions {
            work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
        })),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: semantic_tokens(capabilities),
        workspace_symbol_provider: Some(OneOf::Right(WorkspaceSymbolOptions {
            resolve_provider: Some(capabilities.resolves_symbol_ranges),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["{", "@", "^", "#", "="].map(Into::into).to_vec()),
            resolve_provider: Some(capabilities.resolves_completion_documentation),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(["{", " ", "="].map(Into::into).to_vec()),
            retrigger_characters: Some(["@", "^", "#", ","].map(Into::into).to_vec()),
            ..SignatureHelpOptions::default()
        }),
        inlay_hint_provider: Some(OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
            resolve_provider: Some(capabilities.resolves_inlay_tooltips),
            ..InlayHintOptions::default()
        }))),
        inline_completion_provider: capabilities.inline_completion.then_some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(super::on_type_formatting::options()),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(super::code_action::kinds()),
            resolve_provider: capabilities.resolves_code_actions.then_some(true),
            ..CodeActionOptions::default()
        }))
        .filter(|_| capabilities.code_action_literals),
        rename_provider: Some(if capabilities.prepares_rename {
            let work_done_progress_options = WorkDoneProgressOptions::default();
            OneOf::Right(RenameOptions { prepare_provider: Some(true), work_done_progress_options })
        } else {
            OneOf::Left(true)
        }),
        diagnostic_provider: capabilities
            .pulls_diagnostics
            .then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: file_operations(capabilities),
        }),
        ..ServerCapabilities::default()
    };
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").trim_end_matches("-lsp").into(),
            version: Some(env!("CARGO_PKG_VERSION").into()),
        }),
        ..InitializeResult::default()
    }
}

/// `None` for a client that requests no tokens, or supports none of ours.
fn semantic_tokens(capabilities: &ResolvedCapabilities) -> Option<SemanticTokensServerCapabilities> {
    let legend = &capabilities.legend;
    let full = if legend.delta {
        SemanticTokensFullOptions::Delta { delta: Some(true) }
    } else {
        SemanticTokensFullOptions::Bool(legend.full)
    };
    let options = SemanticTokensOptions {
        legend: legend.names(),
        range: Some(legend.range),
        full: Some(full),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    };
    (legend.full || legend.range).then_some(SemanticTokensServerCapabilities::SemanticTokensOptions(options))
}

fn file_operations(capabilities: &ResolvedCapabilities) -> Option<WorkspaceFileOperationsServerCapabilities> {
    let wanted = |can: bool| can.then(super::will_rename_files::filters);
    let operations = WorkspaceFileOperationsServerCapabilities {
        will_rename: wanted(capabilities.will_rename_files),
        did_rename: wanted(capabilities.did_rename_files),
        ..WorkspaceFileOperationsServerCapabilities::default()
    };
    (capabilities.will_rename_files || capabilities.did_rename_files).then_some(operations)
}

/// Starts indexing the workspace.
pub fn index(shared: &Arc<Shared>) {
    let roots = shared.documents.roots();
    for root in roots.iter().filter(|root| ascribe_workspace::is_too_much(root)) {
        let text = format!(
            "{} is too broad a folder to index, so only open documents work. \
             Open the folder of your articles instead.",
            root.display()
        );
        shared.show(MessageType::WARNING, text);
    }
    shared.index(Reporter::of(shared));
}

/// Registers file watchers and configuration changes with a client that supports them, in a single request.
pub fn register(shared: &Arc<Shared>) {
    let capabilities = shared.capabilities();
    let mut registrations = Vec::new();
    let mut ask_for = |id: &str, method: &str, options: Value| {
        let (id, method) = (id.into(), method.into());
        registrations.push(Registration { id, method, register_options: Some(options) });
    };
    if capabilities.watches_files {
        // Rule packs of `ascribe.toml` have names of their own.
        let watchers = serde_json::json!({
            "watchers": [{ "globPattern": "**/*.ascribe" }, { "globPattern": "**/*.toml" }]
        });
        ask_for("documents", "workspace/didChangeWatchedFiles", watchers);
    }
    if capabilities.registers_configuration {
        let section = serde_json::json!({ "section": preferences::SECTION });
        ask_for("preferences", preferences::CHANGED, section);
    }
    let Some(client) = shared.client().cloned() else { return };
    if registrations.is_empty() {
        return;
    }
    shared.runtime.spawn(async move {
        let asked = tokio::time::timeout(PATIENCE, client.register_capability(registrations)).await;
        if !matches!(asked, Ok(Ok(()))) {
            tracing::warn!("cannot register for file changes: {asked:?}");
        }
    });
}
