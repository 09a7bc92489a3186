//! Quotations behind a sentence that is about one person, in the same paragraph: “Quill accepts the point. “We go back
//! in April.”” If the sentence names two, nobody is assigned.

use crate::LIKELY;
use crate::actors::roster::Roster;
use crate::phrases::words::{Word, runs, words};
use crate::statements::lone_quotations::{is_described, only_person};
use crate::text::article::PlainArticle;
use crate::text::ranges::RangeSet;
use ascribe_attribution::{Role, Statement};
use ascribe_language::sentences::sentences;
use std::ops::Range;

/// Confidence that the quotation is by the one whom the sentence before is about.
const ABOUT: f32 = 0.6;

/// Minimum length of a quotation, in words.
const SHORTEST: usize = 3;

/// Words that show whom a quotation is about.
const OTHERS: [&str; 8] = ["he", "she", "his", "her", "him", "hers", "himself", "herself"];

/// Words for the speaker.
const SELF: [&str; 9] = ["i", "me", "my", "mine", "we", "us", "our", "ours", "myself"];

/// Adds the statements of a paragraph (index) that follow such a sentence, if those that were read give them to nobody.
pub(crate) fn add(article: &PlainArticle, roster: &Roster, number: usize, read: &mut Vec<Statement>) {
    let paragraph = &article.paragraphs[number];
    if paragraph.role != Role::Body || paragraph.is_head_line {
        return;
    }
    let sentences = sentences(&article.text, paragraph.range.clone(), &paragraph.quotations);
    let known: RangeSet = read
        .iter()
        .filter(|one| one.confidence >= LIKELY || one.continues)
        .flat_map(|one| one.content.iter().cloned())
        .collect();
    let mut added = Vec::new();
    for quotation in &paragraph.quotations {
        let end = sentences.partition_point(|sentence| sentence.end <= quotation.start);
        let Some(before) = end.checked_sub(1).map(|last| sentences[last].clone()) else { continue };
        if known.overlaps(quotation)
            || !is_whole(article, quotation, &paragraph.range, before.end)
            || is_about_another(article.slice(quotation.clone()))
        {
            continue;
        }
        if let Some(source) = subject(article, roster, number, &before) {
            added.push(Statement::uncued(quotation.clone(), source, ABOUT));
        }
    }
    let replaced: RangeSet = added.iter().flat_map(|one| one.content.iter().cloned()).collect();
    read.retain(|one| !one.content.iter().any(|range| replaced.overlaps(range)));
    read.append(&mut added);
    read.sort_by_key(|one| one.content.first().map_or(0, |range| range.start));
}

/// Whether a quotation is whole sentences behind the end of the one before, and no words follow that may be its cue.
fn is_whole(
    article: &PlainArticle,
    quotation: &Range<usize>,
    paragraph: &Range<usize>,
    before: usize,
) -> bool {
    let inner = article.slice(quotation.clone()).trim_matches(|c: char| "“”\"‘’'«»„".contains(c));
    let behind = article.slice(quotation.end..paragraph.end).trim_start();
    let length = words(inner, 0).iter().filter(|word| word.is_word()).count();
    length >= SHORTEST
        && article.slice(before..quotation.start).trim().is_empty()
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && inner.ends_with(['.', '!', '?', '…'])
        && !behind.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-' | '–' | '—' | '('))
}

/// Whether a quotation speaks about somebody and not about its speaker: “She was the best of us.” has both.
fn is_about_another(quoted: &str) -> bool {
    let has = |list: &[&str]| {
        let mut all = quoted.split(|c: char| !c.is_alphanumeric());
        all.any(|word| list.contains(&word.to_lowercase().as_str()))
    };
    has(&OTHERS) && !has(&SELF)
}

/// Words for the person who is the subject of a sentence and the only one named in it.
fn subject(
    article: &PlainArticle,
    roster: &Roster,
    number: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    /// Maximum length of words before the subject, such as “Outside,”.
    const LONGEST: usize = 4;
    let text = article.slice(sentence.clone());
    let paragraph = &article.paragraphs[number];
    if paragraph.quoted.overlaps(sentence) || !text.ends_with(['.', ':', '!']) || text.contains(" by ") {
        return None;
    }
    let start = only_person(article, roster, number, sentence)?;
    let all = words(text, sentence.start);
    let name =
        runs(&all).into_iter().find(|run| (all[run.start].start..all[run.end - 1].end()).contains(&start))?;
    let before = &all[..name.start];
    let is_opening =
        |before: &[Word<'_>]| before.len() <= LONGEST && before.last().is_some_and(|last| last.text == ",");
    let is_subject =
        roster.sentence_subjects.binary_search(&start).is_ok() || is_described(before) || is_opening(before);
    is_subject.then(|| all[name.start].start..all[name.end - 1].end())
}
