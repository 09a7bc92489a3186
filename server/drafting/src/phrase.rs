//! Parser for source phrases: “Health Minister Ada Berg”, “Jesse Moe, a spokesperson for the harbour board”, “several
//! officials”, “a source who asked not to be named”.

use super::described::{ActorKind, Described, Phrase};
use super::descriptions::is_age;
use super::heads::{gender, head, span};
use super::words::{self, Word, runs};

const PRONOUNS: [&str; 12] =
    ["he", "she", "it", "they", "we", "i", "who", "which", "that", "him", "her", "them"];

/// Parses the words of a source; `None` if they give no usable description.
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

/// Parses a single source: the words up to the first comma, and what follows it.
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
        && one.kind == ActorKind::Unknown
        && (one.name.contains(' ') || one.name.is_empty())
    {
        one.kind = ActorKind::Person;
        one.anonymous |= one.name.is_empty() && !one.definite;
    }
    for part in rest.split(|word| matches!(word.text, "," | ")" | "(")).filter(|part| !part.is_empty()) {
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
    let runs = runs(part);
    if one.name.is_empty() {
        let is_whole = runs.first().is_some_and(|run| *run == (0..part.len()));
        if is_whole && matches!(one.kind, ActorKind::Person | ActorKind::Unknown | ActorKind::Organisation) {
            let Some(named) = head(text, part).filter(|named| !named.name.is_empty()) else { return };
            if one.kind == ActorKind::Person {
                one.role = std::mem::take(&mut one.phrase);
            }
            let kind = if one.kind == ActorKind::Person { ActorKind::Person } else { named.kind };
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
            one.kind = if one.kind == ActorKind::Unknown { ActorKind::Person } else { one.kind };
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
