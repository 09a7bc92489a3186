//! Findings as diagnostics: pushed to clients that do not ask for them, for the newest text only and only
//! when they have changed; never both pushed and pulled.

use crate::convert;
use crate::documents::Outcome;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::state::Shared;
use crate::uris::Key;
use ascribe_core::document::Document;
use ascribe_core::lints::{Finding, Findings, Rule, check};
use std::collections::HashMap;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, LazyLock, PoisonError};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, Location, NumberOrString, Uri,
};

/// What diagnostics name as their source.
pub const SOURCE: &str = "ascribe";

/// Tells a client that does not pull what has changed with a document.
pub fn follow(shared: &Arc<Shared>, outcome: Outcome) {
    let settings = shared.settings();
    if settings.pulls_diagnostics {
        return;
    }
    if let Some(uri) = outcome.closed {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move {
            // Opened again meanwhile, it has its own findings.
            let is_open = shared.documents().is_open(&Key::of(&uri));
            if !is_open {
                push(&shared, &uri, "[]", None).await;
            }
        });
    }
    for key in outcome.changed {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move { publish(&shared, &key).await });
    }
}

/// Publishes until the newest text is published; one at a time for each document.
async fn publish(shared: &Arc<Shared>, key: &Key) {
    let mut done = None;
    let mut last = None;
    loop {
        let next = shared.documents().next_to_publish(key, done);
        let Some(snapshot) = next else { break };
        let (generation, version, uri) = (snapshot.generation, snapshot.version, snapshot.uri.clone());
        done = Some(generation);
        let checking = tokio::task::spawn_blocking(move || {
            let report = report_of(&snapshot);
            let mut hasher = DefaultHasher::new();
            report.hash(&mut hasher);
            (report, hasher.finish())
        });
        let Ok((report, hash)) = checking.await else {
            tracing::error!("checking {} has failed", uri.as_str());
            continue;
        };
        let is_news = shared.documents().published(key, generation, hash);
        if is_news {
            push(shared, &uri, &report, Some(version)).await;
            last = Some(uri);
        }
    }
    // It was closed while its findings were on their way.
    let is_open = shared.documents().is_open(key);
    if let (Some(uri), false) = (last, is_open) {
        push(shared, &uri, "[]", None).await;
    }
}

/// Sends the diagnostics of a file, a JSON array.
pub async fn push(shared: &Shared, uri: &Uri, diagnostics: &str, version: Option<i32>) {
    // A URI has no character that JSON would escape.
    let uri = uri.as_str();
    let version = version.map(|version| format!(r#""version":{version},"#)).unwrap_or_default();
    let params = format!(r#"{{"uri":"{uri}",{version}"diagnostics":{diagnostics}}}"#);
    shared.outbox.notify("textDocument/publishDiagnostics", &params).await;
}

/// What the last check of a document found, and the diagnostics it gave, for the next check to build on.
#[derive(Debug)]
pub struct Report {
    /// Kept, so that the addresses of its findings stay taken.
    findings: Arc<Findings>,
    /// By the address of the findings of a block.
    parts: HashMap<usize, Part>,
}

impl Report {
    /// What the check found.
    pub fn findings(&self) -> Arc<Findings> {
        Arc::clone(&self.findings)
    }
}

/// The diagnostics of a block.
#[derive(Debug)]
struct Part {
    /// The line at which the block starts; diagnostics move with it.
    line: usize,
    /// The diagnostics, separated by commas.
    json: Arc<str>,
}

/// The diagnostics of a snapshot, as a JSON array. Those of blocks that have the same findings at the same
/// lines are not written anew.
pub fn report_of(snapshot: &Snapshot) -> String {
    let mut checked = snapshot.checked.lock().unwrap_or_else(PoisonError::into_inner);
    let previous = checked.as_ref();
    let findings = Arc::new(check(&snapshot.scope, previous.map(|report| &*report.findings)));
    let text = snapshot.scope.document.text();
    let mut parts = HashMap::new();
    let mut array = String::from("[");
    for (context, found) in findings.by_block() {
        let line = text.line_of(context.at.start);
        let known = previous.and_then(|report| report.parts.get(&found.as_ptr().addr()));
        let json = match known {
            Some(part) if part.line == line => Arc::clone(&part.json),
            _ => written(&About::of(snapshot), context.at.start, found),
        };
        if array.len() > 1 {
            array.push(',');
        }
        array.push_str(&json);
        // A related place is in another block, which may move while this one stays.
        if found.iter().all(|finding| finding.related.is_none()) {
            parts.insert(found.as_ptr().addr(), Part { line, json });
        }
    }
    array.push(']');
    *checked = Some(Report { findings, parts });
    array
}

/// The id of the report on a generation of an open document, which no other process has.
pub fn result_id(generation: u64) -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    format!("{:x}-{generation}", *PROCESS)
}

/// The diagnostics of a document that is not open, as a JSON array.
pub fn report_of_file(uri: &Uri, settings: &Settings, findings: &Findings) -> String {
    let about = About { uri, document: &findings.scope().document, settings };
    let parts = findings.by_block().map(|(context, found)| written(&about, context.at.start, found));
    ["[", &parts.collect::<Vec<_>>().join(","), "]"].concat()
}

fn written(about: &About<'_>, start: usize, findings: &[Finding]) -> Arc<str> {
    let diagnostics = findings.iter().map(|finding| about.diagnostic(&finding.extent.at(start), finding));
    let written = diagnostics.map(|diagnostic| serde_json::to_string(&diagnostic));
    // A diagnostic is made of strings and numbers, which can always be written.
    written.map(Result::unwrap_or_default).collect::<Vec<_>>().join(",").into()
}

/// A finding at its bytes as a diagnostic.
pub fn diagnostic(snapshot: &Snapshot, range: &Range<usize>, finding: &Finding) -> Diagnostic {
    About::of(snapshot).diagnostic(range, finding)
}

/// The document that diagnostics are about, and who reads them.
struct About<'a> {
    uri: &'a Uri,
    document: &'a Document,
    settings: &'a Settings,
}

impl<'a> About<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        Self { uri: &snapshot.uri, document: &snapshot.scope.document, settings: &snapshot.settings }
    }

    fn diagnostic(&self, range: &Range<usize>, finding: &Finding) -> Diagnostic {
        Diagnostic {
            range: convert::range(self.document.text(), range, self.settings.encoding),
            severity: Some(convert::severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.code.to_owned())),
            code_description: documentation(finding.rule).filter(|_| self.settings.code_description),
            source: Some(SOURCE.to_owned()),
            message: finding.message.clone(),
            related_information: self.related(finding).filter(|_| self.settings.related_information),
            tags: None,
            data: None,
        }
    }

    fn related(&self, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
        let (namespace, id) = finding.related.as_ref()?;
        let first = self.document.first_definition(*namespace, id)?;
        let range = convert::range(self.document.text(), &first, self.settings.encoding);
        let location = Location::new(self.uri.clone(), range);
        let message = format!("`{}{id}` is defined here first", namespace.sign());
        Some(vec![DiagnosticRelatedInformation { location, message }])
    }
}

fn documentation(rule: &Rule) -> Option<CodeDescription> {
    let href = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), rule.code);
    Some(CodeDescription { href: href.parse().ok()? })
}
