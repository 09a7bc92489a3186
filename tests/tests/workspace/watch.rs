//! Changes outside of a document: files on disk, and other open documents.

use ascribe_tests::{Builder, Server};
use serde_json::Value;

const ARTICLE: &str = "\"We saw it,\"{@mara ^log} she said, [and it rose]{claim @nils ^log}.\n";
const CAST: &str = "@mara: Mara Lindqvist\n@nils: Nils Åkerblom\n^log: Harbour log\n";
const ACTOR: &str = "undefined-actor";

/// A pull client, one without refresh support, and one that cannot pull: diagnostics are pushed to the latter two.
fn clients() -> [Builder; 3] {
    [Server::builder(), Server::builder().without("/workspace/diagnostics"), Server::builder().push()]
}

#[test]
fn diagnostics_follow_the_cast_on_disk() {
    for client in clients() {
        let server = client.start();
        let doc = server.open("north/article.ascribe", ARTICLE);
        doc.wait_findings(ACTOR, 2);
        server.write_watched("cast.ascribe", CAST);
        doc.wait_findings(ACTOR, 0);
        server.write_watched("cast.ascribe", "@mara: Mara Lindqvist\n^log: Harbour log\n");
        doc.wait_findings(ACTOR, 1);
        server.rename_watched("cast.ascribe", "south/cast.ascribe");
        doc.wait_findings(ACTOR, 2);
        server.rename_watched("south/cast.ascribe", "north/cast.ascribe");
        doc.wait_findings(ACTOR, 1);
        server.delete_watched("north/cast.ascribe");
        doc.wait_findings(ACTOR, 2);
    }
}

#[test]
fn a_client_that_pulls_is_told_to_pull_again() {
    let server = Server::start();
    let doc = server.open("article.ascribe", ARTICLE);
    assert_eq!(doc.findings_of(&[ACTOR]).len(), 2);
    server.write_watched("cast.ascribe", CAST);
    server.connection().wait_request("workspace/diagnostic/refresh");
    doc.wait_findings(ACTOR, 0);
}

#[test]
fn an_open_cast_wins_over_the_one_on_disk() {
    for client in clients() {
        let server = client.file("cast.ascribe", CAST).start();
        let doc = server.open("article.ascribe", ARTICLE);
        let other = server.open("other.ascribe", "[she]{@mara} left and [it]{@nobody} came.\n");
        doc.wait_findings(ACTOR, 0);
        let mut cast = server.open("cast.ascribe", CAST);
        cast.change(cast.range_of("@nils"), "@olof");
        doc.wait_findings(ACTOR, 1);
        server.write_watched("cast.ascribe", "@mara: Mara\n@nils: Nils\n@olof: Olof\n^log: Log\n");
        cast.change(cast.range_of("@mara"), "@lena");
        doc.wait_findings(ACTOR, 2);
        other.wait_findings(ACTOR, 2);
        cast.close();
        doc.wait_findings(ACTOR, 0);
        other.wait_findings(ACTOR, 1);
    }
}

#[test]
fn a_cast_that_is_deleted_while_open_lives_on_in_its_buffer() {
    for client in clients() {
        let server = client.file("cast.ascribe", CAST).start();
        let doc = server.open("article.ascribe", ARTICLE);
        let mut cast = server.open("cast.ascribe", CAST);
        doc.wait_findings(ACTOR, 0);
        server.delete_watched("cast.ascribe");
        cast.change(cast.range_of("@nils"), "@olof");
        doc.wait_findings(ACTOR, 1);
        cast.close();
        doc.wait_findings(ACTOR, 2);
    }
}

#[test]
fn a_cast_that_is_not_saved_yet_counts() {
    for client in clients() {
        let server = client.start();
        let doc = server.open("article.ascribe", ARTICLE);
        doc.wait_findings(ACTOR, 2);
        let mut cast = server.open("cast.ascribe", CAST);
        doc.wait_findings(ACTOR, 0);
        cast.save();
        cast.change(cast.range_of("@nils"), "@olof");
        doc.wait_findings(ACTOR, 1);
        cast.close();
        doc.wait_findings(ACTOR, 0);
    }
}

#[test]
fn the_nearest_cast_counts() {
    let server = Server::builder().file("cast.ascribe", CAST).start();
    let doc = server.open("north/article.ascribe", ARTICLE);
    let name = || doc.hover(doc.at("@mara")).unwrap_or_default();
    server.eventually("the outer cast", name, |name| name.contains("Mara Lindqvist"));
    server.write_watched("north/cast.ascribe", "@mara: Mara of the North\n");
    server.eventually("the inner cast", name, |name| name.contains("Mara of the North"));
    doc.wait_findings(ACTOR, 0);
    server.delete_watched("north/cast.ascribe");
    server.eventually("the outer cast again", name, |name| name.contains("Mara Lindqvist"));
}

#[test]
fn labels_of_other_documents_follow_the_disk_and_the_buffer() {
    for client in clients() {
        let server = client.file("days/first.ascribe", "[It rose]{claim #gate @author}.\n").start();
        let doc = server
            .open("second.ascribe", "[It fell]{claim @author denies=days/first#gate}, [she]{@nobody}.\n");
        doc.wait_findings(ACTOR, 1);
        doc.wait_findings("undefined-label", 0);
        server.write_watched("days/first.ascribe", "[It rose]{claim #lock @author}.\n");
        doc.wait_findings("undefined-label", 1);
        let mut first = server.open("days/first.ascribe", "[It rose]{claim #lock @author}.\n");
        first.change(first.range_of("#lock"), "#gate");
        doc.wait_findings("undefined-label", 0);
        first.close();
        doc.wait_findings("undefined-label", 1);
        server.write_watched("days/first.ascribe", "[It rose]{claim #gate @author}.\n");
        doc.wait_findings("undefined-label", 0);
        server.delete_watched("days/first.ascribe");
        doc.wait_findings("undefined-label", 1);
    }
}

#[test]
fn a_document_that_is_closed_is_no_longer_searched() {
    let server = Server::builder().file("cast.ascribe", CAST).start();
    let doc = server.open("a.ascribe", ARTICLE);
    doc.wait_findings(ACTOR, 0);
    let other = server.open("b.ascribe", "[She]{@mara} left.\n");
    let uses = || doc.references(doc.at("@mara"), false).len();
    server.eventually("both", uses, |uses| *uses == 2);
    other.close();
    server.eventually("one, as the other is closed", uses, |uses| *uses == 1);
    let _again = server.open("b.ascribe", "[She]{@mara} left, and [she]{@mara} came.\n");
    server.eventually("those of the new text", uses, |uses| *uses == 3);
}

#[test]
fn files_that_cannot_be_read_are_no_casts() {
    for client in clients() {
        let server =
            client.file("north/cast.ascribe", b"@mara: Mara \xff\xfe\n").file("cast.ascribe/x", "").start();
        let doc = server.open("north/article.ascribe", "[it]{@nobody} came.\n");
        doc.wait_findings(ACTOR, 1);
        server.write_watched("north/cast.ascribe", b"\0\xc3(\n");
        server.write_watched("north/cast.ascribe", "@nobody: Somebody\n");
        doc.wait_findings(ACTOR, 0);
    }
}

#[test]
fn only_those_who_see_a_cast_hear_of_it() {
    let server = Server::builder().push().file("north/cast.ascribe", CAST).start();
    let north = server.open("north/article.ascribe", ARTICLE);
    let south = server.open("south/article.ascribe", ARTICLE);
    south.wait_findings(ACTOR, 2);
    server.write_watched("north/cast.ascribe", "^log: Harbour log\n");
    north.wait_findings(ACTOR, 2);
    for n in 0..20 {
        server.write_watched("north/cast.ascribe", format!("@mara: Mara {n}\n^log: Harbour log\n"));
        north.wait_findings(ACTOR, 1);
        server.write_watched("north/cast.ascribe", "^log: Harbour log\n");
        north.wait_findings(ACTOR, 2);
    }
    assert_eq!(server.published(south.uri()).len(), 1, "nothing has changed for it");
}

#[test]
fn the_client_is_asked_to_watch_where_it_can() {
    let server = Server::start();
    let registered = server.connection().wait_request("client/registerCapability");
    let all = registered["registrations"].as_array().unwrap();
    let watch = all.iter().find(|one| one["method"] == "workspace/didChangeWatchedFiles").expect("watching");
    let globs: Vec<&Value> = watch["registerOptions"]["watchers"].as_array().unwrap().iter().collect();
    assert!(globs.iter().any(|watcher| watcher["globPattern"].to_string().contains(".ascribe")), "{globs:?}");

    let client = Server::builder().without("/workspace/didChangeWatchedFiles");
    let server = client.without("/workspace/didChangeConfiguration").start();
    let doc = server.open("article.ascribe", ARTICLE);
    assert_eq!(doc.findings_of(&[ACTOR]).len(), 2, "and what it cannot do it is not asked for");
}
