//! `missing-source`: attributed quotes and claims without a source.

use ascribe_fixture::{finds, fixed, found, titles};

#[test]
fn it_stands_at_the_annotation() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        |
        | “The bar is open,”{@lund} said Lund, and that [the shed is gone]{claim @lund}.
    "), @"
    | “The bar is open,”{@lund} said Lund, and that [the shed is gone]{claim @lund}.
                        ^^^^^^^ missing-source: This quote has no source. Add `^id` to the annotation, or `source: ^id` to the front matter.
                                                                      ^^^^^^^^^^^^^ missing-source: This claim has no source. Add `^id` to the annotation, or `source: ^id` to the front matter.
    ");
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
