//! Findings of documents in a workspace.

use crate::parallel;
use crate::view::View;
use ascribe_lints::{Findings, check};
use std::path::Path;

/// Checks one document, or all of them, and returns what `tell` makes of their findings, which are not kept; unreadable
/// documents are left out.
pub fn check_all<R: Send>(
    view: &View,
    only: Option<&Path>,
    tell: impl Fn(&Path, &Findings) -> R + Sync,
) -> Vec<R> {
    let paths: Vec<&Path> = match only {
        Some(path) => vec![path],
        None => view.paths().into_iter().collect(),
    };
    let found = parallel::map(&paths, |path| {
        let (scope, _) = view.scope(path)?;
        Some(tell(path, &check(&scope, None)))
    });
    found.into_iter().flatten().collect()
}
