//! Rename of actors, sources, labels and names, in all documents.

use std::collections::BTreeMap;
use std::fs;

use ascribe_tests::{Builder, Doc, Encoding, Pos, Server, apply_edits, edits_for, path_of};
use serde_json::{Value, json};

const CAST: &str = "\
@mara: Mara Lindqvist
  aka: Lindqvist
@nils: Nils Åkerblom
  affiliation: @mara
^log: Harbour log
  of: @mara
^copy: Copy of the log
  cites: ^log
";

const ARTICLE: &str = "\
---
title: Water in the harbour
source: ^log
---

“We saw it,”{@mara via=@mara,@nils ^log checked-by=@mara} Mara Lindqvist said. [She]{@mara} left.
";

fn rename(doc: &Doc<'_>, at: Pos, to: &str) -> Result<Value, String> {
    let mut params = doc.params_at(at);
    params["newName"] = json!(to);
    doc.server().request("textDocument/rename", params).map_err(|error| error.message)
}

/// Documents changed by an edit, by name, with their new texts.
fn after(server: &Server, docs: &[&Doc<'_>], edit: &Value) -> BTreeMap<String, String> {
    let versioned = edit["documentChanges"].as_array().into_iter().flatten();
    let plain = edit["changes"].as_object().into_iter().flat_map(|all| all.keys().cloned());
    let uris: Vec<String> = versioned
        .map(|change| change["textDocument"]["uri"].as_str().unwrap().to_owned())
        .chain(plain)
        .collect();
    let changed = uris.into_iter().map(|uri| {
        let open = docs.iter().find(|doc| doc.uri() == uri);
        let text =
            open.map_or_else(|| fs::read_to_string(path_of(&uri)).unwrap(), |doc| doc.text().to_owned());
        let name = path_of(&uri).strip_prefix(server.root()).unwrap().to_str().unwrap().to_owned();
        (name, apply_edits(&text, &edits_for(edit, &uri), server.encoding()))
    });
    changed.collect()
}

fn in_cast(client: Builder) -> Server {
    client
        .file("cast.ascribe", CAST)
        .file("a.ascribe", ARTICLE)
        .file("desk/b.ascribe", ARTICLE)
        .file("other/cast.ascribe", "@mara: Mara Holm\n")
        .file("other/c.ascribe", ARTICLE)
        .start()
}

#[test]
fn an_actor_from_wherever_it_stands() {
    let server = in_cast(Server::builder());
    let cast = server.open("cast.ascribe", CAST);
    let unsaved = format!("{ARTICLE}\nNobody answered [her]{{@mara}}.\n");
    let mut open = server.open("desk/b.ascribe", ARTICLE);
    open.replace_all(&unsaved);
    let expected: BTreeMap<String, String> = [
        ("cast.ascribe".to_owned(), CAST.replace("@mara", "@linde")),
        ("a.ascribe".to_owned(), ARTICLE.replace("@mara", "@linde")),
        ("desk/b.ascribe".to_owned(), unsaved.replace("@mara", "@linde")),
    ]
    .into();
    let places = [
        (&cast, cast.at("@mara: ")),
        (&cast, cast.at("mara\n^log")),
        (&cast, cast.at("mara: ")),
        (&open, open.at("@mara via")),
        (&open, open.at("mara,")),
        (&open, open.at("Lindqvist said")),
    ];
    for (doc, at) in places {
        for typed in ["linde", "@linde", " @linde "] {
            let edit = rename(doc, at, typed).unwrap();
            assert_eq!(after(&server, &[&cast, &open], &edit), expected, "from {at:?} to {typed:?}");
        }
    }
    let edit = rename(&open, open.at("@mara via"), "linde").unwrap();
    let mut versions: Vec<_> = edit["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["textDocument"]["version"].clone())
        .collect();
    versions.sort_by_key(Value::to_string);
    assert_eq!(versions, [json!(1), json!(2), Value::Null], "of open documents only");
    assert_eq!(rename(&open, open.at("@mara via"), "mara").unwrap()["documentChanges"], json!([]));
}

#[test]
fn a_source_with_front_matter_and_fields() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server =
            in_cast(Server::builder().encoding(encoding).without("/workspace/workspaceEdit/documentChanges"));
        let doc = server.open("a.ascribe", ARTICLE);
        let edit = rename(&doc, doc.at("^log\n"), "^logg-bok").unwrap();
        let renamed = |text: &str| text.replace("^log", "^logg-bok");
        let expected = [
            ("a.ascribe".to_owned(), renamed(ARTICLE)),
            ("cast.ascribe".to_owned(), renamed(CAST)),
            ("desk/b.ascribe".to_owned(), renamed(ARTICLE)),
            ("other/c.ascribe".to_owned(), renamed(ARTICLE)),
        ];
        assert_eq!(after(&server, &[&doc], &edit), expected.into());
    }
}

#[test]
fn a_label_with_the_documents_that_link_it() {
    let first = "[It rose]{claim #rose @author} and [again]{part=#rose}, [it fell]{claim #fell @author}.\n";
    let second =
        "[No]{claim #rose @author denies=days/first#rose,days/first#fell,#rose,./days/first#rose}.\n";
    let server = Server::builder().file("days/first.ascribe", first).file("second.ascribe", second).start();
    let here = server.open("days/first.ascribe", first);
    let there = server.open("second.ascribe", second);
    let expected: BTreeMap<String, String> = [
        ("days/first.ascribe".to_owned(), first.replace("#rose", "#up")),
        ("second.ascribe".to_owned(), second.replace("first#rose", "first#up")),
    ]
    .into();
    let places =
        [(&here, here.at("#rose @author")), (&here, here.at("#rose}")), (&there, there.at("#rose,days"))];
    for (doc, at) in places {
        let edit = rename(doc, at, "#up").unwrap();
        assert_eq!(after(&server, &[&here, &there], &edit), expected, "from {at:?}");
    }
    let edit = rename(&there, there.at("#rose @author"), "own").unwrap();
    let own = second.replace("{claim #rose", "{claim #own").replace(",#rose", ",#own");
    assert_eq!(after(&server, &[&there], &edit), [("second.ascribe".to_owned(), own)].into());
    assert_eq!(rename(&there, there.at("days/first#rose,days"), "up").unwrap(), Value::Null, "a file's name");
    let taken = rename(&there, there.at("#rose,days"), "fell").unwrap_err();
    assert_eq!(taken, "`#fell` is already used in days/first.ascribe. Choose another id.");
}

#[test]
fn what_would_mean_something_else_is_refused() {
    let server = Server::builder()
        .file("cast.ascribe", "@ada: Ada\n@ola: Ola\n")
        .file("in/cast.ascribe", "@eva: Eva\n@ib: Ib\n")
        .file("in/deep/cast.ascribe", "@tor: Tor\n")
        .file("in/deep/user.ascribe", "[He]{@ib} left.\n")
        .file("in/deep/namer.ascribe", "Eva left.\n")
        .start();
    let outer = server.open("cast.ascribe", "@ada: Ada\n@ola: Ola\n");
    let inner = server.open("in/cast.ascribe", "@eva: Eva\n@ib: Ib\n");
    let refused = |doc: &Doc<'_>, part: &str, to: &str| rename(doc, doc.at(part), to).unwrap_err();
    assert_eq!(
        refused(&outer, "@ada", "ola"),
        "`@ola` is already declared in cast.ascribe. Choose another id."
    );
    assert_eq!(
        refused(&inner, "@ib", "@ada"),
        "`@ada` is already declared in cast.ascribe, and the renamed actor would shadow it. Choose another id."
    );
    assert_eq!(
        refused(&inner, "@ib", "tor"),
        "In in/deep/user.ascribe, `@tor` would mean another actor, declared in in/deep/cast.ascribe. Choose another id."
    );
    assert!(refused(&inner, "@eva", "tor").starts_with("In in/deep/namer.ascribe, "), "named in prose");
    assert!(refused(&outer, "@ada", "author").contains("built in"));
    for wrong in ["", "a b", "1st", "a.", "^ada", "@@ada"] {
        assert!(refused(&outer, "@ada", wrong).contains("Expected a letter"), "{wrong:?}");
    }
    // A declaration already shadowed by an inner cast stays shadowed.
    assert!(rename(&outer, outer.at("@ada"), "ib").is_ok());
    let doc = server.open("x.ascribe", "[He]{@author @nobody} left [it]{@ada}.\n");
    assert!(refused(&doc, "@author", "jane").contains("built in"));
    let edit = rename(&doc, doc.at("@nobody"), "somebody").unwrap();
    let expected = doc.text().replace("nobody", "somebody");
    assert_eq!(after(&server, &[&doc], &edit), [("x.ascribe".to_owned(), expected)].into(), "undeclared");
}

#[test]
fn documents_that_cannot_be_changed_are_named() {
    let server = Server::builder()
        .file("cast.ascribe", "@ada: Ada\n^log: Log\n")
        .file("locked.ascribe", "[She]{@ada} left.\n")
        .start();
    let mut readonly = fs::metadata(server.path("locked.ascribe")).unwrap().permissions();
    readonly.set_readonly(true);
    fs::set_permissions(server.path("locked.ascribe"), readonly).unwrap();
    let cast = server.open("cast.ascribe", "@ada: Ada\n^log: Log\n");
    let reason = rename(&cast, cast.at("@ada"), "eva").unwrap_err();
    assert_eq!(reason, "locked.ascribe contains the id and is read-only. Make it writable first.");
    assert!(rename(&cast, cast.at("^log"), "^book").is_ok(), "which it has not in it");
    server.write_watched("latin.ascribe", b"[Ren\xe9]{@ada}\n");
    let reason = rename(&cast, cast.at("^log"), "^book").unwrap_err();
    assert!(reason.starts_with("latin.ascribe cannot be read"), "{reason}");
    let _open = server.open("latin.ascribe", "[René]{@ada}\n");
    assert!(rename(&cast, cast.at("^log"), "^book").is_ok(), "it is read in the editor");
}

#[test]
fn a_document_without_a_file_is_renamed_in_alone() {
    let server = in_cast(Server::builder());
    let text = "@mara: Mara\n\n[She]{@mara} left [it]{claim #a @mara}.\n";
    let doc = server.open_uri("untitled:Untitled-1", text);
    let edit = rename(&doc, doc.at("@mara}."), "eva").unwrap();
    let edits = edits_for(&edit, doc.uri());
    assert_eq!(apply_edits(text, &edits, server.encoding()), text.replace("@mara", "@eva"));
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 1);
}

#[test]
fn what_can_be_renamed_is_told_before() {
    let server = in_cast(Server::builder());
    let cast = server.open("cast.ascribe", CAST);
    let doc = server.open("a.ascribe", &format!("{ARTICLE}\n[It]{{claim @author}} is.\n"));
    let prepare = |doc: &Doc<'_>, at: Pos| {
        let answer = doc.ask("textDocument/prepareRename", at).unwrap();
        let range = (!answer.is_null()).then(|| doc.slice(doc.range(&answer["range"])).to_owned());
        (range.unwrap_or_default(), answer["placeholder"].as_str().unwrap_or_default().to_owned())
    };
    let pair = |range: &str, placeholder: &str| (range.to_owned(), placeholder.to_owned());
    assert_eq!(prepare(&doc, doc.at("@mara via")), pair("mara", "mara"));
    assert_eq!(prepare(&doc, doc.at("log checked")), pair("log", "log"));
    assert_eq!(prepare(&doc, doc.at("Mara Lindqvist")), pair("Mara Lindqvist", "mara"));
    assert_eq!(prepare(&cast, cast.at("mara: ")), pair("mara", "mara"));
    assert_eq!(prepare(&cast, cast.at("Nils")), pair("Nils Åkerblom", "Nils Åkerblom"));
    for nothing in ["saw", "title", "via="] {
        assert_eq!(prepare(&doc, doc.at(nothing)), pair("", ""), "{nothing}");
    }
    let refused = doc.ask("textDocument/prepareRename", doc.at("author")).unwrap_err();
    assert!(refused.message.contains("built in"), "{}", refused.message);
    assert_eq!(refused.code, -32803);
    assert_eq!(server.capability("/renameProvider"), json!({"prepareProvider": true}));
    let server = Server::builder().without("/textDocument/rename/prepareSupport").start();
    assert_eq!(server.capability("/renameProvider"), json!(true));
}

#[test]
fn the_name_of_an_actor_stays_known_to_the_article() {
    let server = in_cast(Server::builder());
    let named = |text: &str, part: &str, to: &str| {
        let doc = server.open("new.ascribe", text);
        let edit = rename(&doc, doc.at(part), to).map(|edit| edits_for(&edit, doc.uri()));
        let changed = edit.map(|edits| apply_edits(text, &edits, server.encoding()));
        doc.close();
        changed
    };
    let ok = |text: &str| Ok(text.to_owned());
    assert_eq!(
        named("@moe: Ida Moe\r\n\r\nIda Moe left.\r\n", "Ida Moe\r\n\r\n", "Ida Holm"),
        ok("@moe: Ida Holm\r\n  aka: Ida Moe\r\n\r\nIda Moe left.\r\n")
    );
    assert_eq!(
        named("@moe: Ida Moe\n\taka: Moe; Ida\n\trole: Pilot\n", "Ida Moe", "Ida Holm"),
        ok("@moe: Ida Holm\n\taka: Moe; Ida; Ida Moe\n\trole: Pilot\n")
    );
    assert_eq!(
        named("@moe: Ida Moe\n    role: Pilot\n", "Ida Moe", " Ida Holm "),
        ok("@moe: Ida Holm\n    aka: Ida Moe\n    role: Pilot\n")
    );
    assert_eq!(
        named("@moe: Ida Moe\n  aka: Moe; Ida Holm\n", "Ida Moe", "Ida Holm"),
        ok("@moe: Ida Holm\n  aka: Moe; Ida Moe\n")
    );
    assert_eq!(named("@moe: Ida\n  aka:\n", "Ida", "Ada"), ok("@moe: Ada\n  aka: Ida\n"));
    assert_eq!(named("^talk: Talk\n", "Talk", "Long talk"), ok("^talk: Long talk\n"), "a source has a title");
    assert!(named("@moe: Ida\n@b: Bo\n", "Ida", "Bo").unwrap_err().contains("`@b`"));
    assert!(named("@moe: Ida\n", "Ida", " ").is_err());
    assert!(named("@moe: Ida; Moe\n", "Ida", "Bo").unwrap_err().contains("`;`"));
}
