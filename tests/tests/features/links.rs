//! Links to documents whose names have blanks, percent signs or combining marks: completion, resolution and moves.

use std::fs;

use ascribe_tests::{Builder, Doc, Server, apply_edits, edits_for, path_of};
use serde_json::json;

const TARGET: &str = "[It rose]{claim #rose @author}\n";

/// Names that a link can hold.
const NAMES: [&str; 16] = [
    "two words",
    "100 %",
    "a%20b",
    "%41",
    "cafe\u{301} e\u{300}",
    "caf\u{e9}",
    "日本 語",
    "it's",
    "(x) [y]",
    "{z}",
    "a}b",
    "a & b = c",
    "@b ^c",
    "“said”",
    "no\u{a0}break",
    "x.y.z",
];

fn with(name: &str, client: Builder) -> Server {
    client
        .file(&format!("{name}.ascribe"), TARGET)
        .file(&format!("{name}/deep.ascribe"), TARGET)
        .file("desk/a.ascribe", "[Dry]{claim @author denies=}\n")
        .start()
}

/// Applies the completion with this label where `|` is, until the label is there too.
fn completed(doc: &mut Doc<'_>, before: &str, link: &str) {
    let labels = |doc: &Doc<'_>| doc.completion_labels(doc.after(before));
    let path = format!("{link}#");
    doc.server().eventually("the path", || labels(doc), |labels| labels.contains(&path));
    let text = doc.complete(doc.after(before), &path);
    doc.replace_all(&text);
    let label = format!("{link}#rose");
    let text = doc.complete(doc.after(&path), &label);
    doc.replace_all(&text);
}

#[test]
fn what_is_completed_resolves() {
    for name in NAMES {
        for client in [Server::builder(), Server::builder().no_snippets()] {
            let server = with(name, client);
            for (link, file) in [
                (format!("../{name}"), format!("{name}.ascribe")),
                (format!("../{name}/deep"), format!("{name}/deep.ascribe")),
            ] {
                for line in
                    ["[Dry]{claim @author denies=}\n", "[Dry]{claim @author #l denies=\"\" place=\"a\"}\n"]
                {
                    let mut doc = server.open("desk/a.ascribe", line);
                    let before = if line.contains("=\"\"") { "denies=\"" } else { "denies=" };
                    completed(&mut doc, before, &link);
                    assert!(doc.findings_of(&["undefined-label", "syntax"]).is_empty(), "{}", doc.text());
                    let found = doc.locations("textDocument/definition", doc.after("#rose"));
                    assert_eq!(found.len(), 1, "{}", doc.text());
                    assert_eq!(path_of(&found[0].uri), server.path(&file));
                    let uses = doc.references(doc.after("#rose"), true);
                    assert_eq!(uses.len(), 2, "{}: {uses:?}", doc.text());
                    doc.close();
                }
            }
        }
    }
}

#[test]
fn links_follow_files_of_any_name() {
    for (place, old) in NAMES.into_iter().enumerate() {
        // Three others, so that each name is moved from and to.
        for new in NAMES.iter().cycle().skip(place + 1).step_by(5).take(3) {
            let server = with(old, Server::builder());
            for quoted in ["\"", ""] {
                // A bare value ends at a blank or a closing brace.
                if quoted.is_empty() && old.contains([' ', '}', '{']) {
                    continue;
                }
                let text = format!("[Dry]{{claim @author denies={quoted}../{old}#rose{quoted} #dry}}\n");
                let mut doc = server.open("desk/a.ascribe", &text);
                let (from, to) = (format!("{old}.ascribe"), format!("{new}.ascribe"));
                let files = json!({"files": [{"oldUri": server.uri(&from), "newUri": server.uri(&to)}]});
                let edit = server.request("workspace/willRenameFiles", files.clone()).unwrap();
                fs::rename(server.path(&from), server.path(&to)).unwrap();
                doc.replace_all(&apply_edits(&text, &edits_for(&edit, doc.uri()), server.encoding()));
                assert!(doc.text().contains(&format!("../{new}#rose")), "{old:?}: {}", doc.text());
                server.notify("workspace/didRenameFiles", files);
                doc.wait_findings("undefined-label", 0);
                assert!(doc.findings_of(&["syntax"]).is_empty(), "{}", doc.text());
                fs::rename(server.path(&to), server.path(&from)).unwrap();
                let back = json!({"files": [{"oldUri": server.uri(&to), "newUri": server.uri(&from)}]});
                server.notify("workspace/didRenameFiles", back);
                doc.close();
            }
        }
    }
}

#[test]
fn a_name_may_be_typed_in_another_normal_form() {
    let (stored, typed) = ("e\u{301}tude a\u{30a}", "\u{e9}tude \u{e5}");
    let server = with(stored, Server::builder());
    for link in [format!("../{typed}"), format!("../{typed}/deep")] {
        let file = format!("{}.ascribe", link.trim_start_matches("../").replace(typed, stored));
        let mut doc =
            server.open("desk/a.ascribe", &format!("[Dry]{{claim #dry @author denies=\"{link}#\"}}\n"));
        let at = doc.after(&format!("{link}#"));
        server.eventually(
            "its label",
            || doc.completion_labels(at),
            |labels| *labels == [format!("{link}#rose")],
        );
        doc.insert(at, "rose");
        doc.wait_findings("undefined-label", 0);
        let found = doc.locations("textDocument/definition", doc.after("#rose"));
        assert_eq!(path_of(&found[0].uri), server.path(&file));

        let target = server.open(&file, TARGET);
        assert_eq!(target.references(target.at("#rose"), false).len(), 1, "it is found from the other side");
        let mut params = target.params_at(target.at("#rose"));
        params["newName"] = json!("risen");
        let edit = server.request("textDocument/rename", params).unwrap();
        let renamed = apply_edits(doc.text(), &edits_for(&edit, doc.uri()), server.encoding());
        assert!(renamed.contains(&format!("{link}#risen")), "{renamed}");
        target.close();

        let moved = json!([{"oldUri": server.uri(&file), "newUri": server.uri("moved.ascribe")}]);
        let edit = server.request("workspace/willRenameFiles", json!({ "files": moved })).unwrap();
        let moved = apply_edits(doc.text(), &edits_for(&edit, doc.uri()), server.encoding());
        assert!(moved.contains("denies=\"../moved#rose\""), "{moved}");
        doc.close();
    }
    // People find what they type.
    let doc = server.open("desk/a.ascribe", "[Dry]{claim @author denies=}\n");
    let items = doc.completions(doc.after("denies="));
    let filter = format!("../{typed}#");
    assert!(items.iter().any(|item| item["filterText"] == filter), "{items:?}");
}

#[test]
fn only_what_a_link_reaches_is_proposed() {
    let client = Server::builder().file("far/b.ascribe", TARGET).file("far/c,d.ascribe", TARGET);
    let client = client.file("out.ascribe", TARGET).file("far/cast.ascribe", "@moe: Ida Moe\n");
    let server = client.file("near/e f.ascribe", TARGET).folders(&["near", "far"]).start();
    let unsaved = server.open_uri("untitled:draft.ascribe", TARGET);
    let doc = server.open("near/a.ascribe", "[Dry]{claim @author denies=}\n");
    let labels = || doc.completion_labels(doc.after("denies="));
    server.eventually("the documents of the folder", labels, |labels| *labels == ["e f#"]);
    let doc = server.open("far/a.ascribe", "[Dry]{claim @author denies=}\n");
    assert_eq!(doc.completion_labels(doc.after("denies=")), ["b#"]);
    unsaved.close();
}

/// Such a name has no link, so that the old one stays, and is reported.
#[test]
#[cfg(unix)]
fn a_name_that_no_link_can_hold_changes_no_link() {
    let server = with("plain", Server::builder());
    let text = "[Dry]{claim @author denies=../plain#rose}\n";
    let doc = server.open("desk/a.ascribe", text);
    doc.wait_findings("undefined-label", 0);
    for new in
        ["%FF%FE.ascribe", "a%2Cb.ascribe", "a%23b.ascribe", "a%3Bb.ascribe", "a%22b.ascribe", "plain.txt"]
    {
        let files =
            json!([{"oldUri": server.uri("plain.ascribe"), "newUri": format!("{}/{new}", server.uri(""))}]);
        let edit = server.request("workspace/willRenameFiles", json!({ "files": files })).unwrap();
        assert_eq!(edit, json!(null), "{new}");
    }
}
