//! Decides the stance of each statement by its cue and the words around it: whether the speaker asserts, denies, asks or
//! demands what the words say, or whether nothing is said at all (“did not say that …”, “declined to comment on …”).

use super::draft::Draft;
use super::sources::subject;
use super::stance_frame::{Frame, Governor, GovernorKind, is_stance_verb, object};
use super::stance_lexicon::{Sense, english};
use super::stance_links::{Link, has_subjunctive, link};
use super::stance_subjects::{is_hypothetical, is_of_somebody_else};
use super::token::{Class, Quoted, TokenShape};
use super::tokens::TokenizedParagraph;
use ascribe_language::stance::Stance;
use std::ops::Range;

/// Maximum confidence of a statement whose stance is not certain; below the default minimum for drafts.
const UNCERTAIN: f32 = 0.45;

/// Stance of a statement, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Judgement {
    /// `None` if nothing is stated.
    stance: Option<Stance>,
    is_certain: bool,
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

/// Sets the stances of the drafts of a paragraph; a draft of which only a part is denied becomes two.
pub(super) fn decide(paragraph: &TokenizedParagraph<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.into_iter().flat_map(|draft| decided(paragraph, draft)).collect()
}

fn decided(paragraph: &TokenizedParagraph<'_>, mut draft: Draft) -> Vec<Draft> {
    if draft.cue.is_empty() {
        return vec![draft];
    }
    end_before_verb(paragraph, &mut draft);
    end_before_negation(paragraph, &mut draft.source);
    let frame = Frame::of(paragraph, &draft);
    if is_hypothetical(paragraph, &draft, frame.left) || is_of_somebody_else(paragraph, &draft, &frame) {
        draft.stance = None;
        return vec![draft];
    }
    // The quotation that a colon announces is in the next paragraph.
    if draft.content.is_empty() {
        return vec![quoted(paragraph, &draft, Vec::new(), &frame)];
    }
    let quotes = apart(paragraph, &mut draft);
    let mut drafts = Vec::new();
    if !draft.content.is_empty() || quotes.is_empty() {
        let judgement = judge(paragraph, &mut draft, &frame);
        draft.stance = judgement.stance;
        if !judgement.is_certain {
            draft.confidence = draft.confidence.min(UNCERTAIN);
        }
        let is_turned = matches!(draft.stance, Some(Stance::Denies | Stance::Doubts) | None);
        if is_turned {
            drafts.extend(evaluation(paragraph, &mut draft));
            narrow(paragraph, &mut draft, &frame);
        }
        drafts.push(draft.clone());
    }
    if !quotes.is_empty() {
        drafts.extend(quoted_apart(paragraph, quoted(paragraph, &draft, quotes, &frame)));
    }
    merged(drafts)
}

/// “Lee faces | claims”, “Lee disputes Berg's | suggestion”: the verb is not part of the source.
fn end_before_verb(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let source = &draft.source;
    let (_, senses) = english().senses(&paragraph.word(draft.cue.start).to_lowercase(), |_| "");
    let is_near = (source.end..=source.end + 2).contains(&draft.cue.start);
    if !is_near || !senses.iter().any(|sense| sense.is_noun()) {
        return;
    }
    let is_small = |token: usize| paragraph.tokens[token].shape == TokenShape::Small;
    let verb = source.clone().skip(1).find(|token| is_small(*token) && is_stance_verb(paragraph, *token));
    if let Some(verb) = verb {
        draft.source.end = verb;
    }
}

/// “Lee no longer | believes”: the negation is not part of the source.
fn end_before_negation(paragraph: &TokenizedParagraph<'_>, source: &mut Range<usize>) {
    while source.len() > 1 {
        let last = source.end - 1;
        let is_longer = paragraph.word(last) == "longer" && paragraph.word(last - 1) == "no";
        if !is_longer && paragraph.tokens[last].class != Class::Not {
            return;
        }
        source.end -= if is_longer && source.len() > 2 { 2 } else { 1 };
    }
}

/// Joins the drafts again if they have the same stance.
fn merged(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.retain(|draft| !draft.content.is_empty() || !draft.cue.is_empty());
    drafts.sort_by_key(|draft| draft.content.first().map_or(usize::MAX, |part| part.start));
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts {
        match joined.iter_mut().find(|other| other.stance == draft.stance && other.source == draft.source) {
            Some(other) => {
                other.content.extend(draft.content);
                other.content.sort_by_key(|part| part.start);
            }
            None => joined.push(draft),
        }
    }
    joined
}

/// Whether all of a part is in quotation marks.
fn is_quoted(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> bool {
    paragraph.tokens[part.clone()].iter().all(|token| token.quoted != Quoted::Outside)
}

/// Takes the quotations from a draft that are not the object of its verb: “…,” he said; denied it: “…”.
fn apart(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) -> Vec<Range<usize>> {
    let object = object(draft);
    let is_apart = |part: &Range<usize>| {
        if !is_quoted(paragraph, part) {
            return false;
        }
        let Some(before) = part.start.checked_sub(1).filter(|_| object == Some(part.start)) else {
            return true;
        };
        matches!(paragraph.tokens[before].class, Class::Comma | Class::Colon | Class::As | Class::Period)
    };
    let (quotes, rest) = std::mem::take(&mut draft.content).into_iter().partition(is_apart);
    draft.content = rest;
    quotes
}

/// Draft of the quotations of a statement: they are a question if the cue asks, but what is quoted is never denied.
fn quoted(
    paragraph: &TokenizedParagraph<'_>,
    draft: &Draft,
    parts: Vec<Range<usize>>,
    frame: &Frame,
) -> Draft {
    let whole = Draft { content: parts, ..draft.clone() };
    let is_question = whole.content.iter().any(|part| is_question(paragraph, part));
    let senses = match frame.verb().map(|verb| &verb.kind) {
        Some(GovernorKind::Verb(senses)) => &senses[..],
        _ => &[],
    };
    let stance = match senses.first() {
        Some(Sense::Asks) => Stance::Asks,
        Some(Sense::Questions) if is_question => Stance::Asks,
        Some(Sense::Demands) => Stance::Demands,
        Some(Sense::Promises) => Stance::Promises,
        Some(Sense::Believes | Sense::Fears) => Stance::Believes,
        _ => Stance::Asserts,
    };
    let is_silent = frame.is_negated() && senses.iter().all(|sense| !matches!(sense, Sense::Denies));
    let has_noun = frame.governors.iter().any(|one| matches!(one.kind, GovernorKind::Noun(_)));
    Draft { stance: (!is_silent || has_noun).then_some(stance), ..whole }
}

/// Splits ““Why now?” she asked. “It is too early.””: the second quotation is no question.
fn quoted_apart(paragraph: &TokenizedParagraph<'_>, mut draft: Draft) -> Vec<Draft> {
    if draft.stance != Some(Stance::Asks) {
        return vec![draft];
    }
    let sentence = paragraph.tokens[draft.cue.start].sentence;
    let is_other = |part: &Range<usize>| {
        paragraph.tokens[part.start].sentence > sentence && !is_question(paragraph, part)
    };
    let (others, own): (Vec<Range<usize>>, Vec<Range<usize>>) = draft.content.into_iter().partition(is_other);
    draft.content = own;
    if others.is_empty() {
        return vec![draft];
    }
    let other = Draft { content: others, stance: Some(Stance::Asserts), ..draft.clone() };
    if draft.content.is_empty() { vec![other] } else { vec![draft, other] }
}

/// Whether a quotation ends with a question mark.
fn is_question(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> bool {
    let mut inside = paragraph.tokens[part.clone()].iter().rev();
    inside.find(|token| token.quoted == Quoted::Inside).is_some_and(|last| last.class == Class::Question)
}

/// Splits “dismissed the claim that … as “nonsense””: the evaluation is the speaker's own.
fn evaluation(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) -> Option<Draft> {
    let is_led = |first: usize| {
        first > 0 && (paragraph.tokens[first - 1].class == Class::As || paragraph.word(first - 1) == "called")
    };
    let place = draft.content.iter().position(|part| !is_quoted(paragraph, part))?;
    let part = draft.content[place].clone();
    let own = paragraph.quotations.iter().find(|quotation| {
        let is_inside = part.start <= quotation.first && quotation.last < part.end;
        let is_last = quotation.last + 2 >= part.end;
        is_inside && (is_led(quotation.first) || is_last && draft.stance.is_none())
    })?;
    let quotation = own.first..own.last + 1;
    let is_as = is_led(quotation.start);
    let before = part.start..quotation.start - usize::from(is_as);
    let behind = quotation.end..part.end;
    let rest: Vec<Range<usize>> = [before, behind].into_iter().filter(|range| range.len() > 1).collect();
    draft.content.splice(place..=place, rest);
    Some(Draft { content: vec![quotation], stance: Some(Stance::Asserts), ..draft.clone() })
}

/// Leaves out of a denied claim who made it: “claims by Lee | that …”.
fn narrow(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, frame: &Frame) {
    let Some(clause) = frame.clause else { return };
    // “accusations of | hiding the report”
    let start = match paragraph.tokens[clause].class {
        Class::Of | Class::Preposition => clause + 1,
        _ => clause,
    };
    if let Some(part) = draft.content.iter_mut().find(|part| part.start < start && start + 1 < part.end) {
        part.start = start;
    }
}

/// Stance of the content that is not quoted, or that is the object of the verb.
fn judge(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, frame: &Frame) -> Judgement {
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
            GovernorKind::Verb(_) if has_owner => {
                // “rejected Lee's claim that …”: the one who rejects it speaks.
                let turned = over(outer, below, judgement);
                if !matches!(turned.stance, Some(Stance::Denies | Stance::Doubts)) {
                    judgement
                } else {
                    draft.source = subject(paragraph, frame.left);
                    if draft.source.is_empty() { Judgement::NOTHING } else { turned }
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

/// “said nothing about …”
fn says_nothing(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    object(draft).is_some_and(|object| {
        paragraph.word(object) == "nothing"
            && matches!(paragraph.word(object + 1), "about" | "of" | "on" | "regarding" | "" | ".")
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

/// Whether the source owns a noun: “Stone's denial”, “claims by Lee”.
fn owns(paragraph: &TokenizedParagraph<'_>, draft: &Draft, noun: &Governor, governors: &[Governor]) -> bool {
    /// Maximum number of tokens between owner and noun.
    const REACH: usize = 4;
    let (source, noun_start) = (&draft.source, noun.tokens.start);
    if source.is_empty() || !matches!(noun.kind, GovernorKind::Noun(_)) {
        return false;
    }
    if source.start >= noun.tokens.end {
        return ["by", "from", "of"].contains(&paragraph.word(source.start - 1));
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
        Sense::Demands => certain(Stance::Demands),
        Sense::Insists => match (link, has_subjunctive(paragraph, draft, verb.tokens.clone())) {
            (_, Some(true)) => certain(Stance::Demands),
            (Link::That, None) => Judgement::uncertain(Stance::Asserts),
            _ => certain(Stance::Asserts),
        },
        Sense::Promises => certain(Stance::Promises),
        Sense::Believes | Sense::Fears => certain(Stance::Believes),
        Sense::Refuses => Judgement::NOTHING,
        _ => certain(Stance::Asserts),
    }
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
    let Some(sense) = senses.first() else {
        // “responded to | claims”, “wants | to ask”
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
        Sense::Affirms | Sense::Allegation => inner,
        Sense::Promises
        | Sense::Demands
        | Sense::Believes
        | Sense::Fears
        | Sense::Insists
        | Sense::Directs
            if !is_noun =>
        {
            inner
        }
        _ => Judgement::NOTHING,
    }
}
