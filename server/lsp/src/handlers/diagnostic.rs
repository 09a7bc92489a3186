//! `textDocument/diagnostic`

use crate::diagnostics::diagnostics;
use crate::state::Snapshot;
use tower_lsp::ls_types::{
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

/// The report on a snapshot; `unchanged` if the client has it already.
pub fn report(snapshot: &Snapshot, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let result_id = snapshot.generation.to_string();
    if previous == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report,
        })
        .into();
    }
    full(FullDocumentDiagnosticReport { result_id: Some(result_id), items: diagnostics(snapshot) })
}

/// The report on a document that is not open.
pub fn nothing() -> DocumentDiagnosticReportResult {
    full(FullDocumentDiagnosticReport { result_id: None, items: Vec::new() })
}

fn full(full_document_diagnostic_report: FullDocumentDiagnosticReport) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report,
    })
    .into()
}
