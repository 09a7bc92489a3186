//! Reported speech in a paragraph, as extents of its block. Rules that need a speaker or a cue use this view of the
//! attribution engine's output, which the block caches.

use ascribe_attribution::{Before, SpeechKind, Stance};
use ascribe_drafting::article::PlainArticle;
use ascribe_drafting::described::Phrase;
use ascribe_drafting::phrase;
use ascribe_drafting::readings::reading;
use ascribe_drafting::reads_along;
use ascribe_language::lexicon::Lexicon;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{BlockRange, Marked};
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
    /// Whether a part of the statement overlaps the extent.
    pub fn touches(&self, extent: BlockRange) -> bool {
        self.content.iter().any(|part| part.start < extent.end && extent.start < part.end)
    }

    /// Whether a part of the statement is in a quotation or span.
    pub fn is_of(&self, marked: &Marked) -> bool {
        self.touches(marked.content)
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
