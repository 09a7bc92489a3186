//! Kinds of sentences that state something, with three or more variants each, and sentences that look like them.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_attribution::read_article;

/// Minimum confidence of what is drafted by default.
const LIKELY: f32 = 0.5;

/// Statements that would be drafted: source, stance and parts of the content.
fn stated(text: &str) -> Vec<String> {
    let line = |statement: &ascribe_attribution::Statement| {
        let source = statement.source.clone().map_or("-", |range| &text[range]);
        let parts: Vec<&str> = statement.content.iter().map(|part| &text[part.clone()]).collect();
        Some(format!("{source} | {} | {}", statement.stance?.word(), parts.join(" ~ ")))
    };
    read_article(text).iter().filter(|statement| statement.confidence >= LIKELY).filter_map(line).collect()
}

#[track_caller]
fn check_all(sentences: &[(&str, &[&str])]) {
    for (text, expected) in sentences {
        assert_eq!(stated(text), *expected, "{text}");
    }
}

#[track_caller]
fn check_nothing(sentences: &[&str]) {
    check_all(&sentences.iter().map(|text| (*text, [].as_slice())).collect::<Vec<_>>());
}

#[test]
fn what_somebody_is_sure_or_worried_of_is_stated() {
    check_all(&[
        ("The coach is sure the team will win.", &["The coach | believes | the team will win"]),
        ("Engineers are confident the arch will stand.", &["Engineers | believes | the arch will stand"]),
        (
            "Sales chief Ines Moor remains convinced that demand will return.",
            &["Sales chief Ines Moor | believes | that demand will return"],
        ),
        (
            "Many parents are afraid their children will be sent away.",
            &["Many parents | believes | their children will be sent away"],
        ),
        ("The team are not sure that the pitch is dry.", &["The team | doubts | that the pitch is dry"]),
    ]);
    check_nothing(&[
        "It is certain that the arch will stand.",
        "She is sure to win.",
        "The team is confident.",
        "He is worried about his job.",
        "I am sure the team will win.",
    ]);
}

#[test]
fn an_opinion_is_that_of_its_owner() {
    check_all(&[
        ("His concern is that the roof will not hold.", &["His | believes | that the roof will not hold"]),
        (
            "The council's position is that the trees must go.",
            &["The council's | asserts | that the trees must go"],
        ),
        (
            "The message from the bishop was that nobody should be left behind.",
            &["the bishop | asserts | that nobody should be left behind"],
        ),
        (
            "The view among traders is that rates have peaked.",
            &["traders | believes | that rates have peaked"],
        ),
        (
            "There is concern among doctors that wards will close.",
            &["doctors | believes | that wards will close"],
        ),
        ("Her argument: the harbour belongs to all.", &["Her | asserts | the harbour belongs to all"]),
    ]);
    check_nothing(&[
        "The hope is that the line will reopen.",
        "Our concern is that nobody listens.",
        "There are fears that the dam will burst.",
        "The claim that the lake was sold is false.",
        "His message is clear.",
        "His answer: a shrug.",
    ]);
}

#[test]
fn a_view_is_that_of_its_owner() {
    check_all(&[
        ("In Roy's view, the plan is a mistake.", &["Roy's | believes | the plan is a mistake"]),
        ("The tower should go, in Brandt's view.", &["Brandt's | believes | The tower should go"]),
        (
            "In the opinion of the auditor, the books are false.",
            &["the auditor | believes | the books are false"],
        ),
        (
            "In her opinion, the tower should never have been built.",
            &["her | believes | the tower should never have been built"],
        ),
    ]);
    check_nothing(&[
        "In my view, the tower should go.",
        "In Lund's house, the heating failed.",
        "In view of the storm, the ferry stayed in port.",
        "In the eyes of the law, he is a child.",
    ]);
}

#[test]
fn a_passive_states_what_its_agent_says() {
    check_all(&[
        ("The plan was described by Lund as a disaster.", &["Lund | asserts | The plan ~ as a disaster"]),
        (
            "The minister was accused by the opposition of lying to parliament.",
            &["the opposition | asserts | The minister ~ of lying to parliament"],
        ),
        (
            "The deal was criticised by farmers for ignoring small holdings.",
            &["farmers | asserts | The deal ~ for ignoring small holdings"],
        ),
        (
            "Residents have been warned by police to stay indoors.",
            &["police | demands | Residents ~ to stay indoors"],
        ),
        ("The pilot was urged by his crew to turn back.", &["his crew | demands | The pilot ~ to turn back"]),
    ]);
    check_nothing(&[
        "The bridge was described by Otto Weiss in 1911.",
        "The gate was opened by Lund as a favour.",
        "She was described as calm.",
        "He was accused of lying.",
        "The poem was recited by her son.",
    ]);
}

#[test]
fn what_is_according_to_somebody_is_stated() {
    check_all(&[
        (
            "According to prosecutors, who spoke on Friday, the clerk fled.",
            &["prosecutors | asserts | the clerk fled"],
        ),
        (
            "According to Mila Stroud, a clerk at the registry, the file was burnt.",
            &["Mila Stroud, a clerk at the registry | asserts | the file was burnt"],
        ),
        (
            "Nine boats, according to the coastguard, were lost.",
            &["the coastguard | asserts | Nine boats ~ were lost"],
        ),
        (
            "Rents doubled, according to data from the registry.",
            &["data from the registry | asserts | Rents doubled"],
        ),
    ]);
    check_all(&[
        (
            "Per the school board, the school will stay.",
            &["the school board | asserts | the school will stay"],
        ),
        (
            "According to the parish, which owns the bells, they have rung since 1802.",
            &["the parish | asserts | they have rung since 1802"],
        ),
        (
            "In the view of Otto Weiss, a chemist in Graz, the trial was too short.",
            &["Otto Weiss | believes | the trial was too short"],
        ),
    ]);
    check_nothing(&["The bus went according to plan.", "Seats were given out according to age."]);
}

#[test]
fn a_second_verb_has_the_same_speaker() {
    check_all(&[
        (
            "The harbour board announced that fees would rise and warned that the quay might close.",
            &[
                "The harbour board | asserts | that fees would rise",
                "The harbour board | asserts | that the quay might close",
            ],
        ),
        (
            "Osei Tandoh said the vote had been fair and denied that ballots were lost.",
            &[
                "Osei Tandoh | asserts | the vote had been fair",
                "Osei Tandoh | denies | that ballots were lost",
            ],
        ),
        (
            "The minister says the tunnel will open in June and adds that tolls will stay low.",
            &[
                "The minister | asserts | the tunnel will open in June",
                "The minister | asserts | that tolls will stay low",
            ],
        ),
        (
            "The prosecutor said the knife was clean but conceded that the coat was not.",
            &[
                "The prosecutor | asserts | the knife was clean",
                "The prosecutor | asserts | that the coat was not",
            ],
        ),
        (
            "The trust said it would appeal and accused the council of haste.",
            &["The trust | asserts | it would appeal", "The trust | asserts | the council of haste"],
        ),
        (
            "The treasurer said the club was broke, blaming the previous board.",
            &["The treasurer | asserts | the club was broke", "The treasurer | asserts | the previous board"],
        ),
    ]);
    // Both verbs may be said of somebody.
    check_all(&[
        (
            "He said he was beaten and told to keep quiet.",
            &["He | asserts | he was beaten and told to keep quiet"],
        ),
        (
            "The nurse said she was attacked and asked for help.",
            &["The nurse | asserts | she was attacked and asked for help"],
        ),
        (
            "Police say the driver fled and that a passenger was hurt.",
            &["Police | asserts | the driver fled and that a passenger was hurt"],
        ),
    ]);
}

#[test]
fn a_clause_goes_on_until_its_verb() {
    check_all(&[
        (
            "Moll said the plant, which opened in 1921, would close in May.",
            &["Moll | asserts | the plant, which opened in 1921, would close in May"],
        ),
        (
            "Moor said the strike, now in its fifth week, had cost the port millions.",
            &["Moor | asserts | the strike, now in its fifth week, had cost the port millions"],
        ),
        (
            "Moor said that the sponsor – a brewery from the north – had withdrawn.",
            &["Moor | asserts | that the sponsor – a brewery from the north – had withdrawn"],
        ),
        (
            "Aune said that the school was safe, that the roof was new and that the heating worked.",
            &["Aune | asserts | that the school was safe, that the roof was new and that the heating worked"],
        ),
        // “which” is the author's, where the clause has its verb.
        (
            "Moor said the pier would close, which angered the anglers.",
            &["Moor | asserts | the pier would close"],
        ),
    ]);
}

#[test]
fn orders_and_threats_are_stated_and_acts_are_not() {
    check_all(&[
        (
            "The judge ordered the firm to pay the fishermen.",
            &["The judge | demands | the firm to pay the fishermen"],
        ),
        ("Renn threatened to sue the board.", &["Renn | promises | the board"]),
        (
            "Renn attacked the board for hiding the letter.",
            &["Renn | asserts | the board for hiding the letter"],
        ),
        ("The opposition called for an election.", &["The opposition | demands | an election"]),
        ("Voss called the meeting a farce.", &["Voss | asserts | the meeting a farce"]),
    ]);
    check_nothing(&[
        "The court ordered a retrial.",
        "Renn attacked the board.",
        "The committee called the hearing after the leak.",
        "The referee called a foul.",
        "He told a joke and left the stage.",
        "The referee said a few words and blew his whistle.",
        "Renn said nothing and left.",
        "The council voted to keep the pool open.",
        "Police are looking for a driver who fled.",
        "Ida Brun wrote three novels and a play.",
    ]);
}

#[test]
fn how_things_look_is_the_authors() {
    check_nothing(&[
        "It seems that the roof will fail.",
        "The photo appears to show a shark.",
        "The plan appears to be dead.",
    ]);
    check_all(&[("Polls show a close contest.", &["Polls | asserts | a close contest"])]);
}

#[test]
fn a_comparison_without_its_verb_is_the_authors() {
    check_nothing(&[
        "Prices rose less than the minister said they would.",
        "The fee is half what Renn said it was.",
        "The fee is as high as Renn said it would be.",
        "More people came than police said were there.",
    ]);
}

#[test]
fn a_past_tense_is_no_demand() {
    check_all(&[
        ("The firm insisted it owed no tax.", &["The firm | asserts | it owed no tax"]),
        ("Renn insisted she owned the mill.", &["Renn | asserts | she owned the mill"]),
        ("Renn insisted that the mayor resign.", &["Renn | demands | that the mayor resign"]),
    ]);
}

#[test]
fn labels_and_pronouns_state_nothing() {
    check_nothing(&[
        "FACT CHECK: Did the harbour fund vanish?",
        "Fact: The lake belongs to the city.",
        "He laughs when he says it.",
        "She said so in May.",
    ]);
}

#[test]
fn who_is_quoted_as_saying_it_says_it() {
    check_all(&[
        (
            "Voigt was quoted by the Herald as saying the door was open.",
            &["Voigt | asserts | the door was open"],
        ),
        ("The door was open, Voigt is quoted as saying.", &["Voigt | asserts | The door was open"]),
        (
            "The curator has been quoted as saying that the picture was stolen.",
            &["The curator | asserts | that the picture was stolen"],
        ),
    ]);
    check_nothing(&["The price was quoted as a sign of trouble.", "He is reported to be abroad."]);
}

#[test]
fn a_relative_clause_ends_before_the_verb_of_the_sentence() {
    check_all(&[
        ("The woman who said that the door was open has left.", &["who | asserts | that the door was open"]),
        ("Those who say that the door was open are wrong.", &["who | asserts | that the door was open"]),
        (
            "Voigt guaranteed that the door would be shut.",
            &["Voigt | promises | that the door would be shut"],
        ),
    ]);
}

#[test]
fn what_somebody_expects_is_a_belief() {
    check_all(&[
        (
            "Ratings agency Corvo expects prices to rise by 4 percent.",
            &["Ratings agency Corvo | believes | prices to rise by 4 percent"],
        ),
        (
            "Alder & Sons expects the merger to be completed by June.",
            &["Alder & Sons | believes | the merger to be completed by June"],
        ),
        ("Dame Ivy Lund held that maps were lies.", &["Dame Ivy Lund | asserts | that maps were lies"]),
    ]);
    check_nothing(&["The ship is expected to arrive in June.", "She is expected to concede."]);
}

#[test]
fn what_is_told_to_somebody_or_recounted_is_stated() {
    check_all(&[
        (
            "Ms Rudd reminds the board that the quay was closed.",
            &["Ms Rudd | asserts | that the quay was closed"],
        ),
        (
            "The midwife gave evidence that the ward had been locked.",
            &["The midwife | asserts | that the ward had been locked"],
        ),
        ("Rangers insist the ladder was never safe.", &["Rangers | asserts | the ladder was never safe"]),
        (
            "A former stoker described how the boilers were filled by hand.",
            &["A former stoker | asserts | how the boilers were filled by hand"],
        ),
    ]);
    check_nothing(&["The jurors found the ladder.", "The boy bought the boilers."]);
}

#[test]
fn what_is_promised_or_denied_needs_no_clause() {
    check_all(&[
        (
            "Dockers are threatening to strike over the new rota.",
            &["Dockers | promises | to strike over the new rota"],
        ),
        ("Ms Rudd ruled out a merger with the bank.", &["Ms Rudd | denies | a merger with the bank"]),
    ]);
    check_nothing(&["Ms Rudd is expected to strike a bell."]);
}

#[test]
fn conclusions_wishes_and_things_seen_are_nobodys_statements() {
    check_nothing(&[
        "It means that the ferry has sailed.",
        "The shares rose, which suggests that somebody had bought them.",
        "Footage shows that the crane fell at noon.",
        "The nurse asked her brother for the keys.",
        "The porter explained the rules to a guest.",
        "Mr Rudd pleaded not guilty to nine counts of theft.",
        "A guest who says she is full is not full.",
        "The wharf was not, as some posts suggest, the longest in the land.",
    ]);
}
