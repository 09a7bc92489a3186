//! Folders of articles: time to index them, and resources used.

use super::{Part, Setup};
use crate::Outcome;
use crate::binary::Binary;
use crate::client::{Client, Way};
use crate::process::{memory, peak_memory};
use crate::table::{Budget, Table};
use ascribe_articles::Desk;
use ascribe_tests::uri_of;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Instant;

pub const PART: Part = Part { name: "workspace", title: "A workspace", measure };

/// Numbers of articles, with budgets in milliseconds for indexing them.
const SIZES: [(usize, Budget); 3] =
    [(100, Budget::None), (1_000, Budget::Median(48.0)), (10_000, Budget::Median(720.0))];

fn measure(setup: &Setup, binary: &Binary, table: &mut Table) -> Outcome<()> {
    for (articles, budget) in SIZES.into_iter().take(setup.least(2, 3)) {
        let folder = tempfile::tempdir()?;
        write(folder.path(), &Desk::of(articles))?;
        let mut client = Client::start(binary, folder.path(), Way::Push)?;
        client.notify("initialized", &json!({}))?;
        let found = find(&mut client, &Desk::witness(articles - 1))?;
        let time = found.saturating_duration_since(client.born);
        table.time(&format!("{articles} articles: process → found"), budget, time);
        client.settle()?;
        table.figure(&format!("{articles} articles: memory"), "MB", Budget::None, memory(client.id())?);
        let peak = peak_memory(client.id())?;
        table.figure(&format!("{articles} articles: at most"), "MB", Budget::None, peak);

        let name = "Somebody Quite New";
        let path = folder.path().join(Desk::path(articles / 2));
        let text = fs::read_to_string(&path)?.replace(&Desk::witness(articles / 2), name);
        fs::write(&path, text)?;
        let start = Instant::now();
        let change = json!({"changes": [{"uri": uri_of(&path), "type": 2}]});
        client.notify("workspace/didChangeWatchedFiles", &change)?;
        let time = find(&mut client, name)?.saturating_duration_since(start);
        table.time(&format!("{articles} articles: change on disk → found"), Budget::None, time);

        let path = folder.path().join("cast.ascribe");
        let text = fs::read_to_string(&path)?;
        let at = text.find("^record-0").ok_or("a source")?;
        let line = text[..at].matches('\n').count();
        let document = json!({"uri": uri_of(&path), "languageId": "ascribe", "version": 1, "text": text});
        client.notify("textDocument/didOpen", &json!({"textDocument": document}))?;
        client.settle()?;
        let place = json!({"line": line, "character": 2});
        let params = json!({
            "textDocument": {"uri": uri_of(&path)}, "position": place, "context": {"includeDeclaration": true}
        });
        for (method, more) in [("references", json!({})), ("rename", json!({"newName": "other-record"}))] {
            let mut params = params.clone();
            params["newName"] = more["newName"].clone();
            let start = Instant::now();
            let answer = client.request(&format!("textDocument/{method}"), &params)?;
            if !answer.is_something() {
                return Err(format!("{method} finds nothing").into());
            }
            let time = answer.at.saturating_duration_since(start);
            table.time(&format!("{articles} articles: {method} of a source of the cast"), Budget::None, time);
        }
    }
    Ok(())
}

/// Writes the files of a desk.
pub fn write(folder: &Path, desk: &Desk) -> Outcome<()> {
    for (path, text) in desk.files() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().ok_or("a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// Queries a symbol until it is found; returns that time.
fn find(client: &mut Client, name: &str) -> Outcome<Instant> {
    loop {
        let answer = client.request("workspace/symbol", &json!({"query": name}))?;
        if answer.result.is_some_and(|result| result.contains(name)) {
            return Ok(answer.at);
        }
    }
}
