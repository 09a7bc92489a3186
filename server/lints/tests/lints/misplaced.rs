//! `stray-markup` at declarations and front matter that are text.

use ascribe_fixture::applied;
use ascribe_lints::{FixContext, check};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::fmt::Write as _;
use std::sync::Arc;

const RULES: [&str; 3] = ["stray-markup", "undefined-actor", "undefined-source"];

fn scope(text: &str) -> Scope {
    Scope::alone(Arc::new(Document::new(text)))
}

/// Lines (from 1) with findings of these rules.
fn found(text: &str) -> Vec<(usize, &'static str)> {
    let scope = scope(text);
    let findings = check(&scope, None);
    let found = findings.iter().filter(|(_, finding)| RULES.contains(&finding.rule.code));
    found
        .map(|(range, finding)| (scope.document.text().line_of(range.start) + 1, finding.rule.code))
        .collect()
}

/// Text after the only fix of the first finding.
fn mended(text: &str) -> String {
    let scope = scope(text);
    let findings = check(&scope, None);
    let fixes = findings.by_block().find_map(|(context, findings)| {
        let finding = findings.iter().find(|finding| finding.rule.code == RULES[0])?;
        Some(finding.rule.fixes(&FixContext::new(context), finding))
    });
    let fixes = fixes.unwrap_or_default();
    assert_eq!(fixes.len(), 1, "{text}");
    applied(text, &fixes[0].edits)
}

/// Declarations of this many actors and a source, and a paragraph with statements of each.
fn annotated(count: usize) -> (String, String) {
    let (mut declarations, mut article) = (String::new(), String::new());
    for number in 0..count {
        let _ = writeln!(declarations, "@pilot-{number}: Pilot {number}\n  role: pilot");
        let _ =
            write!(article, "Pilot {number} said [berth {number} was dry]{{claim @pilot-{number} ^log}}. ");
    }
    declarations.push_str("^log: Harbour log\n  date: 2024-01-09\n");
    (declarations, article + "\n")
}

#[test]
fn one_finding_at_the_cause_stands_for_all() {
    for count in [1, 2, 7] {
        let (declarations, article) = annotated(count);
        let whole = format!("{declarations}\n{article}");
        assert_eq!(found(&whole), []);
        let parted = whole.replacen("Pilot 0\n", "Pilot 0\n\n", 1);
        assert_eq!(found(&parted), [(3, "stray-markup")], "{parted}");
        assert_eq!(mended(&parted), whole);
        let below = format!("Berths\n{whole}");
        assert_eq!(found(&below), [(2, "stray-markup")], "{below}");
        assert_eq!(mended(&below), format!("Berths\n\n{whole}"));
        let opened = format!("---\ntitle: Berths\nlang: en\n\n{whole}");
        assert_eq!(found(&opened), [(1, "stray-markup")], "{opened}");
        assert_eq!(mended(&opened), format!("---\ntitle: Berths\nlang: en\n---\n\n{whole}"));
        let glued = format!("---\ntitle: Berths\n{whole}");
        assert_eq!(found(&glued), [(1, "stray-markup")], "{glued}");
        assert_eq!(mended(&glued), format!("---\ntitle: Berths\n---\n{whole}"));
    }
}

#[test]
fn lines_of_an_article_are_its_own() {
    for text in [
        "Posts of the night:\n@nightowl: not again\n@ferry: we are late\n\nIt rained.\n",
        "@moe: Ida Moe\n\n  Indented as in a poem: yes\n",
        "---\nA rule above, and a colon: here\n\nText.\n",
        "Place: the harbour\nTitle: none\n",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    // Nobody declares whom a post only looks like declaring.
    let post = "Posts:\n@nightowl: not again\n\n[It rained]{claim @nightowl}.\n";
    assert_eq!(found(post), [(4, "undefined-actor")]);
}

#[test]
fn undefined_ids_are_told_where_the_rule_is_off() {
    use ascribe_markup::policy::Policy;
    let (declarations, article) = annotated(2);
    let text = format!("{declarations}\n{article}").replacen("Pilot 0\n", "Pilot 0\n\n", 1);
    let mut policy = Policy::default();
    policy.set_level("stray-markup", None);
    let scope = scope(&text).with_policy(Arc::new(policy));
    let findings = check(&scope, None);
    let codes = findings.iter().filter(|(_, finding)| RULES.contains(&finding.rule.code)).count();
    assert_eq!(codes, 3, "`@pilot-1`, `^log` twice");
}
