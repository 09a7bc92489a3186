//! Mentions of actors in plain prose.

use ascribe_fixture::{Fixture, shown};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use std::ops::Range;
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

/// Byte ranges and ids of the mentions in an article, with these declarations before it.
fn mentioned(declarations: &str, article: &str) -> Vec<(Range<usize>, String)> {
    let document = Document::new(&format!("{declarations}\n{article}\n"));
    let scope = Scope::alone(Arc::new(document));
    let all: Vec<_> = scope.document.blocks().flat_map(|at| scope.names().mentions(at)).collect();
    let start = declarations.len() + 1;
    all.into_iter().map(|it| (it.range.start - start..it.range.end - start, it.id.to_string())).collect()
}

/// Words of the article that mention somebody, with their ids.
fn words_of(declarations: &str, article: &str) -> Vec<(String, String)> {
    let all = mentioned(declarations, article);
    all.into_iter().map(|(range, id)| (article[range].to_owned(), id)).collect()
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for (name, written) in [
        ("Tim O'Dell", "Tim O’Dell"),
        ("Tim O’Dell", "Tim O'Dell"),
        ("Tim O’Dell", "Tim O\u{2bc}Dell"),
        ("Tim O'Dell", "Tim O`Dell"),
        ("Jean-Marc Quill", "Jean\u{2011}Marc Quill"),
        ("Jean\u{2010}Marc Quill", "Jean-Marc Quill"),
        ("Åsa Öller", "A\u{30a}sa O\u{308}ller"),
        ("A\u{30a}sa O\u{308}ller", "Åsa Öller"),
        ("Ada Quillfeather", "Ada Quill\u{ad}feather"),
        ("Ada Quill\u{ad}feather", "Ada\u{a0}Quillfeather"),
        ("J. K. Quill", "J.\u{202f}K.\u{a0}Quill"),
        ("Ada Quill", "A\u{200b}da\u{200d} Qu\u{2060}ill"),
    ] {
        let declarations = format!("@one: {name}\n");
        for (before, behind) in [("", " left."), ("It was ", "’s plan."), ("“So,” said ", ".")] {
            let found = words_of(&declarations, &format!("{before}{written}{behind}"));
            assert_eq!(found, [(written.to_owned(), "one".to_owned())], "{name} {written:?}");
        }
    }
    for (name, written) in [
        ("Ada Quill", "ada Quill"),
        ("Ada Quill", "Adá Quill"),
        ("Ada-Quill", "Ada Quill"),
        ("Zoe", "Zoe\u{308}"),
    ] {
        assert_eq!(words_of(&format!("@one: {name}\n"), written), [], "{name} {written}");
    }
}

#[test]
fn a_name_inside_a_longer_one_is_somebody_elses() {
    let declarations = "@oakes: Tim Oakes\n@keller: Ann Keller\n  aka: Keller; the clerk\n@lee: Marie Lee\n@berg: Berg\n@lind: Lind\n\
                        @putin: Vladimir Putin\n  aka: Putin\n@board: Transport Board\n@who: WHO\n";
    for text in [
        "Tim Oakes Jr. left.",
        "Tim Oakes, Jr., left.",
        "Tim Oakes Sr. left.",
        "Tim Oakes II left.",
        "Tim Oakes, III, left.",
        "said Tim Oakes the younger.",
        "Tim Oakes fils",
        "It was Tim Oakes Jr.’s boat.",
        "said Mary Ann Keller.",
        "Mary Ann Keller left.",
        "and Zebulon Keller left.",
        "“No,” said J. Ann Keller.",
        "St. Ann Keller",
        "said Anne-Marie Lee",
        "said Jan van den Berg",
        "and van den Berg left",
        "said Eva von Berg",
        "said Van Berg",
        "said Oakes-Lind",
        "said Lind-Oakes",
        "the Lind Foundation said",
    ] {
        assert_eq!(words_of(declarations, text), [], "{text}");
    }
    for (text, name) in [
        ("Mayor Ann Keller left.", "Ann Keller"),
        ("Fenwick Mayor Ann Keller left.", "Ann Keller"),
        ("Yesterday Ann Keller left.", "Ann Keller"),
        ("Meanwhile, Ann Keller left.", "Ann Keller"),
        ("It was late. Ann Keller left.", "Ann Keller"),
        ("Russia’s Putin left.", "Putin"),
        ("Russian President Putin left.", "Putin"),
        ("Yesterday Putin left.", "Putin"),
        ("Mr. Putin left.", "Putin"),
        ("said Sen. Keller on Monday.", "Keller"),
        ("said Keller Monday.", "Keller"),
        ("CEO Ann Keller left.", "Ann Keller"),
        ("in the U.S. Keller is known.", "Keller"),
        ("“Ann Keller left.”", "Ann Keller"),
        ("Ann Keller, senior adviser, left.", "Ann Keller"),
        ("Ann Keller, Senior Fellow, left.", "Ann Keller"),
        ("Keller I know.", "Keller"),
        ("the Fenwick Transport Board said", "Transport Board"),
        ("at the UN WHO said", "WHO"),
        ("The Fenwick Clerk and the clerk", "the clerk"),
        ("Council Fears Ann Keller Lost Files", "Ann Keller"),
        ("Anne - Lind left", "Lind"),
    ] {
        let found: Vec<String> = words_of(declarations, text).into_iter().map(|(words, _)| words).collect();
        assert_eq!(found, [name], "{text}");
    }
}

#[test]
fn capitals_before_names_mean_little_in_other_languages() {
    let declarations = "---\nlang: de\n---\n\n@keller: Ann Keller\n  aka: Keller\n";
    for (text, names) in [
        ("Gestern sagte Bürgermeisterin Ann Keller nichts.", 1),
        ("Die Rede von Keller war kurz.", 1),
        ("Petra Keller schwieg.", 0),
        ("Ann Keller II schwieg.", 0),
        ("Ann Keller Jr. schwieg.", 0),
        ("Petra Ann Keller schwieg.", 0),
    ] {
        assert_eq!(words_of(declarations, text).len(), names, "{text}");
    }
}

#[test]
fn a_suffix_is_found_with_and_without_comma_and_full_stop() {
    let declarations = "@father: Tim Oakes\n@son: Tim Oakes, Jr.\n@third: Ada Quill III\n";
    for (text, found) in [
        ("Tim Oakes Jr. left.", ("Tim Oakes Jr.", "son")),
        ("Tim Oakes, Jr., left.", ("Tim Oakes, Jr.", "son")),
        ("Tim Oakes Jr left.", ("Tim Oakes Jr", "son")),
        ("Tim Oakes left.", ("Tim Oakes", "father")),
        ("Ada Quill III left.", ("Ada Quill III", "third")),
        ("Ada Quill, III, left.", ("Ada Quill, III", "third")),
    ] {
        assert_eq!(words_of(declarations, text), [(found.0.to_owned(), found.1.to_owned())], "{text}");
    }
    assert_eq!(words_of(declarations, "Ada Quill and Oakes left, and so did Tim Oakes Sr."), []);
}

#[test]
fn a_nickname_is_part_of_the_name_around_it() {
    for declared in ["Ada Quill", "Ada “Addy” Quill", "Ada 'Addy' Quill"] {
        let declarations = format!("@quill: {declared}\n");
        for text in
            ["Ada “Addy” Quill", "Ada \"Addy\" Quill", "Ada ‘Addy’ Quill", "Ada 'Addy' Quill", "Ada Quill"]
        {
            let article = format!("So said {text} on the pier.");
            assert_eq!(
                words_of(&declarations, &article),
                [(text.to_owned(), "quill".to_owned())],
                "{declared}"
            );
        }
    }
    let declarations = "@quill: Ida Quill\n  aka: Quill\n";
    assert_eq!(words_of(declarations, "So said Ada “Addy” Quill on the pier."), []);
}

/// A text with its characters written in other ways that look the same, as the numbers say.
fn disguised(text: &str, numbers: &[u8]) -> String {
    let mut numbers = numbers.iter().cycle();
    let mut disguised = String::new();
    for c in text.chars() {
        let number = *numbers.next().unwrap_or(&0);
        let of = |choices: &[&str]| choices[usize::from(number) % choices.len()].to_owned();
        disguised += &match c {
            'é' => of(&["é", "e\u{301}"]),
            'Å' => of(&["Å", "A\u{30a}", "\u{212b}"]),
            'ữ' => of(&["ữ", "u\u{31b}\u{303}", "ư\u{303}", "u\u{303}\u{31b}"]),
            '\'' => of(&["'", "’", "\u{2bc}", "`", "\u{b4}"]),
            '-' => of(&["-", "\u{2010}", "\u{2011}"]),
            ' ' => of(&[" ", "\u{a0}", "\u{202f}", "\u{2007}"]),
            c => {
                of(&["", "\u{ad}", "", "\u{200b}", "", "\u{200c}", "\u{200d}", "", "\u{2060}"])
                    + c.to_string().as_str()
            }
        };
    }
    disguised
}

#[test]
fn a_name_is_looked_for_up_to_a_length() {
    for (words, is_found) in [(1, true), (250, true), (251, false), (100_000, false)] {
        let name = ["Moe"].repeat(words).join(" ");
        let found =
            words_of(&format!("@one: {name}\n@two: Ann Lund\n"), &format!("It was {name}, and Ann Lund."));
        assert_eq!(found.iter().any(|(_, id)| id == "one"), is_found, "{words} words");
        assert!(found.iter().any(|(_, id)| id == "two"));
    }
}

proptest! {
    #[test]
    fn every_disguise_of_a_name_is_found_in_its_place(
        name in "[A-Z][a-zéữ]{1,6}(-[A-Z][a-zé]{1,5})? (Å|[D-M]'[A-Z])[a-zé]{2,7}",
        declared in prop::collection::vec(any::<u8>(), 1..24),
        written in prop::collection::vec(any::<u8>(), 1..24),
    ) {
        let (declared, written) = (disguised(&name, &declared), disguised(&name, &written));
        let written = written.trim_start_matches(['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}']);
        let article = format!("“It is so,” said {written}, who was there.");
        let found = words_of(&format!("@one: {declared}\n"), &article);
        prop_assert_eq!(found, [(written.to_owned(), "one".to_owned())]);
    }
}
