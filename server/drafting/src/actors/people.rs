//! People and bodies of an article: all names in it, merged into one entry each, before any is declared.
//!
//! Two names are one if first and last word agree (“Hillary Clinton”, “Hillary Rodham Clinton”). A surname (“Mr. Penhale”,
//! “von Stein”, “Moe Jr.”), a first name (“Sir Osric”, “Moira”), a family name that stands first (“Xi”), an acronym
//! (“TPA”) and the last word of an outlet (“the Post”) are short for an entry; if they may be short for several, they
//! are ambiguous.

use crate::actors::index::{MANY, RoleIndex, Words};
use crate::actors::mentions::Kinship;
use crate::phrases::described::{ActorKind, Described, Gender};
use crate::phrases::names::{is_given_behind, looks_like_person};
use crate::phrases::words::{self, is, is_surname_only};
use ascribe_language::full_names::{self, NameSigns};
use ascribe_language::short_names;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Mention of a name outside of quotations: a person spoken about is not the next speaker.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub start: usize,
    pub paragraph: usize,
    /// Possible referents, as indices into [`People::named`]; several if a surname is shared.
    pub named: Vec<usize>,
    /// “Berg’s plan”: a possessor is a weaker antecedent.
    pub is_possessive: bool,
    /// “the death of Berg”: whom the sentence is not about.
    pub is_complement: bool,
    /// Whether it is a surname or another short name.
    pub is_short: bool,
}

/// Entries for the names of an article.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// Names of more than one word or with a title, each once, with the descriptions in the article.
    pub named: Vec<Described>,
    /// Indices into `named` by first and last word of the name.
    pub by_word: Words,
    /// Indices into `named` by first and last word of the name, without its suffix.
    pub by_ends: HashMap<String, Vec<usize>>,
    /// Indices into `named` by the words between, if they may be family names.
    pub by_middle: Words,
    /// For each entry, paragraph and sentence of its last mention with a name of several words.
    pub last_named: HashMap<usize, (usize, usize)>,
    /// Indices into `named` by the words that tell what a body is about, in lower case.
    pub by_topic: Words,
    /// Indices into `named` by role.
    pub roles: RoleIndex,
    /// People named as somebody's relative, in text order.
    pub relatives: Vec<Relative>,
    /// Indices into `named` by nationality, in lower case.
    pub by_nationality: Words,
    /// Indices of the companies in `named`: “Kestrel Company”.
    pub firms: BTreeSet<usize>,
    /// Indices of the public bodies in `named` that may be called an agency.
    pub agencies: Vec<usize>,
    /// For each name in `named`, the byte offsets of its mentions.
    pub mentioned: Vec<Vec<usize>>,
    /// Indices into `named` by acronym; `None` if two bodies share it.
    pub by_acronym: HashMap<String, Option<usize>>,
    /// Acronyms that the article puts behind names, by index into `named`.
    pub acronyms: HashMap<usize, String>,
    /// Byte offset of the first unambiguous mention of each entry; the maximum if it has none.
    pub introduced: Vec<usize>,
    /// Entries whose family name is the first word.
    pub family_first: HashSet<usize>,
    /// Surnames with a particle in front, in lower case: “de blasio” if the article has “Bill de Blasio”.
    pub endings: HashSet<String>,
    /// Words that the article has in lower case.
    pub small: HashSet<String>,
    /// Outlets in text order, attributes (“a Kestrel Gazette reporter”) among them.
    pub outlets: Vec<OutletMention>,
    /// Names of the outlets, each once.
    pub outlet_names: BTreeSet<String>,
}

/// Somebody named as a relative: “her mother, Ruth Berg”.
#[derive(Debug)]
pub(crate) struct Relative {
    pub kinship: Kinship,
    /// Index in [`People::named`].
    pub place: usize,
    /// Byte offset of the name.
    pub start: usize,
    pub paragraph: usize,
}

/// An outlet at a place of the article.
#[derive(Debug)]
pub(crate) struct OutletMention {
    pub start: usize,
    pub paragraph: usize,
    pub name: String,
}

impl People {
    /// Outlets that the article names, in text order.
    pub fn outlets_before(&self, before: usize) -> &[OutletMention] {
        &self.outlets[..self.outlets.partition_point(|outlet| outlet.start < before)]
    }

    /// A name as the article has it elsewhere: without a rank in capitals, and “al-Rashid” for “Al-Rashid” at the start
    /// of a sentence.
    pub fn known_form<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if let Some(rest) =
            rank(name).filter(|rest| !self.has_name(name) && !self.full_names(rest).is_empty())
        {
            return Cow::Borrowed(rest);
        }
        let bare = without_legal_form(name, |rest| self.has_name(rest));
        if bare.len() < name.len() {
            return Cow::Borrowed(bare);
        }
        let mut chars = name.chars();
        let small: String = chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect();
        let is_article = words::words(&small, 0).first().is_some_and(words::is_name_word);
        if is_article && !self.by_word.get(&small).is_empty() {
            Cow::Owned(small)
        } else {
            Cow::Borrowed(name)
        }
    }

    /// Whether a capitalised word is a noun at the start of a sentence: “Scholars say”, if the article has “scholars” or
    /// “scholar”, or if it names a people.
    pub fn is_noun(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        let singular = small.strip_suffix('s').unwrap_or(&small);
        self.small.contains(&small)
            || self.small.contains(singular)
            || is("demonym", singular)
            || is("nationality", singular)
    }

    /// Whether a name is short for a longer one: a single word, or a surname with its particles or suffix.
    pub fn is_short(&self, name: &str) -> bool {
        is_surname_only(name) || self.endings.contains(&name.to_lowercase())
    }

    /// Description of a name, if the article has it.
    pub fn described(&self, name: &str) -> Option<&Described> {
        let same = |place: &&usize| {
            let known = &self.named[**place].name;
            is_same_name(known, name) || is_short_form(known, name)
        };
        let place = self.exact(name).or_else(|| self.with_ends(name).iter().find(same).copied());
        place.map(|place| &self.named[place])
    }

    /// Length in bytes of the longest name at the start of the words of a headline: “Ada Berg Hammers Lund Bank Chief”.
    pub fn known_start(&self, words: &str) -> Option<usize> {
        let ends = words.match_indices(' ').map(|(at, _)| at).rev();
        ends.filter(|_| !self.has_name(words)).find(|end| {
            words[..*end].contains(' ')
                && self.exact(&words[..*end]).is_some_and(|at| self.introduced[at] != usize::MAX)
        })
    }

    /// Index of exactly this name.
    pub fn exact(&self, name: &str) -> Option<usize> {
        self.with_ends(name).iter().copied().find(|place| self.named[*place].name == name)
    }

    /// Whether the article has exactly this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.exact(name).is_some()
    }

    /// Name of the only person with these initials: “Jane Doe” for “JD”.
    pub fn with_initials(&self, initials: &str) -> Option<&str> {
        /// Maximum number of names; an interview has few.
        const MOST: usize = 256;
        if self.named.len() > MOST {
            return None;
        }
        let is_it = |one: &&Described| {
            let is_person = one.kind == ActorKind::Person
                || one.kind == ActorKind::Unknown && looks_like_person(&words::words(&one.name, 0));
            // “PO-B” for “Pia Orme-Bolt”
            let all = one.name.split([' ', '-']).filter_map(|word| word.chars().next());
            let all: String = all.filter(|c| c.is_uppercase()).collect();
            let is_same = capital_initials(&one.name) == initials || all == initials.replace('-', "");
            is_person && one.name.contains(' ') && is_same
        };
        let mut found = self.named.iter().filter(is_it);
        found.next().filter(|_| found.next().is_none()).map(|one| one.name.as_str())
    }

    /// Acronym that the article puts behind a name.
    pub fn acronym(&self, name: &str) -> Option<&str> {
        self.acronyms.get(&self.exact(name)?).map(String::as_str)
    }

    /// Indices of the names that start or end with a word, or of bodies that have it, at most [`MANY`].
    pub fn with_word(&self, word: &str) -> Vec<usize> {
        self.by_word.get(word)
    }

    /// Indices of the names with the same first and last word.
    pub fn with_ends(&self, name: &str) -> &[usize] {
        self.by_ends.get(&ends(name)).map_or(&[], Vec::as_slice)
    }

    /// Byte offsets of the mentions of a name.
    pub fn mentions_of(&self, name: &str) -> &[usize] {
        self.exact(name).map_or(&[], |place| &self.mentioned[place])
    }

    /// Possible referents of a short name, as indices into `named`: if several people bear it, the only one introduced
    /// before the byte offset.
    pub fn bearers(&self, short: &str, gender: Option<Gender>, before: usize) -> Vec<usize> {
        let fits = |place: &usize| {
            let known = self.named[*place].gender;
            known.is_none() || gender.is_none() || known == gender
        };
        let all: Vec<usize> = self.called(short).into_iter().filter(fits).collect();
        if all.len() < 2 || self.with_word(surname(short)).len() == MANY {
            return all;
        }
        // “Obama” is the one who is never named in full, not “Michelle Obama”.
        let exact: Vec<usize> =
            all.iter().copied().filter(|place| self.named[*place].name == short).collect();
        if let [_] = exact[..] {
            return exact;
        }
        let introduced: Vec<usize> =
            all.iter().copied().filter(|place| self.introduced[*place] < before).collect();
        if introduced.len() == 1 { introduced } else { all }
    }

    /// Indices of the names that a short form may stand for: those with the surname, or else with the first name, or
    /// the body with the acronym, or the outlet.
    pub fn called(&self, short: &str) -> Vec<usize> {
        if !self.is_short(short) {
            return self.exact(short).into_iter().collect();
        }
        if let Some(body) = self.by_acronym.get(short) {
            return body.iter().copied().collect();
        }
        let by_surname = self.full_names(short);
        if !by_surname.is_empty() {
            return by_surname;
        }
        // “turbine maker Nordwerk”
        let is_company = |place: &usize| self.named[*place].kind == ActorKind::Organisation;
        if let Some(company) = self.exact(short).filter(is_company) {
            return vec![company];
        }
        let is_shout = !short.chars().any(char::is_lowercase);
        let is_first = |place: &usize| {
            let one = &self.named[*place];
            one.kind == ActorKind::Person
                && !is_shout
                && one.name.split_once(' ').is_some_and(|(first, _)| first == short)
        };
        // “the Commission”
        if is("organisation", short) {
            let is_body = |place: &usize| {
                let one = &self.named[*place];
                one.kind == ActorKind::Organisation && one.name.contains(' ')
            };
            return self.with_word(short).into_iter().filter(is_body).collect();
        }
        let by_first: Vec<usize> = self.with_word(short).into_iter().filter(is_first).collect();
        if !by_first.is_empty() {
            return by_first;
        }
        if !is("outlet", short) {
            let is_person = |place: &usize| self.named[*place].kind == ActorKind::Person;
            let by_middle: Vec<usize> =
                self.by_middle.get(surname(short)).into_iter().filter(is_person).collect();
            if !by_middle.is_empty() || is_shout {
                return by_middle;
            }
            // “Dod” for “Dod Pirie”, though no list knows the name.
            let may_be_first = |place: &usize| {
                let one = &self.named[*place];
                let (first, last) = one.name.split_once(' ').unwrap_or_default();
                one.kind == ActorKind::Unknown
                    && first == short
                    && !last.contains(' ')
                    && !self.small.contains(&last.to_lowercase())
                    && looks_like_person(&words::words(&one.name, 0))
            };
            return self.with_word(short).into_iter().filter(may_be_first).collect();
        }
        let is_outlet = |place: &usize| {
            let one = &self.named[*place];
            one.kind != ActorKind::Person && one.name.rsplit_once(' ').is_some_and(|(_, last)| last == short)
        };
        self.with_word(short).into_iter().filter(is_outlet).collect()
    }

    /// Indices of the names of people that have this surname, each once.
    fn full_names(&self, last: &str) -> Vec<usize> {
        let bare = surname(last);
        let is_shout = bare.chars().count() > 2 && !bare.chars().any(char::is_lowercase);
        let ends = |place: &usize| {
            let one = &self.named[*place];
            let surname = self.family(*place);
            let same = surname == bare || is_shout && surname.to_uppercase() == bare;
            // “von Stein” is not “Ida Stein”, and “Moe Jr.” is not his father.
            let fits = bare == last
                || one.name.to_lowercase().ends_with(&last.to_lowercase())
                || full_names::split_suffix(last).is_some() && full_names::same_suffix(&one.name, last);
            let mut rest = one.name.strip_prefix(last).unwrap_or_default().split_whitespace().peekable();
            let is_end = |word: &str| ["organisation", "firm", "body"].iter().any(|list| is(list, word));
            let is_body = rest.peek().is_some() && rest.all(is_end);
            same && fits && matches!(one.kind, ActorKind::Person | ActorKind::Unknown) || is_body
        };
        self.with_word(bare).into_iter().filter(ends).collect()
    }

    /// Family name of an entry, without particles and suffix.
    fn family(&self, place: usize) -> &str {
        let name = &self.named[place].name;
        if self.family_first.contains(&place) {
            name.split(' ').next().unwrap_or(name)
        } else {
            surname(name)
        }
    }

    /// Family name of a person, with its particles: “von Stein”.
    pub fn family_name<'n>(&self, name: &'n str) -> &'n str {
        if self.exact(name).is_some_and(|place| self.family_first.contains(&place)) {
            return name.split(' ').next().unwrap_or(name);
        }
        // “Betty Mok Sau-ling”
        if let [_, family, given] = name.split(' ').collect::<Vec<_>>()[..]
            && is_given_behind(given)
        {
            return family;
        }
        let last = surname(name);
        let end = name.rfind(last).unwrap_or(0);
        let mut start = end;
        for word in name[..end].split_whitespace().rev().take_while(|word| is("particle", word)) {
            start -= word.len() + 1;
        }
        // “De Blasio” alone; “Van Jones” has no first name then.
        if start == 0 && end > 0 { last } else { &name[start..end + last.len()] }
    }

    /// Indices of the bodies whose name starts or ends with a word, and that are named before the byte offset.
    pub fn bodies_with(&self, word: &str, before: usize) -> Vec<usize> {
        let is_body = |place: &usize| {
            self.named[*place].kind == ActorKind::Organisation && self.introduced[*place] < before
        };
        self.with_word(word).into_iter().filter(is_body).collect()
    }

    /// Whether a name is first given behind the byte offset.
    pub fn is_given_behind(&self, place: usize, before: usize) -> bool {
        (before..usize::MAX).contains(&self.introduced[place])
    }

    /// Whether several people of the article share the family name.
    pub fn is_shared(&self, last: &str) -> bool {
        self.full_names(last).len() > 1
    }
}

/// Adds to a description what another one of the same person tells.
pub(crate) fn fill(known: &mut Described, other: &Described) {
    // “former harbour pilot” tells more than “pilot”.
    if known.role.is_empty() || other.role.ends_with(&format!(" {}", known.role)) {
        known.role.clone_from(&other.role);
    }
    if known.kind == ActorKind::Unknown && other.kind == ActorKind::Person {
        known.kind = ActorKind::Person;
    }
    known.gender = known.gender.or(other.gender);
}

/// Last word of a name, without “Jr.”.
pub(crate) fn surname(name: &str) -> &str {
    name.split(' ').rfind(|word| !is("tail", word)).unwrap_or(name)
}

/// First and last word of a name, which all names of one person share.
pub(crate) fn ends(name: &str) -> String {
    format!("{} {}", name.split(' ').next().unwrap_or_default(), surname(name))
}

/// Whether two names belong to one person: “Hillary Clinton” and “Hillary Rodham Clinton”, but not “John Moe Jr.” and
/// his father.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split(' ').next().map(str::to_owned);
    one == other
        || one.contains(' ')
            && other.contains(' ')
            && surname(one) == surname(other)
            && first(one) == first(other)
            && full_names::same_suffix(one, other)
}

/// Whether two names of one family differ only in the form of the first name: “Liz Keller” and “Elizabeth Keller”.
pub(crate) fn is_short_form(one: &str, other: &str) -> bool {
    let (Some((first, _)), Some((other_first, _))) = (one.split_once(' '), other.split_once(' ')) else {
        return false;
    };
    surname(one) == surname(other)
        && short_names::may_be_same(first, other_first)
        && full_names::same_suffix(one, other)
}

/// Strips a capitalised prefix that is not part of the name as used elsewhere: “Using Ted Cruz” in a headline; not
/// “Mary” of “Mary Ann Keller”.
pub(crate) fn without_prefix(name: &str, is_known: impl Fn(&str) -> bool) -> &str {
    let is_capital = |before: &str| before.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let starts = name.match_indices(' ').take_while(|(at, _)| is_capital(&name[..*at]));
    let starts = starts.filter(|(at, _)| !full_names::starts_before(name, at + 1, NameSigns::Capital));
    let rests = starts.map(|(at, _)| &name[at + 1..]);
    rests.filter(|rest| rest.contains(' ') && is_known(rest)).last().unwrap_or(name)
}

/// “Belgian Jelle Vos”: a name of somebody behind a nationality, by its form.
pub(crate) fn without_nationality(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let is_one = is("demonym", first) || is("nationality", first);
    (is_one && first.len() > 2 && looks_like_person(&words::words(rest, 0))).then_some(rest)
}

/// Strips the legal form of a firm that the article also names without it: “N.V.” of “Vexal Biologics N.V.”.
pub(crate) fn without_legal_form(name: &str, is_known: impl Fn(&str) -> bool) -> &str {
    const FORMS: [&str; 19] = [
        "INC", "PLC", "LTD", "LLC", "CORP", "CO", "NV", "BV", "AG", "SE", "GMBH", "SA", "SPA", "AB", "AS",
        "ASA", "OYJ", "KK", "BHD",
    ];
    let is_form = |word: &str| FORMS.contains(&word.replace('.', "").to_uppercase().as_str());
    let bare = name.rsplit_once(' ').filter(|(rest, form)| is_form(form) && is_known(rest));
    bare.map_or(name, |(rest, _)| rest)
}

/// The surname behind a rank in capitals.
pub(crate) fn rank(name: &str) -> Option<&str> {
    let (rank, rest) = name.split_once(' ')?;
    let is_rank = (2..5).contains(&rank.len()) && rank.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_rank && !rest.contains(' ')).then_some(rest)
}

/// Initials of the capitalised words of a name.
pub(crate) fn capital_initials(name: &str) -> String {
    name.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}
