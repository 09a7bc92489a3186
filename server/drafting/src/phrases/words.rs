//! Tokens of phrases about actors.

pub use ascribe_language::actor_words::is;
use ascribe_language::full_names::suffix_end;
use std::ops::Range;

/// A word or punctuation token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// Text as written.
    pub text: &'t str,
    /// Byte offset of the start.
    pub start: usize,
}

impl Word<'_> {
    /// The token with its offset relative to byte `base`.
    #[must_use]
    pub fn moved(&self, base: usize) -> Self {
        Self { text: self.text, start: self.start.saturating_sub(base) }
    }

    /// Byte offset of the end, exclusive.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether the token starts with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether the token is a word, not punctuation.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// Whether a list contains the word.
    pub fn is(&self, list: &str) -> bool {
        is(list, self.text)
    }
}

/// Tokens of a text; byte offsets are those in the text plus `base`. A possessive is a separate token.
pub fn words(text: &str, base: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        // “John Moe, Jr.” is one name.
        let is_inside = |words: &[Word<'_>]| {
            c == ',' && words.last().is_some_and(Word::is_capital) && has_tail(text, start)
        };
        if c.is_whitespace() || is_inside(&words) {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            let mut letters = usize::from(c.is_alphabetic());
            while let Some(&(at, c)) = chars.peek() {
                if !(c.is_alphanumeric() || joins(text, start..at, letters, c)) {
                    break;
                }
                letters += usize::from(c.is_alphabetic());
                end = at + c.len_utf8();
                chars.next();
            }
            let word = &text[start..end];
            let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            words.push(Word { text: bare, start: base + start });
            if bare.len() < word.len() {
                words.push(Word { text: &text[start + bare.len()..end], start: base + start + bare.len() });
            }
        } else {
            words.push(Word { text: &text[start..end], start: base + start });
        }
    }
    without_inner_honorifics(words)
}

/// “Dr (Mrs) Ada Berg”, “Brig. Gen. (Ret.) Ada Berg”: an honorific in parentheses between another one and the name is left out.
fn without_inner_honorifics(words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    let inner = |at: usize| -> Option<usize> {
        let before = at.checked_sub(1).map(|before| words[before])?;
        let (honorific, behind) = words.get(at + 1..)?.split_first()?;
        let dot = usize::from(behind.first().is_some_and(|dot| dot.text == "."));
        // “Dr (Eng) Ada Berg”: short for a profession.
        let is_short = before.is_capital()
            && (before.is("title") || before.is("short"))
            && honorific.text.len() <= 5
            && honorific.is_capital();
        let is_honorific = is_honorific(honorific) || is_retired(honorific) || is_short;
        let is_closed = behind.get(dot).is_some_and(|close| close.text == ")");
        let is_between = is_honorific_before(&before) && behind.get(dot + 1).is_some_and(Word::is_capital);
        (is_honorific && is_closed && is_between).then_some(dot + 3)
    };
    let mut at = words.iter().position(|word| word.text == "(");
    let Some(first) = at else { return words };
    let mut kept = words[..first].to_vec();
    while let Some(here) = at {
        let skipped = if words[here].text == "(" { inner(here).unwrap_or(0) } else { 0 };
        kept.extend(words[here..].iter().take(usize::from(skipped == 0)));
        at = Some(here + skipped.max(1)).filter(|next| *next < words.len());
    }
    kept
}

fn is_honorific(word: &Word<'_>) -> bool {
    word.is_capital() && (word.is("title") || word.is("short"))
}

fn is_retired(word: &Word<'_>) -> bool {
    matches!(
        word.text.to_lowercase().as_str(),
        "ret" | "retd" | "rtd" | "ret." | "retd." | "rtd." | "retired"
    )
}

/// Whether a word may stand before an honorific in parentheses.
fn is_honorific_before(word: &Word<'_>) -> bool {
    is_honorific(word) || word.is_capital() && word.is("role")
}

/// Whether a suffix such as “, Jr.” stands at a byte offset.
fn has_tail(text: &str, comma: usize) -> bool {
    suffix_end(text, comma).is_some_and(|end| is("tail", text[comma + 1..end].trim()))
}

/// Whether punctuation after a part of a word, with so many letters, belongs to it: “O’Brien”, “co-founder”, “U.S.”, “Sen.”.
fn joins(text: &str, before: Range<usize>, letters: usize, mark: char) -> bool {
    let behind = text[before.end + mark.len_utf8()..].chars().next();
    let goes_on = behind.is_some_and(char::is_alphanumeric);
    let word = &text[before];
    let is_digit = |c: char| c.is_ascii_digit();
    match mark {
        '\'' | '’' => goes_on || word == "Dato",
        '-' | '‑' | '&' => goes_on,
        // “61,000”
        ',' => word.ends_with(is_digit) && behind.is_some_and(is_digit),
        '.' => {
            goes_on && letters > 0
                || letters == 1 && word.starts_with(char::is_uppercase)
                || word.contains('.')
                || word == "Del"
                || is("title", word)
                || is("short", word)
                || is("tail", word)
        }
        _ => false,
    }
}

/// Whether a word can be part of a name: capitalised, and not only because it starts a sentence. “A.” is an initial.
pub fn is_name_word(word: &Word<'_>) -> bool {
    (word.is_capital() || is_with_article(word.text))
        && (!word.is("not") || word.text == "A.")
        && !is_party_tag(word.text)
        && !is_adverb(word.text)
        && !is_adjective(word.text)
}

/// “Nineteen-year-old”, “Second-placed”: an adjective at the start of a sentence.
pub(crate) fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        "-year-old",
        "-month-old",
        "-placed",
        "-seeded",
        "-ranked",
        "-based",
        "-owned",
        "-listed",
        "-backed",
        "-born",
        "-run",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// “al-Rashid”, “el-Amin”, “d’Aubry”: a name that starts with a small article.
fn is_with_article(word: &str) -> bool {
    word.split_once(['-', '\'', '’']).is_some_and(|(article, name)| {
        matches!(
            article,
            "al" | "el"
                | "ad"
                | "an"
                | "ar"
                | "as"
                | "at"
                | "az"
                | "ul"
                | "bin"
                | "ibn"
                | "d"
                | "l"
                | "dell"
                | "dall"
        ) && name.starts_with(char::is_uppercase)
    })
}

/// “R-W.Va.”, “D-Ohio”: the party and state of a politician.
pub fn is_party_tag(word: &str) -> bool {
    let Some((party, state)) = word.split_once('-') else { return false };
    // “D-Marlow Bay”: only the large parties have so long ones.
    let is_short = state.contains('.') || state.len() < 6 || matches!(party, "R" | "D");
    matches!(party, "R" | "D" | "I" | "L")
        && is_short
        && state.starts_with(char::is_uppercase)
        && state != "Day"
}

/// “Worryingly”, “Unexpectedly”: an adverb at the start of a sentence.
fn is_adverb(word: &str) -> bool {
    const ENDINGS: [&str; 13] = [
        "ingly", "edly", "ously", "fully", "ively", "ately", "antly", "ently", "ically", "ionally", "arily",
        "essly", "ably",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Particles that may start a name in running text: “von Stein said”, but not “ten” or “den”.
const FIRST_PARTICLES: [&str; 18] = [
    "de", "da", "del", "della", "der", "di", "dos", "du", "van", "von", "bin", "ibn", "al", "el", "le", "av",
    "zu", "ter",
];

/// Number of particles directly before the name at `start`: two in “van den Brul”.
fn particles_before(words: &[Word<'_>], start: usize) -> usize {
    let is_part = |at: &usize| {
        words[*at].is("particle") && !words[*at].is_capital() && words[*at + 1].start == words[*at].end() + 1
    };
    let found = (0..start).rev().take_while(is_part).count();
    // “the man in den Haag”: only from a word that English does not have.
    (1..=found).rev().find(|count| FIRST_PARTICLES.contains(&words[start - count].text)).unwrap_or(0)
}

/// “Theresa May”: a month behind a first name is a surname; “Marlow Today” and “Channel Nine” are outlets.
fn is_date_as_name(first: &Word<'_>, word: &Word<'_>) -> bool {
    let is_surname = matches!(word.text, "May" | "March" | "August" | "Day" | "Summer" | "Friday")
        && (first.is("he-name") || first.is("she-name"));
    let is_channel = matches!(first.text, "Channel" | "Network")
        && matches!(word.text, "One" | "Two" | "Three" | "Four" | "Five" | "Seven" | "Nine" | "Ten");
    (is_surname || is_channel || word.text == "Today") && first.is_capital()
}

/// “June Ferris”, “Mr Sunday Alabi”: a month or a day as a first name.
pub fn is_date_as_first_name(words: &[Word<'_>], at: usize) -> bool {
    let [first, last, ..] = &words[at..] else { return false };
    let is_month = matches!(first.text, "April" | "May" | "June" | "August");
    let is_day = matches!(first.text, "Sunday" | "Monday" | "Tuesday" | "Wednesday" | "Friday");
    if !is_month && !is_day {
        return false;
    }
    let is_surname = is_name_word(last)
        && !["role", "title", "short", "demonym", "organisation"].iter().any(|list| last.is(list))
        && !matches!(last.text, "Day" | "Fool" | "Fools" | "God" | "Revolution")
        && is_near(&[*first, *last]);
    if !is_surname {
        return false;
    }
    match at.checked_sub(1).map(|before| &words[before]) {
        Some(before) if before.is("title") || before.is("short") => true,
        // “Councillor June Ferris”, “said June Ferris”; “told the court Friday” is a day.
        Some(before) => {
            is_month
                && (before.is("role")
                    || matches!(before.text, "said" | "says" | "asked" | "added" | "." | ","))
        }
        None => is_month,
    }
}

/// “Mayor Even Dahl”: a first name that is a small word elsewhere, between a title or an office and a surname.
fn is_small_as_first_name(words: &[Word<'_>], at: usize) -> bool {
    let Some([before, first, last]) = at.checked_sub(1).and_then(|before| words.get(before..before + 3))
    else {
        return false;
    };
    matches!(first.text, "Even" | "Just" | "So" | "My" | "An" | "Or" | "Than")
        && ["title", "short", "role"].iter().any(|list| before.is(list))
        && is_name_word(last)
        && is_near(&[*before, *first, *last])
}

/// Whether a name is a surname only: one word, with or without particles and a suffix, as “von Stein” or “Moe Jr.”.
pub fn is_surname_only(name: &str) -> bool {
    let mut words = name.split(' ').filter(|word| !is("tail", word)).rev();
    words.next();
    words.all(|word| is("particle", word) && !word.starts_with(char::is_uppercase))
}

/// Longest runs of words that may be names, as index ranges, including particles (“Ursula von der Leyen”, “von Stein”),
/// without words around them.
pub fn runs(words: &[Word<'_>]) -> Vec<Range<usize>> {
    each_run(words).collect()
}

/// The first of the [`runs`]; the words behind it are not looked at.
pub fn first_run(words: &[Word<'_>]) -> Option<Range<usize>> {
    each_run(words).next()
}

/// The [`runs`] one by one; the words behind the last one taken are not looked at.
pub fn each_run(words: &[Word<'_>]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_first = |at: &usize| {
            is_name_word(&words[*at])
                || is_date_as_first_name(words, *at)
                || is_small_as_first_name(words, *at)
        };
        let first = (at..words.len()).find(is_first)?;
        let start = first - particles_before(words, first);
        let mut end = first + 1;
        loop {
            // “Tim Moe Jr. Mayor Lund said”
            let last = &words[end - 1];
            if last.is("tail") && last.text.ends_with('.') {
                break;
            }
            let is_inside = |word: &&Word<'_>| word.is("particle") && !word.is_capital() || word.text == "&";
            let small = words[end..].iter().take(3).take_while(is_inside);
            let next = end + small.count();
            match words.get(next) {
                Some(word)
                    if (is_name_word(word)
                        || is_small_as_first_name(words, next)
                        || is_date_as_name(&words[end - 1], word)
                        || is_date_as_first_name(words, next))
                        && is_near(&words[end - 1..=next]) =>
                {
                    end = next + 1;
                }
                _ => break,
            }
        }
        at = end;
        Some(start..end)
    })
}

/// Whether only one blank or line end separates the words, or an honorific in parentheses.
fn is_near(words: &[Word<'_>]) -> bool {
    /// Length of such an honorific with its blanks, in bytes.
    const HONORIFIC: usize = 13;
    let is_next = |pair: &[Word<'_>]| {
        let farthest = if is_honorific_before(&pair[0]) { HONORIFIC } else { 2 };
        (1..=farthest).contains(&pair[1].start.saturating_sub(pair[0].end()))
    };
    words.windows(2).all(is_next) && !words.iter().any(|word| word.text.starts_with(['\'', '’']))
}

#[cfg(test)]
mod tests {
    use super::{runs, words};

    fn names(text: &str) -> Vec<&str> {
        let words = words(text, 0);
        runs(&words).into_iter().map(|run| &text[words[run.start].start..words[run.end - 1].end()]).collect()
    }

    #[test]
    fn names_are_runs_of_capitals() {
        assert_eq!(
            names("However, Ada von der Moe met J. R. Lund Jr. in the U.S. on Friday."),
            ["Ada von der Moe", "J. R. Lund Jr.", "U.S."]
        );
        assert_eq!(
            names("J. R. Lund, Jr., said so, and Ida Moe, III, and Ann Keller, Senior Fellow, did."),
            ["J. R. Lund, Jr.", "Ida Moe, III", "Ann Keller", "Senior Fellow"]
        );
        assert_eq!(
            names(
                "Worryingly, von Stein and Idris al-Rashid left with van den Brul, R-W.Va., and Theresa May."
            ),
            ["von Stein", "Idris al-Rashid", "van den Brul", "Theresa May"]
        );
        assert_eq!(names("April Moe met Cllr June Lund in June."), ["April Moe", "Cllr June Lund"]);
        assert_eq!(names("In June Lund won; since 3 May Moe has not."), ["Lund", "Moe"]);
        assert_eq!(names("Ida A. Moe left with A. Lund."), ["Ida A. Moe", "A. Lund"]);
        assert_eq!(
            names("O’Brien's friend, Sen. Moe, asked Le Monde’s man."),
            ["O’Brien", "Sen. Moe", "Le Monde"]
        );
        assert_eq!(
            names(
                "June Oakes and Mr Friday Alabi told Marlow Today that d’Aubry left in June. “No,” said April Moe."
            ),
            ["June Oakes", "Mr Friday Alabi", "Marlow Today", "d’Aubry", "April Moe"]
        );
        assert_eq!(names("Second-placed Ida Lund beat Nineteen-year-old Ada Moe."), ["Ida Lund", "Ada Moe"]);
        assert_eq!(names("In May Lund froze. On Sunday Moe left. May Day is late."), ["Lund", "Moe", "Day"]);
    }
}
