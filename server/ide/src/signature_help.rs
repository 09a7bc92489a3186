//! Signature help: the possible items in braces with the current one, and for a key its values.

use super::cursor::{Writing, entries, writing_at};
use ascribe_markup::model::vocabulary::{ATTRIBUTES, FieldSpec, Kind, Value, find};
use ascribe_markup::model::{ItemKind, Marked};
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// Signature line with the active part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Line; ASCII only, so that bytes are columns in every encoding.
    pub label: String,
    /// Description, in a sentence; empty if the parts say everything.
    pub documentation: String,
    /// Parts in order.
    pub parameters: Vec<Parameter>,
    /// Index of the active part.
    pub active: usize,
}

/// Part of a [`Signature`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Byte range in the label.
    pub range: Range<usize>,
    /// Meaning, in Markdown.
    pub documentation: String,
}

/// Parts of an annotation, in the most usual order.
const PARTS: [&str; 6] = ["kind", "@who", "^where", "#label", "key=value", "draft"];

const KIND: usize = 0;
const WHO: usize = 1;
const WHERE: usize = 2;
const LABEL: usize = 3;
const KEY: usize = 4;
const DRAFT: usize = 5;

/// Signature at a byte offset inside braces; `None` elsewhere.
pub fn signature_help(scope: &Scope, offset: usize) -> Option<Signature> {
    let at = scope.document.block_at(offset)?;
    let relative = offset.checked_sub(at.start)?;
    let writing = writing_at(at, relative)?;
    if let Some((key, value)) = writing.word.split_once('=') {
        return Some(of_key(key, value));
    }
    let active = part_at(&writing, relative);
    let mut label = String::new();
    let mut parameters = Vec::new();
    for (place, part) in PARTS.into_iter().enumerate() {
        if place > 0 {
            label.push(' ');
        }
        let start = label.len();
        label.push_str(part);
        parameters.push(Parameter { range: start..label.len(), documentation: about(place) });
    }
    Some(Signature { label, documentation: String::new(), parameters, active })
}

/// Index of the part that the word before the cursor starts; without a word, of the most usual next part.
fn part_at(writing: &Writing<'_>, offset: usize) -> usize {
    // Items may be adjacent: `@a^b`.
    let word = &writing.word[writing.word.rfind(['@', '^', '#']).unwrap_or(0)..];
    let others: Vec<&ItemKind> = writing
        .annotation
        .items
        .iter()
        .filter(|item| word.is_empty() || !item.extent.touches(offset))
        .map(|item| &item.kind)
        .collect();
    let has_kind = others.iter().any(|item| matches!(item, ItemKind::Kind(_)));
    match word.chars().next() {
        Some('@') => WHO,
        Some('^') => WHERE,
        Some('#') => LABEL,
        Some(_) if !has_kind && Kind::ALL.iter().any(|kind| kind.word().starts_with(word)) => KIND,
        Some(_) if word.len() > 1 && "draft".starts_with(word) => DRAFT,
        Some(_) => KEY,
        None if !has_kind && !writing.marked.is_quotation() => KIND,
        None => next_of(writing.marked),
    }
}

fn next_of(marked: &Marked) -> usize {
    if marked.actors().next().is_none() {
        WHO
    } else if marked.sources().next().is_none() {
        WHERE
    } else {
        KEY
    }
}

fn about(part: usize) -> String {
    match part {
        KIND => {
            let kinds = Kind::ALL.map(|kind| format!("- `{}`: {}", kind.word(), kind.meaning()));
            format!("The kind of annotation.\n\n{}", kinds.join("\n"))
        }
        WHO => "The speaker; several make a joint statement. Use `via=@id` for who relays it.".into(),
        WHERE => "The source where it is on record; repeat for several sources.".into(),
        LABEL => "A label, so that other annotations can refer to this one.".into(),
        KEY => {
            let keys = ATTRIBUTES.map(|key| format!("`{}`", key.word));
            format!("One of {}, or a custom key.", keys.join(", "))
        }
        _ => "Drafted automatically and not yet reviewed.".into(),
    }
}

fn of_key(word: &str, value: &str) -> Signature {
    let known = find(&ATTRIBUTES, word);
    let documentation = known.map_or("A custom key; it is kept and exported.", |key| key.meaning).to_owned();
    let lead = format!("{}=", if word.is_ascii() { word } else { "key" });
    let start = lead.len();
    let whole = |shown: &str| Signature {
        label: format!("{lead}{shown}"),
        documentation: documentation.clone(),
        parameters: vec![Parameter {
            range: start..start + shown.len(),
            documentation: known.map(|key| key.value.expected()).unwrap_or_default(),
        }],
        active: 0,
    };
    let Some(Value::OneOf(words)) = known.map(|key| key.value) else {
        return whole(known.map_or("value", shape));
    };
    let (_, entry) = entries(value);
    let mut signature = whole(&words.join(" | "));
    if entry.is_empty() {
        return signature;
    }
    let mut from = start;
    signature.parameters.clear();
    for (place, word) in words.iter().enumerate() {
        signature.parameters.push(Parameter { range: from..from + word.len(), documentation: String::new() });
        if signature.active == 0 && !words[0].starts_with(entry) && word.starts_with(entry) {
            signature.active = place;
        }
        from += word.len() + " | ".len();
    }
    signature
}

fn shape(key: &FieldSpec) -> &'static str {
    match (key.value, key.word) {
        (Value::Actors, _) => "@id",
        (Value::Sources, _) => "^id",
        (Value::Labels, _) => "#label | document#label",
        (Value::Share, _) => "0..1",
        (_, "allow") => "rule",
        (Value::Date, _) | (_, "date") => "YYYY-MM-DD",
        _ => "\"text\"",
    }
}
