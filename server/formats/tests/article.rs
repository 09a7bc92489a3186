//! Articles as other tools see them: what is read from a document, and where.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_fixture::Fixture;
use ascribe_formats::{AnnotatedArticle, Target};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::{StrippedArticle, strip};
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

fn read(text: &str) -> AnnotatedArticle {
    AnnotatedArticle::new("harbour", &Scope::alone(Arc::new(Document::new(text))))
}

/// Annotations of a document in fixture notation, a line each.
fn annotations(source: &str) -> String {
    let article = read(&Fixture::parse(source).text);
    let mut told = String::new();
    for (index, it) in article.annotations.iter().enumerate() {
        let stance = it.stance.map_or("unclear", |stance| stance.word());
        write!(told, "{index} {} {stance} “{}”", it.kind.word(), article.words(it)).unwrap();
        for (sign, ids) in [("@", &it.actors), ("via @", &it.via), ("^", &it.sources)] {
            for id in ids {
                write!(told, " {sign}{id}").unwrap();
            }
        }
        for (key, target) in &it.relations {
            match target {
                Target::Annotation(index) => write!(told, " {key}={index}").unwrap(),
                Target::Label(label) => write!(told, " {key}={label}").unwrap(),
            }
        }
        if let Some(around) = it.within {
            write!(told, " within {around}").unwrap();
        }
        told.push_str(if it.is_draft { " draft\n" } else { "\n" });
    }
    told
}

#[test]
fn parts_of_a_quotation_are_one_annotation() {
    insta::assert_snapshot!(annotations(r#"
        | "The bank has moved,"{#bank @hask ^talk} said Hask, "and we told them so."{part=#bank}
        |
        | "I know what we promised.
        |
        | "But a barge that carries nothing is a pier."{@falk ^call}
    "#), @r"
    0 quote asserts “The bank has moved, … and we told them so.” @hask ^talk
    1 quote asserts “I know what we promised. … But a barge that carries nothing is a pier.” @falk ^call
    ");
}

#[test]
fn an_annotation_shares_what_is_around_it_and_what_is_the_default() {
    insta::assert_snapshot!(annotations(r"
        | ---
        | source: ^talk
        | ---
        |
        | [Lund said that [the “safe” bar is open]{opinion} by [her deputy]{@dep}]{claim @lund via=@herald ^letter draft}.
        | [The bar is closed]{claim @falk}. [It is not]{claim @author}.
    "), @r"
    0 claim asserts “Lund said that the “safe” bar is open by her deputy” @lund via @herald ^letter draft
    1 opinion asserts “the “safe” bar is open” @lund ^letter within 0
    2 mention asserts “her deputy” @dep within 0
    3 claim asserts “The bar is closed” @falk ^talk
    4 claim asserts “It is not” @author
    ");
}

#[test]
fn relations_lead_to_annotations_or_are_kept_as_written() {
    insta::assert_snapshot!(annotations(r"
        | [It was sold]{claim #sold @bask}, Bask said; [it was sold]{claim @reyne stance=denies denies=#sold,#gone,other#x}.
        | [That is so]{claim @bask supports=#later stance=shrugs}. “No,”{#later @reyne answers=#later} he said.
    "), @r"
    0 claim asserts “It was sold” @bask
    1 claim denies “it was sold” @reyne denies=0 denies=#gone denies=other#x
    2 claim unclear “That is so” @bask supports=3
    3 quote asserts “No,” @reyne answers=3
    ");
}

#[test]
fn parts_that_continue_each_other_end() {
    insta::assert_snapshot!(annotations(r"
        | “One,”{#a @lund part=#b} she said, “two,”{#b part=#a} and “three.”{#c part=#c}
    "), @r"
    0 quote unclear “One, … two,” @lund
    1 quote unclear “three.”
    ");
}

#[test]
fn actors_and_sources_are_those_of_the_document_and_those_it_refers_to() {
    let cast = "@lund: Karin Lund\n  affiliation: @port\n@port: The port\n@other: Nobody here\n^log: Log\n";
    let document = "@falk: Per Falk\n\n[So it is]{claim @lund ^log}.\n";
    let [cast, document] = [cast, document].map(|text| Arc::new(Document::new(text)));
    let article = AnnotatedArticle::new("harbour", &Scope::new(document, vec![cast], Vec::new()));
    let ids = |entities: &[ascribe_formats::Entity]| -> Vec<String> {
        entities.iter().map(|entity| entity.id.clone()).collect()
    };
    assert_eq!(ids(&article.actors), ["falk", "lund", "port"]);
    assert_eq!(ids(&article.sources), ["log"]);
}

/// Text made of signs of the markup and of words.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "]{claim @moe}",
        "{",
        "}",
        "\"",
        "”{#a @moe ^log}",
        "”{part=#a}",
        "“",
        "”",
        "\\",
        "@moe: Ida\n",
        "%% x\n",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\u{a0}\n",
        "word",
        "Né",
        "👩",
        "\u{0}",
        "---\na: b\n---\n",
        "<p>&",
        "denies=#a",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_places_of_a_stripped_article_are_those_of_its_characters(text in hostile()) {
        let document = Document::new(&text);
        let article = StrippedArticle::new(&document);
        prop_assert_eq!(&article.text, &strip(&document));
        // Each character of the article stands at a place of the document that has it, in order.
        let mut found = String::new();
        for (at, c) in text.char_indices() {
            let (start, end) = (article.offset(at), article.offset(at + c.len_utf8()));
            prop_assert!(start <= end);
            let part = article.text.get(start..end);
            prop_assert!(part.is_some_and(|part| part.is_empty() || part == c.to_string()), "{:?} at {}", c, at);
            found.push_str(part.unwrap_or_default());
        }
        prop_assert_eq!(found, article.text);
    }

    #[test]
    fn parts_are_words_of_the_article(text in hostile()) {
        let article = read(&text);
        for annotation in &article.annotations {
            prop_assert!(!annotation.parts.is_empty());
            for part in &annotation.parts {
                let words = article.text.get(part.clone());
                prop_assert!(words.is_some_and(|words| words.trim() == words));
            }
            prop_assert!(annotation.parts.is_sorted_by_key(|part| part.start));
            prop_assert!(annotation.within.is_none_or(|around| around < article.annotations.len()));
        }
    }
}
