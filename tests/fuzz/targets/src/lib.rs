//! Bodies of the fuzz targets: each takes any bytes, and panics if something is wrong.
#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a panic is how a target fails")]

use ascribe_ide::actions::{ActionContext, ActionKind, actions};
use ascribe_ide::fixes::{Selection, pass as pass_of_fixes};
use ascribe_ide::format::format;
use ascribe_lints::{Applicability, RULES, check, config};
use ascribe_lsp::messages::{Incoming, Input};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{Intent, pass};
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::strip;
use ascribe_markup::text::Encoding;
use ascribe_workspace::decoding::decode;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// A target, with its name, which is also that of its folder in `corpus/`.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 5] = [
    ("parser", parser),
    ("attributes", attributes),
    ("frames", frames),
    ("configuration", configuration),
    ("import", import),
];

/// Maximum message size of `frames` in bytes.
const LONGEST: u64 = 1 << 12;

/// A document: its blocks are its text, positions go there and back, and an edited document equals a fresh one. The
/// first two bytes say where it is edited.
pub fn parser(bytes: &[u8]) {
    let (place, bytes) = bytes.split_at(bytes.len().min(2));
    let text = String::from_utf8_lossy(bytes);
    let document = Document::new(&text);
    let blocks: String = document.blocks().map(|at| &*at.block.text).collect();
    assert_eq!(blocks, text, "the blocks are the text");
    assert!(strip(&document).len() <= text.len(), "stripping adds nothing");
    let [start, end] = [0, 1].map(|i| place.get(i).map_or(0, |byte| usize::from(*byte) * text.len() / 255));
    let (start, end) = (floor(&text, start.min(end)), floor(&text, start.max(end)));
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let back = document.text().offset(document.text().position(start, encoding), encoding);
        let is_split = text[..start].ends_with('\r') && text[start..].starts_with('\n');
        assert!(back == start || is_split, "a position leads back");
    }
    for insert in ["", "{", "”{", "\n\n", "\u{85}"] {
        let edited = document.edited(&[Edit::replace(start..end, insert)]);
        let fresh = [&text[..start], insert, &text[end..]].concat();
        assert_eq!(edited, Document::new(&fresh), "an edited document equals a fresh one");
        assert_eq!(strip(&edited), strip(&Document::new(&fresh)), "and has the same article");
    }
}

/// The inside of braces: formatting twice is formatting once, and no format and no fix changes the article, nor an action
/// that passes the gate.
pub fn attributes(bytes: &[u8]) {
    let inside = String::from_utf8_lossy(bytes);
    let text = format!("@ada: Ada\n\n[it rose]{{{inside}}} “so”{{@ada #l}}\n");
    let document = Document::new(&text);
    let edits = format(&document);
    let formatted =
        document.edited(pass(&document, &edits, &Intent::Markup).expect("a harmless format").edits());
    assert!(format(&formatted).is_empty(), "formatting twice is formatting once");
    let scope = Scope::alone(Arc::new(document));
    let findings = check(&scope, None);
    for least in [Applicability::Safe, Applicability::Unsafe] {
        let edits = pass_of_fixes(&findings, Selection { rules: &|_| true, least }, Budget::UNLIMITED);
        pass(&scope.document, &edits, &Intent::Markup).expect("harmless fixes");
    }
    let brace = text.find('{').expect("written above") + 1;
    for at in [brace, floor(&text, brace + inside.len() / 2)] {
        let wanted = |kind: ActionKind| !matches!(kind, ActionKind::Draft | ActionKind::DraftAll);
        for action in actions(&ActionContext::new(&scope, at..at).only(&wanted)) {
            let change = action.change();
            // The server refuses an action that does not pass.
            let Ok(passed) = pass(&scope.document, change.edits_of(Place::Here), &action.intent) else {
                continue;
            };
            let mut edited = text.clone();
            for edit in passed.edits().iter().rev() {
                edited.replace_range(edit.range.clone(), &edit.text);
            }
            let is_kept = strip(&Document::new(&edited)) == strip(&scope.document);
            assert!(is_kept || action.intent != Intent::Markup, "{} made {edited:?}", action.title);
        }
    }
}

/// The client's bytes: reading ends, no message is too long, and it does not matter how the bytes arrive.
pub fn frames(bytes: &[u8]) {
    let whole = messages(Cursor::new(bytes));
    assert_eq!(whole, messages(OneByOne(bytes)), "messages are the same byte by byte");
    assert!(whole.iter().flatten().all(|body| body.len() as u64 <= LONGEST), "a message is too long");
    assert!(whole.len() <= bytes.len(), "each message takes bytes");
}

/// Bodies of the messages; `None` for an invalid frame.
fn messages(input: impl Read) -> Vec<Option<Vec<u8>>> {
    let mut input = Input::new(input, LONGEST);
    let mut messages = Vec::new();
    loop {
        match input.read_message() {
            Incoming::End => return messages,
            Incoming::Unreadable(_) => messages.push(None),
            Incoming::Message(body) => messages.push(Some(body)),
        }
    }
}

/// Gives one byte to each read.
struct OneByOne<'a>(&'a [u8]);

impl Read for OneByOne<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = into.len().min(1);
        self.0.read(&mut into[..count])
    }
}

/// `ascribe.toml`: problems are in the text, and an edit that turns a rule off does so.
pub fn configuration(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (_, problems) = config::read(&text);
    for problem in &problems {
        assert!(text.get(problem.range.clone()).is_some(), "{problem:?} is not in the text");
    }
    for rule in &RULES[..2] {
        let mut after = text.clone().into_owned();
        let edits = config::with_severity(&text, rule, None);
        for edit in edits.iter().rev() {
            after.replace_range(edit.range.clone(), &edit.text);
        }
        let again = config::with_severity(&after, rule, None);
        assert!(edits.is_empty() || again.is_empty(), "{} is not off in {after:?}", rule.code);
    }
}

/// An article: stripping the document that it becomes gives it back, in whatever encoding it came.
pub fn import(bytes: &[u8]) {
    let lossy = String::from_utf8_lossy(bytes).into_owned();
    let decoded = decode(bytes.to_vec(), None).map(|decoded| decoded.text);
    for text in decoded.into_iter().chain([lossy]) {
        let imported = ascribe_markup::import::import(&text);
        assert_eq!(strip(&Document::new(&imported)), text, "imported as {imported:?}");
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
