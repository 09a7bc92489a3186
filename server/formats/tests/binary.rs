//! Binary formats, read back: what the tables and the project have is what the article has.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

mod texts;

use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{Entry, Exported, Layout, format};
use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::scope::Scope;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use proptest::prelude::*;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::sync::Arc;
use texts::hostile;

fn article(id: &str, text: &str) -> AnnotatedArticle {
    AnnotatedArticle::new(id, &Scope::alone(Arc::new(Document::new(text))))
}

fn tables(articles: &[AnnotatedArticle]) -> Exported<Vec<u8>> {
    let Layout::Tables(_, export) = format("parquet").unwrap().layout else { panic!("no tables") };
    export(articles)
}

/// Rows of a table, each as its columns by name.
fn rows(file: &[u8]) -> Vec<HashMap<String, Field>> {
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(file)).unwrap();
    let columns = |row: Row| row.into_columns().into_iter().collect();
    reader.get_row_iter(None).unwrap().map(|row| columns(row.unwrap())).collect()
}

fn text(row: &HashMap<String, Field>, column: &str) -> String {
    match &row[column] {
        Field::Str(text) => text.clone(),
        Field::Null => "null".to_owned(),
        other => panic!("{column} is {other}"),
    }
}

fn list(row: &HashMap<String, Field>, column: &str) -> Vec<String> {
    let Field::ListInternal(list) = &row[column] else { panic!("{column} is {}", row[column]) };
    let text = |field: &Field| if let Field::Str(text) = field { text.clone() } else { panic!("{field}") };
    list.elements().iter().map(text).collect()
}

fn number(row: &HashMap<String, Field>, column: &str) -> usize {
    let Field::Long(number) = row[column] else { panic!("{column} is {}", row[column]) };
    usize::try_from(number).unwrap()
}

/// Characters between two code points, without those between the parts of an annotation.
fn characters(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Files of a project, by name.
fn project(articles: &[AnnotatedArticle]) -> HashMap<String, String> {
    let Layout::Archive("qdpx", export) = format("refi-qda").unwrap().layout else { panic!("no archive") };
    export(articles).files.into_iter().map(|Entry { name, content }| (name, content)).collect()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let found = start.attributes().map(Result::unwrap).find(|it| it.key.as_ref() == name.as_bytes());
    found.unwrap_or_else(|| panic!("{name}")).unescape_value().unwrap().into_owned()
}

/// A selection of a project: text of its source, and the names of its codes.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Selection {
    words: String,
    codes: Vec<String>,
}

fn selections(files: &HashMap<String, String>) -> Vec<Selection> {
    let mut reader = quick_xml::Reader::from_str(&files["project.qde"]);
    let (mut codes, mut selections, mut source) = (HashMap::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return selections,
            Event::Start(start) => match start.name().as_ref() {
                b"Code" => drop(codes.insert(attribute(&start, "guid"), attribute(&start, "name"))),
                b"TextSource" => {
                    let path = attribute(&start, "plainTextPath");
                    source.clone_from(
                        &files[&format!("sources/{}", path.strip_prefix("internal://").unwrap())],
                    );
                }
                b"PlainTextSelection" => {
                    let [start, end] = ["startPosition", "endPosition"]
                        .map(|name| attribute(&start, name).parse::<usize>().unwrap());
                    let words = characters(&source, start, end);
                    selections.push(Selection { words, codes: Vec::new() });
                }
                b"CodeRef" => {
                    let code = codes[&attribute(&start, "targetGUID")].clone();
                    selections.last_mut().unwrap().codes.push(code);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

#[test]
fn articles_are_one_set_of_tables() {
    let articles = [
        article(
            "one",
            "@lund: Karin Lund\n  role: pilot\n^log: Log\n\n“👩 Ie\u{301},”{@lund ^log} she said.\r\n",
        ),
        article(
            "two",
            "@roe: Ida Roe\n\nThat [it is\r\nopen]{claim @roe verdict=false confidence=0.5 x=y}.\n",
        ),
        article("three", "Nothing.\n"),
    ];
    let Exported { files, losses } = tables(&articles);
    assert_eq!(losses, [""; 0]);
    let [about, quotations, claims, actors, sources] = &files[..] else { panic!("{}", files.len()) };
    assert_eq!(rows(about).len(), 3);
    let quotation = &rows(quotations)[0];
    assert_eq!([text(quotation, "document"), text(quotation, "text")], ["one", "👩 Ie\u{301},"]);
    assert_eq!([number(quotation, "start"), number(quotation, "end")], [1, 7]);
    assert_eq!([list(quotation, "actor_names"), list(quotation, "sources")], [["Karin Lund"], ["log"]]);
    assert_eq!([list(quotation, "via"), list(quotation, "relations")], [[""; 0]; 2]);
    let claim = &rows(claims)[0];
    assert_eq!([text(claim, "document"), text(claim, "verdict")], ["two", "false"]);
    assert_eq!([&claim["confidence"], &claim["draft"]], [&Field::Double(0.5), &Field::Bool(false)]);
    assert_eq!(list(claim, "attributes"), ["x=y"]);
    let actors: Vec<String> = rows(actors).iter().map(|row| text(row, "role")).collect();
    assert_eq!(actors, ["pilot", "null"]);
    assert_eq!(rows(sources).len(), 1);
}

#[test]
fn a_project_is_the_same_each_time() {
    let articles = || [article("one", "“So,”{@lund} she said."), article("two", "“So,”{@lund} she said.")];
    assert_eq!(project(&articles()), project(&articles()));
}

#[test]
fn actors_of_one_id_with_two_names_are_two_codes() {
    let articles = [
        article("one", "@lund: Karin Lund\n\n“So,”{@lund} she said."),
        article("two", "@lund: Per Lund\n\n“No,”{@lund} he said."),
    ];
    let selections = selections(&project(&articles));
    let codes: Vec<&[String]> = selections.iter().map(|it| &it.codes[..]).collect();
    assert_eq!(codes, [["quote", "asserts", "Karin Lund"], ["quote", "asserts", "Per Lund"]]);
}

proptest! {
    #[test]
    fn tables_have_any_text(text in hostile()) {
        let article = article("a", &text);
        let files = tables(std::slice::from_ref(&article)).files;
        prop_assert_eq!(&self::text(&rows(&files[0])[0], "text"), &article.text);
        for (file, is_quote) in [(&files[1], true), (&files[2], false)] {
            let of_kind = article.annotations.iter().filter(|it| it.kind.is_statement());
            let expected: Vec<_> = of_kind.filter(|it| (it.kind == Kind::Quote) == is_quote).collect();
            let rows = rows(file);
            prop_assert_eq!(rows.len(), expected.len());
            for (row, annotation) in rows.iter().zip(expected) {
                prop_assert_eq!(self::text(row, "text"), article.words(annotation));
                let whole = article.text.get(annotation.range()).unwrap();
                prop_assert_eq!(characters(&article.text, number(row, "start"), number(row, "end")), whole);
                prop_assert_eq!(&list(row, "actors"), &annotation.actors);
            }
        }
    }

    #[test]
    fn projects_have_any_text(text in hostile()) {
        let article = article("a", &text);
        let mut found: Vec<String> = selections(&project(std::slice::from_ref(&article))).into_iter().map(|it| it.words).collect();
        let parts = article.annotations.iter().flat_map(|annotation| &annotation.parts);
        let mut expected: Vec<&str> = parts.map(|part| article.text.get(part.clone()).unwrap()).collect();
        found.sort();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}
