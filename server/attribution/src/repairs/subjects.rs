//! “The family of Oren Pell, 22, have issued a statement:”, “A clip seen widely on Chatter says …”: the chain takes the last
//! name in a subject for the source, whose family or whose site it only is.

use crate::clauses::{lower, sentence};
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// People who belong to somebody.
const KIN: [&str; 24] = [
    "family",
    "families",
    "parents",
    "relatives",
    "friends",
    "friend",
    "widow",
    "widower",
    "wife",
    "husband",
    "mother",
    "father",
    "sister",
    "brother",
    "son",
    "daughter",
    "lawyer",
    "lawyers",
    "solicitor",
    "solicitors",
    "attorney",
    "colleagues",
    "neighbours",
    "supporters",
];

/// Things on a site that state something.
const POSTS: [&str; 14] = [
    "video", "videos", "clip", "post", "posts", "message", "messages", "meme", "image", "photo", "tweet",
    "article", "advert", "ad",
];

/// Maximum length of the words between a post and its site, in tokens.
const FARTHEST: usize = 10;

/// Moves a source to the head of the subject that it ends.
pub(super) fn widen(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = draft.source.clone();
    let is_before = !source.is_empty() && source.end <= draft.cue.start;
    let Some(link) = source.start.checked_sub(1).filter(|_| is_before) else { return };
    let is_determiner = |token: usize| matches!(tokens[token].class, Class::Determiner | Class::Possessive);
    if tokens[link].class == Class::Of && link >= 2 && KIN.contains(&&*lower(paragraph, link - 1)) {
        // “the grieving family of”
        let first = (link.saturating_sub(3)..link - 1).rev().find(|token| is_determiner(*token));
        draft.source.start = first.unwrap_or(link - 1);
        return;
    }
    if !matches!(&*lower(paragraph, link), "on" | "in") || source.end != draft.cue.start {
        return;
    }
    let whole = sentence(paragraph, link);
    let near = whole.start.max(link.saturating_sub(FARTHEST))..link;
    let Some(post) = near.clone().find(|token| POSTS.contains(&&*lower(paragraph, *token))) else { return };
    let is_start = |token: usize| token == whole.start || tokens[token - 1].class == Class::Colon;
    let first = (post.saturating_sub(2)..post).rev().find(|token| is_determiner(*token) && is_start(*token));
    let Some(first) = first else { return };
    // A verb of its own, or a comma, ends the subject: “A clip shows Pell, and Chatter says …”.
    let is_inner = |token: usize| {
        let class = tokens[token].class;
        let is_participle = matches!(class, Class::Ed | Class::Ing | Class::CuePast);
        tokens[token].quoted == Quoted::Outside
            && (!class.is_verbal() || is_participle)
            && !matches!(class, Class::Comma | Class::And | Class::But | Class::That | Class::Subject)
    };
    if (post + 1..link).all(is_inner) {
        draft.source = first..post + 1;
    }
}
