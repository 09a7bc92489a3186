//! Reads one paragraph: selects candidates, and attributes quotations that no cue introduces.

use super::announcements;
use super::candidates;
use super::carriers;
use super::constructions;
use super::continuations;
use super::coordinated;
use super::draft::{Draft, DraftCandidate};
use super::feature_cache::CachedSums;
use super::gates;
use super::model::Model;
use super::nested;
use super::pieces::{self, Gathered};
use super::repairs;
use super::sources;
use super::stances;
use super::statement::{Before, Reading, SpeechKind, Statement};
use super::token::{Class, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use super::trailing;
use super::transcripts;
use super::uncued_quotes;
use std::ops::Range;

/// Minimum likelihood of the content to accept a candidate.
const LIKELY: f32 = 0.16;

/// Minimum likelihood of content and source to accept a candidate.
const TRUSTED: f32 = 0.088;

/// Reads the text of one paragraph, using the cached feature sums of words, which must come from the same model. Ranges
/// are byte ranges of the text.
pub fn read(
    model: &Model<'_>,
    text: &str,
    before: Before,
    mut remembered: Option<&mut CachedSums>,
) -> Reading {
    let paragraph = TokenizedParagraph::new(text, model.clusters);
    if paragraph.tokens.len() <= pieces::LONGEST {
        return read_whole(model, &paragraph, before, remembered);
    }
    let mut gathered = Gathered::default();
    let mut before = before;
    for piece in pieces::cut(&paragraph) {
        let paragraph = TokenizedParagraph::new(&text[piece.clone()], model.clusters);
        let reading = read_whole(model, &paragraph, before, remembered.as_deref_mut());
        before = reading.after;
        gathered.add(reading, piece.start);
    }
    Reading { statements: gathered.statements, after: before }
}

fn read_whole(
    model: &Model<'_>,
    paragraph: &TokenizedParagraph<'_>,
    before: Before,
    remembered: Option<&mut CachedSums>,
) -> Reading {
    let mut candidates = candidates::all(model, paragraph, remembered);
    candidates.retain(|candidate| !transcripts::is_dateline(paragraph, candidate));
    candidates.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    let mut drafts = chosen(paragraph, &candidates);
    uncued_quotes::attach(paragraph, before, &candidates, &mut drafts);
    drafts.retain(|draft| !announcements::is_setting(paragraph, draft));
    drafts.sort_by_key(|draft| draft.content.first().map_or(draft.cue.start, |range| range.start));
    drafts.extend(announcements::announcement(paragraph, &candidates, &drafts));
    let after = after(paragraph, &drafts);
    let mut drafts = stances::decide(paragraph, drafts);
    gates::apply(paragraph, &mut drafts);
    let statements = drafts.iter().map(|draft| statement(paragraph, draft)).collect();
    Reading { statements, after }
}

/// Selects candidates, likeliest first, without overlapping content: a part claimed by a likelier candidate is left to
/// that one.
fn chosen(paragraph: &TokenizedParagraph<'_>, found: &[DraftCandidate]) -> Vec<Draft> {
    let mut taken = vec![false; paragraph.tokens.len()];
    let mut drafts: Vec<Draft> = Vec::new();
    for candidate in found {
        let is_doubtful = candidate.likelihood < LIKELY || candidate.confidence < TRUSTED;
        if is_doubtful || withholds_name(paragraph, candidate) {
            continue;
        }
        let mut draft = Draft::from(candidate);
        let is_own =
            |part: &Range<usize>| !found.iter().any(|other| has_beside(paragraph, part, other, candidate));
        for part in &mut draft.content {
            end_before_second(paragraph, part, &taken, &drafts);
        }
        draft.content.retain(|part| !taken[part.clone()].contains(&true) && is_own(part));
        if draft.content.is_empty() || taken[draft.cue.clone()].contains(&true) {
            continue;
        }
        for part in &draft.content {
            taken[part.clone()].fill(true);
        }
        drafts.push(draft);
    }
    for draft in &mut drafts {
        sources::mend(paragraph, draft);
        repairs::apply(paragraph, draft, &taken);
        if let Some(clause) =
            narrated(paragraph, draft).filter(|clause| !taken[clause.clone()].contains(&true))
        {
            draft.content = vec![clause];
        }
    }
    coordinated::split(paragraph, &mut drafts, &taken);
    carriers::find(paragraph, &mut drafts);
    trailing::complete(paragraph, &mut drafts);
    constructions::complete(paragraph, &mut drafts);
    continuations::complete(paragraph, &mut drafts);
    repairs::trim(paragraph, &mut drafts);
    nested::split(paragraph, &mut drafts);
    drafts
}

/// “said the club was broke, | blaming the board”: ends a part before a second verb of the same speaker whose content is
/// already another draft.
fn end_before_second(
    paragraph: &TokenizedParagraph<'_>,
    part: &mut Range<usize>,
    taken: &[bool],
    drafts: &[Draft],
) {
    /// Minimum number of tokens that are left.
    const SHORTEST: usize = 3;
    let tokens = &paragraph.tokens;
    let Some(first) = part.clone().find(|token| taken[*token]) else { return };
    let Some(other) = drafts.iter().find(|draft| draft.content.iter().any(|range| range.contains(&first)))
    else {
        return;
    };
    let cue = &other.cue;
    if cue.start <= part.start || cue.end > first || cue.end + 1 < first {
        return;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly);
    let Some(link) = (part.start..cue.start).rev().find(|token| !is_adverb(token)) else { return };
    let is_participle =
        tokens[link].class == Class::Comma && matches!(tokens[cue.start].class, Class::CueIng | Class::Ing);
    let is_joined = matches!(tokens[link].class, Class::And | Class::But);
    let end = link - usize::from(is_joined && tokens[link - 1].class == Class::Comma);
    if (is_participle || is_joined) && end >= part.start + SHORTEST && !taken[part.start..end].contains(&true)
    {
        part.end = end;
    }
}

/// “…, the mayor said on Monday, raising doubts about …”: the part after the verb is the narrator's, and the content is
/// before it.
fn narrated(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> Option<Range<usize>> {
    /// Maximum number of tokens for when or where it was said.
    const FARTHEST: usize = 5;
    /// Minimum length of the content, in tokens.
    const SHORTEST: usize = 4;
    let tokens = &paragraph.tokens;
    let (source, cue) = (&draft.source, &draft.cue);
    let [part] = &draft.content[..] else { return None };
    let comma = part.start.checked_sub(1).filter(|at| tokens[*at].class == Class::Comma)?;
    let is_together = !source.is_empty() && (source.end == cue.start || cue.end == source.start);
    let (first, end) = (source.start.min(cue.start), source.end.max(cue.end));
    let is_behind = is_together && (end..=end + FARTHEST).contains(&comma);
    let is_plain =
        |token: &Token| token.quoted == Quoted::Outside && token.sentence == tokens[first].sentence;
    if !is_behind || tokens[part.start].class != Class::Ing || !tokens[end..=part.start].iter().all(is_plain)
    {
        return None;
    }
    let before = first.checked_sub(1).filter(|at| tokens[*at].class == Class::Comma)?;
    let start = tokens[..before].iter().rposition(|token| token.sentence != tokens[first].sentence);
    let start = start.map_or(0, |last| last + 1);
    // “GDYNIA, Poland — …”
    let dateline = tokens[start..before].iter().take(8).rposition(|token| token.class == Class::Dash);
    let start = dateline.map_or(start, |dash| start + dash + 1);
    (start + SHORTEST <= before).then_some(start..before)
}

/// “who asked not to be named because …”: describes the speaker and is not a statement.
fn withholds_name(paragraph: &TokenizedParagraph<'_>, candidate: &DraftCandidate) -> bool {
    let Some(first) = candidate.content.first() else { return false };
    let words: [&str; 4] = std::array::from_fn(|place| paragraph.word(first.start + place));
    matches!(words, ["not", "to", "be", "named" | "identified" | "quoted"])
}

/// “…,” Diop said. “…,” Keita said: whether a candidate has its verb or speaker right after a part that another
/// candidate claims from farther away.
fn has_beside(
    paragraph: &TokenizedParagraph<'_>,
    part: &Range<usize>,
    candidate: &DraftCandidate,
    other: &DraftCandidate,
) -> bool {
    let is_beside = |candidate: &DraftCandidate| {
        let mut ranges = [&candidate.cue, &candidate.source].into_iter().filter(|range| !range.is_empty());
        ranges.any(|range| {
            let between = paragraph.tokens.get(part.end..range.start);
            between.is_some_and(|tokens| tokens.iter().all(|token| token.shape == TokenShape::Mark))
        })
    };
    let has_part = |own: &Range<usize>| own.start <= part.start && part.end <= own.end;
    let is_likely = candidate.likelihood >= LIKELY && !candidate.source.is_empty();
    is_likely && candidate.content.iter().any(has_part) && is_beside(candidate) && !is_beside(other)
}

fn after(paragraph: &TokenizedParagraph<'_>, drafts: &[Draft]) -> Before {
    let last = paragraph.quotations.last();
    let ends_open = last.is_some_and(|last| !last.closed);
    let quotes = |draft: &Draft| {
        let mut tokens = draft.content.iter().flat_map(Range::clone);
        tokens.any(|token| paragraph.tokens[token].quoted != Quoted::Outside)
    };
    let is_speech = last.is_some_and(|last| {
        drafts
            .iter()
            .any(|draft| draft.content.iter().any(|range| range.contains(&last.first)) && quotes(draft))
    });
    let end = paragraph.tokens.iter().rposition(|token| token.shape != TokenShape::Mark);
    let is_told = end.is_some_and(|end| {
        let ends = |draft: &Draft| draft.content.last().is_some_and(|part| part.contains(&end));
        let is_near = |draft: &Draft| {
            !draft.cue.is_empty()
                && paragraph.tokens[draft.cue.start].sentence == paragraph.tokens[end].sentence
        };
        drafts.iter().any(|draft| ends(draft) && is_near(draft) && !draft.source.is_empty())
    });
    Before {
        spoke: is_speech,
        told: is_told && !is_speech,
        open: ends_open && is_speech,
        announced: announcements::announces(paragraph, drafts),
    }
}

fn statement(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> Statement {
    let tokens = &paragraph.tokens;
    let bytes = |range: &Range<usize>| {
        (!range.is_empty()).then(|| tokens[range.start].start..tokens[range.end - 1].end)
    };
    let (mut all, mut quoted) = (0, 0);
    for token in draft.content.iter().flat_map(|range| &tokens[range.clone()]) {
        all += token.end - token.start;
        quoted += if token.quoted == Quoted::Outside { 0 } else { token.end - token.start };
    }
    let kind = if quoted * 10 >= all * 9 {
        SpeechKind::Direct
    } else if quoted > 0 {
        SpeechKind::Mixed
    } else {
        SpeechKind::Indirect
    };
    Statement {
        content: draft.content.iter().filter_map(bytes).collect(),
        cue: bytes(&draft.cue),
        source: bytes(&draft.source),
        carrier: bytes(&draft.carrier),
        kind,
        continues: draft.continues,
        stance: draft.stance,
        confidence: draft.confidence.clamp(0.0, 1.0),
    }
}
