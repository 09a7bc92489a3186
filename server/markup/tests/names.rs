//! Mentions of actors in plain prose.

use ascribe_fixture::{Fixture, shown};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Asserts that the mentions of a text are its marks, named by their ids, with every kind of line end.
#[track_caller]
fn mentions(source: &str) {
    for line_end in ["\n", "\r\n", "\r"] {
        let fixture = Fixture::with_line_ends(source, line_end);
        mentions_in(&fixture.scope(), &fixture);
    }
}

#[track_caller]
fn mentions_in(scope: &Scope, fixture: &Fixture) {
    let all = scope.document.blocks().flat_map(|at| scope.names().mentions(at));
    let got = all.map(|mention| (mention.range, mention.id.to_string())).collect();
    let marked = fixture.marks.iter().map(|(id, place)| (place.clone(), id.clone())).collect();
    let (got, marked) = (shown(&fixture.text, got), shown(&fixture.text, marked));
    assert!(got == marked, "expected:\n{marked}\nfound:\n{got}\nin {:?}", fixture.text);
}

#[test]
fn a_name_and_each_aka_is_found_as_whole_words() {
    mentions(
        "
        | @lund: Karin Lund
        |   aka: Lund; the harbour master
        |
        | Karin Lund left. Lund, she said; (Lund) “Lund” Lund! Lunds, Lundby, Grolund and lund stayed.
          ^^^^^^^^^^ lund
                           ^^^^ lund
                                            ^^^^ lund
                                                   ^^^^ lund
                                                         ^^^^ lund
        | Ask the harbour master, not the harbour masters: Karin_Lund, Lund2.
              ^^^^^^^^^^^^^^^^^^ lund
    ",
    );
}

#[test]
fn a_name_that_starts_small_may_start_a_sentence() {
    mentions(
        "
        | @lund: Karin Lund
        |   aka: the harbour master; éva
        |
        | The harbour master left. THE HARBOUR MASTER stayed, with Éva.
          ^^^^^^^^^^^^^^^^^^ lund
                                                                   ^^^ lund
    ",
    );
}

#[test]
fn the_longest_name_wins_and_none_is_found_inside_another() {
    mentions(
        "
        | @lund: Lund
        | @karin: Karin Lund
        | @inn: Lund Inn
        | @hall: Sea Hall of Lund
        |
        | Karin Lund met Lund at the Lund Inn, not in the Sea Hall of Lund. Karin Lund Inn is none.
          ^^^^^^^^^^ karin
                         ^^^^ lund
                                     ^^^^^^^^ inn
                                                          ^^^^^^^^^^^^^^^^ hall
                                                                            ^^^^^^^^^^ karin
    ",
    );
}

#[test]
fn possessives_are_mentions_and_other_apostrophes_join() {
    mentions(
        "
        | @brien: Brien
        | @jones: Jones
        | @o: O
        |
        | Brien's and Brien’s, Jones' and Jones’ boats; 'Brien' ‘Jones’; BRIEN'S. O'Brien, O’Brien, D'Jones.
          ^^^^^ brien
                      ^^^^^ brien
                               ^^^^^ jones
                                          ^^^^^ jones
                                                         ^^^^^ brien
                                                                 ^^^^^ jones
        | Brien'll and Jones'd.
    ",
    );
}

#[test]
fn hyphens_join_and_dashes_do_not() {
    mentions(
        "
        | @lund: Lund
        | @moe: Moe-Lund
        |
        | Lund-led, pro-Lund, Moe-Lund and Lund–Moe, Lund—so it was, Lund - yes, Lund- und Moe, Lund‑nah.
                              ^^^^^^^^ moe
                                           ^^^^ lund
                                                     ^^^^ lund
                                                                     ^^^^ lund
                                                                                 ^^^^ lund
    ",
    );
}

#[test]
fn a_blank_in_a_name_stands_for_a_line_end_too() {
    mentions(
        "
        | @lund: Karin   Maria Lund
        |
        | The bar is as open as it ever was, according to a note of Karin
                                                                    ^^^^^ lund..
        | Maria Lund, and Karin  Maria Lund and Karin\u{a0}Maria Lund agree on that.
          ^^^^^^^^^^ ..lund
                          ^^^^^^^^^^^^^^^^^ lund
                                                ^^^^^^^^^^^^^^^^ lund
        |
        | Karin
        |
        | Maria Lund
    ",
    );
}

#[test]
fn markup_between_the_words_does_not_count() {
    mentions(
        r#"
        | @jensen: Maria Jensen
        | @paper: The Herald
        |
        | [Maria]{mention note="the mayor"} Jensen, [Maria [Jensen]{cue}]{cue} and Maria \[Jensen].
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ jensen
                                                     ^^^^^^^^^^^^^ jensen
        |
        | “The”{mention} Herald and “Maria Jensen”{@jensen note="of The Herald"} of The \“Herald\”.
                                     ^^^^^^^^^^^^ jensen
    "#,
    );
    mentions(
        r"
        | @obrien: O'Brien
        |
        | O\'Brien is O'Brien.
          ^^^^^^^^ obrien
                      ^^^^^^^ obrien
    ",
    );
}

#[test]
fn what_an_unfinished_annotation_takes_in_still_has_names() {
    mentions(
        "
        | @lund: Lund
        | @moe: Ida Moe
        |
        | “So be it,”{@lund ^ said Ida Moe of Lund, who was “away”{@moe} then.
                                   ^^^^^^^ moe
                                              ^^^^ lund
    ",
    );
}

#[test]
fn a_name_of_two_actors_is_one_of_none() {
    mentions(
        "
        | @karin: Karin Lund
        |   aka: Lund; the mayor
        | @jonas: Jonas Lund
        |   aka: Lund; the mayor; Lund Jr.
        |
        | Karin Lund met Jonas Lund. Lund left. The mayor stayed. Lund Jr. wept.
          ^^^^^^^^^^ karin
                         ^^^^^^^^^^ jonas
                                                                  ^^^^^^^^ jonas
    ",
    );
    // A name that one actor has twice is not ambiguous.
    mentions(
        "
        | @karin: Karin Lund
        |   aka: Karin Lund; Lund; Lund
        |
        | Lund is Karin Lund.
          ^^^^ karin
                  ^^^^^^^^^^ karin
    ",
    );
}

#[test]
fn letters_beyond_ascii_and_combining_marks() {
    mentions(
        "
        | @lodz: Łódź
        | @strasse: Straße
        | @zoe: Zoe
        | @ivan: Иван Жуков
        |
        | Łódź, Łódźer, Straße, Straßen, Zoe, Zoe\u{308}, Zoë; Иван Жуков, Иван Жукова. 𝕏 Łódź 😀Zoe😀
          ^^^^ lodz
                        ^^^^^^ strasse
                                         ^^^ zoe
                                                         ^^^^^^^^^^ ivan
                                                                                    ^^^^ lodz
                                                                                          ^^^ zoe
    ",
    );
}

#[test]
fn scripts_without_blanks_have_no_whole_words() {
    mentions(
        "
        | @wang: 王小明
        | @shi: 市長
        |
        | 王小明说：“没有。”市長は王小明さんです。 Wang王小明 left.
          ^^^ wang
                    ^^ shi
                       ^^^ wang
                                    ^^^ wang
    ",
    );
}

#[test]
fn names_are_found_in_paragraphs_only() {
    mentions(
        "
        | ---
        | title: Lund leaves
        | ---
        |
        | %% Lund was asked.
        | @lund: Lund
        |   note: Lund is called Lund
        |
        | Lund left, [Lund]{@lund note=Lund}.
          ^^^^ lund
                      ^^^^ lund
    ",
    );
}

#[test]
fn a_document_without_names_has_none() {
    mentions(
        "
        | ^lund: Lund
        |
        | @moe:
        |   aka: ;
        |
        | Lund left, and so did ; and Moe.
    ",
    );
}

#[test]
fn names_come_from_the_cast_unless_they_are_declared_here() {
    let fixture = Fixture::parse(
        "
        | @lund: Jonas Lund
        |
        | Jonas Lund met Karin Lund and Ida Moe, of whom the skipper knew nothing.
          ^^^^^^^^^^ lund
                                        ^^^^^^^ moe
    ",
    );
    let near = "@lund: Karin Lund\n  aka: the skipper\n@moe: Ida Moe\n";
    let far = "@moe: Another Moe\n";
    let casts = [near, far].map(|text| Arc::new(Document::new(text))).to_vec();
    let scope = Scope::new(Arc::new(Document::new(&fixture.text)), casts, Vec::new());
    mentions_in(&scope, &fixture);
}
