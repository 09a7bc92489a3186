//! Semantic tokens of a document by block, as lines and columns, cached for unchanged blocks.

use super::tokens::{BlockToken, TokenKind, Traits, tokens};
use ascribe_lints::sourcing::dirty_ranges::dirty_ranges;
use ascribe_lints::sourcing::quotations::{Around, arounds_of, arounds_within};
use ascribe_markup::chunked_vec::{ChunkedVec, Hunk, Measured, Size};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Block, BlockRange};
use ascribe_markup::scope::Scope;
use ascribe_markup::text::Encoding;
use std::ops::Range;
use std::sync::Arc;

/// Token options of an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenOptions {
    /// Unit of columns.
    pub encoding: Encoding,
    /// Whether tokens may be nested.
    pub overlapping: bool,
    /// Whether the editor also highlights with a grammar, so that tokens which add nothing to it can be omitted.
    pub augmenting: bool,
}

/// A token with its position in a block, on a single line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedToken {
    /// Line, relative to the start of the block.
    pub line: u32,
    /// Column, in units of the encoding.
    pub column: u32,
    /// Length, in the same units.
    pub length: u32,
    /// Kind of token.
    pub kind: TokenKind,
    /// Modifiers of the token.
    pub traits: Traits,
}

/// Tokens of a block.
#[derive(Debug, Clone)]
pub struct BlockTokens {
    block: Arc<Block>,
    around: Around,
    /// Tokens in order; shared between versions in which they are the same.
    pub tokens: Arc<[PlacedToken]>,
}

impl BlockTokens {
    /// Number of line ends in the block.
    pub fn lines(&self) -> usize {
        self.block.lines
    }
}

impl Measured for BlockTokens {
    type Digest = ();

    fn digest<'a>(_: impl Iterator<Item = &'a Self>) {}

    fn size(&self) -> Size {
        self.block.size()
    }
}

/// Tokens of a document.
#[derive(Debug, Clone)]
pub struct DocumentTokens {
    scope: Scope,
    form: TokenOptions,
    blocks: ChunkedVec<BlockTokens>,
    painted: usize,
}

impl DocumentTokens {
    /// Tokens by block, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &BlockTokens> {
        self.blocks.iter().map(|at| &**at.item)
    }

    /// Number of blocks whose tokens were computed again.
    pub fn blocks_tokenized(&self) -> usize {
        self.painted
    }
}

/// Computes the tokens of a document. Reuses those of blocks that are unchanged since `previous` with the same
/// bindings.
pub fn semantic_tokens(
    scope: &Scope,
    form: TokenOptions,
    previous: Option<&DocumentTokens>,
) -> DocumentTokens {
    let previous = previous.filter(|previous| previous.form == form);
    let old = previous.map(|previous| previous.blocks.clone()).unwrap_or_default();
    let holds = previous.filter(|previous| previous.scope.same_bindings(scope));
    let all = Hunk { old: 0..old.len(), new: 0..scope.document.chunked_blocks().len() };
    let stretches = holds.map_or_else(
        || vec![all],
        |previous| {
            let around = |index| old.get(index).map(|at| at.item.around);
            dirty_ranges(&scope.document, &previous.scope.document, around)
        },
    );
    let mut blocks = old.clone();
    let mut count = 0;
    for Hunk { old: before, new } in stretches {
        let arounds = arounds_within(&scope.document, new.clone());
        let mut fresh = Vec::with_capacity(new.len());
        for (at, around) in scope.document.chunked_blocks().range(new.clone()).map(BlockAt::from).zip(arounds)
        {
            let by_start = (before.start + at.index - new.start).min(before.end);
            let by_end = (before.end + at.index).saturating_sub(new.end).max(before.start);
            let known = [by_start, by_end].into_iter().filter(|index| before.contains(index));
            let mut known = known.filter_map(|index| Some(old.get(index)?.item));
            let same =
                |known: &&Arc<BlockTokens>| Arc::ptr_eq(&known.block, at.block) && known.around == around;
            if let Some(known) = known.clone().filter(|_| holds.is_some()).find(same) {
                fresh.push(Arc::clone(known));
                continue;
            }
            count += 1;
            let tokens = placed(scope, at, around, form);
            let kept = known.find(|known| *known.tokens == *tokens).map(|known| Arc::clone(&known.tokens));
            let tokens = kept.unwrap_or_else(|| tokens.into());
            fresh.push(Arc::new(BlockTokens { block: Arc::clone(at.block), around, tokens }));
        }
        blocks.splice(new.start..new.start + before.len(), fresh);
    }
    DocumentTokens { scope: scope.clone(), form, blocks, painted: count }
}

/// Tokens of the blocks that a byte range touches, each with the line at which its block starts.
pub fn semantic_tokens_in(
    scope: &Scope,
    form: TokenOptions,
    range: Range<usize>,
) -> Vec<(u32, Vec<PlacedToken>)> {
    let touched = scope.document.touching(&range);
    let arounds = arounds_of(&scope.document, touched.clone());
    let touched = scope.document.chunked_blocks().range(touched).map(BlockAt::from).zip(arounds);
    touched.map(|(at, around)| (at.line as u32, placed(scope, at, around, form))).collect()
}

fn placed(scope: &Scope, at: BlockAt<'_>, around: Around, form: TokenOptions) -> Vec<PlacedToken> {
    let mut tokens = tokens(scope, at, around);
    if form.augmenting {
        let is_news = |token: &BlockToken| {
            !matches!(token.kind, TokenKind::Bracket | TokenKind::Quotation) || !token.traits.is_empty()
        };
        tokens.retain(is_news);
    }
    let tokens = if form.overlapping { tokens } else { flat(tokens) };
    let text = &*at.block.text;
    let mut cursor = Cursor { text, at: 0, line: 0, column: 0, encoding: form.encoding };
    let tokens = by_line(text, tokens).into_iter().map(|token| {
        cursor.go_to(token.extent.start as usize);
        let length = units(&text[token.extent.range()], form.encoding);
        PlacedToken {
            line: cursor.line,
            column: cursor.column,
            length,
            kind: token.kind,
            traits: token.traits,
        }
    });
    tokens.collect()
}

/// Position in a text, as a byte offset and as line and column.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    column: u32,
    encoding: Encoding,
}

impl Cursor<'_> {
    /// Advances to a byte offset; never goes back.
    fn go_to(&mut self, offset: usize) {
        let between = &self.text[self.at..offset.max(self.at)];
        for line in between.split_inclusive(['\n', '\r']) {
            self.at += line.len();
            let crlf = line.ends_with('\r') && self.text[self.at..].starts_with('\n');
            if line.ends_with(['\n', '\r']) && !crlf {
                self.line += 1;
                self.column = 0;
            } else {
                self.column += units(line, self.encoding);
            }
        }
    }
}

fn units(text: &str, encoding: Encoding) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => text.chars().count(),
    };
    units as u32
}

/// Flattens nested tokens by splitting the outer ones.
fn flat(tokens: Vec<BlockToken>) -> Vec<BlockToken> {
    let mut flat: Vec<BlockToken> = Vec::with_capacity(tokens.len());
    let mut open: Vec<BlockToken> = Vec::new();
    let close = |open: &mut Vec<BlockToken>, flat: &mut Vec<BlockToken>, until: u32| {
        while let Some(token) = open.pop_if(|token| token.extent.end <= until) {
            let end = token.extent.end;
            flat.extend(Some(token).filter(|token| token.extent.start < end));
            if let Some(around) = open.last_mut() {
                around.extent.start = around.extent.start.max(end);
            }
        }
    };
    for token in tokens {
        close(&mut open, &mut flat, token.extent.start);
        if let Some(around) = open.last_mut().filter(|around| around.extent.start < token.extent.start) {
            flat.push(BlockToken {
                extent: BlockRange { end: token.extent.start, ..around.extent },
                ..*around
            });
            around.extent.start = token.extent.start;
        }
        open.push(token);
    }
    close(&mut open, &mut flat, u32::MAX);
    flat
}

/// Splits tokens at line ends and trims blanks at both ends of each line.
fn by_line(text: &str, tokens: Vec<BlockToken>) -> Vec<BlockToken> {
    let mut cut = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mut start = token.extent.start as usize;
        for line in text[token.extent.range()].split_inclusive(['\n', '\r']) {
            let words = line.trim_matches([' ', '\t', '\n', '\r']);
            let from = start + (line.len() - line.trim_start_matches([' ', '\t', '\n', '\r']).len());
            if !words.is_empty() {
                cut.push(BlockToken { extent: BlockRange::new(from, from + words.len()), ..token });
            }
            start += line.len();
        }
    }
    cut.sort_by_key(|token| (token.extent.start, std::cmp::Reverse(token.extent.end)));
    cut
}
