//! `syntax`: unreadable markup, and the expected items.

use ascribe_fixture::{finds, fixed, found, titles};
use ascribe_lints::{Findings, check};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

#[test]
fn items_that_are_none() {
    insta::assert_snapshot!(found("
        | [The bar is open]{clam @author}, [it is]{@author - , 12} and [so on]{claim @author ! draft}.
        |
        | [It is]{claim quote @author} and [it was]{@ ^ # claim @author}.
    "), @"
    | [The bar is open]{clam @author}, [it is]{@author - , 12} and [so on]{claim @author ! draft}.
                        ^^^^ syntax: Unexpected `clam`. Expected a kind (claim, quote, opinion, mention, cue, evidence), `@actor`, `^source`, `#label` or `key=value`.
                                                       ^ syntax: Unexpected `-`. Expected a kind (claim, quote, opinion, mention, cue, evidence), `@actor`, `^source`, `#label` or `key=value`.
                                                         ^ syntax: Unexpected `,`. Expected a kind (claim, quote, opinion, mention, cue, evidence), `@actor`, `^source`, `#label` or `key=value`.
                                                           ^^ syntax: Unexpected `12`. Expected a kind (claim, quote, opinion, mention, cue, evidence), `@actor`, `^source`, `#label` or `key=value`.
                                                                                         ^ syntax: Unexpected `!`. Expected a kind (claim, quote, opinion, mention, cue, evidence), `@actor`, `^source`, `#label` or `key=value`.
    | [It is]{claim quote @author} and [it was]{@ ^ # claim @author}.
                    ^^^^^ syntax: This annotation has a second kind, `quote`. Remove one of them.
                                                ^ syntax: `@` has no id. Expected the id of the actor, as in `@id`.
                                                  ^ syntax: `^` has no id. Expected the id of the source, as in `^id`.
                                                    ^ syntax: `#` has no id. Expected the id of the label, as in `#id`.
    ");
}

#[test]
fn values_that_are_none() {
    insta::assert_snapshot!(found("
        | [It is]{claim @author verdict=maybe}, [it is]{claim @author verdict=mostly-flase confidence=120%}.
        |
        | [It is]{claim #a @author via=author supports=a}, [it is]{claim @author denies= supports=#a,,#a}.
        |
        | [It is]{claim @author via=@a@b checked-by=^log evidence=@author denies=#a,}.
    "), @"
    | [It is]{claim @author verdict=maybe}, [it is]{claim @author verdict=mostly-flase confidence=120%}.
                                    ^^^^^ syntax: `maybe` is not a valid `verdict`. Expected one of true, mostly-true, mixed, mostly-false, false, unproven.
                                                                          ^^^^^^^^^^^^ syntax: `mostly-flase` is not a valid `verdict`. Did you mean `mostly-false`?
                                                                                                  ^^^^ syntax: `120%` is not a valid `confidence`. Expected a number from 0 to 1.
    | [It is]{claim #a @author via=author supports=a}, [it is]{claim @author denies= supports=#a,,#a}.
                                   ^^^^^^ syntax: `author` is not valid in `via`. Expected an actor, as in `@id`.
                                                   ^ syntax: `a` is not valid in `supports`. Expected a label, as in `#label` or `document#label`.
                                                                             ^^^^^^^ syntax: `denies=` has no value. Expected a label, as in `#label` or `document#label`.
                                                                                                ^ syntax: `supports` has an empty entry at this `,`. Expected a label, as in `#label` or `document#label`.
    | [It is]{claim @author via=@a@b checked-by=^log evidence=@author denies=#a,}.
                                ^^^^ syntax: `@a@b` is not valid in `via`. Expected an actor, as in `@id`.
                                                ^^^^ syntax: `^log` is not valid in `checked-by`. Expected an actor, as in `@id`.
                                                              ^^^^^^^ syntax: `@author` is not valid in `evidence`. Expected a source, as in `^id`.
                                                                               ^ syntax: `denies` has an empty entry at this `,`. Expected a label, as in `#label` or `document#label`.
    ");
}

#[test]
fn items_written_loosely_are_reported_with_what_they_mean() {
    insta::assert_snapshot!(found("
        | [It is]{claim #a @author verdict=mostly false note=asked twice by phone}, [so]{claim @author via @author}.
        |
        | [It is]{claim @author, via = @author denies=#a, #b} and [was]{claim #b @author verdict=mostly place= North Quay}.
        |
        | [It is]{claim @author note=confirmed by @author verdict=true, confidence=0.5,}.
    "), @r#"
    | [It is]{claim #a @author verdict=mostly false note=asked twice by phone}, [so]{claim @author via @author}.
                               ^^^^^^^^^^^^^^^^^^^^ syntax: `mostly false` is not a valid `verdict`. Write `verdict=mostly-false`.
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ syntax: The value of `note` has spaces. Put it in quotation marks: `note="asked twice by phone"`.
                                                                                                   ^^^^^^^^^^^ syntax: `via` has no `=` before its value. Write `via=@author`.
    | [It is]{claim @author, via = @author denies=#a, #b} and [was]{claim #b @author verdict=mostly place= North Quay}.
                           ^ syntax: Items are separated by spaces only. Remove `,`.
                             ^^^^^^^^^^^^^ syntax: `via=` has a space before its value. Write `via=@author`.
                                           ^^^^^^^^^^^^^ syntax: The list in `denies` has spaces. Write `denies=#a,#b`.
                                                                           ^ duplicate-id: The label `#b` is already defined above. Rename or remove this one.
                                                                                             ^^^^^^ syntax: `mostly` is not a valid `verdict`. Did you mean `mostly-true` or `mostly-false`?
                                                                                                    ^^^^^^^^^^^^^^^^^ syntax: `place=` has a space before its value. Write `place="North Quay"`.
    | [It is]{claim @author note=confirmed by @author verdict=true, confidence=0.5,}.
                            ^^^^^^^^^^^^^^^^^ syntax: The value of `note` has spaces, and where it ends is not clear. Put it in quotation marks.
                                                      ^^^^^^^^^^^^^ syntax: Items are separated by spaces only. Write `verdict=true`.
                                                                    ^^^^^^^^^^^^^^^ syntax: Items are separated by spaces only. Write `confidence=0.5`.
    "#);
}

#[test]
fn fields_that_are_none() {
    insta::assert_snapshot!(found("
        | ---
        | title: The bar is open
        | no key at all
        | source: talk
        | ---
        |
        | @lund:
        |   harbour master since 2019
        |   kind: persona
        |   affiliation: the harbour board
        |   anonymous: maybe
        |
        | ^talk:
        |   of: lund;
    "), @"
    | no key at all
      ^^^^^^^^^^^^^ syntax: This line is not a field. Expected `key: value`.
    | source: talk
              ^^^^ syntax: `talk` is not valid in `source`. Expected a source, as in `^id`.
    | @lund:
      ^^^^^^ syntax: The actor `@lund` has no name. Add it after the colon, as in `@lund: Lund`.
    |   harbour master since 2019
        ^^^^^^^^^^^^^^^^^^^^^^^^^ syntax: This line is not a field. Expected `key: value`.
    |   kind: persona
              ^^^^^^^ syntax: `persona` is not a valid `kind`. Did you mean `person`?
    |   affiliation: the harbour board
                     ^^^^^^^^^^^^^^^^^ syntax: `the harbour board` is not valid in `affiliation`. Expected an actor, as in `@id`.
    |   anonymous: maybe
                   ^^^^^ syntax: `maybe` is not a valid `anonymous`. Expected one of yes, no.
    | ^talk:
      ^^^^^^ syntax: The source `^talk` has no title. Add it after the colon, as in `^talk: Talk`.
    |   of: lund;
            ^^^^ syntax: `lund` is not valid in `of`. Expected an actor, as in `@id`.
                ^ syntax: `of` has an empty entry at this `;`. Expected an actor, as in `@id`.
    ");
}

#[test]
fn an_unfinished_annotation_is_one_finding_up_to_the_article() {
    insta::assert_snapshot!(found(r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "The bar is open,"{@lund ^talk said Lund, who quoted {nobody}.
        |
        | "The bar is open,"{@lund ^talk
        |
        | "The bar is open,"{ said Lund. [It is]{claim @lund ^talk}, she thinks.
        |
        | "The bar is open,"{@lund ^talk note="that is, she said.
        |
        | "The bar is open,"{quote @lund ^talk, and she said so twice.
        |
        | Said Lund: [the bar is open]{clam @lund ^talk. She left.
        |
        | "The bar is open,"{@lund ^talk said Lund. "It [is]{claim @lund ^talk} open."{@lund ^talk}
    "#), @r#"
    | "The bar is open,"{@lund ^talk said Lund, who quoted {nobody}.
                        ^^^^^^^^^^^^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
    | "The bar is open,"{@lund ^talk
                        ^^^^^^^^^^^^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
    | "The bar is open,"{ said Lund. [It is]{claim @lund ^talk}, she thinks.
      ^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `@id` to the annotation.
                        ^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
    | "The bar is open,"{@lund ^talk note="that is, she said.
                        ^^^^^^^^^^^^^^^^^^^^^^^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
    | "The bar is open,"{quote @lund ^talk, and she said so twice.
                        ^^^^^^^^^^^^^^^^^^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
    | Said Lund: [the bar is open]{clam @lund ^talk. She left.
                                  ^^^^^^^^^^^^^^^^^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
                                   ^^^^ syntax: Unexpected `clam`. Expected a kind (claim, quote, opinion, mention, cue, evidence), `@actor`, `^source`, `#label` or `key=value`.
    | "The bar is open,"{@lund ^talk said Lund. "It [is]{claim @lund ^talk} open."{@lund ^talk}
                        ^^^^^^^^^^^^ syntax: The annotation is not closed. Add `}` at its end, on the same line.
    "#);
}

#[test]
fn closing_an_annotation_gives_the_article_back() {
    // The article differs from the earlier stripped text: the annotation had swallowed some of its words.
    for (source, title, mended) in [
        ("\"We saw it,\"{@author she said.", "Close", "\"We saw it,\"{@author} she said."),
        ("\"We saw it,\"{@author", "Close", "\"We saw it,\"{@author}"),
        ("\"We saw it,\"{@author, she said.", "Close", "\"We saw it,\"{@author}, she said."),
        ("\"We saw it,\"{ she said.", "Remove", "\"We saw it,\" she said."),
        ("\"We saw it,\"{sic} [it]{ she said.", "plain text", "\"We saw it,\"{sic} [it]\\{ she said."),
        ("They [saw it]{ she said.", "Remove", "They saw it she said."),
    ] {
        let action = ascribe_fixture::action(source, "syntax", title);
        assert_eq!(ascribe_fixture::applied(source, &action.edits), mended);
    }
}

#[test]
fn what_is_no_markup_is_no_finding() {
    for source in [
        r#"
        | The 6'2" keeper [sic] paid $5 {or so} to @tolvik, #flood, 50%, C:\dir and a[0] {
        |
        | -- wire -- [brackets } and `quotes` 5" * _x_ ~y~ <b> &amp; ^up {@lund} ] {
        "#,
        "
        | [The bar] {claimed} is open] {as such}.
        ",
        // User-defined keys.
        r#"
        | [It is]{claim @author edition=3 my.key="a b"}.
        "#,
        // User-defined fields, and empty ones.
        "
        | @lund: Karin Lund
        |   phone: 555 12
        |   role:
        |
        | Text.
        ",
        // Quoted values, with every special character in them.
        r#"
        | [It is]{claim @author note="she said \"so\" {twice} = ^#@," allow="missing-source; syntax"}.
        "#,
        // Dashes at the start of a text without fields.
        "
        | ---
        | A rule opened the article.
        | ---
        ",
    ] {
        finds(source);
    }
}

#[test]
fn fixes_change_slips_and_remove_the_rest() {
    for (source, title, mended) in [
        ("[It is]{clam @author}.", "Change to `claim`", "[It is]{claim @author}."),
        ("[It is]{claim @author 12}.", "Remove `12`", "[It is]{claim @author}."),
        ("[It is]{12 claim @author}.", "Remove `12`", "[It is]{claim @author}."),
        ("[It is]{claim quote @author}.", "Remove `quote`", "[It is]{claim @author}."),
        ("[It is]{@ claim @author}.", "Remove `@`", "[It is]{claim @author}."),
        ("[It is]{claim @author note=}.", "Remove `note=`", "[It is]{claim @author}."),
        (
            "[It is]{claim @author verdict=mixd}.",
            "Change to `mixed`",
            "[It is]{claim @author verdict=mixed}.",
        ),
        (
            "[It is]{claim #a @author via=author}.",
            "Change to `@author`",
            "[It is]{claim #a @author via=@author}.",
        ),
        ("[It is]{claim #a @author denies=#a,}.", "Remove `,`", "[It is]{claim #a @author denies=#a}."),
        ("[It is]{claim #a @author denies=;#a}.", "Remove `;`", "[It is]{claim #a @author denies=#a}."),
        // An annotation that becomes empty is removed, with the brackets that carry it.
        ("[It is]{}.", "Remove the empty annotation", "It is."),
        ("[It is]{ ? }.", "Remove `?`", "It is."),
        ("“So it is”{}.", "Remove the empty annotation", "“So it is”."),
        ("“So it is”{#}.", "Remove `#`", "“So it is”."),
    ] {
        assert_eq!(fixed(&format!("| {source}"), "syntax", title), format!("{mended}\n"), "{source}");
    }
    insta::assert_snapshot!(titles("| [It is]{qoute ? @author}.", "syntax"), @"
    Change to `quote`
    Remove `qoute`
    Remove `?`
    ");
}

#[test]
fn fixes_of_fields() {
    let source = "
        | @lund:
        |   harbour master since 2019
        |   kind: persn
        |   affiliation: lund
        |
        | Text.
    ";
    insta::assert_snapshot!(fixed(source, "syntax", "Add the name"), @"
    @lund: Lund
      harbour master since 2019
      kind: persn
      affiliation: lund

    Text.
    ");
    insta::assert_snapshot!(fixed(source, "syntax", "Turn it into a `note:` field"), @"
    @lund:
      note: harbour master since 2019
      kind: persn
      affiliation: lund

    Text.
    ");
    insta::assert_snapshot!(fixed(source, "syntax", "Remove the line"), @"
    @lund:
      kind: persn
      affiliation: lund

    Text.
    ");
    insta::assert_snapshot!(fixed(source, "syntax", "Change to `person`"), @"
    @lund:
      harbour master since 2019
      kind: person
      affiliation: lund

    Text.
    ");
    insta::assert_snapshot!(fixed(source, "syntax", "Change to `@lund`"), @"
    @lund:
      harbour master since 2019
      kind: persn
      affiliation: @lund

    Text.
    ");
}

#[test]
fn stances_where_none_applies() {
    insta::assert_snapshot!(found("
        | [It leaks]{claim @author stance=denyes}, [it does]{claim @author stance=maybe}, [so]{claim @author stance=}.
        |
        | [Moe]{mention @author stance=denies}, [she said]{cue stance=asks}, [a log]{evidence @author stance=believes}.
        |
        | [It leaks]{claim @author stance=asks stance=denies}.
    "), @"
    | [It leaks]{claim @author stance=denyes}, [it does]{claim @author stance=maybe}, [so]{claim @author stance=}.
                                      ^^^^^^ syntax: `denyes` is not a valid `stance`. Did you mean `denies`?
                                                                              ^^^^^ syntax: `maybe` is not a valid `stance`. Expected one of asserts, denies, doubts, asks, demands, promises, believes.
                                                                                                         ^^^^^^^ syntax: `stance=` has no value. Expected one of asserts, denies, doubts, asks, demands, promises, believes.
    | [Moe]{mention @author stance=denies}, [she said]{cue stance=asks}, [a log]{evidence @author stance=believes}.
                            ^^^^^^^^^^^^^ syntax: `stance` does not apply to an annotation of the kind `mention`. Remove it, or change the kind to `claim`, `quote` or `opinion`.
                                                           ^^^^^^^^^^^ syntax: `stance` does not apply to an annotation of the kind `cue`. Remove it, or change the kind to `claim`, `quote` or `opinion`.
                                                                                                  ^^^^^^^^^^^^^^^ syntax: `stance` does not apply to an annotation of the kind `evidence`. Remove it, or change the kind to `claim`, `quote` or `opinion`.
    | [It leaks]{claim @author stance=asks stance=denies}.
                                           ^^^^^^^^^^^^^ syntax: This annotation has a second stance, `stance=denies`. Remove one of them.
    ");
}

#[test]
fn a_part_has_no_stance_of_its_own() {
    insta::assert_snapshot!(found("
        | “It leaks,”{#leaks @author stance=denies} she said, “and floods,”{part=#leaks stance=denies} and “it smells.”{part=#leaks stance=asks}
        |
        | “It does,”{#does @author} she said, “and will.”{part=#does stance=asserts}
        |
        | “Not at all,”{part=#does stance=denies} he said.
    "), @"
    | “It leaks,”{#leaks @author stance=denies} she said, “and floods,”{part=#leaks stance=denies} and “it smells.”{part=#leaks stance=asks}
                                                                                                                                ^^^^^^^^^^^ syntax: A part has the stance of the annotation that it continues, `#leaks`. Remove the stance, or write it there.
    | “Not at all,”{part=#does stance=denies} he said.
                               ^^^^^^^^^^^^^ syntax: A part has the stance of the annotation that it continues, `#does`. Remove the stance, or write it there.
    ");
}

#[test]
fn every_stance_applies_to_every_statement() {
    let words = ascribe_language::stance::Stance::ALL.map(ascribe_language::stance::Stance::word);
    for (kind, stance) in
        ["claim", "opinion", "quote", ""].into_iter().flat_map(|kind| words.map(|word| (kind, word)))
    {
        for text in [
            format!("[a]{{{kind} @author stance={stance}}}\n"),
            format!("“a”{{{kind} @author stance=\"{stance}\"}}\n"),
        ] {
            let document = Document::new(&text);
            assert_eq!(document.blocks().map(|at| at.block.problems.len()).sum::<usize>(), 0, "{text}");
        }
    }
}

#[test]
fn dates_of_reviews() {
    insta::assert_snapshot!(found("
        | [It is]{claim @author reviewed=2026-03-01 reviewed-by=@author}, [so]{claim @author reviewed=March reviewed-by=desk}.
    "), @"
    | [It is]{claim @author reviewed=2026-03-01 reviewed-by=@author}, [so]{claim @author reviewed=March reviewed-by=desk}.
                                                                                                  ^^^^^ syntax: `March` is not a valid `reviewed`. Expected a date, as in `2025-06-12`.
                                                                                                                    ^^^^ syntax: `desk` is not valid in `reviewed-by`. Expected an actor, as in `@id`.
    ");
}

#[test]
fn documents_that_are_not_read_are_told_once_where_ids_are_not_checked() {
    let text = "It [is shut]{claim @nobody denies=a#l,b#l,c#l}.\n\nIt [was]{claim @author denies=b#m,#n}.\n";
    let whole = Arc::new(Document::new("[open]{claim @author #l}\n"));
    let cut = Arc::new(Document::limited("[open]{claim @author #l}\n\nIt is.\n", 8));
    let unread = Arc::new(Document::unknown());
    assert!(cut.unread().is_some_and(|unread| unread.start > 0));
    let found = |casts: &[&Arc<Document>], linked: [&Arc<Document>; 3]| -> Vec<String> {
        let document = Arc::new(Document::new(text));
        let linked = document.linked_documents().map(Box::from).zip(linked.map(|it| Some(Arc::clone(it))));
        let casts = casts.iter().map(|cast| Arc::clone(cast)).collect();
        let scope = Scope::new(Arc::clone(&document), casts, linked.collect());
        let told = |findings: &Findings| -> Vec<String> {
            let is_told = |code: &str| code == "syntax" || code.starts_with("undefined");
            let told = findings.iter().filter(|(_, finding)| is_told(finding.rule.code));
            told.map(|(at, it)| format!("{} {}: {}", at.start, it.rule.code, it.message)).collect()
        };
        let findings = check(&scope, None);
        let before = told(&findings);
        let edited = document.edited(&[Edit::insert(text.len(), "\nIt rose.\n")]);
        let after = check(&scope.with_document(Arc::new(edited)), Some(&findings));
        assert_eq!(told(&after), before, "after an edit elsewhere");
        before
    };
    let codes = |found: &[String]| -> Vec<String> {
        found.iter().map(|it| it.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    let undefined = ["19 undefined-actor", "79 undefined-label", "83 undefined-label"];
    assert_eq!(codes(&found(&[], [&whole; 3])), undefined);
    for (casts, linked, name) in [
        (&[][..], [&whole, &cut, &unread], "b"),
        (&[], [&whole, &whole, &unread], "c"),
        (&[&whole, &cut], [&unread, &whole, &whole], "cast"),
    ] {
        let found = found(casts, linked);
        assert_eq!(codes(&found), ["0 syntax"], "{found:?}");
        assert!(found[0].contains(&format!("`{name}.ascribe` is not read to its end")), "{found:?}");
    }
}
