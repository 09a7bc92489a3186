//! Consistency of the files that describe the grammar to package managers.

use std::path::Path;

#[test]
fn every_package_has_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    for (file, expected) in [
        ("tree-sitter.json", format!("\"version\": \"{version}\"")),
        ("package.json", format!("\"version\": \"{version}\"")),
        ("pyproject.toml", format!("version = \"{version}\"")),
        ("Makefile", format!("VERSION := {version}")),
        ("CMakeLists.txt", format!("VERSION \"{version}\"")),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(path).expect("the file can be read");
        assert!(
            text.lines().any(|line| line.trim().trim_end_matches(',') == expected),
            "{file}: no `{expected}`"
        );
    }
}
