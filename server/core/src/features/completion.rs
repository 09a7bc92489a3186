//! Completion inside braces and fields. In prose there is none: writing must stay calm.

use super::attribute::likely_actors;
use crate::document::BlockAt;
use crate::lints::RULES;
use crate::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, AUTHOR, FRONT_MATTER_FIELDS, Key, Kind, SOURCE_FIELDS, Value, find,
};
use crate::model::{Facts, Marked, Namespace};
use crate::scope::Scope;
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
    let marked = at.block.marked().iter().rev().find(|marked| {
        marked.annotation.as_ref().is_some_and(|annotation| {
            let extent = annotation.extent;
            let end = if annotation.closed { extent.end - 1 } else { extent.end };
            extent.start < relative as u32 && relative as u32 <= end
        })
    });
    match marked {
        Some(marked) => in_annotation(scope, at, marked, relative),
        None => in_field(scope, at, relative),
    }
}

struct Place<'a> {
    scope: &'a Scope,
    at: BlockAt<'a>,
    marked: Option<&'a Marked>,
    replace: Range<usize>,
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
        let mut declared = self.scope.declared(namespace);
        declared.sort_by_key(|(_, _, declaration)| rank(&declaration.id));
        let sign = namespace.sign();
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
        if namespace == Namespace::Actor && self.marked.is_some() {
            proposals.push(self.proposal(kind, format!("@{AUTHOR}"), "The article's own author"));
        }
        proposals
    }

    fn labels(&self) -> Vec<Proposal> {
        let document = &self.scope.document;
        let mut proposals = Vec::new();
        for at in document.blocks() {
            for marked in at.block.marked() {
                for label in marked.annotation.iter().flat_map(|annotation| annotation.labels()) {
                    let text = super::symbols::shortened(at.block.slice(marked.content));
                    proposals.push(self.proposal(ProposalKind::Label, format!("#{}", label.id), text));
                }
            }
        }
        proposals.retain(|proposal| proposal.text.len() > 1);
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

    fn values(&self, key: &str, value: Value) -> Vec<Proposal> {
        match value {
            Value::Actors => self.declared(Namespace::Actor),
            Value::Sources => self.declared(Namespace::Source),
            Value::Labels => self.labels(),
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

fn in_annotation(scope: &Scope, at: BlockAt<'_>, marked: &Marked, offset: usize) -> Vec<Proposal> {
    let Some(annotation) = &marked.annotation else { return Vec::new() };
    let before = &at.block.text[annotation.extent.start as usize + 1..offset];
    if before.matches('"').count() % 2 == 1 {
        return Vec::new();
    }
    let word = before.rsplit([' ', '\t']).next().unwrap_or_default();
    let place = |typed: &str| Place {
        scope,
        at,
        marked: Some(marked),
        replace: at.start + offset - typed.len()..at.start + offset,
    };
    if let Some((key, value)) = word.split_once('=') {
        let entry = value.rsplit([',', ';']).next().unwrap_or_default();
        let expected = find(&ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        return place(entry).values(key, expected);
    }
    let place = place(word);
    match word.chars().next() {
        Some('@') => place.declared(Namespace::Actor),
        Some('^') => place.declared(Namespace::Source),
        Some('#') => place.wanted_labels(),
        _ => {
            let kind = |kind: Kind| Proposal {
                documentation: kind.meaning().into(),
                ..place.proposal(ProposalKind::Kind, kind.word(), "kind")
            };
            let used: Vec<&str> = annotation.attributes().map(|attribute| &*attribute.key).collect();
            let mut proposals: Vec<Proposal> = Kind::ALL.into_iter().map(kind).collect();
            if word.is_empty() {
                proposals.extend(place.declared(Namespace::Actor));
                proposals.extend(place.declared(Namespace::Source));
            }
            proposals.extend(place.keys(&ATTRIBUTES, "=", &used));
            proposals.push(place.proposal(
                ProposalKind::Kind,
                "draft",
                "Made by a machine, not yet reviewed",
            ));
            proposals
        }
    }
}

fn in_field(scope: &Scope, at: BlockAt<'_>, offset: usize) -> Vec<Proposal> {
    let table = match &at.block.facts {
        Facts::FrontMatter(_) => &FRONT_MATTER_FIELDS[..],
        Facts::Declaration(declaration) if declaration.namespace == Namespace::Source => &SOURCE_FIELDS[..],
        Facts::Declaration(_) => &ACTOR_FIELDS[..],
        _ => return Vec::new(),
    };
    let before = &at.block.text[..offset];
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
    let in_declaration = at.block.declaration().is_some();
    if in_declaration && !line.starts_with([' ', '\t']) {
        return Vec::new();
    }
    let place = |typed: &str| Place {
        scope,
        at,
        marked: None,
        replace: at.start + offset - typed.len()..at.start + offset,
    };
    match line.split_once(':') {
        Some((key, value)) => {
            let entry = value.rsplit([',', ';']).next().unwrap_or_default().trim_start();
            let expected = find(table, key.trim()).map_or(Value::Text, |key| key.value);
            place(entry).values(key.trim(), expected)
        }
        None => {
            let word = line.trim_start();
            let used: Vec<&str> = at.block.fields().iter().map(|field| &*field.key).collect();
            place(word).keys(table, ": ", &used)
        }
    }
}
