//! Stance of content from the words that govern it: the innermost word gives one, and those around it may turn it.

use super::frame::{Frame, Governor, GovernorKind, object};
use super::lexicon::Sense;
use super::links::{Link, has_subjunctive, link};
use crate::clauses::lower;
use crate::draft::Draft;
use crate::gates::is_listed;
use crate::sources::subject;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;
use ascribe_language::stance::Stance;
use std::ops::Range;

/// Stance of a statement, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judgement {
    /// `None` if nothing is stated.
    pub stance: Option<Stance>,
    /// Whether the draft keeps its confidence.
    pub is_certain: bool,
}

impl Judgement {
    const NOTHING: Self = Self { stance: None, is_certain: true };

    const fn certain(stance: Stance) -> Self {
        Self { stance: Some(stance), is_certain: true }
    }

    const fn uncertain(stance: Stance) -> Self {
        Self { stance: Some(stance), is_certain: false }
    }
}

/// Stance of the content that is not quoted, or that is the object of the verb.
pub(super) fn judge(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, frame: &Frame) -> Judgement {
    let governors = &frame.governors;
    let Some(place) =
        governors.iter().rposition(|one| !matches!(one.kind, GovernorKind::Not | GovernorKind::Modal))
    else {
        return Judgement::certain(Stance::Asserts);
    };
    let inner = &governors[place];
    let mut judgement = base(paragraph, draft, inner);
    let mut below = inner;
    let has_owner = owns(paragraph, draft, inner, governors);
    for outer in governors[..place].iter().rev() {
        judgement = match &outer.kind {
            GovernorKind::Not => negated(judgement, below, is_modal(frame)),
            GovernorKind::Modal => Judgement { is_certain: false, ..judgement },
            _ if is_coordinated(paragraph, outer, below) => continue,
            _ if is_led_away(paragraph, outer, below) => Judgement::NOTHING,
            GovernorKind::Verb(_) if has_owner => {
                // “rejected Lee's claim that …”: the one who rejects it speaks.
                let turned = over(outer, below, judgement);
                if matches!(turned.stance, Some(Stance::Denies | Stance::Doubts)) {
                    draft.source = subject(paragraph, frame.left);
                    if draft.source.is_empty() { Judgement::NOTHING } else { turned }
                } else {
                    judgement
                }
            }
            _ => over(outer, below, judgement),
        };
        if !matches!(outer.kind, GovernorKind::Not | GovernorKind::Modal) {
            below = outer;
        }
    }
    if says_nothing(paragraph, draft) {
        return Judgement::NOTHING;
    }
    let is_orphan = matches!(inner.kind, GovernorKind::Noun(_)) && place == 0 && !has_owner;
    if !is_orphan || draft.source.is_empty() {
        judgement
    } else if inner.kind == GovernorKind::Noun(Sense::Allegation) && is_claim(paragraph, draft) {
        // “The claim that …”: nobody says whose claim it is.
        Judgement::NOTHING
    } else {
        Judgement { is_certain: false, ..judgement }
    }
}

/// “said nothing about …”, “said little else”
fn says_nothing(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    object(draft).is_some_and(|object| {
        matches!(paragraph.word(object), "nothing" | "little")
            && matches!(
                paragraph.word(object + 1),
                "about"
                    | "of"
                    | "on"
                    | "regarding"
                    | ""
                    | "."
                    | ","
                    | "more"
                    | "else"
                    | "and"
                    | "but"
                    | "beyond"
            )
    })
}

/// Whether the content is a clause with “that”.
fn is_claim(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    object(draft).is_some_and(|object| paragraph.tokens[object].class == Class::That)
}

fn is_modal(frame: &Frame) -> bool {
    frame.governors.iter().any(|one| one.kind == GovernorKind::Modal)
}

/// Whether two verbs have the same object: “denied and rejected”.
fn is_coordinated(paragraph: &TokenizedParagraph<'_>, outer: &Governor, inner: &Governor) -> bool {
    let between = outer.tokens.end..inner.tokens.start;
    let mut between = between.map(|token| paragraph.tokens[token].class);
    matches!(inner.kind, GovernorKind::Verb(_) | GovernorKind::Adjective(_))
        && between.any(|class| matches!(class, Class::And | Class::But | Class::Comma))
}

/// “defended himself against claims”: the verb has another object, and the claims are of others.
fn is_led_away(paragraph: &TokenizedParagraph<'_>, outer: &Governor, noun: &Governor) -> bool {
    let affirms = match &outer.kind {
        GovernorKind::Verb(senses) => {
            senses.iter().any(|sense| matches!(sense, Sense::Affirms | Sense::Airs))
        }
        _ => false,
    };
    let mut between = (outer.tokens.end..noun.tokens.start).map(|token| paragraph.tokens[token].class);
    affirms
        && matches!(noun.kind, GovernorKind::Noun(_))
        && between.any(|class| matches!(class, Class::Preposition | Class::To))
}

/// Whether the source owns a noun: “Vance's denial”, “claims by Lee”.
fn owns(paragraph: &TokenizedParagraph<'_>, draft: &Draft, noun: &Governor, governors: &[Governor]) -> bool {
    /// Maximum number of tokens between owner and noun.
    const REACH: usize = 4;
    let (source, noun_start) = (&draft.source, noun.tokens.start);
    if source.is_empty() || !matches!(noun.kind, GovernorKind::Noun(_)) {
        return false;
    }
    if source.start >= noun.tokens.end {
        return ["by", "from", "of", "among", "amongst"].contains(&paragraph.word(source.start - 1));
    }
    // In “retracted his claim”, the verb decides.
    let is_verb = |one: &Governor| {
        matches!(one.kind, GovernorKind::Verb(_)) && (source.end..noun_start).contains(&one.tokens.start)
    };
    let is_near =
        source.end <= noun_start && noun_start - source.end <= REACH && !governors.iter().any(is_verb);
    let between = source.end..noun_start;
    let mut marks = source.clone().chain(between).map(|token| paragraph.tokens[token].class);
    // “a Herald report that …”
    let class = |token: usize| paragraph.tokens[token].class;
    let is_attribute = source.end == noun_start
        && source.clone().any(|token| class(token) == Class::Name)
        && (source.start.saturating_sub(1)..source.end).any(|token| class(token) == Class::Determiner);
    let is_owner = marks.any(|class| matches!(class, Class::ApostropheS | Class::Possessive));
    is_near && (is_attribute || is_owner)
}

/// Stance that the innermost governor gives by itself.
fn base(paragraph: &TokenizedParagraph<'_>, draft: &Draft, governor: &Governor) -> Judgement {
    let certain = Judgement::certain;
    match &governor.kind {
        GovernorKind::Noun(noun) => certain(match noun {
            Sense::Denial => Stance::Denies,
            Sense::Doubt => Stance::Doubts,
            Sense::Question => Stance::Asks,
            Sense::Demand => Stance::Demands,
            Sense::Promise => Stance::Promises,
            Sense::Belief => Stance::Believes,
            _ => Stance::Asserts,
        }),
        GovernorKind::Adjective(Sense::Unsure) => certain(Stance::Doubts),
        GovernorKind::Adjective(_) => certain(Stance::Believes),
        GovernorKind::Verb(senses) => {
            let link = link(paragraph, draft, governor.tokens.end);
            // “told Lund to leave” is a demand, whatever else the verb may mean.
            let directs = senses.contains(&Sense::Directs) && link == Link::Infinitive { has_object: true };
            if directs {
                return certain(Stance::Demands);
            }
            let first = senses.iter().find(|sense| **sense != Sense::Directs);
            first.map_or(certain(Stance::Asserts), |sense| of_verb(paragraph, draft, governor, *sense, link))
        }
        GovernorKind::Not | GovernorKind::Modal => certain(Stance::Asserts),
    }
}

fn of_verb(
    paragraph: &TokenizedParagraph<'_>,
    draft: &Draft,
    verb: &Governor,
    sense: Sense,
    link: Link,
) -> Judgement {
    let certain = Judgement::certain;
    match sense {
        Sense::Denies => certain(Stance::Denies),
        Sense::Rejects if link == Link::That => certain(Stance::Denies),
        // “rejected the plan”, “dismissed “the rumour””
        Sense::Rejects => Judgement::uncertain(Stance::Denies),
        // “were countered by Lund”
        Sense::Counters if is_agent(paragraph, &draft.source) => Judgement::uncertain(Stance::Denies),
        Sense::Doubts => certain(Stance::Doubts),
        Sense::Questions => match link {
            Link::Question { has_object: false } | Link::About => certain(Stance::Asks),
            _ => certain(Stance::Doubts),
        },
        Sense::Asks => match link {
            Link::That | Link::For | Link::Infinitive { .. } => certain(Stance::Demands),
            _ => certain(Stance::Asks),
        },
        Sense::Wants if link == (Link::Infinitive { has_object: false }) => certain(Stance::Asserts),
        Sense::Demands | Sense::Wants => certain(Stance::Demands),
        Sense::Insists => match (link, has_subjunctive(paragraph, draft, verb.tokens.clone())) {
            (_, Some(true)) => certain(Stance::Demands),
            // “The study suggests that they remember”: a document demands nothing.
            (Link::That, None) if !is_document(paragraph, &draft.source) => {
                Judgement::uncertain(Stance::Asserts)
            }
            _ => certain(Stance::Asserts),
        },
        Sense::Promises => certain(Stance::Promises),
        Sense::Believes | Sense::Fears => certain(Stance::Believes),
        Sense::Refuses => Judgement::NOTHING,
        _ => certain(Stance::Asserts),
    }
}

/// Whether the source is a study, a poll or the like.
fn is_document(paragraph: &TokenizedParagraph<'_>, source: &Range<usize>) -> bool {
    source.clone().any(|token| is_listed("documents", &lower(paragraph, token)))
}

/// Whether the source follows “by”.
fn is_agent(paragraph: &TokenizedParagraph<'_>, source: &Range<usize>) -> bool {
    source.start > 0 && !source.is_empty() && paragraph.word(source.start - 1) == "by"
}

/// Stance behind a negation: “does not believe that …” is a doubt; all else says nothing.
fn negated(judgement: Judgement, below: &Governor, is_modal: bool) -> Judgement {
    let raises = match &below.kind {
        GovernorKind::Verb(senses) => senses.contains(&Sense::Believes),
        GovernorKind::Adjective(Sense::Sure) => true,
        _ => false,
    };
    if raises && !is_modal && judgement.stance == Some(Stance::Believes) {
        Judgement::certain(Stance::Doubts)
    } else {
        Judgement::NOTHING
    }
}

/// Stance of a governor with another one below it: “rejected | claims”.
fn over(outer: &Governor, below: &Governor, inner: Judgement) -> Judgement {
    let is_noun = matches!(below.kind, GovernorKind::Noun(_));
    let is_denial = matches!(below.kind, GovernorKind::Noun(Sense::Denial));
    let senses = match &outer.kind {
        // “in two opinions had made clear”
        GovernorKind::Noun(_) if !is_noun => return inner,
        GovernorKind::Verb(senses) => &senses[..],
        GovernorKind::Noun(noun) => std::slice::from_ref(noun),
        GovernorKind::Adjective(adjective) => std::slice::from_ref(adjective),
        GovernorKind::Not | GovernorKind::Modal => return inner,
    };
    let Some(sense) = senses.first().filter(|sense| **sense != Sense::Says) else {
        // “responded to | claims”, “went on | to ask”
        return if is_noun { Judgement::NOTHING } else { inner };
    };
    let Some(stance) = inner.stance else { return Judgement::NOTHING };
    match sense {
        Sense::Denies | Sense::Rejects | Sense::Counters | Sense::Denial if is_noun && !is_denial => {
            // “rejected demands that”, “rejected the plan”: they turn down a wish, and say nothing of what is true.
            let is_plan = below.kind == GovernorKind::Noun(Sense::Plan);
            let is_opinion = !is_plan && matches!(stance, Stance::Asserts | Stance::Believes);
            Judgement { stance: Some(Stance::Denies), is_certain: inner.is_certain && is_opinion }
        }
        Sense::Doubts | Sense::Questions | Sense::Doubt | Sense::Unsure if is_noun && !is_denial => {
            Judgement { stance: Some(Stance::Doubts), ..inner }
        }
        Sense::Asks | Sense::Question if is_noun => Judgement { stance: Some(Stance::Asks), ..inner },
        Sense::Demands if is_noun => Judgement { stance: Some(Stance::Demands), ..inner },
        Sense::Believes | Sense::Fears if is_noun => Judgement { stance: Some(Stance::Believes), ..inner },
        Sense::Airs if below.kind == GovernorKind::Noun(Sense::Allegation) => {
            Judgement { is_certain: false, ..inner }
        }
        Sense::Affirms | Sense::Airs | Sense::Allegation => inner,
        // “threatened to sue”, “hopes to confirm”: the inner verb may never be said.
        Sense::Promises if stance == Stance::Asserts && !is_noun => Judgement::certain(Stance::Promises),
        Sense::Believes | Sense::Fears | Sense::Wants if stance == Stance::Asserts && !is_noun => {
            Judgement { is_certain: false, ..inner }
        }
        Sense::Promises
        | Sense::Demands
        | Sense::Believes
        | Sense::Fears
        | Sense::Insists
        | Sense::Directs
        | Sense::Wants
            if !is_noun =>
        {
            inner
        }
        _ => Judgement::NOTHING,
    }
}
