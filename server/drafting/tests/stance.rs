//! Stance of drafts: a denial is never drafted as a claim of the one who denies, whatever the confidence.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_drafting::draft;
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Verbs of the word list, in the form that the templates need.
const DENIALS: [&str; 16] = [
    "denied",
    "disputed",
    "rejected",
    "dismissed",
    "refuted",
    "rebutted",
    "contested",
    "repudiated",
    "ruled out",
    "brushed aside",
    "laughed off",
    "shot down",
    "scoffed at",
    "pushed back on",
    "hit back at",
    "took issue with",
];

const NOUNS: [&str; 6] = ["claims", "the allegation", "reports", "suggestions", "the notion", "the idea"];

const PEOPLE: [(&str, &str, &str); 6] = [
    ("Tim Vance", "treasurer", "he stole the boat"),
    ("Øyvind Dahl", "mayor", "the ferry was unsafe"),
    ("Maria da Silva", "minister", "she had resigned in March"),
    ("Nguyen Thi Lan", "director", "two samples had been altered"),
    ("Sheikh Karim Rahman", "chairman", "the dam was about to break"),
    ("Ada O’Hara", "governor", "her office had known of the leak"),
];

/// A text as a document with drafts of any confidence.
fn drafted(text: &str) -> Document {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    scope.document.edited(&draft(&scope, None, 0.0).edits)
}

/// Words of the annotations, with the actors and the stance of each.
fn annotations(document: &Document) -> Vec<(String, Vec<String>, Option<String>)> {
    let mut all = Vec::new();
    for at in document.blocks() {
        for marked in at.block.marked() {
            let Some(annotation) = &marked.annotation else { continue };
            let mut stances = annotation.attributes().filter(|attribute| &*attribute.key == "stance");
            let stance = stances.next().map(|attribute| attribute.value.to_string());
            let actors = marked.actors().map(|actor| actor.id.to_string()).collect();
            all.push((at.block.words(marked.content), actors, stance));
        }
    }
    all
}

#[test]
fn a_denial_is_never_drafted_as_a_claim() {
    let mut denials = 0;
    for (number, verb) in DENIALS.iter().enumerate() {
        for (name, role, claim) in PEOPLE {
            let noun = NOUNS[(number + name.len()) % NOUNS.len()];
            for text in [
                format!("{name} {verb} {noun} that {claim}."),
                format!("{name}, the {role}, has {verb} {noun} that {claim}."),
                format!("The {role}, {name}, {verb} {noun} by Vera Holt that {claim}, and left."),
                format!("A statement in which {name} {verb} {noun} that {claim} was published on Friday."),
                format!("“I was in Oslo,” said {name}, who {verb} {noun} that {claim}."),
                format!("{name} {verb} {noun} that {claim} as “nonsense.”"),
                format!("A denial by {name} that {claim} was published on Friday."),
            ] {
                let document = drafted(&text);
                for (words, actors, stance) in annotations(&document) {
                    let is_turned = matches!(stance.as_deref(), Some("denies" | "doubts"));
                    denials += usize::from(is_turned);
                    let is_claim = words.contains(claim) && !actors.is_empty();
                    assert!(is_turned || !is_claim, "{}", document.text());
                }
            }
        }
    }
    assert!(denials > 300, "{denials}");
}

#[test]
fn the_stance_is_written_into_the_draft() {
    let shown = |text: &str| {
        let document = drafted(text);
        let line = |(words, actors, stance): (String, Vec<String>, Option<String>)| {
            format!("{words} | {} | {}", actors.join(" "), stance.as_deref().unwrap_or("-"))
        };
        annotations(&document).into_iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        shown("Treasurer Tim Vance rejected claims by Ann Lee that he stole the boat."),
        ["he stole the boat | vance | denies"]
    );
    assert_eq!(shown("“Why now?” Ann Lee asked."), ["Why now? | lee | asks"]);
    assert_eq!(shown("Ann Lee said the bridge was safe."), ["the bridge was safe | lee | -"]);
    assert_eq!(
        shown("The judge, Ann Lee, asked:\n\n“Did you sell the pump to the city?”"),
        ["Did you sell the pump to the city? | lee | asks"]
    );
    assert_eq!(
        shown("Tim Vance denied that he sold the pump.\n\n“It was gone when I came.”"),
        ["he sold the pump | vance | denies", "It was gone when I came. | vance | -"]
    );
}

#[test]
fn nothing_is_drafted_where_nothing_is_said() {
    for text in [
        "Tim Vance did not say that he stole the boat.",
        "Øyvind Dahl never claimed that the ferry was unsafe.",
        "Maria da Silva has not said whether she will resign.",
        "Ada O’Hara did not deny that her office knew of the leak.",
        "Nguyen Thi Lan would not confirm that two samples had been altered.",
        "Sheikh Karim Rahman refused to comment on claims that the dam was unsafe.",
        "No one said that the ferry was unsafe.",
        "Tim Vance was accused of stealing the boat.",
        "Tim Vance is said to have stolen the boat.",
        "If Tim Vance says that the boat is empty, the bank will close.",
        "Did Tim Vance say that the boat was empty?",
    ] {
        assert_eq!(annotations(&drafted(text)), [], "{text}");
    }
}
