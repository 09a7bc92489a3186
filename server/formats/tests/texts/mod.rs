//! Texts for tests.

use proptest::prelude::*;

/// Text made of signs of the markup, of characters with a meaning in other formats, and of words.
pub fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "]{claim @moe}",
        "{",
        "}",
        "\"",
        "”{#a @moe ^log}",
        "”{part=#a}",
        "“",
        "”",
        "\\",
        "@moe: Ida\n",
        "%% x\n",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\u{a0}\n",
        "word",
        "Né",
        "👩",
        "\u{0}",
        "---\na: b\n---\n",
        "<p>&",
        "denies=#a",
        "]{#b denies=#a}",
        "\r",
        "\u{1b}",
        "\"},",
        "]]>",
        "\t",
        "@moe: <b>Ida</b>\n",
        "^log: \"x\" &\n",
        "  role: <i>\n",
        "</mark>",
        "</p>",
        "<script>",
        "&amp;",
        "'",
        "---\nurl: javascript:x\n---\n",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
