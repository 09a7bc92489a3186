//! Documents and scopes are made when a request asks for them, and only those that it needs.
#![allow(clippy::unwrap_used)]

use super::hover::hover;
use crate::documents::snapshot::{OpenDocument, Snapshot};
use crate::documents::{Documents, Outcome};
use crate::protocol::uris::DocumentKey;
use ascribe_markup::model::Namespace;
use ascribe_workspace::index::Index;
use serde_json::json;
use std::sync::Arc;
use tower_lsp::ls_types::Position;

/// Documents in a folder that does not exist.
struct Folder(Documents);

impl Folder {
    fn new() -> Self {
        let documents = Documents::default();
        let params = json!({"capabilities": {}, "rootUri": "file:///nowhere"});
        documents.initialize(&serde_json::from_value(params).unwrap());
        Self(documents)
    }

    fn uri(name: &str) -> String {
        format!("file:///nowhere/{name}.ascribe")
    }

    fn open(&self, name: &str, text: &str) -> Outcome {
        let item = json!({"uri": Self::uri(name), "languageId": "ascribe", "version": 1, "text": text});
        self.0.did_open(serde_json::from_value(json!({"textDocument": item})).unwrap())
    }

    /// Inserts text at the start of a document.
    fn insert(&self, name: &str, text: &str) -> Outcome {
        let start = json!({"line": 0, "character": 0});
        let change = json!({"range": {"start": start, "end": start}, "text": text});
        let document = json!({"uri": Self::uri(name), "version": 2});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        self.0.did_change(serde_json::from_value(params).unwrap())
    }

    fn close(&self, name: &str) -> Outcome {
        let params = json!({"textDocument": {"uri": Self::uri(name)}});
        self.0.did_close(&serde_json::from_value(params).unwrap())
    }

    fn snapshot(&self, name: &str) -> Snapshot {
        self.0.snapshot(&DocumentKey::of(&Self::uri(name).parse().unwrap())).unwrap()
    }

    /// Names of the documents that are parsed.
    fn parsed(&self) -> Vec<String> {
        let workspace = self.0.workspace_snapshot().unwrap();
        let parsed = workspace.open.iter().filter(|open| open.buffer.is_parsed());
        let name = |open: &OpenDocument| open.key.place().file_stem().unwrap().display().to_string();
        let mut names: Vec<String> = parsed.map(name).collect();
        names.sort();
        names
    }
}

/// Text that refers to a label of each of `count` documents, and defines one.
fn linking(count: usize) -> String {
    let links: Vec<String> = (0..count).map(|n| format!("denies=d{n}#l")).collect();
    format!("[It rose]{{claim #l @author {}}}.\n", links.join(" "))
}

/// Names of the changed documents.
fn changed(outcome: &Outcome) -> usize {
    assert_eq!(outcome.others, outcome.changed.len() > 1);
    outcome.changed.len()
}

#[test]
fn the_number_of_scopes_is_that_of_the_documents_asked_about() {
    for count in [4, 16] {
        let folder = Folder::new();
        let names: Vec<String> = (0..count).map(|n| format!("d{n}")).collect();
        for name in &names {
            assert_eq!(changed(&folder.open(name, &linking(count))), 1);
            folder.insert(name, "Day.\n\n");
        }
        assert_eq!((folder.0.scopes_made(), folder.parsed().len()), (0, 0));
        for made in 1..=count {
            folder.snapshot(&names[made - 1]).scope();
            folder.snapshot(&names[0]).scope();
            assert_eq!(folder.0.scopes_made(), made as u64);
        }
        // Each of them sees the changed one, but only those asked about look it up again.
        assert_eq!(changed(&folder.insert("d1", "Day.\n\n")), count);
        assert_eq!(folder.0.scopes_made(), count as u64);
        folder.snapshot("d1").scope();
        assert_eq!(folder.0.scopes_made(), count as u64 + 1);
        // Nobody has seen the others since.
        assert_eq!(changed(&folder.insert("d1", "Day.\n\n")), 1);
    }
}

#[test]
fn an_answer_reflects_all_changes_before_it_and_none_after() {
    let folder = Folder::new();
    folder.open("a", "[It fell]{claim @author denies=b#l}.\n");
    let knows = |snapshot: &Snapshot| snapshot.scope().labels_of("b").any(|label| label == "l");
    let mut before = folder.snapshot("a");
    let mut last = None;
    for (knew, change) in [
        (false, &(|| folder.open("b", "It rose.\n")) as &dyn Fn() -> Outcome),
        (false, &|| folder.insert("b", "[Rain]{claim #l @author}.\n\n")),
        (true, &|| folder.close("b")),
        (false, &|| folder.open("b", "[Rain]{claim #l @author}.\n")),
        (true, &|| folder.insert("b", "%% allow: draft\n\n")),
    ] {
        let asked = last.is_some();
        let outcome = change();
        let now = folder.snapshot("a");
        assert_eq!(knows(&before), knew);
        assert!(outcome.others && now.revision > before.revision, "{asked}");
        last = Some(before.generation());
        assert_ne!(last, Some(now.generation()));
        before = now;
    }
    assert!(knows(&before));
}

#[test]
fn files_that_stay_the_same_leave_the_scope_as_it_is() {
    let folder = Folder::new();
    folder.open("a", "[It fell]{claim @author denies=b#l}.\n");
    let before = folder.snapshot("a").generation();
    let saved = folder.0.did_save();
    assert_eq!(saved.suspected.len(), 1);
    assert_eq!(saved.suspected[0].1, Some(before));
    assert_eq!(folder.snapshot("a").generation(), before);
    folder.insert("a", "Day.\n\n");
    assert!(folder.0.did_save().suspected.is_empty(), "nobody has seen the new text");
}

#[test]
fn a_cast_is_seen_below_its_folder_once_it_is_open() {
    let folder = Folder::new();
    folder.open("desk/a", "[It fell]{claim @ida}.\n");
    folder.open("b", "[It fell]{claim @ida}.\n");
    let knows = |name: &str| folder.snapshot(name).scope().defines(Namespace::Actor, "ida");
    assert!(!knows("desk/a") && !knows("b"));
    assert_eq!(changed(&folder.open("desk/cast", "@ida: Ida Lund\n")), 2);
    assert!(knows("desk/a") && !knows("b"));
}

#[test]
fn a_hover_parses_no_document_that_has_nothing_to_do_with_it() {
    let folder = Folder::new();
    for n in 0..8 {
        folder.open(&format!("d{n}"), &linking(8));
    }
    let text = "@ida: Ida Lund\n^log: Log\n\n[It rose]{claim @ida ^log #own}.\n";
    folder.open("small", text);
    let hovered = |line, character| {
        let snapshot = folder.snapshot("small");
        let view = snapshot.workspace.view(Arc::new(Index::default()));
        hover(&snapshot, &view, Position::new(line, character)).is_some()
    };
    assert!(hovered(0, 2) && hovered(1, 2) && hovered(3, 2) && hovered(3, 27));
    assert_eq!((folder.parsed(), folder.0.scopes_made()), (vec!["small".to_owned()], 1));
    folder.insert("d3", "[Rain]{claim @author denies=small#own}.\n\n");
    assert!(hovered(3, 2));
    assert_eq!(folder.parsed(), ["d3", "small"]);
}
