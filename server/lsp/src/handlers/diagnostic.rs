//! `textDocument/diagnostic`

use crate::diagnostics::{report_of_file, result_id};
use crate::json::Json;
use crate::settings::Settings;
use crate::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::uris::path_of;
use ascribe_workspace::features::findings::{Fingerprints, findings};
use ascribe_workspace::view::View;
use std::path::Path;
use tower_lsp::ls_types::{
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, RelatedFullDocumentDiagnosticReport, Uri,
};

/// The report on a snapshot, as JSON; `unchanged` if the client has it already. With it come those on other
/// documents that have changed through this one.
pub fn report(snapshot: &Snapshot, previous: Option<&str>, related: &[Snapshot]) -> Json {
    let mut report = open_report(snapshot, previous);
    let mut before = r#","relatedDocuments":{""#;
    for other in related {
        // A URI has no character that JSON would escape.
        report.push(&[before, other.uri.as_str(), r#"":"#].concat());
        report.append(open_report(other, None));
        report.push("}");
        before = r#",""#;
    }
    report.push(if related.is_empty() { "}" } else { "}}" });
    report
}

/// The report on a document by itself.
pub fn report_on(snapshot: &Snapshot, previous: Option<&str>) -> Json {
    report(snapshot, previous, &[])
}

/// The report on a document by itself, but for the brace that closes it.
fn open_report(snapshot: &Snapshot, previous: Option<&str>) -> Json {
    let id = result_id(snapshot.generation);
    if previous == Some(&id) {
        return Json::from(format!(r#"{{"kind":"unchanged","resultId":"{id}""#));
    }
    let mut report = Json::from(format!(r#"{{"kind":"full","resultId":"{id}","items":"#));
    report.append(snapshot.report().json());
    report
}

/// The report on a document that is not open; one outside of the workspace has none.
pub fn report_on_file(
    workspace: &WorkspaceSnapshot,
    view: &View,
    uri: &Uri,
    previous: Option<&str>,
) -> String {
    let path = path_of(uri).filter(|path| workspace.holds(path));
    let id = path.as_ref().and_then(|path| Fingerprints::new(view).of(path)).map(file_id);
    match (path, id) {
        (Some(_), Some(id)) if previous == Some(&id) => {
            format!(r#"{{"kind":"unchanged","resultId":"{id}"}}"#)
        }
        (Some(path), Some(id)) => match file_items(view, uri, &workspace.settings, &path) {
            Some(items) => format!(r#"{{"kind":"full","resultId":"{id}","items":{items}}}"#),
            None => r#"{"kind":"full","items":[]}"#.to_owned(),
        },
        _ => r#"{"kind":"full","items":[]}"#.to_owned(),
    }
}

/// The diagnostics of a file, as a JSON array.
pub fn file_items(view: &View, uri: &Uri, settings: &Settings, path: &Path) -> Option<String> {
    findings(view, path).map(|findings| report_of_file(uri, settings, &findings))
}

/// The id of a report on a document that is not open.
pub fn file_id(fingerprint: u64) -> String {
    // Another version may find something else.
    format!("{}-{fingerprint:016x}", env!("CARGO_PKG_VERSION"))
}

/// The report on a document that nothing is known of.
pub fn nothing() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default()).into()
}
