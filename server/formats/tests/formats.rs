//! Each format: an article with everything in it, offsets behind characters of all lengths, and hostile texts.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

mod texts;

use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{Exported, FORMATS, Format, Layout, format};
use ascribe_formats::offsets::Unit;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;
use std::sync::Arc;
use texts::hostile;

const HARBOUR: &str = "\
---
title: Is the bar open?
outlet: The Fenwick Herald
date: 2025-06-12
lang: en
---

@lund: Karin Lund
  aka: the harbour master
  role: harbour master
@office: The harbour office
  kind: organisation

^talk: Talk with Karin Lund
  date: 2025-06-11
  url: https://herald.example/talk?a=1&b=2

The harbour office said that [the bar is <closed>]{claim #closed @office ^talk draft confidence=0.84}.

“It is open,”{#open @lund ^talk denies=#closed note=\"asked twice\"} said [the harbour master]{@lund}, “👩\u{200d}🚒 said\u{301} so.”{part=#open}

She rejected reports that [the pilots had
left]{claim @lund stance=denies verdict=mostly-false checked-by=@office evidence=^talk}.
";

fn read(text: &str) -> AnnotatedArticle {
    AnnotatedArticle::new("harbour", &Scope::alone(Arc::new(Document::new(text))))
}

/// Articles in a format of text; `None` for binary ones, whose tests are their own.
fn export(format: &Format, articles: &[AnnotatedArticle]) -> Option<Exported> {
    match format.layout {
        Layout::Together(_, export) => Some(export(articles)),
        Layout::Apart(_, export) => Some(export(&articles[0])),
        Layout::Archive(..) | Layout::Tables(..) => None,
    }
}

#[test]
fn an_article_in_each_format() {
    for format in FORMATS {
        let Some(exported) = export(format, &[read(HARBOUR)]) else { continue };
        let losses: String = exported.losses.iter().flat_map(|loss| [loss, "\n"]).collect();
        let shown = format!("{}{losses}", exported.files.last().unwrap());
        insta::assert_snapshot!(format.name, shown);
    }
}

#[test]
fn a_claim_review_is_published_with_its_article() {
    let format = format("schema-org").unwrap();
    for date in [Some("2025-08-02"), None] {
        let front = date.map(|date| format!("---\ndate: {date}\n---\n\n")).unwrap_or_default();
        let claim = "[It sank]{claim @a date=2025-03-01 verdict=false reviewed-by=@b reviewed=2026-01-07}.\n";
        let exported = export(format, &[read(&format!("{front}@a: Ann\n@b: Ben\n\n{claim}"))]).unwrap();
        let page: Value = serde_json::from_str(exported.files.last().unwrap()).unwrap();
        let objects = page["@graph"].as_array().unwrap();
        let review = objects.iter().find(|it| it["@type"] == "ClaimReview").unwrap();
        assert_eq!(review.get("datePublished").and_then(Value::as_str), date);
        assert_eq!(review["itemReviewed"]["datePublished"], "2025-03-01");
    }
}

#[test]
fn formats_are_sorted_and_found_by_name() {
    assert!(FORMATS.is_sorted_by_key(|format| format.name));
    assert!(FORMATS.iter().all(|known| format(known.name).is_some_and(|found| found.name == known.name)));
    assert!(format("odt").is_none());
}

/// Spans in a file, each with the words that the file has for it.
fn spans(name: &str, file: &str) -> Vec<(usize, usize, String)> {
    let number = |value: &Value| value.as_u64().unwrap() as usize;
    let json = || -> Vec<Value> { file.lines().map(|line| serde_json::from_str(line).unwrap()).collect() };
    match name {
        "brat" => {
            let lines = file.lines().filter(|line| line.starts_with('T'));
            let span = |line: &str| {
                let [_, place, words] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
                    panic!("{line}")
                };
                let ends: Vec<usize> =
                    place.split([' ', ';']).skip(1).map(|end| end.parse().unwrap()).collect();
                (ends[0], ends[ends.len() - 1], words.to_owned())
            };
            lines.map(span).collect()
        }
        "jsonl" => {
            let annotations = json().remove(0)["annotations"].as_array().unwrap().clone();
            let span = |it: &Value| {
                (number(&it["parts"][0][0]), number(&it["parts"][0][1]), it["text"].as_str().unwrap().into())
            };
            annotations.iter().map(span).collect()
        }
        "w3c" => {
            let page: Value = serde_json::from_str(file).unwrap();
            let items = page["items"].as_array().unwrap();
            let span = |it: &Value| {
                let selectors = &it["target"]["selector"];
                let exact = selectors[1]["exact"].as_str().unwrap().to_owned();
                (number(&selectors[0]["start"]), number(&selectors[0]["end"]), exact)
            };
            items.iter().map(span).collect()
        }
        "label-studio" => {
            let tasks: Value = serde_json::from_str(file).unwrap();
            let results = tasks[0]["annotations"][0]["result"].as_array().unwrap();
            let regions = results.iter().filter(|it| it["type"] == "labels").map(|it| &it["value"]);
            let span =
                |it: &Value| (number(&it["start"]), number(&it["end"]), it["text"].as_str().unwrap().into());
            regions.map(span).collect()
        }
        "doccano" => {
            let line = json().remove(0);
            let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
            let span = |it: &Value| {
                let (start, end) = (number(&it["start_offset"]), number(&it["end_offset"]));
                (start, end, text[start..end].iter().collect())
            };
            line["entities"].as_array().unwrap().iter().map(span).collect()
        }
        "csv" => {
            let mut table = csv::Reader::from_reader(file.as_bytes());
            let span = |row: csv::StringRecord| {
                (row[9].parse().unwrap(), row[10].parse().unwrap(), row[11].to_owned())
            };
            table.records().map(|row| span(row.unwrap())).collect()
        }
        "conll" => {
            let tagged = file.lines().filter(|line| line.contains("B-") && !line.starts_with('#'));
            let span = |line: &str| {
                let columns: Vec<&str> = line.split('\t').collect();
                (columns[1].parse().unwrap(), columns[2].parse().unwrap(), columns[0].to_owned())
            };
            tagged.map(span).collect()
        }
        "cas-json" => {
            let cas: Value = serde_json::from_str(file).unwrap();
            let structures = cas["%FEATURE_STRUCTURES"].as_array().unwrap();
            let text: Vec<u16> = structures[0]["sofaString"].as_str().unwrap().encode_utf16().collect();
            let spans = structures.iter().filter(|it| it["%TYPE"] == "webanno.custom.Attribution");
            let span = |it: &Value| {
                let (start, end) = (number(&it["begin"]), number(&it["end"]));
                (start, end, String::from_utf16(&text[start..end]).unwrap())
            };
            spans.map(span).collect()
        }
        "cas-xmi" => {
            let value = |element: &str, key: &str| -> String {
                element.split(&format!(" {key}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
            };
            let sofa = file.lines().find(|line| line.starts_with("<cas:Sofa ")).unwrap();
            let text = quick_xml::escape::unescape(&value(sofa, "sofaString")).unwrap().into_owned();
            let text: Vec<u16> = text.encode_utf16().collect();
            let spans = file.lines().filter(|line| line.starts_with("<custom:Attribution "));
            let span = |line: &str| {
                let [start, end] = ["begin", "end"].map(|key| value(line, key).parse::<usize>().unwrap());
                (start, end, String::from_utf16(&text[start..end]).unwrap())
            };
            spans.map(span).collect()
        }
        "webanno" => {
            let begins = file.lines().filter(|line| !line.starts_with('#') && line.contains('['));
            let span = |line: &str| {
                let columns: Vec<&str> = line.split('\t').collect();
                let (start, end) = columns[1].split_once('-').unwrap();
                (start.parse().unwrap(), end.parse().unwrap(), columns[2].to_owned())
            };
            begins.map(span).collect()
        }
        other => panic!("how does {other} count?"),
    }
}

#[test]
fn offsets_count_as_the_format_says() {
    // Before the words: an emoji of four code points and of seven UTF-16 units, a combining accent, and a CRLF.
    let document = "👩\u{200d}🚒! Cafe\u{301}\r\n\r\nShe said [open]{claim @lund}.\r\n";
    for format in FORMATS.iter().filter(|format| format.unit.is_some()) {
        let Some(exported) = export(format, &[read(document)]) else { continue };
        let start = match format.unit.unwrap() {
            Unit::CodePoint => 3 + 1 + 1 + 5 + 4 + 9,
            Unit::Utf16 => 5 + 1 + 1 + 5 + 4 + 9,
        };
        let found = spans(format.name, exported.files.last().unwrap());
        assert_eq!(found, [(start, start + 4, "open".to_owned())], "{}", format.name);
    }
}

/// Text of the paragraphs of a TEI document, and the number of its elements `said`, `rs` and `seg`.
fn tei_text(file: &str) -> (Vec<String>, usize) {
    let mut reader = quick_xml::Reader::from_str(file);
    let (mut paragraphs, mut marks, mut in_body) = (Vec::new(), 0, false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return (paragraphs, marks),
            Event::Start(start) if start.name().as_ref() == b"body" => in_body = true,
            Event::Start(start) if in_body => {
                let is_mark = matches!(start.name().as_ref(), b"said" | b"rs" | b"seg");
                marks += usize::from(is_mark);
                if start.name().as_ref() == b"p" {
                    paragraphs.push(String::new());
                }
            }
            Event::End(end) if end.name().as_ref() == b"body" => in_body = false,
            Event::Text(text) if in_body => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push_str(&text.decode().unwrap());
                }
            }
            Event::GeneralRef(reference) if in_body => {
                let name = reference.decode().unwrap();
                let character = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#13" => "\r",
                    other => panic!("&{other};"),
                };
                paragraphs.last_mut().unwrap().push_str(character);
            }
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn every_format_takes_any_text(text in hostile()) {
        let articles = [read(&text)];
        for format in FORMATS {
            let Some(exported) = export(format, &articles) else { continue };
            let file = exported.files.last().unwrap();
            match format.name {
                "tei" => {
                    let (paragraphs, marks) = tei_text(file);
                    let words = |text: &str| -> String {
                        let text = text.chars().map(|c| if matches!(c, '\u{0}' | '\u{1b}') { '\u{fffd}' } else { c });
                        text.filter(|c| !c.is_whitespace()).collect()
                    };
                    prop_assert_eq!(words(&paragraphs.concat()), words(&articles[0].text));
                    let parts = articles[0].annotations.iter().flat_map(|annotation| &annotation.parts);
                    prop_assert_eq!(marks, parts.filter(|part| !part.is_empty()).count());
                }
                // The first three are read back in the tests of imports.
                "cas-json" | "cas-xmi" | "webanno" | "conll" | "dot" | "markdown" | "mermaid" => {}
                "graphml" => drop(tei_text(file)),
                "jsonl" | "doccano" => prop_assert!(serde_json::from_str::<Value>(file.trim_end()).is_ok()),
                "w3c" | "label-studio" | "schema-org" => prop_assert!(serde_json::from_str::<Value>(file).is_ok()),
                name => {
                    let count = spans(name, file).len();
                    let lost = exported.losses.iter().filter(|loss| loss.contains("annotation")).count();
                    prop_assert!(count == articles[0].annotations.len() || lost == 1);
                }
            }
        }
    }
}
