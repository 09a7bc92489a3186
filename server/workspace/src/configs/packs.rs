//! The rule packs that a file extends: which they are, in which order they apply, and what is wrong with them.

use super::{ConfigFile, Configs, State};
use crate::normal;
use ascribe_lints::config::{ConfigProblem, FILE, Pack};
use ascribe_markup::policy::Policy;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Maximum number of files that one file extends, itself included; further ones are ignored.
pub const MAX_PACKS: usize = 64;

impl Configs {
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
    /// Applies a file and the packs that it extends, each once: a second time, a pack would undo what overrides it. Globs
    /// in packs start at the folder of the file that extends them.
    pub(super) fn apply(
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
    pub(super) fn packs(&mut self, path: &Path, file: &ConfigFile) -> Vec<(PathBuf, Arc<ConfigFile>)> {
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
}

/// Path of a pack that the file at `path` extends.
fn pack_path(path: &Path, pack: &Pack) -> PathBuf {
    let target = normal(&path.parent().unwrap_or(path).join(&*pack.path));
    if pack.is_file() { target } else { target.join(FILE) }
}
