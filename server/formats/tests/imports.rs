//! Articles of other tools: what is exported is read back, and nothing else makes a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

mod texts;

use ascribe_formats::export::{Layout, format};
use ascribe_formats::import::{
    IMPORT_FORMATS, ImportFormat, ImportedArticle, ImportedFile, LabelKinds, import_format,
};
use ascribe_formats::{AnnotatedArticle, Target};
use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use std::sync::Arc;
use texts::hostile;

const HARBOUR: &str = "\
---
title: Is the bar open?
---

@lund: Karin Lund
@office: The harbour office

^talk: Talk with Karin Lund

👩\u{200d}🚒 The office said that [the bar is <closed>]{claim #closed @office ^talk via=@lund draft confidence=0.84}.

“It is open,”{#open @lund ^talk denies=#closed note=\"asked twice\"} said [the harbour master]{@lund}, “and so on.”{part=#open}

She rejected reports that [the pilots had
left]{claim @lund stance=denies}.
";

fn article(text: &str) -> AnnotatedArticle {
    AnnotatedArticle::new("harbour", &Scope::alone(Arc::new(Document::new(text))))
}

fn import(
    format: &ImportFormat,
    content: &str,
    text: &str,
    kinds: &LabelKinds,
) -> Result<Vec<ImportedArticle>, String> {
    (format.read)(&ImportedFile { name: "harbour", content, text, kinds })
}

/// The article, exported and imported again.
fn there_and_back(name: &str, article: &AnnotatedArticle) -> ImportedArticle {
    let exported = match format(name).unwrap().layout {
        Layout::Together(_, export) => export(std::slice::from_ref(article)),
        Layout::Apart(_, export) => export(article),
        Layout::Archive(..) | Layout::Tables(..) => panic!("{name} is binary"),
    };
    let (content, text) = (exported.files.last().unwrap(), exported.files.first().unwrap());
    let imported = import(import_format(name).unwrap(), content, text, &LabelKinds::default());
    let mut imported = imported.unwrap_or_else(|error| panic!("{name}: {error}\n{content}"));
    assert_eq!(imported.len(), 1);
    imported.remove(0)
}

#[test]
fn what_is_exported_is_imported() {
    let original = article(HARBOUR);
    for import in IMPORT_FORMATS {
        let ImportedArticle { article: read, losses } = there_and_back(import.name, &original);
        assert_eq!(losses, [""; 0], "{}", import.name);
        assert_eq!((&read.id, &read.text), (&original.id, &original.text), "{}", import.name);
        let told = |article: &AnnotatedArticle| -> Vec<String> {
            let mut told: Vec<String> = article
                .annotations
                .iter()
                .map(|it| {
                    let names: Vec<&str> =
                        it.actors.iter().map(|id| article.actor(id).unwrap().title()).collect();
                    let relations: Vec<String> = it
                        .relations
                        .iter()
                        .map(|(key, target)| match target {
                            Target::Annotation(index) => {
                                format!("{key} {}", article.words(&article.annotations[*index]))
                            }
                            Target::Label(label) => format!("{key} {label}"),
                        })
                        .collect();
                    // doccano has no stance, and Label Studio no relation to a draft.
                    let stance = it.stance.filter(|_| import.name != "doccano");
                    let relations = if import.name == "label-studio" { Vec::new() } else { relations };
                    format!("{} {stance:?} {} {names:?} {relations:?}", it.kind.word(), article.words(it))
                })
                .collect();
            told.sort();
            told
        };
        assert_eq!(told(&read), told(&original), "{}", import.name);
    }
    assert_eq!(
        there_and_back("jsonl", &original)
            .article
            .annotations
            .iter()
            .map(|it| it.is_quotation)
            .collect::<Vec<_>>(),
        original.annotations.iter().map(|it| it.is_quotation).collect::<Vec<_>>()
    );
    assert_eq!(
        there_and_back("brat", &original).article.annotations[1].attribute("note"),
        Some("asked twice")
    );
}

/// Annotations with words, each as kind, code points, names of the actors, label, and whether it is a draft; in order.
fn spoken(article: &AnnotatedArticle) -> Vec<String> {
    let with_words = article.annotations.iter().filter(|it| it.parts.iter().any(|part| !part.is_empty()));
    let spoken = with_words.map(|it| {
        let names: Vec<&str> = it.actors.iter().map(|id| article.actor_name(id)).collect();
        let at = |byte: usize| article.text[..byte].chars().count();
        let parts = it.parts.iter().filter(|part| !part.is_empty());
        let parts: Vec<_> = parts.map(|part| at(part.start)..at(part.end)).collect();
        format!("{} {parts:?} {names:?} {:?} {}", it.kind.word(), it.label, it.is_draft)
    });
    let mut spoken: Vec<String> = spoken.collect();
    spoken.sort();
    spoken
}

proptest! {
    #[test]
    fn layers_of_any_text_are_read_as_they_were(text in hostile()) {
        let original = article(&text);
        let clean: String = original.text.chars().map(|c| match c {
            '\u{0}' | '\u{1b}' => '\u{fffd}',
            c => c,
        }).collect();
        for name in ["cas-json", "cas-xmi", "webanno"] {
            if name == "webanno" && original.text.starts_with(char::is_whitespace) {
                continue;
            }
            let blank = original.text.trim().is_empty();
            if name == "webanno" && blank {
                continue;
            }
            let read = there_and_back(name, &original).article;
            let expected = if name == "cas-xmi" { &clean } else { &original.text };
            prop_assert_eq!(&read.text, expected, "{}", name);
            prop_assert_eq!(spoken(&read), spoken(&original), "{}", name);
        }
    }
}

#[test]
fn layers_of_others_need_a_kind() {
    let content = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n\n\
        #Text=Ida Roe said so.\n1-1\t0-3\tIda\t*[1]\tPER[1]\t\n1-2\t4-7\tRoe\t*[1]\tPER[1]\t\n\
        1-3\t8-12\tsaid\t_\t_\t\n1-4\t13-15\tso\t*\tclaim\t\n1-5\t15-16\t.\t_\t_\t\n\n#Text=No.\n2-1\t17-19\tNo\t_\t_\t\n";
    let mut kinds = LabelKinds::default();
    kinds.add("PER", Kind::Mention);
    let imported = import(import_format("webanno").unwrap(), content, "", &kinds).unwrap().remove(0);
    assert_eq!(imported.article.text, "Ida Roe said so.\nNo.");
    let read: Vec<_> = imported.article.annotations.iter().map(|it| (it.kind, it.parts[0].clone())).collect();
    assert_eq!(read, [(Kind::Mention, 0..7), (Kind::Claim, 13..15)]);
    assert_eq!(imported.losses, [""; 0]);
}

#[test]
fn json_lines_are_read_as_they_were() {
    let original = article(HARBOUR);
    assert_eq!(there_and_back("jsonl", &original).article, original);
}

#[test]
fn labels_of_others_are_given_a_kind_or_told() {
    let content = "T1\tQUOTE 0 2\tSo\nT2\tPER 3 5\tit\nT3\tSpeech 6 8\tis\n";
    let mut kinds = LabelKinds::default();
    kinds.add("speech", Kind::Claim);
    let imported = import(import_format("brat").unwrap(), content, "So it is.", &kinds).unwrap().remove(0);
    let read: Vec<_> = imported.article.annotations.iter().map(|it| it.kind).collect();
    assert_eq!(read, [Kind::Quote, Kind::Claim]);
    assert_eq!(
        imported.losses,
        ["not imported: 1 annotation, since its label `PER` is no kind; give it one with `--map PER=claim`"]
    );
}

#[test]
fn a_quote_that_has_moved_is_found_by_its_words() {
    let annotation = |start: usize, end: usize, exact: &str, prefix: &str| {
        format!(
            r#"[{{"tags":["claim"],"target":[{{"selector":[{{"type":"TextPositionSelector","start":{start},"end":{end}}},
            {{"type":"TextQuoteSelector","exact":"{exact}","prefix":"{prefix}"}}]}}]}}]"#
        )
    };
    let place = |content: &str| {
        let imported =
            import(import_format("w3c").unwrap(), content, "No. It is open, it is.", &LabelKinds::default());
        imported.unwrap().remove(0).article.annotations.first().map(|it| it.parts[0].clone())
    };
    assert_eq!(place(&annotation(4, 9, "It is", "")), Some(4..9));
    assert_eq!(place(&annotation(0, 5, "It is", "")), Some(4..9));
    assert_eq!(place(&annotation(0, 2, "is", "")), None, "there are two");
    assert_eq!(place(&annotation(0, 2, "is", "it ")), Some(19..21));
}

#[test]
fn errors_say_where_and_what() {
    for (name, content, expected) in [
        ("brat", "T1 quote 0 1", "line 1 is no text-bound annotation of brat: `T1 quote 0 1`"),
        ("brat", "T1\tquote 0 9\tx", "line 1: 0 to 9 is not in the text"),
        ("jsonl", "{}", "line 1 has no `text`"),
        ("jsonl", "\n[1", "line 2 is no JSON: EOF while parsing a list at line 1 column 2"),
        (
            "jsonl",
            r#"{"text":"a","annotations":[{"kind":"quote","parts":[[0,2]]}]}"#,
            "line 1, annotation 0: 0 to 2 is not in the text",
        ),
        ("doccano", r#"{"text":"a","label":[[0,"x"]]}"#, r#"line 1: [0,"x"] has no start, end and label"#),
        ("label-studio", "{}", "is no JSON array of tasks"),
        ("label-studio", "[{}]", "task 1 has no `data`"),
        ("w3c", "", "is no JSON: EOF while parsing a value at line 1 column 0"),
        ("cas-json", "{}", "has no `%FEATURE_STRUCTURES`"),
        ("cas-xmi", "<a><b/>", "is no XML: it ends within an element"),
        ("cas-xmi", "<a/>", "has no text"),
        ("webanno", "#FORMAT=CoNLL", "does not begin with `#FORMAT=WebAnno TSV 3`"),
        (
            "webanno",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|c\n\n#Text=So\n1-1\t0-2\tSo\n",
            "line 5: has 0 columns of layers, not 1",
        ),
    ] {
        let imported = import(import_format(name).unwrap(), content, "So.", &LabelKinds::default());
        assert_eq!(imported.unwrap_err(), expected, "{name}");
    }
}

proptest! {
    #[test]
    fn no_content_makes_a_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "T1\tclaim 0 2;3 5\tx\n", "T2\tquote 1 9999\tx\n", "A1\tdraft T1\n", "R1\tdenies Arg1:T1 Arg2:T1\n", "N1\tReference T1 speaker:x\tX\n", "#1\tNote T1\t#\n", "E1\n", "*\n",
        "{", "}", "[", "]", "\"text\":\"é👩a\"", "\"label\":", "[0,1,\"claim\"]", ",", "\n", ":", "\"data\":", "\"annotations\":", "\"result\":", "\"target\":", "null", "1",
        "#FORMAT=WebAnno TSV 3.3\n", "#T_SP=a.B|kind|c\n", "#T_RL=a.R|relation|BT_a.B\n", "#Text=é👩a\n", "1-1\t0-1\té\t", "claim[1]\t", "1-1[1_1]\t", "2-1\t3-9\tx\t",
    ]), 0..30)) {
        let content = pieces.concat();
        for format in IMPORT_FORMATS {
            drop(import(format, &content, "é👩a text", &LabelKinds::default()));
        }
    }
}
