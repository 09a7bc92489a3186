//! A word or a mark, and what is known of it.

use super::hash::Hash;

/// A word or a mark.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Its first byte in the paragraph.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The word in small letters.
    pub word: Hash,
    /// Its last three characters in small letters.
    pub suffix: Hash,
    /// What it looks like: letters, digits, capitals.
    pub shape: Shape,
    /// What the lists and its ending say it is.
    pub class: Class,
    /// The verb or noun of the list of cues that it is a form of, and which kind of cue that is; 0 if none.
    pub cue: u8,
    /// The word clusters it is in, coarse and fine; 0 if the word is not known.
    pub clusters: [u8; 2],
    /// The number of the sentence in its paragraph.
    pub sentence: u32,
    /// Where it stands in a quotation.
    pub quoted: Quoted,
    /// The number of the quotation in its paragraph, from 1; 0 outside.
    pub quotation: u32,
    /// Whether blanks stand before it.
    pub spaced: bool,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// No letter and no digit.
    Mark,
    /// Small letters.
    Small,
    /// A capital, then small letters.
    Capital,
    /// One capital letter.
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

/// What the lists and its ending say about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// No list knows it and its ending says nothing.
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
    /// Whether it is a class of few words, which have a capital only where a sentence starts.
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

/// Where a token stands in a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Quoted {
    /// In none.
    Outside,
    /// It is the mark that opens one.
    Opening,
    /// Inside.
    Inside,
    /// It is the mark that closes one.
    Closing,
}

/// A quotation of a paragraph, by its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark; the first token if the quotation came in from the paragraph before without one.
    pub first: usize,
    /// The closing mark, or the last token if there is none.
    pub last: usize,
    /// Whether it has a closing mark.
    pub closed: bool,
}
