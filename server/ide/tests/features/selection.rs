//! Selection ranges.

use ascribe_fixture::Fixture;
use ascribe_ide::selection::selections;

/// Selected text, step by step, without the whole document; line ends are shown as `/`.
fn selected(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let mut ranges = selections(&fixture.scope(), fixture.caret());
    assert_eq!(ranges.pop(), Some(0..fixture.text.len()));
    let texts: Vec<_> = ranges.into_iter().map(|range| fixture.text[range].replace('\n', "/")).collect();
    texts.join("\n")
}

#[test]
fn from_a_word_in_a_quotation() {
    insta::assert_snapshot!(selected("
        | @lee: Min Lee
        |
        | It was dark. “We saw it. It fell hard,”{@lee} Min Lee said. Then it rained.
                                       ^
    "), @"
    fell
    It fell hard,
    We saw it. It fell hard,
    “We saw it. It fell hard,”
    “We saw it. It fell hard,”{@lee}
    “We saw it. It fell hard,”{@lee} Min Lee said.
    It was dark. “We saw it. It fell hard,”{@lee} Min Lee said. Then it rained.
    ");
}

#[test]
fn from_a_name() {
    insta::assert_snapshot!(selected("
        | @lee: Min Lee
        |
        | It was dark. “It fell,” [Pilot Min Lee’s]{@lee} friend said.
                                         ^
    "), @"
    Min
    Min Lee
    Pilot Min Lee’s
    [Pilot Min Lee’s]
    [Pilot Min Lee’s]{@lee}
    “It fell,” [Pilot Min Lee’s]{@lee} friend said.
    It was dark. “It fell,” [Pilot Min Lee’s]{@lee} friend said.
    ");
}

#[test]
fn from_an_id_in_braces() {
    insta::assert_snapshot!(selected("
        | It was dark. [It fell]{claim #fell @lee denies=#rose,sea#rose} there.
                                                                    ^
    "), @"
    rose
    sea#rose
    #rose,sea#rose
    denies=#rose,sea#rose
    claim #fell @lee denies=#rose,sea#rose
    {claim #fell @lee denies=#rose,sea#rose}
    [It fell]{claim #fell @lee denies=#rose,sea#rose}
    [It fell]{claim #fell @lee denies=#rose,sea#rose} there.
    It was dark. [It fell]{claim #fell @lee denies=#rose,sea#rose} there.
    ");
}

#[test]
fn from_a_value_in_marks() {
    insta::assert_snapshot!(selected("
        | [It fell]{claim note=\"told on the phone\" draft}
                                       ^
    "), @r#"
    on
    told on the phone
    "told on the phone"
    note="told on the phone"
    claim note="told on the phone" draft
    {claim note="told on the phone" draft}
    [It fell]{claim note="told on the phone" draft}
    "#);
}

#[test]
fn from_fields() {
    insta::assert_snapshot!(selected("
        | @lee: Min Lee
        |   aka: the pilot; Lee
                  ^
        |   role: Pilot
    "), @"
    the
    the pilot
    the pilot; Lee
    aka: the pilot; Lee
    @lee: Min Lee/  aka: the pilot; Lee/  role: Pilot
    ");
    insta::assert_snapshot!(selected("
        | ^log: Log
        |   of: @lee; @kim
                 ^
    "), @"
    lee
    @lee
    @lee; @kim
    of: @lee; @kim
    ^log: Log/  of: @lee; @kim
    ");
    insta::assert_snapshot!(selected("
        | ---
        | title: Min Lee
                     ^
        | lang: en
        | ---
    "), @"
    Lee
    Min Lee
    title: Min Lee
    ---/title: Min Lee/lang: en/---
    ");
    insta::assert_snapshot!(selected("
        | @lee: Min Lee
            ^
        |   role: Pilot
    "), @"
    lee
    @lee
    @lee: Min Lee
    @lee: Min Lee/  role: Pilot
    ");
}

#[test]
fn from_a_note() {
    insta::assert_snapshot!(selected("
        | %% one
        |
        | %% two words
                 ^
        | %% three
        | Text.
    "), @"
    words
    two words
    %% two words
    %% two words/%% three
    ");
}

#[test]
fn between_things() {
    assert_eq!(selected("| One.\n|\n  ^\n| Two."), "");
    assert_eq!(selected("|\n  ^"), "");
    insta::assert_snapshot!(selected("
        | He said “yes,”{@author} and left.
                 ^
    "), @"
    said
    He said “yes,”{@author} and left.
    ");
}
