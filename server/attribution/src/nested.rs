//! “She said he told her: “…””: the quotation inside a statement is by the one whose words it reports, not by the one who
//! reports them.

use super::draft::Draft;
use super::sources::subject;
use super::token::{Class, Quoted};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum confidence of the inner statement.
const INNER: f32 = 0.7;

/// Minimum number of tokens that are left of the outer statement.
const SHORTEST: usize = 5;

/// Makes such quotations statements of their own.
pub(super) fn split(paragraph: &TokenizedParagraph<'_>, drafts: &mut Vec<Draft>) {
    for place in 0..drafts.len() {
        let Some((part, source, cue)) = inner(paragraph, &drafts[place]) else { continue };
        let outer = &mut drafts[place];
        let Some(whole) = outer.content.get_mut(part) else { continue };
        let content = cue.end + 1..whole.end;
        // The rest of the outer statement is only the announcement, or ends before it.
        whole.end = if source.start - whole.start < SHORTEST { cue.end } else { source.start };
        let confidence = outer.confidence.min(INNER);
        // A pronoun means somebody of whom the outer speaker tells, who need not be named near by.
        let is_pronoun = source.len() == 1 && paragraph.tokens[source.start].class == Class::Subject;
        let source = if is_pronoun { 0..0 } else { source };
        drafts.push(Draft { content: vec![content], cue, source, confidence, ..Draft::default() });
    }
}

/// Index of the part of the content that ends with such a quotation, with the inner source and verb.
fn inner(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> Option<(usize, Range<usize>, Range<usize>)> {
    let tokens = &paragraph.tokens;
    let found = draft.content.iter().enumerate().find_map(|(at, part)| {
        let quotation =
            paragraph.quotations.iter().find(|one| part.start < one.first && one.last + 1 == part.end)?;
        let mark = quotation.first - 1;
        let is_object = |token: &usize| matches!(tokens[*token].class, Class::Object | Class::Possessive);
        let objects = (part.start..mark).rev().take(1).take_while(is_object).count();
        let verb = (mark - objects).checked_sub(1)?;
        let source = subject(paragraph, verb);
        let is_inner = matches!(tokens[mark].class, Class::Colon | Class::Comma)
            && matches!(tokens[verb].class, Class::CuePast | Class::CueThird)
            && tokens[part.start..quotation.first].iter().all(|token| token.quoted == Quoted::Outside)
            && tokens[part.start].sentence == tokens[verb].sentence
            && !source.is_empty()
            && source.start >= part.start
            && draft.cue.end <= source.start
            && source != draft.source;
        is_inner.then_some((at, source, verb..mark))
    });
    found.filter(|_| !draft.source.is_empty() && !draft.cue.is_empty())
}
