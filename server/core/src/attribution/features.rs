//! What the chains see of a token, shared by both.

use super::hash::{Hash, mix};
use super::token::{Class, Quoted, Shape, Token};
use super::tokens::Paragraph;

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

/// A token and those around it, by their place relative to it.
#[derive(Clone, Copy)]
pub struct Near<'p> {
    paragraph: &'p Paragraph<'p>,
    token: usize,
}

impl<'p> Near<'p> {
    /// Around a token.
    pub fn new(paragraph: &'p Paragraph<'_>, token: usize) -> Self {
        Self { paragraph, token }
    }

    /// The token itself, or one before or behind it.
    pub fn at(&self, by: isize) -> &'p Token {
        at(self.paragraph, self.token, by)
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
        skeleton(self.paragraph, self.token.saturating_sub(1), -1, signs)
    }

    /// … and to the right of it.
    pub fn right(&self, signs: usize) -> Hash {
        skeleton(self.paragraph, (self.token + 1).min(self.paragraph.tokens.len() - 1), 1, signs)
    }
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
pub fn skeleton(paragraph: &Paragraph<'_>, token: usize, step: isize, signs: usize) -> Hash {
    let mut hash = signs as u32;
    let mut last = 0;
    let mut found = 0;
    let sentence = paragraph.tokens.get(token).map_or(0, |token| token.sentence);
    for far in 0..12 {
        let next = at(paragraph, token, step * far);
        if next.sentence != sentence {
            return mix(hash, 198);
        }
        if let Some(sign) = folded(next)
            && sign != last
        {
            hash = mix(hash, sign);
            last = sign;
            found += 1;
            if found == signs {
                return hash;
            }
        }
    }
    hash
}
