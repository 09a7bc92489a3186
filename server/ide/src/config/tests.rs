#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use super::{completion, hover};
use ascribe_lints::RULES;
use proptest::prelude::*;

/// Labels at `|`.
fn labels(line: &str) -> Vec<String> {
    let (before, after) = line.split_once('|').unwrap();
    let proposals = completion(&format!("{before}{after}"), before.len());
    proposals.into_iter().map(|proposal| proposal.label).collect()
}

/// Text after the proposal with this label is accepted at `|`.
fn accepted(line: &str, label: &str) -> String {
    let (before, after) = line.split_once('|').unwrap();
    let mut text = format!("{before}{after}");
    let proposals = completion(&text, before.len());
    let proposal = proposals.into_iter().find(|proposal| proposal.label == label);
    let proposal = proposal.unwrap_or_else(|| panic!("no {label} in {line}"));
    text.replace_range(proposal.replace, &proposal.text);
    text
}

#[test]
fn keys_of_each_table() {
    let root = ["root", "extends", "rules", "limits", "house", "review", "overrides"];
    assert_eq!(labels("|"), root);
    assert_eq!(labels("# desk\nextends = \"ap\"\n|\n[rules]\n"), root);
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    for line in ["[rules]\n|", "[rules]\nloa|", "rules.|", "rules = { |", "rules = { syntax = \"off\", |}"] {
        assert_eq!(labels(line), rules, "{line}");
    }
    for line in
        ["[[overrides]]\nfiles = \"a\"\n[overrides.rules]\nsyntax = \"off\"\n|", "[overrides]\nrules.|"]
    {
        assert_eq!(labels(line), rules, "{line}");
    }
    assert_eq!(labels("[[overrides]]\n|")[0], "files");
    assert_eq!(labels("[review]\n|"), ["by"]);
    for line in ["[house]\n|", "house.|", "[overrides]\nhouse.|", "house = { |"] {
        assert_eq!(labels(line), ["verbs", "phrases", "names"], "{line}");
    }
    assert!(labels("[limits]\n|").contains(&"quote-words".to_owned()));
}

#[test]
fn values_of_a_key() {
    let levels = ["error", "warning", "info", "hint", "off"];
    for line in [
        "[rules]\nloaded-verb = |",
        "[rules]\nloaded-verb =|",
        "[rules]\nloaded-verb = \"|\"",
        "[rules]\nloaded-verb = \"|",
        "[rules]\nloaded-verb = \"wa|\"\nsyntax = \"off\"",
        "[rules]\nloaded-verb = o|ff # quiet",
        "rules.loaded-verb = |",
        "rules = { loaded-verb = | }",
    ] {
        assert_eq!(labels(line), levels, "{line}");
    }
    assert_eq!(labels("root = |"), ["true", "false"]);
    assert!(labels("extends = \"|\"").contains(&"reuters".to_owned()));
    assert_eq!(labels("[limits]\nquote-words = |"), ["3"]);
    assert_eq!(labels("[house.phrases]\n'going forward' = |"), ["true", "false"]);
    assert_eq!(labels("house.names.Kiev = |"), ["false"]);
    assert_eq!(labels("[[overrides]]\nhouse.verbs = { stated = | }"), ["false"]);
}

#[test]
fn headings_and_their_brackets() {
    let own = ["rules", "limits", "house", "house.verbs", "house.phrases", "house.names", "review"];
    let of_overrides = own.map(|table| format!("overrides.{table}"));
    let tables: Vec<String> = own.map(str::to_owned).into_iter().chain(of_overrides).collect();
    assert_eq!(labels("[|"), tables);
    assert_eq!(labels("[overrides.|]"), tables);
    assert_eq!(accepted("[hou|", "house.names"), "[house.names]");
    assert_eq!(accepted("[house]\nna|", "names"), "[house]\n[house.names]");
    assert_eq!(labels("[[|"), ["overrides"]);
    assert_eq!(accepted("[li|", "limits"), "[limits]");
    assert_eq!(accepted("[li|]\n", "limits"), "[limits]\n");
    assert_eq!(accepted("[over.|", "overrides.rules"), "[overrides.rules]");
    assert_eq!(accepted("[[|", "overrides"), "[[overrides]]");
}

#[test]
fn what_is_accepted() {
    assert_eq!(accepted("[rules]\nloa|", "loaded-verb"), "[rules]\nloaded-verb = ");
    assert_eq!(accepted("[rules]\nloa| = \"off\"", "loaded-verb"), "[rules]\nloaded-verb = \"off\"");
    assert_eq!(accepted("rul|", "rules"), "[rules]");
    assert_eq!(accepted("over|", "overrides"), "[[overrides]]");
    assert_eq!(accepted("[rules]\nsyntax = \"wa|\"", "off"), "[rules]\nsyntax = \"off\"");
    assert_eq!(accepted("[rules]\nsyntax =|", "off"), "[rules]\nsyntax = \"off\"");
    assert_eq!(accepted("[rules]\nsyntax = | # why", "off"), "[rules]\nsyntax = \"off\" # why");
}

#[test]
fn nothing_in_comments_behind_values_and_for_unknown_keys() {
    for line in [
        "# ru|",
        "root = true |",
        "root = true # |",
        "[rules] |",
        "[rules]\nnothing = |",
        "[nothing]\n|",
        "[rules]\nloaded-verb |",
        "[review]\nby = |",
        "[house.verbs]\n|",
        "[house]\nnothing.a = |",
    ] {
        assert_eq!(labels(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn hovers_tell_of_keys_headings_and_values() {
    let text = "extends = \"ap\"\n[rules]\nloaded-verb = \"off\" # calm\nnothing = 1\n";
    let told = |part: &str| hover(text, text.find(part).unwrap() + 1).map(|hover| hover.markdown);
    assert!(told("extends").unwrap().contains("`reuters`"));
    assert!(told("\"ap\"").unwrap().starts_with("`ap`: "));
    assert_eq!(told("rules]").unwrap(), "The severity of each rule.");
    assert!(told("loaded-verb").unwrap().contains("docs/rules/loaded-verb.md"));
    assert!(told("\"off\"").unwrap().starts_with("`off`: The rule does not run."));
    assert_eq!(told("calm"), None);
    let house = "[house.names]\n\"Kiev\" = \"Kyiv\" # river\n";
    for part in ["names", "Kiev", "Kyiv"] {
        let hover = hover(house, house.find(part).unwrap() + 1).unwrap();
        assert!(hover.markdown.starts_with("Names that the house spells otherwise"), "{}", hover.markdown);
        assert!(hover.markdown.contains("docs/house-style.md"));
    }
    assert_eq!(told("nothing"), None);
}

proptest! {
    /// Any text and any offset: no panic, and ranges within the text around the cursor.
    #[test]
    fn any_text_has_an_answer(text in r#"([a-z\[\]{}=,."'#\n é]|rules|overrides|"""|'''|root = )*"#, at in 0..200usize) {
        for proposal in completion(&text, at) {
            prop_assert!(text.get(proposal.replace).is_some());
        }
        if let Some(hover) = hover(&text, at) {
            prop_assert!(hover.range.start <= at && at <= hover.range.end);
        }
    }
}

#[test]
fn deep_nesting_has_an_answer() {
    for open in ["[", "{a=", "rules = {rules = ["] {
        let text = format!("x = {}", open.repeat(20_000));
        assert_eq!(completion(&text, text.len()), Vec::new());
    }
}
