//! Names of bodies that go on behind “of”, “for” and “and”: “Bureau of Fisheries and Aquatic Resources”.

use crate::phrases::described::ActorKind;
use crate::phrases::names::{gender_of_name, kind_of_name};
use crate::phrases::words::{Word, first_run, is, is_name_word};
use std::ops::Range;

/// Maximum number of parts of a name that are joined by small words.
const PARTS: usize = 5;

/// End of the body's name that starts with the run of capitalised words; that of the run if it does not go on.
pub fn whole_end(words: &[Word<'_>], run: &Range<usize>) -> usize {
    let first = &words[run.clone()];
    let mut end = run.end;
    let mut is_of = false;
    if !first.iter().any(is_body_word) {
        return match joined_by_and(words, run) {
            Some(joined) => whole_end_from(words, joined, false),
            None => end,
        };
    }
    if let Some(joined) = joined_by_and(words, run) {
        end = joined;
        is_of = true;
    }
    whole_end_from(words, end, is_of)
}

/// End of a body's name, or of an office with its field, that starts with the run of capitalised words: “Minister for Rivers,
/// Lakes and Ports”.
pub fn whole_end_of_any(words: &[Word<'_>], run: &Range<usize>) -> usize {
    let is_office =
        is_office_noun(&words[run.end - 1]) && words.get(run.end).is_some_and(|link| link.text == "for");
    if is_office { whole_end_from(words, run.end, false) } else { whole_end(words, run) }
}

/// Whether a word at the end of capitalised ones makes them an office: “Cabinet Member”.
pub fn is_office_noun(word: &Word<'_>) -> bool {
    word.is("role") || matches!(word.text, "Member" | "Lead" | "Spokesperson")
}

/// End of a body's name of which the words up to `end` are known, some of them behind “of” or the like.
fn whole_end_from(words: &[Word<'_>], mut end: usize, mut is_of: bool) -> usize {
    for _ in 0..PARTS {
        let Some(link) = words.get(end) else { break };
        let is_link = matches!(link.text, "of" | "for" | "on" | "against");
        let next = if is_link || link.text == "to" && is_cause(&words[end - 1]) {
            next_part(words, end + 1)
        } else if matches!(link.text, "and" | "&") && is_of {
            next_part(words, end + 1).filter(|part| part.start == end + 1 && is_topic(&words[part.clone()]))
        } else if link.text == "," && is_of {
            listed(words, end)
        } else {
            None
        };
        let Some(next) = next else { break };
        is_of = true;
        end = next.end;
    }
    end
}

/// “…, Lakes and Ports”: topics behind a comma, up to the one behind “and”.
fn listed(words: &[Word<'_>], comma: usize) -> Option<Range<usize>> {
    /// Maximum number of topics.
    const MANY: usize = 5;
    let mut end = comma;
    for _ in 0..MANY {
        let is_and = |at: usize| words.get(at).is_some_and(|word| matches!(word.text, "and" | "&"));
        let has_comma = words.get(end).is_some_and(|word| word.text == ",");
        let is_last = is_and(end + usize::from(has_comma));
        if !has_comma && !is_last {
            return None;
        }
        let start = end + usize::from(has_comma) + usize::from(is_last);
        let part = next_part(words, start)
            .filter(|part| part.start == start && is_listed_topic(&words[part.clone()]))?;
        // “…, Food & Rural Affairs”
        let is_last = is_last || words[part.clone()].iter().any(|word| word.text == "&");
        if is_last && is_topic(&words[part.clone()]) {
            return Some(comma + 1..part.end);
        }
        if is_last {
            return None;
        }
        end = part.end;
    }
    None
}

/// Whether a part of a list of topics is one: “Food”, unless it names a person, a state or a body.
fn is_listed_topic(part: &[Word<'_>]) -> bool {
    let is_other =
        |word: &Word<'_>| ["state", "outlet", "firm"].iter().any(|list| word.is(list)) && !word.is("topic");
    let is_body = part.last().is_some_and(|last| last.is("organisation") && !is_topic(part));
    !part.iter().any(is_other) && !is_body && kind_of_name(part, false) != ActorKind::Person
}

/// “Alliance to Save Our Canals”
fn is_cause(word: &Word<'_>) -> bool {
    matches!(word.text, "Alliance" | "Coalition" | "Campaign" | "Committee" | "Fund" | "Network" | "League")
}

/// Capitalised words at an index, possibly behind “the” or “a”.
fn next_part(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let skipped = usize::from(words.get(at).is_some_and(|word| matches!(word.text, "the" | "a" | "an")));
    let start = at + skipped;
    let is_near = |at: usize| words[at].start.saturating_sub(words[at - 1].end()) == 1;
    if !words
        .get(start)
        .is_some_and(|word| is_name_word(word) || word.is_capital() && word.is("organisation"))
        || !(at..=start).all(|at| at > 0 && is_near(at))
    {
        return None;
    }
    let part_end =
        |from: usize| first_run(&words[from..]).filter(|run| run.start == 0).map(|run| from + run.end);
    let mut end = part_end(start).unwrap_or(start + 1);
    // “Save Our Canals”
    if words.get(end).is_some_and(|word| matches!(word.text, "Our" | "All" | "Your" | "Every")) {
        end = part_end(end + 1).unwrap_or(end);
    }
    let length = end - start;
    let part = &words[start..start + length];
    // “the office of Ada Berg”, “a spokesman for Mayor Berg”
    let is_person = gender_of_name(part[0].text).is_some()
        || part
            .iter()
            .any(|word| word.is("title") || word.is("short") || word.is("role") && !word.is("topic"));
    (!is_person).then_some(start..start + length)
}

/// “Securities and Exchange Commission”: what stands before “and” is a topic, and a body's last word behind it.
fn joined_by_and(words: &[Word<'_>], run: &Range<usize>) -> Option<usize> {
    let first = &words[run.clone()];
    let last = first.last()?;
    if !words.get(run.end).is_some_and(|word| matches!(word.text, "and" | "&")) {
        return None;
    }
    let is_body = last.is("organisation") && !last.is("topic") || last.is("outlet") || last.is("state");
    // “Economic and Ports Crimes Commission”
    let is_adjective = run.len() == 1 && ["ic", "al"].iter().any(|ending| last.text.ends_with(ending));
    let is_about = is_topic(first) || is_adjective;
    if is_body || !is_about || gender_of_name(first[0].text).is_some() {
        return None;
    }
    let next = next_part(words, run.end + 1).filter(|part| part.start == run.end + 1)?;
    let end = &words[next.end - 1];
    // “Marlow Fire and Rescue”
    let closes = if next.len() > 1 { end.is("organisation") } else { end.is("body") && run.len() > 1 };
    closes.then_some(next.end)
}

fn is_body_word(word: &Word<'_>) -> bool {
    (word.is("organisation") || word.is("committee") || word.text == "Ministry")
        && !matches!(word.text, "House" | "Press" | "Party")
        || matches!(
            word.text,
            "House" | "Museum" | "Party" | "Society" | "Academy" | "Alliance" | "Association"
        )
}

/// Whether the last word names what a body deals with: “Aquatic Resources”, “Development”.
fn is_topic(part: &[Word<'_>]) -> bool {
    const ENDINGS: [&str; 14] = [
        "ion", "ment", "ing", "ture", "ics", "ogy", "ity", "ance", "ence", "ship", "ies", "ces", "irs", "ers",
    ];
    let Some(last) = part.last() else { return false };
    let small = last.text.to_lowercase();
    let is_one = is("topic", &small)
        || small.len() > 4
            && (ENDINGS.iter().any(|ending| small.ends_with(ending))
                || small.ends_with('s') && !small.ends_with("ss"));
    is_one && !last.is("outlet") && kind_of_name(part, false) != ActorKind::Person
}

#[cfg(test)]
mod tests {
    use super::whole_end;
    use crate::phrases::words::{runs, words};

    #[test]
    fn a_body_goes_on_behind_small_words() {
        for (text, whole) in [
            ("Bureau of Fisheries and Aquatic Resources said", "Bureau of Fisheries and Aquatic Resources"),
            ("Department for Harbours said", "Department for Harbours"),
            ("Committee for a Sound Budget said", "Committee for a Sound Budget"),
            ("Securities and Exchange Commission said", "Securities and Exchange Commission"),
            ("Ministry of Water and Irrigation said", "Ministry of Water and Irrigation"),
            ("Museum of Canal History and Culture opened", "Museum of Canal History and Culture"),
            ("Union Party for the People leader", "Union Party for the People"),
            ("Alliance to Save Our Canals said", "Alliance to Save Our Canals"),
            ("University of Marlow and Acme Group said", "University of Marlow"),
            ("Office of Ada Berg said", "Office"),
            (
                "Department of Rivers, Local Government and Heritage said",
                "Department of Rivers, Local Government and Heritage",
            ),
            ("Ministry for Women, Family, and Sport said", "Ministry for Women, Family, and Sport"),
            ("Department for Ports, Food & Rural Affairs said", "Department for Ports, Food & Rural Affairs"),
            ("Ministry of Water, Leisure and Tourism said", "Ministry of Water, Leisure and Tourism"),
            ("Ministry of Health, Acme Group and Reuters said", "Ministry of Health"),
            ("Ministry of Health, Ada Berg and Jan Moe said", "Ministry of Health"),
            ("Economic and Ports Crimes Commission said", "Economic and Ports Crimes Commission"),
            ("Council of Ministers and Katie Bolt said", "Council of Ministers"),
            ("Marlow Fire and Rescue said", "Marlow Fire and Rescue"),
            ("Reuters and Acme Group said", "Reuters"),
            ("Ada Berg and Acme Group said", "Ada Berg"),
            ("Keller of Marlow said", "Keller"),
        ] {
            let all = words(text, 0);
            let run = runs(&all)[0].clone();
            let end = all[whole_end(&all, &run) - 1].end();
            assert_eq!(&text[..end], whole);
        }
    }
}
