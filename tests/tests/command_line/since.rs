//! `ascribe check --since`: findings in lines that changed since a revision of git; and merging with git.

use std::fs;
use std::process::Command;

use ascribe_tests::{Cli, binary};

/// A folder in which git keeps these documents.
struct Repository(Cli);

impl Repository {
    /// `None` if git is not installed.
    fn new(folder: Cli) -> Option<Self> {
        Command::new("git").arg("--version").output().ok()?;
        let repository = Self(folder);
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "user.name", "Desk"]);
        repository.git(&["config", "user.email", "desk@herald.example"]);
        repository.git(&["config", "commit.gpgsign", "false"]);
        repository.commit();
        Some(repository)
    }

    fn git(&self, args: &[&str]) -> bool {
        let output = Command::new("git").args(args).current_dir(self.0.path("")).output().unwrap();
        output.status.success()
    }

    fn commit(&self) {
        assert!(self.git(&["add", "-A"]) && self.git(&["commit", "-qm", "Next", "--allow-empty"]));
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path(name), text).unwrap();
    }

    /// Lines and files of the findings of `undefined-actor` since a revision.
    fn found(&self, revision: &str) -> Vec<(String, u64)> {
        let (findings, _) = self.0.check(&["--rule", "undefined-actor", "--since", revision, "."]);
        let place = |it: &serde_json::Value| {
            (it["file"].as_str().unwrap().to_owned(), it["start"]["line"].as_u64().unwrap())
        };
        findings.iter().map(place).collect()
    }
}

const OLD: &str = "[It rose]{claim @one}.\n\n[It fell]{claim @two}.\n";

#[test]
fn only_findings_in_changed_lines_are_reported() {
    let odd = if cfg!(windows) { "é[1].ascribe" } else { "é\"[1]*.ascribe" };
    let colon = if cfg!(windows) { "deep/(top)c.ascribe" } else { "deep/:(top)c.ascribe" };
    let names = ["a b.ascribe", "-x.ascribe", odd, colon, "same.ascribe"];
    let folder = names.iter().fold(Cli::new(), |folder, name| folder.with(name, OLD));
    let Some(repository) = Repository::new(folder) else { return };
    assert_eq!(repository.found("HEAD"), []);
    for name in &names[..4] {
        repository.write(name, &OLD.replace("fell", "sank"));
    }
    repository.write("new.ascribe", "[New]{claim @three}.\n");
    let mut expected: Vec<(String, u64)> = names[..4].iter().map(|name| ((*name).to_owned(), 3)).collect();
    expected.push(("new.ascribe".to_owned(), 1));
    expected.sort();
    let sorted = |revision| {
        let mut found = repository.found(revision);
        found.sort();
        found
    };
    assert_eq!(sorted("HEAD"), expected);
    repository.commit();
    assert_eq!(sorted("HEAD"), []);
    assert_eq!(sorted("HEAD~1"), expected, "committed since");
}

#[test]
fn a_change_in_an_annotation_counts_for_the_finding_at_its_end() {
    let old = "“The water rose and rose in the lower harbour all morning, and then\n\
               it fell to the old mark,”{@one} said one of the keepers.\n";
    let Some(repository) = Repository::new(Cli::new().with("a.ascribe", old)) else { return };
    repository.write("a.ascribe", &old.replace("and then", "and so"));
    assert_eq!(repository.found("HEAD"), [("a.ascribe".to_owned(), 2)]);
}

#[test]
fn errors_of_git_are_told() {
    let Some(repository) = Repository::new(Cli::new().with("a.ascribe", OLD)) else { return };
    for revision in ["none", "--output=x", "", "HEAD --", "$(touch x)"] {
        let output = repository.0.run(&["check", &format!("--since={revision}"), "."]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{revision}: {told}");
        assert!(told.contains("is not a revision of this repository"), "{told}");
    }
    assert!(!repository.0.path("x").exists());
    let alone = Cli::new().with("a.ascribe", OLD).run(&["check", "--since", "HEAD", "."]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(String::from_utf8(alone.stderr).unwrap().contains("needs a git repository"));
}

#[test]
fn git_merges_annotations_and_marks_conflicts() {
    let base = "@one: Ada Kell\n@two: Tom Brook\n\n[It rose]{claim @one}, and [it fell]{claim @two}.\n";
    let Some(repository) = Repository::new(Cli::new().with("a.ascribe", base)) else { return };
    let page = ascribe_tests::repository::read("docs/command-line.md");
    let driver = page.lines().find_map(|line| line.strip_prefix("git config merge.ascribe.driver '"));
    let binary = binary().display().to_string();
    let driver = driver.expect("the page has it").trim_end_matches('\'');
    let driver = driver.replacen("ascribe merge", &format!("'{binary}' merge"), 1);
    repository.git(&["config", "merge.ascribe.driver", &driver]);
    repository.write(".gitattributes", "*.ascribe merge=ascribe\n");
    repository.commit();
    for (ours, theirs, is_clean, parts) in [
        (
            ("{claim @one}", "{claim @one ^log}"),
            ("{claim @two}", "{opinion @two}"),
            true,
            &["^log", "opinion"][..],
        ),
        (
            ("{claim @one}", "{claim @two}"),
            ("{claim @one}", "{opinion @one}"),
            false,
            &["%% conflict: ", "{opinion @one}", "[It rose]{claim @two}"],
        ),
        (("fell", "sank"), ("fell", "failed"), false, &["<<<<<<<", "sank", "failed"]),
    ] {
        repository.git(&["checkout", "-q", "-B", "theirs", "main"]);
        repository.write("a.ascribe", &base.replace(theirs.0, theirs.1));
        repository.commit();
        repository.git(&["checkout", "-q", "-B", "ours", "main"]);
        repository.write("a.ascribe", &base.replace(ours.0, ours.1));
        repository.commit();
        assert_eq!(repository.git(&["merge", "-q", "theirs"]), is_clean, "{ours:?} {theirs:?}");
        let merged = String::from_utf8(repository.0.read("a.ascribe")).unwrap();
        assert!(parts.iter().all(|part| merged.contains(part)), "{merged}");
        repository.git(&["merge", "--abort"]);
    }
}
