//! Uses of an actor, source or label in a workspace.

use crate::parallel;
use crate::view::View;
use ascribe_ide::references::{Use, uses};
use ascribe_markup::model::Namespace;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Uses within one document.
#[derive(Debug, Clone)]
pub struct Uses {
    /// Path of the document.
    pub path: PathBuf,
    /// Text only, instead of the whole document: there may be thousands of them.
    pub text: String,
    /// Byte range of each use, in order.
    pub uses: Vec<(Range<usize>, Use)>,
}

/// Uses of an id defined by the document at `defined_in`, starting with that document's own.
pub fn references(view: &View, defined_in: &Path, namespace: Namespace, id: &str) -> Vec<Uses> {
    let places = if namespace == Namespace::Label {
        view.with_linking(defined_in, id)
    } else {
        let names = names(view, defined_in, namespace, id);
        let mut others = view.seeing(defined_in, namespace, id);
        others.retain(|(path, _)| *path != defined_in);
        let may_use = parallel::map(&others, |(path, summary)| {
            summary.refers(namespace, id) || view.has_words(path, &names)
        });
        let using = others.into_iter().zip(may_use).filter(|(_, may_use)| *may_use);
        let paths = std::iter::once(defined_in).chain(using.map(|((path, _), _)| path));
        paths.map(|path| (path.to_path_buf(), None)).collect()
    };
    let found = parallel::map(&places, |(path, link)| {
        let (scope, _) = view.scope(path)?;
        let uses = uses(&scope, namespace, id, link.as_deref());
        (!uses.is_empty()).then(|| Uses { path: path.clone(), text: scope.document.text().to_string(), uses })
    });
    found.into_iter().flatten().collect()
}

/// Names by which an actor is mentioned in prose.
fn names(view: &View, declared_in: &Path, namespace: Namespace, id: &str) -> Vec<Box<str>> {
    let summary = view.summary(declared_in).filter(|_| namespace == Namespace::Actor);
    let declared = summary.iter().flat_map(|summary| summary.declarations());
    let same = declared.filter(|declared| declared.namespace == namespace && &*declared.id == id);
    same.flat_map(|declared| declared.names.iter().cloned()).collect()
}
