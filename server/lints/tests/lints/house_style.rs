//! `house-verb`, `house-phrase`, `house-name`: words that the house avoids.

use ascribe_fixture::{Fixture, shown};
use ascribe_lints::check;
use ascribe_lints::config::read;
use ascribe_markup::document::Document;
use ascribe_markup::model::{BlockRange, Marked};
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use std::sync::Arc;

const HOUSE: &str = r#"
[house.verbs]
stated = "said"
"opined" = "said"
claimed = false
[house.phrases]
"going forward" = "from now on"
"at this moment in time" = true
"utilise" = "use"
"can" = "may"
"can do" = false
"state-of-the-art" = true
"U.S" = "US"
"王" = true
[house.names]
"Kiev" = "Kyiv"
"chicken Kiev" = false
"Turkey" = "Türkiye"
"Sao Paulo" = "São Paulo"
"ebay" = "eBay"
"#;

fn policy(files: &[&str]) -> Policy {
    let mut policy = Policy::default();
    for text in files {
        let (config, problems) = read(text);
        assert_eq!(problems, []);
        config.apply(None, &mut policy, &mut |_, _| ());
    }
    policy
}

/// Findings of the rules about the house in a fixture, under its text; those of `loaded-verb` too.
fn found_under(files: &[&str], source: &str) -> String {
    let text = Fixture::parse(source).text;
    let scope = Scope::alone(Arc::new(Document::new(&text))).with_policy(Arc::new(policy(files)));
    let findings = check(&scope, None);
    let of_house = findings
        .iter()
        .filter(|(_, finding)| finding.rule.code.starts_with("house-") || finding.rule.code == "loaded-verb");
    let places =
        of_house.map(|(range, finding)| (range, format!("{}: {}", finding.rule.code, finding.message)));
    shown(&text, places.collect())
}

fn found(source: &str) -> String {
    found_under(&[HOUSE], source)
}

#[test]
fn verbs_where_they_introduce_a_statement() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning,”{@lund ^talk} Lund stated. “None,”{@lund ^talk} Opined Lund, who claimed: “Not one.”{@lund ^talk}
        |
        | The board stated that [the lock is safe]{claim @lund ^talk}. The fee stated on the door is old.
        |
        | “He stated that it was safe,”{@lund ^talk} she said. She admitted: “He never stated it.”{@lund ^talk}
    "), @"
    | “We had no warning,”{@lund ^talk} Lund stated. “None,”{@lund ^talk} Opined Lund, who claimed: “Not one.”{@lund ^talk}
                                             ^^^^^^ house-verb: “stated” is a verb that the house avoids. Write “said”.
                                                                          ^^^^^^ house-verb: “Opined” is a verb that the house avoids. Write “said”.
    | The board stated that [the lock is safe]{claim @lund ^talk}. The fee stated on the door is old.
                ^^^^^^ house-verb: “stated” is a verb that the house avoids. Write “said”.
    | “He stated that it was safe,”{@lund ^talk} she said. She admitted: “He never stated it.”{@lund ^talk}
                                                               ^^^^^^^^ loaded-verb: “admitted” presents the statement as a confession. Consider a neutral verb.
    ");
}

#[test]
fn phrases_outside_of_quotations() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | Going forward, nobody may say that [the lock is, going
        | forward, safe]{claim @lund ^talk}, going, forward or going forwards; “going forward”, [going forward]{quote @lund}.
        |
        | [At this moment]{claim @lund ^talk} in  time she can’t utilise it; she can, as the can do spirit of the State‑of‑the‑Art lock wants.
        |
        | The U.S. lock at this “old” moment in time is 王的.
    "), @"
    | Going forward, nobody may say that [the lock is, going
      ^^^^^^^^^^^^^ house-phrase: “Going forward” is not in the style of the house. Write “from now on”.
                                                       ^^^^^ house-phrase: “going forward” is not in the style of the house. Write “from now on”...
    | forward, safe]{claim @lund ^talk}, going, forward or going forwards; “going forward”, [going forward]{quote @lund}.
      ^^^^^^^ ..house-phrase: “going forward” is not in the style of the house. Write “from now on”.
    | [At this moment]{claim @lund ^talk} in  time she can’t utilise it; she can, as the can do spirit of the State‑of‑the‑Art lock wants.
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ house-phrase: “At this moment in time” is not in the style of the house. Cut or rephrase it.
                                                             ^^^^^^^ house-phrase: “utilise” is not in the style of the house. Write “use”.
                                                                             ^^^ house-phrase: “can” is not in the style of the house. Write “may”.
                                                                                                              ^^^^^^^^^^^^^^^^ house-phrase: “State-of-the-Art” is not in the style of the house. Cut or rephrase it.
    | The U.S. lock at this “old” moment in time is 王的.
          ^^^ house-phrase: “U.S” is not in the style of the house. Write “US”.
                                                    ^ house-phrase: “王” is not in the style of the house. Cut or rephrase it.
    ");
}

#[test]
fn names_as_the_house_spells_them() {
    insta::assert_snapshot!(found("
        | ---
        | title: Kiev
        | ---
        |
        | @kiev: Kiev
        |
        | # KIEV AND EBAY
        |
        | Kiev’s turkey, a chicken Kiev and the Kiev-based Turkey of Sao
        | Paulo went to Kieva, Ebay, eBay and l’Ebay. “In Kiev,”{@kiev} she said of [Kiev]{@kiev}.
        |
        | %% Kiev
    "), @"
    | # KIEV AND EBAY
        ^^^^ house-name: “KIEV” is not how the house spells this name. Write “Kyiv”.
    | Kiev’s turkey, a chicken Kiev and the Kiev-based Turkey of Sao
      ^^^^ house-name: “Kiev” is not how the house spells this name. Write “Kyiv”.
                                            ^^^^ house-name: “Kiev” is not how the house spells this name. Write “Kyiv”.
                                                       ^^^^^^ house-name: “Turkey” is not how the house spells this name. Write “Türkiye”.
    | Paulo went to Kieva, Ebay, eBay and l’Ebay. “In Kiev,”{@kiev} she said of [Kiev]{@kiev}.
                           ^^^^ house-name: “Ebay” is not how the house spells this name. Write “eBay”.
                                            ^^^^ house-name: “Ebay” is not how the house spells this name. Write “eBay”.
                                                                                 ^^^^ house-name: “Kiev” is not how the house spells this name. Write “Kyiv”.
    ");
}

#[test]
fn later_files_win_and_accept() {
    let own = "[house]\nnames = { \"Kiev\" = false }\nphrases.\"going forward\" = 'soon'\n";
    insta::assert_snapshot!(found_under(&[HOUSE, own], "
        | Going forward, Kiev and Turkey utilise it.
    "), @"
    | Going forward, Kiev and Turkey utilise it.
      ^^^^^^^^^^^^^ house-phrase: “Going forward” is not in the style of the house. Write “soon”.
                              ^^^^^^ house-name: “Turkey” is not how the house spells this name. Write “Türkiye”.
                                     ^^^^^^^ house-phrase: “utilise” is not in the style of the house. Write “use”.
    ");
    insta::assert_snapshot!(found_under(&[HOUSE, "rules.house-phrase = 'off'"], "
        | Going forward, Kiev and Turkey utilise it.
    "), @"
    | Going forward, Kiev and Turkey utilise it.
                     ^^^^ house-name: “Kiev” is not how the house spells this name. Write “Kyiv”.
                              ^^^^^^ house-name: “Turkey” is not how the house spells this name. Write “Türkiye”.
    ");
    assert_eq!(found_under(&[], "| Going forward, Kiev claimed."), "");
}

#[test]
fn a_verb_of_the_house_is_reported_once() {
    let source = "| “It held all winter long,” Karin Lund claimed.";
    let count = |house: &str| found_under(&[house], source).matches("-verb:").count();
    assert_eq!(count(""), 1);
    assert_eq!(count("house.verbs.claimed = 'said'"), 1);
    assert!(found_under(&["house.verbs.claimed = 'said'"], source).contains("house-verb: “claimed”"));
    assert_eq!(count("house.verbs.claimed = false"), 0);
    assert_eq!(count("house.verbs.claimed = 'said'\nrules.house-verb = 'off'"), 1);
}

proptest! {
    /// Whatever else is in a paragraph, findings are the words of an entry, whole and outside of quotation marks.
    #[test]
    fn findings_are_whole_words_of_entries(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "Kiev", "going", "forward", "utilise", " ", " ", " ", "\n", "“", "”", "[", "]{claim @a}", "]{quote @a}",
                "{", "}", "\\", "’s", "-", "e\u{301}", "王", "İ", "Σ", "U.S", ".", "can", "do", "\u{ad}", "\"", "‘",
            ]),
            0..40,
        ),
    ) {
        let text = parts.concat();
        let scope = Scope::alone(Arc::new(Document::new(&text))).with_policy(Arc::new(policy(&[HOUSE])));
        let entries = ["kiev", "going forward", "utilise", "can", "u.s", "王"];
        for (range, finding) in check(&scope, None).iter() {
            if !finding.rule.code.starts_with("house-") {
                continue;
            }
            let marks = ["]{claim @a}", "]{quote @a}", "[", "\\", "\u{ad}"];
            let plain = marks.iter().fold(text[range.clone()].to_lowercase(), |text, mark| text.replace(mark, ""));
            let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert!(entries.contains(&&*words), "{words:?} in {text:?}");
            let block = scope.document.block_at(range.start).unwrap();
            let extent = BlockRange::new(range.start - block.start, range.end - block.start);
            prop_assert!(!block.block.marked_touching(extent).any(Marked::is_quotation), "{text:?}");
        }
    }
}
