//! Inlay hints: names of ids that do not spell them, the likely speaker of an unattributed quotation, and the
//! document's default source at annotations without one.

use ascribe_language::words::shortened;
use ascribe_lints::sourcing::attribute::{Speakers, attribution};
use ascribe_lints::sourcing::quotations::{self, Around};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use ascribe_markup::model::{Annotation, BlockKind, Marked, Namespace};
use ascribe_markup::scope::{Definition, Scope};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// Kind of a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HintKind {
    /// Name of the actor or source with an id.
    Name,
    /// Likely speaker of a quotation.
    Speaker,
    /// Default source of an annotation without one.
    Source,
}

/// Kinds of hints to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// [`HintKind::Name`]
    pub names: bool,
    /// [`HintKind::Speaker`]
    pub speakers: bool,
    /// [`HintKind::Source`]
    pub sources: bool,
}

/// Virtual text shown in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Byte offset at which the hint is shown.
    pub offset: usize,
    /// Kind of the hint.
    pub kind: HintKind,
    /// Text before the label; may be empty.
    pub lead: &'static str,
    /// Name or id shown.
    pub label: String,
    /// Namespace of the id: actor or source.
    pub namespace: Namespace,
    /// Id that the hint refers to.
    pub id: String,
    /// Declaration of the id.
    pub definition: Option<Definition>,
    /// Edits that insert the hint into the text.
    pub edits: Vec<Edit>,
}

/// Hints of a part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hints {
    /// Hints in text order.
    pub hints: Vec<Hint>,
    /// Number of paragraphs that were analysed, as a measure of the cost.
    pub looked_at: usize,
}

/// Hints in a byte range.
pub fn inlay_hints(scope: &Scope, range: Range<usize>, wanted: Wanted) -> Hints {
    let mut hints = Hints::default();
    let default = scope.document.front_matter("source").filter(|_| wanted.sources);
    let default = default.and_then(|field| field.references.first()).map(|source| &*source.id);
    let mut hinting = Hinting { scope, wanted, default, places: HashMap::new(), names: HashMap::new() };
    let blocks: Vec<BlockAt<'_>> = scope.document.blocks_in(range.clone()).collect();
    let indices = blocks.first().map_or(0, |at| at.index)..blocks.last().map_or(0, |at| at.index + 1);
    let arounds = OnceCell::new();
    for (at, place) in blocks.into_iter().zip(0..) {
        if matches!(at.block.kind, BlockKind::Paragraph(_)) {
            hints.looked_at += 1;
            let around = || {
                let all = arounds.get_or_init(|| quotations::arounds_of(&scope.document, indices.clone()));
                all.get(place).copied().unwrap_or_default()
            };
            hinting.paragraph(at, around, &mut hints.hints);
        }
    }
    hints.hints.retain(|hint| range.start <= hint.offset && hint.offset <= range.end);
    hints.hints.sort_by_key(|hint| hint.offset);
    hints
}

struct Hinting<'a> {
    scope: &'a Scope,
    wanted: Wanted,
    /// Default source of the document.
    default: Option<&'a str>,
    /// Cached definitions of ids.
    places: HashMap<(Namespace, String), Option<Definition>>,
    /// Cached names of ids; `None` where the id spells the name.
    names: HashMap<(Namespace, String), Option<String>>,
}

impl<'a> Hinting<'a> {
    fn paragraph(&mut self, at: BlockAt<'a>, around: impl Fn() -> Around, hints: &mut Vec<Hint>) {
        let speakers = OnceCell::new();
        for marked in at.block.marked() {
            if let Some(annotation) = &marked.annotation {
                self.names(at, annotation, hints);
                hints.extend(self.source(at, marked, annotation));
            }
            if self.wanted.speakers && marked.is_quotation() {
                let speakers = speakers.get_or_init(|| Speakers::new(self.scope, at));
                hints.extend(self.speaker(at, marked, around(), speakers));
            }
        }
    }

    fn hint(&mut self, offset: usize, kind: HintKind, namespace: Namespace, id: &str) -> Hint {
        let place = self.places.entry((namespace, id.to_owned()));
        let scope = self.scope;
        let definition =
            place.or_insert_with(|| scope.definitions_of(namespace, id, None).into_iter().next()).clone();
        Hint {
            offset,
            kind,
            lead: "",
            label: format!("{}{id}", namespace.sign()),
            namespace,
            id: id.to_owned(),
            definition,
            edits: Vec::new(),
        }
    }

    fn names(&mut self, at: BlockAt<'a>, annotation: &Annotation, hints: &mut Vec<Hint>) {
        if !self.wanted.names {
            return;
        }
        for reference in annotation.references() {
            let (namespace, id) = (reference.namespace, &*reference.id);
            if namespace == Namespace::Label {
                continue;
            }
            if let Some(label) = self.name(namespace, id) {
                let offset = reference.extent.at(at.start).end;
                let hint = self.hint(offset, HintKind::Name, namespace, id);
                hints.push(Hint { label, ..hint });
            }
        }
    }

    /// Name of an id, unless the id spells it.
    fn name(&mut self, namespace: Namespace, id: &str) -> Option<String> {
        let scope = self.scope;
        let name = || {
            let name = match scope.declaration(namespace, id) {
                Some(declaration) => &declaration.name,
                None if id == AUTHOR && namespace == Namespace::Actor => {
                    &scope.document.front_matter("author")?.value
                }
                None => return None,
            };
            (!name.is_empty() && !spells(id, name)).then(|| shortened([&**name]))
        };
        self.names.entry((namespace, id.to_owned())).or_insert_with(name).clone()
    }

    fn speaker(
        &mut self,
        at: BlockAt<'a>,
        marked: &Marked,
        around: Around,
        speakers: &Speakers<'_>,
    ) -> Option<Hint> {
        if marked.actors().next().is_some() {
            return None;
        }
        let document = &self.scope.document;
        let is_excused = marked.annotation.as_ref().is_some_and(|it| it.allows("unattributed-quote"));
        if is_excused || !quotations::wants_speaker(self.scope, at.block, marked, around) {
            return None;
        }
        let parts = quotations::parts(document, at.index, marked);
        let (target_at, target) = parts.last()?;
        let mut likely = speakers.near_asserting(marked);
        if likely.is_empty() && target_at.index != at.index {
            likely = Speakers::new(self.scope, *target_at).near_asserting(target);
        }
        // Two possible speakers are a guess, not a hint.
        let [(id, _)] = &likely[..] else { return None };
        let offset = target.whole().at(target_at.start).end;
        let hint = self.hint(offset, HintKind::Speaker, Namespace::Actor, id);
        let edits = attribution(*target_at, target, &speakers.with_stance(marked, id));
        Some(Hint { lead: "likely ", edits, ..hint })
    }

    fn source(&mut self, at: BlockAt<'a>, marked: &Marked, annotation: &Annotation) -> Option<Hint> {
        let source = self.default?;
        let said = matches!(marked.kind(), Kind::Claim | Kind::Quote | Kind::Opinion);
        let needs = said && annotation.closed && marked.actors().any(|actor| &*actor.id != AUTHOR);
        let has = marked.sources().next().is_some()
            || marked.is_part()
            || quotations::inherits_source(at.block, marked);
        let offset = annotation.extent.at(at.start).end - 1;
        (needs && !has).then(|| self.hint(offset, HintKind::Source, Namespace::Source, source))
    }
}

/// Whether an id needs no explanation: all its words are in the name, as in `@moe` for Ida Moe, or it is the whole name
/// and a number, as in `@ida-moe-2`.
fn spells(id: &str, name: &str) -> bool {
    let name: Vec<String> = words(name).collect();
    let (of_name, others): (Vec<_>, Vec<_>) = words(id).partition(|word| name.contains(word));
    let is_whole = || name.iter().all(|word| of_name.contains(word));
    let are_numbers = || others.iter().all(|word| word.chars().all(char::is_numeric));
    others.is_empty() || (are_numbers() && is_whole())
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}
