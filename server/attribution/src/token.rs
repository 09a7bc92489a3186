//! Tokens with their properties.

use super::hash::Hash;

/// A word or punctuation mark.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Byte offset of the start in the paragraph.
    pub start: usize,
    /// Byte offset of the end, exclusive.
    pub end: usize,
    /// Hash of the word in lower case.
    pub word: Hash,
    /// Hash of its last three characters in lower case.
    pub suffix: Hash,
    /// Form of the token: letters, digits, capitals.
    pub shape: TokenShape,
    /// Word class, from the word lists and the ending.
    pub class: Class,
    /// Kind of cue word that it is a form of; 0 if none.
    pub cue: u8,
    /// Coarse and fine word cluster; 0 for an unknown word.
    pub clusters: [u8; 2],
    /// Number of the sentence in its paragraph.
    pub sentence: u32,
    /// Position relative to quotations.
    pub quoted: Quoted,
    /// Number of the quotation in its paragraph, from 1; 0 outside.
    pub quotation: u32,
    /// Whether blanks precede it.
    pub spaced: bool,
}

/// Form of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum TokenShape {
    /// Punctuation only.
    Mark,
    /// Lower case.
    Small,
    /// A capital, then lower case.
    Capital,
    /// A single capital letter.
    Initial,
    /// Capitals only.
    Capitals,
    /// A capital somewhere inside.
    Mixed,
    /// Digits.
    Digits,
    /// A period inside, as in “U.S.”
    Dotted,
}

/// Word class, from the word lists and the ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Unknown to the lists and without a known ending.
    Other,
    /// the, a, every
    Determiner,
    /// he, she, they, we, I
    Subject,
    /// it, this, there
    Neuter,
    /// him, her, them
    Object,
    /// his, their
    Possessive,
    /// that
    That,
    /// to
    To,
    /// who, which
    Relative,
    /// what, how, why, whether
    Wh,
    /// will, would, can
    Modal,
    /// is, was
    Be,
    /// has, had
    Have,
    /// do, did
    Do,
    /// not, never, n't
    Not,
    /// of
    Of,
    /// in, on, by
    Preposition,
    /// according, per
    According,
    /// and, or
    And,
    /// but, yet
    But,
    /// because, if, while
    Subordinate,
    /// as
    As,
    /// Monday, January
    Day,
    /// Mr., Sen.
    Title,
    /// president, spokesman, officials
    Role,
    /// also, later, then
    Adverb,
    /// digits, two, million
    Number,
    /// A form of a cue word: base, third person, past, participle in -ing, noun.
    CueBase,
    /// says
    CueThird,
    /// said
    CuePast,
    /// saying
    CueIng,
    /// statement
    CueNoun,
    /// A capitalised word.
    Name,
    /// -ly
    Ly,
    /// -ed
    Ed,
    /// -ing
    Ing,
    /// -tion, -ment
    Noun,
    /// -ous, -ful
    Adjective,
    /// -s
    Plural,
    /// ,
    Comma,
    /// .
    Period,
    /// ? !
    Question,
    /// :
    Colon,
    /// ;
    Semicolon,
    /// – —
    Dash,
    /// … ...
    Ellipsis,
    /// ( [
    ParenOpen,
    /// ) ]
    ParenClose,
    /// A quotation mark.
    Quote,
    /// 's
    ApostropheS,
    /// 're, 've, 'll
    Clitic,
    /// Any other mark.
    Symbol,
}

impl Class {
    /// Whether it is a function-word class, capitalised only at the start of a sentence.
    pub fn is_closed(self) -> bool {
        self > Self::Other && self < Self::Day && self != Self::Neuter
            || matches!(self, Self::Neuter | Self::Adverb)
    }

    /// Whether it is a verb form that may introduce speech.
    pub fn is_cue_verb(self) -> bool {
        matches!(self, Self::CueBase | Self::CueThird | Self::CuePast | Self::CueIng)
    }

    /// Whether it starts a verb group or is a verb.
    pub fn is_verbal(self) -> bool {
        self.is_cue_verb() || matches!(self, Self::Modal | Self::Be | Self::Have | Self::Do | Self::Ed)
    }
}

/// Position of a token relative to quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Quoted {
    /// Outside of quotations.
    Outside,
    /// Opening mark.
    Opening,
    /// Inside a quotation.
    Inside,
    /// Closing mark.
    Closing,
}

/// A quotation of a paragraph, by token indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Opening mark; the first token if the quotation continues from the previous paragraph without one.
    pub first: usize,
    /// Closing mark, or the last token if there is none.
    pub last: usize,
    /// Whether it has a closing mark.
    pub closed: bool,
}
