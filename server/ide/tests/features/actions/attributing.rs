//! Actions that name the speaker.

use super::{bridge, done, last_line, titles_of};
use ascribe_fixture::alone;
use ascribe_fixture::applied;
use ascribe_ide::actions::ActionContext;
use ascribe_ide::actions::actions;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Place;

#[test]
fn a_quotation_is_attributed_to_likely_speakers_first() {
    let source = bridge(
        "
        | “We closed it,”{@lund ^log} said Nils Falk.
              ^
    ",
    );
    insta::assert_snapshot!(titles_of(&source, |action| action.title.starts_with("Attribute")), @"
    Attribute to Nils Falk (`@falk`) instead of `@lund`
    Attribute to Nils Falk (`@falk`) as well
    ");
    insta::assert_snapshot!(last_line(&source, "instead of"), @"“We closed it,”{@falk ^log} said Nils Falk.");
    insta::assert_snapshot!(last_line(&source, "as well"), @"“We closed it,”{@lund @falk ^log} said Nils Falk.");
    let joint = bridge(
        "
        | @moe: Ida Moe
        |
        | [It is shut]{claim @lund @falk ^log}.
             ^
    ",
    );
    insta::assert_snapshot!(last_line(&joint, "to Ida Moe (`@moe`) instead of all"), @"[It is shut]{claim @moe ^log}.");
    let none = bridge(
        "
        | [It is shut]{claim ^log}, they heard.
                      ^^^^^^
    ",
    );
    insta::assert_snapshot!(last_line(&none, "Attribute to Nils Falk"), @"[It is shut]{claim @falk ^log}, they heard.");
}

#[test]
fn who_may_be_meant_is_proposed_with_a_reason() {
    let attributions = |source| {
        titles_of(source, |action| {
            action.title.starts_with("Attribute to") || action.title.contains("and attribute")
        })
    };
    // “She” may be either; one of them is declared.
    let source = "
        | @holm: Karin Holm
        |
        | Eva Strand met Karin Holm at the town hall on Monday to settle the dispute over the mill.
        |
        | “I have nothing to add,” she told the board, which Odd Nilsen heads.
             ^
    ";
    insta::assert_snapshot!(attributions(source), @"
    unattributed-quote: Declare `@strand` (Eva Strand) and attribute: named in the previous paragraph
    unattributed-quote: Attribute to Karin Holm (`@holm`): named in the previous paragraph
    unattributed-quote: Declare the actor `@speaker` and attribute
    ");
    insta::assert_snapshot!(done(source, "Declare `@strand`"), @"
    @holm: Karin Holm

    @strand: Eva Strand
      kind: person

    Eva Strand met Karin Holm at the town hall on Monday to settle the dispute over the mill.

    “I have nothing to add,”{@strand} she told the board, which Odd Nilsen heads.
    ");
    // A draft without a speaker.
    insta::assert_snapshot!(attributions("
        | President Alma Duarte met the president of the chamber of commerce, Hector Paz, on Saturday.
        |
        | The president said [the tax would stay]{claim draft confidence=0.90}.
                                   ^
    "), @"
    unattributed-claim: Declare `@duarte` (Alma Duarte) and attribute: may be “the president”
    unattributed-claim: Declare `@paz` (Hector Paz) and attribute: may be “the president”
    ");
    insta::assert_snapshot!(attributions("
        | Anna Keller and her brother Thomas Keller run the bakery in Ulm.
        |
        | “We open at five,” Keller said.
             ^
    "), @"
    unattributed-quote: Declare `@anna-keller` (Anna Keller) and attribute: one of several people named Keller
    unattributed-quote: Declare `@thomas-keller` (Thomas Keller) and attribute: one of several people named Keller
    unattributed-quote: Declare the actor `@speaker` and attribute
    ");
    // Only one possible speaker.
    insta::assert_snapshot!(attributions("
        | @berg: Ada Berg
        | @moe: Jan Moe
        |
        | Ada Berg closed the bridge in March.
        |
        | “It was old,” she said of it and of Jan Moe.
             ^
    "), @"
    unattributed-quote: Attribute to Ada Berg (`@berg`) (preferred)
    unattributed-quote: Attribute to Jan Moe (`@moe`)
    unattributed-quote: Declare the actor `@speaker` and attribute
    ");
}

#[test]
fn what_is_attributed_is_in_the_order_of_the_formatter() {
    use ascribe_ide::format::format;
    for braces in [
        "claim draft confidence=0.84",
        "claim #shut draft",
        "claim ^log date=2024-01-09",
        "opinion stance=doubts draft confidence=0.5",
        "note=x",
        "",
    ] {
        let text = format!(
            "@lund: Karin Lund\n@falk: Nils Falk\n^log: Log\n\nKarin Lund denied that [it is shut]{{{braces}}}.\n"
        );
        let scope = alone(&text);
        let offset = text.find("it is").unwrap();
        let asked = ActionContext::new(&scope, offset..offset);
        let attributes = actions(&asked).into_iter().filter(|it| it.title.starts_with("Attribute to"));
        let mut count = 0;
        for action in attributes {
            count += 1;
            let after = applied(&text, action.change().edits_of(Place::Here));
            let document = Document::new(&after);
            assert_eq!(format(&document), [], "{after}");
        }
        assert!(count > 1, "{braces}");
    }
}
