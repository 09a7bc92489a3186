//! `ascribe.overview`: a document as views, status items and previews show it.

use crate::documents::snapshot::WorkspaceSnapshot;
use crate::protocol::convert::Places;
use crate::protocol::uris::DocumentKey;
use ascribe_ide::overview::{
    Attribution, DeclaredEntry, OverviewEntry, ParagraphEntry, overview as overview_of,
};
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Place;
use ascribe_workspace::view::View;
use serde_json::{Value, json};
use tower_lsp::ls_types::Uri;

/// Overview of a document; `None` if it is not open and cannot be read.
pub fn overview(workspace: &WorkspaceSnapshot, view: &View, uri: &Uri) -> Option<Value> {
    let key = DocumentKey::of(uri);
    let (scope, seen) = view.scope(key.place())?;
    let found = overview_of(&scope);
    let encoding = workspace.capabilities.encoding;
    let here = Places::of(scope.document.text(), encoding);
    let declared = |namespace: Namespace| -> Vec<Value> {
        let entry = |entry: &DeclaredEntry| {
            let uri = match entry.place {
                Place::Here => Some(uri.clone()),
                other => workspace.uri_of(seen.at(other)?),
            };
            let range = Places::of(scope.at(entry.place)?.text(), encoding).range(&entry.selection);
            Some(json!({
                "id": entry.id, "name": entry.name, "about": entry.about, "uri": uri, "range": range,
            }))
        };
        found.declared.iter().filter(|entry| entry.namespace == namespace).filter_map(entry).collect()
    };
    let statement = |entry: &OverviewEntry| {
        let attributed = match entry.attribution {
            Attribution::Named => Some(true),
            Attribution::Missing => Some(false),
            Attribution::NotNeeded => None,
        };
        json!({
            "range": here.range(&entry.whole), "words": here.range(&entry.words), "text": entry.text,
            "kind": entry.kind.word(), "actors": &entry.actors[..], "sources": entry.sources,
            "attributed": attributed, "draft": entry.is_draft, "toReview": entry.is_to_review,
            "confidence": entry.confidence,
        })
    };
    let paragraph = |paragraph: &ParagraphEntry| {
        let markup: Vec<_> = paragraph.markup.iter().map(|range| here.range(range)).collect();
        json!({ "range": here.range(&paragraph.range), "markup": markup })
    };
    let count = |attribution| found.entries.iter().filter(|entry| entry.attribution == attribution).count();
    let (named, missing) = (count(Attribution::Named), count(Attribution::Missing));
    Some(json!({
        "version": workspace.open_at(key.place()).map(|open| open.version),
        "frontMatter": found.front_matter,
        "attributed": named,
        "attributable": named + missing,
        "drafts": found.entries.iter().filter(|entry| entry.is_to_review).count(),
        "actors": declared(Namespace::Actor),
        "sources": declared(Namespace::Source),
        "statements": found.entries.iter().map(statement).collect::<Vec<_>>(),
        "paragraphs": found.paragraphs.iter().map(paragraph).collect::<Vec<_>>(),
    }))
}
