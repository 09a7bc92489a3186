//! Splits an article into paragraphs, and identifies those that are not running text.

use std::collections::HashMap;
use std::ops::Range;

/// Role of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// Headline with a quotation, caption or credit: its statements are repeated in the text.
    Aside,
}

/// Maximum width of hard-wrapped lines, in characters.
const WIDEST: usize = 100;

/// Paragraphs of a text, as trimmed byte ranges. Blank lines separate paragraphs, and so does every line end unless the
/// lines look hard-wrapped.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut paragraphs = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let trimmed = line.trim();
        // The gap between CR and LF is not a blank line.
        let is_second_half = line == "\n" && text[..start].ends_with('\r');
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            block.push(from..from + trimmed.len());
        } else if !is_second_half {
            close(text, &mut block, &mut paragraphs);
        }
        start += line.len();
    }
    close(text, &mut block, &mut paragraphs);
    paragraphs
}

fn close(text: &str, block: &mut Vec<Range<usize>>, paragraphs: &mut Vec<Range<usize>>) {
    if is_wrapped(text, block) {
        paragraphs.extend(block.first().zip(block.last()).map(|(first, last)| first.start..last.end));
        block.clear();
    } else {
        paragraphs.append(block);
    }
}

/// Whether the lines of a block form one hard-wrapped paragraph.
fn is_wrapped(text: &str, block: &[Range<usize>]) -> bool {
    let Some((_, but_last)) = block.split_last() else { return false };
    let width = |line: &Range<usize>| text[line.clone()].chars().count();
    let widest = block.iter().map(width).max().unwrap_or(0);
    let ends =
        |line: &Range<usize>| text[line.clone()].ends_with(['.', '!', '?', '"', '”', '»', ':', '\'', '’']);
    let open = but_last.iter().filter(|line| !ends(line)).count();
    widest <= WIDEST
        && !but_last.is_empty()
        && but_last.iter().all(|line| width(line) * 10 >= widest * 6)
        && open * 2 > but_last.len()
}

/// Role of each paragraph.
pub fn roles(text: &str, paragraphs: &[Range<usize>]) -> Vec<Role> {
    let words: Vec<Vec<&str>> =
        paragraphs.iter().map(|range| text[range.clone()].split_whitespace().collect()).collect();
    let unfinished: Vec<bool> = paragraphs.iter().map(|range| is_unfinished(&text[range.clone()])).collect();
    let repeats = repeated(&words, &unfinished);
    let mut roles: Vec<Role> = (0..paragraphs.len())
        .map(|place| {
            let line = &text[paragraphs[place].clone()];
            if repeats[place] || is_credit(line) || is_quoting_headline(line) || is_quoted_heading(line) {
                Role::Aside
            } else {
                Role::Body
            }
        })
        .collect();
    // A headline above a caption.
    for place in 1..roles.len() {
        let is_near = text[paragraphs[place - 1].end..paragraphs[place].start].matches('\n').count() == 1;
        if is_near && roles[place] == Role::Aside && unfinished[place - 1] && words[place - 1].len() < 20 {
            roles[place - 1] = Role::Aside;
        }
    }
    roles
}

/// Whether a line below a quotation signs it: “— Ida Moe, nurse”.
pub fn signs(quotation: &str, line: &str) -> bool {
    /// Maximum length of a signature, in words.
    const LONGEST: usize = 12;
    let marks = ['"', '“', '”', '„', '«', '»'];
    let Some(name) = line.strip_prefix(['-', '–', '—', '―']) else { return false };
    let name = name.trim_start_matches(['-', ' ', '\u{a0}']);
    let is_quoted = quotation.starts_with(marks) && quotation.ends_with(marks);
    is_quoted
        && name.starts_with(char::is_uppercase)
        && !name.contains(marks)
        && name.split_whitespace().count() <= LONGEST
}

/// Whether the paragraph ends without a full stop.
fn is_unfinished(line: &str) -> bool {
    line.ends_with(|c: char| c.is_alphanumeric() || c == ')' || c == '’')
}

/// “Minister on strike: ‘We will not yield’”: a headline with a quotation in single marks and no full stop.
fn is_quoting_headline(line: &str) -> bool {
    let Some((before, behind)) = line.split_once(": ") else { return false };
    let quoted = behind.starts_with('‘') && behind.ends_with('’')
        || behind.starts_with('\'') && behind.ends_with('\'');
    let is_sentence = behind.trim_end_matches(['’', '\'']).ends_with('.');
    quoted && !is_sentence && before.split_whitespace().count() < 12 && !before.contains(['"', '“', '.'])
}

/// “‘Nobody's Quay Any More.’”: a heading between paragraphs, in quotation marks and with the capitals of a title.
fn is_quoted_heading(line: &str) -> bool {
    /// Number of words.
    const LENGTHS: Range<usize> = 3..8;
    /// Length of a word that a title capitalises, in bytes.
    const LONG: usize = 4;
    let marks = ['"', '“', '”', '‘', '’', '\''];
    let bare = line.trim_matches(marks);
    let words = || bare.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_short = |word: &&str| word.len() < LONG;
    line.starts_with(marks)
        && line.ends_with(marks)
        && !bare.contains(['"', '“', '”', ',', '?'])
        && LENGTHS.contains(&words().count())
        && words().all(|word| is_capital(word) || is_short(&word))
        && words().skip(1).filter(|word| is_capital(word) && *word != "I").count() >= 2
}

/// Whether the line has a picture credit, as captions do.
fn is_credit(line: &str) -> bool {
    const CREDITS: [&str; 8] =
        ["Photograph:", "Photo:", "Photo by", "(AP Photo", "Getty Images", "REUTERS/", "Picture:", "Image:"];
    line.len() < 400 && !line.contains(['"', '“']) && CREDITS.iter().any(|credit| line.contains(credit))
}

/// For each paragraph, whether it may be a caption whose text is mostly repeated word for word in another paragraph.
fn repeated(words: &[Vec<&str>], unfinished: &[bool]) -> Vec<bool> {
    /// Minimum number of consecutive words that rules out coincidence.
    const RUN: usize = 4;
    /// Length of a caption, in words.
    const LENGTHS: Range<usize> = 6..80;
    /// Maximum number of captions with a word sequence; a more common one is meaningless.
    const MANY: usize = 4;
    let mut captions: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (place, line) in words.iter().enumerate() {
        if unfinished[place] && LENGTHS.contains(&line.len()) {
            for run in line.windows(RUN) {
                let places = captions.entry(run).or_default();
                if places.len() < MANY && places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }
    let mut repeated = vec![false; words.len()];
    for (other, line) in words.iter().enumerate() {
        let mut found: HashMap<usize, usize> = HashMap::new();
        for place in line.windows(RUN).filter_map(|run| captions.get(run)).flatten() {
            *found.entry(*place).or_default() += 1;
        }
        for (place, count) in found {
            let runs = words[place].len() + 1 - RUN;
            repeated[place] |= place != other && count * 10 >= runs * 6;
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::{Role, paragraphs, roles};

    fn texts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_are_paragraphs_unless_they_were_broken_at_a_width() {
        assert_eq!(texts("One line.\nAnother one.\n\nA third."), ["One line.", "Another one.", "A third."]);
        assert_eq!(texts("One.\r\nTwo.\r\n\r\nThree."), ["One.", "Two.", "Three."]);
        let wrapped = "OSLO (Wire) - The ferry company said on Monday that\nit would halt all crossings until the storm had\npassed.";
        assert_eq!(texts(wrapped).len(), 1);
        assert!(texts(" \n\n\t\n").is_empty());
    }

    #[test]
    fn captions_and_credits_are_no_running_text() {
        let text = "Mayor on strike: ‘We will not yield’\nThe mayor said the strike would not change the budget of the city Wire\n\nThe mayor said the strike would not change the budget of the city.\n\nHarbour cranes in Gdansk. Photograph: J. Kowalska";
        let ranges = paragraphs(text);
        assert_eq!(roles(text, &ranges), [Role::Aside, Role::Aside, Role::Body, Role::Aside]);
        let text = "The mayor said: ‘We will not yield.’";
        assert_eq!(roles(text, &paragraphs(text)), [Role::Body]);
        let text = "“We wait,” Lund said.\n\n''Nobody's Quay Any More.''\n\n“Ada Lund Is My Name.”\n\n“We wait for Ada Lund.”";
        assert_eq!(roles(text, &paragraphs(text)), [Role::Body, Role::Aside, Role::Aside, Role::Body]);
    }
}
