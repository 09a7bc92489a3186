//! Completions while typing, and the text after accepting them.

use ascribe_tests::{Doc, Encoding, Fixture, Pos, Server};
use serde_json::{Value, json};

const HEAD: &str = "@mara: Mara Lindqvist\n@nils-a: Nils Åkerblom\n^log: Harbour log\n\n\
    So [it rose]{claim #rise @mara ^log}.\n\n";

/// Opens a document that ends with a line in which `|` is the cursor; returns the document and the position.
fn typing<'s>(server: &'s Server, line: &str) -> (Doc<'s>, Pos) {
    let (before, after) = line.split_once('|').unwrap();
    let doc = server.open("typing.ascribe", &format!("{HEAD}{before}{after}\n"));
    (doc, Pos::new(HEAD.lines().count(), before.chars().count()))
}

/// Line after accepting a completion at `|`.
fn completed(server: &Server, line: &str, label: &str) -> String {
    let (doc, at) = typing(server, line);
    let text = doc.complete(at, label);
    doc.close();
    assert!(text.starts_with(HEAD), "only the line is touched: {text}");
    text[HEAD.len()..].trim_end().to_owned()
}

fn labels(server: &Server, line: &str) -> Vec<String> {
    let (doc, at) = typing(server, line);
    let labels = doc.completion_labels(at);
    doc.close();
    labels
}

#[test]
fn references_are_completed_in_whole_and_in_part() {
    for builder in [Server::builder(), Server::builder().no_snippets()] {
        let server = builder.start();
        for (line, label, expected) in [
            ("𝕏 \"We saw the water,\"{@|}", "mara", "𝕏 \"We saw the water,\"{@mara}"),
            ("𝕏 \"We saw the water,\"{@ma|}", "mara", "𝕏 \"We saw the water,\"{@mara}"),
            ("\"We saw the water,\"{@nils-|}", "nils-a", "\"We saw the water,\"{@nils-a}"),
            ("\"We saw the water,\"{@mara ^|}", "log", "\"We saw the water,\"{@mara ^log}"),
            ("\"We saw the water,\"{@mara ^l|}", "log", "\"We saw the water,\"{@mara ^log}"),
            ("So [it fell]{claim denies=#|}", "rise", "So [it fell]{claim denies=#rise}"),
            ("So [it fell]{claim denies=#ri|}", "rise", "So [it fell]{claim denies=#rise}"),
            ("So [it fell]{claim via=@|}", "nils-a", "So [it fell]{claim via=@nils-a}"),
            ("So [it fell]{claim evidence=^|}", "log", "So [it fell]{claim evidence=^log}"),
        ] {
            assert_eq!(completed(&server, line, label), expected, "{line}");
        }
    }
}

#[test]
fn an_annotation_that_is_not_closed_yet_is_completed() {
    let server = Server::start();
    for (line, label, start) in [
        ("\"We saw the water,\"{@|", "mara", "\"We saw the water,\"{@mara"),
        ("\"We saw the water,\"{@mara ^|", "log", "\"We saw the water,\"{@mara ^log"),
        ("So [it fell]{|", "claim", "So [it fell]{claim"),
        ("So [it fell]{cl|", "claim", "So [it fell]{claim"),
        ("So [it fell]{claim denies=#|", "rise", "So [it fell]{claim denies=#rise"),
        ("So [it fell]{claim verdict=|", "mostly-false", "So [it fell]{claim verdict=mostly-false"),
    ] {
        let text = completed(&server, line, label);
        assert!(text.starts_with(start), "{line}: {text}");
    }
}

#[test]
fn kinds_keys_and_values_are_proposed_where_they_may_stand() {
    let server = Server::start();
    let has = |line: &str, words: &[&str]| {
        let labels = labels(&server, line);
        for word in words {
            assert!(labels.iter().any(|label| label == word), "{word} is not among {labels:?} in {line}");
        }
    };
    has("So [it fell]{|}", &["claim", "quote", "opinion", "mention", "cue", "evidence"]);
    has("So [it fell]{claim |}", &["verdict", "supports", "denies", "via", "confidence", "allow"]);
    has(
        "So [it fell]{claim verdict=|}",
        &["true", "mostly-true", "mixed", "mostly-false", "false", "unproven"],
    );
    assert_eq!(
        completed(&server, "So [it fell]{claim verdict=mostly-f|}", "mostly-false"),
        "So [it fell]{claim verdict=mostly-false}"
    );
    let text = completed(&server, "So [it fell]{claim verd|}", "verdict");
    assert!(text.starts_with("So [it fell]{claim verdict="), "{text}");
    assert!(!labels(&server, "So [it fell]{@|}").contains(&"log".to_owned()), "a source is no actor");
    assert!(!labels(&server, "So [it fell]{claim ^|}").contains(&"mara".to_owned()), "an actor is no source");
}

#[test]
fn plain_text_is_left_alone() {
    let server = Server::start();
    for line in ["So it |", "So (it|) rose", "The $5 {or| so}"] {
        assert_eq!(labels(&server, line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn fields_and_their_values_are_proposed() {
    let server = Server::start();
    let fixture = Fixture::parse(
        r"
        | @mara: Mara Lindqvist
        |   r
             ^ actor-field
        |   kind: p
                   ^ actor-kind
        | ^log: Harbour log
        |   o
             ^ source-field
        |   of: @
                 ^ of
        ",
    );
    let doc = server.open("a.ascribe", &fixture.text);
    for (mark, label) in
        [("actor-field", "role"), ("actor-kind", "person"), ("source-field", "outlet"), ("of", "mara")]
    {
        let labels = doc.completion_labels(fixture.at(mark));
        assert!(labels.iter().any(|known| known == label), "{label} is not among {labels:?}");
    }
}

#[test]
fn what_a_cast_declares_is_proposed() {
    let server = Server::builder().file("cast.ascribe", "@lena: Lena Brandvold\n").start();
    let doc = server.open("north/a.ascribe", "\"We saw the water,\"{@le}\n");
    let labels = || doc.completion_labels(doc.after("@le"));
    server.eventually("lena", labels, |labels| labels.contains(&"lena".to_owned()));
    assert_eq!(doc.complete(doc.after("@le"), "lena"), "\"We saw the water,\"{@lena}\n");
}

#[test]
fn a_client_without_snippets_gets_none() {
    let server = Server::builder().no_snippets().start();
    for line in ["So [it fell]{|}", "So [it fell]{claim |}", "\"We saw the water,\"{@|"] {
        let (doc, at) = typing(&server, line);
        let items = doc.completions(at);
        assert!(!items.is_empty());
        assert!(items.iter().all(|item| item["insertTextFormat"] != 2), "{items:?}");
        doc.close();
    }
}

/// Completion list at `|`, as received.
fn list(server: &Server, line: &str, context: Value) -> Value {
    let (doc, at) = typing(server, line);
    let mut params = doc.params_at(at);
    params["context"] = context;
    let list = server.request("textDocument/completion", params).expect("a list");
    doc.close();
    list
}

fn invoked() -> Value {
    json!({"triggerKind": 1})
}

fn labelled(list: &Value, label: &str) -> Value {
    let items = list["items"].as_array().expect("items");
    items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("{label}: {list}")).clone()
}

#[test]
fn what_is_not_declared_can_be_declared() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server = Server::builder().encoding(encoding).start();
        let (doc, at) = typing(&server, "𝕏 \"We saw the water,\"{@board|}");
        assert_eq!(
            doc.complete(at, "Declare @board"),
            "@mara: Mara Lindqvist\n@nils-a: Nils Åkerblom\n@board: Board\n^log: Harbour log\n\n\
             So [it rose]{claim #rise @mara ^log}.\n\n𝕏 \"We saw the water,\"{@board}\n"
        );
        assert_eq!(list(&server, "\"So,\"{@board|}", invoked())["isIncomplete"], json!(true));
        assert_eq!(list(&server, "\"So,\"{|}", invoked())["isIncomplete"], json!(false));
    }
}

#[test]
fn a_line_with_an_id_becomes_a_declaration_wherever_it_stands() {
    let server = Server::builder().no_snippets().start();
    for (before, behind) in [
        ("", ""),
        ("", "\n"),
        ("", "\n\nThe article.\n"),
        ("@bo: Bo Lind\n", "\n\nThe article.\n"),
        ("@bo: Bo Lind\n\n", "\n\n\n\nThe article.\n"),
        ("---\ntitle: x\n---\n\n", "\r\n \r\nThe article.\n"),
        ("The article.\n\n\n", "\n\nIts end.\n"),
    ] {
        let doc = server.open("a.ascribe", &format!("{before}@quay{behind}"));
        let completed = doc.complete(doc.after("@quay"), "quay: Name");
        assert_eq!(completed, format!("{before}@quay: Name{behind}"));
        doc.close();
    }
}

#[test]
fn documentation_is_resolved_where_the_client_can_ask_for_it() {
    let item = "/textDocument/completion/completionItem";
    let resolving = json!({"properties": ["documentation"]});
    let server = Server::builder().with(&format!("{item}/resolveSupport"), resolving).start();
    assert_eq!(server.capability("/completionProvider/resolveProvider"), json!(true));
    let (doc, at) = typing(&server, "\"So,\"{@|}");
    let mara = doc.completions(at).into_iter().find(|item| item["label"] == "@mara").expect("@mara");
    assert_eq!(mara["documentation"], Value::Null);
    let resolved = server.request("completionItem/resolve", mara.clone()).expect("an item");
    let card = resolved["documentation"]["value"].as_str().expect("Markdown");
    assert!(card.contains("**Mara Lindqvist**") && card.contains("1 claim"), "{card}");
    doc.close();
    assert_eq!(server.request("completionItem/resolve", mara.clone()), Ok(mara));

    let server = Server::start();
    assert_eq!(server.capability("/completionProvider/resolveProvider"), json!(false));
    let item = labelled(&list(&server, "\"So,\"{@|}", invoked()), "@mara");
    assert_eq!(item["data"], Value::Null);
    let plain = json!({"label": "other"});
    assert_eq!(server.request("completionItem/resolve", plain.clone()), Ok(plain));
}

#[test]
fn ranges_come_as_the_client_takes_them() {
    let item = "/textDocument/completion/completionItem/insertReplaceSupport";
    let defaults = "/textDocument/completion/completionList";
    let range = |from: usize, to: usize| {
        let line = HEAD.lines().count();
        json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}})
    };
    let line = "\"So,\"{@ma|ra}";
    let plain = labelled(&list(&Server::start(), line, invoked()), "@mara");
    assert_eq!(plain["textEdit"], json!({"range": range(6, 11), "newText": "@mara"}));

    let server = Server::builder().with(item, json!(true)).start();
    let both = labelled(&list(&server, line, invoked()), "@mara");
    assert_eq!(both["textEdit"], json!({"insert": range(6, 9), "replace": range(6, 11), "newText": "@mara"}));

    let common = json!({"itemDefaults": ["commitCharacters", "editRange"]});
    let server = Server::builder().with(item, json!(true)).with(defaults, common).start();
    let list = list(&server, line, invoked());
    assert_eq!(list["itemDefaults"]["editRange"], json!({"insert": range(6, 9), "replace": range(6, 11)}));
    let mara = labelled(&list, "@mara");
    assert_eq!((&mara["textEditText"], &mara["textEdit"]), (&json!("@mara"), &Value::Null));
}

#[test]
fn what_an_item_stands_for_is_shown_where_there_is_a_place() {
    let mara = labelled(&list(&Server::start(), "\"So,\"{@|}", invoked()), "@mara");
    assert_eq!((&mara["detail"], &mara["labelDetails"]), (&json!("Mara Lindqvist"), &Value::Null));
    let item = "/textDocument/completion/completionItem/labelDetailsSupport";
    let server = Server::builder().with(item, json!(true)).start();
    let mara = labelled(&list(&server, "\"So,\"{@|}", invoked()), "@mara");
    assert_eq!(mara["labelDetails"], json!({"description": "Mara Lindqvist"}));
    assert_eq!(mara["detail"], Value::Null);
}

#[test]
fn snippets_come_where_they_are_taken_and_wanted() {
    let verdict = |server: &Server| {
        let item = labelled(&list(server, "So [it fell]{claim ver|}", invoked()), "verdict=");
        (item["insertTextFormat"].clone(), item["textEdit"]["newText"].as_str().unwrap().to_owned())
    };
    let (format, text) = verdict(&Server::start());
    assert!(format == 2 && text.starts_with("verdict=${1|true,mostly-true,"), "{text}");
    let plain = (Value::Null, "verdict=".to_owned());
    assert_eq!(verdict(&Server::builder().no_snippets().start()), plain);
    let off = json!({"completion": {"snippets": false}});
    assert_eq!(verdict(&Server::builder().options(off).start()), plain);
}

#[test]
fn in_prose_a_speaker_is_proposed_only_on_asking() {
    let server = Server::start();
    let line = "\"We saw the water,\"| Mara Lindqvist said.";
    let asked = list(&server, line, invoked());
    assert_eq!(labelled(&asked, "{@mara}")["detail"], "Mara Lindqvist");
    assert_eq!(list(&server, line, json!({"triggerKind": 2, "triggerCharacter": "@"}))["items"], json!([]));
    assert_eq!(list(&server, "We saw| the water", invoked())["items"], json!([]));
}

#[test]
fn labels_of_other_documents_are_reached_by_their_paths() {
    let server = Server::builder()
        .file("desk/council.ascribe", "[It rose]{claim #rose @author}\n")
        .file("cast.ascribe", "@lena: Lena Brandvold\n")
        .start();
    let doc = server.open("a.ascribe", "[It fell]{claim denies=}\n");
    let labels = || doc.completion_labels(doc.after("denies="));
    server.eventually("the path", labels, |labels| *labels == ["desk/council#"]);
    let doc = server.open("desk/b.ascribe", "[It fell]{claim denies=council#}\n");
    assert_eq!(doc.completion_labels(doc.after("council#")), ["council#rose"]);
}

/// Clients that ignore the edit replace the word at the cursor, which has no sign.
#[test]
fn clients_that_ignore_the_edit_do_not_double_the_sign() {
    let server = Server::builder().no_snippets().start();
    for (line, label, inserted) in [
        ("[So]{@ma|}", "@mara", Some("mara")),
        ("[So]{@|}", "@mara", Some("mara")),
        ("[So]{claim ^l|}", "^log", Some("log")),
        ("[So]{claim denies=#ri|}", "#rise", Some("rise")),
        ("[So]{|}", "@mara", None),
        ("[So]{ver|}", "verdict=", None),
    ] {
        let item = labelled(&list(&server, line, invoked()), label);
        assert_eq!(item["insertText"].as_str(), inserted, "{line}: {item}");
        assert!(item["textEdit"]["newText"].as_str().unwrap().starts_with(label), "{item}");
    }
}
