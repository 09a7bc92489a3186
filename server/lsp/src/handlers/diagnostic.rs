//! `textDocument/diagnostic`

use crate::diagnostics::report_of;
use crate::snapshot::Snapshot;
use tower_lsp::ls_types::{
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, RelatedFullDocumentDiagnosticReport,
};

/// The report on a snapshot, as JSON; `unchanged` if the client has it already.
pub fn report(snapshot: &Snapshot, previous: Option<&str>) -> String {
    let result_id = snapshot.generation.to_string();
    if previous == Some(&result_id) {
        return format!(r#"{{"kind":"unchanged","resultId":"{result_id}"}}"#);
    }
    let items = report_of(snapshot);
    [r#"{"kind":"full","resultId":""#, &result_id, r#"","items":"#, &items, "}"].concat()
}

/// The report on a document that is not open.
pub fn nothing() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default()).into()
}
