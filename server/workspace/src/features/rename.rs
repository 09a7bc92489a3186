//! Rename of an actor, source or label in all documents that refer to it.

use crate::is_cast;
use crate::links::is_within;
use crate::parallel;
use crate::view::View;
use ascribe_ide::references::uses;
use ascribe_ide::rename;
use ascribe_markup::Edit;
use ascribe_markup::gate::{GateRefusal, Intent, PassedEdits, pass};
use ascribe_markup::model::Namespace;
use ascribe_markup::summary::Summary;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Edits of one document.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Path of the document.
    pub path: PathBuf,
    /// Text that the edits refer to.
    pub text: String,
    /// Edits, which have passed the gate.
    pub edits: PassedEdits,
}

/// Reason for refusing a rename.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameRefusal {
    /// The new name itself is invalid.
    Name(rename::Refusal),
    /// The defining document already has a definition with the new id.
    Taken(Namespace, String, PathBuf),
    /// The renamed declaration would shadow one in this document.
    Hides(Namespace, String, PathBuf),
    /// In the first document, the new id would resolve to a declaration in the second.
    Hidden(Namespace, String, PathBuf, PathBuf),
    /// A document that may contain the id cannot be read.
    Unreadable(PathBuf),
    /// A document that contains the id is read-only.
    ReadOnly(PathBuf),
    /// A document that contains the id is elsewhere: a link to it is in the workspace.
    Outside(PathBuf),
    /// The edits do not pass the gate.
    Gate(GateRefusal),
}

impl From<GateRefusal> for RenameRefusal {
    fn from(refusal: GateRefusal) -> Self {
        Self::Gate(refusal)
    }
}

impl From<rename::Refusal> for RenameRefusal {
    fn from(refusal: rename::Refusal) -> Self {
        Self::Name(refusal)
    }
}

impl fmt::Display for RenameRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(refusal) => refusal.fmt(f),
            Self::Gate(refusal) => refusal.fmt(f),
            Self::Taken(namespace, id, path) => {
                let verb = if *namespace == Namespace::Label { "used" } else { "declared" };
                write!(
                    f,
                    "`{}{id}` is already {verb} in {}. Choose another id.",
                    namespace.sign(),
                    path.display()
                )
            }
            Self::Hides(namespace, id, path) => write!(
                f,
                "`{}{id}` is already declared in {}, and the renamed {} would shadow it. Choose another id.",
                namespace.sign(),
                path.display(),
                namespace.noun()
            ),
            Self::Hidden(namespace, id, user, path) => write!(
                f,
                "In {}, `{}{id}` would mean another {}, declared in {}. Choose another id.",
                user.display(),
                namespace.sign(),
                namespace.noun(),
                path.display()
            ),
            Self::Unreadable(path) => write!(
                f,
                "{} cannot be read and may contain the id. Fix the file, or let git ignore it.",
                path.display()
            ),
            Self::Outside(path) => write!(
                f,
                "{} contains the id, and leads out of the workspace through a link. Open it to change it too.",
                path.display()
            ),
            Self::ReadOnly(path) => {
                write!(f, "{} contains the id and is read-only. Make it writable first.", path.display())
            }
        }
    }
}

/// Edits in all documents that rename an id defined by the document at `defined_in` to `typed`, given with or without
/// its sign.
///
/// # Errors
/// If any reference would resolve differently afterwards, or cannot be changed.
pub fn rename(
    view: &View,
    defined_in: &Path,
    namespace: Namespace,
    id: &str,
    typed: &str,
) -> Result<Vec<Changed>, RenameRefusal> {
    let new = &*rename::new_id(namespace, typed)?;
    if new == id {
        return Ok(Vec::new());
    }
    let unreadable = |path: &Path| RenameRefusal::Unreadable(view.shown(path));
    let own = view.document(defined_in).ok_or_else(|| unreadable(defined_in))?;
    if own.definition_count(namespace, new) > 0 {
        return Err(RenameRefusal::Taken(namespace, new.to_owned(), view.shown(defined_in)));
    }
    // A part that is not read may contain the id.
    let may_use = |path: &Path| namespace == Namespace::Label || path == defined_in || is_cast(defined_in);
    let summaries = view.summaries();
    if let Some((path, _)) = summaries.iter().find(|(path, summary)| summary.is_cut && may_use(path)) {
        return Err(unreadable(path));
    }
    let places = if namespace == Namespace::Label {
        view.with_linking(defined_in, id)
    } else {
        let mut seeing = view.seeing(defined_in, namespace, id);
        seeing.retain(|(path, _)| *path != defined_in);
        check_names(view, defined_in, namespace, id, new, &seeing)?;
        if let Some(path) = view.unreadable_for(defined_in) {
            return Err(unreadable(&path));
        }
        let refer = seeing.into_iter().filter(|(_, summary)| summary.refers(namespace, id));
        let paths = std::iter::once(defined_in).chain(refer.map(|(path, _)| path));
        paths.map(|path| (path.to_path_buf(), None)).collect()
    };
    // A document may link the same one by several paths; its edits are made together.
    let mut links: BTreeMap<PathBuf, Vec<Option<Box<str>>>> = BTreeMap::new();
    for (path, link) in places {
        links.entry(path).or_default().push(link);
    }
    let places: Vec<_> = links.into_iter().collect();
    let changed = parallel::map(&places, |(path, links)| {
        let document = view.document(path).ok_or_else(|| unreadable(path))?;
        let of_link = |link: &Option<Box<str>>| rename::edits(&document, namespace, id, link.as_deref(), new);
        let edits: Vec<Edit> = links.iter().flat_map(of_link).collect();
        if edits.is_empty() {
            return Ok(None);
        }
        if is_read_only(path) {
            return Err(RenameRefusal::ReadOnly(view.shown(path)));
        }
        // Whoever opens a document means it, wherever it is.
        if !view.is_open(path) && !is_within(path, &view.root_of(path)) {
            return Err(RenameRefusal::Outside(view.shown(path)));
        }
        let edits = pass(&document, &edits, &Intent::Markup)?;
        Ok(Some(Changed { path: path.clone(), text: document.text().to_string(), edits }))
    });
    changed.into_iter().filter_map(Result::transpose).collect()
}

/// Checks that every reference resolves to the same definition after the rename.
fn check_names(
    view: &View,
    defined_in: &Path,
    namespace: Namespace,
    id: &str,
    new: &str,
    seeing: &[(&Path, &Arc<Summary>)],
) -> Result<(), RenameRefusal> {
    if let Some(outer) = view.declaring(defined_in, namespace, new) {
        return Err(RenameRefusal::Hides(namespace, new.to_owned(), view.shown(&outer)));
    }
    let hidden = seeing.iter().find_map(|(path, _)| {
        let inner = view.declaring(path, namespace, new)?;
        let (scope, _) = view.scope(path)?;
        let is_used = !uses(&scope, namespace, id, None).is_empty();
        is_used.then_some((path, inner))
    });
    match hidden {
        Some((path, inner)) => {
            Err(RenameRefusal::Hidden(namespace, new.to_owned(), view.shown(path), view.shown(&inner)))
        }
        None => Ok(()),
    }
}

/// Whether a file is read-only; `false` for a missing file.
fn is_read_only(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
}
