//! The methods of the protocol: which handler serves which.

use crate::answers;
use crate::client::progress;
use crate::handlers;
use crate::snapshot::{Snapshot, WORK, WorkspaceSnapshot};
use crate::state::Shared;
use crate::uris::Key;
use ascribe_workspace::view::View;
use std::sync::Arc;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::request::{
    GotoDeclarationParams, GotoDeclarationResponse, GotoImplementationParams, GotoImplementationResponse,
    GotoTypeDefinitionParams, GotoTypeDefinitionResponse,
};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeAction,
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem, CompletionParams,
    CompletionResponse, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams,
    DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
    DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams,
    InlayHint, InlayHintParams, InlineCompletionList, InlineCompletionParams, LSPAny,
    LinkedEditingRangeParams, LinkedEditingRanges, Location, MessageType, PrepareRenameResponse,
    ReferenceParams, RenameFilesParams, RenameParams, SelectionRange, SelectionRangeParams,
    SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, SignatureHelp,
    SignatureHelpParams, TextDocumentPositionParams, TextEdit, TypeHierarchyItem, TypeHierarchyPrepareParams,
    TypeHierarchySubtypesParams, TypeHierarchySupertypesParams, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceSymbol,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

/// Answers requests on the snapshots that [`crate::ordered`] gives them.
pub struct Server {
    state: Arc<Shared>,
}

impl Server {
    /// A server on this state.
    pub fn new(state: Arc<Shared>) -> Self {
        Self { state }
    }

    /// `textDocument/inlineCompletion`
    pub async fn inline_completion(
        &self,
        params: InlineCompletionParams,
    ) -> Result<Option<InlineCompletionList>> {
        let position = params.text_document_position.position;
        answers::of_document(move |snapshot| {
            handlers::inline_completion::inline_completion(snapshot, position)
        })
        .await
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let settings = self.state.documents().initialize(&params);
        self.state.trace.initialize(params.trace);
        if let Some(id) = params.process_id {
            crate::parent::watch(id);
        }
        let result = handlers::initialize::result(&settings);
        let json = handlers::initialize::json(&result).map_err(|_| Error::internal_error())?;
        WORK.with(|request| request.put_result(json));
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        handlers::initialize::register(&self.state);
        crate::client::preferences::ask(&self.state);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let position = params.text_document_position_params.position;
        let index = self.state.soon_caught_up().await;
        let work = move |snapshot: &Snapshot, view: &View| handlers::hover::hover(snapshot, view, position);
        answers::among_indexed(index, work).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let position = params.text_document_position_params.position;
        let definition =
            answers::of_document(move |snapshot| handlers::definition::definition(snapshot, position))
                .await?;
        Ok(definition.flatten())
    }

    async fn goto_declaration(
        &self,
        params: GotoDeclarationParams,
    ) -> Result<Option<GotoDeclarationResponse>> {
        self.goto_definition(params).await
    }

    async fn goto_type_definition(
        &self,
        params: GotoTypeDefinitionParams,
    ) -> Result<Option<GotoTypeDefinitionResponse>> {
        let position = params.text_document_position_params.position;
        let work = move |snapshot: &Snapshot, view: &View| {
            handlers::type_definition::type_definition(snapshot, view, position)
        };
        Ok(answers::among_all(&self.state, work).await?.flatten())
    }

    async fn goto_implementation(
        &self,
        params: GotoImplementationParams,
    ) -> Result<Option<GotoImplementationResponse>> {
        let position = params.text_document_position_params.position;
        let work = move |snapshot: &Snapshot, view: &View| {
            handlers::implementation::implementation(snapshot, view, position)
        };
        Ok(answers::among_all(&self.state, work).await?.flatten())
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let position = params.text_document_position_params.position;
        let work = move |snapshot: &Snapshot, view: &View| {
            handlers::call_hierarchy::prepare(snapshot, view, position)
        };
        Ok(answers::among_all(&self.state, work).await?.flatten())
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::call_hierarchy::incoming(workspace, view, &params.item)
        };
        Ok(answers::of_workspace(&self.state, work).await?.flatten())
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::call_hierarchy::outgoing(workspace, view, &params.item)
        };
        Ok(answers::of_workspace(&self.state, work).await?.flatten())
    }

    async fn prepare_type_hierarchy(
        &self,
        params: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let position = params.text_document_position_params.position;
        let work = move |snapshot: &Snapshot, view: &View| {
            handlers::type_hierarchy::prepare(snapshot, view, position)
        };
        Ok(answers::among_all(&self.state, work).await?.flatten())
    }

    async fn supertypes(
        &self,
        params: TypeHierarchySupertypesParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::type_hierarchy::supertypes(workspace, view, &params.item)
        };
        Ok(answers::of_workspace(&self.state, work).await?.flatten())
    }

    async fn subtypes(&self, params: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::type_hierarchy::subtypes(workspace, view, &params.item)
        };
        Ok(answers::of_workspace(&self.state, work).await?.flatten())
    }

    async fn code_lens(&self, _: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        answers::among_all(&self.state, handlers::code_lens::code_lens).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        let unresolved = lens.clone();
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::code_lens::resolve(workspace, view, lens)
        };
        Ok(answers::of_workspace(&self.state, work).await?.unwrap_or(unresolved))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let command = handlers::execute_command::read(&params).map_err(Error::invalid_params)?;
        let state = Arc::clone(&self.state);
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::execute_command::run(workspace, view, &command).map(|(result, message)| {
                if let Some(message) = message {
                    state.show(MessageType::INFO, message);
                }
                result
            })
        };
        answers::of_workspace_or_refusal(&self.state, work).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::workspace_symbol::workspace_symbol(workspace, view, &params.query)
        };
        answers::of_workspace(&self.state, work).await
    }

    async fn symbol_resolve(&self, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        let unresolved = symbol.clone();
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::workspace_symbol::resolve(workspace, view, symbol)
        };
        Ok(answers::of_workspace(&self.state, work).await?.unwrap_or(unresolved))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let position = params.text_document_position.position;
        let declaration = params.context.include_declaration;
        let work = move |snapshot: &Snapshot, view: &View| {
            handlers::references::references(snapshot, view, position, declaration)
        };
        let token = params.work_done_progress_params.work_done_token;
        let answer = answers::among_all(&self.state, work);
        progress::told(&self.state, token, "Looking for references", answer).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let work =
            move |snapshot: &Snapshot| handlers::prepare_rename::prepare_rename(snapshot, params.position);
        match answers::value(work).await? {
            Some(Err(reason)) => Err(answers::refusal(reason)),
            prepared => Ok(prepared.and_then(std::result::Result::ok).flatten()),
        }
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let position = params.text_document_position.position;
        let work = move |snapshot: &Snapshot, view: &View| {
            handlers::rename::rename(snapshot, view, position, &params.new_name)
        };
        Ok(answers::among_all_or_refusal(&self.state, work).await?.flatten())
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let work = move |workspace: &WorkspaceSnapshot, view: &View| {
            handlers::will_rename_files::will_rename_files(workspace, view, &params.files)
        };
        Ok(answers::of_workspace(&self.state, work).await?.flatten())
    }

    async fn document_symbol(&self, _: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        answers::json_of_document(|snapshot| Ok(handlers::document_symbol::document_symbol(snapshot))).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let position = params.text_document_position_params.position;
        answers::of_document(move |snapshot| {
            handlers::document_highlight::document_highlight(snapshot, position)
        })
        .await
    }

    async fn document_link(&self, _: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        answers::of_document(handlers::document_link::document_link).await
    }

    async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        answers::of_document(handlers::folding_range::folding_range).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        answers::of_document(move |snapshot| handlers::selection_range::selection_range(snapshot, &positions))
            .await
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let position = params.text_document_position_params.position;
        let linked = answers::of_document(move |snapshot| {
            handlers::linked_editing_range::linked_editing_range(snapshot, position)
        });
        Ok(linked.await?.flatten())
    }

    async fn semantic_tokens_full(&self, _: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let tokens = answers::of_document(handlers::semantic_tokens::full).await?;
        Ok(tokens.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let previous = params.previous_result_id;
        answers::of_document(move |snapshot| handlers::semantic_tokens::delta(snapshot, &previous)).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        let tokens =
            answers::of_document(move |snapshot| handlers::semantic_tokens::range(snapshot, range)).await?;
        Ok(tokens.map(SemanticTokensRangeResult::Tokens))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        // Nobody waits for the index at a key.
        let index = self.state.index_so_far();
        let work =
            move |snapshot: &Snapshot, view: &View| handlers::completion::completion(snapshot, view, &params);
        answers::among_indexed(index, work).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let unresolved = item.clone();
        let resolved =
            answers::of_document(move |snapshot| handlers::completion::resolve(snapshot, item)).await?;
        Ok(resolved.unwrap_or(unresolved))
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let position = params.text_document_position_params.position;
        let help = answers::of_document(move |snapshot| {
            handlers::signature_help::signature_help(snapshot, position)
        })
        .await?;
        Ok(help.flatten())
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        answers::of_document(move |snapshot| handlers::inlay_hint::inlay_hint(snapshot, params.range)).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        let unresolved = hint.clone();
        let resolved =
            answers::of_document(move |snapshot| handlers::inlay_hint::resolve(snapshot, hint)).await?;
        Ok(resolved.unwrap_or(unresolved))
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let work = move |snapshot: &Snapshot| handlers::code_action::resolve(snapshot, action);
        answers::value(work).await?.flatten().ok_or_else(Error::content_modified)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        answers::of_document(move |snapshot| handlers::code_action::code_action(snapshot, &params)).await
    }

    async fn formatting(&self, _: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        answers::of_document(handlers::formatting::formatting).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        answers::of_document(move |snapshot| {
            handlers::range_formatting::range_formatting(snapshot, params.range)
        })
        .await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let position = params.text_document_position.position;
        let work = move |snapshot: &Snapshot| {
            handlers::on_type_formatting::on_type_formatting(snapshot, position, &params.ch)
        };
        answers::of_document(work).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let uri = params.text_document.uri;
        let is_open = WORK.with(|request| request.snapshot.is_some());
        let answered = if is_open {
            let key = Key::of(&uri);
            let related = self.state.documents().pulled(&key);
            let is_soon_done = related.is_empty() && self.state.is_checked_soon(&key);
            let report = move |snapshot: &Snapshot| {
                Ok(handlers::diagnostic::report(snapshot, previous.as_deref(), &related))
            };
            if is_soon_done {
                answers::at_once(report).await
            } else {
                answers::json_of_document(report).await
            }
        } else {
            let report = move |workspace: &WorkspaceSnapshot, view: &View| {
                Ok(handlers::diagnostic::report_on_file(workspace, view, &uri, previous.as_deref()))
            };
            answers::json_of_workspace(&self.state, report).await
        };
        Ok(answered?.unwrap_or_else(handlers::diagnostic::nothing))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let request = WORK.with(Arc::clone);
        request.put_result(handlers::workspace_diagnostic::report(&self.state, &request, params).await?);
        Ok(WorkspaceDiagnosticReport::default().into())
    }
}
