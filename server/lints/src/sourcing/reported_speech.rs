//! Reported speech in a paragraph, as extents of its block. Rules that need a speaker or a cue use this view of the
//! attribution engine's output, which the block caches.

use ascribe_attribution::{Before, SpeechKind, Stance};
use ascribe_drafting::phrases::described::Phrase;
use ascribe_drafting::phrases::phrase;
use ascribe_drafting::reads_along;
use ascribe_drafting::statements::readings::reading;
use ascribe_drafting::text::article::PlainArticle;
use ascribe_language::lexicon::Lexicon;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Block, BlockRange, Marked};
use ascribe_markup::scope::Scope;

/// A statement that somebody is reported to make.
#[derive(Debug, Clone)]
pub struct ReportedSpeech {
    /// Parts of the statement.
    pub content: Vec<BlockRange>,
    /// Cue: the words that introduce the statement.
    pub cue: Option<BlockRange>,
    /// Words for the speaker, and the phrase parsed from them.
    pub source: Option<(BlockRange, Option<Phrase>)>,
    /// Words for the actor who relays it.
    pub carrier: Option<BlockRange>,
    /// Kind of speech: how much of it is in quotation marks.
    pub kind: SpeechKind,
    /// How the speaker stands to the statement; `None` if nothing is stated: “did not say that …”.
    pub stance: Option<Stance>,
    /// Probability that content, source and stance are right, from 0 to 1.
    pub confidence: f32,
}

impl ReportedSpeech {
    /// Quotations and spans that have a part of the statement, in text order.
    pub fn marked<'b>(&self, block: &'b Block) -> Vec<&'b Marked> {
        let mut marked: Vec<&Marked> =
            self.content.iter().flat_map(|part| block.marked_touching(*part)).collect();
        marked.sort_by_key(|marked| marked.extent);
        marked.dedup_by_key(|marked| marked.extent);
        marked
    }
}

/// Reported speech of a paragraph, by the places of its parts.
#[derive(Debug, Default)]
pub struct SpeechIndex {
    speech: Vec<ReportedSpeech>,
    /// Parts by their start, each with the index of its statement, and the largest end of all parts up to it.
    parts: Vec<(BlockRange, usize, u32)>,
}

impl SpeechIndex {
    /// Indexes reported speech.
    pub fn new(speech: Vec<ReportedSpeech>) -> Self {
        let numbered = speech.iter().enumerate();
        let parts =
            numbered.flat_map(|(index, speech)| speech.content.iter().map(move |part| (*part, index, 0)));
        let mut parts: Vec<(BlockRange, usize, u32)> = parts.collect();
        parts.sort_by_key(|(part, ..)| *part);
        let mut largest = 0;
        for (part, _, end) in &mut parts {
            largest = part.end.max(largest);
            *end = largest;
        }
        Self { speech, parts }
    }

    /// Reported speech of which a part overlaps the extent, in text order.
    pub fn touching(&self, extent: BlockRange) -> impl Iterator<Item = &ReportedSpeech> {
        let before = &self.parts[..self.parts.partition_point(|(part, ..)| part.start < extent.end)];
        let near = before.iter().rev().take_while(|(_, _, end)| *end > extent.start);
        let mut touching: Vec<usize> =
            near.filter(|(part, ..)| part.end > extent.start).map(|(_, index, _)| *index).collect();
        touching.sort_unstable();
        touching.dedup();
        touching.into_iter().map(|index| &self.speech[index])
    }
}

/// Word lists for the language of a document, if there are any.
pub(crate) fn lexicon(scope: &Scope) -> Option<&'static Lexicon> {
    scope.lexicon()
}

/// Reported speech in a paragraph, in text order; empty for languages without word lists and for documents too long to
/// be an article.
pub fn reported_speech(scope: &Scope, at: BlockAt<'_>) -> Vec<ReportedSpeech> {
    if at.block.paragraph().is_none() || lexicon(scope).is_none() || !reads_along(&scope.document, at.block) {
        return Vec::new();
    }
    let statements = &reading(at.block, Before::default()).statements;
    if statements.is_empty() {
        return Vec::new();
    }
    let article = PlainArticle::of(at);
    let Some(paragraph) = article.paragraphs.first() else { return Vec::new() };
    let text = article.slice(paragraph.range.clone());
    let place = |range: &Option<_>| range.as_ref().and_then(|range| paragraph.in_block(at, range));
    let heard = statements.iter().map(|statement| ReportedSpeech {
        content: statement.content.iter().filter_map(|part| paragraph.in_block(at, part)).collect(),
        cue: place(&statement.cue),
        source: statement.source.clone().and_then(|range| {
            let extent = paragraph.in_block(at, &range)?;
            Some((extent, text.get(range).and_then(phrase::read)))
        }),
        carrier: place(&statement.carrier),
        kind: statement.kind,
        stance: statement.stance,
        confidence: statement.confidence,
    });
    heard.collect()
}
