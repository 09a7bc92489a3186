//! Attribution of statements in plain text, with one or two sentences per phenomenon.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_attribution::quotes::between_marks;
use ascribe_attribution::{Before, SpeechKind, Statement, read_article, read_paragraph};
use proptest::prelude::*;

/// Statements of an article: source, cue, parts of the content, and the carrier if there is one.
fn told(text: &str) -> Vec<String> {
    let one = |range: &Option<std::ops::Range<usize>>| range.clone().map_or("-", |range| &text[range]);
    let line = |statement: &Statement| {
        let parts: Vec<&str> = statement.content.iter().map(|part| &text[part.clone()]).collect();
        let carrier = statement.carrier.clone().map(|range| format!(" (via {})", &text[range]));
        format!(
            "{} | {} | {}{}",
            one(&statement.source),
            one(&statement.cue),
            parts.join(" ~ "),
            carrier.unwrap_or_default()
        )
    };
    read_article(text).iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn speaker_before_and_behind_the_verb() {
    check("\"We won,\" Okafor said.", &["Okafor | said | \"We won,\""]);
    check(
        "“The road is open,” said Ingrid Solberg, a spokeswoman for the county.",
        &["Ingrid Solberg, a spokeswoman for the county | said | “The road is open,”"],
    );
}

#[test]
fn a_split_quotation_is_one_statement() {
    check(
        "\"The bridge is safe,\" said Solberg, \"and it will stay open.\"",
        &["Solberg | said | \"The bridge is safe,\" ~ \"and it will stay open.\""],
    );
}

#[test]
fn a_quotation_goes_on_behind_its_speaker() {
    check(
        "``The rand will recover,'' said Thabo Nkosi. ``But exporters will suffer first.''",
        &["Thabo Nkosi | said | ``The rand will recover,'' ~ ``But exporters will suffer first.''"],
    );
}

#[test]
fn wire_copy_mixes_its_marks() {
    check(
        "\"It is a disgrace,'' striker Marco Silva said after the match. \"We deserved a penalty.''",
        &["striker Marco Silva | said | \"It is a disgrace,'' ~ \"We deserved a penalty.''"],
    );
}

#[test]
fn single_marks_are_marks_if_they_pair() {
    check(
        "‘It was the worst night of my life,’ Amara Okafor said. ‘The water came up to the roof.’",
        &["Amara Okafor | said | ‘It was the worst night of my life,’ ~ ‘The water came up to the roof.’"],
    );
}

#[test]
fn a_quotation_over_two_paragraphs_is_one_statement() {
    check(
        "\"Our reefs are dying,\" Professor Lani Kealoha said. \"The water is too warm.\n\n\"We have five years.\"",
        &[
            "Professor Lani Kealoha | said | \"Our reefs are dying,\" ~ \"The water is too warm. ~ \"We have five years.\"",
        ],
    );
}

#[test]
fn a_colon_announces_the_next_paragraph() {
    check(
        "Caddell continued:\n\n\"The roads are empty, and so are the shops.\"",
        &["Caddell | continued: | \"The roads are empty, and so are the shops.\""],
    );
    let told = told("The minister responded:\n\n\"There will be no new tax this year.\"");
    assert_eq!(told, ["The minister | responded: | \"There will be no new tax this year.\""]);
}

#[test]
fn a_name_behind_a_dash_signs() {
    check(
        "“I paint because silence is too loud.” — Mariam Diallo, painter",
        &["Mariam Diallo, painter | — | “I paint because silence is too loud.”"],
    );
}

#[test]
fn a_transcript_names_its_speakers() {
    let told = told("\"REYES: I will not support it.");
    assert!(told[0].starts_with("REYES | : | I will not"), "{told:?}");
    check("HOLT: Senator, will you support the bill?", &["HOLT | : | Senator, will you support the bill?"]);
}

#[test]
fn the_one_who_relays_is_not_the_one_who_speaks() {
    check(
        "\"We will not pay,\" the minister said in an interview, Reuters reported. \"That is final and we mean it.\"",
        &["the minister | said | \"We will not pay,\" ~ \"That is final and we mean it.\" (via Reuters)"],
    );
}

#[test]
fn reported_without_quotation_marks() {
    check("Shell has denied that it knew of the leak.", &["Shell | has denied | that it knew of the leak"]);
    check(
        "Residents accused the company of hiding the spill.",
        &["Residents | accused | the company of hiding the spill"],
    );
    check(
        "According to the health ministry, at least 40 people were treated for cholera.",
        &["the health ministry | According to | at least 40 people were treated for cholera"],
    );
    check("A spokesman declined to comment.", &["A spokesman | declined | to comment"]);
}

#[test]
fn a_title_in_parentheses_is_part_of_the_source() {
    check(
        "Sen. Maria Lopez (D-N.M.) said the pipeline \"must not be built\" on tribal land.",
        &["Sen. Maria Lopez (D-N.M.) | said | the pipeline \"must not be built\" on tribal land"],
    );
}

#[test]
fn a_verb_that_no_list_knows_names_the_speaker_too() {
    let told = told("\"Hey, hey, the mayor has got to go!\" some protesters chanted.");
    assert!(told[0].starts_with("some protesters | chanted | \"Hey, hey"), "{told:?}");
}

#[test]
fn a_signature_stands_in_a_paragraph_of_its_own() {
    check(
        "The council met in Tromsø on Tuesday.\n\n“We will rebuild the school before winter.”\n\n― Ida Moe\n\nWork starts in May.",
        &["Ida Moe | ― | “We will rebuild the school before winter.”"],
    );
    check(
        "\"Ten buses are not a network.\"\n- Tariq Aziz, commuter",
        &["Tariq Aziz, commuter | - | \"Ten buses are not a network.\""],
    );
}

#[test]
fn a_dateline_is_no_transcript() {
    check("NEW DELHI: Shares fell on Monday as traders waited for the budget.", &[]);
    check("LONDON — Shares fell on Monday as traders waited for the budget.", &[]);
    check("OSLO, May 3 (Wire) - The ferry will not run before the harbour is dredged.", &[]);
    check(
        "NEW DELHI: The finance minister said that the budget would be late.",
        &["The finance minister | said | that the budget would be late"],
    );
}

#[test]
fn the_verb_at_the_colon_announces() {
    check(
        "Solberg laughed, and the mayor replied:\n\n\"There will be no second vote on the harbour.\"",
        &["the mayor | replied: | \"There will be no second vote on the harbour.\""],
    );
}

#[test]
fn marks_of_other_languages() {
    check("«We need rain,» Benali said.", &["Benali | said | «We need rain,»"]);
    check("„We need rain,“ said Jana Krause.", &["Jana Krause | said | „We need rain,“"]);
    check("»We need rain,« said Jana Krause.", &["Jana Krause | said | »We need rain,«"]);
}

#[test]
fn the_accused_is_no_source() {
    check(
        "Mr. Castillo was accused by prosecutors of hiding three bank accounts.",
        &["prosecutors | was accused | Mr. Castillo ~ of hiding three bank accounts"],
    );
}

#[test]
fn the_same_speaker_goes_on_in_a_paragraph_of_quotation() {
    check(
        "\"The harvest is lost,\" said Amadou Keita.\n\n\"Next year we will plant millet.\"",
        &["Amadou Keita | said | \"The harvest is lost,\" ~ \"Next year we will plant millet.\""],
    );
    check(
        "\"The harvest is lost,\" said Amadou Keita.\n\n\"Next year we will plant millet,\" Awa Diop said.",
        &[
            "Amadou Keita | said | \"The harvest is lost,\"",
            "Awa Diop | said | \"Next year we will plant millet,\"",
        ],
    );
    check(
        "Hana Sato said the observatory would close in autumn.\n\n\"Nobody wants to pay for the stars.\"",
        &[
            "Hana Sato | said | the observatory would close in autumn ~ \"Nobody wants to pay for the stars.\"",
        ],
    );
}

#[test]
fn the_style_of_the_marks_makes_no_difference() {
    for (open, close) in [("“", "”"), ("\"", "\""), ("„", "“"), ("«", "»"), ("‘", "’")] {
        let text = format!("{open}The reef is dead,{close} said Lani Kealoha, who dives there.");
        let expected = format!("Lani Kealoha, who dives there | said | {open}The reef is dead,{close}");
        check(&text, &[&expected]);
    }
    check(
        "„Der Damm hält“, said Jutta Klein, the mayor of Hagen.",
        &["Jutta Klein, the mayor of Hagen | said | „Der Damm hält“"],
    );
    check(
        "‘She told me “never again” and hung up,’ Maureen Platt said.",
        &["Maureen Platt | said | ‘She told me “never again” and hung up,’"],
    );
}

#[test]
fn two_who_speak_in_turn_keep_their_words() {
    check(
        "“We lost the goats first,” Amina Yusuf said. “Then we lost the well,” her brother said.",
        &["Amina Yusuf | said | “We lost the goats first,”", "her brother | said | “Then we lost the well,”"],
    );
}

#[test]
fn what_is_asked_of_the_reporter_is_no_statement() {
    check(
        "A second diver, who asked not to be named because his contract forbids it, said the hull was cracked.",
        &["A second diver | said | the hull was cracked"],
    );
}

#[test]
fn the_mark_of_many_owners_closes_no_quotation() {
    let told = told("The strike will go on, the miners' union said on Wednesday.");
    assert_eq!(told, ["the miners' union | said | The strike will go on"]);
}

#[test]
fn a_lone_quotation_is_of_whom_its_sentence_reports() {
    let told = told("Mira Novak supports the levy, opposes “a tax on every bed in town” and wants a vote.");
    assert!(told.iter().any(|line| line.starts_with("Mira Novak") && line.contains("every bed")), "{told:?}");
}

#[test]
fn a_second_verb_has_the_subject_of_the_first() {
    check(
        "Mira Novak said the vote was over but added, \"We will come back next spring.\"",
        &["Mira Novak | said | the vote was over", "Mira Novak | added | \"We will come back next spring.\""],
    );
}

#[test]
fn a_verb_may_stand_before_its_subject_or_far_from_it() {
    check("“Nobody told us,” admitted Lund on Tuesday.", &["Lund | admitted | “Nobody told us,”"]);
    let text = "The harbour master insisted that the lock is safe, and later boasted: “We built it to last.”";
    let told = told(text);
    assert!(told.contains(&"The harbour master | boasted | “We built it to last.”".to_owned()), "{told:?}");
}

#[test]
fn a_report_of_what_somebody_said_is_the_reporters() {
    // Known weakness: the minister is not drafted as the speaker, nor Bloomberg as the carrier.
    check(
        "Bloomberg reported that the minister said the refinery would close.",
        &["Bloomberg | reported | that the minister said the refinery would close"],
    );
}

#[test]
fn a_paragraph_of_a_book_is_read_piece_by_piece() {
    let sentence = "\"The dam will hold,\" Okafor said. ";
    let text = sentence.repeat(420);
    let statements = read_article(&text);
    assert_eq!(statements.len(), 420);
    assert!(statements.iter().all(|said| said.source.clone().is_some_and(|it| &text[it] == "Okafor")));
    let open = format!("\"{}", "The river rose again and nobody slept. ".repeat(600));
    assert!(read_article(&open).len() < 2);
}

#[test]
fn where_nobody_speaks_nothing_is_drafted() {
    for text in [
        "",
        " \n\n ",
        "The ferry leaves at nine. It stops at Paros and Naxos.",
        "Tickets cost 40 euros.",
        "\"",
        "...",
        ":",
    ] {
        check(text, &[]);
    }
}

#[test]
fn headlines_that_quote_and_captions_are_silent() {
    check(
        "Mayor on strike: ‘We will not yield’\nThe mayor said that the strike would not change the budget of the city Wire",
        &["The mayor | said | that the strike would not change the budget of the city Wire"],
    );
}

#[test]
fn the_kind_follows_from_the_share_in_quotation_marks() {
    let kind = |text: &str| read_article(text)[0].kind;
    assert_eq!(kind("\"We won,\" Okafor said."), SpeechKind::Direct);
    assert_eq!(kind("Okafor said that the vote was \"a disgrace\" for the city."), SpeechKind::Mixed);
    assert_eq!(kind("Okafor said that the vote was lost."), SpeechKind::Indirect);
}

#[test]
fn a_paragraph_alone_tells_what_the_next_one_must_know() {
    let open = read_paragraph("\"It is late,\" Okafor said. \"We go on.", Before::default());
    assert!(open.after.open && open.after.spoke);
    let next = read_paragraph("\"And we shall win.\"", open.after);
    assert!(next.statements[0].continues);
    assert!(!next.after.open);
}

/// Typical parts of articles, and hostile ones.
fn article() -> impl Strategy<Value = String> {
    let pieces = [
        "\"",
        "''",
        "``",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "'",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        ".",
        ",",
        ":",
        "—",
        "(",
        ")",
        "…",
        ". . .",
        "said",
        "Putin",
        "according to",
        "U.S.",
        "Mr.",
        "don't",
        "é",
        "e\u{301}",
        "👩‍👧",
        "王说",
        "\u{feff}",
        "\0",
        "REYES:",
        "that",
        "he",
        "reported",
        "1,000",
        "3.5",
        "accused",
        "of",
        "the minister",
    ];
    prop::collection::vec(
        prop_oneof![
            prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
            any::<char>().prop_map(String::from)
        ],
        0..80,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gives_spans_of_it(text in article()) {
        let statements = read_article(&text);
        prop_assert_eq!(&statements, &read_article(&text));
        for statement in &statements {
            prop_assert!((0.0..=1.0).contains(&statement.confidence));
            prop_assert!(!statement.content.is_empty());
            let others = [&statement.cue, &statement.source, &statement.carrier];
            let mut spans: Vec<_> = statement.content.iter().chain(others.into_iter().flatten()).cloned().collect();
            for span in &spans {
                prop_assert!(!span.is_empty() && text.get(span.clone()).is_some(), "{span:?}");
            }
            spans.sort_by_key(|span| span.start);
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
        }
    }
}

#[track_caller]
fn quoted(line: &str) -> Vec<&str> {
    between_marks(line).into_iter().map(|range| &line[range]).collect()
}

#[test]
fn headlines_have_quotations_of_every_mark() {
    for (open, close) in [
        ("\"", "\""),
        ("'", "'"),
        ("‘", "’"),
        ("“", "”"),
        ("„", "“"),
        ("„", "”"),
        ("”", "”"),
        ("»", "«"),
        ("»", "»"),
        ("«", "»"),
        ("« ", " »"),
        ("«\u{a0}", "\u{a0}»"),
        ("‹", "›"),
        ("›", "‹"),
        ("‚", "‘"),
        ("``", "''"),
        (",,", "''"),
        ("「", "」"),
        ("『", "』"),
    ] {
        for line in [
            format!("Mayor: {open}We never saw it{close} on the day"),
            format!("{open}We never saw it{close}"),
            format!("Asked twice,{open} We never saw it{close}")
                .replace(&format!(",{open} "), &format!(", {open}")),
        ] {
            let found: Vec<&str> = quoted(&line).into_iter().map(str::trim).collect();
            assert_eq!(found, ["We never saw it"], "{line}");
        }
    }
}

#[test]
fn apostrophes_are_no_marks() {
    for line in [
        "The mayor's dogs' bowls, 6'2\" and '' 'open",
        "Back to the '90s and the '80s with the players' band",
        "Class of '99 meets in the '20s",
        "Give 'em hell, says nobody; rock 'n' roll, fish ’n’ chips and the boys' boats",
        "'Tis the season, 'twas the night",
        "A plank 18\" wide, O'Hara's sons' boat and ’em’",
    ] {
        assert_eq!(quoted(line), [""; 0], "{line}");
    }
    for (line, expected) in [
        ("'It was rock 'n' roll' in the '90s, says Roos", "It was rock 'n' roll"),
        ("Band of the '90s: 'We never left' says Roos", "We never left"),
        ("'The players' bus is late' says coach", "The players' bus is late"),
        ("'Give 'em a chance' Roos tells the '80s band", "Give 'em a chance"),
        ("‘Boys’ boats sank’, says Roos", "Boys’ boats sank"),
        ("'24 hours is too long' says Roos", "24 hours is too long"),
        ("Roos:'Does it matter?'", "Does it matter?"),
        ("“He said «no» to ‘us’,” says Roos", "He said «no» to ‘us’,"),
        ("« Il a dit « non » hier »", " Il a dit « non » hier "),
    ] {
        assert_eq!(quoted(line), [expected], "{line}");
    }
    assert_eq!(quoted("Calls the dogs' 'bowls' 'unsafe'"), ["bowls", "unsafe"]);
}
