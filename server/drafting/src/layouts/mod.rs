//! Layouts in which a name apart from the words tells who speaks: letters, statements below a heading, scripts, names beside
//! quotations. Each layout is one file; the first one that knows a paragraph has it.

mod addresses;
mod announced;
mod block_quotes;
mod dashes;
mod debates;
mod interviews;
mod label;
mod letters;
mod line;
mod name_lines;
mod questions;
mod quoted_labels;
mod respondent;
mod says_lines;
mod scripts;
mod signed_quotations;

pub(crate) use interviews::Interview;
pub(crate) use label::HEADINGS;

use crate::text::article::PlainArticle;
use ascribe_attribution::{SpeechKind, Stance, Statement};
use line::Lines;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words in one paragraph that a layout gives to somebody.
#[derive(Debug, Clone)]
struct Speech {
    /// Index of the paragraph.
    paragraph: usize,
    /// Byte range of the words in the article; empty if nothing in the paragraph is a statement.
    words: Range<usize>,
    /// Byte range of the words for the speaker, maybe in another paragraph; `None` if nobody knows.
    source: Option<Range<usize>>,
    /// Whether the words are quoted, so that the marks show their extent.
    is_quoted: bool,
}

/// Finds the speeches of one layout.
type Layout = fn(&Lines<'_>) -> Vec<Speech>;

/// Layouts that tell more than the sentences do; the first ones are the surest.
const LAYOUTS: [Layout; 9] = [
    letters::speeches,
    addresses::speeches,
    debates::speeches,
    scripts::speeches,
    questions::speeches,
    name_lines::speeches,
    says_lines::speeches,
    dashes::speeches,
    block_quotes::speeches,
];

/// Layouts for quotations whose speaker the sentences do not tell.
const WEAK: [Layout; 3] = [quoted_labels::speeches, signed_quotations::speeches, announced::speeches];

/// Confidence that somebody speaks whom only the layout tells.
const CONFIDENCE: f32 = 0.75;

/// Statements that the layout of an article shows, by paragraph (index).
#[derive(Debug, Default)]
pub(crate) struct Layouts {
    sure: BTreeMap<usize, Vec<Statement>>,
    weak: BTreeMap<usize, Vec<Statement>>,
}

impl Layouts {
    /// Finds the statements of an article.
    pub(crate) fn of(article: &PlainArticle) -> Self {
        let lines = Lines::of(article);
        Self { sure: found(&LAYOUTS, &lines), weak: found(&WEAK, &lines) }
    }

    /// Statements of a paragraph, in place of those of its sentences.
    pub(crate) fn statements(&self, paragraph: usize) -> &[Statement] {
        self.sure.get(&paragraph).map_or(&[], Vec::as_slice)
    }

    /// Whether the layout tells that nothing in a paragraph is a statement, as in the question of an interviewer.
    pub(crate) fn is_silent(&self, paragraph: usize) -> bool {
        self.sure.get(&paragraph).is_some_and(Vec::is_empty)
    }

    /// Statements of a paragraph for the quotations that its sentences give to nobody.
    pub(crate) fn others(&self, paragraph: usize) -> &[Statement] {
        self.weak.get(&paragraph).map_or(&[], Vec::as_slice)
    }
}

fn found(layouts: &[Layout], lines: &Lines<'_>) -> BTreeMap<usize, Vec<Statement>> {
    let mut all: BTreeMap<usize, Vec<Statement>> = BTreeMap::new();
    for layout in layouts {
        let mut new: BTreeMap<usize, Vec<Statement>> = BTreeMap::new();
        for speech in layout(lines) {
            let statements = new.entry(speech.paragraph).or_default();
            if !speech.words.is_empty() {
                statements.push(speech.statement());
            }
        }
        for (paragraph, statements) in new {
            all.entry(paragraph).or_insert(statements);
        }
    }
    all
}

impl Speech {
    fn statement(self) -> Statement {
        let start = self.words.start;
        Statement {
            content: vec![self.words],
            cue: (!self.is_quoted).then_some(start..start),
            source: self.source,
            carrier: None,
            kind: if self.is_quoted { SpeechKind::Direct } else { SpeechKind::Indirect },
            continues: false,
            stance: Some(Stance::Asserts),
            confidence: CONFIDENCE,
        }
    }
}
