//! `ascribe check`: reports findings.

mod fix;
mod watch;

use super::explain;
use crate::baseline::{self, Baseline, Kinds};
use crate::checking::Checker;
use crate::configuration::{self, Configuration};
use crate::console;
use crate::documents::{Documents, Excluded};
use crate::exit::{FAILED, FOUND, Failure};
use crate::git::{self, ChangedLines};
use crate::input::STDIN;
use crate::language::{self, Foreign};
use crate::progress::Progress;
use crate::report::{
    Counts, Found, Github, Human, Json, Junit, Markdown, Part, Report, Sarif, Summary, Tally, plural,
};
use crate::rule_codes::RuleCodes;
use ascribe_lints::{Finding, MAX_LISTED, Severity, rule, trials};
use clap::{ColorChoice, ValueEnum};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe check                                          all documents below this folder
  ascribe check articles/2026 draft.ascribe              a folder and a file
  ascribe check --rule missing-source --fail-on error    one rule only
  ascribe check --since origin/main                      what changed since this branch began
  ascribe check --watch                                  again after each change
  ascribe check --min-severity hint                      with hints, which are otherwise only counted
  ascribe check --format json                            as JSON, for other programs
  ascribe check --fix --diff                             show what `--fix` would change
  ascribe check --fix --unsafe-fixes --diff              show what the likely fixes would change, too
  ascribe check --baseline known.json --write-baseline   accept the current findings
  ascribe check - --stdin-filename a.ascribe < buffer    the buffer of an editor

Exit codes:
  0  no findings at or above the severity of `--fail-on`; with `--diff`, no changes
  1  findings at or above it; with `--diff`, changes
  2  a path could not be read or written, or the arguments or the configuration are invalid";

/// Check who said what, and where it is on record
///
/// Reports the findings of the rules. Declarations are resolved as in an editor: in the document, and in each
/// `cast.ascribe` from its folder upwards.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct Check {
    /// Documents, or folders to search for `*.ascribe`; `-` for standard input
    ///
    /// Hidden and git-ignored files in folders are skipped, and links are not followed. A file that is named is checked
    /// whatever its extension.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Threshold::Warning)]
    fail_on: Threshold,

    /// The lowest severity that is reported; `--fail-on` counts the others too
    ///
    /// By default everything is reported; in the format for people, hints are only counted, unless `--fail-on` or
    /// `--rule` asks for them.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    min_severity: Option<Threshold>,

    /// Check only these rules; rules that are off stay off
    #[arg(long = "rule", value_name = "CODE", value_delimiter = ',', value_parser = RuleCodes, hide_possible_values = true)]
    rules: Vec<String>,

    #[command(flatten)]
    excluded: Excluded,

    /// Report only findings in lines that changed since this revision of git, such as `origin/main`
    ///
    /// Compares the files with the revision, committed or not. A finding counts if the annotation around it has a changed
    /// line. Files that git does not know are new as a whole.
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["fix", "write_baseline"])]
    since: Option<String>,

    /// Print only the number of findings of each rule
    #[arg(long, conflicts_with_all = ["write_baseline", "fix"])]
    statistics: bool,

    /// Check again whenever a document or an `ascribe.toml` changes, until Ctrl-C
    ///
    /// On a terminal, each report replaces the one before.
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    watch: bool,

    /// Also name each document with the number of its findings, and the configuration files
    #[arg(short, long)]
    verbose: bool,

    /// Exit with 0 whatever is found; errors still exit with 2
    #[arg(long)]
    exit_zero: bool,

    /// Apply the safe fixes, then report the remaining findings
    ///
    /// Safe fixes quote, join or add; they lose no word, and never change the article or who said what. With `--rule`, only
    /// findings of those rules are fixed. Standard input is printed with the fixes, and its remaining findings are only
    /// counted.
    #[arg(long)]
    fix: bool,

    /// With `--fix`, also apply the likely fixes that need a look
    ///
    /// These guess a fact or remove something: a misspelt id becomes the nearest known one, a quotation gets the speaker
    /// whom its sentence names. Where several fixes are possible, none is applied.
    #[arg(long, requires = "fix")]
    unsafe_fixes: bool,

    /// With `--fix`, print the changes as a unified diff without making them
    #[arg(long, requires = "fix")]
    diff: bool,

    /// Ignore the findings listed in this baseline file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the findings to the baseline instead of reporting them
    #[arg(long, requires = "baseline", conflicts_with = "diff")]
    write_baseline: bool,

    /// When to use colours; `auto` uses them on terminals, unless `NO_COLOR` is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,

    /// The path of standard input, for reports and to resolve declarations
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    configuration: Configuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding with its source lines, and a summary on standard error
    Human,
    /// An array of `{"file", "rule", "severity", "message", "start", "end", "fixes"}`: `start` and `end` are `{"offset", "line", "column"}` with the byte from 0, the line from 1 and the
    /// column from 1 in UTF-16 units; `fixes` are `{"title", "preferred", "applicability", "edits"}`, the likeliest first
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub workflows
    Github,
    /// A test report with a suite for each document
    Junit,
    /// A table and a list, for a comment on a pull request
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Info,
    Hint,
}

impl Threshold {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Hint => Severity::Hint,
        }
    }
}

/// Findings of a document that are not in the report itself.
struct Rest {
    /// All findings, whether reported or not.
    counts: Counts,
    summary: Summary,
    /// Kinds of findings for the baseline, if there is one.
    kinds: Option<(String, Kinds)>,
    /// Language of a document that has no word lists.
    language: Option<Foreign>,
}

/// Findings that are left out of the report, since they were there before.
struct Known {
    baseline: Option<Baseline>,
    changed: Option<ChangedLines>,
}

/// Outcome of the run.
#[derive(Debug, Default)]
struct Outcome {
    failed: bool,
    found: bool,
    /// Whether standard output is closed.
    is_unread: bool,
}

/// Result of one run, of which `--watch` makes many.
struct Run {
    code: ExitCode,
    /// Folders of the configuration files and rule packs.
    configured_in: BTreeSet<PathBuf>,
    /// Whether standard output is closed.
    is_unread: bool,
}

impl Check {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let stdin = self.paths.iter().filter(|path| *path == Path::new(STDIN)).count();
        if self.stdin_filename.is_some() && stdin == 0 {
            return Err(Failure::new("`--stdin-filename` requires standard input; add `-` to the paths"));
        }
        if self.fix && stdin > 0 && self.paths.len() > 1 {
            return Err(Failure::new(
                "with `--fix`, `-` must be the only path, since the fixed text goes to standard output",
            ));
        }
        if let Some(code) = self.rules.iter().find(|code| rule(code).is_none()) {
            return Err(explain::unknown(code));
        }
        if self.statistics && self.format != Format::Human {
            return Err(Failure::new("`--statistics` is a table for people; omit `--format`"));
        }
        if self.watch && self.format != Format::Human {
            return Err(Failure::new("`--watch` is for people; omit `--format`"));
        }
        if self.watch { self.watch() } else { Ok(self.run_once(&self.documents())?.code) }
    }

    /// Documents that the arguments name.
    fn documents(&self) -> Documents {
        self.excluded.from(Documents::find(&self.paths))
    }

    /// Checks or fixes the documents once.
    fn run_once(&self, documents: &Documents) -> Result<Run, Failure> {
        let baseline = match &self.baseline {
            Some(path) if self.write_baseline => Some(Baseline::load_if_any(path)?),
            Some(path) => Some(Baseline::load(path)?),
            None => None,
        };
        let changed = self.since.as_deref().map(ChangedLines::since).transpose().map_err(Failure::new)?;
        documents.failures.iter().for_each(|failure| console::complain(failure));
        if documents.paths.is_empty() && documents.failures.is_empty() {
            console::note(&nothing(&documents.folders));
        }
        let workspace = documents.workspace();
        self.configuration.set(workspace.configs())?;
        // Reports configuration problems even in folders without documents.
        for folder in &documents.folders {
            workspace.configs().of(folder);
        }
        let checker = Checker::new(workspace, self.stdin_filename.clone());
        let mut outcome = Outcome { failed: !documents.failures.is_empty(), ..Outcome::default() };
        if self.fix && self.paths.iter().any(|path| path == Path::new(STDIN)) {
            self.fix_stdin(&checker, &mut outcome)?;
        } else {
            if self.fix {
                self.fix(&checker, &documents.paths, &mut outcome)?;
            }
            if !self.diff {
                self.check(&checker, &documents.paths, Known { baseline, changed }, &mut outcome)?;
            }
        }
        let workspace = checker.workspace();
        outcome.failed |= configuration::complain(workspace.configs());
        outcome.found &= !self.exit_zero;
        let configurations: Vec<PathBuf> =
            workspace.configs().files().into_iter().map(|(path, _)| path).collect();
        if self.verbose {
            say_configured(&configurations);
        }
        let folders = configurations.iter().filter_map(|path| path.parent());
        Ok(Run {
            code: ExitCode::from(if outcome.failed { FAILED } else { u8::from(outcome.found) * FOUND }),
            configured_in: folders.map(Path::to_path_buf).collect(),
            is_unread: outcome.is_unread,
        })
    }

    /// Reports the findings, or writes them to the baseline.
    fn check(
        &self,
        checker: &Checker,
        paths: &[PathBuf],
        known: Known,
        outcome: &mut Outcome,
    ) -> Result<(), Failure> {
        let Known { baseline, changed } = known;
        let color = self.format == Format::Human && console::has_color(self.color);
        let mut out = console::out(color);
        let mut report = self.report(color);
        let (mut tally, mut summary) = (Tally::default(), Summary::default());
        let lowest = self.lowest();
        let mut seen: BTreeMap<String, Kinds> = BTreeMap::new();
        let mut progress = Progress::new(paths.len(), "documents");
        // Rendering is shared by the threads, the tally is not.
        let renderer = self.report(color);
        let mut foreign: Vec<(String, Foreign)> = Vec::new();
        let work = |path: &Path| -> Result<_, String> {
            let document = checker.read(path)?;
            let language = if self.format == Format::Human { Foreign::of(&document) } else { None };
            let feeds =
                if changed.is_some() { git::line_feeds(&document.text().to_string()) } else { Vec::new() };
            let findings = checker.check(path, document);
            let trials = trials();
            let mut found = Found::all(&findings, &trials, |finding| self.wants(finding.rule.code));
            if let (Some(changed), Some(place)) = (&changed, checker.place(path)) {
                let lines =
                    changed.of(place).map_err(|reason| format!("{}: {reason}", checker.name(path)))?;
                found.retain(|found| lines.touch(&feeds, &found.whole()));
            }
            let kinds = baseline.as_ref().map(|baseline| {
                let name = checker.place(path).map_or_else(|| STDIN.to_owned(), |place| baseline.name(place));
                let kinds = baseline::kinds(&found);
                baseline.retain_new(&name, &mut found);
                (name, kinds)
            });
            let rest = Rest { counts: Counts::of(&found), summary: Summary::of(&found), kinds, language };
            found.retain(|found| found.finding.severity <= lowest);
            let (name, counts) = (checker.name(path).into_owned(), Counts::of(&found));
            let count = found.len().saturating_sub(MAX_LISTED);
            let more = found.get(MAX_LISTED).map(|it| it.finding).map(|next| Finding {
                severity: next.severity,
                ..Finding::more(next.rule, next.extent, count)
            });
            found.truncate(MAX_LISTED + 1);
            if let (Some(last), Some(more)) = (found.last_mut(), &more) {
                last.finding = more;
            }
            let is_listed = !self.write_baseline && !self.statistics;
            let text = if is_listed { renderer.render(&name, &found) } else { String::new() };
            Ok((Part { name, counts, text }, rest))
        };
        if !self.write_baseline {
            report.start(&mut out)?;
        }
        checker.each(paths, work, |done, result| {
            progress.clear();
            match result {
                Ok((part, rest)) => {
                    if self.verbose {
                        console::note(&format_args!("{}: {}", part.name, rest.counts));
                    }
                    foreign.extend(rest.language.map(|language| (part.name.clone(), language)));
                    tally.add(rest.counts);
                    summary.add(rest.summary);
                    seen.extend(rest.kinds);
                    if !self.write_baseline {
                        report.add(part, &mut out)?;
                    }
                }
                Err(reason) => {
                    outcome.failed = true;
                    console::complain(&reason);
                }
            }
            progress.show(done);
            Ok::<(), io::Error>(())
        })?;
        progress.clear();
        let wants = |code: &str| self.wants(code);
        if self.write_baseline {
            if let Some(baseline) = baseline {
                let known = baseline.write(seen, wants)?;
                console::note(&format_args!("Wrote {known} finding{} to the baseline.", plural(known)));
            }
            return Ok(());
        }
        report.finish(&mut out)?;
        if self.format == Format::Human && (self.statistics || summary.is_long()) {
            write!(out, "{}", summary.table(lowest))?;
        }
        out.flush()?;
        outcome.is_unread = console::is_unread(&out);
        if self.format == Format::Human && tally.documents() > 0 {
            let new = if baseline.is_some() { "new: " } else { "" };
            console::note(&format_args!("{new}{tally}"));
            let hidden = summary.below(lowest);
            if hidden.total() > 0 {
                console::note(&format_args!("{hidden} not shown. Use `--min-severity hint` to see them."));
            }
        }
        if let Some(summary) = language::summary(&foreign, wants) {
            console::note(&summary);
        }
        let stale = baseline.as_ref().map_or(0, |baseline| baseline.stale(&seen, wants));
        if stale > 0 {
            let (s, is) = (plural(stale), if stale == 1 { "is" } else { "are" });
            console::note(&format_args!(
                "{stale} finding{s} of the baseline {is} gone. Use `--write-baseline` to remove {}.",
                if stale == 1 { "it" } else { "them" }
            ));
        }
        outcome.found |= tally.has(self.fail_on.severity());
        Ok(())
    }

    /// Lowest severity to report.
    fn lowest(&self) -> Severity {
        let asks = !self.rules.is_empty() || matches!(self.fail_on, Threshold::Hint);
        match self.min_severity {
            Some(lowest) => lowest.severity(),
            None if self.format == Format::Human && !asks => Severity::Info,
            None => Severity::Hint,
        }
    }

    fn report(&self, color: bool) -> Box<dyn Report> {
        match self.format {
            Format::Human => Box::new(Human::new(color, console::columns())),
            Format::Json => Box::new(Json::default()),
            Format::Sarif => Box::new(Sarif::default()),
            Format::Github => Box::new(Github),
            Format::Junit => Box::new(Junit::new(self.fail_on.severity())),
            Format::Markdown => Box::new(Markdown::default()),
        }
    }

    /// Whether to report the findings of this rule.
    fn wants(&self, code: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|wanted| wanted == code)
    }
}

/// Says which configuration files applied.
fn say_configured(configurations: &[PathBuf]) {
    let current = std::env::current_dir().unwrap_or_default();
    for path in configurations {
        let name = path.strip_prefix(&current).unwrap_or(path);
        console::note(&format_args!("Configured by {}.", name.display()));
    }
}

fn nothing(folders: &[PathBuf]) -> String {
    let folders: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    format!(
        "No `*.ascribe` files below {}; hidden and git-ignored files are skipped unless you name them.",
        folders.join(" or ")
    )
}
