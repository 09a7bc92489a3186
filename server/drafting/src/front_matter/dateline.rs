//! Datelines: “LUND, March 3 (Nordwire) – The ferry sank.”

use super::is_name_word;
use super::written_date::{day, find, is_weekday, month, words};

/// Words in capitals at the start of a text that are no places.
const LABELS: [&str; 20] = [
    "BREAKING",
    "UPDATE",
    "UPDATED",
    "EXCLUSIVE",
    "WATCH",
    "ANALYSIS",
    "OPINION",
    "CORRECTION",
    "VIDEO",
    "EDITORIAL",
    "INTERVIEW",
    "REVIEW",
    "LIVE",
    "FEATURE",
    "COMMENT",
    "NEWS",
    "SPORT",
    "ENDS",
    "NOTE",
    "WARNING",
];

/// Words within the name of a place that have no capital.
const SMALL: [&str; 16] =
    ["de", "la", "le", "les", "del", "do", "da", "du", "des", "au", "aux", "on", "upon", "of", "sur", "am"];

/// Dashes between a dateline and its text.
const DASHES: [&str; 7] = [" – ", " — ", " -- ", " - ", "— ", "–", "—"];

/// A dateline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Place, with its region if the dateline has one.
    pub place: String,
    /// Date, if it has a year.
    pub date: Option<String>,
    /// News agency in parentheses.
    pub agency: Option<String>,
}

/// Reads the dateline at the start of a paragraph. A place without region, date and agency must not be an abbreviation that
/// the article has elsewhere.
pub(super) fn read(paragraph: &str, article: &str) -> Option<Dateline> {
    /// Maximum length in bytes.
    const LONGEST: usize = 90;
    let place = place(paragraph)?;
    let behind = &paragraph[place.len()..];
    let start = &behind[..behind.floor_char_boundary(LONGEST)];
    let dash = DASHES.iter().filter_map(|dash| Some((start.find(dash)?, dash.len()))).min();
    let (details, text, has_dash) = if let Some((at, len)) = dash {
        (&behind[..at], behind[at + len..].trim_start(), true)
    } else {
        let end = end_of_date(behind)?;
        (&behind[..end], behind[end..].trim_start_matches(['.', ' ']), false)
    };
    let dateline = details_of(place, details)?;
    let starts = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'«(".contains(c));
    let is_alone = details.trim().is_empty();
    let is_abbreviation = || article.matches(place).count() > 1 || place.chars().count() < 4;
    let is_whole =
        if has_dash { starts && !(is_alone && is_abbreviation()) } else { text.is_empty() || starts };
    (is_whole && (has_dash || dateline.date.is_some())).then_some(dateline)
}

/// Words in capitals at the start.
fn place(paragraph: &str) -> Option<&str> {
    let is_capitals = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        !letters.is_empty()
            && letters.iter().all(|c| c.is_uppercase())
            && word.chars().all(|c| c.is_alphabetic() || "'’.-".contains(c))
    };
    let mut end = 0;
    for word in paragraph.split(' ') {
        let name = word.trim_end_matches([',', '–', '—']);
        if !is_capitals(name) {
            break;
        }
        let start = if end == 0 { 0 } else { end + 1 };
        end = start + name.len();
        if name.len() < word.len() {
            break;
        }
    }
    let place = &paragraph[..end];
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    // “THE EVENING REPORT” is a programme.
    let is_title = place.starts_with("THE ") && place.split(' ').count() > 2;
    let is_label = is_title || place.split(' ').any(|word| LABELS.contains(&word));
    (letters >= 3 && !is_label && place.split(' ').count() <= 4 && !place.ends_with('.')).then_some(place)
}

/// Byte offset behind a date with a year, if a text without a dash starts with one.
fn end_of_date(text: &str) -> Option<usize> {
    let head = text.strip_prefix(", ")?;
    let end = head.char_indices().filter(|(_, c)| *c == '.').map(|(at, _)| at).chain([head.len()]);
    let whole = end.into_iter().find(|end| {
        let words = words(&head[..*end]);
        find(&words).is_some_and(|(found, _)| found == (0..words.len()))
    })?;
    Some(2 + whole)
}

/// Reads what is between the place and the dash; `None` if a part of it is no region, date or agency.
fn details_of(place: &str, details: &str) -> Option<Dateline> {
    let (before, agency) = match details.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((before, agency)) => (before, Some(agency.trim())),
        None => (details, None),
    };
    let is_agency = |name: &str| name.split(' ').all(is_name_word) && !name.is_empty();
    if agency.is_some_and(|name| !is_agency(name)) {
        return None;
    }
    let mut all = words(before.trim());
    let date = find(&all).map(|(found, date)| {
        all.drain(found);
        date
    });
    let at_month = all.iter().position(|word| month(word).is_some() && *word != "MAY");
    if let Some(at) = at_month.filter(|_| date.is_none()) {
        let is_day =
            |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(|word| day(word).is_some());
        if is_day(Some(at + 1)) {
            all.drain(at..at + 2);
        } else if is_day(at.checked_sub(1)) {
            all.drain(at - 1..=at);
        } else {
            return None;
        }
    }
    all.retain(|word| !is_weekday(word));
    let is_region = all.len() <= 3
        && all.iter().all(|word| is_name_word(word))
        && (all.is_empty() || before.starts_with(','));
    if !is_region {
        return None;
    }
    let mut named = capitalized(place);
    if !all.is_empty() {
        named = format!("{named}, {}", all.join(" "));
    }
    Some(Dateline { place: named, date, agency: agency.map(str::to_owned) })
}

/// Name of a place without the capitals of datelines.
fn capitalized(place: &str) -> String {
    let capital = |word: &str| -> String {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
    };
    let part = |(at, word): (usize, &str)| {
        let small = word.to_lowercase();
        if at > 0 && SMALL.contains(&small.as_str()) { small } else { capital(word) }
    };
    let word = |(at, word): (usize, &str)| {
        if word.contains('.') && word.len() <= 4 && !word.eq_ignore_ascii_case("st.") {
            return word.to_owned();
        }
        let parts: Vec<String> =
            word.split('-').enumerate().map(|(inner, text)| part((at + inner, text))).collect();
        parts.join("-")
    };
    place.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::read;

    fn found(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        read(text, text).map(|dateline| (dateline.place, dateline.date, dateline.agency))
    }

    #[test]
    fn datelines_are_read() {
        for (text, place, date, agency) in [
            ("LUND – The ferry sank.", "Lund", None, None),
            ("LUND — “It sank,” he said.", "Lund", None, None),
            ("LUND, March 3 - The ferry sank.", "Lund", None, None),
            ("LUND, 3 March 2014 -- The ferry sank.", "Lund", Some("2014-03-03"), None),
            (
                "LUND, March 3, 2014 (Nordwire) - The ferry sank.",
                "Lund",
                Some("2014-03-03"),
                Some("Nordwire"),
            ),
            ("LUND (Nordwire) — The ferry sank.", "Lund", None, Some("Nordwire")),
            ("LUND, Monday – The ferry sank.", "Lund", None, None),
            ("NEW LUND, Mont. — The ferry sank.", "New Lund, Mont.", None, None),
            ("ST. LUND-SUR-MER, South Ria – The ferry sank.", "St. Lund-sur-Mer, South Ria", None, None),
            ("CAPE LUND, Fla., Aug. 3, 1971—The ferry sank.", "Cape Lund, Fla.", Some("1971-08-03"), None),
            ("RIO DE LUND – The ferry sank.", "Rio de Lund", None, None),
            ("LUND, March 3, 2014", "Lund", Some("2014-03-03"), None),
            ("LUND, Feb. 6, 2014. The ferry sank.", "Lund", Some("2014-02-06"), None),
        ] {
            let expected = (place.to_owned(), date.map(str::to_owned), agency.map(str::to_owned));
            assert_eq!(found(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_starts_are_none() {
        for text in [
            "",
            "THE ferry sank.",
            "LUND: The ferry sank.",
            "LUND. The ferry sank.",
            "THE EVENING REPORT, 3 March 2014",
            "BREAKING – The ferry sank.",
            "UNO – The body known as UNO said so.",
            "UNIDO – the body – said so.",
            "UNIDO – The body known as UNIDO said so.",
            "LUND, where it rained – The ferry sank.",
            "LUND, who knew – The ferry sank.",
            "LUND (where it rained) – The ferry sank.",
            "Lund – The ferry sank.",
            "ANNA: I saw it – It sank.",
            "LUND, March 3, 2014, was a wet day in all of the county.",
            "A B – C",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
