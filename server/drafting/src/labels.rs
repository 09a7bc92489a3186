//! Labels of who speaks that stand apart from the words: `Q:` and `A:` (or the words) in an interview, and names on a line of their own
//! above what they say.

use super::article::PlainArticle;
use super::words::{Word, runs, words};
use ascribe_attribution::{SpeechKind, Stance, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Confidence that an answer is by the one who is interviewed.
const ANSWER: f32 = 0.75;

/// Confidence that a name on a line of its own is the speaker of the next paragraph.
const NAMED: f32 = 0.7;

/// Maximum length of a name on a line of its own, in words.
const LONGEST: usize = 4;

/// Words before the name of somebody who is interviewed.
const INTRODUCTIONS: [&str; 16] = [
    "spoke to",
    "spoke with",
    "speaks to",
    "speaks with",
    "talked to",
    "talked with",
    "talks to",
    "met",
    "meets",
    "interview with",
    "interviewed",
    "sat down with",
    "questions for",
    "conversation with",
    "q&a with",
    "asked",
];

/// Labels of an article.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Whether there are questions and answers with letters.
    has_letters: bool,
    /// Name of the only one who is interviewed.
    respondent: Option<Range<usize>>,
    /// Paragraphs (indexes) that are only a name, and label the next one.
    names: BTreeSet<usize>,
    /// Paragraphs (indexes) that answer a question in bold.
    bold_answers: BTreeSet<usize>,
    /// Replies to letters: the paragraph, with the name of the one who was asked.
    replies: BTreeMap<usize, Range<usize>>,
}

impl Labels {
    /// Finds the labels.
    pub(super) fn of(article: &PlainArticle) -> Self {
        let letter = |wanted: char| {
            article.paragraphs.iter().position(|it| letter(article.slice(it.range.clone()), wanted).is_some())
        };
        let bold: Vec<usize> =
            (0..article.paragraphs.len()).filter(|number| is_bold_question(article, *number)).collect();
        let bold_answers = match bold[..] {
            [first, _, ..] => (first + 1..article.paragraphs.len()).filter(|it| !bold.contains(it)).collect(),
            _ => BTreeSet::new(),
        };
        let letters = letter('Q').filter(|_| letter('A').is_some());
        let has_letters = letters.is_some();
        let first = letters.or(bold.first().copied().filter(|_| !bold_answers.is_empty()));
        let respondent = first.and_then(|first| respondent(article, first));
        let all = 0..article.paragraphs.len().saturating_sub(1);
        let mut names: BTreeSet<usize> = all.filter(|number| is_label(article, *number)).collect();
        // A line without a colon may be a byline or a heading; several in the same form are labels.
        let plain = |number: &usize| !article.slice(article.paragraphs[*number].range.clone()).ends_with(':');
        if names.iter().filter(|number| plain(number)).count() < 2 {
            names.retain(|number| !plain(number));
        }
        Self { has_letters, respondent, names, bold_answers, replies: replies(article) }
    }

    /// Parses a paragraph, given by its index, as an answer or as the words below a name.
    pub(super) fn answer(&self, article: &PlainArticle, number: usize) -> Option<Statement> {
        let paragraph = article.paragraphs[number].range.clone();
        let text = article.slice(paragraph.clone());
        if self.has_letters
            && let Some(length) = letter(text, 'A')
        {
            let start = paragraph.end - text[length..].trim_start().len();
            let mark = paragraph.start + length - 1..paragraph.start + length;
            let is_answer = start < paragraph.end;
            return is_answer
                .then(|| statement(start..paragraph.end, Some(mark), self.respondent.clone(), ANSWER));
        }
        if self.bold_answers.contains(&number) {
            let is_spoken = !text.contains(['"', '“', '”', '«', '»']);
            return is_spoken.then(|| {
                statement(
                    paragraph.clone(),
                    Some(paragraph.start..paragraph.start),
                    self.respondent.clone(),
                    ANSWER,
                )
            });
        }
        if let Some(name) = self.replies.get(&number) {
            let colon = paragraph.start + text.find(':')?;
            let start = paragraph.end - article.slice(colon + 1..paragraph.end).trim_start().len();
            return (start < paragraph.end).then(|| {
                statement(start..paragraph.end, Some(colon..colon + 1), Some(name.clone()), ANSWER)
            });
        }
        let label = number.checked_sub(1).filter(|label| self.names.contains(label))?;
        let name = article.paragraphs[label].range.clone();
        let name = name.start..name.end - usize::from(article.slice(name).ends_with(':'));
        Some(statement(paragraph, None, Some(name), NAMED))
    }
}

fn statement(
    content: Range<usize>,
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    confidence: f32,
) -> Statement {
    Statement {
        content: vec![content],
        kind: if cue.is_some() { SpeechKind::Indirect } else { SpeechKind::Direct },
        cue,
        source,
        carrier: None,
        continues: false,
        stance: Some(Stance::Asserts),
        confidence,
    }
}

/// Length of a label such as `Q:`, `A.` or `ANSWER:` at the start of a paragraph, in bytes.
fn letter(text: &str, wanted: char) -> Option<usize> {
    let word = if wanted == 'Q' { ["Q", "QUESTION", "Question"] } else { ["A", "ANSWER", "Answer"] };
    word.into_iter().find_map(|word| {
        let rest = text.strip_prefix(word)?.strip_prefix([':', '.'])?;
        rest.starts_with(' ').then_some(text.len() - rest.len())
    })
}

/// Whether a paragraph is a question in bold.
fn is_bold_question(article: &PlainArticle, number: usize) -> bool {
    /// Maximum length, in bytes.
    const LONGEST: usize = 200;
    let paragraph = &article.paragraphs[number];
    let written = paragraph.block.text.trim();
    article.slice(paragraph.range.clone()).ends_with('?')
        && written.len() <= LONGEST
        && written.starts_with("**")
        && written.ends_with("**")
}

/// “DEAR HETTIE: … -- BOXED IN”, “DEAR BOXED IN: …”: who was asked by a letter replies to its signature.
fn replies(article: &PlainArticle) -> BTreeMap<usize, Range<usize>> {
    /// Maximum length of a name or signature, in bytes.
    const LONGEST: usize = 40;
    let mut replies = BTreeMap::new();
    let mut asked: Option<(String, Range<usize>)> = None;
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let text = article.slice(paragraph.range.clone());
        let is_letter = text.get(..5).is_some_and(|dear| dear.eq_ignore_ascii_case("dear "));
        let Some(colon) = text.find(':').filter(|colon| is_letter && *colon <= LONGEST) else { continue };
        let name = &text[5..colon];
        if let Some((signature, addressee)) = &asked
            && !name.is_empty()
            && signature.starts_with(&name.to_lowercase())
        {
            replies.insert(number, addressee.clone());
        }
        let signed = text.rfind(['-', '–', '—']).map(|dash| &text[dash..]);
        let signed = signed.or_else(|| text.rfind("(Signed)").map(|at| &text[at + "(Signed)".len()..]));
        let signature = signed.map(|name| name.trim_start_matches(['-', '–', '—', ' ']).to_lowercase());
        let addressee = paragraph.range.start + 5..paragraph.range.start + colon;
        asked =
            signature.filter(|name| name.len() <= LONGEST && !name.is_empty()).map(|name| (name, addressee));
    }
    replies
}

/// Only person whom the paragraphs before the first question introduce as the one who is interviewed.
fn respondent(article: &PlainArticle, question: usize) -> Option<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in &article.paragraphs[..question] {
        let text = article.slice(paragraph.range.clone());
        let small = text.to_ascii_lowercase();
        let words = words(text, paragraph.range.start);
        let runs = runs(&words);
        for introduction in INTRODUCTIONS {
            for (at, _) in small.match_indices(introduction) {
                let end = at + introduction.len();
                let is_whole = !text[..at].ends_with(char::is_alphanumeric)
                    && text[end..].starts_with(char::is_whitespace);
                let from = paragraph.range.start + end;
                if let Some(name) = name_behind(&words, &runs, from).filter(|_| is_whole) {
                    found.push(name);
                }
            }
        }
    }
    let Some(first) = found.first().cloned() else { return portrayed(article, question) };
    let is_same = |other: &Range<usize>| article.slice(other.clone()) == article.slice(first.clone());
    found.iter().all(is_same).then_some(first)
}

/// “Rita Cassar, 64, has kept bees. We met her beside the hives.”, “Chef Teo Lin closed her restaurant.”: the only full name
/// before the first question, if it is in the first words of a sentence.
fn portrayed(article: &PlainArticle, question: usize) -> Option<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in &article.paragraphs[..question] {
        let text = article.slice(paragraph.range.clone());
        if !text.ends_with('.') {
            continue;
        }
        let words = words(text, paragraph.range.start);
        for run in runs(&words).into_iter().filter(|run| run.len() > 1) {
            // “in Penang”, “of Capel Seion”
            let is_place = run.start > 0 && words[run.start - 1].text.chars().all(char::is_lowercase);
            if !is_place {
                found.push(words[run.start].start..words[run.end - 1].end());
            }
        }
    }
    let [only] = &found[..] else { return None };
    let is_woman_or_man = article.paragraphs[..question].iter().any(|paragraph| {
        let text = article.slice(paragraph.range.clone());
        words(text, 0).iter().any(|word| matches!(word.text, "her" | "him" | "his" | "she" | "he"))
    });
    is_woman_or_man.then(|| only.clone())
}

/// Full name a few words of description behind a byte offset: “harbour master Fergus Duthie”.
fn name_behind(words: &[Word<'_>], runs: &[Range<usize>], from: usize) -> Option<Range<usize>> {
    /// Maximum number of words before the name.
    const REACH: usize = 6;
    let first = words.partition_point(|word| word.start < from);
    let run = runs.iter().find(|run| run.start >= first && run.start <= first + REACH)?;
    let is_near = words[first..run.start].iter().all(Word::is_word);
    (is_near && run.len() > 1).then(|| words[run.start].start..words[run.end - 1].end())
}

/// Whether a paragraph is only a name, above a paragraph that is only a quotation, or a name with a colon.
fn is_label(article: &PlainArticle, number: usize) -> bool {
    let (label, next) = (&article.paragraphs[number], &article.paragraphs[number + 1]);
    let text = article.slice(label.range.clone());
    let name = text.trim_end_matches(':');
    let words = words(name, 0);
    let is_name = !words.is_empty()
        && words.len() <= LONGEST
        && runs(&words).first() == Some(&(0..words.len()))
        && (words.len() > 1 || name.len() < text.len());
    let is_quoted = matches!(&next.quotations[..], [only] if *only == next.range);
    is_name && is_quoted
}
