//! “The plan was described by Lund as a disaster”, “was accused by the opposition of lying”: a passive with its agent. The
//! subject and what is behind the agent are the statement.

use super::{Construction, clause_end, starts_sentence, whole_subject};
use crate::clauses::lower;
use crate::gates::is_listed;
use crate::sources::phrase;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Statement of a passive verb with an agent.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if verb < 2 || lower(paragraph, verb + 1) != "by" || !is_listed("judgements", word) {
        return None;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly);
    let be = (0..verb).rev().find(|token| !is_adverb(token))?;
    let is_group =
        |token: &usize| matches!(tokens[*token].class, Class::Have | Class::Be) || is_adverb(token);
    let group = (0..=be).rev().take_while(is_group).last().unwrap_or(be);
    let object = whole_subject(paragraph, group);
    let mut source = phrase(paragraph, verb + 2);
    // “by the opposition | of lying”
    let is_charge = |of: &usize| tokens[*of].class == Class::Of && paragraph.word(of + 1).ends_with("ing");
    if let Some(of) = source.clone().find(is_charge) {
        source.end = of;
    }
    if tokens[be].class != Class::Be
        || object.is_empty()
        || source.is_empty()
        || !starts_sentence(paragraph, object.start)
    {
        return None;
    }
    let start = source.end;
    let is_next = |class: Class| tokens.get(start + 1).is_some_and(|next| next.class == class);
    let is_gerund = paragraph.word(start + 1).ends_with("ing");
    let links = match &*lower(paragraph, start) {
        "as" => true,
        "of" | "for" => is_gerund,
        "to" => !is_next(Class::Determiner) && !is_next(Class::Name),
        _ => false,
    };
    let end = clause_end(paragraph, start.min(tokens.len() - 1));
    (links && end > start + 1).then(|| Construction {
        source,
        cue: group..verb + 1,
        content: vec![object, start..end],
    })
}
