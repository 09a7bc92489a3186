//! Conversion of findings to diagnostics.

use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::convert;
use ascribe_lints::{Checked, Finding, Findings, FindingsChunk, MAX_LISTED, RULES, Rule, check_on};
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
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, Location, NumberOrString, Uri,
};

/// `source` of all diagnostics.
pub const SOURCE: &str = "ascribe";

/// Result of the last check of a document; the next check builds on it.
#[derive(Debug)]
pub struct Report {
    /// Findings of the check.
    pub findings: Arc<Findings>,
    /// Diagnostics made from the findings.
    pub diagnostics: Diagnostics,
}

/// Diagnostics of a document, in chunks that successive reports share.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    chunks: Vec<DiagnosticsChunk>,
    /// Says how many findings have no diagnostic, if any.
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

/// Diagnostics of a document that is not open.
pub fn report_of_file(
    uri: &Uri,
    capabilities: &ResolvedCapabilities,
    findings: &Findings,
) -> Vec<Diagnostic> {
    let about = About { uri, document: &findings.scope().document, capabilities };
    about.renewed(findings, &Diagnostics::default()).to_vec()
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
    /// Report on the current text; blocks not affected by a change are not checked again.
    pub fn report(&self, scope: &Scope, previous: Option<Report>) -> Report {
        let (previous, known) =
            previous.map_or((None, Diagnostics::default()), |it| (Some(it.findings), it.diagnostics));
        let findings = Arc::new(check_on(scope, previous.map(Arc::unwrap_or_clone)));
        Report { diagnostics: self.renewed(&findings, &known), findings }
    }

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
