//! Completion candidates at a cursor.

use super::{DocumentPath, Proposal, ProposalKind};
use crate::hover::escaped;
use crate::links::needs_quotes;
use ascribe_language::normal_form::{composed, normal};
use ascribe_language::words::shortened;
use ascribe_lints::RULES;
use ascribe_lints::sourcing::attribute::{likely_actors, used_before};
use ascribe_lints::sourcing::declare;
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::gate::Intent;
use ascribe_markup::model::statement;
use ascribe_markup::model::vocabulary::{AUTHOR, FieldSpec, Value, meaning_of_value};
use ascribe_markup::model::{Annotation, Declaration, Marked, Namespace, is_identifier};
use ascribe_markup::scope::Scope;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Maximum number of choices in a snippet.
const CHOICES: usize = 10;

/// Choices for the values of attribute keys, computed once for all keys; empty if there are too many.
#[derive(Default)]
struct Choices {
    actors: OnceCell<Vec<String>>,
    sources: OnceCell<Vec<String>>,
    labels: OnceCell<Vec<String>>,
}

/// Cursor with its surroundings.
pub(super) struct Place<'a> {
    pub scope: &'a Scope,
    pub at: BlockAt<'a>,
    pub marked: Option<&'a Marked>,
    /// Documents whose labels can be referred to.
    pub documents: &'a [DocumentPath],
    /// Document whose path is before the cursor.
    pub named: Option<&'a Document>,
    pub replace: Range<usize>,
    pub caret: usize,
    /// Entries already in the list.
    pub listed: HashSet<&'a str>,
    /// Value around the cursor, if it is that of an attribute.
    pub value: Option<ListValue>,
}

/// How a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListValue {
    /// Without quotation marks, in this byte range.
    Bare { extent: Range<usize> },
    /// In quotation marks, of which the second one may be missing.
    Quoted { closed: bool },
}

impl Place<'_> {
    /// Place within a value, which `around` makes from the byte offset of the cursor.
    pub fn within(self, around: impl FnOnce(usize) -> ListValue) -> Self {
        Self { value: Some(around(self.caret)), ..self }
    }

    pub fn proposal(
        &self,
        kind: ProposalKind,
        text: impl Into<String>,
        detail: impl Into<String>,
    ) -> Proposal {
        let text = text.into();
        Proposal {
            kind,
            label: text.trim_end().to_owned(),
            filter: text.clone(),
            text,
            snippet: None,
            detail: detail.into(),
            documentation: String::new(),
            replace: self.replace.clone(),
            edits: Vec::new(),
            intent: Intent::Markup,
        }
    }

    /// Part of the word before the cursor.
    fn typed(&self) -> String {
        self.scope.document.text().slice(self.replace.start..self.caret)
    }

    fn is_new(&self, sign: char, id: &str) -> bool {
        !self.listed.contains(&*format!("{sign}{id}"))
    }

    /// Actors or sources: first those in the sentence or related to the annotation, then those used earlier (latest
    /// first), then all others; last, a declaration of the undeclared id that is being typed.
    pub fn declared(&self, namespace: Namespace) -> Vec<Proposal> {
        let kind = if namespace == Namespace::Actor { ProposalKind::Actor } else { ProposalKind::Source };
        let typed = self.typed();
        let sign = namespace.sign();
        let ranks = self.ranks(namespace);
        let rank = |declaration: &Declaration| {
            let is_of = self.holds_their_words(declaration);
            (!is_of, ranks.get(&*declaration.id).copied().unwrap_or(usize::MAX))
        };
        let mut declared: Vec<_> = self.scope.declared(namespace).collect();
        declared.retain(|declaration| self.is_new(sign, &declaration.id));
        declared.sort_by_cached_key(|declaration| rank(declaration));
        let proposal = |declaration: &Declaration| Proposal {
            documentation: declaration
                .field("role")
                .or_else(|| declaration.field("outlet"))
                .map(escaped)
                .unwrap_or_default(),
            filter: filter(declaration, &typed),
            ..self.proposal(kind, format!("{sign}{}", declaration.id), &*declaration.name)
        };
        let mut proposals: Vec<Proposal> = declared.into_iter().map(proposal).collect();
        if namespace == Namespace::Actor && self.marked.is_some() && self.is_new(sign, AUTHOR) {
            proposals.push(self.proposal(kind, format!("@{AUTHOR}"), "The article's own author"));
        }
        proposals.extend(self.undeclared(namespace, &typed));
        proposals
    }

    /// Ranks of the likely and earlier ids; 0 is the best.
    fn ranks(&self, namespace: Namespace) -> HashMap<String, usize> {
        let Some(marked) = self.marked else { return HashMap::new() };
        let likely = match namespace {
            Namespace::Actor => likely_actors(self.scope, self.at, marked),
            _ => Vec::new(),
        };
        let before = used_before(self.scope, namespace, self.caret).into_iter().map(str::to_owned);
        let mut ranks = HashMap::new();
        for (rank, id) in likely.into_iter().map(|(id, _)| id).chain(before).enumerate() {
            ranks.entry(id).or_insert(rank);
        }
        ranks
    }

    /// Whether the source holds the words of an actor in the annotation.
    fn holds_their_words(&self, declaration: &Declaration) -> bool {
        let Some(marked) = self.marked.filter(|_| declaration.namespace == Namespace::Source) else {
            return false;
        };
        let mut of =
            declaration.fields.iter().filter(|field| &*field.key == "of").flat_map(|f| &f.references);
        of.any(|of| marked.actors().any(|actor| actor.id == of.id))
    }

    /// Proposal to declare the id being typed, in this document. None if the id may be the start of a declared one:
    /// editors sort an exact match first, and Enter would declare it by accident.
    fn undeclared(&self, namespace: Namespace, typed: &str) -> Option<Proposal> {
        let id = &*composed(typed.strip_prefix(namespace.sign()).filter(|id| is_identifier(id))?);
        if id == AUTHOR || self.starts_declared(namespace, id) || !self.is_new(namespace.sign(), id) {
            return None;
        }
        let edit = declare::declaration(&self.scope.document, namespace, id, None);
        let is_apart = edit.range.end < self.replace.start || self.replace.end < edit.range.start;
        is_apart.then(|| Proposal {
            label: format!("Declare {typed}"),
            filter: typed.to_owned(),
            documentation: format!("Adds `{}` to this document.", edit.text.trim()),
            edits: vec![edit],
            ..self.proposal(ProposalKind::Declaration, typed, format!("New {}", namespace.noun()))
        })
    }

    /// Whether a declared id, or a word of a declared name, starts with `start`.
    fn starts_declared(&self, namespace: Namespace, start: &str) -> bool {
        let start = normal(start).to_lowercase();
        let mut words = self.scope.declared(namespace).flat_map(|declaration| {
            declaration.names().flat_map(str::split_whitespace).chain(std::iter::once(&*declaration.id))
        });
        words.any(|word| normal(word).to_lowercase().starts_with(&start))
    }

    /// Labels that a relation may refer to, nearest first: those of this document, without the annotation's own, or
    /// those of the document before the `#`.
    fn labels(&self, entry: &str) -> Vec<Proposal> {
        let path = entry.split_once('#').map_or("", |(path, _)| path);
        let linked = self.scope.linked_document(path).map(|(_, document)| &**document);
        let document = if path.is_empty() { Some(&*self.scope.document) } else { linked.or(self.named) };
        let Some(document) = document else { return Vec::new() };
        let own = self.marked.and_then(|marked| marked.annotation.as_ref()).filter(|_| path.is_empty());
        let own: HashSet<&str> =
            own.iter().flat_map(|annotation| annotation.labels()).map(|l| &*l.id).collect();
        let mut proposals = Vec::new();
        for at in document.blocks() {
            for marked in at.block.marked() {
                for label in marked.annotation.iter().flat_map(Annotation::labels) {
                    if label.id.is_empty() || own.contains(&*label.id) || !self.is_new('#', &label.id) {
                        continue;
                    }
                    let text = shortened(at.block.segments(marked.content));
                    let text = statement::title(document.stance_of(marked), &text);
                    let far = if path.is_empty() { at.index.abs_diff(self.at.index) } else { 0 };
                    let label = format!("{path}#{}", label.id);
                    let proposal = self.proposal(ProposalKind::Label, label.as_str(), text);
                    proposals.push((far, Proposal { text: label + self.closing_mark(), ..proposal }));
                }
            }
        }
        proposals.sort_by_key(|(far, _)| *far);
        let mut proposals: Vec<Proposal> = proposals.into_iter().map(|(_, proposal)| proposal).collect();
        if !entry.contains('#') {
            proposals.extend(self.documents.iter().map(|path| self.document(path)));
        }
        proposals
    }

    /// Quotation mark that the value lacks behind its last entry.
    fn closing_mark(&self) -> &'static str {
        if self.value == Some(ListValue::Quoted { closed: false }) { "\"" } else { "" }
    }

    /// Proposal for the path of another document. A path with blanks also puts the value in quotation marks; the second
    /// one is written with the label, unless a snippet can place the cursor before it.
    fn document(&self, path: &DocumentPath) -> Proposal {
        let link = format!("{}#", path.link);
        let proposal = Proposal {
            filter: format!("{}#", path.typed),
            ..self.proposal(ProposalKind::Document, link.as_str(), "Labels of another document")
        };
        let Some(ListValue::Bare { extent }) = self.value.as_ref().filter(|_| needs_quotes(&path.link))
        else {
            return proposal;
        };
        let mut edits = Vec::new();
        let mut text = link;
        if extent.start < self.replace.start {
            edits.push(Edit::insert(extent.start, "\""));
        } else {
            text.insert(0, '"');
        }
        let mut snippet = format!("{}$0", escaped_snippet(&text));
        if self.replace.end < extent.end {
            edits.push(Edit::insert(extent.end, "\""));
        } else {
            snippet.push('"');
            // An open value would end at a brace or at a later quotation mark, and the annotation with it.
            let behind = self.at.block.text.get(self.caret - self.at.start..).unwrap_or_default();
            let has_mark = behind.lines().next().is_some_and(|line| line.contains('"'));
            text.extend((has_mark || path.link.contains(['{', '}'])).then_some('"'));
        }
        Proposal { text, snippet: Some(snippet), edits, ..proposal }
    }

    /// Labels that a relation refers to but no annotation has.
    pub fn wanted_labels(&self) -> Vec<Proposal> {
        let wanted = self.undefined(Namespace::Label);
        let named =
            |id| self.proposal(ProposalKind::Label, format!("#{id}"), "Used in a relation but not defined");
        wanted.into_iter().map(named).collect()
    }

    /// Ids that this document uses without a definition, sorted.
    pub fn undefined(&self, namespace: Namespace) -> Vec<&str> {
        let references = self.scope.document.blocks().flat_map(|at| at.block.references());
        let here = references.filter(|it| it.namespace == namespace && it.document.is_none());
        let mut wanted: Vec<&str> =
            here.map(|reference| &*reference.id).filter(|id| !id.is_empty() && *id != AUTHOR).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let known: HashSet<&str> = self.scope.ids(namespace).collect();
        wanted.retain(|id| !known.contains(id));
        wanted
    }

    pub fn keys(&self, table: &[FieldSpec], end: &str, used: &[&str]) -> Vec<Proposal> {
        let choices = Choices::default();
        let free = table.iter().filter(|key| !used.contains(&key.word));
        free.map(|key| Proposal {
            documentation: key.meaning.into(),
            snippet: (!end.is_empty()).then(|| self.snippet(key, end, &choices)).flatten(),
            ..self.proposal(ProposalKind::Key, format!("{}{end}", key.word), unmarked(&key.value.expected()))
        })
        .collect()
    }

    /// Snippet for a key with a placeholder for its value, or a choice if there are few.
    fn snippet(&self, key: &FieldSpec, end: &str, choices: &Choices) -> Option<String> {
        let lead = format!("{}{end}", key.word);
        let (namespace, choices) = match key.value {
            Value::OneOf(words) => return Some(format!("{lead}${{1|{}|}}", words.join(","))),
            Value::Text if end == "=" && matches!(key.word, "note" | "reason" | "place" | "medium") => {
                return Some(format!("{lead}\"$1\""));
            }
            Value::Share | Value::Date | Value::Text => return None,
            Value::Actors => (Namespace::Actor, &choices.actors),
            Value::Sources => (Namespace::Source, &choices.sources),
            Value::Labels => (Namespace::Label, &choices.labels),
        };
        let choices = choices.get_or_init(|| {
            if self.scope.ids(namespace).nth(CHOICES).is_some() {
                return Vec::new();
            }
            let replace = self.caret..self.caret;
            let bare = Place { listed: HashSet::new(), replace, documents: &[], value: None, ..*self };
            let proposals = bare.values(key.word, key.value, "");
            proposals.into_iter().map(|proposal| proposal.text).collect()
        });
        let sign = namespace.sign();
        Some(if choices.is_empty() {
            format!("{lead}{sign}$1")
        } else {
            format!("{lead}${{1|{}|}}", choices.join(","))
        })
    }

    /// Proposals for a value; `entry` is the text of the current list entry before the cursor.
    pub fn values(&self, key: &str, value: Value, entry: &str) -> Vec<Proposal> {
        match value {
            Value::Actors => self.declared(Namespace::Actor),
            Value::Sources => self.declared(Namespace::Source),
            Value::Labels => self.labels(entry),
            Value::OneOf(words) => {
                let value = |word: &str| Proposal {
                    documentation: meaning_of_value(key, word).unwrap_or_default().into(),
                    ..self.proposal(ProposalKind::Value, word, key)
                };
                words.iter().map(|word| value(word)).collect()
            }
            Value::Text if key == "allow" => self.rules(),
            Value::Share | Value::Date | Value::Text => Vec::new(),
        }
    }

    /// Rule codes.
    pub fn rules(&self) -> Vec<Proposal> {
        let free = RULES.into_iter().filter(|rule| !self.listed.contains(&rule.code));
        free.map(|rule| self.proposal(ProposalKind::Value, rule.code, unmarked(rule.summary))).collect()
    }
}

/// Text in snippet syntax.
fn escaped_snippet(text: &str) -> String {
    let escape = |c: char| matches!(c, '$' | '}' | '\\').then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escape).collect()
}

/// Text without backticks, since details are shown as they are.
fn unmarked(text: &str) -> String {
    text.replace('`', "")
}

/// Filter text of an actor or source: first the name that is being typed, since some editors match only the start, then
/// the id and all names.
fn filter(declaration: &Declaration, typed: &str) -> String {
    let sign = declaration.namespace.sign();
    let (sign, typed) = match typed.strip_prefix(sign) {
        Some(typed) => (sign.to_string(), typed),
        None => (String::new(), typed),
    };
    let is_start = |word: &str| word.to_lowercase().starts_with(&typed.to_lowercase());
    let small = normal(typed).to_lowercase();
    let led = |word: &str| {
        let normal = normal(word).to_lowercase();
        // In the spelling that is being typed, since editors compare character by character.
        if is_start(word) {
            Some(word.to_owned())
        } else {
            normal.strip_prefix(&small).map(|rest| format!("{typed}{rest}"))
        }
    };
    let words = std::iter::once(&*declaration.id).chain(declaration.names().flat_map(str::split_whitespace));
    let first = words.filter(|_| !typed.is_empty() && !is_start(&declaration.id)).find_map(led);
    let lead = first.map(|word| format!("{word} ")).unwrap_or_default();
    format!("{sign}{lead}{} {}", declaration.id, declaration.names().collect::<Vec<_>>().join(" "))
        .trim_end()
        .to_owned()
}
