//! Stance: whether the actors of a statement stand behind its words.
//!
//! Research calls this the type and the polarity of an attribution (Penn Discourse Treebank) or its factuality (`FactBank`).

/// How the actors of a statement stand to the words that it attributes to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stance {
    /// They say that it is so. The default, which no annotation needs to write.
    #[default]
    Asserts,
    /// They say that it is not so.
    Denies,
    /// They are not sure that it is so.
    Doubts,
    /// They ask whether it is so.
    Asks,
    /// They want it to be so, or order it.
    Demands,
    /// They undertake that it will be so.
    Promises,
    /// They are reported to believe it.
    Believes,
}

impl Stance {
    /// All stances, in the order of completion.
    pub const ALL: [Self; 7] = [
        Self::Asserts,
        Self::Denies,
        Self::Doubts,
        Self::Asks,
        Self::Demands,
        Self::Promises,
        Self::Believes,
    ];

    /// Word for the stance in the markup and in word lists.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Denies => "denies",
            Self::Doubts => "doubts",
            Self::Asks => "asks",
            Self::Demands => "demands",
            Self::Promises => "promises",
            Self::Believes => "believes",
        }
    }

    /// Parses the word for a stance.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.word() == word)
    }

    /// Meaning of the stance, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Asserts => "They say that it is so; the default.",
            Self::Denies => "They say that it is not so.",
            Self::Doubts => "They are not sure that it is so.",
            Self::Asks => "They ask whether it is so.",
            Self::Demands => "They want it to be so, or order it.",
            Self::Promises => "They undertake that it will be so.",
            Self::Believes => "They are reported to believe it.",
        }
    }

    /// Noun for a statement with this stance, in lists and counts.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Asserts => "assertion",
            Self::Denies => "denial",
            Self::Doubts => "doubt",
            Self::Asks => "question",
            Self::Demands => "demand",
            Self::Promises => "promise",
            Self::Believes => "belief",
        }
    }

    /// Participle for the words of a statement with this stance, as in “denied by Ida Moe”.
    pub const fn participle(self) -> &'static str {
        match self {
            Self::Asserts => "asserted",
            Self::Denies => "denied",
            Self::Doubts => "doubted",
            Self::Asks => "asked",
            Self::Demands => "demanded",
            Self::Promises => "promised",
            Self::Believes => "believed",
        }
    }
}
