//! Routing: which handler serves which method of the protocol.

use crate::client::{changed_files, config_problems, configuration, progress, publisher, refresh};
use crate::documents::{Documents, Outcome};
use crate::handlers;
use crate::handlers::completion::List;
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::uris::{DocumentKey, key_in};
use crate::requests::{RequestContext, refusal};
use crate::state::Shared;
use serde_json::Value;
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
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult,
    DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
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

/// Applies notifications to the documents, and answers requests on snapshots of them.
///
/// Code before the first `await` of a handler runs in the order of the wire ([`crate::session::service`]): there a
/// notification is applied, and there a request takes its snapshot.
pub struct Server {
    state: Arc<Shared>,
}

impl Server {
    /// Server on this state.
    pub fn new(state: Arc<Shared>) -> Self {
        Self { state }
    }

    /// `textDocument/inlineCompletion`
    pub async fn inline_completion(
        &self,
        params: InlineCompletionParams,
    ) -> Result<Option<InlineCompletionList>> {
        let at = params.text_document_position;
        let context = self.state.about_document(&at.text_document.uri);
        context
            .with_document(move |snapshot| {
                handlers::inline_completion::inline_completion(snapshot, at.position)
            })
            .await
    }

    /// `textDocument/completion`, with a richer list type than the crate's.
    pub async fn completion_list(&self, params: CompletionParams) -> Result<Option<List>> {
        let at = &params.text_document_position;
        if let Some(text) = self.state.documents.config_text(&at.text_document.uri) {
            let position = at.position;
            return self
                .about_config(move |capabilities| handlers::config::completion(capabilities, &text, position))
                .await;
        }
        let context = self.state.about_document(&at.text_document.uri);
        // Completion on a keystroke does not wait for the index.
        let index = self.state.index_so_far();
        context
            .among(index, move |snapshot, view| handlers::completion::completion(snapshot, view, &params))
            .await
    }

    /// `$/setTrace`
    #[allow(clippy::unused_async, reason = "a handler is")]
    pub async fn set_trace(&self, params: Value) {
        self.state.trace.set_by(&params);
    }

    /// `window/workDoneProgress/cancel`
    #[allow(clippy::unused_async, reason = "a handler is")]
    pub async fn cancel_progress(&self, params: Value) {
        self.state.index_progress.cancelled(Some(&params));
    }

    /// Context of a resolve request, from the item's data.
    pub(crate) fn about_data(&self, data: Option<&Value>) -> RequestContext {
        self.state.about(data.and_then(key_in).as_ref())
    }

    /// Context of a request about the whole workspace.
    fn about_workspace(&self) -> RequestContext {
        self.state.about(None)
    }

    /// Runs work on the text of a configuration file.
    async fn about_config<T: Send + 'static>(
        &self,
        work: impl FnOnce(&ResolvedCapabilities) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let context = self.about_workspace();
        let index = self.state.index_so_far();
        context.with_workspace(index, move |workspace, _| work(&workspace.capabilities)).await
    }

    /// Applies a notification and triggers the follow-up work.
    fn apply(&self, change: impl FnOnce(&Documents) -> Outcome) {
        if !self.state.is_initialized() || self.state.was_shut_down() {
            return;
        }
        let mut outcome = change(&self.state.documents);
        if let Some(look) = outcome.look.take() {
            self.state.look(look);
        }
        self.state.touched();
        if outcome.others {
            refresh::documents(&self.state);
        }
        changed_files::follow(&self.state, std::mem::take(&mut outcome.suspected));
        publisher::follow(&self.state, outcome);
        config_problems::tell(&self.state);
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let capabilities = self.state.documents.initialize(&params);
        self.state.trace.set(params.trace);
        if let Some(id) = params.process_id {
            crate::parent::watch(id);
        }
        handlers::initialize::log(&params, &capabilities, &self.state.documents.folders());
        Ok(handlers::initialize::result(&capabilities))
    }

    async fn initialized(&self, _: InitializedParams) {
        handlers::initialize::register(&self.state);
        configuration::ask(&self.state);
    }

    async fn shutdown(&self) -> Result<()> {
        self.state.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.apply(|documents| documents.did_open(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.apply(|documents| documents.did_change(params));
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.apply(Documents::did_save);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.apply(|documents| documents.did_close(&params));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.apply(|documents| documents.did_change_watched_files(&params));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        self.apply(|documents| documents.did_rename_files(&params));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.apply(|documents| documents.did_change_workspace_folders(&params));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.state.is_initialized() && !self.state.was_shut_down() {
            configuration::changed(&self.state, &params.settings);
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document: id, position } = params.text_document_position_params;
        if let Some(text) = self.state.documents.config_text(&id.uri) {
            return self
                .about_config(move |capabilities| handlers::config::hover(capabilities, &text, position))
                .await
                .map(Option::flatten);
        }
        let context = self.state.about_document(&id.uri);
        let index = self.state.soon_caught_up().await;
        context
            .among(index, move |snapshot, view| handlers::hover::hover(snapshot, view, position))
            .await
            .map(Option::flatten)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let position = params.text_document_position_params.position;
        context
            .with_document(move |snapshot| handlers::definition::definition(snapshot, position))
            .await
            .map(Option::flatten)
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
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let index = self.state.caught_up().await;
        let position = params.text_document_position_params.position;
        context
            .among(index, move |snapshot, view| {
                handlers::type_definition::type_definition(snapshot, view, position)
            })
            .await
            .map(Option::flatten)
    }

    async fn goto_implementation(
        &self,
        params: GotoImplementationParams,
    ) -> Result<Option<GotoImplementationResponse>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let index = self.state.caught_up().await;
        let position = params.text_document_position_params.position;
        context
            .among(index, move |snapshot, view| {
                handlers::implementation::implementation(snapshot, view, position)
            })
            .await
            .map(Option::flatten)
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let index = self.state.caught_up().await;
        let position = params.text_document_position_params.position;
        context
            .among(index, move |snapshot, view| handlers::call_hierarchy::prepare(snapshot, view, position))
            .await
            .map(Option::flatten)
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        context
            .with_workspace(index, move |workspace, view| {
                handlers::call_hierarchy::incoming(workspace, view, &params.item)
            })
            .await
            .map(Option::flatten)
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        context
            .with_workspace(index, move |workspace, view| {
                handlers::call_hierarchy::outgoing(workspace, view, &params.item)
            })
            .await
            .map(Option::flatten)
    }

    async fn prepare_type_hierarchy(
        &self,
        params: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let index = self.state.caught_up().await;
        let position = params.text_document_position_params.position;
        context
            .among(index, move |snapshot, view| handlers::type_hierarchy::prepare(snapshot, view, position))
            .await
            .map(Option::flatten)
    }

    async fn supertypes(
        &self,
        params: TypeHierarchySupertypesParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        context
            .with_workspace(index, move |workspace, view| {
                handlers::type_hierarchy::supertypes(workspace, view, &params.item)
            })
            .await
            .map(Option::flatten)
    }

    async fn subtypes(&self, params: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        context
            .with_workspace(index, move |workspace, view| {
                handlers::type_hierarchy::subtypes(workspace, view, &params.item)
            })
            .await
            .map(Option::flatten)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let context = self.state.about_text(&params.text_document.uri, "textDocument/codeLens");
        let index = self.state.caught_up().await;
        context.among(index, handlers::code_lens::code_lens).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        let context = self.about_data(lens.data.as_ref());
        let index = self.state.caught_up().await;
        let unresolved = lens.clone();
        let resolved = context
            .with_workspace(index, move |workspace, view| handlers::code_lens::resolve(workspace, view, lens))
            .await?;
        Ok(resolved.unwrap_or(unresolved))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let context = self.about_workspace();
        let command = handlers::execute_command::read(&params).map_err(Error::invalid_params)?;
        let index = self.state.caught_up().await;
        let work = context.with_workspace(index, move |workspace, view| {
            handlers::execute_command::run(workspace, view, &command)
        });
        let Some((result, message)) = work.await?.transpose().map_err(refusal)? else { return Ok(None) };
        if let Some(message) = message {
            self.state.show(MessageType::INFO, message);
        }
        Ok(Some(result))
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        context
            .with_workspace(index, move |workspace, view| {
                handlers::workspace_symbol::workspace_symbol(workspace, view, &params.query)
            })
            .await
    }

    async fn symbol_resolve(&self, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        let unresolved = symbol.clone();
        let resolved = context
            .with_workspace(index, move |workspace, view| {
                handlers::workspace_symbol::resolve(workspace, view, symbol)
            })
            .await?;
        Ok(resolved.unwrap_or(unresolved))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let context = self.state.about_document(&at.text_document.uri);
        let declaration = params.context.include_declaration;
        let answer = async {
            let index = self.state.caught_up().await;
            context
                .among(index, move |snapshot, view| {
                    handlers::references::references(snapshot, view, at.position, declaration)
                })
                .await
        };
        let token = params.work_done_progress_params.work_done_token;
        progress::told(&self.state, token, "Finding references", answer).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let context = self.state.about_document(&params.text_document.uri);
        let prepared = context.with_document(move |snapshot| {
            handlers::prepare_rename::prepare_rename(snapshot, params.position)
        });
        prepared.await?.transpose().map_err(refusal).map(Option::flatten)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let context = self.state.about_document(&at.text_document.uri);
        let index = self.state.caught_up().await;
        let renamed = context.among(index, move |snapshot, view| {
            handlers::rename::rename(snapshot, view, at.position, &params.new_name)
        });
        renamed.await?.transpose().map_err(refusal).map(Option::flatten)
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let context = self.about_workspace();
        let index = self.state.caught_up().await;
        context
            .with_workspace(index, move |workspace, view| {
                handlers::will_rename_files::will_rename_files(workspace, view, &params.files)
            })
            .await?
            .transpose()
            .map_err(refusal)
            .map(Option::flatten)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let context = self.state.about_document(&params.text_document.uri);
        context.with_document(handlers::document_symbol::document_symbol).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let position = params.text_document_position_params.position;
        context
            .with_document(move |snapshot| {
                handlers::document_highlight::document_highlight(snapshot, position)
            })
            .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let context = self.state.about_text(&params.text_document.uri, "textDocument/documentLink");
        context.with_document(handlers::document_link::document_link).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let context = self.state.about_text(&params.text_document.uri, "textDocument/foldingRange");
        context.with_document(handlers::folding_range::folding_range).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let context = self.state.about_document(&params.text_document.uri);
        context
            .with_document(move |snapshot| {
                handlers::selection_range::selection_range(snapshot, &params.positions)
            })
            .await
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let position = params.text_document_position_params.position;
        context
            .with_document(move |snapshot| {
                handlers::linked_editing_range::linked_editing_range(snapshot, position)
            })
            .await
            .map(Option::flatten)
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let context = self.state.about_text(&params.text_document.uri, "textDocument/semanticTokens/full");
        context.with_document(move |snapshot| handlers::semantic_tokens::full(snapshot).into()).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let context =
            self.state.about_text(&params.text_document.uri, "textDocument/semanticTokens/full/delta");
        context
            .with_document(move |snapshot| {
                handlers::semantic_tokens::delta(snapshot, &params.previous_result_id)
            })
            .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let context = self.state.about_text(&params.text_document.uri, "textDocument/semanticTokens/range");
        context
            .with_document(move |snapshot| handlers::semantic_tokens::range(snapshot, params.range).into())
            .await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let context = self.about_data(item.data.as_ref());
        let unresolved = item.clone();
        let resolved =
            context.with_document(move |snapshot| handlers::completion::resolve(snapshot, item)).await?;
        Ok(resolved.unwrap_or(unresolved))
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let context = self.state.about_document(&params.text_document_position_params.text_document.uri);
        let position = params.text_document_position_params.position;
        context
            .with_document(move |snapshot| handlers::signature_help::signature_help(snapshot, position))
            .await
            .map(Option::flatten)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let context = self.state.about_text(&params.text_document.uri, "textDocument/inlayHint");
        context.with_document(move |snapshot| handlers::inlay_hint::inlay_hint(snapshot, params.range)).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        let context = self.about_data(hint.data.as_ref());
        let unresolved = hint.clone();
        let resolved =
            context.with_document(move |snapshot| handlers::inlay_hint::resolve(snapshot, hint)).await?;
        Ok(resolved.unwrap_or(unresolved))
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let context = self.about_data(action.data.as_ref());
        let resolved =
            context.in_full(move |snapshot, budget| handlers::code_action::resolve(snapshot, action, budget));
        resolved.await?.transpose().map_err(refusal)?.flatten().ok_or_else(Error::content_modified)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let context = self.state.about_document(&params.text_document.uri);
        context
            .in_full(move |snapshot, budget| handlers::code_action::code_action(snapshot, &params, budget))
            .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let context = self.state.about_document(&params.text_document.uri);
        context.with_document(handlers::formatting::formatting).await?.transpose().map_err(refusal)
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let context = self.state.about_document(&params.text_document.uri);
        context
            .with_document(move |snapshot| {
                handlers::range_formatting::range_formatting(snapshot, params.range)
            })
            .await?
            .transpose()
            .map_err(refusal)
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let context = self.state.about_document(&params.text_document_position.text_document.uri);
        let position = params.text_document_position.position;
        context
            .with_document(move |snapshot| {
                handlers::on_type_formatting::on_type_formatting(snapshot, position, &params.ch)
            })
            .await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let key = DocumentKey::of(&uri);
        let context = self.state.about_text(&uri, "textDocument/diagnostic");
        let previous = params.previous_result_id;
        let report = if context.snapshot.is_some() {
            let related = self.state.documents.pulled(&key);
            context
                .within_budget(move |snapshot, budget| {
                    handlers::diagnostic::report(snapshot, previous.as_deref(), &related, budget)
                })
                .await?
        } else {
            let index = self.state.caught_up().await;
            context
                .with_workspace(index, move |workspace, view| {
                    handlers::diagnostic::report_on_file(workspace, view, &uri, previous.as_deref())
                })
                .await?
        };
        Ok(report.unwrap_or_else(handlers::diagnostic::nothing).into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let items = handlers::workspace_diagnostic::report(&self.state, params).await?;
        Ok(WorkspaceDiagnosticReport { items }.into())
    }
}
