//! Antecedents of “he”, “she” and “it”: tables of texts, by kind. All names are invented.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_drafting::{LIKELY, draft};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Name of the speaker of the last quotation or claim, “nobody” if it has none, and the confidences of all drafts.
fn last_speaker(text: &str) -> (String, Vec<f32>) {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let drafted = draft(&scope, None, LIKELY);
    let after = scope.document.edited(&drafted.edits);
    let scope = Scope::alone(Arc::new(after));
    let mut last = "nothing".to_owned();
    for at in scope.document.blocks() {
        for marked in at.block.marked().iter().filter(|marked| marked.annotation.is_some()) {
            let actor = marked.actors().next();
            let named = actor.and_then(|id| scope.declaration(Namespace::Actor, &id.id));
            last = named.map_or_else(|| "nobody".to_owned(), |actor| actor.name.to_string());
        }
    }
    (last, drafted.annotations.into_iter().map(|(_, confidence)| confidence).collect())
}

fn assert_last(speaker: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(last_speaker(text).0, speaker, "{text}");
    }
}

#[test]
fn nobody_speaks_if_somebody_without_a_name_stands_between() {
    let people = [
        "Her deputy was less kind.",
        "His deputy was less kind.",
        "Her wife was less patient.",
        "But a neighbour saw it differently.",
        "The officer stood by the door.",
        "One resident was in tears.",
        "A retired teacher from Lund watched.",
        "The harbour board's lawyer, who had come late, disagreed.",
        "It rained, and her lawyer left.",
        "Rask's sister took the floor.",
        "Her churchwarden was gloomier.",
        "Afterwards her chief of staff spoke to reporters.",
        "The 34-year-old nurse next door was blunter.",
    ];
    for between in people {
        for gap in [" ", "\n\n"] {
            assert_last(
                "nobody",
                &[&format!("Mayor Nora Pell praised the crew.{gap}{between} “They ran,” she said.")],
            );
        }
    }
}

#[test]
fn nobody_speaks_if_a_name_that_no_list_knows_stands_between() {
    assert_last(
        "nobody",
        &[
            "Mayor Nora Pell praised the crew.\n\nQuenby Holt took the stand. “They ran,” she said.",
            "Nora Pell beat Thandra Zulo in the final.\n\n“It was hot,” she said.",
            "Nora Pell lost to Xanthe Roo.\n\n“It was hot,” she said.",
            "Thandra Zulo beat Nora Pell in the final.\n\n“It was hot,” she said.",
            "Nora Pell and Thandra Zulo run the mill.\n\n“It was hot,” she said.",
            "Nora Pell won the race. Quenby Holt was second. “It was hot,” she said.",
        ],
    );
}

#[test]
fn nobody_speaks_if_two_may_be_meant() {
    assert_last(
        "nobody",
        &[
            "Nora Pell met Mary Holm on Monday. “We lost,” she said.",
            "“We lost,” Nora Pell told Mary Holm. “Why?” she asked.",
            "Nora Pell spoke first. Mary Holm was second. “It was hot,” she said.",
            "The Marlow Trust said the quay was shut. The Harbour Board was silent. It said the port would open.",
            "Judge Mary Holm sentenced Xan Quade to a year. Quade had been away. “You lied,” she said.",
            "Kestrel Energy lost a million. The company said it was the frost. Rival Lund Shipping did well. The company said it had saved.",
            "The Marlow Trust and the Harbour Board met. It said the port would open.",
            "The Kestrel Club said the pitch was wet. Lund Rovers were silent. The club said the match was off.",
        ],
    );
}

#[test]
fn who_is_the_only_one_speaks() {
    assert_last(
        "Nora Pell",
        &[
            "Nora Pell told the court that the door was open. She said it had been open for years.",
            "Nora Pell said Mary Holm was late. “She is always late,” she said.",
            "Nora Pell runs the bakery on Mill Street. “We lost,” she said.",
            "Nora Pell, a baker and keeper of the keys, was in Grand Falls. “We lost,” she said.",
            "Nora Pell, an ecologist who was not asked, was late. “We lost,” she said.",
            "Nora Pell spoke. The Marlow Harbour Board was silent. “We lost,” she said.",
            "Nora Pell, the daughter of a miner, was late. Her letter was short. “We lost,” she said.",
            "As a young lawyer, Nora Pell was poor. Her critics were rich. “We lost,” she said.",
            "Nora Pell spoke to Tom Rask. His brother was away. “We lost,” she said.",
            "Mayor Nora Pell was late. The mayor was tired. “We lost,” she said.",
            "Mayor Nora Pell was late. Her deputy was away. Pell was not sorry. “We lost,” she said.",
        ],
    );
    assert_last(
        "Xan Roo",
        &[
            "Painter Jo Roo was in Lund. Her husband, Xan Roo, was at home. “We lost,” she said. “I won,” he said.",
        ],
    );
    assert_last(
        "Nora Pell",
        &[
            "Mary Holm met Ida Rask. “We lost,” she said. Nora Pell was calm. Pell looked up. “It is over,” Pell said. “We won,” she said.",
        ],
    );
    assert_last("Thandra Zulo", &["Thandra Zulo runs the bakery. “We lost,” she said."]);
    assert_last(
        "Resident",
        &["Tom Rask left.\n\nOne resident, who had no key, said the lift was out. “It stank,” he said."],
    );
}

#[test]
fn the_last_speaker_goes_on_unless_somebody_else_has_been_named() {
    assert_last(
        "Nora Pell",
        &[
            "“It is over,” Nora Pell said after a talk with Tom Rask.\n\n“We lost,” she added.",
            "Nora Pell and Mary Holm met. “It is over,” Pell said.\n\n“We lost,” she added.",
            "Nora Pell met Mary Holm. Pell was calm. “We lost,” she said.",
            "Mary Holm was away. Holm aide Nora Pell said the hall was cold. “We froze,” she said.",
        ],
    );
}

#[test]
fn a_speaker_inferred_from_a_pronoun_is_never_the_surest() {
    for text in [
        "Nora Pell runs the bakery. “We lost,” she said. “It was hot,” she said. She said the oven broke.",
        "Tom Rask ran. “We lost,” he said.",
        "Villagers blocked the road. “The dust makes us ill,” they said.",
    ] {
        let (_, confidences) = last_speaker(text);
        assert!(!confidences.is_empty(), "{text}");
        assert!(confidences.iter().all(|confidence| *confidence < 0.9), "{text} {confidences:?}");
    }
    let (_, confidences) = last_speaker("Tom Rask ran. “We lost,” Tom Rask said.");
    assert!(confidences.iter().all(|confidence| *confidence >= 0.9), "{confidences:?}");
}

#[test]
fn nobody_speaks_if_somebody_new_has_come_in() {
    assert_last(
        "nobody",
        &[
            "Nora Pell's new play opens with a woman who counts apples. “One for the bank,” she says.",
            "Mayor Nora Pell said the hall would stay.\n\nA backbencher has just left the room. “It is dead,” she said.",
            "A former pilot, Nora Pell, said crews were tired.\n\nHis sister and chief clerk, Nadia, put it more \
             gently. “He counts every rivet,” she said.",
        ],
    );
}

#[test]
fn the_last_speaker_is_meant_if_nobody_has_come_in() {
    assert_last(
        "Nora Pell",
        &[
            "Mayor Nora Pell, a mother of two, left with a suitcase. “It is heavy,” she said.",
            "Nora Pell, the baker, spoke to reporters by a window. “It is late,” she said.",
        ],
    );
}

#[test]
fn the_only_subject_without_a_name_speaks() {
    assert_last("Chancellor", &["The chancellor is on his feet. He says the debt is gone."]);
    assert_last("Neighbour", &["A neighbour came to the door. “It burned all night,” he said."]);
    assert_last("Man", &["The clip shows a man in a van. “They are taking it,” he says."]);
    let kin = ["His sister, Nadine, was blunter.", "His sister and fellow ringer Nadine was blunter."];
    for kin in kin {
        assert_last("Nadine", &[&format!("Tom Rask praised the crew.\n\n{kin} “They ran,” she said.")]);
    }
    // Somebody else may be meant.
    assert_last("nobody", &["The clip shows a man. His uncle came in. “They are taking it,” he says."]);
    assert_last("nobody", &["Two passengers, Vera and Malin, were at the gate. “We slept here,” she says."]);
}
