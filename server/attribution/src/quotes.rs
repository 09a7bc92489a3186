//! Finds the quotations of a text: the one reader for articles and headlines.
//!
//! Double marks are read as in documents. Single marks count only outside of double ones, and only if the closing one is
//! in the paragraph.

use super::clusters::Clusters;
use super::quotation_marks::{Family, Site, family, may_nest};
use super::single_quotes::single_end;
use super::token::{Quotation, Quoted, Token};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Minimum length in words; a shorter quotation may be a title or a term.
pub(super) const SHORTEST: usize = 3;

/// Maximum number of quotations of one family directly inside each other.
const MAX_NEST: usize = 4;

/// Maximum number of open quotations, as in documents; a mark in more of them is text.
const MAX_DEPTH: usize = 100;

/// Maximum number of tokens behind a mark in which the quotation that it opens inside another one has to be closed, and
/// the other one, too: longer than any paragraph of an article.
const NEST_REACH: usize = 2000;

/// Closed quotations in a line of plain text, such as a headline, apart from those inside others: byte ranges between
/// the marks.
///
/// ```
/// let line = "Mayor: 'It wasn't me' in the '90s, ”inte jag”";
/// let found: Vec<&str> =
///     ascribe_attribution::quotes::between_marks(line).into_iter().map(|range| &line[range]).collect();
/// assert_eq!(found, ["It wasn't me", "inte jag"]);
/// ```
pub fn between_marks(line: &str) -> Vec<Range<usize>> {
    let TokenizedParagraph { tokens, quotations, .. } = TokenizedParagraph::new(line, Clusters::default());
    let closed = quotations.into_iter().filter(|quotation| quotation.closed);
    closed.map(|Quotation { first, last, .. }| tokens[first].end..tokens[last].start).collect()
}

/// An open quotation.
struct Open<'t> {
    first: usize,
    family: Family,
    mark: &'t str,
    /// Whether it is known to be closed, with others of its family inside.
    is_balanced: bool,
}

/// Reader of the double marks of a paragraph.
struct Reader<'t> {
    text: &'t str,
    open: Vec<Open<'t>>,
    quotations: Vec<Quotation>,
    /// End of the last mark in bytes, and whether it opened.
    last: Option<(usize, bool)>,
}

/// Marks the quotations on the tokens and returns them in order.
pub fn mark(text: &str, tokens: &mut [Token]) -> Vec<Quotation> {
    let mut reader = Reader { text, open: Vec::new(), quotations: Vec::new(), last: None };
    let mut at = 0;
    while at < tokens.len() {
        let word = &text[tokens[at].start..tokens[at].end];
        if let Some(family) = family(word) {
            reader.double(tokens, at, family);
        } else if reader.open.is_empty()
            && opens_single(text, tokens, at)
            && let Some(last) = single_end(text, tokens, at)
        {
            reader.quotations.push(Quotation { first: at, last, closed: true });
            at = last;
        }
        at += 1;
    }
    let end = tokens.len();
    while !reader.open.is_empty() {
        reader.gives_up(end);
    }
    let quotations = outermost(reader.quotations);
    for (number, quotation) in (1..).zip(&quotations) {
        for (at, token) in tokens.iter_mut().enumerate().take(quotation.last + 1).skip(quotation.first) {
            token.quotation = number;
            token.quoted = if at == quotation.first {
                Quoted::Opening
            } else if at == quotation.last && quotation.closed {
                Quoted::Closing
            } else {
                Quoted::Inside
            };
        }
    }
    quotations
}

impl<'t> Reader<'t> {
    fn site(&self, tokens: &[Token], at: usize, last: Option<(usize, bool)>) -> Site<'t> {
        Site { text: self.text, start: tokens[at].start, end: tokens[at].end, last }
    }

    fn innermost(&self, family: Family) -> Option<&Open<'t>> {
        self.open.iter().rev().find(|open| open.family == family)
    }

    fn double(&mut self, tokens: &[Token], at: usize, family: Family) {
        let site = self.site(tokens, at, self.last);
        let open = self.innermost(family).map(|open| open.mark);
        let opens = site.opens(open);
        if site.is_text() || (open.is_none() && !opens) {
            return;
        }
        if opens && self.open.len() >= MAX_DEPTH {
            return;
        }
        if opens {
            while !self.may_enclose(tokens, at, family) {
                self.gives_up(at);
            }
            let mark = &self.text[site.start..site.end];
            self.open.push(Open { first: at, family, mark, is_balanced: false });
        } else {
            while self.open.last().is_some_and(|open| open.family != family) {
                self.gives_up(at);
            }
            if let Some(open) = self.open.pop() {
                self.quotations.push(Quotation { first: open.first, last: at, closed: true });
            }
        }
        self.last = Some((site.end, opens));
    }

    /// Ends the innermost quotation before a token, without a closing mark.
    fn gives_up(&mut self, at: usize) {
        if let Some(open) = self.open.pop() {
            self.quotations.push(Quotation { first: open.first, last: at - 1, closed: false });
        }
    }

    /// Whether the innermost quotation may hold the one that a token opens: of another family always, of its own if
    /// both are closed.
    fn may_enclose(&mut self, tokens: &[Token], at: usize, family: Family) -> bool {
        let word = &self.text[tokens[at].start..tokens[at].end];
        let Some(open) = self.open.last().filter(|open| open.family == family) else { return true };
        if !may_nest(word, open.mark) {
            return false;
        }
        let is_balanced = open.is_balanced || self.is_balanced(tokens, at, open.mark);
        if let Some(open) = self.open.last_mut() {
            open.is_balanced = is_balanced;
        }
        is_balanced
    }

    fn is_balanced(&self, tokens: &[Token], at: usize, open: &'t str) -> bool {
        let word = |at: usize| &self.text[tokens[at].start..tokens[at].end];
        let mut marks = vec![open, word(at)];
        let mut last = Some((tokens[at].end, true));
        for next in at + 1..tokens.len().min(at + NEST_REACH) {
            if family(word(next)) != family(open) {
                continue;
            }
            if family(open) == Some(Family::Curly) && !matches!(word(next), "“" | "”") {
                return false;
            }
            let opens = self.site(tokens, next, last).opens(marks.last().copied());
            last = Some((tokens[next].end, opens));
            if !opens {
                marks.pop();
            } else if marks.len() < MAX_NEST {
                marks.push(word(next));
            } else {
                return false;
            }
            if marks.is_empty() {
                return true;
            }
        }
        false
    }
}

fn opens_single(text: &str, tokens: &[Token], at: usize) -> bool {
    let opens_here = || {
        let before = at.checked_sub(1).map(|before| &text[tokens[before].start..tokens[before].end]);
        let is_free = tokens[at].spaced
            || before.is_none_or(|before| before.ends_with(['(', '[', '{', '-', '–', '—', '‘', ':']));
        is_free && tokens.get(at + 1).is_some_and(|next| !next.spaced)
    };
    match &text[tokens[at].start..tokens[at].end] {
        "‘" | "‚" => true,
        "'" | "`" => opens_here(),
        _ => false,
    }
}

/// Quotations that are in no other one, in order. One that is never closed ends before the first inside it.
fn outermost(mut all: Vec<Quotation>) -> Vec<Quotation> {
    all.sort_by_key(|quotation| (quotation.first, std::cmp::Reverse(quotation.last)));
    let mut outermost: Vec<Quotation> = Vec::with_capacity(all.len());
    for quotation in all {
        match outermost.last_mut() {
            Some(outer) if quotation.first <= outer.last && outer.closed => {}
            Some(outer) if quotation.first <= outer.last => {
                outer.last = quotation.first - 1;
                outermost.push(quotation);
            }
            _ => outermost.push(quotation),
        }
    }
    outermost
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, between_marks};

    #[test]
    fn marks_in_too_many_open_quotations_are_text() {
        let nested = |depth: usize| {
            let (open, close): (String, String) =
                (0..depth).map(|at| if at % 2 == 0 { ('“', '”') } else { ('«', '»') }).unzip();
            format!("{open}so{}", close.chars().rev().collect::<String>())
        };
        for depth in [1, MAX_DEPTH] {
            let line = nested(depth);
            let found: Vec<&str> = between_marks(&line).into_iter().map(|range| &line[range]).collect();
            assert_eq!(found, [line.strip_prefix('“').and_then(|line| line.strip_suffix('”')).unwrap_or("")]);
        }
        let line = nested(MAX_DEPTH + 2);
        let last = "”»".len();
        assert_eq!(between_marks(&line).first(), Some(&("“".len()..line.len() - last - "”".len())));
    }
}
