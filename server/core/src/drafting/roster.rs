//! The actors of an article: those that are declared, and those whom its words describe; who is meant by a surname, an
//! office or a pronoun. Where two may be meant, nobody is.

use super::article::Article;
use super::phrase::{self, Described, Gender, Kind, Phrase, gender_of_name};
use super::words::{self, Word, is, runs};
use crate::model::{Namespace, id_from_name};
use crate::scope::Scope;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// The number of paragraphs over which a pronoun reaches back.
const FARTHEST: usize = 4;

/// Somebody or something that says things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The id.
    pub id: String,
    /// What is known of it.
    pub described: Described,
    /// Other names that the article uses.
    pub aka: Vec<String>,
    /// Why the name is withheld.
    pub reason: String,
    /// It is declared already.
    pub declared: bool,
}

impl Actor {
    /// What it is called.
    pub fn name(&self) -> String {
        if !self.described.name.is_empty() {
            return self.described.name.clone();
        }
        let mut chars = self.described.phrase.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }

    fn is_called(&self, name: &str) -> bool {
        let same = |known: &str| {
            known == name
                || !name.chars().any(char::is_lowercase) && known.to_uppercase() == name.to_uppercase()
        };
        same(&self.described.name) || self.aka.iter().any(|known| same(known))
    }

    fn is_human(&self) -> bool {
        let tokens = self.described.name.split_whitespace().count();
        self.described.kind == Kind::Person || self.described.kind == Kind::Unknown && tokens > 0
    }
}

/// A name in the words of the article.
#[derive(Debug, Clone)]
struct Mention {
    start: usize,
    paragraph: usize,
    name: String,
    gender: Option<Gender>,
    is_person: bool,
}

/// All actors of an article.
#[derive(Debug, Default)]
pub struct Roster {
    /// Those that are declared, and those that were met, in this order.
    pub actors: Vec<Actor>,
    /// The names of more than one word, with what the article says of them, each once.
    named: Vec<Described>,
    /// Which of these end or start with a word.
    by_word: HashMap<String, Vec<usize>>,
    mentions: Vec<Mention>,
    /// Who has spoken: the paragraph, the byte, the actor.
    heard: Vec<(usize, usize, usize)>,
    taken: HashSet<String>,
}

impl Roster {
    /// Finds the names in an article.
    pub fn new(scope: &Scope, article: &Article) -> Self {
        let mut roster = Self::default();
        for (_, _, declaration) in scope.declared(Namespace::Actor) {
            roster.actors.push(declared(&declaration.id, declaration.names(), &|key| declaration.field(key)));
        }
        roster.taken.extend(scope.ids(Namespace::Actor).map(str::to_owned));
        roster.taken.insert(crate::model::vocabulary::AUTHOR.into());
        let mut single: Vec<(usize, usize, String, Option<Gender>)> = Vec::new();
        for (number, paragraph) in article.paragraphs.iter().enumerate() {
            let words = words::words(article.slice(paragraph.range.clone()), paragraph.range.start);
            for run in runs(&words) {
                let Some(one) = Self::name_in(article, &words, &run) else { continue };
                let start = words[run.start].start;
                // Whom somebody speaks of is not who speaks next.
                let quoted = paragraph.quotations.iter().any(|it| it.start < start && start < it.end);
                if one.name.contains(' ') {
                    let is_person = one.kind == Kind::Person;
                    let (name, gender) = (roster.take_in(one), None);
                    if !quoted {
                        roster.mentions.push(Mention { start, paragraph: number, name, gender, is_person });
                    }
                } else if !quoted {
                    single.push((start, number, one.name, one.gender));
                }
            }
        }
        for (start, paragraph, name, gender) in single {
            let full = roster.full_names(&name);
            if let [only] = &full[..] {
                let (name, is_person) = (only.name.clone(), only.kind == Kind::Person);
                if let (Some(gender), Some(place)) =
                    (gender, roster.named.iter().position(|it| it.name == name))
                {
                    roster.named[place].gender.get_or_insert(gender);
                }
                roster.mentions.push(Mention { start, paragraph, name, gender, is_person });
            }
        }
        roster.mentions.sort_by_key(|mention| mention.start);
        for at in 0..roster.mentions.len() {
            let known = roster.named.iter().find(|one| one.name == roster.mentions[at].name);
            if let Some((gender, kind)) = known.map(|one| (one.gender, one.kind)) {
                roster.mentions[at].gender = gender;
                roster.mentions[at].is_person = kind == Kind::Person;
            }
        }
        roster
    }

    /// What the words at a run of capitals say of somebody.
    fn name_in(article: &Article, words: &[Word<'_>], run: &Range<usize>) -> Option<Described> {
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
        let one = phrase::described(text, &near).filter(|one| !one.name.is_empty())?;
        if !one.role.is_empty() {
            return Some(one);
        }
        if let Some(office) = office_before(text, words, run, base).filter(|office| office.name == one.name) {
            return Some(office);
        }
        if one.kind != Kind::Person {
            return Some(one);
        }
        // “Brian Moe, a spokesman for the board,”: up to the mark that ends it, with no verb of saying.
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

    /// Keeps what is said of a name; the name by which it is kept.
    fn take_in(&mut self, one: Described) -> String {
        let same = |place: &usize| is_same_name(&self.named[*place].name, &one.name);
        if let Some(place) = self.with_word(surname(&one.name)).iter().copied().find(same) {
            let known = &mut self.named[place];
            fill(known, &one);
            if known.kind == Kind::Unknown {
                known.kind = one.kind;
            }
            return known.name.clone();
        }
        let name = one.name.clone();
        let last = surname(&name);
        let first = name.split(' ').next().unwrap_or_default();
        for word in BTreeSet::from([last, &last.to_uppercase(), first]) {
            self.by_word.entry(word.to_owned()).or_default().push(self.named.len());
        }
        self.named.push(one);
        name
    }

    /// The places of the names that start or end with a word.
    fn with_word(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The names of more than one word that end with this one, each once, and are those of people.
    fn full_names(&self, last: &str) -> Vec<&Described> {
        let is_shout = last.chars().count() > 2 && !last.chars().any(char::is_lowercase);
        let ends = |one: &&Described| {
            let surname = surname(&one.name);
            let same = surname == last || is_shout && surname.to_uppercase() == last;
            let mut rest = one.name.strip_prefix(last).unwrap_or_default().split_whitespace().peekable();
            let is_body = rest.peek().is_some() && rest.all(|word| is("organisation", word));
            same && matches!(one.kind, Kind::Person | Kind::Unknown) || is_body
        };
        self.with_word(last).iter().map(|place| &self.named[*place]).filter(ends).collect()
    }

    /// The actors who are meant by the words of a source that stand at a byte of a paragraph; none if nobody is for
    /// certain. `quoted`: they speak in quotation marks.
    pub fn resolve(
        &mut self,
        article: &Article,
        source: &Range<usize>,
        paragraph: usize,
        quoted: bool,
    ) -> Vec<usize> {
        let text = article.slice(source.clone());
        let found = match phrase::read(text) {
            None => Vec::new(),
            Some(Phrase::Pronoun(word)) => {
                self.pronoun(article, &word, source.start, paragraph).into_iter().collect()
            }
            Some(Phrase::Actors(mut all)) => {
                for one in &mut all {
                    // Bodies with a name of two words say little in quotation marks.
                    let words = one.name.split(' ').count();
                    if quoted && one.kind == Kind::Unknown && (words == 2 || words == 3) {
                        one.kind = Kind::Person;
                    }
                }
                let found: Vec<Option<usize>> = all.into_iter().map(|one| self.meant(one)).collect();
                // A joint statement is one of all of them.
                found.into_iter().collect::<Option<Vec<usize>>>().unwrap_or_default()
            }
        };
        self.heard.extend(found.iter().map(|actor| (paragraph, source.start, *actor)));
        found
    }

    /// The actor that a description means; a new one if it is no known one. `None` if it may be several.
    fn meant(&mut self, mut one: Described) -> Option<usize> {
        if one.name.is_empty()
            && one.phrase.starts_with(char::is_uppercase)
            && !self.full_names(&one.phrase).is_empty()
        {
            // “Baker” after “Ruth Baker”.
            one = Described { name: one.phrase, ..Described::default() };
        }
        if one.name.is_empty() {
            return self.by_office(one);
        }
        if let Some(known) = self.actors.iter().position(|actor| actor.is_called(&one.name)) {
            self.complete(known, &one);
            return Some(known);
        }
        let mut also = None;
        if one.name.contains(' ') {
            if let Some(named) = self.named.iter().find(|known| is_same_name(&known.name, &one.name)) {
                if named.name != one.name {
                    also = Some(std::mem::replace(&mut one.name, named.name.clone()));
                }
                fill(&mut one, named);
            }
        } else {
            let by_surname: Vec<usize> = (0..self.actors.len())
                .filter(|at| {
                    self.actors[*at].is_human() && surname(&self.actors[*at].described.name) == one.name
                })
                .collect();
            let full: Vec<Described> = self.full_names(&one.name).into_iter().cloned().collect();
            let others = full.iter().filter(|full| {
                !by_surname.iter().any(|at| is_same_name(&self.actors[*at].described.name, &full.name))
            });
            let fits =
                |gender: Option<Gender>| gender.is_none() || one.gender.is_none() || gender == one.gender;
            let others: Vec<&Described> = others.filter(|full| fits(full.gender)).collect();
            let known: Vec<usize> =
                by_surname.into_iter().filter(|at| fits(self.actors[*at].described.gender)).collect();
            match (&known[..], &others[..]) {
                ([only], []) => {
                    let only = *only;
                    let name = one.name.clone();
                    self.also_called(only, name);
                    self.complete(only, &one);
                    return Some(only);
                }
                ([], [full]) => {
                    also = Some(std::mem::replace(&mut one.name, full.name.clone()));
                    let full = (*full).clone();
                    fill(&mut one, &full);
                    if one.kind == Kind::Unknown {
                        one.kind = full.kind;
                    }
                }
                ([], []) => {}
                _ => return None,
            }
        }
        if let Some(known) = self.actors.iter().position(|actor| actor.is_called(&one.name)) {
            self.also_called(known, also.unwrap_or_default());
            self.complete(known, &one);
            return Some(known);
        }
        if one.kind == Kind::Unknown
            && gender_of_name(one.name.split(' ').next().unwrap_or_default()).is_some()
            && one.name.contains(' ')
        {
            one.kind = Kind::Person;
        }
        let id = self.id_for(&one);
        let new = self.add(id, one);
        self.also_called(new, also.unwrap_or_default());
        Some(new)
    }

    fn also_called(&mut self, actor: usize, name: String) {
        let shared =
            (0..self.actors.len()).any(|other| other != actor && self.actors[other].is_called(&name));
        let actor = &mut self.actors[actor];
        if !name.is_empty() && !shared && !actor.declared && !actor.is_called(&name) && !name.contains(';') {
            actor.aka.push(name);
        }
    }

    fn complete(&mut self, actor: usize, one: &Described) {
        let known = &mut self.actors[actor].described;
        fill(known, one);
    }

    fn by_office(&mut self, one: Described) -> Option<usize> {
        let same = |actor: &Actor| {
            !one.phrase.is_empty()
                && (actor.described.phrase.eq_ignore_ascii_case(&one.phrase) || actor.is_called(&one.phrase))
        };
        if let Some(known) = self.actors.iter().position(same) {
            return Some(known);
        }
        let is_plain = one.phrase.eq_ignore_ascii_case(&one.head);
        if one.definite && one.kind == Kind::Person {
            let small = one.phrase.to_lowercase();
            let holds = |role: &str| {
                let role = role.to_lowercase();
                role == small || is_plain && words::words(&role, 0).iter().any(|word| word.text == one.head)
            };
            let mut names: BTreeSet<String> = BTreeSet::new();
            names
                .extend(self.named.iter().filter(|named| holds(&named.role)).map(|named| named.name.clone()));
            let by_role =
                |actor: &&Actor| holds(&actor.described.role) || is_plain && actor.described.head == one.head;
            names.extend(self.actors.iter().filter(by_role).map(Actor::name));
            match names.len() {
                0 => {}
                1 => {
                    let name = names.pop_first()?;
                    if let Some(known) = self.actors.iter().position(|actor| actor.name() == name) {
                        return Some(known);
                    }
                    let named = self.named.iter().find(|named| named.name == name)?.clone();
                    return self.meant(named);
                }
                _ => return None,
            }
        }
        if one.definite && is_plain && matches!(one.kind, Kind::Organisation | Kind::Group | Kind::Document) {
            let is_firm = matches!(one.head.as_str(), "company" | "firm" | "group");
            let may_be = |actor: &Actor| {
                let name = actor.described.name.to_lowercase();
                let has = actor.described.head == one.head
                    || name.starts_with(&format!("{} ", one.head))
                    || name.ends_with(&format!(" {}", one.head));
                let firm = is_firm
                    && actor.described.kind != Kind::Person
                    && actor.described.name.split_whitespace().count() > 0
                    && gender_of_name(actor.described.name.split(' ').next().unwrap_or_default()).is_none()
                    && matches!(actor.described.kind, Kind::Organisation);
                has || firm
            };
            let fits: Vec<usize> = (0..self.actors.len()).filter(|at| may_be(&self.actors[*at])).collect();
            match fits[..] {
                [only] => return Some(only),
                [] if is_firm => return None,
                [] => {}
                _ => return None,
            }
        }
        // “the 43-year-old”, “the pair”: somebody who was named.
        if one.kind == Kind::Unknown && one.definite && !one.phrase.starts_with(char::is_uppercase) {
            return None;
        }
        let id = self.id_for(&one);
        Some(self.add(id, one))
    }

    /// Whom a pronoun means: the only one of whom it can be said, in its paragraph before it, else in those before.
    fn pronoun(&mut self, article: &Article, word: &str, at: usize, paragraph: usize) -> Option<usize> {
        match word {
            "he" | "him" => self.person(Gender::He, at, paragraph),
            "she" | "her" => self.person(Gender::She, at, paragraph),
            "who" | "which" | "that" => self.antecedent(article, at, paragraph),
            "they" | "it" | "them" => self.body(word, at, paragraph),
            _ => None,
        }
    }

    /// The one human being who is named in the nearest paragraph that names any.
    fn person(&mut self, gender: Gender, at: usize, paragraph: usize) -> Option<usize> {
        for here in (0..=paragraph).rev().take(FARTHEST) {
            let limit = at;
            let mut names: BTreeSet<String> = BTreeSet::new();
            let fits = |known: Option<Gender>| known.is_none_or(|known| known == gender);
            let first = self.mentions.partition_point(|it| it.paragraph < here);
            let named = self.mentions[first..].iter();
            for mention in named.take_while(|it| it.paragraph == here && it.start < limit) {
                if mention.is_person && fits(mention.gender) {
                    names.insert(mention.name.clone());
                }
            }
            for (_, _, actor) in
                self.heard.iter().filter(|(place, start, _)| *place == here && *start < limit)
            {
                let actor = &self.actors[*actor];
                if actor.is_human() && fits(actor.described.gender) {
                    names.insert(actor.name());
                }
            }
            match names.len() {
                0 => {}
                1 => {
                    let name = names.pop_first()?;
                    let known = self.actors.iter().position(|actor| actor.name() == name);
                    let found = known.or_else(|| {
                        let named = self.named.iter().find(|named| named.name == name)?.clone();
                        self.meant(named)
                    })?;
                    self.actors[found].described.gender.get_or_insert(gender);
                    return Some(found);
                }
                _ => return None,
            }
        }
        None
    }

    /// The only group or body that has spoken.
    fn body(&self, word: &str, at: usize, paragraph: usize) -> Option<usize> {
        let fits = |actor: &Actor| match actor.described.kind {
            Kind::Group => word != "it",
            Kind::Organisation | Kind::State | Kind::Document => word == "it" || word == "they",
            _ => false,
        };
        for here in (0..=paragraph).rev().take(FARTHEST) {
            let limit = at;
            let spoke = self.heard.iter().filter(|(place, start, _)| *place == here && *start < limit);
            let all: BTreeSet<usize> = spoke.map(|(.., actor)| *actor).collect();
            let fitting: Vec<usize> =
                all.iter().copied().filter(|actor| fits(&self.actors[*actor])).collect();
            match fitting[..] {
                [only] => return Some(only),
                [] if all.is_empty() => {}
                _ => return None,
            }
        }
        None
    }

    /// Who is named or described just before “who”.
    fn antecedent(&mut self, article: &Article, at: usize, paragraph: usize) -> Option<usize> {
        let start = article.paragraphs.get(paragraph)?.range.start;
        let before = article.slice(start..at).trim_end().trim_end_matches(',');
        let words = words::words(before, 0);
        let named = runs(&words).pop().filter(|run| run.end == words.len()).map(|run| run.start);
        // “A second employee, who”
        let described =
            words.iter().rposition(|word| matches!(word.text, "a" | "an" | "the" | "A" | "An" | "The"));
        let start = named.or(described.filter(|at| words.len() - at < 8))?;
        let one = phrase::described(before, &words[start..])?;
        if one.name.is_empty() && one.kind != Kind::Person { None } else { self.meant(one) }
    }

    fn add(&mut self, id: String, described: Described) -> usize {
        self.taken.insert(id.clone());
        self.actors.push(Actor { id, described, ..Actor::default() });
        self.actors.len() - 1
    }

    /// A readable id that is free.
    fn id_for(&self, one: &Described) -> String {
        let last = surname(&one.name);
        let is_shared = self.full_names(last).len() > 1;
        let mut long = id_from_name(&shortened(&one.name));
        if one.name.is_empty() {
            long = id_from_name(&shortened(&one.phrase));
        }
        let short = match one.kind {
            Kind::Person | Kind::Unknown if !one.name.is_empty() && !is_shared => id_from_name(last),
            _ => String::new(),
        };
        let is_person = one.kind == Kind::Person;
        let first = if short.is_empty() || !is_person && one.name.contains(' ') { &long } else { &short };
        let base = if long.is_empty() { "speaker" } else { &long };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let mut ids = [first.as_str(), base].map(str::to_owned).into_iter().chain(numbered);
        ids.find(|id| !id.is_empty() && !self.taken.contains(id)).unwrap_or_default()
    }
}

/// “the president of the chamber, Hector Paz”: the office that stands before a name, with a comma.
fn office_before(text: &str, words: &[Word<'_>], run: &Range<usize>, base: usize) -> Option<Described> {
    /// An office is not longer than this, in words.
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
    let mut names = names.map(str::to_owned);
    let name = names.next().unwrap_or_default();
    let words = words::words(&name, 0);
    let described = phrase::described(&name, &words).unwrap_or_default();
    let kind = match field("kind") {
        Some("person") => Kind::Person,
        Some("organisation") => Kind::Organisation,
        Some("group") => Kind::Group,
        Some("state") => Kind::State,
        Some("document") => Kind::Document,
        _ => described.kind,
    };
    let role = field("role").unwrap_or(&described.role).to_owned();
    let gender = described.gender.or_else(|| gender_of_name(name.split(' ').next().unwrap_or_default()));
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

fn fill(known: &mut Described, other: &Described) {
    if known.role.is_empty() {
        known.role.clone_from(&other.role);
    }
    if known.kind == Kind::Unknown && other.kind == Kind::Person {
        known.kind = Kind::Person;
    }
    known.gender = known.gender.or(other.gender);
}

/// The last word of a name that is no “Jr.”.
fn surname(name: &str) -> &str {
    name.split(' ').rfind(|word| !is("tail", word)).unwrap_or(name)
}

/// “Hillary Clinton” and “Hillary Rodham Clinton”.
fn is_same_name(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split(' ').next().map(str::to_owned);
    one == other
        || one.contains(' ')
            && other.contains(' ')
            && surname(one) == surname(other)
            && first(one) == first(other)
}

/// The words of a phrase that an id is made of.
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
