//! The work of fixes, code actions and formatting grows with the text, not with its square, and what is too much of it is
//! left out.
//!
//! Allocated bytes stand for the work, since they are the same in every run. The only test of this file: another one would
//! allocate at the same time.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_ide::actions::{ActionContext, actions};
use ascribe_ide::fixes::{Selection, count_unsafe, fixed_on, pass};
use ascribe_ide::format::format;
use ascribe_lints::{Applicability, Findings, FixContext, check, trials};
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Number of units of the smaller text: more than the findings of a paragraph whose fixes are tried.
const SMALL: usize = 70;

/// Factor between the sizes.
const STEP: usize = 4;

/// Growth that n log n does not exceed for that factor; n squared grows by sixteen.
const MOST: usize = STEP * 2;

/// Head, unit and end of texts that have one finding or escape more for each unit.
const TEXTS: [(&str, &str, &str, &str); 9] = [
    ("quotations without a speaker", "@roe: Ann Roe\n\n", "“It rose,” she said. ", "\n"),
    ("open quotations", "@roe: Ann Roe\n\n", "“It rose ", "\n"),
    ("claims without a speaker", "@roe: Ann Roe\n\nAnn Roe said ", "[it rose]{claim} ", "\n"),
    ("claims without a source", "@roe: Ann Roe\n^log: Log\n\nAnn Roe said ", "[it rose]{claim @roe} ", "\n"),
    ("stray braces", "@roe: Ann Roe\n\n", "It rose {claim @roe}. ", "\n"),
    ("stray braces without an end", "@roe: Ann Roe\n\nIt rose ", "{", "\n"),
    ("lines with stray braces", "@roe: Ann Roe\n\n", "It rose {claim @roe}.\n", "\n"),
    ("misspelt ids", "@roe: Ann Roe\n\n", "“It rose”{@reo} ", "\n"),
    ("escapes", "", "It rose\\.\\[ ", "\n"),
];

/// A feature, which returns a number that depends on its result.
type Feature = fn(&Findings) -> usize;

const FEATURES: [(&str, Feature); 6] = [
    ("fixes of each finding", |findings| {
        let trials = trials();
        let blocks = findings.by_block().map(|(context, findings)| {
            let block = FixContext::new(context).within(&trials);
            findings.iter().map(|finding| finding.rule.fixes(&block, finding).len()).sum::<usize>()
        });
        blocks.sum()
    }),
    ("a pass of fixes", |findings| pass(findings, UNSAFE, Budget::UNLIMITED).len()),
    ("all fixes", |findings| {
        let after = fixed_on(findings, UNSAFE, Budget::UNLIMITED, &trials()).unwrap();
        let [before, after] = [findings, &after].map(|it| &it.scope().document);
        assert_eq!(strip(before), strip(after));
        after.text().len()
    }),
    ("unsafe fixes", |findings| count_unsafe(findings, |_| true, &trials())),
    ("code actions", |findings| {
        let scope = findings.scope();
        let asked = ActionContext::new(scope, 0..scope.document.text().len()).following(Some(findings));
        actions(&asked).iter().map(|action| action.change().edits.len()).sum()
    }),
    ("the format", |findings| format(&findings.scope().document).len()),
];

const UNSAFE: Selection<'static> = Selection { rules: &|_| true, least: Applicability::Unsafe };

/// Findings of a text with this number of units.
fn findings((_, head, unit, end): (&str, &str, &str, &str), units: usize) -> Findings {
    let text = [head, &unit.repeat(units), end].concat();
    check(&Scope::alone(Arc::new(Document::new(&text))), None)
}

/// Bytes that a feature allocates for these findings.
fn allocated(feature: Feature, findings: &Findings) -> usize {
    let region = Region::new(ALLOCATOR);
    std::hint::black_box(feature(findings));
    region.change().bytes_allocated
}

#[test]
fn the_work_of_fixes_grows_with_the_text() {
    let mut wrong = Vec::new();
    for text in TEXTS {
        let [small, large] = [SMALL, SMALL * STEP].map(|units| findings(text, units));
        for (name, feature) in FEATURES {
            // Word lists and what a scope computes on demand are read once.
            for findings in [&small, &large] {
                feature(findings);
            }
            let [few, many] = [&small, &large].map(|it| allocated(feature, it));
            if many > MOST * few {
                wrong.push(format!("{name} of {}: {few} bytes, then {many}", text.0));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
