//! Reads documents as annotated articles.

use crate::documents::Documents;
use crate::input::{self, STDIN};
use crate::outputs::each_in_parallel;
use ascribe_formats::AnnotatedArticle;
use ascribe_markup::scope::Scope;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Results of reading some documents.
#[derive(Debug, Default)]
pub struct ReadDocuments<T> {
    /// Results for those that were read, in order.
    pub read: Vec<T>,
    /// Reasons why others could not be read.
    pub failures: Vec<String>,
}

/// Reads the documents that the arguments name, by default those of the current folder, as annotated articles.
pub fn read_articles(paths: &[PathBuf]) -> ReadDocuments<AnnotatedArticle> {
    read_documents(paths, AnnotatedArticle::new)
}

/// Reads the documents that the arguments name, by default those of the current folder. `with` gets the name of a document
/// for other tools, and its scope.
pub fn read_documents<T: Send>(
    paths: &[PathBuf],
    with: impl Fn(&str, &Scope) -> T + Sync,
) -> ReadDocuments<T> {
    let here = [PathBuf::from(".")];
    let documents = Documents::find(if paths.is_empty() { &here } else { paths });
    let workspace = Mutex::new(documents.workspace());
    let names = names(&documents);
    let results = each_in_parallel(&documents.paths, "documents read", |path| {
        let document = input::read(path).and_then(|text| input::whole(&text))?;
        let place = (path != Path::new(STDIN)).then_some(&**path);
        let (scope, _) = workspace.lock().scope(place, Arc::new(document));
        Ok(with(names.get(path).map_or("", String::as_str), &scope))
    });
    let mut documents_read = ReadDocuments { read: Vec::new(), failures: documents.failures.clone() };
    for (result, path) in results.into_iter().zip(&documents.paths) {
        match result.flatten() {
            Ok(read) => documents_read.read.push(read),
            Err(reason) => documents_read.failures.push(format!("{}: {reason}", path.display())),
        }
    }
    documents_read
}

/// Name of each document for other tools: its path without extension, as far as it is below the current folder, with a
/// number if another document has that name.
fn names(documents: &Documents) -> BTreeMap<PathBuf, String> {
    let mut taken = BTreeMap::new();
    let name = |path: &PathBuf| {
        let parts = path.with_extension("");
        let parts = parts.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        });
        let name = parts.collect::<Vec<_>>().join("/");
        let name = if path == Path::new(STDIN) { "stdin".to_owned() } else { name };
        let earlier = taken.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        (path.clone(), if *earlier == 1 { name } else { format!("{name}-{earlier}") })
    };
    documents.paths.iter().map(name).collect()
}
