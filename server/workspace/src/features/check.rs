//! Findings of documents in a workspace.

use crate::parallel;
use crate::view::View;
use ascribe_lints::{Findings, check};
use std::path::{Path, PathBuf};

/// Checks one document, or all of them; unreadable documents are left out.
pub fn check_all(view: &View, only: Option<&Path>) -> Vec<(PathBuf, Findings)> {
    let paths: Vec<&Path> = match only {
        Some(path) => vec![path],
        None => view.paths().into_iter().collect(),
    };
    let found = parallel::map(&paths, |path| {
        let (scope, _) = view.scope(path)?;
        Some((path.to_path_buf(), check(&scope, None)))
    });
    found.into_iter().flatten().collect()
}
