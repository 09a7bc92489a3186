//! Workspace symbols and hierarchies of sources and actors: across all documents, including closed ones.

use ascribe_tests::{Builder, Doc, Encoding, Location, Pos, Server, path_of};
use serde_json::{Value, json};

const CAST: &str = "\
@mara: Mara Lindqvist
  role: harbour master
  aka: the keeper
  affiliation: @port
@port: Port of Tolvik
  affiliation: @city
@city: City of Tolvik
  affiliation: @port
@wire: Nordwire

^log: Harbour log
  of: @mara
^report: Report on the gate
  cites: ^log
^leak: Leaked report
  cites: ^report
";

const FIRST: &str = "\
---
title: The gate was open
source: ^log
---

“𝕏 We saw the water,”{@mara #saw} she said. At noon [the gate was open]{claim #gate @mara ^report}.
";

const SECOND: &str = "\
The port says [it was shut]{claim #shut @port ^leak denies=first#gate}. [She knew]{claim @mara via=@wire ^log}.
";

fn desk() -> Builder {
    Server::builder()
        .file("cast.ascribe", CAST)
        .file("first.ascribe", FIRST)
        .file("second.ascribe", SECOND)
        .file("other/cast.ascribe", "@mara: Another Mara\n^log: Another log\n")
        .file("other/third.ascribe", "---\nsource: ^log\n---\n\n“No water at all,”{@mara} she said.\n")
}

fn symbols(server: &Server, query: &str) -> Vec<Value> {
    let found = server.request("workspace/symbol", json!({ "query": query })).expect("symbols or null");
    found.as_array().cloned().unwrap_or_default()
}

fn names(symbols: &[Value]) -> Vec<&str> {
    symbols.iter().map(|symbol| symbol["name"].as_str().unwrap()).collect()
}

/// File names with lines.
fn places(locations: &[Location]) -> Vec<String> {
    let name = |uri: &str| path_of(uri).file_stem().unwrap().to_string_lossy().into_owned();
    locations.iter().map(|place| format!("{}:{}", name(&place.uri), place.line)).collect()
}

fn lead(doc: &Doc<'_>, method: &str, part: &str) -> Vec<String> {
    places(&doc.locations(&format!("textDocument/{method}"), doc.at(part)))
}

#[test]
fn symbols_of_closed_and_unsaved_documents_are_found() {
    let server = desk().start();
    assert_eq!(names(&symbols(&server, "lindqvist mara")), ["Mara Lindqvist @mara"]);
    assert_eq!(names(&symbols(&server, "@mara")), ["Mara Lindqvist @mara", "Another Mara @mara"]);
    assert_eq!(names(&symbols(&server, "keeper")), ["Mara Lindqvist (the keeper) @mara"], "by another name");
    let gate = symbols(&server, "gate");
    assert_eq!(names(&gate), ["#gate the gate was open", "The gate was open", "Report on the gate ^report"]);
    let label = &gate[0];
    assert_eq!(label["containerName"], "The gate was open");
    assert_eq!(label["location"]["range"]["start"]["line"], 5);
    assert_eq!(names(&symbols(&server, "#sh")), ["#shut it was shut"]);

    let mut doc = server.open("unsaved.ascribe", "@solvik: Ida Sølvik\n");
    assert_eq!(names(&symbols(&server, "solvik")), ["Ida Sølvik @solvik"]);
    doc.replace_all("@ida: Ida Nordby\n");
    assert_eq!(names(&symbols(&server, "solvik")), [""; 0]);
    let untitled = server.open_uri("untitled:Untitled-1", "@solvik: Ida Sølvik\n");
    assert_eq!(symbols(&server, "ida s")[0]["location"]["uri"], untitled.uri());
}

#[test]
fn an_empty_query_lists_the_documents() {
    let server = desk().start();
    let _open = server.open("second.ascribe", SECOND);
    let all = symbols(&server, " ");
    let expected = ["second.ascribe", "cast.ascribe", "The gate was open", "cast.ascribe", "third.ascribe"];
    assert_eq!(names(&all), expected);
    assert_eq!(all[4]["containerName"], "other");
}

#[test]
fn places_of_symbols_are_left_to_a_client_that_asks_for_them() {
    let support = json!({"resolveSupport": {"properties": ["location.range"]}});
    let server = desk().with("/workspace/symbol", support).start();
    assert_eq!(server.capability("/workspaceSymbolProvider/resolveProvider"), true);
    let symbol = symbols(&server, "#gate").remove(0);
    assert_eq!(symbol["location"], json!({"uri": server.uri("first.ascribe")}));
    let doc = server.open("first.ascribe", &FIRST.replacen("\n\n", "\n\nA new paragraph.\n\n", 1));
    let resolved = server.request("workspaceSymbol/resolve", symbol.clone()).unwrap();
    assert_eq!(doc.slice(doc.range(&resolved["location"]["range"])), "the gate was open");
    for data in [json!({"annotation": 77, "label": "", "text": "gone"}), json!(7), json!({"actor": "no"})] {
        let mut gone = symbol.clone();
        gone["data"] = data;
        let resolved = server.request("workspaceSymbol/resolve", gone).unwrap();
        assert_eq!(resolved["location"]["range"]["start"], json!({"line": 0, "character": 0}));
    }
    let plain = desk().start();
    assert_eq!(plain.capability("/workspaceSymbolProvider/resolveProvider"), false);
}

#[test]
fn at_most_so_many_symbols_are_answered_the_best_first() {
    let many: Vec<String> = (0..400).map(|i| format!("@m{i}: Marten {i}\n")).collect();
    let server = desk().file("many/cast.ascribe", many.concat()).start();
    let found = symbols(&server, "mar");
    assert_eq!(found.len(), 256);
    assert_eq!(names(&found)[..2], ["Mara Lindqvist @mara", "Marten 0 @m0"]);
    assert_eq!(names(&found), names(&symbols(&server, "mar")));
}

#[test]
fn types_are_affiliations_and_the_speakers_of_sources() {
    for builder in [desk(), desk().with("/textDocument/typeDefinition", json!({"linkSupport": true}))] {
        let server = builder.start();
        let cast = server.open("cast.ascribe", CAST);
        let doc = server.open("first.ascribe", FIRST);
        assert_eq!(lead(&doc, "typeDefinition", "@mara #saw"), ["cast:4"]);
        assert_eq!(lead(&doc, "typeDefinition", "source: ^"), [""; 0]);
        assert_eq!(lead(&doc, "typeDefinition", "^log"), ["cast:0"]);
        assert_eq!(lead(&doc, "typeDefinition", "#gate"), ["cast:0"]);
        assert_eq!(lead(&cast, "typeDefinition", "@port:"), ["cast:6"]);
        assert_eq!(lead(&cast, "typeDefinition", "@wire"), [""; 0]);
    }
}

#[test]
fn implementations_are_the_annotations_that_rest_on_something() {
    for builder in [desk(), desk().with("/textDocument/implementation", json!({"linkSupport": true}))] {
        let server = builder.start();
        let cast = server.open("cast.ascribe", CAST);
        assert_eq!(lead(&cast, "implementation", "^log:"), ["first:5", "second:0"], "the default source too");
        assert_eq!(lead(&cast, "implementation", "@mara: "), ["first:5", "first:5", "second:0"]);
        let doc = server.open("first.ascribe", FIRST);
        assert_eq!(lead(&doc, "implementation", "#gate"), ["second:0"]);
        assert_eq!(lead(&doc, "implementation", "#saw"), [""; 0]);
        assert_eq!(lead(&doc, "implementation", "At noon"), [""; 0]);
    }
}

/// First hierarchy item at a position.
fn prepare(doc: &Doc<'_>, kind: &str, at: Pos) -> Value {
    let items = doc.ask(&format!("textDocument/prepare{kind}"), at).expect("items or null");
    items.get(0).cloned().unwrap_or_default()
}

/// Names on one side of a hierarchy.
fn side(server: &Server, method: &str, item: &Value) -> Vec<String> {
    let found = server.request(method, json!({ "item": item })).expect("items or null");
    let item = |entry: &Value| {
        let item = entry.get("from").or_else(|| entry.get("to")).unwrap_or(entry);
        assert!(entry.get("fromRanges").is_none_or(|ranges| !ranges.as_array().unwrap().is_empty()));
        item["name"].as_str().unwrap().to_owned()
    };
    found.as_array().into_iter().flatten().map(item).collect()
}

fn calls(server: &Server, item: &Value) -> (Vec<String>, Vec<String>) {
    (side(server, "callHierarchy/incomingCalls", item), side(server, "callHierarchy/outgoingCalls", item))
}

#[test]
fn call_hierarchies_follow_who_says_what() {
    let server = desk().start();
    let doc = server.open("first.ascribe", FIRST);
    let cast = server.open("cast.ascribe", CAST);
    let of = |doc: &Doc<'_>, part: &str| calls(&server, &prepare(doc, "CallHierarchy", doc.at(part)));
    let (incoming, outgoing) = of(&doc, "@mara #saw");
    assert_eq!(incoming, ["Nordwire", "Harbour log"]);
    assert_eq!(outgoing, ["𝕏 We saw the water,", "the gate was open", "She knew"]);
    let (incoming, outgoing) = of(&cast, "@wire");
    assert_eq!((incoming.len(), outgoing), (0, vec!["She knew".to_owned()]), "what it relays");
    let (incoming, outgoing) = of(&doc, "^report");
    assert_eq!(incoming, ["Leaked report", "the gate was open"]);
    assert_eq!(outgoing, ["Harbour log"]);
    let (incoming, outgoing) = of(&cast, "^log:");
    assert_eq!(incoming, ["Report on the gate", "𝕏 We saw the water,", "She knew"]);
    assert_eq!(outgoing, ["Mara Lindqvist"]);
    let (incoming, outgoing) = of(&doc, "gate was open]");
    assert_eq!(incoming, ["it was shut"]);
    assert_eq!(outgoing, ["Mara Lindqvist", "Report on the gate"]);
    assert_eq!(prepare(&doc, "CallHierarchy", doc.at("At noon")), Value::Null);
}

#[test]
fn items_are_found_again_after_edits_and_may_be_gone() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server = desk().encoding(encoding).start();
        let mut doc = server.open("first.ascribe", FIRST);
        let item = prepare(&doc, "CallHierarchy", doc.at("We saw"));
        assert_eq!(doc.slice(doc.range(&item["selectionRange"])), "𝕏 We saw the water,");
        let text = FIRST.replace("#saw", "").replace("---\n\n", "---\n\n[One]{claim @port ^log} more.\n\n");
        doc.replace_all(&text);
        let found = server.request("callHierarchy/outgoingCalls", json!({ "item": item })).unwrap();
        assert_eq!(found[0]["to"]["name"], "Mara Lindqvist");
        assert_eq!(doc.slice(doc.range(&found[0]["fromRanges"][0])), "mara");
        doc.replace_all("");
        assert_eq!(calls(&server, &item), (vec![], vec![]));
        for data in [Value::Null, json!([]), json!({"annotation": -1}), json!({"annotation": 1u64 << 63})] {
            let mut item = item.clone();
            item["data"] = data;
            assert_eq!(calls(&server, &item), (vec![], vec![]));
        }
    }
}

#[test]
fn type_hierarchies_follow_affiliations_in_circles_too() {
    let server = desk().start();
    assert_eq!(server.capability("/typeHierarchyProvider"), true);
    let cast = server.open("cast.ascribe", CAST);
    let item = prepare(&cast, "TypeHierarchy", cast.at("@port:"));
    assert_eq!(item["name"], "Port of Tolvik");
    assert_eq!(side(&server, "typeHierarchy/supertypes", &item), ["City of Tolvik"]);
    assert_eq!(side(&server, "typeHierarchy/subtypes", &item), ["Mara Lindqvist", "City of Tolvik"]);
    assert_eq!(prepare(&cast, "TypeHierarchy", cast.at("^log:")), Value::Null);
}

#[test]
fn documents_without_a_file_are_a_workspace_of_their_own() {
    let server = desk().no_folder().start();
    let doc = server.open_uri(
        "untitled:Untitled-1",
        "@a: Ann\n  affiliation: @b\n@b: Bureau\n^s: Survey\n\n[It rose]{claim #r @a ^s denies=first#gate}.\n",
    );
    assert_eq!(doc.locations("textDocument/typeDefinition", doc.at("@a ^s"))[0].line, 2);
    assert_eq!(doc.locations("textDocument/implementation", doc.at("^s:"))[0].line, 5);
    let (_, outgoing) = calls(&server, &prepare(&doc, "CallHierarchy", doc.at("It rose")));
    assert_eq!(outgoing, ["Ann", "Survey"]);
}

#[test]
fn symbols_have_their_ids_in_their_names() {
    let server = desk().file("log.ascribe", "^log-2: Harbour log\n\nText.\n").start();
    for (query, expected) in [
        ("@mara", vec!["Mara Lindqvist @mara", "Another Mara @mara"]),
        ("mara lindqvist", vec!["Mara Lindqvist @mara"]),
        ("keeper", vec!["Mara Lindqvist (the keeper) @mara"]),
        ("^log", vec!["Another log ^log", "Harbour log ^log", "Harbour log ^log-2"]),
    ] {
        let found = symbols(&server, query);
        let mut found = names(&found);
        found.retain(|name| !name.starts_with('#'));
        let (mut sorted, mut wanted) = (found.clone(), expected);
        sorted.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(sorted, wanted, "{query}");
    }
}

#[test]
fn outgoing_calls_are_at_the_words_of_the_same_document() {
    let server = Server::start();
    let doc = server
        .open("a.ascribe", "@mara: Mara Lindqvist\n\n[It rose]{claim @mara}, “and fell,”{@mara} she said.\n");
    let item = &prepare(&doc, "CallHierarchy", doc.at("mara:"));
    let calls = server.request("callHierarchy/outgoingCalls", json!({ "item": item })).unwrap();
    let places: Vec<_> = calls
        .as_array()
        .unwrap()
        .iter()
        .map(|call| doc.slice(doc.range(&call["fromRanges"][0])).to_owned())
        .collect();
    assert_eq!(places, ["It rose", "and fell,"]);
}
