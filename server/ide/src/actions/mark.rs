//! Annotates the selection.

use super::declare::selected_words;
use super::{Action, ActionContext, ActionKind};
use ascribe_language::stance::Stance;
use ascribe_lints::sourcing::attribute::Speakers;
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, BlockRange, Marked, Shape, read_blocks};
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::keeps_article;
use std::ops::Range;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::Rewrite) {
        return;
    }
    let scope = asked.scope;
    let Some((range, index)) = selected_words(asked) else { return };
    let Some(at) = scope.document.block(index) else { return };
    let extent = BlockRange::new(range.start - at.start, range.end - at.start);
    let same = at.block.marked().iter().find(|marked| marked.extent == extent);
    if same.is_some_and(|marked| marked.annotation.is_some()) {
        return;
    }
    let is_quotation = same.is_some_and(Marked::is_quotation);
    // The probe can use any kind: the word in the braces has no effect on the surrounding text.
    let probe = edits(&range, is_quotation, Kind::Claim.word());
    if !marks_only(at, &probe, extent, is_quotation) || !keeps_article(&scope.document, &probe) {
        return;
    }
    let speakers = Speakers::new(scope, at).within(asked.budget);
    actions.extend(Kind::ALL.into_iter().map(|kind| {
        let items = items(scope, at, &range, kind, is_quotation, &speakers);
        let title = format!("Annotate as `{}`", kind.word());
        Action::edits(ActionKind::Rewrite, title, edits(&range, is_quotation, &items))
    }));
}

/// Edits that add an annotation with these items after the selection, and brackets unless it is a quotation.
fn edits(range: &Range<usize>, is_quotation: bool, items: &str) -> Vec<Edit> {
    if is_quotation {
        vec![Edit::insert(range.end, format!("{{{items}}}"))]
    } else {
        vec![Edit::insert(range.start, "["), Edit::insert(range.end, format!("]{{{items}}}"))]
    }
}

fn items(
    scope: &Scope,
    at: BlockAt<'_>,
    range: &Range<usize>,
    kind: Kind,
    is_quotation: bool,
    speakers: &Speakers<'_>,
) -> String {
    let actor = actor_for(scope, at, range, kind, speakers);
    let stance = speakers.stance(&selection(at, range));
    let stance = if kind.is_statement() && stance != Stance::Asserts {
        format!(" stance={}", stance.word())
    } else {
        String::new()
    };
    match (kind, actor) {
        (Kind::Quote, Some(id)) if is_quotation => format!("@{id}{stance}"),
        (Kind::Mention, Some(id)) => format!("@{id}"),
        (kind, Some(id)) => format!("{} @{id}{stance}", kind.word()),
        (kind, None) => format!("{}{stance}", kind.word()),
    }
}

/// The selected words as a span.
fn selection(at: BlockAt<'_>, range: &Range<usize>) -> Marked {
    let extent = BlockRange::new(range.start - at.start, range.end - at.start);
    Marked { shape: Shape::Span, extent, content: extent, annotation: None, parent: None }
}

/// Actor for a new annotation: the one a mention names, or the likely speaker of a statement; none for cues and
/// evidence.
fn actor_for(
    scope: &Scope,
    at: BlockAt<'_>,
    range: &Range<usize>,
    kind: Kind,
    speakers: &Speakers<'_>,
) -> Option<String> {
    match kind {
        Kind::Cue | Kind::Evidence => None,
        Kind::Mention => {
            let mentions = scope.names().mentions(at);
            let inside = mentions.iter().find(|m| range.start <= m.range.start && m.range.end <= range.end);
            inside.map(|mention| mention.id.to_string())
        }
        Kind::Claim | Kind::Quote | Kind::Opinion => {
            let likely = speakers.near(&selection(at, range));
            (likely.len() == 1).then(|| likely[0].0.clone())
        }
    }
}

/// Whether the edits add exactly one annotation to the block, around `extent`.
fn marks_only(at: BlockAt<'_>, edits: &[Edit], extent: BlockRange, is_quotation: bool) -> bool {
    let mut text = at.block.text.to_string();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.start - at.start..edit.range.end - at.start, &edit.text);
    }
    let [block] = &read_blocks(&text, at.block.start_state)[..] else { return false };
    let shift = u32::from(!is_quotation);
    let extent = BlockRange { start: extent.start, end: extent.end + 2 * shift };
    let is_there = block.marked().iter().any(|marked| marked.extent == extent && marked.annotation.is_some());
    let count = |block: &Block| block.marked().iter().filter(|marked| marked.annotation.is_some()).count();
    is_there && block.problems.len() == at.block.problems.len() && count(block) == count(at.block) + 1
}
