//! Versions of a document: what differs, and both in one.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_formats::revisions::diff::diff;
use ascribe_formats::revisions::merge::{MergeError, Merged, merge};
use ascribe_formats::revisions::{Mark, Version};
use ascribe_markup::document::Document;
use ascribe_markup::strip::strip;
use proptest::prelude::*;
use std::fmt::Write;

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(&Document::new(base), &Document::new(ours), &Document::new(theirs)).unwrap()
}

/// Text of a merged document.
fn text(base: &str, ours: &str, theirs: &str) -> String {
    merged(base, ours, theirs).document.text().to_string()
}

/// Annotations, declarations and notes of a document, without their order.
fn facts(document: &Document) -> Vec<String> {
    let version = Version::new(document);
    let marks = version.marks.iter().map(|mark| format!("{:?} {:?}", mark.range, mark.slots));
    let units = version.declarations.iter().map(|(id, unit)| format!("{id} {:?}", unit.slots));
    let notes = version.notes.iter().map(|note| format!("{note:?}"));
    let front = format!("{:?}", version.front_matter.slots);
    let mut facts: Vec<String> = marks.chain(units).chain(notes).chain([front]).collect();
    facts.sort();
    facts
}

const BASE: &str = "\
@kell: Ada Kell
@brook: Tom Brook

[The ferry sank]{claim @kell}, she said. “We saw it,”{@brook} he said.

It was late.
";

#[test]
fn changes_of_both_are_in_the_result() {
    let ours = BASE
        .replace("{claim @kell}", "{claim @kell ^log}")
        .replace("@brook: Tom Brook", "^log: The log\n@brook: Tom Brook\n  role: mate");
    let theirs = BASE
        .replace("{claim @kell}", "{claim #sank @kell}")
        .replace("@kell: Ada Kell", "@kell: Ada Kell\n  role: captain")
        .replace("It was late", "%% Which day?\n[It was late]{claim @author supports=#sank}");
    insta::assert_snapshot!(text(BASE, &ours, &theirs), @r"
    @kell: Ada Kell
      role: captain
    ^log: The log
    @brook: Tom Brook
      role: mate

    [The ferry sank]{claim @kell ^log #sank}, she said. “We saw it,”{@brook} he said.

    %% Which day?
    [It was late]{claim @author supports=#sank}.
    ");
}

#[test]
fn contradictions_become_notes_and_nobody_is_misattributed() {
    let change = |from: &str, to: &str| {
        let changed = BASE.replacen(from, to, 1);
        assert_ne!(changed, BASE, "{from}");
        changed
    };
    for (ours, theirs) in [
        // Two speakers for the same words.
        (change("{claim @kell}", "{claim @brook}"), change("{claim @kell}", "{claim @author}")),
        // Each adds a speaker, and neither meant a joint statement of three.
        (change("{@brook}", "{@brook @kell}"), change("{@brook}", "{@brook @author}")),
        // A stance is about a speaker.
        (change("{claim @kell}", "{claim @brook}"), change("{claim @kell}", "{claim @kell stance=denies}")),
        // Reviewed as it was.
        (change("{@brook}", "{@brook reviewed=2026-01-02}"), change("{@brook}", "{@kell}")),
        // Words moved, and another speaker for the old ones.
        (
            change("[The ferry sank]{claim @kell}", "The [ferry sank]{claim @kell}"),
            change("{claim @kell}", "{claim @brook}"),
        ),
        (
            change("[The ferry sank]{claim @kell}", "The ferry sank"),
            change("{claim @kell}", "{claim @brook}"),
        ),
        // Spans that cross.
        (
            change("It was late", "[It was]{claim @kell} late"),
            change("It was late", "It [was late]{claim @brook}"),
        ),
        // One id, two people.
        (
            change("@brook: Tom Brook", "@brook: Tom Brook\n@dunn: Lea Dunn")
                .replace("It was late", "[It was]{claim @dunn} late"),
            change("@brook: Tom Brook", "@brook: Tom Brook\n@dunn: Max Dunn")
                .replace("was late", "was [late]{claim @dunn}"),
        ),
        // The inner one has its speaker from the one around it.
        (
            change("{claim @kell}", "{claim @brook}"),
            change("[The ferry sank]", "[The [ferry]{opinion} sank]"),
        ),
        // A part has its speaker from its beginning.
        (
            change("{@brook}", "{#saw @brook}").replace("It was late", "“It was late”{part=#saw}"),
            change("{@brook}", "{#saw @kell}"),
        ),
    ] {
        if strip(&Document::new(&ours)) != strip(&Document::new(BASE)) {
            continue;
        }
        for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
            let merged = merged(BASE, ours, theirs);
            let after = merged.document.text().to_string();
            assert!(!merged.conflicts.is_empty(), "{ours}\n+ {theirs}\n= {after}");
            assert!(after.contains("%% conflict: the other version "), "{after}");
            assert_eq!(strip(&merged.document), strip(&Document::new(BASE)));
        }
    }
}

#[test]
fn another_article_is_an_error_that_says_where() {
    let [base, other] = [BASE, &BASE.replace("late", "early")].map(Document::new);
    assert_eq!(merge(&base, &base, &other).unwrap_err(), MergeError::OtherArticle("their version", 3));
    assert_eq!(merge(&base, &other, &base).unwrap_err(), MergeError::OtherArticle("our version", 3));
}

#[test]
fn differences_are_listed_by_statement() {
    let after = "\
@kell: Ada Kell
  role: captain

The [ferry sank]{claim #sank @kell}, she said. “We saw it,”{@author stance=doubts reviewed=2026-01-02} he said.

[It was late]{claim @kell}.
";
    let before = BASE.replace("{claim @kell}", "{claim #sank @kell}");
    let mut told = String::new();
    for it in diff(&Version::new(&Document::new(&before)), &Version::new(&Document::new(after))) {
        writeln!(
            told,
            "{:?} {:?} {:?} “{}” {:?} → {:?}",
            it.line, it.subject, it.kind, it.about, it.before, it.after
        )
        .unwrap();
    }
    insta::assert_snapshot!(told, @r#"
    Some(1) Annotation Words “ferry sank” "The ferry sank" → "ferry sank"
    Some(1) Annotation Reattributed ““We saw it,”” "@brook" → "@author"
    Some(1) Annotation Stance ““We saw it,”” "" → "stance=doubts"
    Some(1) Annotation Review ““We saw it,”” "" → "reviewed=2026-01-02"
    Some(3) Annotation Added “It was late” "" → "{claim @kell}"
    None Declaration Removed “@brook” "@brook: Tom Brook" → ""
    None Declaration Added “@kell role” "" → "captain"
    "#);
}

#[test]
fn line_ends_escapes_and_a_byte_order_mark_stay() {
    let base =
        "\u{feff}@kell: Ada Kell\r\n\r\nA plank 18\\\" wide, é she said. 🙂 “So”{@kell} it [is]\\{sic}.\r\n";
    let ours = base.replace("A plank", "[A plank]{claim @kell}");
    let theirs = base
        .replace("@kell: Ada Kell\r\n", "@kell: Ada Kell\r\n  role: mate\r\n")
        .replace("🙂", "[🙂]{x-a=1 @kell}");
    let expected = ours
        .replace("@kell: Ada Kell\r\n", "@kell: Ada Kell\r\n  role: mate\r\n")
        .replace("🙂", "[🙂]{x-a=1 @kell}");
    assert_eq!(text(base, &ours, &theirs), expected);
    let unclosed = base.replace("{@kell}", "{@kell");
    assert_eq!(
        text(&unclosed, &unclosed.replace("A plank", "[A plank]{claim @kell}"), &unclosed)
            .matches("{claim")
            .count(),
        1
    );
}

#[test]
fn what_cannot_be_read_is_kept() {
    let base = "@kell: Ada Kell\n  role: mate\n\n[So]{claim @kell} it is.\n";
    let ours = base
        .replace("{claim @kell}", "{claim ?? @kell}")
        .replace("  role: mate\n", "  role: mate\n  what is this\n");
    let theirs = base
        .replace("{claim @kell}", "{claim @kell ^log}")
        .replace("role: mate\n", "role: captain\n@kell: Bo Kell\n");
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let after = text(base, ours, theirs);
        for part in ["??", "^log", "what is this", "role: captain", "Bo Kell"] {
            assert!(after.contains(part), "{part} in {after}");
        }
    }
}

/// Braces that an annotator may choose.
const BRACES: [&str; 9] = [
    "",
    "{claim @kell}",
    "{claim @brook}",
    "{opinion @kell}",
    "{claim @kell ^log}",
    "{claim @kell draft}",
    "{claim @brook stance=denies}",
    "{#L @kell ^log note=\"so\"}",
    "{part=#a0 x-y=1}",
];

/// Choices of an annotator about a sentence: braces of all of it, of its middle and of its quotation, and a note.
type Choice = (usize, usize, usize, bool);

fn choice() -> impl Strategy<Value = Choice> {
    (0..BRACES.len(), 0..BRACES.len(), 0..BRACES.len(), any::<bool>())
}

/// Choices of an annotator: sentences, and the fields of two declarations.
type Choices = (Vec<Choice>, Vec<usize>);

fn choices() -> impl Strategy<Value = Choices> {
    (prop::collection::vec(choice(), 3), prop::collection::vec(0..4_usize, 4))
}

/// Another version: some choices of the first, and some new ones.
fn version_of(base: Choices) -> impl Strategy<Value = Choices> {
    let (sentences, fields) = base;
    let kept = |count| prop::collection::vec(prop::bool::weighted(0.6), count);
    (choices(), kept(sentences.len()), kept(fields.len())).prop_map(move |((new, values), kept, same)| {
        let pick = |(index, keep): (usize, &bool)| if *keep { sentences[index] } else { new[index] };
        let value = |(index, keep): (usize, &bool)| if *keep { fields[index] } else { values[index] };
        (kept.iter().enumerate().map(pick).collect(), same.iter().enumerate().map(value).collect())
    })
}

fn three() -> impl Strategy<Value = [String; 3]> {
    choices()
        .prop_flat_map(|base| (Just(base.clone()), version_of(base.clone()), version_of(base)))
        .prop_map(|(base, ours, theirs)| [written(&base), written(&ours), written(&theirs)])
}

fn written((sentences, fields): &Choices) -> String {
    let mut text = String::new();
    let value = |key: &str, value: usize| if value == 0 { String::new() } else { format!("{key}v{value}\n") };
    if fields[0] > 0 {
        write!(text, "---\ntitle: t{}\n{}---\n\n", fields[0], value("outlet: ", fields[1])).unwrap();
    }
    write!(
        text,
        "@kell: Ada Kell\n{}@brook: Tom Brook\n{}",
        value("  role: ", fields[2]),
        value("  aka: ", fields[3])
    )
    .unwrap();
    text += if fields[1] == 3 { "^log: The log\n\n" } else { "\n" };
    for (index, (all, middle, quotation, note)) in sentences.iter().enumerate() {
        let braces = |choice: usize, part: &str| BRACES[choice].replace("#L", &format!("#{part}{index}"));
        let span = |words: &str, braces: &str| {
            if braces.is_empty() { words.to_owned() } else { format!("[{words}]{braces}") }
        };
        if *note {
            writeln!(text, "%% note {index}").unwrap();
        }
        let inner = span("came over", &braces(*middle, "m"));
        let outer = span(&format!("the ferry {inner} at dawn"), &braces(*all, "a"));
        writeln!(text, "On day {index} {outer}. “We saw it,”{} he said.\n", braces(*quotation, "q")).unwrap();
    }
    text
}

/// Whether a merged document keeps what a version has and the base has not, or tells of it in a conflict.
fn survives(mark: &Mark, merged: &Merged, base: &Version) -> bool {
    let version = Version::new(&merged.document);
    let is_known = |other: &Mark| other.range == mark.range && other.is_quotation == mark.is_quotation;
    let old = base.marks.iter().find(|old| is_known(old));
    let is_new = |key: &String, value: &String| old.is_none_or(|old| !old.values(key).contains(value));
    let keeps = |other: &Mark| {
        mark.slots.iter().all(|(key, values)| {
            values.iter().all(|value| !is_new(key, value) || other.values(key).contains(value))
        })
    };
    version.marks.iter().any(|other| is_known(other) && keeps(other))
        || merged.conflicts.iter().any(|conflict| conflict.message.contains(&mark.text))
}

proptest! {
    #[test]
    fn a_merge_keeps_everything_and_is_symmetric([base, ours, theirs] in three()) {
        let before = Version::new(&Document::new(&base));
        prop_assert_eq!(text(&base, &ours, &base), &*ours);
        prop_assert_eq!(text(&base, &ours, &ours), &*ours);
        let same = merged(&base, &base, &theirs);
        prop_assert_eq!(&same.conflicts, &[], "{}", theirs);
        prop_assert_eq!(facts(&same.document), facts(&Document::new(&theirs)));
        let (one, other) = (merged(&base, &ours, &theirs), merged(&base, &theirs, &ours));
        prop_assert_eq!(strip(&one.document), strip(&Document::new(&base)));
        prop_assert_eq!(one.conflicts.is_empty(), other.conflicts.is_empty(), "{}\n{}", one.document.text().to_string(), other.document.text().to_string());
        if one.conflicts.is_empty() {
            prop_assert_eq!(facts(&one.document), facts(&other.document));
        }
        let [here, there] = [&ours, &theirs].map(|text| Version::new(&Document::new(text)).marks);
        let after = Version::new(&one.document).marks;
        for mark in before.marks.iter().filter(|mark| here.contains(mark) && there.contains(mark)) {
            prop_assert!(after.contains(mark), "{mark:?}");
        }
        for version in [&ours, &theirs] {
            for mark in Version::new(&Document::new(version)).marks {
                let is_old = before.marks.iter().any(|old| old == &mark);
                prop_assert!(is_old || survives(&mark, &one, &before), "{:?} of {} in {}", mark, version, one.document.text().to_string());
            }
        }
        let notes = Version::new(&one.document).notes;
        let told = notes.iter().filter(|(_, note)| note.starts_with("conflict:")).count();
        prop_assert_eq!(told, one.conflicts.len());
    }
}
