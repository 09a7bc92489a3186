//! `altered-quote`: quotations that are nearly, but not quite, the same.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("altered-quote", "
        | ---
        | title: Lund: ‘We had no warning from the city’ on ‘the longest night’
        | ---
        |
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We never had any warning at all from anybody in the city,”{#warning @lund ^talk} she said.
        |
        | She wrote: “We never had a warning at all from anybody in the city.”{@lund ^talk}
    "), @"
    | title: Lund: ‘We had no warning from the city’ on ‘the longest night’
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This quotation is not in the article. Quote the words of the article, or remove the quotation marks.
                                                         ^^^^^^^^^^^^^^^^^ This quotation is not in the article. Quote the words of the article, or remove the quotation marks.
    | She wrote: “We never had a warning at all from anybody in the city.”{@lund ^talk}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The same actor is quoted earlier as “We never had any warning at all from anybody in the city”. Take the words from the record, or mark the change with brackets or dots.
    ");
    insta::assert_snapshot!(found_of("altered-quote", "
        | ---
        | title: ‘We had no warning from the town at all’
        | ---
        |
        | “We had no warning from the city at all,” she said.
    "), @"
    | title: ‘We had no warning from the town at all’
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ In the article, this quotation reads “We had no warning from the city at all”. Use the same words in both places.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "altered-quote",
        &[
            "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We never had any warning at all from anybody in the city,”{@lund ^talk} she said.
        |
        | “we NEVER had any warning — at all,”{@lund ^talk} she said.
    ",
            "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “We never had any warning at all from anybody in the city,”{@lund ^talk} Lund said.
        |
        | “We never had a warning at all from anybody in the city,”{@moe ^talk} Moe said.
    ",
            "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We never had any warning at all from anybody in the city,”{@lund ^talk} Lund said.
        |
        | “We never had [a] warning … from anybody in the city,”{@lund ^talk} she said.
    ",
            "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We will not go back,”{@lund ^talk} she said.
        |
        | “We will not go away,”{@lund ^talk} she said.
    ",
            "
        | “We never had any warning at all from anybody in the city,” she said.
        |
        | “We never had a warning at all from anybody in the city,” he said.
    ",
            "
        | ---
        | title: “No bath, no votes”, and ‘so on’
        | ---
        |
        | Behind the benches hung a sheet with the words no bath, no votes.
    ",
            "
        | ---
        | title: ‘We had no warning, and nobody came’, says Lund
        | ---
        |
        | “We had no warning,” she said, “and nobody came.”
    ",
            "
        | ---
        | title: The mayor's dogs' bowls and 'the day'
        | ---
        |
        | Nothing of this is below.
    ",
            "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “The house was gone by six in the morning, and so was the car.”{@lund ^talk}
        |
        | “The house stood there at noon, and by night it was no more.”{@lund ^talk}
    ",
        ],
    );
}

#[test]
fn words_that_the_actor_denies_are_not_the_actors_own() {
    for (stance, is_found) in [
        ("", true),
        ("stance=asks", true),
        ("stance=promises", true),
        ("stance=denies", false),
        ("stance=doubts", false),
    ] {
        let text = format!(
            "@lund: Karin Lund\n^talk: Talk\n\n“We had no warning at all from the city,”{{@lund ^talk}} Lund said.\n\n\
             It was put to her: “We got no warning at all from the city.”{{@lund ^talk {stance}}}\n"
        );
        let findings = ascribe_lints::check(&ascribe_fixture::alone(&text), None);
        let is_altered = findings.iter().any(|(_, finding)| finding.rule.code == "altered-quote");
        assert_eq!(is_altered, is_found, "{stance}");
    }
}

#[test]
fn characters_that_look_the_same_alter_nothing() {
    const QUOTED: &str = "we didn't see Zoë’s co-op café in the storm";
    let variants = [
        "we didn't see Zoë’s co-op café in the storm",
        "we didn\u{b4}t see Zoë\u{2019}s co\u{ad}-op café in the storm",
        "we didn’t see Zoë's co\u{2011}op café in the storm",
        "we didn`t see Zoe\u{308}’s co\u{2010}op cafe\u{301} in the storm",
        "we didn't see Zo\u{ad}ë\u{2bc}s co-op ca\u{200b}fé in\u{a0}the\u{202f}storm",
    ];
    let texts = variants.map(|again| {
        format!(
            "
        | ---
        | title: ‘{again}’
        | ---
        |
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “{QUOTED},”{{@lund ^talk}} she said.
        |
        | She wrote: “{again}.”{{@lund ^talk}}
    "
        )
    });
    silent("altered-quote", &texts.each_ref().map(String::as_str));
}
