//! “told the Marlow Courier the club was broke”, “tells the paper that …”: who it was told to is not part of what was said.

use crate::clauses::{head_verb, lower};
use crate::draft::Draft;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Verbs with an addressee before the statement.
const TELLING: [&str; 21] = [
    "tell",
    "tells",
    "told",
    "telling",
    "inform",
    "informs",
    "informed",
    "assure",
    "assures",
    "assured",
    "remind",
    "reminds",
    "reminded",
    "notify",
    "notified",
    "advised",
    "warn",
    "warns",
    "warned",
    "cautioned",
    "reassured",
];

/// Removes the addressee from the content: from its start, or a part that is nothing else (“…,” Berg tells our reporter).
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return };
    let word = lower(paragraph, verb);
    let parts = draft.content.len();
    let is_quoted = |part: &Range<usize>| paragraph.tokens[part.start].quoted != Quoted::Outside;
    let has_quotation = draft.content.iter().any(|part| part.end <= draft.cue.start && is_quoted(part));
    if matches!(&*word, "asked" | "asks")
        && let [part] = &mut draft.content[..]
        && let Some(start) = question(paragraph, part)
    {
        part.start = start;
    }
    if !TELLING.contains(&&*word) {
        return;
    }
    let Some(part) = draft.content.iter_mut().find(|part| part.start == draft.cue.end) else { return };
    if let Some(start) = statement(paragraph, part) {
        part.start = start;
    } else if parts > 1 && has_quotation && is_somebody(paragraph, part) {
        part.start = part.end;
    }
}

/// Whether a part is only a noun phrase for a person: “our reporter Ada Berg”.
fn is_somebody(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> bool {
    let class = |token: usize| paragraph.tokens[token].class;
    let is_part = |token: usize| {
        matches!(
            class(token),
            Class::Name | Class::Title | Class::Role | Class::Determiner | Class::Possessive
        )
    };
    part.clone().all(is_part) && part.clone().any(|token| matches!(class(token), Class::Name | Class::Role))
}

/// First token of the question behind an addressee: “asked the crowd at the gate | whether …”.
fn question(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> Option<usize> {
    /// Maximum number of tokens of the addressee.
    const LONGEST: usize = 10;
    let is_inner = |token: &usize| {
        let token = &paragraph.tokens[*token];
        !token.class.is_verbal() && token.shape != TokenShape::Mark && token.quoted == Quoted::Outside
    };
    let is_whether = |token: usize| lower(paragraph, token) == "whether";
    let before =
        part.clone().take(LONGEST).take_while(|token| is_inner(token) && !is_whether(*token)).count();
    let first = part.start + before;
    (before > 0 && first + 2 < part.end && is_whether(first)).then_some(first)
}

/// First token of the statement behind an addressee.
fn statement(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> Option<usize> {
    /// Maximum number of tokens of the addressee.
    const LONGEST: usize = 10;
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let is_noun = |token: usize| {
        matches!(
            class(token),
            Some(
                Class::Name
                    | Class::Role
                    | Class::Plural
                    | Class::Noun
                    | Class::Title
                    | Class::CueNoun
                    | Class::Other
                    | Class::Adjective
                    | Class::ApostropheS
                    | Class::Of
                    | Class::Number
            )
        )
    };
    // “told this newspaper”
    let is_this = lower(paragraph, part.start) == "this" && is_noun(part.start + 1);
    let opens =
        is_this || matches!(class(part.start), Some(Class::Determiner | Class::Possessive | Class::Object));
    if !opens && !is_noun(part.start) {
        return None;
    }
    // “told the meeting”
    let is_gerund = |token: usize| {
        class(token) == Some(Class::Ing) && class(token - 1) == Some(Class::Determiner) && !is_this
    };
    let nouns = (part.start + 1..part.end)
        .take(LONGEST)
        .take_while(|token| is_noun(*token) || is_gerund(*token))
        .count();
    let next = part.start + 1 + nouns;
    let is_addressee = opens || matches!(class(part.start), Some(Class::Plural | Class::Role));
    let has_more = next + 2 < part.end;
    let begins = match class(next)? {
        Class::That => true,
        Class::Wh => has_more,
        Class::Determiner | Class::Subject | Class::Neuter | Class::Possessive => is_addressee && has_more,
        _ => false,
    };
    begins.then_some(next)
}
