//! Builds a `WorkspaceEdit`, in the form that the client supports, from changes to documents and from new files.

use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::convert::Places;
use ascribe_markup::Edit;
use ascribe_markup::text::Text;
use std::collections::HashMap;
use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, CreateFileOptions, DocumentChangeOperation,
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

/// Collects changes; each document is changed once, by edits that refer to one text.
#[derive(Debug)]
pub struct Edits<'a> {
    capabilities: &'a ResolvedCapabilities,
    created: Vec<(Uri, String)>,
    changed: Vec<Changed>,
    /// Index of each document in `changed`.
    places: HashMap<Uri, usize>,
    notes: Vec<ChangeAnnotation>,
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
            places: HashMap::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a note that describes some edits; a client with previews shows it above them, and with `confirm` asks
    /// before it applies them. Clients without change annotations apply the edits anyway.
    pub fn note(&mut self, label: impl Into<String>, confirm: bool) -> Note {
        let needs_confirmation = confirm.then_some(true);
        self.notes.push(ChangeAnnotation { label: label.into(), needs_confirmation, description: None });
        Note(self.notes.len() - 1)
    }

    /// Changes a document: `text` is the text that the edits refer to, `version` the client's version if it is open.
    pub fn change(&mut self, uri: Uri, version: Option<i32>, text: Text<'_>, edits: &[Edit]) {
        self.change_with(uri, version, text, edits.iter().map(|edit| (edit, None)));
    }

    /// Changes a document by edits with notes attached.
    pub fn change_with<'e>(
        &mut self,
        uri: Uri,
        version: Option<i32>,
        text: Text<'_>,
        edits: impl IntoIterator<Item = (&'e Edit, Option<Note>)>,
    ) {
        let places = Places::of(text, self.capabilities.encoding);
        let edits =
            edits.into_iter().map(|(edit, note)| (places.text_edit(edit), note.map(|Note(note)| note)));
        let edits: Vec<_> = edits.collect();
        if edits.is_empty() {
            return;
        }
        if let Some(changed) = self.places.get(&uri).and_then(|place| self.changed.get_mut(*place)) {
            changed.edits.extend(edits);
        } else {
            self.places.insert(uri.clone(), self.changed.len());
            self.changed.push(Changed { uri, version, edits });
        }
    }

    /// Creates a file, which must not exist, with this content. Only for clients that support it:
    /// [`ResolvedCapabilities::creates_files`].
    pub fn create(&mut self, uri: Uri, content: impl Into<String>) {
        debug_assert!(self.capabilities.creates_files, "nobody offers what the client cannot do");
        self.created.push((uri, content.into()));
    }

    /// Builds the edit for the client, with document versions if it supports them.
    pub fn finish(self) -> WorkspaceEdit {
        if !self.capabilities.document_changes {
            let plain =
                |changed: Changed| (changed.uri, changed.edits.into_iter().map(|(edit, _)| edit).collect());
            let changes: HashMap<Uri, Vec<TextEdit>> = self.changed.into_iter().map(plain).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
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
        WorkspaceEdit {
            document_changes: Some(changes),
            change_annotations: has_notes.then(|| notes.collect()),
            ..WorkspaceEdit::default()
        }
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
        let note = edits.note("In the words of the article", true);
        let text = Rope::from_str("é one\ntwo\n");
        let (first, second) = (Edit::replace(3..6, "1"), Edit::insert(7, "["));
        edits.change_with(
            "file:///a".parse().unwrap(),
            Some(3),
            Text::from(&text),
            [(&first, None), (&second, Some(note))],
        );
        if capabilities.creates_files {
            edits.create("file:///new".parse().unwrap(), "@a: A\n");
        }
        serde_json::to_value(edits.finish()).unwrap()
    }

    fn range(line: u32, from: u32, to: u32) -> Value {
        json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}})
    }

    #[test]
    fn a_client_without_versions_gets_plain_changes() {
        let edits =
            json!([{"range": range(0, 2, 5), "newText": "1"}, {"range": range(1, 0, 0), "newText": "["}]);
        assert_eq!(written(&ResolvedCapabilities::default()), json!({"changes": {"file:///a": edits}}));
    }

    #[test]
    fn a_client_that_can_gets_versions_notes_and_new_files() {
        let capabilities = ResolvedCapabilities {
            document_changes: true,
            change_annotations: true,
            creates_files: true,
            ..ResolvedCapabilities::default()
        };
        let noted = json!({"range": range(1, 0, 0), "newText": "[", "annotationId": "0"});
        let expected = json!({
            "documentChanges": [
                {"kind": "create", "uri": "file:///new", "options": {"overwrite": false, "ignoreIfExists": false}},
                {
                    "textDocument": {"uri": "file:///new", "version": null},
                    "edits": [{"range": range(0, 0, 0), "newText": "@a: A\n"}]
                },
                {
                    "textDocument": {"uri": "file:///a", "version": 3},
                    "edits": [{"range": range(0, 2, 5), "newText": "1"}, noted]
                },
            ],
            "changeAnnotations": {"0": {"label": "In the words of the article", "needsConfirmation": true}}
        });
        assert_eq!(written(&capabilities), expected);
        let capabilities = ResolvedCapabilities { document_changes: true, ..ResolvedCapabilities::default() };
        let expected = json!({"documentChanges": [{
            "textDocument": {"uri": "file:///a", "version": 3},
            "edits": [
                {"range": range(0, 2, 5), "newText": "1"},
                {"range": range(1, 0, 0), "newText": "["},
            ]
        }]});
        assert_eq!(written(&capabilities), expected);
    }
}
