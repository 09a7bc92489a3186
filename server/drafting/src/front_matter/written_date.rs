//! Dates in words, with a year: “3 March 2014”, “March 3, 2014”, “2014-03-03”.

use ascribe_language::dates;
use ascribe_language::lexicon;
use std::ops::Range;

/// Words that a line with nothing but the date may have besides.
const AROUND: [&str; 24] = [
    "published",
    "posted",
    "first",
    "on",
    "at",
    "date",
    "the",
    "of",
    "am",
    "pm",
    "a.m",
    "p.m",
    "gmt",
    "utc",
    "bst",
    "et",
    "le",
    "à",
    "den",
    "uhr",
    "el",
    "il",
    "publié",
    "veröffentlicht",
];

/// Names of the months in other languages, in lower case.
const MONTHS: [&[&str]; 12] = [
    &["januar", "januari", "janvier", "enero", "gennaio", "janeiro", "stycznia"],
    &["februar", "februari", "février", "febrero", "febbraio", "fevereiro", "lutego"],
    &["märz", "maart", "mars", "marts", "marzo", "março", "marca"],
    &["avril", "abril", "aprile", "kwietnia"],
    &["mai", "maj", "mei", "mayo", "maggio", "maio", "maja"],
    &["juni", "juin", "junio", "giugno", "junho", "czerwca"],
    &["juli", "juillet", "julio", "luglio", "julho", "lipca"],
    &["augustus", "augusti", "août", "agosto", "sierpnia"],
    &["septembre", "septiembre", "setiembre", "settembre", "setembro", "września"],
    &["oktober", "octobre", "octubre", "ottobre", "outubro", "października"],
    &["novembre", "noviembre", "novembro", "listopada"],
    &["dezember", "desember", "décembre", "diciembre", "dicembre", "dezembro", "grudnia"],
];

/// Date in a line that has nothing else. A line that says when the article was changed is none.
pub(super) fn of_line(line: &str) -> Option<String> {
    let words = words(line);
    let (found, date) = find(&words)?;
    let rest = words[..found.start].iter().chain(&words[found.end..]);
    let is_around = |word: &&str| {
        let small = word.trim_end_matches('.').to_lowercase();
        AROUND.contains(&small.as_str()) || is_weekday(&small) || is_time(&small)
    };
    rest.into_iter().all(is_around).then_some(date)
}

/// First date in some words: which of them it takes up, and the date as the markup has it.
pub(super) fn find(words: &[&str]) -> Option<(Range<usize>, String)> {
    (0..words.len()).find_map(|at| {
        let rest = &words[at..];
        let (taken, date) = iso(rest).or_else(|| day_first(rest)).or_else(|| month_first(rest))?;
        Some((at..at + taken, date))
    })
}

/// Words of a line, without the punctuation between them.
pub(super) fn words(line: &str) -> Vec<&str> {
    line.split([' ', ',', '\u{a0}'])
        .map(|word| word.trim_end_matches([':', ';']))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Number of a month, by a word.
pub(super) fn month(word: &str) -> Option<u32> {
    let small = word.trim_end_matches('.').to_lowercase();
    let english = lexicon::of("en")?;
    let others = MONTHS.iter().zip(1..).find(|(names, _)| names.contains(&small.as_str()));
    (1..=12)
        .find(|month| english.month(*month).contains(&small.as_str()))
        .or_else(|| others.map(|(_, month)| month))
}

pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let small = word.trim_end_matches('.').to_lowercase();
    DAYS.iter().any(|day| *day == small || small.len() >= 3 && small.len() <= 4 && day.starts_with(&small))
}

fn is_time(word: &str) -> bool {
    let digits = word.trim_end_matches("am").trim_end_matches("pm");
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h');
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.len() <= 8 && digits.chars().all(is_digit)
}

/// Number of a day, with or without an ending.
pub(super) fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches('.');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let is_ending = ["", "st", "nd", "rd", "th"].contains(&&digits[end..]);
    digits[..end].parse().ok().filter(|day| is_ending && (1..=31).contains(day) && end <= 2)
}

fn year(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches('.');
    digits.parse().ok().filter(|year| digits.len() == 4 && (1600..2200).contains(year))
}

fn iso(words: &[&str]) -> Option<(usize, String)> {
    let word = words.first()?.trim_end_matches('.');
    let date = word.get(..10).filter(|_| word.len() == 10 || word[10..].starts_with('T'))?;
    year(date.get(..4)?)?;
    dates::read(date).map(|_| (1, date.to_owned()))
}

/// “3 March 2014”, “3rd of March 2014”, “3 de março de 2014”
fn day_first(words: &[&str]) -> Option<(usize, String)> {
    let is_small = |at: usize| matches!(words.get(at), Some(&"of" | &"de"));
    let day = day(words.first()?)?;
    let at = 1 + usize::from(is_small(1));
    let behind = at + 1 + usize::from(is_small(at + 1));
    written(year(words.get(behind)?)?, month(words.get(at)?)?, day).map(|date| (behind + 1, date))
}

/// “March 3, 2014”
fn month_first(words: &[&str]) -> Option<(usize, String)> {
    let month = month(words.first()?)?;
    written(year(words.get(2)?)?, month, day(words.get(1)?)?).map(|date| (3, date))
}

/// Date as the markup has it, if the month has that day.
fn written(year: i64, month: u32, day: u32) -> Option<String> {
    let last = dates::read(&format!("{year}-{month:02}")).map(|days| days.last - days.first + 1)?;
    (i64::from(day) <= last).then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::of_line;

    #[test]
    fn dates_with_a_year_are_read() {
        for line in [
            "3 March 2014",
            "3 Mar. 2014",
            "3rd of March, 2014",
            "March 3, 2014",
            "Mar. 3rd, 2014",
            "Monday, 3 March 2014",
            "Mon 3 March 2014 10.15 GMT",
            "Published: 3 March 2014 at 10:15am",
            "2014-03-03",
            "2014-03-03T10:15",
            "March 3, 2014.",
            "3. März 2014",
            "Publié le 3 mars 2014 à 10h15",
            "3 de marzo de 2014",
            "3 marca 2014",
        ] {
            assert_eq!(of_line(line).as_deref(), Some("2014-03-03"), "{line}");
        }
    }

    #[test]
    fn other_lines_are_none() {
        for line in [
            "",
            "3 March",
            "March 2014",
            "2014",
            "03/04/2014",
            "31 February 2014",
            "32 March 2014",
            "3 March 2014 in Lund",
            "Updated 3 March 2014",
            "3 march 20145",
            "May 3 2014 be remembered",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }
}
