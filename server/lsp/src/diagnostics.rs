//! Findings as diagnostics: pushed to clients that do not ask for them, for the newest text only and only
//! when they have changed; never both pushed and pulled.

use crate::convert;
use crate::documents::Outcome;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::state::Shared;
use crate::uris::Key;
use ascribe_core::document::Document;
use ascribe_core::lints::{Checked, Context, Finding, Findings, Rule, Stretch, check_on};
use ascribe_core::series::Piece;
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
        let checking = tokio::task::spawn_blocking(move || report_of(&snapshot));
        let Ok(report) = checking.await else {
            tracing::error!("checking {} has failed", uri.as_str());
            continue;
        };
        let is_news = shared.documents().published(key, generation, report.hash);
        if is_news {
            push_parts(shared, &uri, &report.parts(), Some(version)).await;
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
    push_parts(shared, uri, &[diagnostics], version).await;
}

async fn push_parts(shared: &Shared, uri: &Uri, diagnostics: &[&str], version: Option<i32>) {
    // A URI has no character that JSON would escape.
    let uri = uri.as_str();
    let version = version.map(|version| format!(r#""version":{version},"#)).unwrap_or_default();
    let head = format!(r#"{{"uri":"{uri}",{version}"diagnostics":"#);
    let params = [&[head.as_str()], diagnostics, &["}"]].concat();
    shared.outbox.notify_of_parts("textDocument/publishDiagnostics", &params).await;
}

/// What the last check of a document found, and the diagnostics it gave, for the next check to build on.
#[derive(Debug)]
pub struct Report {
    findings: Arc<Findings>,
    /// By the address of a stretch of blocks with their findings.
    parts: HashMap<usize, Arc<Part>>,
}

impl Report {
    /// What the check found.
    pub fn findings(&self) -> Arc<Findings> {
        Arc::clone(&self.findings)
    }
}

/// The diagnostics of a stretch of blocks.
#[derive(Debug)]
struct Part {
    /// Kept, so that its address and those of the findings stay taken.
    piece: Arc<Piece<Checked>>,
    /// The line at which it starts; diagnostics move with it.
    line: usize,
    /// The diagnostics, separated by commas.
    json: String,
    /// Of each block with findings: the address of these, its line, its bytes of the JSON.
    blocks: Vec<(usize, usize, Range<usize>)>,
    hash: Hashed,
    /// Something related is shown, which is in another block: that may move while this one stays.
    leads_elsewhere: bool,
}

/// A hash of a list that is the same however it is cut into parts.
#[derive(Debug, Clone, Copy)]
struct Hashed {
    sum: u64,
    /// The factor to the power of the length of the list.
    shift: u64,
}

impl Hashed {
    const NOTHING: Self = Self { sum: 0, shift: 1 };

    fn of(block: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        block.hash(&mut hasher);
        Self { sum: hasher.finish(), shift: 0x9E37_79B9_7F4A_7C15 }
    }

    fn followed_by(self, other: Self) -> Self {
        let sum = self.sum.wrapping_mul(other.shift).wrapping_add(other.sum);
        Self { sum, shift: self.shift.wrapping_mul(other.shift) }
    }
}

/// The diagnostics of a document.
#[derive(Debug)]
pub struct Listed {
    parts: Vec<Arc<Part>>,
    hash: u64,
}

impl Listed {
    /// A JSON array, in parts.
    pub fn parts(&self) -> Vec<&str> {
        let mut parts = vec!["["];
        for part in self.parts.iter().filter(|part| !part.json.is_empty()) {
            if parts.len() > 1 {
                parts.push(",");
            }
            parts.push(&part.json);
        }
        parts.push("]");
        parts
    }
}

/// The diagnostics of a snapshot. Those of blocks that have the same findings at the same lines are not written anew.
pub fn report_of(snapshot: &Snapshot) -> Listed {
    let mut checked = snapshot.checked.lock().unwrap_or_else(PoisonError::into_inner);
    let (previous, known) = checked.take().map(|report| (report.findings, report.parts)).unzip();
    let previous = previous.map(Arc::unwrap_or_clone);
    let findings = Arc::new(check_on(&snapshot.scope, previous));
    let known: HashMap<usize, Arc<Part>> = known.unwrap_or_default();
    let about = About::of(snapshot);
    let mut parts = HashMap::with_capacity(known.len());
    let mut listed = Listed { parts: Vec::with_capacity(known.len()), hash: 0 };
    let mut hash = Hashed::NOTHING;
    // What is left of the parts that are written anew.
    let mut old: Option<Written<'_>> = None;
    for stretch in findings.stretches() {
        let address = Arc::as_ptr(stretch.piece).addr();
        let same = |part: &&Arc<Part>| part.line == stretch.line() && !part.leads_elsewhere;
        let part = known.get(&address).filter(same).cloned().unwrap_or_else(|| {
            let old = old.get_or_insert_with(|| written_before(&known, &findings));
            Arc::new(about.part(&stretch, old))
        });
        hash = hash.followed_by(part.hash);
        listed.parts.push(Arc::clone(&part));
        parts.insert(address, part);
    }
    listed.hash = hash.sum;
    drop(old);
    *checked = Some(Report { findings, parts });
    listed
}

/// The diagnostics of blocks, by the address of their findings: the line at which the block starts, and the JSON.
type Written<'a> = HashMap<usize, (usize, &'a str)>;

/// What was written of blocks whose stretches are not the same any more.
fn written_before<'a>(known: &'a HashMap<usize, Arc<Part>>, findings: &Findings) -> Written<'a> {
    let lines: HashMap<usize, usize> =
        findings.stretches().map(|it| (Arc::as_ptr(it.piece).addr(), it.line())).collect();
    let stays = |part: &&Arc<Part>| lines.get(&Arc::as_ptr(&part.piece).addr()) == Some(&part.line);
    let gone = known.values().filter(|part| !stays(part) && !part.leads_elsewhere);
    gone.flat_map(|part| {
        part.blocks.iter().map(|(address, line, bytes)| (*address, (*line, &part.json[bytes.clone()])))
    })
    .collect()
}

/// The id of the report on a generation of an open document, which no other process has.
pub fn result_id(generation: u64) -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    format!("{:x}-{generation}", *PROCESS)
}

/// The diagnostics of a document that is not open, as a JSON array.
pub fn report_of_file(uri: &Uri, settings: &Settings, findings: &Findings) -> String {
    let about = About { uri, document: &findings.scope().document, settings };
    let parts = findings.by_block().map(|(context, found)| about.written(context.at.start, found));
    ["[", &parts.collect::<Vec<_>>().join(","), "]"].concat()
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

    /// The diagnostics of a stretch of blocks; what stands in `old` at its line is not written anew.
    fn part(&self, stretch: &Stretch<'_>, old: &Written<'_>) -> Part {
        let mut json = String::new();
        let mut blocks = Vec::new();
        let mut hash = Hashed::NOTHING;
        let mut leads_elsewhere = false;
        for (Context { at, .. }, found) in stretch.by_block() {
            if !json.is_empty() {
                json.push(',');
            }
            let from = json.len();
            let address = found.as_ptr().addr();
            match old.get(&address).filter(|(line, _)| *line == at.line) {
                Some((_, written)) => json.push_str(written),
                None => json.push_str(&self.written(at.start, found)),
            }
            hash = hash.followed_by(Hashed::of(&json[from..]));
            blocks.push((address, at.line, from..json.len()));
            leads_elsewhere |= found.iter().any(|finding| finding.related.is_some());
        }
        json.shrink_to_fit();
        blocks.shrink_to_fit();
        let (piece, line) = (Arc::clone(stretch.piece), stretch.line());
        Part { piece, line, json, blocks, hash, leads_elsewhere }
    }

    fn written(&self, start: usize, findings: &[Finding]) -> String {
        let diagnostics = findings.iter().map(|finding| self.diagnostic(&finding.extent.at(start), finding));
        let written = diagnostics.map(|diagnostic| serde_json::to_string(&diagnostic));
        // A diagnostic is made of strings and numbers, which can always be written.
        written.map(Result::unwrap_or_default).collect::<Vec<_>>().join(",")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_one_hash_however_it_is_cut() {
        let blocks = ["{1}", "{2}", "{2}", "{3},{4}"];
        let of = |blocks: &[&str]| {
            blocks.iter().fold(Hashed::NOTHING, |hash, block| hash.followed_by(Hashed::of(block)))
        };
        for cut in 0..=blocks.len() {
            let (before, behind) = blocks.split_at(cut);
            assert_eq!(of(before).followed_by(of(behind)).sum, of(&blocks).sum);
        }
        assert_ne!(of(&["{2}", "{1}"]).sum, of(&["{1}", "{2}"]).sum);
        assert_ne!(of(&blocks[..3]).sum, of(&blocks).sum);
    }
}
