//! Whether the test is complete: every rule, every construct of the grammar and every feature grows.

use crate::features::{features, scope};
use crate::texts::{Text, texts};
use ascribe_lints::{RULES, check};
use ascribe_markup::syntax::parse;
use ascribe_markup::text::Rope;
use std::collections::BTreeMap;

/// Sources of the modules with features.
const MODULES: [&str; 2] = [
    include_str!("../../../server/ide/src/lib.rs"),
    include_str!("../../../server/workspace/src/features/mod.rs"),
];

/// Nodes of the grammar, as tree-sitter lists them.
const NODES: &str = include_str!("../../../grammar/src/node-types.json");

/// Nodes that a document has at most once.
const ONCE: [&str; 2] = ["document", "front_matter"];

/// Units of the texts that are looked at.
const UNITS: usize = 12;

/// Sentences about everything that does not grow.
pub fn missing() -> Vec<String> {
    let texts = texts();
    [modules(), rules(&texts), nodes(&texts)].concat()
}

fn modules() -> Vec<String> {
    let features = features();
    let lines = MODULES.into_iter().flat_map(str::lines);
    let modules = lines.filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let missing = modules.filter(|module| !features.iter().any(|feature| feature.module == *module));
    missing.map(|module| format!("no feature is of the module `{module}`")).collect()
}

/// Rules that find no more when their own text grows.
fn rules(texts: &[Text]) -> Vec<String> {
    let grows = |code: &str| {
        let own = texts.iter().filter(|text| text.name.split_once(':').is_some_and(|(rule, _)| rule == code));
        let count = |text: &Text| {
            let findings = check(&scope(&(text.make)(UNITS)), None);
            findings.iter().filter(|(_, finding)| finding.rule.code == code).count()
        };
        own.map(count).max() >= Some(UNITS)
    };
    let missing = RULES.into_iter().filter(|rule| !grows(rule.code));
    missing.map(|rule| format!("no text of `{}` has many findings of it", rule.code)).collect()
}

/// Nodes of the grammar of which no text has many.
fn nodes(texts: &[Text]) -> Vec<String> {
    let mut most: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let text = Rope::from_str(&(text.make)(UNITS).text);
        let (tree, _) = parse(&text, text.len_bytes(), None);
        let mut cursor = tree.walk();
        let mut is_done = false;
        while !is_done {
            *counts.entry(cursor.node().kind().to_owned()).or_default() += 1;
            is_done = !cursor.goto_first_child() && !cursor.goto_next_sibling();
            while is_done && cursor.goto_parent() {
                is_done = !cursor.goto_next_sibling();
            }
        }
        for (node, count) in counts {
            let known = most.entry(node).or_default();
            *known = count.max(*known);
        }
    }
    let types: serde_json::Value = serde_json::from_str(NODES).unwrap_or_default();
    let named = types.as_array().into_iter().flatten().filter(|node| node["named"] == true);
    let nodes: Vec<&str> = named.filter_map(|node| node["type"].as_str()).collect();
    let is_missing = |node: &&str| {
        most.get(*node).is_none_or(|count| *count < if ONCE.contains(node) { 1 } else { UNITS })
    };
    let mut missing: Vec<String> = nodes
        .iter()
        .copied()
        .filter(is_missing)
        .map(|node| format!("no text has many nodes `{node}`"))
        .collect();
    if nodes.is_empty() {
        missing.push("the nodes of the grammar cannot be read".into());
    }
    missing
}
