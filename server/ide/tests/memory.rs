//! What a long document takes in memory, counted by the bytes that are asked for in Rust: the syntax tree, some nine bytes
//! for each byte of text, comes from tree-sitter's own allocator. There is one test, since all that
//! runs in the process is counted.

use ascribe_articles::Recipe;
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use peak_alloc::PeakAlloc;
use std::sync::Arc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What `make` gives, the bytes that it keeps, and the most that there were meanwhile; both for ten bytes of text.
fn weighed<T>(text: &str, make: impl FnOnce() -> T) -> (T, usize, usize) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let made = make();
    let for_ten = |usage: usize| 10 * (usage - before) / text.len();
    (made, for_ten(HEAP.current_usage()), for_ten(HEAP.peak_usage()))
}

#[test]
fn a_document_takes_a_small_multiple_of_its_text() {
    // The lexicon, the parser and whatever else there is once.
    let small = Document::new(&Recipe::of_size(20_000).article().document);
    drop(check(&Scope::alone(Arc::new(small)), None));
    // A text of 100 kB is read for speech, one of a megabyte is not.
    for (bytes, to_check, most_to_check) in [(100_000, 70, 80), (1_000_000, 25, 35)] {
        let text = Recipe::of_size(bytes).article().document;
        let (document, kept, most) = weighed(&text, || Arc::new(Document::new(&text)));
        assert!(kept <= 45 && most <= 55, "a document of {bytes}: {kept}, at most {most}");
        let (findings, kept, most) = weighed(&text, || check(&Scope::alone(document), None));
        assert!(kept <= to_check && most <= most_to_check, "findings in {bytes}: {kept}, at most {most}");
        let (_, kept, most) = weighed(&text, || Summary::of_text(&text));
        assert!(kept <= 10 && most <= 70, "a summary of {bytes}: {kept}, at most {most}");
        drop(findings);
    }
}
