//! `workspace/diagnostic`: reports on all documents in the client's folders, and on all open ones.
//!
//! Clients poll continually. A request without news is therefore held until there is some; one with a token for partial
//! results is held until the client cancels it, and each report that changes is sent as a partial result. Documents
//! whose result id the client has already are not checked. Reports on open documents are only part of the first pass:
//! the client pulls these individually, on every keystroke.

use super::diagnostic::{file_id, file_items, full, report_on, unchanged};
use crate::client::progress;
use crate::documents::snapshot::{OpenDocument, WorkspaceSnapshot};
use crate::protocol::uris::DocumentKey;
use crate::requests::cancellable;
use crate::state::Shared;
use ascribe_markup::budget::Budget;
use ascribe_workspace::features::findings::Fingerprints;
use ascribe_workspace::view::{SHARE, View};
use futures::{StreamExt, stream};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentDiagnosticReportKind, ProgressToken, Uri, WorkspaceDiagnosticParams,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

/// Number of documents checked on a pool thread before other work gets a turn.
const TURN: usize = 8;

/// Number of reports sent together.
const PART: usize = 64;

/// Debounce after a change: changes within this time are handled in one pass.
const GATHERED: Duration = Duration::from_millis(300);

/// A report that the client has.
struct Known {
    /// URI, as the client writes it.
    uri: Uri,
    /// `None` if the client may be showing another report.
    id: Option<String>,
}

struct Pull<'a> {
    shared: &'a Arc<Shared>,
    cancelled: &'a CancellationToken,
    token: Option<ProgressToken>,
    known: HashMap<DocumentKey, Known>,
}

/// Returns the reports of the final result.
pub async fn report(
    shared: &Arc<Shared>,
    params: WorkspaceDiagnosticParams,
) -> Result<Vec<WorkspaceDocumentDiagnosticReport>> {
    let cancelled = CancellationToken::new();
    let _cancelled = cancelled.clone().drop_guard();
    let known = params.previous_result_ids.into_iter().map(|previous| {
        let known = Known { uri: previous.uri, id: Some(previous.value) };
        (DocumentKey::of(&known.uri), known)
    });
    let mut pull = Pull {
        shared,
        cancelled: &cancelled,
        token: params.partial_result_params.partial_result_token,
        known: known.collect(),
    };
    // A client without any reports gets an answer immediately.
    let is_new = pull.known.is_empty();
    let mut changes = shared.changes();
    let token = params.work_done_progress_params.work_done_token;
    let first = progress::told(shared, token, "Checking the workspace", pull.look(None)).await?;
    if pull.token.is_none() && (is_new || first.has_news) {
        return Ok(first.reports);
    }
    let mut seen = first.mark;
    // The shutdown is a change too, but may have come before.
    while !shared.was_shut_down() && changes.changed().await.is_ok() {
        tokio::time::sleep(GATHERED).await;
        changes.mark_unchanged();
        if shared.was_shut_down() {
            break;
        }
        let found = pull.look(seen.as_ref()).await?;
        if pull.token.is_none() && found.has_news {
            return Ok(found.reports);
        }
        seen = found.mark.or(seen);
    }
    Ok(Vec::new())
}

/// Result of one pass.
#[derive(Default)]
struct Found {
    /// Reports that are not sent yet.
    reports: Vec<WorkspaceDocumentDiagnosticReport>,
    /// Whether some of the reports are full ones.
    has_news: bool,
    /// State that the pass looked at; `None` if it has not changed since the previous pass.
    mark: Option<Mark>,
}

impl Pull<'_> {
    /// Collects the reports that the client does not have, unless nothing has changed since the last pass.
    async fn look(&mut self, last: Option<&Mark>) -> Result<Found> {
        let moment =
            Moment::now(self.shared, self.cancelled).await?.filter(|moment| last != Some(&moment.mark));
        let Some(Moment { workspace, view, mark }) = moment else { return Ok(Found::default()) };
        let mut found = Found { mark: Some(mark), ..Found::default() };
        let is_first = last.is_none();
        let view = Arc::new(view.until(self.cancelled.clone()));
        for open in &workspace.open {
            if is_first {
                self.report_open(&open.key, &mut found).await?;
            } else {
                // The client has pulled other reports since.
                self.known.insert(open.key.clone(), Known { uri: open.uri.clone(), id: None });
            }
        }
        let closed = {
            let (view, workspace) = (Arc::clone(&view), Arc::clone(&workspace));
            cancellable(self.cancelled.clone(), move || fingerprints(&view, &workspace)).await?
        };
        self.report_gone(&workspace, &closed, &mut found);
        let tells_unchanged = is_first || self.token.is_none();
        let mut todo = Vec::new();
        for (path, fingerprint) in closed {
            let (key, id) = (DocumentKey::Path(path), file_id(fingerprint));
            match self.known.get(&key) {
                Some(Known { uri, id: Some(known) }) if *known == id => {
                    if tells_unchanged {
                        found.reports.push(about(uri.clone(), None, unchanged(id)));
                    }
                }
                known => {
                    let uri = known.map(|known| known.uri.clone());
                    let uri = uri.or_else(|| workspace.uri_of(key.path()?));
                    todo.extend(uri.map(|uri| (key, uri, id)));
                }
            }
        }
        self.send(&mut found, PART).await;
        self.report_closed(&workspace, &view, todo, &mut found).await?;
        self.send(&mut found, 1).await;
        Ok(found)
    }

    async fn report_open(&mut self, key: &DocumentKey, found: &mut Found) -> Result<()> {
        // A document closed in the meantime is reported by the next pass.
        let snapshot = self.shared.documents.snapshot(key);
        let Some(snapshot) = snapshot else { return Ok(()) };
        let (uri, version) = (snapshot.uri.clone(), snapshot.version);
        let previous = self.known.get(key).and_then(|known| known.id.clone());
        let cancelled = self.cancelled.clone();
        let budget = Budget::new(SHARE, move || cancelled.is_cancelled());
        // Waits behind pulls of the document.
        let turn = self.shared.turn_to_check(key).await;
        let report = move || (report_on(&snapshot, previous.as_deref(), &budget), turn);
        let (report, _) = cancellable(self.cancelled.clone(), report).await?;
        found.has_news |= matches!(report, DocumentDiagnosticReportKind::Full(_));
        found.reports.push(about(uri.clone(), Some(version), report));
        self.known.insert(key.clone(), Known { uri, id: None });
        Ok(())
    }

    /// Reports an empty list for documents that no longer exist.
    fn report_gone(
        &mut self,
        workspace: &WorkspaceSnapshot,
        closed: &BTreeMap<PathBuf, u64>,
        found: &mut Found,
    ) {
        let open: HashSet<&DocumentKey> = workspace.open.iter().map(|open| &open.key).collect();
        self.known.retain(|key, known| {
            let is_there = open.contains(key) || key.path().is_some_and(|path| closed.contains_key(path));
            if !is_there {
                found.reports.push(about(known.uri.clone(), None, full(None, Vec::new())));
                found.has_news = true;
            }
            is_there
        });
    }

    async fn report_closed(
        &mut self,
        workspace: &Arc<WorkspaceSnapshot>,
        view: &Arc<View>,
        todo: Vec<(DocumentKey, Uri, String)>,
        found: &mut Found,
    ) -> Result<()> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let (cancelled, view, workspace) = (self.cancelled.clone(), Arc::clone(view), Arc::clone(workspace));
        let reports = Arc::clone(&self.shared.reports);
        let mut todo = todo.into_iter();
        // Each batch is queued once an earlier one is done, behind requests that have arrived in the meantime.
        let turns = std::iter::from_fn(move || {
            let turn: Vec<_> = todo.by_ref().take(TURN).collect();
            if turn.is_empty() {
                return None;
            }
            let (view, workspace) = (Arc::clone(&view), Arc::clone(&workspace));
            let check = move || turn.into_iter().filter_map(|one| check(&view, &workspace, one)).collect();
            let (cancelled, reports) = (cancelled.clone(), Arc::clone(&reports));
            Some(async move {
                let thread = reports.acquire_owned().await;
                cancellable(cancelled, move || (check(), thread)).await.map(|(checked, _)| checked)
            })
        });
        let mut checked = stream::iter(turns).buffered(cores);
        while let Some(turn) = checked.next().await {
            let turn: Vec<Checked> = turn?;
            for (key, known, report) in turn {
                found.reports.push(report);
                found.has_news = true;
                self.known.insert(key, known);
            }
            self.send(found, PART).await;
        }
        Ok(())
    }

    /// Sends the reports if there are at least `least` of them and the client takes partial results.
    async fn send(&self, found: &mut Found, least: usize) {
        if let Some(token) = self.token.as_ref().filter(|_| found.reports.len() >= least) {
            progress::part(self.shared, token, std::mem::take(&mut found.reports)).await;
        }
    }
}

/// A file with its report.
type Checked = (DocumentKey, Known, WorkspaceDocumentDiagnosticReport);

fn check(
    view: &View,
    workspace: &WorkspaceSnapshot,
    (key, uri, id): (DocumentKey, Uri, String),
) -> Option<Checked> {
    let items = file_items(view, &uri, &workspace.capabilities, key.path()?)?;
    let report = about(uri.clone(), None, full(Some(id.clone()), items));
    Some((key, Known { uri, id: Some(id) }, report))
}

/// Wraps a report with its URI and version.
fn about(
    uri: Uri,
    version: Option<i32>,
    report: DocumentDiagnosticReportKind,
) -> WorkspaceDocumentDiagnosticReport {
    let version = version.map(i64::from);
    match report {
        DocumentDiagnosticReportKind::Full(full_document_diagnostic_report) => {
            WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
        }
        DocumentDiagnosticReportKind::Unchanged(unchanged_document_diagnostic_report) => {
            WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }
                .into()
        }
    }
}

/// Closed documents in the client's folders, with their fingerprints.
fn fingerprints(view: &View, workspace: &WorkspaceSnapshot) -> BTreeMap<PathBuf, u64> {
    let mut fingerprints = Fingerprints::new(view);
    let paths = view.paths().into_iter().filter(|path| workspace.holds(path));
    paths.filter_map(|path| Some((path.to_path_buf(), fingerprints.of(path)?))).collect()
}

/// The workspace at one moment.
struct Moment {
    workspace: Arc<WorkspaceSnapshot>,
    view: View,
    mark: Mark,
}

/// Cheap fingerprint of the workspace state: while it is equal, the findings of closed documents are unchanged.
#[derive(PartialEq)]
struct Mark {
    index: u64,
    /// Version of the definitions in each open document.
    open: HashMap<DocumentKey, u64>,
    configs: u64,
    roots: Vec<PathBuf>,
}

impl Moment {
    /// Current state, including all changes that the client has reported; `None` before `initialize`.
    async fn now(shared: &Arc<Shared>, cancelled: &CancellationToken) -> Result<Option<Self>> {
        let index = shared.caught_up().await;
        let Some(workspace) = shared.documents.workspace_snapshot() else { return Ok(None) };
        let moment = move || {
            let defined =
                |open: &OpenDocument| (open.key.clone(), open.buffer.document().definitions_version());
            let mark = Mark {
                index: index.version(),
                open: workspace.open.iter().map(defined).collect(),
                configs: workspace.files.configs().version(),
                roots: workspace.files.roots().to_vec(),
            };
            Self { view: workspace.view(index), workspace, mark }
        };
        cancellable(cancelled.clone(), moment).await.map(Some)
    }
}
