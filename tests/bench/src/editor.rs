//! A document that somebody types into.
//!
//! A measure counts only if what came belongs to the text just sent: behind the caret stands a reference to somebody
//! who is not declared, so that each key moves a finding, and it must stand where the key has put it.

use crate::Outcome;
use crate::client::{Client, Way};
use crate::wire::{Position, Report};
use ascribe_tests::uri_of;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// The words before the caret, in a paragraph of their own.
const BEFORE: &str = "While this is written, ";

/// The words from the caret to the finding.
const BETWEEN: &str = " and [the gate was open]{claim ";

/// The finding, and the rest of the paragraph.
const BEHIND: &str = "@nobody-declared} all the same.\n\n";

/// An open document.
pub struct Editor {
    pub uri: String,
    /// The text before the caret.
    pub before: String,
    behind: String,
    typed: String,
    caret: Position,
    version: i32,
    /// What the last report that was pulled is called.
    report: Option<String>,
}

impl Editor {
    /// Opens a document, with a paragraph to type into in its middle.
    pub fn open(client: &mut Client, path: &Path, text: &str) -> Outcome<Self> {
        let gap = text.match_indices("\n\n").map(|(at, gap)| at + gap.len());
        let gap = gap.min_by_key(|at| at.abs_diff(text.len() / 2)).unwrap_or(text.len());
        let before = [&text[..gap], BEFORE].concat();
        let editor = Self {
            uri: uri_of(path),
            caret: Position { line: 0, character: 0 }.after(&before),
            before,
            behind: [BETWEEN, BEHIND, &text[gap..]].concat(),
            typed: String::new(),
            version: 1,
            report: None,
        };
        let document =
            json!({"uri": editor.uri, "languageId": "ascribe", "version": 1, "text": editor.text()});
        client.published.clear();
        client.notify("textDocument/didOpen", &json!({"textDocument": document}))?;
        Ok(editor)
    }

    /// The text as it is.
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.typed, &self.behind].concat()
    }

    /// Where the caret is.
    pub fn caret(&self) -> Position {
        self.caret.after(&self.typed)
    }

    /// What says which document is meant.
    pub fn document(&self) -> Value {
        json!({"uri": self.uri})
    }

    /// Types a character.
    pub fn key(&mut self, client: &mut Client, c: char) -> Outcome<()> {
        let at = self.caret();
        self.typed.push(c);
        self.change(client, at, at, c.encode_utf8(&mut [0; 4]))
    }

    /// Takes the last character back.
    pub fn back(&mut self, client: &mut Client) -> Outcome<()> {
        let end = self.caret();
        self.typed.pop();
        self.change(client, self.caret(), end, "")
    }

    fn change(&mut self, client: &mut Client, start: Position, end: Position, text: &str) -> Outcome<()> {
        self.version += 1;
        let change = json!({"range": {"start": start, "end": end}, "text": text});
        client.notify(
            "textDocument/didChange",
            &json!({"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]}),
        )
    }

    /// Waits for the diagnostics of the present text; when they were there.
    pub fn diagnosed(&mut self, client: &mut Client) -> Outcome<Instant> {
        if client.way == Way::Pull {
            return self.pull(client);
        }
        let (uri, version, sentinel) = (self.uri.clone(), self.version, self.sentinel());
        client.until(|client| {
            let ours = client.published.drain(..).rfind(|(_, published)| published.uri == uri)?;
            let (at, published) = ours;
            let is_right = published.version == Some(version)
                && published.diagnostics.iter().any(|diagnostic| diagnostic.range.start == sentinel);
            is_right.then_some(at)
        })
    }

    fn pull(&mut self, client: &mut Client) -> Outcome<Instant> {
        let params = json!({"textDocument": self.document(), "previousResultId": self.report});
        let answer = client.request("textDocument/diagnostic", &params)?;
        let report: Report = serde_json::from_str(answer.result.as_deref().ok_or("no report")?)?;
        let sentinel = self.sentinel();
        if !report.items.iter().any(|diagnostic| diagnostic.range.start == sentinel) {
            return Err("the report is of another text".into());
        }
        self.report = report.result_id;
        Ok(answer.at)
    }

    fn sentinel(&self) -> Position {
        self.caret().after(BETWEEN)
    }

    /// Types a key and waits for its diagnostics; the time from the key to them.
    pub fn timed_key(&mut self, client: &mut Client, c: char) -> Outcome<Duration> {
        let start = Instant::now();
        self.key(client, c)?;
        Ok(self.diagnosed(client)?.saturating_duration_since(start))
    }
}
