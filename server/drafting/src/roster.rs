//! Roster of an article's actors, declared and described in the text, and their mentions.

use super::article::PlainArticle;
use super::described::{ActorKind, Described, Gender};
use super::descriptions;
use super::index::{ActorIndex, MANY, RoleIndex, Words};
use super::names::gender_of_name;
use super::phrase;
use super::ranges::RangeSet;
use super::words::{self, Word, is, runs};
use ascribe_language::full_names::{self, NameSigns};
use ascribe_language::nicknames;
use ascribe_markup::budget::Budget;
use ascribe_markup::model::{Namespace, id_from_name};
use ascribe_markup::scope::Scope;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Maximum length in words of a name in a headline.
const LONGEST_IN_TITLE: usize = 3;

/// Maximum length in words of a name in running text; a longer run of capitalised words is a text in capitals.
const LONGEST_NAME: usize = 24;

/// Maximum number of other names of an actor that are looked for.
pub(super) const MANY_NAMES: usize = 64;

/// Number of words before and after a name that may describe it.
const NEAR: usize = 24;

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

    pub(super) fn is_called(&self, name: &str) -> bool {
        let same = |known: &str| {
            known == name
                || !name.chars().any(char::is_lowercase) && known.to_uppercase() == name.to_uppercase()
        };
        same(&self.described.name) || self.aka.iter().any(|known| same(known))
    }

    pub(super) fn is_human(&self) -> bool {
        let tokens = self.described.name.split_whitespace().count();
        self.described.kind == ActorKind::Person || self.described.kind == ActorKind::Unknown && tokens > 0
    }
}

/// Mention of a name outside of quotations: a person spoken about is not the next speaker.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub start: usize,
    pub paragraph: usize,
    /// Possible referents, as indices into [`Roster::named`]; several if a surname is shared.
    pub named: Vec<usize>,
    /// “Berg’s plan”: a possessor is a weaker antecedent.
    pub is_possessive: bool,
}

/// All actors of an article.
#[derive(Debug, Default)]
pub struct Roster {
    /// Actors: the declared ones first, then the others in order of appearance.
    pub actors: Vec<Actor>,
    /// Names of more than one word or with a title, each once, with the descriptions in the article.
    pub(super) named: Vec<Described>,
    /// Actors by the words that refer to them.
    pub(super) index: ActorIndex,
    /// Indices into `named` by the last word of the name; of a body, by the first, too.
    by_word: Words,
    /// Indices into `named` by first and last word of the name, without its suffix.
    by_ends: HashMap<String, Vec<usize>>,
    /// Indices into `named` by role.
    pub(super) named_roles: RoleIndex,
    /// Indices of the companies in `named`: “Kestrel Company”.
    pub(super) firms: Vec<usize>,
    /// Mentions in text order.
    pub(super) mentions: Vec<Mention>,
    /// For each name in `named`, the byte offsets of its mentions.
    mentioned: Vec<Vec<usize>>,
    /// For each name in `named`, the byte offset of the first mention that can mean nobody else.
    introduced: Vec<usize>,
    /// Whether each paragraph is a headline.
    pub(super) titles: Vec<bool>,
    /// Speakers so far: paragraph, byte offset, actor.
    pub(super) heard: Vec<(usize, usize, usize)>,
    /// Content of statements so far: people mentioned there do not speak next.
    pub(super) said: RangeSet,
    /// Paragraphs in which “he” or “she” is ambiguous.
    pub(super) doubts: Vec<(usize, Gender)>,
    /// Candidates of the last resolution, if it was not certain; most likely first.
    pub(super) possible: Vec<Possible>,
    /// Paragraph and byte offset of the current source.
    pub(super) here: (usize, usize),
    taken: HashSet<String>,
    /// For each id that was not free, the number from which on to look for a free one.
    numbers: HashMap<String, usize>,
}

/// A run of capitalised words that names somebody.
struct Named {
    start: usize,
    paragraph: usize,
    one: Described,
    is_mention: bool,
    is_possessive: bool,
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
        roster.titles = texts.map(descriptions::is_title).collect();
        let found = Self::names(article, &roster.titles, budget);
        let (full, single): (Vec<Named>, Vec<Named>) =
            found.into_iter().partition(|named| named.one.name.contains(' '));
        let full_names: HashSet<&str> = full.iter().map(|named| named.one.name.as_str()).collect();
        let kept: Vec<String> = full
            .iter()
            .map(|named| without_prefix(&named.one.name, |rest| full_names.contains(rest)).to_owned())
            .collect();
        for (named, name) in full.into_iter().zip(kept) {
            let place = roster.take_in(Described { name, ..named.one });
            if named.is_mention {
                roster.mentions.push(Mention {
                    start: named.start,
                    paragraph: named.paragraph,
                    named: vec![place],
                    is_possessive: named.is_possessive,
                });
            }
        }
        for named in &single {
            // “Mr. Trump”, never named in full.
            if named.one.kind == ActorKind::Person && roster.full_names(&named.one.name).is_empty() {
                roster.take_in(named.one.clone());
            }
        }
        roster.note_mentions();
        for Named { start, paragraph, one, is_mention, is_possessive } in single {
            if !budget.take(1) {
                break;
            }
            let named = roster.bearers(&one.name, one.gender, start);
            // “count Trump out”
            if let [only] = named[..]
                && !one.role.starts_with(char::is_lowercase)
            {
                fill(&mut roster.named[only], &one);
            }
            if is_mention && !named.is_empty() {
                roster.mentions.push(Mention { start, paragraph, named, is_possessive });
            }
        }
        roster.mentions.sort_by_key(|mention| mention.start);
        roster.note_mentions();
        for (place, one) in roster.named.iter().enumerate() {
            roster.named_roles.add(place, &one.role);
            if one.name.split(' ').next_back().is_some_and(|word| is("firm", word)) {
                roster.firms.push(place);
            }
        }
        roster
    }

    /// Notes where each name is mentioned.
    fn note_mentions(&mut self) {
        self.mentioned = vec![Vec::new(); self.named.len()];
        self.introduced = vec![usize::MAX; self.named.len()];
        for mention in &self.mentions {
            mention.named.iter().for_each(|place| self.mentioned[*place].push(mention.start));
            if let [only] = mention.named[..] {
                self.introduced[only] = self.introduced[only].min(mention.start);
            }
        }
    }

    /// Byte offsets of the mentions of a name.
    pub(super) fn mentions_of(&self, name: &str) -> &[usize] {
        let places = self.with_ends(name).iter();
        let place = places.copied().find(|place| self.named[*place].name == name);
        place.map_or(&[], |place| &self.mentioned[place])
    }

    /// All names in an article.
    fn names(article: &PlainArticle, titles: &[bool], budget: &Budget) -> Vec<Named> {
        let mut names = Vec::new();
        for ((number, paragraph), is_title) in article.paragraphs.iter().enumerate().zip(titles) {
            if !budget.take(1) {
                break;
            }
            if paragraph.is_head_line {
                continue;
            }
            let text = article.slice(paragraph.range.clone());
            let words = words::words(text, paragraph.range.start);
            let quotations: RangeSet = paragraph.quotations.iter().cloned().collect();
            let longest = if *is_title { LONGEST_IN_TITLE } else { LONGEST_NAME };
            for run in runs(&words) {
                // In a headline, a long run of capitalised words is more than a name.
                if run.len() > longest {
                    continue;
                }
                let Some(one) = Self::name_in(article, &words, &run) else { continue };
                let start = words[run.start].start;
                let quoted = quotations.overlaps(&(start..start));
                let next = words.get(run.end);
                let is_mention = !quoted && !next.is_some_and(is_named_after);
                let is_possessive = next.is_some_and(|next| matches!(next.text, "'s" | "’s" | "'" | "’"));
                names.push(Named { start, paragraph: number, one, is_mention, is_possessive });
            }
        }
        names
    }

    /// Possible referents of a surname, as indices into `named`: if several people bear it, the only one introduced by
    /// full name before the byte offset.
    pub(super) fn bearers(&self, last: &str, gender: Option<Gender>, before: usize) -> Vec<usize> {
        let fits = |place: &usize| {
            let known = self.named[*place].gender;
            known.is_none() || gender.is_none() || known == gender
        };
        let all: Vec<usize> = self.full_names(last).into_iter().filter(fits).collect();
        if all.len() < 2 || self.with_word(last).len() == MANY {
            return all;
        }
        let is_introduced = |place: &usize| self.introduced[*place] < before;
        let introduced: Vec<usize> = all.iter().copied().filter(is_introduced).collect();
        if introduced.len() == 1 { introduced } else { all }
    }

    /// Description given by the words at a run of capitalised words.
    fn name_in(article: &PlainArticle, words: &[Word<'_>], run: &Range<usize>) -> Option<Described> {
        let first = run.start.saturating_sub(NEAR);
        let (run, words) =
            (&(run.start - first..run.end - first), &words[first..words.len().min(run.end + NEAR)]);
        let base = words.first()?.start;
        let text = article.slice(base..words.last()?.end());
        // “campaign spokesman Brian Moe”
        let before = run.start.checked_sub(1).filter(|at| words[*at].is("role") && words[*at].is_word());
        let from = before.unwrap_or(run.start);
        let is_before = |at: &usize| {
            let is_adjacent = words[*at + 1].start == words[*at].end() + 1;
            is_adjacent && (words::is_name_word(&words[*at]) || words[*at].is("modifier"))
        };
        let wider = if before.is_some() { (0..from).rev().take_while(is_before).last() } else { None };
        let from = wider.unwrap_or(from);
        let near: Vec<Word<'_>> = words[from..run.end].iter().map(|word| word.moved(base)).collect();
        let mut one = phrase::described(text, &near).filter(|one| !one.name.is_empty())?;
        // “Ada Berg, 51,”
        if let [comma, age, ..] = &words[run.end..]
            && comma.text == ","
            && descriptions::is_age(age)
            && one.kind == ActorKind::Unknown
        {
            one.kind = ActorKind::Person;
        }
        if !one.role.is_empty() {
            return Some(one);
        }
        if let Some(office) = office_before(text, words, run, base).filter(|office| office.name == one.name) {
            return Some(office);
        }
        if one.kind != ActorKind::Person {
            return Some(one);
        }
        // “Brian Moe, a spokesman for the board,”: up to the closing mark, without a verb of speech.
        let behind = words.get(run.end..).unwrap_or_default();
        let Some(open) = behind.first().map(|word| word.text).filter(|open| matches!(*open, "," | "("))
        else {
            return Some(one);
        };
        let close = if open == "(" { ")" } else { "," };
        let end = behind.iter().skip(1).take(14).position(|word| word.text == close || word.text == ".");
        let whole: Vec<Word<'_>> = match end {
            Some(end) if !behind[..=end].iter().any(|word| is("speech", word.text)) => {
                words[from..=run.end + end].iter().map(|word| word.moved(base)).collect()
            }
            _ => return Some(one),
        };
        phrase::described(text, &whole).or(Some(one))
    }

    /// Merges the description of a name; returns its index in `named`.
    fn take_in(&mut self, one: Described) -> usize {
        let same = |place: &usize| is_same_name(&self.named[*place].name, &one.name);
        if let Some(place) = self.with_ends(&one.name).iter().copied().find(same) {
            let known = &mut self.named[place];
            fill(known, &one);
            if known.kind == ActorKind::Unknown {
                known.kind = one.kind;
            }
            return place;
        }
        let place = self.named.len();
        let last = surname(&one.name);
        let (first, mut rest) = one.name.split_once(' ').map_or((&*one.name, None), |(first, rest)| {
            let rest = rest.split_whitespace();
            (first, Some(rest))
        });
        self.by_word.add(last, place);
        self.by_word.add(&last.to_uppercase(), place);
        if rest.as_mut().is_some_and(|rest| rest.all(|word| is("organisation", word))) {
            self.by_word.add(first, place);
        }
        self.by_ends.entry(ends(&one.name)).or_default().push(place);
        self.named.push(one);
        place
    }

    /// Description of a name, if it is one of [`Roster::named`].
    pub(super) fn described(&self, name: &str) -> Option<&Described> {
        let same = |place: &&usize| is_same_name(&self.named[**place].name, name);
        self.with_ends(name).iter().find(same).map(|place| &self.named[*place])
    }

    /// Whether the article has exactly this name.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.with_ends(name).iter().any(|place| self.named[*place].name == name)
    }

    /// Indices of the names that end with a word, or of bodies that start with it, at most [`MANY`].
    fn with_word(&self, word: &str) -> Vec<usize> {
        self.by_word.get(word)
    }

    /// Indices of the names with the same first and last word.
    fn with_ends(&self, name: &str) -> &[usize] {
        self.by_ends.get(&ends(name)).map_or(&[], Vec::as_slice)
    }

    /// Indices of the names of people that end with this surname, each once.
    pub(super) fn full_names(&self, last: &str) -> Vec<usize> {
        let is_shout = last.chars().count() > 2 && !last.chars().any(char::is_lowercase);
        let ends = |place: &usize| {
            let one = &self.named[*place];
            let surname = surname(&one.name);
            let same = surname == last || is_shout && surname.to_uppercase() == last;
            let mut rest = one.name.strip_prefix(last).unwrap_or_default().split_whitespace().peekable();
            let is_body = rest.peek().is_some() && rest.all(|word| is("organisation", word));
            same && matches!(one.kind, ActorKind::Person | ActorKind::Unknown) || is_body
        };
        self.with_word(last).into_iter().filter(ends).collect()
    }

    pub(super) fn add(&mut self, id: String, described: Described) -> usize {
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
    pub(super) fn fill_actor(&mut self, place: usize, other: &Described) {
        fill(&mut self.actors[place].described, other);
        self.index.update(place, &self.actors[place]);
    }

    /// Free, readable id.
    pub(super) fn id_for(&mut self, one: &Described) -> String {
        let last = surname(&one.name);
        let is_shared = self.full_names(last).len() > 1;
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

/// “the president of the chamber, Hector Paz”: an office before a name, with a comma.
fn office_before(text: &str, words: &[Word<'_>], run: &Range<usize>, base: usize) -> Option<Described> {
    /// Maximum length of an office, in words.
    const LONGEST: usize = 12;
    let comma = run.start.checked_sub(1).filter(|at| words[*at].text == ",")?;
    let is_part = |at: &usize| words[*at].is_word() || words[*at].text.starts_with(['\'', '’']);
    let reach = (comma.saturating_sub(LONGEST)..comma).rev().take_while(is_part);
    let is_start =
        |at: &usize| matches!(words[*at].text.to_lowercase().as_str(), "the" | "a" | "an" | "its" | "their");
    let starts: Vec<usize> = reach.filter(is_start).collect();
    let offices = starts.into_iter().rev().map(|start| -> Vec<Word<'_>> {
        words[start..run.end].iter().map(|word| word.moved(base)).collect()
    });
    let mut described = offices.filter_map(|office| phrase::described(text, &office));
    described.find(|one| !one.name.is_empty() && !one.role.is_empty())
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

pub(super) fn fill(known: &mut Described, other: &Described) {
    if known.role.is_empty() {
        known.role.clone_from(&other.role);
    }
    if known.kind == ActorKind::Unknown && other.kind == ActorKind::Person {
        known.kind = ActorKind::Person;
    }
    known.gender = known.gender.or(other.gender);
}

/// Last word of a name, without “Jr.”.
pub(super) fn surname(name: &str) -> &str {
    name.split(' ').rfind(|word| !is("tail", word)).unwrap_or(name)
}

/// First and last word of a name, which all names of one person share.
fn ends(name: &str) -> String {
    format!("{} {}", name.split(' ').next().unwrap_or_default(), surname(name))
}

/// Whether two names belong to one person: “Hillary Clinton” and “Hillary Rodham Clinton”, but not “John Moe Jr.” and
/// his father.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split(' ').next().map(str::to_owned);
    one == other
        || one.contains(' ')
            && other.contains(' ')
            && surname(one) == surname(other)
            && first(one) == first(other)
            && full_names::same_suffix(one, other)
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

/// Whether the next word makes the name an attribute, as in “Trump aides”: the person named takes no part.
fn is_named_after(next: &Word<'_>) -> bool {
    let is_verb = matches!(next.text, "reports" | "records" | "documents" | "heads" | "figures");
    let is_noun = ["group", "role", "organisation", "document"].iter().any(|list| next.is(list));
    !next.is_capital() && is_noun && !is_verb
}

/// Strips a capitalised prefix that is not part of the name as used elsewhere: “Using Ted Cruz” in a headline; not
/// “Mary” of “Mary Ann Keller”.
pub(super) fn without_prefix(name: &str, is_known: impl Fn(&str) -> bool) -> &str {
    let is_capital = |before: &str| before.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let starts = name.match_indices(' ').take_while(|(at, _)| is_capital(&name[..*at]));
    let starts = starts.filter(|(at, _)| !full_names::starts_before(name, at + 1, NameSigns::Capital));
    let rests = starts.map(|(at, _)| &name[at + 1..]);
    rests.filter(|rest| rest.contains(' ') && is_known(rest)).last().unwrap_or(name)
}
