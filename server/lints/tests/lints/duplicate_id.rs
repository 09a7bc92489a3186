//! `duplicate-id`: ids that are defined twice.

use ascribe_fixture::{finds, fixed, found};

#[test]
fn it_stands_at_the_second_and_all_further_ones() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        | @moe: Ida Moe
        | @lund: Jonas Lund
        |
        | ^talk: Talk at the pier
        | ^talk: Talk at the lock
        | ^talk: Talk at the inn
        |
        | The bar [is open]{claim #open @author}. It [stays open]{claim #open @author}.
    "), @"
    | @lund: Jonas Lund
       ^^^^ duplicate-id: The actor `@lund` is already defined above. Rename or remove this one.
    | ^talk: Talk at the lock
       ^^^^ duplicate-id: The source `^talk` is already defined above. Rename or remove this one.
    | ^talk: Talk at the inn
       ^^^^ duplicate-id: The source `^talk` is already defined above. Rename or remove this one.
    | The bar [is open]{claim #open @author}. It [stays open]{claim #open @author}.
                                                                     ^^^^ duplicate-id: The label `#open` is already defined above. Rename or remove this one.
    ");
}

#[test]
fn it_is_silent_where_the_ids_differ() {
    for source in [
        "
        | @lund: Karin Lund
        | @lund-2: Jonas Lund
        ",
        // Same id, but different signs.
        "
        | @letter: The writers of the letter
        | ^letter: Letter to the council
        |
        | The bar [is open]{claim #letter @letter ^letter}.
        ",
        // Ids are case-sensitive.
        "
        | @lund: Karin Lund
        | @Lund: Jonas Lund
        ",
        // A label may be referred to any number of times.
        "
        | The bar [is open]{claim #open @author}, [open]{claim @author repeats=#open} and [open]{claim @author repeats=#open}.
        ",
        // A sign without an id.
        "
        | The bar [is open]{claim # @author}, and [that is that]{claim # @author}.
                                  ^ syntax
                                                                       ^ syntax
        ",
        // Inside a paragraph, text in the form of a declaration is text.
        "
        | @lund: Karin Lund
        |
        | Her last post was short.
        | @lund: no comment.
        ",
    ] {
        finds(source);
    }
}

#[test]
fn fixes_rename_the_second_one() {
    insta::assert_snapshot!(fixed("
        | @lund: Karin Lund
        | @lund-2: Jonas Lund
        | @lund: Mia Lund
    ", "duplicate-id", "Rename"), @"
    @lund: Karin Lund
    @lund-2: Jonas Lund
    @lund-3: Mia Lund
    ");
    insta::assert_snapshot!(fixed("
        | The bar [is open]{claim #open @author}. It [stays open]{claim #open @author}.
    ", "duplicate-id", "Rename"), @"The bar [is open]{claim #open @author}. It [stays open]{claim #open-2 @author}.");
}
