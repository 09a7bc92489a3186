//! Coreference: resolves names, surnames, offices and pronouns to actors. Ambiguous references resolve to nobody; their
//! candidates are kept.

use crate::actors::people::{
    fill, is_same_name, surname, without_legal_form, without_nationality, without_prefix,
};
use crate::actors::roster::{Actor, MANY_NAMES, Possible, Roster};
use crate::actors::whole_sources;
use crate::layouts;
use crate::phrases::described::{ActorKind, Described, Gender, Phrase};
use crate::phrases::names::{gender_of_name, looks_like_person};
use crate::phrases::offices;
use crate::phrases::phrase;
use crate::phrases::words::{self, Word, runs};
use crate::text::article::PlainArticle;
use crate::text::datelines::dateline_end;
use ascribe_attribution::SpeechKind::Direct;
use ascribe_attribution::Statement;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// Maximum distance in bytes to search back for the antecedent of “who”, which stands directly before it.
const FARTHEST_BACK: usize = 1000;

impl Roster {
    /// Resolves the words of a source, at a byte range of the article in a paragraph, to the actors who make the
    /// statement; empty if none is certain.
    pub fn resolve(
        &mut self,
        article: &PlainArticle,
        source: &Range<usize>,
        paragraph: usize,
        statement: &Statement,
    ) -> Vec<usize> {
        // Whom the narrator names in words that nobody says, as in “has known Berg since school”, is named.
        if statement.stance.is_some() {
            statement.content.iter().for_each(|content| self.said.insert(content.clone()));
        }
        self.possible.clear();
        self.is_inferred = false;
        self.here = (paragraph, source.start);
        let is_title = self.titles.get(paragraph) == Some(&true);
        let source = if is_title {
            source.clone()
        } else {
            whole_sources::whole(article, source, paragraph, statement)
        };
        let source = behind_dateline(article, &source, paragraph);
        let text = article.slice(source.clone());
        self.owner = owner_word(text);
        let found = match phrase::read(text) {
            None => Vec::new(),
            Some(Phrase::Pronoun(word)) => {
                let pair = if word == "they" { self.pair(article) } else { None };
                pair.unwrap_or_else(|| self.pronoun(article, &word).into_iter().collect())
            }
            Some(Phrase::Actors(_)) if is_label(article, &source) && is_heading(text) => Vec::new(),
            Some(Phrase::Actors(all))
                if all.iter().all(|one| is_no_subject(article, &source, one, statement)) =>
            {
                Vec::new()
            }
            Some(Phrase::Actors(mut all)) => {
                if let Some(body) = as_one_body(article, text, &all, statement) {
                    all = vec![body];
                }
                self.name_family(&mut all);
                if is_label(article, &source) {
                    for one in &mut all {
                        self.name_label(one);
                    }
                }
                self.in_headline = is_title;
                let says_it =
                    statement.content.first().is_some_and(|said| is_about_it(article.slice(said.clone())));
                for one in &mut all {
                    // “The operator said it would run fewer boats.”
                    if says_it && one.name.is_empty() && offices::may_be_body(&one.head) {
                        one.kind = ActorKind::Organisation;
                    }
                    // “Belgian Jelle Vos said”
                    if statement.kind == Direct
                        && one.kind == ActorKind::Unknown
                        && let Some(rest) = without_nationality(&one.name)
                    {
                        one.name = rest.to_owned();
                    }
                    // “Quenby Bolt of Marlow Research said”
                    if statement.kind == Direct
                        && matches!(one.kind, ActorKind::Unknown | ActorKind::Organisation)
                        && let Some((name, _)) = one.name.split_once(" of ")
                        && name.matches(' ').count() == 1
                        && looks_like_person(&words::words(name, 0))
                    {
                        one.name.truncate(name.len());
                        one.kind = ActorKind::Person;
                    }
                    // Bodies with a name of two or three words are rarely quoted directly.
                    let words = one.name.split(' ').count();
                    if statement.kind == Direct
                        && one.kind == ActorKind::Unknown
                        && (words == 2 || words == 3)
                    {
                        one.kind = ActorKind::Person;
                    }
                }
                let whole: Vec<Described> = all.into_iter().map(|one| self.completed(article, one)).collect();
                let found: Vec<Option<usize>> = whole.into_iter().map(|one| self.meant(one)).collect();
                // A joint statement needs all of its actors.
                found.into_iter().collect::<Option<Vec<usize>>>().unwrap_or_default()
            }
        };
        self.heard.extend(found.iter().map(|actor| (paragraph, source.start, *actor)));
        found
    }

    /// “Ada and Jan Moe” are Ada Moe and Jan Moe.
    fn name_family(&self, all: &mut [Described]) {
        let Some((last, before)) = all.split_last_mut() else { return };
        let Some((_, family)) = last.name.split_once(' ') else { return };
        for one in before {
            let full = format!("{} {family}", one.name);
            if !one.name.contains(' ') && self.people.has_name(&full) {
                one.name = full;
                one.kind = ActorKind::Person;
            }
        }
    }

    /// “GRAHAM: …”: the label of a script, which may be somebody's first name.
    fn name_label(&self, one: &mut Described) {
        let letters = one.name.chars().filter(|c| *c != '-').count();
        // “JD: …”, “A-MD: …”: initials
        if (2..=4).contains(&letters)
            && (letters < 4 || one.name.contains('-'))
            && self.people.called(&one.name).is_empty()
            && !is_listed_body(&one.name)
            && let Some(full) = self.people.with_initials(&one.name)
        {
            one.name = full.to_owned();
            one.kind = ActorKind::Person;
            return;
        }
        let is_shout = letters > 2 && !one.name.chars().any(char::is_lowercase);
        if !is_shout || one.name.contains(' ') || is_listed_body(&one.name) {
            return;
        }
        let mut chars = one.name.chars();
        let first: String = chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect();
        if self.people.called(&one.name).is_empty() && self.people.called(&first).len() == 1 {
            one.name = first;
        }
        // Capitals do not make it a body here.
        if one.kind == ActorKind::Organisation {
            one.kind = ActorKind::Unknown;
        }
    }

    /// Takes the candidates of the last resolution, if it was not certain; most likely first.
    pub fn possible(&mut self) -> Vec<Possible> {
        std::mem::take(&mut self.possible)
    }

    /// Actor with a name; added if new.
    pub fn actor_named(&mut self, name: &str) -> Option<usize> {
        let mut called = self.index.called(name).into_iter();
        if let Some(known) = called.find(|known| self.actors[*known].name() == name) {
            return Some(known);
        }
        let named = self.people.described(name)?.clone();
        self.meant(named)
    }

    /// Actor for a description; added if new. `None` if it is ambiguous.
    pub(crate) fn meant(&mut self, mut one: Described) -> Option<usize> {
        if one.name.is_empty()
            && one.phrase.starts_with(char::is_uppercase)
            && !self.people.called(&one.phrase).is_empty()
        {
            // “Baker” after “Ruth Baker”.
            one = Described { name: one.phrase, ..Described::default() };
        }
        if one.name.is_empty() {
            return self.unnamed(one);
        }
        one.name = self.people.known_form(&one.name).into_owned();
        // “Vexal Biologics N.V.”, which only a headline has called “Vexal Biologics”
        let bare = without_legal_form(&one.name, |rest| !self.index.called(rest).is_empty()).len();
        one.name.truncate(bare);
        if self.in_headline
            && let Some(end) = self.people.known_start(&one.name)
        {
            one.name.truncate(end);
        }
        // “Scholars say”
        if one.kind == ActorKind::Unknown
            && !one.name.contains(' ')
            && (one.name.ends_with('s') && self.people.is_noun(&one.name)
                || ["folk", "women", "people"].iter().any(|end| one.name.ends_with(end)))
            && self.people.called(&one.name).is_empty()
        {
            let head = one.name.to_lowercase();
            let phrase = std::mem::take(&mut one.name);
            return self.unnamed(Described { kind: ActorKind::Group, phrase, head, ..one });
        }
        // “Regulator warns …”: a noun at the start of a headline, if the article has it in small letters.
        let small = one.name.to_lowercase();
        if one.kind == ActorKind::Organisation
            && self.in_headline
            && words::is("organisation", &one.name)
            && self.people.small.contains(&small)
            && self.people.called(&one.name).is_empty()
        {
            let phrase = std::mem::take(&mut one.name);
            return self.unnamed(Described { phrase, head: small, ..one });
        }
        // “Mr. Berg” is not the woman called Berg.
        let fits = |actor: &Actor| {
            let gender = actor.described.gender;
            gender.is_none() || one.gender.is_none() || gender == one.gender
        };
        let is_one = |actor: &Actor| actor.is_called(&one.name) && fits(actor);
        if let Some(known) =
            self.index.called(&one.name).into_iter().find(|known| is_one(&self.actors[*known]))
        {
            self.fill_actor(known, &one);
            return Some(known);
        }
        let mut also = None;
        if self.people.is_short(&one.name) {
            match self.by_surname(&one)? {
                Bearer::Actor(known) => {
                    self.also_called(known, one.name.clone());
                    self.fill_actor(known, &one);
                    return Some(known);
                }
                Bearer::LastToSpeak(known) => return Some(known),
                Bearer::Named(place) => {
                    let full = self.people.named[place].clone();
                    also = Some(std::mem::replace(&mut one.name, full.name.clone()));
                    fill(&mut one, &full);
                    if full.kind != ActorKind::Unknown {
                        one.kind = full.kind;
                    }
                }
                Bearer::Nobody => {}
            }
        } else {
            let bare = without_prefix(&one.name, |rest| self.people.has_name(rest)).len();
            one.name.drain(..one.name.len() - bare);
            if let Some(named) = self.people.described(&one.name).cloned() {
                if named.name != one.name {
                    also = Some(std::mem::replace(&mut one.name, named.name.clone()));
                }
                fill(&mut one, &named);
                if one.kind == ActorKind::Unknown {
                    one.kind = named.kind;
                }
            }
        }
        let fits = |actor: &Actor| {
            let gender = actor.described.gender;
            gender.is_none() || one.gender.is_none() || gender == one.gender
        };
        let called: Vec<usize> = self.index.called(&one.name);
        let mut known = called.iter().copied().filter(|known| self.actors[*known].is_called(&one.name));
        // “Lord Moe … Lady Moe”
        let other =
            known.clone().find(|known| !fits(&self.actors[*known])).filter(|_| !one.name.contains(' '));
        if other.is_some() && !one.title.is_empty() {
            one.name = format!("{} {}", one.title, one.name);
        } else if let Some(known) = known.next() {
            self.also_called(known, also.unwrap_or_default());
            self.fill_actor(known, &one);
            return Some(known);
        }
        if one.kind == ActorKind::Unknown
            && gender_of_name(one.name.split(' ').next().unwrap_or_default()).is_some()
            && one.name.contains(' ')
        {
            one.kind = ActorKind::Person;
        }
        let id = self.id_for(&one);
        let acronym = self.people.acronym(&one.name).map(str::to_owned);
        let new = self.add(id, one);
        for name in also.into_iter().chain(acronym) {
            self.also_called(new, name);
        }
        Some(new)
    }

    /// Resolves a surname; `None` if it is ambiguous.
    fn by_surname(&mut self, one: &Described) -> Option<Bearer> {
        let before = self.here.1;
        let fits = |gender: Option<Gender>| gender.is_none() || one.gender.is_none() || gender == one.gender;
        let called = self.people.called(&one.name);
        let names: HashSet<&str> =
            called.iter().map(|place| self.people.named[*place].name.as_str()).collect();
        let is_bearer = |actor: &Actor| {
            let name = &actor.described.name;
            let is_it = names.contains(name.as_str())
                || actor.is_human()
                    && (surname(name) == one.name || name.ends_with(&format!(" {}", one.name)));
            is_it && fits(actor.described.gender)
        };
        let named = names.iter().flat_map(|name| self.index.called(name));
        let near: BTreeSet<usize> =
            self.index.with_surname(surname(&one.name)).into_iter().chain(named).collect();
        let known: Vec<usize> = near.into_iter().filter(|at| is_bearer(&self.actors[*at])).collect();
        let is_new = |place: &usize| {
            let name = &self.people.named[*place].name;
            fits(self.people.named[*place].gender)
                && !known.iter().any(|at| is_same_name(&self.actors[*at].described.name, name))
        };
        let others: Vec<usize> = called.iter().copied().filter(is_new).collect();
        match (&known[..], &others[..]) {
            ([only], []) => return Some(Bearer::Actor(*only)),
            ([], [full]) => return Some(Bearer::Named(*full)),
            ([], []) => return Some(Bearer::Nobody),
            _ => {}
        }
        let bearers = self.people.bearers(&one.name, one.gender, before);
        // “Justice Bello” is the one who holds the office.
        let by_office = |place: &usize| {
            let role = &self.people.named[*place].role;
            !one.role.is_empty()
                && format!(" {}", role.to_lowercase()).ends_with(&format!(" {}", one.role.to_lowercase()))
        };
        let holders: Vec<usize> = bearers.iter().copied().filter(by_office).collect();
        if let [only] = if holders.is_empty() { &bearers[..] } else { &holders[..] } {
            let only = *only;
            let same =
                |at: &&usize| is_same_name(&self.actors[**at].described.name, &self.people.named[only].name);
            return Some(known.iter().find(same).map_or(Bearer::Named(only), |at| Bearer::Actor(*at)));
        }
        let names = known.iter().map(|at| self.actors[*at].name());
        let names: Vec<String> =
            names.chain(others.iter().map(|at| self.people.named[*at].name.clone())).collect();
        if let Some(only) = self.last_to_speak(&names.iter().cloned().collect()) {
            return Some(Bearer::LastToSpeak(only));
        }
        self.may_be(names, &format!("one of several people named {}", one.name));
        None
    }

    fn also_called(&mut self, actor: usize, name: String) {
        if name.is_empty() {
            return;
        }
        let mut called = self.index.called(&name).into_iter();
        let shared = called.any(|other| other != actor && self.actors[other].is_called(&name));
        let one = &mut self.actors[actor];
        let is_full = one.declared || one.aka.len() >= MANY_NAMES;
        if !shared && !is_full && !one.is_called(&name) && !name.contains(';') {
            self.index.add_name(actor, &name);
            one.aka.push(name);
        }
    }

    /// Stores candidates, those mentioned most often first.
    pub(crate) fn may_be(&mut self, mut names: Vec<String>, why: &str) {
        let rank = |name: &String| {
            let mentions = self.people.mentions_of(name);
            let before = mentions.partition_point(|start| *start < self.here.1);
            (std::cmp::Reverse(before), mentions.first().copied().filter(|_| before > 0))
        };
        names.sort_by_cached_key(rank);
        self.possible = names.into_iter().map(|name| Possible { name, why: why.to_owned() }).collect();
    }

    /// Antecedent directly before “who”.
    pub(crate) fn antecedent(&mut self, article: &PlainArticle) -> Option<usize> {
        let (paragraph, at) = self.here;
        let start = article.paragraphs.get(paragraph)?.range.start;
        let start = start.max(article.text.floor_char_boundary(at.saturating_sub(FARTHEST_BACK)));
        let before = article.slice(start..at).trim_end_matches([' ', ',', '-', '–', '—', '―']);
        let words = words::words(before, 0);
        if let Some(name) = self.explained(&words, start) {
            return self.actor_named(&name);
        }
        let named = runs(&words).pop().filter(|run| run.end == words.len()).map(|run| run.start);
        // “A second employee, who”
        let described =
            words.iter().rposition(|word| matches!(word.text, "a" | "an" | "the" | "A" | "An" | "The"));
        let start = named.or(described.filter(|at| words.len() - at < 8))?;
        let one = phrase::described(before, &words[start..])?;
        let is_one = match one.kind {
            ActorKind::Person => true,
            // “the study, which”
            ActorKind::Document | ActorKind::Organisation => one.is_definite(),
            _ => false,
        };
        if one.name.is_empty() && !is_one { None } else { self.meant(one) }
    }

    /// “Alan Berger, a doctor from Oslo, Norway, who”: the person explained by an apposition at the end of the words.
    fn explained(&self, words: &[Word<'_>], base: usize) -> Option<String> {
        /// Maximum length of an apposition, in words.
        const LONGEST: usize = 14;
        let commas = (words.len().saturating_sub(LONGEST)..words.len()).rev();
        let commas = commas.take_while(|at| words[*at].text != ".").filter(|at| words[*at].text == ",");
        for comma in commas {
            let is_office = words.get(comma + 1).is_some_and(|word| {
                matches!(word.text, "a" | "an" | "the") || word.text.starts_with(char::is_numeric)
            });
            let run = runs(&words[..comma]).pop().filter(|run| run.end == comma && is_office);
            let Some(run) = run else { continue };
            let starts = base + words[run.start].start..base + words[comma].start;
            let first = self.mentions.partition_point(|mention| mention.start < starts.start);
            let mention = self.mentions.get(first).filter(|mention| starts.contains(&mention.start));
            if let Some([only]) = mention.map(|mention| &mention.named[..]) {
                return Some(self.people.named[*only].name.clone());
            }
        }
        None
    }
}

/// Words of a source without the dateline; if it has nothing else, the subject behind it: “ALDERTON – Two guards were
/// charged, stating …”.
fn behind_dateline(article: &PlainArticle, source: &Range<usize>, paragraph: usize) -> Range<usize> {
    let Some(paragraph) = article.paragraphs.get(paragraph) else { return source.clone() };
    let start = paragraph.range.start + dateline_end(article.slice(paragraph.range.clone()));
    // The source may be in an earlier paragraph, as that of an answer is.
    if start <= source.start || source.start < paragraph.range.start {
        return source.clone();
    }
    if start < source.end {
        return start..source.end;
    }
    let words = words::words(article.slice(start..paragraph.range.end), start);
    let is_end = |word: &Word<'_>| {
        offices::is_finite(word.text) || !word.is_word() || word.is("speech") || word.text.ends_with("ed")
    };
    let end = words.iter().position(is_end).unwrap_or(0);
    words[..end].last().map_or(start..start, |last| start..last.end())
}

/// “Fire and Rescue says”: two words before a verb in the singular are one body.
fn as_one_body(
    article: &PlainArticle,
    text: &str,
    all: &[Described],
    statement: &Statement,
) -> Option<Described> {
    const SINGULAR: [&str; 12] = [
        "says", "tells", "has", "is", "claims", "warns", "confirms", "insists", "argues", "adds", "reports",
        "wants",
    ];
    let cue = article.slice(statement.cue.clone()?);
    let is_singular = cue.split(' ').next().is_some_and(|verb| SINGULAR.contains(&verb));
    let is_body = |one: &Described| {
        !one.name.is_empty() && one.kind != ActorKind::Person && one.role.is_empty() && one.gender.is_none()
    };
    if all.len() != 2 || !is_singular || !all.iter().all(is_body) || text.contains(',') {
        return None;
    }
    let name = text.trim_start_matches("The ").trim_start_matches("the ").trim();
    Some(Described { kind: ActorKind::Organisation, name: name.to_owned(), ..Described::default() })
}

/// Whether words are about the body that says them: “it would appeal”, “its plans were sound”; not “it was raining”.
fn is_about_it(said: &str) -> bool {
    let mut words = said.split(' ').skip_while(|word| *word == "that").map(str::to_lowercase);
    match words.next().as_deref() {
        Some("its") => true,
        Some("it") => words.next().is_some_and(|verb| {
            matches!(verb.as_str(), "would" | "will" | "had" | "has" | "could" | "did" | "planned" | "hoped")
        }),
        _ => false,
    }
}

/// Whether a source is a label, with a colon behind it.
fn is_label(article: &PlainArticle, source: &Range<usize>) -> bool {
    article.text.get(source.end..).is_some_and(|behind| behind.starts_with(':'))
}

/// “CONTACT: …”, “Restaurant review: …”: a label that names nobody.
fn is_heading(label: &str) -> bool {
    let last = label.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_source = matches!(last.as_str(), "source" | "sources");
    !is_source && layouts::HEADINGS.contains(&last.as_str())
}

fn is_listed_body(name: &str) -> bool {
    ["outlet", "organisation", "state"].iter().any(|list| words::is(list, name))
}

/// “his” of “His lawyer”, in lower case.
fn owner_word(text: &str) -> Option<Gender> {
    match text.split_whitespace().next()?.to_lowercase().as_str() {
        "his" => Some(Gender::He),
        "her" => Some(Gender::She),
        _ => None,
    }
}

/// Whether the words of a source are part of something else: “her time as secretary of state”, “a tacit admission”.
fn is_no_subject(
    article: &PlainArticle,
    source: &Range<usize>,
    one: &Described,
    statement: &Statement,
) -> bool {
    const NOUNS: [&str; 4] = ["ment", "tion", "sion", "ance"];
    let is_nominal = statement.cue.as_ref().is_some_and(|cue| {
        let is_next = cue.start > source.end && article.slice(source.end..cue.start).trim().is_empty();
        // “The union said in a statement” has a verb.
        let cue = article.slice(cue.clone());
        is_next && !cue.contains(' ') && NOUNS.iter().any(|ending| cue.ends_with(ending))
    });
    let is_behind_as = || article.text[..source.start].trim_end().ends_with(" as");
    one.name.is_empty()
        && one.kind != ActorKind::Group
        && (is_nominal && !one.is_owned() || one.is_bare() && is_behind_as())
}

/// Bearer of a surname.
enum Bearer {
    /// Index in [`Roster::actors`].
    Actor(usize),
    /// Index in [`Roster::actors`], of one of several with this surname, who is not always meant by it.
    LastToSpeak(usize),
    /// Index in [`People::named`](crate::actors::people::People::named).
    Named(usize),
    /// The article has no full name with this surname.
    Nobody,
}
