//! Quotations that are a paragraph of their own and that no sentence gives to anybody: they are by the only person whom the
//! paragraph before is about. If it names two, nobody is assigned.

use crate::actors::roster::Roster;
use crate::coreference::bystanders::{Bystander, is_verb};
use crate::phrases::described::ActorKind;
use crate::phrases::heads::PREPOSITIONS;
use crate::phrases::names::looks_like_person;
use crate::phrases::offices;
use crate::phrases::words::{Word, runs, words};
use crate::text::article::PlainArticle;
use ascribe_attribution::{Role, Statement};
use ascribe_language::sentences::sentences;
use std::collections::BTreeSet;
use std::ops::Range;

/// Confidence that the quotation is by the one whom the paragraph before is about.
const ABOUT: f32 = 0.55;

/// Minimum length of a quotation, in words.
const SHORTEST: usize = 3;

/// Words before somebody who is heard next.
const HEARD: [&str; 12] = [
    "spoke to",
    "spoke with",
    "talked to",
    "talked with",
    "asked",
    "met",
    "interviewed",
    "visited",
    "phoned",
    "called",
    "heard from",
    "turned to",
];

/// Openings of a paragraph that tells only now whose the quotation before was.
const BEHIND: [&str; 8] = ["That ", "That’s ", "That's ", "So ", "Those ", "Such ", "These ", "Thus "];

/// Statements of a paragraph (index) that is only a quotation, if those that were read give it to nobody. `last` is the
/// source of the quotation in the paragraph before, if that one was alone as well.
pub(crate) fn statement(
    article: &PlainArticle,
    roster: &Roster,
    number: usize,
    last: Option<&Range<usize>>,
) -> Option<Statement> {
    let paragraph = &article.paragraphs[number];
    let length =
        || words(article.slice(paragraph.range.clone()), 0).iter().filter(|word| word.is_word()).count();
    let next = article.paragraphs.get(number + 1).map_or("", |next| article.slice(next.range.clone()));
    if !is_alone(article, number)
        || length() < SHORTEST
        || BEHIND.iter().any(|behind| next.starts_with(behind))
    {
        return None;
    }
    let source = match last {
        Some(source) => source.clone(),
        None => about(article, roster, number.checked_sub(1)?)?,
    };
    Some(Statement::uncued(paragraph.range.clone(), source, ABOUT))
}

/// Whether a paragraph (index) is only a quotation.
pub(crate) fn is_alone(article: &PlainArticle, number: usize) -> bool {
    let paragraph = &article.paragraphs[number];
    matches!(&paragraph.quotations[..], [only] if *only == paragraph.range)
}

/// People whom a paragraph (index) names outside of quotations, each with the byte offset of a mention; `None` if it has
/// somebody without a name, too.
pub(crate) fn people_between(
    article: &PlainArticle,
    roster: &Roster,
    number: usize,
) -> Option<BTreeSet<(usize, usize)>> {
    let people = people(article, roster, number)?;
    let paragraph = &article.paragraphs[number];
    let first = roster.mentions.partition_point(|mention| mention.paragraph < number);
    let here = roster.mentions[first..].iter().take_while(|mention| mention.paragraph == number);
    let here = here.filter(|mention| !paragraph.quoted.contains(mention.start));
    let named = here.flat_map(|mention| mention.named.iter().map(|person| (*person, mention.start)));
    Some(named.filter(|(person, _)| people.contains(person)).collect())
}

/// Whether a paragraph names one person at most, apart from those in quotations.
pub(crate) fn is_about_one(article: &PlainArticle, roster: &Roster, number: usize) -> bool {
    people(article, roster, number).is_some_and(|people| people.len() < 2)
}

/// Words for the one whom a paragraph is about: its only person, if a subject or heard in its last sentence; or “he” or “she”
/// at the start of that sentence.
fn about(article: &PlainArticle, roster: &Roster, number: usize) -> Option<Range<usize>> {
    let paragraph = article.paragraphs.get(number)?;
    let text = article.slice(paragraph.range.clone());
    if paragraph.role != Role::Body || paragraph.is_head_line || !text.ends_with(['.', ':']) {
        return None;
    }
    let last = sentences(&article.text, paragraph.range.clone(), &paragraph.quotations).pop()?;
    let people = people(article, roster, number)?;
    let mentions = roster.mentions.partition_point(|mention| mention.start < last.start);
    let mentions = roster.mentions[mentions..].iter().take_while(|mention| mention.start < last.end);
    let mentions: Vec<_> = mentions.filter(|mention| !paragraph.quoted.contains(mention.start)).collect();
    let all = words(article.slice(last.clone()), last.start);
    let is_pronoun = all.first().is_some_and(|first| matches!(first.text, "He" | "She"));
    if is_pronoun
        && !mentions.iter().any(|mention| mention.named.iter().any(|place| may_speak(roster, *place)))
    {
        return Some(all[0].start..all[0].end());
    }
    let only = people.first().filter(|_| people.len() == 1)?;
    if mentions.is_empty() {
        return only_subject(article, roster, number, *only);
    }
    let here = mentions.iter().find(|mention| mention.named == [*only] && !mention.is_possessive)?;
    let name = runs(&all)
        .into_iter()
        .find(|run| (all[run.start].start..all[run.end - 1].end()).contains(&here.start))?;
    let is_subject = roster.sentence_subjects.binary_search(&here.start).is_ok()
        || is_described(&all[..name.start])
        || is_clause_subject(&all, &name);
    let is_one = is_subject || is_heard(article.slice(last.start..here.start));
    is_one.then(|| all[name.start].start..all[name.end - 1].end())
}

/// Words for the only person of a paragraph, if its first sentence starts with the name: the sentences behind it are about
/// what is that person's, such as a house or a bill.
fn only_subject(article: &PlainArticle, roster: &Roster, number: usize, only: usize) -> Option<Range<usize>> {
    let paragraph = &article.paragraphs[number];
    let first = roster.mentions.partition_point(|mention| mention.paragraph < number);
    let here = roster.mentions.get(first).filter(|mention| mention.named == [only])?;
    let is_subject = roster.sentence_subjects.binary_search(&here.start).is_ok();
    let all = words(article.slice(paragraph.range.clone()), paragraph.range.start);
    let name = runs(&all)
        .into_iter()
        .find(|run| all[run.start..run.end].iter().any(|word| word.start == here.start))?;
    let is_first = all[..name.start].iter().all(|word| word.text != ".");
    (is_subject && is_first).then(|| all[name.start].start..all[name.end - 1].end())
}

/// “At noon Ada Berg was ready”, “…, and Ada Berg is always there”: whether a name is the subject of a clause.
fn is_clause_subject(all: &[Word<'_>], name: &Range<usize>) -> bool {
    const BEFORE: [&str; 8] = [",", "and", "but", "when", "while", "as", "because", "where"];
    let is_behind = name.start.checked_sub(1).is_some_and(|before| BEFORE.contains(&all[before].text));
    is_behind && all.get(name.end).is_some_and(is_verb)
}

/// “The town clerk of Westerby, |”, “Station master |”: whether the words before a name only describe somebody.
pub(crate) fn is_described(before: &[Word<'_>]) -> bool {
    /// Maximum length of a description, in words.
    const LONGEST: usize = 12;
    let is_verb =
        |word: &Word<'_>| offices::is_finite(word.text) || word.is("speech") || word.text.ends_with("ed");
    let Some((first, last)) = before.first().zip(before.last()) else { return true };
    let starts = !PREPOSITIONS.contains(&first.text.to_lowercase().as_str());
    let is_near = last.text == "," || last.is_word() && !last.is("not");
    before.len() <= LONGEST
        && starts
        && is_near
        && !before.iter().any(is_verb)
        && before.iter().filter(|word| !word.is_word()).all(|word| matches!(word.text, "," | "'s" | "’s"))
}

/// “Our reporter spoke to the pilot”: whether the words end with such a verb and a description.
fn is_heard(before: &str) -> bool {
    /// Maximum number of words between the verb and the name.
    const FARTHEST: usize = 5;
    let small = before.to_lowercase();
    HEARD.iter().any(|heard| {
        small.rfind(heard).is_some_and(|at| {
            let between = &small[at + heard.len()..];
            let is_whole = !small[..at].ends_with(char::is_alphanumeric)
                && (between.is_empty() || between.starts_with(' '));
            is_whole && between.split_whitespace().count() <= FARTHEST && !between.contains([',', ';'])
        })
    })
}

/// Byte offset of the only person whom a part of a paragraph (index) names, if it has nobody without a name.
pub(crate) fn only_person(
    article: &PlainArticle,
    roster: &Roster,
    number: usize,
    part: &Range<usize>,
) -> Option<usize> {
    let people = people_in(article, roster, number, part)?;
    let only = people.first().filter(|_| people.len() == 1)?;
    let first = roster.mentions.partition_point(|mention| mention.start < part.start);
    let mut here = roster.mentions[first..].iter().take_while(|mention| mention.start < part.end);
    here.find(|mention| mention.named == [*only] && !mention.is_possessive).map(|mention| mention.start)
}

/// People whom a paragraph names outside of quotations; `None` if it has somebody without a name, too.
fn people(article: &PlainArticle, roster: &Roster, number: usize) -> Option<BTreeSet<usize>> {
    people_in(article, roster, number, &article.paragraphs[number].range)
}

/// People whom a part of a paragraph names outside of quotations; `None` if it has somebody without a name, too.
fn people_in(
    article: &PlainArticle,
    roster: &Roster,
    number: usize,
    range: &Range<usize>,
) -> Option<BTreeSet<usize>> {
    let paragraph = &article.paragraphs[number];
    let first = roster.mentions.partition_point(|mention| mention.start < range.start);
    let here = roster.mentions[first..].iter().take_while(|mention| mention.start < range.end);
    let here = here.filter(|mention| !paragraph.quoted.contains(mention.start));
    let people = here
        .flat_map(|mention| mention.named.iter().copied())
        .filter(|place| may_speak(roster, *place))
        .collect();
    let first = roster.bystanders.partition_point(|one| one.start < range.start);
    let mut bystanders = roster.bystanders[first..].iter().take_while(|one| one.start < range.end);
    // “The town clerk, Dorothy Amadi, …”: the one who is named behind.
    let is_named = |one: &Bystander| {
        let at = roster.mentions.partition_point(|mention| mention.start <= one.start);
        let behind = roster.mentions[at..].iter().take_while(|mention| mention.start < one.sentence_end);
        let mut people = behind.filter(|mention| mention.named.iter().any(|place| may_speak(roster, *place)));
        people.any(|mention| is_described(&words(article.slice(one.start..mention.start), one.start)))
    };
    // “Nadia Haddad, a nurse, owed …”: the one who is named before.
    let is_apposed = |one: &Bystander| {
        let before = article.slice(paragraph.range.start..one.start).trim_end();
        let at = roster.mentions.partition_point(|mention| mention.start < one.start);
        let last = at.checked_sub(1).map(|last| &roster.mentions[last]);
        let between = |from: usize| {
            article
                .slice(from..one.start)
                .trim_end()
                .trim_end_matches(',')
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase))
        };
        before.ends_with(',') && last.is_some_and(|last| last.paragraph == number && between(last.start))
    };
    let has_other = bystanders.any(|one| {
        is_unnamed(article, one)
            && !paragraph.quoted.contains(one.start)
            && !is_named(one)
            && !is_apposed(one)
    });
    (!has_other).then_some(people)
}

/// Whether somebody has no name and is not of the desk itself: “Our reporter spoke to …”.
fn is_unnamed(article: &PlainArticle, one: &Bystander) -> bool {
    let text = article.slice(one.start..one.sentence_end);
    one.one.name.is_empty() && !text.starts_with("Our ") && !text.starts_with("our ")
}

/// Whether an entry of the people of the article may be a person.
fn may_speak(roster: &Roster, place: usize) -> bool {
    let one = &roster.people.named[place];
    let words: Vec<Word<'_>> = words(&one.name, 0);
    one.kind == ActorKind::Person || one.kind == ActorKind::Unknown && looks_like_person(&words)
}
