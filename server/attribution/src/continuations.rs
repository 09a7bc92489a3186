//! “The worst was over, she said, although orders would not recover before the summer.”: a subordinate clause behind source
//! and verb goes on with what is said.

use super::clauses::{lower, sentence};
use super::draft::Draft;
use super::token::{Class, Quoted, Token};
use super::tokens::TokenizedParagraph;

/// Minimum number of tokens of the clause.
const SHORTEST: usize = 4;

/// Adds such a clause to the drafts with indirect speech before their source and verb.
pub(super) fn complete(paragraph: &TokenizedParagraph<'_>, drafts: &mut [Draft]) {
    for place in 0..drafts.len() {
        let draft = &drafts[place];
        let tokens = &paragraph.tokens;
        let (source, cue) = (&draft.source, &draft.cue);
        let [part] = &draft.content[..] else { continue };
        let is_together = !source.is_empty() && (source.end == cue.start || cue.end == source.start);
        let said = source.start.min(cue.start)..source.end.max(cue.end);
        if !is_together || part.end > said.start {
            continue;
        }
        let comma = said.end;
        let links = matches!(
            &*lower(paragraph, comma + 1),
            "because" | "although" | "though" | "unless" | "even" | "provided"
        );
        if tokens.get(comma).is_none_or(|mark| mark.class != Class::Comma) || !links {
            continue;
        }
        let whole = sentence(paragraph, part.start);
        let end = whole.end - usize::from(tokens[whole.end - 1].class == Class::Period);
        let behind = comma + 1..end.max(comma + 1);
        let is_plain = |token: &Token| token.quoted == Quoted::Outside;
        let is_free = drafts.iter().all(|other| {
            let mut own = other.content.iter().chain([&other.cue]);
            own.all(|range| range.end <= behind.start || behind.end <= range.start)
        });
        let is_own = whole.contains(&said.start) && tokens[part.start..end].iter().all(is_plain);
        if behind.len() >= SHORTEST && is_own && is_free {
            drafts[place].content.push(behind);
        }
    }
}
