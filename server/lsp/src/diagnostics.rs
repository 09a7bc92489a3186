//! Findings as diagnostics, written as JSON once for each stretch of a document that has not changed since.

use crate::convert;
use crate::json::Json;
use crate::listing::{array, push_moved};
use crate::settings::Settings;
use ascribe_core::document::Document;
use ascribe_core::lints::{Checked, Context, Finding, Findings, Rule, Stretch, check_on};
use ascribe_core::model::Namespace;
use ascribe_core::scope::Scope;
use ascribe_core::series::Piece;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, LazyLock};
use tower_lsp::ls_types as lsp;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, Location, NumberOrString, Uri,
};

/// What diagnostics name as their source.
pub const SOURCE: &str = "ascribe";

/// What the last check of a document found, and the diagnostics it gave, for the next check to build on.
#[derive(Debug)]
pub struct Report {
    findings: Arc<Findings>,
    listed: Listed,
}

impl Report {
    /// What the check found.
    pub fn findings(&self) -> Arc<Findings> {
        Arc::clone(&self.findings)
    }

    /// Its diagnostics.
    pub fn listed(&self) -> &Listed {
        &self.listed
    }
}

/// The diagnostics of a document, stretch by stretch.
#[derive(Debug, Clone, Default)]
pub struct Listed(Vec<Arc<Part>>);

/// The diagnostics of a stretch of blocks.
#[derive(Debug)]
struct Part {
    /// Kept, so that its address and those of the findings stay taken.
    piece: Arc<Piece<Checked>>,
    /// The line at which it starts; diagnostics move with it.
    line: usize,
    /// The diagnostics, a comma before each.
    json: Arc<str>,
    /// Those that can be written again without a look at anything else, in order.
    blocks: Box<[Written]>,
    /// What related places it shows, which are in other blocks: these may move while this one stays.
    leads: Box<[Lead]>,
}

/// An id whose first definition is shown.
#[derive(Debug)]
struct Lead {
    namespace: Namespace,
    id: Box<str>,
    to: Option<lsp::Range>,
}

/// The diagnostics of a stretch take less most often, in bytes.
const MOST_OFTEN: usize = 1 << 14;

/// What is written of a block.
#[derive(Debug)]
struct Written {
    /// The address of its findings.
    findings: usize,
    /// The line at which it starts.
    line: usize,
    /// Its bytes of the JSON.
    bytes: Range<u32>,
}

impl Listed {
    /// A JSON array.
    pub fn json(&self) -> Json {
        array(self.0.iter().map(|part| &part.json))
    }

    /// Whether these are the same diagnostics at the same places; what both share is not looked at.
    pub fn is_same(&self, other: &Self) -> bool {
        let (a, b) = apart(&self.0, &other.0, Arc::ptr_eq);
        is_same_text(&self.0[a], &other.0[b])
    }
}

/// Whether stretches have the same diagnostics, however they are cut.
fn is_same_text(a: &[Arc<Part>], b: &[Arc<Part>]) -> bool {
    let (mut a, mut b) = (a.iter().map(|part| &*part.json), b.iter().map(|part| &*part.json));
    let (mut left, mut right): (&[u8], &[u8]) = (&[], &[]);
    loop {
        if left.is_empty() {
            match a.next() {
                Some(next) => left = next.as_bytes(),
                None => return right.is_empty() && b.all(str::is_empty),
            }
        } else if right.is_empty() {
            match b.next() {
                Some(next) => right = next.as_bytes(),
                None => return false,
            }
        } else {
            let both = left.len().min(right.len());
            if left[..both] != right[..both] {
                return false;
            }
            (left, right) = (&left[both..], &right[both..]);
        }
    }
}

/// Where two lists differ: without what both have at the start, and at the end.
fn apart<A, B>(a: &[A], b: &[B], same: impl Fn(&A, &B) -> bool) -> (Range<usize>, Range<usize>) {
    let before = a.iter().zip(b).take_while(|(a, b)| same(a, b)).count();
    let behind =
        a[before..].iter().rev().zip(b[before..].iter().rev()).take_while(|(a, b)| same(a, b)).count();
    (before..a.len() - behind, before..b.len() - behind)
}

/// The id of the report on a generation of an open document, which no other process has.
pub fn result_id(generation: u64) -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    format!("{:x}-{generation}", *PROCESS)
}

/// The diagnostics of a document that is not open, as a JSON array.
pub fn report_of_file(uri: &Uri, settings: &Settings, findings: &Findings) -> String {
    let about = About { uri, document: &findings.scope().document, settings };
    let parts: String =
        findings.by_block().map(|(context, found)| about.written(context.at.start, found)).collect();
    ["[", parts.trim_start_matches(','), "]"].concat()
}

/// The document that diagnostics are about, and who reads them.
pub struct About<'a> {
    /// The URI of the document.
    pub uri: &'a Uri,
    /// The document.
    pub document: &'a Document,
    /// What the client can do.
    pub settings: &'a Settings,
}

impl About<'_> {
    /// The report on what a document is now. The diagnostics of blocks that have the same findings at the same lines are
    /// not written anew.
    pub fn report(&self, scope: &Scope, previous: Option<Report>) -> Report {
        let (previous, known) = previous.map(|report| (report.findings, report.listed)).unzip();
        let findings = Arc::new(check_on(scope, previous.map(Arc::unwrap_or_clone)));
        let listed = self.listed(&findings, &known.unwrap_or_default());
        Report { findings, listed }
    }

    /// The diagnostics of a document, of which `known` are those of an earlier text.
    fn listed(&self, findings: &Findings, known: &Listed) -> Listed {
        let stretches: Vec<Stretch<'_>> = findings.stretches().collect();
        let is_of = |part: &Arc<Part>, stretch: &Stretch<'_>| Arc::ptr_eq(&part.piece, stretch.piece);
        let (old, new) = apart(&known.0, &stretches, is_of);
        let mut between: HashMap<usize, &Arc<Part>> =
            known.0[old.clone()].iter().map(|part| (Arc::as_ptr(&part.piece).addr(), part)).collect();
        let kept: Vec<Option<&Arc<Part>>> =
            stretches[new.clone()].iter().map(|it| between.remove(&Arc::as_ptr(it.piece).addr())).collect();
        // What is left was written of stretches that are there no more.
        let gone: HashMap<usize, (&Part, &Written)> = between
            .into_values()
            .flat_map(|part| part.blocks.iter().map(|block| (block.findings, (&**part, block))))
            .collect();
        let before = known.0[..old.start].iter().map(Some);
        let behind = known.0[old.end..].iter().map(Some);
        let kept = before.chain(kept).chain(behind);
        let parts = stretches.iter().zip(kept).map(|(stretch, part)| match part {
            Some(part) if part.line == stretch.line() && self.leads_there(part) => Arc::clone(part),
            Some(part) if part.leads.is_empty() => Arc::new(part.moved(stretch.line())),
            Some(part) => Arc::new(self.part(stretch, &of_blocks(part))),
            None => Arc::new(self.part(stretch, &gone)),
        });
        Listed(parts.collect())
    }

    /// The diagnostics of a stretch of blocks; what is known of its blocks is not written anew.
    fn part(&self, stretch: &Stretch<'_>, known: &HashMap<usize, (&Part, &Written)>) -> Part {
        let mut json = String::with_capacity(MOST_OFTEN);
        let mut blocks = Vec::new();
        let mut leads: HashMap<(Namespace, &str), Option<lsp::Range>> = HashMap::new();
        for (Context { at, .. }, found) in stretch.by_block() {
            let from = json.len() as u32;
            let findings = found.as_ptr().addr();
            match known.get(&findings) {
                Some((part, block)) => push_moved(&mut json, part.text(block), block.line, at.line),
                None => json.push_str(&self.written(at.start, found)),
            }
            if found.iter().all(|finding| finding.related.is_none()) {
                blocks.push(Written { findings, line: at.line, bytes: from..json.len() as u32 });
            }
            for (namespace, id) in found.iter().filter_map(|finding| finding.related.as_ref()) {
                leads.entry((*namespace, id)).or_insert_with(|| self.first(*namespace, id));
            }
        }
        let (piece, line) = (Arc::clone(stretch.piece), stretch.line());
        let leads = leads.into_iter().map(|((namespace, id), to)| Lead { namespace, id: id.into(), to });
        Part { piece, line, json: json.into(), blocks: blocks.into(), leads: leads.collect() }
    }

    /// Whether the related places that a part shows are where they were.
    fn leads_there(&self, part: &Part) -> bool {
        part.leads.iter().all(|lead| self.first(lead.namespace, &lead.id) == lead.to)
    }

    /// Where an id is defined first.
    fn first(&self, namespace: Namespace, id: &str) -> Option<lsp::Range> {
        let first = self.document.first_definition(namespace, id)?;
        Some(convert::range(self.document.text(), &first, self.settings.encoding))
    }

    /// The diagnostics of a block, a comma before each.
    fn written(&self, start: usize, findings: &[Finding]) -> String {
        let diagnostics = findings.iter().map(|finding| self.diagnostic(&finding.extent.at(start), finding));
        let written = diagnostics.map(|diagnostic| serde_json::to_string(&diagnostic));
        // A diagnostic is made of strings and numbers, which can always be written.
        written.flat_map(|written| [",".to_owned(), written.unwrap_or_default()]).collect()
    }

    /// A finding at its bytes as a diagnostic.
    pub fn diagnostic(&self, range: &Range<usize>, finding: &Finding) -> Diagnostic {
        Diagnostic {
            range: convert::range(self.document.text(), range, self.settings.encoding),
            severity: Some(convert::severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.code.to_owned())),
            code_description: documentation(finding.rule).filter(|_| self.settings.code_description),
            source: Some(SOURCE.to_owned()),
            message: finding.message.to_string(),
            related_information: self.related(finding).filter(|_| self.settings.related_information),
            tags: None,
            data: None,
        }
    }

    fn related(&self, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
        let (namespace, id) = finding.related.as_ref()?;
        let location = Location::new(self.uri.clone(), self.first(*namespace, id)?);
        let message = format!("`{}{id}` is defined here first", namespace.sign());
        Some(vec![DiagnosticRelatedInformation { location, message }])
    }
}

fn documentation(rule: &Rule) -> Option<CodeDescription> {
    let href = format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), rule.code);
    Some(CodeDescription { href: href.parse().ok()? })
}

/// What is written of the blocks of a part.
fn of_blocks(part: &Part) -> HashMap<usize, (&Part, &Written)> {
    part.blocks.iter().map(|block| (block.findings, (part, block))).collect()
}

impl Part {
    fn text(&self, block: &Written) -> &str {
        &self.json[block.bytes.start as usize..block.bytes.end as usize]
    }

    /// The same diagnostics, of a stretch that starts at another line.
    fn moved(&self, line: usize) -> Self {
        let mut json = String::with_capacity(self.json.len());
        let blocks = self.blocks.iter().map(|block| {
            let from = json.len() as u32;
            let to = block.line + line - self.line;
            push_moved(&mut json, self.text(block), block.line, to);
            Written { findings: block.findings, line: to, bytes: from..json.len() as u32 }
        });
        let blocks = blocks.collect();
        Self { piece: Arc::clone(&self.piece), line, json: json.into(), blocks, leads: Box::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ascribe_core::Edit;
    use proptest::prelude::*;

    /// A document that is typed into, with its diagnostics as they are kept.
    struct Typed {
        document: Document,
        scope: Scope,
        findings: Findings,
        listed: Listed,
    }

    impl Typed {
        fn new(text: &str) -> Self {
            let document = Document::new(text);
            let scope = Scope::alone(Arc::new(document.clone()));
            let findings = check_on(&scope, None);
            let listed = listed(&findings, &Listed::default());
            Self { document, scope, findings, listed }
        }

        fn edit(&mut self, range: Range<usize>, text: &str) {
            self.document.edit(&Edit::replace(range, text));
            self.scope = Scope::alone(Arc::new(self.document.clone())).following(&self.scope);
            self.findings = check_on(&self.scope, Some(self.findings.clone()));
            self.listed = listed(&self.findings, &self.listed);
        }
    }

    fn listed(findings: &Findings, known: &Listed) -> Listed {
        let settings = Settings { related_information: true, ..Settings::default() };
        let uri: Uri = "file:///desk/bridge.ascribe".parse().unwrap_or_else(|_| unreachable!());
        About { uri: &uri, document: &findings.scope().document, settings: &settings }.listed(findings, known)
    }

    const BITS: [&str; 8] = [
        "“We saw the water rise,” she said.\n\n",
        "It [is safe]{claim @nobody}. ",
        "It [is not]{claim #not @mara}. ",
        "@mara: Mara Lindqvist\n",
        "%% allow: undefined-actor\n",
        "\n\n",
        "\n",
        "The bridge stayed closed, a line that has \"line\":7 in it [x]{claim @none-line}.\n\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_kept_is_what_would_be_written(
            first in prop::collection::vec(0..BITS.len(), 0..120),
            edits in prop::collection::vec(
                (any::<prop::sample::Index>(), 0usize..40, 0..BITS.len()), 1..12),
        ) {
            let mut typed = Typed::new(&first.iter().map(|bit| BITS[*bit]).collect::<String>());
            for (place, gone, come) in edits {
                let start = place.index(typed.document.text().len() + 1);
                let before = typed.listed.clone();
                typed.edit(start..start + gone, BITS[come]);
                let fresh = listed(&typed.findings, &Listed::default());
                prop_assert_eq!(typed.listed.json().to_string(), fresh.json().to_string());
                prop_assert!(typed.listed.is_same(&fresh));
                let is_other = before.json().to_string() != fresh.json().to_string();
                prop_assert_eq!(before.is_same(&typed.listed), !is_other);
            }
        }
    }

    #[test]
    fn a_key_writes_as_much_in_a_long_document() {
        for length in [300, 3_000] {
            let mut typed = Typed::new(&"It [is safe]{claim @nobody}.\n\n".repeat(length));
            let before = typed.listed.clone();
            let middle = typed.document.text().len() / 2 / 30 * 30;
            typed.edit(middle..middle, "x");
            let (_, new) = apart(&before.0, &typed.listed.0, Arc::ptr_eq);
            assert!(before.0.len() > length / 100 && new.len() <= 2, "{new:?} of {}", before.0.len());
        }
    }
}
