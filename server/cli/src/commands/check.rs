//! `ascribe check`: reports findings.

use super::explain;
use crate::baseline::{self, Baseline, Kinds};
use crate::checking::Checker;
use crate::configuration::{self, Configuration};
use crate::console;
use crate::documents::Documents;
use crate::exit::{FAILED, FOUND, Failure};
use crate::fixing;
use crate::input::STDIN;
use crate::output;
use crate::progress::Progress;
use crate::report::{
    Counts, Found, Github, Human, Json, Junit, Markdown, Part, Report, Sarif, Tally, plural,
};
use ascribe_ide::fixes::is_safe;
use ascribe_lints::{Rule, Severity, rule};
use ascribe_markup::document::Document;
use clap::{ColorChoice, ValueEnum};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe check                                          all documents below this folder
  ascribe check articles/2026 draft.ascribe              those of a folder, and a file
  ascribe check --rule missing-source --fail-on error    one rule only
  ascribe check --format json                            for a program to read
  ascribe check --fix --diff                             show what `--fix` would change
  ascribe check --baseline known.json --write-baseline   let what is found now pass from now on
  ascribe check - --stdin-filename a.ascribe < buffer    what an editor holds

Exit codes:
  0  nothing was found at or above the severity of `--fail-on`; with `--diff`, nothing would change
  1  something was found; with `--diff`, something would change
  2  a path could not be read or written, or something is wrong in the arguments or the configuration";

/// Check who said what, and where it is on record
///
/// Reports what the rules find in documents. Declarations are looked up as in an editor: in the document and
/// in each `cast.ascribe` from its folder upwards.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Documents, and folders to look for `*.ascribe` in; `-` for standard input
    ///
    /// In folders, what is hidden or ignored by git is left out, and links are not followed. A file that is
    /// named is checked whatever it is called.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,

    /// Look for what these rules find only; one that is off stays off
    #[arg(long = "rule", value_name = "CODE", value_delimiter = ',')]
    rules: Vec<String>,

    /// Make the fixes that are safe, then report what is left
    ///
    /// They say nothing about who said what, and the article stays as it is. A rule that is named by `--rule` makes its
    /// likeliest fixes, too. Standard input is printed fixed, and what is left is only counted.
    #[arg(long)]
    fix: bool,

    /// With `--fix`, print what would change as a unified diff, and change nothing
    #[arg(long, requires = "fix")]
    diff: bool,

    /// Let the findings pass that are listed in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write what is found to the baseline instead of reporting it
    #[arg(long, requires = "baseline", conflicts_with = "diff")]
    write_baseline: bool,

    /// When to write colours; with `auto`, to terminals, and not if `NO_COLOR` is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,

    /// The path that standard input has in reports and for the lookup of declarations
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    configuration: Configuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding with its lines, the findings on standard output and their number on standard error
    Human,
    /// An array of `{"file", "rule", "severity", "message", "start", "end", "fixes"}`: `start` and `end` are `{"offset", "line", "column"}` with the byte from 0, the line from 1 and the
    /// column from 1 in UTF-16 units; `fixes` are `{"title", "preferred", "edits"}`, the likeliest first
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a change in a workflow of GitHub
    Github,
    /// A test report with a suite for each document
    Junit,
    /// A table and a list, for a comment on a change
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Hint,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Hint => Severity::Hint,
        }
    }
}

/// Outcome of the run.
#[derive(Debug, Default)]
struct Outcome {
    failed: bool,
    found: bool,
}

impl Check {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let stdin = self.paths.iter().filter(|path| *path == Path::new(STDIN)).count();
        if self.stdin_filename.is_some() && stdin == 0 {
            return Err(Failure::new("`--stdin-filename` is for standard input; add `-` to the paths"));
        }
        if self.fix && stdin > 0 && self.paths.len() > 1 {
            return Err(Failure::new("with `--fix`, `-` must be the only path, since it is printed fixed"));
        }
        if let Some(code) = self.rules.iter().find(|code| rule(code).is_none()) {
            return Err(explain::unknown(code));
        }
        let baseline = match &self.baseline {
            Some(path) if self.write_baseline => Some(Baseline::load_if_any(path)?),
            Some(path) => Some(Baseline::load(path)?),
            None => None,
        };
        let documents = Documents::find(&self.paths);
        documents.failures.iter().for_each(|failure| console::complain(failure));
        if documents.paths.is_empty() && documents.failures.is_empty() {
            console::say(&nothing(&documents.folders));
        }
        let workspace = documents.workspace();
        self.configuration.set(workspace.configs())?;
        // Reports configuration problems even in folders without documents.
        for folder in &documents.folders {
            workspace.configs().of(folder);
        }
        let checker = Checker::new(workspace, self.stdin_filename.clone());
        let mut outcome = Outcome { failed: !documents.failures.is_empty(), found: false };
        if self.fix && stdin > 0 {
            self.fix_stdin(&checker, &mut outcome)?;
        } else {
            if self.fix {
                self.fix(&checker, &documents.paths, &mut outcome)?;
            }
            if !self.diff {
                self.check(&checker, &documents.paths, baseline, &mut outcome)?;
            }
        }
        outcome.failed |= configuration::complain(checker.workspace().configs());
        Ok(ExitCode::from(if outcome.failed { FAILED } else { u8::from(outcome.found) * FOUND }))
    }

    /// Reports the findings, or writes them to the baseline.
    fn check(
        &self,
        checker: &Checker,
        paths: &[PathBuf],
        baseline: Option<Baseline>,
        outcome: &mut Outcome,
    ) -> Result<(), Failure> {
        let color = self.format == Format::Human && console::has_color(self.color);
        let mut out = console::out(color);
        let mut report = self.report(color);
        let mut tally = Tally::default();
        let mut seen: BTreeMap<String, Kinds> = BTreeMap::new();
        let mut progress = Progress::new(paths.len());
        // Rendering is shared by the threads, the tally is not.
        let renderer = self.report(color);
        let work = |path: &Path| -> Result<_, String> {
            let findings = checker.check(path, checker.read(path)?);
            let mut found = Found::all(&findings, |finding| self.wants(finding.rule.code));
            let kinds = baseline.as_ref().map(|baseline| {
                let name = checker.place(path).map_or_else(|| STDIN.to_owned(), |place| baseline.name(place));
                let kinds = baseline::kinds(&found);
                baseline.retain_new(&name, &mut found);
                (name, kinds)
            });
            let (name, counts) = (checker.name(path).into_owned(), Counts::of(&found));
            let text = if self.write_baseline { String::new() } else { renderer.render(&name, &found) };
            Ok((Part { name, counts, text }, kinds))
        };
        if !self.write_baseline {
            report.start(&mut out)?;
        }
        checker.each(paths, work, |done, result| {
            progress.clear();
            match result {
                Ok((part, kinds)) => {
                    tally.add(part.counts);
                    seen.extend(kinds);
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
                console::say(&format_args!("{known} known finding{}", plural(known)));
            }
            return Ok(());
        }
        report.finish(&mut out)?;
        out.flush()?;
        if self.format == Format::Human && tally.documents() > 0 {
            let new = if baseline.is_some() { "new: " } else { "" };
            console::say(&format_args!("{new}{tally}"));
        }
        let stale = baseline.map_or(0, |baseline| baseline.stale(&seen, wants));
        if stale > 0 {
            let (s, is) = (plural(stale), if stale == 1 { "is" } else { "are" });
            console::say(&format_args!(
                "{stale} known finding{s} {is} no more; `--write-baseline` takes {} out of the baseline",
                if stale == 1 { "it" } else { "them" }
            ));
        }
        outcome.found |= tally.has(self.fail_on.severity());
        Ok(())
    }

    /// Fixes the documents, or prints the diff.
    fn fix(&self, checker: &Checker, paths: &[PathBuf], outcome: &mut Outcome) -> Result<(), Failure> {
        let mut out = console::out(false);
        let mut fixed = 0;
        let mut progress = Progress::new(paths.len());
        // Nothing is written before a whole batch is fixed, so that no document sees another one half fixed.
        let work = |path: &Path| -> Result<Option<String>, String> {
            let before = checker.read(path)?;
            let after = fixing::fixed(checker, path, &before, |finding| self.mends(finding.rule));
            Ok(after.map(|after| self.fixed_text(&checker.name(path), &before, &after)))
        };
        checker.each(paths, work, |done, result| {
            progress.clear();
            let name = checker.name(&paths[done - 1]);
            match result {
                Ok(Some(text)) if self.diff => {
                    outcome.found = true;
                    write!(out, "{text}")?;
                }
                Ok(Some(text)) => match output::rewrite(&paths[done - 1], &text) {
                    Ok(()) => fixed += 1,
                    Err(reason) => {
                        outcome.failed = true;
                        console::complain(&format_args!("{name}: nothing was written: {reason}"));
                    }
                },
                Err(reason) if self.diff => {
                    outcome.failed = true;
                    console::complain(&reason);
                }
                // Without `--diff`, read errors are reported together with the remaining findings.
                Ok(None) | Err(_) => {}
            }
            progress.show(done);
            Ok::<(), io::Error>(())
        })?;
        out.flush()?;
        if fixed > 0 {
            console::say(&format_args!("fixed {fixed} document{}", plural(fixed)));
        }
        Ok(())
    }

    /// Prints standard input fixed, or the diff.
    fn fix_stdin(&self, checker: &Checker, outcome: &mut Outcome) -> Result<(), Failure> {
        let path = Path::new(STDIN);
        let before = checker.read(path).map_err(Failure::new)?;
        let after = fixing::fixed(checker, path, &before, |finding| self.mends(finding.rule));
        let mut out = console::out(false);
        match &after {
            Some(after) => {
                let text = self.fixed_text(&checker.name(path), &before, after);
                write!(out, "{}", console::as_written(&text))?;
            }
            None if !self.diff => write!(out, "{}", console::as_written(&before.text().to_string()))?,
            None => {}
        }
        out.flush()?;
        if self.diff {
            outcome.found = after.is_some();
            return Ok(());
        }
        let findings = checker.check(path, after.unwrap_or(before));
        let mut tally = Tally::default();
        tally.add(Counts::of(&Found::all(&findings, |finding| self.wants(finding.rule.code))));
        console::say(&tally);
        outcome.found = tally.has(self.fail_on.severity());
        Ok(())
    }

    /// Output for a fixed document.
    fn fixed_text(&self, name: &str, before: &Document, after: &Document) -> String {
        if !self.diff {
            return after.text().to_string();
        }
        console::as_written(&fixing::diff(name, before, after)).into_owned()
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

    /// Whether to fix the findings of this rule: unsafe fixes only where the user has asked for the rule.
    fn mends(&self, rule: &Rule) -> bool {
        if self.rules.is_empty() { is_safe(rule) } else { self.wants(rule.code) }
    }

    /// Whether to report the findings of this rule.
    fn wants(&self, code: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|wanted| wanted == code)
    }
}

fn nothing(folders: &[PathBuf]) -> String {
    let folders: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    format!(
        "no `*.ascribe` below {}; hidden and git-ignored files are left out, and a file that is named is \
         checked whatever it is called",
        folders.join(" or ")
    )
}
