//! Documents on disk and in editors, and the documents that each of them sees.
//!
//! A document sees each `cast.ascribe` from its own folder up to the root of its workspace, and the documents whose
//! labels it references. A buffer open in an editor takes precedence over the file on disk. All documents of a
//! workspace are kept as summaries in an [`index`], and combined with the buffers in a [`view`].

pub mod buffer;
mod casts;
pub mod configs;
pub mod decoding;
pub mod features;
mod fuzzy;
pub mod index;
pub mod links;
pub mod parallel;
mod read;
pub mod view;
pub mod walk;

pub use read::{MAX_BYTES, ReadError, read_bytes, read_text, text_of};

use crate::buffer::Buffer;
use crate::casts::Casts;
use crate::configs::Configs;
use crate::links::{StoredNames, linked_path};
use ascribe_markup::document::Document;
use ascribe_markup::scope::{Place, Scope};
use index::Folder;
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

/// File extension of documents, without the dot.
pub const EXTENSION: &str = "ascribe";

/// File of declarations shared by the documents in its folder and below.
pub const CAST: &str = "cast.ascribe";

/// Weight of the documents that one document sees, after which no others are read, so that its memory is bounded and its
/// scope is made soon. About 6 MB of annotated text.
const MOST_SEEN: usize = 1 << 19;

/// Weight of a document that is looked for, beside that of its text.
const LOOKED_FOR: usize = 1 << 8;

/// Documents that are open or were read. A copy stays as it is, but for what is read from disk later on.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    roots: Vec<PathBuf>,
    open: HashMap<PathBuf, Arc<Buffer>>,
    disk: Arc<OnDisk>,
    casts: Arc<Mutex<Casts>>,
    configs: Arc<Configs>,
}

/// A document that is read when it is first asked for; `None` if it is unreadable.
type LazyDocument = Arc<OnceLock<Option<Arc<Document>>>>;

/// Cache of what was read from disk. It is replaced when files are reported as changed: who reads one meanwhile keeps the
/// result in the old cache.
#[derive(Debug, Default)]
struct OnDisk {
    /// Documents by path.
    documents: Mutex<HashMap<PathBuf, LazyDocument>>,
    /// Roots found by their markers, by folder, so that a keystroke costs no file access.
    marked: Mutex<HashMap<PathBuf, PathBuf>>,
    names: StoredNames,
}

/// Paths of the documents that a document sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VisibleDocuments {
    /// Paths of [`Scope::casts`].
    pub casts: Vec<PathBuf>,
    /// Paths of [`Scope::linked`].
    pub linked: Vec<PathBuf>,
}

impl VisibleDocuments {
    /// Path of a document at a place; `None` for the one that sees it.
    pub fn at(&self, place: Place) -> Option<&Path> {
        match place {
            Place::Here => None,
            Place::Cast(i) => self.casts.get(i),
            Place::Linked(i) => self.linked.get(i),
        }
        .map(PathBuf::as_path)
    }
}

impl Workspace {
    /// Workspace with these root folders; without any, roots are found by their markers.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots: roots.into_iter().map(|root| normal(&root)).collect(), ..Self::default() }
    }

    /// Replaces the root folders.
    pub fn set_roots(&mut self, roots: Vec<PathBuf>) {
        self.roots = roots.into_iter().map(|root| normal(&root)).collect();
    }

    /// Root folders.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Configuration of the documents.
    pub fn configs(&self) -> &Arc<Configs> {
        &self.configs
    }

    /// Records that a buffer is open with this content.
    pub fn open(&mut self, path: &Path, buffer: Arc<Buffer>) {
        self.open.insert(normal(path), buffer);
    }

    /// Records that a buffer was closed; the file on disk applies again.
    pub fn close(&mut self, path: &Path) {
        let path = normal(path);
        self.open.remove(&path);
        self.forget(|known| *known == path);
    }

    /// Records that files were created, changed, renamed or deleted. The path of a folder stands for everything below
    /// it.
    pub fn changed(&mut self, paths: &[PathBuf]) {
        let paths: BTreeSet<PathBuf> = paths.iter().map(|path| normal(path)).collect();
        self.forget(|known| known.ancestors().any(|folder| paths.contains(folder)));
        for path in &paths {
            self.configs.changed(path);
        }
    }

    /// Drops everything read from disk.
    pub fn changed_anywhere(&mut self) {
        self.disk = Arc::default();
        self.configs.changed_anywhere();
    }

    /// Drops the documents read from disk, but not the configuration.
    pub fn forget_documents(&self) {
        self.disk.documents.lock().clear();
    }

    /// Drops the documents read from disk at some paths, and what was found out about folders.
    fn forget(&mut self, is_changed: impl Fn(&Path) -> bool) {
        let mut documents = self.disk.documents.lock().clone();
        documents.retain(|path, _| !is_changed(path));
        self.disk = Arc::new(OnDisk { documents: Mutex::new(documents), ..OnDisk::default() });
    }

    /// Document at a path, if it can be read, for others that see it.
    pub fn document(&self, path: &Path) -> Option<Arc<Document>> {
        let path = normal(path);
        if let Some(buffer) = self.open.get(&path) {
            return Some(Arc::clone(buffer.document()));
        }
        // Two who need the same document read it once, and nobody waits who needs another one.
        let read = Arc::clone(self.disk.documents.lock().entry(path.clone()).or_default());
        read.get_or_init(|| read_seen(&path)).clone()
    }

    /// Scope of a document, and the paths of the documents it sees. A document without a path sees nothing, and uses
    /// the configuration of the first root.
    pub fn scope(&self, path: Option<&Path>, document: Arc<Document>) -> (Scope, VisibleDocuments) {
        let Some(path) = path.map(normal) else {
            let linked = document.linked_documents().map(|link| (link.into(), None)).collect();
            let policy =
                self.roots.first().map(|root| self.configs.policy_of_folder(root)).unwrap_or_default();
            return (
                Scope::new(document, Vec::new(), linked).with_policy(policy),
                VisibleDocuments::default(),
            );
        };
        let root = self.root_of(&path);
        let policy = self.configs.policy(&path);
        let names = &self.disk.names;
        let (scope, seen) = scope_in(&root, &path, document, names, |path| self.document(path));
        (self.casts.lock().shared(scope, &seen).with_policy(policy), seen)
    }

    /// Folders to index: the roots and, for documents outside all of them, the marked root with its subfolders, or else
    /// the document's own folder alone.
    pub fn folders(&self, documents: &[PathBuf]) -> Vec<Folder> {
        let roots = self.roots.iter().filter(|root| !is_too_much(root));
        let mut folders: BTreeSet<Folder> =
            roots.map(|root| Folder { path: root.clone(), deep: true }).collect();
        for path in documents {
            if outermost(&self.roots, path).is_none() {
                let root = self.root_of(path);
                let deep = self.configs.marks_root(&root) && !is_too_much(&root);
                let path = if deep { root } else { path.parent().unwrap_or(path).to_path_buf() };
                folders.insert(Folder { path, deep });
            }
        }
        folders.into_iter().collect()
    }

    /// Upper end of the lookup for a file: the outermost root that contains it, else [`marked_root`].
    fn root_of(&self, path: &Path) -> PathBuf {
        if let Some(root) = outermost(&self.roots, path) {
            return root.to_path_buf();
        }
        let folder = path.parent().unwrap_or(path);
        if let Some(root) = self.disk.marked.lock().get(folder) {
            return root.clone();
        }
        let root = self.configs.root(folder);
        self.disk.marked.lock().insert(folder.to_path_buf(), root.clone());
        root
    }
}

/// Outermost of the roots that contain a file.
fn outermost<'a>(roots: &'a [PathBuf], path: &Path) -> Option<&'a Path> {
    let around = roots.iter().filter(|root| path.starts_with(root));
    around.min_by_key(|root| root.components().count()).map(PathBuf::as_path)
}

/// Stands for every document that is not read; shared, so that scopes that see it have equal bindings.
static UNREAD: LazyLock<Arc<Document>> = LazyLock::new(|| Arc::new(Document::unknown()));

/// Reads a document that others see; `None` if it cannot be read. One that is too large for the index is [`UNREAD`], so that
/// those who see it are not kept waiting.
fn read_seen(path: &Path) -> Option<Arc<Document>> {
    match read::read_shown(path, index::MAX_INDEXED_BYTES) {
        Ok(text) => Some(Arc::new(Document::new(&text))),
        Err(ReadError::TooLarge(..)) => Some(Arc::clone(&UNREAD)),
        Err(_) => None,
    }
}

/// Reads the documents that one document sees until they weigh [`MOST_SEEN`]; after that, [`UNREAD`] stands for each.
struct BoundedReader<'a, R> {
    /// Upper end of the lookup.
    root: &'a Path,
    names: &'a StoredNames,
    read: R,
    /// Weight that may still be read.
    left: usize,
}

impl<R: FnMut(&Path) -> Option<Arc<Document>>> BoundedReader<'_, R> {
    /// Document at a path; `None` if there is none.
    fn read(&mut self, path: &Path) -> Option<Arc<Document>> {
        if self.left == 0 {
            return Some(Arc::clone(&UNREAD));
        }
        let document = (self.read)(path);
        self.spend(LOOKED_FOR + document.as_deref().map_or(0, Document::weight));
        document
    }

    /// Path of the document that `link` names in the document at `from`, and the document. Links out of the workspace are
    /// not followed.
    fn follow(&mut self, from: &Path, link: &str) -> (PathBuf, Option<Arc<Document>>) {
        let written = linked_path(from, link);
        if !written.starts_with(self.root) {
            return (written, None);
        }
        if self.left == 0 {
            return (written, Some(Arc::clone(&UNREAD)));
        }
        let path = self.names.linked(from, link);
        if !self.names.is_within(&path, self.root) {
            self.spend(LOOKED_FOR);
            return (path, None);
        }
        let document = self.read(&path);
        (path, document)
    }

    fn spend(&mut self, weight: usize) {
        self.left = self.left.saturating_sub(weight);
    }
}

/// Scope of the document at a path below `root`, and the paths of the documents it sees.
fn scope_in(
    root: &Path,
    path: &Path,
    document: Arc<Document>,
    names: &StoredNames,
    read: impl FnMut(&Path) -> Option<Arc<Document>>,
) -> (Scope, VisibleDocuments) {
    let mut reader = BoundedReader { root, names, read, left: MOST_SEEN };
    let mut seen = VisibleDocuments::default();
    let mut casts = Vec::new();
    for cast in casts_of(root, path) {
        if let Some(document) = reader.read(&cast) {
            casts.push(document);
            seen.casts.push(cast);
        }
    }
    let mut linked = Vec::new();
    for link in document.linked_documents() {
        let (target, found) = reader.follow(path, link);
        linked.push((link.into(), found));
        seen.linked.push(target);
    }
    (Scope::new(document, casts, linked), seen)
}

/// Whether a file is a cast.
pub fn is_cast(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == CAST)
}

/// Possible paths of a document's casts, nearest first.
fn casts_of(root: &Path, path: &Path) -> impl Iterator<Item = PathBuf> {
    let folders = path.ancestors().skip(1).take_while(move |folder| folder.starts_with(root));
    folders.map(|folder| folder.join(CAST)).filter(move |cast| cast != path)
}

/// Root of a folder outside all editor workspaces: see [`Configs::root`].
pub fn marked_root(folder: &Path) -> PathBuf {
    Configs::default().root(folder)
}

/// Whether a folder is or contains the home folder, and is therefore too large to index.
pub fn is_too_much(folder: &Path) -> bool {
    folder.parent().is_none() || std::env::home_dir().is_some_and(|home| home.starts_with(folder))
}

/// Absolute path without `.` and `..`, which need not exist; links are not followed.
pub fn normal(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut normal = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            component => normal.push(component),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ascribe_markup::model::Namespace;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn scope(workspace: &mut Workspace, path: &Path) -> Scope {
        let document = workspace.document(path).unwrap();
        workspace.scope(Some(path), document).0
    }

    #[test]
    fn casts_are_seen_upwards_to_the_root_and_the_nearest_first() {
        let folder = folder(&[
            ("cast.ascribe", "@outside: Out\n"),
            ("desk/cast.ascribe", "@a: Outer\n@b: B\n"),
            ("desk/2026/cast.ascribe", "@a: Inner\n"),
            ("desk/2026/x.ascribe", "Text.\n"),
        ]);
        let mut workspace = Workspace::new(vec![folder.path().join("desk")]);
        let scope = scope(&mut workspace, &folder.path().join("desk/2026/x.ascribe"));
        assert_eq!(&*scope.declaration(Namespace::Actor, "a").unwrap().name, "Inner");
        assert!(scope.declaration(Namespace::Actor, "b").is_some());
        assert!(scope.declaration(Namespace::Actor, "outside").is_none());
    }

    #[test]
    fn a_buffer_wins_over_the_disk_until_it_is_closed() {
        let folder = folder(&[("cast.ascribe", "@a: Disk\n"), ("x.ascribe", "")]);
        let (cast, path) = (folder.path().join("cast.ascribe"), folder.path().join("x.ascribe"));
        let mut workspace = Workspace::new(vec![folder.path().to_path_buf()]);
        workspace.open(&cast, Arc::new(Buffer::new("@a: Buffer\n")));
        let name = |workspace: &mut Workspace| {
            scope(workspace, &path).declaration(Namespace::Actor, "a").unwrap().name.clone()
        };
        assert_eq!(&*name(&mut workspace), "Buffer");
        workspace.close(&cast);
        assert_eq!(&*name(&mut workspace), "Disk");
        std::fs::write(&cast, "@a: Changed\n").unwrap();
        workspace.changed(&[cast]);
        assert_eq!(&*name(&mut workspace), "Changed");
    }

    #[test]
    fn what_is_known_of_a_cast_is_made_once_for_those_who_declare_nothing() {
        let folder = folder(&[
            ("cast.ascribe", "@a: Ada\n^s: Source\n"),
            ("x.ascribe", "Ada [x]{@a}.\n"),
            ("y.ascribe", "^t: T\n\nAda said so.\n"),
            ("own.ascribe", "@b: Bo\n\nBo and Ada.\n"),
        ]);
        let mut workspace = Workspace::new(vec![folder.path().to_path_buf()]);
        let mut at = |name: &str| scope(&mut workspace, &folder.path().join(name));
        let (x, y, own) = (at("x.ascribe"), at("y.ascribe"), at("own.ascribe"));
        assert!(std::ptr::eq(x.names(), y.names()) && !std::ptr::eq(x.names(), own.names()));
        assert!(
            x.declaration(Namespace::Source, "t").is_none()
                && y.declaration(Namespace::Source, "t").is_some()
        );
        assert!(own.declaration(Namespace::Actor, "a").is_some());
        let cast = folder.path().join("cast.ascribe");
        std::fs::write(&cast, "@a: Eva\n").unwrap();
        workspace.changed(&[cast]);
        let changed = scope(&mut workspace, &folder.path().join("x.ascribe"));
        assert!(!std::ptr::eq(changed.names(), y.names()));
        assert_eq!(&*changed.declaration(Namespace::Actor, "a").unwrap().name, "Eva");
    }

    #[test]
    fn links_name_documents_inside_the_workspace() {
        let folder = folder(&[
            ("in/a.b.ascribe", "[x]{claim #l @author}\n"),
            ("in/sub/x.ascribe", "[y]{claim @author denies=../a.b#l,../../out#l,none#l}\n"),
            ("out.ascribe", "[x]{claim #l @author}\n"),
        ]);
        let mut workspace = Workspace::new(vec![folder.path().join("in")]);
        let scope = scope(&mut workspace, &folder.path().join("in/sub/x.ascribe"));
        let found: Vec<(&str, bool)> = scope.linked.iter().map(|(link, d)| (&**link, d.is_some())).collect();
        assert_eq!(found, [("../../out", false), ("../a.b", true), ("none", false)]);
    }

    #[test]
    #[cfg(unix)]
    fn links_do_not_leave_the_workspace_through_linked_files_and_folders() {
        use std::os::unix::fs::symlink;
        let folder = folder(&[
            ("out/secret.ascribe", "[x]{claim #l @author}\n"),
            ("in/own.ascribe", "[x]{claim #l @author}\n"),
            ("in/sub/x.ascribe", "[y]{claim @author denies=../far/secret#l,file#l,../own#l,near#l}\n"),
        ]);
        let at = |name: &str| folder.path().join(name);
        symlink(at("out"), at("in/far")).unwrap();
        symlink(at("out/secret.ascribe"), at("in/sub/file.ascribe")).unwrap();
        symlink(at("in/own.ascribe"), at("in/sub/near.ascribe")).unwrap();
        // The root itself may be a link.
        symlink(at("in"), at("desk")).unwrap();
        for root in ["in", "desk"] {
            let mut workspace = Workspace::new(vec![at(root)]);
            let scope = scope(&mut workspace, &at(root).join("sub/x.ascribe"));
            let found: Vec<(&str, bool)> =
                scope.linked.iter().map(|(link, document)| (&**link, document.is_some())).collect();
            assert_eq!(found, [("../far/secret", false), ("../own", true), ("file", false), ("near", true)]);
        }
    }

    /// Number of documents that are read for one with as many links, and whether it is known that something is missing.
    fn read_for(links: usize, text: &str) -> (usize, bool) {
        let root = std::env::temp_dir();
        let labels: Vec<String> = (0..links).map(|link| format!("denies=d{link}#l")).collect();
        let document = Arc::new(Document::new(&format!("[x]{{claim @author {}}}\n", labels.join(" "))));
        let mut read = 0;
        let other = Arc::new(Document::new(text));
        let (scope, seen) =
            scope_in(&root, &root.join("a.ascribe"), document, &StoredNames::default(), |_| {
                read += 1;
                Some(Arc::clone(&other))
            });
        assert_eq!((scope.linked.len(), seen.linked.len()), (links, links));
        (read, !scope.is_whole())
    }

    #[test]
    fn the_sum_of_what_a_document_sees_is_bounded() {
        assert!(!read_for(500, "[y]{claim #l}\n").1);
        let (small, large) = (read_for(8_000, ""), read_for(32_000, ""));
        assert_eq!(small, large);
        assert!(large.0 <= MOST_SEEN / LOOKED_FOR + 1 && large.1);
        let dense = "[y]{claim #l}\n\n".repeat(10_000);
        let (small, large) = (read_for(50, &dense), read_for(200, &dense));
        assert_eq!(small, large);
        assert!(large.0 < 20 && large.1);
    }

    #[test]
    fn a_document_too_large_for_the_index_is_not_read_for_others() {
        let folder = folder(&[("x.ascribe", "[y]{claim @author denies=large#l,small#l}\n")]);
        let most = index::MAX_INDEXED_BYTES as usize;
        for (name, bytes) in [("large", most), ("small", most / 1_000)] {
            let text = "[x]{claim #l @author}\n\n".to_owned() + &" ".repeat(bytes);
            std::fs::write(folder.path().join(format!("{name}.ascribe")), text).unwrap();
        }
        let mut workspace = Workspace::new(vec![folder.path().to_path_buf()]);
        let scope = scope(&mut workspace, &folder.path().join("x.ascribe"));
        let labels = |link| scope.labels_of(link).count();
        assert_eq!((labels("large"), labels("small")), (0, 1));
        assert_eq!(scope.first_cut(), Some(Place::Linked(0)));
    }

    #[test]
    fn what_is_no_article_is_refused() {
        let folder = folder(&[]);
        assert!(matches!(read_text(folder.path()), Err(ReadError::NotAFile)));
        assert!(matches!(text_of(b"ab\xff".to_vec()), Err(ReadError::NotUtf8(2, _))));
    }
}
