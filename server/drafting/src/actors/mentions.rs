//! Collects the names in an article: each run of capitalised words that may name somebody, with what stands around it.

use crate::actors::bodies::whole_end;
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::descriptions;
use crate::phrases::heads::{PREPOSITIONS, gender, is_style_of_owner};
use crate::phrases::names::looks_like_person;
use crate::phrases::nouns::is_operator_of_network;
use crate::phrases::offices;
use crate::phrases::phrase;
use crate::phrases::words::{self, Word, first_run, is, runs};
use crate::text::article::{ArticleParagraph, PlainArticle};
use crate::text::datelines::dateline_end;
use crate::text::ranges::RangeSet;
use ascribe_markup::budget::Budget;
use std::collections::HashSet;
use std::ops::Range;

/// Maximum length in words of a name in a headline.
const LONGEST_IN_TITLE: usize = 3;

/// Maximum length in words of a name in running text; a longer run of capitalised words is a text in capitals.
const LONGEST_NAME: usize = 24;

/// Number of words before and after a name that may describe it.
const NEAR: usize = 24;

/// Maximum length in words of an apposition.
const LONGEST_APPOSITION: usize = 14;

/// Part of a name in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameUsage {
    /// It takes part in the sentence.
    Participant,
    /// “Berg’s plan”: a possessor is a weaker antecedent.
    Possessor,
    /// “the death of Berg”: somebody whom the sentence is not about.
    Complement,
    /// It is quoted, or an attribute of something else.
    Aside,
}

/// Headline that a name is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headline {
    /// None.
    No,
    /// One written as a sentence.
    Sentence,
    /// One in title case.
    Title,
}

/// Noun that says whose relative somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kinship {
    /// “mother”
    pub noun: String,
    /// “her”, in lower case; empty if a name stands there.
    pub pronoun: String,
}

/// A name at a place of the article.
pub(crate) struct NameMention {
    pub start: usize,
    pub paragraph: usize,
    pub one: Described,
    /// Part in the sentence.
    pub usage: NameUsage,
    /// “the Hill”
    pub has_article: bool,
    /// Whether it is in a headline.
    pub headline: Headline,
    /// Acronym in parentheses behind it: “TPA” for “Tolvik Port Authority (TPA)”.
    pub acronym: Option<String>,
    /// “her sister, Ann Keller”: somebody else than those named before.
    pub kinship: Option<Kinship>,
    /// “Belgian Ada Berg”: where somebody comes from, in lower case.
    pub nationality: Option<String>,
    /// “turbine maker Nordwerk”, “Nordwerk (NWK.DE)”: a company by the words around the name.
    pub is_company: bool,
    /// “Ada and Jan Moe”: family name behind the next name, for a first name.
    pub shared_family_name: Option<String>,
    /// Number of the sentence in its paragraph.
    pub sentence: usize,
}

/// All names in an article, in text order, as far as the budget goes.
pub(crate) fn names(article: &PlainArticle, budget: &Budget) -> Vec<NameMention> {
    let paragraphs = article.paragraphs.iter().enumerate().take_while(|_| budget.take(1));
    let paragraphs = paragraphs.filter(|(_, paragraph)| !paragraph.is_head_line);
    paragraphs.flat_map(|(number, paragraph)| names_of(article, number, paragraph)).collect()
}

/// Words in lower case of an article.
pub(crate) fn small_words(article: &PlainArticle) -> HashSet<&str> {
    let words = article.text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.starts_with(char::is_lowercase)).collect()
}

fn names_of(article: &PlainArticle, number: usize, paragraph: &ArticleParagraph) -> Vec<NameMention> {
    let text = article.slice(paragraph.range.clone());
    let words = words::words(text, paragraph.range.start);
    // A short paragraph about a chief executive officer has many capitals, too, but headlines do not have “said”.
    let has_said = words.iter().any(|word| matches!(word.text, "said" | "told" | "added"));
    let is_in_title = descriptions::is_title(text) && !has_said;
    let headline = if is_in_title {
        Headline::Title
    } else if descriptions::is_headline(text, number) {
        Headline::Sentence
    } else {
        Headline::No
    };
    let dateline = paragraph.range.start + dateline_end(text);
    let quotations: RangeSet = paragraph.quotations.iter().cloned().collect();
    let longest = if is_in_title { LONGEST_IN_TITLE } else { LONGEST_NAME };
    let mut names = Vec::new();
    let mut end = 0;
    // Ends of sentences before a word.
    let (mut counted, mut sentence) = (0, 0);
    for run in runs(&words) {
        // “Secretary of State Ada Berg”
        let is_department = run.start > 1
            && run.len() > 2
            && words[run.start].is("department")
            && words[run.start - 1].text == "of"
            && words[run.start - 2].is("role");
        // “Her Honour Judge Ada Berg”
        let owner = run.start.checked_sub(1).map(|before| words[before].text.to_lowercase());
        let is_style = is_style_of_owner(owner.as_deref(), &words[run.start]);
        if is_style && run.len() == 1 {
            continue;
        }
        let is_more = is_department || is_style || is_inverted(&words, &run);
        let run = run.start + usize::from(is_more)..run.end;
        let run = run.start..whole_end(&words, &run);
        // In a headline, a long run of capitalised words is more than a name.
        let is_too_long = run.len() - offices_before(&words[run.clone()]) > longest;
        let start = words[run.start].start;
        if run.start < end || is_too_long || start < dateline {
            continue;
        }
        end = run.end;
        let Some(mut one) = name_in(article, &words, &run) else { continue };
        // “it was Quenby Bolt who won”
        if one.kind == ActorKind::Unknown && one.name.contains(' ') && is_before_who(&words[run.end..]) {
            one.kind = ActorKind::Person;
        }
        let kin_at = kin_before(&words[..run.start]);
        let kin = kin_at.map(|at| &words[at]);
        if let Some(kin) = kin.filter(|_| matches!(one.kind, ActorKind::Unknown | ActorKind::Person)) {
            one.kind = ActorKind::Person;
            one.gender = one.gender.or_else(|| gender(std::slice::from_ref(kin)));
        }
        sentence += words[counted..run.start].iter().filter(|word| is_sentence_end(word)).count();
        counted = run.start;
        let quoted = quotations.overlaps(&(start..start));
        let next = words.get(run.end);
        names.push(NameMention {
            start,
            paragraph: number,
            one,
            usage: if quoted || next.is_some_and(is_named_after) {
                NameUsage::Aside
            } else if next.is_some_and(|next| matches!(next.text, "'s" | "’s" | "'" | "’")) {
                NameUsage::Possessor
            } else if is_complement(&words[..run.start]) {
                NameUsage::Complement
            } else {
                NameUsage::Participant
            },
            has_article: run.start > 0 && matches!(words[run.start - 1].text, "the" | "The"),
            headline,
            acronym: acronym_behind(&words, &run),
            kinship: kin_at.map(|at| kinship(&words[..=at])),
            nationality: nationality(&words, &run),
            is_company: is_company(&words, &run),
            shared_family_name: shared_family_name(&words, &run),
            sentence,
        });
    }
    names
}

/// Number of words of offices and titles before a person's name: two in “Deputy Governor Ada Berg”.
fn offices_before(run: &[Word<'_>]) -> usize {
    let is_office = |word: &Word<'_>| ["role", "title", "short"].iter().any(|list| word.is(list));
    let count = run.iter().take_while(|word| is_office(word) || word.is("modifier")).count();
    let (offices, name) = run.split_at(count);
    let is_held = offices.last().is_some_and(is_office) && looks_like_person(name);
    if is_held && !name.iter().any(|word| word.is("speech")) { count } else { 0 }
}

fn is_sentence_end(word: &Word<'_>) -> bool {
    matches!(word.text, "." | "!" | "?")
}

/// Index of the noun before a name that says whose relative it is: “her sister, …”.
fn kin_before(before: &[Word<'_>]) -> Option<usize> {
    let before = match before {
        [before @ .., comma] if comma.text == "," => before,
        _ => before,
    };
    before.len().checked_sub(1).filter(|kin| offices::is_kinship(before[*kin].text))
}

/// “her younger sister”: the noun at the end of the words, and whose it is.
fn kinship(words: &[Word<'_>]) -> Kinship {
    /// Maximum number of words before the noun.
    const FARTHEST: usize = 3;
    let (noun, before) = words.split_last().map_or(("", words), |(noun, before)| (noun.text, before));
    let near = before.iter().rev().take(FARTHEST).map(|word| word.text.to_lowercase());
    let pronoun = { near }.find(|word| matches!(word.as_str(), "his" | "her" | "their"));
    Kinship { noun: noun.to_owned(), pronoun: pronoun.unwrap_or_default() }
}

/// “Belgian Ada Berg”, “the Belgian captain, Ada Berg”: a nationality before a name of several words, in lower case.
fn nationality(words: &[Word<'_>], run: &Range<usize>) -> Option<String> {
    /// Maximum number of words between the nationality and the name.
    const FARTHEST: usize = 3;
    let name = run.end.checked_sub(2).filter(|name| *name >= run.start)?;
    let near = (name.saturating_sub(FARTHEST + 1)..name).rev();
    let mut near = near.take_while(|at| words[*at].is_word() || words[*at].text == ",");
    let found = near.find(|at| is_nationality(words[*at].text))?;
    Some(words[found].text.to_lowercase())
}

fn is_nationality(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().any(char::is_lowercase)
        && (is("demonym", word) || is("nationality", word))
}

/// Whether the words around a name make it that of a company: what it makes, if the name is one word, or a ticker.
fn is_company(words: &[Word<'_>], run: &Range<usize>) -> bool {
    let is_ticker = |word: &Word<'_>| {
        word.text.contains('.')
            && word.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.')
    };
    let has_ticker = match words.get(run.end..) {
        Some([open, ticker, close, ..]) if (open.text, close.text) == ("(", ")") => is_ticker(ticker),
        Some([open, market, colon, ..]) if (open.text, colon.text) == ("(", ":") => market.is_capital(),
        _ => false,
    };
    let is_what = run.start.checked_sub(1).map(|at| &words[at]).is_some_and(|before| {
        !before.is_capital() && (before.is("company-noun") || offices::is_trade(before.text))
    });
    let is_held = run
        .start
        .checked_sub(1)
        .map(|at| words[at].text)
        .is_some_and(|before| ["-owned", "-listed", "-backed"].iter().any(|end| before.ends_with(end)));
    // “PT Aqua Vaal”, “OOO Aqua Vaal”: a legal form that stands first.
    let has_form =
        run.len() > 1 && matches!(words[run.start].text, "PT" | "OOO" | "OAO" | "PAO" | "ZAO" | "TOV");
    has_ticker || is_held || has_form || is_what && run.len() == 1
}

/// “Ada and Jan Moe”: what two people have in common, for the first of them.
fn shared_family_name(words: &[Word<'_>], run: &Range<usize>) -> Option<String> {
    let is_first = |word: &Word<'_>| word.is("he-name") || word.is("she-name");
    let and = words
        .get(run.end)
        .filter(|and| run.len() == 1 && and.text == "and" && is_first(&words[run.start]))?;
    let next = first_run(&words[run.end + 1..]).filter(|next| next.start == 0 && next.len() > 1)?;
    let next = &words[run.end + 1..][next];
    (is_first(&next[0]) && next[0].start == and.end() + 1)
        .then(|| next[1..].iter().map(|word| word.text).collect::<Vec<_>>().join(" "))
}

/// “Said Berg: …”: a verb with a capital before its subject.
fn is_inverted(words: &[Word<'_>], run: &Range<usize>) -> bool {
    let is_start = run.start == 0 || !words[run.start - 1].is_word();
    let is_end = |next: &Word<'_>| matches!(next.text, ":" | "," | "(");
    run.len() > 1
        && is_start
        && matches!(words[run.start].text, "Said" | "Says" | "Added" | "Asked" | "Wrote")
        && words.get(run.end).is_some_and(is_end)
}

/// Whether the words before a name end with a preposition that makes it a side issue: “the death of”, “a book about the
/// late”.
fn is_complement(before: &[Word<'_>]) -> bool {
    /// Maximum number of words between the preposition and the name.
    const LONGEST: usize = 4;
    const PREPOSITIONS: [&str; 8] = ["of", "about", "in", "at", "on", "like", "past", "despite"];
    // “Ada Berg, appearing for”
    const ACTING: [&str; 6] = ["appearing", "acting", "speaking", "counsel", "attorney", "lawyer"];
    let is_between = |word: &&Word<'_>| {
        word.is("role") || word.is("title") || matches!(word.text, "the" | "a" | "an" | "late" | "former")
    };
    let between = before.iter().rev().take(LONGEST).take_while(is_between).count();
    match &before[..before.len() - between] {
        [.., acting, word] if word.text == "for" => ACTING.contains(&acting.text),
        [.., word] => PREPOSITIONS.contains(&word.text) || matches!(word.text, "representing" | "defending"),
        [] => false,
    }
}

fn is_before_who(behind: &[Word<'_>]) -> bool {
    let is_who = |word: &Word<'_>| matches!(word.text, "who" | "whose" | "whom");
    match behind {
        [comma, who, ..] if comma.text == "," => is_who(who),
        [who, ..] => is_who(who),
        [] => false,
    }
}

/// “(TPA)”, “, or TPA,”: an acronym directly behind a name; “(Defra)”: one in small letters.
fn acronym_behind(words: &[Word<'_>], run: &Range<usize>) -> Option<String> {
    // “Acme Inc. (ACM.N)”
    let dot = words.get(run.end).is_some_and(|dot| dot.text == "." && words[run.end - 1].is("firm"));
    let [open, rest @ ..] = words.get(run.end + usize::from(dot)..)? else { return None };
    let acronym = match (open.text, rest) {
        ("(", [acronym, close, ..]) if close.text == ")" => acronym,
        // “(Euronext: VXLN)”
        ("(", [_, colon, ticker, close, ..]) if colon.text == ":" && close.text == ")" => ticker,
        (",", [or, acronym, ..]) if or.text == "or" => acronym,
        _ => return None,
    };
    let letters = acronym.text.chars().filter(|c| c.is_uppercase()).count();
    let is_mark = |c: char| c == '-' || c == '.' && !acronym.text.chars().any(char::is_lowercase);
    let is_one =
        letters > 1 && letters < 9 && acronym.text.chars().all(|c| c.is_alphanumeric() || is_mark(c));
    let is_small = open.text == "(" && is_word_of_letters(acronym.text, &words[run.clone()]);
    ((is_one || is_small) && !words::is_party_tag(acronym.text)).then(|| acronym.text.to_owned())
}

/// Whether a capitalised word has its letters, in order, from a name of several words: “Defra”.
fn is_word_of_letters(word: &str, name: &[Word<'_>]) -> bool {
    /// Length of such a word in letters, and of the name in words.
    const LETTERS: std::ops::RangeInclusive<usize> = 4..=9;
    const WORDS: usize = 3;
    let small = word.to_lowercase();
    let mut letters = name.iter().flat_map(|word| word.text.chars()).flat_map(char::to_lowercase);
    word.starts_with(char::is_uppercase)
        && LETTERS.contains(&word.chars().count())
        && name.len() >= WORDS
        && name[0].text.chars().flat_map(char::to_lowercase).next() == small.chars().next()
        && small.chars().all(|letter| letters.any(|other| other == letter))
}

/// Description given by the words at a run of capitalised words.
fn name_in(article: &PlainArticle, words: &[Word<'_>], run: &Range<usize>) -> Option<Described> {
    let first = run.start.saturating_sub(NEAR);
    let (run, words) =
        (&(run.start - first..run.end - first), &words[first..words.len().min(run.end + NEAR)]);
    let base = words.first()?.start;
    let text = article.slice(base..words.last()?.end());
    // “campaign spokesman Brian Moe”
    let is_noun = |word: &Word<'_>| word.is("role") || word.is("outlet-noun") && !word.is_capital();
    let before = run.start.checked_sub(1).filter(|at| is_noun(&words[*at]) && words[*at].is_word());
    // “freight operator Marlow Lines”
    let before = before.map(|at| if is_operator_of_network(&words[..=at]) { at - 1 } else { at });
    let from = before.unwrap_or(run.start);
    let is_before = |at: &usize| {
        let is_adjacent = words[*at + 1].start == words[*at].end() + 1;
        is_adjacent && (words::is_name_word(&words[*at]) || words[*at].is("modifier"))
    };
    let wider = if before.is_some() { (0..from).rev().take_while(is_before).last() } else { None };
    let from = wider.unwrap_or(from);
    // “Founder and chairman Ada Berg”
    let is_second =
        from > 1 && words[from].is("role") && words[from - 1].text == "and" && words[from - 2].is("role");
    let from = if is_second { from - 2 } else { from };
    if let Some(holder) = behind_field(text, words, run, base) {
        return Some(holder);
    }
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
    // “the Minister of Power, Chief Ada Berg”
    let is_honorific = !one.role.contains(' ') && one.role != "Mayor";
    if !one.role.is_empty() && !is_honorific {
        return Some(one);
    }
    if let Some(office) = office_before(text, words, run, base, &one.name) {
        return Some(office);
    }
    if !one.role.is_empty() {
        // “Sen. Ada Berg (D-Vt.)”
        if let [open, tag, close, ..] = &words[run.end..]
            && (open.text, close.text) == ("(", ")")
            && words::is_party_tag(tag.text)
        {
            one.role = format!("{} ({})", one.role, tag.text);
        }
        return Some(one);
    }
    let may_be_person = one.kind == ActorKind::Unknown && one.name.contains(' ');
    if one.kind != ActorKind::Person && !may_be_person {
        return Some(one);
    }
    // “Brian Moe, a spokesman for the board,”: up to the closing mark, without a verb of speech.
    let behind = words.get(run.end..).unwrap_or_default();
    let Some(open) = behind.first().map(|word| word.text).filter(|open| matches!(*open, "," | "(")) else {
        return Some(one);
    };
    let close = if open == "(" { ")" } else { "," };
    let near = behind.iter().enumerate().skip(1).take(LONGEST_APPOSITION);
    let near = near.take_while(|(at, word)| behind[at - 1].text != "." && !is("speech", word.text));
    let ends = near.filter(|(_, word)| word.text == close || word.text == ".");
    // “John Moe, a Lund, Ore., teacher,”: the first of the ends that gives an office.
    let described = ends.filter_map(|(end, mark)| {
        let end = run.end + end + usize::from(mark.text != ".");
        let whole: Vec<Word<'_>> = words[from..end].iter().map(|word| word.moved(base)).collect();
        phrase::described(text, &whole)
    });
    described.into_iter().find(|one| !one.role.is_empty() && one.kind == ActorKind::Person).or(Some(one))
}

/// “Director of Services Ada Berg”: somebody whose name is the end of the run, behind the field of an office.
fn behind_field(text: &str, words: &[Word<'_>], run: &Range<usize>, base: usize) -> Option<Described> {
    let from = run.start.checked_sub(2)?;
    let is_office = words[from].is("role") && matches!(words[from + 1].text, "of" | "for");
    let near: Vec<Word<'_>> = words[from..run.end].iter().map(|word| word.moved(base)).collect();
    let one =
        phrase::described(text, &near).filter(|one| is_office && run.len() > 2 && one.name.contains(' '))?;
    let whole = text.get(near[2].start..near.last()?.end())?;
    let is_end = whole.len() > one.name.len() && whole.ends_with(&one.name);
    (is_end && one.kind == ActorKind::Person && !one.role.is_empty()).then_some(one)
}

/// “the president of the chamber, Hector Paz”: an office before a name, with a comma.
fn office_before(
    text: &str,
    words: &[Word<'_>],
    run: &Range<usize>,
    base: usize,
    name: &str,
) -> Option<Described> {
    /// Maximum length of an office, in words.
    const LONGEST: usize = 12;
    let comma = run.start.checked_sub(1).filter(|at| words[*at].text == ",")?;
    let is_part = |at: &usize| words[*at].is_word() || words[*at].text.starts_with(['\'', '’']);
    let reach = (comma.saturating_sub(LONGEST)..comma).rev().take_while(is_part);
    let is_start =
        |at: &usize| matches!(words[*at].text.to_lowercase().as_str(), "the" | "a" | "an" | "its" | "their");
    // “Counsel to the defendant”: the office starts before the preposition.
    let is_inside =
        |at: &usize| *at > 1 && PREPOSITIONS.contains(&words[*at - 1].text) && words[*at - 2].is("role");
    let is_first = |at: &usize| *at == 0 || is_sentence_end(&words[*at - 1]);
    let is_office = |at: &usize| words[*at].is("role") || words[*at].is("modifier");
    let starts = reach.filter(|at| is_start(at) && !is_inside(at) || is_first(at) && is_office(at));
    let starts: Vec<usize> = starts.collect();
    let offices = starts.into_iter().rev().map(|start| -> Vec<Word<'_>> {
        words[start..run.end].iter().map(|word| word.moved(base)).collect()
    });
    let mut described = offices.filter_map(|office| phrase::described(text, &office));
    described.find(|one| one.name == name && !one.role.is_empty())
}

/// Whether the next word makes the name an attribute, as in “Trump aides”: the person named takes no part.
fn is_named_after(next: &Word<'_>) -> bool {
    let is_verb = matches!(next.text, "reports" | "records" | "documents" | "heads" | "figures");
    let is_noun = ["group", "role", "organisation", "document"].iter().any(|list| next.is(list));
    !next.is_capital() && is_noun && !is_verb
}
