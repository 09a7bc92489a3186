//! `textDocument/codeAction` and `codeAction/resolve`: the edits of an action come with it, or are computed on resolve
//! for clients that support that.

use crate::documents::snapshot::Snapshot;
use crate::handlers::edits::Edits;
use crate::protocol::capabilities::SELECT;
use crate::protocol::convert;
use crate::protocol::uris::{self, path_of};
use ascribe_ide::actions::{Action, ActionContext, ActionKind, actions};
use ascribe_lints::Findings;
use ascribe_lints::config::FILE;
use ascribe_lints::sourcing::placeholders::first_placeholder;
use ascribe_markup::budget::Budget;
use ascribe_markup::gate::{GateRefusal, Intent};
use ascribe_markup::scope::Place;
use ascribe_markup::text::{Rope, Text};
use ascribe_workspace::CAST;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use tower_lsp::ls_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CodeActionResponse, CodeActionTriggerKind, Command, Range, Uri, WorkspaceEdit,
};

/// Action kinds with their names in the protocol, some with a suffix of our own.
const KINDS: [(ActionKind, &str); 16] = [
    (ActionKind::QuickFix, "quickfix"),
    (ActionKind::AttributeFix, "quickfix.attribute"),
    (ActionKind::Extract, "refactor.extract"),
    (ActionKind::Inline, "refactor.inline"),
    (ActionKind::Move, "refactor.move"),
    (ActionKind::Rewrite, "refactor.rewrite"),
    (ActionKind::Attribute, "refactor.rewrite.attribute"),
    (ActionKind::Accept, "refactor.rewrite.acceptDraft"),
    (ActionKind::Reject, "refactor.rewrite.rejectDraft"),
    (ActionKind::Draft, "refactor.rewrite.draft"),
    (ActionKind::DraftAll, "source.draft.ascribe"),
    (ActionKind::FrontMatter, "source.frontMatter.ascribe"),
    (ActionKind::AcceptAll, "source.acceptDrafts.ascribe"),
    (ActionKind::AcceptLikely, "source.acceptDrafts.ascribe.likely"),
    (ActionKind::FixAll, "source.fixAll.ascribe"),
    (ActionKind::Organize, "source.organizeDeclarations"),
];

/// Data that identifies an action on resolve.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    version: i32,
    range: Range,
    /// Index among the actions of the same kind and title.
    place: usize,
}

/// All kinds offered.
pub fn kinds() -> Vec<CodeActionKind> {
    KINDS.iter().map(|(_, name)| CodeActionKind::new(name)).collect()
}

/// Actions at a range; once the budget is spent, some are missing.
pub fn code_action(snapshot: &Snapshot, params: &CodeActionParams, budget: &Budget) -> CodeActionResponse {
    let only = params.context.only.as_deref();
    // While the cursor moves, editors show whether there is something to do here. Actions that fit each annotation, or read
    // the whole document, would say so everywhere.
    let asked_for = only.is_some() || params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    let is_selection = params.range.start != params.range.end;
    let wanted = |kind: ActionKind| {
        let name = name_of(kind);
        let is_apt = match kind {
            ActionKind::QuickFix | ActionKind::AttributeFix | ActionKind::Accept | ActionKind::Reject => true,
            ActionKind::Extract | ActionKind::Rewrite => is_selection,
            _ => false,
        };
        (asked_for || is_apt)
            && only.is_none_or(|only| only.iter().any(|wanted| is_within(name, wanted.as_str())))
    };
    let findings = snapshot.last_findings(budget);
    let project = Project::of(snapshot);
    let asked = asked(snapshot, params.range, &wanted, findings.as_ref(), project.as_ref()).within(budget);
    let mut counts = std::collections::HashMap::<(ActionKind, String), usize>::new();
    let all = actions(&asked).into_iter().filter_map(|action| {
        // Actions of other kinds may be missing on resolve; the title is stable.
        let count = counts.entry((action.kind, action.title.clone())).or_default();
        let place = *count;
        *count += 1;
        if action.disabled.is_some() && !snapshot.capabilities.disabled_code_actions {
            return None;
        }
        // To try the edits of an action reads a paragraph.
        if !budget.take(1) {
            return None;
        }
        let written = code_action_of(snapshot, &action);
        Some(CodeActionOrCommand::CodeAction(if action.disabled.is_some() {
            written
        } else if snapshot.capabilities.resolves_code_actions {
            let (uri, version) = (snapshot.uri.clone(), snapshot.version);
            let data = Data { uri, version, range: params.range, place };
            CodeAction { data: serde_json::to_value(data).ok(), ..written }
        } else {
            let edit = workspace_edit(snapshot, &action, project.as_ref()).ok()?;
            CodeAction { edit: Some(edit), command: selection(snapshot, &action), ..written }
        }))
    });
    all.collect()
}

/// Resolves an action to its edits; `None` if the document, or a document it sees, has changed so that the action no
/// longer exists.
///
/// # Errors
/// If the edits do not pass the gate.
pub fn resolve(
    snapshot: &Snapshot,
    action: CodeAction,
    budget: &Budget,
) -> Result<Option<CodeAction>, GateRefusal> {
    let data = action.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some(data) = data.filter(|data| data.version == snapshot.version) else { return Ok(None) };
    let name = action.kind.as_ref().map(CodeActionKind::as_str);
    let Some((kind, _)) = KINDS.into_iter().find(|(_, known)| Some(*known) == name) else { return Ok(None) };
    let wanted = |other: ActionKind| other == kind;
    let findings = snapshot.last_findings(budget);
    let project = Project::of(snapshot);
    let asked = asked(snapshot, data.range, &wanted, findings.as_ref(), project.as_ref()).within(budget);
    let same = actions(&asked).into_iter().filter(|same| same.title == action.title).nth(data.place);
    let Some(same) = same else { return Ok(None) };
    let edit = workspace_edit(snapshot, &same, project.as_ref())?;
    let command = selection(snapshot, &same).filter(|_| snapshot.capabilities.resolves_action_commands);
    Ok(Some(CodeAction { edit: Some(edit), command, ..action }))
}

fn asked<'a>(
    snapshot: &'a Snapshot,
    range: Range,
    wanted: &'a dyn Fn(ActionKind) -> bool,
    findings: Option<&'a Arc<Findings>>,
    project: Option<&'a Project>,
) -> ActionContext<'a> {
    let range = convert::byte_range(snapshot.scope().document.text(), range, snapshot.capabilities.encoding);
    ActionContext::new(snapshot.scope(), range)
        .only(wanted)
        .with_new_cast(snapshot.capabilities.creates_files && new_cast(snapshot).is_some())
        .with_project(project.map(|project| project.text.as_str()))
        .following(findings.map(Arc::as_ref))
}

/// URI of `cast.ascribe` next to the document; the file may not exist.
fn new_cast(snapshot: &Snapshot) -> Option<Uri> {
    let path = path_of(&snapshot.uri)?;
    let cast = path.with_file_name(CAST);
    if cast == path { None } else { uris::uri_of(&cast) }
}

fn name_of(kind: ActionKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name)
}

/// Whether `kind` is nested in `outer`: `refactor.rewrite` is within `refactor`.
fn is_within(kind: &str, outer: &str) -> bool {
    outer.is_empty() || kind.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Converts an action without its edits.
fn code_action_of(snapshot: &Snapshot, action: &Action<'_>) -> CodeAction {
    let mended = action.finding.as_ref().map(|(range, finding)| snapshot.about().diagnostic(range, finding));
    let is_preferred = action.preferred && snapshot.capabilities.preferred_code_actions;
    CodeAction {
        title: action.title.clone(),
        kind: Some(CodeActionKind::new(name_of(action.kind))),
        diagnostics: mended.map(|diagnostic| vec![diagnostic]),
        is_preferred: is_preferred.then_some(true),
        disabled: action.disabled.clone().map(|reason| CodeActionDisabled { reason }),
        ..CodeAction::default()
    }
}

/// The `ascribe.toml` closest to a document, which takes precedence.
struct Project {
    uri: Uri,
    text: String,
    exists: bool,
}

impl Project {
    /// Nearest configuration file, or a new one in the outermost workspace folder that contains the document.
    fn of(snapshot: &Snapshot) -> Option<Self> {
        let path = path_of(&snapshot.uri)?;
        let workspace = &snapshot.workspace;
        if let Some((at, file)) = workspace.files.configs().of(path.parent()?).into_iter().next() {
            // A file that could not be read is not overwritten.
            let is_read = file.problems.is_empty() || !file.text.is_empty();
            let text = file.text.to_string();
            return Some(Self { uri: uris::uri_of(&at)?, text, exists: true }).filter(|_| is_read);
        }
        let roots = workspace.files.roots().iter().filter(|root| path.starts_with(root));
        let root = roots.min_by_key(|root| root.components().count())?;
        let uri = uris::uri_of(&root.join(FILE))?;
        snapshot.capabilities.creates_files.then(|| Self { uri, text: String::new(), exists: false })
    }
}

/// Command that selects the first placeholder that an action writes, if the client has it: what is typed next replaces
/// the placeholder.
fn selection(snapshot: &Snapshot, action: &Action<'_>) -> Option<Command> {
    if !snapshot.capabilities.selects {
        return None;
    }
    let change = action.change();
    let (place, mut edits) = change
        .edits
        .into_iter()
        .find(|(_, edits)| edits.iter().any(|edit| first_placeholder(&edit.text).is_some()))?;
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut added, mut removed) = (0, 0);
    let range = edits.iter().find_map(|edit| {
        let start = edit.range.start + added - removed;
        added += edit.text.len();
        removed += edit.range.len();
        first_placeholder(&edit.text).map(|range| start + range.start..start + range.end)
    })?;
    let edited = snapshot.scope().at(place)?.edited(&edits);
    let range = convert::range(edited.text(), &range, snapshot.capabilities.encoding);
    let arguments = vec![json!(snapshot.uri_of(place)?), json!(range)];
    Some(Command {
        title: "Select the placeholder".to_owned(),
        command: SELECT.to_owned(),
        arguments: Some(arguments),
    })
}

fn workspace_edit(
    snapshot: &Snapshot,
    action: &Action<'_>,
    project: Option<&Project>,
) -> Result<WorkspaceEdit, GateRefusal> {
    let change = action.change();
    let mut all = Edits::new(&snapshot.capabilities);
    for (place, edits) in &change.edits {
        let (Some(uri), Some(document)) = (snapshot.uri_of(*place), snapshot.scope().at(*place)) else {
            continue;
        };
        let version = snapshot.version_of(&uri);
        let intent = if *place == Place::Here { &action.intent } else { &Intent::Markup };
        all.change(uri, version, document, edits, intent);
    }
    if let (Some(content), Some(uri)) = (&change.new_cast, new_cast(snapshot)) {
        all.create(uri, content.clone());
    }
    match project.filter(|_| !change.project.is_empty()) {
        Some(project) if project.exists => {
            let note = all.note("Applies to all documents of the project", false);
            let text = Rope::from_str(&project.text);
            all.change_config(project.uri.clone(), Text::from(&text), &change.project, note);
        }
        // An empty file gets its whole content in one edit.
        Some(project) => {
            all.create_config(
                project.uri.clone(),
                change.project.iter().map(|e| e.text.as_str()).collect::<String>(),
            );
        }
        None => {}
    }
    all.finish()
}
