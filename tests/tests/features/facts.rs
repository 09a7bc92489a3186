//! Facts derived from all documents: in hovers, lenses and commands.

use ascribe_tests::{Builder, Doc, Server, path_of};
use serde_json::{Value, json};

const CAST: &str = "\
@mara: Mara Lindqvist
@port: *Port* of [Tolvik](x)
@wire: Nordwire

^log: Harbour log
^report: Report on the gate
  cites: ^log
^leak: Leaked report
  cites: ^report
";

const FIRST: &str = "\
---
title: The gate
---

“We saw the water,”{@mara ^log} she said. At noon [the gate was open]{claim #gate @mara ^leak}.
";

const SECOND: &str = "\
The port says [it was shut]{claim #shut @port denies=first#gate}. [She knew]{claim @mara via=@wire ^log}.
";

fn desk() -> Builder {
    Server::builder()
        .file("cast.ascribe", CAST)
        .file("first.ascribe", FIRST)
        .file("second.ascribe", SECOND)
        .file("third.ascribe", "[It was open]{claim @wire ^log supports=first#gate}.\n")
}

fn hover(doc: &Doc<'_>, part: &str) -> String {
    doc.hover(doc.at(part)).unwrap_or_default()
}

#[test]
fn hovers_tell_what_other_documents_say() {
    let server = desk().start();
    let doc = server.open("first.ascribe", FIRST);
    // A hover waits only briefly for the index.
    let of_actor =
        server.eventually("the index", || hover(&doc, "@mara ^log"), |card| card.contains("workspace"));
    assert!(of_actor.contains("1 quote, 1 claim in this document."), "{of_actor}");
    assert!(of_actor.contains("In the workspace: 1 quote, 2 claims in 2 documents."), "{of_actor}");
    assert!(of_actor.contains(&format!("Relayed by: [Nordwire](<{}#L3>)", server.uri("cast.ascribe"))));
    let of_label = hover(&doc, "#gate");
    let (second, third) = (server.uri("second.ascribe"), server.uri("third.ascribe"));
    let denied =
        format!(r"Denied by: \*Port\* of \[Tolvik\](x), [“it was shut”](<{second}#L1>) in second.ascribe");
    assert!(of_label.contains(&denied), "{of_label}");
    assert!(of_label.contains(&format!("Supported by: Nordwire, [“It was open”](<{third}#L1>)")));
    assert!(of_label.contains("Chain of sources: [Leaked report]("), "{of_label}");
    assert!(hover(&doc, "gate was open]").contains("Denied by"), "on the words themselves");
    assert!(!hover(&doc, "claim #gate").contains("Denied by"), "not on a word of the markup");
    let of_source = hover(&doc, "^log");
    assert!(of_source.contains("In the workspace: 3 annotations in 3 documents."), "{of_source}");
    let port = server.open("cast.ascribe", CAST);
    assert!(!hover(&port, "@wire").contains("[“"), "what an actor says is counted, not listed");
}

#[test]
fn hovers_are_plain_where_markdown_is_not_shown() {
    let server = desk().with("/textDocument/hover/contentFormat", json!(["plaintext"])).start();
    let doc = server.open("first.ascribe", FIRST);
    let card = server.eventually("the index", || hover(&doc, "#gate"), |card| card.contains("Denied"));
    assert!(card.contains("“it was shut” in second.ascribe") && !card.contains("file:"), "{card}");
}

#[test]
fn what_one_document_tells_is_not_told_twice() {
    let server = Server::start();
    let doc = server.open("a.ascribe", "@a: Ann\n^s: S\n  cites: ^s\n\n[It rose]{claim @a ^s}.\n");
    assert!(!hover(&doc, "@a ^s").contains("workspace"));
    let by_default = "---\nsource: ^s\n---\n\n^s: S\n\n[It rose]{claim @author} and [fell]{claim @b}.\n";
    let other = server.open("b.ascribe", by_default);
    assert!(hover(&other, "^s: S").contains("Source of 1 annotation in this document."));
    assert!(hover(&doc, "^s: S").contains("(circular)"), "{}", hover(&doc, "^s: S"));
}

fn lenses(doc: &Doc<'_>) -> Vec<Value> {
    let found = doc.server().request("textDocument/codeLens", doc.params()).expect("lenses or null");
    let resolve = |lens: &Value| match lens.get("command") {
        Some(_) => lens.clone(),
        None => doc.server().request("codeLens/resolve", lens.clone()).expect("a lens"),
    };
    found.as_array().into_iter().flatten().map(resolve).collect()
}

fn titles(lenses: &[Value]) -> Vec<String> {
    let title = |lens: &Value| {
        let line = &lens["range"]["start"]["line"];
        format!("{line}: {}", lens["command"]["title"].as_str().unwrap())
    };
    lenses.iter().map(title).collect()
}

#[test]
fn lenses_count_in_all_documents() {
    let server = desk().start();
    let cast = server.open("cast.ascribe", CAST);
    let expected = [
        "0: 1 quote, 2 claims in 2 documents",
        "1: 0 quotes, 1 claim",
        "2: 0 quotes, 1 claim",
        "4: 3 annotations in 3 documents",
        "7: 1 annotation",
    ];
    assert_eq!(titles(&lenses(&cast)), expected);
    let mut doc = server.open("first.ascribe", FIRST);
    assert_eq!(titles(&lenses(&doc)), ["0: 2 attributed · run check", "4: denied by 1, supported by 1"]);
    doc.replace_all(&FIRST.replace(" ^leak", "").replace(" #gate", ""));
    assert_eq!(titles(&lenses(&doc)), ["0: 2 attributed, 1 without a source · run check"]);
    let plain = server.open("plain.ascribe", "Nothing.\n");
    assert_eq!(titles(&lenses(&plain)), [""; 0]);
}

#[test]
fn lenses_show_places_where_the_client_can() {
    let commands = json!({"commands": ["ascribe.showReferences"]});
    for (builder, can) in [(desk().with("/experimental", commands), true), (desk(), false)] {
        let server = builder.start();
        let cast = server.open("cast.ascribe", CAST);
        let all = lenses(&cast);
        let command = &all[3]["command"];
        let places = if can {
            assert_eq!(command["command"], "ascribe.showReferences");
            assert_eq!(command["arguments"][0], cast.uri());
            command["arguments"][2].clone()
        } else {
            server.request("workspace/executeCommand", command.clone()).unwrap()
        };
        let names = places
            .as_array()
            .unwrap()
            .iter()
            .map(|place| path_of(&place["uri"].to_string().replace('"', "")));
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["first", "second", "third"].map(|name| server.path(&format!("{name}.ascribe")))
        );
    }
}

#[test]
fn lenses_can_be_switched_off_and_are_asked_for_again() {
    let off = json!({"codeLens": {"enable": false}});
    let server = desk().options(off).start();
    assert!(lenses(&server.open("cast.ascribe", CAST)).is_empty());
    let server = desk().with("/workspace/codeLens", json!({"refreshSupport": true})).start();
    let _doc = server.open("first.ascribe", FIRST);
    server.connection().wait_request("workspace/codeLens/refresh");
}

#[test]
fn a_lens_of_what_is_gone_says_nothing() {
    let server = desk().start();
    let mut doc = server.open("first.ascribe", FIRST);
    let found = server.request("textDocument/codeLens", doc.params()).unwrap();
    let lens = found[1].clone();
    doc.replace_all("");
    let mut odd = lens.clone();
    odd["data"] = json!({"uri": 7});
    for lens in [lens, odd] {
        let resolved = server.request("codeLens/resolve", lens).unwrap();
        let done = server.request("workspace/executeCommand", resolved["command"].clone());
        assert_eq!(done, Ok(json!([])));
    }
}

fn execute(server: &Server, command: &str, argument: &Value) -> Result<Value, String> {
    let params = json!({"command": command, "arguments": [argument]});
    server.request("workspace/executeCommand", params).map_err(|error| error.message)
}

#[test]
fn check_tells_counts_and_findings() {
    let server = desk().start();
    let all = server.request("workspace/executeCommand", json!({"command": "ascribe.check"})).unwrap();
    assert_eq!((&all["checked"], &all["warnings"]), (&json!(4), &json!(1)));
    let finding = &all["documents"][0]["findings"][0];
    assert_eq!(
        (&all["documents"][0]["uri"], &finding["code"]),
        (&json!(server.uri("second.ascribe")), &json!("missing-source"))
    );
    let doc = server.open("unsaved.ascribe", "[It]{claim @nobody}.\n");
    let one = execute(&server, "ascribe.check", &json!({"uri": doc.uri()})).unwrap();
    assert_eq!((&one["checked"], &one["errors"]), (&json!(1), &json!(1)));
    let shown = || server.notifications("window/showMessage");
    let shown = server.eventually("messages", shown, |all| all.len() == 2);
    assert!(shown.iter().any(|it| it["message"] == "1 error, 1 warning in 1 document."), "{shown:?}");
}

#[test]
fn strip_and_the_record_of_an_actor() {
    let server = desk().start();
    let stripped = execute(&server, "ascribe.strip", &json!(server.uri("second.ascribe"))).unwrap();
    assert_eq!(stripped, "The port says it was shut. She knew.\n");
    let asked = |format| json!({"uri": server.uri("first.ascribe"), "id": "@mara", "format": format});
    let page = execute(&server, "ascribe.actorRecord", &asked("markdown")).unwrap();
    let page = page.as_str().unwrap();
    assert!(page.starts_with("# Mara Lindqvist\n\n@mara\n\n1 quote, 2 claims in 2 documents.\n"), "{page}");
    assert!(
        page.contains(&format!(
            "- [line 5](<{}#L5>), quote: We saw the water, (Harbour log)\n",
            server.uri("first.ascribe")
        )),
        "{page}"
    );
    let data = execute(&server, "ascribe.actorRecord", &asked("json")).unwrap();
    assert_eq!(data["statements"][1]["text"], "the gate was open");
    assert_eq!(data["statements"][2]["uri"], server.uri("second.ascribe"));
}

#[test]
fn the_overview_of_a_document() {
    let server = desk().start();
    let doc = server.open("first.ascribe", FIRST);
    let found = execute(&server, "ascribe.overview", &json!(doc.uri())).unwrap();
    assert_eq!(found["frontMatter"], json!([["title", "The gate"]]));
    assert_eq!((&found["attributed"], &found["attributable"]), (&json!(2), &json!(2)));
    let names = found["actors"].as_array().unwrap().iter().map(|actor| &actor["name"]);
    assert_eq!(names.collect::<Vec<_>>(), ["Mara Lindqvist", "*Port* of [Tolvik](x)", "Nordwire"]);
    assert_eq!(found["actors"][1]["uri"], server.uri("cast.ascribe"));
    assert_eq!(
        found["actors"][1]["range"],
        json!({"start": {"line": 1, "character": 1}, "end": {"line": 1, "character": 5}})
    );
    let statement = &found["statements"][1];
    assert_eq!(statement["words"]["start"], json!({"line": 4, "character": 51}));
    assert_eq!((&statement["text"], &statement["actors"]), (&json!("the gate was open"), &json!(["mara"])));
    assert_eq!((&statement["attributed"], &statement["toReview"]), (&json!(true), &json!(false)));
    assert_eq!(found["paragraphs"][0]["markup"].as_array().unwrap().len(), 4);
}

#[test]
fn the_report_is_that_of_the_command_line() {
    let server = Server::start();
    let text = "@mara: Mara Lind\n\n“𝕏 is <b>open</b>,”{@mara} Lind said. “Nobody came at all.”\n";
    let doc = server.open("report.ascribe", text);
    let page = execute(&server, "ascribe.report", &json!(doc.uri())).unwrap();
    let written = ascribe_tests::Cli::new().with("report.ascribe", text).run(&["report", "report.ascribe"]);
    assert_eq!(page.as_str().unwrap(), String::from_utf8(written.stdout).unwrap());
    assert!(page.as_str().unwrap().contains("unattributed-quote"));
}

#[test]
fn plain_text_becomes_a_document() {
    let server = desk().start();
    let article = "@mara: hello\n\nA [b]{claim} and “c”{d}.\n";
    let imported = execute(&server, "ascribe.import", &json!({"text": article})).unwrap();
    let doc = server.open("imported.ascribe", imported.as_str().unwrap());
    assert_eq!(execute(&server, "ascribe.strip", &json!(doc.uri())).unwrap(), article);
    assert_ne!(imported, article);
}

#[test]
fn bad_arguments_are_refused_with_the_reason() {
    let server = desk().start();
    let announced = server.capability("/executeCommandProvider/commands");
    let uri = server.uri("first.ascribe");
    for (command, argument, words) in [
        ("ascribe.strip", json!(null), "requires the `uri`"),
        ("ascribe.strip", json!(7), "takes a URI"),
        ("ascribe.strip", json!("file:///nowhere/at/all.ascribe"), "cannot be read"),
        ("ascribe.check", json!("file:///nowhere/at/all.ascribe"), "cannot be read"),
        ("ascribe.report", json!("file:///nowhere/at/all.ascribe"), "cannot be read"),
        ("ascribe.overview", json!("file:///nowhere/at/all.ascribe"), "cannot be read"),
        ("ascribe.import", json!({ "uri": uri }), "requires the `text`"),
        ("ascribe.actorRecord", json!({ "uri": uri }), "requires the `id`"),
        ("ascribe.actorRecord", json!({ "uri": uri, "id": "no" }), "has no actor `@no`"),
        ("ascribe.actorRecord", json!({ "uri": uri, "id": "mara", "format": "pdf" }), "not `pdf`"),
    ] {
        assert!(announced.as_array().unwrap().iter().any(|known| known == command));
        let error = execute(&server, command, &argument).unwrap_err();
        assert!(error.contains(words), "{command} {argument}: {error}");
    }
    assert!(execute(&server, "ascribe.fly", &json!(null)).unwrap_err().contains("ascribe.check"));
    let two = json!({"command": "ascribe.check", "arguments": [1, 2]});
    assert!(server.request("workspace/executeCommand", two).unwrap_err().message.contains("one argument"));
}

#[test]
fn a_record_has_split_quotations_in_full() {
    let server = Server::start();
    let text = "@mara: Mara Lindqvist\n\n“It rose,”{#rose @mara} she said, “and it fell,”{part=#rose} and “then it \
                rained.”{part=#rose}\n\n“Nobody came.\n\n“Nobody called.”{@mara}\n";
    let doc = server.open("split.ascribe", text);
    let asked = json!({"uri": doc.uri(), "id": "mara", "format": "json"});
    let data = execute(&server, "ascribe.actorRecord", &asked).unwrap();
    let words: Vec<_> =
        data["statements"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(words, ["It rose, … and it fell, … then it rained.", "Nobody came.\n\nNobody called."]);
}

#[test]
fn who_has_said_nothing_has_no_lens() {
    let server = Server::start();
    let mut doc = server.open("new.ascribe", "@mara: Mara Lindqvist\n^log: Log\n\nText.\n");
    assert_eq!(titles(&lenses(&doc)), [""; 0]);
    doc.replace_all("@mara: Mara Lindqvist\n^log: Log\n\n[It rose]{claim @mara ^log}.\n");
    let expected = ["0: 1 attributed · run check", "0: 0 quotes, 1 claim", "1: 1 annotation"];
    assert_eq!(titles(&lenses(&doc)), expected);
}

#[test]
fn speakers_are_offered_with_their_edits() {
    let server = Server::start();
    let doc = server.open(
        "article.ascribe",
        "@mara: Mara Lindqvist\n@ola: Ola Brandt\n\nMara Lindqvist said [it rose]{claim}.\n",
    );
    let position = doc.wire(doc.at("it rose"));
    let ask = |more: Value| {
        let mut argument = json!({"uri": doc.uri(), "position": position});
        argument.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        execute(&server, "ascribe.speakers", &argument).unwrap()
    };
    let all = ask(json!({}));
    let ids: Vec<_> =
        all.as_array().unwrap().iter().map(|it| (it["id"].as_str().unwrap(), it["likely"] == true)).collect();
    assert_eq!(ids, [("mara", true), ("ola", false)]);
    assert!(doc.preview(&all[1]).ends_with("[it rose]{claim @ola}.\n"));
    let new = ask(json!({"name": "Per Holm"}));
    let declared = "@mara: Mara Lindqvist\n@ola: Ola Brandt\n@per-holm: Per Holm\n\n";
    assert_eq!(
        doc.preview(&new[0]),
        format!("{declared}Mara Lindqvist said [it rose]{{claim @per-holm}}.\n")
    );
    let error = execute(&server, "ascribe.speakers", &json!({"uri": doc.uri()})).unwrap_err();
    assert!(error.contains("requires a `position`"), "{error}");
}

#[test]
fn whom_the_article_names_is_offered_as_a_speaker_and_declared_when_chosen() {
    let server = Server::start();
    let text = "Martin Holm and Judge Nora Vik came to the quay.\n\n\
        “The crane is old,”{@vik draft} Vik said. “It has to go.”{draft}\n\n@vik: Nora Vik\n";
    let mut doc = server.open("names.ascribe", text);
    for words in ["crane is old", "has to go"] {
        let at = doc.wire(doc.at(words));
        let all = execute(&server, "ascribe.speakers", &json!({"uri": doc.uri(), "position": at})).unwrap();
        let titles: Vec<&str> =
            all.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
        assert_eq!(titles.iter().filter(|title| title.contains("Nora Vik")).count(), 1, "{titles:?}");
        assert_eq!(titles.iter().filter(|title| title.contains("Martin Holm")).count(), 1, "{titles:?}");
        assert!(titles[0].contains("Nora Vik"), "the declared one comes first: {titles:?}");
    }
    let at = doc.wire(doc.at("has to go"));
    let all = execute(&server, "ascribe.speakers", &json!({"uri": doc.uri(), "position": at})).unwrap();
    let holm = all.as_array().unwrap().iter().find(|one| one["title"] == "Martin Holm").unwrap();
    doc.apply(&json!({"edit": holm["edit"]}));
    assert!(doc.text().contains("@holm: Martin Holm"), "{}", doc.text());
    assert!(
        doc.text().contains("“It has to go.”{draft @holm}")
            || doc.text().contains("“It has to go.”{@holm draft}")
    );
    assert!(doc.findings_of(&["undefined-actor", "syntax"]).is_empty());
}
