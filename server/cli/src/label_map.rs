//! Meanings of names of other tools, as the arguments give them.

use ascribe_formats::import::{FIELDS, LabelKinds};
use ascribe_markup::model::vocabulary::Kind;

/// Meanings of names of other tools.
#[derive(Debug, clap::Args)]
pub struct LabelMap {
    /// The kind for a label of the other tool, or the field for a name in a corpus, such as `body=text`
    #[arg(long, value_name = "NAME=KIND", value_parser = mapped)]
    map: Vec<(String, Meaning)>,
}

/// Meaning of a name of another tool.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Kind(Kind),
    Field(&'static str),
}

fn mapped(text: &str) -> Result<(String, Meaning), String> {
    let (name, meaning) = text.rsplit_once('=').ok_or("has no `=`")?;
    let field = FIELDS.into_iter().find(|field| *field == meaning).map(Meaning::Field);
    let meaning = Kind::of(meaning).map(Meaning::Kind).or(field).ok_or_else(|| {
        let kinds = Kind::ALL.map(Kind::word).join(", ");
        format!("`{meaning}` is no kind; use one of {kinds}, or a field: {}", FIELDS.join(", "))
    })?;
    Ok((name.to_owned(), meaning))
}

impl LabelMap {
    /// Whether any name is given a meaning.
    pub fn is_given(&self) -> bool {
        !self.map.is_empty()
    }

    /// Entries as they are given, in order.
    pub fn entries(&self) -> String {
        let entry = |(name, meaning): &(String, Meaning)| match meaning {
            Meaning::Kind(kind) => format!("{name}={}", kind.word()),
            Meaning::Field(field) => format!("{name}={field}"),
        };
        self.map.iter().map(entry).collect::<Vec<_>>().join(" ")
    }

    /// Kinds for the labels, and fields for the names.
    pub fn kinds(&self) -> LabelKinds {
        let mut kinds = LabelKinds::default();
        for (name, meaning) in &self.map {
            match meaning {
                Meaning::Kind(kind) => kinds.add(name, *kind),
                Meaning::Field(field) => kinds.add_field(name, field),
            }
        }
        kinds
    }
}
