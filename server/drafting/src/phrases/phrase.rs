//! Parser for source phrases: “Health Minister Ada Berg”, “Jesse Moe, a spokesperson for the harbour board”, “several
//! officials”, “a source who asked not to be named”.

use crate::actors::bodies::whole_end_of_any;
use crate::phrases::described::{ActorKind, Described, Phrase};
use crate::phrases::descriptions::is_age;
use crate::phrases::heads::{PREPOSITIONS, gender, head, is_office_word, is_style_of_owner, span};
use crate::phrases::nouns::is_agent;
use crate::phrases::offices;
use crate::phrases::words::{self, Word, is, is_party_tag, runs};
use std::ops::Range;

const PRONOUNS: [&str; 12] =
    ["he", "she", "it", "they", "we", "i", "who", "which", "that", "him", "her", "them"];

/// Parses the words of a source; `None` if they give no usable description.
pub fn read(text: &str) -> Option<Phrase> {
    let all = words::words(text, 0);
    // “14:05 The fire service”: the time of an entry in a live blog.
    let time = match &all[..] {
        [hour, colon, minute, ..]
            if matches!(colon.text, ":" | ".") && is_number(hour) && is_number(minute) =>
        {
            3
        }
        // “1.50pm The mayor”
        [time, next, ..] if next.is_capital() && is_time(time.text) => 1,
        _ => 0,
    };
    let first = time + all.iter().skip(time).position(Word::is_word)?;
    let last = all.iter().rposition(Word::is_word)?;
    // “Second-placed Ada Berg”
    let first = if first < last && words::is_adjective(all[first].text) { first + 1 } else { first };
    // “Bloomberg's”, but “Ida Moe, head girl at St Bride's”
    let is_inside = all.iter().any(|word| word.text == ",");
    let is_owner = |word: &&Word<'_>| is_inside && matches!(word.text, "'s" | "’s");
    let last = last + usize::from(all.get(last + 1).as_ref().is_some_and(is_owner));
    let all = &all[first..=last.max(first)];
    if let [only] = all
        && PRONOUNS.contains(&only.text.to_lowercase().as_str())
    {
        return Some(Phrase::Pronoun(only.text.to_lowercase()));
    }
    // “Her Honour”, “His Excellency”
    if let [owner, style] = all
        && is_style_of_owner(Some(&owner.text.to_lowercase()), style)
    {
        let pronoun = if owner.text.eq_ignore_ascii_case("her") { "she" } else { "he" };
        return Some(Phrase::Pronoun(pronoun.into()));
    }
    // “Critics of the levy, like Ada Berg and Jan Moe,”
    let is_example = |at: &usize| {
        let behind = all.get(at + 2).is_some_and(|behind| behind.text == "as");
        all[*at].text == ","
            && (matches!(all[at + 1].text, "like" | "including") || all[at + 1].text == "such" && behind)
    };
    let end = (1..all.len().saturating_sub(2)).find(is_example).unwrap_or(all.len());
    let is_group = all[..end].iter().any(|word| word.is("group") && !word.is_capital());
    let all = if is_group || all[0].is("group") { &all[..end] } else { all };
    if let Some(joint) = joint(text, all).or_else(|| members(text, all)) {
        return Some(Phrase::Actors(joint));
    }
    described(text, all).map(|one| Phrase::Actors(vec![one]))
}

/// “1.50pm”, “14.05”
fn is_time(word: &str) -> bool {
    let digits = word.trim_end_matches("pm").trim_end_matches("am");
    digits.contains('.')
        && digits.len() < 6
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn is_number(word: &Word<'_>) -> bool {
    word.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// “Ada Berg and Jan Moe”, if each of them is named.
fn joint(text: &str, all: &[Word<'_>]) -> Option<Vec<Described>> {
    let bodies = bodies(all);
    // “Securities and Exchange Commission” is one.
    let is_inside = |word: &Word<'_>| bodies.iter().any(|body| body.contains(&word.start));
    if !all.iter().any(|word| word.text == "and" && !is_inside(word))
        || all.iter().any(|word| word.text == "who")
        || all.windows(2).any(|pair| pair[0].text == "(" && !is_party_tag(pair[1].text))
    {
        return None;
    }
    let parts: Vec<&[Word<'_>]> = all
        .split(|word| matches!(word.text, "and" | "," | "(" | ")") && !is_inside(word))
        .filter(|part| !part.is_empty() && !matches!(part, [tag] if is_party_tag(tag.text)))
        .collect();
    let described: Option<Vec<Described>> = parts.iter().map(|part| head(text, part)).collect();
    // “the Kestrel Gazette and the Moe newspaper chain”
    let is_one = |(at, one): (usize, &Described)| {
        !one.name.is_empty()
            || at > 0 && one.is_definite() && !one.is_owned() && one.kind == ActorKind::Organisation
    };
    described.filter(|all| {
        all.len() > 1 && all.iter().enumerate().all(is_one) && !all[1..].iter().any(|one| one.name.len() == 1)
    })
}

/// “the owners, Sam and Ida Berg of Marlow”: those who are named behind a noun in the plural.
fn members(text: &str, all: &[Word<'_>]) -> Option<Vec<Described>> {
    let comma = all.iter().position(|word| word.text == ",")?;
    let what = head(text, &all[..comma]).filter(|what| what.name.is_empty())?;
    let is_two = matches!(what.head.as_str(), "couple" | "pair" | "duo" | "parents" | "twins");
    let one = what.head.strip_suffix('s').filter(|one| !one.ends_with('s'));
    let is_office = |one: &&str| is("role", one) || offices::may_be_body(one) || is_agent(one);
    if !is_two && !one.is_some_and(|one| is_office(&one) || offices::is_kinship(one)) {
        return None;
    }
    let mut all = joint(text, &all[comma + 1..])?;
    // “Sam and Ida Berg”
    if let [first, last] = &mut all[..]
        && !first.name.contains(' ')
        && let Some((_, family)) = last.name.split_once(' ')
        && ["organisation", "outlet", "state", "firm"].iter().all(|list| !is(list, &first.name))
        && last.kind != ActorKind::Organisation
    {
        first.name = format!("{} {family}", first.name);
        (first.kind, last.kind) = (ActorKind::Person, ActorKind::Person);
    }
    // Somebody named beside a person is one, too.
    let is_of_people = all.iter().any(|one| one.kind == ActorKind::Person);
    for one in all.iter_mut().filter(|one| is_of_people && one.kind == ActorKind::Unknown) {
        one.kind = ActorKind::Person;
    }
    let role = one.filter(is_office).map(|one| what.phrase.replacen(&what.head, one, 1));
    let role = role.filter(|role| !role.split(' ').next().is_some_and(|first| is("quantity", first)));
    for one in &mut all {
        if one.role.is_empty() && one.kind != ActorKind::Organisation {
            one.role = role.clone().unwrap_or_default();
        }
    }
    Some(all)
}

/// Byte ranges of names and of offices with their fields; marks inside them end nothing.
fn bodies(all: &[Word<'_>]) -> Vec<Range<usize>> {
    let range = |run: Range<usize>| all[run.start].start..all[whole_end_of_any(all, &run) - 1].end();
    runs(all).into_iter().map(range).collect()
}

/// Parses a single source: the words up to the first comma, and what follows it.
pub fn described(text: &str, all: &[Word<'_>]) -> Option<Described> {
    let bodies = bodies(all);
    let is_inside = |word: &Word<'_>| bodies.iter().any(|body| body.contains(&word.start));
    let ends = |(at, word): (usize, &Word<'_>)| {
        at > 0
            && !is_inside(word)
            && (matches!(word.text, "," | "(" | "–" | "—" | "―" | "who" | "which" | "whose")
                || word.text == "including")
    };
    let cut = all.iter().enumerate().position(ends).unwrap_or(all.len());
    let rest = &all[cut..];
    // “Acme Foods Co. (ACM.N)”
    let before = match &all[..cut] {
        [before @ .., dot] if dot.text == "." && before.last().is_some_and(|last| last.is("firm")) => before,
        before => before,
    };
    let mut one = match head(text, before) {
        Some(one) => one,
        None => one_of_several(text, before, rest)?,
    };
    if let Some(holder) = holder_behind(text, before, rest, &one) {
        one = holder;
    }
    // “Acme Foods (ACM.N) chief executive Ada Berg”
    if let Some(holder) = holder_behind_ticker(text, rest) {
        return Some(holder);
    }
    if rest.first().is_some_and(|word| word.text == "(") {
        let end = rest.iter().position(|word| word.text == ")").unwrap_or(rest.len());
        let mut inside = span(text, &rest[1..end]);
        // “(R-Fla.)”
        if rest[..end].last().is_some_and(|last| text[last.end()..].starts_with(".)")) {
            inside.push('.');
        }
        // “(chairman)”, “(R-Fla.)” behind an office; not “(TPA)”, “(rtd.)”, “(Lab., Oldcastle)”
        let is_tag = matches!(&rest[1..end], [only] if is_party_tag(only.text)) && !one.role.is_empty();
        let is_office = rest[1..end].iter().any(|word| word.is("role") || word.is("office-behind"));
        let is_party = rest.get(1).is_some_and(|first| first.is("party"));
        let is_role = one.kind != ActorKind::Organisation && (is_tag || is_office && !is_party);
        if !one.name.is_empty() && !inside.is_empty() && rest[1..end].len() < 8 && is_role {
            one.role = if one.role.is_empty() { inside } else { format!("{} ({inside})", one.role) };
        }
    }
    if rest.iter().any(|word| matches!(word.text, "who" | "whose"))
        && one.kind == ActorKind::Unknown
        && (one.name.contains(' ') || one.name.is_empty())
    {
        one.kind = ActorKind::Person;
        one.anonymous |= one.name.is_empty() && !one.is_definite();
    }
    let parts = rest.split(|word| matches!(word.text, "," | ")" | "(") && !is_inside(word));
    for part in parts.filter(|part| !part.is_empty()) {
        apposition(text, part, &mut one);
    }
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
    if one.name.is_empty() {
        let whole = text.to_lowercase();
        one.anonymous |= withheld.iter().any(|words| whole.contains(words));
    }
    Some(one)
}

/// “Hetman of Lund Council, Cllr Ada Berg”: a title and a name behind an office in no list, which a body's complement makes
/// look like a name.
fn holder_behind(text: &str, office: &[Word<'_>], rest: &[Word<'_>], one: &Described) -> Option<Described> {
    let [comma, rest @ ..] = rest else { return None };
    let styled = &rest[style(rest)..];
    let end = styled.iter().position(|word| !word.is_word()).unwrap_or(styled.len());
    let part = &styled[..end];
    let is_titled = part.first().is_some_and(|first| first.is("title") || first.is("short"));
    let is_whole = runs(part).first().is_some_and(|run| *run == (0..part.len()));
    let of = office.iter().position(|word| matches!(word.text, "of" | "for"))?;
    let (role, noun) = (without_article(office), &office[..of]);
    let is_body = |word: &Word<'_>| word.is("organisation") || word.is("outlet") || word.is("firm");
    let is_office =
        !one.name.is_empty() && one.gender.is_none() && !noun.iter().any(is_body) && noun.len() < 4;
    let named = head(text, part).filter(|_| comma.text == "," && is_titled && is_whole && is_office)?;
    (!named.name.is_empty()).then(|| Described { kind: ActorKind::Person, role: span(text, role), ..named })
}

/// “(ACM.N) chief executive Ada Berg”: an office and a name directly behind parentheses.
fn holder_behind_ticker(text: &str, rest: &[Word<'_>]) -> Option<Described> {
    /// Maximum number of words between the parentheses.
    const LONGEST: usize = 4;
    let [open, inside @ ..] = rest else { return None };
    let close = inside.iter().take(LONGEST + 1).position(|word| word.text == ")")?;
    let behind = &inside[close + 1..];
    let end = behind.iter().position(|word| !word.is_word()).unwrap_or(behind.len());
    let is_office = behind.first().is_some_and(|first| first.is_word() && !first.is_capital());
    let named = head(text, &behind[..end]).filter(|_| open.text == "(" && is_office)?;
    (named.name.contains(' ') && !named.role.is_empty() && named.kind == ActorKind::Person).then_some(named)
}

/// “one of them, Ada Berg, 26”: the name behind a comma.
fn one_of_several(text: &str, head_words: &[Word<'_>], rest: &[Word<'_>]) -> Option<Described> {
    let [one, of, _] = head_words else { return None };
    if !one.text.eq_ignore_ascii_case("one") || of.text != "of" {
        return None;
    }
    let name = rest.strip_prefix(rest.get(..1)?)?;
    let end = name.iter().position(|word| !word.is_word()).unwrap_or(name.len());
    let is_whole = runs(&name[..end]).first().is_some_and(|run| *run == (0..end));
    head(text, &name[..end]).filter(|one| is_whole && !one.name.is_empty())
}

/// Number of words of the style before a title: two in “the Rt Rev. Ada Berg”.
fn style(part: &[Word<'_>]) -> usize {
    let is_style = |word: &&Word<'_>| {
        matches!(word.text, "the" | "a" | "Rt" | "Right" | "Most" | "Very" | "Hon" | "Hon." | "Honourable")
    };
    let styles = part.iter().take_while(is_style).count();
    let is_titled = part.get(styles).is_some_and(|next| next.is("title"));
    if styles > 1 || styles == 1 && is_titled { styles } else { 0 }
}

/// Apposition after a comma: the office of somebody named, or the name of somebody described.
fn apposition(text: &str, part: &[Word<'_>], one: &mut Described) {
    // “Ada Berg, 51,”
    if let [age] = part
        && is_age(age)
        && one.kind == ActorKind::Unknown
        && one.name.contains(' ')
    {
        one.kind = ActorKind::Person;
    }
    let part = &part[style(part)..];
    let runs = runs(part);
    if one.name.is_empty() {
        // “cardiologist Ada Berg”
        let is_held = runs.last().is_some_and(|run| {
            run.end == part.len()
                && run.len() > 1
                && run.start.checked_sub(1).is_some_and(|at| is_office_word(&part[at]))
                && part[..run.start].iter().all(|word| word.is_word() && !word.is_capital())
        });
        let is_whole = runs.first().is_some_and(|run| *run == (0..part.len())) && !is_place(one, part);
        let is_whole = is_whole || is_held && one.kind == ActorKind::Person;
        // “the vessel's owners, Marlow Lines”
        let is_parties = one.head.strip_suffix('s').is_some_and(offices::may_be_body);
        let may_be_named =
            matches!(one.kind, ActorKind::Person | ActorKind::Unknown | ActorKind::Organisation)
                || is_parties;
        if is_whole && may_be_named {
            let Some(named) = head(text, part).filter(|named| !named.name.is_empty()) else { return };
            let is_of = |word: &str| {
                matches!(word, "his" | "her" | "their") || word.ends_with("'s") || word.ends_with("’s")
            };
            let is_kin = offices::is_kinship(&one.head)
                && (one.is_owned() || one.phrase == one.head || one.phrase.split(' ').any(is_of));
            // “Police Commissioner, FCT, Ada Berg”, “a spokesman for the ferry operator, Marlow Lines”
            let may_be_body = offices::may_be_body(&one.head);
            let is_body = named.kind == ActorKind::Organisation && named.gender.is_none();
            if one.kind == ActorKind::Person && is_body && !may_be_body || is_parties && !is_body {
                return;
            }
            if one.kind == ActorKind::Person && !is_kin {
                one.role = std::mem::take(&mut one.phrase);
                // “a 32-year-old nurse”
                let age = one.role.find(' ').filter(|end| words::is_adjective(&one.role[..*end]));
                if let Some(end) = age {
                    one.role.drain(..=end);
                }
            }
            // “the plant's operator, Aqua Vaal”, but “a contractor, Bora Demir”
            let is_firm = may_be_body && is_body || offices::is_trade(&one.head) && one.is_definite();
            let kind = if one.kind == ActorKind::Person && !is_firm { ActorKind::Person } else { named.kind };
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
    // “a Traverse Bay, Mich., teacher”, “at lunch”
    let is_no_role = matches!(one.kind, ActorKind::Organisation | ActorKind::State)
        || !is_office && part[1..].iter().all(|word| word.is_capital() || word.text == ".")
        || part.last().is_some_and(|last| last.is("time"))
        || is_clause(part)
        || part.iter().take_while(|word| !is_relative(word)).any(|word| offices::is_finite(word.text));
    if is_no_role {
        return;
    }
    // “Acas, the conciliation service,”, “Unia, the union that represents the crews,”
    let is_end = |word: &Word<'_>| PREPOSITIONS.contains(&word.text) || is_relative(word);
    let noun = part.iter().position(is_end).unwrap_or(part.len());
    let is_what = noun > 1 && matches!(part[0].text, "a" | "an" | "the") && part[noun - 1].is("organisation");
    let may_be_body = matches!(one.kind, ActorKind::Unknown | ActorKind::Organisation);
    if is_what && may_be_body && !part[..noun].iter().any(|word| word.is("role")) {
        one.kind = ActorKind::Organisation;
        part[noun - 1].text.clone_into(&mut one.head);
        return;
    }
    if (is_office
        || starts_small && part.len() > 1 && part[0].is("not") && matches!(part[0].text, "a" | "an" | "the"))
        && !matches!(part[0].text, "who" | "which" | "whose" | "including")
        && part.len() < 16
        && one.role.is_empty()
    {
        if is_office {
            one.kind = if one.kind == ActorKind::Unknown { ActorKind::Person } else { one.kind };
            one.gender = one.gender.or_else(|| gender(part));
        }
        // “a biologist who led the study”
        let end = part.iter().position(is_relative).unwrap_or(part.len());
        let role = without_article(&part[..end]);
        // “a 32-year-old nurse”
        let role =
            if role.first().is_some_and(|first| words::is_adjective(first.text)) { &role[1..] } else { role };
        // “the suspect's father”
        let is_relative = |word: &Word<'_>| offices::is_kinship(&word.text.to_lowercase());
        // “a mother of three”
        let is_parent = role.first().is_some_and(is_relative)
            && role.get(1).is_some_and(|next| matches!(next.text, "of" | "to"));
        let is_kin = is_parent || role.last().is_some_and(is_relative);
        let has_owner = role.len() == 1
            || is_parent
            || role.iter().any(|word| matches!(word.text, "'s" | "’s" | "his" | "her" | "their" | "its"));
        if !(is_kin && has_owner) {
            one.role = span(text, role);
        }
    }
}

/// “remembers a quieter man”: a verb and its object behind a name.
fn is_clause(part: &[Word<'_>]) -> bool {
    let [verb, object, ..] = part else { return false };
    let is_object = matches!(object.text, "a" | "an" | "the" | "his" | "her" | "their");
    is_object
        && !verb.is_capital()
        && verb.text.ends_with('s')
        && !verb.text.ends_with("ss")
        && !verb.is("group")
}

fn is_relative(word: &Word<'_>) -> bool {
    matches!(word.text, "who" | "which" | "whose" | "that")
}

/// “a teacher in Traverse Bay, Mich.”, “an agency in Oslo, Norway”: a place behind a place.
fn is_place(one: &Described, part: &[Word<'_>]) -> bool {
    let is_in = |pair: &[&str]| {
        matches!(pair[0], "in" | "from" | "at" | "near" | "of") && pair[1].starts_with(char::is_uppercase)
    };
    let words: Vec<&str> = one.phrase.split(' ').collect();
    match part {
        [only] => only.is("state") || only.text.ends_with('.') || words.windows(2).any(is_in),
        _ => false,
    }
}

fn without_article<'a, 't>(part: &'a [Word<'t>]) -> &'a [Word<'t>] {
    match part.first() {
        Some(word) if matches!(word.text.to_lowercase().as_str(), "a" | "an" | "the" | "another" | "one") => {
            if part.get(1).is_some_and(|next| next.text == "of") {
                part
            } else {
                &part[1..]
            }
        }
        _ => part,
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
            ("councillor Ada Berg (Plain Party)", "Person Ada Berg | councillor"),
            ("Ada Berg (Lab., Oldcastle)", "Person Ada Berg"),
            ("Gen. Ada Berg (rtd.)", "Person Ada Berg | Gen."),
            ("Ada Berg (chairwoman)", "Person Ada Berg | chairwoman"),
            ("Police Commissioner, FCT, Ada Berg", "Person Ada Berg | Police Commissioner"),
            (
                "Sen. Ada Berg (D-Bronx) and Assemblywoman Jo Moe",
                "Person Ada Berg | Sen. + Person Jo Moe | Assemblywoman",
            ),
            ("Ngo Thi Mai", "Unknown Ngo Thi Mai"),
            ("Bank of Marlow Governor Sato Haruki", "Person Sato Haruki | Bank of Marlow Governor"),
            (
                "A witness in the trial of ex-governor Ada Berg",
                "Person (witness in the trial of ex-governor Ada Berg) anonymous",
            ),
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
            ("Second-placed Ida Moe", "Person Ida Moe"),
            ("one of them, Ida Moe, 26", "Person Ida Moe"),
            ("Ada Berg, remembers a quieter man", "Person Ada Berg"),
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
            ("19 percent", "Group (19 percent)"),
            ("Ana Vik, 31, a nurse", "Person Ana Vik | nurse"),
            ("Zora Quill, 31,", "Person Zora Quill"),
            ("Ann Lowe MP", "Person Ann Lowe | MP"),
            ("the Dean of Marlow, the Rt Rev. Ada Berg", "Person Ada Berg | Dean of Marlow"),
            ("Dr. Martin Luther King III", "Person Martin Luther King III"),
            ("Ann Lowe OBE", "Person Ann Lowe"),
            ("Tove Lindgren, PhD,", "Person Tove Lindgren"),
            ("Ian Burke TD", "Person Ian Burke | TD"),
            ("Mr. King", "Person King"),
            ("Smt. Lata Rao", "Person Lata Rao"),
            ("Barr. Uche Obi", "Person Uche Obi"),
            ("Dame Moira", "Person Moira"),
            ("von Stein", "Unknown von Stein"),
            ("van den Brul", "Unknown van den Brul"),
            ("Idris al-Rashid", "Person Idris al-Rashid"),
            ("John Kamin, a Traverse Bay, Mich., teacher", "Person John Kamin | teacher"),
            ("Rep. Dora Quill, R-W.Va.", "Person Dora Quill | Rep."),
            ("Sens. Dora Quill", "Person Dora Quill | Sen."),
            (
                "MEC for Joint Governance and Rural Affairs, Jonas Tolo",
                "Person Jonas Tolo | MEC for Joint Governance and Rural Affairs",
            ),
            (
                "Union Party for the People leader Yuri Tanabe",
                "Person Yuri Tanabe | Union Party for the People leader",
            ),
            (
                "the Bureau of Fisheries and Aquatic Resources",
                "Organisation Bureau of Fisheries and Aquatic Resources",
            ),
            ("the Securities and Exchange Commission", "Organisation Securities and Exchange Commission"),
            ("the Committee for a Sound Budget", "Organisation Committee for a Sound Budget"),
            ("The Tolvik Port Authority (TPA)", "Organisation Tolvik Port Authority"),
            ("Last night Ada Berg", "nothing"),
            ("Worryingly", "nothing"),
            ("Q", "nothing"),
            ("villagers", "Group (villagers)"),
            ("Friend texted Dana Quill's security", "nothing"),
            ("another producer", "Person (another producer) anonymous"),
            ("14:05 The fire service", "Organisation (fire service)"),
            ("the owner, Harrow & Sons", "Organisation Harrow & Sons | owner"),
            ("Her neighbour Tom Hale", "Person Tom Hale"),
            ("Tim Hale, the suspect's father,", "Person Tim Hale"),
            ("Researchers led by Ida Moe", "Group (Researchers led by Ida Moe)"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
