//! Parses the head of a source phrase, up to the first comma.

mod behind;
mod bodies;

use crate::actors::bodies::{is_office_noun, whole_end};
use crate::phrases::described::{ActorKind, Described, Determiner, Gender};
use crate::phrases::descriptions::ends_as_adjective;
use crate::phrases::names::{gender_of_name, is_name, kind_of_name, looks_like_person};
use crate::phrases::nouns::{
    dated, is_act, is_agent, is_operator_of_network, is_plural_of_people, is_profession, without_all,
};
use crate::phrases::offices;
use crate::phrases::shares::share;
use crate::phrases::words::{Word, first_run, is, is_date_as_first_name, is_name_word, runs};
use ascribe_language::full_names::split_suffix;
use std::ops::Range;

const DETERMINERS: [&str; 15] = [
    "the", "this", "these", "those", "its", "his", "her", "their", "our", "my", "whose", "a", "an", "one",
    "another",
];

pub(crate) const PREPOSITIONS: [&str; 20] = [
    "of", "for", "at", "in", "from", "with", "on", "to", "about", "by", "near", "within", "inside",
    "familiar", "close", "behind", "beside", "outside", "opposite", "aboard",
];

/// Participles after a document: how it was made.
const MADE: [&str; 20] = [
    "shared",
    "viewed",
    "dated",
    "titled",
    "entitled",
    "shown",
    "published",
    "released",
    "conducted",
    "commissioned",
    "issued",
    "obtained",
    "seen",
    "compiled",
    "carried",
    "prepared",
    "signed",
    "sent",
    "posted",
    "written",
];

/// A source phrase up to the first comma.
struct Head<'a, 't> {
    text: &'t str,
    /// Determiner at the start, in lower case.
    determiner: Option<String>,
    /// Words after the determiner.
    words: &'a [Word<'t>],
    /// Words before the first preposition.
    main: &'a [Word<'t>],
    /// Whether all words are the name of a body: “Bureau of Fisheries”.
    is_body: bool,
}

/// Parses the words up to a comma; `None` if they give no source.
pub(crate) fn head(text: &str, all: &[Word<'_>]) -> Option<Described> {
    let (all, behind) = offices::without_behind(all);
    let mut one = of_words(text, all)?;
    if !one.name.is_empty() && one.kind != ActorKind::Organisation && !behind.is_empty() {
        one.kind = ActorKind::Person;
        if one.role.is_empty() {
            offices::behind(behind).unwrap_or_default().clone_into(&mut one.role);
        }
    }
    Some(one)
}

fn of_words(text: &str, all: &[Word<'_>]) -> Option<Described> {
    if let Some(share) = share(text, all) {
        return Some(share);
    }
    let head = Head::of(text, all)?;
    if let Some(one) = head.possessed().or_else(|| head.named_behind()) {
        return Some(one);
    }
    if head.is_body {
        return Some(Described {
            kind: ActorKind::Organisation,
            name: span(text, head.main),
            ..head.described()
        });
    }
    if let Some(body) = head.body_behind() {
        return Some(body);
    }
    let office = head.office();
    if office.is_none_or(|at| is_operator_of_network(&head.main[..=at]))
        && let Some(one) = head.institution()
    {
        return Some(one);
    }
    let before = if office.is_none() { head.unlisted_office() } else { None };
    let name = match office.or(before) {
        Some(at) => &head.main[at + 1..],
        None => behind_possessive(head.main),
    };
    let office = office.or(before.filter(|at| !head.is_praise(*at)));
    // “a Republican”
    // “Poll: …”
    let is_document = |word: &Word<'_>| word.is("document") && gender_of_name(word.text).is_none();
    let is_common = name.len() == 1 && office.is_none() && (head.is_one_of_many() || is_document(&name[0]));
    match office {
        _ if !(is_name(name) || head.ends_with_name(name.len())) || is_common => head.unnamed(),
        Some(office) => Some(head.holder(name, office)),
        // “Q”, “A”: labels of an interview.
        // “the Belgian”
        None if head.is_compatriot() => head.unnamed(),
        None if matches!(name, [only] if only.is("label") || only.text.chars().count() == 1) => None,
        None => Some(head.bearer(name)),
    }
}

impl<'a, 't> Head<'a, 't> {
    fn of(text: &'t str, all: &'a [Word<'t>]) -> Option<Self> {
        let mut words = without_all(all);
        let determiner = words.first()?.text.to_lowercase();
        let determiner = Some(determiner).filter(|word| DETERMINERS.contains(&word.as_str()));
        if determiner.is_some() {
            words = &words[1..];
            // “Her Honour Judge Ada Berg”
            if words.len() > 1 && is_style_of_owner(determiner.as_deref(), &words[0]) {
                words = &words[1..];
            }
        }
        // “Thousands of riders”
        if let [many, of, rest @ ..] = words
            && many.is("quantity")
            && of.text == "of"
            && rest.iter().any(|word| word.is("group") || is_plural_of_people(word))
        {
            let people = rest.iter().position(|word| PREPOSITIONS.contains(&word.text)).unwrap_or(rest.len());
            return Some(Self { text, determiner: None, words, main: &words[..people + 2], is_body: false });
        }
        // “Following Putin”, “After the vote” are not sources.
        let is_small = |word: &Word<'_>| {
            word.is("not") && !word.is("quantity") && !word.text.eq_ignore_ascii_case("former")
        };
        // “Many said” does not tell who they are.
        let is_share = words.last()?.text.starts_with("percent") || words.last()?.text == "%";
        let is_next = determiner.is_some() && matches!(words.first()?.text, "second" | "third");
        if is_small(words.first()?) && !is_next && !is_date_as_first_name(words, 0)
            || is_share
            || words.iter().all(|word| word.is("quantity"))
        {
            return None;
        }
        words = &words[..words.len() - dated(words)];
        // “a post shared 40,000 times”, “a video seen by millions”
        let is_count = |at: usize| {
            let next = words.get(at + 1).map_or("", |next| next.text);
            matches!(words[at].text, "shared" | "viewed" | "seen" | "liked" | "watched")
                && (next.starts_with(|c: char| c.is_ascii_digit())
                    || matches!(
                        next,
                        "more" | "over" | "nearly" | "almost" | "by" | "thousands" | "hundreds" | "millions"
                    ))
        };
        let end = (1..words.len()).find(|at| is_count(*at)).unwrap_or(words.len());
        words = &words[..end];
        // “a poll released last month”
        if let [rest @ .., made] = words
            && MADE.contains(&made.text)
            && !rest.is_empty()
        {
            words = rest;
        }
        // “Secretary of State Ada Berg”
        let is_department = |at: usize| {
            words.get(at + 1).is_some_and(|word| word.is("department"))
                && words.get(at + 2).is_some_and(is_name_word)
                && words[at].text == "of"
        };
        // “a study published on Wednesday”
        let is_made = |at: usize| words[at - 1].is("document") && MADE.contains(&words[at].text);
        // “Researchers led by Ada Berg”, “a union representing teachers”
        let is_described = |at: usize| {
            let small = words[at].text;
            let is_one =
                words[at - 1].is("group") || words[at - 1].is("organisation") && !words[at - 1].is_capital();
            is_one && (small == "led" || small.ends_with("ing")) && !words[at].is_capital()
        };
        // “Bureau of Fisheries and Aquatic Resources”
        let first = first_run(words).filter(|run| run.start == 0);
        let body = first.as_ref().map_or(1, |run| whole_end(words, run));
        // “Cabinet Member for Culture” is an office.
        let is_office = first.is_some_and(|run| is_office_noun(&words[run.end - 1]));
        let is_body = body == words.len() && body > 1 && !is_name(words) && !is_office;
        let cut = (1..words.len())
            .filter(|_| !is_body)
            .find(|at| {
                PREPOSITIONS.contains(&words[*at].text) && !is_department(*at)
                    || is_made(*at)
                    || is_described(*at)
            })
            .unwrap_or(words.len());
        Some(Self { text, determiner, words, main: &words[..cut], is_body })
    }

    /// Whether the determiner is indefinite: “a Republican”, “another Republican”.
    fn is_one_of_many(&self) -> bool {
        self.determiner.as_deref().is_some_and(|word| matches!(word, "a" | "an" | "one" | "another"))
    }

    /// “the Belgian”: somebody by where they come from.
    fn is_compatriot(&self) -> bool {
        let is_definite = self.determiner.as_deref() == Some("the");
        let is_one = |word: &Word<'_>| word.is("demonym") || word.is("nationality");
        is_definite
            && matches!(self.words, [only] if only.is_capital() && is_one(only) && only.text.len() > 2)
    }

    /// Description with only the determiner set.
    fn described(&self) -> Described {
        let determiner = match self.determiner.as_deref() {
            None => Determiner::None,
            Some("a" | "an" | "one") => Determiner::Indefinite,
            Some("another") => Determiner::Another,
            Some("its" | "his" | "her" | "their" | "our" | "my" | "whose") => Determiner::Possessive,
            Some(_) => Determiner::Definite,
        };
        Described { determiner, ..Described::default() }
    }

    /// Index of the last word of an office before the name.
    fn office(&self) -> Option<usize> {
        let main = self.main;
        // “the parent company Acme Foods”, “teachers' union ATL”: the body is named.
        let body = main.iter().rposition(|word| word.is("organisation") && !word.is_capital());
        let office = main.iter().enumerate().rposition(|(at, word)| {
            is_office_word(word) && !is_surname(main, at) && !is_first_name(main, at)
                || at > 0 && (is_department_word(main, at) || is_end_of_title(main, at))
                || is_before_first_name(main, at)
        });
        let office = office.filter(|at| body.is_none_or(|body| body <= *at));
        // “the Republican National Committee”
        office.filter(|at| {
            let rest = &main[at + 1..];
            let is_person = rest.first().is_none_or(|first| gender_of_name(first.text).is_some());
            // “Commuters United”
            let is_body = kind_of_name(rest, false) == ActorKind::Organisation
                || matches!(rest, [only] if only.is("club") || only.is("firm"));
            is_person || !is_name(main) || !is_body
        })
    }

    /// Whether the last words, so many, are a name in their place: “Sunday Alabi” behind “Mr”.
    fn ends_with_name(&self, count: usize) -> bool {
        let start = self.main.len() - count;
        count > 1 && runs(self.main).pop().is_some_and(|run| run.start <= start && run.end == self.main.len())
    }

    /// Name at the end of the words, if other words precede it.
    fn last_name(&self) -> Option<Range<usize>> {
        runs(self.main).pop().filter(|run| run.end == self.main.len() && run.start > 0)
    }

    /// “District collector Arvind Rao”: an office that is in no word list.
    fn unlisted_office(&self) -> Option<usize> {
        // “former yokozuna Kaiho” has one name.
        let is_former = |run: &Range<usize>| {
            self.main[..run.start].iter().any(|word| word.text.eq_ignore_ascii_case("former"))
                && self.main.get(run.start - 1).is_some_and(|word| word.text != "former")
        };
        let run = self.last_name().filter(|run| run.len() > 1 || is_former(run))?;
        let before = &self.main[run.start - 1];
        // “le ministre de la Mer” has no name.
        let is_foreign = self.main[run.start].is("particle") && self.main[0].is("particle");
        (before.is_word() && !before.is_capital() && !is_foreign).then_some(run.start - 1)
    }

    /// Whether it only describes: “a jubilant Ada Berg”, “the deadlocked Supreme Court”; not “the cooper Owen Pryce”.
    fn is_praise(&self, at: usize) -> bool {
        if !offices::may_be(&self.main[at]) {
            return true;
        }
        let word = self.main[at].text;
        let is_new = self.determiner.as_deref().is_some_and(|word| matches!(word, "a" | "an"));
        let is_late = word == "late" || ends_as_adjective(word);
        is_new || is_late || kind_of_name(&self.main[at + 1..], false) == ActorKind::Organisation
    }

    /// Somebody with a name and an office before it.
    fn holder(&self, name: &[Word<'_>], office: usize) -> Described {
        let before = &self.main[..=office];
        let is_before = |word: &Word<'_>| word.is("title") || matches!(word.text, "fellow" | "Fellow");
        let mut offices: Vec<Word<'_>> = before.iter().copied().skip_while(is_before).collect();
        // “Senator Dr. Ada Berg”
        while offices.len() > 1
            && offices
                .last()
                .is_some_and(|last| last.is("title") || last.text.trim_end_matches('.') == "Cllr")
        {
            offices.pop();
        }
        // “police spokesperson Captain Ada Berg”: a rank behind an office.
        if let [.., office, rank] = offices[..]
            && office.is("role")
            && !office.is_capital()
            && rank.is_capital()
        {
            offices.pop();
        }
        let is_no_office = |word: &Word<'_>| {
            word.is("title")
                || word.is("time")
                || matches!(word.text, "." | "rival" | "opponent" | "critic" | "supporter")
        };
        // “candidates Ada Berg and Jan Moe”: a role in the plural does not apply to one of them.
        let offices = offices::of_one(&offices);
        let is_none = offices.iter().all(is_no_office)
            || offices.last().is_some_and(|last| {
                let is_kin = offices::is_kinship(&last.text.to_lowercase());
                // “Ports” of “Ports Alhaji Musa Bello”
                let is_other = last.is_capital() && !is_office_word(last) && !last.is("department");
                last.is("group") || is_no_office(last) || last.text == "and" || is_kin || is_other
            });
        let titles = before.iter().take_while(|word| word.is("title")).count();
        Described {
            kind: self.kind_behind(name, before),
            name: span(self.text, name),
            gender: gender(before).or_else(|| gender_of_name(name[0].text)),
            role: if is_none { String::new() } else { offices::singular(&span(self.text, offices)) },
            title: span(self.text, &before[..titles]),
            ..self.described()
        }
    }

    /// Kind of what is named behind a trade, unless a list knows the first name: “developer Kestrel Homes”. People have two
    /// names (“soy producer Amaralina”), and several do not have one (“owners Baltic Tankers”).
    fn kind_behind(&self, name: &[Word<'_>], before: &[Word<'_>]) -> ActorKind {
        let trade = before.last().map_or_else(String::new, |last| last.text.to_lowercase());
        let is_firm = trade == "producer" && before.len() > 1 && name.len() == 1
            || trade.strip_suffix('s').is_some_and(offices::may_be_body);
        if gender_of_name(name[0].text).is_some() || self.determiner.is_some() {
            ActorKind::Person
        } else if is_firm {
            ActorKind::Organisation
        } else if offices::is_trade(&trade) {
            kind_of_name(name, false)
        } else {
            ActorKind::Person
        }
    }

    /// Somebody or something with only a name.
    fn bearer(&self, name: &[Word<'_>]) -> Described {
        let cut = self.main.len();
        // “Landlord Kestrel Homes”
        let is_firm = name.len() > 2 && name[0].is("role") && name.last().is_some_and(|last| last.is("firm"))
            || name.len() > 1 && is_firm_noun(&name[0]) && cut == name.len();
        let name = if is_firm { &name[1..] } else { name };
        let with_article = name.len() == cut && self.determiner.as_deref() == Some("the");
        let kind = kind_of_name(name, with_article);
        let kind = if kind == ActorKind::Unknown && self.is_member(name) { ActorKind::Person } else { kind };
        let gender = if kind == ActorKind::Person { gender_of_name(name[0].text) } else { None };
        let mut whole = name;
        if kind != ActorKind::Person && self.words.len() > cut {
            let start = cut - name.len();
            let end = if self.is_member(name) { cut } else { whole_end(self.words, &(start..cut)) };
            // “the Ministry of Health”, “Bank of England”
            let is_of = self.words[cut].text == "of" && start == 0 && !self.is_member(name);
            whole = if is_of && end == cut { self.words } else { &self.words[start..end] };
        }
        Described { kind, name: span(self.text, whole), gender, ..self.described() }
    }

    /// “Quenby Bolt of the Marlow Institute”, “Quenby Bolt of the RSPB”: a person by the form of the name, and a body.
    fn is_member(&self, name: &[Word<'_>]) -> bool {
        let of = &self.words[self.main.len()..];
        let is_body = |word: &Word<'_>| word.is("organisation") || word.is("firm") || is_acronym(word.text);
        self.determiner.is_none() && looks_like_person(name) && of.iter().any(is_body)
    }

    /// Somebody or something that is described but not named.
    fn unnamed(&self) -> Option<Described> {
        let mut one = self.described();
        one.phrase = in_small_letters(span(self.text, self.words));
        let noun = self.main.iter().rfind(|word| word.is_word())?;
        // “Trump and has aides”, “Friend texted Dana Quill's security”
        let is_clause = self.words.iter().any(|word| offices::is_finite(word.text));
        let is_relative = self.words.iter().any(|word| matches!(word.text, "whom" | "which"));
        if is_clause
            || is_relative
            || noun.is("time")
            || is_act(&noun.text.to_lowercase())
            || self.main.iter().all(|word| word.text.chars().count() == 1)
        {
            return None;
        }
        one.head = noun.text.to_lowercase();
        one.gender = gender(self.main);
        if one.determiner == Determiner::Another {
            one.phrase.insert_str(0, "another ");
        }
        let counted = self.main[0].is("quantity") && self.determiner.is_none();
        let is_document = noun.is("document") || noun.is("documents");
        one.kind = if is_document && noun.is("group") {
            ActorKind::Document
        } else if noun.is("group") && noun.text != "police" || counted {
            ActorKind::Group
        } else if is_operator_of_network(self.main) {
            ActorKind::Organisation
        } else if ["role", "epithet", "he", "she"].iter().any(|list| noun.is(list)) {
            ActorKind::Person
        } else if noun.is("document") {
            ActorKind::Document
        } else if noun.is("organisation") {
            ActorKind::Organisation
        } else if is_plural_of_people(noun) {
            ActorKind::Group
        // “a block maker”, “the scaffolder”
        } else if self.is_one_of_many()
            && is_agent(&one.head)
            && noun.text == one.head
            && !noun.is("not")
            && !noun.is("company-noun")
            && (!offices::may_be_body(&one.head) || noun.text == "maker")
        {
            ActorKind::Person
        } else {
            ActorKind::Unknown
        };
        let is_source = matches!(one.head.as_str(), "source" | "sources" | "insider" | "insiders");
        one.anonymous = is_source || one.kind == ActorKind::Person && self.is_one_of_many();
        (one.kind != ActorKind::Unknown || self.determiner.is_some()).then_some(one)
    }
}

/// Text of the words, on one line; a name has no comma before its suffix.
pub(crate) fn span(text: &str, words: &[Word<'_>]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    let whole = text.get(first.start..last.end()).unwrap_or_default();
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    match split_suffix(&whole) {
        Some((name, suffix)) => format!("{name} {suffix}"),
        None => whole,
    }
}

/// “SHOPKEEPER” at the start of an article, behind “A”.
fn in_small_letters(phrase: String) -> String {
    let is_shout = phrase.chars().count() > 5 && !phrase.chars().any(char::is_lowercase);
    if is_shout { phrase.to_lowercase() } else { phrase }
}

pub(crate) fn gender(words: &[Word<'_>]) -> Option<Gender> {
    words.iter().find_map(|word| {
        let he = word.is("he");
        (he || word.is("she")).then_some(if he { Gender::He } else { Gender::She })
    })
}

/// “Gallup’s Ida Moe”: the person named after a possessive.
fn behind_possessive<'a, 't>(main: &'a [Word<'t>]) -> &'a [Word<'t>] {
    let mark = main.iter().rposition(|word| matches!(word.text, "'s" | "’s"));
    let name = mark.map_or(main, |mark| &main[mark + 1..]);
    let is_person = name.len() > 1 && is_name(name) && kind_of_name(name, false) != ActorKind::Organisation;
    if is_person { name } else { main }
}

/// “Baker” is an office, but a surname in “James Baker”.
fn is_surname(main: &[Word<'_>], at: usize) -> bool {
    // “Mr. King”
    let is_last = main[at + 1..].iter().all(|word| word.is("tail"));
    let is_titled = at > 0 && main[at - 1].is("title");
    if is_titled && is_last && main[at].is_capital() && !main[at].is("title") {
        return true;
    }
    let first = at
        .checked_sub(1)
        .and_then(|before| main[..=before].iter().find(|word| is_name_word(word) && !word.is("title")));
    main[at].is_capital()
        && is_last
        && first.is_some_and(|first| is("he-name", first.text) || is("she-name", first.text))
}

/// Whether a word before a name may be an office, a title or a profession.
pub(crate) fn is_office_word(word: &Word<'_>) -> bool {
    // “Inspector-General”, “Co-author”, “Weir-keeper”
    let is_compound = word.text.rsplit_once('-').is_some_and(|(first, last)| {
        let is_capital = last.starts_with(char::is_uppercase);
        // “Det-Sgt”
        is("role", last) && (is_capital || !is_name_part(first))
            || is_capital && is("short", last)
            || matches!(last, "up" | "host")
    });
    let is_compound = is_compound || is_joined_office(word.text);
    // “Del. Ada Berg”, whose title is a particle in small letters
    is_compound
        || word.text == "Del."
        || is_profession(word)
        || ["role", "title", "short", "group"].iter().any(|list| word.is(list))
}

/// “His Honour”, “Her Excellency”: how somebody is addressed.
pub(crate) fn is_style_of_owner(owner: Option<&str>, noun: &Word<'_>) -> bool {
    const STYLES: [&str; 14] = [
        "Honour",
        "Honor",
        "Excellency",
        "Lordship",
        "Ladyship",
        "Worship",
        "Majesty",
        "Highness",
        "Grace",
        "Holiness",
        "Eminence",
        "Beatitude",
        "Reverence",
        "Royal",
    ];
    matches!(owner, Some("his" | "her")) && STYLES.contains(&noun.text)
}

/// “Nurse-in-charge”, “Master-at-arms”, “Actor-turned-baker”: an office of several words, but not “Stow-on-the-Wold”.
fn is_joined_office(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [office, link @ .., last] = &parts[..] else { return false };
    let is_small = |part: &&str| part.starts_with(char::is_lowercase);
    office.len() > 2 && is_small(last) && matches!(link, ["in" | "at" | "turned"] | ["on", "the"])
}

/// “Dean” is an office, but a first name in “Sen. Dean Keller”.
fn is_first_name(main: &[Word<'_>], at: usize) -> bool {
    let behind = main[at + 1..].iter().filter(|word| !word.is("tail"));
    let is_titled = at > 0 && (main[at - 1].is("short") || main[at - 1].is("title"));
    main[at].is("role-name") && main[at].is_capital() && is_titled && behind.count() == 1
}

/// Whether the first part of a compound is a first name, as in “Anne-Marie”.
fn is_name_part(first: &str) -> bool {
    is("he-name", first) || is("she-name", first)
}

/// “Retailer Acme”, but not “Business Compass”.
fn is_firm_noun(word: &Word<'_>) -> bool {
    let is_vague = matches!(word.text.to_lowercase().as_str(), "business" | "group" | "firm" | "company");
    word.is("company-noun") && !is_vague
}

fn is_department_word(main: &[Word<'_>], at: usize) -> bool {
    main[at].is("department") && main[at - 1].text == "of" && at > 1
}

/// “Tan Sri”: a title of two words, neither of which is one alone.
fn is_end_of_title(main: &[Word<'_>], at: usize) -> bool {
    let pair = (main[at - 1].text.trim_end_matches('.'), main[at].text.trim_end_matches('.'));
    matches!(pair, ("Tan", "Sri") | ("Toh", "Puan") | ("Det", "Con" | "Const" | "Ch"))
}

/// “CAO Ada Berg”, “Hotelier Ada Berg”, “Junior Ada Berg”: letters, an agent noun or an attribute directly before a listed
/// first name.
fn is_before_first_name(main: &[Word<'_>], at: usize) -> bool {
    let is_named = main.get(at + 1).is_some_and(|first| is_name_part(first.text)) && at + 2 < main.len();
    let small = main[at].text.to_lowercase();
    let is_agent = is_agent(&small) && !is_name_part(main[at].text) && !main[at].is("surname-first");
    let is_attribute = main[at].is("modifier") || main[at].is("before-name");
    let is_letters = is_acronym(main[at].text) && !main[at].is("outlet");
    is_named && main[at].is_capital() && !main[at].is("demonym") && (is_agent || is_attribute || is_letters)
}

/// “RSPB”, “FLAI-CGIL”: three letters or more, all of them capitals.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 && word.chars().all(|c| c.is_uppercase() || c == '-')
}
