//! Each key, field and kind of the vocabulary, as often as wanted.

use super::constructs::HEAD;
use super::{Grown, Text};
use ascribe_markup::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, FRONT_MATTER_FIELDS, FieldSpec, Kind, SOURCE_FIELDS, Value,
};

/// Value that a key takes.
fn value(spec: &FieldSpec, number: usize) -> String {
    match spec.value {
        Value::Actors => "@ann".into(),
        Value::Sources => "^log".into(),
        Value::Labels => format!("#l{number}"),
        Value::OneOf(words) => words[number % words.len()].into(),
        Value::Share => "0.5".into(),
        Value::Date => "2024-05-04".into(),
        Value::Text => format!("word{number}"),
    }
}

/// Annotations with a key again and again, and with many values.
fn keys() -> impl Iterator<Item = Text> {
    ATTRIBUTES.iter().map(|spec| {
        let word = spec.word;
        Text::new(format!("{word}="), move |times| {
            Grown::of(format!("{HEAD}[the lock is open]{{claim #l1"))
                .repeat(times, |number| format!(" {word}={}", value(spec, number)))
                .and(&format!("}} [It is shut]{{claim {word}="))
                .repeat(times, |number| format!("{};", value(spec, number)))
                .and("}\n")
        })
    })
}

/// Declarations and front matter whose fields have many entries.
fn fields() -> impl Iterator<Item = Text> {
    let tables = [("@", &ACTOR_FIELDS[..]), ("^", &SOURCE_FIELDS[..]), ("-", &FRONT_MATTER_FIELDS[..])];
    tables.into_iter().flat_map(|(sign, table)| {
        table.iter().map(move |spec| {
            let word = spec.word;
            let said = |number: usize| {
                format!("“The lock {number} is open now,” said Ann Orre {number}. [So]{{claim @e{number} ^e{number}}}\n\n")
            };
            let quoted = |number: usize| format!("“The lock {number} is open now”; ");
            Text::new(format!("{sign}{word}"), move |times| {
                let entries = |number| format!("{}; ", value(spec, number));
                let declared = |number| format!("{sign}e{number}: Ann Orre {number}\n  {word}: {}\n", value(spec, number));
                match sign {
                    "-" => Grown::of(format!("---\n{word}: ")).repeat(times, quoted).and("\n---\n\n").repeat(times, said),
                    _ => Grown::of(format!("{sign}e: Ann Orre\n  {word}: "))
                        .repeat(times, entries)
                        .and("\n")
                        .repeat(times, declared)
                        .and("\n")
                        .repeat(times, said),
                }
            })
        })
    })
}

fn kinds() -> impl Iterator<Item = Text> {
    Kind::ALL.into_iter().map(|kind| {
        let word = kind.word();
        Text::new(format!("{word} again and again"), move |times| {
            Grown::of(HEAD)
                .repeat(times, |number| format!("[the lock {number}]{{{word} @ann}} "))
                .and(&format!("[so]{{{word}"))
                .repeat(times, |_| format!(" {word}"))
                .and("}\n")
        })
    })
}

/// All texts of this kind.
pub fn texts() -> Vec<Text> {
    keys().chain(fields()).chain(kinds()).collect()
}
