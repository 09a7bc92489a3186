//! The commands in the documentation print what the pages show. `UPDATE_DOCS=1` writes the screens anew.

use std::fs;

use ascribe_tests::Cli;
use ascribe_tests::repository::{files, read, repository};

fn joined(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// Output and errors of a command, as a terminal shows them. Knows `ascribe` and `cmp`.
fn screen(folder: &Cli, command: &str) -> String {
    let words: Vec<_> = command.split_whitespace().collect();
    match words[..] {
        ["ascribe", ref args @ ..] => {
            let output = folder.run(args);
            let screen = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            screen.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
        }
        ["cmp", one, other] => {
            assert!(folder.read(one) == folder.read(other), "{one} and {other} differ");
            String::new()
        }
        _ => panic!("unknown command: {command}"),
    }
}

/// Follows a page step by step and returns it with the screens of this binary.
///
/// A block after `<!-- write FILE -->` is written to that file, a block after `<!-- show FILE -->` shows the file, and
/// the commands of a `console` block are run.
fn follow(page: &str, folder: &Cli) -> String {
    let mut followed = String::new();
    let mut lines = page.lines();
    let mut step = None;
    while let Some(line) = lines.next() {
        followed += &joined(&[line]);
        let Some(language) = line.strip_prefix("```") else {
            step = line
                .strip_prefix("<!-- ")
                .and_then(|rest| rest.strip_suffix(" -->"))
                .and_then(|rest| rest.split_once(' '));
            continue;
        };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match (step.take(), language) {
            (Some(("write", file)), _) => {
                fs::write(folder.path(file), joined(&block)).unwrap();
                followed += &joined(&block);
            }
            (Some(("show", file)), _) => followed += &String::from_utf8(folder.read(file)).unwrap(),
            (None, "console") => {
                for line in block.iter().filter(|line| line.starts_with("$ ")) {
                    followed += &joined(&[line]);
                    followed += &screen(folder, &line[2..]);
                }
            }
            _ => followed += &joined(&block),
        }
        followed += "```\n";
    }
    followed
}

/// Asserts that a page shows what the commands print, or writes it anew.
fn shows(page: &str) {
    let followed = follow(&read(page), &Cli::new());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(repository().join(page), &followed).unwrap();
    }
    assert!(read(page) == followed, "{page} is stale; run `cargo xtask docs`");
}

#[test]
fn the_tutorial_shows_what_the_commands_print() {
    shows("docs/tutorial.md");
}

#[test]
fn the_pages_of_formats_show_what_is_exported() {
    let pages = files("docs/formats", &["md"]);
    assert!(pages.len() > 8, "{pages:?}");
    for page in &pages {
        shows(page);
    }
}

#[test]
fn the_readme_shows_the_first_finding_of_the_example() {
    let readme = read("README.md");
    let block = readme.split("```console\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (command, shown) = block.split_once('\n').unwrap();
    let example = "examples/harbour.ascribe";
    assert_eq!(command, format!("$ ascribe check {example}"));
    let folder = Cli::new().with(example, fs::read(repository().join(example)).unwrap());
    let found = screen(&folder, &command[2..]);
    assert!(found.starts_with(shown), "README.md shows\n{shown}but `check` prints\n{found}");
}
