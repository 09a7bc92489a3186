//! Binaries under measurement.

use crate::Outcome;
use serde_json::Value;
use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::str::FromStr;

/// A binary and its name in the table.
#[derive(Debug, Clone)]
pub struct Binary {
    pub name: String,
    pub path: PathBuf,
}

impl Binary {
    /// Release build of this workspace.
    pub fn build() -> Outcome<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args([
                "build",
                "--release",
                "--package",
                "ascribe",
                "--message-format",
                "json-render-diagnostics",
            ])
            .stderr(Stdio::inherit())
            .output()?;
        let said = String::from_utf8(built.stdout)?;
        let mut artifacts = said.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let path = artifacts.find_map(|artifact| artifact["executable"].as_str().map(PathBuf::from));
        Ok(Self { name: "ascribe".into(), path: path.ok_or("`cargo build` gives no binary")? })
    }

    /// Command that runs the binary, isolated from the user's settings.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.env_remove("RUST_LOG").env("NO_COLOR", "1");
        command
    }
}

impl FromStr for Binary {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = text.split_once('=').ok_or("it takes NAME=PATH")?;
        let path = PathBuf::from(path).canonicalize().map_err(|error| format!("{path}: {error}"))?;
        Ok(Self { name: name.into(), path })
    }
}
