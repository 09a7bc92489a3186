//! “dismissed her work as “a joke””, “a bend that organisers had described as “safe””: what somebody calls another thing, in
//! quotation marks.

use super::speakers::spoken_by;
use super::{Construction, behind_quotation};
use crate::gates::is_listed;
use crate::sources::subject;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens between the verb and “as”.
const FARTHEST: usize = 7;

/// Statement of a quotation behind such a verb and “as”.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if !is_listed("evaluates", word) {
        return None;
    }
    let is_inner =
        |token: &usize| tokens[*token].shape != TokenShape::Mark && !tokens[*token].class.is_verbal();
    let mut near = (verb + 1..tokens.len()).take(FARTHEST).take_while(is_inner);
    let link = near.find(|token| tokens[*token].class == Class::As)?;
    let start = link + 1;
    if tokens.get(start)?.quoted != Quoted::Opening {
        return None;
    }
    let end = behind_quotation(paragraph, start);
    let (source, group) = spoken_by(paragraph, verb).or_else(|| {
        // “a bend that | organisers | had described”
        let group = verb - usize::from(verb > 0 && tokens[verb - 1].class == Class::Have);
        let source = subject(paragraph, group);
        let before = source.start.checked_sub(1).map(|before| tokens[before].class);
        let is_relative = matches!(before, Some(Class::That | Class::Relative));
        (is_relative && !source.is_empty() && tokens[verb].class == Class::CuePast).then_some((source, group))
    })?;
    // “described the inquiry as “a farce””: the object is part of it.
    let is_object = link > verb + 1;
    let (cue, first) = if is_object { (group..verb + 1, verb + 1) } else { (group..start, start) };
    Some(Construction::of_clause(source, cue, first..end))
}
