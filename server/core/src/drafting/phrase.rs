//! What the words that name a source say of it: “Health Minister Ada Berg”, “Jesse Moe, a spokesperson for the harbour
//! board”, “several officials”, “a source who asked not to be named”.

use super::described::{Described, Gender, Kind, Phrase};
use super::descriptions::{ends_as_adjective, is_age};
use super::words::{self, Word, is, is_name_word, runs};

const PRONOUNS: [&str; 12] =
    ["he", "she", "it", "they", "we", "i", "who", "which", "that", "him", "her", "them"];

const DETERMINERS: [&str; 14] =
    ["the", "this", "these", "those", "its", "his", "her", "their", "our", "my", "a", "an", "one", "another"];

const PREPOSITIONS: [&str; 13] =
    ["of", "for", "at", "in", "from", "with", "on", "to", "about", "by", "near", "familiar", "close"];

/// What was done with a document.
const MADE: [&str; 14] = [
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

/// Reads the words of a source; `None` if they say nothing that can be used.
pub fn read(text: &str) -> Option<Phrase> {
    let all = words::words(text, 0);
    let first = all.iter().position(Word::is_word)?;
    let last = all.iter().rposition(Word::is_word)?;
    // “Bloomberg's”
    let all = &all[first..=last.max(first)];
    if let [only] = all
        && PRONOUNS.contains(&only.text.to_lowercase().as_str())
    {
        return Some(Phrase::Pronoun(only.text.to_lowercase()));
    }
    if let Some(joint) = joint(text, all) {
        return Some(Phrase::Actors(joint));
    }
    described(text, all).map(|one| Phrase::Actors(vec![one]))
}

/// “Ada Berg and Jan Moe”, if each of them is named.
fn joint(text: &str, all: &[Word<'_>]) -> Option<Vec<Described>> {
    if !all.iter().any(|word| word.text == "and") || all.iter().any(|word| matches!(word.text, "(" | "who")) {
        return None;
    }
    let parts: Vec<&[Word<'_>]> =
        all.split(|word| matches!(word.text, "and" | ",")).filter(|part| !part.is_empty()).collect();
    let described: Option<Vec<Described>> = parts.iter().map(|part| head(text, part)).collect();
    described.filter(|all| {
        all.len() > 1
            && all.iter().all(|one| !one.name.is_empty())
            && !all[1..].iter().any(|one| one.name.len() < 2)
    })
}

/// One source: the words up to the first comma, and what stands behind it.
pub fn described(text: &str, all: &[Word<'_>]) -> Option<Described> {
    let ends = |(at, word): (usize, &Word<'_>)| {
        at > 0
            && (matches!(word.text, "," | "(" | "–" | "—" | "―" | "who" | "which" | "whose")
                || word.text == "including")
    };
    let cut = all.iter().enumerate().position(ends).unwrap_or(all.len());
    let mut one = head(text, &all[..cut])?;
    let rest = &all[cut..];
    if rest.first().is_some_and(|word| word.text == "(") {
        let end = rest.iter().position(|word| word.text == ")").unwrap_or(rest.len());
        let mut inside = span(text, &rest[1..end]);
        // “(R-Fla.)”
        if rest[..end].last().is_some_and(|last| text[last.end()..].starts_with(".)")) {
            inside.push('.');
        }
        if !one.name.is_empty() && !inside.is_empty() && rest[1..end].len() < 8 {
            one.role = if one.role.is_empty() { inside } else { format!("{} ({inside})", one.role) };
        }
    }
    if rest.iter().any(|word| matches!(word.text, "who" | "whose"))
        && one.kind == Kind::Unknown
        && (one.name.contains(' ') || one.name.is_empty())
    {
        one.kind = Kind::Person;
        one.anonymous |= one.name.is_empty() && !one.definite;
    }
    for part in rest.split(|word| matches!(word.text, "," | ")" | "(")).filter(|part| !part.is_empty()) {
        apposition(text, part, &mut one);
    }
    let whole = text.to_lowercase();
    let withheld = [
        "anonym",
        "not to be named",
        "not to be identified",
        "condition that",
        "name withheld",
        "declined to be named",
        "not authorised to",
        "not authorized to",
    ];
    if one.name.is_empty() && withheld.iter().any(|words| whole.contains(words)) {
        one.anonymous = true;
    }
    Some(one)
}

/// What stands behind a comma: the office of somebody named, or the name of somebody described.
fn apposition(text: &str, part: &[Word<'_>], one: &mut Described) {
    // “Ada Berg, 51,”
    if let [age] = part
        && is_age(age)
        && one.kind == Kind::Unknown
        && one.name.contains(' ')
    {
        one.kind = Kind::Person;
    }
    let runs = runs(part);
    if one.name.is_empty() {
        let is_whole = runs.first().is_some_and(|run| *run == (0..part.len()));
        if is_whole && matches!(one.kind, Kind::Person | Kind::Unknown | Kind::Organisation) {
            let Some(named) = head(text, part).filter(|named| !named.name.is_empty()) else { return };
            if one.kind == Kind::Person {
                one.role = std::mem::take(&mut one.phrase);
            }
            let kind = if one.kind == Kind::Person { Kind::Person } else { named.kind };
            *one = Described {
                kind,
                role: std::mem::take(&mut one.role),
                gender: one.gender.or(named.gender),
                ..named
            };
        }
        return;
    }
    let starts_small = part.first().is_some_and(|word| !word.is_capital());
    let is_office = part.iter().take(8).any(|word| word.is("role"));
    if (is_office
        || starts_small && part.len() > 1 && part[0].is("not") && matches!(part[0].text, "a" | "an" | "the"))
        && !matches!(part[0].text, "who" | "which" | "whose" | "including")
        && part.len() < 16
        && one.role.is_empty()
    {
        if is_office {
            one.kind = if one.kind == Kind::Unknown { Kind::Person } else { one.kind };
            one.gender = one.gender.or_else(|| gender(part));
        }
        // “a biologist who led the study”
        let end =
            part.iter().position(|word| matches!(word.text, "who" | "which" | "whose")).unwrap_or(part.len());
        one.role = span(text, without_article(&part[..end]));
    }
}

fn without_article<'a, 't>(part: &'a [Word<'t>]) -> &'a [Word<'t>] {
    match part.first() {
        Some(word) if matches!(word.text.to_lowercase().as_str(), "a" | "an" | "the") => &part[1..],
        _ => part,
    }
}

/// The text of words in one line.
fn span(text: &str, words: &[Word<'_>]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    text.get(first.start..last.end()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gender(words: &[Word<'_>]) -> Option<Gender> {
    words.iter().find_map(|word| {
        let he = word.is("he");
        (he || word.is("she")).then_some(if he { Gender::He } else { Gender::She })
    })
}

/// Whether somebody whose first name this is may be told from it.
pub fn gender_of_name(first: &str) -> Option<Gender> {
    match (is("he-name", first), is("she-name", first)) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    }
}

/// The words up to a comma.
fn head(text: &str, all: &[Word<'_>]) -> Option<Described> {
    let mut words = without_all(all);
    let mut one = Described::default();
    let small = |word: &Word<'_>| word.text.to_lowercase();
    let determiner = words.first().map(small).filter(|word| DETERMINERS.contains(&word.as_str()));
    if let Some(determiner) = &determiner {
        words = &words[1..];
        one.definite = !matches!(determiner.as_str(), "a" | "an" | "one" | "another");
    }
    // “Following Putin”, “After the vote”: no source.
    let is_small =
        |word: &Word<'_>| word.is("not") && !word.is("quantity") && !word.text.eq_ignore_ascii_case("former");
    // “Many said”: of whom it is many, the words do not tell.
    let is_share = words.last()?.text.starts_with("percent") || words.last()?.text == "%";
    if is_small(words.first()?) || is_share || words.iter().all(|word| word.is("quantity")) {
        return None;
    }
    words = &words[..words.len() - dated(words)];
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
    let cut = (1..words.len())
        .find(|at| PREPOSITIONS.contains(&words[*at].text) && !is_department(*at) || is_made(*at))
        .unwrap_or(words.len());
    if let Some(one) = named_behind(text, words, cut, determiner.as_deref()) {
        return Some(one);
    }
    let main = &words[..cut];
    let is_office =
        |word: &Word<'_>| word.is("role") || word.is("title") || word.is("short") || word.is("group");
    let office = main.iter().enumerate().rposition(|(at, word)| {
        is_office(word) && !is_surname(main, at) || at > 0 && is_department_word(main, at)
    });
    // “the Republican National Committee”
    let office = office.filter(|at| {
        let rest = &main[at + 1..];
        let is_person = rest.first().is_none_or(|first| gender_of_name(first.text).is_some());
        is_person || !is_name(main) || kind_of_name(rest, false) != Kind::Organisation
    });
    // “District collector Arvind Rao”: an office that no list has.
    let unlisted = || {
        let run = runs(main).pop().filter(|run| run.end == main.len() && run.len() > 1 && run.start > 0)?;
        let before = &main[run.start - 1];
        (before.is_word() && !before.is_capital()).then_some(run.start - 1)
    };
    let before = if office.is_none() { unlisted() } else { None };
    // “a jubilant Ada Berg”, “the deadlocked Supreme Court”; but “the cooper Owen Pryce”
    let is_praise = |at: &usize| {
        let is_new = determiner.as_deref().is_some_and(|word| matches!(word, "a" | "an"));
        let is_late = main[*at].text == "late" || ends_as_adjective(main[*at].text);
        is_new || is_late || kind_of_name(&main[at + 1..], false) == Kind::Organisation
    };
    // “the consultancy GrainView”, “the Austrian health agency AGES”
    let body = runs(main).pop().filter(|run| run.end == main.len() && run.start > 0 && office.is_none());
    let body = body.map(|run| run.start - 1).filter(|at| {
        !main[*at].is_capital() && main[*at].is("organisation") && gender_of_name(main[at + 1].text).is_none()
    });
    if let Some(at) = body {
        let name = &main[at + 1..];
        return Some(Described {
            kind: Kind::Organisation,
            name: span(text, name),
            head: main[at].text.to_owned(),
            definite: one.definite,
            ..one
        });
    }
    let name = match (office, before) {
        (Some(at), _) | (None, Some(at)) => &main[at + 1..],
        (None, None) => behind_possessive(main),
    };
    let office = office.or(before.filter(|at| !is_praise(at)));
    // “a Republican”
    let is_common = name.len() == 1
        && office.is_none()
        && determiner.as_deref().is_some_and(|word| matches!(word, "a" | "an" | "one" | "another"));
    let named: &[Word<'_>] = if is_name(name) && !is_common { name } else { &[] };
    if let (true, Some(office)) = (!named.is_empty(), office) {
        one.kind = Kind::Person;
        one.name = span(text, named);
        one.gender = gender(&main[..=office]).or_else(|| gender_of_name(named[0].text));
        let mut offices: Vec<Word<'_>> =
            main[..=office].iter().copied().skip_while(|word| word.is("title")).collect();
        // “Senator Dr. Ada Berg”
        while offices.len() > 1 && offices.last().is_some_and(|last| last.is("title")) {
            offices.pop();
        }
        one.role = span(text, &offices);
        let is_no_office = |word: &Word<'_>| {
            word.is("title") || matches!(word.text, "." | "rival" | "opponent" | "critic" | "supporter")
        };
        // “candidates Ada Berg and Jan Moe”: what both are is not what one is.
        if offices.iter().all(is_no_office) || offices.last().is_some_and(|last| last.is("group")) {
            one.role.clear();
        }
        return Some(one);
    }
    if !named.is_empty() {
        one.name = span(text, named);
        one.kind = kind_of_name(named, named.len() == main.len() && determiner.as_deref() == Some("the"));
        one.gender = if one.kind == Kind::Person { gender_of_name(named[0].text) } else { None };
        if cut < words.len() && one.kind != Kind::Person && words[cut].text == "of" {
            // “the Ministry of Health”, “Bank of England”
            one.name = span(text, words);
        } else if named.last().is_some_and(|last| last.is("organisation")) {
            // “Center for Responsive Politics”
            let is_part = |word: &&Word<'_>| is_name_word(word) || matches!(word.text, "and" | "the");
            let behind = words.get(cut + 1..).unwrap_or_default();
            let part = behind.iter().take_while(is_part).count();
            if matches!(words.get(cut).map(|word| word.text), Some("for" | "on" | "to" | "against"))
                && behind[..part].last().is_some_and(is_name_word)
            {
                one.name = span(text, &words[cut - named.len()..=cut + part]);
            }
        }
        return Some(one);
    }
    one.phrase = span(text, words);
    let noun = main.iter().rfind(|word| word.is_word())?;
    one.head = noun.text.to_lowercase();
    one.gender = gender(main);
    let counted = main[0].is("quantity") && determiner.is_none();
    // “contenders”, “attendees”: those who do something.
    let is_plural = !noun.is_capital()
        && ["ers", "ors", "ists", "ants", "ees", "ians"].iter().any(|end| noun.text.ends_with(end));
    one.kind = if noun.is("group") && noun.text != "police" || counted {
        Kind::Group
    } else if noun.is("role") {
        Kind::Person
    } else if noun.is("document") {
        Kind::Document
    } else if noun.is("organisation") {
        Kind::Organisation
    } else if is_plural {
        Kind::Group
    } else {
        Kind::Unknown
    };
    let indefinite = determiner.is_some() && !one.definite;
    let is_source = matches!(one.head.as_str(), "source" | "sources" | "insider" | "insiders");
    one.anonymous = is_source || one.kind == Kind::Person && indefinite;
    (one.kind != Kind::Unknown || determiner.is_some()).then_some(one)
}

/// “its head of communications Ada Berg”: a person behind what the office is for.
fn named_behind(text: &str, words: &[Word<'_>], cut: usize, determiner: Option<&str>) -> Option<Described> {
    let run = runs(words.get(cut..)?).pop().map(|run| run.start + cut..run.end + cut)?;
    let office = &words[..run.start];
    let last = office.last().filter(|last| last.is_word() && !last.is_capital())?;
    let is_held = words[..cut].last().is_some_and(|last| last.is("role"));
    let owned = determiner.is_some_and(|word| matches!(word, "its" | "his" | "her" | "their" | "our"));
    let name = &words[run.clone()];
    let is_person = owned || gender_of_name(name[0].text).is_some();
    let is_whole = run.end == words.len() && name.len() > 1 && run.start > cut + 1;
    let joins = PREPOSITIONS.contains(&last.text) || DETERMINERS.contains(&last.text) || last.text == "and";
    (is_held && is_person && is_whole && !joins).then(|| Described {
        kind: Kind::Person,
        name: span(text, name),
        role: span(text, office),
        gender: gender(office).or_else(|| gender_of_name(name[0].text)),
        ..Described::default()
    })
}

/// “all the Democrats”, “both of the drivers”
fn without_all<'a, 't>(words: &'a [Word<'t>]) -> &'a [Word<'t>] {
    match words {
        [all, of, rest @ ..] if is_all(all) && of.text == "of" && !rest.is_empty() => rest,
        [all, next, ..] if is_all(all) && matches!(next.text, "the" | "these" | "those" | "its") => {
            &words[1..]
        }
        _ => words,
    }
}

fn is_all(word: &Word<'_>) -> bool {
    matches!(word.text.to_lowercase().as_str(), "all" | "both")
}

/// The number of words at the end that say when: “a poll this month”.
fn dated(words: &[Word<'_>]) -> usize {
    const TIMES: [&str; 12] = [
        "week", "weekend", "month", "year", "decade", "spring", "summer", "autumn", "fall", "winter",
        "season", "night",
    ];
    match words {
        [_, .., which, time] if matches!(which.text, "this" | "last") && TIMES.contains(&time.text) => 2,
        _ => 0,
    }
}

/// “Gallup’s Ida Moe”: the person whose name stands behind the possessive.
fn behind_possessive<'a, 't>(main: &'a [Word<'t>]) -> &'a [Word<'t>] {
    let mark = main.iter().rposition(|word| matches!(word.text, "'s" | "’s"));
    let name = mark.map_or(main, |mark| &main[mark + 1..]);
    let is_person = name.len() > 1 && is_name(name) && kind_of_name(name, false) != Kind::Organisation;
    if is_person { name } else { main }
}

/// “Baker” is an office, but in “James Baker” it is a name.
fn is_surname(main: &[Word<'_>], at: usize) -> bool {
    let first = at.checked_sub(1).and_then(|before| main[..=before].iter().find(|word| is_name_word(word)));
    main[at].is_capital()
        && at + 1 == main.len()
        && first.is_some_and(|first| is("he-name", first.text) || is("she-name", first.text))
}

fn is_department_word(main: &[Word<'_>], at: usize) -> bool {
    main[at].is("department") && main[at - 1].text == "of" && at > 1
}

/// Whether words are one name, with a capital each.
fn is_name(words: &[Word<'_>]) -> bool {
    let found = runs(words);
    found.len() == 1 && found[0] == (0..words.len())
}

/// What bears a name of this form.
pub fn kind_of_name(name: &[Word<'_>], with_article: bool) -> Kind {
    let [first, .., last] = name else {
        let Some(only) = name.first() else { return Kind::Unknown };
        let letters = only.text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters > 1 && letters < 6 && !only.text.chars().any(char::is_lowercase);
        return if only.is("state") {
            Kind::State
        } else if only.is("outlet")
            || only.is("organisation")
            || with_article
            || capitals && !only.text.contains('.')
        {
            Kind::Organisation
        } else {
            Kind::Unknown
        };
    };
    let is_person = is("he-name", first.text) || is("she-name", first.text);
    if last.is("organisation") || last.is("outlet") && !is_person || first.is("organisation") || with_article
    {
        Kind::Organisation
    } else if is_person || name.iter().any(|word| word.is("tail")) {
        Kind::Person
    } else if name.iter().any(|word| word.is("organisation") || word.is("outlet")) {
        Kind::Organisation
    } else if name.iter().all(|word| word.is("state")) {
        Kind::State
    } else {
        Kind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::{Described, Phrase, read};

    fn told(text: &str) -> String {
        match read(text) {
            None => "nothing".into(),
            Some(Phrase::Pronoun(word)) => format!("pronoun {word}"),
            Some(Phrase::Actors(all)) => {
                let one = |one: &Described| {
                    let anonymous = if one.anonymous { " anonymous" } else { "" };
                    let name =
                        if one.name.is_empty() { format!("({})", one.phrase) } else { one.name.clone() };
                    let role = if one.role.is_empty() { String::new() } else { format!(" | {}", one.role) };
                    format!("{:?} {name}{role}{anonymous}", one.kind)
                };
                all.iter().map(one).collect::<Vec<_>>().join(" + ")
            }
        }
    }

    #[test]
    fn what_the_words_say() {
        for (text, expected) in [
            ("he", "pronoun he"),
            ("Putin", "Unknown Putin"),
            ("Russian President Vladimir Putin", "Person Vladimir Putin | Russian President"),
            (
                "Jesse Moe, a spokesperson for the harbour board",
                "Person Jesse Moe | spokesperson for the harbour board",
            ),
            ("Rep. John Mica (R-Fla.)", "Person John Mica | Rep. (R-Fla.)"),
            ("Mr. Moe", "Person Moe"),
            ("former Secretary of State Ada Berg", "Person Ada Berg | former Secretary of State"),
            ("US officials", "Group (US officials)"),
            (
                "Several cybersecurity firms, including Acme and Bolt's Nut",
                "Group (Several cybersecurity firms)",
            ),
            ("the Clinton campaign", "Organisation (Clinton campaign)"),
            ("a spokesman for the agency, Jan Moe", "Person Jan Moe | spokesman for the agency"),
            ("a resident who asked not to be named", "Person (resident) anonymous"),
            ("Ada Berg and Jan Moe", "Person Ada Berg + Person Jan Moe"),
            ("the Ministry of Health", "Organisation Ministry of Health"),
            ("James Baker", "Person James Baker"),
            ("Clinton spokesman Brian Fallon", "Person Brian Fallon | Clinton spokesman"),
            ("the report", "Document (report)"),
            ("Reuters", "Organisation Reuters"),
            ("it all", "nothing"),
            ("Many", "nothing"),
            ("all the drivers", "Group (drivers)"),
            ("Gallup’s Ida Moe", "Person Ida Moe"),
            ("China's Central Bank", "Organisation (China's Central Bank)"),
            ("a jubilant Ada Berg", "Person Ada Berg"),
            ("the deadlocked Supreme Court", "Organisation Supreme Court"),
            ("a Lutheran who left", "Person (Lutheran) anonymous"),
            ("former State Senator Dr. Ada Berg", "Person Ada Berg | former State Senator"),
            ("the Institute for Fiscal Studies", "Organisation Institute for Fiscal Studies"),
            ("the poll this month", "Document (poll)"),
            ("the contenders", "Group (contenders)"),
            ("the Republican National Committee", "Organisation Republican National Committee"),
            ("Judge Robert House", "Person Robert House | Judge"),
            ("its head of communications Silje Dahl", "Person Silje Dahl | head of communications"),
            ("head of the union Great Wall", "Person (head of the union Great Wall)"),
            ("the consultancy GrainView", "Organisation GrainView"),
            ("The Austrian health agency AGES", "Organisation AGES"),
            ("a study published on Friday in Water", "Document (study published on Friday in Water)"),
            ("a union poll released last month", "Document (union poll)"),
            ("19 percent", "nothing"),
            ("Ana Vik, 31, a nurse", "Person Ana Vik | nurse"),
            ("Zora Quill, 31,", "Person Zora Quill"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
