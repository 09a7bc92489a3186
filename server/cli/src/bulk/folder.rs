//! Folder with the results of a corpus: tables in parts, and a manifest of how far they go.

use crate::exit::Failure;
use crate::input::io_reason;
use crate::output::Output;
use crate::replace::{LOCK, create_folder, is_temporary, lock_folder, remove, remove_temporary};
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{Format, Layout, format};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// File of the folder that says how far the results go.
pub const MANIFEST: &str = "ascribe-draft.json";

/// Table of the articles that could not be drafted.
pub const ERRORS: &str = "errors";

/// Message if no folder is named.
pub const NEEDS_FOLDER: &str = "the results are tables in several parts; name a folder for them with `-o`";

/// Settings and input on which the results depend, by name.
pub type BulkSettings = BTreeMap<String, String>;

/// Manifest of a folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BulkManifest {
    /// Settings of the run.
    pub settings: BulkSettings,
    /// Whether all articles are in the parts.
    pub is_complete: bool,
    /// Results so far.
    pub done: BulkCounts,
}

/// Counts of what is in the parts of a folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BulkCounts {
    /// Parts that are written.
    pub parts: usize,
    /// Articles that are in the tables.
    pub articles: u64,
    /// Articles that could not be drafted.
    pub failed: u64,
    /// Articles in languages that drafting does not know.
    pub foreign: u64,
    /// Losses, each with the number of articles that have it.
    pub losses: BTreeMap<String, u64>,
}

/// Part of the results.
#[derive(Debug, Default)]
pub struct BulkResults {
    /// Articles with drafts, in the order of the corpus.
    pub articles: Vec<AnnotatedArticle>,
    /// Lines of JSON about those that could not be drafted.
    pub errors: String,
    /// Lines for the user about files.
    pub notes: Vec<String>,
    /// Counts of this part alone.
    pub counts: BulkCounts,
}

/// Folder with the results of a corpus; no other run writes to it.
#[derive(Debug)]
pub struct BulkFolder {
    path: PathBuf,
    format: &'static Format,
    /// Manifest as it is stored.
    pub manifest: BulkManifest,
    /// Released when it is dropped, also if the run is killed.
    _lock: File,
}

/// Number of kinds of loss that are counted one by one.
const MOST_LOSSES: usize = 20;

impl BulkFolder {
    /// Opens a folder for the results of these settings, with what earlier runs have left. `force` begins anew.
    ///
    /// # Errors
    /// If it has something else, or results of other settings, or is in use.
    pub fn open(
        path: &Path,
        format: &'static Format,
        settings: BulkSettings,
        force: bool,
    ) -> Result<Self, Failure> {
        let name = path.display();
        let failure = |what: &str| Failure::new(format!("cannot write to {name}: {what}"));
        create_folder(path).map_err(|error| failure(&io_reason(&error)))?;
        let lock = lock_folder(path).map_err(|error| failure(&io_reason(&error)))?;
        let lock = lock.ok_or_else(|| failure("another run is writing to it; wait for its end"))?;
        let stored = match fs::read_to_string(path.join(MANIFEST)) {
            Ok(text) => Some(serde_json::from_str::<BulkManifest>(&text).map_err(|error| {
                failure(&format!("its {MANIFEST} is damaged ({error}); name another folder"))
            })?),
            Err(_) if is_empty(path) => None,
            Err(_) => return Err(failure("it has other files; name a new or empty folder")),
        };
        let mut folder =
            Self { path: path.to_path_buf(), format, manifest: BulkManifest::default(), _lock: lock };
        folder.remove_temporary();
        match stored {
            Some(stored) if !force => {
                if let Some(difference) = difference(&stored.settings, &settings) {
                    let remedy = "name another folder, or begin anew with `--force`";
                    return Err(failure(&format!(
                        "it has the results of another run: {difference}; {remedy}"
                    )));
                }
                folder.manifest = stored;
                if let Some(missing) = folder.missing() {
                    let missing = missing.display();
                    return Err(failure(&format!("{missing} is missing; begin anew with `--force`")));
                }
            }
            Some(stored) => {
                folder.remove_all(&stored).map_err(|error| failure(&io_reason(&error)))?;
                folder.store(BulkManifest { settings, ..BulkManifest::default() })?;
            }
            None => folder.store(BulkManifest { settings, ..BulkManifest::default() })?,
        }
        Ok(folder)
    }

    /// Path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the next part. It counts once all of its files are written.
    pub fn write(&mut self, results: &BulkResults) -> Result<(), Failure> {
        let part = self.manifest.done.parts;
        let mut done = self.manifest.done.clone();
        let files = exported(self.format, &results.articles);
        for ((table, extension), content) in tables(self.format).into_iter().zip(files) {
            self.write_file(&part_path(&table, part, &extension), &content)?;
        }
        if !results.errors.is_empty() {
            self.write_file(&part_path(ERRORS, part, "jsonl"), results.errors.as_bytes())?;
        }
        done.add(&results.counts);
        done.parts += 1;
        self.store(BulkManifest { done, ..self.manifest.clone() })
    }

    /// Records that all articles are in the parts.
    pub fn complete(&mut self) -> Result<(), Failure> {
        self.store(BulkManifest { is_complete: true, ..self.manifest.clone() })
    }

    fn store(&mut self, manifest: BulkManifest) -> Result<(), Failure> {
        let text =
            serde_json::to_string_pretty(&manifest).map_err(|error| Failure::new(error.to_string()))?;
        self.write_file(Path::new(MANIFEST), (text + "\n").as_bytes())?;
        self.manifest = manifest;
        Ok(())
    }

    /// Writes a file of the folder as a whole, over one that a killed run has left.
    fn write_file(&self, name: &Path, content: &[u8]) -> Result<(), Failure> {
        let output = Output::in_folder(self.path.join(name), true).map_err(Failure::new)?;
        output.write_binary(content, NEEDS_FOLDER)
    }

    /// First file of a written part that is missing.
    fn missing(&self) -> Option<PathBuf> {
        let parts = 0..self.manifest.done.parts;
        let mut files = parts.flat_map(|part| {
            let tables = tables(self.format);
            tables.into_iter().map(move |(table, extension)| part_path(&table, part, &extension))
        });
        files.find(|file| !self.path.join(file).is_file())
    }

    /// Removes the files that killed runs have not finished.
    fn remove_temporary(&self) {
        let tables = tables(self.format).into_iter().map(|(table, _)| self.path.join(table));
        for folder in tables.chain([self.path.clone(), self.path.join(ERRORS)]) {
            remove_temporary(&folder);
        }
    }

    /// Removes the parts of earlier results.
    fn remove_all(&self, stored: &BulkManifest) -> std::io::Result<()> {
        let earlier = stored.settings.get(FORMAT).and_then(|name| format(name)).unwrap_or(self.format);
        let mut all = tables(earlier);
        all.push((ERRORS.to_owned(), "jsonl".to_owned()));
        for (table, extension) in all {
            // One more may be written and not recorded.
            for part in 0..=stored.done.parts {
                remove(&self.path.join(part_path(&table, part, &extension)))?;
            }
        }
        Ok(())
    }
}

impl BulkCounts {
    /// Adds the counts of a part.
    fn add(&mut self, part: &Self) {
        self.articles += part.articles;
        self.failed += part.failed;
        self.foreign += part.foreign;
        for (loss, count) in &part.losses {
            self.lose(loss, *count);
        }
    }

    /// Counts a loss of some articles.
    pub fn lose(&mut self, loss: &str, articles: u64) {
        let is_counted = self.losses.len() < MOST_LOSSES || self.losses.contains_key(loss);
        let loss = if is_counted { loss } else { "other losses" };
        *self.losses.entry(loss.to_owned()).or_default() += articles;
    }
}

/// Setting with the format.
pub const FORMAT: &str = "--to";

/// First setting that is another one, in words.
fn difference(before: &BulkSettings, now: &BulkSettings) -> Option<String> {
    let absent = String::from("not given");
    let names = before.keys().chain(now.keys());
    let of = |settings: &BulkSettings, name: &String| settings.get(name).unwrap_or(&absent).clone();
    names
        .map(|name| (name, of(before, name), of(now, name)))
        .find(|(_, before, now)| before != now)
        .map(|(name, before, now)| format!("`{name}` was {before} and is {now}"))
}

/// Tables of a format, each with its extension.
fn tables(format: &Format) -> Vec<(String, String)> {
    let names = match format.layout {
        Layout::Tables(names, _) => names.to_vec(),
        // A row of a spreadsheet is an annotation.
        Layout::Together("csv", _) => vec!["annotations.csv"],
        Layout::Together(..) => vec!["articles.jsonl"],
        Layout::Apart(..) | Layout::Archive(..) => Vec::new(),
    };
    let parts = names.into_iter().filter_map(|name| name.rsplit_once('.'));
    parts.map(|(table, extension)| (table.to_owned(), extension.to_owned())).collect()
}

/// Content of each table. What a format cannot hold is the same for all articles, and told with the format.
fn exported(format: &Format, articles: &[AnnotatedArticle]) -> Vec<Vec<u8>> {
    match format.layout {
        Layout::Tables(_, export) => export(articles).files,
        Layout::Together(_, export) => export(articles).files.into_iter().map(String::into_bytes).collect(),
        Layout::Apart(..) | Layout::Archive(..) => Vec::new(),
    }
}

/// Path of a part of a table within the folder.
fn part_path(table: &str, part: usize, extension: &str) -> PathBuf {
    Path::new(table).join(format!("part-{part:05}.{extension}"))
}

fn is_empty(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name());
    names.all(|name| name == LOCK || name.to_str().is_some_and(is_temporary))
}
