//! Front matter from the head of the article: title, author, outlet, date, place, address and language, as far as the
//! article shows them. Nothing is guessed: a field in doubt is left out.

mod byline;
mod dateline;
mod title;
mod written_date;

use crate::phrases::words::is;
use ascribe_language::detection::language;
use ascribe_markup::Edit;
use ascribe_markup::declare;
use ascribe_markup::document::Document;
use ascribe_markup::model::{BlockKind, BlockRange};
use ascribe_markup::strip::{same_article, strip};

/// Keys that may be added, in the order in which they are written.
const KEYS: [&str; 7] = ["title", "author", "outlet", "date", "place", "url", "lang"];

/// Number of paragraphs at the start in which the head of an article may be.
const HEAD: usize = 8;

/// Signs between the parts of a line such as “By Nell Aske | 3 March 2014”.
const SEPARATORS: [char; 3] = ['|', '•', '·'];

/// Fields that the article shows and the front matter of the document does not have: key and value.
///
/// ```
/// use ascribe_drafting::front_matter::fields;
/// use ascribe_markup::document::Document;
///
/// let document = Document::new("The dam at Lund is dry\n\nBy Ida Moe\n\nFor the first time in forty years, people can walk across the lake.\n");
/// assert_eq!(fields(&document)[..2], [("title", "The dam at Lund is dry".to_owned()), ("author", "Ida Moe".to_owned())]);
/// ```
pub fn fields(document: &Document) -> Vec<(&'static str, String)> {
    let Some(first) =
        document.blocks().next().filter(|_| document.may_be_article() && document.unread().is_none())
    else {
        return Vec::new();
    };
    let known: Vec<&str> = match &first.block.kind {
        BlockKind::FrontMatter(fields) => fields.iter().map(|field| &*field.key).collect(),
        _ => Vec::new(),
    };
    let shown = shown(document);
    let wanted = KEYS.into_iter().filter(|key| !known.contains(key));
    let fields: Vec<_> = wanted.filter_map(|key| Some((key, shown(key)?))).collect();
    // Without `lang` the language is English, so on its own it would only be in the way.
    let says_nothing = matches!(&fields[..], [("lang", tag)] if tag == "en");
    if says_nothing { Vec::new() } else { fields }
}

/// Edit that adds these fields; `None` if there are none, or if the article's blank first lines would be lost with them.
pub fn edit(document: &Document) -> Option<Edit> {
    let fields = fields(document);
    let edit = declare::front_matter_fields(document, &fields)?;
    let after = document.edited(std::slice::from_ref(&edit));
    let problems =
        |document: &Document| -> usize { document.blocks().map(|at| at.block.problems.len()).sum() };
    (after.unread().is_none() && same_article(document, &after) && problems(&after) <= problems(document))
        .then_some(edit)
}

/// Value of each key, as far as the article shows it.
fn shown(document: &Document) -> impl Fn(&str) -> Option<String> {
    let blocks = document.blocks().filter(|at| at.block.paragraph().is_some()).take(HEAD);
    let (mut paragraphs, mut is_apart) = (Vec::new(), Vec::new());
    for at in blocks {
        paragraphs.push(flat(&at.block.words(BlockRange::new(0, at.block.content))));
        is_apart.push(at.block.content < at.block.len());
    }
    let article = strip(document);
    let body = paragraphs.iter().position(|text| is_running_text(text));
    let (head, first) = body.map_or((&[][..], None), |body| (&paragraphs[..body], paragraphs.get(body)));
    let lines: Vec<&str> = head.iter().flat_map(|text| text.split(SEPARATORS)).map(str::trim).collect();
    let title = title::find(&paragraphs, head.len(), &is_apart).map(str::to_owned);
    // “Pool is sold | The Daily Sextant”
    let outlet = title.as_deref().and_then(|title| {
        let line = head.iter().find(|line| line.contains(title) && line.len() > title.len())?;
        line.rsplit_once(" | ").and_then(|(_, last)| byline::outlet(last))
    });
    let bylines = lines.iter().enumerate().filter_map(|(at, line)| byline::read(line, at == 0));
    let byline = bylines.into_iter().next();
    let datelines = head.iter().chain(first).find_map(|text| dateline::read(text, &article));
    let date = lines.iter().find_map(|line| written_date::of_line(line));
    let issue = lines.iter().find_map(|line| issue(line));
    let url = lines.iter().find(|line| is_address(line)).map(|line| (*line).to_owned());
    let lang = language(&article).map(|language| language.tag.to_owned());
    move |key| match key {
        "title" => title.clone(),
        "author" => byline.as_ref().map(|byline| byline.author.clone()),
        "outlet" => datelines
            .as_ref()
            .and_then(|dateline| dateline.agency.clone())
            .or_else(|| byline.as_ref().and_then(|byline| byline.outlet.clone()))
            .or_else(|| issue.as_ref().map(|(outlet, _)| outlet.clone()))
            .or_else(|| outlet.clone()),
        "date" => date
            .clone()
            .or_else(|| issue.as_ref().map(|(_, date)| date.clone()))
            .or_else(|| datelines.as_ref().and_then(|dateline| dateline.date.clone())),
        "place" => datelines.as_ref().map(|dateline| dateline.place.clone()),
        "url" => url.clone(),
        "lang" => lang.clone(),
        _ => None,
    }
}

/// Outlet and date of a line that has both and nothing else: “The Fenwick Herald, 3 March 2014”.
fn issue(line: &str) -> Option<(String, String)> {
    [", ", " – ", " — ", " - "].iter().flat_map(|sign| line.match_indices(*sign)).find_map(|(at, sign)| {
        let (before, behind) = (&line[..at], &line[at + sign.len()..]);
        let read = |outlet, date| Some((byline::outlet(outlet)?, written_date::of_line(date)?));
        read(before, behind).or_else(|| read(behind, before))
    })
}

/// A text in one line.
fn flat(text: &str) -> String {
    text.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which of the first paragraphs are bylines, dates and the like: whom they name does not speak in the article.
pub(crate) fn head_lines<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Vec<bool> {
    let head = paragraphs.take(HEAD).map(flat).take_while(|text| !is_running_text(text));
    head.map(|text| text.split(SEPARATORS).map(str::trim).any(is_head_line)).collect()
}

fn is_head_line(line: &str) -> bool {
    /// Maximum length in words of a line with a date.
    const LONGEST: usize = 8;
    let words = written_date::words(line);
    let is_dated = words.len() <= LONGEST && written_date::find(&words).is_some();
    is_dated || byline::read(line, false).is_some() || is_address(line)
}

/// Whether a paragraph is a sentence or more of the article, not a line of its head.
fn is_running_text(text: &str) -> bool {
    /// Least length in words: of anything, of a question or an exclamation, which may be a headline, and of a text that
    /// ends without a full stop.
    const LENGTHS: [usize; 3] = [9, 16, 30];
    let end = text.trim_end_matches(['"', '”', '’', '»', '\'', ')']);
    let least = match end.chars().next_back() {
        Some('.' | '…' | ':' | ',') => LENGTHS[0],
        Some('!' | '?') => LENGTHS[1],
        _ => LENGTHS[2],
    };
    text.split(' ').count() >= least
}

fn is_address(line: &str) -> bool {
    let rest = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

/// Whether a word looks like a part of a name: a capital or a particle.
fn is_name_word(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    let letters = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.' | '‘');
    !word.is_empty()
        && word.chars().all(letters)
        && (word.starts_with(char::is_uppercase) || is("particle", word))
}

/// Whether a list has this word as a first name.
fn is_first_name(word: &str) -> bool {
    is("he-name", word) || is("she-name", word)
}

#[cfg(test)]
mod tests {
    use super::{edit, fields};
    use ascribe_markup::document::Document;
    use ascribe_markup::strip::strip;

    const BODY: &str = "The harbour board said that nobody would be paid for the boats that were lost in the storm of last week, and that the quay would stay closed until the spring.\n";

    fn shown(text: &str) -> String {
        let fields = fields(&Document::new(text));
        fields.iter().map(|(key, value)| format!("{key}: {value}\n")).collect::<Vec<_>>().concat()
    }

    #[test]
    fn a_head_is_read() {
        let text = format!(
            "Board will not pay for boats\n\nBy Nell Aske, The Fenwick Herald\nMonday, 3 March 2014 | 10:15\nhttps://herald.example/boats\n\nFENWICK – {BODY}"
        );
        assert_eq!(
            shown(&text),
            "title: Board will not pay for boats\nauthor: Nell Aske\noutlet: The Fenwick Herald\ndate: 2014-03-03\nplace: Fenwick\nurl: https://herald.example/boats\nlang: en\n"
        );
    }

    #[test]
    fn outlet_and_date_may_share_a_line() {
        for (line, expected) in [
            ("The Fenwick Herald, 3 March 2014", "outlet: The Fenwick Herald\ndate: 2014-03-03\n"),
            ("Fenwick Herald – Monday, March 3, 2014", "outlet: Fenwick Herald\ndate: 2014-03-03\n"),
            ("March 3, 2014, The Fenwick Herald", "outlet: The Fenwick Herald\ndate: 2014-03-03\n"),
            ("The Fenwick Herald, 3 March", ""),
            ("Ida Moe, 3 March 2014", ""),
            ("Updated by the Fenwick Herald, 3 March 2014", ""),
        ] {
            let text = format!("Board will not pay for boats\n\n{line}\n\n{BODY}");
            assert_eq!(
                shown(&text),
                format!("title: Board will not pay for boats\n{expected}lang: en\n"),
                "{line}"
            );
        }
    }

    #[test]
    fn an_article_without_a_head_has_its_language_only_if_it_is_not_english() {
        let german = "Der Hafenrat erklärte, dass niemand Geld für die Boote bekommt, die in der vergangenen Woche im Sturm verloren gegangen sind, und dass der Kai bis zum Frühjahr gesperrt bleibt.\n";
        assert_eq!(shown(german), "lang: de\n");
        assert_eq!(shown(BODY), "");
        assert_eq!(shown(""), "");
        assert_eq!(shown("Nobody came.\n"), "");
    }

    #[test]
    fn fields_that_are_there_stay() {
        let text =
            format!("---\ntitle: Mine\nlang:\n---\n\nBoard will not pay for boats\n\nBy Nell Aske\n\n{BODY}");
        let document = Document::new(&text);
        let after = document.edited(&edit(&document).into_iter().collect::<Vec<_>>()).text().to_string();
        assert!(after.starts_with("---\ntitle: Mine\nlang:\nauthor: Nell Aske\n---\n\nBoard"), "{after}");
        assert_eq!(edit(&Document::new(&after)), None);
    }

    #[test]
    fn the_article_stays_the_same() {
        for (text, added) in [
            (format!("Board will not pay for boats\r\n\r\nBy Nell Aske\r\n\r\n{BODY}"), true),
            (format!("\u{feff}Board will not pay for boats\n\n{BODY}"), true),
            (BODY.to_owned(), false),
            (format!("\n\n{BODY}"), false),
            (format!("@moe: Moe\n\nBoard will not pay for boats\n\nBy Nell Aske\n\n{BODY}"), true),
        ] {
            let document = Document::new(&text);
            let edit = edit(&document);
            assert_eq!(edit.is_some(), added, "{text}");
            let after = document.edited(&edit.into_iter().collect::<Vec<_>>());
            assert_eq!(strip(&after), strip(&document));
            assert!(after.blocks().all(|at| at.block.problems.is_empty()), "{text}");
        }
    }
}
