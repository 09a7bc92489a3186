//! `textDocument/diagnostic`

use crate::diagnostics::{report_of_file, result_id, unfinished};
use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::uris::path_of;
use ascribe_markup::budget::Budget;
use ascribe_workspace::features::findings::{Fingerprints, findings};
use ascribe_workspace::view::View;
use std::path::Path;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticReport, DocumentDiagnosticReportKind, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri,
};

/// Report on a snapshot, `unchanged` if the client has it already, with reports on related documents that changed
/// through this one.
pub fn report(
    snapshot: &Snapshot,
    previous: Option<&str>,
    related: &[Snapshot],
    budget: &Budget,
) -> DocumentDiagnosticReport {
    let others = related.iter().map(|other| (other.uri.clone(), report_on(other, None, budget)));
    let related_documents = (!related.is_empty()).then(|| others.collect());
    match report_on(snapshot, previous, budget) {
        DocumentDiagnosticReportKind::Full(full_document_diagnostic_report) => {
            RelatedFullDocumentDiagnosticReport { related_documents, full_document_diagnostic_report }.into()
        }
        DocumentDiagnosticReportKind::Unchanged(unchanged_document_diagnostic_report) => {
            RelatedUnchangedDocumentDiagnosticReport {
                related_documents,
                unchanged_document_diagnostic_report,
            }
            .into()
        }
    }
}

/// Report on a single document. If the budget does not last for it, the report says so, and the next one goes on.
pub fn report_on(
    snapshot: &Snapshot,
    previous: Option<&str>,
    budget: &Budget,
) -> DocumentDiagnosticReportKind {
    let id = result_id(snapshot.generation());
    if previous == Some(&id) {
        return unchanged(id);
    }
    match snapshot.diagnostics(budget) {
        Some(diagnostics) => full(Some(id), diagnostics.to_vec()),
        None => full(None, vec![unfinished()]),
    }
}

/// Report on a document that is not open; empty for one outside the workspace.
pub fn report_on_file(
    workspace: &WorkspaceSnapshot,
    view: &View,
    uri: &Uri,
    previous: Option<&str>,
) -> DocumentDiagnosticReport {
    let path = path_of(uri).filter(|path| workspace.holds(path));
    let id = path.as_ref().and_then(|path| Fingerprints::new(view).of(path)).map(file_id);
    match (path, id) {
        (Some(_), Some(id)) if previous == Some(&id) => RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        }
        .into(),
        (Some(path), Some(id)) => match file_items(view, uri, &workspace.capabilities, &path) {
            Some(items) => RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
            }
            .into(),
            None => nothing(),
        },
        _ => nothing(),
    }
}

/// Full report with these diagnostics.
pub fn full(result_id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReportKind {
    FullDocumentDiagnosticReport { result_id, items }.into()
}

/// Report for a client that has the result already.
pub fn unchanged(result_id: String) -> DocumentDiagnosticReportKind {
    UnchangedDocumentDiagnosticReport { result_id }.into()
}

/// Diagnostics of a file.
pub fn file_items(
    view: &View,
    uri: &Uri,
    capabilities: &ResolvedCapabilities,
    path: &Path,
) -> Option<Vec<Diagnostic>> {
    findings(view, path).map(|findings| report_of_file(uri, capabilities, findings))
}

/// Result id of a report on a document that is not open.
pub fn file_id(fingerprint: u64) -> String {
    // Includes the version: another release may find something else.
    format!("{}-{fingerprint:016x}", env!("CARGO_PKG_VERSION"))
}

/// Empty report, for a document that is unknown.
pub fn nothing() -> DocumentDiagnosticReport {
    RelatedFullDocumentDiagnosticReport::default().into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use crate::documents::Documents;
    use crate::protocol::uris::DocumentKey;
    use serde_json::json;

    #[test]
    fn a_report_that_is_not_complete_says_so_and_is_asked_for_again() {
        let documents = Documents::default();
        documents.initialize(&serde_json::from_value(json!({"capabilities": {}})).unwrap());
        let text = "[It rose]{@nobody}.\n\n".repeat(30);
        let item = json!({"uri": "untitled:a", "languageId": "ascribe", "version": 1, "text": text});
        documents.did_open(serde_json::from_value(json!({"textDocument": item})).unwrap());
        let snapshot = documents.snapshot(&DocumentKey::of(&"untitled:a".parse().unwrap())).unwrap();
        let report = |budget: &Budget| match report_on(&snapshot, None, budget) {
            DocumentDiagnosticReportKind::Full(report) => (report.result_id.is_some(), report.items),
            DocumentDiagnosticReportKind::Unchanged(_) => panic!("nothing was reported before"),
        };
        assert_eq!(report(&Budget::of_steps(500)), (false, vec![unfinished()]));
        let (has_id, items) = report(Budget::UNLIMITED);
        assert!(has_id && items.len() >= 30 && !items.contains(&unfinished()));
    }
}
