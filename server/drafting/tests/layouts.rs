//! Layouts that tell who speaks: letters, statements, scripts and names beside quotations, and what only looks like them.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_drafting::{LIKELY, draft};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Draft of a text, with the names of its actors by id.
fn drafted(text: &str) -> (String, BTreeMap<String, String>) {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let text = scope.document.edited(&draft(&scope, None, LIKELY).edits).text().to_string();
    let declared = text.lines().filter_map(|line| line.strip_prefix('@')?.split_once(": "));
    let actors = declared.map(|(id, name)| (id.to_owned(), name.to_owned())).collect();
    (text, actors)
}

/// Name of the speaker of the passage that starts with these words; empty if it has none.
fn speaker(text: &str, words: &str) -> String {
    let (drafted, actors) = drafted(text);
    let start = drafted.find(words).unwrap_or_else(|| panic!("{words} is not in {drafted}"));
    let behind = &drafted[start..];
    let paragraph = behind.split("\n\n").next().unwrap();
    let braces = paragraph.split_once('{').map_or("", |(_, rest)| rest.split('}').next().unwrap());
    let id = braces.split(' ').find_map(|item| item.strip_prefix('@')).unwrap_or_default();
    actors.get(id).cloned().unwrap_or_default()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    for (words, name) in expected {
        assert_eq!(speaker(text, words), *name, "“{words}” in\n{}", drafted(text).0);
    }
}

#[test]
fn letters_are_by_those_who_sign_them() {
    for salutation in ["Dear Editor,", "Sir,", "To the editor:", "Dear Sir or Madam,"] {
        for closing in ["", "Yours faithfully,\n", "Sincerely,\n\n"] {
            let text = format!(
                "{salutation}\n\nI have counted the gulls. There are too many of them.\n\nThey have eaten my hat.\n\n{closing}Ngozi Vance\nPort Ellis\n\nThe next meeting is on Friday.\n"
            );
            check(
                &text,
                &[("I have counted", "Ngozi Vance"), ("They have eaten", "Ngozi Vance"), ("The next", "")],
            );
        }
    }
    check(
        "Sir – I have counted the gulls twice. – Siobhan Rask, Ellis\n",
        &[("I have counted", "Siobhan Rask")],
    );
    // Nobody has signed.
    check(
        "Dear Editor,\n\nI have counted the gulls twice.\n\nThe next meeting is on Friday.\n",
        &[("I have", "")],
    );
}

#[test]
fn replies_are_by_the_one_who_was_asked() {
    let text = "Dear Auntie Mei,\n\nMy cat reads my letters. What can I do?\n\nWatched in Wuhan\n\nDear Watched,\n\nWrite to the cat. It will be so proud of you.\n";
    check(text, &[("My cat", "Watched in Wuhan"), ("Write to", "Auntie Mei")]);
    let other = text.replace("Dear Watched", "Dear Lonely");
    check(&other, &[("My cat", "Watched in Wuhan"), ("Write to", "")]);
}

#[test]
fn statements_are_by_the_one_in_the_heading() {
    let body = "Last night our pier fell down.\n\nWe will build it again, and I thank the divers.";
    for heading in [
        "Statement by Idris al-Rashid",
        "Remarks by Idris al-Rashid at the quay",
        "From the desk of Idris al-Rashid:",
    ] {
        let text = format!("{heading}\n\n{body}\n\nContact: the press office\n");
        check(&text, &[("Last night", "Idris al-Rashid"), ("We will", "Idris al-Rashid"), ("Contact", "")]);
    }
    // A report is not the statement itself.
    let report = "Statement by Idris al-Rashid\n\nThe pier fell down last night.\n\nWe were told so by the divers, al-Rashid said.\n";
    check(report, &[("The pier", "")]);
}

#[test]
fn scripts_have_labels_with_offices_and_directions() {
    let text = "HOST: Good evening. How high is the water?\n\nMEI LAU (via telephone): It was at my knees in May.\n\nIt is at the door now.\n\nHOST: Are you leaving?\n\nTOR LIE, engineer: We have no boat.\n\nThat was Tor Lie.\n";
    check(
        text,
        &[
            ("Good evening", "HOST"),
            ("It was at", "MEI LAU"),
            ("It is at", "MEI LAU"),
            ("We have", "TOR LIE"),
        ],
    );
    check(text, &[("That was", "")]);
    let boxed = "(HOST)\nThe water is high tonight.\n\n(SOUNDBITE) MEI LAU, PILOT, SAYING:\n“We have no boat at all.”\n\n(HOST)\nWe go on.\n";
    check(boxed, &[("The water", "HOST"), ("“We have", "MEI LAU")]);
    // Places, and parts of a fact check.
    check(
        "LONDON: Shares fell on Monday.\n\nPARIS: Shares rose on Tuesday.\n",
        &[("Shares fell", ""), ("Shares rose", "")],
    );
}

#[test]
fn names_beside_quotations_sign_or_label_them() {
    let (one, other) = ("“I swim to work every day.”", "“My cows were here before.”");
    let below = format!("{one}\nKhadija Benali, student\n\n{other}\nRuairi Finn, farmer\n");
    let above = format!("Khadija Benali, student\n{one}\n\nRuairi Finn, farmer\n{other}\n");
    let bold = format!("**Khadija Benali**\n\n{one}\n\n**Ruairi Finn**\n\n{other}\n");
    let behind = format!("{one} Khadija Benali, student\n\n{other} – Ruairi Finn\n");
    let before =
        format!("Khadija Benali, 34, student: {one}\n\n- Farmer Ruairi Finn on the ferry: {other}\n");
    for text in [below, above, bold, behind, before] {
        check(&text, &[("“I swim", "Khadija Benali"), ("“My cows", "Ruairi Finn")]);
    }
}

#[test]
fn quotations_alone_are_by_the_only_one_before() {
    let quotation = "“We had forty eggs and no bread.”";
    for before in [
        "The cook of the ship, Ren Tanaka, kept them warm.",
        "Our reporter spoke to Ren Tanaka, the cook.",
        "Cook Ren Tanaka kept them warm in the snow.",
    ] {
        check(&format!("{before}\n\n{quotation}\n\nThe train left at noon.\n"), &[("“We had", "Ren Tanaka")]);
    }
    for before in [
        "Ren Tanaka met Ada Moe at the station on Friday.",
        "Ren Tanaka kept them warm. His deputy was less kind.",
        "The train of Ren Tanaka was late.",
        "It snowed for eleven hours.",
    ] {
        check(&format!("{before}\n\n{quotation}\n\nThe train left at noon.\n"), &[("“We had", "")]);
    }
    let behind = format!("Cook Ren Tanaka kept them warm.\n\n{quotation}\n\nThat was how Ada Moe put it.\n");
    check(&behind, &[("“We had", "")]);
}

#[test]
fn what_the_interviewer_states_is_no_answer() {
    let text = "We met the diver Ada Vance in Port Ellis.\n\nWhat do you miss?\n\nThe blue. I miss it.\n\nYour brother says you never sleep.\n\nHe is paid to say that.\n\nWould you go back?\n\nI would, for a day.\n";
    check(text, &[("The blue", "Ada Vance"), ("He is paid", "Ada Vance"), ("I would", "Ada Vance")]);
    assert!(!drafted(text).0.contains("[Your brother"), "{}", drafted(text).0);
    let text = "*Pilot Ada Vance has flown for 31 years. She talked to us.*\n\n**What was the worst night?**\n\nThe ice. I sang.\n\n**So you do have music.**\n\nIt was a hymn.\n\n**Why a hymn?**\n\nI know no other.\n";
    check(text, &[("The ice", "Ada Vance"), ("It was a hymn", "Ada Vance")]);
}

#[test]
fn an_announced_text_is_by_the_one_from_whom_it_is() {
    for ends in ["It reads:", "It reads in full:", "The note reads as follows:"] {
        let text = format!(
            "Captain Ngozi Vance read out a message from Tom Rask. {ends}\n\n“His bench is as he left it.”\n"
        );
        check(&text, &[("“His bench", "Tom Rask")]);
    }
    check(
        "Statement on behalf of the Rask family\n\n“We thank them all for coming.”\n\nSergeant Ngozi Vance said: “Our thoughts are with them.”\n",
        &[("“We thank", "Rask family"), ("“Our thoughts", "Ngozi Vance")],
    );
}

#[test]
fn a_label_is_read_as_a_whole() {
    check(
        "The force says it had no permit.\n\nCol. Tom Rask (Commander, 2nd Division): “The stairwell was full of drums.”\n",
        &[("“The stairwell", "Tom Rask")],
    );
    check(
        "Ms Ada Vance asked why the fee had risen.\n\nMs Vance: Will he come and say so?\n\nMr Rask: I was there in August.\n\nMr Tom Rask left.\n",
        &[("Will he come", "Ada Vance"), ("I was there", "Tom Rask")],
    );
}

#[test]
fn labels_of_a_debate_have_a_title_or_parentheses() {
    for office in ["The Minister for Fisheries", "The Parliamentary Secretary for Peat", "Minister for Roads"]
    {
        let text = format!(
            "Oral Answers\n\nMr Aldous Finch (North Haven): Will she tell the House what a deckhand earns?\n\n{office} (Mrs Harriet Lowe): I do not know.\n\nNobody has told me.\n\nMr Speaker: Order. I must hear the answer.\n"
        );
        check(
            &text,
            &[
                ("Will she", "Aldous Finch"),
                ("I do not", "Harriet Lowe"),
                ("Nobody has", "Harriet Lowe"),
                ("Order.", "Speaker"),
            ],
        );
    }
    // No debate.
    check(
        "Harbour news\n\nPrice: Free for all.\n\nMr Finch (North Haven): closed on Monday\n",
        &[("Free", ""), ("closed", "")],
    );
}

#[test]
fn dashes_introduce_speech() {
    for dash in ["–", "—"] {
        let text = format!(
            "Aino Saari crossed the line.\n\n{dash} I fell, and then I got angry, says Saari.\n\n{dash} It is good to be angry.\n\nPekka Laine ran beside the track.\n\n{dash} I shouted until I was hoarse.\n"
        );
        check(&text, &[("I fell", "Aino Saari"), ("It is good", "Aino Saari"), ("I shouted", "Pekka Laine")]);
    }
    // With dashes around the verb, each line is by somebody else, and nobody tells who answers.
    let text = "Aino Saari met Pekka Laine.\n\n— Who has fallen? — asked Saari. — I did not.\n\n— It was the others.\n";
    check(text, &[("Who has", "Aino Saari"), ("I did not", "Aino Saari"), ("It was", "")]);
    // A list.
    check("Aino Saari packed her bag.\n\n– Skis of two kinds.\n\n– A hat.\n", &[("Skis", ""), ("A hat", "")]);
}

#[test]
fn block_quotes_are_by_whom_the_sentence_before_is_about() {
    let text = "Aino Saari wrote to the club:\n\n> We shall not sell the mill.\n\nPekka Laine and Ida Moe were there.\n\n> Nobody asked us at all.\n\n> I will go on.\n>\n> — Ida Moe, mayor\n";
    check(text, &[("We shall", "Aino Saari"), ("Nobody asked", ""), ("I will", "Ida Moe")]);
}

#[test]
fn answers_may_be_quotations() {
    let text = "Winston Rask has called his last ball. He talks to us at home.\n\nHow does it feel to watch?\n\n“Terrible. I raise my finger at the screen.”\n\nDid anybody try to bribe you?\n\n“Once, with a goat. I kept the goat.”\n\nWho was the best?\n\n“My mother. After her, everybody was second.”\n";
    check(text, &[("“Terrible", "Winston Rask"), ("“Once", "Winston Rask"), ("“My mother", "Winston Rask")]);
}

#[test]
fn quotations_follow_a_sentence_about_their_speaker() {
    for before in [
        "Ida Moe accepts the point.",
        "Outside, Ida Moe was unrepentant.",
        "Ida Moe said the boats would go.",
        "Ida Moe, a nurse, has packed.",
    ] {
        let text = format!("The pier is shut.\n\n{before} “I am going back in April.”\n");
        check(&text, &[("“I am", "Ida Moe")]);
    }
    for before in [
        "Ida Moe met Tom Rask.",
        "Ida Moe was cheered by hundreds of fans.",
        "Customers have queued since seven.",
    ] {
        let text = format!("The pier is shut.\n\n{before} “I am going back in April.”\n");
        check(&text, &[("“I am", "")]);
    }
    // “She” is the one whom somebody else speaks of.
    check("Ida Moe won the race. “She was the best of them.”\n", &[("“She", "")]);
}

#[test]
fn the_other_one_of_two_answers() {
    let asked = "Tom Rask opened the door to Ida Moe.\n\n“Did you sell the horse?” Rask asked.\n\n“I sold both of them.”\n";
    check(asked, &[("“I sold", "Ida Moe")]);
    let many = "Tom Rask, Kai Lund and Ida Moe sat in the hall.\n\n“Did you sell the horse?” Rask asked.\n\n“I sold both of them.”\n";
    check(many, &[("“I sold", "")]);
    // Nobody is asked.
    let alone =
        "Tom Rask spoke in the hall.\n\n“Who would do that?” Rask said.\n\n“I have never sold a horse.”\n";
    check(alone, &[("“I have", "Tom Rask")]);
}
