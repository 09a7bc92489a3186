//! What the core may use, and in which direction its modules may look.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the bottom up; those of one layer may use each other.
const LAYERS: [&[&str]; 13] = [
    &["series"],
    &["dates", "lexicon", "policy", "text", "syntax", "spelling", "sentences", "words"],
    &["attribution"],
    &["model"],
    &["document", "suggestions"],
    &["import", "strip", "summary"],
    &["scope", "names"],
    &["declare"],
    &["drafting"],
    &["sourcing"],
    &["lints"],
    &["config"],
    &["features"],
];

/// What would bring IO, a clock, an editor's protocol or a process into the core.
const FORBIDDEN: [&str; 14] = [
    "lsp_types",
    "tower_lsp",
    "tokio",
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::path",
    "std::process",
    "std::thread",
    "std::time",
    "print!",
    "println!",
    "dbg!",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of the core with its module, the first below `src`.
fn files() -> Vec<(String, String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut paths = Vec::new();
    collect(&source(), &mut paths);
    let file = |path: PathBuf| {
        let inner = path.strip_prefix(source()).unwrap();
        let first = Path::new(inner.iter().next().unwrap());
        let module = first.file_stem().unwrap().to_str().unwrap().to_owned();
        (inner.display().to_string(), module, fs::read_to_string(&path).unwrap())
    };
    paths.into_iter().map(file).collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// The modules that are named behind `crate::` in code.
fn used(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    paths.map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

#[test]
fn every_module_has_a_layer() {
    for (file, module, _) in files() {
        assert!(module == "lib" || layer(&module).is_some(), "{file} is in no layer");
    }
}

#[test]
fn modules_use_what_is_below_them() {
    for (file, module, text) in files() {
        let Some(own) = layer(&module) else { continue };
        for other in used(&text) {
            // `crate::Edit` and `crate::Fix` are of no module; `crate::{…}` names such things alone.
            let Some(layer) = layer(other) else {
                assert!(matches!(other, "Edit" | "Fix" | ""), "{file}: what is `crate::{other}`?");
                continue;
            };
            assert!(layer < own || LAYERS[own].contains(&other), "{file} uses `{other}`, which is above it");
        }
    }
}

#[test]
fn layers_of_more_than_one_module_are_few() {
    // Only these look at each other: what a scope knows, and the names in it.
    for (file, module, text) in files() {
        let peers =
            used(&text).into_iter().filter(|other| *other != module && layer(other) == layer(&module));
        for other in peers.filter(|other| layer(other).is_some()) {
            assert!(["scope", "names"].contains(&other), "{file} uses `{other}` beside it");
        }
    }
}

#[test]
fn nothing_does_io_or_knows_a_clock_or_an_editor() {
    for (file, _, text) in files() {
        for word in FORBIDDEN {
            assert!(!text.contains(word), "{file} has `{word}`");
        }
    }
    let manifest = fs::read_to_string(source().join("../Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in dependencies.lines().filter(|line| !line.trim().is_empty()) {
        let allowed = ["aho-corasick", "globset", "libm", "memchr", "strsim", "toml", "tree-sitter-ascribe"];
        let name = line.split(['.', ' ', '=']).next().unwrap();
        assert!(allowed.contains(&name), "the core takes `{name}`");
    }
}
