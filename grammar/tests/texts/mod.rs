//! Texts that are hard to parse.

use proptest::prelude::*;

pub const LONG_WORD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
pub const LONG_LINE: &str = "the harbour board voted on Tuesday to close the old pier for two years, a decision that \
                         the fishing co-operative called a surprise when it met";

/// Text made of everything that is special to the grammar.
pub fn hostile() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    let piece = prop::sample::select(vec![
        // Marks, brackets and the characters around them.
        "[", "]", "{", "}", "]{", "\"{", "’{", "”{", "\"", "''", "'", "'''", "``", "`", "“", "”", "„", "«", "»",
        "‘", "’", "‚", "‹", "›", "「", "」", "『", "』", ",,", "* ", "_", "»{", "‘{", "\\", "\\\"", "(", ")", "-", "—", ".", ",", ";", ":", "!", "6'2", "5’", " ", "  ", "\t",
        // Contents of annotations.
        "@", "^", "#", "=", "@a", "^s", "#l", "claim", "draft", "key=", "note=\"x\"", "a.b", "}",
        // Line starts.
        "%%", "%", "---", "@a: B", "^s: T", "---\nkey: v\n---\n", "\n---\n", "\n  role: x", "\n%% note",
        "\n@a: B", "\n    ",
        // Line ends and blank lines.
        "\n", "\n", "\r\n", "\r", "\n\n", "\n \u{a0}\t\n", "\n\u{a0}\r", "\u{2028}",
        // Words.
        "a", "1", "word", "said", "é", "𝕏", "\u{301}", "渡轮，", "\0", "\u{a0}", "\u{feff}", LONG_WORD,
        LONG_LINE, "a long run of plain words that goes on ", "and this fills a line up to its seventy columns",
        "\nso this copy is wrapped at fewer columns, and", "\nfifty of them are enough for a line of it,",
    ]);
    // Start of the text, which sets the state for the rest.
    let start = prop::sample::select(vec![
        "",
        "",
        "",
        "",
        "---\n",
        "---\nk: v\n",
        "@a: B\n  ",
        "@a: B\n  k: ^s",
        "[x]{",
        "\"x\"{",
    ]);
    (start, prop::collection::vec(piece, 0..60))
        .prop_map(|(start, pieces)| start.to_owned() + &pieces.concat())
}

/// Multiplies the usual number of cases; `PROPTEST_CASES=80000 cargo test --release` tries harder.
pub fn cases(times: u32) -> ProptestConfig {
    let cases = times * ProptestConfig::default().cases;
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
