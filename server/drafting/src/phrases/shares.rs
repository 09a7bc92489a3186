//! Shares of those asked, which speak as a group: “52 percent of registered voters”, “eight in ten drivers”.

use crate::actors::roster::Roster;
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::heads::span;
use crate::phrases::nouns;
use crate::phrases::words::{self, Word};
use crate::text::article::PlainArticle;

/// Words before a number that leave open how exact it is.
const ABOUT: [&str; 17] = [
    "only", "just", "nearly", "almost", "about", "around", "roughly", "some", "over", "under", "more",
    "less", "fewer", "than", "at", "least", "another",
];

impl Roster {
    /// The share with the noun of those asked: “19 percent of drivers” for “19 percent” after “61 percent of drivers” or
    /// “a poll of 1,200 drivers”, in this paragraph or the one before. If they do not tell it, the share as it is.
    pub(crate) fn completed(&self, article: &PlainArticle, one: Described) -> Described {
        if !is_bare(&one) {
            return one;
        }
        let (paragraph, before) = self.here;
        let near = (0..=paragraph).rev().take(2).filter_map(|place| article.paragraphs.get(place));
        let mut asked = near.filter_map(|place| {
            let end = before.clamp(place.range.start, place.range.end);
            let text = article.slice(place.range.start..end);
            let words = words::words(text, 0);
            (0..words.len()).rev().find_map(|at| asked(text, &words[at..]))
        });
        match asked.next() {
            Some(asked) => Described { phrase: format!("{} of {asked}", one.phrase), ..one },
            None => one,
        }
    }
}

/// Whether only a number tells who they are: “19 percent”.
fn is_bare(one: &Described) -> bool {
    one.kind == ActorKind::Group && matches!(one.head.as_str(), "percent" | "pc" | "%" | "cent")
}

/// Noun of those asked behind a number: “drivers” in “61 percent of drivers” and “1,200 drivers”.
fn asked(text: &str, words: &[Word<'_>]) -> Option<String> {
    let rest = match words {
        [number, unit, of, rest @ ..] if is_number(number) && is_percent(unit) && of.text == "of" => rest,
        [number, per, cent, of, rest @ ..]
            if is_number(number) && per.text == "per" && cent.text == "cent" && of.text == "of" =>
        {
            rest
        }
        [number, rest @ ..] if is_number(number) && rest.first().is_some_and(|next| !is_percent(next)) => {
            /// Maximum number of words before the noun: “1,200 likely voters”.
            const LONGEST: usize = 3;
            let near = rest.iter().take(LONGEST).take_while(|word| word.is_word() && !word.is("speech"));
            let end = near.enumerate().find(|(_, word)| nouns::is_group_noun(word))?.0;
            &rest[..=end]
        }
        _ => return None,
    };
    noun(rest).map(|end| span(text, &rest[..end]))
}

/// Parses the words of a share; `None` if they are none.
pub(crate) fn share(text: &str, all: &[Word<'_>]) -> Option<Described> {
    let about = all.iter().take_while(|word| ABOUT.contains(&word.text.to_lowercase().as_str())).count();
    let words = &all[about..];
    let end = match words {
        [number, unit, rest @ ..] if is_number(number) && is_percent(unit) => 2 + complement(rest),
        [number, per, cent, rest @ ..] if is_number(number) && per.text == "per" && cent.text == "cent" => {
            3 + complement(rest)
        }
        [number, link, whole, _, ..]
            if is_number(number) && matches!(link.text, "in" | "of") && is_number(whole) =>
        {
            3 + noun(&words[3..])?
        }
        _ => return None,
    };
    // “5 percent growth”
    let is_whole = words.get(end).is_none_or(|next| !next.is_word() || matches!(next.text, "who" | "in"));
    is_whole.then(|| Described {
        kind: ActorKind::Group,
        phrase: span(text, &words[..end]),
        head: words[end - 1].text.to_lowercase(),
        ..Described::default()
    })
}

/// “52”, “4.5”, “Twenty-seven”
pub(crate) fn is_number(word: &Word<'_>) -> bool {
    const TENS: [&str; 9] =
        ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const ONES: [&str; 13] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "twelve",
        "fifteen", "hundred",
    ];
    let small = word.text.to_lowercase();
    let first = small.split('-').next().unwrap_or_default();
    word.text.starts_with(|c: char| c.is_ascii_digit())
        || TENS.contains(&first)
        || ONES.contains(&small.as_str())
}

fn is_percent(word: &Word<'_>) -> bool {
    matches!(word.text, "percent" | "pc" | "%")
}

/// Number of words of a complement: “of registered voters”.
fn complement(words: &[Word<'_>]) -> usize {
    match words {
        [of, rest @ ..] if of.text == "of" => noun(rest).map_or(0, |end| end + 1),
        _ => 0,
    }
}

/// Number of words up to the plural that those asked are.
fn noun(words: &[Word<'_>]) -> Option<usize> {
    /// Maximum length, in words.
    const LONGEST: usize = 5;
    let near = words.iter().take(LONGEST).take_while(|word| word.is_word() && !word.is("speech"));
    let near: Vec<&Word<'_>> = near.collect();
    let is_plural = |word: &&Word<'_>| word.is("group") || word.text.ends_with('s');
    near.iter().rposition(is_plural).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::share;
    use crate::phrases::words::words;

    #[test]
    fn shares_are_groups() {
        for (text, phrase) in [
            ("Only 52 percent of registered voters", "52 percent of registered voters"),
            ("Twelve percent", "Twelve percent"),
            ("Forty-one per cent of the tenants", "Forty-one per cent of the tenants"),
            ("63%", "63%"),
            ("nearly eight of 10 drivers", "eight of 10 drivers"),
            ("Two in five nurses", "Two in five nurses"),
        ] {
            let found = share(text, &words(text, 0)).map(|one| one.phrase);
            assert_eq!(found.as_deref(), Some(phrase), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in ["Two guards", "5 percent growth", "52 voters", "a 12 percent rise", "One of the docs"] {
            assert_eq!(share(text, &words(text, 0)), None, "{text}");
        }
    }
}
