//! Reported clauses before their source: “The bridge is unsafe, say experts.”, “The ferry will not sail, the harbour master
//! said on Monday.” The whole clause is the content.

use super::clauses::{lower, sentence};
use super::draft::Draft;
use super::repairs::datelines;
use super::sources::{phrase, subject};
use super::token::{Class, Quoted, TokenShape};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Confidence of a statement in this form.
const TRAILING: f32 = 0.75;

/// Confidence below which another draft in the clause gives way.
const DOUBTFUL: f32 = 0.6;

/// Maximum number of tokens behind the comma.
const LONGEST: usize = 16;

/// Minimum number of tokens of the clause.
const SHORTEST: usize = 3;

/// Verbs that surely say something, and do not tell an act.
const SAYING: [&str; 74] = [
    "announced",
    "shown",
    "showed",
    "shows",
    "found",
    "say",
    "says",
    "said",
    "claim",
    "claims",
    "claimed",
    "warn",
    "warns",
    "warned",
    "argue",
    "argues",
    "argued",
    "insist",
    "insists",
    "insisted",
    "believe",
    "believes",
    "believed",
    "reckon",
    "reckons",
    "reckoned",
    "suggest",
    "suggests",
    "suggested",
    "confirm",
    "confirms",
    "confirmed",
    "explain",
    "explains",
    "explained",
    "write",
    "writes",
    "wrote",
    "add",
    "adds",
    "added",
    "note",
    "notes",
    "noted",
    "admit",
    "admits",
    "admitted",
    "estimate",
    "estimates",
    "estimated",
    "predict",
    "predicts",
    "predicted",
    "report",
    "reports",
    "reported",
    "stated",
    "concludes",
    "concluded",
    "maintains",
    "maintained",
    "contends",
    "contended",
    "concedes",
    "conceded",
    "calculates",
    "calculated",
    "recalled",
    "recalls",
    "continued",
    "continues",
    "allege",
    "alleges",
    "alleged",
];

/// Source and content of such a sentence.
struct Trailing {
    source: Range<usize>,
    content: Vec<Range<usize>>,
}

/// Gives drafts in this form the whole clause and the right source, and adds those that are missing.
pub(super) fn complete(paragraph: &TokenizedParagraph<'_>, drafts: &mut Vec<Draft>) {
    let tokens = &paragraph.tokens;
    let is_verb = |token: &usize| {
        tokens[*token].quoted == Quoted::Outside
            && tokens[*token].class.is_cue_verb()
            && SAYING.contains(&&*lower(paragraph, *token))
    };
    for verb in (1..tokens.len()).filter(is_verb) {
        let own = drafts.iter().position(|draft| draft.cue.contains(&verb));
        // “…, Mexico said that …”: what is said is behind the verb.
        let is_behind = own.is_some_and(|own| {
            drafts[own].content.iter().any(|part| part.start > verb && part.start >= drafts[own].source.end)
        });
        let is_plain = tokens[verb - 1].class != Class::Comma;
        if is_behind && is_plain {
            continue;
        }
        let known = own.map(|own| drafts[own].source.clone()).filter(|source| source.end == verb);
        let read = read(paragraph, verb, known).or_else(|| inserted(paragraph, verb));
        let Some(Trailing { source, content }) = read else { continue };
        let overlaps = |range: &Range<usize>| {
            content.iter().any(|part| range.start < part.end && part.start < range.end)
        };
        let touches = |draft: &Draft| draft.content.iter().chain([&draft.cue, &draft.source]).any(overlaps);
        let is_other = |place: usize| Some(place) != own && touches(&drafts[place]);
        let others: Vec<usize> = (0..drafts.len()).filter(|place| is_other(*place)).collect();
        if others.iter().any(|other| drafts[*other].confidence >= DOUBTFUL) {
            continue;
        }
        let confidence = own.map_or(0.0, |own| drafts[own].confidence).max(TRAILING);
        let draft = Draft {
            content,
            cue: verb..verb + 1,
            source,
            confidence,
            ..own.map(|own| drafts[own].clone()).unwrap_or_default()
        };
        match own {
            Some(own) => drafts[own] = draft,
            None => drafts.push(draft),
        }
        others.iter().rev().for_each(|other| drop(drafts.remove(*other)));
    }
}

/// Reads the sentence around a verb, of which the source before it may be known.
fn read(paragraph: &TokenizedParagraph<'_>, verb: usize, known: Option<Range<usize>>) -> Option<Trailing> {
    let tokens = &paragraph.tokens;
    let here = tokens[verb].sentence;
    let behind = tokens[verb..].iter().take(LONGEST + 1).take_while(|token| token.sentence == here).count();
    if behind > LONGEST {
        return None;
    }
    let end = verb + behind;
    let is_inverted = tokens[verb - 1].class == Class::Comma;
    let (source, comma) = if is_inverted {
        (inverted_source(paragraph, verb)?, verb - 1)
    } else {
        let source = known.unwrap_or_else(|| plain_source(paragraph, verb));
        (source.clone(), source.start.checked_sub(1)?)
    };
    let mut rest = if is_inverted { source.end } else { verb + 1 }..end;
    // “…, says Ratkovic, and no customer has complained.”
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    if class(rest.start) == Some(Class::Comma)
        && matches!(class(rest.start + 1), Some(Class::And | Class::But))
    {
        rest.end = rest.start;
    }
    let is_verbal = |token: usize| {
        let class = tokens[token].class;
        class.is_verbal() && class != Class::Ed || matches!(class, Class::That | Class::Quote | Class::To)
    };
    let is_short = is_inverted || rest.len() <= 6;
    if source.is_empty() || tokens[comma].class != Class::Comma || rest.clone().any(is_verbal) || !is_short {
        return None;
    }
    let whole = sentence(paragraph, comma);
    let dateline = datelines::length(paragraph);
    let start = whole.start.max(if whole.start < dateline { dateline } else { 0 });
    let clause = start..comma;
    let is_plain = |token: usize| tokens[token].quoted == Quoted::Outside;
    let starts = start + usize::from(matches!(tokens.get(start)?.class, Class::And | Class::But));
    let first = tokens.get(starts)?;
    // “When asked, he said”, “On Monday, he said”, “And, he said”
    let is_clause = clause.clone().any(|token| {
        let class = tokens[token].class;
        class.is_verbal() || class == Class::Plural && clause.len() < 8 || clause.len() > 6
    }) && !matches!(
        first.class,
        Class::Preposition
            | Class::Subordinate
            | Class::According
            | Class::As
            | Class::Wh
            | Class::Ing
            | Class::CueIng
    ) && !(first.class == Class::Ed || first.class == Class::CuePast);
    (clause.len() >= SHORTEST && clause.clone().all(is_plain) && is_clause)
        .then_some(Trailing { source, content: vec![clause] })
}

/// Source before a verb, perhaps with a name in apposition: “its director, Rajesh Mehra, | said”, “a trial | has shown”.
fn plain_source(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Range<usize> {
    /// Maximum number of tokens of the description before the name.
    const LONGEST: usize = 9;
    let tokens = &paragraph.tokens;
    let is_aux = |token: &usize| matches!(tokens[*token].class, Class::Have | Class::Be);
    let first = verb - (0..verb).rev().take(1).take_while(is_aux).count();
    let is_comma = |token: usize| tokens[token].class == Class::Comma;
    if first < 2 || !is_comma(first - 1) {
        return described(paragraph, first);
    }
    let name = subject(paragraph, first - 1);
    let is_name = !name.is_empty() && tokens[name.start].class != Class::Subject;
    let Some(comma) = name.start.checked_sub(1).filter(|comma| is_name && is_comma(*comma)) else {
        return 0..0;
    };
    let is_inner = |token: &usize| {
        !is_comma(*token)
            && (!tokens[*token].class.is_verbal() || tokens[*token].class == Class::CueBase)
            && tokens[*token].sentence == tokens[verb].sentence
    };
    let description = (0..comma).rev().take(LONGEST).take_while(is_inner).count();
    if description == 0 || description == LONGEST { 0..0 } else { comma - description..first }
}

/// Subject before a verb with what describes it: “a trial in three countries”, back to a comma.
fn described(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Range<usize> {
    /// Maximum number of tokens.
    const LONGEST: usize = 9;
    let near = subject(paragraph, verb);
    let tokens = &paragraph.tokens;
    if near.start > 0 && !near.is_empty() && tokens[near.start - 1].class == Class::Comma {
        return near;
    }
    let is_inner = |token: &usize| {
        let class = tokens[*token].class;
        !class.is_verbal()
            && !matches!(class, Class::Comma | Class::That | Class::Relative | Class::Subordinate)
    };
    let length = (0..verb).rev().take(LONGEST).take_while(is_inner).count();
    let first = verb - length;
    let opens = |token: usize| {
        matches!(
            tokens[token].class,
            Class::Determiner | Class::Possessive | Class::Name | Class::Role | Class::Number
        )
    };
    let is_behind_comma = first > 0 && tokens[first - 1].class == Class::Comma;
    if is_behind_comma && length > 0 && opens(first) { first..verb } else { near }
}

/// “The firm, says Petru Vlad, will close its plant.”: a source and its verb between a subject and its predicate.
fn inserted(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Option<Trailing> {
    let tokens = &paragraph.tokens;
    let whole = sentence(paragraph, verb);
    let is_inverted = tokens[verb - 1].class == Class::Comma;
    let source = if is_inverted { inverted_source(paragraph, verb)? } else { subject(paragraph, verb) };
    let opening = source.start.min(verb).checked_sub(1)?;
    let closing = source.end.max(verb + 1);
    let is_comma = |token: usize| tokens.get(token).is_some_and(|token| token.class == Class::Comma);
    let dateline = datelines::length(paragraph);
    let start = whole.start.max(if whole.start < dateline { dateline } else { 0 });
    let end = whole.end - usize::from(tokens[whole.end - 1].class == Class::Period);
    let predicate = tokens.get(closing + 1)?.class;
    let is_predicate = matches!(predicate, Class::Be | Class::Have | Class::Modal | Class::Do | Class::Ed)
        || start < opening && tokens[opening - 1].class == Class::Be;
    let is_subject = start < opening
        && opening - start <= LONGEST
        && (start..opening - 1).all(|token| {
            let class = tokens[token].class;
            !class.is_verbal()
                && !matches!(class, Class::Comma | Class::Subordinate | Class::That | Class::Dash)
        })
        && !matches!(
            tokens[start].class,
            Class::Preposition | Class::And | Class::But | Class::As | Class::Adverb
        );
    // “Four weeks later, she recalls, the moss was green.”
    let is_adverbial = start < opening
        && opening - start <= LONGEST
        && (is_opening(tokens[start].class) || lower(paragraph, start) == "when")
        && matches!(
            predicate,
            Class::Determiner | Class::Subject | Class::Possessive | Class::Neuter | Class::Name
        )
        && (closing + 2..end).any(|token| {
            matches!(tokens[token].class, Class::Modal | Class::Be | Class::Have | Class::Ed | Class::CuePast)
        });
    let is_plain = |token: usize| tokens[token].quoted == Quoted::Outside;
    (!source.is_empty()
        && is_comma(opening)
        && is_comma(closing)
        && (is_adverbial || is_predicate && is_subject)
        && closing + 2 < end
        && (start..end).all(is_plain))
    .then(|| Trailing { source, content: vec![start..opening, closing + 1..end] })
}

/// Whether a class opens an adverbial phrase or clause.
fn is_opening(class: Class) -> bool {
    matches!(
        class,
        Class::Preposition | Class::Subordinate | Class::Adverb | Class::Ly | Class::Number | Class::Day
    )
}

/// Source behind an inverted verb: “say | experts”. “He rose, said grace” has none.
fn inverted_source(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Option<Range<usize>> {
    let tokens = &paragraph.tokens;
    // “An analysis of groups that paid, shows …”
    if paragraph.word(verb) == "shows" {
        return None;
    }
    let source = phrase(paragraph, verb + 1);
    let is_speaker = tokens.get(source.clone())?.iter().any(|token| {
        matches!(token.class, Class::Name | Class::Title | Class::Role)
            || token.class == Class::Plural && tokens[verb].class == Class::CueBase
    });
    let is_pronoun = source.len() == 1 && tokens[source.start].class == Class::Subject;
    let is_name = tokens.get(source.start).is_some_and(|first| first.shape != TokenShape::Mark);
    (is_speaker && is_name || is_pronoun).then_some(source)
}
