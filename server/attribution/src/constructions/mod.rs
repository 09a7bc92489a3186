//! Constructions that surely state something, where the chains find no statement or doubt it: “is sure that …”, “Her
//! worry is that …”, “In Lund's view, …”, “was described by Lund as …”. One file for each.

mod according;
mod adjectives;
mod agents;
mod bare_clauses;
mod clauses;
mod evaluations;
mod evidence;
mod expectations;
mod findings;
mod nouns;
mod quoted_as;
mod speakers;
mod undertakings;
mod viewpoints;

use super::clauses::lower;
use super::draft::Draft;
use super::repairs;
use super::sources;
use super::token::{Class, Quoted, TokenShape};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Confidence of a statement in such a construction.
const CONSTRUED: f32 = 0.6;

/// Minimum confidence of what is drafted by default.
const LIKELY: f32 = 0.5;

/// Source, cue and content of a construction.
struct Construction {
    source: Range<usize>,
    cue: Range<usize>,
    content: Vec<Range<usize>>,
}

impl Construction {
    /// Construction with a single clause.
    fn of_clause(source: Range<usize>, cue: Range<usize>, clause: Range<usize>) -> Self {
        Self { source, cue, content: Vec::from([clause]) }
    }
}

/// Finds the construction around a token, given its word in lower case, if there is one.
type Finder = fn(&TokenizedParagraph<'_>, usize, &str) -> Option<Construction>;

const FINDERS: [Finder; 13] = [
    according::find,
    adjectives::find,
    agents::find,
    bare_clauses::find,
    clauses::find,
    evaluations::find,
    evidence::find,
    expectations::find,
    findings::find,
    nouns::find,
    quoted_as::find,
    undertakings::find,
    viewpoints::find,
];

/// Adds the statements that are missing, and confirms those that are doubtful.
pub(super) fn complete(paragraph: &TokenizedParagraph<'_>, drafts: &mut Vec<Draft>) {
    let tokens = &paragraph.tokens;
    // All of them have a noun, a verb or an adjective that is not among the closed classes.
    let may_open = |token: &usize| {
        let here = &tokens[*token];
        here.quoted == Quoted::Outside
            && here.shape != TokenShape::Mark
            && (here.class == Class::According || !here.class.is_closed())
    };
    for token in (0..tokens.len()).filter(may_open) {
        let word = lower(paragraph, token);
        for found in FINDERS.iter().filter_map(|find| find(paragraph, token, &word)) {
            add(paragraph, drafts, found);
        }
    }
}

fn add(paragraph: &TokenizedParagraph<'_>, drafts: &mut Vec<Draft>, found: Construction) {
    let Construction { source, cue, content } = found;
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let touches = |draft: &Draft| {
        let mut own = draft.content.iter().chain([&draft.cue]);
        own.any(|range| overlaps(range, &cue) || content.iter().any(|part| overlaps(range, part)))
    };
    let others: Vec<usize> = (0..drafts.len()).filter(|place| touches(&drafts[*place])).collect();
    let is_doubtful = |draft: &Draft| {
        draft.confidence < LIKELY || overlaps(&draft.cue, &cue) && draft.confidence < CONSTRUED
    };
    // “was hailed by ministers | as a triumph”
    if let [place] = others[..]
        && let draft = &mut drafts[place]
        && overlaps(&draft.cue, &cue)
        && draft.content.len() < content.len()
        && draft.content.iter().all(|part| content.contains(part))
    {
        draft.content = content;
        if draft.source.is_empty() {
            draft.source = source;
            draft.confidence = CONSTRUED;
        }
        return;
    }
    // “According to the parish, which owns the bells, | they have rung”: the content starts later.
    if let ([place], [found]) = (&others[..], &content[..])
        && let draft = &mut drafts[*place]
        && overlaps(&draft.cue, &cue)
        && let [own] = &mut draft.content[..]
        && own.start < found.start
        && own.end == found.end
        && cue.end <= own.start
    {
        *own = found.clone();
        draft.source = source;
        return;
    }
    // Where the chains are sure of a statement, they know better where it ends.
    if others.len() > 1 || others.iter().any(|place| !is_doubtful(&drafts[*place])) {
        return;
    }
    let known = others.first().map(|place| &drafts[*place]).filter(|draft| overlaps(&draft.cue, &cue));
    let source =
        known.map(|draft| draft.source.clone()).filter(|source| !source.is_empty()).unwrap_or(source);
    others.iter().rev().for_each(|place| drop(drafts.remove(*place)));
    let mut draft = Draft { content, cue, source, confidence: CONSTRUED, ..Draft::default() };
    repairs::mend_source(paragraph, &mut draft);
    drafts.push(draft);
}

/// End of a clause that starts at a token: the end of its sentence, or a mark behind which another clause begins.
fn clause_end(paragraph: &TokenizedParagraph<'_>, from: usize) -> usize {
    let tokens = &paragraph.tokens;
    let sentence = tokens[from].sentence;
    let starts_another = |token: usize| {
        tokens.get(token).is_none_or(|next| {
            matches!(
                next.class,
                Class::Relative
                    | Class::Ing
                    | Class::CueIng
                    | Class::And
                    | Class::But
                    | Class::As
                    | Class::Subordinate
            ) || next.sentence != sentence
        })
    };
    let is_end = |token: &usize| {
        let here = &tokens[*token];
        here.sentence != sentence
            || here.quoted != Quoted::Outside
            || matches!(
                here.class,
                Class::Period
                    | Class::Question
                    | Class::Semicolon
                    | Class::Colon
                    | Class::Dash
                    | Class::ParenOpen
                    | Class::ParenClose
            )
            || here.class == Class::Comma
                && *token > from + 2
                && (starts_another(token + 1) || is_heard(paragraph, token + 1))
    };
    (from..tokens.len()).find(is_end).unwrap_or(tokens.len())
}

/// “…, the court was told on Monday”: whether a clause only names who listened.
fn is_heard(paragraph: &TokenizedParagraph<'_>, from: usize) -> bool {
    /// Maximum number of tokens before the verb.
    const LONGEST: usize = 10;
    let tokens = &paragraph.tokens;
    let is_inner = |token: &usize| {
        let class = tokens[*token].class;
        !matches!(class, Class::Comma | Class::That | Class::To | Class::Subject)
            && !matches!(class, Class::Modal)
    };
    let opens = tokens.get(from).is_some_and(|first| first.class == Class::Determiner);
    let mut near = (from..tokens.len()).take(LONGEST).take_while(is_inner);
    opens
        && near.any(|token| {
            let word = lower(paragraph, token);
            word == "heard" || word == "told" && tokens[token - 1].class == Class::Be
        })
}

/// First token behind the quotation with this opening mark.
fn behind_quotation(paragraph: &TokenizedParagraph<'_>, opening: usize) -> usize {
    let tokens = &paragraph.tokens;
    let inside = tokens[opening..].iter().take_while(|token| token.quoted != Quoted::Closing).count();
    (opening + inside + 1).min(tokens.len())
}

/// End of a clause that may be quoted in part: “the fleet is “a ruin” and must go”.
fn mixed_end(paragraph: &TokenizedParagraph<'_>, from: usize) -> usize {
    let tokens = &paragraph.tokens;
    let mut end = clause_end(paragraph, from);
    while tokens
        .get(end)
        .is_some_and(|mark| mark.quoted == Quoted::Opening && mark.sentence == tokens[from].sentence)
    {
        let behind = behind_quotation(paragraph, end);
        let is_over = tokens
            .get(behind)
            .is_none_or(|next| next.shape == TokenShape::Mark || next.sentence != tokens[from].sentence);
        end = if is_over { behind } else { clause_end(paragraph, behind) };
    }
    end
}

/// Whether a clause has a verb.
fn has_verb(paragraph: &TokenizedParagraph<'_>, clause: Range<usize>) -> bool {
    let is_verb = |token: usize| {
        let class = paragraph.tokens[token].class;
        matches!(
            class,
            Class::Modal | Class::Be | Class::Have | Class::Do | Class::Ed | Class::CuePast | Class::CueThird
        ) || super::clauses::is_past(paragraph, token)
    };
    clause.into_iter().skip(1).any(is_verb)
}

/// Whether a clause without “that” may start at a token.
fn opens_clause(class: Class) -> bool {
    matches!(
        class,
        Class::Determiner
            | Class::Subject
            | Class::Possessive
            | Class::Neuter
            | Class::Name
            | Class::Role
            | Class::Plural
    )
}

/// Comma behind the description of a source: “Otto Weiss, a chemist in Graz |,”; the first comma if there is none.
fn comma_behind(paragraph: &TokenizedParagraph<'_>, comma: usize) -> usize {
    /// Maximum number of tokens of the description.
    const LONGEST: usize = 14;
    let tokens = &paragraph.tokens;
    let opens = matches!(paragraph.word(comma + 1), "a" | "an")
        || tokens.get(comma + 1).is_some_and(|next| next.class == Class::Relative);
    let is_inner = |token: &usize| {
        tokens[*token].sentence == tokens[comma].sentence && tokens[*token].quoted == Quoted::Outside
    };
    let mut inner = (comma + 1..tokens.len()).take(LONGEST).take_while(is_inner);
    let closing = inner.find(|token| tokens[*token].class == Class::Comma);
    closing.filter(|_| opens).unwrap_or(comma)
}

/// Subject between the start of a sentence, or a comma, and a verb.
fn whole_subject(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Range<usize> {
    /// Maximum number of tokens.
    const LONGEST: usize = 10;
    let tokens = &paragraph.tokens;
    // “the judges”, “two claims”
    let is_noun = |token: usize| {
        let before = token.checked_sub(1).map(|before| tokens[before].class);
        let is_led = matches!(before, Some(Class::Determiner | Class::Possessive | Class::Number));
        tokens[token].class == Class::CueThird && is_led
    };
    // “documents filed at the registry”, “economists polled by the bank”
    let is_filed = |token: usize| {
        let before = token.checked_sub(1).map(|before| tokens[before].class);
        tokens[token].class == Class::Ed
            && matches!(before, Some(Class::Plural | Class::Role | Class::CueNoun))
            && tokens.get(token + 1).is_some_and(|next| next.class == Class::Preposition)
    };
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        here.sentence == tokens[verb].sentence
            && here.quoted == Quoted::Outside
            && (here.class == Class::CueBase
                || is_noun(*token)
                || is_filed(*token)
                || !here.class.is_verbal())
            && !super::clauses::is_past(paragraph, *token)
            && !matches!(
                here.class,
                Class::Comma
                    | Class::Colon
                    | Class::Semicolon
                    | Class::Dash
                    | Class::That
                    | Class::Wh
                    | Class::To
            )
            && !matches!(here.class, Class::Relative | Class::Subordinate | Class::According | Class::As)
    };
    let length = (0..verb).rev().take(LONGEST + 1).take_while(is_inner).count();
    let mut first = verb - length;
    if length > 0 && matches!(tokens[first].class, Class::And | Class::But) {
        first += 1;
    }
    let is_behind_comma = first > 0 && tokens[first - 1].class == Class::Comma;
    let is_led = is_behind_comma || starts_sentence(paragraph, first);
    if length > LONGEST || first == verb || !is_led {
        // “the Urban Institute and Brookings Institution | said”: the second name may not be all.
        let near = sources::subject(paragraph, verb);
        let is_joined = near.start > 0 && matches!(tokens[near.start - 1].class, Class::And | Class::But);
        return if is_joined { verb..verb } else { near };
    }
    let is_plain = !matches!(tokens[first].class, Class::Neuter | Class::Preposition);
    if is_plain || tokens[verb - 1].class == Class::Name { first..verb } else { verb..verb }
}

/// Whether a token is the first one of its sentence.
fn starts_sentence(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let tokens = &paragraph.tokens;
    token.checked_sub(1).is_none_or(|before| {
        tokens[before].sentence != tokens[token].sentence
            || matches!(tokens[before].class, Class::And | Class::But)
    })
}
