//! Articles as other tools see them: what is read from a document, and where.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

mod texts;

use ascribe_fixture::Fixture;
use ascribe_formats::offsets::{Offsets, Unit};
use ascribe_formats::{AnnotatedArticle, Target};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::{StrippedArticle, strip};
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::Arc;
use texts::hostile;

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

#[test]
fn an_article_that_is_written_says_what_it_said() {
    let text = "\
---
title: Is the bar open?
date: 2025-06-12
---

@lund: Karin Lund
  aka: the harbour master

^talk: Talk with Karin Lund
  date: 2025-06-11

The office [said]{cue for=#closed} that [the [bar]{mention @lund} is {closed}]{claim #closed @lund ^talk draft confidence=0.84}.

“It is open,”{#open @lund ^talk denies=#closed,other#x note=\"asked \\\"twice\\\"\"} said Lund, « and so on. »{part=#open}

“I know what we promised.

“But a barge is a pier.”{@lund ^talk stance=asks}
";
    let article = read(text);
    let written = article.document();
    assert_eq!(written.losses, [""; 0]);
    assert_eq!(read(&written.document.text().to_string()), article);
    insta::assert_snapshot!(written.document.text().to_string());
}

#[test]
fn what_the_markup_does_not_have_is_replaced_or_told() {
    let entity = |id: &str, name: &str| ascribe_formats::Entity {
        id: id.to_owned(),
        name: name.to_owned(),
        fields: vec![("role".into(), "a\nb".into()), ("no key".into(), "x".into())],
    };
    let annotation = |part: std::ops::Range<usize>, actor: &str| ascribe_formats::ArticleAnnotation {
        label: None,
        kind: ascribe_markup::model::vocabulary::Kind::Claim,
        stance: Some(ascribe_language::stance::Stance::Asserts),
        is_quotation: false,
        parts: vec![part],
        actors: vec![actor.to_owned()],
        via: Vec::new(),
        sources: Vec::new(),
        relations: Vec::new(),
        within: None,
        is_draft: false,
        attributes: Vec::new(),
    };
    let article = AnnotatedArticle {
        id: "x".into(),
        text: "[So] {it} is open.\n\nAnd %% closed.\n".into(),
        front_matter: vec![("title".into(), "A\nB".into()), ("no key".into(), "x".into())],
        actors: [entity("T7", "Ida Moe"), entity("7", "Ida  Moe"), entity("ida-moe", "")]
            .into_iter()
            .collect(),
        sources: ascribe_formats::Entities::default(),
        annotations: vec![
            annotation(0..9, "7"),
            annotation(5..17, "T7"),
            annotation(13..23, "?"),
            annotation(3..3, "7"),
        ],
    };
    let written = article.document();
    assert_eq!(strip(&written.document), article.text);
    insta::assert_snapshot!(format!(
        "{}---\n{}",
        written.document.text().to_string(),
        written.losses.join("\n")
    ));
}

#[test]
fn an_annotation_of_the_last_paragraph_of_a_quotation_takes_no_other() {
    let mut article = read("“I know what we promised.\n\n“But a barge is a pier.”{@lund}\n");
    article.annotations[0].parts.remove(0);
    let written = article.document().document.text().to_string();
    assert_eq!(written, "“I know what we promised.\n\n“[But a barge is a pier.]{quote @lund}”\n");
}

#[test]
fn spans_are_in_code_points() {
    let text = "„Nein“, sagt Ö. 👩";
    let points = Offsets::new(text, Unit::CodePoint);
    assert_eq!(points.span(&(0.."„Nein“".len())), [0, 6]);
    assert_eq!(points.span(&(0..text.len())), [0, text.chars().count()]);
}

#[test]
fn backslashes_of_the_document_do_not_count() {
    let (article, document) = (r"ö {a} \{ b", r"ö \{a} \\\{ b");
    let stripped = StrippedArticle::new(&Document::new(document));
    assert_eq!(stripped.text, article);
    let points = Offsets::new(article, Unit::CodePoint);
    let last = document.len() - 1..document.len();
    assert_eq!(points.span(&(stripped.offset(last.start)..stripped.offset(last.end))), [9, 10]);
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
        prop_assert_eq!(found, &*article.text);
        for (at, c) in article.text.char_indices() {
            let range = article.document_range(&(at..at + c.len_utf8()));
            prop_assert!(text[range].ends_with(c), "{:?} at {}", c, at);
        }
    }

    #[test]
    fn a_written_article_has_the_text_and_what_is_not_lost(text in hostile()) {
        let article = read(&text);
        let written = article.document();
        prop_assert_eq!(strip(&written.document), &*article.text, "{}", written.document.text().to_string());
        let again = read(&written.document.text().to_string());
        // Where there are no words there is nothing to annotate.
        let mut parts = article.annotations.iter().flat_map(|annotation| &annotation.parts);
        let is_whole = parts.all(|part| !part.is_empty())
            && written.losses.iter().all(|loss| !loss.contains("annotation"));
        prop_assert!(!is_whole || again.annotations.len() == article.annotations.len());
        // A part over a line end may become two.
        let told = |article: &AnnotatedArticle| {
            let told = article.annotations.iter().map(|annotation| {
                let words: String = annotation.parts.iter().map(|part| &article.text[part.clone()]).collect();
                (words.split_whitespace().collect::<String>(), annotation.actors.clone())
            });
            let mut told: Vec<_> = told.collect();
            told.sort();
            told
        };
        prop_assert!(!is_whole || told(&article) == told(&again), "{}", written.document.text().to_string());
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
