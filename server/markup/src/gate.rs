//! The gate that every edit passes on its way to an editor or a file: markup may change, the article may not.
//!
//! [`pass`] strips the blocks that the edits change, before and after, and compares. Edits that are meant to change the
//! article declare it by their [`Intent`], which says where; everywhere else the same holds for them.
//!
//! ```
//! use ascribe_markup::Edit;
//! use ascribe_markup::document::Document;
//! use ascribe_markup::gate::{Intent, GateRefusal, pass};
//!
//! let document = Document::new("[The dam holds]{claim @moe}.\n");
//! assert!(pass(&document, &[Edit::insert(26, " ^log")], &Intent::Markup).is_ok());
//! let refused = pass(&document, &[Edit::insert(27, " ^log")], &Intent::Markup);
//! assert_eq!(refused, Err(GateRefusal::ChangesArticle));
//! ```

use crate::Edit;
use crate::budget::Budget;
use crate::chunked_vec::Hunk;
use crate::document::Document;
use crate::model::{Block, BlockKind, BlockRange};
use std::fmt;
use std::ops::Range;

/// Part of the article that edits are meant to change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Intent {
    /// Markup only.
    #[default]
    Markup,
    /// Text at these bytes that is meant as markup, such as stray braces or the sign of a declaration: it may go or
    /// change. Elsewhere only brackets may go, which then carry an annotation.
    StrayMarkup(Range<usize>),
    /// An annotation without an end, at these bytes: words that it has swallowed may come back, with the brackets that
    /// carried it. All other words stay.
    UnclosedAnnotation(Range<usize>),
}

/// Edits of one document that have passed the gate: sorted, and none overlaps another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PassedEdits(Vec<Edit>);

impl PassedEdits {
    /// Sorts edits. Stable, since insertions at one offset keep their order.
    fn sorted(edits: &[Edit]) -> Self {
        let mut edits = edits.to_vec();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        Self(edits)
    }

    /// The edits, in the order of the text.
    pub fn edits(&self) -> &[Edit] {
        &self.0
    }
}

/// Reason why edits do not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateRefusal {
    /// An edit is outside of the text or within a character.
    Misplaced,
    /// Two edits overlap.
    Overlapping,
    /// The article would change where it is not meant to.
    ChangesArticle,
}

impl fmt::Display for GateRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self {
            Self::Misplaced => "One of the edits has no place in the text",
            Self::Overlapping => "Two of the edits overlap",
            Self::ChangesArticle => "This would change the words of the article",
        };
        write!(
            f,
            "{problem}, so nothing was changed. This is a bug in Ascribe; please report it with the text."
        )
    }
}

/// Lets edits of a document pass if the article changes only as intended. Costs as much as reading the edited blocks.
///
/// # Errors
/// If the edits cannot be applied together, or change the article.
pub fn pass(document: &Document, edits: &[Edit], intent: &Intent) -> Result<PassedEdits, GateRefusal> {
    pass_on(document, edits, intent, Budget::UNLIMITED)
}

/// Like [`pass`], and takes the work from a budget: [`Document::parsing_steps`].
///
/// # Errors
/// If the edits cannot be applied together, or change the article.
pub fn pass_on(
    document: &Document,
    edits: &[Edit],
    intent: &Intent,
    budget: &Budget,
) -> Result<PassedEdits, GateRefusal> {
    let passed = PassedEdits::sorted(edits);
    let edits = passed.edits();
    let text = document.text();
    let is_place = |offset: usize| offset <= text.len() && text.floor(offset) == offset;
    let has_place =
        |range: &Range<usize>| is_place(range.start) && is_place(range.end) && range.start <= range.end;
    if !edits.iter().all(|edit| has_place(&edit.range)) || !has_place(&intent.place()) {
        return Err(GateRefusal::Misplaced);
    }
    if edits.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
        return Err(GateRefusal::Overlapping);
    }
    let edited = document.edited(edits);
    budget.take(edited.parsing_steps());
    pass_version(document, &edited, intent)?;
    Ok(passed)
}

/// Lets a later version of a document pass if the article has changed only as intended; only blocks that the versions do
/// not share are compared.
///
/// # Errors
/// If the article has changed.
pub fn pass_version(before: &Document, after: &Document, intent: &Intent) -> Result<(), GateRefusal> {
    let hunks = after.chunked_blocks().hunks(before.chunked_blocks());
    let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return Ok(()) };
    let (old, new) = (first.old.start..last.old.end, first.new.start..last.new.end);
    let all = 0..usize::MAX;
    let result = || article(after, new.clone(), all.clone());
    let outside = |place: &Range<usize>| {
        [0..place.start, place.end..usize::MAX].map(|part| article(before, old.clone(), part))
    };
    let keeps = match intent {
        // Usually each hunk keeps its words, and what is between very distant ones need not be read.
        Intent::Markup => {
            let keeps = |hunk: &Hunk| {
                article(before, hunk.old.clone(), all.clone())
                    == article(after, hunk.new.clone(), all.clone())
            };
            hunks.iter().all(keeps) || article(before, old.clone(), all.clone()) == result()
        }
        Intent::StrayMarkup(place) => {
            // Braces without an end may get one.
            let meant = before.text().slice(place.clone()) + "}";
            keeps_outside(&outside(place), &result(), is_bracket, never)
                .is_some_and(|inside| is_subsequence(inside.chars(), &meant))
        }
        Intent::UnclosedAnnotation(place) => {
            let swallowed = before.text().slice(place.clone());
            keeps_outside(&outside(place), &result(), never, is_bracket)
                .is_some_and(|inside| is_subsequence(inside.chars().filter(|c| !is_bracket(*c)), &swallowed))
        }
    };
    if keeps { Ok(()) } else { Err(GateRefusal::ChangesArticle) }
}

/// Lets each of several groups of edits pass that are offered together and do not depend on each other, such as hints.
/// Usually all pass, which one comparison shows; otherwise bisects until those that do not are found.
pub fn pass_each(document: &Document, groups: &[&[Edit]]) -> Vec<Result<PassedEdits, GateRefusal>> {
    let all: Vec<Edit> = groups.iter().copied().flatten().cloned().collect();
    match pass(document, &all, &Intent::Markup) {
        Ok(_) => groups.iter().map(|group| Ok(PassedEdits::sorted(group))).collect(),
        Err(refusal) if groups.len() < 2 => vec![Err(refusal); groups.len()],
        Err(_) => {
            let (first, second) = groups.split_at(groups.len() / 2);
            [pass_each(document, first), pass_each(document, second)].concat()
        }
    }
}

/// Whether nothing at these bytes is the article's, so that whatever is typed there is markup.
pub fn is_markup(document: &Document, range: Range<usize>) -> bool {
    article(document, document.touching(&range), range).is_empty()
}

impl Intent {
    /// Bytes at which the article is meant to change.
    fn place(&self) -> Range<usize> {
        match self {
            Self::Markup => 0..0,
            Self::StrayMarkup(place) | Self::UnclosedAnnotation(place) => place.clone(),
        }
    }
}

/// Article of a run of blocks, as far as it stands at these bytes of the document.
fn article(document: &Document, blocks: Range<usize>, part: Range<usize>) -> String {
    let mut out = String::new();
    for at in document.chunked_blocks().range(blocks) {
        let within = |offset: usize| offset.saturating_sub(at.start.bytes).min(at.item.len());
        push_article(at.item, within(part.start)..within(part.end), &mut out);
    }
    out
}

/// Adds the article of a block, as far as it stands at these bytes of the block.
pub(crate) fn push_article(block: &Block, part: Range<usize>, out: &mut String) {
    for range in article_ranges(block) {
        let (start, end) = (range.start.max(part.start), range.end.min(part.end));
        out.push_str(block.text.get(start..end).unwrap_or_default());
    }
}

/// Byte ranges of a block that are the article, in order.
pub(crate) fn article_ranges(block: &Block) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let is_text = matches!(block.kind, BlockKind::Blank | BlockKind::Paragraph(_) | BlockKind::Unread);
    if !is_text && block.text.starts_with('\u{feff}') {
        ranges.push(0..'\u{feff}'.len_utf8());
    }
    match block.kind {
        BlockKind::FrontMatter(_) | BlockKind::Declaration(_) => {}
        BlockKind::Blank | BlockKind::Unread => ranges.push(0..block.len()),
        BlockKind::Note(_) => ranges.push(block.content..block.len()),
        BlockKind::Paragraph(_) => {
            let mut from = 0;
            for markup in block.markup(BlockRange::new(0, block.len())) {
                ranges.push(from..markup.start as usize);
                from = markup.end as usize;
            }
            ranges.push(from..block.len());
        }
    }
    ranges
}

/// Text between two parts of an article in a later version, if that begins with the first and ends with the second,
/// apart from characters that may go or come.
fn keeps_outside<'a>(
    [first, second]: &[String; 2],
    after: &'a str,
    may_go: impl Fn(char) -> bool,
    may_come: impl Fn(char) -> bool,
) -> Option<&'a str> {
    let rest = &after[matched(first.chars(), after.chars(), &may_go, &may_come)?..];
    let end = matched(second.chars().rev(), rest.chars().rev(), &may_go, &may_come)?;
    Some(&rest[..rest.len() - end])
}

/// Length in bytes of what the characters match at the start of others.
fn matched(
    before: impl Iterator<Item = char>,
    after: impl Iterator<Item = char>,
    may_go: impl Fn(char) -> bool,
    may_come: impl Fn(char) -> bool,
) -> Option<usize> {
    let mut after = after.peekable();
    let mut length = 0;
    for c in before {
        while let Some(new) = after.next_if(|new| *new != c && may_come(*new)) {
            length += new.len_utf8();
        }
        if after.next_if_eq(&c).is_some() {
            length += c.len_utf8();
        } else if !may_go(c) {
            return None;
        }
    }
    Some(length)
}

fn is_subsequence(mut part: impl Iterator<Item = char>, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.all(|c| whole.any(|other| other == c))
}

fn is_bracket(c: char) -> bool {
    matches!(c, '[' | ']')
}

fn never(_: char) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::{GateRefusal, Intent, PassedEdits, pass};
    use crate::Edit;
    use crate::document::Document;
    use std::ops::Range;

    /// Result of replacing the first `old` in a text; the intent is about the first `place`.
    fn replaced(
        text: &str,
        old: &str,
        new: &str,
        intent: impl Fn(Range<usize>) -> Intent,
        place: &str,
    ) -> Result<PassedEdits, GateRefusal> {
        let range = |part: &str| {
            let start = text.find(part).unwrap_or(text.len());
            start..start + part.len()
        };
        pass(&Document::new(text), &[Edit::replace(range(old), new)], &intent(range(place)))
    }

    const MARKUP: fn(Range<usize>) -> Intent = |_| Intent::Markup;

    #[test]
    fn edits_that_change_a_character_of_the_article_are_refused() {
        let text = "@ada: Ada Holt\n\u{85}\n[it rose]{claim @ada} “so”{@ada} she\u{a0}said\u{2028}.\n%% note\n\nEnd.\n";
        for (old, new) in [
            ("said", "says"),
            ("\u{85}", ""),
            ("\u{a0}", " "),
            ("\u{2028}", ""),
            (" “so”", "“so”"),
            ("]{claim @ada}", "]"),
            ("@ada}", "@ada"),
            ("{@ada}", "{@ada}}"),
            ("%% note\n", "%% note\n\n"),
            ("%% note", "% note"),
            ("End.", "%% End."),
            ("End.\n", "End."),
            ("\n[it", "\n\n[it"),
        ] {
            let passed = replaced(text, old, new, MARKUP, "");
            assert_eq!(passed, Err(GateRefusal::ChangesArticle), "{old:?} to {new:?}");
        }
        for (old, new) in [
            ("@ada: Ada Holt\n", "@ada: Ada\n  role: clerk\n\n"),
            ("claim @ada", "@ada claim"),
            ("[it rose]{claim @ada}", "it rose"),
            ("said", "[said]{cue}"),
            ("%% note", "%% other"),
            ("End.", "\\End."),
        ] {
            let passed = replaced(text, old, new, MARKUP, "");
            assert_eq!(passed.is_ok(), new != "\\End.", "{old:?} to {new:?}");
        }
    }

    #[test]
    fn edits_without_a_place_are_refused() {
        let document = Document::new("é “so”{@ada}\n");
        for (edits, refusal) in [
            (vec![Edit::insert(1, "")], GateRefusal::Misplaced),
            (vec![Edit::insert(100, "")], GateRefusal::Misplaced),
            (vec![Edit::replace(12..15, "@bo"), Edit::replace(13..14, "b")], GateRefusal::Overlapping),
        ] {
            assert_eq!(pass(&document, &edits, &Intent::Markup), Err(refusal), "{edits:?}");
        }
        #[allow(clippy::reversed_empty_ranges)]
        let reversed = [Edit::replace(13..12, "")];
        assert_eq!(pass(&document, &reversed, &Intent::Markup), Err(GateRefusal::Misplaced));
        let far = Intent::StrayMarkup(0..100);
        assert_eq!(pass(&document, &[], &far), Err(GateRefusal::Misplaced));
    }

    #[test]
    fn edits_keep_the_order_of_insertions_at_one_offset() {
        let document = Document::new("[a]{claim}\n");
        let edits = ["@x", " ", "@y "].map(|text| Edit::insert(4, text));
        assert_eq!(
            pass(&document, &edits, &Intent::Markup).map(|it| it.edits().to_vec()),
            Ok(edits.to_vec())
        );
    }

    #[test]
    fn stray_markup_goes_and_no_word_with_it() {
        let text = "So [it was] {claim @ada}, he said {so}.\n";
        let stray = |old, new| replaced(text, old, new, Intent::StrayMarkup, " {claim @ada}");
        assert!(stray(" {claim @ada}", "{claim @ada}").is_ok());
        assert!(stray(" {claim @ada}", "").is_ok());
        for (old, new) in [(" {claim @ada},", "{claim @ada}"), ("was] {", "]{"), ("{so}", ""), ("So ", "")] {
            assert_eq!(stray(old, new), Err(GateRefusal::ChangesArticle), "{old:?} to {new:?}");
        }
        let words =
            replaced(text, " {claim @ada}", "{claim @ada} again", Intent::StrayMarkup, " {claim @ada}");
        assert_eq!(words, Err(GateRefusal::ChangesArticle), "no word comes");
    }

    #[test]
    fn an_unclosed_annotation_gives_back_its_words_and_no_other() {
        let text = "So [it was]{claim @ada he said \\“so.\nIt was.\n";
        let unclosed =
            |old, new| replaced(text, old, new, Intent::UnclosedAnnotation, "{claim @ada he said \\“so.");
        assert!(unclosed("@ada", "@ada}").is_ok());
        assert!(unclosed("{claim", "\\{claim").is_ok());
        assert_eq!(replaced(text, "@ada", "@ada}", MARKUP, ""), Err(GateRefusal::ChangesArticle));
        for (old, new) in [("@ada", "@ada} never"), ("It was.", "It was not."), ("So ", "")] {
            assert_eq!(unclosed(old, new), Err(GateRefusal::ChangesArticle), "{old:?} to {new:?}");
        }
    }
}
