//! “According to Mila Stroud, a clerk at the registry, the file was burnt”: who somebody is belongs to the source.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens of the description.
const LONGEST: usize = 14;

/// Moves a description of the source from the start of the content to the source.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = &mut draft.source;
    let Some(part) = draft.content.iter_mut().find(|part| part.start == source.end + 1) else { return };
    let is_according = tokens[draft.cue.start].class == Class::According;
    let is_name = source.start < source.end && tokens[source.end - 1].class == Class::Name;
    if !is_according || !is_name || tokens[source.end].class != Class::Comma {
        return;
    }
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        here.quoted == Quoted::Outside && here.class != Class::Comma && !here.class.is_verbal()
    };
    let length = part.clone().take(LONGEST).take_while(is_inner).count();
    let comma = part.start + length;
    let has_role = (part.start..comma).any(|token| tokens[token].class == Class::Role);
    let opens = match &*lower(paragraph, part.start) {
        "a" | "an" => true,
        "the" => has_role,
        _ => false,
    };
    if opens && comma + 2 < part.end && tokens[comma].class == Class::Comma {
        source.end = comma;
        part.start = comma + 1;
    }
}
