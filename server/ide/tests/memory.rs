//! Heap memory of long and of dense documents, counted in bytes allocated from Rust. The syntax tree comes from
//! tree-sitter's own allocator and is not included: it takes some nine bytes for each byte of an article, and up to 130 for
//! each sign of the markup. There is only one test, since all allocations of the process are counted.

use ascribe_articles::Recipe;
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::reach::{MAX_WEIGHT, is_read_whole, weight_of};
use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use peak_alloc::PeakAlloc;
use std::sync::Arc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Limit of the weight of a dense document. The memory of a document grows with it, so that a small one tells.
const WEIGHT: usize = 20_000;

/// Maximum number of bytes that the document, its findings and its summary take together for each sign.
const MOST: usize = 500;

/// Constructs that take much memory for few bytes, each as the start of a document and what is repeated after it. An N is
/// replaced by a number.
const DENSE: [(&str, &str); 34] = [
    ("", "[a]{}"),
    ("", "[a]{}\n\n"),
    ("", "[]{}"),
    ("", "[a]{@}"),
    ("", "[a]{@bN}"),
    ("", "[a]{#bN}"),
    ("", "[a]{^b}"),
    ("", "[a]{b}"),
    ("", "[a]{b=}"),
    ("", "[a]{claim}"),
    ("", "[a]{denies=#b}"),
    ("", "[a]{denies=x#bN}"),
    ("", "“”"),
    ("", "“”{}"),
    ("", "«"),
    ("", "‘"),
    ("", "「"),
    ("", "\\["),
    ("", "@a:\n"),
    ("", "@aN: b\n"),
    ("", "^a:\n"),
    ("", "%%\n"),
    ("", "%% allow: x\n"),
    ("", "a\n"),
    ("", "a\n\n"),
    ("---\n", "a:\n"),
    ("@a: b\n", " c:\n"),
    ("@a: b\n", " x\n"),
    ("^a: b\n cites: ", "^b,"),
    ("[a]{", "@b "),
    ("[a]{", "b= "),
    ("[a]{denies=", "#bN,"),
    ("[a]{denies=", ","),
    ("[a]{", "!"),
];

/// Result of `make`, with the bytes it retains and the peak meanwhile.
fn weighed<T>(make: impl FnOnce() -> T) -> (T, usize, usize) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let made = make();
    (made, HEAP.current_usage() - before, HEAP.peak_usage() - before)
}

/// As [`weighed`], per ten bytes of text.
fn weighed_for_ten<T>(text: &str, make: impl FnOnce() -> T) -> (T, usize, usize) {
    let (made, kept, most) = weighed(make);
    (made, 10 * kept / text.len(), 10 * most / text.len())
}

#[test]
fn a_document_takes_a_small_multiple_of_its_text_or_its_signs() {
    // Initialises the lexicon, the parser and other statics.
    let small = Document::new(&Recipe::of_size(20_000).article().document);
    drop(check(&Scope::alone(Arc::new(small)), None));
    // A text of 100 kB is analysed for speech, one of a megabyte is not.
    for (bytes, to_check, most_to_check) in [(100_000, 70, 80), (1_000_000, 25, 35)] {
        let text = Recipe::of_size(bytes).article().document;
        let (document, kept, most) = weighed_for_ten(&text, || Arc::new(Document::new(&text)));
        assert!(kept <= 45 && most <= 55, "a document of {bytes}: {kept}, at most {most}");
        let (findings, kept, most) = weighed_for_ten(&text, || check(&Scope::alone(document), None));
        assert!(kept <= to_check && most <= most_to_check, "findings in {bytes}: {kept}, at most {most}");
        let (summary, kept, most) = weighed_for_ten(&text, || Summary::of_text(&text));
        assert!(kept <= 10 && most <= 70, "a summary of {bytes}: {kept}, at most {most}");
        let told = 10 * summary.heap_size() / text.len();
        assert!(told * 10 >= kept * 7 && told * 7 <= kept * 10, "a summary of {kept} is said to have {told}");
        drop(findings);
    }
    assert!(is_read_whole(&Recipe::of_size(10_000_000).article().document));
    assert!(!is_read_whole(&"[a]{}".repeat(MAX_WEIGHT)));
    for (start, repeated) in DENSE {
        let numbered = |number: usize| repeated.replace('N', &number.to_string());
        let text: String =
            std::iter::once(start.to_owned()).chain((0..3 * WEIGHT / repeated.len()).map(numbered)).collect();
        // One paragraph, or the lines of one declaration, are read whole or not at all.
        let is_read = Document::limited(&text, WEIGHT).unread().is_none_or(|unread| unread.start > 1_000);
        let limit = if is_read { WEIGHT } else { usize::MAX };
        let signs = weight_of(&text).min(limit);
        let (_, _, most) = weighed(|| {
            let document = Arc::new(Document::limited(&text, limit));
            let findings = check(&Scope::alone(Arc::clone(&document)), None);
            (Summary::of(&document), findings)
        });
        let each = most.saturating_sub(3 * text.len()) / signs;
        assert!(each <= MOST, "{start:?}, {repeated:?}: {each} bytes for each sign");
    }
}
