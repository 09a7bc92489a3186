//! Layering of the modules of the core and of the language server, and allowed dependencies of the core.

use std::collections::BTreeSet;

use ascribe_tests::repository::{files, read};

/// A crate, with its modules in layers from the bottom up; each may use only the layers below.
struct LayerSpec {
    source: &'static str,
    layers: &'static [&'static [&'static str]],
    /// Items outside of all modules.
    items: &'static [&'static str],
}

const MARKUP: LayerSpec = LayerSpec {
    source: "server/markup/src",
    layers: &[
        &["budget", "chunked_vec", "derived", "policy", "reach", "spelling", "syntax", "text"],
        &["model"],
        &["definitions", "suggestions"],
        &["document"],
        &["gate", "import", "summary"],
        &["strip"],
        &["names"],
        &["scope"],
        &["declare"],
    ],
    items: &["Applicability", "Edit"],
};

const LANGUAGE_SERVER: LayerSpec = LayerSpec {
    source: "server/lsp/src",
    layers: &[
        &["parent", "protocol", "turns", "workspace"],
        &["diagnostics"],
        &["documents"],
        &["requests"],
        &["state"],
        &["client"],
        &["handlers"],
        &["server"],
        &["session"],
    ],
    items: &[],
};

/// Names that would bring IO, a clock, an editor's protocol or a process into the core.
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

/// The crates of the core from the bottom up, each with those of its own kind that it takes, and with all others.
const CORE: [(&str, &[&str], &[&str]); 7] = [
    ("language", &[], &["unicode-normalization", "whatlang"]),
    (
        "markup",
        &["language"],
        &["aho-corasick", "memchr", "parking_lot", "ropey", "strsim", "tree-sitter", "tree-sitter-ascribe"],
    ),
    ("attribution", &["language"], &["libm", "parking_lot"]),
    ("drafting", &["attribution", "language", "markup"], &[]),
    ("lints", &["attribution", "drafting", "language", "markup"], &["globset", "petgraph", "rayon", "toml"]),
    (
        "formats",
        &["language", "lints", "markup"],
        &[
            "csv",
            "dom_query",
            "dom_smoothie",
            "html-escape",
            "html5ever",
            "maud",
            "parquet",
            "percent-encoding",
            "quick-xml",
            "serde",
            "serde_json",
            "uuid",
        ],
    ),
    ("ide", &["drafting", "language", "lints", "markup"], &["memchr", "toml_parser"]),
];

/// A file, and its module: the top-level one below `src`.
struct File {
    name: String,
    module: String,
    text: String,
}

impl LayerSpec {
    fn files(&self) -> Vec<File> {
        let file = |path: String| {
            let name = path[self.source.len() + 1..].to_owned();
            let first = name.split('/').next().unwrap();
            File { module: first.trim_end_matches(".rs").to_owned(), text: read(&path), name }
        };
        let files: Vec<File> = files(self.source, &["rs"]).into_iter().map(file).collect();
        assert!(files.len() > 20, "{} has few files", self.source);
        files
    }

    fn layer(&self, module: &str) -> Option<usize> {
        self.layers.iter().position(|modules| modules.contains(&module))
    }

    /// Asserts that each file uses only modules below its own.
    fn holds(&self) {
        for File { name, module, text } in self.files() {
            if module == "lib" {
                continue;
            }
            let own = self.layer(&module).unwrap_or_else(|| panic!("{name} is in no layer"));
            let is_module = |other: &&str| *other != module && !self.items.contains(other);
            for other in used(&text).into_iter().filter(is_module) {
                let layer = self.layer(other).unwrap_or_else(|| panic!("{name}: what is `crate::{other}`?"));
                assert!(layer < own, "{name} looks at `{other}`, which is not below it");
            }
        }
    }
}

/// Names after `crate::` in code, single or in braces, except in tests.
fn used(text: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut used = Vec::new();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for path in line.split("crate::").skip(1) {
            let names = path.strip_prefix('{').map(|group| group.split('}').next().unwrap());
            let names = names.map_or_else(|| vec![path], |group| group.split(',').map(str::trim).collect());
            used.extend(names.into_iter().map(|name| name.split(|c| !is_name(c)).next().unwrap()));
        }
    }
    used
}

#[test]
fn the_markup_looks_down() {
    MARKUP.holds();
}

#[test]
fn the_language_server_looks_down() {
    LANGUAGE_SERVER.holds();
}

#[test]
fn uses_are_found_alone_and_in_braces() {
    let text = "use crate::text::Text;\nuse crate::{Edit, model, scope::Scope};\n// crate::lints\ncrate::words::of(x)";
    assert_eq!(used(text), ["text", "Edit", "model", "scope", "words"]);
}

#[test]
fn the_core_does_no_io_and_knows_no_clock_or_editor() {
    for (name, ..) in CORE {
        for path in files(&format!("server/{name}/src"), &["rs"]) {
            let text = read(&path);
            for word in FORBIDDEN {
                assert!(!text.contains(word), "{path} has `{word}`");
            }
        }
    }
}

#[test]
fn the_crates_of_the_core_take_what_is_below_them() {
    for (name, own, others) in CORE {
        let manifest = read(&format!("server/{name}/Cargo.toml"));
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
        let lines = dependencies.lines().filter(|line| !line.trim().is_empty());
        let taken: BTreeSet<&str> = lines.map(|line| line.split(['.', ' ', '=']).next().unwrap()).collect();
        let own = own.iter().map(|own| format!("ascribe-{own}"));
        let known: BTreeSet<String> = own.chain(others.iter().map(|other| (*other).to_owned())).collect();
        assert_eq!(taken, known.iter().map(String::as_str).collect(), "what `{name}` takes");
    }
}

/// Code of each source of the product, without its tests.
fn sources() -> impl Iterator<Item = (String, String)> {
    let paths = files("server", &["rs"]).into_iter();
    let paths = paths.filter(|path| path.contains("/src/") && !path.contains("tests.rs"));
    paths.filter(|path| !path.starts_with("server/trainer/")).map(|path| {
        let text = read(&path);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (path, code)
    })
}

/// Asserts that these words are in these sources only, and in each of them.
fn only_in(words: &[&str], known: &[&str]) {
    let has = |(path, text): (String, String)| words.iter().any(|word| text.contains(word)).then_some(path);
    let found: BTreeSet<String> = sources().filter_map(has).collect();
    assert_eq!(found, known.iter().map(|path| (*path).to_owned()).collect(), "{words:?}");
}

#[test]
fn nothing_opens_a_connection_and_one_file_starts_git() {
    only_in(&["std::net", "tokio::net", "TcpStream", "UdpSocket", "UnixStream"], &[]);
    // `check --since` asks git which lines have changed; nothing that git answers is run.
    only_in(
        &["process::Command", "process::{Command", "Command::new(", "libc::exec", "posix_spawn"],
        &["server/cli/src/git.rs"],
    );
}

#[test]
fn files_are_written_in_one_place_and_the_log_in_another() {
    let words =
        ["fs::write", "File::create", "OpenOptions", "create_dir", "remove_file", "fs::rename", "fs::copy"];
    only_in(&words, &["server/cli/src/commands/lsp.rs", "server/cli/src/replace.rs"]);
}

#[test]
fn edits_leave_the_server_in_one_place() {
    // A completion replaces the word at the cursor, and the created file is new.
    only_in(
        &["TextEdit::new("],
        &[
            "server/lsp/src/handlers/completion.rs",
            "server/lsp/src/handlers/edits.rs",
            "server/lsp/src/protocol/gate.rs",
        ],
    );
}
