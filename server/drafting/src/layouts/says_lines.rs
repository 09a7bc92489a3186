//! “Uncle Fintan says: Learn the bass line.”: a paragraph that is said as a whole, without quotation marks.

use super::line::{Lines, has_marks};
use super::{Speech, label};

/// Verbs before the colon.
const VERBS: [&str; 8] = ["says", "writes", "replies", "answers", "responds", "wrote", "replied", "adds"];

/// Maximum length of the words before the colon, in bytes.
const LONGEST: usize = 60;

/// Finds paragraphs that are said as a whole.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let all = lines.all.iter().filter_map(|line| {
        let text = lines.text(line);
        let colon = text.find(": ").filter(|colon| *colon <= LONGEST)?;
        let (name, verb) = text[..colon].rsplit_once(' ')?;
        let spoken = text[colon + 1..].trim_start();
        let is_sentence = spoken.starts_with(char::is_uppercase) && spoken.ends_with(['.', '!', '?']);
        if !VERBS.contains(&verb) || has_marks(text) || !is_sentence {
            return None;
        }
        // “Kiri_72 writes: …”
        let is_handle = !name.contains(' ') && name.starts_with(|c: char| c.is_uppercase() || c == '@');
        let whole = line.range.start..line.range.start + name.len();
        let source = label::read(name, line.range.start).map(|label| label.source);
        let source = source.or_else(|| is_handle.then_some(whole))?;
        let words = line.range.end - spoken.len()..line.range.end;
        Some(Speech { paragraph: line.paragraph, words, source: Some(source), is_quoted: false })
    });
    all.collect()
}
