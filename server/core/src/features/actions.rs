//! Code actions: the fixes of findings, and marking what is selected.

use crate::document::BlockAt;
use crate::lints::{Finding, check_block};
use crate::model::vocabulary::Kind;
use crate::model::{Block, Extent, Facts, Marked, Namespace, Shape, id_from_name, read_blocks};
use crate::scope::Scope;
use crate::sourcing::attribute::likely_actors;
use crate::sourcing::declare;
use crate::strip::keeps_article;
use crate::{Edit, Fix};
use std::ops::Range;

/// A name longer than this is a sentence.
const NAME_WORDS: usize = 6;

/// Last words of names that have a full stop.
const ABBREVIATIONS: [&str; 7] = ["Bros", "Co", "Corp", "Inc", "Jr", "Ltd", "Sr"];

/// Something that can be done at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What it does, and its edits.
    pub fix: Fix,
    /// The finding that it mends, with its bytes in the document; `None` for one that marks the selection.
    pub finding: Option<(Range<usize>, Finding)>,
}

/// What can be done at a byte range, which may be empty.
pub fn actions(scope: &Scope, range: Range<usize>) -> Vec<Action> {
    let mut actions = Vec::new();
    for at in scope.document.blocks_in(range.clone()) {
        let (context, findings) = check_block(scope, at);
        for finding in findings {
            let place = finding.extent.at(at.start);
            if place.start <= range.end && range.start <= place.end {
                let fixes = finding.rule.fixes(&context, &finding);
                let found = Some((place, finding));
                actions.extend(fixes.into_iter().map(|fix| Action { fix, finding: found.clone() }));
            }
        }
    }
    actions.extend(mark_selection(scope, range).into_iter().map(|fix| Action { fix, finding: None }));
    actions
}

fn mark_selection(scope: &Scope, range: Range<usize>) -> Vec<Fix> {
    let selected = scope.document.text().slice(range.clone());
    let start = range.start + (selected.len() - selected.trim_start().len());
    let selected = selected.trim();
    let range = start..start + selected.len();
    let Some(at) = scope.document.block_at(range.start) else { return Vec::new() };
    if selected.is_empty() || !matches!(at.block.facts, Facts::Paragraph(_)) || range.end > at.range().end {
        return Vec::new();
    }
    let mut fixes: Vec<Fix> = [Kind::Claim, Kind::Quote, Kind::Mention]
        .into_iter()
        .filter_map(|kind| mark(scope, at, &range, kind))
        .collect();
    fixes.extend(declare_selected(scope, selected));
    fixes
}

/// The edits that mark `range` as `kind`, if that gives this annotation and changes no other.
fn mark(scope: &Scope, at: BlockAt<'_>, range: &Range<usize>, kind: Kind) -> Option<Fix> {
    let extent = Extent::new(range.start - at.start, range.end - at.start);
    let same = at.block.marked().iter().find(|marked| marked.extent == extent);
    if same.is_some_and(|marked| marked.annotation.is_some()) {
        return None;
    }
    let quotation = same.filter(|marked| marked.is_quotation());
    let actor = actor_for(scope, at, range, kind);
    let items = match (kind, quotation, actor) {
        (Kind::Quote, Some(_), Some(id)) | (Kind::Mention, _, Some(id)) => format!("@{id}"),
        (kind, _, Some(id)) => format!("{} @{id}", kind.word()),
        (kind, _, None) => kind.word().to_owned(),
    };
    let edits = match quotation {
        Some(_) => vec![Edit::insert(range.end, format!("{{{items}}}"))],
        None => vec![Edit::insert(range.start, "["), Edit::insert(range.end, format!("]{{{items}}}"))],
    };
    let fix = Fix { title: format!("Annotate as {}", kind.word()), edits, preferred: false };
    let is_safe =
        marks_only(at, &fix.edits, extent, quotation.is_some()) && keeps_article(&scope.document, &fix.edits);
    is_safe.then_some(fix)
}

fn actor_for(scope: &Scope, at: BlockAt<'_>, range: &Range<usize>, kind: Kind) -> Option<String> {
    if kind == Kind::Mention {
        let mentions = scope.names().mentions(at);
        let inside = mentions.iter().find(|m| range.start <= m.range.start && m.range.end <= range.end);
        return inside.map(|mention| mention.id.to_string());
    }
    let extent = Extent::new(range.start - at.start, range.end - at.start);
    let shape = Shape::Span;
    let selection = Marked { shape, extent, content: extent, annotation: None, parent: None };
    let likely = likely_actors(scope, at, &selection);
    (likely.len() == 1).then(|| likely[0].0.clone())
}

/// Whether the edits give one more annotation in the block, around `extent`.
fn marks_only(at: BlockAt<'_>, edits: &[Edit], extent: Extent, is_quotation: bool) -> bool {
    let mut text = at.block.text.to_string();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.start - at.start..edit.range.end - at.start, &edit.text);
    }
    let [block] = &read_blocks(&text, at.block.entrance)[..] else { return false };
    let shift = u32::from(!is_quotation);
    let extent = Extent { start: extent.start, end: extent.end + 2 * shift };
    let is_there = block.marked().iter().any(|marked| marked.extent == extent && marked.annotation.is_some());
    let count = |block: &Block| block.marked().iter().filter(|marked| marked.annotation.is_some()).count();
    is_there && block.problems.len() == at.block.problems.len() && count(block) == count(at.block) + 1
}

/// Declares an actor whose name is selected; every place that has the name is then a mention.
fn declare_selected(scope: &Scope, selected: &str) -> Option<Fix> {
    let name = name_in(selected);
    let words = name.split(' ').count();
    let starts = name.chars().next().is_some_and(char::is_uppercase);
    let declared = scope.declared(Namespace::Actor);
    let known = declared.iter().any(|(_, _, actor)| actor.names().any(|known| known == name));
    let plain = !name.contains(['{', '}', '[', ']', '"', '“', '”', ';']);
    let id = id_from_name(&name);
    if !starts || known || !plain || words > NAME_WORDS || id.is_empty() {
        return None;
    }
    let id = declare::free_id(scope, Namespace::Actor, &id);
    let edit = declare::declaration(&scope.document, Namespace::Actor, &id, Some(&name));
    Some(Fix {
        title: format!("Declare the actor “{name}” (`@{id}`)"), edits: vec![edit], preferred: false
    })
}

/// The name in a selection, in one line, without a possessive or punctuation behind it.
fn name_in(selected: &str) -> String {
    let name = selected.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches([',', ':', '!', '?', '(', ')']);
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    // “Ida Moe.” ends a sentence, “Moe Jr.” and “Ida M.” need not.
    match name.strip_suffix('.') {
        Some(short) => {
            let last = short.rsplit([' ', '.']).next().unwrap_or_default();
            let is_short = last.chars().count() < 2 || ABBREVIATIONS.contains(&last);
            if is_short { name } else { short }.to_owned()
        }
        None => name.to_owned(),
    }
}
