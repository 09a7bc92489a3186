//! Subjects that say nothing: “no one said”, “if she says”, “was accused of”.

use super::frame::{Frame, Governor, GovernorKind, object};
use super::lexicon::{Sense, english};
use crate::draft::Draft;
use crate::token::{Class, Token, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Words for nobody, or hardly anybody.
const NOBODY: [&str; 9] = ["no", "none", "nobody", "neither", "few", "nothing", "hardly", "not", "scarcely"];

/// Words that make a clause a condition or a question.
const CONDITIONS: [&str; 7] = ["if", "unless", "whether", "lest", "suppose", "supposing", "until"];

/// Participles behind which somebody is asked or accused, not the one who asks or accuses.
const SUFFERED: [&str; 18] = [
    "asked",
    "told",
    "pressed",
    "questioned",
    "accused",
    "urged",
    "ordered",
    "quizzed",
    "warned",
    "advised",
    "challenged",
    "suspected",
    "charged",
    "blamed",
    "convicted",
    "alleged",
    "instructed",
    "grilled",
];

/// Participles that say what others say of somebody: “said to have …”.
const REPUTED: [&str; 14] = [
    "said",
    "alleged",
    "reported",
    "believed",
    "thought",
    "rumoured",
    "rumored",
    "understood",
    "supposed",
    "expected",
    "considered",
    "feared",
    "deemed",
    "assumed",
];

/// Participles that describe a state of mind, not an action of others.
const STATES: [&str; 14] = [
    "determined",
    "opposed",
    "prepared",
    "pleased",
    "disappointed",
    "surprised",
    "interested",
    "inclined",
    "delighted",
    "shocked",
    "excited",
    "satisfied",
    "dedicated",
    "concerned",
];

/// Whether a statement is only possible, asked about, or said by nobody: “if she says …”, “did he say …?”, “nobody
/// said …”. `left` is the first token of its verb group.
pub(super) fn is_hypothetical(paragraph: &TokenizedParagraph<'_>, draft: &Draft, left: usize) -> bool {
    let tokens = &paragraph.tokens;
    let source = &draft.source;
    let is_before = !source.is_empty() && source.end <= draft.cue.start;
    let start = if is_before { source.start.min(left) } else { left };
    let lower = |token: usize| paragraph.word(token).to_lowercase();
    let sentence = tokens[draft.cue.start].sentence;
    let last = |token: &&Token| token.sentence == sentence;
    let is_question = tokens.iter().rev().find(last).is_some_and(|last| last.class == Class::Question);
    let is_who = is_question && matches!(&*lower(start), "who" | "what" | "which");
    if is_before && (is_nobody(paragraph, start) || is_who && object(draft).is_some()) {
        return true;
    }
    let Some(before) = start.checked_sub(1).filter(|before| tokens[*before].sentence == sentence) else {
        return false;
    };
    // The article of the subject may be missing from the source.
    let before =
        if before > 0 && tokens[before].class == Class::Determiner && !NOBODY.contains(&&*lower(before)) {
            before - 1
        } else {
            before
        };
    let word = lower(before);
    let opener = before.checked_sub(1).map(lower).unwrap_or_default();
    let is_said_behind = object(draft).is_some();
    if !is_said_behind {
        return false;
    }
    if is_nobody(paragraph, before) || word == "nor" || opener == "none" && word == "of" {
        return true;
    }
    if CONDITIONS.contains(&&*word) && opener != "as" {
        return true;
    }
    if matches!(&*word, "had" | "should" | "were") && (opener.is_empty() || is_start(paragraph, before)) {
        return true;
    }
    let is_auxiliary = matches!(tokens[before].class, Class::Do | Class::Have | Class::Modal | Class::Be);
    // “Not once did she say …”; but “Only then did she say …”
    let is_fronted = matches!(tokens[before].class, Class::Do | Class::Have) && {
        let clause = (0..before).rev().take_while(|token| tokens[*token].sentence == sentence);
        let first = clause.last().map(lower).unwrap_or_default();
        !matches!(&*first, "only" | "so" | "such" | "then")
    };
    if is_auxiliary && (is_question || is_fronted) {
        return true;
    }
    word == "that" && is_denied(paragraph, before)
}

/// Whether a token starts a clause: “Had she said …”.
fn is_start(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let tokens = &paragraph.tokens;
    token.checked_sub(1).is_none_or(|before| {
        tokens[before].sentence != tokens[token].sentence
            || matches!(tokens[before].class, Class::Comma | Class::And | Class::But)
    })
}

/// “No official has said”; not “No. 10 has said”.
fn is_nobody(paragraph: &TokenizedParagraph<'_>, first: usize) -> bool {
    let word = paragraph.word(first).to_lowercase();
    let next = paragraph.tokens.get(first + 1);
    let is_number =
        next.is_some_and(|next| next.shape == TokenShape::Digits) || paragraph.word(first).ends_with('.');
    NOBODY.contains(&&*word) && !is_number
}

/// Whether a clause with “that” is itself denied or doubted: “no evidence | that Lee said”.
fn is_denied(paragraph: &TokenizedParagraph<'_>, that: usize) -> bool {
    let Some(word) = that.checked_sub(1) else { return false };
    let (_, senses) = english().senses(&paragraph.word(word).to_lowercase(), |_| "");
    let turns = |sense: &Sense| {
        matches!(
            sense,
            Sense::Denies | Sense::Rejects | Sense::Doubts | Sense::Denial | Sense::Doubt | Sense::Allegation
        )
    };
    senses.iter().any(turns)
}

/// Whether the subject is not the speaker: “was accused of …”, “is said to have …”, “Asked whether …, he left”.
pub(super) fn is_of_somebody_else(paragraph: &TokenizedParagraph<'_>, draft: &Draft, frame: &Frame) -> bool {
    // “is committed to” is no passive.
    let is_plain = |one: &&Governor| match &one.kind {
        GovernorKind::Verb(senses) => one.tokens.len() == 1 || !senses.contains(&Sense::Promises),
        _ => false,
    };
    let mut verbs = frame.governors.iter().filter(is_plain).map(|verb| verb.tokens.start);
    verbs.any(|verb| is_done_to_subject(paragraph, draft, frame, verb))
}

/// Whether a verb is a participle that says what others do to the subject, or say of it.
fn is_done_to_subject(
    paragraph: &TokenizedParagraph<'_>,
    draft: &Draft,
    frame: &Frame,
    first: usize,
) -> bool {
    let tokens = &paragraph.tokens;
    let source = &draft.source;
    let word = paragraph.word(first).to_lowercase();
    let is_participle = tokens[first].class == Class::CuePast;
    let has_agent = !source.is_empty()
        && source.start > first
        && (paragraph.word(source.start - 1) == "by" || paragraph.word(source.start) == "by");
    let is_about_others = SUFFERED.contains(&&*word) || REPUTED.contains(&&*word);
    if !is_participle || has_agent || STATES.contains(&&*word) || source.is_empty() && !is_about_others {
        return false;
    }
    let next = paragraph.word(first + 1).to_lowercase();
    // “was quoted as saying”, “was quoted by the Herald as saying”
    let is_quoted = word == "quoted" && draft.cue.clone().any(|token| paragraph.word(token) == "saying");
    if is_quoted || next == "as" && paragraph.word(first + 2).ends_with("ing") {
        return false;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Not);
    let aux = (0..first).rev().find(|token| !is_adverb(token));
    let class = aux.map(|aux| tokens[aux].class);
    if class == Some(Class::Be) {
        return true;
    }
    if class == Some(Class::Have) {
        return false;
    }
    if REPUTED.contains(&&*word) && next == "to" && paragraph.word(first + 2).eq_ignore_ascii_case("have") {
        return true;
    }
    let is_reduced = matches!(
        (&*word, &*next),
        ("accused" | "suspected" | "convicted", "of") | ("charged", "with") | ("blamed", "for")
    );
    if is_reduced {
        return true;
    }
    if !SUFFERED.contains(&&*word) || object(draft).is_none() {
        return false;
    }
    let is_free = source.is_empty() || aux != Some(source.end);
    let is_opened = aux.is_none_or(|aux| {
        tokens[aux].sentence != tokens[first].sentence
            || matches!(
                &*paragraph.word(aux).to_lowercase(),
                "when" | "if" | "while" | "once" | "though" | "although"
            )
    });
    // “Vance, asked whether …, left”; in “Vance, the treasurer, asked”, he asks.
    let commas = || tokens[source.start..first].iter().filter(|token| token.class == Class::Comma);
    // In “The clerk, Ann Lee, told”, the name is in apposition.
    let is_apposed = source.start > 0 && tokens[source.start - 1].class == Class::Comma;
    let is_parted = !source.is_empty()
        && !is_apposed
        && (source.end..=source.end + 1).contains(&first)
        && class == Some(Class::Comma)
        && commas().count() == 1;
    let has_noun = frame.governors.iter().any(|one| matches!(one.kind, GovernorKind::Noun(_)));
    is_opened && is_free || is_parted && !has_noun
}
