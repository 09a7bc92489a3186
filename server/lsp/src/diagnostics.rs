//! Conversion of findings to diagnostics.

use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::convert;
use ascribe_lints::{
    Checked, Finding, Findings, FindingsChunk, MAX_LISTED, RULES, Rule, Unfinished, check_on,
};
use ascribe_markup::budget::Budget;
use ascribe_markup::chunked_vec::Chunk;
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, LazyLock};
use tower_lsp::ls_types as lsp;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Uri,
};

/// `code` of the diagnostic of a document whose check was not finished.
const UNFINISHED: &str = "unfinished-check";

/// `source` of all diagnostics.
pub const SOURCE: &str = "ascribe";

/// State of the last check of a document; the next check builds on it.
#[derive(Debug, Default)]
pub struct LastCheck {
    /// `None` before the first check.
    findings: Option<Result<Arc<Findings>, Unfinished>>,
    /// Diagnostics of the last check that came to its end.
    diagnostics: Diagnostics,
}

impl LastCheck {
    /// Whether there was a check, perhaps without end.
    pub fn is_begun(&self) -> bool {
        self.findings.is_some()
    }

    /// Findings of the check, if it came to its end.
    pub fn findings(&self) -> Option<&Arc<Findings>> {
        self.findings.as_ref()?.as_ref().ok()
    }

    /// Diagnostics of the current text; blocks not affected by a change are not checked again. `None` if the budget is
    /// spent before the end.
    pub fn go_on(&mut self, about: &About<'_>, scope: &Scope, budget: &Budget) -> Option<&Diagnostics> {
        let checked = match self.findings.take() {
            None => check_on(scope, None, budget),
            Some(Ok(previous)) => check_on(scope, Some(Arc::unwrap_or_clone(previous)), budget),
            Some(Err(unfinished)) => unfinished.go_on(scope, budget),
        };
        let findings = self.findings.insert(checked.map(Arc::new)).as_ref().ok()?;
        self.diagnostics = about.renewed(findings, &self.diagnostics);
        Some(&self.diagnostics)
    }
}

/// Diagnostics of a document, in chunks that successive reports share.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    chunks: Vec<DiagnosticsChunk>,
    /// Says how many findings have no diagnostic, if any, or that the check was not finished.
    more: Option<Diagnostic>,
}

/// Diagnostics of some blocks.
#[derive(Debug, Clone)]
struct DiagnosticsChunk {
    /// Held so that its address is not reused: chunks are compared by address.
    chunk: Arc<Chunk<Checked>>,
    /// Line at which the blocks start.
    line: usize,
    diagnostics: Arc<[Diagnostic]>,
}

impl Diagnostics {
    /// The only diagnostic of a document whose check was not finished.
    pub fn unfinished() -> Self {
        Self { chunks: Vec::new(), more: Some(unfinished()) }
    }

    /// Iterates over the diagnostics in text order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.chunks.iter().flat_map(|chunk| chunk.diagnostics.iter()).chain(&self.more)
    }

    /// Copies the diagnostics into the list that the protocol's types need.
    pub fn to_vec(&self) -> Vec<Diagnostic> {
        self.iter().cloned().collect()
    }
}

impl PartialEq for Diagnostics {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// Result id for a generation of an open document, unique across server processes.
pub fn result_id(generation: u64) -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    format!("{:x}-{generation}", *PROCESS)
}

/// Diagnostics of a document that is not open; a single one if its share of work did not last for the check.
pub fn report_of_file(
    uri: &Uri,
    capabilities: &ResolvedCapabilities,
    findings: Result<Findings, Unfinished>,
) -> Vec<Diagnostic> {
    let Ok(findings) = findings else { return vec![unfinished()] };
    let about = About { uri, document: &findings.scope().document, capabilities };
    about.renewed(&findings, &Diagnostics::default()).to_vec()
}

/// The only diagnostic of a document whose share of work did not last for the check.
pub fn unfinished() -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::WARNING),
        code: Some(NumberOrString::String(UNFINISHED.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: "This document takes more work than an editor can wait for, so that none of its findings are shown. \
            Split it, or run `ascribe check`."
            .to_owned(),
        ..Diagnostic::default()
    }
}

/// The document that diagnostics are about, and the client they are for.
pub struct About<'a> {
    /// URI of the document.
    pub uri: &'a Uri,
    /// The document.
    pub document: &'a Document,
    /// Capabilities of the client.
    pub capabilities: &'a ResolvedCapabilities,
}

impl About<'_> {
    /// Diagnostics of all findings; a chunk that has not moved to another line is reused.
    fn renewed(&self, findings: &Findings, known: &Diagnostics) -> Diagnostics {
        // Related information may point into another chunk.
        let is_apart =
            |chunk: &&DiagnosticsChunk| chunk.diagnostics.iter().all(|it| it.related_information.is_none());
        let known: HashMap<_, _> = known.chunks.iter().map(|it| (Arc::as_ptr(&it.chunk), it)).collect();
        let (mut chunks, mut listed) = (Vec::new(), 0);
        let mut all = findings.chunks();
        for chunk in all.by_ref() {
            let same = known.get(&Arc::as_ptr(chunk.chunk)).copied();
            let same = same.filter(|same| same.line == chunk.line()).filter(is_apart);
            let made = same.cloned().unwrap_or_else(|| DiagnosticsChunk {
                chunk: Arc::clone(chunk.chunk),
                line: chunk.line(),
                diagnostics: self.diagnostics(chunk.iter()),
            });
            listed += made.diagnostics.len();
            chunks.push(made);
            if listed >= MAX_LISTED {
                break;
            }
        }
        let mut rest = all.flat_map(FindingsChunk::iter);
        let more = rest.next().map(|(range, next)| {
            let more = Finding::more(next.rule, next.extent, 1 + rest.count());
            self.diagnostic(&range, &Finding { severity: next.severity, ..more })
        });
        Diagnostics { chunks, more }
    }

    fn diagnostics<'f, C: FromIterator<Diagnostic>>(
        &self,
        findings: impl Iterator<Item = (Range<usize>, &'f Finding)>,
    ) -> C {
        findings.map(|(range, finding)| self.diagnostic(&range, finding)).collect()
    }

    /// Range of the first definition of an id.
    fn first(&self, namespace: Namespace, id: &str) -> Option<lsp::Range> {
        let first = self.document.first_definition(namespace, id)?;
        Some(convert::range(self.document.text(), &first, self.capabilities.encoding))
    }

    /// Converts a finding at a byte range to a diagnostic.
    pub fn diagnostic(&self, range: &Range<usize>, finding: &Finding) -> Diagnostic {
        Diagnostic {
            range: convert::range(self.document.text(), range, self.capabilities.encoding),
            severity: Some(convert::severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.code.to_owned())),
            code_description: documentation(finding.rule).filter(|_| self.capabilities.code_description),
            source: Some(SOURCE.to_owned()),
            message: finding.message.to_string(),
            related_information: self.related(finding).filter(|_| self.capabilities.related_information),
            tags: None,
            data: None,
        }
    }

    fn related(&self, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
        let (namespace, id) = finding.related.as_ref()?;
        let location = Location::new(self.uri.clone(), self.first(*namespace, id)?);
        let message = format!("`{}{id}` is first defined here", namespace.sign());
        Some(vec![DiagnosticRelatedInformation { location, message }])
    }
}

/// Link to the documentation page of a rule.
fn documentation(rule: &Rule) -> Option<CodeDescription> {
    // Cached, because parsing a URI takes as long as making the rest of a diagnostic.
    static PAGES: LazyLock<HashMap<&str, Uri>> = LazyLock::new(|| {
        let page = |rule: &&Rule| {
            let href = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), rule.code);
            Some((rule.code, href.parse().ok()?))
        };
        RULES.iter().filter_map(page).collect()
    });
    Some(CodeDescription { href: PAGES.get(rule.code)?.clone() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_check_whose_share_did_not_last_is_told_once_and_finished_later() {
        let text = "[It rose]{@nobody}.\n\n".repeat(100);
        let scope = Scope::alone(Arc::new(Document::new(&text)));
        let (uri, capabilities) = ("untitled:a".parse().unwrap(), ResolvedCapabilities::default());
        let about = About { uri: &uri, document: &scope.document, capabilities: &capabilities };
        let mut last = LastCheck::default();
        assert!(last.go_on(&about, &scope, &Budget::of_steps(1_000)).is_none());
        assert!(last.is_begun() && last.findings().is_none(), "what is not complete is not shown");
        let checked = last.go_on(&about, &scope, Budget::UNLIMITED).cloned();
        let fresh = LastCheck::default().go_on(&about, &scope, Budget::UNLIMITED).cloned();
        assert!(checked.is_some() && checked == fresh && last.findings().is_some());

        let told = Diagnostics::unfinished().to_vec();
        assert_eq!((told.len(), told[0].range), (1, lsp::Range::default()));
        assert!(told[0].message.ends_with("Split it, or run `ascribe check`."));
    }
}
