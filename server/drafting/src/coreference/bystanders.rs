//! Subjects of sentences whom “he” or “she” may mean though no list tells who they are: people without a name (“His
//! deputy was less kind.”), and names of which no list knows the first (“Quenby Bolt was less kind.”).

use crate::phrases::described::Described;
use crate::phrases::descriptions;
use crate::phrases::heads::{PREPOSITIONS, gender};
use crate::phrases::names::{gender_of_name, is_name, looks_like_person};
use crate::phrases::nouns::{is_agent, is_profession};
use crate::phrases::offices;
use crate::phrases::phrase;
use crate::phrases::words::{self, Word, first_run, is, runs};
use crate::text::article::PlainArticle;
use crate::text::ranges::RangeSet;
use crate::text::sentence::Sentence;
use std::ops::Range;

/// Maximum length in words of the words before the noun: “the harbour board's long-serving deputy”.
const LONGEST: usize = 8;

/// A subject that may be whom a pronoun means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bystander {
    /// Byte offset of the first word.
    pub start: usize,
    /// Byte offset of the end of the sentence.
    pub sentence_end: usize,
    /// Description; the name is empty if none is given.
    pub one: Described,
}

/// The subjects of the sentences of an article, in text order; not those in quotations.
pub(crate) fn bystanders(article: &PlainArticle, sentences: &[Sentence<'_>]) -> Vec<Bystander> {
    sentences.iter().flat_map(|sentence| in_sentence(article, sentence)).collect()
}

/// Byte offsets of the words of the names that start a sentence, in text order: “Ada Berg …”, “But the mayor, Ada Berg …”,
/// not “In Marlow Bay …”.
pub(crate) fn sentence_subjects(sentences: &[Sentence<'_>]) -> Vec<usize> {
    let found = sentences.iter().flat_map(|Sentence { words, .. }| {
        let Some(run) = first_run(words) else { return Vec::new() };
        let is_other = |word: &Word<'_>| {
            PREPOSITIONS.contains(&word.text.to_lowercase().as_str())
                || !word.is_word() && word.text != ","
                || is_verb(word)
        };
        let is_subject = !words[..run.start].iter().any(is_other);
        // “Rival Solberg Power” is about Solberg Power.
        if is_subject { words[run].iter().map(|word| word.start).collect() } else { Vec::new() }
    });
    found.collect()
}

fn in_sentence(article: &PlainArticle, sentence: &Sentence<'_>) -> Vec<Bystander> {
    let Sentence { range, words, quotations } = sentence;
    let first = quotations.partition_point(|quotation| quotation.end <= range.start);
    let here = quotations[first..].iter().take_while(|quotation| quotation.start < range.end);
    let quoted: RangeSet = here.cloned().collect();
    let is_quoted = |word: &Word<'_>| quoted.contains(word.start);
    let starts = (0..words.len()).filter(|at| starts_sentence(words, *at) || starts_clause(words, *at));
    let starts = starts.filter(|at| !is_quoted(&words[*at]));
    let subjects = starts.filter_map(|at| {
        let (one, behind) = subject(article, &words[at..])?;
        // “Ada Berg, a spokeswoman for the board,” is an apposition.
        let is_named = !one.name.is_empty();
        // “Ada Berg and Quenby Bolt run …”
        let is_and = |word: &Word<'_>| word.text == "and";
        let is_joined = is_named && (at > 0 && is_and(&words[at - 1]) || behind.is_some_and(is_and));
        let is_first = is_joined || starts_sentence(words, at) && (is_named || behind.is_some_and(goes_on));
        (is_first || behind.is_none_or(is_verb)).then_some((at, one))
    });
    let others = runs(words).into_iter().filter(|run| run.len() > 1 && !is_quoted(&words[run.start]));
    let others = others.filter(|run| is_object(words, run));
    let others = others.filter_map(|run| named(article, &words[run.clone()]).map(|one| (run.start, one)));
    let unnamed = (1..words.len()).filter(|at| !is_quoted(&words[*at]) && is_new_person(words, *at));
    let unnamed = unnamed.filter_map(|at| {
        let end = at + without_name(&words[at..])?;
        let base = words[at].start;
        let name: Vec<Word<'_>> = words[at..end].iter().map(|word| word.moved(base)).collect();
        let text = article.slice(base..words[end - 1].end());
        Some((at, described(text, &name)))
    });
    let mut all: Vec<(usize, Described)> = subjects.chain(others).chain(unnamed).collect();
    all.sort_by_key(|(at, _)| *at);
    let bystander =
        |(at, one): (usize, Described)| Bystander { start: words[at].start, sentence_end: range.end, one };
    all.into_iter().map(bystander).collect()
}

/// Whether a name is the object of a verb, not where something is: “beat Quenby Bolt”, “lost to Quenby Bolt”, but not “in
/// Upper Hallow”.
fn is_object(words: &[Word<'_>], run: &Range<usize>) -> bool {
    const OBJECTIVE: [&str; 6] = ["with", "by", "against", "than", "beside", "alongside"];
    const TITLED: [&str; 4] = ["called", "titled", "entitled", "dubbed"];
    const WITH_TO: [&str; 9] =
        ["lost", "spoke", "talked", "listened", "married", "wrote", "replied", "next", "second"];
    let Some(before) = run.start.checked_sub(1).map(|at| words[at].text) else { return false };
    let is_to = before == "to" && run.start > 1 && WITH_TO.contains(&words[run.start - 2].text);
    let is_past = before.ends_with("ed") && !TITLED.contains(&before)
        || ["beat", "met", "saw", "told", "thanked"].contains(&before);
    let is_owner = words.get(run.end).is_some_and(|next| is_possessive(next) || next.is("group"));
    (is_to || is_past || OBJECTIVE.contains(&before)) && !is_owner
}

/// Whether somebody new may come in without a name at a word: “opens with a woman”, “met a neighbour”, “shows a man”.
fn is_new_person(words: &[Word<'_>], at: usize) -> bool {
    let is_article = matches!(words[at].text, "a" | "an" | "another");
    is_article
        && matches!(words[at - 1].text, "with" | "met" | "meets" | "saw" | "sees" | "shows" | "features")
}

/// Whether a subject may start at a word at the start of a sentence, also behind an adverb: “Afterwards her deputy …”.
fn starts_sentence(words: &[Word<'_>], at: usize) -> bool {
    let is_adverb = |word: &Word<'_>| {
        word.is_word() && !PREPOSITIONS.contains(&word.text.to_lowercase().as_str()) && !is_determiner(word)
    };
    at == 0 || at == 1 && is_determiner(&words[1]) && is_adverb(&words[0])
}

/// Whether a subject may start at a word inside a sentence: behind a comma or a conjunction.
fn starts_clause(words: &[Word<'_>], at: usize) -> bool {
    const BEFORE: [&str; 14] = [
        ",", ";", "–", "—", "and", "but", "while", "when", "because", "as", "after", "before", "though",
        "then",
    ];
    at > 0 && BEFORE.contains(&words[at - 1].text.to_lowercase().as_str())
}

/// Subject that the words start with, and the word behind it.
fn subject<'w, 't>(
    article: &PlainArticle,
    words: &'w [Word<'t>],
) -> Option<(Described, Option<&'w Word<'t>>)> {
    let end = match without_name(words) {
        Some(end) => end,
        None => first_run(&words[..words.len().min(LONGEST)]).filter(|run| run.start == 0)?.end,
    };
    // “His sister and chief clerk, Nadine, was blunter.”
    let end = end + second_office(&words[end..]);
    let first = first_name(&words[end..]);
    if is_apposed(&words[end..]) && first.is_none() {
        return None;
    }
    let behind = words.get(end);
    let name = &words[..end];
    if name[0].is_capital() && is_name(name) {
        return named(article, name).map(|one| (one, behind));
    }
    let base = words[0].start;
    let text = article.slice(base..name[end - 1].end());
    let name: Vec<Word<'_>> = name.iter().map(|word| word.moved(base)).collect();
    let mut one = described(text, &name);
    if let Some(first) = first {
        first.clone_into(&mut one.name);
        let is_next = behind.is_some_and(|behind| behind.text == first);
        return Some((one, if is_next { words.get(end + 1) } else { behind }));
    }
    Some((one, behind))
}

/// A name that may be that of a person, though the first name is in no list: “Quenby Bolt”, but also “Kevin”.
fn named(article: &PlainArticle, name: &[Word<'_>]) -> Option<Described> {
    let (first, last) = (name.first()?, name.last()?);
    let base = first.start;
    let text = article.slice(base..last.end());
    let words: Vec<Word<'_>> = name.iter().map(|word| word.moved(base)).collect();
    let bare: Vec<Word<'_>> = words.iter().copied().skip_while(|word| word.is("title")).collect();
    let is_one = looks_like_person(&bare) || bare.len() == 1 && gender_of_name(bare[0].text).is_some();
    if !is_one {
        return None;
    }
    let known = phrase::described(text, &words).filter(|one| !one.name.is_empty())?;
    Some(Described { gender: known.gender.or_else(|| gender_of_name(bare[0].text)), ..known })
}

fn described(text: &str, words: &[Word<'_>]) -> Described {
    let noun = words.last().map_or(String::new(), |noun| noun.text.to_lowercase());
    let known = phrase::described(text, words).filter(|one| one.name.is_empty()).unwrap_or_default();
    // “His sister and chief clerk”; not “the queen's adviser”
    let own = words.iter().enumerate().rev().filter(|(at, _)| !words.get(at + 1).is_some_and(is_possessive));
    let gender = own.into_iter().find_map(|(_, word)| gender(std::slice::from_ref(word)));
    Described { head: noun, gender, name: String::new(), ..known }
}

/// Number of words of a person without a name: “his deputy”, “the mayor's wife”, “a retired teacher”.
fn without_name(words: &[Word<'_>]) -> Option<usize> {
    let owner =
        runs(&words[..words.len().min(LONGEST)]).first().filter(|run| run.start == 0).map(|run| run.end);
    let is_owner = |at: &usize| words.get(*at).is_some_and(is_possessive);
    let first = if is_determiner(&words[0]) { 1 } else { owner.filter(is_owner)? + 1 };
    let is_part = |word: &&Word<'_>| {
        let is_end = offices::is_finite(word.text)
            || PREPOSITIONS.contains(&word.text)
            || is_determiner(word)
            || word.text == "and";
        (word.is_word() || is_possessive(word)) && !is_end
    };
    let part = words[first..].iter().take(LONGEST).take_while(is_part).count();
    let parts = words[first..first + part].iter().take_while(|word| !is("speech", word.text));
    // “His churchwarden”
    let is_owned = matches!(words[0].text.to_lowercase().as_str(), "his" | "her" | "their");
    // “A backbencher has told …”
    let is_new = matches!(words[0].text.to_lowercase().as_str(), "a" | "an" | "another");
    let is_one = |word: &Word<'_>| {
        is_person_noun(word) || (is_owned || is_new) && !word.is_capital() && is_agent(word.text)
    };
    let noun = parts.enumerate().filter(|(_, word)| is_one(word)).last().map(|(at, _)| first + at)?;
    let is_owner = words.get(noun + 1).is_some_and(is_possessive);
    (!is_owner).then_some(noun + 1)
}

fn is_possessive(word: &Word<'_>) -> bool {
    matches!(word.text, "'s" | "’s" | "'" | "’")
}

fn is_determiner(word: &Word<'_>) -> bool {
    const ALL: [&str; 13] =
        ["the", "a", "an", "one", "another", "his", "her", "its", "their", "our", "my", "this", "that"];
    ALL.contains(&word.text.to_lowercase().as_str())
}

/// Whether a word means one person: “deputy”, “wife”, “neighbour”.
fn is_person_noun(word: &Word<'_>) -> bool {
    const MORE: [&str; 12] = [
        "friend",
        "cousin",
        "partner",
        "spouse",
        "twin",
        "child",
        "teenager",
        "parent",
        "boss",
        "colleague",
        "carer",
        "fiancée",
    ];
    let small = word.text.to_lowercase();
    let is_plural = |plural: String| is("group", &plural);
    let is_listed =
        ["role", "he", "she"].iter().any(|list| is(list, &small)) || MORE.contains(&small.as_str());
    let is_other = ["organisation", "document", "company-noun", "group", "outlet-noun"];
    let is_one_of_group = || is_plural(format!("{small}s")) || is_plural(format!("{small}es"));
    (is_listed || is_profession(word) || is_one_of_group())
        && !is_other.iter().any(|list| is(list, &small))
        && !matches!(small.as_str(), "mr" | "mrs" | "ms" | "miss")
}

/// Whether a word may follow a subject: a verb, or what explains the subject.
fn goes_on(next: &Word<'_>) -> bool {
    const BEHIND: [&str; 7] = [",", ".", "–", "—", "who", "whose", "next"];
    // “A pensioner waiting at the stop shrugged.”
    let is_participle = !next.is_capital() && next.text.len() > 4 && next.text.ends_with("ing");
    is_verb(next) || is_participle || BEHIND.contains(&next.text) || PREPOSITIONS.contains(&next.text)
}

/// Whether a word behind a subject is a verb, or stands before one.
pub(crate) fn is_verb(next: &Word<'_>) -> bool {
    const PAST: [&str; 96] = [
        "took",
        "went",
        "came",
        "left",
        "stood",
        "sat",
        "wept",
        "fell",
        "ran",
        "won",
        "lost",
        "saw",
        "gave",
        "got",
        "made",
        "kept",
        "held",
        "met",
        "spoke",
        "knew",
        "felt",
        "thought",
        "found",
        "put",
        "let",
        "hit",
        "cut",
        "wore",
        "drove",
        "rose",
        "began",
        "broke",
        "chose",
        "drew",
        "ate",
        "flew",
        "grew",
        "hid",
        "led",
        "lay",
        "paid",
        "read",
        "sang",
        "sold",
        "sent",
        "shook",
        "shot",
        "slept",
        "stole",
        "taught",
        "threw",
        "woke",
        "wrote",
        "heard",
        "brought",
        "bought",
        "caught",
        "could",
        "should",
        "might",
        "may",
        "can",
        "shut",
        "set",
        "spent",
        "built",
        "became",
        "fought",
        "sought",
        "withdrew",
        "meant",
        "struck",
        "spread",
        "split",
        "stuck",
        "swept",
        "sank",
        "bore",
        "bent",
        "cost",
        "dealt",
        "dug",
        "fed",
        "fled",
        "froze",
        "hung",
        "laid",
        "lent",
        "quit",
        "rode",
        "forgot",
        "forgave",
        "swore",
        "tore",
        "wound",
        "overturned",
    ];
    const BEFORE: [&str; 6] = ["also", "never", "then", "now", "still", "later"];
    let text = next.text;
    let is_listed =
        offices::is_finite(text) || is("speech", text) || PAST.contains(&text) || BEFORE.contains(&text);
    let is_ending = ["ed", "s", "ly"].iter().any(|end| text.ends_with(end));
    !next.is_capital() && (is_listed || is_ending && text.len() > 2 && !is("group", text))
}

/// Whether a name explains the subject: “His deputy, Ada Berg, was kinder”, “His wife, the painter Ada Berg, …”.
fn is_apposed(behind: &[Word<'_>]) -> bool {
    let [comma, behind @ ..] = behind else { return false };
    let is_office = |word: &&Word<'_>| word.is_word() && !word.is_capital() && !is_verb(word);
    let office = match behind.first() {
        Some(the) if the.text == "the" => behind.iter().take(LONGEST).take_while(is_office).count(),
        _ => 0,
    };
    comma.text == "," && behind.get(office).is_some_and(|next| next.is_capital() && words::is_name_word(next))
}

/// Number of words of a second office: “and chief clerk,”, “and fellow ringer | Ted was”.
fn second_office(behind: &[Word<'_>]) -> usize {
    /// Maximum length of the office, in words.
    const LONGEST: usize = 5;
    if behind.first().is_none_or(|and| and.text != "and") {
        return 0;
    }
    let is_end = |word: &Word<'_>| word.text == "," || word.is_capital() && words::is_name_word(word);
    let end = behind.iter().take(LONGEST + 1).position(is_end).unwrap_or(0);
    let is_office = end > 1
        && behind[1..end].iter().all(|word| word.is_word() && !word.is_capital() && !is_verb(word))
        && (is_person_noun(&behind[end - 1]) || is_agent(behind[end - 1].text));
    if is_office { end } else { 0 }
}

/// The name that explains the subject, if it is one word, which need not be known elsewhere: “His sister, Nadine, …”, “Her
/// brother Ted was”.
fn first_name<'t>(behind: &[Word<'t>]) -> Option<&'t str> {
    match behind {
        [comma, name, end, ..] if comma.text == "," && end.text == "," && words::is_name_word(name) => {
            Some(name.text)
        }
        [name, verb, ..] if words::is_name_word(name) && is_verb(verb) => Some(name.text),
        _ => None,
    }
}

/// Whether a description refers back to somebody, as a pronoun does: “the woman”, “the newcomer”.
pub(crate) fn is_reference(one: &Described) -> bool {
    let is_vague = descriptions::is_anyone(one) || is("epithet", &one.head);
    one.name.is_empty() && one.is_definite() && !one.is_owned() && is_vague
}
