//! Who is meant by “they”, “it”, a family name of two, an office of two, or “his lawyer”: tables of texts, by kind. All
//! names are invented.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_drafting::{LIKELY, draft};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Names of those who say something, for each quotation and claim in text order; “nobody” if it is nobody.
fn speakers(text: &str) -> Vec<String> {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let drafted = draft(&scope, None, LIKELY);
    let scope = Scope::alone(Arc::new(scope.document.edited(&drafted.edits)));
    let mut all = Vec::new();
    for at in scope.document.blocks() {
        for marked in at.block.marked().iter().filter(|marked| marked.annotation.is_some()) {
            let names = marked.actors().filter_map(|id| scope.declaration(Namespace::Actor, &id.id));
            let names: Vec<String> = names.map(|actor| actor.name.to_string()).collect();
            all.push(if names.is_empty() { "nobody".into() } else { names.join(" + ") });
        }
    }
    all
}

fn assert_speakers(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(speakers(text), *expected, "{text}");
    }
}

#[test]
fn a_family_name_of_two_is_that_of_the_one_who_speaks() {
    assert_speakers(&[
        (
            "Minister Olan Reke opened the port with his wife, Tuva Reke. The minister said it was time. “We won,” Reke said. Reke said the port would grow.",
            &["Olan Reke", "Olan Reke", "Olan Reke"],
        ),
        (
            "Olan Reke said the port was shut. Tuva Reke said it was open. “We won,” Reke said.",
            &["Olan Reke", "Tuva Reke", "nobody"],
        ),
        (
            "Olan Reke opened the port. Reke was late. Tuva Reke said it was open.\n\n“We won,” Reke said.",
            &["Tuva Reke", "nobody"],
        ),
    ]);
}

#[test]
fn an_office_is_that_of_its_present_holder() {
    assert_speakers(&[
        (
            "Former president Ola Lund was away. President Ida Berg opened the port. “We won,” the president said.",
            &["Ida Berg"],
        ),
        (
            "Mayor Ida Berg met Mayor Tom Rask. “We agree,” Berg said. The mayor said the road would open.",
            &["Ida Berg", "Ida Berg"],
        ),
        ("Mayor Ida Berg met Mayor Tom Rask. The mayor said the road would open.", &["nobody"]),
    ]);
}

#[test]
fn the_lawyers_of_two_people_are_two() {
    assert_speakers(&[
        (
            "Mayor Nora Pell spoke first. Her lawyer said the deal was off. Tom Rask disagreed. His lawyer said the deal was on. Pell was calm. Her lawyer said the deal was dead.",
            &["Lawyer", "Rask’s lawyer", "Lawyer"],
        ),
        ("Nora Pell met Tom Rask and the lawyer Ivo Brandt. His lawyer said the deal was on.", &["nobody"]),
    ]);
}

#[test]
fn they_are_the_two_who_spoke_or_act_together() {
    assert_speakers(&[
        (
            "Nora Pell and Mary Holm run the mill. They said the wheel was broken.\n\n“We lost,” they said.",
            &["Nora Pell + Mary Holm", "Nora Pell + Mary Holm"],
        ),
        (
            "Nora Pell and Mary Holm said the pier was shut.\n\nThe fee, they say, is too high.",
            &["Nora Pell + Mary Holm", "Nora Pell + Mary Holm"],
        ),
        (
            "Nora Pell and Mary Holm said the pier was shut. Villagers blocked the road. “We lost,” they said.",
            &["Nora Pell + Mary Holm", "Villagers"],
        ),
        (
            "Nora Pell and Mary Holm crossed the ice.\n\n“I never looked up,” says Holm.\n\nWould they do it again? “Not with her snoring,” she says.",
            &["Mary Holm", "nobody"],
        ),
    ]);
}

#[test]
fn it_is_the_only_body_that_acts() {
    assert_speakers(&[
        ("The Harbour Board shut the bridge. It said the wood was rotten.", &["Harbour Board"]),
        ("The Harbour Board met the Marlow Trust. It said the wood was rotten.", &["nobody"]),
        ("The Harbour Board shut the bridge to the council. It said the wood was rotten.", &["nobody"]),
        ("The study — which found that half of the wells were dry — was late.", &["Study"]),
    ]);
}

#[test]
fn somebody_whom_a_sentence_is_not_about_is_no_rival() {
    assert_speakers(&[
        ("Nora Pell gave a talk on the life of Mary Holm. “We lost,” she said.", &["Nora Pell"]),
        ("Nora Pell fought with Mary Holm. “We lost,” she said.", &["nobody"]),
        (
            "Nora Pell was late. The former trawler hand and one-time governor said the port would grow.",
            &["Nora Pell"],
        ),
    ]);
}

#[test]
fn shares_of_those_asked_are_groups() {
    assert_speakers(&[
        (
            "Twelve percent said they were unsure. Only 52 percent of drivers said the toll was fair.",
            &["Twelve percent", "52 percent of drivers"],
        ),
        ("Nearly eight of 10 drivers said the toll was fair.", &["Eight of 10 drivers"]),
    ]);
}

#[test]
fn names_are_whole_whatever_their_words_mean_elsewhere() {
    assert_speakers(&[
        ("Ida A. Berg said the pier was shut.", &["Ida A. Berg"]),
        ("April Holm said the pier was shut. “It is ours,” Holm said.", &["April Holm", "April Holm"]),
        ("Cllr June Ferris (Ind, Harbour) said the pier was shut.", &["June Ferris"]),
        ("Tom Ellery said the plans were bad. Said Ellery: “It is a shame.”", &["Tom Ellery", "Tom Ellery"]),
        (
            "Ida Berg Hammers Lund Bank Chief: “You Should Resign.”\n\nSenator Ida Berg grilled the chief. “You should go,” Berg said.",
            &["Ida Berg", "Ida Berg"],
        ),
        ("Her time as secretary of state has shown that records must be kept.", &["nobody"]),
    ]);
}
