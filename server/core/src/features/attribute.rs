//! Saying who says it: likely speakers, and the edits that name one.

use super::declare;
use crate::Edit;
use crate::document::BlockAt;
use crate::lints::Fix;
use crate::model::{Annotation, Marked, Namespace, Shape};
use crate::scope::Scope;
use std::ops::Range;

/// More would be a list to read, not a fix to choose.
const PROPOSALS: usize = 5;

/// The declared actors whose names stand in the sentence around a quotation or claim, the nearest first, each
/// with the name.
pub fn likely_actors(scope: &Scope, at: BlockAt<'_>, marked: &Marked) -> Vec<(String, String)> {
    let extent = marked.whole().at(at.start);
    let mut near: Vec<(usize, Box<str>)> = Vec::new();
    for mention in scope.names().mentions(at) {
        let between = if mention.range.start >= extent.end {
            extent.end..mention.range.start
        } else if mention.range.end <= extent.start {
            mention.range.end..extent.start
        } else {
            continue;
        };
        let text = &at.block.text[between.start - at.start..between.end - at.start];
        if !ends_sentence(text) && !near.iter().any(|(_, id)| *id == mention.id) {
            near.push((between.len(), mention.id));
        }
    }
    near.sort();
    named(scope, near.into_iter().map(|(_, id)| id))
}

fn named(scope: &Scope, ids: impl Iterator<Item = Box<str>>) -> Vec<(String, String)> {
    let name = |id: &str| scope.declaration(Namespace::Actor, id).map(|actor| actor.name.to_string());
    ids.filter_map(|id| name(&id).map(|name| (id.to_string(), name))).collect()
}

/// Whether a sentence ends in the text: a full stop behind a word of more than two letters (an initial or a
/// title ends none), or another final mark, with a blank behind.
fn ends_sentence(text: &str) -> bool {
    let ends = |at: usize, c: char| {
        let behind = text[at + c.len_utf8()..].chars().next();
        let word = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count();
        behind.is_none_or(char::is_whitespace) && (c != '.' || word > 2)
    };
    text.char_indices().any(|(at, c)| matches!(c, '.' | '!' | '?') && ends(at, c))
}

/// The edit that puts an item into an annotation of a block that starts at `start`.
pub fn add_item(start: usize, annotation: &Annotation, item: &str) -> Edit {
    let end = annotation.items.last().map(|item| item.extent.end);
    match end {
        Some(end) => Edit::insert(start + end as usize, format!(" {item}")),
        None => Edit::insert(annotation.extent.at(start).start + 1, item.to_owned()),
    }
}

/// The edit that attributes a marked text of a block that starts at `start` to an actor.
fn attribution(start: usize, marked: &Marked, id: &str) -> Edit {
    match &marked.annotation {
        Some(annotation) => add_item(start, annotation, &format!("@{id}")),
        None => Edit::insert(marked.extent.at(start).end, format!("{{@{id}}}")),
    }
}

/// The ways to attribute `marked`: to those the sentence names, to those who spoke before, to somebody new. The
/// annotation goes to `target`, in the block that starts where it says.
pub fn fixes(scope: &Scope, at: BlockAt<'_>, marked: &Marked, target: (usize, &Marked)) -> Vec<Fix> {
    let (start, target) = target;
    // Behind a quotation that is not closed there is no place for an annotation.
    if matches!(target.shape, Shape::Quotation { closed: false, .. }) {
        return Vec::new();
    }
    let mut actors = likely_actors(scope, at, marked);
    let certain = actors.len() == 1;
    for (id, name) in speakers_before(scope, at.range()) {
        if !actors.iter().any(|(known, _)| *known == id) {
            actors.push((id, name));
        }
    }
    let mut fixes: Vec<Fix> = actors
        .into_iter()
        .take(PROPOSALS)
        .enumerate()
        .map(|(i, (id, name))| Fix {
            title: format!("Attribute to {name} (`@{id}`)"),
            edits: vec![attribution(start, target, &id)],
            preferred: certain && i == 0,
        })
        .collect();
    let id = declare::free_id(scope, Namespace::Actor, "speaker");
    let declaration =
        declare::declaration(&scope.document, Namespace::Actor, &id, Some("Name of the speaker"));
    fixes.push(Fix {
        title: "Declare a new actor and attribute to it".into(),
        edits: vec![declaration, attribution(start, target, &id)],
        preferred: false,
    });
    fixes
}

/// The actors of annotations before the end of `range`, the last first, each once.
fn speakers_before(scope: &Scope, range: Range<usize>) -> Vec<(String, String)> {
    let mut ids: Vec<Box<str>> = Vec::new();
    for at in scope.document.blocks().take_while(|at| at.start < range.end) {
        for actor in at.block.marked().iter().flat_map(Marked::actors) {
            ids.retain(|id| *id != actor.id);
            ids.push(actor.id.clone());
        }
    }
    named(scope, ids.into_iter().rev())
}
