//! Updates references between documents when files and folders are renamed or moved.

use crate::features::rename::Changed;
use crate::links::{composed, link_to, linked_path};
use crate::parallel;
use crate::view::View;
use ascribe_ide::links::needs_quotes;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{GateRefusal, Intent, pass};
use ascribe_markup::model::{Annotation, Attribute, Namespace};
use std::path::{Path, PathBuf};

/// Edits to apply before the move, after which each link between two documents resolves as before. `moves` are the old
/// and new paths of files and folders. Broken links are left alone.
///
/// # Errors
/// If the edits of a document do not pass the gate.
pub fn moves(view: &View, moves: &[(PathBuf, PathBuf)]) -> Result<Vec<Changed>, GateRefusal> {
    let changed = parallel::map(&view.summaries(), |(path, summary)| {
        let relinked = |link: &str| relinked(view, moves, path, link);
        if !summary.links().iter().any(|(link, _)| relinked(link).is_some()) {
            return Ok(None);
        }
        let Some(document) = view.document(path) else { return Ok(None) };
        let edits = edits(&document, relinked);
        if edits.is_empty() {
            return Ok(None);
        }
        let edits = pass(&document, &edits, &Intent::Markup)?;
        Ok(Some(Changed { path: path.to_path_buf(), text: document.text().to_string(), edits }))
    });
    changed.into_iter().filter_map(Result::transpose).collect()
}

/// New text for a link in the document at `from`; `None` if it may stay, or cannot be written.
fn relinked(view: &View, moves: &[(PathBuf, PathBuf)], from: &Path, link: &str) -> Option<String> {
    let target = view.linked(from, link)?;
    view.summary(&target)?;
    let (new_from, new_target) = (moved(moves, from), moved(moves, &target));
    if is_same(&linked_path(&new_from, link), &new_target) {
        return None;
    }
    link_to(&new_from, &new_target)
}

/// Whether two paths differ in the normal form of their names at most.
fn is_same(path: &Path, other: &Path) -> bool {
    let composed = |path: &Path| path.to_str().map(composed);
    path == other || composed(path).is_some_and(|path| Some(path) == composed(other))
}

/// Path of a file after the moves; the innermost move applies.
fn moved(moves: &[(PathBuf, PathBuf)], path: &Path) -> PathBuf {
    let around = moves.iter().filter_map(|(old, new)| Some((old, new, path.strip_prefix(old).ok()?)));
    match around.max_by_key(|(old, _, _)| old.components().count()) {
        Some((_, new, rest)) if rest.as_os_str().is_empty() => new.clone(),
        Some((_, new, rest)) => new.join(rest),
        None => path.to_path_buf(),
    }
}

/// Edits that replace links.
fn edits(document: &Document, relinked: impl Fn(&str) -> Option<String>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in document.blocks() {
        let annotations = at.block.annotations();
        for attribute in annotations.flat_map(Annotation::attributes) {
            edits.extend(
                attribute_edits(attribute, &relinked).into_iter().map(|edit| Edit {
                    range: at.start + edit.range.start..at.start + edit.range.end,
                    ..edit
                }),
            );
        }
    }
    edits
}

/// Edits of one attribute, in byte offsets from the start of its block.
fn attribute_edits(attribute: &Attribute, relinked: impl Fn(&str) -> Option<String>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for reference in attribute.references.iter().filter(|reference| reference.namespace == Namespace::Label) {
        let Some(link) = reference.document.as_deref().and_then(&relinked) else { continue };
        let start = reference.extent.start as usize;
        let sign = reference.id_extent.start as usize - Namespace::Label.sign().len_utf8();
        edits.push(Edit::replace(start..sign, link));
    }
    let value = attribute.value_extent.range();
    let is_quoted =
        attribute.references.first().is_some_and(|first| value.start < first.extent.start as usize);
    if !is_quoted && edits.iter().any(|edit| needs_quotes(&edit.text)) {
        match edits.first_mut().filter(|first| first.range.start == value.start) {
            Some(first) => first.text.insert(0, '"'),
            None => edits.insert(0, Edit::insert(value.start, "\"")),
        }
        edits.push(Edit::insert(value.end, "\""));
    }
    edits
}
