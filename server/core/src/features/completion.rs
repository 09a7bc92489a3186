//! Completion inside braces and fields. In prose there is none: writing must stay calm.

use super::caret::{Writing, entries, rest_of_word, writing_at};
use crate::document::BlockAt;
use crate::lints::RULES;
use crate::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, AUTHOR, FRONT_MATTER_FIELDS, Key, Kind, SOURCE_FIELDS, Value, find,
};
use crate::model::{Annotation, Facts, Marked, Namespace};
use crate::scope::Scope;
use crate::sourcing::attribute::likely_actors;
use std::ops::Range;

/// What a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalKind {
    /// `@id`
    Actor,
    /// `^id`
    Source,
    /// `#label`
    Label,
    /// The kind of an annotation, or a flag.
    Kind,
    /// A key.
    Key,
    /// A value of a key.
    Value,
}

/// One entry of a completion list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub kind: ProposalKind,
    /// What is put in place of `replace`, and shown.
    pub text: String,
    /// What it stands for.
    pub detail: String,
    /// More, in Markdown.
    pub documentation: String,
    /// What else may be typed to find it, such as an actor's name.
    pub filter: String,
    /// The bytes that are replaced.
    pub replace: Range<usize>,
}

/// The proposals for a byte offset, the likely first.
pub fn completion(scope: &Scope, offset: usize) -> Vec<Proposal> {
    let Some(at) = scope.document.block_at(offset) else { return Vec::new() };
    let Some(relative) = offset.checked_sub(at.start) else { return Vec::new() };
    match writing_at(at, relative) {
        Some(writing) => in_annotation(scope, at, writing, relative),
        None => in_field(scope, at, relative),
    }
}

struct Place<'a> {
    scope: &'a Scope,
    at: BlockAt<'a>,
    marked: Option<&'a Marked>,
    replace: Range<usize>,
    /// What stands in the list already.
    listed: Vec<&'a str>,
}

impl Place<'_> {
    fn proposal(&self, kind: ProposalKind, text: impl Into<String>, detail: impl Into<String>) -> Proposal {
        let text = text.into();
        Proposal {
            kind,
            filter: text.clone(),
            text,
            detail: detail.into(),
            documentation: String::new(),
            replace: self.replace.clone(),
        }
    }

    fn declared(&self, namespace: Namespace) -> Vec<Proposal> {
        let kind = if namespace == Namespace::Actor { ProposalKind::Actor } else { ProposalKind::Source };
        let likely = match self.marked {
            Some(marked) if namespace == Namespace::Actor => likely_actors(self.scope, self.at, marked),
            _ => Vec::new(),
        };
        let rank = |id: &str| likely.iter().position(|(known, _)| known == id).unwrap_or(usize::MAX);
        let sign = namespace.sign();
        let mut declared = self.scope.declared(namespace);
        declared.retain(|(_, _, declaration)| self.is_new(sign, &declaration.id));
        declared.sort_by_key(|(_, _, declaration)| rank(&declaration.id));
        let mut proposals: Vec<Proposal> = declared
            .into_iter()
            .map(|(_, _, declaration)| Proposal {
                documentation: declaration
                    .field("role")
                    .or_else(|| declaration.field("outlet"))
                    .unwrap_or_default()
                    .to_owned(),
                filter: format!(
                    "{sign}{} {}",
                    declaration.id,
                    declaration.names().collect::<Vec<_>>().join(" ")
                ),
                ..self.proposal(kind, format!("{sign}{}", declaration.id), &*declaration.name)
            })
            .collect();
        if namespace == Namespace::Actor && self.marked.is_some() && self.is_new(sign, AUTHOR) {
            proposals.push(self.proposal(kind, format!("@{AUTHOR}"), "The article's own author"));
        }
        proposals
    }

    fn is_new(&self, sign: char, id: &str) -> bool {
        !self.listed.iter().any(|entry| entry.strip_prefix(sign) == Some(id))
    }

    /// The labels that a relation may point at: those of this document, but for the annotation's own, or those
    /// of the document that is named before the `#`.
    fn labels(&self, entry: &str) -> Vec<Proposal> {
        let path = entry.split_once('#').map_or("", |(path, _)| path);
        let linked = self.scope.linked.iter().find(|(known, _)| &**known == path);
        let document = match linked {
            _ if path.is_empty() => &self.scope.document,
            Some((_, Some(document))) => document,
            _ => return Vec::new(),
        };
        let own = self.marked.and_then(|marked| marked.annotation.as_ref()).filter(|_| path.is_empty());
        let own: Vec<&str> = own.iter().flat_map(|annotation| annotation.labels()).map(|l| &*l.id).collect();
        let mut proposals = Vec::new();
        for at in document.blocks() {
            for marked in at.block.marked() {
                for label in marked.annotation.iter().flat_map(Annotation::labels) {
                    if label.id.is_empty() || own.contains(&&*label.id) || !self.is_new('#', &label.id) {
                        continue;
                    }
                    let text = crate::words::shortened(&at.block.words(marked.content));
                    proposals.push(self.proposal(ProposalKind::Label, format!("{path}#{}", label.id), text));
                }
            }
        }
        proposals
    }

    /// Labels that some relation points at and no annotation has.
    fn wanted_labels(&self) -> Vec<Proposal> {
        let document = &self.scope.document;
        let references = document.blocks().flat_map(|at| at.block.references());
        let mut wanted: Vec<&str> = references
            .filter(|reference| reference.namespace == Namespace::Label && reference.document.is_none())
            .filter(|reference| document.definition_count(Namespace::Label, &reference.id) == 0)
            .map(|reference| &*reference.id)
            .filter(|id| !id.is_empty())
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let named = |id| self.proposal(ProposalKind::Label, format!("#{id}"), "A relation points at it");
        wanted.into_iter().map(named).collect()
    }

    fn keys(&self, table: &[Key], end: &str, used: &[&str]) -> Vec<Proposal> {
        let free = table.iter().filter(|key| !used.contains(&key.word));
        free.map(|key| Proposal {
            documentation: key.meaning.into(),
            ..self.proposal(ProposalKind::Key, format!("{}{end}", key.word), key.value.expected())
        })
        .collect()
    }

    /// `entry` is what stands before the caret of the entry of a list that is being written.
    fn values(&self, key: &str, value: Value, entry: &str) -> Vec<Proposal> {
        match value {
            Value::Actors => self.declared(Namespace::Actor),
            Value::Sources => self.declared(Namespace::Source),
            Value::Labels => self.labels(entry),
            Value::OneOf(words) => {
                words.iter().map(|word| self.proposal(ProposalKind::Value, *word, key)).collect()
            }
            Value::Text if key == "allow" => RULES
                .into_iter()
                .map(|rule| self.proposal(ProposalKind::Value, rule.code, rule.summary))
                .collect(),
            Value::Share | Value::Text => Vec::new(),
        }
    }
}

fn in_annotation<'a>(
    scope: &'a Scope,
    at: BlockAt<'a>,
    writing: Writing<'a>,
    offset: usize,
) -> Vec<Proposal> {
    let Writing { marked, annotation, word, behind } = writing;
    let rest = rest_of_word(behind);
    let place = |typed: &str, listed: Vec<&'a str>| Place {
        scope,
        at,
        marked: Some(marked),
        replace: at.start + offset - typed.len()..at.start + offset + rest,
        listed,
    };
    if let Some((key, value)) = word.split_once('=') {
        let (listed, entry) = entries(value);
        let expected = find(&ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        return place(entry, listed).values(key, expected, entry);
    }
    // Items may stand together: `@a^b`.
    let word = &word[word.rfind(['@', '^', '#']).unwrap_or(0)..];
    let items = annotation.items.iter().filter(|item| !item.extent.touches(offset));
    let items = items.map(|item| at.block.slice(item.extent)).collect();
    let place = place(word, items);
    match word.chars().next() {
        Some('@') => place.declared(Namespace::Actor),
        Some('^') => place.declared(Namespace::Source),
        Some('#') => place.wanted_labels(),
        _ => {
            let kind = |kind: Kind| Proposal {
                documentation: kind.meaning().into(),
                ..place.proposal(ProposalKind::Kind, kind.word(), "kind")
            };
            let used: Vec<&str> = annotation
                .attributes()
                .filter(|attribute| !attribute.key_extent.touches(offset))
                .map(|attribute| &*attribute.key)
                .collect();
            let mut proposals: Vec<Proposal> = Kind::ALL.into_iter().map(kind).collect();
            if word.is_empty() {
                proposals.extend(place.declared(Namespace::Actor));
                proposals.extend(place.declared(Namespace::Source));
            }
            let end = if behind[rest..].starts_with('=') { "" } else { "=" };
            proposals.extend(place.keys(&ATTRIBUTES, end, &used));
            proposals.push(place.proposal(
                ProposalKind::Kind,
                "draft",
                "Made by a machine, not yet reviewed",
            ));
            proposals
        }
    }
}

fn in_field<'a>(scope: &'a Scope, at: BlockAt<'a>, offset: usize) -> Vec<Proposal> {
    let table = match &at.block.facts {
        Facts::FrontMatter(_) => &FRONT_MATTER_FIELDS[..],
        Facts::Declaration(declaration) if declaration.namespace == Namespace::Source => &SOURCE_FIELDS[..],
        Facts::Declaration(_) => &ACTOR_FIELDS[..],
        _ => return Vec::new(),
    };
    let text = &*at.block.text;
    let line_start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = &text[line_start..offset];
    let in_declaration = at.block.declaration().is_some();
    // Behind the last field a line may be begun; a blank line there ends a declaration.
    let is_inside = if in_declaration {
        line_start > 0 && line_start <= at.block.content && line.starts_with([' ', '\t'])
    } else {
        let last = text[..at.block.content].trim_end();
        line_start > 0 && line_start < last.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    };
    if !is_inside {
        return Vec::new();
    }
    let behind = &text[offset..];
    let rest = rest_of_word(behind);
    let place = |typed: &str, listed: Vec<&'a str>| Place {
        scope,
        at,
        marked: None,
        replace: at.start + offset - typed.len()..at.start + offset + rest,
        listed,
    };
    if let Some((key, value)) = line.split_once(':') {
        let (listed, entry) = entries(value);
        let expected = find(table, key.trim()).map_or(Value::Text, |key| key.value);
        return place(entry, listed).values(key.trim(), expected, entry);
    }
    let others = at.block.fields().iter().filter(|field| !field.key_extent.touches(offset));
    let used: Vec<&str> = others.map(|field| &*field.key).collect();
    let end = if behind[rest..].trim_start_matches([' ', '\t']).starts_with(':') { "" } else { ": " };
    place(line.trim_start(), Vec::new()).keys(table, end, &used)
}
