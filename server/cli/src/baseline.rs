//! Baseline of known findings, so that only new ones count.

use crate::exit::Failure;
use crate::fingerprint::fingerprint;
use crate::input::io_reason;
use crate::output::Output;
use crate::report::Found;
use ascribe_workspace::normal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Version of the file format.
const VERSION: u32 = 1;

/// Key of findings that differ only in their number: rule and fingerprint.
type Kind = (String, String);

/// Number of findings per key.
pub type Kinds = BTreeMap<Kind, usize>;

/// A baseline, and the path of its file.
#[derive(Debug)]
pub struct Baseline {
    path: PathBuf,
    /// Known findings by document; names are relative to the folder of the file.
    known: BTreeMap<String, Kinds>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    file: String,
    rule: String,
    words: String,
    count: usize,
}

#[derive(Debug, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

impl Baseline {
    /// Empty baseline.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_path_buf(), known: BTreeMap::new() }
    }

    /// Loads a baseline.
    pub fn load(path: &Path) -> Result<Self, Failure> {
        let told = |reason: &str| Failure::new(format!("{}: {reason}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => told("no such baseline; use `--write-baseline` to create it"),
            ErrorKind::InvalidData => told("is not a baseline: not valid UTF-8"),
            _ => told(&io_reason(&error)),
        })?;
        let file: File = serde_json::from_str(&text).map_err(|error| {
            told(&format!(
                "is not a baseline: {error}; remove it, and use `--write-baseline` to create a new one"
            ))
        })?;
        if file.version != VERSION {
            return Err(told(
                "was written by another version of Ascribe; remove it, and use `--write-baseline` to create a new one",
            ));
        }
        let mut baseline = Self::new(path);
        for Entry { file, rule, words, count } in file.findings {
            *baseline.known.entry(file).or_default().entry((rule, words)).or_default() += count;
        }
        Ok(baseline)
    }

    /// Loads a baseline; empty if the file does not exist.
    pub fn load_if_any(path: &Path) -> Result<Self, Failure> {
        if path.exists() { Self::load(path) } else { Ok(Self::new(path)) }
    }

    /// Name of a document in the file, independent of the current folder.
    pub fn name(&self, path: &Path) -> String {
        let (path, file) = (normal(path), normal(&self.path));
        let folder: Vec<Component<'_>> = file.parent().unwrap_or(&file).components().collect();
        let parts: Vec<Component<'_>> = path.components().collect();
        let common = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        if common == 0 {
            return path.to_string_lossy().into_owned();
        }
        let down = parts[common..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let up = std::iter::repeat_n("..".to_owned(), folder.len() - common);
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// Keeps the new findings in the document with this name: where there are more with one key than are known, the
    /// last ones.
    pub fn retain_new(&self, name: &str, found: &mut Vec<Found<'_>>) {
        let Some(known) = self.known.get(name) else { return };
        let mut left = known.clone();
        found.retain(|found| match left.get_mut(&kind(found)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
    }

    /// Number of known findings that no longer exist: of rules that were checked, in documents that were checked or are
    /// gone.
    pub fn stale(&self, seen: &BTreeMap<String, Kinds>, is_wanted: impl Fn(&str) -> bool) -> usize {
        let mut stale = 0;
        for (name, known) in &self.known {
            let now = seen.get(name);
            if now.is_none() && self.is_there(name) {
                continue;
            }
            for (kind, count) in known.iter().filter(|((rule, _), _)| is_wanted(rule)) {
                let now = now.and_then(|now| now.get(kind)).copied().unwrap_or(0);
                stale += count.saturating_sub(now);
            }
        }
        stale
    }

    /// Writes the findings seen, atomically, and returns their number. Known findings of other rules, and of documents
    /// that were not checked, are kept; those of deleted documents are dropped.
    pub fn write(
        self,
        mut seen: BTreeMap<String, Kinds>,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<usize, Failure> {
        for (name, known) in &self.known {
            let is_checked = seen.contains_key(name);
            if is_checked || self.is_there(name) {
                let stays = known.iter().filter(|((rule, _), _)| !is_checked || !is_wanted(rule));
                let stays: Vec<_> = stays.map(|(kind, count)| (kind.clone(), *count)).collect();
                seen.entry(name.clone()).or_default().extend(stays);
            }
        }
        let entries = seen.into_iter().flat_map(|(file, kinds)| {
            let of_file = kinds.into_iter();
            of_file.map(move |((rule, words), count)| Entry { file: file.clone(), rule, words, count })
        });
        let entries: Vec<Entry> = entries.collect();
        let total = entries.iter().map(|entry| entry.count).sum();
        // Serializing strings and numbers cannot fail; one line per entry keeps diffs small.
        let lines: Vec<String> =
            entries.iter().map(|entry| serde_json::to_string(entry).unwrap_or_default()).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        let text = format!("{{\"version\":{VERSION},\"findings\":[{lines}]}}\n");
        Output::to(self.path, true).write(&text)?;
        Ok(total)
    }

    /// Whether the document with this name exists.
    fn is_there(&self, name: &str) -> bool {
        normal(&self.path).parent().is_some_and(|folder| folder.join(name).exists())
    }
}

/// Number of findings per key.
pub fn kinds(found: &[Found<'_>]) -> Kinds {
    let mut kinds = Kinds::new();
    for found in found {
        *kinds.entry(kind(found)).or_default() += 1;
    }
    kinds
}

fn kind(found: &Found<'_>) -> Kind {
    (found.finding.rule.code.to_owned(), fingerprint(found))
}
