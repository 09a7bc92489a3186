//! Merges the names of an article into one entry for each person and body.

use crate::actors::bodies::content_words;
use crate::actors::index::current;
use crate::actors::mentions::{Headline, NameMention, NameUsage};
use crate::actors::people::{
    Mention, OutletMention, People, Relative, capital_initials, ends, fill, is_same_name, is_short_form,
    rank, surname, without_legal_form, without_nationality, without_prefix,
};
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::names::{gender_of_name, is_given_behind, looks_like_person};
use crate::phrases::words::{self, Word, is};
use ascribe_markup::budget::Budget;
use std::collections::{BTreeSet, HashSet};

/// Words in the names of public bodies that may be called an agency.
pub(crate) const AGENCIES: [&str; 12] = [
    "Agency",
    "Office",
    "Department",
    "Bureau",
    "Administration",
    "Service",
    "Services",
    "Authority",
    "Commission",
    "Board",
    "Inspectorate",
    "Institute",
];

impl People {
    /// Merges the names of an article; returns their mentions, in text order.
    ///
    /// A name whose last word the article also has in lower case, in `small`, is not taken for a person's by its form.
    pub fn of(mut found: Vec<NameMention>, small: &HashSet<&str>, budget: &Budget) -> (Self, Vec<Mention>) {
        let mut people = Self::default();
        drop_headline_words(&mut found, small);
        drop_headline_names(&mut found);
        drop_ranks(&mut found);
        drop_nationalities(&mut found);
        name_families(&mut found);
        let mut mentions = Vec::new();
        people.endings = particle_endings(&found);
        people.endings.extend(double_surnames(&found));
        people.small = small.iter().map(|word| (*word).to_owned()).collect();
        let outlets: Vec<OutletMention> = found.iter().filter_map(outlet).collect();
        let (short, full): (Vec<NameMention>, Vec<NameMention>) =
            found.into_iter().partition(|named| people.is_short(&named.one.name));
        people.take_in_all(full, &mut mentions);
        people.tell_kinds(&short, small);
        people.note_initials();
        people.tell_family_names(&short);
        people.take_in_titled(&short);
        people.take_in_companies(&short);
        for NameMention { start, paragraph, mut one, usage, .. } in short {
            if !budget.take(1) {
                break;
            }
            one.name = people.known_form(&one.name).into_owned();
            let named = people.bearers(&one.name, one.gender, start);
            // “count Trump out”
            if let [only] = named[..] {
                people.introduced[only] = people.introduced[only].min(start);
                if !one.role.starts_with(char::is_lowercase) {
                    fill(&mut people.named[only], &one);
                }
            }
            if usage != NameUsage::Aside && !named.is_empty() {
                mentions.push(Mention {
                    start,
                    paragraph,
                    named,
                    is_possessive: usage == NameUsage::Possessor,
                    is_complement: usage == NameUsage::Complement,
                    is_short: true,
                });
            }
        }
        mentions.sort_by_key(|mention| mention.start);
        people.note_places(&mentions);
        // “the Post” is the Washington Post.
        people.outlets = outlets;
        for at in 0..people.outlets.len() {
            if let [only] = people.called(&people.outlets[at].name)[..] {
                people.outlets[at].name.clone_from(&people.named[only].name);
            }
        }
        people.outlet_names = people.outlets.iter().map(|outlet| outlet.name.clone()).collect();
        (people, mentions)
    }

    /// Merges the names of more than one word.
    fn take_in_all(&mut self, full: Vec<NameMention>, mentions: &mut Vec<Mention>) {
        let names: HashSet<&str> = full.iter().map(|named| named.one.name.as_str()).collect();
        let kept: Vec<String> = full
            .iter()
            .map(|named| {
                let name = without_prefix(&named.one.name, |rest| names.contains(rest));
                without_legal_form(name, |rest| names.contains(rest)).to_owned()
            })
            .collect();
        for (named, name) in full.into_iter().zip(kept) {
            let one = Described { name, ..named.one };
            let place =
                match self.known_before(&one, (named.paragraph, named.sentence), named.kinship.is_some()) {
                    Some(known) => self.fill_in(known, &one),
                    None => self.push(one),
                };
            self.last_named.insert(place, (named.paragraph, named.sentence));
            if let Some(kinship) = named.kinship {
                self.relatives.push(Relative {
                    kinship,
                    place,
                    start: named.start,
                    paragraph: named.paragraph,
                });
            }
            if let Some(nationality) = named.nationality {
                self.by_nationality.add(&nationality, place);
            }
            if named.is_company && self.named[place].kind == ActorKind::Unknown {
                self.named[place].kind = ActorKind::Organisation;
                self.firms.insert(place);
            }
            if named.usage != NameUsage::Aside {
                self.introduced[place] = self.introduced[place].min(named.start);
                mentions.push(Mention {
                    start: named.start,
                    paragraph: named.paragraph,
                    named: vec![place],
                    is_possessive: named.usage == NameUsage::Possessor,
                    is_complement: named.usage == NameUsage::Complement,
                    is_short: false,
                });
            }
            let Some(acronym) = named.acronym else { continue };
            if self.named[place].kind != ActorKind::Person {
                self.named[place].kind = ActorKind::Organisation;
                self.by_acronym.insert(acronym.clone(), Some(place));
                self.acronyms.insert(place, acronym);
            } else if acronym == capital_initials(&self.named[place].name) {
                // “Ada Berg (AB)”
                self.by_acronym.insert(acronym, Some(place));
            }
        }
    }

    /// A bearer of a surname that stands alone elsewhere is a person: “Katie Bolt” if the article has “Bolt said”.
    fn tell_kinds(&mut self, short: &[NameMention], small: &HashSet<&str>) {
        // “Lions captain”: of an attribute, nobody can tell.
        let stands_alone = |named: &&NameMention| !named.has_article && named.usage != NameUsage::Aside;
        let bare: HashSet<&str> =
            short.iter().filter(stands_alone).map(|named| surname(&named.one.name)).collect();
        for one in &mut self.named {
            if one.kind == ActorKind::Unknown
                && bare.contains(surname(&one.name))
                && !small.contains(surname(&one.name).to_lowercase().as_str())
                && looks_like_person(&words::words(&one.name, 0))
            {
                one.kind = ActorKind::Person;
            }
        }
    }

    /// “IMF” for “International Monetary Fund”.
    fn note_initials(&mut self) {
        for place in 0..self.named.len() {
            if self.named[place].kind == ActorKind::Person || self.acronyms.contains_key(&place) {
                continue;
            }
            for initials in initials(&self.named[place].name) {
                let known = self.by_acronym.entry(initials).or_insert(Some(place));
                if known.is_some_and(|known| known != place && !self.acronyms.contains_key(&known)) {
                    *known = None;
                }
            }
        }
    }

    /// “President Xi Wen” is Xi where the article says “Xi” and never “Wen”.
    fn tell_family_names(&mut self, short: &[NameMention]) {
        let bare: HashSet<&str> = short.iter().map(|named| named.one.name.as_str()).collect();
        for (place, one) in self.named.iter().enumerate() {
            let Some((first, rest)) = one.name.split_once(' ') else { continue };
            let (middle, last) = rest.split_once(' ').unwrap_or(("", rest));
            // “Tan Kok Wai”
            let is_three = is("family-first", first) && middle.chars().count() < 6;
            if last.contains(' ') || !middle.is_empty() && !is_three {
                continue;
            }
            let is_listed = is("he-name", first) || is("she-name", first);
            let is_chinese =
                is("family-first", first) && last.len() < 6 && !is("he-name", last) && !is("she-name", last);
            let is_used = (bare.contains(first) || is_chinese) && !bare.contains(last) && !is_listed;
            if one.kind == ActorKind::Person && (is_given_behind(last) || is_used) {
                self.family_first.insert(place);
            }
        }
    }

    /// “Mr. Trump”, never named in full; “Mr. Obama” beside “Michelle Obama”.
    fn take_in_titled(&mut self, short: &[NameMention]) {
        for named in short {
            let NameMention { one, start, .. } = named;
            let is_titled = one.kind == ActorKind::Person && !one.name.is_empty();
            let is_known = |place: &usize| {
                let known = &self.named[*place];
                let is_gender = known.gender.is_none() || one.gender.is_none() || known.gender == one.gender;
                known.name == one.name && is_gender
            };
            if !is_titled || self.with_ends(&one.name).iter().any(is_known) {
                continue;
            }
            let bearers = self.called(&one.name);
            let fits = |place: &&usize| {
                let known = &self.named[**place];
                let is_gender = known.gender.is_none() || one.gender.is_none() || known.gender == one.gender;
                // “President Obama … Michelle Obama”: an office before the full name is given.
                let is_later = self.introduced[**place] > *start && known.role.is_empty();
                let is_other = named.headline != Headline::Title
                    && !one.role.is_empty()
                    && is_later
                    && known.gender.is_some();
                is_gender && !is_other
            };
            if !bearers.iter().any(|place| fits(&place)) {
                let place = self.push(one.clone());
                self.introduced[place] = self.introduced[place].min(*start);
            }
        }
    }

    /// “turbine maker Nordwerk”: a company with a name of one word.
    fn take_in_companies(&mut self, short: &[NameMention]) {
        for named in short.iter().filter(|named| named.is_company && named.one.kind != ActorKind::Person) {
            if self.called(&named.one.name).is_empty() && self.exact(&named.one.name).is_none() {
                let one =
                    Described { kind: ActorKind::Organisation, role: String::new(), ..named.one.clone() };
                let place = self.push(one);
                self.firms.insert(place);
            }
        }
    }

    /// Entry to which a name belongs that is mentioned in a paragraph and sentence.
    fn known_before(&self, one: &Described, place: (usize, usize), is_relative: bool) -> Option<usize> {
        // “Her sister, Ann Keller” is not Ann Marie Keller.
        if let exact @ Some(_) = self.exact(&one.name) {
            return exact;
        }
        if is_relative {
            return None;
        }
        let same = |known: &usize| is_same_name(&self.named[*known].name, &one.name);
        if let Some(known) = self.with_ends(&one.name).iter().copied().find(same) {
            return Some(known);
        }
        // “Liz Keller … Elizabeth Keller”, but not “Liz Keller and Elizabeth Keller”
        let of_family = self.with_word(surname(&one.name));
        match of_family[..] {
            [only] if is_short_form(&self.named[only].name, &one.name) => {
                let is_apart = self.last_named.get(&only) != Some(&place);
                let is_role = |role: &str| role.is_empty() || current(role) == current(&one.role);
                let fits = is_apart && (one.role.is_empty() || is_role(&self.named[only].role));
                Some(only).filter(|_| fits)
            }
            _ => None,
        }
    }

    /// Adds what another mention tells of an entry; returns the entry.
    fn fill_in(&mut self, place: usize, one: &Described) -> usize {
        let known = &mut self.named[place];
        fill(known, one);
        if known.kind == ActorKind::Unknown {
            known.kind = one.kind;
        }
        // The other form is looked up by its ends.
        let forms = self.by_ends.entry(ends(&one.name)).or_default();
        if !forms.contains(&place) {
            forms.push(place);
        }
        place
    }

    /// Adds an entry; returns its index.
    fn push(&mut self, one: Described) -> usize {
        let place = self.named.len();
        let last = surname(&one.name);
        let first = one.name.split(' ').next().unwrap_or_default();
        let shout = last.to_uppercase();
        // “the Commission” for “European Commission for Trade”
        let nouns = one.name.split(' ').filter(|word| is("organisation", word));
        let words: BTreeSet<&str> = [last, &shout, first].into_iter().chain(nouns).collect();
        // “Tan” of “Marissa Antonio-Tan”
        let parts = last.split('-').filter(|part| *part != last && part.starts_with(char::is_uppercase));
        for word in middle_words(&one.name).chain(parts) {
            self.by_middle.add(word, place);
        }
        for word in words {
            self.by_word.add(word, place);
        }
        let topics = content_words(&one.name);
        for word in &topics {
            self.by_topic.add(word, place);
        }
        self.by_ends.entry(ends(&one.name)).or_default().push(place);
        self.introduced.push(usize::MAX);
        self.named.push(one);
        place
    }

    /// Notes where each name is mentioned, and what it may be called for.
    fn note_places(&mut self, mentions: &[Mention]) {
        self.mentioned = vec![Vec::new(); self.named.len()];
        for mention in mentions {
            mention.named.iter().for_each(|place| self.mentioned[*place].push(mention.start));
        }
        for (place, one) in self.named.iter().enumerate() {
            self.roles.add(place, &one.role);
            self.roles.add(place, &one.title);
            let is_partnership = one.kind != ActorKind::Person && one.name.contains(" & ");
            if one.name.split(' ').next_back().is_some_and(|word| is("firm", word)) || is_partnership {
                self.firms.insert(place);
            }
            let is_public = |word: &str| AGENCIES.contains(&word);
            if one.kind == ActorKind::Organisation && one.name.split(' ').any(is_public) {
                self.agencies.push(place);
            }
        }
    }
}

/// “President Obama Speech” in a headline: the last word is a common one, and the article has “Obama” alone.
fn drop_headline_words(found: &mut [NameMention], small: &HashSet<&str>) {
    let bare: HashSet<String> = found
        .iter()
        .filter(|named| !named.one.name.contains(' ') && named.headline != Headline::Title)
        .map(|named| named.one.name.clone())
        .collect();
    for named in found.iter_mut().filter(|named| named.one.kind == ActorKind::Person) {
        let name = &mut named.one.name;
        let Some((first, last)) = name.split_once(' ').filter(|(_, last)| !last.contains(' ')) else {
            continue;
        };
        let is_listed = is("he-name", first) || is("she-name", first);
        if !is_listed
            && bare.contains(first)
            && !bare.contains(last)
            && small.contains(last.to_lowercase().as_str())
        {
            name.truncate(first.len());
        }
    }
}

/// “Late Okafor header spares blushes”, “MINISTER CONCERNED ABOUT …”: a run of capitals in a headline is nobody beside the one
/// whom the text names in full with the last word or the office, if its other words are not in the text.
fn drop_headline_names(found: &mut Vec<NameMention>) {
    let text: Vec<&Described> =
        found.iter().filter(|named| named.headline == Headline::No).map(|named| &named.one).collect();
    let words: HashSet<&str> = text.iter().flat_map(|one| one.name.split(' ')).collect();
    let full = text.iter().filter(|one| one.name.contains(' '));
    let (mut surnames, mut offices) = (HashSet::new(), HashSet::new());
    for one in full {
        surnames.insert(surname(&one.name).to_lowercase());
        offices.extend(one.role.split(' ').map(str::to_lowercase));
    }
    let is_other = |named: &NameMention| {
        let one = &named.one;
        let has_new = one.name.split(' ').any(|word| !words.contains(word));
        let is_taken = surnames.contains(&surname(&one.name).to_lowercase()) && one.name.contains(' ');
        let is_office =
            one.role.split(' ').next_back().is_some_and(|last| offices.contains(&last.to_lowercase()));
        named.headline != Headline::No && has_new && (is_taken || is_office && !one.role.is_empty())
    };
    let dropped: Vec<bool> = found.iter().map(is_other).collect();
    let mut dropped = dropped.into_iter();
    found.retain(|_| !dropped.next().unwrap_or(false));
}

/// “DC Quill”, “CS Ruto”: a rank in capitals before the surname of somebody whom the article names in full.
fn drop_ranks(found: &mut [NameMention]) {
    let surnames: HashSet<String> = found
        .iter()
        .filter(|named| named.one.name.contains(' ') && rank(&named.one.name).is_none())
        .map(|named| surname(&named.one.name).to_owned())
        .collect();
    for named in found.iter_mut() {
        if let Some(rest) = rank(&named.one.name).filter(|rest| surnames.contains(*rest)) {
            named.one.name = rest.to_owned();
            named.one.kind = ActorKind::Person;
        }
    }
}

/// “Belgian Jelle Vos”: where somebody comes from, before a name of which the first is listed or the last stands alone elsewhere.
fn drop_nationalities(found: &mut [NameMention]) {
    let bare: HashSet<String> = found
        .iter()
        .filter(|named| !named.one.name.contains(' ') && !named.has_article)
        .map(|named| named.one.name.clone())
        .collect();
    for one in found.iter_mut().map(|named| &mut named.one) {
        let Some(rest) = without_nationality(&one.name) else { continue };
        let first = rest.split(' ').next().unwrap_or_default();
        if gender_of_name(first).is_some() || bare.contains(surname(rest)) {
            one.gender = one.gender.or_else(|| gender_of_name(first));
            one.name = rest.to_owned();
            one.kind = ActorKind::Person;
        }
    }
}

/// The outlet that a name is: “Kestrel Gazette”, “Reuters”.
fn outlet(named: &NameMention) -> Option<OutletMention> {
    let name = &named.one.name;
    let is_daily = matches!(name.split_once(' '), Some(("Daily" | "Evening" | "Morning" | "Weekly", _)));
    let is_outlet = name != "News"
        && (is_daily
            || is("outlet-noun", &named.one.head)
            || matches!(name.rsplit_once(' '), Some((_, "Today")))
            || is("outlet", surname(name))
            || name.split(' ').any(|word| word == "News"));
    (is_outlet && named.one.kind != ActorKind::Person && !is("state", name)).then(|| OutletMention {
        start: named.start,
        paragraph: named.paragraph,
        name: name.clone(),
    })
}

/// Surnames with a capital particle that end a longer name: “De Blasio” where the article has “Bill de Blasio”; in lower
/// case.
fn particle_endings(found: &[NameMention]) -> HashSet<String> {
    let ends = found.iter().filter_map(|named| {
        let name = &named.one.name;
        let blanks = name.match_indices(' ').map(|(at, _)| at);
        let particle = blanks.filter(|at| {
            let rest = &name[at + 1..];
            rest.split_once(' ').is_some_and(|(particle, _)| is("particle", particle))
        });
        particle.min().map(|at| name[at + 1..].to_lowercase())
    });
    ends.collect()
}

/// Surnames of two words: “Paz Ortega” where the article has “Juan Paz Ortega” as well; in lower case.
fn double_surnames(found: &[NameMention]) -> HashSet<String> {
    let alone: HashSet<&str> =
        found.iter().filter(|named| named.kinship.is_none()).map(|named| named.one.name.as_str()).collect();
    let people = found.iter().filter(|named| named.one.kind != ActorKind::Organisation);
    let ends = people.flat_map(|named| {
        let name = &named.one.name;
        name.match_indices(' ').map(|(at, _)| &name[at + 1..]).filter(|rest| {
            let first = rest.split_once(' ').map_or("", |(first, _)| first);
            let is_family = first.chars().count() > 2
                && first.starts_with(char::is_uppercase)
                && !first.ends_with('.')
                && !is("he-name", first)
                && !is("she-name", first);
            is_family && surname(rest) != first && alone.contains(rest)
        })
    });
    let ends = ends.map(str::to_lowercase);
    ends.collect()
}

/// “Ada and Jan Moe”: gives the first of them the family name, unless it is one itself.
fn name_families(found: &mut [NameMention]) {
    let families: HashSet<String> = found
        .iter()
        .filter(|named| named.one.name.contains(' '))
        .map(|named| surname(&named.one.name).to_owned())
        .collect();
    for named in found.iter_mut() {
        let one = &mut named.one;
        if let Some(family) = named.shared_family_name.take().filter(|_| !families.contains(&one.name)) {
            one.gender = one.gender.or_else(|| gender_of_name(&one.name));
            one.name = format!("{} {family}", one.name);
            one.kind = ActorKind::Person;
        }
    }
}

/// Words of a name between the first and the last that may be a family name: “Prado” of “Lula Prado dos Reis”.
fn middle_words(name: &str) -> impl Iterator<Item = &str> {
    let last = surname(name);
    let words =
        name.split(' ').skip(1).filter(move |word| *word != last && word.starts_with(char::is_uppercase));
    words.filter(|word| word.chars().count() > 2 && !is("he-name", word) && !is("she-name", word))
}

/// Initials of a body's name: those of the capitalised words, and those of all words.
fn initials(name: &str) -> Vec<String> {
    let words: Vec<Word<'_>> = words::words(name, 0);
    let initials = |all: &mut dyn Iterator<Item = &Word<'_>>| -> String {
        all.filter_map(|word| word.text.chars().next()).flat_map(char::to_uppercase).collect()
    };
    let capitals = initials(&mut words.iter().filter(|word| word.is_capital()));
    if capitals.chars().count() < 3 || words.len() > 8 {
        return Vec::new();
    }
    let all = initials(&mut words.iter().filter(|word| word.is_word()));
    if all == capitals { vec![capitals] } else { vec![capitals, all] }
}
