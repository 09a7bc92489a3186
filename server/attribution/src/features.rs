//! What the chains see of a token, shared by both.

use super::hash::{Hash, mix};
use super::memory::Key;
use super::token::{Class, Quoted, Shape, Token};
use super::tokens::Paragraph;
use std::cell::OnceCell;

/// Collects the features of one token; each kind of feature gets a number of its own.
#[derive(Debug)]
pub struct Sink<'f> {
    hashes: &'f mut Vec<Hash>,
    kind: u32,
    /// Goes into all features.
    base: u32,
}

impl<'f> Sink<'f> {
    /// A sink for features that `base` goes into.
    pub fn new(hashes: &'f mut Vec<Hash>, first: u32, base: u32) -> Self {
        Self { hashes, kind: first, base }
    }

    /// Adds a feature of these parts.
    pub fn add<const N: usize>(&mut self, parts: [u32; N]) {
        self.kind += 1;
        let start = mix(mix(self.kind.wrapping_mul(0x51ed_270b), self.base), N as u32);
        let hash = parts.into_iter().fold(start, mix);
        self.hashes.push(super::hash::finish(hash));
    }

    /// Leaves a number out, so that what follows keeps its own.
    pub fn skip(&mut self, kinds: u32) {
        self.kind += kinds;
    }
}

/// A token that stands before the first or behind the last.
pub const NONE: Token = Token {
    start: 0,
    end: 0,
    word: 7,
    suffix: 7,
    shape: Shape::Mark,
    class: Class::Symbol,
    cue: 0,
    clusters: [0; 2],
    sentence: u32::MAX,
    quoted: Quoted::Outside,
    quotation: 0,
    spaced: true,
};

/// The token at a place relative to another.
pub fn at<'p>(paragraph: &'p Paragraph<'_>, token: usize, by: isize) -> &'p Token {
    token.checked_add_signed(by).and_then(|at| paragraph.tokens.get(at)).unwrap_or(&NONE)
}

/// The tokens of a paragraph with what is the same for each, whatever cue it is looked at for.
pub struct Surroundings<'p> {
    /// The paragraph.
    pub paragraph: &'p Paragraph<'p>,
    /// The signs of the sentence from each token on, …
    onward: Vec<Signs>,
    /// … and back from it.
    back: Vec<Signs>,
    keys: OnceCell<Vec<Key>>,
}

impl<'p> Surroundings<'p> {
    /// The surroundings of all tokens of a paragraph.
    pub fn of(paragraph: &'p Paragraph<'_>) -> Self {
        let all = |step: isize| {
            (0..paragraph.tokens.len()).map(|token| Signs::from(paragraph, token, step)).collect()
        };
        Self { paragraph, onward: all(1), back: all(-1), keys: OnceCell::new() }
    }

    /// A token and those around it.
    pub fn near(&self, token: usize) -> Near<'_> {
        Near { around: self, token }
    }

    /// All that a feature is made of that asks for nothing but a token's surroundings.
    pub fn key(&self, token: usize) -> Key {
        let keys = || (0..self.paragraph.tokens.len()).map(|token| self.near(token).key()).collect();
        self.keys.get_or_init(keys)[token]
    }
}

/// A token and those around it, by their place relative to it.
#[derive(Clone, Copy)]
pub struct Near<'p> {
    around: &'p Surroundings<'p>,
    token: usize,
}

impl<'p> Near<'p> {
    /// The token itself, or one before or behind it.
    pub fn at(&self, by: isize) -> &'p Token {
        at(self.around.paragraph, self.token, by)
    }

    /// Its class.
    pub fn class(&self, by: isize) -> u32 {
        kind(self.at(by))
    }

    /// Its word.
    pub fn word(&self, by: isize) -> Hash {
        self.at(by).word
    }

    /// Its fine cluster.
    pub fn fine(&self, by: isize) -> u32 {
        u32::from(self.at(by).clusters[1])
    }

    /// Its coarse cluster.
    pub fn coarse(&self, by: isize) -> u32 {
        u32::from(self.at(by).clusters[0])
    }

    /// The next few signs to the left of the token, noun phrases folded.
    pub fn left(&self, signs: usize) -> Hash {
        self.before().hash(signs)
    }

    /// … to the right of it, …
    pub fn right(&self, signs: usize) -> Hash {
        self.behind().hash(signs)
    }

    /// … and from the token itself on.
    pub fn onward(&self, signs: usize) -> Hash {
        self.around.onward[self.token].hash(signs)
    }

    fn before(&self) -> Signs {
        self.around.back[self.token.saturating_sub(1)]
    }

    fn behind(&self) -> Signs {
        self.around.onward[(self.token + 1).min(self.around.onward.len() - 1)]
    }

    fn key(&self) -> Key {
        let tokens = (-2..=2).flat_map(|by| all_of(self.at(by)));
        let farther = u64::from(self.class(-3)) << 32 | u64::from(self.class(3));
        let signs = [self.before(), self.behind(), self.around.onward[self.token]].map(Signs::all);
        tokens.chain([farther]).chain(signs).fold(Key::default(), Key::with)
    }
}

/// All of a token that features are made of.
fn all_of(token: &Token) -> [u64; 2] {
    let [coarse, fine] = token.clusters.map(u64::from);
    let small = [kind(token).into(), token.shape as u64, token.cue.into(), token.quoted as u64, coarse, fine];
    let small = small.into_iter().fold(0, |all, part: u64| all << 8 | part);
    [u64::from(token.word) << 32 | u64::from(token.suffix), small]
}

/// A class with whether it stands in a quotation.
pub fn kind(token: &Token) -> u32 {
    if token.sentence == u32::MAX {
        return 199;
    }
    token.class as u32
}

/// A distance, in steps that grow.
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

/// What stays of a class when noun phrases are folded to one sign: `None` for their inner words.
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

/// The next few signs of a sentence from a token on, noun phrases folded, to the left or to the right.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    first: [u8; 4],
    count: u8,
    /// The sentence ends behind them.
    is_all: bool,
}

impl Signs {
    /// So many tokens are looked at.
    const REACH: isize = 12;

    fn from(paragraph: &Paragraph<'_>, token: usize, step: isize) -> Self {
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
                // Signs are classes, of which there are less than a hundred, and one more.
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

    /// The hash of the first ones, up to four.
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
