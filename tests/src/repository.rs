//! Files of the repository, for tests of its sources and pages.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders of build products and installed packages.
const BUILT_FOLDERS: [&str; 4] = ["build", "dist", "node_modules", "target"];

/// Root folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Text of a file by its name from the root, with LF as line ends.
pub fn read(name: &str) -> String {
    let text = fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    text.replace("\r\n", "\n")
}

/// Files below a folder of the repository whose extension is one of these, sorted, with `/` on every system. The empty
/// name is the repository itself. Hidden folders and build products are left out.
pub fn files(folder: &str, extensions: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(repository().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            if !name.starts_with('.') && !BUILT_FOLDERS.contains(&name.as_str()) {
                found.extend(files(&path, extensions));
            }
        } else if name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension)) {
            found.push(path);
        }
    }
    found.sort();
    found
}
