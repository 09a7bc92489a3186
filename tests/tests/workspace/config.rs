//! `ascribe.toml` over the protocol: its effects, and its problems.

use ascribe_tests::{Builder, Doc, Encoding, Pos, Server};
use serde_json::{Value, json};

/// An article with a finding of `unattributed-quote`.
const ARTICLE: &str = "“The lake is full,” a board says.\n";
const QUOTE: &str = "unattributed-quote";
const CONFIG: &str = "ascribe.toml";

/// A pull client and a push client.
fn clients() -> [Builder; 2] {
    [Server::builder(), Server::builder().push()]
}

fn says(level: &str) -> String {
    format!("[rules]\nunattributed-quote = \"{level}\"\n")
}

/// Waits until the findings have these severities; 1 is an error.
#[track_caller]
fn wait_severities(doc: &Doc<'_>, severities: &[u64]) {
    let look = || doc.findings_of(&[QUOTE]).iter().map(|finding| finding.severity).collect::<Vec<_>>();
    doc.server().eventually("the severities", look, |seen| seen == severities);
}

/// Waits until the configuration has this many problems, and returns them.
fn wait_problems(server: &Server, name: &str, count: usize) -> Vec<Value> {
    let wanted = |params: &Value| params["diagnostics"].as_array().is_some_and(|all| all.len() == count);
    server.wait_published(&server.uri(name), "problems of the configuration", wanted)
}

#[test]
fn severities_follow_the_file_on_disk() {
    for client in clients() {
        let server = client.file(CONFIG, says("error")).start();
        let doc = server.open("north/article.ascribe", ARTICLE);
        wait_severities(&doc, &[1]);
        server.write_watched("north/ascribe.toml", says("hint"));
        wait_severities(&doc, &[4]);
        server.write_watched("north/ascribe.toml", says("off"));
        wait_severities(&doc, &[]);
        server.delete_watched("north/ascribe.toml");
        wait_severities(&doc, &[1]);
        server.delete_watched(CONFIG);
        wait_severities(&doc, &[2]);
    }
}

#[test]
fn a_pack_is_watched_and_its_problems_are_shown() {
    for client in clients() {
        let server = client.file(CONFIG, "extends = './packs/house.toml'\n").start();
        let doc = server.open("article.ascribe", ARTICLE);
        wait_severities(&doc, &[2]);
        let missing = wait_problems(&server, CONFIG, 1);
        assert!(missing[0]["message"].as_str().unwrap().starts_with("There is no rule pack at `"));
        assert_eq!(missing[0]["range"]["start"], json!({ "line": 0, "character": 10 }));
        server.write_watched("packs/house.toml", says("hint"));
        wait_severities(&doc, &[4]);
        wait_problems(&server, CONFIG, 0);
        server.write_watched("packs/house.toml", "rulez = 1\nextends = './desk/'\n");
        wait_severities(&doc, &[2]);
        wait_problems(&server, "packs/house.toml", 2);
        server.write_watched("packs/desk/ascribe.toml", says("off"));
        wait_severities(&doc, &[]);
        wait_problems(&server, "packs/house.toml", 1);
        server.delete_watched("packs/house.toml");
        wait_severities(&doc, &[2]);
        wait_problems(&server, "packs/house.toml", 0);
    }
}

#[test]
fn globs_choose_documents() {
    let text = "[[overrides]]\nfiles = \"wire/**\"\nrules.unattributed-quote = \"off\"\n";
    let server = Server::builder().file(CONFIG, text).start();
    wait_severities(&server.open("wire/2026/a.ascribe", ARTICLE), &[]);
    wait_severities(&server.open("desk/a.ascribe", ARTICLE), &[2]);
}

#[test]
fn a_client_that_does_not_watch_is_served_when_it_saves() {
    let server = Server::builder().without("/workspace/didChangeWatchedFiles").start();
    let doc = server.open("article.ascribe", ARTICLE);
    wait_severities(&doc, &[2]);
    server.write(CONFIG, says("info"));
    doc.save();
    wait_severities(&doc, &[3]);
}

#[test]
fn an_open_buffer_wins_over_the_disk() {
    for client in clients() {
        let server = client.file(CONFIG, says("error")).start();
        let doc = server.open("article.ascribe", ARTICLE);
        let mut config = server.open(CONFIG, &says("error"));
        wait_severities(&doc, &[1]);
        config.change(config.range_of("error"), "hint");
        wait_severities(&doc, &[4]);
        server.write_watched(CONFIG, says("off"));
        config.change(config.range_of("hint"), "info");
        wait_severities(&doc, &[3]);
        config.close();
        wait_severities(&doc, &[]);
    }
}

#[test]
fn problems_are_told_at_their_place_once_and_cleared() {
    for client in clients() {
        let server = client.file(CONFIG, "# 𝕏\nrules = { unatributed-quote = \"off\" }\n").start();
        let doc = server.open("article.ascribe", ARTICLE);
        let told = wait_problems(&server, CONFIG, 1);
        assert!(
            told[0]["message"].as_str().unwrap().contains("Did you mean `unattributed-quote`?"),
            "{told:?}"
        );
        assert_eq!(
            told[0]["range"],
            json!({"start": {"line": 1, "character": 10}, "end": {"line": 1, "character": 27}})
        );
        assert_eq!((&told[0]["severity"], &told[0]["source"]), (&json!(1), &json!("ascribe")));
        wait_severities(&doc, &[2]);
        doc.save();
        wait_severities(&doc, &[2]);
        server.write_watched(CONFIG, says("error"));
        wait_problems(&server, CONFIG, 0);
        wait_severities(&doc, &[1]);
        assert_eq!(server.published(&server.uri(CONFIG)).len(), 2, "once, and cleared");
    }
}

#[test]
fn problems_follow_the_buffer() {
    for client in clients() {
        let server = client.file(CONFIG, says("error")).start();
        let mut config = server.open(CONFIG, &says("error"));
        let doc = server.open("article.ascribe", ARTICLE);
        wait_severities(&doc, &[1]);
        config.change(config.range_of("error"), "errr");
        let told = wait_problems(&server, CONFIG, 1);
        assert_eq!(told[0]["range"]["start"], json!({"line": 1, "character": 21}));
        wait_severities(&doc, &[2]);
        config.change(config.range_of("[rules]"), "\n[rules]");
        server.wait_published(config.uri(), "the new place", |params| {
            params["diagnostics"][0]["range"]["start"]["line"] == 2 && params["version"] == 3
        });
        config.close();
        wait_problems(&server, CONFIG, 0);
        wait_severities(&doc, &[1]);
    }
}

#[test]
fn a_file_of_the_configuration_is_no_article() {
    for client in clients() {
        let server = client.start();
        let config = server.open(CONFIG, "# “The lake is full,” a board says.\n");
        let hidden = server.open_uri("git:/desk/ascribe.toml?ref=1", "x = “The lake is full,”\n");
        for doc in [&config, &hidden] {
            assert_eq!(doc.hover(doc.at("lake")), None);
            let report =
                server.request("textDocument/diagnostic", json!({"textDocument": {"uri": doc.uri()}}));
            assert_eq!(report.map(|report| report["items"].clone()), Ok(json!([])));
        }
        assert_eq!(server.published(hidden.uri()).len(), 0);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rules_hold_as_they_are() {
    let server = Server::builder()
        .file("north/ascribe.toml", b"# caf\xe9\n")
        .file("south/ascribe.toml", vec![b'#'; 1024 * 1024 + 1])
        .start();
    for (name, words) in [("north", "not valid UTF-8"), ("south", "1048577 bytes")] {
        let doc = server.open(&format!("{name}/article.ascribe"), ARTICLE);
        wait_severities(&doc, &[2]);
        let told = wait_problems(&server, &format!("{name}/ascribe.toml"), 1);
        assert!(told[0]["message"].as_str().unwrap().contains(words), "{told:?}");
    }
}

#[test]
fn the_client_is_asked_to_watch_it() {
    let server = Server::start();
    server.connection().wait_requests("client/registerCapability", "it is asked to watch", |registered| {
        // Packs have names of their own.
        registered.iter().any(|it| it.to_string().contains("**/*.toml")).then_some(())
    });
}

#[test]
fn a_hover_says_how_much_a_rule_matters_here() {
    let server = Server::builder().file(CONFIG, says("hint")).start();
    let doc = server.open("a.ascribe", "“The lake is full,”{allow=unattributed-quote} a board says.\n");
    let hover = || doc.hover(doc.at("unattributed-quote")).unwrap_or_default();
    server.eventually("the severity", hover, |hover| hover.contains("(hint)"));
}

/// The schema that is published for editors with a language server for TOML.
fn schema() -> Value {
    serde_json::from_str(&ascribe_tests::repository::read("docs/ascribe.schema.json")).unwrap()
}

/// Position behind the last character.
fn end(doc: &Doc<'_>) -> Pos {
    let before = doc.text().matches('\n').count();
    Pos::new(before, doc.text().rsplit('\n').next().unwrap_or_default().chars().count())
}

/// Names of the members of an object, sorted.
fn names(object: &Value) -> Vec<String> {
    let mut names: Vec<String> = object.as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

#[test]
fn keys_and_values_are_completed_as_the_schema_has_them() {
    for encoding in [Encoding::Utf8, Encoding::Utf16] {
        let server = Server::builder().encoding(encoding).start();
        let completed = |text: &str| {
            let config = server.open(CONFIG, text);
            let mut labels = config.completion_labels(end(&config));
            config.close();
            labels.sort();
            labels
        };
        let schema = schema();
        assert_eq!(completed(""), names(&schema["properties"]));
        let tables = &schema["definitions"];
        assert_eq!(completed("[[overrides]]\n"), names(&tables["override"]["properties"]));
        for table in ["rules", "limits", "review"] {
            let keys = &tables[table]["properties"];
            assert_eq!(completed(&format!("# é𝕏\n[{table}]\n")), names(keys), "{table}");
            for (key, about) in keys.as_object().unwrap() {
                let Some(values) = about["enum"].as_array() else { continue };
                let mut values: Vec<&str> = values.iter().map(|value| value.as_str().unwrap()).collect();
                values.sort_unstable();
                assert_eq!(completed(&format!("[{table}]\n{key} = ")), values, "{key}");
            }
        }
    }
}

#[test]
fn a_completion_is_written_into_the_file() {
    let server = Server::start();
    for (text, label, expected) in [
        ("# 𝕏\n[rules]\nunattributed-q", "unattributed-quote", "# 𝕏\n[rules]\nunattributed-quote = "),
        ("[rules]\r\nloaded-verb = \"wa", "warning", "[rules]\r\nloaded-verb = \"warning\""),
        ("exte", "extends", "extends = "),
        ("[lim", "limits", "[limits]"),
    ] {
        let config = server.open(CONFIG, text);
        assert_eq!(config.complete(end(&config), label), expected);
        config.close();
    }
}

#[test]
fn hovers_explain_what_is_configured() {
    let server = Server::start();
    let config = server.open(CONFIG, "# 𝕏\nextends = \"ap\"\n[rules]\nloaded-verb = \"hint\"\n");
    let told = |part: &str| config.hover(config.at(part)).unwrap_or_default();
    let about = schema()["definitions"]["rules"]["properties"]["loaded-verb"]["description"].clone();
    assert!(told("loaded-verb").starts_with(about.as_str().unwrap()), "{}", told("loaded-verb"));
    assert!(told("ap\"").contains("Associated Press"), "{}", told("ap\""));
    assert!(told("rules").contains("severity"), "{}", told("rules"));
    assert_eq!(config.hover(config.at("𝕏")), None);
}
