//! `workspace/executeCommand`: features that the protocol has no method for. `docs/features/navigating.md` documents
//! the arguments and results.

use crate::documents::snapshot::WorkspaceSnapshot;
use crate::handlers::{nodes, overview};
use crate::protocol::convert;
use crate::protocol::uris::DocumentKey;
use ascribe_formats::report::{ReportedArticle, report};
use ascribe_ide::hover::escaped;
use ascribe_language::stance::Stance;
use ascribe_lints::{MAX_LISTED, Severity};
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::statement::{counted, noun};
use ascribe_markup::strip::strip;
use ascribe_workspace::features::check::check_all;
use ascribe_workspace::features::facts::told;
use ascribe_workspace::features::implementation::implementations;
use ascribe_workspace::features::node::{Node, What};
use ascribe_workspace::features::record::said_by;
use ascribe_workspace::features::statements::{StatementEntry, statements};
use ascribe_workspace::view::View;
use serde_json::{Value, json};
use std::fmt::Write as _;
use tower_lsp::ls_types::{ExecuteCommandParams, Position, Uri};

/// Checks one document or all documents.
pub const CHECK: &str = "ascribe.check";
/// Returns the article without the markup.
pub const STRIP: &str = "ascribe.strip";
/// Lists everything an actor says.
pub const RECORD: &str = "ascribe.actorRecord";
/// Lists the annotations that a lens counts.
pub const PLACES: &str = "ascribe.places";
/// Describes a document for views and counts.
pub const OVERVIEW: &str = "ascribe.overview";
/// Converts plain text to a document.
pub const IMPORT: &str = "ascribe.import";
/// Writes a page about a document, for people: the one of `ascribe report`.
pub const REPORT: &str = "ascribe.report";
/// Lists who may be the speaker of a quotation or claim, with the edits for each.
pub const SPEAKERS: &str = "ascribe.speakers";

/// Commands announced to the client.
pub const COMMANDS: [&str; 8] = [CHECK, STRIP, RECORD, PLACES, SPEAKERS, OVERVIEW, REPORT, IMPORT];

/// A command with its arguments.
#[derive(Debug)]
pub enum Command {
    /// One document, or all of them if `None`.
    Check(Option<Uri>),
    Strip(Uri),
    Record {
        uri: Uri,
        id: String,
        json: bool,
    },
    Places(Option<(Uri, Value)>),
    /// At a position; of a new actor with this name, if there is one.
    Speakers {
        uri: Uri,
        position: Position,
        name: Option<String>,
    },
    Overview(Uri),
    Report(Uri),
    Import(String),
}

/// Parses a command.
///
/// # Errors
/// If the arguments are invalid, with the reason.
pub fn read(params: &ExecuteCommandParams) -> Result<Command, String> {
    let name = &params.command;
    if params.arguments.len() > 1 {
        return Err(format!("`{name}` takes one argument, not {}.", params.arguments.len()));
    }
    let argument = params.arguments.first().filter(|argument| !argument.is_null());
    let text = |key: &str| argument.and_then(|argument| argument.get(key)).and_then(Value::as_str);
    if name == IMPORT {
        let article = text("text").ok_or_else(|| format!("`{name}` requires the `text` of an article."))?;
        return Ok(Command::Import(article.to_owned()));
    }
    let uri = match argument {
        None => None,
        Some(argument) => {
            let uri = argument.as_str().or_else(|| text("uri"));
            let uri = uri.ok_or_else(|| format!("`{name}` takes a URI, or an object with a `uri`."))?;
            Some(uri.parse::<Uri>().map_err(|error| format!("`{uri}` is not a valid URI: {error}."))?)
        }
    };
    let needed = || uri.clone().ok_or_else(|| format!("`{name}` requires the `uri` of a document."));
    match name.as_str() {
        CHECK => Ok(Command::Check(uri)),
        STRIP => Ok(Command::Strip(needed()?)),
        RECORD => {
            let id = text("id").map(|id| id.trim_start_matches('@').to_owned());
            let json = match text("format") {
                None | Some("markdown") => false,
                Some("json") => true,
                Some(other) => return Err(format!("`format` must be `markdown` or `json`, not `{other}`.")),
            };
            let id = id.ok_or_else(|| format!("`{name}` requires the `id` of an actor."))?;
            Ok(Command::Record { uri: needed()?, id, json })
        }
        PLACES => {
            let node = argument.and_then(|argument| argument.get("node")).cloned();
            Ok(Command::Places(uri.zip(node)))
        }
        SPEAKERS => {
            let position = argument.and_then(|argument| argument.get("position")).cloned();
            let position = position.and_then(|position| serde_json::from_value(position).ok());
            let position = position.ok_or_else(|| format!("`{name}` requires a `position`."))?;
            Ok(Command::Speakers { uri: needed()?, position, name: text("name").map(str::to_owned) })
        }
        OVERVIEW => Ok(Command::Overview(needed()?)),
        REPORT => Ok(Command::Report(needed()?)),
        _ => Err(format!("Unknown command `{name}`. Expected one of {}.", COMMANDS.join(", "))),
    }
}

/// Runs a command; returns its result and a message for the user.
///
/// # Errors
/// If the subject of the command does not exist.
pub fn run(
    workspace: &WorkspaceSnapshot,
    view: &View,
    command: &Command,
) -> Result<(Value, Option<String>), String> {
    match command {
        Command::Check(uri) => check(workspace, view, uri.as_ref()),
        Command::Strip(uri) => {
            let document = view.document(DocumentKey::of(uri).place()).ok_or_else(|| unreadable(uri))?;
            if document.unread().is_some() {
                let reason = "is too large or too dense to be read to its end. Split it.";
                return Err(format!("{} {reason}", uri.as_str()));
            }
            Ok((json!(strip(&document)), None))
        }
        Command::Record { uri, id, json } => record(workspace, view, uri, id, *json),
        Command::Speakers { uri, position, name } => {
            super::speakers::speakers(workspace, view, uri, *position, name.as_deref())
                .map(|speakers| (speakers, None))
                .ok_or_else(|| unreadable(uri))
        }
        Command::Places(None) => Ok((json!([]), None)),
        Command::Places(Some((uri, node))) => {
            let node = nodes::kept(view, uri, Some(node));
            let places = node.map(|node| implementations(view, &node)).unwrap_or_default();
            Ok((json!(nodes::locations(workspace, view, &places)), None))
        }
        Command::Overview(uri) => {
            overview::overview(workspace, view, uri).map(|found| (found, None)).ok_or_else(|| unreadable(uri))
        }
        Command::Report(uri) => Ok((json!(page(view, uri)?), None)),
        Command::Import(article) => Ok((json!(import(article)), None)),
    }
}

fn unreadable(uri: &Uri) -> String {
    format!("{} is not open and cannot be read.", uri.as_str())
}

fn page(view: &View, uri: &Uri) -> Result<String, String> {
    let name = uri.path().as_str().rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".ascribe").unwrap_or(name);
    let key = DocumentKey::of(uri);
    let mut found = check_all(view, Some(key.place()), |_, findings| {
        findings.as_ref().ok().map(|findings| report(&[ReportedArticle::new(name, findings)]))
    });
    let page = found.pop().ok_or_else(|| unreadable(uri))?;
    page.ok_or_else(|| {
        format!("The check of {} takes too long for an editor. Run `ascribe report`.", uri.as_str())
    })
}

fn check(
    workspace: &WorkspaceSnapshot,
    view: &View,
    uri: Option<&Uri>,
) -> Result<(Value, Option<String>), String> {
    let key = uri.map(DocumentKey::of);
    let found = check_all(view, key.as_ref().map(DocumentKey::place), |path, findings| {
        let findings = findings.as_ref().ok()?;
        let text = findings.scope().document.text();
        let mut counts = [0_usize; 4];
        let mut listed = Vec::new();
        for (range, finding) in findings.iter() {
            let place = match finding.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Info => 2,
                Severity::Hint => 3,
            };
            counts[place] += 1;
            if listed.len() == MAX_LISTED {
                continue;
            }
            listed.push(json!({
                "range": convert::range(text, &range, workspace.capabilities.encoding),
                "severity": convert::severity(finding.severity),
                "code": finding.rule.code,
                "message": &*finding.message,
            }));
        }
        Some((path.to_path_buf(), counts, listed))
    });
    if let (Some(uri), true) = (uri, found.is_empty()) {
        return Err(unreadable(uri));
    }
    let mut counts = [0_usize; 4];
    let mut documents = Vec::new();
    let all = found.len();
    let found: Vec<_> = found.into_iter().flatten().collect();
    let checked = found.len();
    let unfinished = all - checked;
    for (path, more, listed) in found {
        counts = std::array::from_fn(|place| counts[place] + more[place]);
        if !listed.is_empty() {
            documents.push(json!({ "uri": workspace.uri_of(&path), "findings": listed }));
        }
    }
    let [errors, warnings, infos, hints] = counts;
    let said = [(errors, "error"), (warnings, "warning"), (infos, "info"), (hints, "hint")];
    let said: Vec<String> =
        said.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(*count, noun)).collect();
    let said = if said.is_empty() { "No findings".into() } else { said.join(", ") };
    let mut message = format!("{said} in {}.", counted(checked, "document"));
    if unfinished > 0 {
        let rest = counted(unfinished, "document");
        let _ = write!(message, " The check of {rest} takes too long for an editor. Run `ascribe check`.");
    }
    let result = json!({
        "checked": checked, "errors": errors, "warnings": warnings, "infos": infos, "hints": hints,
        "documents": documents,
    });
    Ok((result, Some(message)))
}

fn record(
    workspace: &WorkspaceSnapshot,
    view: &View,
    uri: &Uri,
    id: &str,
    json: bool,
) -> Result<(Value, Option<String>), String> {
    let declared_in = view
        .declaring(DocumentKey::of(uri).place(), Namespace::Actor, id)
        .ok_or_else(|| format!("{} has no actor `@{id}`.", uri.as_str()))?;
    let node = Node { path: declared_in.clone(), what: What::Declared(Namespace::Actor, id.into()) };
    let (name, about) = node.told(view).unwrap_or_default();
    let entries = statements(view, &declared_in, id);
    if json {
        let entry = |entry: &StatementEntry| {
            json!({
                "uri": workspace.uri_of(&entry.path), "title": entry.title, "line": entry.line,
                "kind": entry.kind.word(), "stance": entry.stance.map(Stance::word), "text": entry.words,
                "sources": entry.sources,
            })
        };
        let statements: Vec<Value> = entries.iter().map(entry).collect();
        return Ok((json!({ "id": id, "name": name, "statements": statements }), None));
    }
    let counts = told(&said_by(view, &declared_in, id));
    let mut page = format!("# {}\n\n{}\n\n{counts}.\n", escaped(&name), escaped(&about));
    let mut last = None;
    let mut link = String::new();
    for entry in &entries {
        if last != Some(&entry.path) {
            link = workspace.uri_of(&entry.path).map(|uri| uri.as_str().to_owned()).unwrap_or_default();
            let _ = write!(page, "\n## [{}](<{link}>)\n\n", escaped(&entry.title));
            last = Some(&entry.path);
        }
        let sources: Vec<String> = entry.sources.iter().map(|source| escaped(source)).collect();
        let source = if sources.is_empty() { String::new() } else { format!(" ({})", sources.join("; ")) };
        let words = escaped(&entry.words.split_whitespace().collect::<Vec<_>>().join(" "));
        let noun = noun(entry.kind, entry.stance);
        let line = entry.line + 1;
        let _ = writeln!(page, "- [line {line}](<{link}#L{line}>), {noun}: {words}{source}");
    }
    Ok((json!(page), None))
}
