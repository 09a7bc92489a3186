//! One paragraph: which candidates are taken, and what becomes of quotations that no cue introduces.

use super::candidates::{self, Candidate};
use super::carriers;
use super::model::Model;
use super::orphans;
use super::pieces::{self, Gathered};
use super::quotes::Quoted;
use super::sources;
use super::tokens::{Paragraph, Shape};
use super::transcripts;
use std::ops::Range;

/// How much of what is said stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nearly all.
    Direct,
    /// Some.
    Mixed,
    /// None.
    Indirect,
}

/// What somebody is reported to say. All ranges are bytes of the text that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The parts of what is said, in order; none if the next paragraph is to say it, behind a colon.
    pub content: Vec<Range<usize>>,
    /// The words that say so.
    pub cue: Option<Range<usize>>,
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// Who relays it: “Bloomberg” in “…, the minister said, Bloomberg reported”.
    pub carrier: Option<Range<usize>>,
    /// How much of it is quoted.
    pub kind: Kind,
    /// Whether it carries on what the paragraph before said, by the same speaker; there is no cue and no source then.
    pub continues: bool,
    /// How likely it is that content and source are right, from 0 to 1.
    pub confidence: f32,
}

impl Statement {
    /// Moves all ranges on by so many bytes.
    pub fn shift(&mut self, by: usize) {
        let move_on = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        self.content.iter_mut().for_each(move_on);
        let others = [&mut self.cue, &mut self.source, &mut self.carrier];
        others.into_iter().flatten().for_each(move_on);
    }
}

/// What a paragraph must know of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are observed one by one")]
pub struct Before {
    /// Somebody's words in quotation marks came last.
    pub spoke: bool,
    /// It ended with what somebody says, without quotation marks.
    pub told: bool,
    /// The last quotation was not closed.
    pub open: bool,
    /// It ended with a colon behind somebody who speaks.
    pub announced: bool,
}

/// What was read in a paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The statements, in the order of their first words.
    pub statements: Vec<Statement>,
    /// What the next paragraph must know.
    pub after: Before,
}

/// A candidate is taken if its content is at least this likely to be right.
const LIKELY: f32 = 0.16;

/// … and it and its source are at least this likely.
const TRUSTED: f32 = 0.088;

/// A statement by the tokens of its paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub content: Vec<Range<usize>>,
    pub cue: Range<usize>,
    pub source: Range<usize>,
    pub carrier: Range<usize>,
    pub continues: bool,
    pub confidence: f32,
}

impl From<&Candidate> for Draft {
    fn from(candidate: &Candidate) -> Self {
        Self {
            content: candidate.content.clone(),
            cue: candidate.cue.clone(),
            source: candidate.source.clone(),
            confidence: candidate.confidence,
            ..Self::default()
        }
    }
}

/// Reads the text of one paragraph. The ranges are bytes of it.
pub fn read(model: &Model<'_>, text: &str, before: Before) -> Reading {
    let paragraph = Paragraph::new(text, model.clusters);
    if paragraph.tokens.len() <= pieces::LONGEST {
        return read_whole(model, &paragraph, before);
    }
    let mut gathered = Gathered::default();
    let mut before = before;
    for piece in pieces::cut(&paragraph) {
        let reading = read_whole(model, &Paragraph::new(&text[piece.clone()], model.clusters), before);
        before = reading.after;
        gathered.add(reading, piece.start);
    }
    Reading { statements: gathered.statements, after: before }
}

fn read_whole(model: &Model<'_>, paragraph: &Paragraph<'_>, before: Before) -> Reading {
    let mut candidates = candidates::all(model, paragraph);
    candidates.retain(|candidate| !transcripts::is_dateline(paragraph, candidate));
    candidates.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    let mut drafts = chosen(paragraph, &candidates);
    orphans::adopt(paragraph, before, &candidates, &mut drafts);
    drafts.sort_by_key(|draft| draft.content.first().map_or(draft.cue.start, |range| range.start));
    drafts.extend(orphans::announcement(paragraph, &candidates, &drafts));
    let after = after(paragraph, &drafts);
    let statements = drafts.iter().map(|draft| statement(paragraph, draft)).collect();
    Reading { statements, after }
}

/// The candidates that are taken, the likeliest first, none of which shares a word with another's content: what a likelier
/// one has of its content is left to that.
fn chosen(paragraph: &Paragraph<'_>, found: &[Candidate]) -> Vec<Draft> {
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
    }
    carriers::find(paragraph, &mut drafts);
    drafts
}

/// “who asked not to be named because …”: that tells of the speaker, and is nothing that he says.
fn withholds_name(paragraph: &Paragraph<'_>, candidate: &Candidate) -> bool {
    let Some(first) = candidate.content.first() else { return false };
    let words: [&str; 4] = std::array::from_fn(|place| paragraph.word(first.start + place));
    matches!(words, ["not", "to", "be", "named" | "identified" | "quoted"])
}

/// “…,” Diop said. “…,” Keita said: whether a candidate has its verb or its speaker right behind a part that another one
/// takes for its own, from farther away.
fn has_beside(
    paragraph: &Paragraph<'_>,
    part: &Range<usize>,
    candidate: &Candidate,
    other: &Candidate,
) -> bool {
    let is_beside = |candidate: &Candidate| {
        let mut ranges = [&candidate.cue, &candidate.source].into_iter().filter(|range| !range.is_empty());
        ranges.any(|range| {
            let between = paragraph.tokens.get(part.end..range.start);
            between.is_some_and(|tokens| tokens.iter().all(|token| token.shape == Shape::Mark))
        })
    };
    let has_part = |own: &Range<usize>| own.start <= part.start && part.end <= own.end;
    let is_likely = candidate.likelihood >= LIKELY && !candidate.source.is_empty();
    is_likely && candidate.content.iter().any(has_part) && is_beside(candidate) && !is_beside(other)
}

fn after(paragraph: &Paragraph<'_>, drafts: &[Draft]) -> Before {
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
    let end = paragraph.tokens.iter().rposition(|token| token.shape != Shape::Mark);
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
        announced: orphans::announces(paragraph, drafts),
    }
}

fn statement(paragraph: &Paragraph<'_>, draft: &Draft) -> Statement {
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
        Kind::Direct
    } else if quoted > 0 {
        Kind::Mixed
    } else {
        Kind::Indirect
    };
    Statement {
        content: draft.content.iter().filter_map(bytes).collect(),
        cue: bytes(&draft.cue),
        source: bytes(&draft.source),
        carrier: bytes(&draft.carrier),
        kind,
        continues: draft.continues,
        confidence: draft.confidence.clamp(0.0, 1.0),
    }
}
