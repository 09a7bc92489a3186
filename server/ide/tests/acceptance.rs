//! Findings before and after all drafts of an article are accepted.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_articles::{Layout, Recipe};
use ascribe_drafting::{LIKELY, draft, is_drafted_record};
use ascribe_ide::actions::{ActionContext, ActionKind, actions};
use ascribe_lints::{FixContext, check};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::{Place, Scope};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Statements on records of many kinds, and some on none.
const RECORDS: &str = "\
Ferry fares will rise in May, Nils Aasen, the head of the port authority, said in an interview with Nordwire.

“We have put it off for six years,” Aasen said in a statement. “There is no money left,” he said.

Tora Lie, a pilot, told reporters that nobody on the quay had been asked. “Not one of us,” Lie said.

“It hits those who commute,” Tora Lie wrote in a letter to the council. The mayor, Jon Hauge, said that the council would
discuss it on Tuesday.

Hauge told the inquiry that he had warned the authority twice. “They did not answer,” he said at a press conference.

The report said that “fares alone will not pay for the quay”. “Passengers were down by half,” a study found. “See you on
the bus,” Dahl tweeted.

“I will take the road,” said Mari Dahl, a teacher. According to Dahl, the bus is faster in any case.
";

/// Statements on no record that the article names.
const NO_RECORDS: &str = "\
The old pier will be closed, Siri Nes, the harbour engineer, said. “The piles are rotten,” Nes said. She said that two of
them had given way in March.

“It was safe in my time,” said Olav Berg, who built it. Berg said that nobody had looked at it since.
";

/// Articles without markup, by name.
fn articles() -> Vec<(String, String)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let read = |name: &str| std::fs::read_to_string(examples.join(name)).unwrap();
    let mut articles = vec![
        ("records".to_owned(), RECORDS.to_owned()),
        ("no records".to_owned(), NO_RECORDS.to_owned()),
        ("harbour.txt".to_owned(), read("harbour.txt")),
        ("raw.ascribe".to_owned(), read("raw.ascribe")),
    ];
    for layout in Layout::ALL {
        for seed in 0..2 {
            let recipe = Recipe { layout, ..Recipe::of_size(3_000) }.seeded(seed);
            articles.push((format!("{layout:?} {seed}"), recipe.body().plain));
        }
    }
    articles
}

type Counts = BTreeMap<&'static str, usize>;

/// Number of findings of each rule, but for the drafts themselves.
fn counts(scope: &Scope) -> Counts {
    let mut counts = Counts::new();
    for (_, finding) in check(scope, None).iter().filter(|(_, it)| it.rule.code != "unreviewed-draft") {
        *counts.entry(finding.rule.code).or_default() += 1;
    }
    counts
}

/// Scope with all drafts accepted.
fn accepted(scope: &Scope) -> Scope {
    let wants = |kind| kind == ActionKind::AcceptAll;
    let asked = ActionContext::new(scope, 0..0).only(&wants);
    let accept = actions(&asked).into_iter().find(|action| action.kind == ActionKind::AcceptAll);
    let change = accept.expect("there are drafts").change();
    Scope::alone(Arc::new(scope.document.edited(change.edits_of(Place::Here))))
}

/// Scope after the preferred fix of its only finding of `missing-source`.
fn with_default_source(scope: &Scope) -> Scope {
    let findings = check(scope, None);
    let fixes = findings.by_block().flat_map(|(context, findings)| {
        let block = FixContext::new(context);
        let of_rule = findings.iter().filter(|finding| finding.rule.code == "missing-source");
        of_rule.flat_map(|finding| finding.rule.fixes(&block, finding)).collect::<Vec<_>>()
    });
    let preferred = fixes.into_iter().find(ascribe_lints::Fix::is_preferred).expect("a fix");
    Scope::alone(Arc::new(scope.document.edited(&preferred.edits)))
}

#[test]
fn accepting_all_drafts_adds_one_finding_at_most() {
    let (mut drafts, mut with_records) = (0, 0);
    for (name, article) in articles() {
        for front_matter in ["", "---\ntitle: News\ndate: 2025-03-04\n---\n\n"] {
            let plain = if front_matter.is_empty() { article.clone() } else { import(&article) };
            let scope = Scope::alone(Arc::new(Document::new(&format!("{front_matter}{plain}"))));
            let drafted = scope.document.edited(&draft(&scope, None, LIKELY).edits);
            let scope = Scope::alone(Arc::new(drafted));
            let mut records = scope.declared(Namespace::Source).peekable();
            with_records += usize::from(records.peek().is_some());
            for record in records {
                assert!(is_drafted_record(&scope, record), "{name}: ^{}: {}", record.id, record.name);
            }
            drafts += scope.document.text().to_string().matches(" draft").count();
            let before = counts(&scope);
            if front_matter.is_empty() {
                assert_eq!(before.get("missing-date"), None, "{name}: there is no date to offer");
            }
            let accepted = accepted(&scope);
            let mut expected = before.clone();
            expected.insert("missing-source", 1);
            assert_eq!(counts(&accepted), expected, "{name}");
            let sourced = with_default_source(&accepted);
            assert_eq!(counts(&sourced), before, "{name}: {}", sourced.document.text());
        }
    }
    assert!(drafts > 150 && with_records > 4, "{drafts} drafts, {with_records} documents with records");
}
