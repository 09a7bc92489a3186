//! No action, format, rename, completion or hint changes the article, whatever the document: each is applied as an editor
//! does, and the stripped texts are compared. Nor does the gate refuse any: what is offered and refused does nothing for the
//! user.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_ide::actions::{ActionContext, actions};
use ascribe_ide::completion::{CompletionContext, DocumentPath, completion, without_placeholders};
use ascribe_ide::fixes::{Selection, fixed, pass};
use ascribe_ide::format::{format, format_range, format_typed};
use ascribe_ide::inlay_hints::{Wanted, inlay_hints};
use ascribe_ide::rename::{self, Renamable, renamable};
use ascribe_ide::{inline_completion, linked_editing};
use ascribe_lints::{Applicability, check};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::gate::{self, Intent, is_markup};
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::strip;
use proptest::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Characters that some programs take for white space or line ends, and control characters.
const ODD: [&str; 16] = [
    "\u{85}", "\u{2028}", "\u{2029}", "\u{a0}", "\u{feff}", "\u{b}", "\u{c}", "\u{200b}", "\u{200d}",
    "\u{3000}", "\u{202e}", "\u{1680}", "\u{1c}", "\0", "\r", "\u{ad}",
];

/// Inside of braces: items, glued or apart, with marks, signs and braces between.
fn braces() -> impl Strategy<Value = String> {
    let item = prop::sample::select(vec![
        "claim",
        "quote",
        "cue",
        "mention",
        "draft",
        "@ada",
        "@bo",
        "@nobody",
        "^log",
        "^none",
        "#l",
        "#m",
        "part=#l",
        "for=#l",
        "denies=#l",
        "denies=#l,#gone",
        "denies=\"a b#l\"",
        "allow=missing-source",
        "allow=\"missing-source\"",
        "allow=",
        "note=\"a}b\"",
        "note=\"a\\\"b\"",
        "note=",
        "note=\"",
        "date=2025-01-02",
        "stance=denies",
        "stance=",
        "stance=\"}\"",
        "verdict=true",
        "verdict=flase",
        "via=@bo",
        "via @bo",
        "confidence=0.9",
        "reviewed-by=@bo",
        "clam",
        "=",
        "=\"",
        "\"}\"",
        "\"",
        "\\\"",
        "\\",
        "{",
        "[",
        "]",
        "@",
        "^",
        "#",
        ",",
        ";",
        "“",
        "}",
    ]);
    let item = prop_oneof![24 => item, 1 => prop::sample::select(ODD.to_vec())];
    let gap = prop_oneof![4 => Just(" "), 2 => Just(""), 1 => Just("\t"), 1 => Just("  ")];
    prop::collection::vec((gap, item), 0..6)
        .prop_map(|items| items.into_iter().flat_map(|(gap, item)| [gap, item]).collect())
}

/// Inside of braces: references and attributes, of which many are glued to each other or to marks, so that without one of
/// them a mark would mean something else.
fn glued() -> impl Strategy<Value = String> {
    let item = prop::sample::select(vec![
        "@ada",
        "@ada",
        "@bo",
        "@bo",
        "@zoe",
        "^log",
        "#l",
        "#b",
        "claim",
        "draft",
        "part=#l",
        "part=#b",
        "stance=denies",
        "confidence=0.95",
        "reviewed-by=@bo",
        "allow=syntax",
        "note=x",
    ]);
    let mark = prop::sample::select(vec![
        "", "", "", "\"", "\\", "=", "\"}\"", "\\\"", "}", "{", "[", "]", "“", ",", "note=", "a", "\u{a0}",
    ]);
    let gap = prop_oneof![3 => Just(" "), 1 => Just("")];
    prop::collection::vec((mark.clone(), item, mark, gap), 1..6).prop_map(|items| {
        items.into_iter().flat_map(|(before, item, behind, gap)| [before, item, behind, gap]).collect()
    })
}

/// A document of declarations, notes, quotations and spans, with hostile characters in all places.
fn document() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\n \n",
        "\r\n",
        "\r\n\r\n",
        " ",
        "\t",
        "a",
        "word ",
        "Ada Holt said. ",
        "Bo denied that ",
        "\"",
        "“",
        "”",
        "‘so’",
        "[",
        "]",
        "]{",
        "{",
        "}",
        "{@ada}",
        " {@ada ^log}",
        "{claim",
        "\\",
        "\\[",
        "\\\"",
        "\\%%",
        "%%",
        "%",
        "@",
        "@ada",
        "^log",
        "@new: ",
        "---\n",
        "\n@bo: Bo Lind\n",
        "\n^log: Log\n  date: 2025-01-01\n",
        "\n@cy: Cy\n aka:  C;D ;\n",
        "\n@ada: Ada\n\n",
        "\n@un: Un\n  \n",
        "\n^un: Un\n",
        "\n%% allow: missing-source\n",
        "\n%% note\n",
        "---\ntitle: x\nallow: loaded-verb\n---\n",
        "---\nlang:en\n---\n\n",
        "\n\n“We saw it come,”",
        "[it rose]",
        "[that is so and so]",
        "“And left.”",
        "said Ada Holt",
        "*so*",
        "@ada: Ada Holt\n^log: Log\n\n",
        "We had seen the water come up to the second step of the stair before anybody woke",
    ]);
    let odd = prop::sample::select(ODD.to_vec());
    let inside = prop_oneof![1 => braces(), 1 => glued()];
    let annotated = ("\\[it rose\\]|“We saw it come,”|“So”|\\[x\\]|\"It is\"", inside, any::<bool>())
        .prop_map(|(words, braces, closed)| format!("{words}{{{braces}{}", if closed { "}" } else { "" }));
    let piece =
        prop_oneof![10 => plain.prop_map(str::to_owned), 3 => odd.prop_map(str::to_owned), 6 => annotated];
    let head = prop_oneof![
        2 => Just(""),
        2 => Just("@ada: Ada Holt\n  aka: Holt\n@bo: Bo Lind\n^log: Log\n\n"),
        1 => Just("---\nsource: ^log\n---\n"),
    ];
    (head, prop::collection::vec(piece, 0..14))
        .prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()))
}

fn floor(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Text after edits that an editor applies from the last to the first; all refer to the text before.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::new();
    let mut from = 0;
    for edit in edits {
        assert!(from <= edit.range.start, "{edit:?} overlaps in {text:?}");
        out += &text[from..edit.range.start];
        out += &edit.text;
        from = edit.range.end;
    }
    out + &text[from..]
}

fn article(text: &str) -> String {
    strip(&Document::new(text))
}

/// Asserts that edits pass the gate, and that those that are not meant to change the article keep it.
fn keeps(text: &str, edits: &[Edit], intent: &Intent, what: &str) -> Result<(), TestCaseError> {
    let passed = gate::pass(&Document::new(text), edits, intent);
    prop_assert!(passed.is_ok(), "{what} is refused ({passed:?}): {edits:?} in {text:?}");
    if *intent == Intent::Markup {
        let edited = applied(text, edits);
        prop_assert_eq!(article(&edited), article(text), "{} made {:?} of {:?}", what, edited, text);
    }
    Ok(())
}

fn all_keep_the_article(text: &str, place: Range<usize>) -> Result<(), TestCaseError> {
    let cast = Document::new("@zoe: Zoe Marsh\n");
    let scope = Scope::new(Arc::new(Document::new(text)), vec![Arc::new(cast)], Vec::new());
    let alone = Scope::alone(Arc::new(Document::new(text)));
    for (scope, new_cast) in [(&scope, false), (&alone, true)] {
        let asked = ActionContext::new(scope, place.clone()).with_new_cast(new_cast).with_project(Some(""));
        for action in actions(&asked) {
            let change = action.change();
            for (place, edits) in &change.edits {
                let before = scope.at(*place).unwrap().text().to_string();
                let intent = if *place == Place::Here { &action.intent } else { &Intent::Markup };
                keeps(&before, edits, intent, &action.title)?;
            }
            let new = change.new_cast.unwrap_or_default();
            prop_assert_eq!(article(&new), "", "{} created {:?} for {:?}", action.title, new, text);
        }
    }
    let document = &scope.document;
    let markup = &Intent::Markup;
    keeps(text, &format(document), markup, "format")?;
    keeps(text, &format_range(document, place.clone()), markup, "format range")?;
    for typed in ['}', '\n'] {
        keeps(text, &format_typed(document, place.start, typed), markup, "format on type")?;
    }
    let documents = ["other", "two words", "{b}", "a}\u{85}"];
    let documents = documents.map(|link| DocumentPath { link: link.into(), typed: link.into() });
    let asked =
        CompletionContext { offset: place.start, explicitly: true, documents: &documents, named: None };
    for proposal in completion(&scope, asked).proposals {
        let texts =
            proposal.snippet.iter().map(|snippet| without_placeholders(snippet)).chain([proposal.text]);
        for new in texts {
            let main = Edit::replace(proposal.replace.clone(), new);
            let edits: Vec<Edit> = proposal.edits.iter().cloned().chain([main]).collect();
            keeps(text, &edits, &proposal.intent, &format!("completion of {:?}", proposal.label))?;
        }
    }
    if let Some(insert) = inline_completion::inline_completion(&scope, place.start) {
        let intent = Intent::StrayMarkup(place.start..place.start);
        keeps(text, &[Edit::insert(place.start, insert)], &intent, "inline completion")?;
    }
    let wanted = Wanted { names: true, speakers: true, sources: true };
    for hint in inlay_hints(&scope, place.clone(), wanted).hints {
        keeps(text, &hint.edits, markup, "inlay hint")?;
    }
    for range in linked_editing::linked_ranges(&scope, place.start).unwrap_or_default() {
        prop_assert!(is_markup(document, range.clone()), "linked {range:?} in {text:?}");
    }
    match renamable(&scope, place.start) {
        Ok(Some(Renamable::Id(_, target))) => {
            let edits = rename::edits(document, target.namespace, &target.id, None, "other-id");
            keeps(text, &edits, markup, "rename")?;
        }
        Ok(Some(Renamable::Name(..))) => {
            let edits = rename::name_edits(&scope, place.start, "Odd\u{85} “Name” {x}").unwrap_or_default();
            keeps(text, &edits, markup, "rename of a name")?;
        }
        _ => {}
    }
    let findings = check(&scope, None);
    for least in [Applicability::Safe, Applicability::Unsafe] {
        let all = Selection { rules: &|_| true, least };
        keeps(text, &pass(&findings, all, Budget::UNLIMITED), markup, "a pass of fixes")?;
        let after = fixed(findings.clone(), all).scope().document.text().to_string();
        prop_assert_eq!(article(&after), article(text), "fixes made {:?} of {:?}", after, text);
    }
    Ok(())
}

proptest! {
    // A failure becomes a line of the test below.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_the_article(
        text in document(),
        index in any::<prop::sample::Index>(),
        length in prop_oneof![2 => Just(0usize), 1 => 0usize..40],
    ) {
        let start = floor(&text, index.index(text.len() + 1));
        all_keep_the_article(&text, start..floor(&text, start + length).max(start))?;
    }

    #[test]
    fn nothing_is_refused_in_braces_of_glued_items(
        (first, second) in (glued(), glued()),
        words in prop::sample::select(vec!["“So”{", "[it is so]{claim ", "\"It is\"{"]),
        tail in prop::sample::select(vec!["", "\"", "}", "\"}", "[", "]", "“", "\\"]),
        index in any::<prop::sample::Index>(),
    ) {
        let head = "@ada: Ada Holt\n@bo: Bo Lind\n^log: Log\n\n";
        let text = format!("{head}{words}{first}}} she said {tail} [it was]{{{second}}} so {tail}\n");
        let start = floor(&text, head.len() + index.index(text.len() - head.len()));
        all_keep_the_article(&text, start..start)?;
    }
}

#[test]
fn documents_that_lost_a_character_keep_it() -> Result<(), TestCaseError> {
    for text in [
        // An item between a label and what is glued to it makes a key.
        "[x]{#b=\"}\"}",
        "[x]{claim @a=\"}\"}",
        "[x]{@b draft=\"}\"}",
        // Neighbours that are glued to both sides of an item that goes do not touch.
        "[x]{claim @ada a@bo=^log\"} she said \"}",
        "[x]{claim @ada \\@bo\"}\"}",
        "“So”{@ada @ada\\draft\"}\"}",
        // The line ends behind a declaration are a part of it.
        "@ada\n\nWord.\n",
        "@bo: Bo\n\n@ada\r\n \r\nWord.\n",
        // Not a blank line.
        "@a: B\n\u{85}",
        "@a: B\n\u{85}\n\u{85}\nWord",
    ] {
        for (start, _) in text.char_indices().chain([(text.len(), ' ')]) {
            all_keep_the_article(text, start..start)?;
        }
    }
    Ok(())
}
