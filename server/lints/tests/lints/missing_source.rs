//! `missing-source`: attributed quotes and claims without a source.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_fixture::{action, alone, applied, finds, fixed, found, found_of, titles};
use ascribe_lints::{RULES, check};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use std::sync::Arc;

#[test]
fn it_stands_at_each_annotation_of_a_document_with_sources() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |   date: 2025-03-03
        |
        | “It rained,”{@lund ^talk} she said.
        |
        | “The bar is open,”{@lund} said Lund, and that [the shed is gone]{claim @lund}.
    "), @"
    | “The bar is open,”{@lund} said Lund, and that [the shed is gone]{claim @lund}.
                        ^^^^^^^ missing-source: This quote has no source. Add `^id` to the annotation, or `source: ^id` to the front matter.
                                                                      ^^^^^^^^^^^^^ missing-source: This claim has no source. Add `^id` to the annotation, or `source: ^id` to the front matter.
    ");
}

#[test]
fn it_stands_once_in_a_document_without_sources() {
    insta::assert_snapshot!(found_of("missing-source", "
        | ---
        | title: The bar
        | ---
        |
        | @lund: Karin Lund
        | @moe: Ida Moe
        |
        | %% allow: missing-source - on tape
        | “It rained,”{@lund} she said.
        |
        | “It did,”{@moe allow=missing-source} said Moe. “And [so it does]{claim @lund}.”{@moe allow=missing-source}
        |
        | “The bar is open,”{@lund draft} said Lund. “The harbour too,”{@lund} she said.
        |
        | Moe said [the shed is gone]{claim @moe} and [the pier as well]{claim @moe}.
    "), @"
    | “The bar is open,”{@lund draft} said Lund. “The harbour too,”{@lund} she said.
                                                                   ^^^^^^^ 3 quotes and claims have no source. Add `source: ^id` to the front matter, or `^id` to each annotation.
    ");
}

#[test]
fn sources_made_of_the_words_of_the_article_are_none_yet() {
    let article = |field: &str| {
        format!(
            "
        | @lund: Karin Lund
        | ^briefing-lund: Briefing by Karin Lund
        |   kind: speech
        |   of: @lund
        |   {field}
        |
        | “It rained,”{{@lund ^briefing-lund}} she said. “It did,”{{@lund}} said Lund.
        |
        | Lund said [the shed is gone]{{claim @lund}}.
    "
        )
    };
    let of_all = "2 quotes and claims have no source.";
    let drafted = found_of("missing-source", &article("outlet: The Herald"));
    assert!(drafted.contains(of_all), "{drafted}");
    let dated = found_of("missing-source", &article("date: 2025-03-03"));
    assert!(dated.matches("This ").count() == 2 && !dated.contains(of_all), "{dated}");
}

#[test]
fn a_source_of_the_cast_counts_where_it_is_used() {
    let cast = || vec![Arc::new(Document::new("@lund: Karin Lund\n^log: Harbour log\n  date: 2025\n"))];
    let count = |text: &str| {
        let scope = Scope::new(Arc::new(Document::new(text)), cast(), Vec::new());
        check(&scope, None).iter().filter(|(_, finding)| finding.rule.code == "missing-source").count()
    };
    assert_eq!(count("“It rained,”{@lund} she said. “So it did,”{@lund} she said.\n"), 1);
    assert_eq!(
        count("“It rained,”{@lund} she said. “So it did,”{@lund} she said. [So]{claim @lund ^log}\n"),
        2
    );
}

#[test]
fn it_stands_once_for_a_quotation_over_paragraphs() {
    finds(
        r#"
        | @lund: Karin Lund
        |
        | "We saw the water come.
        |
        | "Then it took the boat,"{@lund} she said.
                                  ^^^^^^^ missing-source
    "#,
    );
}

#[test]
fn it_is_silent_where_there_is_a_source_or_none_is_needed() {
    for source in [
        "
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | “The bar is open,”{@lund ^talk} said Lund, and that [the shed is gone]{claim ^talk @lund}.
        ",
        // Default source of the document.
        "
        | ---
        | title: The bar is open
        | source: ^talk
        | ---
        |
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | “The bar is open,”{@lund} said Lund, and that [the shed is gone]{claim @lund}.
        ",
        // A claim of the author is on record in the article itself.
        "
        | The bar [is as open as it ever was]{claim @author}.
        ",
        // Mentions and cues need no source.
        "
        | @lund: Karin Lund
        |
        | [The harbour master]{@lund} [had the last word]{cue @lund}: [a pity]{opinion @lund}.
        ",
        // A part has the source of the annotation it continues.
        "
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | “The bar,”{#bar @lund ^talk} said Lund, “is as open as ever.”{part=#bar @lund}
        ",
        // Drafts must be reviewed first.
        "
        | @lund: Karin Lund
        |
        | “The bar,”{#bar @lund draft} said Lund, [is open]{claim @lund draft confidence=0.8}.
                                ^^^^^ unreviewed-draft
                                                                        ^^^^^ unreviewed-draft
        ",
        // An enclosing annotation has a source.
        "
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | Lund said [the bar is “as open as ever”{@lund}]{claim @lund ^talk}.
        ",
    ] {
        finds(source);
    }
}

#[test]
fn the_author_with_somebody_else_needs_a_source() {
    finds(
        "
        | @lund: Karin Lund
        |
        | The bar [is open]{claim @author @lund}.
                           ^^^^^^^^^^^^^^^^^^^^^ missing-source
    ",
    );
}

#[test]
fn fixes_add_a_declared_source_or_a_new_one() {
    let source = "
        | @lund: Karin Lund
        |
        | ^talk: Talk with Karin Lund
        |
        | ^log: Harbour log
        |
        | “The bar is open,”{@lund} said Lund.
    ";
    insta::assert_snapshot!(titles(source, "missing-source"), @"
    Add the source `^talk` (Talk with Karin Lund)
    Add the source `^log` (Harbour log)
    Declare the source `^source` and add it
    Declare this article as the default source `^article`
    ");
    insta::assert_snapshot!(fixed(source, "missing-source", "^talk"), @"
    @lund: Karin Lund

    ^talk: Talk with Karin Lund

    ^log: Harbour log

    “The bar is open,”{@lund ^talk} said Lund.
    ");
    insta::assert_snapshot!(fixed(source, "missing-source", "Declare the source"), @"
    @lund: Karin Lund

    ^talk: Talk with Karin Lund

    ^log: Harbour log

    ^source: Title of the source

    “The bar is open,”{@lund ^source} said Lund.
    ");
}

#[test]
fn a_new_source_is_declared_where_the_article_stays_as_it_is() {
    // Without any declaration, below the front matter.
    insta::assert_snapshot!(fixed("
        | ---
        | title: The bar is open
        | ---
        | “The bar is open,”{@author @author} said Lund; [it is not]{claim @lund}.
        | %% @lund is in the cast.
    ", "missing-source", "Declare the source"), @"
    ---
    title: The bar is open
    ---

    ^source: Title of the source

    “The bar is open,”{@author @author} said Lund; [it is not]{claim @lund ^source}.
    %% @lund is in the cast.
    ");
}

#[test]
fn the_article_is_declared_from_its_front_matter() {
    let source = "
        | ---
        | title: Sandbar: ‘open’ or *shut*?
        | outlet: Nordwire
        | date: 2025-03-04
        | lang: en
        | url: https://nordwire.example/a_b
        | ---
        |
        | @lund: Karin Lund
        |   role: harbour master
        |
        | “The bar is open,”{@lund} said Lund. [It is not]{claim @lund}.
    ";
    insta::assert_snapshot!(titles(source, "missing-source"), @"
    Declare this article as the default source `^article`
    Declare the source `^source` and add it
    ");
    insta::assert_snapshot!(fixed(source, "missing-source", "this article"), @"
    ---
    title: Sandbar: ‘open’ or *shut*?
    outlet: Nordwire
    date: 2025-03-04
    lang: en
    url: https://nordwire.example/a_b
    source: ^article
    ---

    @lund: Karin Lund
      role: harbour master

    ^article: Sandbar: ‘open’ or *shut*?
      outlet: Nordwire
      date: 2025-03-04
      url: https://nordwire.example/a_b

    “The bar is open,”{@lund} said Lund. [It is not]{claim @lund}.
    ");
}

#[test]
fn nothing_is_invented_for_an_article_without_front_matter() {
    insta::assert_snapshot!(fixed("
        | “The bar is open,”{@lund} said Lund.
    ", "missing-source", "this article"), @"
    ---
    source: ^article
    ---

    ^article: This article

    “The bar is open,”{@lund} said Lund.
    ");
}

#[test]
fn the_fix_leaves_nothing_to_find_and_takes_no_id() {
    for head in [
        "",
        "\u{feff}",
        "---\n---\n\n",
        "---\nsource:\ntitle: “Shut”{@x}\n---\n",
        "---\ntitle: [a]{b}\r\ndate: 4 March\r\n---\r\n\r\n",
        "---\ndate: 2025-03-04\n---\n\n^article: Letter by Lund\n  kind: document\n  of: @lund\n\n",
        "@article: An article\n\n",
        "@lund: Karin Lund\n  aka: Lund\n@moe: Ida Moe\n\n",
    ] {
        let text =
            format!("{head}“It rained,”{{@lund}} said Lund. [So it did]{{claim @lund}}, “yes”{{@lund}}.\n");
        let fix = action(&text, "missing-source", "this article");
        let fixed = applied(&text, &fix.edits);
        let scope = alone(&fixed);
        assert!(fix.is_preferred() && scope.has_default_source(), "{fixed:?}");
        let found = |text: &str| -> Vec<&str> {
            check(&alone(text), None).iter().map(|(_, finding)| finding.rule.code).collect()
        };
        let before = found(&text);
        let mut after = found(&fixed);
        for code in before.into_iter().filter(|code| *code != "missing-source") {
            let place = after.iter().position(|other| *other == code).expect(code);
            after.remove(place);
        }
        assert_eq!(after, [""; 0], "{fixed:?}");
    }
}

/// A paragraph, declaration or note that has to do with sources.
fn block() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "“It rained all day,”{@a} she said.",
        "“It rained all day,”{@b} he said. [It did]{claim @a}, [so]{claim @a}.",
        "“It rained all day,”{@a draft} she said.",
        "[It did]{claim @a allow=missing-source} and [so]{claim @b}.",
        "[It did]{claim @a ^s} and [so]{claim @b}.",
        "[It did]{claim @a ^far}.",
        "%% allow: missing-source",
        "%% A note.",
        "^s: The log",
        "^t: Statement by Ann\n  kind: document",
        "@a: Ann",
        "Plain words.",
        "“It rained,",
    ])
    .prop_map(|block| format!("{block}\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_document_has_the_findings_of_a_fresh_one(
        blocks in prop::collection::vec(block(), 1..12),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, prop::collection::vec(block(), 0..4)), 1..6),
    ) {
        let mut blocks = blocks;
        let mut document = Document::new(&blocks.concat());
        let mut scope = Scope::alone(Arc::new(document.clone()));
        let mut known = check(&scope, None);
        for (place, count, inserted) in edits {
            let start = place.index(blocks.len() + 1);
            let end = (start + count).min(blocks.len());
            let from = blocks[..start].concat().len();
            let range = from..from + blocks[start..end].concat().len();
            document.edit(&Edit::replace(range, inserted.concat()));
            blocks.splice(start..end, inserted);
            scope = Scope::alone(Arc::new(document.clone())).following(&scope);
            known = check(&scope, Some(&known));
            let fresh = check(&alone(&blocks.concat()), None);
            prop_assert_eq!(known.iter().collect::<Vec<_>>(), fresh.iter().collect::<Vec<_>>(), "{}", blocks.concat());
        }
    }
}

#[test]
fn one_statement_more_asks_the_first_only() {
    let paragraph = |number| format!("“It rained on {number} days,”{{@lund}} she said.\n\n");
    let text = format!("@lund: Karin Lund\n\n{}", (0..500).map(paragraph).collect::<String>());
    let mut document = Document::new(&text);
    // Other rules compare the quotations.
    let mut policy = Policy::default();
    for rule in RULES.into_iter().filter(|rule| rule.code != "missing-source") {
        policy.set_level(rule.code, None);
    }
    let policy = Arc::new(policy);
    let scope = Scope::alone(Arc::new(document.clone())).with_policy(Arc::clone(&policy));
    let known = check(&scope, None);
    document.edit(&Edit::insert(text.len(), "[It did]{claim @lund}.\n"));
    let scope = Scope::alone(Arc::new(document.clone())).with_policy(policy).following(&scope);
    let known = check(&scope, Some(&known));
    assert!(known.blocks_checked() <= 3, "{} blocks checked", known.blocks_checked());
    assert!(known.blocks_asked() <= 3, "{} blocks asked", known.blocks_asked());
    let messages: Vec<&str> =
        known.iter().filter(|(_, it)| it.rule.code == "missing-source").map(|(_, it)| &*it.message).collect();
    assert!(matches!(messages[..], [only] if only.starts_with("501 ")), "{messages:?}");
}
