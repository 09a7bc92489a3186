//! `textDocument/codeAction`

use crate::edits::Edits;
use crate::snapshot::Snapshot;
use crate::{convert, diagnostics};
use ascribe_core::Edit;
use ascribe_core::features::actions::{Action, actions};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, WorkspaceEdit,
};

pub fn code_action(snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    let text = snapshot.scope.document.text();
    let range = convert::byte_range(text, params.range, snapshot.settings.encoding);
    let wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_deref();
        only.is_none_or(|only| only.iter().any(|wanted| is_within(kind.as_str(), wanted.as_str())))
    };
    let all = actions(&snapshot.scope, range).into_iter().map(|action| (kind_of(&action), action));
    let chosen = all.filter(|(kind, _)| wanted(kind));
    chosen
        .map(|(kind, action)| CodeActionOrCommand::CodeAction(code_action_of(snapshot, kind, action)))
        .collect()
}

fn kind_of(action: &Action) -> CodeActionKind {
    if action.finding.is_some() { CodeActionKind::QUICKFIX } else { CodeActionKind::REFACTOR_REWRITE }
}

/// Kinds are nested by dots: `refactor.rewrite` is within `refactor`.
fn is_within(kind: &str, outer: &str) -> bool {
    outer.is_empty() || kind.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn code_action_of(snapshot: &Snapshot, kind: CodeActionKind, action: Action) -> CodeAction {
    let mended =
        action.finding.as_ref().map(|(range, finding)| diagnostics::diagnostic(snapshot, range, finding));
    CodeAction {
        title: action.fix.title,
        kind: Some(kind),
        diagnostics: mended.map(|diagnostic| vec![diagnostic]),
        edit: Some(workspace_edit(snapshot, &action.fix.edits)),
        is_preferred: action.fix.preferred.then_some(true),
        ..CodeAction::default()
    }
}

fn workspace_edit(snapshot: &Snapshot, edits: &[Edit]) -> WorkspaceEdit {
    let mut all = Edits::new(&snapshot.settings);
    all.change(snapshot.uri.clone(), Some(snapshot.version), snapshot.scope.document.text(), edits);
    all.finish()
}
