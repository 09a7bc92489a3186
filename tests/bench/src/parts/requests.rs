//! All requests, each sent directly after a keystroke.

use super::{Part, Setup, keys, sized};
use crate::Outcome;
use crate::binary::Binary;
use crate::client::{Client, Way};
use crate::editor::Editor;
use crate::table::{Budget, Table};
use crate::wire::Position;
use serde_json::{Value, json};
use std::time::Instant;

pub const PART: Part = Part { name: "requests", title: "Requests while typing goes on", measure };

/// Threshold in milliseconds above which users notice a delay.
const SLOW: f64 = 50.0;

/// Subject of a request.
#[derive(Debug, Clone, Copy)]
enum About {
    Document,
    /// Position inside the id of an actor, in an annotation.
    Place,
    /// Sixty lines around a position, as an editor shows them.
    Window,
    /// A query.
    Workspace,
}

/// Methods with their subjects.
const METHODS: &[(&str, About)] = &[
    ("textDocument/hover", About::Place),
    ("textDocument/definition", About::Place),
    ("textDocument/typeDefinition", About::Place),
    ("textDocument/implementation", About::Place),
    ("textDocument/references", About::Place),
    ("textDocument/documentHighlight", About::Place),
    ("textDocument/completion", About::Place),
    ("textDocument/signatureHelp", About::Place),
    ("textDocument/inlineCompletion", About::Place),
    ("textDocument/selectionRange", About::Place),
    ("textDocument/linkedEditingRange", About::Place),
    ("textDocument/prepareRename", About::Place),
    ("textDocument/rename", About::Place),
    ("textDocument/prepareCallHierarchy", About::Place),
    ("textDocument/prepareTypeHierarchy", About::Place),
    ("textDocument/onTypeFormatting", About::Place),
    ("textDocument/codeAction", About::Place),
    ("textDocument/inlayHint", About::Window),
    ("textDocument/semanticTokens/range", About::Window),
    ("textDocument/rangeFormatting", About::Window),
    ("textDocument/semanticTokens/full", About::Document),
    ("textDocument/semanticTokens/full/delta", About::Document),
    ("textDocument/documentSymbol", About::Document),
    ("textDocument/foldingRange", About::Document),
    ("textDocument/codeLens", About::Document),
    ("textDocument/documentLink", About::Document),
    ("textDocument/formatting", About::Document),
    ("workspace/symbol", About::Workspace),
];

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    let documents = [sized("10 kB", 10_000), setup.large()];
    for (method, about) in METHODS {
        for document in &documents {
            let folder = tempfile::tempdir()?;
            let mut client = Client::settled(binary, folder.path(), Way::Push)?;
            let path = folder.path().join("article.ascribe");
            let mut editor = Editor::open(&mut client, &path, &document.text)?;
            editor.diagnosed(&mut client)?;
            client.settle()?;
            let places = places(&editor.before);
            let (mut times, mut told) = (Vec::new(), 0);
            let mut tokens = Value::Null;
            for (number, c) in keys(setup.least(10, 60)).enumerate() {
                let place = places[(number * 7 + 3) * places.len() / 431 % places.len()];
                let params = params(&editor, method, *about, place, &tokens);
                editor.key(&mut client, c)?;
                let start = Instant::now();
                let id = client.ask(method, &params)?;
                let answer = client.answer(id)?;
                times.push(answer.at.saturating_duration_since(start));
                told += usize::from(answer.is_something());
                if method.contains("/semanticTokens/full") {
                    let result = answer.result.as_deref().unwrap_or("null");
                    tokens = serde_json::from_str::<Value>(result)?["resultId"].take();
                }
                editor.diagnosed(&mut client)?;
            }
            let name = method.split_once('/').map_or(*method, |(_, name)| name);
            let silent = if told == 0 { " (nothing to tell)" } else { "" };
            table.times(&format!("{name}, {}{silent}", document.name), Budget::Slow(SLOW), &times);
        }
    }
    Ok(())
}

/// Positions of the second characters of actor ids in annotations.
fn places(text: &str) -> Vec<Position> {
    let mut place = Position { line: 0, character: 0 };
    let mut done = 0;
    let found = text.match_indices("{@").chain(text.match_indices("{claim @"));
    let mut offsets: Vec<_> = found.map(|(at, mark)| at + mark.len() + 1).collect();
    offsets.sort_unstable();
    offsets
        .into_iter()
        .map(|offset| {
            place = place.after(&text[done..offset]);
            done = offset;
            place
        })
        .collect()
}

fn params(editor: &Editor, method: &str, about: About, place: Position, tokens: &Value) -> Value {
    let mut params = match about {
        About::Workspace => return json!({"query": "ferrant"}),
        About::Document => json!({}),
        About::Place => json!({"position": place}),
        About::Window => {
            let line = |line| json!({"line": line, "character": 0});
            json!({"range": {"start": line(place.line), "end": line(place.line + 60)}})
        }
    };
    params["textDocument"] = editor.document();
    let options = json!({"tabSize": 2, "insertSpaces": true});
    match method.split_once('/').map_or(method, |(_, name)| name) {
        "references" => params["context"] = json!({"includeDeclaration": true}),
        "rename" => params["newName"] = json!("somebody-else"),
        "selectionRange" => params["positions"] = json!([place]),
        "codeAction" => {
            params["range"] = json!({"start": place, "end": place});
            params["context"] = json!({"diagnostics": [], "triggerKind": 2});
        }
        "inlineCompletion" => params["context"] = json!({"triggerKind": 1}),
        "formatting" | "rangeFormatting" => params["options"] = options,
        "onTypeFormatting" => {
            params["ch"] = json!("\n");
            params["options"] = options;
        }
        "semanticTokens/full/delta" => {
            params["previousResultId"] = if tokens.is_null() { json!("none") } else { tokens.clone() };
        }
        _ => {}
    }
    params
}
