//! A document being typed into.
//!
//! A sample counts only if the diagnostics received belong to the text just sent: after the cursor there is a reference
//! to an undeclared actor, so that each keystroke moves a finding, and its range must match the keystroke.

use crate::Outcome;
use crate::client::{Client, Way};
use crate::wire::{Position, Report};
use ascribe_tests::uri_of;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// Text before the cursor, in a paragraph of its own.
const BEFORE: &str = "While this is written, ";

/// Text between the cursor and the finding.
const BETWEEN: &str = " and [the gate was open]{claim ";

/// The finding, and the rest of the paragraph.
const BEHIND: &str = "@nobody-declared} all the same.\n\n";

/// An open document.
pub struct Editor {
    pub uri: String,
    /// Text before the cursor.
    pub before: String,
    behind: String,
    typed: String,
    caret: Position,
    version: i32,
    /// Id of the last report pulled.
    report: Option<String>,
}

impl Editor {
    /// Opens a document, and inserts a paragraph to type into in its middle.
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

    /// Current text.
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.typed, &self.behind].concat()
    }

    /// Position of the cursor.
    pub fn caret(&self) -> Position {
        self.caret.after(&self.typed)
    }

    /// Document identifier for a request.
    pub fn document(&self) -> Value {
        json!({"uri": self.uri})
    }

    /// Types a character.
    pub fn key(&mut self, client: &mut Client, c: char) -> Outcome<()> {
        let at = self.caret();
        self.typed.push(c);
        self.change(client, at, at, c.encode_utf8(&mut [0; 4]))
    }

    /// Deletes the last character.
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

    /// Waits for the diagnostics of the current text; returns their arrival time.
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

    /// Types a character and waits for its diagnostics; returns the time in between.
    pub fn timed_key(&mut self, client: &mut Client, c: char) -> Outcome<Duration> {
        let start = Instant::now();
        self.key(client, c)?;
        Ok(self.diagnosed(client)?.saturating_duration_since(start))
    }
}
