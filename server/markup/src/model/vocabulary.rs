//! Vocabulary of the markup: kinds, keys, fields and verdicts, with their meanings. `docs/language.md` is the reference
//! for users; hovers, completion and value checks use these tables.

/// Kind of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A statement of fact that somebody makes.
    Claim,
    /// Somebody's own words.
    Quote,
    /// A judgement that cannot be checked.
    Opinion,
    /// Words that name an actor.
    Mention,
    /// Words that introduce reported speech.
    Cue,
    /// The basis of a claim.
    Evidence,
}

impl Kind {
    /// All kinds, in the order of completion.
    pub const ALL: [Self; 6] =
        [Self::Claim, Self::Quote, Self::Opinion, Self::Mention, Self::Cue, Self::Evidence];

    /// Word for the kind in the markup.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Quote => "quote",
            Self::Opinion => "opinion",
            Self::Mention => "mention",
            Self::Cue => "cue",
            Self::Evidence => "evidence",
        }
    }

    /// Parses the word for a kind.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Meaning of the kind, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Claim => "A statement of fact that somebody makes, in the article's words.",
            Self::Quote => "Somebody's own words. A quotation is one unless it says otherwise.",
            Self::Opinion => "A judgement, wish or prediction, which no fact check can settle.",
            Self::Mention => "Words that name an actor. A span with nothing but an actor is one.",
            Self::Cue => "The words that introduce what is said: “said in an interview”, “according to”.",
            Self::Evidence => "What a claim rests on: a document, a figure, something witnessed.",
        }
    }
}

/// Type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// One or more `@id`.
    Actors,
    /// One or more `^id`.
    Sources,
    /// One or more `#label` or `document#label`.
    Labels,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number from 0 to 1.
    Share,
    /// Anything.
    Text,
}

impl Value {
    /// Description of the expected value, for a message.
    pub fn expected(self) -> String {
        match self {
            Self::Actors => "an actor, as in `@id`".into(),
            Self::Sources => "a source, as in `^id`".into(),
            Self::Labels => "a label, as in `#label` or `document#label`".into(),
            Self::OneOf(words) => format!("one of {}", words.join(", ")),
            Self::Share => "a number from 0 to 1".into(),
            Self::Text => "a value".into(),
        }
    }
}

/// An attribute key or field, with the type of its value and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub word: &'static str,
    /// Type of the value.
    pub value: Value,
    /// Meaning, in one sentence.
    pub meaning: &'static str,
}

const fn key(word: &'static str, value: Value, meaning: &'static str) -> Key {
    Key { word, value, meaning }
}

/// Verdicts of a fact check.
pub const VERDICTS: [&str; 6] = ["true", "mostly-true", "mixed", "mostly-false", "false", "unproven"];

const ACTOR_KINDS: [&str; 5] = ["person", "organisation", "group", "state", "document"];

const SOURCE_KINDS: [&str; 9] =
    ["interview", "speech", "document", "post", "broadcast", "wire", "study", "testimony", "observation"];

/// Attribute keys of annotations.
pub const ATTRIBUTES: [Key; 19] = [
    key("via", Value::Actors, "Who relays it: hearsay, A according to B."),
    key("supports", Value::Labels, "This bears out the annotation of that label."),
    key("contradicts", Value::Labels, "This cannot be true together with the annotation of that label."),
    key("denies", Value::Labels, "Here the claim or accusation of that label is denied."),
    key("repeats", Value::Labels, "This says again what the annotation of that label says."),
    key("answers", Value::Labels, "This answers the annotation of that label."),
    key("corrects", Value::Labels, "This corrects the annotation of that label."),
    key(
        "part",
        Value::Labels,
        "This carries on the annotation of that label: a split quote is one annotation.",
    ),
    key(
        "for",
        Value::Labels,
        "The annotation that this cue introduces; without it, the nearest in the sentence.",
    ),
    key("verdict", Value::OneOf(&VERDICTS), "What a fact check found."),
    key("evidence", Value::Sources, "What the verdict rests on."),
    key("checked-by", Value::Actors, "Who checked it."),
    key("date", Value::Text, "When it was said."),
    key("place", Value::Text, "Where it was said."),
    key("medium", Value::Text, "How it was said: on the phone, in a post, in parliament."),
    key("confidence", Value::Share, "How sure the annotation is, from 0 to 1."),
    key("note", Value::Text, "A remark for those who read the markup."),
    key("reason", Value::Text, "Why this is so; with `allow`, why a rule is silenced."),
    key("allow", Value::Text, "Rules that are silent for this annotation, separated by `;`."),
];

/// Fields of an actor.
pub const ACTOR_FIELDS: [Key; 10] = [
    key("aka", Value::Text, "Other names that the text uses, separated by `;`."),
    key("role", Value::Text, "Office, profession or function."),
    key("affiliation", Value::Actors, "The actor this one belongs to or speaks for."),
    key("kind", Value::OneOf(&ACTOR_KINDS), "What the actor is."),
    key("anonymous", Value::OneOf(&["yes", "no"]), "Whether the article withholds the name."),
    key("reason", Value::Text, "Why the actor is anonymous, as the article gives it."),
    key("wikidata", Value::Text, "The item in Wikidata, as in `Q42`."),
    key("url", Value::Text, "A page about the actor."),
    key("born", Value::Text, "The date of birth."),
    key("note", Value::Text, "A remark for those who read the markup."),
];

/// Fields of a source.
pub const SOURCE_FIELDS: [Key; 9] = [
    key("outlet", Value::Text, "Who published it."),
    key("author", Value::Text, "Who wrote it."),
    key("date", Value::Text, "When it was published or said."),
    key("url", Value::Text, "Where it can be read."),
    key("kind", Value::OneOf(&SOURCE_KINDS), "What the source is."),
    key("archive", Value::Text, "Where a copy is kept."),
    key("of", Value::Actors, "Whose words it holds."),
    key("cites", Value::Sources, "The source it rests on."),
    key("note", Value::Text, "A remark for those who read the markup."),
];

/// Fields of the front matter.
pub const FRONT_MATTER_FIELDS: [Key; 8] = [
    key("title", Value::Text, "The headline."),
    key("outlet", Value::Text, "Who published the article."),
    key("author", Value::Text, "Who wrote the article."),
    key("date", Value::Text, "When the article was published."),
    key("url", Value::Text, "Where the article can be read."),
    key("lang", Value::Text, "The language of the article, as in `en`."),
    key("source", Value::Sources, "The source of every annotation that names none."),
    key("allow", Value::Text, "Rules that are silent in this document, separated by `;`."),
];

/// Looks up a key in one of the tables.
pub fn find<'a>(table: &'a [Key], word: &str) -> Option<&'a Key> {
    table.iter().find(|key| key.word == word)
}

/// Built-in id of the article's author, which needs no declaration.
pub const AUTHOR: &str = "author";
