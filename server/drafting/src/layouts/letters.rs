//! Letters: the words between a salutation and a signature, and the reply of the one whom the letter asks.

use super::line::{Line, Lines, has_marks, is_talk};
use super::name_lines::ends_with_initial;
use super::{Speech, questions};
use crate::phrases::names::{gender_of_name, looks_like_person};
use crate::phrases::words::words;
use std::ops::Range;

/// Maximum length of a letter, in lines.
const LONGEST: usize = 60;

/// Maximum length of a salutation or a signature, in bytes.
const LONGEST_NAME: usize = 60;

/// Maximum length of a signature, in words.
const LONGEST_SIGNATURE: usize = 6;

/// Openings of a salutation, in lower case.
const SALUTATIONS: [&str; 9] = [
    "dear",
    "sir",
    "sirs",
    "madam",
    "sir or madam",
    "to the editor",
    "to the editors",
    "editor",
    "to whom it may concern",
];

/// Lines before a signature, in lower case, without marks at the end.
const CLOSINGS: [&str; 22] = [
    "yours",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "yours etc",
    "yours, etc",
    "sincerely",
    "sincerely yours",
    "best",
    "best wishes",
    "best regards",
    "regards",
    "kind regards",
    "warm regards",
    "respectfully",
    "respectfully yours",
    "love",
    "with love",
    "faithfully",
    "cordially",
    "signed",
    "in solidarity",
];

/// A salutation.
struct Salutation {
    line: usize,
    /// The one who is written to, if a name.
    addressee: Option<Range<usize>>,
    /// First byte of the letter in the line; its end if there is nothing behind the salutation.
    start: usize,
    /// Whether it is only “Q:”, so that the letter ends in the next line.
    is_question: bool,
    /// Whether it is the heading of a part of a newsletter, “From the treasurer”, so that only a name signs it.
    is_heading: bool,
}

/// A signature.
struct Signature {
    line: usize,
    name: Range<usize>,
    /// End of the letter in the line of the signature; its start if the signature has a line of its own.
    end: usize,
}

/// Finds what is said in letters.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let salutations: Vec<Salutation> =
        (0..lines.all.len()).filter_map(|line| salutation(lines, line)).collect();
    let mut speeches = Vec::new();
    let mut asked: Option<(String, Range<usize>)> = None;
    for (number, salutation) in salutations.iter().enumerate() {
        let end = salutations.get(number + 1).map_or(lines.all.len(), |next| next.line);
        let end = end.min(salutation.line + LONGEST);
        let addressee = salutation.addressee.clone().map(|range| lines.article.slice(range).to_lowercase());
        // “Dear Sleepless, …” replies to “… Sleepless, Mombasa”.
        let replying = asked.as_ref().filter(|(signature, _)| {
            addressee.as_ref().is_some_and(|name| !name.is_empty() && signature.starts_with(name.as_str()))
        });
        let replying = replying.map(|(_, name)| name.clone());
        let signature = signature(lines, salutation, end);
        let (author, last) = match (&signature, &replying) {
            (Some(signature), _) => (signature.name.clone(), signature.line),
            (None, Some(name)) => (name.clone(), end),
            (None, None) => continue,
        };
        for at in salutation.line..lines.all.len().min(last + 1) {
            let line = &lines.all[at];
            let start = if at == salutation.line { salutation.start } else { line.range.start };
            let end = signature.as_ref().filter(|it| it.line == at).map_or(line.range.end, |it| it.end);
            if at == end || at > salutation.line && at == last && signature.is_none() {
                break;
            }
            // Nobody knows where a letter without a signature ends.
            let is_first = at <= salutation.line + 1;
            if signature.is_none() && !is_first && !is_talk(lines.text(line)) {
                break;
            }
            let words = start..start + lines.article.slice(start..end).trim_end().len();
            if words.is_empty() || is_closing(lines.article.slice(words.clone())) {
                continue;
            }
            speeches.push(Speech {
                paragraph: line.paragraph,
                words,
                source: Some(author.clone()),
                is_quoted: false,
            });
        }
        let name = signature.map(|signature| lines.article.slice(signature.name).to_lowercase());
        asked = name.zip(salutation.addressee.clone());
    }
    speeches
}

fn salutation(lines: &Lines<'_>, number: usize) -> Option<Salutation> {
    let line = &lines.all[number];
    let text = lines.text(line);
    if let Some(length) = questions::letter(text, 'Q') {
        let start = line.range.end - text[length..].trim_start().len();
        return Some(Salutation {
            line: number,
            addressee: None,
            start,
            is_question: true,
            is_heading: false,
        });
    }
    if is_heading(text) {
        return Some(Salutation {
            line: number,
            addressee: None,
            start: line.range.end,
            is_question: false,
            is_heading: true,
        });
    }
    let small = text.get(..text.floor_char_boundary(LONGEST_NAME))?.to_lowercase();
    let opening = SALUTATIONS.iter().filter(|opening| {
        small.strip_prefix(**opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let opening = opening.max_by_key(|opening| opening.len())?;
    let rest = &text[opening.len()..];
    let mark = rest.find([',', ':', '–', '—', '!']).or_else(|| rest.find(" -"))?;
    let named = rest[..mark].trim();
    let is_dear = *opening == "dear";
    let words = named.split_whitespace().count();
    let is_name = named.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word.len() < 4);
    if opening.len() + mark > LONGEST_NAME || words > 6 || is_dear != (words > 0) || !is_name && words > 2 {
        return None;
    }
    let addressee = is_dear.then(|| {
        let start = line.range.start + opening.len() + (rest.len() - rest.trim_start().len());
        start..start + named.len()
    });
    let behind = rest[mark..].trim_start_matches([',', ':', '–', '—', '!', '-', ' ']);
    // “Sir, I think so” is how somebody speaks, unless it is a letter.
    Some(Salutation {
        line: number,
        addressee,
        start: line.range.end - behind.len(),
        is_question: false,
        is_heading: false,
    })
}

/// “From the treasurer”, “From our chairwoman”: the heading of a part of a newsletter.
fn is_heading(text: &str) -> bool {
    /// Maximum length, in words.
    const LONGEST: usize = 6;
    let small = text.get(..text.floor_char_boundary(LONGEST_NAME)).unwrap_or_default().to_lowercase();
    let is_from = ["from the ", "from our ", "from your "].iter().any(|from| small.starts_with(from));
    is_from && text.split_whitespace().count() <= LONGEST && text.ends_with(char::is_alphanumeric)
}

/// Whether the words of a signature are the name of a person by their form.
fn is_name(text: &str) -> bool {
    let name = words(&text[..until_comma(text)], 0);
    looks_like_person(&name) || name.len() > 1 && gender_of_name(name[0].text).is_some()
}

/// First signature of a letter that may end before a line.
fn signature(lines: &Lines<'_>, salutation: &Salutation, end: usize) -> Option<Signature> {
    let mut is_closed = false;
    // A heading inside an interview looks like a signature.
    let end = if salutation.is_question { end.min(salutation.line + 2) } else { end };
    for number in salutation.line..end {
        let line = &lines.all[number];
        if (number > salutation.line || salutation.start < line.range.end)
            && let Some(signature) = inline(lines, number, salutation)
        {
            return Some(signature);
        }
        if number == salutation.line {
            continue;
        }
        let text = lines.text(line);
        if is_closing(text) {
            is_closed = true;
            continue;
        }
        let has_body =
            number > salutation.line + 1 || salutation.start < lines.all[salutation.line].range.end;
        let is_whose = !salutation.is_heading || is_name(text);
        if let Some(name) = signed(lines, line).filter(|_| (has_body || is_closed) && is_whose) {
            return Some(Signature { line: number, name, end: line.range.start });
        }
        // “Yours, Mei Tanaka”
        if let Some((closing, name)) = text.split_once(',')
            && is_closing(closing)
            && !name.trim().is_empty()
            && has_body
        {
            let start = line.range.end - name.trim_start().len();
            let name = start..start + until_comma(&text[text.len() - name.trim_start().len()..]);
            return Some(Signature { line: number, name, end: line.range.start });
        }
    }
    None
}

/// “… hear me? -- BOXED IN”, “(Signed) PUZZLED”
fn inline(lines: &Lines<'_>, number: usize, salutation: &Salutation) -> Option<Signature> {
    let line = &lines.all[number];
    let from = if number == salutation.line { salutation.start } else { line.range.start };
    let text = lines.article.slice(from..line.range.end);
    let signed = text.rfind("(Signed)").map(|at| (at, at + "(Signed)".len()));
    let dashed = || {
        let dash = text.rfind(['-', '–', '—', '―'])?;
        let start = text[..dash].trim_end_matches(['-', '–', '—', '―']).len();
        let is_end = text[..start].trim_end().ends_with(['.', '!', '?']);
        is_end.then(|| (start, dash + text[dash..].chars().next().map_or(1, char::len_utf8)))
    };
    let (end, start) = signed.or_else(dashed)?;
    let name = text[start..].trim_start();
    let is_name = is_signature(name) && end > 0;
    let start = line.range.end - name.len();
    is_name.then(|| Signature { line: number, name: start..start + until_comma(name), end: from + end })
}

/// Name in a line that is a signature.
fn signed(lines: &Lines<'_>, line: &Line) -> Option<Range<usize>> {
    let text = lines.text(line);
    let bare = text.trim_start_matches(['-', '–', '—', '―', ' ']);
    let start = line.range.end - bare.len();
    is_signature(bare).then(|| start..start + until_comma(bare))
}

/// Length of a name up to the place or the like behind it, in bytes.
fn until_comma(name: &str) -> usize {
    let end = name.find([',', '(']).unwrap_or(name.len());
    name[..end].trim_end().len()
}

/// Whether words are those of a signature: a name with a place, or words with capitals such as “Worried of Wexford”.
fn is_signature(text: &str) -> bool {
    const SMALL: [&str; 12] = ["of", "in", "from", "the", "de", "and", "van", "von", "der", "di", "da", "a"];
    let name = &text[..until_comma(text)];
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || SMALL.contains(word)
            || word.split('-').any(|part| part.starts_with(char::is_uppercase))
    };
    let is_open = text.ends_with(['.', '!', '?', ':', ';', ',']) && !ends_with_initial(text);
    (1..=LONGEST_SIGNATURE).contains(&words.len())
        && text.len() <= LONGEST_NAME
        && words.iter().all(is_word)
        && name.starts_with(char::is_uppercase)
        && !is_open
        && !has_marks(text)
}

fn is_closing(text: &str) -> bool {
    CLOSINGS.contains(&text.trim_end_matches(['.', ',', ':', ' ', '–', '-']).to_lowercase().as_str())
}
