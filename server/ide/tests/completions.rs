//! Completion inside annotations and fields: accepting a proposal changes no word of the article and nothing but the word
//! at the cursor.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_ide::completion::{CompletionContext, DocumentPath, Proposal, ProposalKind, completion};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use proptest::prelude::*;
use std::sync::Arc;

/// Items, values and parts of both, among them those that end an annotation or a string too early.
fn items() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "note=\"a}b\"",
        "note=\"a\\\"}b\"",
        "reason=\"{[x]}\"",
        "denies=\"two words#l,b\"",
        "denies=\"#l, a}b#m\"",
        "denies=",
        "denies=\"",
        "repeats=#",
        "allow=\"missing-source;late\"",
        "allow=",
        "stance=",
        "stance=de\"ni}es\"",
        "via=@",
        "verdict=tr",
        "key=",
        "\"",
        "\"a}\"",
        "\\",
        "\\}",
        "}",
        "{",
        "]",
        "@",
        "@a",
        "^s",
        "#",
        "#l",
        "claim",
        "dra",
        "no",
        "=",
        ",",
        ";",
        " ",
        " ",
        "é",
    ]);
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    (items(), items(), items()).prop_map(|(first, second, third)| {
        format!(
            "@a: Ada\n  note: {first}\n^s: Log\n  cites: {third}\n\nSo [it is]{{{second}}}, and [it was]{{claim #l @a}}, \
             “all of it}}”{{{third}}} she said.\n"
        )
    })
}

/// Fault of a proposal at a byte offset of a text.
fn fault(text: &str, offset: usize, proposal: &Proposal) -> Option<&'static str> {
    let replace = &proposal.replace;
    let (typed, rest) = (text.get(replace.start..offset)?, text.get(offset..replace.end)?);
    let is_id = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    // A path may have any characters.
    let is_path = matches!(proposal.kind, ProposalKind::Label | ProposalKind::Document);
    if !is_path && typed.contains(['{', '}', '"', '\n', '=']) || !rest.chars().all(is_id) {
        return Some("more than the word is replaced");
    }
    let main = Edit::replace(replace.clone(), proposal.text.clone());
    let edits: Vec<Edit> = proposal.edits.iter().cloned().chain([main]).collect();
    let before = Document::new(text);
    (strip(&before.edited(&edits)) != strip(&before)).then_some("the article is changed")
}

fn faults(text: &str) -> Vec<String> {
    let scope = Scope::alone(Arc::new(Document::new(text)));
    let documents =
        ["other", "two words", "a}b"].map(|link| DocumentPath { link: link.into(), typed: link.into() });
    let mut faults = Vec::new();
    for (offset, _) in text.char_indices() {
        for explicitly in [false, true] {
            let asked = CompletionContext { offset, explicitly, documents: &documents, named: None };
            for proposal in completion(&scope, asked).proposals {
                let is_line =
                    text[..offset].lines().next_back().is_some_and(|line| line.starts_with(['@', '^']));
                if proposal.kind == ProposalKind::Declaration && is_line {
                    continue;
                }
                if let Some(fault) = fault(text, offset, &proposal) {
                    faults.push(format!(
                        "{}|{}: {:?} for {:?}: {fault}",
                        &text[..offset],
                        &text[offset..],
                        proposal.text,
                        proposal.replace
                    ));
                }
            }
        }
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_accepted_changes_the_word_at_the_cursor_only(text in text()) {
        let faults = faults(&text);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn a_key_whose_value_has_a_brace_keeps_its_value() {
    let text = "@a: Ada\n\n[It is so]{note=\"a}b\"} she said.\n";
    assert_eq!(faults(text), [""; 0]);
    let scope = Scope::alone(Arc::new(Document::new(text)));
    let offset = text.find("note").unwrap();
    let proposals = completion(&scope, CompletionContext::at(offset)).proposals;
    assert!(proposals.iter().any(|proposal| proposal.text == "reason"));
    assert!(proposals.iter().all(|proposal| proposal.kind == ProposalKind::Key));
}
