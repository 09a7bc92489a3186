//! Vocabulary of the markup: kinds, keys, fields and verdicts, with their meanings. `docs/language.md` is the reference
//! for users; hovers, completion and value checks use these tables.

use super::Namespace;
use ascribe_language::stance::Stance;

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

    /// Whether somebody says the words: a quotation, a claim or an opinion.
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Claim | Self::Quote | Self::Opinion)
    }

    /// Meaning of the kind, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Claim => "A statement of fact attributed to a speaker, in the article's words.",
            Self::Quote => "A speaker's own words; the default for quotations.",
            Self::Opinion => "A judgement, wish or prediction that no fact check can settle.",
            Self::Mention => "Words that name an actor; the default for spans with nothing but an actor.",
            Self::Cue => "The words that introduce a statement: “said in an interview”, “according to”.",
            Self::Evidence => "The basis of a claim: a document, a figure, an eyewitness account.",
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
    /// A year, a month or a day.
    Date,
    /// Anything.
    Text,
}

impl Value {
    /// Namespace of the ids that the value consists of.
    pub fn namespace(self) -> Option<Namespace> {
        match self {
            Self::Actors => Some(Namespace::Actor),
            Self::Sources => Some(Namespace::Source),
            Self::Labels => Some(Namespace::Label),
            Self::OneOf(_) | Self::Share | Self::Date | Self::Text => None,
        }
    }

    /// Whether a value that holds no ids is valid.
    pub fn takes(self, value: &str) -> bool {
        match self {
            Self::OneOf(words) => words.contains(&value),
            Self::Share => value.parse::<f64>().is_ok_and(|share| (0.0..=1.0).contains(&share)),
            Self::Date => ascribe_language::dates::read(value).is_some(),
            Self::Actors | Self::Sources | Self::Labels | Self::Text => true,
        }
    }

    /// Description of the expected value, for a message.
    pub fn expected(self) -> String {
        match self {
            Self::Actors => "an actor, as in `@id`".into(),
            Self::Sources => "a source, as in `^id`".into(),
            Self::Labels => "a label, as in `#label` or `document#label`".into(),
            Self::OneOf(words) => format!("one of {}", words.join(", ")),
            Self::Share => "a number from 0 to 1".into(),
            Self::Date => "a date, as in `2025-06-12`".into(),
            Self::Text => "a value".into(),
        }
    }
}

/// An attribute key or field, with the type of its value and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// The key.
    pub word: &'static str,
    /// Type of the value.
    pub value: Value,
    /// Meaning, in one sentence.
    pub meaning: &'static str,
}

const fn key(word: &'static str, value: Value, meaning: &'static str) -> FieldSpec {
    FieldSpec { word, value, meaning }
}

/// Verdicts of a fact check.
pub const VERDICTS: [&str; 6] = ["true", "mostly-true", "mixed", "mostly-false", "false", "unproven"];

/// Words of [`Stance::ALL`].
const STANCES: [&str; 7] = {
    let mut words = [""; 7];
    let mut place = 0;
    while place < words.len() {
        words[place] = Stance::ALL[place].word();
        place += 1;
    }
    words
};

const ACTOR_KINDS: [&str; 5] = ["person", "organisation", "group", "state", "document"];

const SOURCE_KINDS: [&str; 9] =
    ["interview", "speech", "document", "post", "broadcast", "wire", "study", "testimony", "observation"];

/// Attribute keys of annotations.
pub const ATTRIBUTES: [FieldSpec; 22] = [
    key("stance", Value::OneOf(&STANCES), "How the speaker stands to the words; `asserts` by default."),
    key("via", Value::Actors, "Who relays the statement, as B in “A, according to B”."),
    key("supports", Value::Labels, "The annotation that this one supports."),
    key("contradicts", Value::Labels, "The annotation that this one contradicts: both cannot be true."),
    key("denies", Value::Labels, "The claim or accusation that this one denies."),
    key("repeats", Value::Labels, "The annotation that this one repeats."),
    key("answers", Value::Labels, "The annotation that this one answers."),
    key("corrects", Value::Labels, "The annotation that this one corrects."),
    key("part", Value::Labels, "The annotation that this one continues: a split quotation counts as one."),
    key(
        "for",
        Value::Labels,
        "The annotation that this cue introduces; by default the nearest in the sentence.",
    ),
    key("verdict", Value::OneOf(&VERDICTS), "The verdict of a fact check."),
    key("evidence", Value::Sources, "The sources of the verdict."),
    key("checked-by", Value::Actors, "Who checked the claim."),
    key("date", Value::Text, "When it was said."),
    key("place", Value::Text, "Where it was said."),
    key("medium", Value::Text, "How it was said: by phone, in a post, in parliament."),
    key("confidence", Value::Share, "The confidence in the annotation, from 0 to 1."),
    key("reviewed-by", Value::Actors, "Who reviewed the annotation."),
    key("reviewed", Value::Date, "When the annotation was reviewed."),
    key("note", Value::Text, "A note for readers of the markup."),
    key("reason", Value::Text, "The reason for the annotation; with `allow`, why a rule is silenced."),
    key("allow", Value::Text, "Rules silenced for this annotation, separated by `;`."),
];

/// Fields of an actor.
pub const ACTOR_FIELDS: [FieldSpec; 10] = [
    key("aka", Value::Text, "Other names used in the text, separated by `;`."),
    key("role", Value::Text, "Office, profession or function."),
    key("affiliation", Value::Actors, "The actor that this one belongs to or speaks for."),
    key("kind", Value::OneOf(&ACTOR_KINDS), "The type of actor."),
    key("anonymous", Value::OneOf(&["yes", "no"]), "Whether the article withholds the name."),
    key("reason", Value::Text, "Why the actor is anonymous, according to the article."),
    key("wikidata", Value::Text, "The Wikidata item, as in `Q42`."),
    key("url", Value::Text, "A web page about the actor."),
    key("born", Value::Text, "The date of birth."),
    key("note", Value::Text, "A note for readers of the markup."),
];

/// Fields of a source.
pub const SOURCE_FIELDS: [FieldSpec; 9] = [
    key("outlet", Value::Text, "Who published it."),
    key("author", Value::Text, "Who wrote it."),
    key("date", Value::Text, "When it was published or said."),
    key("url", Value::Text, "The address of the source."),
    key("kind", Value::OneOf(&SOURCE_KINDS), "The type of source."),
    key("archive", Value::Text, "The address of an archived copy."),
    key("of", Value::Actors, "The actor whose words it records."),
    key("cites", Value::Sources, "The source that it relies on."),
    key("note", Value::Text, "A note for readers of the markup."),
];

/// Fields of the front matter.
pub const FRONT_MATTER_FIELDS: [FieldSpec; 9] = [
    key("title", Value::Text, "The headline."),
    key("outlet", Value::Text, "Who published the article."),
    key("author", Value::Text, "Who wrote the article."),
    key("date", Value::Text, "When the article was published."),
    key("place", Value::Text, "Where it was reported from, as its dateline has it."),
    key("url", Value::Text, "The address of the article."),
    key("lang", Value::Text, "The language of the article, as in `en`."),
    key("source", Value::Sources, "The default source, for annotations that name none."),
    key("allow", Value::Text, "Rules silenced in this document, separated by `;`."),
];

/// Looks up a key in one of the tables.
pub fn find<'a>(table: &'a [FieldSpec], word: &str) -> Option<&'a FieldSpec> {
    table.iter().find(|key| key.word == word)
}

/// Meaning of a value of an attribute, for values that have one of their own.
pub fn meaning_of_value(key: &str, value: &str) -> Option<&'static str> {
    (key == "stance").then(|| Stance::of(value)).flatten().map(Stance::meaning)
}

/// Built-in id of the article's author, which needs no declaration.
pub const AUTHOR: &str = "author";
