//! Code actions: the text after applying them, and whether the finding is gone.

use ascribe_tests::{Cli, Doc, Server};
use serde_json::json;

const CAST: &str = "@mara: Mara Lindqvist\n@nils: Nils Åkerblom\n^log: Harbour log\n\n";

fn open<'s>(server: &'s Server, body: &str) -> Doc<'s> {
    server.open("article.ascribe", &format!("{CAST}{body}"))
}

/// Applies the action with these words to the only finding of a rule, and asserts that the finding is gone.
fn mend<'s>(server: &'s Server, body: &str, rule: &str, words: &[&str]) -> Doc<'s> {
    let mut doc = open(server, body);
    let plain = strip(doc.text());
    let found = doc.findings_of(&[rule]);
    assert_eq!(found.len(), 1, "{found:?}");
    let action = doc.action(found[0].range, words);
    assert!(action["kind"].as_str().is_some_and(|kind| kind.starts_with("quickfix")), "{action}");
    assert_eq!(action["diagnostics"][0]["code"], rule, "it says what it mends: {action}");
    doc.apply(&action);
    assert!(doc.findings_of(&[rule]).is_empty(), "not mended:\n{}", doc.text());
    assert!(doc.findings_of(&["syntax"]).is_empty());
    assert_eq!(strip(doc.text()), plain, "the article itself stays as it is");
    doc
}

fn strip(text: &str) -> String {
    String::from_utf8(Cli::new().run_with(&["strip", "-"], text).stdout).unwrap()
}

#[test]
fn an_undefined_reference_becomes_what_was_meant() {
    let server = Server::start();
    for (body, rule, near, mended) in [
        ("𝕏 \"We saw it,\"{@marra ^log}\n", "undefined-actor", "@mara", "𝕏 \"We saw it,\"{@mara ^log}\n"),
        ("\"We saw it,\"{@mara ^lgo}\n", "undefined-source", "^log", "\"We saw it,\"{@mara ^log}\n"),
        (
            "[a]{#gate @mara} [b]{claim @mara denies=#gaet}\n",
            "undefined-label",
            "#gate",
            "[a]{#gate @mara} [b]{claim @mara denies=#gate}\n",
        ),
    ] {
        let doc = mend(&server, body, rule, &[near]);
        assert_eq!(doc.text(), format!("{CAST}{mended}"));
        doc.close();
    }
}

#[test]
fn an_undefined_actor_or_source_is_declared() {
    let server = Server::start();
    for (body, rule, line) in [
        ("\"We saw it,\"{@storm-watch ^log}\r\n", "undefined-actor", "@storm-watch:"),
        ("\"We saw it,\"{@mara ^minutes}\n", "undefined-source", "^minutes:"),
    ] {
        let doc = mend(&server, body, rule, &["declare", line.trim_end_matches(':')]);
        assert!(doc.text().ends_with(body), "{}", doc.text());
        assert_eq!(doc.text().lines().filter(|text| text.starts_with(line)).count(), 1, "{}", doc.text());
        doc.close();
    }
}

#[test]
fn a_quotation_is_attributed_to_whom_the_sentence_names() {
    let server = Server::start();
    let body = "\"We all saw the water,'' Nils Åkerblom said.\n";
    let doc = mend(&server, body, "unattributed-quote", &["Nils Åkerblom"]);
    assert_eq!(doc.text(), format!("{CAST}\"We all saw the water,''{{@nils}} Nils Åkerblom said.\n"));
    doc.close();
    let doc = mend(
        &server,
        "So [it rose]{claim}, said Mara Lindqvist.\n",
        "unattributed-claim",
        &["Mara Lindqvist"],
    );
    assert_eq!(doc.text(), format!("{CAST}So [it rose]{{claim @mara}}, said Mara Lindqvist.\n"));
}

#[test]
fn a_source_is_added() {
    let server = Server::start();
    let doc = mend(&server, "\"We saw it,\"{@mara} she said.\n", "missing-source", &["^log"]);
    assert_eq!(doc.text(), format!("{CAST}\"We saw it,\"{{@mara ^log}} she said.\n"));
}

#[test]
fn other_findings_are_mended() {
    let server = Server::start();
    mend(&server, "He called it \"a mistake and left.\n", "unbalanced-quote", &["text"]).close();
    let again = open(&server, "@mara: Mara Holm\n");
    let found = again.findings_of(&["duplicate-id"]);
    assert!(!again.actions(found[0].range, Some("quickfix")).is_empty());
    again.close();
    let mut open_brace = open(&server, "[it rose]{claim @mara ^log\n");
    let found = open_brace.findings_of(&["syntax"]);
    open_brace.apply(&open_brace.action(found[0].range, &["close"]));
    assert_eq!(open_brace.text(), format!("{CAST}[it rose]{{claim @mara ^log}}\n"));
    assert!(open_brace.findings_of(&["syntax"]).is_empty());
}

#[test]
fn a_selection_is_annotated() {
    let server = Server::start();
    for (kind, start) in [("claim", "{claim"), ("quote", "{quote"), ("mention", "{")] {
        let mut doc = open(&server, "𝕏 wrote that the gate was open all night.\n");
        let plain = strip(doc.text());
        let action = doc.action(doc.range_of("the gate was open"), &[&format!("annotate as `{kind}`")]);
        assert!(action["kind"].as_str().is_some_and(|kind| kind.starts_with("refactor")), "{action}");
        doc.apply(&action);
        let expected = format!("{CAST}𝕏 wrote that [the gate was open]{start}");
        assert!(doc.text().starts_with(&expected), "{}", doc.text());
        assert!(doc.text().ends_with("} all night.\n"), "{}", doc.text());
        assert_eq!(strip(doc.text()), plain);
        doc.close();
    }
}

#[test]
fn nothing_is_offered_where_nothing_can_be_done() {
    let server = Server::start();
    let doc = open(&server, "\"We saw it,\"{@mara ^log} she said.\n");
    let nowhere = doc.at("she said").empty();
    assert!(doc.actions(nowhere, Some("quickfix")).is_empty());
    assert!(doc.actions(nowhere, Some("source.organizeImports")).is_empty());
}

#[test]
fn only_what_was_asked_for_is_offered() {
    let server = Server::start();
    let doc = open(&server, "\"We saw it all,\"{@marra ^log} she said.\n");
    let range = doc.range_of("@marra");
    for kind in ["quickfix", "refactor"] {
        for action in doc.actions(range, Some(kind)) {
            assert!(action["kind"].as_str().is_some_and(|of| of.starts_with(kind)), "{action}");
        }
    }
    assert!(!doc.actions(range, Some("quickfix")).is_empty());
}

#[test]
fn clients_get_the_form_of_edits_they_know() {
    for versioned in [true, false] {
        let client = Server::builder().with("/workspace/workspaceEdit/documentChanges", json!(versioned));
        let server = client.start();
        let mut doc = open(&server, "\"We saw it,\"{@marra ^log} she said.\n");
        doc.insert(doc.at("she said"), "𝕏 ");
        let edit = doc.resolved(&doc.action(doc.range_of("@marra"), &["@mara"]))["edit"].clone();
        if let Some(changes) = edit.get("documentChanges") {
            assert!(versioned, "a client that knows no documentChanges: {edit}");
            let version = &changes[0]["textDocument"]["version"];
            assert!(version.is_null() || *version == doc.version(), "edits of the text as it is: {edit}");
        }
    }
}

#[test]
fn fixes_are_found_without_the_code_of_the_diagnostics() {
    // Some editors send back only the range and the message.
    let server = Server::start();
    let doc = open(&server, "\"We saw it,\"{@marra ^log} she said.\n");
    let finding = doc.findings_of(&["undefined-actor"]).remove(0);
    let bare = json!({"range": finding.raw["range"], "message": finding.message});
    let mut params = doc.params();
    params["range"] = finding.raw["range"].clone();
    for diagnostics in [json!([bare]), json!([])] {
        params["context"] = json!({"diagnostics": diagnostics});
        let actions = server.request("textDocument/codeAction", params.clone()).expect("actions");
        assert!(actions.to_string().contains("@mara"), "{actions}");
    }
}

#[test]
fn edits_come_at_once_or_when_an_action_is_chosen() {
    let text = "\"We saw it all,\" said Mara Lindqvist.\n";
    let server = Server::start();
    assert_eq!(server.capability("/codeActionProvider/resolveProvider"), json!(true));
    let mut doc = open(&server, text);
    let action = doc.action(doc.range_of("We"), &["attribute to mara"]);
    assert!(action.get("edit").is_none() && action["data"].is_object(), "{action}");
    assert_eq!(action["isPreferred"], true);
    assert!(doc.preview(&action).contains("all,\"{@mara} said"));
    doc.insert(doc.at("said"), "then ");
    let error = server.request("codeAction/resolve", action.clone()).expect_err("the text is another one");
    assert_eq!(error.code, -32801, "{error:?}");
    doc.close();
    assert!(server.request("codeAction/resolve", action).is_err());

    let server = Server::builder()
        .without("/textDocument/codeAction/resolveSupport")
        .without("/textDocument/codeAction/isPreferredSupport")
        .start();
    assert_eq!(server.capability("/codeActionProvider/resolveProvider"), json!(null));
    let doc = open(&server, text);
    let action = doc.action(doc.range_of("We"), &["attribute to mara"]);
    assert!(action["edit"].is_object() && action.get("data").is_none(), "{action}");
    assert!(action.get("isPreferred").is_none());
}

#[test]
fn actions_that_cannot_be_done_say_why_to_clients_that_show_it() {
    let text = "\"We saw it,\"{@mara ^log} she said. \"Why?\"{@nils ^log} he asked.\n";
    for shows in [true, false] {
        let client = Server::builder().with("/textDocument/codeAction/disabledSupport", json!(shows));
        let server = client.start();
        let doc = open(&server, text);
        let actions = doc.actions(doc.range_of("Why").start.empty(), Some("refactor"));
        let joins: Vec<_> = actions
            .iter()
            .filter(|action| action["title"].as_str().is_some_and(|title| title.starts_with("Join")))
            .collect();
        assert_eq!(joins.len(), usize::from(shows));
        assert!(joins.iter().all(|join| {
            join["disabled"]["reason"].as_str().is_some_and(|reason| reason.contains("different speakers"))
                && join.get("edit").is_none()
        }));
    }
}

#[test]
fn what_concerns_the_whole_document_waits_until_somebody_asks() {
    let server = Server::start();
    let doc =
        open(&server, "[it rose]{claim @mara, ^log}, [and fell]{opinion @mara ^log place=North Pier}.\n");
    let kinds = |trigger: u32, only: Option<&str>| {
        let mut params = doc.params();
        params["range"] = doc.wire_range(doc.at("it rose").empty());
        params["context"] = json!({"diagnostics": [], "triggerKind": trigger});
        if let Some(only) = only {
            params["context"]["only"] = json!([only]);
        }
        let actions = server.request("textDocument/codeAction", params).expect("actions");
        actions.as_array().unwrap().clone()
    };
    let is_source = |action: &serde_json::Value| action["kind"].as_str().unwrap().starts_with("source");
    assert!(!kinds(2, None).iter().any(is_source));
    assert!(kinds(1, None).iter().any(is_source));
    let fixes = kinds(2, Some("source.fixAll"));
    assert_eq!(fixes.len(), 1);
    assert_eq!(
        doc.preview(&fixes[0]),
        format!(
            "{CAST}[it rose]{{claim @mara ^log}}, [and fell]{{opinion @mara ^log place=\"North Pier\"}}.\n"
        )
    );
}

#[test]
fn declarations_go_to_the_cast_that_is_there_or_to_a_new_one() {
    let text = "\"We saw it,\"{@storm-watch} she said.\n";
    let server = Server::start();
    let doc = server.open("desk/article.ascribe", text);
    let action = doc.action(doc.range_of("@storm-watch"), &["in a new", "cast.ascribe"]);
    let changes = doc.resolved(&action)["edit"]["documentChanges"].clone();
    let uri = server.uri("desk/cast.ascribe");
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(uri)), "{changes}");
    assert_eq!(changes[1]["edits"][0]["newText"], "@storm-watch: Storm Watch\n", "{changes}");
    doc.close();

    // An existing cast is edited, on disk or, if open, with its version.
    let server = Server::builder().file("cast.ascribe", "@mara: Mara Lindqvist\n").start();
    let doc = server.open("desk/article.ascribe", text);
    let find = || doc.action(doc.range_of("@storm-watch"), &["declare", "in `cast"]);
    let change = doc.resolved(&find())["edit"]["documentChanges"][0].clone();
    assert_eq!(change["textDocument"]["uri"], json!(server.uri("cast.ascribe")));
    assert!(change["textDocument"]["version"].is_null(), "{change}");
    let mut cast = server.open("cast.ascribe", "@mara: Mara Lindqvist\n");
    cast.insert(cast.at("Lindqvist"), "T. ");
    let change = doc.resolved(&find())["edit"]["documentChanges"][0].clone();
    assert_eq!(change["textDocument"]["version"], json!(cast.version()), "{change}");
    assert!(
        doc.actions(doc.range_of("@storm-watch"), None)
            .iter()
            .all(|a| !a["title"].to_string().contains("a new `"))
    );

    // There is no such action without a file, or for a client that cannot create files.
    let server = Server::builder().without("/workspace/workspaceEdit/resourceOperations").start();
    for doc in [server.open("article.ascribe", text), server.open_uri("untitled:Untitled-1", text)] {
        let actions = doc.actions(doc.range_of("@storm-watch"), None);
        assert!(!actions.is_empty() && !serde_json::to_string(&actions).unwrap().contains("cast.ascribe"));
    }
}

#[test]
fn a_declaration_moves_to_the_cast() {
    let server = Server::builder().file("cast.ascribe", "@board: Board\n").start();
    let doc = open(&server, "Text.\n");
    let action = doc.action(doc.at("Mara").empty(), &["move", "@mara"]);
    assert_eq!(action["kind"], "refactor.move");
    let changes = doc.resolved(&action)["edit"]["documentChanges"].clone();
    assert_eq!(changes.as_array().map(Vec::len), Some(2), "{changes}");
    assert!(!doc.preview(&action).contains("@mara"));
    assert_eq!(changes[1]["edits"][0]["newText"], "\n@mara: Mara Lindqvist\n");
}

#[test]
fn a_rule_is_silenced_in_the_project() {
    let text = "\"We saw it all,\" she said.\n";
    let server = Server::builder().file("ascribe.toml", "root = true\n").start();
    let doc = server.open("desk/article.ascribe", text);
    let action = doc.action(doc.range_of("We"), &["silence", "in the project"]);
    let changes = doc.resolved(&action)["edit"]["documentChanges"].clone();
    assert_eq!(changes[0]["textDocument"]["uri"], json!(server.uri("ascribe.toml")), "{changes}");
    let written = changes[0]["edits"][0]["newText"].as_str().unwrap();
    assert!(written.contains("unattributed-quote = \"off\""), "{changes}");
    assert!(changes[0]["edits"][0].get("annotationId").is_none(), "this client knows no notes: {changes}");
    doc.close();

    let server = Server::builder()
        .with("/workspace/workspaceEdit/changeAnnotationSupport", json!({}))
        .file("ascribe.toml", "root = true\n")
        .start();
    let doc = server.open("desk/article.ascribe", text);
    let edit = doc.resolved(&doc.action(doc.range_of("We"), &["silence", "in the project"]))["edit"].clone();
    let id = edit["documentChanges"][0]["edits"][0]["annotationId"].as_str().expect("a note");
    assert!(edit["changeAnnotations"][id]["label"].as_str().is_some_and(|label| label.contains("project")));
    doc.close();

    let server = Server::start();
    let doc = server.open("desk/article.ascribe", text);
    let action = doc.action(doc.range_of("We"), &["silence", "in the project"]);
    let changes = doc.resolved(&action)["edit"]["documentChanges"].clone();
    assert_eq!(
        changes[0],
        json!({"kind": "create", "uri": server.uri("ascribe.toml"),
        "options": {"overwrite": false, "ignoreIfExists": false}})
    );
    assert_eq!(changes[1]["edits"][0]["newText"], "[rules]\nunattributed-quote = \"off\"\n");
}

#[test]
fn a_paragraph_and_a_document_are_drafted_when_somebody_asks() {
    let server = Server::start();
    let body = "“The crane is old,” said Mayor Ada Berg. “It has to go.”\n\nBerg said the harbour would close in June.\n";
    let mut doc = open(&server, body);
    let plain = strip(doc.text());
    let caret = doc.range_of("The crane is old");
    let kinds = |doc: &Doc<'_>, only: Option<&str>| -> Vec<String> {
        let all = doc.actions(caret, only);
        let drafts = all.iter().filter(|action| action["title"].as_str().unwrap().starts_with("Draft "));
        drafts.map(|action| action["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(&doc, None), ["refactor.rewrite.draft", "source.draft.ascribe"]);
    assert_eq!(kinds(&doc, Some("source.draft.ascribe")), ["source.draft.ascribe"]);
    let action = doc.action(caret, &["draft this paragraph"]);
    doc.apply(&action);
    assert_eq!(doc.text().matches(" draft").count(), 2, "{}", doc.text());
    let action = doc.action(doc.range_of("harbour would"), &["draft this document"]);
    doc.apply(&action);
    assert_eq!(doc.text().matches(" draft").count(), 3, "{}", doc.text());
    assert!(doc.findings_of(&["syntax", "undefined-actor", "duplicate-id"]).is_empty(), "{}", doc.text());
    assert_eq!(strip(doc.text()), plain);
    let action = doc.action(doc.range_of("It has to go"), &["accept this draft"]);
    doc.apply(&action);
    assert_eq!(doc.text().matches(" draft").count(), 1, "{}", doc.text());
}

#[test]
fn whatever_is_offered_can_be_resolved() {
    let server = Server::start();
    let body = "Mara Lindqvist met Nils Åkerblom on the quay.\n\n“We saw it come,” she said. “It {was}[”{claim}\n\n“No,”{claim draft} she said.\n";
    let doc = open(&server, body);
    for words in ["We saw", "It {was", "“No", "met Nils"] {
        for action in doc.actions(doc.range_of(words), None) {
            if action.get("disabled").is_none() {
                assert!(doc.resolved(&action)["edit"].is_object(), "{action}");
            }
        }
    }
}

#[test]
fn editors_find_reviews_and_speakers_by_kind() {
    let server = Server::start();
    let doc = open(
        &server,
        "“The gate is open,” she said. It was [the coldest winter]{claim @mara draft confidence=0.95}.\n",
    );
    for (part, kind) in [
        ("The gate", "quickfix.attribute"),
        ("coldest", "refactor.rewrite.attribute"),
        ("coldest", "refactor.rewrite.acceptDraft"),
        ("coldest", "refactor.rewrite.rejectDraft"),
        ("The gate", "source.acceptDrafts.ascribe.likely"),
    ] {
        let found = doc.actions(doc.range_of(part), Some(kind));
        assert!(!found.is_empty() && found.iter().all(|action| action["kind"] == kind), "{kind}: {found:?}");
    }
    let all = doc.actions(doc.range_of("The gate"), Some("source.acceptDrafts.ascribe"));
    let of_all = all.iter().filter(|action| action["kind"] == "source.acceptDrafts.ascribe");
    assert_eq!((all.len(), of_all.count()), (2, 1), "{all:?}");
}

#[test]
fn while_the_cursor_moves_only_what_is_to_be_done_here_is_offered() {
    let server = Server::start();
    let text = "[it rose]{claim @mara ^log}, [it fell]{claim @mara ^log draft}, “and then it rose again” she said.\n";
    let doc = open(&server, text);
    let kinds = |part: &str, whole: bool| {
        let mut params = doc.params();
        let range = doc.range_of(part);
        params["range"] = doc.wire_range(if whole { range } else { range.start.empty() });
        params["context"] = json!({"diagnostics": [], "triggerKind": 2});
        let actions = server.request("textDocument/codeAction", params).expect("actions");
        let kinds = actions.as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned());
        kinds.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(kinds("it rose]", false), [""; 0]);
    assert_eq!(kinds("it fell", false), ["refactor.rewrite.acceptDraft", "refactor.rewrite.rejectDraft"]);
    assert!(kinds("and then", false).iter().all(|kind| kind.starts_with("quickfix")));
    assert!(kinds("she said", true).contains(&"refactor.rewrite".to_owned()));
}

/// Text that the command of an action selects in the document after its edit.
fn selected(doc: &Doc<'_>, action: &serde_json::Value) -> String {
    let command = &action["command"];
    assert_eq!(command["command"], "ascribe.select", "{action}");
    assert_eq!(command["arguments"][0], doc.uri());
    doc.slice(doc.range(&command["arguments"][1])).to_owned()
}

#[test]
fn a_placeholder_is_selected_where_the_client_can() {
    let resolves = "/textDocument/codeAction/resolveSupport";
    let with_placeholder = |doc: &Doc<'_>, rule: &str, placeholder: &str| {
        let found = doc.findings_of(&[rule]);
        let all = doc.actions(found[0].range, Some("quickfix"));
        let action = all.iter().find(|action| doc.preview(action).contains(placeholder));
        doc.resolved(action.expect("a fix with a placeholder"))
    };
    for (body, rule, placeholder) in [
        ("“Nobody 𝕏 came,” it was said.\n", "unattributed-quote", "Name of the speaker"),
        (
            "@clerk: A clerk\n  anonymous: yes\n\n𝕏 “We left,”{@clerk} a clerk said.\n",
            "anonymous-no-reason",
            "Why the article withholds the name",
        ),
    ] {
        for encoding in ["utf-8", "utf-16"] {
            let client = || Server::builder().encodings(&[encoding]);
            let able = || client().with("/experimental", json!({"commands": ["ascribe.select"]}));
            let lazy = json!({"properties": ["edit", "command"]});
            for (client, selects) in [
                (client(), false),
                (able(), false),
                (able().with(resolves, lazy), true),
                (able().without(resolves), true),
            ] {
                let server = client.start();
                let mut doc = open(&server, body);
                let action = with_placeholder(&doc, rule, placeholder);
                doc.apply(&action);
                let command = action.get("command").filter(|command| !command.is_null());
                assert_eq!(command.is_some(), selects, "{action}");
                if selects {
                    assert_eq!(selected(&doc, &action), placeholder);
                }
            }
        }
    }
}

#[test]
fn a_rejected_claim_is_not_drafted_again() {
    let server = Server::start();
    let text = "Mayor Ada Berg came.\n\nBerg said the harbour would close in June.\n\n\
        Berg said the old crane would stay. Berg said the quay would be sold.\n";
    let mut doc = server.open("plain.ascribe", text);
    let draft = |doc: &Doc<'_>| doc.actions(doc.range_of("came"), Some("source.draft")).into_iter().next();
    let action = draft(&doc).expect("drafts");
    doc.apply(&action);
    assert_eq!(doc.text().matches(" draft ").count(), 3, "{}", doc.text());
    for words in ["the harbour", "the quay"] {
        let reject = doc.actions(doc.range_of(words), Some("refactor.rewrite.rejectDraft"));
        doc.apply(&reject[0]);
    }
    assert_eq!(doc.text().matches(" draft ").count(), 1, "{}", doc.text());
    assert_eq!(doc.text().matches("%% allow: unmarked-claim").count(), 2, "{}", doc.text());
    assert!(draft(&doc).is_none(), "nothing is left to draft");
    for words in ["harbour would", "quay would"] {
        assert_eq!(
            doc.actions(doc.range_of(words), Some("refactor.rewrite.draft")),
            Vec::<serde_json::Value>::new()
        );
    }
    let without_note = doc.text().replacen("%% allow: unmarked-claim\n", "", 1);
    doc.replace_all(&without_note);
    let action = draft(&doc).expect("without the note, there is a draft");
    doc.apply(&action);
    assert!(doc.text().contains("[the harbour would close in June]{claim @berg draft"), "{}", doc.text());
    assert!(!doc.text().contains("[the quay"), "{}", doc.text());
}
