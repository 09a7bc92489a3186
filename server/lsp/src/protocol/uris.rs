//! URIs of documents and paths of files.

use ascribe_workspace::normal;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::{FileRename, Uri};

/// Path of a `file:` URI; `None` for `untitled:`, `git:` and other schemes, which have no files.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    uri.to_file_path().map(|path| normal(&path))
}

/// Document named by the `uri` of a `textDocument` or of the `data` of an item to resolve.
pub fn key_in(named: &Value) -> Option<DocumentKey> {
    Some(DocumentKey::of(&named.get("uri")?.as_str()?.parse().ok()?))
}

/// Old and new path of a file.
pub fn paths_of(file: &FileRename) -> Option<(PathBuf, PathBuf)> {
    Some((path_of(&file.old_uri.parse().ok()?)?, path_of(&file.new_uri.parse().ok()?)?))
}

/// Identity of a document: the path of a file, however its URI is written, else the URI.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DocumentKey {
    /// A file.
    Path(PathBuf),
    /// A document without a file.
    Uri(String),
}

impl DocumentKey {
    /// Key of a document.
    pub fn of(uri: &Uri) -> Self {
        path_of(uri).map_or_else(|| Self::Uri(uri.as_str().to_owned()), Self::Path)
    }

    /// Path within the workspace: the file's path, or for a document without a file its URI, which is never an absolute
    /// path.
    pub fn place(&self) -> &Path {
        match self {
            Self::Path(path) => path,
            Self::Uri(uri) => Path::new(uri),
        }
    }

    /// Path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        if let Self::Path(path) = self { Some(path) } else { None }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    #[test]
    fn one_file_has_one_key() {
        let key = DocumentKey::of(&uri("file:///a/b%20c/d.ascribe"));
        assert_eq!(key, DocumentKey::of(&uri("FILE:///a/./b%20c/x/../%64.ascribe")));
        assert_eq!(key.path(), Some(Path::new("/a/b c/d.ascribe")));
        assert_eq!(DocumentKey::of(&uri("file:///C:/a")), DocumentKey::of(&uri("file:///C%3A/a")));
    }

    #[test]
    fn other_schemes_have_no_file() {
        assert_eq!(path_of(&uri("untitled:Untitled-1")), None);
        assert_eq!(path_of(&uri("git:/a/b.ascribe?ref=1")), None);
    }
}
