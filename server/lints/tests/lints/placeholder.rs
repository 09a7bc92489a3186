//! `placeholder`: texts that fixes write for you to replace.

use ascribe_fixture::{Fixture, applied, finds_of};
use ascribe_lints::{FixContext, check};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

const CODE: &str = "placeholder";

#[test]
fn names_and_fields_with_a_placeholder_are_found() {
    finds_of(
        CODE,
        "
        | @speaker: Name of the speaker
                    ^^^^^^^^^^^^^^^^^^^ placeholder
        | @clerk: A source
        |   anonymous: yes
        |   role: Position of the person
                  ^^^^^^^^^^^^^^^^^^^^^^ placeholder
        |   reason: Why the article withholds the name
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ placeholder
        | ^source: Title of the source
                   ^^^^^^^^^^^^^^^^^^^ placeholder
        | @moe: Ida Moe
        |   role: Position
        |
        | Name of the speaker.
        ",
    );
}

/// Whatever a fix writes that nobody has said is a finding afterwards, and goes once it is replaced.
#[test]
fn no_fix_makes_a_finding_disappear_without_an_answer() {
    for source in [
        "“We had no warning at all,” she said.\n",
        "@clerk: A clerk of the port\n  anonymous: yes\n\n“We had no warning at all,”{@clerk} the clerk said.\n",
        "@clerk: A source\n  anonymous: yes\n  reason: fears for her post\n\nText.\n",
        "^log: Log\n  date: 2024-02-01\n@moe: Ida Moe\n\n“We had no warning at all,”{@moe} she said, [it rose]{claim ^log}.\n",
    ] {
        let scope = |text: &str| Scope::alone(Arc::new(Document::new(text)));
        let count = |text: &str| {
            let found = check(&scope(text), None);
            found.iter().filter(|(_, finding)| finding.rule.code == CODE).count()
        };
        let before = scope(source);
        let findings = check(&before, None);
        let fixes = findings.by_block().flat_map(|(context, findings)| {
            let block = FixContext::new(context);
            findings.iter().flat_map(|finding| finding.rule.fixes(&block, finding)).collect::<Vec<_>>()
        });
        let written: Vec<String> = fixes.map(|fix| applied(source, &fix.edits)).collect();
        let with_one = written.iter().filter(|text| count(text) == 1).count();
        assert!(with_one > 0, "{written:#?}");
    }
}

#[test]
fn a_replaced_placeholder_is_none() {
    let fixture = Fixture::parse("| @speaker: Maria Jensen\n|\n| Text.");
    let found = check(&fixture.scope(), None);
    assert!(found.iter().all(|(_, finding)| finding.rule.code != CODE));
}
