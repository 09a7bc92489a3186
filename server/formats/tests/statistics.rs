//! Counts over articles.
#![allow(clippy::unwrap_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_formats::AnnotatedArticle;
use ascribe_formats::statistics::{Grouping, Statistics};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::fmt::Write;
use std::sync::Arc;

const FIRST: &str = "\
---
outlet: Herald
date: 2025-06-12
---

@lund: Karin Lund
@clerk: A clerk
  anonymous: yes

^talk: Talk

“It is open,”{@lund ^talk} said Lund, “and so on.”{@lund @clerk}
[It was not]{claim @lund stance=denies draft}. [It is]{claim @author}. [So]{claim}. [Lund]{@lund}
";

const SECOND: &str = "\
---
outlet: Courier
date: 2025-07-01
---

@harbour-master: Karin Lund

“No, no, no,”{@harbour-master} she said.
";

fn table(grouping: Grouping) -> String {
    let read =
        |(id, text): (&str, &str)| AnnotatedArticle::new(id, &Scope::alone(Arc::new(Document::new(text))));
    let articles = [("first", FIRST), ("second", SECOND)].map(read);
    let Statistics { groups, total } = Statistics::new(&articles, grouping);
    let mut table = String::new();
    let all = groups.iter().map(|group| (&*group.name, &group.counts)).chain([("total", &total)]);
    for (name, counts) in all {
        writeln!(
            table,
            "{name:?}: {} documents, {} statements, {} quotes, {}+{} words, {} anonymous, {} unattributed, {} unsourced, \
             {} denials, {} drafts",
            counts.documents,
            counts.statements,
            counts.quotes,
            counts.quoted_words,
            counts.reported_words,
            counts.anonymous,
            counts.unattributed,
            counts.unsourced,
            counts.denials,
            counts.drafts
        )
        .unwrap();
    }
    table
}

#[test]
fn statements_are_counted_by_actor() {
    insta::assert_snapshot!(table(Grouping::Actor));
}

#[test]
fn statements_are_counted_by_outlet_month_and_document() {
    insta::assert_snapshot!([Grouping::Outlet, Grouping::Month, Grouping::Document].map(table).join("\n"));
}

#[test]
fn nameless_actors_of_two_articles_are_two() {
    let text =
        "@w: A witness\n  anonymous: yes\n@k: Kell\n\n“It sank,”{@w} said one. “So it did,”{@k} said Kell.\n";
    let read = |id: &str| AnnotatedArticle::new(id, &Scope::alone(Arc::new(Document::new(text))));
    let groups = Statistics::new(&[read("first"), read("second")], Grouping::Actor).groups;
    let shown = groups.iter().map(|group| (&*group.name, group.counts.documents)).collect::<Vec<_>>();
    assert_eq!(shown, [("Kell", 2), ("A witness", 1), ("A witness", 1)]);
}
