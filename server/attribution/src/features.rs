//! Token features shared by both chains.

use super::feature_cache::FeatureKey;
use super::hash::{Hash, mix};
use super::token::{Class, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use std::cell::OnceCell;

/// Collects the features of one token; each kind of feature has its own number.
#[derive(Debug)]
pub struct Sink<'f> {
    hashes: &'f mut Vec<Hash>,
    kind: u32,
    /// Mixed into all features.
    base: u32,
}

impl<'f> Sink<'f> {
    /// Creates a sink; `base` is mixed into all features.
    pub fn new(hashes: &'f mut Vec<Hash>, first: u32, base: u32) -> Self {
        Self { hashes, kind: first, base }
    }

    /// Adds a feature made of these parts.
    pub fn add<const N: usize>(&mut self, parts: [u32; N]) {
        self.kind += 1;
        let start = mix(mix(self.kind.wrapping_mul(0x51ed_270b), self.base), N as u32);
        let hash = parts.into_iter().fold(start, mix);
        self.hashes.push(super::hash::finish(hash));
    }

    /// Skips numbers, so that later features keep theirs.
    pub fn skip(&mut self, kinds: u32) {
        self.kind += kinds;
    }
}

/// Placeholder before the first and after the last token.
pub const NONE: Token = Token {
    start: 0,
    end: 0,
    word: 7,
    suffix: 7,
    shape: TokenShape::Mark,
    class: Class::Symbol,
    cue: 0,
    clusters: [0; 2],
    sentence: u32::MAX,
    quoted: Quoted::Outside,
    quotation: 0,
    spaced: true,
};

/// Token at an offset relative to another.
pub fn at<'p>(paragraph: &'p TokenizedParagraph<'_>, token: usize, by: isize) -> &'p Token {
    token.checked_add_signed(by).and_then(|at| paragraph.tokens.get(at)).unwrap_or(&NONE)
}

/// Tokens of a paragraph with the data that does not depend on a cue.
pub struct Surroundings<'p> {
    /// The paragraph.
    pub paragraph: &'p TokenizedParagraph<'p>,
    /// Symbols of the sentence from each token forwards.
    onward: Vec<Signs>,
    /// Symbols of the sentence from each token backwards.
    back: Vec<Signs>,
    keys: OnceCell<Vec<FeatureKey>>,
}

impl<'p> Surroundings<'p> {
    /// Surroundings of all tokens of a paragraph.
    pub fn of(paragraph: &'p TokenizedParagraph<'_>) -> Self {
        let all = |step: isize| {
            (0..paragraph.tokens.len()).map(|token| Signs::from(paragraph, token, step)).collect()
        };
        Self { paragraph, onward: all(1), back: all(-1), keys: OnceCell::new() }
    }

    /// A token with its neighbours.
    pub fn near(&self, token: usize) -> Near<'_> {
        Near { around: self, token }
    }

    /// Key of everything that cue-independent features of a token depend on.
    pub fn key(&self, token: usize) -> FeatureKey {
        let keys = || (0..self.paragraph.tokens.len()).map(|token| self.near(token).key()).collect();
        self.keys.get_or_init(keys)[token]
    }
}

/// A token with its neighbours, by relative offset.
#[derive(Clone, Copy)]
pub struct Near<'p> {
    around: &'p Surroundings<'p>,
    token: usize,
}

impl<'p> Near<'p> {
    /// The token at a relative offset.
    pub fn at(&self, by: isize) -> &'p Token {
        at(self.around.paragraph, self.token, by)
    }

    /// Class of the token at a relative offset.
    pub fn class(&self, by: isize) -> u32 {
        kind(self.at(by))
    }

    /// Word of the token at a relative offset.
    pub fn word(&self, by: isize) -> Hash {
        self.at(by).word
    }

    /// Fine cluster of the token at a relative offset.
    pub fn fine(&self, by: isize) -> u32 {
        u32::from(self.at(by).clusters[1])
    }

    /// Coarse cluster of the token at a relative offset.
    pub fn coarse(&self, by: isize) -> u32 {
        u32::from(self.at(by).clusters[0])
    }

    /// Hash of the next symbols to the left of the token, with noun phrases folded.
    pub fn left(&self, signs: usize) -> Hash {
        self.before().hash(signs)
    }

    /// Hash of the next symbols to the right of the token.
    pub fn right(&self, signs: usize) -> Hash {
        self.behind().hash(signs)
    }

    /// Hash of the symbols from the token itself onwards.
    pub fn onward(&self, signs: usize) -> Hash {
        self.around.onward[self.token].hash(signs)
    }

    fn before(&self) -> Signs {
        self.around.back[self.token.saturating_sub(1)]
    }

    fn behind(&self) -> Signs {
        self.around.onward[(self.token + 1).min(self.around.onward.len() - 1)]
    }

    fn key(&self) -> FeatureKey {
        let tokens = (-2..=2).flat_map(|by| all_of(self.at(by)));
        let farther = u64::from(self.class(-3)) << 32 | u64::from(self.class(3));
        let signs = [self.before(), self.behind(), self.around.onward[self.token]].map(Signs::all);
        tokens.chain([farther]).chain(signs).fold(FeatureKey::default(), FeatureKey::with)
    }
}

/// Packs everything of a token that features depend on.
fn all_of(token: &Token) -> [u64; 2] {
    let [coarse, fine] = token.clusters.map(u64::from);
    let small = [kind(token).into(), token.shape as u64, token.cue.into(), token.quoted as u64, coarse, fine];
    let small = small.into_iter().fold(0, |all, part: u64| all << 8 | part);
    [u64::from(token.word) << 32 | u64::from(token.suffix), small]
}

/// Class as a number; 199 outside of the paragraph.
pub fn kind(token: &Token) -> u32 {
    if token.sentence == u32::MAX {
        return 199;
    }
    token.class as u32
}

/// Distance in buckets of increasing width.
pub fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        50..=99 => 10,
        _ => 11,
    }
}

/// Symbol of a token with noun phrases folded into one symbol: `None` for their inner words.
pub fn folded(token: &Token) -> Option<u32> {
    match token.class {
        Class::Determiner
        | Class::Possessive
        | Class::Number
        | Class::Adjective
        | Class::ApostropheS
        | Class::Adverb
        | Class::Ly
        | Class::Title
        | Class::Of => None,
        Class::Other
        | Class::Noun
        | Class::Plural
        | Class::Role
        | Class::Name
        | Class::CueNoun
        | Class::Day
        | Class::Neuter
        | Class::Object => Some(100),
        class => Some(class as u32),
    }
}

/// Next few symbols of a sentence from a token on, in one direction, with noun phrases folded.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    first: [u8; 4],
    count: u8,
    /// Whether the sentence ends after them.
    is_all: bool,
}

impl Signs {
    /// Maximum number of tokens to look at.
    const REACH: isize = 12;

    fn from(paragraph: &TokenizedParagraph<'_>, token: usize, step: isize) -> Self {
        let mut found = Self::default();
        let mut last = 0;
        let sentence = paragraph.tokens.get(token).map_or(0, |token| token.sentence);
        for far in 0..Self::REACH {
            let next = at(paragraph, token, step * far);
            if next.sentence != sentence {
                found.is_all = true;
                break;
            }
            if let Some(sign) = folded(next)
                && sign != last
            {
                // Symbols are classes, of which there are fewer than a hundred, plus one.
                found.first[usize::from(found.count)] = sign as u8;
                found.count += 1;
                last = sign;
                if usize::from(found.count) == found.first.len() {
                    break;
                }
            }
        }
        found
    }

    /// Hash of the first `count` symbols, at most four.
    fn hash(self, count: usize) -> Hash {
        let known = usize::from(self.count);
        let hash =
            self.first[..known.min(count)].iter().fold(count as u32, |hash, sign| mix(hash, (*sign).into()));
        if known < count && self.is_all { mix(hash, 198) } else { hash }
    }

    fn all(self) -> u64 {
        u64::from(u32::from_le_bytes(self.first)) << 16 | u64::from(self.count) << 8 | u64::from(self.is_all)
    }
}
