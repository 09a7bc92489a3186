//! A server that has followed every change gives the answers of a newly started one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ascribe_tests::{Builder, Doc, Server, uri_of};
use proptest::prelude::*;
use serde_json::{Value, json};

const NAMES: [&str; 5] = ["a.ascribe", "cast.ascribe", "d/b.ascribe", "d/cast.ascribe", "d/e/c.ascribe"];

const TEXTS: [&str; 7] = [
    "",
    "@ada: Ada Berg\n  affiliation: @ola\n@ola: Ola Dahl\n^log: Log\n",
    "@ada: Ada Lind\n  aka: Berg\n^log: Book\n  of: @ada\n",
    "“It rained,”{#rain @ada ^log} Ada Berg said. [It]{claim #rose @ola denies=#rain}.\n",
    "[It did not]{claim #rain @ola denies=../a#rain,b#rain}, says Ola Dahl.\n",
    "@ada: Ada of her own\n\nAda Berg said [so]{@ada via=@ola}.\n",
    "---\ntitle: Rain\nsource: ^log\n---\n\n[Nobody]{@nobody} saw [it]{claim supports=d/b#rain,d/e/c#rain}.\n",
];

/// Documents that are always open, in the outermost and in the innermost folder.
const PROBES: [(&str, &str); 2] = [
    ("probe.ascribe", "[x]{claim @ada @ola ^log denies=a#rain,d/b#rain,d/e/c#rain}\n"),
    ("d/e/probe.ascribe", "[x]{claim @ada @ola ^log denies=../../a#rain,../b#rain,c#rain}\n"),
];

/// Possible steps, with indexes of documents and texts.
#[derive(Clone, Debug)]
enum Step {
    Open(usize),
    Edit(usize, usize),
    Save(usize),
    Close(usize),
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (name, text) = (0..NAMES.len(), 0..TEXTS.len());
    prop_oneof![
        3 => name.clone().prop_map(Step::Open),
        3 => (name.clone(), text.clone()).prop_map(|(name, text)| Step::Edit(name, text)),
        1 => name.clone().prop_map(Step::Save),
        2 => name.clone().prop_map(Step::Close),
        3 => (name.clone(), text).prop_map(|(name, text)| Step::Write(name, text)),
        1 => name.clone().prop_map(Step::Delete),
        1 => (name.clone(), name).prop_map(|(from, to)| Step::Rename(from, to)),
    ]
}

fn client(watches: bool) -> Builder {
    if watches { Server::builder() } else { Server::builder().without("/workspace/didChangeWatchedFiles") }
}

/// Applies a step, if possible.
fn take<'s>(server: &'s Server, open: &mut BTreeMap<&'static str, Doc<'s>>, step: &Step) {
    match *step {
        Step::Open(name) => {
            let name = NAMES[name];
            let text = fs::read_to_string(server.path(name)).unwrap_or_default();
            open.entry(name).or_insert_with(|| server.open(name, &text));
        }
        Step::Edit(name, text) => {
            if let Some(doc) = open.get_mut(NAMES[name]) {
                doc.replace_all(TEXTS[text]);
            }
        }
        Step::Save(name) => {
            if let Some(doc) = open.get(NAMES[name]) {
                fs::create_dir_all(server.path(NAMES[name]).parent().unwrap()).unwrap();
                doc.save();
            }
        }
        Step::Close(name) => {
            if let Some(doc) = open.remove(NAMES[name]) {
                doc.close();
            }
        }
        Step::Write(name, text) => server.write_watched(NAMES[name], TEXTS[text]),
        Step::Delete(name) => {
            if server.path(NAMES[name]).exists() {
                server.delete_watched(NAMES[name]);
            }
        }
        Step::Rename(from, to) => {
            if from != to && server.path(NAMES[from]).exists() {
                server.rename_watched(NAMES[from], NAMES[to]);
            }
        }
    }
}

/// A newly started server, with equal files and open documents.
fn fresh(server: &Server, watches: bool) -> Server {
    let mut client = client(watches);
    for name in NAMES {
        if let Ok(content) = fs::read(server.path(name)) {
            client = client.file(name, content);
        }
    }
    client.start()
}

/// All answers of a server about some open documents, and about the workspace.
fn answers(server: &Server, docs: &[&Doc<'_>]) -> Value {
    let mut all = Vec::new();
    for doc in docs {
        let findings: Vec<_> = doc.findings().into_iter().map(|finding| finding.raw).collect();
        all.push(json!([doc.uri(), "findings", findings]));
        for (line, text) in doc.text().lines().enumerate() {
            let signs = text.char_indices().filter(|(_, c)| matches!(c, '@' | '^' | '#'));
            for (column, _) in signs {
                let column = text[..column].encode_utf16().count();
                let at = json!({"line": line, "character": column + 1});
                let ask = |method: &str, more: (&str, Value)| {
                    let mut params = json!({"textDocument": {"uri": doc.uri()}, "position": at});
                    params[more.0] = more.1;
                    server.request(method, params).unwrap_or_else(|error| json!(error.message))
                };
                let references =
                    ask("textDocument/references", ("context", json!({"includeDeclaration": true})));
                let rename = ask("textDocument/rename", ("newName", json!("brand-new")));
                all.push(json!([doc.uri(), line, column, references, rename]));
            }
        }
    }
    let moved = json!({"files": [{"oldUri": server.uri("d"), "newUri": server.uri("moved/d")}]});
    all.push(server.request("workspace/willRenameFiles", moved).unwrap());
    if !server.capability("/workspaceSymbolProvider").is_null() {
        all.push(server.request("workspace/symbol", json!({"query": ""})).unwrap());
    }
    comparable(&Value::Array(all), server.root())
}

/// Removes everything that depends on the server: its folder, versions, and the order of lists.
fn comparable(value: &Value, root: &Path) -> Value {
    let rooted = value.to_string().replace(&uri_of(root), "root");
    sorted(serde_json::from_str(&rooted).unwrap())
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<_> = items.into_iter().map(sorted).collect();
            items.sort_by_cached_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(key, _)| key != "version" && key != "data");
            fields.map(|(key, value)| (key, sorted(value))).collect()
        }
        value => value,
    }
}

proptest! {
    // Each step starts a server. A failing script is printed after shrinking.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 20, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_was_followed_is_what_is_found_anew(
        steps in prop::collection::vec(step(), 1..12),
        watches in any::<bool>(),
    ) {
        let mut client = client(watches).file(NAMES[1], TEXTS[1]).file(NAMES[0], TEXTS[3]);
        for (name, text) in PROBES {
            client = client.file(name, text);
        }
        let server = client.start();
        let probes = PROBES.map(|(name, text)| server.open(name, text));
        let mut open = BTreeMap::new();
        for (number, step) in steps.iter().enumerate() {
            take(&server, &mut open, step);
            if !watches {
                probes[0].save();
            }
            let fresh = fresh(&server, watches);
            let fresh_docs: Vec<_> = PROBES
                .iter()
                .map(|(name, text)| fresh.open(name, text))
                .chain(open.iter().map(|(name, doc)| fresh.open(name, doc.text())))
                .collect();
            let followed = answers(&server, &probes.iter().chain(open.values()).collect::<Vec<_>>());
            let anew = answers(&fresh, &fresh_docs.iter().collect::<Vec<_>>());
            prop_assert_eq!(followed, anew, "followed (left) and anew (right) after step {}: {:?}", number, step);
        }
    }
}

#[test]
fn a_key_reads_no_other_file_and_a_changed_file_is_read_alone() {
    let server = Server::builder()
        .file("cast.ascribe", "^log: Log\n")
        .file("b.ascribe", "Nothing.\n")
        .file("c.ascribe", "Nothing.\n")
        .start();
    let mut doc = server.open("a.ascribe", "[It]{claim ^log}.\n");
    let uses = |doc: &Doc<'_>| doc.references(doc.at("log"), false).len();
    assert_eq!(uses(&doc), 1);
    // No notification is sent, so only a rescan finds the changes.
    server.write("b.ascribe", "[It]{claim ^log}.\n");
    server.write("c.ascribe", "[It]{claim ^log}.\n");
    for _ in 0..3 {
        doc.insert(doc.at("It"), "x");
        assert_eq!(uses(&doc), 1);
    }
    server.write_watched("b.ascribe", "[It]{claim ^log} and [it]{claim ^log}.\n");
    assert_eq!(uses(&doc), 3, "of this file, and not of the other");
}

#[test]
fn more_requests_than_run_at_once_wait_for_the_index_and_are_answered() {
    let files = (0..200).map(|number| (format!("{number}.ascribe"), "@ada: Ada Berg\n"));
    let server = files.fold(Server::builder(), |builder, (name, text)| builder.file(&name, text)).start();
    let doc = server.open("a.ascribe", "@ada: Ada Berg\n");
    let connection = server.connection();
    let symbols =
        (0..1100).map(|_| connection.send_request("workspace/symbol", json!({"query": "Ada Berg"})));
    let symbols: Vec<_> = symbols.collect();
    let place = json!({"textDocument": {"uri": doc.uri()}, "position": {"line": 0, "character": 2}});
    let definitions = (0..20).map(|_| connection.send_request("textDocument/definition", place.clone()));
    let definitions: Vec<_> = definitions.collect();
    for id in &symbols {
        assert_eq!(connection.wait(id).unwrap().as_array().map(Vec::len), Some(201));
    }
    for id in &definitions {
        assert!(!connection.wait(id).unwrap().is_null());
    }
}
