//! Whether the test is complete: every rule, every construct of the grammar and every feature grows.

use crate::features::{features, scope};
use crate::texts::{Text, texts};
use ascribe_lints::{RULES, check};
use ascribe_markup::syntax::parse;
use ascribe_markup::text::Rope;
use ascribe_tests::repository::read;
use std::collections::{BTreeMap, BTreeSet};

/// Modules with features, and those of them that have none of their own.
const MODULES: [(&str, &[&str]); 2] =
    [("server/ide/src/lib.rs", &[]), ("server/workspace/src/features/mod.rs", &[])];

/// Units of the texts that are looked at.
const UNITS: usize = 12;

/// Sentences about everything that does not grow.
pub fn missing() -> Vec<String> {
    let texts = texts();
    [modules(), rules(&texts), constructs(&texts)].concat()
}

fn modules() -> Vec<String> {
    let features = features();
    let mut missing = Vec::new();
    for (path, without) in MODULES {
        let source = read(path);
        let modules = source.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        let is_there = |module: &&str| {
            features.iter().any(|feature| feature.module == *module) || without.contains(module)
        };
        missing.extend(
            modules
                .filter(|module| !is_there(module))
                .map(|module| format!("no feature of `{module}` ({path})")),
        );
    }
    missing
}

/// Rules that no text lets find more when it grows.
fn rules(texts: &[Text]) -> Vec<String> {
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        let scope = scope(&(text.make)(UNITS));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, finding) in check(&scope, None).iter() {
            *counts.entry(finding.rule.code).or_default() += 1;
        }
        for (code, count) in counts {
            let known = most.entry(code).or_default();
            *known = count.max(*known);
        }
    }
    let grows = |code: &str| most.get(code).is_some_and(|count| *count >= UNITS);
    let missing = RULES.into_iter().filter(|rule| !grows(rule.code));
    missing.map(|rule| format!("no text has many findings of `{}`", rule.code)).collect()
}

/// Nodes of the grammar that are in no text.
fn constructs(texts: &[Text]) -> Vec<String> {
    let types: serde_json::Value =
        serde_json::from_str(&read("grammar/src/node-types.json")).unwrap_or_default();
    let named = types.as_array().into_iter().flatten().filter(|node| node["named"] == true);
    let mut missing: BTreeSet<&str> = named.filter_map(|node| node["type"].as_str()).collect();
    for text in texts {
        let text = Rope::from_str(&(text.make)(2).text);
        let tree = parse(&text, text.len_bytes(), None);
        let mut cursor = tree.walk();
        let mut is_done = false;
        while !is_done {
            missing.remove(cursor.node().kind());
            is_done = !cursor.goto_first_child() && !cursor.goto_next_sibling();
            while is_done && cursor.goto_parent() {
                is_done = !cursor.goto_next_sibling();
            }
        }
    }
    missing.into_iter().map(|node| format!("no text has a node `{node}`")).collect()
}
