//! An open document.

use std::fs;

use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::inbox::{RequestId, ResponseError};
use crate::server::Server;
use crate::text::{Encoding, Pos, Range, offset, position};
use crate::uri::path_of;

/// A diagnostic, as a test looks at it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its code: the name of the rule.
    pub rule: String,
    /// Where it stands.
    pub range: Range,
    /// 1 for an error, to 4 for a hint.
    pub severity: u64,
    /// What it says.
    pub message: String,
    /// All of it, as it came.
    pub raw: Value,
}

/// An open document, with the text as the editor has it.
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

    /// Says that the document is open, as it is now.
    pub fn send_open(&self) {
        let item =
            json!({"uri": self.uri, "languageId": "ascribe", "version": self.version, "text": self.text});
        self.server.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// The server that has it.
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

    /// Where a part of the text stands, which must be in it once.
    pub fn range_of(&self, part: &str) -> Range {
        let found: Vec<_> = self.text.match_indices(part).map(|(start, _)| start).collect();
        assert_eq!(found.len(), 1, "{part:?} in {:?}", self.text);
        Range::new(position(&self.text, found[0]), position(&self.text, found[0] + part.len()))
    }

    /// Where a part of the text starts, which must be in it once.
    pub fn at(&self, part: &str) -> Pos {
        self.range_of(part).start
    }

    /// Where a part of the text ends, which must be in it once.
    pub fn after(&self, part: &str) -> Pos {
        self.range_of(part).end
    }

    /// The text of a range.
    pub fn slice(&self, range: Range) -> &str {
        &self.text[offset(&self.text, range.start)..offset(&self.text, range.end)]
    }

    fn encoding(&self) -> Encoding {
        self.server.encoding()
    }

    /// A position as it goes over the wire.
    pub fn wire(&self, at: Pos) -> Value {
        self.encoding().to_wire(&self.text, at)
    }

    /// A range as it goes over the wire.
    pub fn wire_range(&self, range: Range) -> Value {
        self.encoding().range_to_wire(&self.text, range)
    }

    /// The range that came over the wire.
    pub fn range(&self, wire: &Value) -> Range {
        self.encoding().range_from_wire(&self.text, wire)
    }

    /// Replaces a range.
    pub fn change(&mut self, range: Range, text: &str) {
        self.change_many(&[(range, text)]);
    }

    /// Inserts at a position.
    pub fn insert(&mut self, at: Pos, text: &str) {
        self.change(at.empty(), text);
    }

    /// Replaces ranges one after the other in a single notification; each speaks of the text after those before it.
    pub fn change_many(&mut self, changes: &[(Range, &str)]) {
        let mut parts = Vec::new();
        for (range, new) in changes {
            parts.push(json!({"range": self.wire_range(*range), "text": new}));
            let span = offset(&self.text, range.start)..offset(&self.text, range.end);
            self.text.replace_range(span, new);
        }
        self.send_changes(self.version + 1, parts);
    }

    /// Replaces the whole text without saying a range.
    pub fn replace_all(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.send_changes(self.version + 1, vec![json!({"text": text})]);
    }

    /// Sends changes as they are, under that version; the text kept here stays.
    pub fn send_changes(&mut self, version: i32, changes: Vec<Value>) {
        self.version = version;
        let document = json!({"uri": self.uri, "version": version});
        self.server.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": Value::Array(changes)}),
        );
    }

    /// Sets the text kept here, where the server has got it in another way.
    pub fn assume(&mut self, text: &str) {
        text.clone_into(&mut self.text);
    }

    /// Writes the text to disk and says so.
    pub fn save(&self) {
        fs::write(path_of(&self.uri), &self.text).unwrap();
        self.server.notify("textDocument/didSave", json!({"textDocument": {"uri": self.uri}}));
    }

    /// Closes the document.
    pub fn close(&self) {
        self.server.notify("textDocument/didClose", json!({"textDocument": {"uri": self.uri}}));
    }

    /// The parameters of a request about the document.
    pub fn params(&self) -> Value {
        json!({"textDocument": {"uri": self.uri}})
    }

    /// The parameters of a request about a position in it.
    pub fn params_at(&self, at: Pos) -> Value {
        json!({"textDocument": {"uri": self.uri}, "position": self.wire(at)})
    }

    /// Asks about a position.
    pub fn ask(&self, method: &str, at: Pos) -> Result<Value, ResponseError> {
        self.server.request(method, self.params_at(at))
    }

    /// Asks about a position without waiting.
    pub fn send_ask(&self, method: &str, at: Pos) -> RequestId {
        self.server.send_request(method, self.params_at(at))
    }

    /// The report of a pull, with the `resultId` of the one before where there is one.
    pub fn pull(&self, previous: Option<&str>) -> Value {
        let mut params = self.params();
        if let Some(id) = previous {
            params["previousResultId"] = json!(id);
        }
        self.server.request("textDocument/diagnostic", params).expect("a report")
    }

    /// The diagnostics of the text as it is: pulled, or those that are pushed for its version. Pushed are only those
    /// that differ from the ones before, so a test with a client that does not pull must see to it that they do.
    pub fn findings(&self) -> Vec<Finding> {
        if self.server.pulls() {
            let report = self.pull(None);
            self.read(report["items"].as_array().unwrap_or_else(|| panic!("not a full report: {report}")))
        } else {
            self.read(&self.server.wait_diagnostics(&self.uri, self.version))
        }
    }

    /// The findings of these rules.
    pub fn findings_of(&self, rules: &[&str]) -> Vec<Finding> {
        let mut findings = self.findings();
        findings.retain(|finding| rules.contains(&finding.rule.as_str()));
        findings
    }

    /// Waits until there are so many findings of a rule, for what the server learns on its own time.
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

    /// What came as diagnostics of the present text.
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

    /// Holds the findings of these rules against the marks that name them.
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
