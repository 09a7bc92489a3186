//! The features that are counted: everything that a document or a workspace is asked for.

mod document;
mod workspace;

use crate::texts::Grown;
use ascribe_lints::{Findings, check};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_workspace::CAST;
use ascribe_workspace::buffer::Buffer;
use ascribe_workspace::view::{OpenBuffer, View};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A feature of the server.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Module that has it.
    pub module: &'static str,
    /// Name in reports.
    pub name: &'static str,
    /// Answers a request, or one at each cursor.
    pub run: fn(&Subject),
}

/// A text, ready for all features.
pub struct Subject {
    cursors: Vec<usize>,
    /// The text and what it sees.
    grown: Grown,
    scope: Scope,
    findings: Findings,
    view: View,
    path: PathBuf,
}

/// Folder of the documents of a view; it does not exist.
const FOLDER: &str = "/growth";

/// Text of a document that others refer to.
const OTHER: &str = "@orre: Ann Orre\n\n[The lock is open]{claim #l1 @orre denies=one#l1}.\n";

impl Subject {
    /// Reads and checks a text, alone and in a workspace.
    pub fn new(grown: Grown) -> Self {
        let cursors = grown.cursors();
        let scope = scope(&grown);
        let findings = check(&scope, None);
        let folder = Path::new(FOLDER);
        let buffer = |text: &str| {
            let buffer = Arc::new(Buffer::new(text));
            buffer.document();
            OpenBuffer { buffer, scope: None }
        };
        let path = folder.join("one.ascribe");
        let mut open = BTreeMap::from([(folder.join("other.ascribe"), buffer(OTHER))]);
        open.insert(path.clone(), buffer(&grown.text));
        for (name, text) in &grown.others {
            open.insert(folder.join(name), buffer(text));
        }
        let view = View::new(vec![folder.to_path_buf()], Arc::default(), open);
        Self { cursors, grown, scope, findings, view, path }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.grown.text
    }

    fn everything(&self) -> std::ops::Range<usize> {
        0..self.grown.text.len()
    }
}

/// Scope of a text, with its cast.
pub fn scope(grown: &Grown) -> Scope {
    let document = |text: &str| Arc::new(Document::new(text));
    let casts = grown.others.iter().filter(|(name, _)| name == CAST);
    Scope::new(document(&grown.text), casts.map(|(_, text)| document(text)).collect(), Vec::new())
        .with_policy(Arc::clone(&grown.policy))
}

/// All features.
pub fn features() -> Vec<Feature> {
    [document::FEATURES, workspace::FEATURES].concat()
}
