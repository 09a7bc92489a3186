//! Writes a document for each of several articles, and lists what became of them.

use crate::console;
use crate::exit::{FAILED, Failure};
use crate::input::STDIN;
use crate::output::{Output, STDOUT};
use crate::progress::Progress;
use ascribe_markup::document::Document;
use ascribe_markup::gate::GateRefusal;
use ascribe_markup::strip::strip;
use ascribe_workspace::{EXTENSION, normal, parallel};
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the documents of articles go.
#[derive(Debug, clap::Args)]
pub struct Outputs {
    /// Write to this file instead of standard output; `-` is standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrite files that exist
    #[arg(short, long, conflicts_with = "skip_existing")]
    force: bool,

    /// Skip articles whose document exists; without `-o`, write documents next to the articles
    #[arg(long)]
    skip_existing: bool,
}

/// Document made of an article.
#[derive(Debug)]
pub struct Converted {
    text: String,
    /// Lines for the user, once the document is written.
    notes: Vec<String>,
}

impl Converted {
    /// A document that has this article.
    ///
    /// # Errors
    /// If it has another one: nothing is written then.
    pub fn new(article: &str, document: &Document, notes: Vec<String>) -> Result<Self, String> {
        if strip(document) != article {
            return Err(GateRefusal::ChangesArticle.to_string());
        }
        Ok(Self { text: document.text().to_string(), notes })
    }

    /// A document in another encoding, or repaired.
    pub fn transcoded(text: String, notes: Vec<String>) -> Self {
        Self { text, notes }
    }
}

/// Reason of an article whose conversion panicked.
const CRASHED: &str = "could not be converted. This is a bug in Ascribe; please report it with the text.";

/// Outcome for one article.
enum Outcome {
    Converted(Converted),
    Skipped,
    Failed(String),
}

impl Outputs {
    /// Converts the articles: one to the output, several each to a file next to it, with the extension `.ascribe`. Nothing
    /// is written before all are converted, on all cores, so that no article sees the document of another one. `convert`
    /// gets the path of the article and that of its document.
    pub fn convert(
        &self,
        articles: &[PathBuf],
        convert: impl Fn(&Path, &Path) -> Result<Converted, String> + Sync,
    ) -> Result<ExitCode, Failure> {
        match articles {
            [article] if self.output.is_some() || !self.skip_existing => {
                if self.skips() {
                    return Ok(ExitCode::SUCCESS);
                }
                let place = self.file().cloned().unwrap_or_else(|| beside(article));
                let failure = |reason: String| Failure::new(format!("{}: {reason}", article.display()));
                let converted = convert(article, &place).map_err(failure)?;
                self.single().write(&converted.text)?;
                converted.notes.iter().for_each(|note| console::say(note));
                Ok(ExitCode::SUCCESS)
            }
            _ if self.output.is_some() => {
                Err(Failure::new("`-o` names a single file; omit it to convert several articles"))
            }
            _ if articles.iter().any(|article| article == Path::new(STDIN)) => Err(Failure::new(
                "standard input cannot be combined with other articles or `--skip-existing`",
            )),
            _ => Ok(self.each(articles, &convert)),
        }
    }

    /// Output for a single result.
    pub fn single(&self) -> Output {
        self.file().map_or_else(Output::standard, |path| Output::to(path.clone(), self.force))
    }

    /// Folder that the output names.
    ///
    /// # Errors
    /// With this message if there is no output.
    pub fn folder(&self, message: &str) -> Result<&Path, Failure> {
        self.file().map(PathBuf::as_path).ok_or_else(|| Failure::new(message))
    }

    /// Output to a file in a folder, which is created.
    pub fn in_folder(&self, path: &Path) -> Result<Output, String> {
        Output::in_folder(path.to_path_buf(), self.force)
    }

    /// Whether files that exist are overwritten.
    pub fn is_forced(&self) -> bool {
        self.force
    }

    /// Whether files that exist are kept.
    pub fn keeps_existing(&self) -> bool {
        self.skip_existing
    }

    /// Whether the output exists and is to be kept; says so.
    pub fn skips(&self) -> bool {
        let existing = self.file().filter(|path| self.skip_existing && exists(path));
        existing
            .inspect(|path| console::note(&format_args!("Skipped {}: file exists.", path.display())))
            .is_some()
    }

    fn file(&self) -> Option<&PathBuf> {
        self.output.as_ref().filter(|path| *path != Path::new(STDOUT))
    }

    fn each(
        &self,
        articles: &[PathBuf],
        convert: &(impl Fn(&Path, &Path) -> Result<Converted, String> + Sync),
    ) -> ExitCode {
        let mut seen = HashSet::new();
        let articles: Vec<&PathBuf> = articles.iter().filter(|path| seen.insert(normal(path))).collect();
        let mut claims: HashMap<PathBuf, Vec<&Path>> = HashMap::new();
        for article in &articles {
            claims.entry(normal(&beside(article))).or_default().push(article);
        }
        let outcome = |article: &Path| {
            let place = beside(article);
            let others = claims.get(&normal(&place)).into_iter().flatten();
            if let Some(other) = others.copied().find(|other| *other != article) {
                let (other, place) = (other.display(), place.display());
                return Outcome::Failed(format!(
                    "would be written to {place}, as {other} would; convert each alone, with `-o`"
                ));
            }
            if exists(&place) && self.skip_existing {
                return Outcome::Skipped;
            }
            if exists(&place) && !self.force {
                let place = place.display();
                return Outcome::Failed(format!(
                    "cannot write {place}: file exists; use `--force` to overwrite it, or `--skip-existing` to keep it"
                ));
            }
            convert(article, &place).map_or_else(Outcome::Failed, Outcome::Converted)
        };
        let outcomes = each_in_parallel(&articles, "articles read", |article| outcome(article));
        let outcomes = outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(Outcome::Failed));
        self.write(&articles, outcomes.collect())
    }

    /// Writes the documents, and lists the outcomes.
    fn write(&self, articles: &[&PathBuf], outcomes: Vec<Outcome>) -> ExitCode {
        let mut lines = Vec::new();
        let (mut written, mut skipped, mut failed) = (0, 0, 0);
        let outcomes: Vec<(&PathBuf, Outcome)> = articles.iter().copied().zip(outcomes).collect();
        // To write a file is mostly to wait until the disk has it.
        let results = each_in_parallel(&outcomes, "documents written", |(article, outcome)| match outcome {
            Outcome::Converted(converted) => {
                let output = Output::to(beside(article), self.force);
                output.write(&converted.text).map_err(|failure| failure.to_string())
            }
            Outcome::Skipped | Outcome::Failed(_) => Ok(()),
        });
        for ((article, outcome), result) in outcomes.into_iter().zip(results) {
            let place = beside(article);
            let name = article.display();
            let error = match outcome {
                Outcome::Skipped => {
                    skipped += 1;
                    lines.push(format!("Skipped {}: file exists", place.display()));
                    continue;
                }
                Outcome::Failed(reason) => format!("{name}: {reason}"),
                Outcome::Converted(converted) => match result.flatten() {
                    Ok(()) => {
                        written += 1;
                        converted.notes.iter().for_each(|note| console::say(note));
                        lines.push(format!("Wrote {}", place.display()));
                        continue;
                    }
                    Err(failure) => failure,
                },
            };
            failed += 1;
            console::complain(&error);
            lines.push(format!("Failed {name}"));
        }
        for line in &lines {
            console::note(line);
        }
        console::note(&format_args!("{written} written, {skipped} skipped, {failed} failed"));
        if failed > 0 { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
    }
}

/// Maps articles on all cores, with progress on a terminal; results are in the order of the articles. An article on which
/// the work panics has an error and does not stop the others.
pub fn each_in_parallel<T: Sync, R: Send>(
    articles: &[T],
    done_with: &'static str,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<Result<R, String>> {
    let progress = Mutex::new((0, Progress::new(articles.len(), done_with)));
    parallel::map(articles, |article| {
        let result = guarded(|| work(article));
        let (done, progress) = &mut *progress.lock();
        *done += 1;
        progress.show(*done);
        result
    })
}

/// Runs the work on an article; if it panics, the article has an error.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| CRASHED.to_owned())
}

/// Path of the document next to an article.
fn beside(article: &Path) -> PathBuf {
    article.with_extension(EXTENSION)
}

/// Whether there is anything at a path, be it a broken link.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{CRASHED, each_in_parallel};

    #[test]
    fn an_article_on_which_the_work_panics_does_not_stop_the_others() {
        let articles: Vec<usize> = (0..100).collect();
        let results = each_in_parallel(&articles, "articles read", |number| {
            assert!(number % 10 != 3, "an article with a bug");
            number * 2
        });
        for (number, result) in results.into_iter().enumerate() {
            let expected = if number % 10 == 3 { Err(CRASHED.to_owned()) } else { Ok(number * 2) };
            assert_eq!(result, expected, "{number}");
        }
    }
}
