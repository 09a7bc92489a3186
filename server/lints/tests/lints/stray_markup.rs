//! `stray-markup`: braces that name something declared, but stand where they are text.

use ascribe_fixture::{Fixture, applied, finds_of, found_of, titles};
use ascribe_lints::{FixContext, check};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use proptest::prelude::*;
use std::sync::Arc;

const CODE: &str = "stray-markup";

const CAST: &str = "---\nsource: ^walk\n---\n\n@roos: Maj Roos\n  aka: the warden\n@holm: Per Holm\n^walk: Walk\n  date: 2024-01-09\n\n";

fn scope(text: &str) -> Scope {
    Scope::alone(Arc::new(Document::new(&format!("{CAST}{text}"))))
}

/// Paragraphs after the first fix of each finding, one after the other.
fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..9 {
        let scope = scope(&text);
        let findings = check(&scope, None);
        let mut fixes = findings.by_block().flat_map(|(context, findings)| {
            let stray = findings.iter().filter(|finding| finding.rule.code == CODE);
            stray.flat_map(|it| it.rule.fixes(&FixContext::new(context), it)).collect::<Vec<_>>()
        });
        let Some(fix) = fixes.next() else { break };
        text = applied(&format!("{CAST}{text}"), &fix.edits).split_off(CAST.len());
    }
    text
}

#[test]
fn it_stands_at_the_braces() {
    insta::assert_snapshot!(found_of(CODE, r#"
        | @roos: Maj Roos
        |
        | "The ice holds," {@roos} she said. Roos {claim, she thinks} is {claim draft}.
    "#), @r#"
    | "The ice holds," {@roos} she said. Roos {claim, she thinks} is {claim draft}.
                       ^^^^^^^ These braces name `@roos`, but they are published as text here. Put them directly after a closing quotation mark or `]`, or escape them as `\{`.
                                                                     ^^^^^^^^^^^^^ These braces name `claim`, but they are published as text here. Put them directly after a closing quotation mark or `]`, or escape them as `\{`.
    "#);
}

#[test]
fn anything_declared_counts_and_so_does_a_kind() {
    finds_of(
        CODE,
        r#"
        | @roos: Maj Roos
        | ^walk: Walk on the ice
        |
        | The ice [holds]{claim #ice @roos}, they said {@roos} and said {^walk} and said {#ice} and {via=@roos}
                                                       ^^^^^^^ stray-markup
                                                                        ^^^^^^^ stray-markup
                                                                                         ^^^^^^ stray-markup
                                                                                                    ^^^^^^^^^^^ stray-markup
        | and {note="a } b" denies=#ice} and {see @roos} and {opinion} and {@author}, {x} and {@roos
              ^^^^^^^^^^^^^^^^^^^^^^^^^^ stray-markup
                                             ^^^^^^^^^^^ stray-markup
                                                             ^^^^^^^^^ stray-markup
                                                                           ^^^^^^^^^ stray-markup
                                                                                              ^^^^^^ stray-markup
        | at the line's end.
    "#,
    );
}

#[test]
fn it_is_silent_where_nothing_is_named_or_markup_is_read() {
    ascribe_fixture::silent(
        CODE,
        &[
            "
            | Braces {of no use}, {@nobody}, {^nothing}, {#none}, {a claim}, {claim that}, {}, {{x}quote} and {.
            ",
            "
            | @roos: Maj Roos
            |
            | Escaped \\{@roos}, “annotated”{@roos}, [spanned]{@roos}, “[nested]{@roos}”{@roos note=\"{@roos}\"}.
            ",
            "
            | ---
            | title: A {@roos} title
            | ---
            |
            | @roos: Maj Roos
            |   note: {@roos}
            |
            | %% A note with {@roos}.
            ",
            "
            | @roos: Maj Roos
            |
            | Not read as a word: {see roos}, {a@b.example}, @roos and {roos}.
            ",
            "
            | Outside of a cast: “The ice holds,” {@roos} she said.
            ",
        ],
    );
}

#[test]
fn braces_move_to_the_mark_in_front_of_them() {
    for (text, expected) in [
        ("“No,” {@roos} she said.\n", "“No,”{@roos} she said.\n"),
        ("“No,” {@roos}she said.\n", "“No,”{@roos} she said.\n"),
        ("She said “no” {@roos}, twice.\n", "She said “no”{@roos}, twice.\n"),
        ("She said “no”.{@roos}\n", "She said “no”{@roos}.\n"),
        ("He heard *“no”*{@roos} again.\n", "He heard *“no”{@roos}* again.\n"),
        ("He heard __“no,”__ {@roos} again.\n", "He heard __“no,”{@roos}__ again.\n"),
        ("It [is thin] {claim @roos}.\n", "It [is thin]{claim @roos}.\n"),
        ("« Non »\u{a0}{@roos}, dit-elle.\n", "« Non »{@roos}, dit-elle.\n"),
        ("「いいえ」 {@roos}と言った。\n", "「いいえ」{@roos} と言った。\n"),
    ] {
        assert_eq!(mended(text), expected);
    }
}

#[test]
fn a_stray_mark_is_escaped_and_words_are_bracketed() {
    for (text, expected) in [
        ("Sie sagte »nein, er« ging«{@roos}.\n", "Sie sagte »nein, er\\« ging«{@roos}.\n"),
        ("Then the warden {@roos} left.\n", "Then [the warden]{@roos} left.\n"),
        ("Then she {@roos} left.\n", "Then [she]{@roos} left.\n"),
        ("Then *the old keeper*{@roos} left.\n", "Then *[the old keeper]{@roos}* left.\n"),
        ("He left. The ice is thin {claim @roos}.\n", "He left. [The ice is thin]{claim @roos}.\n"),
        (
            "« Oui.\n\nMais pas ici »{@roos}, dit-elle.\n",
            "« Oui.\n\n[Mais pas ici »]{quote @roos}, dit-elle.\n",
        ),
        ("Then (she) {@roos left.\n", "Then (she) \\{@roos} left.\n"),
    ] {
        assert_eq!(mended(text), expected);
    }
}

#[test]
fn no_fix_is_preferred_and_text_can_stay_text() {
    insta::assert_snapshot!(titles("
        | @roos: Maj Roos
        |
        | “The ice holds,” {@roos} she said.
    ", CODE), @r#"
    Move the braces directly after ”
    Escape the braces as plain text
    "#);
    let fixture = Fixture::parse(
        "
        | @roos: Maj Roos
        |
        | The template says {@roos} here.
    ",
    );
    let fix = ascribe_fixture::action(&fixture.text, CODE, "Escape");
    let escaped = applied(&fixture.text, &fix.edits);
    assert_eq!(strip(&Document::new(&escaped)), strip(&Document::new(&fixture.text)));
    assert!(check(&ascribe_fixture::alone(&escaped), None).iter().all(|(_, it)| it.rule.code != CODE));
    assert!(!fix.is_preferred());
}

proptest! {
    /// A fix changes no word of the article: it escapes, or takes the braces away and no letter else.
    #[test]
    fn no_fix_changes_a_word(pieces in prop::collection::vec(prop::sample::select(vec![
        "“", "”", "\"", "«", "»", "„", "‚", "‘", "「", "」", "[", "]", "*", " ", " ", "word", "the warden", ". The ice",
        "{@roos}", "{@roos}", "{claim @holm}", " {quote}", "”{@roos}", "]{@holm}", "\\", "{@roos", ",", "\n", "\n\n",
    ]), 1..24)) {
        let text: String = pieces.concat();
        let scope = scope(&text);
        let letters = |document: &Document| -> String { strip(document).chars().filter(|c| !c.is_whitespace() && !"[]".contains(*c)).collect() };
        let article = letters(&scope.document);
        let findings = check(&scope, None);
        for (context, findings) in findings.by_block() {
            for finding in findings.iter().filter(|finding| finding.rule.code == CODE) {
                let braces: String = context.at.block.slice(finding.extent).split_whitespace().collect();
                for fix in finding.rule.fixes(&FixContext::new(context), finding) {
                    prop_assert!(!fix.is_preferred());
                    let after = letters(&scope.document.edited(&fix.edits));
                    let is_kept = after == article;
                    let without = article.match_indices(&braces).any(|(at, _)| {
                        [&article[..at], &article[at + braces.len()..]].concat() == after
                    });
                    prop_assert!(is_kept || without || fix.title.starts_with("Close"), "{} in {text:?}: {after}", fix.title);
                }
            }
        }
    }
}
