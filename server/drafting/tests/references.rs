//! People and bodies meant by “they”, “it”, a family name of two, an office of two, or “his lawyer”: tables of texts, by kind. All
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
        (
            "Deputy Mayor Karl Brandt opened the pool. Nora Pell was away. Her deputy said it was cold.",
            &["nobody"],
        ),
        (
            "Sisters Marta and Paula Quade run the mill. “It is ours,” Marta Quade said. “It is old,” Paula Quade said. “It squeaks,” her sister added.",
            &["Marta Quade", "Paula Quade", "nobody"],
        ),
    ]);
}

#[test]
fn an_office_by_its_place_is_that_of_whoever_is_from_there() {
    assert_speakers(&[
        (
            "Sen. Walter Rask (R-S.D.) blocked the bill. Sen. Helen Holm of Vermont had drafted it. “It is dead,” said the South Dakota senator.",
            &["Walter Rask"],
        ),
        (
            "Sen. Walter Rask (R-N.M.) blocked the bill. Sen. Helen Holm (D-N.C.) had drafted it. “It is dead,” said the North Carolina senator.",
            &["Helen Holm"],
        ),
    ]);
}

#[test]
fn a_judge_who_is_named_below_is_one() {
    assert_speakers(&[
        (
            "A Marlow judge has ruled that the file stays shut.\n\nSupreme Court Justice Helen Holm read the file. The judge said it was thin.",
            &["Helen Holm", "Helen Holm"],
        ),
        (
            "A Marlow judge has ruled that the file stays shut.\n\nJustice Department lawyer Helen Holm read the file. The judge said it was thin.",
            &["Marlow judge", "Marlow judge"],
        ),
        (
            "A Marlow judge has ruled that the file stays shut.\n\nJustice Helen Holm and Judge Tom Rask read the file.",
            &["Marlow judge"],
        ),
    ]);
}

#[test]
fn a_description_that_stands_for_a_name_is_no_new_actor() {
    assert_speakers(&[
        ("Lotte Brandt founded the firm in a shed. “I had one oven,” recalls the founder.", &["nobody"]),
        ("Karl Rask scored twice. “I was lucky,” the striker said.", &["nobody"]),
        ("Founder Lotte Brandt was calm. “I had one oven,” recalls the founder.", &["Lotte Brandt"]),
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
        ("The harbour board shut the bridge. It said the wood was rotten.", &["Harbour board"]),
        ("The report, written by a judge, was late. It found that the wood was rotten.", &["Report"]),
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
        (
            "Only 52 percent of likely voters said the toll was fair. Another 40 percent said it was not.",
            &["52 percent of likely voters", "40 percent of likely voters"],
        ),
        (
            "A poll of 1,200 nurses came out on Friday. Some 61 per cent said the ward was cold.",
            &["61 per cent of nurses"],
        ),
        ("The firm has 40 shops. Some 61 per cent said the shops were cold.", &["61 per cent"]),
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

#[test]
fn titles_and_deputies_are_told_apart() {
    assert_speakers(&[
        (
            "Dr Olan Reke, head of surgery, said it was late. “They come at night,” the doctor said.",
            &["Olan Reke", "Olan Reke"],
        ),
        (
            "Area MP Olan Reke asked whether it was late. “We were asleep,” the legislator said.",
            &["Olan Reke", "Olan Reke"],
        ),
        (
            "Pilot Olan Reke won by a minute.\n\n“I was told to keep it simple,” said the 19-year-old, who learned at home.",
            &["Olan Reke"],
        ),
        (
            "Vice President Olan Reke said it was late. The president said it was early.",
            &["Olan Reke", "President"],
        ),
        (
            "MINISTER CONCERNED ABOUT THE DRAIN\n\nThe Minister of Water, Ms Tuva Reke, came. The Minister said it was shut.",
            &["Tuva Reke"],
        ),
    ]);
}
