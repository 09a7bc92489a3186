//! Roster of an article's actors, declared and described in the text, and their mentions.

use crate::actors::index::ActorIndex;
use crate::actors::mentions;
use crate::actors::people::{Mention, People, fill};
use crate::coreference::bystanders::{self, Bystander};
use crate::coreference::owned::Owned;
use crate::coreference::pairs;
use crate::phrases::described::{ActorKind, Described, Gender};
use crate::phrases::descriptions;
use crate::phrases::names::gender_of_name;
use crate::phrases::phrase;
use crate::phrases::words;
use crate::text::article::PlainArticle;
use crate::text::ranges::RangeSet;
use crate::text::sentence;
use ascribe_language::nicknames;
use ascribe_markup::budget::Budget;
use ascribe_markup::model::{Namespace, id_from_name};
use ascribe_markup::scope::Scope;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Maximum number of other names of an actor that are looked for.
pub(crate) const MANY_NAMES: usize = 64;

/// Possible referent of an ambiguous reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// Name of the actor.
    pub name: String,
    /// Reason: “named in the paragraph before”.
    pub why: String,
}

/// An actor of the article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// Id of the actor.
    pub id: String,
    /// Description of the actor.
    pub described: Described,
    /// Other names that the article uses.
    pub aka: Vec<String>,
    /// Reason for anonymity.
    pub reason: String,
    /// Whether the actor is declared.
    pub declared: bool,
}

impl Actor {
    /// Display name.
    pub fn name(&self) -> String {
        if !self.described.name.is_empty() {
            return self.described.name.clone();
        }
        let mut chars = self.described.phrase.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }

    pub(crate) fn is_called(&self, name: &str) -> bool {
        let same = |known: &str| {
            known == name
                || !name.chars().any(char::is_lowercase) && known.to_uppercase() == name.to_uppercase()
        };
        same(&self.described.name) || self.aka.iter().any(|known| same(known))
    }

    pub(crate) fn is_human(&self) -> bool {
        let tokens = self.described.name.split_whitespace().count();
        self.described.kind == ActorKind::Person || self.described.kind == ActorKind::Unknown && tokens > 0
    }
}

/// Result of looking for somebody.
#[derive(Debug)]
pub(crate) enum Referent<T> {
    /// There is one; `None` if they cannot be declared.
    Only(Option<T>),
    /// Several may be meant.
    Ambiguous,
    /// There is none.
    Nobody,
}

/// All actors of an article.
#[derive(Debug, Default)]
pub struct Roster {
    /// Actors: the declared ones first, then the others in order of appearance.
    pub actors: Vec<Actor>,
    /// Everybody whom the article names.
    pub(crate) people: People,
    /// Actors by the words that refer to them.
    pub(crate) index: ActorIndex,
    /// Whether the article mostly has ’ for an apostrophe, once that was asked for.
    pub(crate) has_typographic_apostrophes: OnceLock<bool>,
    /// Mentions in text order.
    pub(crate) mentions: Vec<Mention>,
    /// Subjects of whom no list tells who they are, in text order.
    pub(crate) bystanders: Vec<Bystander>,
    /// Byte offsets of the names that are the subjects of their sentences.
    pub(crate) sentence_subjects: Vec<usize>,
    /// Byte offsets of the paragraphs.
    pub(crate) paragraph_starts: Vec<usize>,
    /// Whether each paragraph is a headline.
    pub(crate) titles: Vec<bool>,
    /// Speakers so far: paragraph, byte offset, actor.
    pub(crate) heard: Vec<(usize, usize, usize)>,
    /// Content of statements so far: people mentioned there do not speak next.
    pub(crate) said: RangeSet,
    /// Ambiguous “he” and “she”: paragraph, byte offset of the last one, gender.
    pub(crate) doubts: Vec<(usize, usize, Gender)>,
    /// Candidates of the last resolution, if it was not certain; most likely first.
    pub(crate) possible: Vec<Possible>,
    /// Whether the last resolution rests on a pronoun.
    pub(crate) is_inferred: bool,
    /// Paragraph and byte offset of the current source.
    pub(crate) here: (usize, usize),
    /// Whose the current source is: “his lawyer”, “her lawyer”.
    pub(crate) owner: Option<Gender>,
    /// Actors described by whose they are, so far.
    pub(crate) owned: Vec<Owned>,
    /// Byte offsets of words for two people: “they”, “both”.
    pub(crate) plurals: Vec<usize>,
    /// Pairs of names that sentences start with, as byte offsets: “Ada Berg and Tom Rask run the mill.”
    pub(crate) pairs: Vec<[usize; 2]>,
    /// Whether the current source is in a headline.
    pub(crate) in_headline: bool,
    /// Actors whom only a headline describes so far: “Poll: …”.
    pub(crate) from_headlines: Vec<usize>,
    taken: HashSet<String>,
    /// For each id that was not free, the number from which on to look for a free one.
    numbers: HashMap<String, usize>,
}

/// Whether a name is most likely that of a person: the words say so, or its first name does.
fn is_person(one: &Described) -> bool {
    let first = one.name.split_whitespace().next().unwrap_or_default();
    let is_likely = one.kind == ActorKind::Unknown && gender_of_name(first).is_some();
    !one.name.is_empty() && (one.kind == ActorKind::Person || is_likely)
}

impl Roster {
    /// Finds the names in an article, as far as the budget goes.
    pub fn new(scope: &Scope, article: &PlainArticle, budget: &Budget) -> Self {
        let mut roster = Self::default();
        for declaration in scope.declared(Namespace::Actor) {
            roster.push(declared(&declaration.id, declaration.names(), &|key| declaration.field(key)));
        }
        roster.taken.extend(scope.ids(Namespace::Actor).map(str::to_owned));
        roster.taken.insert(ascribe_markup::model::vocabulary::AUTHOR.into());
        let texts = article.paragraphs.iter().map(|paragraph| article.slice(paragraph.range.clone()));
        roster.titles =
            texts.enumerate().map(|(number, text)| descriptions::is_headline(text, number)).collect();
        let found = mentions::names(article, budget);
        (roster.people, roster.mentions) = People::of(found, &mentions::small_words(article), budget);
        let sentences = sentence::read(article, budget);
        roster.bystanders = bystanders::bystanders(article, &sentences);
        roster.sentence_subjects = bystanders::sentence_subjects(&sentences);
        roster.pairs = pairs::pairs(&sentences);
        roster.plurals = pairs::plurals(article, budget);
        roster.paragraph_starts = article.paragraphs.iter().map(|paragraph| paragraph.range.start).collect();
        roster
    }

    /// People with a name of their own in the article, in the order of the text; those who are no actors yet are added.
    pub(crate) fn named_people(&mut self) -> Vec<usize> {
        let introduced = |place: usize| self.people.introduced.get(place).copied().unwrap_or(usize::MAX);
        let mut named: Vec<(usize, String)> = self
            .people
            .named
            .iter()
            .enumerate()
            .filter(|(_, one)| is_person(one))
            .map(|(place, one)| (introduced(place), one.name.clone()))
            .collect();
        named.sort();
        let mut people = Vec::new();
        for (_, name) in named.into_iter().take(MANY_NAMES) {
            if let Some(actor) = self.actor_named(&name).filter(|actor| !people.contains(actor)) {
                people.push(actor);
            }
        }
        people
    }

    pub(crate) fn add(&mut self, id: String, described: Described) -> usize {
        self.taken.insert(id.clone());
        self.push(Actor { id, described, ..Actor::default() })
    }

    fn push(&mut self, actor: Actor) -> usize {
        let place = self.actors.len();
        self.index.add(place, &actor);
        self.actors.push(actor);
        place
    }

    /// Adds what is known of an actor otherwise.
    pub(crate) fn fill_actor(&mut self, place: usize, other: &Described) {
        fill(&mut self.actors[place].described, other);
        self.index.update(place, &self.actors[place]);
    }

    /// Free, readable id.
    pub(crate) fn id_for(&mut self, one: &Described) -> String {
        let last = self.people.family_name(&one.name);
        let is_shared = self.people.is_shared(last);
        let mut long = id_from_name(&shortened(&one.name));
        if one.name.is_empty() {
            long = id_from_name(&shortened(&one.phrase));
        }
        let short = match one.kind {
            ActorKind::Person | ActorKind::Unknown if !one.name.is_empty() && !is_shared => {
                id_from_name(last)
            }
            ActorKind::Document if one.phrase.to_lowercase().starts_with(&one.head) => {
                id_from_name(&one.head)
            }
            _ => String::new(),
        };
        // “Bob T.”
        let short = if short.len() > 1 { short } else { String::new() };
        let is_person = one.kind == ActorKind::Person;
        let first = if short.is_empty() || !is_person && one.name.contains(' ') { &long } else { &short };
        let base = if long.is_empty() { "speaker" } else { &long };
        let is_free = |id: &&str| !id.is_empty() && !self.taken.contains(*id);
        if let Some(free) = [first.as_str(), base].into_iter().find(is_free) {
            return free.to_owned();
        }
        let next = self.numbers.entry(base.to_owned()).or_insert(2);
        let mut ids = std::iter::from_fn(|| {
            *next += 1;
            Some(format!("{base}-{}", *next - 1))
        });
        ids.find(|id| !self.taken.contains(id)).unwrap_or_default()
    }
}

fn declared<'d>(
    id: &str,
    names: impl Iterator<Item = &'d str>,
    field: &dyn Fn(&str) -> Option<&'d str>,
) -> Actor {
    // As the article is read.
    let mut names = names.map(nicknames::without_nicknames);
    let name = names.next().unwrap_or_default();
    let words = words::words(&name, 0);
    let described = phrase::described(&name, &words).unwrap_or_default();
    let kind = match field("kind") {
        Some("person") => ActorKind::Person,
        Some("organisation") => ActorKind::Organisation,
        Some("group") => ActorKind::Group,
        Some("state") => ActorKind::State,
        Some("document") => ActorKind::Document,
        _ => described.kind,
    };
    let role = field("role").unwrap_or(&described.role).to_owned();
    let gender = described.gender.or_else(|| gender_of_name(name.split(' ').next().unwrap_or_default()));
    let names = names.take(MANY_NAMES);
    let aka = names.chain((!described.name.is_empty()).then(|| described.name.clone())).collect();
    let described = Described {
        kind,
        role,
        gender,
        name,
        phrase: described.phrase,
        head: described.head,
        ..Described::default()
    };
    Actor { id: id.to_owned(), described, aka, declared: true, ..Actor::default() }
}

/// Words of a phrase that are used for its id.
fn shortened(phrase: &str) -> String {
    let words = words::words(phrase, 0);
    let kept = words.iter().filter(|word| {
        word.is_word()
            && !(word.is("quantity") && words.len() > 1)
            && !matches!(
                word.text,
                "the" | "a" | "an" | "of" | "for" | "in" | "at" | "with" | "who" | "and" | "to"
            )
    });
    kept.take(4).map(|word| word.text).collect::<Vec<_>>().join(" ")
}
