//! What the attribution engine reads in a paragraph, by the places of its block. The rules that look at who says
//! something, and by which words, ask here; the block keeps what was read.

use ascribe_attribution::{Before, Kind};
use ascribe_drafting::article::Article;
use ascribe_drafting::described::Phrase;
use ascribe_drafting::phrase;
use ascribe_drafting::readings::reading;
use ascribe_drafting::reads_along;
use ascribe_language::lexicon::{self, Lexicon};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Extent, Marked};
use ascribe_markup::scope::Scope;

/// What somebody is read to say.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The parts of what is said.
    pub content: Vec<Extent>,
    /// The words that say so.
    pub cue: Option<Extent>,
    /// Who says it, and what the words tell of that.
    pub source: Option<(Extent, Option<Phrase>)>,
    /// Who relays it.
    pub carrier: Option<Extent>,
    /// How much of it stands in quotation marks.
    pub kind: Kind,
    /// How likely it is that content and source are right, from 0 to 1.
    pub confidence: f32,
}

impl Heard {
    /// Whether a part of it is in that extent.
    pub fn touches(&self, extent: Extent) -> bool {
        self.content.iter().any(|part| part.start < extent.end && extent.start < part.end)
    }

    /// Whether a part of it is in a quotation or span.
    pub fn is_of(&self, marked: &Marked) -> bool {
        self.touches(marked.content)
    }
}

/// The word lists for the language of a document.
pub(crate) fn lexicon(scope: &Scope) -> Option<&'static Lexicon> {
    lexicon::of(scope.document.front_matter("lang").map_or("en", |lang| &lang.value))
}

/// What is read in a paragraph, in the order of its words; nothing in a language that has no word lists, and in what is
/// too long for an article.
pub fn heard(scope: &Scope, at: BlockAt<'_>) -> Vec<Heard> {
    if at.block.paragraph().is_none() || lexicon(scope).is_none() || !reads_along(&scope.document, at.block) {
        return Vec::new();
    }
    let statements = &reading(at.block, Before::default()).statements;
    if statements.is_empty() {
        return Vec::new();
    }
    let article = Article::of(at);
    let Some(paragraph) = article.paragraphs.first() else { return Vec::new() };
    let text = article.slice(paragraph.range.clone());
    let place = |range: &Option<_>| range.as_ref().and_then(|range| paragraph.in_block(at, range));
    let heard = statements.iter().map(|statement| Heard {
        content: statement.content.iter().filter_map(|part| paragraph.in_block(at, part)).collect(),
        cue: place(&statement.cue),
        source: statement.source.clone().and_then(|range| {
            let extent = paragraph.in_block(at, &range)?;
            Some((extent, text.get(range).and_then(phrase::read)))
        }),
        carrier: place(&statement.carrier),
        kind: statement.kind,
        confidence: statement.confidence,
    });
    heard.collect()
}
