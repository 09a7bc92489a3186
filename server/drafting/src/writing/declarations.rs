//! Declarations for drafted actors and records.

use crate::actors::roster::{Actor, Roster};
use crate::phrases::described::ActorKind;
use crate::phrases::offices;
use crate::phrases::words::{is, is_party_tag};
use crate::text::article::PlainArticle;
use crate::writing::records::Record;
use ascribe_markup::Edit;
use ascribe_markup::declare;
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Maximum length of a field value in characters; a longer one is a sentence, not a name or office.
const LONGEST: usize = 90;

/// Edit that declares the actors and records that are not declared yet; `bodies` are those of the roster.
pub(crate) fn edit<'r>(
    scope: &Scope,
    roster: &Roster,
    bodies: &Bodies,
    actors: &BTreeSet<usize>,
    records: impl Iterator<Item = &'r Record>,
) -> Option<Edit> {
    let mut lines: Vec<String> = Vec::new();
    for at in actors {
        let actor = &roster.actors[*at];
        if !actor.declared {
            let is_declared = |body: usize| roster.actors[body].declared || actors.contains(&body);
            let of_role = |body: usize| is_declared(body) && roster.actors[body].id != actor.id;
            let body = bodies.of_role(&actor.described.role, of_role).map(|body| &roster.actors[body]);
            actor_lines(actor, body, &mut lines);
        }
    }
    let has_actors = !lines.is_empty();
    for (at, record) in records.enumerate() {
        if at == 0 && has_actors {
            lines.push(String::new());
        }
        record_lines(record, &mut lines);
    }
    let first = lines.first()?.clone();
    let (head, name) = first.split_once(": ")?;
    let namespace = if head.starts_with('@') { Namespace::Actor } else { Namespace::Source };
    let mut edit = declare::declaration(&scope.document, namespace, &head[1..], Some(name));
    edit.text = edit.text.replacen(&first, &lines.join(scope.document.line_ending()), 1);
    let is_typographic = || has_typographic_apostrophes(&scope.document);
    if *roster.has_typographic_apostrophes.get_or_init(is_typographic) {
        edit.text = edit.text.replace('\'', "’");
    }
    Some(edit)
}

/// Whether the article mostly has ’ for an apostrophe: names in it are read with ', and written as it has them.
fn has_typographic_apostrophes(document: &Document) -> bool {
    let paragraphs = document.blocks().filter(|at| at.block.paragraph().is_some());
    let (straight, typographic) = paragraphs.fold((0, 0), |(straight, typographic), at| {
        let count = |mark: char| at.block.text.matches(mark).count();
        (straight + count('\''), typographic + count('’'))
    });
    typographic > straight
}

/// Lines that declare an actor, with the body to which it belongs.
fn actor_lines(actor: &Actor, body: Option<&Actor>, lines: &mut Vec<String>) {
    let one = &actor.described;
    let name = actor.name();
    let name =
        value(&name).or_else(|| value(name.split([',', '(']).next()?)).or_else(|| value(&first(&name)));
    lines.push(format!("@{}: {}", actor.id, name.unwrap_or_else(|| actor.id.clone())));
    let mut field = |key: &str, text: &str| {
        if let Some(text) = value(text) {
            lines.push(format!("  {key}: {text}"));
        }
    };
    field("aka", &actor.aka.join("; "));
    // “the freight operator Fennline”: what a body does is no office.
    let is_body = match one.kind {
        ActorKind::Organisation | ActorKind::State => true,
        // “its owner, Aqua Vaal”
        ActorKind::Unknown => one.role.rsplit(' ').next().is_some_and(offices::may_be_body),
        _ => false,
    };
    field("role", if is_body { "" } else { without_party(&one.role) });
    if let Some(body) = body {
        field("affiliation", &format!("@{}", body.id));
    }
    // “The contractor” without a name is a firm as often as a person, the crane operator is not.
    let is_firm = offices::is_trade(&one.head) && is("company-noun", &one.head)
        || matches!(one.head.as_str(), "contractor" | "supplier" | "distributor");
    let is_trade = one.name.is_empty() && one.gender.is_none() && is_firm && !one.anonymous;
    let kind = match one.kind {
        ActorKind::Unknown => "",
        ActorKind::Person if is_trade => "",
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
        ActorKind::Group => "group",
        ActorKind::State => "state",
        ActorKind::Document => "document",
    };
    field("kind", kind);
    if one.anonymous {
        field("anonymous", "yes");
        field("reason", &actor.reason);
    }
}

/// “Rep. (R-Ohio)”: the office without the party.
fn without_party(role: &str) -> &str {
    let office = role.strip_suffix(')').and_then(|role| role.rsplit_once(" ("));
    office.filter(|(_, tag)| is_party_tag(tag)).map_or(role, |(office, _)| office)
}

/// First words of a phrase that is too long for a name.
fn first(name: &str) -> String {
    const FIRST: usize = 8;
    name.split_whitespace().take(FIRST).collect::<Vec<_>>().join(" ")
}

/// Bodies to which people may belong, by name and description.
#[derive(Debug)]
pub(crate) struct Bodies(HashMap<String, BTreeSet<usize>>);

impl Bodies {
    /// Maximum length of the name of a body, in words and as many marks.
    const LONGEST: usize = 16;

    /// Bodies among the actors.
    pub fn of(roster: &Roster) -> Self {
        let mut bodies: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for (place, body) in roster.actors.iter().enumerate() {
            let (one, name) = (&body.described, body.name());
            let is_body = matches!(one.kind, ActorKind::Organisation | ActorKind::State | ActorKind::Unknown);
            if is_body && name.len() > 3 {
                bodies.entry(one.phrase.clone()).or_default().insert(place);
                bodies.entry(name).or_default().insert(place);
            }
        }
        bodies.remove("");
        Self(bodies)
    }

    /// First body of the roster that a role names and that is wanted.
    fn of_role(&self, role: &str, is_wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let places = || role.char_indices().map(|(at, _)| at).chain([role.len()]);
        let is_start = |at: &usize| !role[..*at].ends_with(char::is_alphanumeric);
        let is_end = |at: &usize| !role[*at..].starts_with(char::is_alphanumeric);
        let ends: Vec<usize> = places().filter(is_end).collect();
        let found = places().filter(is_start).flat_map(|start| {
            let ends = ends[ends.partition_point(|end| *end <= start)..].iter().take(Self::LONGEST * 2);
            ends.filter_map(move |end| self.0.get(&role[start..*end]))
        });
        found.filter_map(|bodies| bodies.iter().copied().find(|body| is_wanted(*body))).min()
    }
}

fn record_lines(record: &Record, lines: &mut Vec<String>) {
    lines.push(format!("^{}: {}", record.id, value(&record.title).unwrap_or_else(|| record.id.clone())));
    if let Some(outlet) = value(&record.outlet) {
        lines.push(format!("  outlet: {outlet}"));
    }
    lines.push(format!("  kind: {}", record.kind));
    if !record.of.is_empty() {
        lines.push(format!("  of: @{}", record.of));
    }
}

/// Normalises a text for use as a field value; `None` if it does not fit.
pub(crate) fn value(text: &str) -> Option<String> {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = flat.trim_end_matches([',', ';', ':', '-']).to_owned();
    let plain = |c: char| c.is_alphanumeric() || " .,'’-‑&/()–;@".contains(c);
    let fits = flat.chars().all(plain)
        && flat.chars().count() <= LONGEST
        && flat.starts_with(|c: char| c.is_alphanumeric() || c == '@');
    (fits && !flat.is_empty()).then_some(flat)
}

/// Marks the actor as anonymous, with the reason, if the sentence of the source says so.
pub(crate) fn withhold(
    article: &PlainArticle,
    source: &Range<usize>,
    paragraph: &Range<usize>,
    actor: &mut Actor,
) {
    /// Maximum length in bytes of the sentence, from the source on.
    const FARTHEST: usize = 2000;
    if !actor.described.name.is_empty() || actor.declared {
        return;
    }
    let near = article.text.floor_char_boundary(source.start + FARTHEST).min(paragraph.end);
    let behind = article.slice(source.start..near);
    let end = behind.find(". ").map_or(behind.len(), |at| at + 1);
    let Some(withheld) = anonymity(&behind[..end]) else { return };
    actor.described.anonymous = true;
    if actor.reason.is_empty() {
        actor.reason = withheld.reason.unwrap_or_default();
    }
}

/// Statement of a sentence that it withholds the name of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anonymity {
    /// Reason, if the sentence gives one.
    pub reason: Option<String>,
}

/// Whether a sentence, from its source on, says that it withholds the name.
pub fn anonymity(sentence: &str) -> Option<Anonymity> {
    const WORDS: [&str; 7] = [
        "anonym",
        "not to be named",
        "not be named",
        "not to be identified",
        "not be identified",
        "withhold",
        "withheld",
    ];
    let at = WORDS.iter().filter_map(|word| sentence.find(word)).min()?;
    let rest = &sentence[at..];
    let because = [" because ", " citing ", " for fear ", " since ", " as they ", " as she ", " as he "];
    let found = because.iter().filter_map(|word| rest.find(word)).min();
    let reason = found.and_then(|start| {
        let reason = &rest[start..];
        let reason = &reason[..reason.find([',', '.', ';', '"', '“', '”', '(']).unwrap_or(reason.len())];
        value(reason.trim_start().trim_start_matches("because "))
    });
    Some(Anonymity { reason })
}
