//! Findings of each rule, with their ranges.

use ascribe_tests::{Encoding, Finding, Fixture, Server};

/// Rules covered here, with their severities: 1 error, 2 warning, 4 hint.
const RULES: [(&str, u64); 9] = [
    ("syntax", 1),
    ("undefined-actor", 1),
    ("undefined-source", 1),
    ("undefined-label", 1),
    ("duplicate-id", 1),
    ("unattributed-quote", 2),
    ("unattributed-claim", 2),
    ("missing-source", 2),
    ("unbalanced-quote", 4),
];

/// Asserts that the findings of these rules match the marks of a text: with each kind of line end, without the last
/// one, and in each encoding. Returns the findings of the first variant.
fn check(rules: &[&str], source: &str) -> Vec<Finding> {
    let fixture = Fixture::parse(source);
    let mut first = None;
    for encoding in Encoding::ALL {
        let server = Server::builder().encoding(encoding).start();
        for (n, line_end) in ["\n", "\r\n", "\r"].into_iter().enumerate() {
            let fixture = fixture.clone().with_line_ends(line_end);
            let doc = server.open(&format!("article-{n}.ascribe"), &fixture.text);
            let findings = doc.assert_findings(&fixture, rules);
            findings.iter().for_each(has_the_common_shape);
            first.get_or_insert(findings);
            let fixture = fixture.without_last_line_end();
            server.open(&format!("cut-{n}.ascribe"), &fixture.text).assert_findings(&fixture, rules);
        }
    }
    first.unwrap()
}

fn has_the_common_shape(finding: &Finding) {
    let Finding { rule, severity, message, raw, .. } = finding;
    assert!(RULES.contains(&(rule, *severity)), "the severity of {rule}: {severity}");
    assert_eq!(raw["source"], "ascribe");
    let href = raw["codeDescription"]["href"].as_str().unwrap_or_default();
    assert!(href.contains("://") && href.contains(rule.as_str()), "a link to the rule's page: {raw}");
    assert!(message.ends_with(['.', '?']), "a sentence: {message}");
}

#[test]
fn syntax() {
    let expected = [
        (
            r#"
            | "We saw the water," so [it rose]{claim @mara
                                              ^^^^^^^^^^^^ ~syntax
            |
            | @mara: Mara Lindqvist
            "#,
            "}",
        ),
        (
            r"
            | So [the gate was open]{clam @author}, he thought.
                                     ^^^^ ~syntax
            ",
            "claim",
        ),
        (
            r"
            | So [the gate was open]{claim @author verdict=maybe}.
                                                   ^^^^^^^^^^^^^ ~syntax
            ",
            "mostly-true",
        ),
        (
            r"
            | @mara: Mara Lindqvist
            |   harbour master
                ^^^^^^^^^^^^^^ ~syntax
            ",
            ":",
        ),
    ];
    for (source, word) in expected {
        let findings = check(&["syntax"], source);
        assert!(findings[0].message.contains(word), "what was expected: {}", findings[0].message);
    }
}

#[test]
fn plain_articles_have_no_syntax() {
    check(
        &["syntax", "undefined-actor", "undefined-label", "duplicate-id", "unattributed-claim"],
        r#"
        | The 6'2" keeper [sic] paid $5 {or so} to @tolvik, #flood, 50%, C:\dir and a[0] {
        | "unfinished [brackets } and ''quotes` 5" * _x_ ~y~ <b> &amp; ^up
        |
        | -- wire --
        "#,
    );
}

#[test]
fn undefined_actor() {
    let findings = check(
        &["undefined-actor"],
        r#"
        | @mara: Mara Lindqvist
        |   affiliation: @prot
                         ^^^^^ undefined-actor
        |
        | Café 𝕏: "We saw the water,"{@marra} she said, via [him]{mention @author}.
                                      ^^^^^^ undefined-actor
        "#,
    );
    let message = &findings.iter().find(|finding| finding.message.contains("@marra")).unwrap().message;
    assert!(message.contains("Did you mean `@mara`"), "{message}");
}

#[test]
fn undefined_source() {
    let findings = check(
        &["undefined-source"],
        r#"
        | ^log: Harbour log
        |
        | "We saw the water,"{@author ^lgo} and [it rose]{claim @author ^log evidence=^nothing}.
                                      ^^^^ undefined-source
                                                                                      ^^^^^^^^ undefined-source
        "#,
    );
    assert!(findings[0].message.contains("Did you mean `^log`"), "{}", findings[0].message);
}

#[test]
fn undefined_label() {
    let findings = check(
        &["undefined-label"],
        "
        | So [the gate was open]{claim #gate @author}, and [it was not]{claim @author denies=#gaet,#gate}.
                                                                                             ^^^^^ undefined-label
        ",
    );
    assert!(findings[0].message.contains("Did you mean `#gate`"), "{}", findings[0].message);
}

#[test]
fn duplicate_id() {
    let findings = check(
        &["duplicate-id"],
        "
        | @mara: Mara Lindqvist
        | @mara: Mara Holm
          ^^^^^ ~duplicate-id
        | ^mara: Talk with Mara Holm
        |
        | So [the gate was open]{claim #gate @mara} and [the lock was not]{claim #gate @mara}.
                                                                                 ^^^^^ ~duplicate-id
        ",
    );
    let related = &findings[0].raw["relatedInformation"];
    assert_eq!(related[0]["location"]["range"]["start"]["line"], 0, "the first one: {related}");
    assert!(related[0]["location"]["uri"].as_str().unwrap().ends_with("article-0.ascribe"));
    assert!(related[0]["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[test]
fn unattributed_quote() {
    let findings = check(
        &["unattributed-quote"],
        r#"
        | @mara: Mara Lindqvist
        |
        | "We all saw the water," Mara Lindqvist said.
          ^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | "Does it matter who opened the gate?'' somebody asked.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | The 𝕏 “we heard it too”, ``they left at once'' and „alle waren schon fort“.
                ^^^^^^^^^^^^^^^^^ unattributed-quote
                                   ^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                             ^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        | The so-called "public service" and her "duty": 'no more of it' and don't.
        | She said "the gate was
                   ^^^^^^^^^^^^^ unattributed-quote..
        | open all night" that day, "and so it stayed"{@mara}.
          ^^^^^^^^^^^^^^^ ..unattributed-quote
        "#,
    );
    assert!(findings[0].message.contains("Mara Lindqvist"), "the likely speaker: {}", findings[0].message);
}

#[test]
fn a_quotation_over_paragraphs_is_one() {
    check(
        &["unattributed-quote", "unbalanced-quote"],
        r#"
        | @mara: Mara Lindqvist
        |
        | "We saw the water come.
        |
        | "Then we left the house,"{@mara} she said.
        "#,
    );
    check(
        &["unattributed-quote", "unbalanced-quote"],
        r#"
        | "We saw the water come.
          ^^^^^^^^^^^^^^^^^^^^^^^ ~unattributed-quote
        |
        | "Then we left the house," she said.
        "#,
    );
}

#[test]
fn unattributed_claim() {
    check(
        &["unattributed-claim"],
        "
        | So [the gate was open]{claim}, [which was bad]{opinion ^log} and [it rose]{claim @author}.
                                ^^^^^^^ unattributed-claim
                                                        ^^^^^^^^^^^^^^ unattributed-claim
        | [Said of it]{cue} by [the harbour master]{mention}.
        ",
    );
}

#[test]
fn missing_source() {
    check(
        &["missing-source"],
        r#"
        | @mara: Mara Lindqvist
        | ^log: Harbour log
        |
        | "We saw the water,"{@mara} said [she]{@mara}, so [it rose]{claim @mara} and [fell]{claim @mara ^log}.
                             ^^^^^^^ missing-source
                                                                    ^^^^^^^^^^^^^ missing-source
        "#,
    );
    check(
        &["missing-source", "syntax", "undefined-source"],
        r#"
        | ---
        | title: The gate
        | source: ^log
        | ---
        |
        | @mara: Mara Lindqvist
        | ^log: Harbour log
        |
        | "We saw the water,"{@mara} she said.
        "#,
    );
}

#[test]
fn unbalanced_quote() {
    check(
        &["unbalanced-quote"],
        r#"
        | He called it "a mistake and left.
                       ^ unbalanced-quote
        |
        | It was “so very cold.
                 ^ unbalanced-quote
        |
        | The 6'2" keeper saw "the water" rise.
        "#,
    );
}

#[test]
fn rules_are_silenced_at_three_places() {
    check(
        &["unattributed-quote", "unattributed-claim"],
        r#"
        | So [the gate was open]{claim allow=unattributed-claim}.
        |
        | %% allow: unattributed-quote - everybody said it
        | "We all saw the water," they said.
        |
        | "We heard it too," they said.
          ^^^^^^^^^^^^^^^^^^ unattributed-quote
        "#,
    );
    check(
        &["unattributed-quote", "unattributed-claim"],
        r#"
        | ---
        | allow: unattributed-quote; unattributed-claim
        | ---
        |
        | "We all saw the water," they said, so [the gate was open]{claim}.
        "#,
    );
}
