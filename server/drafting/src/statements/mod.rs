//! Statements of an article.

pub(crate) mod dialogues;
pub(crate) mod documents;
pub(crate) mod following_quotations;
pub(crate) mod labelled;
pub(crate) mod lone_quotations;
pub mod readings;
pub(crate) mod tidying;

use crate::LIKELY;
use crate::actors::roster::Roster;
use crate::layouts::{Interview, Layouts};
use crate::text::article::PlainArticle;
use ascribe_attribution::{Before, Role, SpeechKind, Statement};
use ascribe_markup::budget::Budget;
use dialogues::{Dialogue, Reply};
use readings::reading;
use std::ops::Range;

/// A statement, with byte ranges in the article.
#[derive(Debug, Clone)]
pub struct LocatedStatement {
    /// Index of its paragraph.
    pub paragraph: usize,
    /// The statement.
    pub statement: Statement,
    /// Index of the statement that it continues.
    pub carries_on: Option<usize>,
    /// Whether its source is a label, which names the speaker whatever its words are.
    pub is_labelled: bool,
}

/// Reads the statements of an article, in order, as far as the budget goes.
pub(crate) fn read(article: &PlainArticle, roster: &Roster, budget: &Budget) -> Vec<LocatedStatement> {
    let mut all: Vec<LocatedStatement> = Vec::new();
    let mut before = Before::default();
    let mut last: Option<usize> = None;
    let mut lone: Option<Range<usize>> = None;
    let interview = Interview::of(article);
    let layouts = Layouts::of(article);
    let mut dialogue = Dialogue::default();
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        if paragraph.role == Role::Aside {
            continue;
        }
        if !budget.take(1) {
            break;
        }
        let reading = reading(&paragraph.block, before);
        before = reading.after;
        let first = all.len();
        let mut laid_out = layouts.statements(number).to_vec();
        if laid_out.is_empty() {
            laid_out.extend(interview.answer(article, &paragraph.range));
        }
        let is_read = laid_out.is_empty() && !layouts.is_silent(number);
        let read = reading.statements.iter().filter(|_| is_read).cloned().map(|mut statement| {
            statement.shift(paragraph.range.start);
            statement
        });
        let labelled = laid_out.iter().chain(layouts.others(number));
        let labels: Vec<&Range<usize>> = labelled.filter_map(|statement| statement.source.as_ref()).collect();
        let is_labelled =
            |statement: &Statement| statement.source.as_ref().is_some_and(|source| labels.contains(&source));
        let mut read: Vec<Statement> = read.chain(laid_out.iter().cloned()).collect();
        replace_weak(&mut read, layouts.others(number));
        following_quotations::add(article, roster, number, &mut read);
        // Whom the paragraph before is about speaks in a quotation without anybody.
        let goes_on = |it: &Statement| it.continues && it.confidence < LIKELY;
        if last.is_some()
            && read.iter().any(goes_on)
            && number
                .checked_sub(1)
                .is_some_and(|before| lone_quotations::is_about_one(article, roster, before))
        {
            read.iter_mut().filter(|it| goes_on(it)).for_each(|statement| statement.confidence = LIKELY);
        }
        // “He told me that I was late.”, in marks, is by whoever quotes him.
        let is_inner = |source: &Range<usize>| {
            lone_quotations::is_alone(article, number) && paragraph.range.contains(&source.start)
        };
        let has_source =
            |it: &Statement| it.source.as_ref().is_some_and(|source| !is_inner(source) || is_labelled(it));
        let has_cue = |it: &Statement| it.confidence >= LIKELY && has_source(it);
        let reply =
            if read.iter().any(has_cue) { Reply::No } else { dialogue.reply(article, roster, number) };
        let is_reply = matches!(reply, Reply::By(_));
        let is_nobodys = matches!(reply, Reply::ByNobody);
        if let Reply::By(statement) = reply {
            read = vec![statement];
        } else if is_nobodys {
            for statement in &mut read {
                statement.continues = false;
            }
        }
        let is_known = is_nobodys
            || read
                .iter()
                .any(|it| it.confidence >= LIKELY && (has_source(it) || it.continues && last.is_some()));
        lone = if is_known {
            None
        } else {
            lone_quotations::statement(article, roster, number, lone.as_ref()).and_then(|statement| {
                read = vec![statement.clone()];
                statement.source
            })
        };
        dialogue.add(article, roster, number, &read, is_reply);
        for mut statement in read {
            let carries_on = last.filter(|_| statement.continues);
            // “The judge asked:” announces a question in the next paragraph.
            let announced = carries_on.map(|root| &all[root].statement);
            if let Some(root) = announced.filter(|root| root.content.is_empty()) {
                statement.stance = root.stance;
            }
            let is_labelled = is_labelled(&statement);
            all.push(LocatedStatement { paragraph: number, statement, carries_on, is_labelled });
        }
        let speaks =
            |said: &LocatedStatement| before.announced || said.statement.kind != SpeechKind::Indirect;
        last = all[first..].iter().rposition(speaks).map(|place| {
            let place = first + place;
            all[place].carries_on.unwrap_or(place)
        });
    }
    all
}

/// Adds statements that take the place of those about the same words without a certain speaker.
fn replace_weak(read: &mut Vec<Statement>, others: &[Statement]) {
    let overlaps = |one: &Statement, other: &Statement| {
        let inside = |range: &Range<usize>| {
            other.content.iter().any(|it| it.start < range.end && range.start < it.end)
        };
        one.content.iter().any(inside)
    };
    for other in others {
        // “Ada Berg (chair, 2nd Division): “…””: the label is the whole of it.
        let is_part = |one: &Statement| {
            one.source.as_ref().zip(other.source.as_ref()).is_some_and(|(one, other)| {
                other.start < one.start && one.start < other.end && one.end <= other.end + 1
            })
        };
        let is_known = |one: &Statement| {
            let is_likely = one.source.is_some() && one.confidence >= LIKELY && !one.continues;
            overlaps(one, other) && is_likely && !is_part(one)
        };
        if !read.iter().any(is_known) {
            read.retain(|one| !overlaps(one, other));
            read.push(other.clone());
        }
    }
    read.sort_by_key(|one| one.content.first().map_or(0, |range| range.start));
}
