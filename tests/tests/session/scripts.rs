//! Random sessions: any messages in any order. Each request is answered exactly once (checked by the harness), and in
//! the end the server's results equal those of a newly started one.
//!
//! `PROPTEST_CASES=50000 PROPTEST_RNG_SEED=$RANDOM cargo test -p ascribe-tests --test session scripts::` runs for long.

use ascribe_tests::{Pos, RequestId, Server, line, line_count};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

const FILES: [&str; 6] =
    ["a.ascribe", "b.ascribe", "cast.ascribe", "desk/c.ascribe", "desk/cast.ascribe", "ascribe.toml"];

const ARTICLES: [&str; 6] = [
    "@mara: Mara Lindqvist\n^log: Harbour log\n",
    "@nils: Nils Åkerblom\n  aka: Åkerblom\n@mara: Mara Lind\n",
    "“We saw the water,”{@mara ^log} she said.\n\n[It rose]{claim #rose @nils denies=b#fell}.\n",
    "[It fell]{claim #fell @nils supports=a#rose}, and “we left at once” said Åkerblom.\n",
    "“We saw 𝕏 the water,”{@mara} Mara Lindqvist said.\r\n\r\nOfficials have denied it.\r\n",
    "",
];

const CONFIGS: [&str; 3] = ["", "[rules]\nundefined-actor = \"off\"\n", "[rules]\nno-such-rule = 1\n"];

const METHODS: [&str; 22] = [
    "codeLens",
    "completion",
    "definition",
    "diagnostic",
    "documentHighlight",
    "documentLink",
    "documentSymbol",
    "foldingRange",
    "formatting",
    "hover",
    "implementation",
    "inlayHint",
    "linkedEditingRange",
    "prepareCallHierarchy",
    "prepareRename",
    "prepareTypeHierarchy",
    "references",
    "rename",
    "selectionRange",
    "semanticTokens/full",
    "signatureHelp",
    "typeDefinition",
];

/// A step of a session.
#[derive(Debug, Clone)]
enum Step {
    Open(usize, usize),
    /// An insertion at a position, or a replacement of everything.
    Change(usize, (usize, usize), String, bool),
    /// A change with an arbitrary version and range.
    Odd(usize, i32),
    Close(usize),
    Save(usize),
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
    Request(usize, usize, (usize, usize)),
    Symbols(String),
    CancelLast,
    CancelUnknown,
    Unknown,
    Folders,
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    let (file, place) = (0..FILES.len(), (0usize..6, 0usize..30));
    let text = prop::sample::select(vec![
        "x",
        " ",
        "\n",
        "[",
        "]{",
        "@mara",
        "\n\n@new: New\n\n",
        "”{@nils}",
        "𝕏",
        "#l",
    ]);
    let text = text.prop_map(str::to_owned);
    prop_oneof![
        4 => (file.clone(), 0usize..6).prop_map(|(file, text)| Step::Open(file, text)),
        8 => (file.clone(), place.clone(), text.clone(), prop::bool::weighted(0.1))
            .prop_map(|(file, at, text, all)| Step::Change(file, at, text, all)),
        1 => (file.clone(), any::<i32>()).prop_map(|(file, version)| Step::Odd(file, version)),
        2 => file.clone().prop_map(Step::Close),
        2 => file.clone().prop_map(Step::Save),
        3 => (file.clone(), 0usize..6).prop_map(|(file, text)| Step::Write(file, text)),
        1 => file.clone().prop_map(Step::Delete),
        1 => (file.clone(), file.clone()).prop_map(|(from, to)| Step::Rename(from, to)),
        10 => (file, 0..METHODS.len(), place).prop_map(|(file, method, at)| Step::Request(file, method, at)),
        1 => text.prop_map(Step::Symbols),
        2 => Just(Step::CancelLast),
        1 => Just(Step::CancelUnknown),
        1 => Just(Step::Unknown),
        1 => Just(Step::Folders),
        2 => Just(Step::Wait),
    ]
}

/// A server, and the documents its client has open.
struct Session {
    server: Server,
    open: BTreeMap<usize, (String, i32)>,
    last: Option<RequestId>,
}

fn content(file: usize, text: usize) -> &'static str {
    if FILES[file] == "ascribe.toml" { CONFIGS[text % 3] } else { ARTICLES[text] }
}

impl Session {
    fn new() -> Self {
        let server =
            Server::builder().file("a.ascribe", ARTICLES[2]).file("cast.ascribe", ARTICLES[0]).start();
        Self { server, open: BTreeMap::new(), last: None }
    }

    fn uri(&self, file: usize) -> String {
        self.server.uri(FILES[file])
    }

    fn change(&mut self, file: usize, version: i32, change: &Value) {
        let document = json!({"uri": self.uri(file), "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        self.server.notify("textDocument/didChange", params);
    }

    fn open(&mut self, file: usize, text: String) {
        let item = json!({"uri": self.uri(file), "languageId": "ascribe", "version": 1, "text": &text});
        self.server.notify("textDocument/didOpen", json!({"textDocument": item}));
        self.open.insert(file, (text, 1));
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Open(file, text) => self.open(*file, content(*file, *text).to_owned()),
            Step::Change(file, (row, column), insert, all) => {
                let Some((text, version)) = self.open.get(file).cloned() else {
                    // A document that is not open.
                    return self.change(*file, 3, &json!({"text": insert}));
                };
                let (change, text) = if *all {
                    (json!({"text": insert}), insert.clone())
                } else {
                    let at = place(&text, *row, *column);
                    let offset = ascribe_tests::offset(&text, at);
                    let wire = self.server.encoding().to_wire(&text, at);
                    let edited = [&text[..offset], insert.as_str(), &text[offset..]].concat();
                    (json!({"range": {"start": wire, "end": wire}, "text": insert}), edited)
                };
                self.change(*file, version + 1, &change);
                self.open.insert(*file, (text, version + 1));
            }
            // A range beyond the end deletes nothing, whatever the version.
            Step::Odd(file, version) => {
                let far = json!({"line": 4_000_000, "character": 4_000_000});
                self.change(*file, *version, &json!({"range": {"start": far, "end": far}, "text": ""}));
            }
            Step::Close(file) => {
                self.open.remove(file);
                self.server
                    .notify("textDocument/didClose", json!({"textDocument": {"uri": self.uri(*file)}}));
            }
            Step::Save(file) => {
                if let Some((text, _)) = self.open.get(file) {
                    self.server.write_watched(FILES[*file], text);
                }
                self.server.notify("textDocument/didSave", json!({"textDocument": {"uri": self.uri(*file)}}));
            }
            Step::Write(file, text) => self.server.write_watched(FILES[*file], content(*file, *text)),
            Step::Delete(file) if self.exists(*file) => self.server.delete_watched(FILES[*file]),
            Step::Rename(from, to) if from != to && self.exists(*from) => {
                self.server.rename_watched(FILES[*from], FILES[*to]);
                let files = json!([{"oldUri": self.uri(*from), "newUri": self.uri(*to)}]);
                self.server.notify("workspace/didRenameFiles", json!({"files": files}));
            }
            Step::Request(file, method, (row, column)) => {
                let at = json!({"line": row, "character": column});
                let range = json!({"start": at, "end": {"line": row + 2, "character": 0}});
                let params = json!({
                    "textDocument": {"uri": self.uri(*file)}, "position": at, "positions": [at], "range": range,
                    "context": {"includeDeclaration": true}, "newName": "other",
                    "options": {"tabSize": 2, "insertSpaces": true},
                });
                let method = format!("textDocument/{}", METHODS[*method]);
                self.last = Some(self.server.send_request(&method, params));
            }
            Step::Symbols(query) => {
                self.last = Some(self.server.send_request("workspace/symbol", json!({"query": query})));
            }
            Step::CancelLast => {
                // Ids of this client are consecutive numbers.
                let next = self.server.connection().next_id().as_u64().unwrap_or(1);
                self.server.notify("$/cancelRequest", json!({"id": next - 1}));
            }
            Step::CancelUnknown => self.server.notify("$/cancelRequest", json!({"id": "nobody's"})),
            Step::Unknown => {
                let uri = json!({"uri": "untitled:nothing"});
                self.server.send_request("textDocument/hover", json!({"textDocument": uri}));
                self.server.notify("textDocument/didClose", json!({"textDocument": uri}));
                self.server
                    .notify("textDocument/didChange", json!({"textDocument": uri, "contentChanges": 7}));
            }
            Step::Folders => {
                // Removes and adds the existing folder.
                let root = json!([{"uri": self.server.uri(""), "name": "work"}]);
                for event in [json!({"added": [], "removed": root}), json!({"added": root, "removed": []})] {
                    self.server.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
                }
            }
            Step::Wait => {
                // Result and error are both allowed here.
                if let Some(id) = self.last.take() {
                    let _ = self.server.wait(&id);
                }
            }
            Step::Delete(_) | Step::Rename(..) => {}
        }
    }

    fn exists(&self, file: usize) -> bool {
        self.server.path(FILES[file]).exists()
    }

    /// Another server with equal files and open documents.
    fn fresh(&self) -> Self {
        let mut builder = Server::builder();
        for name in FILES {
            if let Ok(bytes) = fs::read(self.server.path(name)) {
                builder = builder.file(name, bytes);
            }
        }
        let mut fresh = Self { server: builder.start(), open: BTreeMap::new(), last: None };
        for (file, (text, _)) in &self.open {
            fresh.open(*file, text.clone());
        }
        fresh
    }

    /// All results of the server for its documents.
    fn state(&self) -> Value {
        let mut state = json!({"symbols": self.ask("workspace/symbol", json!({"query": ""}))});
        for (file, (text, _)) in self.open.iter().filter(|(file, _)| FILES[**file] != "ascribe.toml") {
            let document = json!({"uri": self.uri(*file)});
            let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9_999, "character": 0}});
            for method in [
                "diagnostic",
                "documentSymbol",
                "semanticTokens/full",
                "codeLens",
                "inlayHint",
                "documentLink",
            ] {
                let params = json!({"textDocument": document, "range": whole});
                state[FILES[*file]][method] = self.ask(&format!("textDocument/{method}"), params);
            }
            for sign in ["@", "^", "#"] {
                if let Some((row, before)) =
                    text.lines().enumerate().find_map(|(row, line)| Some((row, line.split_once(sign)?.0)))
                {
                    let at = json!({"line": row, "character": before.encode_utf16().count() + 1});
                    let params = json!({"textDocument": document, "position": at, "context": {"includeDeclaration": true}});
                    for method in ["hover", "references"] {
                        state[FILES[*file]][format!("{method} {sign}")] =
                            self.ask(&format!("textDocument/{method}"), params.clone());
                    }
                }
            }
        }
        // Each server has its own folder.
        let root = self.server.uri("");
        serde_json::from_str(&state.to_string().replace(root.trim_end_matches('/'), "file:///work")).unwrap()
    }

    fn ask(&self, method: &str, params: Value) -> Value {
        let mut answer = self.server.request(method, params).expect("a request that the server offers");
        sort(&mut answer);
        answer
    }
}

/// Removes values specific to the session, and sorts unordered lists.
fn sort(answer: &mut Value) {
    match answer {
        Value::Object(fields) => {
            fields.remove("resultId");
            // Reports on other documents changed since they were pulled.
            fields.remove("relatedDocuments");
            fields.values_mut().for_each(sort);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(sort);
            if items.iter().all(Value::is_object) {
                items.sort_by_cached_key(Value::to_string);
            }
        }
        _ => {}
    }
}

/// Position clamped to a text.
fn place(text: &str, row: usize, column: usize) -> Pos {
    let row = row.min(line_count(text).saturating_sub(1));
    let length = line(text, row).map_or(0, |line| line.chars().count());
    Pos::new(row, column.min(length))
}

fn config() -> ProptestConfig {
    // Each case starts two servers.
    let cases = ProptestConfig::default().cases / 10;
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_session_ends_where_a_fresh_one_starts(steps in prop::collection::vec(step(), 0..60)) {
        let mut session = Session::new();
        for step in &steps {
            session.take(step);
        }
        let fresh = session.fresh();
        let (known, expected) = (session.state(), fresh.state());
        prop_assert_eq!(known, expected, "after the session (left) and in a fresh one (right)");
    }
}
