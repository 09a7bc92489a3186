//! `grammar-tool generate` writes the parser generated from `grammar.js`, the editors' queries from
//! `grammar/queries`, and Sublime's grammar from that of VS Code; `grammar-tool check` fails if one is out of date. Needs neither Node nor a network.

mod captures;
mod plist;
mod queries;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// ABI of the generated parser. Version 15 adds nothing that the grammar uses, and the editors of stable distributions
/// (Helix 25.01, Emacs 30 with tree-sitter 0.22) cannot load it.
const ABI_VERSION: usize = 14;

const GENERATED: [&str; 3] = ["grammar.json", "node-types.json", "parser.c"];

fn main() -> ExitCode {
    let grammar = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let result = match std::env::args().nth(1).as_deref() {
        Some("generate") => {
            generate(&grammar, &grammar.join("src")).and_then(|()| write_editors(&grammar.join("..")))
        }
        Some("check") => check(&grammar),
        _ => Err("usage: grammar-tool generate|check".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("grammar-tool: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(grammar: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut diagnostics = Vec::new();
    generate_parser_in_directory(
        grammar,
        Some(out),
        Some(grammar.join("grammar.js")),
        ABI_VERSION,
        None,
        Some("native"),
        true,
        OptLevel::default(),
        &mut diagnostics,
    )?;
    for diagnostic in diagnostics {
        eprintln!("grammar-tool: {diagnostic}");
    }
    Ok(())
}

fn check(grammar: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let fresh = grammar.join("../target/grammar");
    std::fs::create_dir_all(&fresh)?;
    generate(grammar, &fresh)?;
    for file in GENERATED {
        if std::fs::read(fresh.join(file))? != std::fs::read(grammar.join("src").join(file))? {
            return Err(format!("grammar/src/{file} is stale; run `cargo xtask grammar`").into());
        }
    }
    let root = grammar.join("..");
    for (file, text) in editors(&root)? {
        if std::fs::read_to_string(root.join("editors").join(file)).ok() != Some(text) {
            return Err(format!("editors/{file} is stale; run `cargo xtask grammar`").into());
        }
    }
    Ok(())
}

/// Generated files of editors: paths in `editors`, with their texts.
fn editors(root: &Path) -> Result<Vec<(&'static str, String)>, Box<dyn std::error::Error>> {
    let mut files = queries::generated(root)?;
    let grammar = std::fs::read_to_string(root.join("editors/vscode/syntaxes/ascribe.tmLanguage.json"))?;
    files.push(("sublime/Ascribe.tmLanguage", plist::from_json(&grammar)?));
    Ok(files)
}

fn write_editors(root: &Path) -> Result<(), Box<dyn std::error::Error>> {
    for (file, text) in editors(root)? {
        let path = root.join("editors").join(file);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}
