//! Words that only say who somebody is: “LIV OSEI, harbour master”, “FERRANTE (on camera)”, “Auntie Zawadi”.

use crate::phrases::offices;
use crate::phrases::words::{Word, first_run, words};
use std::ops::Range;

/// Maximum length of a label, in words.
const LONGEST: usize = 16;

/// Maximum length of a name in a label, in words.
const LONGEST_NAME: usize = 6;

/// Labels that name nobody, in lower case.
pub(crate) const HEADINGS: [&str; 73] = [
    "q",
    "a",
    "question",
    "answer",
    "claim",
    "claims",
    "fact",
    "facts",
    "verdict",
    "rating",
    "ruling",
    "myth",
    "note",
    "notes",
    "update",
    "updated",
    "background",
    "context",
    "result",
    "results",
    "analysis",
    "correction",
    "photo",
    "video",
    "audio",
    "picture",
    "image",
    "date",
    "time",
    "price",
    "tip",
    "tips",
    "contact",
    "contacts",
    "review",
    "obituary",
    "where",
    "when",
    "what",
    "why",
    "how",
    "who",
    "venue",
    "tickets",
    "score",
    "scorers",
    "source",
    "sources",
    "watch",
    "read",
    "listen",
    "quote",
    "headline",
    "headlines",
    "summary",
    "introduction",
    "conclusion",
    "letters",
    "comments",
    "ends",
    "intro",
    "outro",
    "vo",
    "ptc",
    "upsot",
    "natsot",
    "voiceover",
    "voice-over",
    "graphics",
    "caption",
    "cue",
    "tease",
    "slug",
];

/// Words before the name in a script, in capitals.
const CLIPS: [&str; 10] =
    ["SOT", "SOUNDBITE", "CLIP", "VO", "INSERT", "TAPE", "ACTUALITY", "SYNC", "ANCHOR:", "REPORTER:"];

/// Words behind the name in a script, in lower case.
const SAYING: [&str; 3] = ["saying", "says", "speaking"];

/// Words for the one who speaks.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Byte range of name and office.
    pub source: Range<usize>,
    /// Byte range of the name.
    pub name: Range<usize>,
    /// Number of words of the name.
    pub words: usize,
    /// Whether the name has no small letters.
    pub is_capitals: bool,
    /// Whether there is more than a name: an office, a stage direction, brackets around it.
    pub is_explicit: bool,
}

/// Reads words at a byte offset of the article as a label.
pub(super) fn read(text: &str, base: usize) -> Option<Label> {
    let (mut start, mut end) = trimmed(text, 0..text.len());
    let mut is_explicit = false;
    // “((ANCHOR))”
    if text[start..end].starts_with("((") && text[start..end].ends_with("))") {
        (start, end) = trimmed(text, start + 1..end - 1);
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        let inner = &text[start..end];
        if inner.starts_with(open) && inner.find(close) == Some(inner.len() - 1) {
            (start, end) = trimmed(text, start + 1..end - 1);
            is_explicit = true;
        }
    }
    // “(SOUNDBITE) (English) …”, “SOT: …”
    while let Some(clip) = clip(&text[start..end]) {
        (start, end) = trimmed(text, start + clip..end);
        is_explicit = true;
    }
    // “FERRANTE (on camera)”
    if text[start..end].ends_with(')')
        && let Some(open) = text[start..end].rfind('(')
    {
        (start, end) = trimmed(text, start..start + open);
        is_explicit = true;
    }
    let behind = SAYING.iter().find_map(|saying| {
        let before = text[start..end].len().checked_sub(saying.len())?;
        let tail = text[start..end].get(before..)?;
        (tail.eq_ignore_ascii_case(saying) && text[start..start + before].trim_end().ends_with(','))
            .then_some(before)
    });
    if let Some(before) = behind {
        (start, end) = trimmed(text, start..start + before);
        end = start + text[start..end].trim_end_matches(',').len();
        is_explicit = true;
    }
    let all = words(&text[start..end], base + start);
    let name = name(&all)?;
    let rest = &all[name.end..];
    let is_rest =
        rest.first().is_none_or(|word| matches!(word.text, "," | "(" | "–" | "—" | "from" | "of" | "in"))
            && !rest.iter().any(is_clause)
            && all.len() <= LONGEST;
    let whole = all.first()?.start..all.last()?.end();
    let named = all[name.start].start..all[name.end - 1].end();
    is_rest.then(|| Label {
        words: name.len(),
        is_capitals: !text[start..named.end - base].contains(char::is_lowercase),
        is_explicit: is_explicit || rest.len() > 1,
        source: whole,
        name: named,
    })
}

/// Words of the name that a label starts with.
fn name(all: &[Word<'_>]) -> Option<Range<usize>> {
    let article = usize::from(all.first().is_some_and(|first| matches!(first.text, "The" | "THE")));
    let run = first_run(&all[article..]).filter(|run| run.start == 0)?;
    let name = article + run.start..article + run.end;
    let first = all[name.start].text.to_lowercase();
    let is_heading = HEADINGS.contains(&first.as_str()) && name.len() < 3;
    (name.len() <= LONGEST_NAME && !is_heading).then_some(name)
}

/// Whether a word is part of a clause, which no label has.
fn is_clause(word: &Word<'_>) -> bool {
    offices::is_finite(word.text)
        || word.is("speech")
        || matches!(word.text, "." | "!" | "?" | ";" | "that" | "because" | "if" | "when" | "who")
}

/// Length of “(SOUNDBITE)”, “SOT:” and the like at the start, in bytes.
fn clip(text: &str) -> Option<usize> {
    if text.starts_with('(') {
        let end = text.find(')')? + 1;
        return (end < text.len()).then_some(end);
    }
    CLIPS.iter().find_map(|clip| {
        let rest = text.strip_prefix(clip)?;
        let is_mark = |c: char| matches!(c, ':' | '-' | '–' | '—' | ' ');
        let name = rest.trim_start_matches(is_mark);
        (rest.starts_with(is_mark) && !name.is_empty()).then_some(text.len() - name.len())
    })
}

fn trimmed(text: &str, range: Range<usize>) -> (usize, usize) {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    (start, start + inner.trim().len())
}
