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
use ascribe_markup::strip::strip;
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

/// Formats that are not exported, or only in part.
const ONE_WAY: [&str; 5] = ["citron", "conll", "csv", "docx", "html"];

#[test]
fn what_is_exported_is_imported() {
    let original = article(HARBOUR);
    for import in IMPORT_FORMATS.into_iter().filter(|import| !ONE_WAY.contains(&import.name)) {
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
fn what_is_not_read_is_told() {
    let place = r#"{"type":"TextPositionSelector","start":0,"end":2}"#;
    let annotation =
        format!(r#"[{{"tags":["claim","wet"],"creator":"ida","target":{{"selector":{place}}}}}]"#);
    let region = r#"{"type":"labels","value":{"start":0,"end":2,"labels":["claim","wet"]}}"#;
    let task = format!(r#"[{{"data":{{"text":"So.","wet":1}},"annotations":[{{"result":[{region}]}}]}}]"#);
    for (name, content, expected) in [
        ("doccano", r#"{"text":"So.","Comments":["wet"],"cats":[]}"#, &["`Comments` is not known"][..]),
        (
            "label-studio",
            &task,
            &["an annotation has one kind, that of its first label", "`wet` of `data` is not known"],
        ),
        ("w3c", &annotation, &["`creator` is not known", "an annotation has one kind"]),
    ] {
        let imported =
            import(import_format(name).unwrap(), content, "So.", &LabelKinds::default()).unwrap().remove(0);
        let reasons: Vec<&str> = imported
            .losses
            .iter()
            .filter_map(|loss| loss.split_once(", since "))
            .map(|(_, reason)| reason)
            .collect();
        assert_eq!(reasons, expected, "{name}");
    }
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
        ("jsonl", "{}", "line 1 has no `text`; if it has another name, use `--map NAME=text`"),
        ("jsonl", "\n[1", "line 2 is no JSON: EOF while parsing a list at line 1 column 2"),
        (
            "jsonl",
            r#"{"text":"a","annotations":[{"kind":"quote","parts":[[0,2]]}]}"#,
            "line 1, annotation 0: 0 to 2 is not in the text",
        ),
        ("doccano", r#"{"text":"a","label":[[0,"x"]]}"#, r#"line 1: [0,"x"] has no start, end and label"#),
        ("label-studio", "{}", "is no JSON array of tasks"),
        ("label-studio", "[{}]", "task 1 has no `data`"),
        ("citron", "{}", "has no `text`"),
        (
            "citron",
            r#"{"text":"So.","quotes":[{"contents":[{"start":0,"end":9}]}]}"#,
            "quote 1: 0 to 9 is not in the text",
        ),
        ("conll", "So O\nit X-y\n", "line 2: `X-y` is no tag such as `O`, `B-quote` or `I-quote`"),
        ("conll", "So\n", "line 1: has no tag: `So`"),
        (
            "csv",
            "id,words\n1,x\n",
            "has no column `text`, but `id`, `words`; name the column with `--map NAME=text`",
        ),
        (
            "csv",
            "id,text\n1,a, b\n",
            "line 2 has 3 fields, but the first line 2; quote fields that hold separators",
        ),
        (
            "csv",
            "document,annotation,kind,text\n",
            "is a table of annotations, without their articles; export them with `--to jsonl`",
        ),
        ("docx", "<a/>", "is no document of a word processor; save it as .docx"),
        (
            "html",
            "<p>Home",
            "has no article that can be read; save the text of the article as a file of its own",
        ),
        (
            "tei",
            "<TEI>\n<text>&nbsp;</text></TEI>",
            "line 2: the entity `&nbsp;` is not known; write its character",
        ),
        ("tei", "<teiCorpus/>", "is no TEI document, but one of `teiCorpus`; import one document at a time"),
        ("tei", "<TEI><text>", "is no XML: `TEI` does not end"),
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

/// A page with this head, and an article below its heading and navigation.
fn page(head: &str) -> AnnotatedArticle {
    let words = "said the harbour master, who did not want to say how long the sand would stay in the way of the boats. ";
    let content = format!(
        "<html lang=en>{head}<body><nav><a href=/>Home</a></nav><article><h1>The bar</h1>\r\n\
         <p>👩\u{200d}🚒 “No\u{301},”\r\n {words}<script>evil()</script>{words}</p><p>{words}<br>{words}</p></article>"
    );
    let format = import_format("html").unwrap();
    import(format, &content, "", &LabelKinds::default()).unwrap().remove(0).article
}

#[test]
fn a_page_becomes_its_article() {
    let article = page("");
    let paragraphs: Vec<&str> = article.text.trim_end().split("\n\n").collect();
    let [title, first, second] = paragraphs[..] else { panic!("{paragraphs:?}") };
    assert_eq!(title, "The bar");
    assert!(first.starts_with("👩\u{200d}🚒 “No\u{301},” said the") && !first.contains("evil"), "{first}");
    assert_eq!(second.lines().count(), 2, "{second}");
}

#[test]
fn the_first_of_several_data_of_a_page_wins() {
    let data = |fields: &str| {
        format!(r#"<script type="application/ld+json">[{{"@type":"NewsArticle",{fields}}}]</script>"#)
    };
    let about = |key: &str, head: &str| page(head).about(key).map(str::to_owned);
    for (key, head, expected) in [
        ("title", data(r#""headline":"A &amp; B""#) + "<meta property=og:title content=C>", Some("A & B")),
        ("title", "<meta property=og:title content='C | Herald'><meta property=og:site_name content=Herald>".into(), Some("C")),
        ("title", "<title>D</title>".into(), Some("The bar")),
        ("author", data(r#""author":[{"name":"By Ida Moe"},"Tom Ash"]"#) + "<meta name=author content=E>", Some("Ida Moe, Tom Ash")),
        ("author", "<meta property=article:author content=https://a.example/ida><meta name=author content='by Ida Moe'>".into(), Some("Ida Moe")),
        ("outlet", data(r#""publisher":{"name":"Herald"}"#) + "<meta property=og:site_name content=F>", Some("Herald")),
        ("date", data(r#""datePublished":"yesterday""#) + "<meta property=article:published_time content=2025-06-12T08:00Z>", Some("2025-06-12")),
        ("date", "<meta name=date content=12/06/2025>".into(), None),
        ("url", data(r#""url":"javascript:x""#) + "<link rel=canonical href=https://a.example/b>", Some("https://a.example/b")),
        ("lang", data(r#""inLanguage":"cy""#), Some("cy")),
        ("lang", "<meta property=og:locale content=de_AT>".into(), Some("en")),
    ] {
        assert_eq!(about(key, &format!("<head>{head}</head>")).as_deref(), expected, "{key}: {head}");
    }
    let two =
        data(r#""headline":"Other","author":"X""#) + &data(r#""headline":"The bar","author":"Ida Moe""#);
    assert_eq!(about("author", &format!("<head>{two}</head>")).as_deref(), Some("Ida Moe"));
    let others = data(r#""headline":"Other","author":"X""#) + &data(r#""headline":"Third","author":"Y""#);
    assert_eq!(
        about("author", &format!("<head>{others}</head>")),
        None,
        "nobody is better than the wrong one"
    );
}

#[test]
fn corpora_are_read_by_the_names_of_their_fields() {
    let mut kinds = LabelKinds::default();
    kinds.add_field("body", "text");
    for content in [
        "\u{feff}ID;body;Title;words\r\na/1;\"👩 said; \"\"no\"\"\r\nso\";T;9\r\n",
        "id\tbody\ttitle\twords\na/1\t\"👩 said; \"\"no\"\"\r\nso\"\tT\t9\n",
    ] {
        let imported = import(import_format("csv").unwrap(), content, "", &kinds).unwrap().remove(0);
        assert_eq!((&*imported.article.id, &*imported.article.text), ("a/1", "👩 said; \"no\"\r\nso"));
        assert_eq!(imported.article.about("title"), Some("T"));
        assert_eq!(imported.losses, ["not imported: 1 field, since its column `words` is not known"]);
    }
    let line = r#"{"body":"So.","text":"summary","id":7}"#;
    let imported = import(import_format("jsonl").unwrap(), line, "", &kinds).unwrap().remove(0);
    assert_eq!((&*imported.article.id, &*imported.article.text), ("7", "So."));
    assert_eq!(imported.losses, ["not imported: 1 member, since `text` is not known"]);
}

#[test]
fn columns_give_their_annotations_back() {
    let original = article(HARBOUR);
    let ImportedArticle { article: read, losses } = there_and_back("conll", &original);
    assert_eq!(read.id, original.id);
    let blanks = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(blanks(&read.text), blanks(&original.text));
    assert_eq!(read.text.trim_end().chars().count(), original.text.trim_end().chars().count());
    let told: Vec<String> = read
        .annotations
        .iter()
        .map(|it| format!("{} {:?} {}", it.kind.word(), it.actors, blanks(&read.words(it))))
        .collect();
    assert_eq!(
        told,
        [
            "claim [\"office\"] thebaris<closed>",
            "quote [\"lund\"] Itisopen,",
            "mention [\"lund\"] theharbourmaster",
            "quote [\"lund\"] andsoon.",
            "claim [\"lund\"] thepilotshadleft",
        ]
    );
    assert_eq!(
        losses,
        ["not imported: 1 set of blanks, since the columns have tokens only; lines may end elsewhere"]
    );
    let others = "-DOCSTART- -X- O O\n\nIda NNP B-PER\nMoe NNP I-PER\nleft VBD O\n\nSo RB O\n";
    let mut kinds = LabelKinds::default();
    kinds.add("per", Kind::Mention);
    let imported = import(import_format("conll").unwrap(), others, "", &kinds).unwrap().remove(0).article;
    assert_eq!((&*imported.text, imported.annotations[0].parts[0].clone()), ("Ida Moe left\nSo\n", 0..7));
}

#[test]
fn citron_has_speakers_but_for_pronouns() {
    let content = r#"{"text":"👩 said Ida. “No,” he said. Sun is due, she said.","quotes":[
        {"contents":[{"start":12,"end":17}],"sources":[{"start":18,"end":20}],"cue":{"start":21,"end":25}},
        {"contents":[{"start":27,"end":37}],"sources":[{"start":39,"end":42}],"coreferences":[{"start":7,"end":10}],"confidence":0.5}],
        "coreference_groups":[[]]}"#;
    let imported =
        import(import_format("citron").unwrap(), content, "", &LabelKinds::default()).unwrap().remove(0);
    let article = &imported.article;
    let told: Vec<_> = article
        .annotations
        .iter()
        .map(|it| (it.kind, article.words(it), it.actors.join(","), it.is_draft))
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Quote, "“No,”".to_owned(), String::new(), false),
            (Kind::Claim, "Sun is due".to_owned(), "Ida".to_owned(), true),
        ]
    );
    assert_eq!(
        imported.losses,
        [
            "not imported: 1 coreference group, since the markup has names of actors only",
            "not imported: 1 cue, since the words of saying are found in the text",
            "not imported: 1 speaker, since a pronoun without coreference names nobody",
        ]
    );
}

#[test]
fn word_processors_leave_out_deletions_and_notes() {
    let content = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>The bar</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space='preserve'>👩 said: </w:t></w:r><w:del><w:r><w:delText>never</w:delText><w:t>never</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>“No\u{301} &amp; no,”</w:t><w:br/><w:t>so.</w:t><w:footnoteReference/></w:r></w:ins></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let imported =
        import(import_format("docx").unwrap(), content, "", &LabelKinds::default()).unwrap().remove(0);
    assert_eq!(imported.article.text, "The bar\n\n👩 said: “No\u{301} & no,”\nso.\n\nCell\n");
    assert_eq!(imported.article.about("title"), Some("The bar"));
    assert_eq!(
        imported.losses,
        [
            "not imported: 1 deletion, since it is no longer in the text",
            "not imported: 1 footnote, since it is not text of the article",
        ]
    );
}

#[test]
fn tei_of_others_has_quotations_and_is_bounded() {
    let content = "<TEI xmlns='t'>\n <text>\n  <body>\n <head>The bar</head><p>👩 said: <q who='#ida'>It &lt;is<lb/>so</q>.<note>n</note></p>\n\n<p><hi>Yes</hi></p></body></text></TEI>";
    let imported =
        import(import_format("tei").unwrap(), content, "", &LabelKinds::default()).unwrap().remove(0);
    assert_eq!(imported.article.text, "The bar\n\n👩 said: It <is\nso.\n\nYes\n");
    let it = &imported.article.annotations[0];
    assert_eq!(
        (imported.article.words(it), &it.actors[..]),
        ("It <is\nso".to_owned(), &["ida".to_owned()][..])
    );
    assert_eq!(imported.losses.len(), 2, "{:?}", imported.losses);
    let deep = format!("<TEI><text>{}", "<p>".repeat(100_000));
    let error = import(import_format("tei").unwrap(), &deep, "", &LabelKinds::default()).unwrap_err();
    assert_eq!(error, "line 1: elements are nested more than 256 levels deep");
}

proptest! {
    #[test]
    fn no_content_makes_a_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "T1\tclaim 0 2;3 5\tx\n", "T2\tquote 1 9999\tx\n", "A1\tdraft T1\n", "R1\tdenies Arg1:T1 Arg2:T1\n", "N1\tReference T1 speaker:x\tX\n", "#1\tNote T1\t#\n", "E1\n", "*\n",
        "{", "}", "[", "]", "\"text\":\"é👩a\"", "\"label\":", "[0,1,\"claim\"]", ",", "\n", ":", "\"data\":", "\"annotations\":", "\"result\":", "\"target\":", "null", "1",
        "#FORMAT=WebAnno TSV 3.3\n", "#T_SP=a.B|kind|c\n", "#T_RL=a.R|relation|BT_a.B\n", "#Text=é👩a\n", "1-1\t0-1\té\t", "claim[1]\t", "1-1[1_1]\t", "2-1\t3-9\tx\t",
        "<TEI>", "<text>", "<p>", "<said who='#a' prev='#b' xml:id='b'>", "</said>", "</p>", "</text>", "</TEI>", "&amp;", "&#x;", "<!--", "<script>", "<w:document><w:body>", "<w:p>", "<w:t>a", "</w:t></w:p></w:body></w:document>",
        "id,text\n", ";", "\"", "\t", "# columns: token start end kind speaker\n", "# newdoc id = a\n", "a\t0\t1\tB-quote\tB-a\n", "b\t4\t5\tI-quote\tI-a\n", "c O\n",
        "\"quotes\":", "{\"contents\":[{\"start\":0,\"end\":1}]}", "<meta property='og:title' content='x'>", "<h1>", "<a href=x>", "word ", "\r\n", "\u{0}",
    ]), 0..30)) {
        let content = pieces.concat();
        for format in IMPORT_FORMATS {
            let imported = import(format, &content, "é👩a text", &LabelKinds::default());
            for ImportedArticle { article, .. } in imported.into_iter().flatten() {
                for part in article.annotations.iter().flat_map(|it| &it.parts) {
                    prop_assert!(article.text.get(part.clone()).is_some(), "{}: {part:?}", format.name);
                }
                prop_assert_eq!(strip(&article.document().document), article.text);
            }
        }
    }
}
