//! Lookup of the `ascribe.toml` files that apply to a document.
//!
//! They are looked up from the document's folder upwards, like `.editorconfig`, until one that says `root = true`, or a
//! folder that contains `.git`. The folders open in an editor do not matter, so that the command line and the editor
//! agree. The rule packs that a file extends are read, cached and reported like the file itself.

use crate::normal;
use crate::read::read_shown;
use ascribe_lints::config::{Config, ConfigProblem, FILE, Pack, read};
use ascribe_markup::policy::Policy;
use parking_lot::{Mutex, MutexGuard};
use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Maximum size of a configuration file in bytes; larger files are rejected.
pub const MAX_CONFIG_BYTES: usize = 1024 * 1024;

/// Maximum number of files that one file extends, itself included; further ones are ignored.
pub const MAX_PACKS: usize = 64;

/// Name of the folder, or of the file that stands for one, that marks the root of a repository.
const REPOSITORY: &str = ".git";

/// A configuration file read from disk or open in an editor.
#[derive(Debug)]
pub struct ConfigFile {
    /// Text of the file; empty if it could not be read.
    pub text: Box<str>,
    /// Parsed configuration.
    pub config: Config,
    /// Problems in the file itself; at its start if it could not be read. For those of its packs, see
    /// [`Configs::problems`].
    pub problems: Vec<ConfigProblem>,
}

impl ConfigFile {
    /// Parses a text.
    pub fn new(text: &str) -> Self {
        if text.len() > MAX_CONFIG_BYTES {
            return Self::too_large(text.len() as u64);
        }
        let (config, problems) = read(text);
        Self { text: text.into(), config, problems }
    }

    /// Loads the file at a path; `None` if there is none.
    pub fn load(path: &Path) -> Option<Self> {
        let size = match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => metadata.len(),
            // Other kinds of file are reported below.
            Ok(_) => 0,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return None;
            }
            Err(error) => return Some(Self::refused(format!("This file cannot be read: {error}."))),
        };
        if size > MAX_CONFIG_BYTES as u64 {
            return Some(Self::too_large(size));
        }
        match read_shown(path, MAX_CONFIG_BYTES as u64) {
            Ok(text) => Some(Self::new(&text)),
            Err(error) => Some(Self::refused(format!("This file cannot be read: {error}."))),
        }
    }

    fn too_large(bytes: u64) -> Self {
        Self::refused(format!(
            "This file has {bytes} bytes and is ignored. Reduce it to at most {MAX_CONFIG_BYTES} bytes."
        ))
    }

    fn refused(message: String) -> Self {
        let problems = vec![ConfigProblem { range: 0..0, message }];
        Self { text: Box::default(), config: Config::default(), problems }
    }
}

/// Shared cache of the configuration files that are open or were read.
#[derive(Debug, Default)]
pub struct Configs {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    open: HashMap<PathBuf, Arc<ConfigFile>>,
    /// Files read from disk, by path; cached until reported as changed.
    read: HashMap<PathBuf, Option<Arc<ConfigFile>>>,
    /// Whether a folder is a repository; cached for as long.
    repositories: HashMap<PathBuf, bool>,
    /// File that replaces all others, as the folder its globs are relative to, its path and its content.
    only: Option<(PathBuf, PathBuf, Arc<ConfigFile>)>,
    version: u64,
    /// Policy without any file.
    plain: Arc<Policy>,
}

impl Configs {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Makes one file replace all others, with its globs relative to `folder`.
    pub fn only(&self, folder: &Path, path: &Path, file: Arc<ConfigFile>) {
        self.state().only = Some((normal(folder), normal(path), file));
    }

    /// Records that a buffer is open with this content.
    pub fn open(&self, path: &Path, file: Arc<ConfigFile>) {
        let mut state = self.state();
        state.version += 1;
        state.open.insert(normal(path), file);
    }

    /// Records that a buffer was closed; the file on disk applies again.
    pub fn close(&self, path: &Path) {
        let path = normal(path);
        let mut state = self.state();
        state.version += 1;
        state.open.remove(&path);
        state.read.remove(&path);
    }

    /// Records that a path, or anything below it, was created, changed, renamed or deleted.
    pub fn changed(&self, path: &Path) {
        let path = normal(path);
        let mut state = self.state();
        let known = state.read.len();
        state.read.retain(|known, _| !known.starts_with(&path));
        state.version += u64::from(state.read.len() < known);
        state.repositories.clear();
    }

    /// Drops everything read from disk.
    pub fn changed_anywhere(&self) {
        let mut state = self.state();
        state.version += 1;
        state.read.clear();
        state.repositories.clear();
    }

    /// Version that changes whenever a file may have changed; while it is equal, nothing has.
    pub fn version(&self) -> u64 {
        self.state().version
    }

    /// Files that apply in a folder, with their paths, nearest first.
    pub fn of(&self, folder: &Path) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut state = self.state();
        let only = state.only.as_ref().map(|(_, path, file)| vec![(path.clone(), Arc::clone(file))]);
        only.unwrap_or_else(|| state.of(&normal(folder)))
    }

    /// Policy for a document.
    pub fn policy(&self, document: &Path) -> Arc<Policy> {
        let path = normal(document);
        self.policy_in(path.parent().unwrap_or(&path), Some(&path))
    }

    /// Policy for a folder as a whole, without overrides.
    pub fn policy_of_folder(&self, folder: &Path) -> Arc<Policy> {
        self.policy_in(&normal(folder), None)
    }

    fn policy_in(&self, folder: &Path, document: Option<&Path>) -> Arc<Policy> {
        let mut state = self.state();
        let only = state.only.clone().map(|(folder, path, file)| vec![(folder, path, file)]);
        let files = only.unwrap_or_else(|| {
            let files = state.of(folder).into_iter();
            files.map(|(path, file)| (path.parent().unwrap_or(&path).to_path_buf(), path, file)).collect()
        });
        if files.is_empty() {
            return Arc::clone(&state.plain);
        }
        let mut policy = Policy::default();
        for (folder, path, file) in files.iter().rev() {
            let document = document.and_then(|document| relative(document, folder));
            state.apply(path, file, document.as_deref(), &mut BTreeSet::new(), &mut policy);
        }
        Arc::new(policy)
    }

    /// Upper end of the lookup from a folder: the folder of the outermost file that applies, or the repository; the
    /// folder itself if there is neither.
    pub fn root(&self, folder: &Path) -> PathBuf {
        let folder = normal(folder);
        let mut state = self.state();
        let mut root = folder.clone();
        for at in folder.ancestors() {
            let file = state.file(&at.join(FILE));
            let is_repository = state.is_repository(at);
            if file.is_some() || is_repository {
                root = at.to_path_buf();
            }
            if is_repository || file.is_some_and(|file| file.config.root) {
                break;
            }
        }
        root
    }

    /// Whether a folder is marked as a root by a configuration file or a repository.
    pub fn marks_root(&self, folder: &Path) -> bool {
        let folder = normal(folder);
        let mut state = self.state();
        state.is_repository(&folder) || state.file(&folder.join(FILE)).is_some()
    }

    /// All files that are open or were read, or the one that replaces them, with the packs that they extend, in path
    /// order.
    pub fn files(&self) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut state = self.state();
        if let Some((_, path, file)) = state.only.clone() {
            let mut files = state.packs(&path, &file);
            files.retain(|(pack, _)| *pack != path);
            files.push((path, file));
            files.sort_by(|(a, _), (b, _)| a.cmp(b));
            return files;
        }
        for (path, file) in state.known() {
            state.packs(&path, &file);
        }
        state.known()
    }

    /// Problems of a file: those in its text, and packs that are missing, extend it in turn or are too many.
    pub fn problems(&self, path: &Path, file: &ConfigFile) -> Vec<ConfigProblem> {
        let mut state = self.state();
        let mut problems = file.problems.clone();
        let mut count = 1;
        for pack in file.config.packs() {
            let target = pack_path(path, pack);
            let packs = state.file(&target).map(|file| state.packs(&target, &file));
            count += packs.as_ref().map_or(0, |packs| packs.len() + 1);
            let message = match packs {
                None => format!(
                    "There is no rule pack at `{}`. Correct the path, which starts at the folder of this file.",
                    target.display()
                ),
                Some(packs) if target == path || packs.iter().any(|(reached, _)| reached == path) => {
                    format!("The rule pack `{}` extends this file. Remove one of the two.", pack.path)
                }
                Some(_) if count > MAX_PACKS => {
                    format!("More than {MAX_PACKS} files are extended; the others are ignored. Merge some.")
                }
                Some(_) => continue,
            };
            problems.push(ConfigProblem { range: pack.range.clone(), message });
        }
        problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
        problems
    }
}

impl State {
    /// All files that are open or were read, in path order.
    fn known(&self) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let state = self;
        let read = state.read.iter().filter_map(|(path, file)| Some((path, file.as_ref()?)));
        let read = read.filter(|(path, _)| !state.open.contains_key(*path));
        let files = state.open.iter().chain(read).map(|(path, file)| (path.clone(), Arc::clone(file)));
        let mut files: Vec<_> = files.collect();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        files
    }

    /// Applies a file and the packs that it extends, each once: a second time, a pack would undo what overrides it. Globs
    /// in packs start at the folder of the file that extends them.
    fn apply(
        &mut self,
        path: &Path,
        file: &ConfigFile,
        document: Option<&str>,
        reached: &mut BTreeSet<PathBuf>,
        policy: &mut Policy,
    ) {
        if reached.len() >= MAX_PACKS || !reached.insert(path.to_path_buf()) {
            return;
        }
        file.config.apply(document, policy, &mut |pack, policy| {
            let pack = pack_path(path, pack);
            if let Some(file) = self.file(&pack) {
                self.apply(&pack, &file, document, reached, policy);
            }
        });
    }

    /// Packs that a file extends, directly or through others; the file itself too if they extend it.
    fn packs(&mut self, path: &Path, file: &ConfigFile) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut found: Vec<(PathBuf, Arc<ConfigFile>)> = Vec::new();
        let mut pending: Vec<PathBuf> = file.config.packs().map(|pack| pack_path(path, pack)).collect();
        while let Some(path) = pending.pop().filter(|_| found.len() <= MAX_PACKS) {
            if found.iter().any(|(known, _)| *known == path) {
                continue;
            }
            if let Some(file) = self.file(&path) {
                pending.extend(file.config.packs().map(|pack| pack_path(&path, pack)));
                found.push((path, file));
            }
        }
        found
    }

    fn of(&mut self, folder: &Path) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut files = Vec::new();
        for at in folder.ancestors() {
            let path = at.join(FILE);
            let file = self.file(&path);
            let is_root = file.as_ref().is_some_and(|file| file.config.root);
            files.extend(file.map(|file| (path, file)));
            if is_root || self.is_repository(at) {
                break;
            }
        }
        files
    }

    fn file(&mut self, path: &Path) -> Option<Arc<ConfigFile>> {
        if let Some(file) = self.open.get(path) {
            return Some(Arc::clone(file));
        }
        if let Some(known) = self.read.get(path) {
            return known.clone();
        }
        let file = ConfigFile::load(path).map(Arc::new);
        self.version += u64::from(file.is_some());
        self.read.insert(path.to_path_buf(), file.clone());
        file
    }

    fn is_repository(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.repositories.get(folder) {
            return *known;
        }
        let is_repository = folder.join(REPOSITORY).exists();
        self.repositories.insert(folder.to_path_buf(), is_repository);
        is_repository
    }
}

/// Path of a pack that the file at `path` extends.
fn pack_path(path: &Path, pack: &Pack) -> PathBuf {
    let target = normal(&path.parent().unwrap_or(path).join(&*pack.path));
    if pack.is_file() { target } else { target.join(FILE) }
}

/// Path relative to a folder, with `/` on every system.
fn relative(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ascribe_lints::rule;
    use ascribe_markup::policy::level_word;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    /// Level of the rule `syntax` for a document.
    fn level(configs: &Configs, path: &Path) -> &'static str {
        level_word(rule("syntax").unwrap().level(&configs.policy(path)))
    }

    fn says(level: &str) -> Vec<u8> {
        format!("[rules]\nsyntax = '{level}'\n").into_bytes()
    }

    #[test]
    fn files_are_found_upwards_and_the_nearest_wins() {
        let root = [b"root = true\n".to_vec(), says("off")].concat();
        let folder = folder(&[
            ("ascribe.toml", &says("hint")),
            ("desk/ascribe.toml", &root),
            (
                "desk/wire/ascribe.toml",
                b"[rules]\nmissing-source = 'off'\n[[overrides]]\nfiles='b/*'\nextends='ap'",
            ),
            ("repository/.git/x", b""),
        ]);
        let configs = Configs::default();
        let at = |path: &str| level(&configs, &folder.path().join(path));
        assert_eq!(at("x.ascribe"), "hint");
        assert_eq!(at("other/deep/x.ascribe"), "hint");
        assert_eq!(at("desk/x.ascribe"), "off");
        assert_eq!(at("desk/wire/a/x.ascribe"), "off");
        assert_eq!(at("desk/wire/b/x.ascribe"), "error");
        assert_eq!(at("repository/x.ascribe"), "error", "a repository has its own");
        let names = |folder: &Path| configs.of(folder).len();
        assert_eq!(names(&folder.path().join("desk/wire/a")), 2);
    }

    #[test]
    fn a_root_is_where_the_look_ends() {
        let folder = folder(&[
            ("a/ascribe.toml", b""),
            ("a/b/ascribe.toml", b""),
            ("a/b/c/ascribe.toml", b"root = true"),
            ("git/.git/x", b""),
            ("git/d/ascribe.toml", b""),
        ]);
        let configs = Configs::default();
        let root = |path: &str| {
            let root = configs.root(&folder.path().join(path));
            root.strip_prefix(folder.path()).unwrap().display().to_string()
        };
        assert_eq!([root("a/b/x"), root("a/b/c/x"), root("git/d/x"), root("e")], ["a", "a/b/c", "git", "e"]);
    }

    #[test]
    fn a_buffer_wins_over_the_disk_until_it_is_closed() {
        let folder = folder(&[("ascribe.toml", &says("hint"))]);
        let (file, path) = (folder.path().join(FILE), folder.path().join("x.ascribe"));
        let configs = Configs::default();
        assert_eq!(level(&configs, &path), "hint");
        let version = configs.version();
        configs.open(&file, Arc::new(ConfigFile::new("[rules]\nsyntax = 'info'\n")));
        assert_eq!(level(&configs, &path), "info");
        configs.close(&file);
        assert_eq!(level(&configs, &path), "hint");
        std::fs::write(&file, says("off")).unwrap();
        assert_eq!(level(&configs, &path), "hint", "nobody has said that it changed");
        configs.changed(folder.path());
        assert_eq!(level(&configs, &path), "off");
        assert!(configs.version() > version);
    }

    #[test]
    fn what_is_no_configuration_is_refused() {
        let large = vec![b'#'; MAX_CONFIG_BYTES + 1];
        let folder =
            folder(&[("a/ascribe.toml", b"# \xff"), ("b/ascribe.toml", &large), ("c/ascribe.toml/x", b"")]);
        let told = |name: &str| {
            let file = ConfigFile::load(&folder.path().join(name).join(FILE)).unwrap();
            file.problems.into_iter().map(|problem| problem.message).collect::<String>()
        };
        assert!(told("a").contains("not valid UTF-8 at byte 2"));
        assert!(told("b").contains("1048577 bytes"));
        assert!(told("c").contains("not a regular file"));
        assert!(ConfigFile::load(&folder.path().join("d").join(FILE)).is_none());
    }

    /// All problems, each with its file relative to the folder and the text of its range.
    fn problems(configs: &Configs, folder: &Path) -> Vec<(String, String, String)> {
        let folder = normal(folder);
        let of_file = |(path, file): (PathBuf, Arc<ConfigFile>)| {
            let name = path.strip_prefix(&folder).unwrap().display().to_string();
            let problems = configs.problems(&path, &file).into_iter();
            let told = problems.map(|one| (name.clone(), file.text[one.range].to_owned(), one.message));
            told.collect::<Vec<_>>()
        };
        configs.files().into_iter().flat_map(of_file).collect()
    }

    #[test]
    fn packs_apply_first_in_their_order_and_each_once() {
        let folder = folder(&[
            ("own/ascribe.toml", b"extends = '../house.toml'\nrules.syntax = 'hint'\n"),
            ("plain/ascribe.toml", b"extends = '../house.toml'\n"),
            ("list/ascribe.toml", b"extends = ['../house.toml', '../desk/', 'ap']\n"),
            ("last/ascribe.toml", b"extends = ['ap', '../desk', '../house.toml']\n"),
            ("once/ascribe.toml", b"extends = ['../a.toml', '../b.toml']\n"),
            ("globs/ascribe.toml", b"extends = '../wire.toml'\n"),
            ("house.toml", b"extends = './base.toml'\nrules.syntax = 'info'\n"),
            ("desk/ascribe.toml", &says("off")),
            ("base.toml", b"root = true\nrules.syntax = 'warning'\nrules.undefined-actor = 'off'\n"),
            ("a.toml", b"extends = 'base.toml'\nrules.syntax = 'off'\n"),
            ("b.toml", b"extends = './base.toml'\n"),
            ("wire.toml", b"[[overrides]]\nfiles = 'wire/'\nextends = './house.toml'\n"),
        ]);
        let configs = Configs::default();
        let at = |path: &str| level(&configs, &folder.path().join(path));
        let levels = ["own/x", "plain/x", "list/x", "last/x", "once/x", "globs/x", "globs/wire/x"].map(at);
        assert_eq!(levels, ["hint", "info", "error", "info", "off", "error", "info"]);
        let policy = configs.policy(&folder.path().join("plain/x"));
        assert_eq!(rule("undefined-actor").unwrap().level(&policy), None, "packs extend others");
        assert_eq!(problems(&configs, folder.path()), []);
    }

    #[test]
    fn packs_that_are_missing_wrong_or_circular_are_reported_where_they_are_named() {
        let folder = folder(&[
            ("a/ascribe.toml", b"extends = ['./gone.toml', '../wrong.toml']\nrules.syntax = 'off'\n"),
            ("wrong.toml", b"[rulez]\n"),
            ("b/ascribe.toml", b"extends = '../c.toml'\n"),
            ("c.toml", b"extends = ['b/', './c.toml']\nrules.syntax = 'hint'\n"),
            ("d/ascribe.toml", b"extends = '../c.toml'\n"),
        ]);
        let configs = Configs::default();
        let at = |path: &str| level(&configs, &folder.path().join(path));
        assert_eq!(["a/x", "b/x", "d/x"].map(at), ["off", "hint", "hint"]);
        let told = problems(&configs, folder.path());
        let places: Vec<_> = told.iter().map(|(file, text, _)| (file.as_str(), text.as_str())).collect();
        let circular = [("b/ascribe.toml", "'../c.toml'"), ("c.toml", "'b/'"), ("c.toml", "'./c.toml'")];
        let [first, second, third] = circular;
        assert_eq!(
            places,
            [("a/ascribe.toml", "'./gone.toml'"), first, second, third, ("wrong.toml", "rulez")]
        );
        assert!(told[0].2.starts_with("There is no rule pack at `"), "{}", told[0].2);
        assert!(told[1..4].iter().all(|told| told.2.contains("extends this file")));
    }

    #[test]
    fn a_chain_of_packs_ends() {
        let text = |next: usize| format!("extends = './{next}.toml'\nrules.syntax = 'off'\n");
        for (length, count) in [(MAX_PACKS - 1, 0), (MAX_PACKS + 1, 1)] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(FILE), "extends = './0.toml'\n").unwrap();
            for number in 0..length {
                let text = if number + 1 < length { text(number + 1) } else { String::new() };
                std::fs::write(folder.path().join(format!("{number}.toml")), text).unwrap();
            }
            let configs = Configs::default();
            assert_eq!(level(&configs, &folder.path().join("x")), "off");
            let problems = problems(&configs, folder.path());
            let too_many = problems.iter().filter(|(file, ..)| file == FILE).count();
            assert_eq!((too_many, problems.len() >= count), (count, true), "{problems:?}");
        }
    }

    #[test]
    fn a_pack_is_read_again_when_it_appears_changes_or_goes() {
        let folder = folder(&[("ascribe.toml", b"extends = './house.toml'\n")]);
        let (pack, path) = (folder.path().join("house.toml"), folder.path().join("x.ascribe"));
        let configs = Configs::default();
        for (text, expected, count) in
            [(None, "error", 1), (Some("hint"), "hint", 0), (Some("off"), "off", 0), (None, "error", 1)]
        {
            match text {
                Some(level) => std::fs::write(&pack, says(level)).unwrap(),
                None => drop(std::fs::remove_file(&pack)),
            }
            configs.changed(&pack);
            assert_eq!(level(&configs, &path), expected);
            assert_eq!(problems(&configs, folder.path()).len(), count);
        }
        let version = configs.version();
        std::fs::write(&pack, says("info")).unwrap();
        configs.changed(&pack);
        assert!(configs.version() > version, "so that findings are renewed");
        let file = ConfigFile::new("extends = './house.toml'\n");
        configs.only(folder.path(), &folder.path().join("other.toml"), Arc::new(file));
        assert_eq!(level(&configs, &path), "info");
        assert_eq!(configs.files().len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Any files that extend any others, whatever else is in them.
        #[test]
        fn any_packs_can_be_extended(
            edges in vec(vec(0..8usize, 0..4), 1..6),
            rest in vec("[\\PC\n]{0,20}", 6),
        ) {
            let folder = tempfile::tempdir().unwrap();
            for (number, (edges, rest)) in edges.iter().zip(&rest).enumerate() {
                let packs: Vec<String> = edges.iter().map(|edge| format!("'./{edge}.toml'")).collect();
                let text = format!("extends = [{}]\n{rest}", packs.join(", "));
                std::fs::write(folder.path().join(format!("{number}.toml")), text).unwrap();
            }
            std::fs::write(folder.path().join(FILE), "extends = './0.toml'\n").unwrap();
            let configs = Configs::default();
            configs.policy(&folder.path().join("x.ascribe"));
            for (path, file) in configs.files() {
                for problem in configs.problems(&path, &file) {
                    prop_assert!(file.text.get(problem.range).is_some());
                }
            }
        }
    }

    #[test]
    fn one_file_may_hold_in_place_of_all() {
        let folder = folder(&[("ascribe.toml", &says("hint"))]);
        let configs = Configs::default();
        let file = ConfigFile::new("[[overrides]]\nfiles = 'wire/*'\nrules.syntax = 'off'\n");
        configs.only(folder.path(), &folder.path().join("other.toml"), Arc::new(file));
        assert_eq!(level(&configs, &folder.path().join("x.ascribe")), "error");
        assert_eq!(level(&configs, &folder.path().join("wire/x.ascribe")), "off");
    }
}
