//! The report: what it shows, and that nothing in a text becomes markup of the page.
#![allow(clippy::unwrap_used, missing_docs, reason = "a panic is how a test fails")]

mod texts;

use ascribe_formats::AnnotatedArticle;
use ascribe_formats::report::{ReportedArticle, ReportedFinding, report};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use quick_xml::events::Event;
use std::sync::Arc;
use texts::hostile;

const HARBOUR: &str = "\
---
title: Is the bar <open>?
outlet: The Fenwick Herald
date: 2025-06-12
url: https://herald.example/bar
---

@lund: Karin Lund
  role: harbour master
  affiliation: @office
@office: The harbour office
  kind: organisation
@clerk: A clerk
  anonymous: yes
  reason: fears for the job

^talk: Talk with Karin Lund
  date: 2025-06-11
^letter: Letter to the Herald
  date: 2025-06-09
  cites: ^talk

The harbour office said that [the [bar]{mention @office} is closed]{claim #closed @office via=@clerk ^letter draft}.

“It is open,”{#open @lund ^talk denies=#closed verdict=mostly-true evidence=^letter} said Lund, “and so on.”{part=#open}
";

fn reported(id: &str, text: &str) -> ReportedArticle {
    let article = AnnotatedArticle::new(id, &Scope::alone(Arc::new(Document::new(text))));
    let message = "Nobody is <named>.".to_owned();
    let finding = ReportedFinding { severity: "warning", rule: "unattributed-quote", message, line: 3 };
    ReportedArticle { article, findings: vec![finding] }
}

/// The page without its style, which is in a file of its own.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    format!("{before}{}", rest.split_once("</style>").unwrap().1.replace("><", ">\n<"))
}

#[test]
fn a_page_about_an_article() {
    insta::assert_snapshot!(without_style(&report(&[reported("harbour", HARBOUR)])));
}

#[test]
fn a_page_about_several_articles_begins_with_the_people() {
    let page = report(&[reported("a", HARBOUR), reported("b", "@x: Karin Lund\n\n“No,”{@x} she said.\n")]);
    let people = page.split_once("People across the articles").unwrap().1;
    let row = people.split("</tr>").find(|row| row.contains("Karin Lund")).unwrap();
    assert!(row.contains(r#"<td class="number">2</td>"#), "in both: {row}");
}

#[test]
fn a_page_asks_for_nothing_outside() {
    let page = report(&[reported("harbour", HARBOUR)]);
    for outside in ["<script", "<link", "<img", "<iframe", "url(", "@import", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
}

proptest! {
    #[test]
    fn no_text_becomes_markup_of_the_page(text in hostile()) {
        let reported = reported("x", &text);
        let page = report(std::slice::from_ref(&reported));
        let body = page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
        let mut reader = quick_xml::Reader::from_str(body);
        let mut words = String::new();
        let (mut in_text, mut depth, mut in_number) = (false, 0, false);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(Event::Start(start)) => {
                    let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                    prop_assert!(!matches!(&*name, "script" | "b" | "i"), "{name}: {body}");
                    let is_text = start.attributes().flatten().any(|it| it.key.as_ref() == b"class" && &*it.value == b"text");
                    in_number |= name == "sup";
                    in_text |= is_text;
                    depth += usize::from(in_text);
                }
                Ok(Event::End(end)) => {
                    in_number &= end.name().as_ref() != b"sup";
                    depth -= usize::from(in_text);
                    in_text &= depth > 0;
                }
                Ok(Event::Text(text)) if in_text && !in_number => words.push_str(&text.decode().unwrap()),
                Ok(Event::GeneralRef(reference)) if in_text && !in_number => words.push(match &*reference.decode().unwrap() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("&{other};"),
                }),
                Ok(_) => {}
                Err(error) => prop_assert!(false, "{error}: {body}"),
            }
        }
        let visible = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(visible(&words), visible(&reported.article.text));
        prop_assert!(!page.contains("href=\"javascript"));
    }
}
