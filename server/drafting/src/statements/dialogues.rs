//! Dialogue without verbs of speech: a quotation that is a paragraph of its own, behind a question, is the answer of the
//! other one of two, and the two go on to take turns. If nobody else is known, nobody is assigned.

use crate::LIKELY;
use crate::actors::roster::Roster;
use crate::statements::lone_quotations::{is_alone, people_between};
use crate::text::article::PlainArticle;
use ascribe_attribution::{SpeechKind, Statement};
use std::collections::BTreeSet;
use std::ops::Range;

/// Confidence that the other one of two speaks.
const OTHER: f32 = 0.6;

/// Number of paragraphs before a question in which the other one may be named.
const FARTHEST: usize = 2;

/// Number of turns before which the other one may have spoken.
const NEAREST: usize = 4;

/// A quotation of which the speaker is known.
#[derive(Debug, Clone)]
struct Turn {
    paragraph: usize,
    source: Range<usize>,
    /// Entry of the speaker among the people of the article.
    person: usize,
}

/// Quotations of an article so far.
#[derive(Debug, Default)]
pub(crate) struct Dialogue {
    turns: Vec<Turn>,
    /// Index of the paragraph that ended with a question.
    asked: Option<usize>,
    /// Index of the last paragraph that was an answer, or what was said upon one, without a verb of speech.
    answered: Option<usize>,
    /// Index of the last paragraph in which the author speaks: “I'm afraid so,” I say.
    narrated: Option<usize>,
}

/// Reading of a paragraph as a reply.
pub(crate) enum Reply {
    /// It is none.
    No,
    /// It is by the other one.
    By(Statement),
    /// It is not by the one who spoke before.
    ByNobody,
}

impl Dialogue {
    /// Reads a paragraph (index) as a reply.
    pub(crate) fn reply(&self, article: &PlainArticle, roster: &Roster, number: usize) -> Reply {
        let is_next = |place: Option<usize>| place.is_some_and(|place| place + 1 == number);
        let is_alone = is_alone(article, number);
        // Where the author takes part, a quotation of its own is by whoever has the turn.
        let is_narrated = self.narrated.is_some_and(|place| place + NEAREST >= number);
        if !is_alone || !is_next(self.asked) && !is_next(self.answered) && !is_narrated {
            return Reply::No;
        }
        if is_narrated {
            return Reply::ByNobody;
        }
        let Some(last) = self.turns.last().filter(|turn| turn.paragraph + 1 == number) else {
            return Reply::ByNobody;
        };
        let source = self.spoken_before(last).or_else(|| named_before(article, roster, last, number));
        let Some(source) = source else { return Reply::ByNobody };
        Reply::By(Statement::uncued(article.paragraphs[number].range.clone(), source, OTHER))
    }

    /// Words for the last one who spoke before and is somebody else.
    fn spoken_before(&self, last: &Turn) -> Option<Range<usize>> {
        let near = self.turns.iter().rev().take(NEAREST);
        let mut near = near.take_while(|turn| turn.paragraph + NEAREST > last.paragraph);
        near.find(|turn| turn.person != last.person).map(|turn| turn.source.clone())
    }

    /// Adds the statements of a paragraph (index).
    pub(crate) fn add(
        &mut self,
        article: &PlainArticle,
        roster: &Roster,
        number: usize,
        read: &[Statement],
        is_reply: bool,
    ) {
        let spoken = read.iter().filter(|it| it.kind == SpeechKind::Direct && it.confidence >= LIKELY);
        let known = spoken.filter_map(|it| {
            let source = it.source.clone()?;
            let person = person(roster, &source)?;
            Some(Turn { paragraph: number, source, person })
        });
        let known: Vec<Turn> = known.collect();
        let is_one = known.iter().all(|turn| turn.person == known[0].person);
        if is_one {
            self.turns.extend(known);
        }
        if is_narrated(article, number) {
            self.narrated = Some(number);
        }
        let last = article.paragraphs[number].quotations.last();
        let inner = last.map_or("", |last| article.slice(last.clone()));
        let is_question = inner.trim_end_matches(['”', '"', '’', '\'', '»']).ends_with('?');
        // “Who would do that?” need not be asked of anybody.
        let is_asked = read.iter().any(|it| {
            let cue = it.cue.clone().map_or("", |cue| article.slice(cue));
            it.kind == SpeechKind::Direct && cue.starts_with("ask")
        });
        let mut all = inner.split(|c: char| !c.is_alphanumeric());
        let is_addressed = all.any(|word| matches!(&*word.to_lowercase(), "you" | "your" | "yours"));
        if is_question && (is_asked || is_addressed) {
            self.asked = Some(number);
        }
        if is_reply {
            self.answered = Some(number);
        }
    }
}

/// Whether a paragraph (index) has “…,” I say.
fn is_narrated(article: &PlainArticle, number: usize) -> bool {
    const SAYING: [&str; 8] =
        ["I say", "I said", "I ask", "I asked", "I tell", "I told", "I suggest", "I suggested"];
    article.paragraphs[number].quotations.iter().any(|quotation| {
        let behind = article.slice(quotation.end..article.paragraphs[number].range.end).trim_start();
        let cue = SAYING.iter().find_map(|saying| behind.strip_prefix(saying));
        cue.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Words for the only other person whom the paragraphs up to a question name.
fn named_before(article: &PlainArticle, roster: &Roster, last: &Turn, number: usize) -> Option<Range<usize>> {
    let first = number.saturating_sub(1 + FARTHEST);
    let mut people: BTreeSet<(usize, usize)> = BTreeSet::new();
    for place in first..number {
        people.extend(people_between(article, roster, place)?);
    }
    let others: BTreeSet<usize> =
        people.iter().map(|(person, _)| *person).filter(|person| *person != last.person).collect();
    let only = others.first().filter(|_| others.len() == 1)?;
    let start = people.iter().filter(|(person, _)| person == only).map(|(_, start)| *start).max()?;
    let word = article.text[start..].split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’').next()?;
    Some(start..start + word.len())
}

/// Entry of the only person whom the words for a speaker name.
fn person(roster: &Roster, source: &Range<usize>) -> Option<usize> {
    let first = roster.mentions.partition_point(|mention| mention.start < source.start);
    let mut here = roster.mentions[first..].iter().take_while(|mention| mention.start < source.end);
    match &here.next()?.named[..] {
        [only] => Some(*only).filter(|_| here.next().is_none()),
        _ => None,
    }
}
