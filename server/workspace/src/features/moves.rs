//! Updates references between documents when files and folders are renamed or moved.

use crate::EXTENSION;
use crate::features::rename::Changed;
use crate::linked_path;
use crate::parallel;
use crate::view::View;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::{Annotation, Attribute, Namespace};
use std::path::{Component, Path, PathBuf};

/// Edits to apply before the move, after which each link between two documents resolves as before. `moves` are the old
/// and new paths of files and folders. Broken links are left alone.
pub fn moves(view: &View, moves: &[(PathBuf, PathBuf)]) -> Vec<Changed> {
    let changed = parallel::map(&view.summaries(), |(path, summary)| {
        let relinked = |link: &str| relinked(view, moves, path, link);
        if !summary.links().iter().any(|(link, _)| relinked(link).is_some()) {
            return None;
        }
        let document = view.document(path)?;
        let edits = edits(&document, relinked);
        (!edits.is_empty()).then(|| Changed {
            path: path.to_path_buf(),
            text: document.text().to_string(),
            edits,
        })
    });
    changed.into_iter().flatten().collect()
}

/// New text for a link in the document at `from`; `None` if it may stay, or cannot be written.
fn relinked(view: &View, moves: &[(PathBuf, PathBuf)], from: &Path, link: &str) -> Option<String> {
    let target = linked_path(from, link);
    view.summary(&target)?;
    let (new_from, new_target) = (moved(moves, from), moved(moves, &target));
    if linked_path(&new_from, link) == new_target {
        return None;
    }
    link_between(&new_from, &new_target)
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

/// Link from the document at `from` to the one at `to`; `None` if it cannot be written.
fn link_between(from: &Path, to: &Path) -> Option<String> {
    if to.extension().is_none_or(|extension| extension != EXTENSION) {
        return None;
    }
    let (folder, to) = (from.parent()?, to.with_extension(""));
    let common = folder.components().zip(to.parent()?.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| Some(".."));
    let down = to.components().skip(common).map(|component| match component {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let link = up.chain(down).collect::<Option<Vec<_>>>()?.join("/");
    let is_separator = |c: char| matches!(c, ',' | ';' | '#' | '"' | '\\') || c.is_control();
    (!link.contains(is_separator) && !link.starts_with(char::is_whitespace)).then_some(link)
}

/// Edits that replace links.
fn edits(document: &Document, relinked: impl Fn(&str) -> Option<String>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in document.blocks() {
        let annotations = at.block.marked().iter().filter_map(|marked| marked.annotation.as_ref());
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
    let needs_quotes =
        |edit: &Edit| edit.text.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
    if !is_quoted && edits.iter().any(needs_quotes) {
        match edits.first_mut().filter(|first| first.range.start == value.start) {
            Some(first) => first.text.insert(0, '"'),
            None => edits.insert(0, Edit::insert(value.start, "\"")),
        }
        edits.push(Edit::insert(value.end, "\""));
    }
    edits
}
