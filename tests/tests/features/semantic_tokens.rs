//! Semantic tokens over the protocol: the legend, whole documents, deltas and ranges.

use ascribe_tests::{Builder, Doc, Encoding, Pos, Range, Server};
use serde_json::{Value, json};

const ARTICLE: &str = "@aydin: Selin 𝕏ydin\n  born: 1980-05-01\n\n\
    “It 𝕏 runs in any weather,”{@aydin} said Selin 𝕏ydin.\n\n\
    [It does]{claim @nobody #does draft}.\n\n%% A note.\n";

/// A client with all capabilities for semantic tokens.
fn able() -> Builder {
    Server::builder()
        .with("/textDocument/semanticTokens/requests", json!({"full": {"delta": true}, "range": true}))
        .with(
            "/textDocument/semanticTokens/tokenModifiers",
            json!(["declaration", "definition", "abstract", "documentation", "modification", "unattributed"]),
        )
}

fn ask(doc: &Doc<'_>, method: &str, more: &Value) -> Value {
    let mut params = doc.params();
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    doc.server().request(&format!("textDocument/semanticTokens/{method}"), params).unwrap()
}

fn numbers(data: &Value) -> Vec<u64> {
    data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// Text of each token with its type and modifiers.
fn read(doc: &Doc<'_>, data: &[u64]) -> Vec<String> {
    let legend = |list: &str, at: u64| {
        let name = doc.server().capability(&format!("/semanticTokensProvider/legend/{list}/{at}"));
        name.as_str().unwrap_or_else(|| panic!("{list} has no {at}")).to_owned()
    };
    let (mut line, mut column) = (0, 0);
    let mut read = Vec::new();
    for token in data.chunks(5) {
        if token[0] > 0 {
            (line, column) = (line + token[0], 0);
        }
        column += token[1];
        let place = |column: u64| json!({"line": line, "character": column});
        let range = doc.range(&json!({"start": place(column), "end": place(column + token[2])}));
        let bits = (0..32).filter(|bit| token[4] & (1 << bit) != 0);
        let modifiers: Vec<_> = bits.map(|bit| legend("tokenModifiers", bit)).collect();
        let said = [vec![legend("tokenTypes", token[3])], modifiers].concat().join(".");
        read.push(format!("{} {said}", doc.slice(range)));
    }
    read
}

/// Tokens after the edits of a delta.
fn edited(mut data: Vec<u64>, delta: &Value) -> Vec<u64> {
    let mut edits = delta["edits"].as_array().unwrap_or_else(|| panic!("no delta: {delta}")).clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["start"].as_u64()));
    for edit in edits {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        let new = edit.get("data").map(numbers).unwrap_or_default();
        data.splice(start..end, new);
    }
    data
}

#[test]
fn tokens_say_what_stands_where() {
    for encoding in Encoding::ALL {
        let server = able().encoding(encoding).start();
        let doc = server.open("a.ascribe", ARTICLE);
        let tokens = ask(&doc, "full", &Value::Null);
        assert_eq!(
            read(&doc, &numbers(&tokens["data"])),
            [
                "@aydin class.declaration",
                "Selin 𝕏ydin class.declaration",
                "born property",
                "1980-05-01 number",
                "“It 𝕏 runs in any weather,” string.documentation",
                "@aydin class",
                "Selin 𝕏ydin class",
                "[ operator.documentation.modification",
                "] operator.documentation.modification",
                "claim keyword",
                "@nobody class.abstract",
                "#does variable.definition",
                "draft keyword.modification",
                "%% A note. comment",
            ]
        );
    }
}

#[test]
fn the_legend_is_what_the_client_knows() {
    let legend = |server: &Server| {
        let all = |list: &str| -> Vec<String> {
            let list = server.capability(&format!("/semanticTokensProvider/legend/{list}"));
            list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
        };
        (all("tokenTypes"), all("tokenModifiers"))
    };
    let few = Server::builder()
        .with("/textDocument/semanticTokens/tokenTypes", json!(["comment", "variable", "label"]))
        .with("/textDocument/semanticTokens/tokenModifiers", json!([]))
        .start();
    assert_eq!(legend(&few), (vec!["variable".into(), "label".into(), "comment".into()], vec![]));
    let doc = few.open("a.ascribe", ARTICLE);
    let tokens = read(&doc, &numbers(&ask(&doc, "full", &Value::Null)["data"]));
    assert!(
        tokens.contains(&"#does label".to_owned()) && !tokens.iter().any(|token| token.starts_with("draft"))
    );

    let own = able().with(
        "/textDocument/semanticTokens/tokenModifiers",
        json!(["attributed", "unattributed", "unresolved", "mention", "draft", "defaultLibrary", "static"]),
    );
    let own = own.start();
    assert_eq!(
        legend(&own).1,
        ["defaultLibrary", "unresolved", "mention", "attributed", "unattributed", "draft"]
    );
}

#[test]
fn only_what_the_client_asks_for_is_announced() {
    let provider = |builder: Builder| builder.start().capability("/semanticTokensProvider");
    let able = provider(able());
    assert_eq!((&able["full"], &able["range"]), (&json!({"delta": true}), &json!(true)));
    let plain = provider(Server::builder());
    assert_eq!((&plain["full"], &plain["range"]), (&json!(true), &json!(true)));
    let range = provider(Server::builder().with("/textDocument/semanticTokens/requests/full", json!(false)));
    assert_eq!((&range["full"], &range["range"]), (&json!(false), &json!(true)));
    for (pointer, value) in [
        ("/textDocument/semanticTokens/requests", json!({})),
        ("/textDocument/semanticTokens/formats", json!([])),
        ("/textDocument/semanticTokens/tokenTypes", json!(["regexp"])),
    ] {
        assert_eq!(provider(Server::builder().with(pointer, value)), Value::Null, "{pointer}");
    }
    assert_eq!(provider(Server::builder().without("/textDocument/semanticTokens")), Value::Null);
}

#[test]
fn an_edit_sends_the_tokens_that_changed() {
    for encoding in Encoding::ALL {
        let server = able().encoding(encoding).start();
        let mut doc = server.open("a.ascribe", ARTICLE);
        let first = ask(&doc, "full", &Value::Null);
        let mut data = numbers(&first["data"]);
        let mut id = first["resultId"].clone();
        let quotation = doc.at("It 𝕏");
        let note = doc.at("%%");
        let edits: [(Range, &str, Option<usize>); 7] = [
            // A word in plain text moves one token; one in a quotation lengthens it and moves the next.
            (doc.after("said ").empty(), "to us, ", Some(5)),
            (quotation.empty(), "So ", Some(10)),
            // A new line moves everything after it, but changes only the first token there.
            (note.empty(), "\n\nMore.\n\n", Some(5)),
            (Pos::new(3, 0).empty(), "“That is a miracle,” they said.\n\n", Some(10)),
            (Range::new(Pos::new(3, 0), Pos::new(5, 0)), "", Some(5)),
            (Pos::new(0, 0).empty(), "%% Another note.\n", None),
            (Pos::new(99, 0).empty(), "\n@nobody: Nobody\n", None),
        ];
        for (range, text, numbers_sent) in edits {
            doc.change(range, text);
            let delta = ask(&doc, "full/delta", &json!({"previousResultId": id}));
            let sent = delta["edits"].as_array().unwrap().iter().filter_map(|edit| edit.get("data"));
            let sent: usize = sent.map(|data| numbers(data).len()).sum();
            assert!(numbers_sent.is_none_or(|most| sent <= most), "{sent} numbers for {text:?}");
            data = edited(data, &delta);
            assert_ne!(delta["resultId"], id);
            id = delta["resultId"].clone();
            assert_eq!(data, numbers(&ask(&doc, "full", &Value::Null)["data"]), "after {text:?}");
        }
        let same = ask(&doc, "full/delta", &json!({"previousResultId": id}));
        assert_eq!((&same["edits"], &same["resultId"]), (&json!([]), &id));
    }
}

#[test]
fn what_is_not_known_any_more_is_sent_whole() {
    let server = able().start();
    let mut doc = server.open("a.ascribe", ARTICLE);
    let first = ask(&doc, "full", &Value::Null)["resultId"].clone();
    for id in [json!("x"), json!(""), json!("999999999999999999999999"), json!("-1")] {
        assert!(ask(&doc, "full/delta", &json!({"previousResultId": id})).get("data").is_some(), "{id}");
    }
    for _ in 0..2 {
        doc.insert(Pos::new(3, 1), "x");
        ask(&doc, "full", &Value::Null);
    }
    assert!(
        ask(&doc, "full/delta", &json!({"previousResultId": first})).get("data").is_some(),
        "two are kept"
    );
    let last = ask(&doc, "full", &Value::Null)["resultId"].clone();
    doc.close();
    doc.send_open();
    assert!(ask(&doc, "full/delta", &json!({"previousResultId": last})).get("data").is_some(), "closed");
}

#[test]
fn a_range_has_its_own_tokens() {
    let server = able().start();
    let doc = server.open("a.ascribe", ARTICLE);
    let range = |from, to| doc.wire_range(Range::new(Pos::new(from, 0), Pos::new(to, 0)));
    let tokens = ask(&doc, "range", &json!({"range": range(3, 4)}));
    assert_eq!(
        read(&doc, &numbers(&tokens["data"])),
        ["“It 𝕏 runs in any weather,” string.documentation", "@aydin class", "Selin 𝕏ydin class",]
    );
    let all = ask(&doc, "range", &json!({"range": range(0, 8)}));
    assert_eq!(all["data"], ask(&doc, "full", &Value::Null)["data"]);
    let past = json!({"start": {"line": 90, "character": 0}, "end": {"line": 99, "character": 0}});
    assert_eq!(ask(&doc, "range", &json!({"range": past}))["data"], json!([]));
}

#[test]
fn tokens_hold_others_only_where_the_client_can_take_it() {
    let text = "@a: Aydin\n\n“Now Aydin runs it all,”{@a} they said of [a mill]{mention}.\n";
    let tokens = |builder: Builder| {
        let server = builder.start();
        let doc = server.open("a.ascribe", text);
        let mut tokens = read(&doc, &numbers(&ask(&doc, "full", &Value::Null)["data"]));
        tokens.split_off(2)
    };
    let apart = tokens(able());
    assert_eq!(
        apart[..3],
        ["“Now string.documentation", "Aydin class", "runs it all,” string.documentation"]
    );
    let over = tokens(able().with("/textDocument/semanticTokens/overlappingTokenSupport", json!(true)));
    assert_eq!(over[..2], ["“Now Aydin runs it all,” string.documentation", "Aydin class"]);
    assert!(over.contains(&"[ operator".to_owned()));
    let more = tokens(able().with("/textDocument/semanticTokens/augmentsSyntaxTokens", json!(true)));
    assert!(!more.contains(&"[ operator".to_owned()), "a grammar says so");
}

#[test]
fn a_change_of_the_cast_asks_the_client_to_ask_again() {
    let start = |builder: Builder| builder.file("cast.ascribe", "@old: Old\n").start();
    let server = start(able());
    let doc = server.open("a.ascribe", "[She]{@aydin} left.\n");
    let unresolved = |doc: &Doc<'_>| {
        read(doc, &numbers(&ask(doc, "full", &Value::Null)["data"]))
            .contains(&"@aydin class.abstract".to_owned())
    };
    assert!(unresolved(&doc));
    let mut cast = server.open("cast.ascribe", "@old: Old\n");
    cast.insert(Pos::new(0, 0), "@aydin: Selin Aydin\n");
    server.connection().wait_request("workspace/semanticTokens/refresh");
    assert!(!unresolved(&doc));

    let server = start(able().without("/workspace/semanticTokens"));
    let doc = server.open("a.ascribe", "[She]{@aydin} left.\n");
    let _cast = server.open("cast.ascribe", "@aydin: Selin Aydin\n");
    assert!(!unresolved(&doc));
    assert!(server.connection().requests("workspace/semanticTokens/refresh").is_empty());
}
