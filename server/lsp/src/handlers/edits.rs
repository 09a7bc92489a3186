//! Builds a `WorkspaceEdit`, in the form that the client supports, from changes to documents and from new files.

use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::gate;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{GateRefusal, Intent, PassedEdits};
use ascribe_markup::text::Text;
use std::collections::{HashMap, HashSet};
use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, CreateFileOptions, DocumentChangeOperation,
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

/// Collects changes that pass the gate; each document is changed once, by edits that refer to one text.
#[derive(Debug)]
pub struct Edits<'a> {
    capabilities: &'a ResolvedCapabilities,
    created: Vec<(Uri, String)>,
    changed: Vec<Changed>,
    /// Documents that were changed.
    seen: HashSet<Uri>,
    notes: Vec<ChangeAnnotation>,
    /// Why a change did not pass the gate.
    refused: Option<GateRefusal>,
}

#[derive(Debug)]
struct Changed {
    uri: Uri,
    version: Option<i32>,
    /// Each edit with the index of its note.
    edits: Vec<(TextEdit, Option<usize>)>,
}

/// Handle to a note made by [`Edits::note`], to attach to edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note(usize);

impl<'a> Edits<'a> {
    /// Empty collection, for a client with these capabilities.
    pub fn new(capabilities: &'a ResolvedCapabilities) -> Self {
        Self {
            capabilities,
            created: Vec::new(),
            changed: Vec::new(),
            seen: HashSet::new(),
            notes: Vec::new(),
            refused: None,
        }
    }

    /// Adds a note that describes some edits; a client with previews shows it above them, and with `confirm` asks
    /// before it applies them. Clients without change annotations apply the edits anyway.
    pub fn note(&mut self, label: impl Into<String>, confirm: bool) -> Note {
        let needs_confirmation = confirm.then_some(true);
        self.notes.push(ChangeAnnotation { label: label.into(), needs_confirmation, description: None });
        Note(self.notes.len() - 1)
    }

    /// Changes a document, if the edits pass the gate; `version` is the client's if it is open.
    pub fn change(
        &mut self,
        uri: Uri,
        version: Option<i32>,
        document: &Document,
        edits: &[Edit],
        intent: &Intent,
    ) {
        let edits = gate::text_edits(document, edits, intent, self.capabilities.encoding);
        self.add(uri, version, edits, None);
    }

    /// Changes a document by edits that have passed the gate; `text` is the text that they refer to.
    pub fn change_passed(&mut self, uri: Uri, version: Option<i32>, text: Text<'_>, edits: &PassedEdits) {
        let edits = gate::converted(text, edits, self.capabilities.encoding);
        self.add(uri, version, edits, None);
    }

    /// Changes an `ascribe.toml`, with a note.
    pub fn change_config(&mut self, uri: Uri, text: Text<'_>, edits: &[Edit], note: Note) {
        let edits = gate::config_edits(text, edits, self.capabilities.encoding);
        self.add(uri, None, Ok(edits), Some(note));
    }

    fn add(
        &mut self,
        uri: Uri,
        version: Option<i32>,
        edits: Result<Vec<TextEdit>, GateRefusal>,
        note: Option<Note>,
    ) {
        match edits {
            Err(refusal) => self.refused = Some(refusal),
            // The gate has seen each of the two changes only by itself.
            Ok(_) if !self.seen.insert(uri.clone()) => self.refused = Some(GateRefusal::Overlapping),
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => {
                let edits = edits.into_iter().map(|edit| (edit, note.map(|Note(note)| note))).collect();
                self.changed.push(Changed { uri, version, edits });
            }
        }
    }

    /// Creates a document of nothing but markup, which must not exist. Only for clients that support it:
    /// [`ResolvedCapabilities::creates_files`].
    pub fn create(&mut self, uri: Uri, content: impl Into<String>) {
        let content = content.into();
        match gate::pass_new(&content) {
            Ok(()) => self.create_config(uri, content),
            Err(refusal) => self.refused = Some(refusal),
        }
    }

    /// Creates an `ascribe.toml`, as [`Edits::create`] does a document.
    pub fn create_config(&mut self, uri: Uri, content: impl Into<String>) {
        debug_assert!(self.capabilities.creates_files, "nobody offers what the client cannot do");
        self.created.push((uri, content.into()));
    }

    /// Builds the edit for the client, with document versions if it supports them.
    ///
    /// # Errors
    /// If a change was refused: the client then makes none of them.
    pub fn finish(self) -> Result<WorkspaceEdit, GateRefusal> {
        if let Some(refusal) = self.refused {
            return Err(refusal);
        }
        if !self.capabilities.document_changes {
            let plain =
                |changed: Changed| (changed.uri, changed.edits.into_iter().map(|(edit, _)| edit).collect());
            let changes: HashMap<Uri, Vec<TextEdit>> = self.changed.into_iter().map(plain).collect();
            return Ok(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let has_notes = self.capabilities.change_annotations && !self.notes.is_empty();
        let edits = self.changed.into_iter().map(|changed| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: changed.uri,
                version: changed.version,
            },
            edits: changed
                .edits
                .into_iter()
                .map(|(edit, note)| noted(edit, note.filter(|_| has_notes)))
                .collect(),
        });
        let changes = if self.created.is_empty() {
            DocumentChanges::Edits(edits.collect())
        } else {
            let created = self.created.into_iter().flat_map(|(uri, content)| created(uri, content));
            DocumentChanges::Operations(created.chain(edits.map(DocumentChangeOperation::Edit)).collect())
        };
        let notes = self.notes.into_iter().enumerate().map(|(place, note)| (id_of(place), note));
        Ok(WorkspaceEdit {
            document_changes: Some(changes),
            change_annotations: has_notes.then(|| notes.collect()),
            ..WorkspaceEdit::default()
        })
    }
}

fn id_of(note: usize) -> String {
    note.to_string()
}

fn noted(edit: TextEdit, note: Option<usize>) -> OneOf<TextEdit, AnnotatedTextEdit> {
    match note {
        Some(note) => OneOf::Right(AnnotatedTextEdit { text_edit: edit, annotation_id: id_of(note) }),
        None => OneOf::Left(edit),
    }
}

/// Operations that create a file and fill it. If the file exists by then it is not overwritten: the client applies none
/// of the changes.
fn created(uri: Uri, content: String) -> [DocumentChangeOperation; 2] {
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
    let start = Position::new(0, 0);
    let edits = vec![OneOf::Left(TextEdit::new(Range::new(start, start), content))];
    [
        DocumentChangeOperation::Op(ResourceOp::Create(create)),
        DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits }),
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ascribe_markup::text::Rope;
    use serde_json::{Value, json};

    fn written(capabilities: &ResolvedCapabilities) -> Value {
        let mut edits = Edits::new(capabilities);
        let note = edits.note("Applies to all documents of the project", true);
        let document = Document::new("é [one]{claim}\n%% two\n");
        let changes = [Edit::replace(9..14, "quote"), Edit::insert(18, "s")];
        edits.change("file:///a".parse().unwrap(), Some(3), &document, &changes, &Intent::Markup);
        let config = Rope::from_str("[rules]\n");
        let changes = [Edit::insert(8, "syntax = \"off\"\n")];
        edits.change_config("file:///b".parse().unwrap(), Text::from(&config), &changes, note);
        if capabilities.creates_files {
            edits.create("file:///new".parse().unwrap(), "@a: A\n");
        }
        serde_json::to_value(edits.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_change_that_does_not_pass_refuses_all() {
        let capabilities = ResolvedCapabilities { creates_files: true, ..ResolvedCapabilities::default() };
        let document = Document::new("é [one]{claim}\n");
        let uri: Uri = "file:///a".parse().unwrap();
        let refused = |change: &dyn Fn(&mut Edits<'_>)| {
            let mut edits = Edits::new(&capabilities);
            let good = [Edit::replace(9..14, "quote")];
            edits.change(uri.clone(), None, &document, &good, &Intent::Markup);
            change(&mut edits);
            edits.finish().unwrap_err()
        };
        let other: Uri = "file:///b".parse().unwrap();
        let bad = [Edit::insert(3, "x")];
        assert_eq!(
            refused(&|edits| edits.change(other.clone(), None, &document, &bad, &Intent::Markup)),
            GateRefusal::ChangesArticle
        );
        assert_eq!(refused(&|edits| edits.create(other.clone(), "A word.\n")), GateRefusal::ChangesArticle);
        assert_eq!(
            refused(&|edits| edits.change(uri.clone(), None, &document, &[], &Intent::Markup)),
            GateRefusal::Overlapping
        );
    }

    fn range(line: u32, from: u32, to: u32) -> Value {
        json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}})
    }

    #[test]
    fn a_client_without_versions_gets_plain_changes() {
        let edits = json!([{"range": range(0, 8, 13), "newText": "quote"}, {"range": range(1, 2, 2), "newText": "s"}]);
        let config = json!([{"range": range(1, 0, 0), "newText": "syntax = \"off\"\n"}]);
        let expected = json!({"changes": {"file:///a": edits, "file:///b": config}});
        assert_eq!(written(&ResolvedCapabilities::default()), expected);
    }

    #[test]
    fn a_client_that_can_gets_versions_notes_and_new_files() {
        let capabilities = ResolvedCapabilities {
            document_changes: true,
            change_annotations: true,
            creates_files: true,
            ..ResolvedCapabilities::default()
        };
        let edits = json!([{"range": range(0, 8, 13), "newText": "quote"}, {"range": range(1, 2, 2), "newText": "s"}]);
        let article = json!({"textDocument": {"uri": "file:///a", "version": 3}, "edits": edits});
        let config = json!({"range": range(1, 0, 0), "newText": "syntax = \"off\"\n"});
        let mut noted = config.clone();
        noted["annotationId"] = json!("0");
        let expected = json!({
            "documentChanges": [
                {"kind": "create", "uri": "file:///new", "options": {"overwrite": false, "ignoreIfExists": false}},
                {
                    "textDocument": {"uri": "file:///new", "version": null},
                    "edits": [{"range": range(0, 0, 0), "newText": "@a: A\n"}]
                },
                article,
                {"textDocument": {"uri": "file:///b", "version": null}, "edits": [noted]},
            ],
            "changeAnnotations": {"0": {"label": "Applies to all documents of the project", "needsConfirmation": true}}
        });
        assert_eq!(written(&capabilities), expected);
        let capabilities = ResolvedCapabilities { document_changes: true, ..ResolvedCapabilities::default() };
        let expected = json!({"documentChanges": [
            article,
            {"textDocument": {"uri": "file:///b", "version": null}, "edits": [config]},
        ]});
        assert_eq!(written(&capabilities), expected);
    }
}
