//! `ascribe check --fix`: applies fixes, or prints them as a diff.

use super::{Check, Outcome};
use crate::checking::Checker;
use crate::console;
use crate::exit::Failure;
use crate::fixing::{self, Fixed, untried_message};
use crate::input::STDIN;
use crate::output::{self, Edited};
use crate::progress::Progress;
use crate::report::{Counts, Found, Tally, plural};
use ascribe_ide::fixes::Selection;
use ascribe_lints::{Applicability, trials};
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

impl Check {
    /// Fixes the documents, or prints the diff.
    pub(super) fn fix(
        &self,
        checker: &Checker,
        paths: &[PathBuf],
        outcome: &mut Outcome,
    ) -> Result<(), Failure> {
        let mut out = console::out(false);
        let mut fixed = 0;
        let mut left_out = 0;
        let mut untried = 0;
        let mut progress = Progress::new(paths.len(), "documents");
        // Nothing is written before a whole batch is fixed, so that no document sees another one half fixed.
        let work = |path: &Path| -> Result<_, String> {
            let before = checker.read(path)?;
            let Fixed { document, left_out, has_untried } = self.fixed(checker, path, &before);
            let edited = document.map(|after| {
                let edited = Edited::new(&before, &after)?;
                let diff = self.diff.then(|| diff(&checker.name(path), &before, &after));
                Ok::<_, String>((edited, diff))
            });
            Ok((edited.transpose(), left_out, has_untried))
        };
        checker.each(paths, work, |done, result| {
            progress.clear();
            let path = &paths[done - 1];
            let name = checker.name(path);
            let result = result.map(|(edited, more, has_untried)| {
                left_out += more;
                untried += usize::from(has_untried);
                edited
            });
            match result {
                Ok(Ok(Some((_, Some(diff))))) => {
                    outcome.found = true;
                    write!(out, "{diff}")?;
                }
                Ok(Ok(Some((edited, None)))) => {
                    let mut edited = Some(edited);
                    let again = || Ok(work(path)?.0?.map(|(edited, _)| edited));
                    match output::rewrite(path, || edited.take().map_or_else(again, |it| Ok(Some(it)))) {
                        Ok(is_rewritten) => fixed += usize::from(is_rewritten),
                        Err(reason) => {
                            outcome.failed = true;
                            console::complain(&format_args!("cannot write {name}: {reason}"));
                        }
                    }
                }
                Ok(Err(refusal)) => {
                    outcome.failed = true;
                    console::complain(&format_args!("{name}: {refusal}"));
                }
                Err(reason) if self.diff => {
                    outcome.failed = true;
                    console::complain(&reason);
                }
                // Without `--diff`, read errors are reported together with the remaining findings.
                Ok(Ok(None)) | Err(_) => {}
            }
            progress.show(done);
            Ok::<(), io::Error>(())
        })?;
        out.flush()?;
        if fixed > 0 {
            console::note(&format_args!("Fixed {fixed} document{}.", plural(fixed)));
        }
        say_left_out(left_out);
        say_untried(untried);
        Ok(())
    }

    /// Prints standard input fixed, or the diff.
    pub(super) fn fix_stdin(&self, checker: &Checker, outcome: &mut Outcome) -> Result<(), Failure> {
        let path = Path::new(STDIN);
        let before = checker.read(path).map_err(Failure::new)?;
        let Fixed { document: after, left_out, has_untried } = self.fixed(checker, path, &before);
        let mut out = console::out(false);
        match &after {
            Some(after) => {
                let edited = Edited::new(&before, after).map_err(Failure::new)?;
                let diff = self.diff.then(|| diff(&checker.name(path), &before, after));
                let text = diff.unwrap_or_else(|| console::as_written(edited.after()).into_owned());
                write!(out, "{text}")?;
            }
            None if !self.diff => write!(out, "{}", console::as_written(&before.text().to_string()))?,
            None => {}
        }
        out.flush()?;
        say_left_out(left_out);
        say_untried(usize::from(has_untried));
        if self.diff {
            outcome.found = after.is_some();
            return Ok(());
        }
        let findings = checker.check(path, after.unwrap_or(before));
        let mut tally = Tally::default();
        tally.add(Counts::of(&Found::all(&findings, Budget::UNLIMITED, |finding| {
            self.wants(finding.rule.code)
        })));
        console::note(&tally);
        outcome.found = tally.has(self.fail_on.severity());
        Ok(())
    }

    /// Fixes a document as the arguments say.
    fn fixed(&self, checker: &Checker, path: &Path, document: &Document) -> Fixed {
        let least = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let selection = Selection { rules: &|rule| self.wants(rule.code), least };
        fixing::fix(checker, path, document, selection, &trials())
    }
}

/// Diff of a fixed document, as it is printed.
fn diff(name: &str, before: &Document, after: &Document) -> String {
    console::as_written(&fixing::diff(name, before, after)).into_owned()
}

/// Says how many fixes `--unsafe-fixes` would add.
fn say_left_out(fixes: usize) {
    if fixes > 0 {
        let (es, is) = if fixes == 1 { ("", "is") } else { ("es", "are") };
        console::note(&format_args!(
            "{fixes} more fix{es} {is} likely but unsafe. Use `--unsafe-fixes --diff` to see {}.",
            if fixes == 1 { "it" } else { "them" }
        ));
    }
}

/// Says in how many documents fixes were not tried.
fn say_untried(documents: usize) {
    if documents > 0 {
        console::note(&untried_message(documents));
    }
}
