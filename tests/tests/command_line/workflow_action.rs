//! The scripts of the action for GitHub workflows, with this binary and without a network.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use ascribe_tests::repository::{read, repository};
use ascribe_tests::{Cli, binary};

/// Runs a script of the action in a folder; `programs` come first in the `PATH`.
fn run(folder: &Cli, script: &str, programs: &Path, variables: &[(&str, &str)]) -> Output {
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let script = repository().join(".github/action").join(script);
    let mut command = Command::new("bash");
    command.arg(script).current_dir(folder.path("")).env("PATH", path).envs(variables.iter().copied());
    command.output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8([&*output.stdout, &*output.stderr].concat()).unwrap()
}

#[test]
fn arguments_and_paths_are_not_read_by_the_shell() {
    let wrong = "[It rose]{claim @nobody}.\n";
    let folder =
        Cli::new().with("a b.ascribe", wrong).with("-x.ascribe", wrong).with("good/c.ascribe", "So.\n");
    let programs = binary().parent().unwrap().to_path_buf();
    let check = |arguments: &str, paths: &str| {
        run(&folder, "check.sh", &programs, &[("ARGS", arguments), ("PATHS", paths)])
    };
    let found = check("--format=github\n--rule=undefined-actor", "a b.ascribe\r\n-x.ascribe\n");
    assert_eq!(found.status.code(), Some(1), "{}", text(&found));
    assert_eq!(text(&found).matches("::error file=").count(), 2, "{}", text(&found));
    assert_eq!(check("", "good").status.code(), Some(0));
    let hostile = check("--format=github", "$(touch ran)\n; touch ran\n`touch ran`");
    assert_eq!(hostile.status.code(), Some(2), "{}", text(&hostile));
    assert!(!folder.path("ran").exists());
}

#[test]
fn a_release_is_installed_for_each_system_that_has_one() {
    // Stands for the client of GitHub: it knows one release, and packs a binary that says its name.
    let gh = r#"#!/bin/sh
if [ "$2" = view ]; then echo v9.8.7; exit; fi
test "$3" = v9.8.7 || exit 1
for pattern in "$@"; do case $pattern in ascribe-*.tgz) name=${pattern%.tgz};; esac; done
mkdir -p "$name" && echo "$name" > "$name/ascribe" && tar -czf "$name.tgz" "$name" && rm -r "$name"
"#;
    let release = read(".github/workflows/release.yml");
    for (system, processor, target) in [
        ("Linux", "X64", "x86_64-unknown-linux-gnu"),
        ("Linux", "ARM64", "aarch64-unknown-linux-gnu"),
        ("macOS", "X64", "x86_64-apple-darwin"),
        ("macOS", "ARM64", "aarch64-apple-darwin"),
    ] {
        assert!(release.contains(target), "{target} is not built");
        let folder = Cli::new().with("programs/gh", gh);
        fs::set_permissions(folder.path("programs/gh"), fs::Permissions::from_mode(0o755)).unwrap();
        let (temporary, path) = (folder.path("temporary with blank"), folder.path("path"));
        let install = |version: &str, processor: &str| {
            let variables = [
                ("VERSION", version),
                ("REPOSITORY", "ascribe-lsp/ascribe"),
                ("RUNNER_OS", system),
                ("RUNNER_ARCH", processor),
                ("RUNNER_TEMP", temporary.to_str().unwrap()),
                ("GITHUB_PATH", path.to_str().unwrap()),
            ];
            run(&folder, "install.sh", &folder.path("programs"), &variables)
        };
        for version in ["latest", "v9.8.7"] {
            let output = install(version, processor);
            assert!(output.status.success(), "{}", text(&output));
        }
        let added = fs::read_to_string(&path).unwrap();
        let name = format!("ascribe-v9.8.7-{target}");
        let installed = Path::new(added.lines().next().unwrap()).join("ascribe");
        assert_eq!(fs::read_to_string(installed).unwrap(), format!("{name}\n"));
        for (version, processor) in [("v1.0.0", processor), ("../x", processor), ("latest", "RISCV")] {
            assert!(!install(version, processor).status.success(), "{version} on {processor}");
        }
    }
}
