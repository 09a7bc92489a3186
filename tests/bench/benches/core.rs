//! Benchmarks of the core for the steps of an editor's work, without a connection: `cargo bench --package
//! ascribe-bench`.

use ascribe_articles::Recipe;
use ascribe_attribution::{Before, read_paragraph};
use ascribe_drafting::{LIKELY, draft};
use ascribe_ide::completion::{CompletionContext, completion};
use ascribe_ide::format::format;
use ascribe_ide::rename;
use ascribe_ide::semantic_tokens::{TokenOptions, semantic_tokens};
use ascribe_ide::symbols::symbols;
use ascribe_lints::check;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use ascribe_markup::summary::Summary;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const SIZES: [(&str, usize); 4] =
    [("10 kB", 10_000), ("100 kB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)];

/// Paragraph of reported speech for the attribution engine.
const PARAGRAPH: &str = "The ferry will stay closed until Thursday, the harbour master of Skarvøy, Tove Eklund, told \
                         reporters on the quay. “Nobody asked us before the second pump was sold,” she said, adding \
                         that about forty families had to be moved.";

fn scope(text: &str) -> Scope {
    Scope::alone(Arc::new(Document::new(text)))
}

/// Work on a whole document.
fn whole(criterion: &mut Criterion) {
    for (name, bytes) in &SIZES[..3] {
        let text = Recipe::of_size(*bytes).article().document;
        let scope = scope(&text);
        let mut group = criterion.benchmark_group("whole document");
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut measure = |what: &str, work: &dyn Fn()| {
            group.bench_function(BenchmarkId::new(what, name), |bencher| bencher.iter(work));
        };
        measure("read", &|| drop(black_box(Document::new(&text))));
        measure("check", &|| drop(black_box(check(&scope, None))));
        measure("paint", &|| drop(black_box(semantic_tokens(&scope, TokenOptions::default(), None))));
        measure("symbols", &|| drop(black_box(symbols(&scope.document))));
        measure("summary", &|| drop(black_box(Summary::of(&scope.document))));
        measure("format", &|| drop(black_box(format(&scope.document))));
        measure("strip", &|| drop(black_box(strip(&scope.document))));
    }
}

/// A keystroke in the middle of a document: the edit, and all findings in the new text.
fn key(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key");
    for (name, bytes) in SIZES {
        let text = Recipe::of_size(bytes).article().document;
        let place = text.match_indices(". ").map(|(at, _)| at).find(|at| *at > text.len() / 2).unwrap_or(0);
        let typed_and_taken = [Edit::insert(place, "x"), Edit::replace(place..place + 1, "")];
        let mut keys = typed_and_taken.iter().cycle();
        let mut document = Document::new(&text);
        group.bench_function(BenchmarkId::new("edit", name), |bencher| {
            bencher.iter(|| keys.next().into_iter().for_each(|key| document.edit(key)));
        });
        let mut keys = typed_and_taken.iter().cycle();
        let mut document = Document::new(&text);
        let mut scope = scope(&text);
        let mut known = check(&scope, None);
        group.bench_function(BenchmarkId::new("edit and check", name), |bencher| {
            bencher.iter(|| {
                keys.next().into_iter().for_each(|key| document.edit(key));
                scope = Scope::alone(Arc::new(document.clone())).following(&scope);
                known = check(&scope, Some(&known));
            });
        });
    }
    group.finish();
}

/// Requests at a position of a document.
fn place(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("at a place");
    for (name, bytes) in &SIZES[..3] {
        let text = Recipe::of_size(*bytes).article().document;
        let scope = scope(&text);
        let middle = text.len() / 2;
        let place = text.match_indices("{@").map(|(at, mark)| at + mark.len()).find(|at| *at > middle);
        let place = place.unwrap_or(middle);
        let id = text[place..].split([' ', '}']).next().unwrap_or_default();
        group.bench_function(BenchmarkId::new("completion", name), |bencher| {
            bencher.iter(|| completion(&scope, CompletionContext::at(place)));
        });
        group.bench_function(BenchmarkId::new("rename", name), |bencher| {
            bencher.iter(|| rename::edits(&scope.document, Namespace::Actor, id, None, "somebody-else"));
        });
    }
    group.finish();
}

/// The attribution engine. The budget for drafting an article of 800 words is 5 ms.
fn drafting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("drafting");
    group.bench_function("a paragraph", |bencher| {
        bencher.iter(|| read_paragraph(PARAGRAPH, Before::default()));
    });
    let article = Recipe::default().article().plain;
    group.bench_function("an article of 800 words", |bencher| {
        // A document caches its analysis.
        bencher.iter_batched(|| scope(&article), |scope| draft(&scope, None, LIKELY), BatchSize::SmallInput);
    });
    let known = scope(&article);
    group.bench_function("the same again", |bencher| bencher.iter(|| draft(&known, None, LIKELY)));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).sample_size(20);
    targets = key, place, drafting, whole
}
criterion_main!(benches);
