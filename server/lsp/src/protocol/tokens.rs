//! Semantic tokens for the client: the negotiated legend, the results it has, and the deltas between them.

use ascribe_ide::semantic_tokens::{BlockTokens, DocumentTokens, PlacedToken, TokenOptions, semantic_tokens};
use ascribe_ide::tokens::{TokenKind, TokenTrait};
use ascribe_markup::scope::Scope;
use ascribe_markup::text::Encoding;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokensClientCapabilities,
    SemanticTokensEdit, SemanticTokensFullOptions, SemanticTokensLegend, TokenFormat,
};

/// Number of results cached per document, as bases for deltas.
const KEPT: usize = 2;

/// Names of a token kind, best first: our own, for clients that declare them, then the protocol's.
fn type_names(kind: TokenKind) -> &'static [&'static str] {
    match kind {
        TokenKind::Actor => &["actor", "class", "type", "variable"],
        TokenKind::Source => &["source", "function", "method", "type", "variable"],
        TokenKind::Label => &["label", "variable"],
        TokenKind::Keyword => &["keyword"],
        TokenKind::Key => &["property", "parameter"],
        TokenKind::Text => &["string"],
        TokenKind::Quotation => &["quotation", "string"],
        TokenKind::Choice => &["enumMember", "keyword"],
        TokenKind::Number => &["number", "string"],
        TokenKind::Note => &["comment"],
        TokenKind::Bracket => &["claim", "operator"],
    }
}

/// Our own names come first, for clients that declare them; most only know the protocol's.
fn modifier_names(known: TokenTrait) -> &'static [&'static str] {
    match known {
        TokenTrait::Declaration => &["declaration", "definition"],
        TokenTrait::Definition => &["definition", "declaration"],
        TokenTrait::BuiltIn => &["defaultLibrary"],
        TokenTrait::Unresolved => &["unresolved", "abstract"],
        TokenTrait::Mention => &["mention"],
        TokenTrait::Attributed => &["attributed", "documentation"],
        TokenTrait::Unattributed => &["unattributed"],
        TokenTrait::Draft => &["draft", "modification"],
    }
}

/// Negotiated semantic token capabilities.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub struct Legend {
    types: Vec<&'static str>,
    modifiers: Vec<&'static str>,
    overlapping: bool,
    augmenting: bool,
    /// The client requests the tokens of a whole document.
    pub full: bool,
    /// It requests deltas.
    pub delta: bool,
    /// It requests the tokens of a range.
    pub range: bool,
}

impl Legend {
    /// Legend for this client; empty if it supports no tokens known here.
    pub fn of(client: Option<&SemanticTokensClientCapabilities>) -> Self {
        let Some(client) = client.filter(|client| client.formats.contains(&TokenFormat::RELATIVE)) else {
            return Self::default();
        };
        let types = chosen(TokenKind::ALL.map(type_names).as_slice(), |name| {
            client.token_types.iter().any(|known| known.as_str() == name)
        });
        let modifiers = chosen(TokenTrait::ALL.map(modifier_names).as_slice(), |name| {
            client.token_modifiers.iter().any(|known| known.as_str() == name)
        });
        let asks = !types.is_empty();
        let full = client.requests.full.as_ref();
        Self {
            types,
            modifiers,
            overlapping: client.overlapping_token_support.unwrap_or(false),
            augmenting: client.augments_syntax_tokens.unwrap_or(false),
            full: asks && full.is_some_and(|full| *full != SemanticTokensFullOptions::Bool(false)),
            delta: asks && matches!(full, Some(SemanticTokensFullOptions::Delta { delta: Some(true) })),
            range: asks && client.requests.range.unwrap_or(false),
        }
    }

    /// Names of types and modifiers, in the order in which tokens number them.
    pub fn names(&self) -> SemanticTokensLegend {
        SemanticTokensLegend {
            token_types: self.types.iter().map(|name| SemanticTokenType::new(name)).collect(),
            token_modifiers: self.modifiers.iter().map(|name| SemanticTokenModifier::new(name)).collect(),
        }
    }

    /// Form of tokens that the client supports.
    pub fn form(&self, encoding: Encoding) -> TokenOptions {
        TokenOptions { encoding, overlapping: self.overlapping, augmenting: self.augmenting }
    }

    fn token_type(&self, kind: TokenKind) -> Option<u32> {
        place(&self.types, type_names(kind))
    }

    fn modifiers(&self, token: &PlacedToken) -> u32 {
        let known = token.traits.iter().filter_map(|one| place(&self.modifiers, modifier_names(one)));
        known.fold(0, |bits, place| bits | 1 << place)
    }
}

/// First name of each list that the client knows, without duplicates.
fn chosen(lists: &[&[&'static str]], knows: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let mut chosen = Vec::new();
    for name in lists.iter().filter_map(|names| names.iter().find(|name| knows(name))) {
        if !chosen.contains(name) {
            chosen.push(*name);
        }
    }
    chosen
}

/// Index of the first of these names among the chosen ones.
fn place(chosen: &[&str], names: &[&str]) -> Option<u32> {
    let place = names.iter().find_map(|name| chosen.iter().position(|known| known == name))?;
    Some(place as u32)
}

/// Semantic tokens sent to a client for an open document.
pub type TokenCache = Arc<Mutex<Results>>;

/// Latest results, newest last, each with the generation of its document.
#[derive(Debug, Default)]
pub struct Results(VecDeque<(u64, Arc<DocumentTokens>)>);

impl Results {
    /// Cached result of a generation.
    pub fn of(&self, generation: u64) -> Option<Arc<DocumentTokens>> {
        let (_, tokens) = self.0.iter().find(|(known, _)| *known == generation)?;
        Some(Arc::clone(tokens))
    }

    /// Result of a generation, computed if it is not cached.
    pub fn semantic_tokens(
        &mut self,
        generation: u64,
        scope: &Scope,
        form: TokenOptions,
    ) -> Arc<DocumentTokens> {
        if let Some(tokens) = self.of(generation) {
            return tokens;
        }
        let tokens = Arc::new(semantic_tokens(scope, form, self.0.back().map(|(_, last)| &**last)));
        self.0.push_back((generation, Arc::clone(&tokens)));
        while self.0.len() > KEPT {
            self.0.pop_front();
        }
        tokens
    }
}

/// Encodes tokens for the protocol, each relative to the previous one.
#[derive(Debug, Clone)]
pub struct Encoder<'a> {
    legend: &'a Legend,
    /// Line at which the next block starts.
    start: u32,
    /// Line and column of the last token.
    last: (u32, u32),
}

impl<'a> Encoder<'a> {
    /// Encoder at the start of a document.
    pub fn new(legend: &'a Legend) -> Self {
        Self { legend, start: 0, last: (0, 0) }
    }

    /// Adds the tokens of a block that starts at this line.
    pub fn add(&mut self, line: u32, tokens: &[PlacedToken], encoded: &mut Vec<SemanticToken>) {
        for token in tokens {
            let Some(token_type) = self.legend.token_type(token.kind) else { continue };
            let at = (line + token.line, token.column);
            encoded.push(SemanticToken {
                delta_line: at.0 - self.last.0,
                delta_start: if at.0 == self.last.0 { at.1 - self.last.1 } else { at.1 },
                length: token.length,
                token_type,
                token_modifiers_bitset: self.legend.modifiers(token),
            });
            self.last = at;
        }
    }

    /// Encodes the tokens of the next blocks.
    fn blocks<'p>(&mut self, blocks: impl IntoIterator<Item = &'p BlockTokens>) -> Vec<SemanticToken> {
        let mut encoded = Vec::new();
        for block in blocks {
            self.add(self.start, &block.tokens, &mut encoded);
            self.start += block.lines() as u32;
        }
        encoded
    }
}

/// All tokens of a document.
pub fn encoded(legend: &Legend, tokens: &DocumentTokens) -> Vec<SemanticToken> {
    Encoder::new(legend).blocks(tokens.blocks())
}

/// Edits that turn the tokens of the old painting into those of the new one; their offsets refer to the old ones.
pub fn edits(legend: &Legend, old: &DocumentTokens, new: &DocumentTokens) -> Vec<SemanticTokensEdit> {
    let (old, new): (Vec<&BlockTokens>, Vec<&BlockTokens>) = (old.blocks().collect(), new.blocks().collect());
    let same =
        |(a, b): &(&&BlockTokens, &&BlockTokens)| Arc::ptr_eq(&a.tokens, &b.tokens) && a.lines() == b.lines();
    let before = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let behind = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    // The first token after the change is encoded relative to the last one before it, so it may differ too.
    let shows =
        |block: &&BlockTokens| block.tokens.iter().any(|token| legend.token_type(token.kind).is_some());
    let unseen = old_rest[old_rest.len() - behind..].iter().position(shows);
    let behind = unseen.map_or(0, |unseen| behind - unseen - 1);
    let old_mid = &old_rest[..old_rest.len() - behind];
    let new_mid = &new_rest[..new_rest.len() - behind];

    let mut old_encoder = Encoder::new(legend);
    let mut place = old_encoder.blocks(old[..before].iter().copied()).len();
    let mut new_encoder = old_encoder.clone();
    let pairs = if old_mid.len() == new_mid.len() { old_mid.len() } else { 1 };
    let part = |blocks: &'_ [&BlockTokens], i: usize| if pairs == 1 { 0..blocks.len() } else { i..i + 1 };
    let mut edits = Vec::new();
    for i in 0..pairs {
        let was = old_encoder.blocks(old_mid[part(old_mid, i)].iter().copied());
        let is = new_encoder.blocks(new_mid[part(new_mid, i)].iter().copied());
        edits.extend(edit(place, &was, &is));
        place += was.len();
    }
    edits
}

/// Smallest edit of one run of tokens that starts at token `place`; `None` if they are equal.
fn edit(place: usize, was: &[SemanticToken], is: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let before = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let (was, is) = (&was[before..], &is[before..]);
    let behind = was.iter().rev().zip(is.iter().rev()).take_while(|(a, b)| a == b).count();
    let (was, is) = (&was[..was.len() - behind], &is[..is.len() - behind]);
    // Each token is five numbers.
    let numbers = |tokens: usize| (tokens * 5) as u32;
    (!was.is_empty() || !is.is_empty()).then(|| SemanticTokensEdit {
        start: numbers(place + before),
        delete_count: numbers(was.len()),
        data: Some(is.to_vec()).filter(|data| !data.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ascribe_markup::Edit;
    use ascribe_markup::document::Document;
    use serde_json::json;

    const ARTICLE: &str = "---\ntitle: 𝕏\n---\n@a: Ada Moe\n  aka: Moe\n^s: T\n\nPlain words.\n\n\
        “It runs all year,”{@a ^s} said Ada Moe.\n%% note\n\n“It runs.\n\n“And runs.”{@b}\n\n[So]{claim #l @a}\n";

    fn legend(types: &[&str]) -> Legend {
        let client = json!({
            "requests": {"full": {"delta": true}}, "formats": ["relative"], "tokenTypes": types,
            "tokenModifiers": ["abstract", "documentation", "unattributed", "declaration"]
        });
        Legend::of(Some(&serde_json::from_value(client).unwrap()))
    }

    fn tokens_of(document: &Document, previous: Option<&DocumentTokens>) -> DocumentTokens {
        semantic_tokens(&Scope::alone(Arc::new(document.clone())), TokenOptions::default(), previous)
    }

    fn edited(mut tokens: Vec<SemanticToken>, edits: Vec<SemanticTokensEdit>) -> Vec<SemanticToken> {
        for edit in edits.into_iter().rev() {
            let start = edit.start as usize / 5;
            tokens.splice(start..start + edit.delete_count as usize / 5, edit.data.unwrap_or_default());
        }
        tokens
    }

    #[test]
    fn edits_make_the_new_tokens_of_the_old_ones_wherever_the_text_changes() {
        let all = legend(&[
            "class", "function", "variable", "keyword", "property", "string", "comment", "operator",
        ]);
        let few = legend(&["function", "comment"]);
        let old = Document::new(ARTICLE);
        let before = tokens_of(&old, None);
        for start in (0..=ARTICLE.len()).filter(|at| ARTICLE.is_char_boundary(*at)) {
            for (length, insert) in
                [(0, "x"), (0, "\n"), (0, "\n\n“Oh, not again,” said Moe.\n\n"), (7, ""), (40, "@b: B\n")]
            {
                let mut end = (start + length).min(ARTICLE.len());
                while !ARTICLE.is_char_boundary(end) {
                    end += 1;
                }
                let mut new = old.clone();
                new.edit(&Edit::replace(start..end, insert));
                let after = tokens_of(&new, Some(&before));
                for legend in [&all, &few] {
                    let made = edited(encoded(legend, &before), edits(legend, &before, &after));
                    assert_eq!(made, encoded(legend, &tokens_of(&new, None)), "{insert:?} at {start}");
                }
            }
        }
    }

    #[test]
    fn what_lies_between_two_changes_is_not_sent() {
        let quiet = "Nobody says a thing, “but for this.”\n\n".repeat(20);
        let text = format!("@a: Ada\n\n[She]{{@b}} came.\n\n{quiet}[She]{{@b}} left.\n");
        let mut document = Document::new(&text);
        let before = tokens_of(&document, None);
        document.edit(&Edit::replace(1..2, "b"));
        let after = tokens_of(&document, Some(&before));
        let legend = legend(&["class", "string", "operator"]);
        let edits = edits(&legend, &before, &after);
        assert_eq!(edits.iter().map(|edit| edit.delete_count).collect::<Vec<_>>(), [5, 5], "{edits:?}");
    }
}
