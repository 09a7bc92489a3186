//! Drafting of texts in which one thing occurs as often as wanted: they keep the laws, and the work grows with their length.
//!
//! Allocated bytes stand for the work, since they are the same in every run. The only test of this file: another one would
//! allocate at the same time.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_articles::DENSE;
use ascribe_drafting::{LIKELY, draft};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Number of units of the smaller text.
const SMALL: usize = 30;

/// Factor between the sizes.
const STEP: usize = 4;

/// Growth that n log n does not exceed for that factor, nor what grows to a limit; n squared grows by sixteen.
const MOST: usize = STEP * 2;

/// Drafts a text, and returns the number of bytes allocated for it.
fn drafted(text: &str) -> (Scope, Document, usize) {
    // A document is written with its drafts; all else is imported, as by the command line.
    let is_document = text.starts_with('@') || text.contains("{@");
    let document = Document::new(&if is_document { text.to_owned() } else { import(text) });
    let scope = Scope::alone(Arc::new(document));
    let region = Region::new(ALLOCATOR);
    let draft = draft(&scope, None, LIKELY);
    let bytes = region.change().bytes_allocated;
    let document = scope.document.edited(&draft.edits);
    (scope, document, bytes)
}

#[test]
fn the_work_of_a_draft_grows_with_the_text() {
    // Word lists and weights are read once.
    drafted("“It was a long day,” Minister Ida Moe said. “It was.”");
    let mut wrong = Vec::new();
    for (name, make) in DENSE {
        let (scope, document, small) = drafted(&make(SMALL));
        assert_eq!(strip(&document), strip(&scope.document), "{name}");
        let again = Scope::alone(Arc::new(document));
        let edits = draft(&again, None, LIKELY).edits;
        assert_eq!(strip(&again.document.edited(&edits)), strip(&scope.document), "{name}, again");
        let (.., large) = drafted(&make(SMALL * STEP));
        if large > MOST * small {
            wrong.push(format!("{name}: {small} bytes, then {large}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
