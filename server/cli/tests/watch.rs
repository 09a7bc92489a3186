//! `ascribe check --watch`, `--quiet` and `--verbose`, with the real process.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::Folder;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A quotation without a speaker: one warning.
const QUOTE: &str = "“We had no warning at all,” she said.\n";

/// Time after which a process that says nothing is taken for stuck.
const STUCK: Duration = Duration::from_mins(1);

/// A process that watches, killed when dropped.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(folder: &Folder, args: &[&str]) -> Self {
        let args = [&["check", "--watch", "--statistics"], args].concat();
        let mut child = folder.command(&args).stdout(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let err = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || err.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// Lines of standard error up to the next wait.
    fn run(&self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.lines.recv_timeout(STUCK).expect("the process says that it watches");
            if line.starts_with("Watching ") {
                lines.push(line);
                return lines;
            }
            lines.push(line);
        }
    }

    /// Lines of the runs until one has this line: a write may be noticed in two steps.
    fn run_until(&self, wanted: &str) -> Vec<String> {
        loop {
            let lines = self.run();
            if lines.iter().any(|line| line == wanted) {
                return lines;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_a_new_folder_a_deletion_and_the_configuration_are_noticed() {
    let folder = Folder::with(&[("ascribe.toml", "root = true\n"), ("a.ascribe", QUOTE)]);
    let watch = Watch::new(&folder, &[]);
    assert_eq!(watch.run(), ["1 warning in 1 document", "Watching 1 document. Press Ctrl-C to stop."]);
    folder.write("a.ascribe", "Nothing.\n");
    let lines = watch.run_until("no findings in 1 document");
    assert_eq!(lines[0], "a.ascribe changed. Checking again.");
    folder.write("wire/night/b.ascribe", QUOTE);
    watch.run_until("1 warning in 1 of 2 documents");
    folder.write("wire/night/b.ascribe", [QUOTE, QUOTE].join("\n"));
    watch.run_until("2 warnings in 1 of 2 documents");
    std::fs::remove_file(folder.path("a.ascribe")).unwrap();
    assert_eq!(watch.run_until("2 warnings in 1 document")[0], "a.ascribe deleted. Checking again.");
    folder.write("ascribe.toml", "root = true\nrules.unattributed-quote = 'off'\n");
    assert_eq!(watch.run_until("no findings in 1 document")[0], "ascribe.toml changed. Checking again.");
    std::fs::remove_dir_all(folder.path("wire")).unwrap();
    watch.run_until("Watching 0 documents. Press Ctrl-C to stop.");
    folder.write("ascribe.toml", "root = true\n");
    folder.write("wire/c.ascribe", QUOTE);
    watch.run_until("1 warning in 1 document");
}

#[test]
fn a_named_file_may_go_and_come_back_and_a_pack_elsewhere_counts() {
    let folder = Folder::with(&[
        ("desk/ascribe.toml", "root = true\nextends = '../style/house.toml'\n"),
        ("desk/a.txt", QUOTE),
        ("style/house.toml", ""),
    ]);
    let watch = Watch::new(&folder, &["desk/a.txt"]);
    assert_eq!(watch.run()[0], "1 warning in 1 document");
    folder.write("style/house.toml", "rules.unattributed-quote = 'error'\n");
    watch.run_until("1 error in 1 document");
    std::fs::remove_file(folder.path("desk/a.txt")).unwrap();
    let lines = watch.run_until("Watching 0 documents. Press Ctrl-C to stop.");
    assert!(lines.iter().any(|line| line.starts_with("error: desk/a.txt: ")), "{lines:?}");
    // As editors save: written beside it, then renamed.
    folder.write("desk/a.txt~", QUOTE);
    std::fs::rename(folder.path("desk/a.txt~"), folder.path("desk/a.txt")).unwrap();
    watch.run_until("1 error in 1 document");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_watch_and_so_does_a_reader_that_goes() {
    use std::os::unix::process::ExitStatusExt;
    let folder = Folder::with(&[("ascribe.toml", "root = true\n"), ("a.ascribe", QUOTE)]);
    let mut watch = Watch::new(&folder, &[]);
    watch.run();
    let pid = rustix::process::Pid::from_child(&watch.child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(watch.child.wait().unwrap().signal(), Some(2));
    let mut rest = String::new();
    watch.child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest.matches("unattributed-quote").count(), 1, "{rest}");

    let mut watch = Watch::new(&folder, &[]);
    watch.run();
    drop(watch.child.stdout.take());
    folder.write("a.ascribe", [QUOTE, QUOTE].join("\n"));
    assert_eq!(watch.child.wait().unwrap().code(), Some(1));
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::with(&[("a.ascribe", QUOTE)]);
    for (args, expected) in [
        (&["--watch", "-"][..], "`--watch` requires files or folders"),
        (&["--watch", "--format", "json"], "`--watch` is for people"),
        (&["--watch", "--fix"], "cannot be used with"),
    ] {
        let run = folder.run(&[&["check"], args].concat());
        assert_eq!(run.code, 2);
        assert!(run.err.contains(expected), "{}", run.err);
    }
}

#[test]
fn quiet_leaves_errors_and_verbose_names_everything() {
    let folder =
        Folder::with(&[("ascribe.toml", "root = true\n"), ("a.ascribe", QUOTE), ("b.ascribe", "No.\n")]);
    let plain = folder.run(&["check"]);
    assert_eq!(plain.err, "1 warning in 1 of 2 documents\n");
    for args in [&["check", "-q"][..], &["-q", "check"], &["check", "--quiet", "-v"]] {
        let run = folder.run(args);
        assert_eq!((run.err.as_str(), &run.out, run.code), ("", &plain.out, 1));
    }
    let run = folder.run(&["check", "-q", "gone.ascribe"]);
    assert!(run.err.starts_with("error: gone.ascribe: ") && run.code == 2, "{}", run.err);
    let verbose = folder.run(&["check", "-v"]);
    assert_eq!(
        verbose.err,
        "a.ascribe: 1 warning\nb.ascribe: no findings\n1 warning in 1 of 2 documents\nConfigured by ascribe.toml.\n"
    );
    assert_eq!(verbose.out, plain.out);
    assert_eq!(folder.run(&["fmt", "-v", "b.ascribe"]).err, "b.ascribe: formatted already\n");
    let (loud, quiet) = (folder.run(&["draft", "a.ascribe", "b.ascribe"]), folder.run(&["query", "-q"]));
    assert!(!loud.err.is_empty() && quiet.err.is_empty(), "{} {}", loud.err, quiet.err);
}
