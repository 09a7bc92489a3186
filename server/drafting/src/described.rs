//! What words can say of a source.

/// What somebody or something is, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The words do not tell.
    #[default]
    Unknown,
    /// One human being.
    Person,
    /// A body with a name or an office.
    Organisation,
    /// Several, of whom none is named.
    Group,
    /// A state or its government.
    State,
    /// Something that is written.
    Document,
}

/// He or she, where titles, offices or first names tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// he
    He,
    /// she
    She,
}

/// What the words say of one source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// What it is.
    pub kind: Kind,
    /// The proper name, without titles; empty if there is none.
    pub name: String,
    /// Office, profession or function; empty if there is none.
    pub role: String,
    /// He or she.
    pub gender: Option<Gender>,
    /// What it is called without a name and without an article: “spokesman for the board”.
    pub phrase: String,
    /// The noun of the phrase, in small letters.
    pub head: String,
    /// “the”, “this”, “its” stands before.
    pub definite: bool,
    /// The name is withheld.
    pub anonymous: bool,
}

/// What a source's words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// he, she, it, they, who, in small letters.
    Pronoun(String),
    /// One, or several who say it together.
    Actors(Vec<Described>),
}
