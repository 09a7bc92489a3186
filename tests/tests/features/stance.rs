//! Statements that their actors do not assert: no feature lists them among what somebody claims.

use ascribe_tests::{Doc, Server};
use serde_json::{Value, json};

/// Stances, with the noun for a statement and the participle for its words.
const STANCES: [(&str, &str, &str); 6] = [
    ("denies", "denial", "denied"),
    ("doubts", "doubt", "doubted"),
    ("asks", "question", "asked"),
    ("demands", "demand", "demanded"),
    ("promises", "promise", "promised"),
    ("believes", "belief", "believed"),
];

/// A document in which Ola Brandt says nothing but these words, in an annotation of this kind and stance.
fn document(kind: &str, stance: &str) -> String {
    let stance = if stance.is_empty() { String::new() } else { format!(" stance={stance}") };
    format!(
        "@ola: Ola Brandt\n@siv: Siv Moen\n^call: Call\n\n\
         [the tolls will rise]{{{kind} #tolls @ola ^call{stance}}}. [They will]{{claim @siv ^call repeats=#tolls}}.\n"
    )
}

fn hover(doc: &Doc<'_>, part: &str) -> String {
    doc.hover(doc.at(part)).unwrap_or_default()
}

fn lenses(doc: &Doc<'_>) -> Vec<String> {
    let found = doc.server().request("textDocument/codeLens", doc.params()).expect("lenses");
    let resolve = |lens: &Value| match lens.get("command") {
        Some(_) => lens.clone(),
        None => doc.server().request("codeLens/resolve", lens.clone()).expect("a lens"),
    };
    let title = |lens: Value| lens["command"]["title"].as_str().unwrap().to_owned();
    found.as_array().into_iter().flatten().map(resolve).map(title).collect()
}

fn record(doc: &Doc<'_>, format: &str) -> Value {
    let argument = json!({"uri": doc.uri(), "id": "ola", "format": format});
    let params = json!({"command": "ascribe.actorRecord", "arguments": [argument]});
    doc.server().request("workspace/executeCommand", params).expect("a record")
}

/// Names and details of what a call hierarchy shows below Ola Brandt.
fn outgoing(doc: &Doc<'_>) -> String {
    let items = doc.ask("textDocument/prepareCallHierarchy", doc.at("ola: Ola")).expect("items");
    let calls =
        doc.server().request("callHierarchy/outgoingCalls", json!({"item": items[0]})).expect("calls");
    let of = |call: &Value| format!("{} | {}\n", call["to"]["name"], call["to"]["detail"]).replace('"', "");
    calls.as_array().into_iter().flatten().map(of).collect()
}

/// Name and detail of the annotation in the outline.
fn outline(doc: &Doc<'_>) -> String {
    let symbols = doc.symbols();
    let entry = symbols.iter().find(|symbol| symbol.detail.contains("#tolls")).expect("an entry");
    format!("{} | {}", entry.name, entry.detail)
}

fn found(doc: &Doc<'_>) -> String {
    let found = doc.server().request("workspace/symbol", json!({"query": "#tolls"})).expect("symbols");
    found[0]["name"].as_str().unwrap().to_owned()
}

/// Everything that the features tell of Ola Brandt's statement, each under the name of the feature.
fn told(doc: &Doc<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("hover of the words", hover(doc, "the tolls")),
        ("hover of the label", hover(doc, "#tolls @ola")),
        ("hover of a relation", hover(doc, "tolls}")),
        ("hover of the actor", hover(doc, "ola: Ola")),
        ("lens of the actor", lenses(doc).swap_remove(1)),
        ("outline", outline(doc)),
        ("workspace symbol", found(doc)),
        ("call hierarchy", outgoing(doc)),
        ("record", record(doc, "markdown").as_str().unwrap().to_owned()),
    ]
}

#[test]
fn nothing_is_listed_as_a_claim_that_is_not_asserted() {
    let server = Server::start();
    for (stance, noun, participle) in STANCES {
        for kind in ["claim", "opinion", "quote"] {
            let name = format!("{kind}-{stance}.ascribe");
            let doc = server.open(&name, &document(kind, stance));
            for (feature, text) in told(&doc) {
                let counts =
                    ["0 quotes", "0 claims"].iter().fold(text.clone(), |text, none| text.replace(none, ""));
                let counts = counts.replace("[They will]", "").replace(&name, "").to_lowercase();
                assert!(!counts.contains("claim"), "{feature} of {kind} {stance}: {text}");
                let says_so = counts.contains(noun) || counts.contains(participle);
                assert!(says_so, "{feature} of {kind} {stance} does not say so: {text}");
            }
            let data = record(&doc, "json");
            assert_eq!(data["statements"][0]["stance"], stance);
            doc.close();
        }
    }
}

#[test]
fn what_is_asserted_is_told_as_before() {
    let server = Server::start();
    let expected = [
        ("hover of the words", "**Claim** by Ola Brandt"),
        ("hover of the label", "**#tolls**: claim by Ola Brandt"),
        ("hover of a relation", "**#tolls**: claim by Ola Brandt"),
        ("hover of the actor", "0 quotes, 1 claim in this document."),
        ("lens of the actor", "0 quotes, 1 claim"),
        ("outline", "the tolls will rise | claim #tolls @ola ^call"),
        ("workspace symbol", "#tolls the tolls will rise"),
        ("call hierarchy", "the tolls will rise | claim #tolls @ola ^call"),
        ("record", "#L5>), claim: the tolls will rise (Call)"),
    ];
    for stance in ["", "asserts"] {
        let doc = server.open(&format!("{stance}.ascribe"), &document("claim", stance));
        for ((feature, text), (of, words)) in told(&doc).into_iter().zip(expected) {
            assert_eq!(feature, of);
            assert!(text.contains(words), "{feature}: {text}");
        }
        assert_eq!(record(&doc, "json")["statements"][0]["stance"], "asserts");
        doc.close();
    }
}

#[test]
fn a_part_has_the_stance_of_its_whole_wherever_that_is() {
    let server = Server::start();
    let text = "@ola: Ola Brandt\n^call: Call\n\n[the tolls]{claim #tolls @ola ^call stance=denies}.\n\n\
                [had risen]{@ola part=#tolls}. [so had the fares]{@ola part=#tolls}.\n";
    let doc = server.open("parts.ascribe", text);
    assert!(hover(&doc, "ola: Ola").contains("0 quotes, 0 claims, 3 denials in this document."));
    assert_eq!(lenses(&doc)[1], "0 quotes, 0 claims, 3 denials");
    assert!(hover(&doc, "so had").starts_with("**Denied by Ola Brandt**"), "{}", hover(&doc, "so had"));
    let page = record(&doc, "markdown");
    assert_eq!(page.as_str().unwrap().matches(", denial: ").count(), 3, "{page}");
}

#[test]
fn who_denies_the_words_of_a_claim_does_not_repeat_it() {
    let server = Server::builder()
        .file("first.ascribe", "@siv: Siv Moen\n\n[Brandt raised the tolls]{claim #tolls @siv}.\n")
        .file(
            "second.ascribe",
            "@ola: Ola Brandt\n\n[he had raised the tolls]{claim @ola stance=denies repeats=first#tolls}.\n",
        )
        .start();
    let doc =
        server.open("first.ascribe", "@siv: Siv Moen\n\n[Brandt raised the tolls]{claim #tolls @siv}.\n");
    let card =
        server.eventually("the index", || hover(&doc, "#tolls"), |card| card.contains("second.ascribe"));
    assert!(card.contains("Denied by: Ola Brandt, denied: [“he had raised the tolls”]"), "{card}");
    assert!(!card.contains("Repeated by"), "{card}");
    assert!(lenses(&doc).contains(&"denied by 1".to_owned()), "{:?}", lenses(&doc));
}
