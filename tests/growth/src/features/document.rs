//! Features of one document.

use super::{Feature, Subject, scope};
use ascribe_drafting::{LIKELY, draft};
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{FORMATS, Layout};
use ascribe_formats::report::{ReportedArticle, report};
use ascribe_ide::actions::{ActionContext, actions};
use ascribe_ide::completion::{CompletionContext, card, completion, needs};
use ascribe_ide::fixes::{Selection, changes, count_unsafe, fixed, pass};
use ascribe_ide::format::{format, format_range, format_typed};
use ascribe_ide::semantic_tokens::{TokenOptions, semantic_tokens, semantic_tokens_in};
use ascribe_ide::{
    config, definition, folding, highlights, hover, inlay_hints, inline_completion, linked_editing, links,
    overview, references, rename, selection, signature_help, speakers, subject, symbols,
};
use ascribe_lints::{Applicability, FixContext, check, trials};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::{same_article, strip};
use ascribe_markup::summary::Summary;
use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

const fn feature(module: &'static str, name: &'static str, run: fn(&Subject)) -> Feature {
    Feature { module, name, run }
}

/// Features, by the module of their crate.
pub const FEATURES: &[Feature] = &[
    feature("markup", "read", |subject| drop(black_box(Document::new(&subject.grown.text)))),
    feature("markup", "edit at many places", many_edits),
    feature("markup", "strip", |subject| drop(black_box(strip(&subject.scope.document)))),
    feature("markup", "import", |subject| drop(black_box(import(&subject.grown.text)))),
    feature("markup", "compare articles", |subject| {
        let document = &subject.scope.document;
        black_box(same_article(document, &document.edited(&[Edit::insert(0, "a")])));
    }),
    feature("markup", "summary", |subject| drop(black_box(Summary::of(&subject.scope.document)))),
    feature("lints", "check", |subject| drop(black_box(check(&scope(&subject.grown), None)))),
    feature("lints", "fixes of each finding", fixes_of_each),
    feature("lints", "keys", keys),
    feature("drafting", "draft", |subject| drop(black_box(draft(&scope(&subject.grown), None, LIKELY)))),
    feature("drafting", "draft one paragraph", |subject| {
        few(subject, |scope, at| drop(black_box(draft(scope, Some(&(at..at)), LIKELY))));
    }),
    feature("formats", "exports", |subject| {
        let article = AnnotatedArticle::new("article", &subject.scope);
        for format in FORMATS {
            match format.layout {
                Layout::Together(_, export) => drop(black_box(export(std::slice::from_ref(&article)))),
                Layout::Apart(_, export) => drop(black_box(export(&article))),
                Layout::Archive(_, export) => drop(black_box(export(std::slice::from_ref(&article)))),
                Layout::Tables(_, export) => drop(black_box(export(std::slice::from_ref(&article)))),
            }
        }
    }),
    feature("formats", "article written", |subject| {
        drop(black_box(AnnotatedArticle::new("article", &subject.scope).document()));
    }),
    feature("formats", "report", |subject| {
        drop(black_box(report(&[ReportedArticle::new("article", &subject.findings)])));
    }),
    feature("config", "completion and hover in ascribe.toml", |subject| {
        let text = &subject.grown.text;
        drop(black_box((config::completion(text, text.len()), config::hover(text, text.len()))));
    }),
    feature("fixes", "pass of safe fixes", |subject| {
        drop(black_box(pass(&subject.findings, selection(Applicability::Safe), Budget::UNLIMITED)));
    }),
    feature("fixes", "pass of unsafe fixes", |subject| {
        drop(black_box(pass(&subject.findings, selection(Applicability::Unsafe), Budget::UNLIMITED)));
    }),
    feature("fixes", "unsafe fixes counted", |subject| {
        black_box(count_unsafe(&subject.findings, |_| true, &trials()));
    }),
    feature("fixes", "all fixes applied", |subject| {
        let after = fixed(subject.findings.clone(), selection(Applicability::Unsafe));
        drop(black_box(changes(&subject.scope.document, &after.scope().document)));
    }),
    feature("actions", "actions at a cursor", |subject| {
        few(subject, |_, at| offered(subject, at..at));
    }),
    feature("actions", "actions for everything", |subject| offered(subject, subject.everything())),
    feature("completion", "completion", |subject| {
        each(subject, |scope, at| {
            let all = completion(scope, CompletionContext { explicitly: true, ..CompletionContext::at(at) });
            drop(black_box(completion(scope, CompletionContext::at(at))));
            drop(black_box(needs(scope, at)));
            drop(black_box(all.proposals.first().and_then(|proposal| card(scope, &proposal.text))));
        });
    }),
    feature("definition", "definition", |subject| {
        each(subject, |scope, at| drop(black_box(definition::definition(scope, at))));
    }),
    feature("folding", "folding", |subject| drop(black_box(folding::folds(&subject.scope.document)))),
    feature("format", "format", |subject| drop(black_box(format(&subject.scope.document)))),
    feature("format", "format a range and while typing", |subject| {
        each(subject, |scope, at| {
            drop(black_box(format_range(&scope.document, at..at)));
            for typed in ['}', '\n'] {
                drop(black_box(format_typed(&scope.document, at, typed)));
            }
        });
    }),
    feature("highlights", "highlights", |subject| {
        each(subject, |scope, at| drop(black_box(highlights::highlights(scope, at))));
    }),
    feature("hover", "hover", |subject| each(subject, |scope, at| drop(black_box(hover::hover(scope, at))))),
    feature("inlay_hints", "inlay hints", |subject| {
        let wanted = inlay_hints::Wanted { names: true, speakers: true, sources: true };
        drop(black_box(inlay_hints::inlay_hints(&subject.scope, subject.everything(), wanted)));
    }),
    feature("inline_completion", "inline completion", |subject| {
        each(subject, |scope, at| {
            drop(black_box(inline_completion::inline_completion(scope, at)));
            drop(black_box(inline_completion::proposals(scope, at)));
        });
    }),
    feature("linked_editing", "linked editing", |subject| {
        each(subject, |scope, at| drop(black_box(linked_editing::linked_ranges(scope, at))));
    }),
    feature("links", "links", |subject| drop(black_box(links::links(&subject.scope)))),
    feature("overview", "overview", |subject| drop(black_box(overview::overview(&subject.scope)))),
    feature("references", "references", |subject| {
        each(subject, |scope, at| {
            if let Some(target) = references::target(scope, at) {
                drop(black_box(references::uses(scope, target.namespace, &target.id, None)));
            }
        });
    }),
    feature("rename", "rename", |subject| {
        each(subject, |scope, at| {
            if let Ok(Some(rename::Renamable::Id(_, target))) = rename::renamable(scope, at) {
                drop(black_box(rename::edits(&scope.document, target.namespace, &target.id, None, "new")));
            }
            drop(black_box(rename::name_edits(scope, at, "New Name")));
        });
    }),
    feature("selection", "selection", |subject| {
        each(subject, |scope, at| drop(black_box(selection::selections(scope, at))));
    }),
    feature("semantic_tokens", "semantic tokens", |subject| {
        for overlapping in [false, true] {
            let options = TokenOptions { overlapping, ..TokenOptions::default() };
            drop(black_box(semantic_tokens(&subject.scope, options, None)));
        }
    }),
    feature("tokens", "semantic tokens in a range", |subject| {
        each(subject, |scope, at| {
            drop(black_box(semantic_tokens_in(scope, TokenOptions::default(), at..at)));
        });
    }),
    feature("signature_help", "signature help", |subject| {
        each(subject, |scope, at| drop(black_box(signature_help::signature_help(scope, at))));
    }),
    feature("speakers", "speakers", |subject| {
        few(subject, |scope, at| {
            drop(black_box(speakers::speakers(scope, at)));
            drop(black_box(speakers::new_speaker(scope, at, "Ida Moe")));
        });
    }),
    feature("subject", "subject", |subject| {
        each(subject, |scope, at| drop(black_box(subject::subject_at(scope, at))));
    }),
    feature("symbols", "symbols", |subject| drop(black_box(symbols::symbols(&subject.scope.document)))),
];

fn each(subject: &Subject, run: impl Fn(&Scope, usize)) {
    subject.cursors.iter().for_each(|cursor| run(&subject.scope, *cursor));
}

/// At fewer cursors, for what looks at the whole paragraph or more.
fn few(subject: &Subject, run: impl Fn(&Scope, usize)) {
    subject.cursors.iter().step_by(3).for_each(|cursor| run(&subject.scope, *cursor));
}

fn selection(least: Applicability) -> Selection<'static> {
    Selection { rules: &|_| true, least }
}

fn many_edits(subject: &Subject) {
    let starts = subject.scope.document.blocks().map(|at| Edit::insert(at.start, "a"));
    let edits: Vec<Edit> = starts.collect();
    let document = Arc::new(subject.scope.document.edited(&edits));
    drop(black_box(check(&subject.scope.with_document(document), Some(&subject.findings))));
}

fn fixes_of_each(subject: &Subject) {
    let trials = trials();
    for (context, findings) in subject.findings.by_block() {
        let block = FixContext::new(context).within(&trials);
        for finding in findings {
            drop(black_box(finding.rule.fixes(&block, finding)));
        }
    }
}

/// Types a letter at each cursor; nothing may be read or checked that is far from it.
fn keys(subject: &Subject) {
    let tokens = semantic_tokens(&subject.scope, TokenOptions::default(), None);
    let summary = Summary::of(&subject.scope.document);
    few(subject, |scope, cursor| {
        let document = Arc::new(scope.document.edited(&[Edit::insert(cursor, "a")]));
        let scope = scope.with_document(document);
        drop(black_box(check(&scope, Some(&subject.findings))));
        drop(black_box(semantic_tokens(&scope, TokenOptions::default(), Some(&tokens))));
        drop(black_box(Summary::following(&scope.document, Some(&summary))));
    });
}

/// Lists the actions, and chooses the first of each kind.
fn offered(subject: &Subject, range: Range<usize>) {
    let asked = ActionContext::new(&subject.scope, range)
        .with_new_cast(true)
        .with_project(Some(""))
        .following(Some(&subject.findings));
    let mut chosen = Vec::new();
    for action in actions(&asked) {
        if !chosen.contains(&action.kind) {
            chosen.push(action.kind);
            drop(black_box(action.change()));
        }
    }
}
