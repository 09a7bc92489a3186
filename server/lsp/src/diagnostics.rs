//! Findings as diagnostics: pushed to clients that do not ask for them, for the newest text only and only
//! when they have changed; never both pushed and pulled.

use crate::convert;
use crate::state::{Outcome, Shared, Snapshot};
use crate::uris::Key;
use ascribe_core::lints::{Finding, Findings, Rule, check};
use ascribe_core::scope::Place;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, Location, NumberOrString,
    PublishDiagnosticsParams, Uri,
};

/// What diagnostics name as their source.
pub const SOURCE: &str = "ascribe";

/// A client that does not answer within this time is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the client what has changed with a document.
pub fn follow(shared: &Arc<Shared>, outcome: Outcome) {
    let settings = shared.settings();
    if settings.pulls_diagnostics {
        if outcome.others && settings.refreshes_diagnostics {
            refresh(shared);
        }
        return;
    }
    if let Some(uri) = outcome.closed {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move { push(&shared, uri, Vec::new(), None).await });
    }
    for key in outcome.changed {
        let shared = Arc::clone(shared);
        shared.runtime.clone().spawn(async move { publish(&shared, &key).await });
    }
}

fn refresh(shared: &Arc<Shared>) {
    let Some(client) = shared.client().cloned() else { return };
    shared.runtime.spawn(async move {
        let asked = tokio::time::timeout(PATIENCE, client.workspace_diagnostic_refresh()).await;
        if !matches!(asked, Ok(Ok(()))) {
            tracing::debug!("the client does not ask for diagnostics again: {asked:?}");
        }
    });
}

/// Publishes until the newest text is published; one at a time for each document.
async fn publish(shared: &Arc<Shared>, key: &Key) {
    let mut done = None;
    let mut last = None;
    while let Some(snapshot) = shared.next_to_publish(key, done) {
        let (generation, version, uri) = (snapshot.generation, snapshot.version, snapshot.uri.clone());
        done = Some(generation);
        let found = tokio::task::spawn_blocking(move || diagnostics(&snapshot)).await;
        let Ok(found) = found else {
            tracing::error!("checking {} has failed", uri.as_str());
            continue;
        };
        if !shared.is_newest(key, generation) {
            continue;
        }
        let hash = hash(&found);
        if shared.published(key, hash) {
            push(shared, uri.clone(), found, Some(version)).await;
            last = Some(uri);
        }
    }
    // It was closed while its findings were on their way.
    if let Some(uri) = last
        && !shared.is_open(key)
    {
        push(shared, uri, Vec::new(), None).await;
    }
}

async fn push(shared: &Shared, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
    let params = PublishDiagnosticsParams { uri, diagnostics, version };
    shared.outbox.notify("textDocument/publishDiagnostics", params).await;
}

fn hash(diagnostics: &[Diagnostic]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for diagnostic in diagnostics {
        let Range { start, end } = diagnostic.range.start..diagnostic.range.end;
        (start.line, start.character, end.line, end.character).hash(&mut hasher);
        diagnostic.message.hash(&mut hasher);
        if let Some(NumberOrString::String(code)) = &diagnostic.code {
            code.hash(&mut hasher);
        }
        for related in diagnostic.related_information.iter().flatten() {
            (related.location.range.start.line, related.location.range.start.character).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// What the rules find in a snapshot, built on what they found before.
pub fn findings(snapshot: &Snapshot) -> Arc<Findings> {
    let mut checked = snapshot.checked.lock().unwrap_or_else(PoisonError::into_inner);
    let findings = Arc::new(check(&snapshot.scope, checked.as_deref()));
    *checked = Some(Arc::clone(&findings));
    findings
}

/// The diagnostics of a snapshot.
pub fn diagnostics(snapshot: &Snapshot) -> Vec<Diagnostic> {
    findings(snapshot).iter().map(|(range, finding)| diagnostic(snapshot, &range, finding)).collect()
}

/// A finding at its bytes as a diagnostic.
pub fn diagnostic(snapshot: &Snapshot, range: &Range<usize>, finding: &Finding) -> Diagnostic {
    let text = snapshot.scope.document.text();
    let encoding = snapshot.settings.encoding;
    Diagnostic {
        range: convert::range(text, range, encoding),
        severity: Some(convert::severity(finding.rule.severity)),
        code: Some(NumberOrString::String(finding.rule.code.to_owned())),
        code_description: documentation(finding.rule).filter(|_| snapshot.settings.code_description),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: related(snapshot, finding).filter(|_| snapshot.settings.related_information),
        tags: None,
        data: None,
    }
}

fn documentation(rule: &Rule) -> Option<CodeDescription> {
    let href = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), rule.code);
    Some(CodeDescription { href: href.parse().ok()? })
}

fn related(snapshot: &Snapshot, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
    let (namespace, id) = finding.related.as_ref()?;
    let document = &snapshot.scope.document;
    let first = document.first_definition(*namespace, id)?;
    let range = convert::range(document.text(), &first, snapshot.settings.encoding);
    let location = Location::new(snapshot.uri_of(Place::Here)?, range);
    let message = format!("`{}{id}` is defined here first", namespace.sign());
    Some(vec![DiagnosticRelatedInformation { location, message }])
}
