//! Reads documents as annotated articles.

use crate::documents::Documents;
use crate::input::{self, STDIN};
use crate::outputs::each_in_parallel;
use ascribe_formats::AnnotatedArticle;
use ascribe_workspace::Workspace;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Articles of some documents.
#[derive(Debug, Default)]
pub struct Articles {
    /// Those that were read, in order.
    pub articles: Vec<AnnotatedArticle>,
    /// Reasons why others could not be read.
    pub failures: Vec<String>,
}

/// Reads the documents that the arguments name; by default, those of the current folder.
pub fn read_articles(paths: &[PathBuf]) -> Articles {
    let here = [PathBuf::from(".")];
    let documents = Documents::find(if paths.is_empty() { &here } else { paths });
    let workspace = Mutex::new(documents.workspace());
    let names = names(&documents);
    let read = each_in_parallel(&documents.paths, "documents read", |path| {
        let name = names.get(path).map_or("", String::as_str);
        article(path, name, &workspace)
    });
    let mut articles = Articles { articles: Vec::new(), failures: documents.failures.clone() };
    for (article, path) in read.into_iter().zip(&documents.paths) {
        match article.flatten() {
            Ok(article) => articles.articles.push(article),
            Err(reason) => articles.failures.push(format!("{}: {reason}", path.display())),
        }
    }
    articles
}

fn article(path: &Path, id: &str, workspace: &Mutex<Workspace>) -> Result<AnnotatedArticle, String> {
    let document = input::read(path).and_then(|text| input::whole(&text))?;
    let place = (path != Path::new(STDIN)).then_some(path);
    let (scope, _) = workspace.lock().scope(place, Arc::new(document));
    Ok(AnnotatedArticle::new(id, &scope))
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
