//! “He said grace”, “The council approved the plan”, “The judge sentenced the treasurer”, “A tree blocked the road”: acts that are done, not
//! statements. With a clause (“ruled that …”, “ordered the firm to pay”) they remain statements.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::token::{Class, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Whether the cue is an act, and the content what it was done to.
pub(super) fn is_action(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let first = draft.content.first().map_or(String::new(), |part| lower(paragraph, part.start));
    let has = |group: &str| {
        let mut tokens = draft.content.iter().flat_map(Clone::clone).take(FARTHEST);
        tokens.any(|token| lexicon::is(group, &lower(paragraph, token)))
    };
    // Not “said more than once that …”
    let mut content = draft.content.iter().flat_map(Clone::clone);
    let has_that = content.any(|token| paragraph.tokens[token].class == Class::That);
    let is_amount = lexicon::is("amounts", &first) && !has_that;
    let is_act = |verb: usize| {
        let word = lower(paragraph, verb);
        let is_ordered = lexicon::is("orders", &word) && has_infinitive(paragraph, draft);
        let is_criticism = lexicon::is("assaults", &word) && gives_reason(paragraph, draft);
        lexicon::is("acts", &word) && !is_ordered && !is_criticism && !is_announced(paragraph, draft, verb)
            || lexicon::is("reflexives", &first)
            || lexicon::is("formulas", &first) && matches!(&*word, "say" | "says" | "said")
            || lexicon::is("tells", &word) && (has("tales") || is_amount)
            || word.starts_with("plead") && has("pleas")
            || word.starts_with("explain") && draft.content.iter().all(|part| part.start == draft.cue.end)
            || matches!(&*word, "ask" | "asks" | "asked" | "asking") && is_wish(paragraph, draft)
            || lexicon::is("calls", &word) && is_event(paragraph, draft)
    };
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return false };
    let is_decision = lexicon::is("decisions", &lower(paragraph, verb)) && first == "to";
    !has_quotation(paragraph, draft)
        && (is_decision || is_act(verb) && !has_clause(paragraph, &draft.content))
}

/// Number of tokens of the content that are read for its main noun.
const FARTHEST: usize = 4;

/// “called a meeting in May”; not “called the meeting a farce”, “called for a meeting”.
fn is_event(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let Some(part) = draft.content.first().filter(|_| paragraph.word(draft.cue.end - 1) != "for") else {
        return false;
    };
    let mut near = part.clone().take(FARTHEST);
    let Some(event) = near.find(|token| lexicon::is("events", &lower(paragraph, *token))) else {
        return false;
    };
    let is_last = event + 1 == part.end;
    is_last
        || matches!(
            tokens[event + 1].class,
            Class::Preposition | Class::Of | Class::Comma | Class::To | Class::Day | Class::Subordinate
        )
}

/// “asked her husband for the keys”: whether somebody is asked for a thing.
fn is_wish(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    let is_thing = |token: usize| {
        matches!(
            paragraph.tokens[token].class,
            Class::Determiner | Class::Possessive | Class::Plural | Class::Number
        )
    };
    let mut inner = part.start + 1..part.end.saturating_sub(1);
    inner.any(|token| paragraph.word(token) == "for" && is_thing(token + 1))
}

/// “ordered the firm | to pay”: whether somebody is to do something.
fn has_infinitive(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let is_infinitive = |to: usize| {
        tokens[to].class == Class::To
            && tokens.get(to + 1).is_some_and(|next| {
                next.shape == TokenShape::Small
                    && !matches!(
                        next.class,
                        Class::Determiner
                            | Class::Possessive
                            | Class::Object
                            | Class::Number
                            | Class::Plural
                            | Class::Role
                    )
            })
    };
    let is_object = |token: &usize| {
        !matches!(tokens[*token].class, Class::Of | Class::That | Class::Relative | Class::Comma)
    };
    draft.content.iter().any(|part| part.clone().take_while(is_object).any(is_infinitive))
}

/// “attacked the board as weak”, “attacked the board for hiding it”: whether the content says why.
fn gives_reason(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let is_reason = |token: usize| {
        let next = tokens.get(token + 1).map(|next| next.class);
        tokens[token].class == Class::As
            || paragraph.word(token) == "for" && matches!(next, Some(Class::Ing | Class::CueIng))
    };
    draft.content.iter().flat_map(|part| part.start + 1..part.end).any(is_reason)
}

/// “threatened to | sue”, “pledged to | ban”: whether the act is only announced by a verb before it.
fn is_announced(paragraph: &TokenizedParagraph<'_>, draft: &Draft, act: usize) -> bool {
    let tokens = &paragraph.tokens;
    let Some(to) = act.checked_sub(1).filter(|to| tokens[*to].class == Class::To) else { return false };
    let mut before = draft.cue.start..to;
    before.any(|token| lexicon::is("announces", &lower(paragraph, token)))
}
