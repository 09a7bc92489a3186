//! Runs the command line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{Process, drain};

/// Runs the binary in an empty folder.
pub fn cli(args: &[&str], stdin: impl AsRef<[u8]>) -> Output {
    Cli::new().run_with(args, stdin)
}

/// Folder to run commands in.
pub struct Cli {
    folder: TempDir,
}

impl Default for Cli {
    fn default() -> Self {
        Self::new()
    }
}

impl Cli {
    /// Empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("ascribe-cli-").tempdir().unwrap() }
    }

    /// Adds a file.
    #[must_use]
    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Content of a file in the folder.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Names of the entries in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs the binary with empty standard input.
    pub fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, "")
    }

    /// Runs the binary with this standard input.
    pub fn run_with(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Output {
        let mut child = command(self.folder.path()).args(args).spawn().expect("the binary runs");
        let (mut input, stdin) = (child.stdin.take().unwrap(), stdin.as_ref().to_vec());
        // A command may not read all of its input.
        thread::spawn(move || drop(input.write_all(&stdin)));
        let (out, err) = (drain(child.stdout.take().unwrap()), drain(child.stderr.take().unwrap()));
        let status = Process::new(child).ends(crate::LIMIT);
        let status = status.unwrap_or_else(|| panic!("`ascribe {}` does not end", args.join(" ")));
        Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() }
    }

    /// Findings reported by `check --format json`, with the exit code.
    pub fn check(&self, args: &[&str]) -> (Vec<Value>, i32) {
        let output = self.run(&[&["check", "--format", "json"], args].concat());
        let findings =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
        (findings, output.status.code().expect("an exit code"))
    }
}

/// Command for the binary in a folder, with all streams piped, isolated from the user's settings.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(crate::binary());
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder.join(".config"))
        .env("NO_COLOR", "1")
        .env_remove("RUST_LOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}
