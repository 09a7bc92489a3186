//! An open document.

use std::fs;

use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::inbox::{RequestId, ResponseError};
use crate::server::Server;
use crate::text::{Encoding, Pos, Range, offset, position};
use crate::uri::path_of;

/// A diagnostic, decoded for tests.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Code: the name of the rule.
    pub rule: String,
    /// Range in the text.
    pub range: Range,
    /// Severity, from 1 for an error to 4 for a hint.
    pub severity: u64,
    /// Message.
    pub message: String,
    /// The diagnostic as received.
    pub raw: Value,
}

/// An open document, with the editor's copy of the text.
pub struct Doc<'s> {
    server: &'s Server,
    uri: String,
    version: i32,
    text: String,
}

impl<'s> Doc<'s> {
    pub(crate) fn open(server: &'s Server, uri: &str, text: &str) -> Self {
        let doc = Self { server, uri: uri.to_owned(), version: 1, text: text.to_owned() };
        doc.send_open();
        doc
    }

    /// Sends `didOpen` with the current text.
    pub fn send_open(&self) {
        let item =
            json!({"uri": self.uri, "languageId": "ascribe", "version": self.version, "text": self.text});
        self.server.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Its server.
    pub fn server(&self) -> &'s Server {
        self.server
    }

    /// Its URI.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Its version.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Range of a substring, which must be unique.
    pub fn range_of(&self, part: &str) -> Range {
        let found: Vec<_> = self.text.match_indices(part).map(|(start, _)| start).collect();
        assert_eq!(found.len(), 1, "{part:?} in {:?}", self.text);
        Range::new(position(&self.text, found[0]), position(&self.text, found[0] + part.len()))
    }

    /// Start of a substring, which must be unique.
    pub fn at(&self, part: &str) -> Pos {
        self.range_of(part).start
    }

    /// End of a substring, which must be unique.
    pub fn after(&self, part: &str) -> Pos {
        self.range_of(part).end
    }

    /// Text of a range.
    pub fn slice(&self, range: Range) -> &str {
        &self.text[offset(&self.text, range.start)..offset(&self.text, range.end)]
    }

    fn encoding(&self) -> Encoding {
        self.server.encoding()
    }

    /// Encodes a position for the protocol.
    pub fn wire(&self, at: Pos) -> Value {
        self.encoding().to_wire(&self.text, at)
    }

    /// Encodes a range for the protocol.
    pub fn wire_range(&self, range: Range) -> Value {
        self.encoding().range_to_wire(&self.text, range)
    }

    /// Decodes a range from the protocol.
    pub fn range(&self, wire: &Value) -> Range {
        self.encoding().range_from_wire(&self.text, wire)
    }

    /// Replaces a range.
    pub fn change(&mut self, range: Range, text: &str) {
        self.change_many(&[(range, text)]);
    }

    /// Inserts text at a position.
    pub fn insert(&mut self, at: Pos, text: &str) {
        self.change(at.empty(), text);
    }

    /// Replaces several ranges in a single notification; each refers to the text after the previous ones.
    pub fn change_many(&mut self, changes: &[(Range, &str)]) {
        let mut parts = Vec::new();
        for (range, new) in changes {
            parts.push(json!({"range": self.wire_range(*range), "text": new}));
            let span = offset(&self.text, range.start)..offset(&self.text, range.end);
            self.text.replace_range(span, new);
        }
        self.send_changes(self.version + 1, parts);
    }

    /// Replaces the whole text without a range.
    pub fn replace_all(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.send_changes(self.version + 1, vec![json!({"text": text})]);
    }

    /// Sends raw changes with this version; the local text is unchanged.
    pub fn send_changes(&mut self, version: i32, changes: Vec<Value>) {
        self.version = version;
        let document = json!({"uri": self.uri, "version": version});
        self.server.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": Value::Array(changes)}),
        );
    }

    /// Sets the local text, where the server has received it by other means.
    pub fn assume(&mut self, text: &str) {
        text.clone_into(&mut self.text);
    }

    /// Saves the text to disk and notifies the server.
    pub fn save(&self) {
        fs::write(path_of(&self.uri), &self.text).unwrap();
        self.server.notify("textDocument/didSave", json!({"textDocument": {"uri": self.uri}}));
    }

    /// Closes the document.
    pub fn close(&self) {
        self.server.notify("textDocument/didClose", json!({"textDocument": {"uri": self.uri}}));
    }

    /// Parameters of a request about the document.
    pub fn params(&self) -> Value {
        json!({"textDocument": {"uri": self.uri}})
    }

    /// Parameters of a request about a position.
    pub fn params_at(&self, at: Pos) -> Value {
        json!({"textDocument": {"uri": self.uri}, "position": self.wire(at)})
    }

    /// Sends a request about a position and waits.
    pub fn ask(&self, method: &str, at: Pos) -> Result<Value, ResponseError> {
        self.server.request(method, self.params_at(at))
    }

    /// Sends a request about a position without waiting.
    pub fn send_ask(&self, method: &str, at: Pos) -> RequestId {
        self.server.send_request(method, self.params_at(at))
    }

    /// Pulls a report, with the `resultId` of the previous one if given.
    pub fn pull(&self, previous: Option<&str>) -> Value {
        let mut params = self.params();
        if let Some(id) = previous {
            params["previousResultId"] = json!(id);
        }
        self.server.request("textDocument/diagnostic", params).expect("a report")
    }

    /// Diagnostics of the current text: pulled, or those pushed for its version. Only lists that differ from the
    /// previous one are pushed, so a test with a push client must make sure that they do.
    pub fn findings(&self) -> Vec<Finding> {
        if self.server.pulls() {
            let report = self.pull(None);
            self.read(report["items"].as_array().unwrap_or_else(|| panic!("not a full report: {report}")))
        } else {
            self.read(&self.server.wait_diagnostics(&self.uri, self.version))
        }
    }

    /// Findings of these rules.
    pub fn findings_of(&self, rules: &[&str]) -> Vec<Finding> {
        let mut findings = self.findings();
        findings.retain(|finding| rules.contains(&finding.rule.as_str()));
        findings
    }

    /// Waits until a rule has this many findings, for changes that the server makes asynchronously.
    pub fn wait_findings(&self, rule: &str, count: usize) -> Vec<Finding> {
        let what = format!("{count} findings of {rule} in {}", self.uri);
        if self.server.pulls() {
            return self.server.eventually(&what, || self.findings_of(&[rule]), |found| found.len() == count);
        }
        let all = self.server.wait_published(&self.uri, &what, |params| {
            let items = params["diagnostics"].as_array().into_iter().flatten();
            items.filter(|item| item["code"] == rule).count() == count
        });
        let mut findings = self.read(&all);
        findings.retain(|finding| finding.rule == rule);
        findings
    }

    /// Decodes diagnostics of the current text.
    pub fn read(&self, items: &[Value]) -> Vec<Finding> {
        let read = |item: &Value| Finding {
            rule: item["code"].as_str().unwrap_or_else(|| panic!("no code: {item}")).to_owned(),
            range: self.range(&item["range"]),
            severity: item["severity"].as_u64().unwrap_or_else(|| panic!("no severity: {item}")),
            message: item["message"].as_str().unwrap_or_else(|| panic!("no message: {item}")).to_owned(),
            raw: item.clone(),
        };
        items.iter().map(read).collect()
    }

    /// Asserts that the findings of these rules match the marks named after them.
    pub fn assert_findings(&self, fixture: &Fixture, rules: &[&str]) -> Vec<Finding> {
        let findings = self.findings_of(rules);
        let mut left = findings.clone();
        for mark in &fixture.marks {
            let (rule, inside) =
                mark.name.strip_prefix('~').map_or((&*mark.name, false), |name| (name, true));
            if !rules.contains(&rule) {
                continue;
            }
            let fits = |range: &Range| if inside { mark.range.contains(range) } else { mark.range == *range };
            let at = left.iter().position(|finding| finding.rule == rule && fits(&finding.range));
            let at = at.unwrap_or_else(|| panic!("no {mark:?} among {left:#?} in\n{}", self.text));
            left.swap_remove(at);
        }
        assert!(left.is_empty(), "nobody expected {left:#?} in\n{}", self.text);
        findings
    }
}
