//! `merge-conflict`: notes of `ascribe merge`.

use ascribe_fixture::finds_of;

#[test]
fn notes_that_begin_with_conflict_are_found() {
    finds_of(
        "merge-conflict",
        "
        | @moe: Ida Moe
        |
        | %% conflict: the other version has [It rose]{claim}
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ merge-conflict
        | [It rose]{claim @moe}.
        |
        | %%conflict:
            ^^^^^^^^^ merge-conflict
        | %% A conflict: two figures.
        | The conflict: none.
        ",
    );
}
