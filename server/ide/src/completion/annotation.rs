//! Completion inside braces.

use super::place::{ListValue, Place};
use super::{Proposal, ProposalKind};
use crate::cursor::{Writing, entries, rest_of_value, rest_of_word, word_of};
use ascribe_markup::model::vocabulary::{ATTRIBUTES, Kind, Value, find};
use ascribe_markup::model::{ItemKind, Namespace};
use std::collections::HashSet;

/// Proposals for an entry of a quoted list of labels, whose paths may have blanks.
pub(super) fn in_quotes<'a>(writing: Writing<'a>, place: impl Fn(&str, usize) -> Place<'a>) -> Vec<Proposal> {
    let Writing { marked, word, behind, .. } = writing;
    let Some((key, value)) = word.split_once("=\"") else { return Vec::new() };
    let Some(known) = find(&ATTRIBUTES, key).filter(|key| key.value == Value::Labels) else {
        return Vec::new();
    };
    let (listed, entry) = entries(value);
    let around = |_| ListValue::Quoted { closed: behind.contains('"') };
    let place = Place { marked: Some(marked), listed, ..place(entry, rest_of_word(behind)) };
    place.within(around).values(key, known.value, entry)
}

/// Proposals for an item; `place` takes the text to replace before the cursor and the number of bytes after it.
pub(super) fn proposals<'a>(
    writing: Writing<'a>,
    offset: usize,
    place: impl Fn(&str, usize) -> Place<'a>,
) -> Vec<Proposal> {
    let Writing { marked, annotation, word, behind } = writing;
    let rest = rest_of_word(behind);
    let place = |typed: &str, listed| Place { marked: Some(marked), listed, ..place(typed, rest) };
    if let Some((key, value)) = word.split_once('=') {
        let (listed, entry) = entries(value);
        let expected = find(&ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        let behind = &behind[..rest_of_value(behind)];
        let around = |offset: usize| ListValue::Bare { extent: offset - value.len()..offset + behind.len() };
        return place(word_of(entry, expected), listed).within(around).values(key, expected, entry);
    }
    // Only another key may take the place of a key: its value may have blanks and braces.
    let is_key = behind[rest..].starts_with('=');
    // Items may be adjacent: `@a^b`.
    let whole = word;
    let word = word_of(whole, Value::Text);
    if word.len() < whole.len() && !word.starts_with(['@', '^', '#']) {
        return Vec::new();
    }
    let others: Vec<_> = annotation.items.iter().filter(|item| !item.extent.touches(offset)).collect();
    let block = place(word, HashSet::new()).at.block;
    let place = place(word, others.iter().map(|item| block.slice(item.extent)).collect());
    match word.chars().next() {
        Some('@') => return place.declared(Namespace::Actor),
        Some('^') => return place.declared(Namespace::Source),
        Some('#') => return place.wanted_labels(),
        _ => {}
    }
    let kind = |kind: Kind| Proposal {
        documentation: kind.meaning().into(),
        ..place.proposal(ProposalKind::Kind, kind.word(), "kind")
    };
    let has_kind = others.iter().any(|item| matches!(item.kind, ItemKind::Kind(_)));
    let kinds: Vec<Proposal> = if has_kind { Vec::new() } else { Kind::ALL.into_iter().map(kind).collect() };
    let (actors, sources) = (place.declared(Namespace::Actor), place.declared(Namespace::Source));
    let has = |namespace| {
        let is = |item: &ItemKind| matches!(item, ItemKind::Reference(it) if it.namespace == namespace);
        others.iter().any(|item| is(&item.kind))
    };
    // Only a statement has a stance, and a part has that of the annotation it continues.
    let is_statement = marked.kind().is_statement() && !marked.is_part();
    let used = (!is_statement).then_some("stance");
    let used: Vec<&str> = annotation
        .attributes()
        .filter(|attribute| !attribute.key_extent.touches(offset))
        .map(|attribute| &*attribute.key)
        .chain(used)
        .collect();
    if is_key {
        return place.keys(&ATTRIBUTES, "", &used);
    }
    // The most usual next item comes first.
    let mut proposals = Vec::new();
    let groups = if !has_kind && !marked.is_quotation() && !has(Namespace::Actor) {
        [kinds, actors, sources]
    } else if has(Namespace::Actor) {
        [sources, kinds, actors]
    } else {
        [actors, kinds, sources]
    };
    proposals.extend(groups.into_iter().flatten());
    proposals.extend(place.keys(&ATTRIBUTES, "=", &used));
    if !others.iter().any(|item| item.kind == ItemKind::Draft) {
        let detail = "Drafted automatically and not yet reviewed";
        proposals.push(place.proposal(ProposalKind::Kind, "draft", detail));
    }
    proposals
}
