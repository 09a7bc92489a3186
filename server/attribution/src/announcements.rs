//! Announcements: “The minister replied:” at the end of a paragraph, with the words in the next one.

use super::draft::{Draft, DraftCandidate};
use super::repairs;
use super::sources::subject;
use super::token::{Class, Quoted};
use super::tokens::TokenizedParagraph;
use super::uncued_quotes::{Reach, reach};
/// Confidence that a quotation belongs to an announcement by a colon at the end of the previous paragraph.
pub(super) const ANNOUNCED: f32 = 0.75;

/// Whether a paragraph ends with a colon after a sentence in which somebody speaks.
pub(super) fn announces(paragraph: &TokenizedParagraph<'_>, drafts: &[Draft]) -> bool {
    let Some(last) = paragraph.tokens.last() else { return false };
    let in_last = |draft: &Draft| {
        let sentence = paragraph.tokens.get(draft.cue.start).map(|token| token.sentence);
        !draft.continues && sentence == Some(last.sentence) && !draft.source.is_empty()
    };
    last.class == Class::Colon
        && drafts.iter().any(in_last)
        && by_colon(paragraph).is_none_or(|verb| drafts.iter().any(|draft| draft.cue.contains(&verb)))
}

/// Verb of speech in “…, and Kessler replied:”.
fn by_colon(paragraph: &TokenizedParagraph<'_>) -> Option<usize> {
    let verb = paragraph.tokens.len().checked_sub(2)?;
    matches!(paragraph.tokens[verb].class, Class::CuePast | Class::CueThird).then_some(verb)
}

/// “Speaking at the opening, the minister said:”: whether the words before the source only tell when, and what is said is in
/// the next paragraph.
pub(super) fn is_setting(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let [part] = &draft.content[..] else { return false };
    let is_announced = tokens.last().is_some_and(|last| last.class == Class::Colon)
        && by_colon(paragraph).is_some_and(|verb| draft.cue.contains(&verb));
    is_announced
        && part.end <= draft.source.start
        && tokens[part.clone()].iter().all(|token| token.quoted == Quoted::Outside)
        && matches!(tokens[part.start].class, Class::Ing | Class::CueIng | Class::Preposition | Class::Ed)
}

/// “The minister replied:” at the end of a paragraph: a draft whose content is in the next paragraph.
pub(super) fn announcement(
    paragraph: &TokenizedParagraph<'_>,
    candidates: &[DraftCandidate],
    drafts: &[Draft],
) -> Option<Draft> {
    /// Maximum distance in tokens from the cue to the colon.
    const FARTHEST: usize = 8;
    let end = paragraph.tokens.len();
    let last = paragraph.tokens.last().filter(|last| last.class == Class::Colon)?;
    if announces(paragraph, drafts) {
        return None;
    }
    let verb = by_colon(paragraph);
    let is_here = |candidate: &&DraftCandidate| {
        if verb.is_some_and(|verb| !candidate.cue.contains(&verb)) {
            return false;
        }
        let cue = &paragraph.tokens[candidate.cue.clone()];
        let is_near = candidate.cue.end + FARTHEST >= end && cue[0].sentence == last.sentence;
        is_near && !candidate.source.is_empty() && candidate.source.start + 40 > end
    };
    let here = candidates.iter().filter(is_here);
    let Some(candidate) = here.max_by(|a, b| a.evidence.cue.total_cmp(&b.evidence.cue)) else {
        return alone(paragraph, drafts);
    };
    let is_new = !drafts.iter().any(|draft| draft.cue == candidate.cue);
    // The token taken for content may be the determiner of the source.
    let is_article = |token: usize| paragraph.tokens[token].class == Class::Determiner;
    let mut source = candidate.source.clone();
    source.start -= usize::from(source.start.checked_sub(1).is_some_and(is_article));
    is_new.then(|| {
        let mut draft =
            Draft { cue: candidate.cue.clone(), source, confidence: ANNOUNCED, ..Draft::default() };
        repairs::mend_source(paragraph, &mut draft);
        draft
    })
}

/// “Caddell continued:”, alone or at the end of a sentence.
fn alone(paragraph: &TokenizedParagraph<'_>, drafts: &[Draft]) -> Option<Draft> {
    /// Maximum length of the paragraph, in tokens.
    const LONGEST: usize = 12;
    let verb = paragraph.tokens.len().checked_sub(2)?;
    let speaks = matches!(paragraph.tokens[verb].class, Class::CuePast | Class::CueThird);
    let is_alone = verb > 0 && verb < LONGEST && drafts.is_empty();
    let source = if is_alone { 0..verb } else { subject(paragraph, verb) };
    let cue = verb..verb + 2;
    let is_free = matches!(reach(&cue, drafts), Reach::Free) && !source.is_empty();
    (speaks && is_free).then(|| Draft { cue, source, confidence: ANNOUNCED, ..Draft::default() })
}
