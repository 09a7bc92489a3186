//! Compiles the generated parser and the scanner.

fn main() {
    let mut build = cc::Build::new();
    build.std("c11").include("src").flag_if_supported("-Wno-unused-parameter");
    // The scanner is a part of `tokens.c`.
    for file in ["src/parser.c", "bindings/rust/tokens.c"] {
        build.file(file);
        println!("cargo:rerun-if-changed={file}");
    }
    println!("cargo:rerun-if-changed=src/scanner.c");
    build.compile("tree-sitter-ascribe");
}
