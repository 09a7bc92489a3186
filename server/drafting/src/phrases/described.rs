//! Description of a source, as parsed from its words.

/// Kind of an actor, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActorKind {
    /// Unknown from the words.
    #[default]
    Unknown,
    /// A single person.
    Person,
    /// An organisation, or a body with an office.
    Organisation,
    /// Several people, none of them named.
    Group,
    /// A state or its government.
    State,
    /// Written material.
    Document,
}

/// Grammatical gender, from titles, offices or first names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// “he”
    He,
    /// “she”
    She,
}

/// Determiner before the words of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Determiner {
    /// Nothing, or a number.
    #[default]
    None,
    /// “a”, “one”
    Indefinite,
    /// “another”: somebody else than the one described like this before.
    Another,
    /// “the”, “this”
    Definite,
    /// “his”, “its”
    Possessive,
}

/// Description of one source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// Kind of the actor.
    pub kind: ActorKind,
    /// Proper name, without titles; empty if there is none.
    pub name: String,
    /// Titles before the name: “Lady”, “Datuk Seri”.
    pub title: String,
    /// Office, profession or function; empty if there is none.
    pub role: String,
    /// Gender, if known.
    pub gender: Option<Gender>,
    /// Description without a name and without an article: “spokesman for the board”.
    pub phrase: String,
    /// Head noun of the phrase, in lower case.
    pub head: String,
    /// Determiner before it.
    pub determiner: Determiner,
    /// Whether the name is withheld.
    pub anonymous: bool,
}

/// Result of parsing the words of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// Pronoun, in lower case: he, she, it, they, who.
    Pronoun(String),
    /// One actor, or several who make a joint statement.
    Actors(Vec<Described>),
}

impl Described {
    /// Whether a definite determiner precedes it: “the”, “this”, “its”.
    pub fn is_definite(&self) -> bool {
        matches!(self.determiner, Determiner::Definite | Determiner::Possessive)
    }

    /// Whether a possessive precedes it: “his lawyer”.
    pub fn is_owned(&self) -> bool {
        self.determiner == Determiner::Possessive
    }

    /// Whether it is a noun in the singular without any determiner, as headlines have it: “Lawmaker urges …”.
    pub fn is_bare(&self) -> bool {
        self.determiner == Determiner::None && !self.head.ends_with('s') && self.kind != ActorKind::Group
    }
}
