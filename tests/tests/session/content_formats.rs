//! Text for people in the format that the client asks for, feature by feature.

use ascribe_tests::{Doc, Server};
use serde_json::{Value, json};

const NAME: &str = "Åse *the* _Gull_ <Holm> [sic] `x` & 1\\2";

fn article() -> String {
    format!(
        "---\nallow: missing-date\n---\n\n@skipper: {NAME}\n  role: harbour_master * of <b>Nes</b>\n  note: ## no [title](x)\n\
         ^log: Log of the *harbour*\n  url: https://log.example/a_b\n\n\
         [The *gate* was_shut]{{claim #gate @skipper ^log verdict=mixed note=\"a * b _c_\"}}.\n\n\
         [No]{{claim @skipper denies=#gate }} said {NAME}.\n"
    )
}

/// A client's formats of hovers, completions and signatures, and whether each shows Markdown.
struct Client {
    formats: [Option<&'static [&'static str]>; 3],
    markdown: [bool; 3],
    resolves: bool,
}

const PLAIN: Option<&[&str]> = Some(&["plaintext"]);
const MARKDOWN: Option<&[&str]> = Some(&["markdown"]);
const BOTH: Option<&[&str]> = Some(&["markdown", "plaintext"]);
const PLAIN_FIRST: Option<&[&str]> = Some(&["plaintext", "markdown"]);

const CLIENTS: [Client; 8] = [
    Client { formats: [None; 3], markdown: [false; 3], resolves: false },
    Client { formats: [Some(&[]); 3], markdown: [false; 3], resolves: true },
    Client { formats: [PLAIN; 3], markdown: [false; 3], resolves: true },
    Client { formats: [PLAIN_FIRST; 3], markdown: [false; 3], resolves: true },
    Client { formats: [MARKDOWN; 3], markdown: [true; 3], resolves: true },
    Client { formats: [BOTH; 3], markdown: [true; 3], resolves: false },
    Client { formats: [MARKDOWN, PLAIN, None], markdown: [true, false, false], resolves: true },
    Client { formats: [None, BOTH, PLAIN_FIRST], markdown: [false, true, false], resolves: true },
];

impl Client {
    fn server(&self) -> Server {
        let mut server = Server::builder().bare();
        let [hover, completion, signature] = self.formats;
        if let Some(formats) = hover {
            server = server.with("/textDocument/hover/contentFormat", json!(formats));
        }
        if let Some(formats) = completion {
            server =
                server.with("/textDocument/completion/completionItem/documentationFormat", json!(formats));
        }
        if let Some(formats) = signature {
            let at = "/textDocument/signatureHelp/signatureInformation/documentationFormat";
            server = server.with(at, json!(formats));
        }
        if self.resolves {
            let (documentation, tooltip) = (json!(["documentation"]), json!(["tooltip"]));
            server = server
                .with("/textDocument/completion/completionItem/resolveSupport/properties", documentation)
                .with("/textDocument/inlayHint/resolveSupport/properties", tooltip);
        }
        server.start()
    }
}

/// Value and format of a text; a string is plain text.
fn content(content: &Value) -> (&str, bool) {
    match content {
        Value::String(text) => (text, false),
        content => (content["value"].as_str().unwrap(), content["kind"] == "markdown"),
    }
}

/// Asserts the format of a text, and that plain text has no marks but those of the document's own words.
fn assert_format(content_of: &Value, markdown: bool, what: &str) {
    let (text, is_markdown) = content(content_of);
    assert_eq!(is_markdown, markdown, "{what}: {content_of}");
    if !markdown {
        let mut rest = text.to_owned();
        for own in [
            NAME,
            "harbour_master * of <b>Nes</b>",
            "## no [title](x)",
            "Log of the *harbour*",
            "https://log.example/a_b",
            "The *gate* was_shut",
            "a * b _c_",
        ] {
            rest = rest.replace(own, "");
        }
        for mark in ["*", "`", "\\", "](", "<", "&", "_", "---", "\n>", "\n- "] {
            assert!(!rest.contains(mark), "{what} has {mark:?}: {text}");
        }
    }
}

fn hovers(doc: &Doc<'_>) -> Vec<(&'static str, Value)> {
    let places = [
        "missing-date",
        "@skipper: ",
        "role: ",
        "^log: ",
        "url: ",
        "The *gate*",
        "claim #gate",
        "#gate @skipper",
        "@skipper ^log",
        "^log verdict",
        "verdict=",
        "denies=",
        "#gate }",
        "Åse *the* _Gull_ <Holm> [sic] `x` & 1\\2.",
    ];
    places
        .into_iter()
        .map(|place| {
            let card = doc.ask("textDocument/hover", doc.at(place)).unwrap();
            assert!(!card.is_null(), "no hover at {place}");
            (place, card["contents"].clone())
        })
        .collect()
}

fn completions(doc: &Doc<'_>, resolves: bool) -> Vec<(String, Value)> {
    let found = doc.ask("textDocument/completion", doc.after("denies=#gate ")).unwrap();
    let items = found["items"].as_array().unwrap().clone();
    let mut documentation = Vec::new();
    for item in items {
        assert!(!item["detail"].to_string().contains('`'), "{item}");
        let item = if resolves && !item["data"].is_null() {
            doc.server().request("completionItem/resolve", item).unwrap()
        } else {
            item
        };
        if !item["documentation"].is_null() {
            documentation.push((item["label"].to_string(), item["documentation"].clone()));
        }
    }
    documentation
}

fn signatures(doc: &Doc<'_>) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for place in ["denies=#gate ", "verdict="] {
        let help = doc.ask("textDocument/signatureHelp", doc.after(place)).unwrap();
        let signature = &help["signatures"][0];
        let parameters = signature["parameters"].as_array().unwrap().iter();
        let all = parameters.chain([signature]).map(|part| part["documentation"].clone());
        found.extend(all.filter(|text| !text.is_null()).map(|text| (format!("signature at {place}"), text)));
    }
    found
}

fn tooltips(doc: &Doc<'_>, resolves: bool) -> Vec<Value> {
    let mut params = doc.params();
    params["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = doc.server().request("textDocument/inlayHint", params).unwrap().as_array().unwrap().clone();
    let resolved = |hint: Value| {
        if resolves { doc.server().request("inlayHint/resolve", hint).unwrap() } else { hint }
    };
    hints.into_iter().map(|hint| resolved(hint)["tooltip"].clone()).collect()
}

#[test]
fn every_feature_honours_the_format_that_the_client_states_for_it() {
    for (number, client) in CLIENTS.iter().enumerate() {
        let server = client.server();
        let doc = server.open("a.ascribe", &article());
        let [hover, completion, signature] = client.markdown;
        for (place, card) in hovers(&doc) {
            assert_format(&card, hover, &format!("client {number}, hover at {place}"));
        }
        let documentation = completions(&doc, client.resolves);
        assert!(documentation.len() > 10);
        for (label, text) in documentation {
            assert_format(&text, completion, &format!("client {number}, completion {label}"));
        }
        let help = signatures(&doc);
        assert!(help.len() > 5);
        for (place, text) in help {
            assert_format(&text, signature, &format!("client {number}, {place}"));
        }
        let tooltips = tooltips(&doc, client.resolves);
        assert!(!tooltips.is_empty());
        for tooltip in tooltips {
            // Unresolved tooltips are strings.
            assert_format(&tooltip, hover && client.resolves, &format!("client {number}, tooltip"));
        }
    }
}

#[test]
fn names_are_shown_as_written_in_plain_text() {
    let server = Server::builder().bare().start();
    let doc = server.open("a.ascribe", &article());
    let card = doc.ask("textDocument/hover", doc.at("@skipper: ")).unwrap();
    let (text, _) = content(&card["contents"]);
    assert_eq!(
        text,
        format!(
            "{NAME} @skipper\n\nharbour_master * of <b>Nes</b>\n\n## no [title](x)\n\n0 quotes, 2 claims in this document.\n\n\
             Sources: Log of the *harbour*"
        )
    );
}
