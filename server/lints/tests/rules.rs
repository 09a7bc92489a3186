//! The rules' own examples, and their pages in `docs/rules`, which `UPDATE_DOCS=1` regenerates.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_lints::{FixContext, RULES, Rule, check, index, nearest_rule, page, rule};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rules without an automatic fix: the words of the article must not change, or the record must be consulted.
const WITHOUT_FIXES: [&str; 11] = [
    "altered-quote",
    "house-name",
    "house-phrase",
    "house-verb",
    "late-speaker",
    "loaded-verb",
    "merge-conflict",
    "mind-verb",
    "placeholder",
    "run-together",
    "unanswered-accusation",
];

/// Scope under the policy of a rule's examples, with the cast that the example of `shadowed-id` refers to.
fn scope(rule: &Rule, text: &str) -> Scope {
    let casts =
        if text.contains("Where `cast.ascribe` has") { vec!["@jensen: Mark Jensen\n"] } else { Vec::new() };
    let document = |text: &str| Arc::new(Document::new(text));
    Scope::new(document(text), casts.into_iter().map(document).collect(), Vec::new())
        .with_policy(Arc::new(rule.example_policy()))
}

/// Codes of the findings in a text, without duplicates.
fn codes(rule: &Rule, text: &str) -> Vec<&'static str> {
    let findings = check(&scope(rule, text), None);
    let mut codes: Vec<_> = findings.iter().map(|(_, finding)| finding.rule.code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_bad_example_has_findings_of_its_rule_and_a_good_one_none_at_all() {
    for rule in RULES {
        assert_eq!(codes(rule, rule.bad), [rule.code], "{}", rule.bad);
        assert_eq!(codes(rule, rule.good), [""; 0], "{}", rule.good);
    }
}

#[test]
fn every_finding_of_a_bad_example_can_be_mended_or_silenced() {
    for rule in RULES {
        let allow = format!("allow: {}\n---\n\n", rule.code);
        let silenced = match rule.bad.strip_prefix("---\n") {
            Some(rest) => format!("---\n{}", rest.replacen("---\n\n", &allow, 1)),
            None => format!("---\n{allow}{}", rule.bad),
        };
        assert_eq!(codes(rule, &silenced), [""; 0], "{}: {silenced}", rule.code);
        let findings = check(&scope(rule, rule.bad), None);
        let fixes = findings.by_block().any(|(context, findings)| {
            findings.iter().any(|finding| !finding.rule.fixes(&FixContext::new(context), finding).is_empty())
        });
        assert_eq!(fixes, !WITHOUT_FIXES.contains(&rule.code), "{}", rule.code);
    }
}

#[test]
fn messages_are_sentences() {
    for rule in RULES {
        for (_, finding) in check(&scope(rule, rule.bad), None).iter() {
            let message = &finding.message;
            assert!(
                message.ends_with(['.', '?'])
                    && message.starts_with(|c: char| matches!(c, '`' | '“') || c.is_uppercase()),
                "{message}"
            );
        }
        assert!(rule.summary.ends_with('.') && !rule.explanation.ends_with('\n'), "{}", rule.code);
        assert!(rule.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.code);
    }
}

#[test]
fn codes_are_found_and_slips_are_seen() {
    for known in RULES {
        assert!(std::ptr::eq(rule(known.code).unwrap(), known));
    }
    assert!(rule("unknown").is_none());
    assert_eq!(nearest_rule("unatributed-quote"), Some("unattributed-quote"));
    assert_eq!(nearest_rule("bananas"), None);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}

#[test]
fn the_pages_are_those_that_the_code_gives() {
    let mut pages: Vec<(String, String)> =
        RULES.into_iter().map(|rule| (format!("{}.md", rule.code), page(rule))).collect();
    pages.push(("README.md".into(), index()));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        for (name, text) in &pages {
            std::fs::write(folder().join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let written = std::fs::read_to_string(folder().join(name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == *text, "docs/rules/{name} is stale; run `cargo xtask docs`");
    }
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(pages.iter().any(|(known, _)| *known == name), "docs/rules/{name} is of no rule");
    }
}
