//! Large and adversarial documents: they are read, edited and queried like any other.

use ascribe_tests::{Cli, Doc, Pos, Server, line, line_count};

const HEAD: &str = "@mara: Mara Lindqvist\n\n";
const QUOTE: &str = "“We saw the water,” she said. ";

/// Number of undefined actors, without decoding their ranges, of which there may be very many.
fn undefined(doc: &Doc<'_>) -> usize {
    let report = doc.pull(None);
    let items = report["items"].as_array().expect("a full report");
    items.iter().filter(|item| item["code"] == "undefined-actor").count()
}

/// Texts of about a megabyte, or with a hundred thousand repetitions, each as the tail of a document.
fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("one line", "word ".repeat(200_000)),
        ("a hundred thousand lines", "A line that stands alone.\n".repeat(100_000)),
        ("one line to a paragraph", format!("{}\n", "The bridge stayed closed. ".repeat(12)).repeat(3_000)),
        (
            "wrapped copy",
            "The bridge stayed closed for the whole of the day, the mayor of the\n".repeat(15_000),
        ),
        ("brackets", "[".repeat(100_000)),
        ("notes", "%% a note\n".repeat(100_000)),
        ("quotations in one paragraph", QUOTE.repeat(10_000)),
        ("quotations without an end", "“We saw the water and left\n".repeat(30_000)),
        ("annotations that are not closed", "[x]{claim @mara\n".repeat(30_000)),
        ("declarations of one id", "@lena: Lena\n".repeat(50_000)),
    ]
}

#[test]
fn they_are_edited_and_asked_about() {
    for (what, text) in texts() {
        let server = Server::start();
        let mut doc =
            server.open("large.ascribe", &format!("{HEAD}{text}\n\nSo [she]{{@mara}} said. Here.\n"));
        let before = undefined(&doc);
        let last = line_count(doc.text()) - 2;
        let end = line(doc.text(), last).unwrap().chars().count();
        assert_eq!(line(doc.text(), last).unwrap(), "So [she]{@mara} said. Here.", "{what}");
        doc.insert(Pos::new(last, end), " And [he]{@nils}");
        assert_eq!(undefined(&doc), before + 1, "{what}");
        doc.insert(Pos::new(2, 0), "[it]{@olof} ");
        assert_eq!(undefined(&doc), before + 2, "{what}");
        let hover = doc.hover(Pos::new(last, 10)).unwrap_or_default();
        assert!(hover.contains("Mara Lindqvist"), "{what}: {hover}");
        let labels = doc.completion_labels(Pos::new(last, 10));
        assert!(labels.contains(&"mara".to_owned()), "{what}: {labels:?}");
    }
}

#[test]
fn they_are_imported_and_stripped() {
    for (what, text) in texts() {
        let folder = Cli::new().with("in.txt", &text);
        assert_eq!(folder.run(&["import", "in.txt", "-o", "out.ascribe"]).status.code(), Some(0), "{what}");
        let stripped = folder.run(&["strip", "out.ascribe"]);
        assert!(stripped.stdout == text.as_bytes(), "{what}");
    }
}

#[test]
fn ten_thousand_small_files_are_checked() {
    let mut folder = Cli::new();
    for number in 0..10_000 {
        folder = folder.with(&format!("{}/{number}.ascribe", number % 100), "[she]{@nobody} left.\n");
    }
    let (findings, code) = folder.check(&["."]);
    assert_eq!((findings.len(), code), (10_000, 1));
}

#[test]
fn what_is_too_dense_is_read_in_part_and_says_so() {
    let read = format!("{HEAD}So [she]{{@mara}} said. Here.\n\n");
    let text = format!("{read}{}\n\nAnd [he]{{@nils}}, of whom nobody knows.\n", "=".repeat(1 << 20));
    let server = Server::builder().file("b.ascribe", &text).start();
    let mut doc = server.open("a.ascribe", &text);
    let marked = |items: &serde_json::Value| -> Vec<(u64, bool)> {
        let items = items.as_array().expect("a list");
        let told =
            |item: &serde_json::Value| item["message"].as_str().unwrap().contains("is not read from here on");
        items.iter().map(|item| (item["range"]["start"]["line"].as_u64().unwrap(), told(item))).collect()
    };
    assert_eq!(marked(&doc.pull(None)["items"]), [(4, true)]);
    doc.insert(Pos::new(2, 0), "[it]{@olof} ");
    assert_eq!(marked(&doc.pull(None)["items"]), [(4, true)], "`@olof` may be declared in the rest");
    assert!(doc.hover(Pos::new(2, 16)).unwrap_or_default().contains("Mara Lindqvist"));
    let strip = serde_json::json!({ "command": "ascribe.strip", "arguments": [doc.uri()] });
    let refused = server.request("workspace/executeCommand", strip).expect_err("an error");
    assert!(refused.message.contains("too large or too dense"), "{}", refused.message);
    // Without the dense line, the rest is read.
    let rest = doc.text().replace(&"=".repeat(1 << 20), "=");
    doc.replace_all(&rest);
    assert_eq!(undefined(&doc), 2);
}
