//! `unused-allow`: an `allow` that suppresses nothing.

use ascribe_fixture::{alone, fixed, found_of, silent, titles};
use ascribe_lints::check;
use ascribe_markup::policy::Policy;
use std::sync::Arc;

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("unused-allow", r#"
        | ---
        | allow: unbalanced-quote; missing-dat
        | ---
        |
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | %% allow: unattributed-quote, unattributed-claim - a banner
        | The wall said “no bath, no votes”, and “so on and on”{@lund ^talk allow="missing-source; unknown-key"}.
    "#), @r#"
    | allow: unbalanced-quote; missing-dat
             ^^^^^^^^^^^^^^^^ `unbalanced-quote` finds nothing in this document, so this `allow` has no effect. Remove it.
                               ^^^^^^^^^^^ Unknown rule `missing-dat`. Did you mean `missing-date`?
    | %% allow: unattributed-quote, unattributed-claim - a banner
                                    ^^^^^^^^^^^^^^^^^^ `unattributed-claim` finds nothing in the paragraph below, so this `allow` has no effect. Remove it.
    | The wall said “no bath, no votes”, and “so on and on”{@lund ^talk allow="missing-source; unknown-key"}.
                                                                               ^^^^^^^^^^^^^^ `missing-source` finds nothing here, so this `allow` has no effect. Remove it.
                                                                                               ^^^^^^^^^^^ `unknown-key` finds nothing here, so this `allow` has no effect. Remove it.
    "#);
}

#[test]
fn where_it_is_silent() {
    silent(
        "unused-allow",
        &[
            "
        | ---
        | allow: unattributed-quote
        | ---
        |
        | %% allow: unattributed-claim
        | [The lock is safe]{claim}, and “no bath, no votes”.
    ",
            "
        | %% allow: unattributed-quote - a banner
        | %% Another note.
        |
        | The wall said “no bath, no votes”.
    ",
            "
        | %% Allow: unattributed-quote. There is nothing to allow: unattributed-quote.
        | The wall said nothing.
    ",
            "
        | “We had no warning at all.
        |
        | “And nobody came.”{allow=unattributed-quote}
    ",
            "
        | [The wall said “no bath, no votes”]{evidence allow=unattributed-quote}.
    ",
            "
        | %% allow: unused-allow; missing-source - both come and go
        | The wall said nothing.
    ",
            "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk allow=loaded-verb} she claimed.
    ",
        ],
    );
}

#[test]
fn a_rule_that_is_off_is_not_missed() {
    let mut policy = Policy::default();
    policy.set_level("missing-source", None);
    let scope =
        alone("[The lock is safe]{claim @author allow=missing-source}.").with_policy(Arc::new(policy));
    assert_eq!(check(&scope, None).iter().count(), 0);
}

#[test]
fn a_list_that_is_not_closed_is_read_to_its_end() {
    for text in ["[x]{allow=\"é", "[x]{claim allow=\"}", "[x]{allow=\"\"}", "%% allow:", "%%allow: é"] {
        assert!(check(&alone(text), None).blocks_checked() > 0);
    }
}

#[test]
fn fixes_take_the_name_out() {
    let source = "
        | ---
        | allow: missing-source; unbalanced-quote
        | ---
        |
        | [The lock is safe]{claim @lund ^talk allow=unattributed-quote}. “The bar is open,”{@lund} she said.
        |
        | %% allow: unattributed-claim
        | [It is]{claim @author allow=missing-sorce}.
    ";
    insta::assert_snapshot!(titles(source, "unused-allow"), @"
    Remove `unbalanced-quote`
    Remove `unattributed-quote`
    Remove `unattributed-claim`
    Change to `missing-source`
    Remove `missing-sorce`
    ");
    insta::assert_snapshot!(fixed(source, "unused-allow", "Remove `unbalanced-quote`"), @"
    ---
    allow: missing-source
    ---

    [The lock is safe]{claim @lund ^talk allow=unattributed-quote}. “The bar is open,”{@lund} she said.

    %% allow: unattributed-claim
    [It is]{claim @author allow=missing-sorce}.
    ");
    insta::assert_snapshot!(fixed(source, "unused-allow", "Remove `unattributed-quote`"), @"
    ---
    allow: missing-source; unbalanced-quote
    ---

    [The lock is safe]{claim @lund ^talk}. “The bar is open,”{@lund} she said.

    %% allow: unattributed-claim
    [It is]{claim @author allow=missing-sorce}.
    ");
    insta::assert_snapshot!(fixed(source, "unused-allow", "Remove `unattributed-claim`"), @"
    ---
    allow: missing-source; unbalanced-quote
    ---

    [The lock is safe]{claim @lund ^talk allow=unattributed-quote}. “The bar is open,”{@lund} she said.

    [It is]{claim @author allow=missing-sorce}.
    ");
}
