//! Drafts corpora of any size: reads, drafts and writes them part by part, each on threads of its own.
//!
//! At most three parts are in memory: one that is read, one that is drafted and one that is written. Where a part ends depends on
//! the corpus alone, so the results are those of one thread, whatever their number and however often a run was stopped.

mod corpus;
mod estimate;
mod folder;
mod lines;
mod record;
mod rows;

pub use self::folder::NEEDS_FOLDER;

use self::corpus::{Corpus, CorpusPart, CorpusReader};
use self::estimate::Estimate;
use self::folder::{BulkFolder, BulkManifest, BulkResults, BulkSettings, ERRORS, FORMAT};
use self::record::{DraftedRecord, RecordDrafting};
use crate::article::ArticleOptions;
use crate::console;
use crate::exit::{FAILED, Failure};
use crate::label_map::LabelMap;
use crate::outputs::guarded;
use crate::report::plural;
use ascribe_formats::export::Format;
use ascribe_formats::import::LabelKinds;
use ascribe_workspace::parallel;
use parking_lot::Mutex;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Number of articles in a part.
const PART_SIZE: usize = 5_000;

/// How corpora are drafted.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Corpora")]
pub struct BulkOptions {
    #[command(flatten)]
    labels: LabelMap,

    /// Write a part after this many articles [default: 5000]
    #[arg(long, value_name = "NUMBER", value_parser = count)]
    part_size: Option<usize>,

    /// Draft this many articles at the same time; by default, one on each core
    #[arg(long, value_name = "NUMBER", value_parser = count)]
    threads: Option<usize>,
}

fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("must be 1 or more".into()),
        Ok(count) => Ok(count),
        Err(_) => Err("not a number".into()),
    }
}

impl BulkOptions {
    /// Whether any option is given.
    pub fn is_given(&self) -> bool {
        self.labels.is_given() || self.part_size.is_some() || self.threads.is_some()
    }
}

/// A corpus to be drafted.
#[derive(Debug)]
pub struct Bulk<'a> {
    /// Files with articles.
    pub paths: &'a [PathBuf],
    /// Format of the tables.
    pub format: &'static Format,
    /// Minimum confidence of the drafts.
    pub min_confidence: f32,
    /// How articles are read that are files of their own.
    pub article_options: &'a ArticleOptions,
    /// How corpora are drafted.
    pub options: &'a BulkOptions,
    /// Folder for the results.
    pub folder: &'a Path,
    /// Whether results in the folder are overwritten.
    pub force: bool,
}

impl Bulk<'_> {
    /// Drafts what is not yet in the folder.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let corpus = Corpus::open(self.paths)?;
        if self.article_options.is_given() && corpus.has_tables() {
            return Err(Failure::new("`--encoding` and `--repair` are not for corpora; save them as UTF-8"));
        }
        let mut folder = BulkFolder::open(self.folder, self.format, self.settings(&corpus), self.force)?;
        if !folder.manifest.is_complete {
            let resumed = folder.manifest.done.articles + folder.manifest.done.failed;
            if resumed > 0 {
                console::note(&format_args!("Resuming after {resumed} article{}", plural(resumed as usize)));
            }
            folder = self.draft(&corpus, folder)?;
            folder.complete()?;
        }
        Ok(summarize(&folder.manifest, folder.path()))
    }

    /// Everything on which the results depend.
    fn settings(&self, corpus: &Corpus) -> BulkSettings {
        let mut settings = BulkSettings::new();
        let mut set = |name: &str, value: String| settings.insert(name.to_owned(), value);
        set("version", env!("CARGO_PKG_VERSION").to_owned());
        set("input", corpus.description.clone());
        set(FORMAT, self.format.name.to_owned());
        set("--min-confidence", self.min_confidence.to_string());
        set("--part-size", self.part_size().to_string());
        set("--map", self.options.labels.entries());
        set("--encoding", self.article_options.encoding_name().to_owned());
        set("--repair", self.article_options.is_repairing().to_string());
        settings.retain(|_, value| !value.is_empty());
        settings
    }

    fn part_size(&self) -> usize {
        self.options.part_size.unwrap_or(PART_SIZE)
    }

    /// Drafts the parts that are not in the folder, and returns it.
    fn draft(&self, corpus: &Corpus, mut folder: BulkFolder) -> Result<BulkFolder, Failure> {
        let kinds = self.options.labels.kinds();
        let finished = folder.manifest.done.parts;
        thread::scope(|scope| {
            // A sender waits until its part is taken.
            let (read, parts) = sync_channel(0);
            let kinds = &kinds;
            scope.spawn(move || self.read(corpus, kinds, finished, &read));
            let (drafted, results) = sync_channel::<BulkResults>(0);
            let writer = scope.spawn(move || {
                for part in results {
                    part.notes.iter().for_each(|note| console::say(note));
                    folder.write(&part)?;
                }
                Ok(folder)
            });
            let read = self.draft_parts(corpus, kinds, parts, &drafted);
            drop(drafted);
            let written = writer.join().unwrap_or_else(|panic| resume_unwind(panic));
            read.and(written)
        })
    }

    /// Reads the parts after those that are finished, until nobody takes them.
    fn read(
        &self,
        corpus: &Corpus,
        kinds: &LabelKinds,
        finished: usize,
        parts: &SyncSender<Result<CorpusPart, Failure>>,
    ) {
        let mut reader = CorpusReader::new(corpus, kinds, self.part_size());
        for number in 0.. {
            let part = reader.part();
            let is_last = part.as_ref().map_or(true, |part| part.records.is_empty());
            let is_wanted = is_last && part.is_err() || !is_last && number >= finished;
            if is_wanted && parts.send(part).is_err() || is_last {
                return;
            }
        }
    }

    /// Drafts the articles of each part, until nobody takes them.
    fn draft_parts(
        &self,
        corpus: &Corpus,
        kinds: &LabelKinds,
        parts: Receiver<Result<CorpusPart, Failure>>,
        results: &SyncSender<BulkResults>,
    ) -> Result<(), Failure> {
        let threads = self.options.threads.unwrap_or_else(parallel::cores);
        let drafting = RecordDrafting::new(corpus, kinds, self.article_options, self.min_confidence);
        let estimate = Mutex::new(Estimate::new(corpus.bytes));
        for part in parts {
            let part = part?;
            estimate.lock().begin(&part);
            let drafted = parallel::map_on(threads, &part.records, |record| {
                let drafted = guarded(|| drafting.draft(record)).flatten();
                estimate.lock().count();
                drafted
            });
            let mut gathered = BulkResults::default();
            for (record, drafted) in part.records.iter().zip(drafted) {
                match drafted {
                    Ok(drafted) => gathered.add(drafted),
                    Err(reason) => gathered.fail(&drafting.error(record, &reason)),
                }
            }
            if results.send(gathered).is_err() {
                return Ok(());
            }
        }
        Ok(())
    }
}

impl BulkResults {
    fn add(&mut self, drafted: DraftedRecord) {
        let DraftedRecord { article, is_foreign, losses, notes } = drafted;
        self.articles.push(article);
        self.notes.extend(notes);
        self.counts.articles += 1;
        self.counts.foreign += u64::from(is_foreign);
        for loss in losses {
            self.counts.lose(&loss, 1);
        }
    }

    /// Adds a line about an article that could not be drafted.
    fn fail(&mut self, line: &str) {
        self.errors += line;
        self.errors.push('\n');
        self.counts.failed += 1;
    }
}

/// Says what is in the folder, and returns the exit code.
fn summarize(manifest: &BulkManifest, folder: &Path) -> ExitCode {
    let (done, name) = (&manifest.done, folder.display());
    for (loss, articles) in &done.losses {
        console::say(&format_args!("{loss} ({articles} article{})", plural(*articles as usize)));
    }
    if done.foreign > 0 {
        let (foreign, s) = (done.foreign, plural(done.foreign as usize));
        console::say(&format_args!(
            "{foreign} article{s} in other languages, and drafting knows English only"
        ));
    }
    let (articles, parts) = (done.articles, done.parts);
    let [s, of_parts] = [articles as usize, parts].map(plural);
    console::note(&format_args!("{articles} article{s} in {parts} part{of_parts} in {name}"));
    if done.failed == 0 {
        return ExitCode::SUCCESS;
    }
    let (failed, s) = (done.failed, plural(done.failed as usize));
    let errors = folder.join(ERRORS);
    let errors = errors.display();
    console::complain(&format_args!("{failed} article{s} could not be drafted; {errors} has the reasons"));
    ExitCode::from(FAILED)
}
