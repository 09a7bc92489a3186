//! The report: what it shows, and that nothing in a text becomes markup of the page.
#![allow(clippy::unwrap_used, missing_docs, reason = "a panic is how a test fails")]

mod texts;

use ascribe_formats::article::{AnnotatedArticle, unannotated_quotations};
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
    let scope = Scope::alone(Arc::new(Document::new(text)));
    let message = "Nobody is <named>.".to_owned();
    let finding = ReportedFinding { severity: "warning", rule: "unattributed-quote", message, line: 3 };
    let (article, unannotated) = (AnnotatedArticle::new(id, &scope), unannotated_quotations(&scope));
    ReportedArticle { article, unannotated, findings: vec![finding] }
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
fn the_share_of_voice_is_that_of_quoted_words() {
    let first = "---\noutlet: Post\n---\n\n@a: Ann\n@w: A witness\n  anonymous: yes\n
“One two three,”{@a} she said. “Four,”{@w} said one. [He had five six seven]{claim @a}. “Eight nine ten eleven”{quote}.\n";
    let second = "---\noutlet: Post\n---\n\n@a2: Ann\n@w: A witness\n  anonymous: yes\n\n“One,”{@a2} said Ann. “Two,”{@w} one.\n";
    let third = "@b: Bo\n\n[It rains]{claim @b}.\n";
    let page = report(&[reported("x", first), reported("y", second), reported("z", third)]);
    assert_eq!(
        description(&page, "voice-outlet-1-text"),
        "Ann 40 %, nobody 40 %, A witness 10 %, A witness 10 %."
    );
    assert_eq!(description(&page, "voice-0-text"), "Ann 37 %, nobody 50 %, A witness 12 %.");
    assert_eq!(description(&page, "voice-1-text"), "Ann 50 %, A witness 50 %.");
    assert_eq!(description(&page, "voice-2-text"), "", "nobody is quoted");
    let voice = page.split_once("id=\"voice\"").unwrap().1.split_once("</table>").unwrap().0;
    let numbers: Vec<Vec<&str>> = voice
        .split("</tr>")
        .map(|row| {
            row.split("<td class=\"number\">")
                .skip(1)
                .filter_map(|cell| Some(cell.split_once('<')?.0))
                .collect()
        })
        .filter(|numbers: &Vec<&str>| !numbers.is_empty())
        .collect();
    let expected = [["0", "0 %"], ["10", "33 %"], ["8", "25 %"], ["2", "50 %"], ["0", "0 %"]];
    assert_eq!(numbers, expected);
    let bars = voice.split("<svg").skip(1).map(|bar| values(bar.split_once("</svg>").unwrap().0, "width"));
    let widths =
        bars.map(|widths| widths.iter().filter_map(|width| width.parse::<usize>().ok()).skip(1).sum());
    assert_eq!(widths.collect::<Vec<usize>>(), [300; 3], "the parts of a bar fill it");
}

#[test]
fn a_page_asks_for_nothing_outside() {
    let one = reported("harbour", HARBOUR);
    for page in [report(std::slice::from_ref(&one)), report(&[one, reported("x", RELAYED)])] {
        for outside in ["<script", "<link", "<img", "<iframe", "url(", "@import", "src=", "<use", "<image"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn each_picture_has_a_title_and_a_description() {
    let page = report(&[reported("a", HARBOUR), reported("b", RELAYED)]);
    let pictures: Vec<&str> = page.split("<svg").skip(1).collect();
    assert!(pictures.len() > 4);
    for picture in pictures {
        let picture = picture.split_once("</svg>").unwrap().0;
        let named = values(picture, "aria-labelledby")[0].split(' ').collect::<Vec<_>>();
        assert_eq!(values(picture, "id"), named);
        assert!(picture.contains("role=\"img\"") && picture.contains("<title") && picture.contains("<desc"));
    }
}

#[test]
fn a_quotation_without_annotation_is_marked_as_nobodys() {
    let page = |text: &str| report(&[reported("x", text)]);
    let marks = |text: &str| page(text).matches("quotation without annotation").count();
    for (text, count) in [
        ("“It leaks,” a man said.\n", 1),
        ("“It leaks,” he said. “Badly.”\n", 2),
        ("“It leaks.\n\n“And it lists.”\n", 2),
        ("“It leaks.\n\n“And it lists.”{@moe}\n", 0),
        ("“It ‘leaks’,”{@moe} he said.\n", 0),
        ("[He said “it leaks”]{claim @moe}.\n", 0),
        ("[“The Leak”]{mention}, a film.\n", 0),
        ("A plank 18\" wide, “never closed\n", 0),
    ] {
        assert_eq!(marks(text), count, "{text}");
    }
    assert!(page("“It leaks,” a man said.\n").contains("It leaks,<sup>nobody</sup></mark>"));
}

#[test]
fn a_title_that_opens_the_article_is_shown_once() {
    let titles = |opening: &str| {
        let page =
            report(&[reported("x", &format!("---\ntitle: Pier “sinks”, says Moe\n---\n\n{opening}\n"))]);
        (page.matches("says Moe").count() - 1, page.matches("<h1").count())
    };
    assert_eq!(titles("Pier 'sinks', says Moe\n\nIt did."), (1, 1));
    assert_eq!(titles("Pier “sinks”{quote @moe}, says Moe"), (1, 1));
    assert_eq!(titles("Pier “sinks”, says Moe, again\n\nIt did."), (2, 1));
    assert_eq!(titles("It did.\n\nPier “sinks”, says Moe"), (2, 1));
    assert_eq!(titles("[Pier “sinks”, says Moe\nand goes on]{claim @moe}."), (2 + 1, 1), "in the table, too");
}

#[test]
fn hints_are_grouped_by_rule_and_other_findings_are_not() {
    let finding =
        |severity, rule, line| ReportedFinding { severity, rule, message: "Look.".to_owned(), line };
    let mut one = reported("x", "It rains.\n");
    one.findings = (1..=60).map(|line| finding("hint", "unreviewed-draft", line)).collect();
    one.findings.extend([finding("hint", "missing-date", 7), finding("info", "loaded-verb", 8)]);
    one.findings.extend((9..12).map(|line| finding("warning", "unattributed-quote", line)));
    let page = report(&[one]);
    let list = page.split_once("<ul class=\"findings\">").unwrap().1.split_once("</ul>").unwrap().0;
    assert_eq!(list.matches("<li>").count(), 1 + 1 + 1 + 3, "{list}");
    assert!(list.contains("60 hints") && list.contains("19, 20, and 40 more"), "{list}");
    assert!(list.contains("line 7: Look."), "{list}");
}

#[test]
fn a_verdict_has_its_evidence_and_relations_are_shown_at_both_ends() {
    let page = report(&[reported("harbour", HARBOUR)]);
    let row = |index: usize| {
        let rest = page.split_once(&format!("<tr id=\"statement-0-{index}\">")).unwrap().1;
        rest.split_once("</tr>").unwrap().0
    };
    assert!(row(0).contains("denied by <a href=\"#statement-0-2\">3</a>"), "{}", row(0));
    assert!(row(2).contains("denies <a href=\"#statement-0-0\">1</a>"), "{}", row(2));
    assert!(
        row(2).contains("mostly true") && row(2).contains("evidence: <a href=\"#source-0-1\">"),
        "{}",
        row(2)
    );
}

/// Description of the picture with this id.
fn description(page: &str, id: &str) -> String {
    let rest = page.split_once(&format!("<desc id=\"{id}\">"));
    rest.map(|(_, rest)| rest.split_once("</desc>").unwrap().0.to_owned()).unwrap_or_default()
}

const RELAYED: &str = "\
@ida: Ida
@paper: The Paper
@radio: The Radio

^diary: Diary
  of: @ida
^story: Story
  cites: ^diary
^news: News
  cites: ^story

[It sank]{claim #sank @ida via=@paper ^story}. [It rose]{claim via=@radio}. [It was late]{claim @ida via=@paper;@radio}.
";

#[test]
fn hearsay_is_drawn_from_who_says_it_to_who_relays_it() {
    let page = report(&[reported("x", RELAYED)]);
    let told = description(&page, "hearsay-0-text");
    for sentence in [
        "The Paper relays Ida.",
        "The Radio relays Ida.",
        "The Radio relays nobody.",
        "Ida is on record in Diary.",
        "Story rests on Diary.",
        "News rests on Story.",
    ] {
        assert!(told.contains(sentence), "{sentence} {told}");
    }
    assert_eq!(told.matches('.').count(), 6, "no chain between relays: {told}");
    // Each source is a column behind the one that it rests on.
    let column = |name: &str| -> usize {
        let before = page.split_once(&format!("text-anchor=\"middle\">{name}</text>")).unwrap().0;
        values(before, "x").last().unwrap().parse().unwrap()
    };
    let columns = ["Ida", "Diary", "Story", "News"].map(column);
    assert!(columns.is_sorted_by(|a, b| a < b), "{columns:?}");
    assert!(
        page.contains("Ida, relayed by The Paper, The Radio: statement <a href=\"#statement-0-2\">3</a>")
    );
}

#[test]
fn a_circle_of_sources_is_drawn_once() {
    let text = "^a: Alpha\n  cites: ^b\n^b: Beta\n  cites: ^c\n^c: Gamma\n  cites: ^a, ^c\n\nIt rains.\n";
    let page = report(&[reported("x", text)]);
    assert_eq!(page.matches("class=\"tip\"").count(), 3);
    assert_eq!(page.matches("<rect").count(), 3);
}

#[test]
fn an_article_that_relays_nothing_has_no_hearsay() {
    let page = report(&[reported("x", "@ida: Ida\n^talk: Talk\n\n“It sank,”{@ida ^talk} she said.\n")]);
    assert!(!page.contains("hearsay"));
}

#[test]
fn sources_are_listed_by_date_and_drawn_if_there_are_two() {
    let listed = |dates: [&str; 3], front: &str| {
        let sources: String =
            dates.iter().zip(["Alpha", "Beta", "Gamma"]).fold(String::new(), |all, (date, title)| {
                let field = if date.is_empty() { String::new() } else { format!("  date: {date}\n") };
                format!("{all}^{}: {title}\n{field}", title.to_lowercase())
            });
        let page = report(&[reported("x", &format!("{front}{sources}\nIt rains.\n"))]);
        let list = page.split_once("<ol class=\"sources\">").unwrap().1.split_once("</ol>").unwrap().0;
        let mut titles = ["Alpha", "Beta", "Gamma"];
        titles.sort_by_key(|title| list.find(title));
        (titles, description(&page, "timeline-0-text"))
    };
    let (titles, told) = listed(["2025-03", "some day", "2024"], "");
    assert_eq!(titles, ["Gamma", "Alpha", "Beta"]);
    assert_eq!(told, "2024: 1, Gamma. 2025-03: 2, Alpha.");
    let (titles, told) = listed(["", "2025-03-02", "2025-03-01"], "---\ndate: 2025-04-01\n---\n\n");
    assert_eq!(titles, ["Gamma", "Beta", "Alpha"]);
    assert_eq!(told, "2025-03-01: 1, Gamma. 2025-03-02: 2, Beta. 2025-04-01: the article.");
    assert_eq!(listed(["", "2025-03-02", ""], "").1, "", "one day is no line");
}

/// Values of an attribute in a page, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(&*start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
}

proptest! {
    #[test]
    fn each_link_of_a_page_has_one_place(text in hostile(), other in hostile()) {
        let page = report(&[reported("x", &text), reported("y", &other)]);
        let mut ids = values(&page, "id");
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(count, ids.len(), "{:?}", ids);
        for link in values(&page, "href").into_iter().filter_map(|link| link.strip_prefix('#')) {
            prop_assert!(ids.binary_search(&link).is_ok(), "{link}");
        }
        let named = values(&page, "aria-labelledby");
        for id in named.iter().flat_map(|named| named.split(' ')) {
            prop_assert!(ids.binary_search(&id).is_ok(), "{id}");
        }
    }

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
