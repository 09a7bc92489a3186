//! Links between documents: paths as they are written before a `#label`.
//!
//! A link is relative to its document, without extension, and uses `/` on every system. Its names may be typed in another
//! Unicode normal form than the one that the files have on disk: keyboards compose `é`, some file systems take it apart.

use crate::{EXTENSION, normal};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Path of the document that `link` names in the document at `from`, as it is written: see [`StoredNames::linked`].
pub fn linked_path(from: &Path, link: &str) -> PathBuf {
    let mut path = from.parent().unwrap_or(from).to_path_buf();
    path.extend(link.split('/').filter(|part| !part.is_empty()));
    let mut name = path.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".");
    name.push(EXTENSION);
    path.set_file_name(name);
    normal(&path)
}

/// Link from the document at `from` to the one at `to`: the inverse of [`linked_path`]. `None` if the markup cannot hold
/// it.
pub fn link_to(from: &Path, to: &Path) -> Option<String> {
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

/// Whether a path is in a folder once all links in both are resolved. The end of the path need not exist.
pub fn is_within(path: &Path, folder: &Path) -> bool {
    let (path, folder) = (real(path), real(folder));
    path.zip(folder).is_some_and(|(path, folder)| path.starts_with(folder))
}

/// Path with the links in its existing part resolved. A link to nothing exists, but leads nowhere.
fn real(path: &Path) -> Option<PathBuf> {
    let path = normal(path);
    let existing = path.ancestors().find(|path| path.symlink_metadata().is_ok())?;
    let rest = path.strip_prefix(existing).ok()?;
    let existing = existing.canonicalize().ok()?;
    Some(if rest.as_os_str().is_empty() { existing } else { existing.join(rest) })
}

/// Text in composed characters (NFC), as people type it.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Names outside ASCII of a folder, by their composed form; `None` for one that several names share.
type FolderNames = HashMap<String, Option<String>>;

/// Names in some folders, as they are on disk, and where links lead: looked up once, and only for links that need it.
#[derive(Debug, Default)]
pub struct StoredNames {
    folders: Mutex<HashMap<PathBuf, Arc<FolderNames>>>,
    /// Whether a path, the first one, is in a folder, the second one: see [`is_within`].
    within: Mutex<HashMap<(PathBuf, PathBuf), bool>>,
}

impl StoredNames {
    /// Path of the document that `link` names in the document at `from`. A name that is not on disk stands for the one
    /// that differs in its normal form only.
    pub fn linked(&self, from: &Path, link: &str) -> PathBuf {
        let path = linked_path(from, link);
        if link.is_ascii() { path } else { self.stored(from.parent().unwrap_or(from), &path) }
    }

    /// Whether the document at a path is in a workspace with this root, by its name and in fact: a linked file or folder
    /// may lead out of it.
    pub fn is_within(&self, path: &Path, root: &Path) -> bool {
        let key = (path.to_path_buf(), root.to_path_buf());
        path.starts_with(root) && *self.within.lock().entry(key).or_insert_with(|| is_within(path, root))
    }

    /// The path, whose names in and below `folder` are those on disk. The folder itself is named as the client names it.
    fn stored(&self, folder: &Path, path: &Path) -> PathBuf {
        let common = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
        let mut stored: PathBuf = path.components().take(common).collect();
        for component in path.components().skip(common) {
            let name = component.as_os_str().to_str().filter(|name| !name.is_ascii());
            match name.and_then(|name| self.stored_name(&stored, name)) {
                Some(name) => stored.push(name),
                None => stored.push(component),
            }
        }
        stored
    }

    fn stored_name(&self, folder: &Path, name: &str) -> Option<String> {
        let known = self.folders.lock().get(folder).cloned();
        let names = known.unwrap_or_else(|| {
            let names = Arc::new(names_in(folder));
            self.folders.lock().insert(folder.to_path_buf(), Arc::clone(&names));
            names
        });
        match names.get(&composed(name)) {
            Some(Some(stored)) => Some(stored.clone()),
            _ => None,
        }
    }
}

fn names_in(folder: &Path) -> FolderNames {
    let mut names = FolderNames::new();
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for name in entries.filter_map(|entry| entry.file_name().into_string().ok()) {
        if !name.is_ascii() {
            names.entry(composed(&name)).and_modify(|known| *known = None).or_insert(Some(name));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_document_is_named_as_it_is_found() {
        let from = Path::new("/news/desk/2026/a.ascribe");
        for (to, link) in [
            ("/news/desk/2026/b.ascribe", "b"),
            ("/news/desk/2026/maj/b.ascribe", "maj/b"),
            ("/news/desk/b.c.ascribe", "../b.c"),
            ("/news/övrigt/b.ascribe", "../../övrigt/b"),
            ("/news/desk/2026/two words.ascribe", "two words"),
            ("/news/desk/100 %/a%20b {c}.ascribe", "../100 %/a%20b {c}"),
            ("/news/desk/e\u{301}te\u{301}.ascribe", "../e\u{301}te\u{301}"),
        ] {
            assert_eq!(link_to(from, Path::new(to)).as_deref(), Some(link));
            assert_eq!(linked_path(from, link), normal(Path::new(to)));
        }
        for name in [" lead", "a,b", "a;b", "a#b", "a\"b", "a\\b", "a\nb"] {
            assert_eq!(
                link_to(
                    Path::new("/news/a.ascribe"),
                    &Path::new("/news").join(name).with_extension("ascribe")
                ),
                None
            );
        }
    }

    #[test]
    fn a_name_stands_for_the_one_on_disk_in_another_normal_form() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("e\u{301}te\u{301}")).unwrap();
        for name in
            ["e\u{301}te\u{301}/cafe\u{301}.ascribe", "\u{e9}.ascribe", "e\u{301}.ascribe", "plain.ascribe"]
        {
            std::fs::write(root.join(name), "").unwrap();
        }
        let names = StoredNames::default();
        let linked = |link: &str| names.linked(&root.join("from.ascribe"), link);
        for link in
            ["\u{e9}t\u{e9}/caf\u{e9}", "e\u{301}te\u{301}/caf\u{e9}", "e\u{301}te\u{301}/cafe\u{301}"]
        {
            assert_eq!(linked(link), root.join("e\u{301}te\u{301}/cafe\u{301}.ascribe"));
        }
        // Both are on disk.
        assert_eq!(linked("\u{e9}"), root.join("\u{e9}.ascribe"));
        assert_eq!(linked("e\u{301}"), root.join("e\u{301}.ascribe"));
        assert_eq!(linked("plain"), root.join("plain.ascribe"));
        assert_eq!(linked("n\u{f6}"), root.join("n\u{f6}.ascribe"));
    }
}
