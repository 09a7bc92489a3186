//! Quotations that no annotation is about.

use super::trimmed;
use ascribe_lints::sourcing::quotations;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Block, Marked, Shape};
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::StrippedArticle;
use std::collections::HashSet;
use std::ops::Range;

/// Words of quotations that nobody has annotated, without their marks: byte ranges of the article, in order, one for each
/// paragraph. Left out are those never closed and those within a quotation, statement or mention.
pub fn unannotated_quotations(scope: &Scope) -> Vec<Range<usize>> {
    let article = StrippedArticle::new(&scope.document);
    let mut seen = HashSet::new();
    let mut ranges = Vec::new();
    for at in scope.document.blocks() {
        for marked in at.block.marked().iter().filter(|marked| marked.is_quotation()) {
            if !seen.insert((at.index, marked.extent)) || is_covered(at.block, marked) {
                continue;
            }
            let parts = quotations::parts(&scope.document, at.index, marked);
            seen.extend(parts.iter().map(|(at, part)| (at.index, part.extent)));
            let is_closed = matches!(parts.last(), Some((_, last)) if is_closed(last));
            if is_closed && parts.iter().all(|(_, part)| part.annotation.is_none()) {
                ranges.extend(parts.iter().map(|part| words(&article, part)));
            }
        }
    }
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges
}

fn is_closed(part: &Marked) -> bool {
    matches!(part.shape, Shape::Quotation { closed: true, .. })
}

/// Whether what is around a quotation says whose words it has, or that nobody says them.
fn is_covered(block: &Block, marked: &Marked) -> bool {
    let is_said = |kind: Kind| kind.is_statement() || kind == Kind::Mention;
    quotations::ancestors(block, marked).any(|around| around.is_quotation() || is_said(around.kind()))
}

fn words(article: &StrippedArticle, (at, part): &(BlockAt<'_>, &Marked)) -> Range<usize> {
    let content = part.content.at(at.start);
    trimmed(&article.text, article.offset(content.start)..article.offset(content.end))
}
