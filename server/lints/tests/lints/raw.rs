//! Pasted articles without markup: which text counts as a quotation, and where it ends.

use ascribe_fixture::finds;

#[test]
fn marks_of_two_kinds_make_one_quotation() {
    finds(
        r#"
        | "Honestly, who cares which drawer it came out of?'' the minister said in an interview. "What counts is that
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                                                 ^^^^^^^^^^^^^^^^^^^^ unattributed-quote..
        | every captain can read it." She left by the back door; "the silent season" had begun.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ..unattributed-quote
                                                                 ^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
    finds(
        r#"
        | ``We ordered barges,'' he said. ``We were offered bathtubs," he said, “very expensive bathtubs".
          ^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | “The bar is open'', he said, and “the lock is shut" and ``the inn is full”.
          ^^^^^^^^^^^^^^^^^^ unattributed-quote
                                           ^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                  ^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn a_quotation_in_pieces_is_found_in_each_piece() {
    finds(
        r#"
        | "The bank has moved," said the pilot, "and we have told them so since the winter before last."
          ^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | "It is," she said, "what it always was".
                             ^^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn paragraphs_of_a_quotation_with_blank_lines() {
    finds(
        r#"
        | "I know very well what we promised, and I know who is going to read it out to me.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | "But a barge that carries nothing is a pier.
        |
        | "We have enough of those," she said. "All of us do."
                                               ^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn paragraphs_of_a_quotation_without_blank_lines() {
    finds(
        "
        | The head of the line was asked about it on Tuesday, when the shares of the company had lost a tenth of their worth.
        | “I know very well what we promised, and I know who is going to read it out to me at every meeting until I retire.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        | “But a barge that carries nothing is a pier. We have enough of those.”
        | She did not say what would become of the fourteen barges, the first of which is waiting at the wharf in Halverstad.
    ",
    );
}

#[test]
fn wrapped_copy_runs_over_line_ends() {
    finds(
        "
        | ``The first of them sat 20 centimetres too deep before a single
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote..
        | container had been put on board,'' the chief executive told
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ..unattributed-quote
        | analysts on a call, and said the yard had been ``warned of that
                                                         ^^^^^^^^^^^^^^^^ unattributed-quote..
        | more than once in the course of the winter'' by its own people.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ..unattributed-quote
        |
        | DIESEL TO STAY
        |
        | The fleet will run on diesel, and the pledge is ``not so much
                                                          ^^^^^^^^^^^^^ unattributed-quote..
        | broken as postponed''.
          ^^^^^^^^^^^^^^^^^^^^^ ..unattributed-quote
    ",
    );
}

#[test]
fn one_line_to_a_paragraph() {
    finds(
        r#"
        | Last tram to leave at ten
        | Nell Osgood
        | The last tram of the evening will leave Lindmere at ten from the first of January, the transport board said on Friday, after a meeting of four hours.
        | "Nobody is on it after ten but the driver," its chairwoman said. "And he would like to go home, too."
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        | A nurse who works nights at the hospital called it "one more thing that was decided by people who are in bed by nine".
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        | The board will hear the public in March.
    "#,
    );
}

#[test]
fn single_marks_in_headlines_and_captions_are_no_quotations() {
    finds(
        "
        | Minister on harbour leak: ‘Who cares which drawer it came out of?’
        | The minister said ‘the bar is open’ and didn’t say more. Photo: O’Brien
        |
        | Minister on harbour leak: 'Who cares which drawer it came out of?'
        |
        | 'Twas said in the '90s that the pilots' guild wasn't rich.
    ",
    );
    // With braces it is a quotation.
    finds(
        "
        | @minister: Ilse Tavener
        | ^talk: Interview
        |
        | Minister on harbour leak: ‘Who cares which drawer it came out of?’{@minister ^talk}
    ",
    );
}

#[test]
fn inch_marks_open_nothing() {
    finds(
        r#"
        | The 6'2" keeper said "it is a plank 18 inches wide" and showed a 20" one, then a 5' 11" one, and "it rose again".
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                                                           ^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn scare_quotes_and_terms_are_left_alone() {
    finds(
        r#"
        | The "experts" of the "harbour board" met in the so-called "Sea Hall"; their “new deal” and «Neue Mitte» died.
    "#,
    );
}

#[test]
fn german_french_and_swedish_marks() {
    finds("
        | „Wir hatten keine Warnung“, sagte sie, und: „Niemand hat uns gefragt.“ Das »Ende vom Lied« sei das.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                                     ^^^^^^^^^^^^^^^ unattributed-quote
        |
        | « Nous n’avions reçu aucune alerte », a-t-elle dit. «Personne ne nous a prévenus.»
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | ”Vi fick ingen varning alls”, sade hon. ”Ingen frågade oss.”
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                  ^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | »Vi fik ingen advarsel«, sagde hun. “Nobody had warned us” is what it means.
          ^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                              ^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
    ");
}

#[test]
fn quotations_in_brackets_and_brackets_in_quotations() {
    finds(
        r#"
        | (The board called it "a matter for the council" at first.) [Its letter says "all papers was [sic] handled".]
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | ("It rose [the water] and (mostly) fell again," he said. ["We ran."])
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn of_nested_quotations_the_outer_one_counts() {
    finds(
        r#"
        | "My deputy told them, 'Mind the outer bar,' and they took it for a toast," she said.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | “My deputy told them, «Mind the outer bar», and they took it for a toast,” she said.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | “My deputy told them, ‘Mind the outer bar,’ and they took it for a toast,” she said.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn one_stray_mark_spoils_only_its_stretch() {
    finds(
        r#"
        | He gave his word" and left. "It was never on my desk," she said, and "never will be again".
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                               ^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | She said: "It was never on my desk. He said "it was there, too" and left.
                    ^ unbalanced-quote
                                                      ^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | "It was never on my desk," she said.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn dashes_and_ellipses_before_and_behind_marks() {
    finds(
        r#"
        | She left—"with nothing at all"—and he said -- "not so fast" -- that... "it was over".
                   ^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                        ^^^^^^^^^^^^^ unattributed-quote
                                                                                 ^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn texts_in_which_nobody_is_quoted_are_silent() {
    finds(
        "
        | The harbour clock has lost its hand,
        | the gulls have lost their quarrel;
        | I said the tide would leave the sand
        | as white as any coral.
        |
        |   And you, who never said a word,
        |   said nothing, said it twice;
        |   ’twas all the promise that we heard,
        |   the water under ice.
    ",
    );
    finds(
        "
        | Results of the by-election in Fenwick East
        |
        | Candidate\tParty\tVotes\tShare
        | Ida Moe\tHarbour List\t4,212\t41.2%
        | Jon Aske\t\"Centre\"\t3,991\t39.0%
        |
        | Turnout: 61.3% (2021: 58.8%)
    ",
    );
    finds(
        r#"
        | To rebuild the figures, run:
        |
        |     rows = [r for r in csv.reader(open("votes.csv")) if r[1] != "n/a"]
        |     print("total said:", {r[0]: int(r[2]) for r in rows})
        |
        | A row with 5'11" or 24" in it is left as it is.
    "#,
    );
    finds(
        "
        | HOST: Good evening. With me is Ida Moe, who leads the harbour board.
        |
        | MOE: Good evening. I wrote that the lock needs work, and it does.
        |
        | (LAUGHTER)
    ",
    );
}
