//! Headlines and articles are plain text, and documents are markup; both readers find the same quotations.

use ascribe_attribution::quotes::between_marks;
use ascribe_markup::model::{Block, Marked, Shape, read_blocks};
use ascribe_markup::syntax::StartState;
use proptest::prelude::*;
use std::ops::Range;

/// Closed quotations of a document that are in no other one; one that is never closed ends before the first inside it.
fn in_a_document(text: &str) -> Vec<Range<usize>> {
    let blocks = read_blocks(text, StartState::Continuation);
    let mut found: Vec<&Marked> = Vec::new();
    let mut end = 0;
    for marked in blocks.iter().flat_map(Block::marked) {
        let is_closed = marked.shape == Shape::Quotation { closed: true, single: false };
        if marked.extent.start >= end && is_closed {
            end = marked.extent.end;
            found.push(marked);
        }
    }
    found.into_iter().map(|marked| marked.content.range()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotations_are_the_same_in_plain_text_and_in_documents(pieces in prop::collection::vec(prop::sample::select(vec![
        "\"", "\"", "“", "”", "„", "``", " ''", "word''", ",,", "«", "»", "«", "»", "‹", "›", "「", "」", "『", "』", " ", " ", " ", " ",
        "\u{a0}", "word", "word", "two words", "Name", "(", ")", " — ", "—", ", ", ": ", ":", ". ", "...", "? ", "! ", " 6'2",
        "18", "*", "橋",
    ]), 0..24)) {
        let text = format!("It {}", pieces.concat());
        prop_assert_eq!(between_marks(&text), in_a_document(&text), "{}", text);
    }
}

#[test]
fn a_headline_is_read_like_its_article() {
    for text in [
        "« Le pont « tient » encore », dit Roux. Il a « dit oui. « Non », dit-elle.",
        "Sie sagte »nein. »Ja«, sagte er. „Das ,,ist'' so“, sagte sie: »... und „mehr“«.",
        "Hon sade ”nej. ”Ja”, sade han. 市長は「橋は『安全』だ」と述べた。",
        "Asked \"why, he said:\"Because.\" Then \"no\" and ``yes'' at 6'2\" or 18\" wide.",
    ] {
        let found = in_a_document(text);
        assert_eq!(between_marks(text), found, "{text}");
        assert!(found.len() > 1, "{text}");
    }
}
