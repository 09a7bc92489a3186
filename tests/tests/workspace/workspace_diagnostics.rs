//! Findings of a whole workspace, pulled.

use std::collections::BTreeMap;

use ascribe_tests::{Builder, RequestId, Server};
use serde_json::{Value, json};

const CAST: &str = "@mara: Mara Lindqvist\n^log: Harbour log\n";
const GOOD: &str = "\"We saw it,\"{@mara ^log} she said.\n";
const BAD: &str = "[She]{@mara} left, and [he]{@nils} came.\n";

fn workspace() -> Builder {
    Server::builder().file("cast.ascribe", CAST).file("good.ascribe", GOOD).file("north/bad.ascribe", BAD)
}

/// A report: whether it is full, its id, and the names of its rules.
#[derive(Debug, Clone, PartialEq)]
struct Report {
    full: bool,
    id: Option<String>,
    rules: Vec<String>,
}

/// Last report for each file name.
fn read(server: &Server, items: &[Value]) -> BTreeMap<String, Report> {
    let root = server.uri("") + "/";
    let read = |item: &Value| {
        let uri = item["uri"].as_str().expect("a URI");
        let name = uri.strip_prefix(&root).unwrap_or(uri).to_owned();
        assert!(item.get("version").is_some(), "a version or null: {item}");
        let full = item["kind"] == "full";
        assert!(full || item["kind"] == "unchanged", "{item}");
        assert_eq!(full, item["items"].is_array(), "{item}");
        let rules = item["items"].as_array().into_iter().flatten();
        let rules = rules.map(|item| item["code"].as_str().unwrap().to_owned()).collect();
        (name, Report { full, id: item["resultId"].as_str().map(str::to_owned), rules })
    };
    items.iter().map(read).collect()
}

fn ask(server: &Server, known: &BTreeMap<String, Report>, token: Option<&str>) -> RequestId {
    let ids = known
        .iter()
        .filter_map(|(name, report)| Some(json!({"uri": server.uri(name), "value": report.id.as_ref()?})));
    let mut params = json!({"identifier": "ascribe", "previousResultIds": ids.collect::<Vec<_>>()});
    if let Some(token) = token {
        params["partialResultToken"] = json!(token);
    }
    server.send_request("workspace/diagnostic", params)
}

fn answer(server: &Server, id: &RequestId) -> BTreeMap<String, Report> {
    read(server, server.wait(id).expect("reports")["items"].as_array().expect("an array"))
}

/// Partial results so far.
fn parts(server: &Server, token: &str) -> Vec<Value> {
    let mut all = server.notifications("$/progress");
    all.retain(|params| params["token"] == token);
    all.iter().flat_map(|params| params["value"]["items"].as_array().expect("an array").clone()).collect()
}

/// Waits until a partial result on a document is as wanted.
fn wait_part(server: &Server, token: &str, name: &str, wanted: impl Fn(&Report) -> bool) -> Report {
    let look = || read(server, &parts(server, token)).remove(name);
    let found = server.eventually(name, look, |report| report.as_ref().is_some_and(&wanted));
    found.unwrap()
}

fn cancel(server: &Server, id: &RequestId, number: &Value) {
    server.notify("$/cancelRequest", json!({"id": number}));
    assert_eq!(server.wait(id).expect_err("it was kept").code, -32800);
}

#[test]
fn closed_and_open_documents_are_reported() {
    let server = workspace().start();
    assert_eq!(server.capability("/diagnosticProvider/workspaceDiagnostics"), json!(true));
    let open = server.open("open.ascribe", BAD);
    let reports = answer(&server, &ask(&server, &BTreeMap::new(), None));
    let names: Vec<_> = reports.keys().map(String::as_str).collect();
    assert_eq!(names, ["cast.ascribe", "good.ascribe", "north/bad.ascribe", "open.ascribe"]);
    assert!(reports.values().all(|report| report.full && report.id.is_some()));
    assert_eq!(reports["north/bad.ascribe"].rules, ["undefined-actor"]);
    assert_eq!(reports["open.ascribe"].rules, ["undefined-actor"]);
    assert_eq!(reports["good.ascribe"].rules, [""; 0]);
    let pulled = open.pull(None);
    assert_eq!(reports["open.ascribe"].id.as_deref(), pulled["resultId"].as_str(), "one report, one id");
}

#[test]
fn a_client_that_does_not_pull_is_not_offered_it_and_hears_nothing_of_closed_documents() {
    let server = workspace().push().start();
    assert_eq!(server.capability("/diagnosticProvider"), Value::Null);
    let open = server.open("open.ascribe", BAD);
    open.wait_findings("undefined-actor", 1);
    let mut about = server.notifications("textDocument/publishDiagnostics");
    about.retain(|params| params["uri"] != open.uri());
    assert_eq!(about, Vec::<Value>::new());
}

#[test]
fn a_request_without_news_is_kept_until_there_are() {
    let server = workspace().start();
    let first = answer(&server, &ask(&server, &BTreeMap::new(), None));
    let kept = ask(&server, &first, None);
    server.write_watched("good.ascribe", BAD);
    let second = answer(&server, &kept);
    assert_eq!(second["good.ascribe"].rules, ["undefined-actor"]);
    for name in ["cast.ascribe", "north/bad.ascribe"] {
        assert!(!second[name].full && second[name].id == first[name].id, "{name} is as it was");
    }
    let mut known = first;
    known.extend(second.into_iter().filter(|(_, report)| report.full));
    let number = server.connection().next_id();
    let kept = ask(&server, &known, None);
    assert!(server.request("workspace/unheardOf", json!({})).is_err(), "others are answered meanwhile");
    cancel(&server, &kept, &number);
}

#[test]
fn ids_that_nobody_gave_are_no_reports() {
    let server = workspace().start();
    let mut known = answer(&server, &ask(&server, &BTreeMap::new(), None));
    known.get_mut("good.ascribe").unwrap().id = Some("never heard of".to_owned());
    known.insert(
        "gone.ascribe".to_owned(),
        Report { full: true, id: Some("1".to_owned()), rules: Vec::new() },
    );
    let reports = answer(&server, &ask(&server, &known, None));
    assert!(reports["good.ascribe"].full);
    let gone = &reports["gone.ascribe"];
    assert!(gone.full && gone.rules.is_empty() && gone.id.is_none(), "what is gone has nothing: {gone:?}");
}

#[test]
fn with_a_token_reports_come_in_parts_for_as_long_as_the_client_wants() {
    let server = workspace().start();
    let number = server.connection().next_id();
    let kept = ask(&server, &BTreeMap::new(), Some("t"));
    wait_part(&server, "t", "north/bad.ascribe", |report| report.rules == ["undefined-actor"]);
    wait_part(&server, "t", "good.ascribe", |report| report.rules.is_empty());
    server.write_watched("north/bad.ascribe", GOOD);
    wait_part(&server, "t", "north/bad.ascribe", |report| report.full && report.rules.is_empty());
    server.write_watched("new.ascribe", BAD);
    wait_part(&server, "t", "new.ascribe", |report| report.rules == ["undefined-actor"]);
    server.write_watched("cast.ascribe", CAST.to_owned() + "@nils: Nils Åkerblom\n");
    wait_part(&server, "t", "new.ascribe", |report| report.rules.is_empty());
    server.delete_watched("new.ascribe");
    wait_part(&server, "t", "new.ascribe", |report| report.full && report.id.is_none());
    cancel(&server, &kept, &number);
}

#[test]
fn an_open_cast_is_seen_by_closed_documents() {
    let server = workspace().start();
    let number = server.connection().next_id();
    let kept = ask(&server, &BTreeMap::new(), Some("t"));
    wait_part(&server, "t", "good.ascribe", |report| report.rules.is_empty());
    let mut cast = server.open("cast.ascribe", CAST);
    cast.change(cast.range_of("@mara"), "@lena");
    wait_part(&server, "t", "good.ascribe", |report| report.rules == ["undefined-actor"]);
    cast.close();
    wait_part(&server, "t", "good.ascribe", |report| report.rules.is_empty());
    cancel(&server, &kept, &number);
}

#[test]
fn what_is_typed_is_pulled_by_itself_and_reported_once_it_is_closed() {
    let server = workspace().start();
    let number = server.connection().next_id();
    let kept = ask(&server, &BTreeMap::new(), Some("t"));
    wait_part(&server, "t", "good.ascribe", |report| report.rules.is_empty());
    let mut doc = server.open("good.ascribe", GOOD);
    doc.insert(doc.at("We"), "[x]{@nobody} ");
    doc.wait_findings("undefined-actor", 1);
    server.write_watched("other.ascribe", BAD);
    wait_part(&server, "t", "other.ascribe", |_| true);
    let all = parts(&server, "t");
    assert_eq!(all.iter().filter(|item| item["uri"] == doc.uri()).count(), 1, "only what it was on disk");
    // Not saved: the file on disk applies again.
    doc.close();
    let look = || parts(&server, "t").iter().filter(|item| item["uri"] == doc.uri()).count();
    server.eventually("a report on the closed document", look, |count| *count == 2);
    cancel(&server, &kept, &number);
}

#[test]
fn the_configuration_holds_for_closed_documents() {
    let server = workspace().start();
    let number = server.connection().next_id();
    let kept = ask(&server, &BTreeMap::new(), Some("t"));
    wait_part(&server, "t", "north/bad.ascribe", |report| report.rules == ["undefined-actor"]);
    server.write_watched("ascribe.toml", "[rules]\nundefined-actor = \"off\"\n");
    wait_part(&server, "t", "north/bad.ascribe", |report| report.rules.is_empty());
    cancel(&server, &kept, &number);
}

#[test]
fn without_a_folder_only_what_is_open_is_reported() {
    let server = workspace().no_folder().start();
    let _open = server.open("good.ascribe", GOOD);
    let reports = answer(&server, &ask(&server, &BTreeMap::new(), None));
    assert_eq!(reports.keys().collect::<Vec<_>>(), ["good.ascribe"]);
}

#[test]
fn a_closed_document_can_be_pulled() {
    let server = workspace().start();
    let pull = |name: &str, previous: Option<&str>| {
        let document = json!({"uri": server.uri(name)});
        let params = json!({"textDocument": document, "previousResultId": previous});
        server.request("textDocument/diagnostic", params).expect("a report")
    };
    let first = pull("north/bad.ascribe", None);
    assert_eq!(first["items"][0]["code"], "undefined-actor");
    let id = first["resultId"].as_str().unwrap();
    assert_eq!(pull("north/bad.ascribe", Some(id))["kind"], "unchanged");
    let reports = answer(&server, &ask(&server, &BTreeMap::new(), None));
    assert_eq!(reports["north/bad.ascribe"].id.as_deref(), Some(id), "one report, one id");
    for name in ["nowhere.ascribe", "../elsewhere.ascribe"] {
        assert_eq!(pull(name, None)["items"], json!([]));
    }
}

#[test]
fn many_documents_come_in_several_parts_each_once() {
    let mut client = Server::builder().file("cast.ascribe", CAST);
    for n in 0..300 {
        client = client.file(&format!("{n}.ascribe"), BAD);
    }
    let server = client.start();
    let number = server.connection().next_id();
    let kept = ask(&server, &BTreeMap::new(), Some("t"));
    let all = server.eventually("all", || parts(&server, "t"), |all| all.len() >= 301);
    assert_eq!(read(&server, &all).len(), 301);
    assert_eq!(all.len(), 301);
    cancel(&server, &kept, &number);
}

#[test]
fn a_kept_request_is_answered_at_the_shutdown() {
    let server = workspace().start();
    let known = answer(&server, &ask(&server, &BTreeMap::new(), None));
    let kept = ask(&server, &known, None);
    server.shutdown();
    assert_eq!(server.wait(&kept), Ok(json!({"items": []})));
    assert_eq!(server.exit().code(), Some(0));
}
