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
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ These words are not in the article. A quotation in the title must be one of the text, or stand without its marks.
                                                         ^^^^^^^^^^^^^^^^^ These words are not in the article. A quotation in the title must be one of the text, or stand without its marks.
    | She wrote: “We never had a warning at all from anybody in the city.”{@lund ^talk}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Before, the same actor says “We never had any warning at all from anybody in the city”. A quotation is verbatim: take the words from the record, or show what was changed by brackets and dots.
    ");
    insta::assert_snapshot!(found_of("altered-quote", "
        | ---
        | title: ‘We had no warning from the town at all’
        | ---
        |
        | “We had no warning from the city at all,” she said.
    "), @"
    | title: ‘We had no warning from the town at all’
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ In the article this is “We had no warning from the city at all”. A quotation has the same words everywhere.
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
