//! Highlights, folds, selections, links and linked editing over the protocol.

use ascribe_tests::{Builder, Doc, Encoding, Fixture, Pos, Range, Server};
use serde_json::{Value, json};

const ARTICLE: &str = "
| ---
| title: The mill
| source: ^call
           ^ front
| ---
|
| @aydin: Selin 𝕏ydin
   ^ declared
|   role: Engineer
|   aka: Aydin
| ^call: Call
|   url: https://calls.example/17
|   of: @aydin
         ^ of
| %% one
| %% See https://notes.example.
|
| “It 𝕏 runs, as Aydin says, all the year round and in any weather that
  ^ mark         ^ name
| the valley has.”{@aydin ^call #runs} Selin 𝕏ydin said.
                    ^ actor       ^ label
|
| “So it does.”{part=#runs denies=other#hums}
      ^ word
";

fn open(server: &Server) -> (Doc<'_>, Fixture) {
    let fixture = Fixture::parse(ARTICLE);
    (server.open("article.ascribe", &fixture.text), fixture)
}

/// Text and kind of each highlight.
fn highlights(doc: &Doc<'_>, at: Pos) -> Vec<(String, u64)> {
    let found = doc.ask("textDocument/documentHighlight", at).unwrap();
    let read =
        |item: &Value| (doc.slice(doc.range(&item["range"])).to_owned(), item["kind"].as_u64().unwrap());
    found.as_array().unwrap().iter().map(read).collect()
}

#[test]
fn highlights_of_ids_marks_and_parts() {
    for encoding in Encoding::ALL {
        let server = Server::builder().encoding(encoding).start();
        let (doc, fixture) = open(&server);
        let (text, read, write) = (1, 2, 3);
        let aydin = |kind| ("aydin".to_owned(), kind);
        let names = |name: &str| (name.to_owned(), read);
        let all = [aydin(write), aydin(read), names("Aydin"), aydin(read), names("Selin 𝕏ydin")];
        for mark in ["declared", "of", "name", "actor"] {
            assert_eq!(highlights(&doc, fixture.at(mark)), all, "{mark}");
        }
        assert_eq!(highlights(&doc, fixture.at("label")), [("runs".into(), write), ("runs".into(), read)]);
        let marks = ["“", "”", "“", "”"].map(|mark| (mark.to_owned(), text));
        assert_eq!(highlights(&doc, fixture.at("mark")), marks);
        assert_eq!(highlights(&doc, fixture.at("word")).len(), 2, "the parts");
        assert_eq!(highlights(&doc, doc.at("said.")), []);
        assert_eq!(highlights(&doc, Pos::new(99, 99)), []);
    }
}

fn folds(doc: &Doc<'_>) -> Vec<Value> {
    let found = doc.server().request("textDocument/foldingRange", doc.params()).unwrap();
    found.as_array().unwrap().clone()
}

fn lines(folds: &[Value]) -> Vec<(u64, u64)> {
    folds
        .iter()
        .map(|fold| (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap()))
        .collect()
}

#[test]
fn folds_as_the_client_can_take_them() {
    let all = [(0, 3), (5, 10), (5, 7), (8, 10), (11, 12), (14, 15)];
    let bare = Server::builder().start();
    let found = folds(&open(&bare).0);
    assert_eq!(lines(&found), all);
    assert_eq!(found[1]["kind"], "imports");
    assert!(found.iter().all(|fold| fold.get("collapsedText").is_none()));

    let can = json!({
        "lineFoldingOnly": true, "rangeLimit": 3, "foldingRange": {"collapsedText": true},
        "foldingRangeKind": {"valueSet": ["comment"]}
    });
    let server = Server::builder().with("/textDocument/foldingRange", can).start();
    let found = folds(&open(&server).0);
    assert_eq!(lines(&found), [(0, 3), (5, 10), (11, 12)], "the three that matter most");
    assert_eq!(found[1]["collapsedText"], "1 actor, 1 source");
    assert_eq!(
        found.iter().map(|fold| &fold["kind"]).collect::<Vec<_>>(),
        [&Value::Null, &Value::Null, &json!("comment")]
    );

    let server = Server::builder().with("/textDocument/foldingRange/lineFoldingOnly", json!(true)).start();
    let starts: Vec<_> = lines(&folds(&open(&server).0)).into_iter().map(|(start, _)| start).collect();
    assert_eq!(starts, [0, 5, 8, 11, 14], "no two in a line");
}

#[test]
fn a_quotation_over_paragraphs_folds_to_its_end_where_lines_may_be_parted() {
    let text = "He said: “It runs.\n\n“It does.”{@author} And so on.\n";
    let server = Server::start();
    let fold = folds(&server.open("a.ascribe", text)).remove(0);
    assert_eq!((&fold["endLine"], &fold["endCharacter"]), (&json!(2), &json!(19)));
    let server = Server::builder().with("/textDocument/foldingRange/lineFoldingOnly", json!(true)).start();
    let fold = folds(&server.open("a.ascribe", text)).remove(0);
    assert_eq!(fold.get("endCharacter"), None);
}

/// Selected text, step by step.
fn selected(doc: &Doc<'_>, answer: &Value) -> Vec<String> {
    let mut steps: Vec<Range> = Vec::new();
    let mut step = answer;
    while !step.is_null() {
        let range = doc.range(&step["range"]);
        assert!(steps.last().is_none_or(|last| range.contains(last) && range != *last), "{answer}");
        steps.push(range);
        step = &step["parent"];
    }
    steps.into_iter().map(|range| doc.slice(range).to_owned()).collect()
}

#[test]
fn selections_grow_at_each_of_several_places() {
    for encoding in Encoding::ALL {
        let server = Server::builder().encoding(encoding).start();
        let (doc, fixture) = open(&server);
        let mut params = doc.params();
        let places = [fixture.at("name"), fixture.at("of"), Pos::new(13, 0), Pos::new(99, 99)];
        params["positions"] = places.iter().map(|place| doc.wire(*place)).collect();
        let answers = server.request("textDocument/selectionRange", params).unwrap();
        let answers: Vec<_> =
            answers.as_array().unwrap().iter().map(|answer| selected(&doc, answer)).collect();
        assert_eq!(answers.len(), places.len());
        assert_eq!(answers[0][0], "Aydin");
        assert!(answers[0].iter().any(|step| step.starts_with("It 𝕏") && step.ends_with("has.")));
        assert!(answers[0].iter().any(|step| step.starts_with('“') && step.ends_with("said.")));
        assert_eq!(answers[1][..3], ["aydin", "@aydin", "of: @aydin"]);
        assert!(answers.iter().all(|steps| steps.last().unwrap() == doc.text()));
        assert_eq!((answers[2].len(), answers[3].len()), (1, 1));
    }
}

#[test]
fn selections_without_a_place_or_with_a_bad_one() {
    let server = Server::start();
    let (doc, _) = open(&server);
    let mut params = doc.params();
    params["positions"] = json!([]);
    assert_eq!(server.request("textDocument/selectionRange", params.clone()), Ok(json!([])));
    params["positions"] = json!("nowhere");
    assert!(server.request("textDocument/selectionRange", params).is_err());
}

/// Text, target and tooltip of each link.
fn links(doc: &Doc<'_>) -> Vec<(String, String, Value)> {
    let found = doc.server().request("textDocument/documentLink", doc.params()).unwrap();
    let read = |link: &Value| {
        let target = link["target"].as_str().unwrap().to_owned();
        (doc.slice(doc.range(&link["range"])).to_owned(), target, link["tooltip"].clone())
    };
    found.as_array().unwrap().iter().map(read).collect()
}

fn with_others(builder: Builder) -> Server {
    builder
        .file("cast.ascribe", "\n@mill: The mill\n")
        .file("other.ascribe", "---\ntitle: Others\n---\n\n[It hums]{claim @author #hums}.\n")
        .start()
}

#[test]
fn links_lead_to_pages_documents_and_declarations() {
    let server =
        with_others(Server::builder().with("/textDocument/documentLink/tooltipSupport", json!(true)));
    let (doc, _) = open(&server);
    let own = |line| format!("{}#L{line}", doc.uri());
    let found = links(&doc);
    let link = |words: &str, target: String, tooltip: Value| (words.to_owned(), target, tooltip);
    assert_eq!(
        found,
        [
            link("^call", own(9), json!("Call")),
            link("https://calls.example/17", "https://calls.example/17".into(), Value::Null),
            link("@aydin", own(6), json!("Selin 𝕏ydin")),
            link("https://notes.example", "https://notes.example".into(), Value::Null),
            link("other#hums", format!("{}#L5", server.uri("other.ascribe")), json!("#hums in Others")),
        ]
    );
    let cast = server.open("deep/a.ascribe", "@a: A\n  affiliation: @mill\n  url: command:x\n");
    let target = format!("{}#L2", server.uri("cast.ascribe"));
    assert_eq!(links(&cast), [link("@mill", target, json!("The mill"))]);
}

#[test]
fn links_without_tooltips_and_without_files() {
    let server = with_others(Server::builder());
    assert!(links(&open(&server).0).iter().all(|(_, _, tooltip)| tooltip.is_null()));
    let untitled = server.open_uri("untitled:new", &Fixture::parse(ARTICLE).text);
    let targets: Vec<_> = links(&untitled).into_iter().map(|(_, target, _)| target).collect();
    assert_eq!(targets, ["https://calls.example/17", "https://notes.example"]);
}

#[test]
fn an_id_is_edited_in_all_its_places() {
    for encoding in Encoding::ALL {
        let server = Server::builder().encoding(encoding).start();
        let (doc, fixture) = open(&server);
        for (mark, lines) in
            [("declared", vec![5, 10, 15]), ("actor", vec![5, 10, 15]), ("label", vec![15, 17])]
        {
            let found = doc.ask("textDocument/linkedEditingRange", fixture.at(mark)).unwrap();
            let ranges: Vec<_> =
                found["ranges"].as_array().unwrap().iter().map(|range| doc.range(range)).collect();
            assert_eq!(ranges.iter().map(|range| range.start.line).collect::<Vec<_>>(), lines, "{mark}");
            assert!(ranges.iter().all(|range| doc.slice(*range) == doc.slice(ranges[0])), "{mark}");
            assert!(found["wordPattern"].as_str().unwrap().starts_with("[A-Za-z"));
        }
        for mark in ["name", "word", "mark"] {
            assert_eq!(
                doc.ask("textDocument/linkedEditingRange", fixture.at(mark)),
                Ok(Value::Null),
                "{mark}"
            );
        }
    }
}

#[test]
fn all_is_announced_and_nothing_is_said_of_what_is_not_open() {
    let server = Server::builder().bare().start();
    for provider in ["documentHighlight", "foldingRange", "selectionRange", "linkedEditingRange"] {
        assert_eq!(server.capability(&format!("/{provider}Provider")), json!(true), "{provider}");
        let mut params = json!({"textDocument": {"uri": server.uri("closed.ascribe")}, "positions": []});
        params["position"] = json!({"line": 0, "character": 0});
        assert_eq!(
            server.request(&format!("textDocument/{provider}"), params),
            Ok(Value::Null),
            "{provider}"
        );
    }
    assert_eq!(server.capability("/documentLinkProvider/resolveProvider"), json!(false));
    let (doc, fixture) = open(&server);
    assert_eq!(highlights(&doc, fixture.at("label")).len(), 2);
    assert_eq!(folds(&doc).len(), 6);
    assert_eq!(links(&doc).len(), 4);
}
