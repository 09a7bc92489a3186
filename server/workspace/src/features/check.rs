//! Findings of documents in a workspace.

use crate::parallel;
use crate::view::View;
use ascribe_lints::{Findings, Unfinished, check_on};
use std::path::Path;

/// Checks one document, or all of them, each within its share of work, and returns what `tell` makes of their findings,
/// which are not kept; unreadable documents are left out.
pub fn check_all<R: Send>(
    view: &View,
    only: Option<&Path>,
    tell: impl Fn(&Path, &Result<Findings, Unfinished>) -> R + Sync,
) -> Vec<R> {
    let paths: Vec<&Path> = match only {
        Some(path) => vec![path],
        None => view.paths().into_iter().collect(),
    };
    let found = parallel::map(&paths, |path| {
        let (scope, _) = view.scope(path)?;
        Some(tell(path, &check_on(&scope, None, &view.budget())))
    });
    found.into_iter().flatten().collect()
}
