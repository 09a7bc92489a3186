//! The message members that a measurement needs; all others are skipped, so that decoding hardly affects the times.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A message of any kind.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    pub id: Option<Value>,
    #[serde(borrow)]
    pub method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub params: Option<&'a RawValue>,
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    #[serde(borrow)]
    pub error: Option<&'a RawValue>,
}

/// Position in a document: line and column from 0, the column in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub line: usize,
    pub character: usize,
}

impl Position {
    /// Position after a text that starts here.
    pub fn after(self, text: &str) -> Self {
        let width = |line: &str| line.encode_utf16().count();
        match text.rsplit_once('\n') {
            None => Self { character: self.character + width(text), ..self },
            Some((before, last)) => {
                Self { line: self.line + 1 + before.matches('\n').count(), character: width(last) }
            }
        }
    }
}

/// Parameters of `textDocument/publishDiagnostics`.
#[derive(Debug, Deserialize)]
pub struct Published {
    pub uri: String,
    pub version: Option<i32>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Result of `textDocument/diagnostic`; without items if nothing has changed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub result_id: Option<String>,
    #[serde(default)]
    pub items: Vec<Diagnostic>,
}

/// Position of a finding.
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    pub range: Range,
}

/// A range; only its start is needed.
#[derive(Debug, Deserialize)]
pub struct Range {
    pub start: Position,
}
