//! Heap memory of a long document, counted in bytes allocated from Rust. The syntax tree, some nine bytes for each byte
//! of text, comes from tree-sitter's own allocator and is not included. There is only one test, since all allocations
//! of the process are counted.

use ascribe_articles::Recipe;
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use peak_alloc::PeakAlloc;
use std::sync::Arc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Result of `make`, with the bytes it retains and the peak meanwhile; both per ten bytes of text.
fn weighed<T>(text: &str, make: impl FnOnce() -> T) -> (T, usize, usize) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let made = make();
    let for_ten = |usage: usize| 10 * (usage - before) / text.len();
    (made, for_ten(HEAP.current_usage()), for_ten(HEAP.peak_usage()))
}

#[test]
fn a_document_takes_a_small_multiple_of_its_text() {
    // Initialises the lexicon, the parser and other statics.
    let small = Document::new(&Recipe::of_size(20_000).article().document);
    drop(check(&Scope::alone(Arc::new(small)), None));
    // A text of 100 kB is analysed for speech, one of a megabyte is not.
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
