//! The server's text equals the editor's after any edits, and each request sees the text of its moment.

use ascribe_tests::{Doc, Encoding, Pos, Range, Server, line, line_count};
use serde_json::json;

/// Characters of one to four bytes and one or two UTF-16 units, a combining mark, and three kinds of line ends.
const MIXED: &str = "@mara: Mara Lindqvist\r\n  role: harbour master\r\n\r\nCafé 𝕏 e\u{301}: \"We saw the water,\"{@mara} \
    she said.\r\n\r\n𝕏𝕏 “We heard it too,”{@nils} naïve 𝕏.\n\nThe [gate was open]{claim #gate}\u{2028}at three.\n\
    \rOne more \"we left at once\"{@mara} line.\n";

fn servers() -> impl Iterator<Item = Server> {
    Encoding::ALL.into_iter().map(|encoding| Server::builder().encoding(encoding).start())
}

/// Undefined actors, by the text of their ranges.
fn undefined(doc: &Doc<'_>) -> Vec<String> {
    doc.findings_of(&["undefined-actor"]).iter().map(|found| doc.slice(found.range).to_owned()).collect()
}

#[test]
fn edits_behind_any_characters() {
    for server in servers() {
        let mut doc = server.open("a.ascribe", MIXED);
        assert_eq!(undefined(&doc), ["@nils"]);
        doc.insert(doc.after("naïve 𝕏"), " \"It was so cold,\"{@lena}");
        doc.change(doc.range_of("é 𝕏 e\u{301}:"), "𝕏");
        doc.insert(doc.at("We heard"), "é𝕏");
        assert_eq!(undefined(&doc), ["@nils", "@lena"]);
        doc.assert_like_fresh();
        doc.change(doc.range_of("{@nils}"), "{@mara}");
        assert_eq!(undefined(&doc), ["@lena"]);
        doc.assert_like_fresh();
    }
}

#[test]
fn edits_across_and_at_line_ends() {
    for server in servers() {
        let mut doc = server.open("a.ascribe", MIXED);
        let from = doc.after("harbour master");
        doc.change(Range::new(from, doc.at("Café")), "\r\n\r\n");
        doc.assert_like_fresh();
        doc.change(Range::new(doc.at("at three"), doc.at("more \"")), "x\ry\r\n\n");
        doc.assert_like_fresh();
        let end = Pos::new(line_count(doc.text()) - 1, 0);
        doc.insert(end, "no end \"we left so soon\"{@olof}");
        assert!(undefined(&doc).contains(&"@olof".to_owned()));
        doc.change(Range::new(Pos::new(0, 0), Pos::new(line_count(doc.text()), 0)), "");
        assert_eq!(doc.text(), "");
        assert!(doc.findings().is_empty());
        doc.insert(Pos::new(0, 0), "\"We left the house,\"{@olof}");
        assert_eq!(undefined(&doc), ["@olof"]);
    }
}

#[test]
fn positions_past_the_line_and_the_text_are_clamped() {
    for server in servers() {
        let mut doc = server.open("a.ascribe", "one 𝕏\r\ntwo\r\n");
        doc.insert(Pos::new(0, 500), " \"we left the house\"{@nils}");
        assert_eq!(doc.text(), "one 𝕏 \"we left the house\"{@nils}\r\ntwo\r\n");
        assert_eq!(undefined(&doc), ["@nils"]);
        doc.insert(Pos::new(700, 3), "\"We came back home,\"{@lena}");
        assert_eq!(undefined(&doc), ["@nils", "@lena"]);
        doc.assert_like_fresh();
        let far = Pos::new(usize::try_from(u32::MAX).unwrap(), usize::try_from(u32::MAX).unwrap());
        doc.change(Range::new(doc.at("two"), far), "");
        assert_eq!(undefined(&doc), ["@nils"]);
        for method in ["hover", "definition", "completion", "references"] {
            let mut params = doc.params_at(far);
            params["context"] = json!({"includeDeclaration": true, "triggerKind": 1});
            server.request(&format!("textDocument/{method}"), params).expect("an answer, be it empty");
        }
    }
}

#[test]
fn a_position_inside_a_character_is_its_start() {
    for (encoding, inside) in [(Encoding::Utf8, 3), (Encoding::Utf16, 1)] {
        let server = Server::builder().encoding(encoding).start();
        let mut doc = server.open("a.ascribe", "𝕏\n");
        let at = json!({"line": 0, "character": inside});
        doc.send_changes(2, vec![json!({"range": {"start": at, "end": at}, "text": "[ab]{@nils}"})]);
        doc.assume("[ab]{@nils}𝕏\n");
        assert_eq!(undefined(&doc), ["@nils"]);
        doc.assert_like_fresh();
    }
}

#[test]
fn changes_of_one_notification_depend_on_each_other() {
    for server in servers() {
        let mut doc = server.open("a.ascribe", "𝕏 one\n");
        let at = |line, column| Pos::new(line, column).empty();
        doc.change_many(&[
            (at(0, 5), "\n\n\"We saw the water,\"{@nils}\n"),
            (at(2, 21), "lena-"),
            (at(0, 0), "new\r\n"),
            (Range::new(Pos::new(1, 0), Pos::new(1, 1)), "é"),
        ]);
        assert_eq!(doc.text(), "new\r\né one\n\n\"We saw the water,\"{@lena-nils}\n\n");
        assert_eq!(undefined(&doc), ["@lena-nils"]);
        doc.assert_like_fresh();
    }
}

#[test]
fn the_whole_text_may_be_sent() {
    let server = Server::start();
    let mut doc = server.open("a.ascribe", MIXED);
    doc.replace_all("\"We saw the water,\"{@lena}");
    assert_eq!(undefined(&doc), ["@lena"]);
    let start = json!({"line": 0, "character": 0});
    let insert = json!({"range": {"start": start, "end": start}, "text": "a"});
    doc.send_changes(9, vec![json!({"text": "[b]{@nils}"}), insert]);
    doc.assume("a[b]{@nils}");
    assert_eq!(undefined(&doc), ["@nils"]);
    doc.send_changes(10, Vec::new());
    assert_eq!(undefined(&doc), ["@nils"]);
    doc.assert_like_fresh();
}

#[test]
fn what_editors_should_not_send_does_no_harm() {
    let server = Server::start();
    let mut doc = server.open("a.ascribe", "[ab]{@nils}\n");
    let document = json!({"uri": server.uri("unknown.ascribe"), "version": 3});
    server.notify(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": "x"}]}),
    );
    server.notify("textDocument/didClose", json!({"textDocument": document}));
    server.notify("textDocument/didSave", json!({"textDocument": document}));
    doc.send_changes(1, vec![json!({"text": "[ab]{@lena}\n"})]);
    doc.assume("[ab]{@lena}\n");
    assert_eq!(undefined(&doc), ["@lena"], "a version that goes back is an edit all the same");
    let (start, end) = (json!({"line": 0, "character": 9}), json!({"line": 0, "character": 2}));
    doc.send_changes(2, vec![json!({"range": {"start": start, "end": end}, "text": ""})]);
    doc.replace_all("[ab]{@olof}\n");
    assert_eq!(undefined(&doc), ["@olof"], "a range that ends before it starts is forgotten");
    doc.assume("[cd]{@nils}\n");
    doc.send_open();
    assert_eq!(undefined(&doc), ["@nils"], "opened twice, the second text counts");
    doc.assert_like_fresh();
    doc.close();
    doc.close();
    let again = server.open("a.ascribe", "[ef]{@lena}\n");
    assert_eq!(undefined(&again), ["@lena"], "opened again after it was closed");
}

#[test]
fn odd_characters_are_text() {
    for server in servers() {
        for text in [
            "\u{feff}[ab]{@nils}\n",
            "\0[ab]{@nils}\0",
            "\u{2028}x\u{85}[ab]{@nils}\u{c}",
            "\r\r[ab]{@nils}\r",
        ] {
            let mut doc = server.open("odd.ascribe", text);
            assert_eq!(undefined(&doc), ["@nils"], "{text:?}");
            doc.insert(doc.at("nils"), "𝕏");
            doc.change(doc.range_of("ab"), "\0\u{feff}");
            doc.assert_like_fresh();
            doc.close();
        }
    }
}

/// Deterministic sequence of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn position(&mut self, text: &str) -> Pos {
        let at = self.below(line_count(text));
        Pos::new(at, self.below(line(text, at).unwrap().chars().count() + 2))
    }
}

#[test]
fn a_thousand_edits_back_to_back_leave_the_text_of_the_last() {
    let parts = [
        "\"", "“", "''", "{@mara}", "{", "}", "[x", "]{claim", "\r\n", "\n\n", "𝕏", "é", "word ", "%% ",
        "@a: b\n", "#g",
    ];
    for (seed, server) in servers().enumerate() {
        let mut numbers = Numbers(seed as u64 + 1);
        let mut doc = server.open("a.ascribe", &MIXED.repeat(4));
        for _ in 0..1_000 {
            let (from, to) = (numbers.position(doc.text()), numbers.position(doc.text()));
            let near = to.line.abs_diff(from.line) < 2 && numbers.below(3) == 0;
            let range = if near { Range::new(from.min(to), from.max(to)) } else { from.empty() };
            doc.change(range, parts[numbers.below(parts.len())]);
        }
        let end = Pos::new(line_count(doc.text()), 0);
        doc.insert(end, "\n\n[ab]{@lasting}\n");
        assert!(undefined(&doc).contains(&"@lasting".to_owned()));
        doc.assert_like_fresh();
    }
}

#[test]
fn a_thousand_pushed_edits_end_with_the_diagnostics_of_the_last() {
    let server = Server::builder().push().start();
    let mut doc = server.open("a.ascribe", MIXED);
    for _ in 0..999 {
        doc.insert(doc.at("The [gate"), "w");
    }
    doc.insert(doc.at("@nils"), "@lena ");
    assert_eq!(undefined(&doc), ["@lena", "@nils"]);
    doc.assert_like_fresh();
}

#[test]
fn hovers_between_edits_see_the_text_of_their_moment() {
    let server = Server::start();
    let mut doc = server.open("a.ascribe", "@mara: Name 0000\n\nSo [she]{@mara} said.\n");
    let mut asked = Vec::new();
    for n in 1..=300 {
        let name = Range::new(Pos::new(0, 12), Pos::new(0, 16));
        doc.change(name, &format!("{n:04}"));
        asked.push((n, doc.send_ask("textDocument/hover", doc.at("@mara}"))));
    }
    for (n, id) in asked {
        let hover = server.wait(&id).expect("a hover").to_string();
        assert!(hover.contains(&format!("Name {n:04}")), "after edit {n}: {hover}");
    }
}
