//! `unbalanced-quote`: quotation marks without a closing one.

use ascribe_fixture::{finds, fixed, found, titles};

#[test]
fn it_stands_at_the_opening_mark() {
    insta::assert_snapshot!(found("
        | She called it “a mistake and left.
        |
        | ``There is more, he said. He was sure of it.
        |
        | «Là, dit-il.
    "), @r"
    | She called it “a mistake and left.
                    ^ unbalanced-quote: This “ is not closed in its paragraph. If it does not open a quotation, put `\` before it.
    | ``There is more, he said. He was sure of it.
      ^^ unbalanced-quote: This `` is not closed in its paragraph. If it does not open a quotation, put `\` before it.
    | «Là, dit-il.
      ^ unbalanced-quote: This « is not closed in its paragraph. If it does not open a quotation, put `\` before it.
    ");
}

#[test]
fn it_stands_at_the_one_that_is_not_closed() {
    finds(
        r#"
        | "The bar is "open", he said.
          ^ unbalanced-quote
    "#,
    );
    finds(
        r#"
        | "The bar is open," he said. "It will be so all night.
          ^^^^^^^^^^^^^^^^^^ unattributed-quote
                                      ^ unbalanced-quote
    "#,
    );
    // The last paragraph of a quotation should close it.
    finds(
        r#"
        | "The bar is open.
        |
        | "It will be so all night.
          ^ unbalanced-quote
        |
        | He left.
    "#,
    );
}

#[test]
fn it_is_silent_where_marks_are_closed_or_no_marks() {
    for source in [
        r#"
        | She called it “a mistake" and "a shame'' and left.
        "#,
        // Each paragraph reopens the quotation, and the last one closes it.
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "The bar is open.
        | "It will be so all night."{@lund ^talk}
        "#,
        // Inches.
        r#"
        | A plank 18" wide, 6'2" long.
        "#,
        // Apostrophes, and single marks.
        "
        | It’s the boys’ boat, rock ’n’ roll, ‘so be it and 'so be it.
        ",
        // Escaped by hand.
        r#"
        | She called it \“a mistake and left; 5 \" is 12.7 cm.
        "#,
        // A closing mark without an open quotation is text.
        "
        | She called it a mistake” and left».
        ",
    ] {
        finds(source);
    }
}

#[test]
fn the_fix_makes_the_mark_plain_text() {
    insta::assert_snapshot!(fixed("
        | She called it “a mistake and left.
    ", "unbalanced-quote", "plain text"), @r"She called it \“a mistake and left.");
    insta::assert_snapshot!(fixed("
        | ``There is more, he said.
    ", "unbalanced-quote", "plain text"), @r"\``There is more, he said.");
}

#[test]
fn no_fix_is_offered_that_would_change_other_annotations() {
    // With the first mark escaped, the second would not open a quotation.
    let source = r#"
        | «"So it is"{@author} he said.
    "#;
    insta::assert_snapshot!(found(source), @r#"
    | «"So it is"{@author} he said.
      ^ unbalanced-quote: This « is not closed in its paragraph. If it does not open a quotation, put `\` before it.
    "#);
    insta::assert_snapshot!(titles(source, "unbalanced-quote"), @"");
}
