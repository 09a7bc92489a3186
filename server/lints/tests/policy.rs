//! Effect of a policy on the findings of a document.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_lints::{Findings, Severity, check};
use ascribe_markup::policy::{Policy, QUOTE_WORDS};
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Quotations of four and five words without speakers, and a claim without one.
const TEXT: &str =
    "“The ice is thin,” a sign says.\n\n“The ice is very thin,” another.\n\nIt [held]{claim}.\n";

fn scope(policy: Policy) -> Scope {
    ascribe_fixture::alone(TEXT).with_policy(Arc::new(policy))
}

/// Code and severity of each finding.
fn found(findings: &Findings) -> Vec<(&'static str, &'static str)> {
    findings.iter().map(|(_, finding)| (finding.rule.code, finding.severity.word())).collect()
}

#[test]
fn findings_have_the_severity_that_holds_and_a_rule_that_is_off_is_not_run() {
    let plain = found(&check(&scope(Policy::default()), None));
    let quote = ("unattributed-quote", "warning");
    assert_eq!(plain, [quote, quote, ("unattributed-claim", "warning")]);
    let mut policy = Policy::default();
    policy.set_level("unattributed-quote", None);
    policy.set_level("unattributed-claim", Some(Severity::Hint));
    assert_eq!(found(&check(&scope(policy), None)), [("unattributed-claim", "hint")]);
}

#[test]
fn limits_hold() {
    let mut policy = Policy::default();
    policy.set_limit(&QUOTE_WORDS, 5);
    assert_eq!(found(&check(&scope(policy), None)).len(), 2);
}

#[test]
fn what_was_found_under_another_policy_is_not_kept() {
    let before = scope(Policy::default());
    let known = check(&before, None);
    let mut policy = Policy::default();
    policy.set_level("unattributed-claim", Some(Severity::Error));
    let after = before.clone().with_policy(Arc::new(policy.clone()));
    let changed = check(&after, Some(&known));
    assert_eq!(found(&changed)[2], ("unattributed-claim", "error"));
    let same = after.with_policy(Arc::new(policy));
    assert_eq!(check(&same, Some(&changed)).blocks_checked(), 0, "nothing else is configured");
}
