//! Finds the record of a statement: the interview, statement or post named by the words around a cue.

use crate::actors::roster::Actor;
use crate::phrases::described::ActorKind;
use crate::phrases::words::{self, Word, runs};
use crate::text::article::PlainArticle;
use ascribe_attribution::Statement;
use ascribe_markup::model::{Declaration, Namespace, id_from_name};
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// A source to declare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Id of the source.
    pub id: String,
    /// Title of the source.
    pub title: String,
    /// Value of `kind`.
    pub kind: &'static str,
    /// Publisher; empty if unknown.
    pub outlet: String,
    /// Id of the actor whose words it holds; empty if not certain.
    pub of: String,
}

/// Words that name a record: word, title, kind.
const NOUNS: [(&str, &str, &str); 24] = [
    ("statement", "Statement", "document"),
    ("letter", "Letter", "document"),
    ("memo", "Memo", "document"),
    ("memorandum", "Memorandum", "document"),
    ("email", "E-mail", "document"),
    ("e-mail", "E-mail", "document"),
    ("emails", "E-mails", "document"),
    ("affidavit", "Affidavit", "testimony"),
    ("testimony", "Testimony", "testimony"),
    ("testified", "Testimony", "testimony"),
    ("tweet", "Tweet", "post"),
    ("tweeted", "Tweet", "post"),
    ("tweets", "Tweets", "post"),
    ("twitter", "Post on Twitter", "post"),
    ("facebook", "Post on Facebook", "post"),
    ("instagram", "Post on Instagram", "post"),
    ("blog", "Blog post", "post"),
    ("speech", "Speech", "speech"),
    ("sermon", "Sermon", "speech"),
    ("briefing", "Briefing", "speech"),
    ("memoir", "Memoir", "document"),
    ("diary", "Diary", "document"),
    ("op-ed", "Op-ed", "document"),
    ("telegram", "Telegram", "document"),
];

/// Hearers of testimony, after “told”: word, title, kind.
const HEARERS: [(&str, &str, &str); 10] = [
    ("court", "Testimony in court", "testimony"),
    ("jury", "Testimony in court", "testimony"),
    ("jurors", "Testimony in court", "testimony"),
    ("inquiry", "Testimony to the inquiry", "testimony"),
    ("inquest", "Testimony to the inquest", "testimony"),
    ("tribunal", "Testimony to the tribunal", "testimony"),
    ("committee", "Testimony to the committee", "testimony"),
    ("reporters", "Remarks to reporters", "speech"),
    ("journalists", "Remarks to journalists", "speech"),
    ("parliament", "Speech in parliament", "speech"),
];

/// Records that their own cases name: title, kind.
const OTHERS: [(&str, &str); 2] = [("Interview", "interview"), ("Press conference", "speech")];

/// Fields that drafting gives to a source.
const FIELDS: [&str; 3] = ["outlet", "kind", "of"];

/// Kinds of documents that speak for themselves.
const DOCUMENTS: [&str; 3] = ["study", "post", "document"];

/// Whether a source looks as drafting has declared it: with such a title, and without any field that it could not take
/// from the article's words, such as a date.
pub fn is_drafted_record(scope: &Scope, source: &Declaration) -> bool {
    let Some(kind) = source.field("kind").filter(|_| source.namespace == Namespace::Source) else {
        return false;
    };
    let name = &*source.name;
    let tables = NOUNS.iter().chain(&HEARERS).map(|(_, title, kind)| (*title, *kind));
    let has_title = tables.chain(OTHERS).filter(|(_, of)| *of == kind).any(|(title, _)| {
        let rest = name.strip_prefix(title);
        rest.is_some_and(|rest| {
            rest.is_empty() || [" by ", " with ", " of "].iter().any(|link| rest.starts_with(link))
        })
    });
    let speaks_itself = || {
        let mut speakers = source.ids("of").filter_map(|of| scope.declaration(Namespace::Actor, &of.id));
        DOCUMENTS.contains(&kind) && speakers.any(|speaker| *speaker.name == *name)
    };
    source.fields.iter().all(|field| FIELDS.contains(&&*field.key))
        && (has_title || name == &*source.id || speaks_itself())
}

/// Record named by the frame of a statement: source, cue, and what follows them in the sentence.
pub fn of(
    article: &PlainArticle,
    statement: &Statement,
    paragraph: &Range<usize>,
    speaker: Option<&Actor>,
    carrier: Option<&Actor>,
) -> Option<Record> {
    let frame = frame(article, statement, paragraph)?;
    let text = article.slice(frame);
    let words = words::words(text, 0);
    let name = speaker.map(Actor::name).unwrap_or_default();
    let by = |what: &str, link: &str| {
        if name.is_empty() { what.to_owned() } else { format!("{what} {link} {name}") }
    };
    let mut record =
        Record { of: speaker.map(|one| one.id.clone()).unwrap_or_default(), ..Record::default() };
    let small: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let at = |wanted: &str| small.iter().position(|word| word == wanted);
    if let Some(place) = at("interview").filter(|place| *place > 0) {
        let with = small
            .get(place + 1)
            .is_some_and(|word| matches!(word.as_str(), "with" | "to" | "on" | "for" | "by"));
        record.outlet = name_at(text, &words, place + 2).filter(|_| with).unwrap_or_default();
        if record.outlet.is_empty() {
            record.outlet =
                outlet_before(text, &words[..place]).or_else(|| carrier.map(Actor::name)).unwrap_or_default();
        }
        record.kind = "interview";
        record.title = if record.outlet.is_empty() {
            by("Interview with", "").replace("  ", " ")
        } else {
            format!("Interview with {}{}", article_before(text, &record.outlet), record.outlet)
        };
        record.title.truncate(record.title.trim_end().len());
        if record.title == "Interview with" {
            "Interview".clone_into(&mut record.title);
        }
    } else if let Some((_, what, kind)) = NOUNS.iter().find(|(noun, ..)| at(noun).is_some()) {
        record.kind = kind;
        record.title = by(what, "by");
    } else if small
        .windows(2)
        .any(|pair| matches!(pair[0].as_str(), "press" | "news") && pair[1] == "conference")
    {
        record.kind = "speech";
        record.title = by("Press conference", "of");
    } else {
        let told = small.iter().position(|word| matches!(word.as_str(), "told" | "tells" | "telling"))?;
        let article = usize::from(
            small.get(told + 1).is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an" | "this")),
        );
        let hearer = small.get(told + 1 + article)?;
        if let Some((_, what, kind)) = HEARERS.iter().find(|(noun, ..)| noun == hearer) {
            record.kind = kind;
            record.title = by(what, "by");
        } else {
            record.outlet = outlet_at(text, &words, told + 1)?;
            record.kind = "interview";
            record.title =
                format!("Interview with {}{}", article_before(text, &record.outlet), record.outlet);
        }
    }
    Some(record)
}

/// “the ” if the words have it before the name of an outlet, as in “the Courier”.
fn article_before(text: &str, outlet: &str) -> &'static str {
    let before = text.find(outlet).map_or("", |at| &text[..at]);
    if before.ends_with(" the ") || before == "the " { "the " } else { "" }
}

/// Words around the cue, without the content.
fn frame(article: &PlainArticle, statement: &Statement, paragraph: &Range<usize>) -> Option<Range<usize>> {
    /// Maximum length in bytes of the frame after the cue; text farther away belongs to something else.
    const FARTHEST: usize = 100;
    let cue = statement.cue.as_ref()?;
    let first = statement.source.as_ref().map_or(cue.start, |source| source.start.min(cue.start));
    let last = [Some(cue), statement.source.as_ref(), statement.carrier.as_ref()];
    let last = last.into_iter().flatten().map(|range| range.end).max()?;
    // Content between source and cue does not belong to the frame.
    let inside = statement.content.iter().any(|content| first < content.start && content.start < last);
    let first = if inside { cue.start } else { first };
    let next = statement.content.iter().map(|content| content.start).filter(|start| *start >= last).min();
    let mut limit = next.unwrap_or(paragraph.end).min(last + FARTHEST).min(paragraph.end);
    while !article.text.is_char_boundary(limit) {
        limit -= 1;
    }
    let behind = article.slice(last.min(limit)..limit);
    let end = behind.find(['"', '“', '„', '«', ';']).unwrap_or(behind.len());
    let end = behind[..end].find(". ").unwrap_or(end);
    Some(first..(last.min(limit) + end).max(first))
}

/// Name at a word, possibly after “the”, whether or not it contains a newspaper.
fn name_at(text: &str, words: &[Word<'_>], at: usize) -> Option<String> {
    let skipped = words
        .get(at..)?
        .iter()
        .take(3)
        .take_while(|word| !words::is_name_word(word) && !word.text.starts_with(','))
        .count();
    let first = at + skipped;
    let run = runs(words).into_iter().find(|run| run.contains(&first))?;
    text.get(words[run.start].start..words[run.end - 1].end()).map(flat)
}

fn outlet_at(text: &str, words: &[Word<'_>], at: usize) -> Option<String> {
    let run = runs(words).into_iter().find(|run| (at..at + 2).contains(&run.start))?;
    let is_outlet = words[run.clone()].iter().any(|word| word.is("outlet"));
    let broadcasts = run.len() == 1
        && words[run.start].text.len() > 2
        && !words[run.start].text.chars().any(char::is_lowercase);
    let name = text.get(words[run.start].start..words[run.end - 1].end()).map(flat)?;
    (is_outlet || broadcasts).then_some(name)
}

fn outlet_before(text: &str, words: &[Word<'_>]) -> Option<String> {
    let told = words.iter().position(|word| matches!(word.text, "told" | "tells"))?;
    outlet_at(text, words, told + 1)
}

fn flat(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Record {
    /// Record for a document that is itself the speaker.
    pub fn of_document(actor: &Actor) -> Option<Self> {
        if actor.described.kind != ActorKind::Document {
            return None;
        }
        let kind = match actor.described.head.as_str() {
            "study" | "survey" | "poll" | "analysis" => "study",
            "tweet" | "post" => "post",
            _ => "document",
        };
        Some(Self { title: actor.name(), kind, of: actor.id.clone(), ..Self::default() })
    }

    /// Preferred id of the record.
    pub fn base_id(&self, speaker: &str) -> String {
        let kind = self.title.split([' ']).next().map(id_from_name).unwrap_or_default();
        let of = if self.outlet.is_empty() { speaker.to_owned() } else { id_from_name(&self.outlet) };
        if of.starts_with(&kind) {
            of
        } else if of.is_empty() {
            kind
        } else {
            format!("{kind}-{of}")
        }
    }
}
