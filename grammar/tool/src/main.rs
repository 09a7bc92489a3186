//! `grammar-tool generate` writes the parser generated from `grammar.js`; `grammar-tool check` fails if the committed
//! parser is out of date. Needs neither Node nor a network.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tree_sitter_generate::{ABI_VERSION_MAX, OptLevel, generate_parser_in_directory};

const GENERATED: [&str; 3] = ["grammar.json", "node-types.json", "parser.c"];

fn main() -> ExitCode {
    let grammar = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let result = match std::env::args().nth(1).as_deref() {
        Some("generate") => generate(&grammar, &grammar.join("src")),
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
        ABI_VERSION_MAX,
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
    Ok(())
}
