//! Reads annotations and attribute values from the syntax tree.

use super::loose::{Covered, Loose, Piece, PieceKind};
use super::{Reader, is_identifier};
use crate::Applicability;
use crate::model::vocabulary::{ATTRIBUTES, Kind, Value, find};
use crate::model::{
    Annotation, Attribute, BlockRange, Item, ItemKind, Marked, Namespace, ProblemFix, Reference, Shape,
    is_quoted, removal,
};
use crate::syntax::Node;
use crate::text::is_separator;
use std::collections::HashMap;

/// An annotation with the quotation or span it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// From the opening mark or bracket to the end of the closing one.
    pub marked: BlockRange,
    /// Text between the marks or brackets.
    pub content: BlockRange,
    pub shape: Shape,
    pub annotation: BlockRange,
}

/// Whether an annotation, or a part of one, has no items.
fn is_bare(text: &str) -> bool {
    text.trim_matches(['{', '}', ' ', '\t']).is_empty()
}

/// Items `stance=` of an annotation.
fn stances(annotation: &Annotation) -> impl Iterator<Item = &Item> {
    let is_stance = |item: &&Item| match &item.kind {
        ItemKind::Attribute(attribute) => &*attribute.key == "stance",
        _ => false,
    };
    annotation.items.iter().filter(is_stance)
}

/// Closest kind or flag for a misspelt word.
pub(super) fn nearest_word(word: &str) -> Option<&'static str> {
    crate::spelling::nearest(word, Kind::ALL.map(Kind::word).into_iter().chain(["draft"]))
}

impl Reader<'_> {
    pub(super) fn annotation(&mut self, node: Node, site: Site) -> Annotation {
        let children: Vec<Node> = node.named_children(&mut node.walk()).collect();
        let first_problem = self.problems.len();
        let pieces = self.pieces(&children);
        let is_unreadable = |piece: &&Piece| piece.kind == PieceKind::Unreadable;
        let unread: Vec<BlockRange> = pieces.iter().filter(is_unreadable).map(|piece| piece.extent).collect();
        // With another `{` inside, it has run into the next annotation, whose `}` is not its own.
        let has_end = children.last().is_none_or(|last| last.kind() != "unfinished");
        let closed = has_end && !unread.iter().any(|extent| self.slice(*extent).contains('{'));
        // An unclosed annotation has swallowed words of the article: its unreadable parts belong to the article unless
        // they look like a misspelling.
        let swallowed = unread.iter().find(|extent| !closed && nearest_word(self.slice(**extent)).is_none());
        let end = swallowed.map_or(site.annotation.end, |extent| extent.start);
        let mut items = Vec::new();
        for child in children {
            let extent = self.extent(child);
            if extent.start >= end {
                break;
            }
            let kind = match child.kind() {
                "kind" => Kind::of(self.slice(extent)).map(ItemKind::Kind),
                "flag" => Some(ItemKind::Draft),
                "actor_reference" => Some(ItemKind::Reference(self.reference(Namespace::Actor, extent))),
                "source_reference" => Some(ItemKind::Reference(self.reference(Namespace::Source, extent))),
                "label" => Some(ItemKind::Label(self.reference(Namespace::Label, extent))),
                "attribute" => Some(ItemKind::Attribute(Box::new(self.attribute(child, site)))),
                _ => None,
            };
            items.extend(kind.map(|kind| Item { extent, kind }));
        }
        for extent in unread.iter().filter(|extent| extent.start < end) {
            self.unreadable_item(*extent, site);
        }
        let annotation = Annotation { extent: site.annotation, closed, items: items.into() };
        self.check_annotation(&annotation, site);
        // The text in an unclosed annotation may be the article's.
        let is_clear = closed && self.loose_items(&pieces, &unread, first_problem);
        if !is_clear {
            let fixes = self.problems[first_problem..].iter_mut().flat_map(|problem| &mut problem.fixes);
            fixes.for_each(|fix| fix.applicability = fix.applicability.min(Applicability::Unsafe));
        }
        if !closed {
            self.not_closed(BlockRange { end, ..site.annotation }, site);
        }
        annotation
    }

    /// Reports items that are written loosely instead of what else was found in them from this problem on. Returns
    /// whether it is clear what everything unreadable in the annotation means.
    fn loose_items(&mut self, pieces: &[Piece], unread: &[BlockRange], first_problem: usize) -> bool {
        let loose = Loose::new(self.text, pieces).slips();
        let covered = Covered::by(&loose);
        let found = self.problems.split_off(first_problem);
        self.problems.extend(found.into_iter().filter(|problem| !covered.contains(problem.extent)));
        let all_read = unread.iter().all(|extent| covered.contains(*extent));
        let is_safe = |fix: &ProblemFix| fix.applicability == Applicability::Safe;
        let all_safe = loose.iter().all(|slip| slip.problem.fixes.iter().any(is_safe));
        self.problems.extend(loose.into_iter().map(|slip| slip.problem));
        all_read && all_safe
    }

    /// Children of an annotation; adjacent unreadable ones are merged.
    fn pieces(&self, children: &[Node]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for node in children {
            let extent = self.extent(*node);
            let kind = match node.kind() {
                "kind" | "flag" => PieceKind::Word,
                "actor_reference" => PieceKind::Reference(Namespace::Actor),
                "source_reference" => PieceKind::Reference(Namespace::Source),
                "label" => PieceKind::Reference(Namespace::Label),
                "attribute" => PieceKind::Attribute,
                "unreadable" => PieceKind::Unreadable,
                _ => continue,
            };
            match pieces.last_mut() {
                Some(last)
                    if kind == PieceKind::Unreadable
                        && last.kind == kind
                        && last.extent.end == extent.start =>
                {
                    last.extent.end = extent.end;
                }
                _ => pieces.push(Piece { extent, kind }),
            }
        }
        pieces
    }

    fn unreadable_item(&mut self, extent: BlockRange, site: Site) {
        let text = self.slice(extent);
        let mut fixes = Vec::new();
        if let Some(near) = nearest_word(text) {
            let fix = ProblemFix::new(format!("Change to `{near}`"), extent, near);
            fixes.push(fix.with(Applicability::Unsafe));
        }
        fixes.push(self.removal(extent, site));
        let message = format!(
            "Unexpected `{text}`. Expected a kind ({}), `@actor`, `^source`, `#label` or `key=value`.",
            Kind::ALL.map(Kind::word).join(", ")
        );
        self.problem(extent, message, fixes);
    }

    /// Reports a missing closing brace. `readable` is the annotation without the article text it has swallowed.
    fn not_closed(&mut self, readable: BlockRange, site: Site) {
        let readable = self.trimmed(readable);
        let end = BlockRange { start: readable.end, end: readable.end };
        let fixes = if readable.end > readable.start + 1 {
            // Words behind the new brace are the article's again.
            let behind = BlockRange { start: end.end, ..site.annotation };
            let gives_back = !self.slice(behind).chars().all(is_separator);
            let applicability = if gives_back { Applicability::Unsafe } else { Applicability::Safe };
            // Blanks at the end of the line stay in the annotation.
            let end = if gives_back { end } else { BlockRange { start: behind.end, ..behind } };
            vec![ProblemFix::new("Close the annotation", end, "}").with(applicability)]
        } else {
            let brace = BlockRange { end: readable.end, ..site.annotation };
            let (place, text) = self.without_annotation(Site { annotation: brace, ..site });
            let start = BlockRange { end: brace.start, ..brace };
            let title = if site.shape == Shape::Span { "Remove `{` and the brackets" } else { "Remove `{`" };
            vec![
                ProblemFix::new(title, place, text).with(Applicability::Unsafe),
                ProblemFix::new("Escape `{` as plain text", start, "\\"),
            ]
        };
        let message = "The annotation is not closed. Add `}` at its end, on the same line.";
        self.problem(readable, message, fixes);
    }

    /// Fix that removes an item, or the whole annotation if no other item remains.
    fn removal(&self, item: BlockRange, site: Site) -> ProblemFix {
        let (extent, blank) = removal(self.text, item);
        let before = self.slice(BlockRange { end: extent.start, ..site.annotation });
        let behind = self.slice(BlockRange { start: extent.end, ..site.annotation });
        let title = format!("Remove `{}`", self.slice(item));
        if is_bare(before) && is_bare(behind) {
            let (extent, text) = self.without_annotation(site);
            ProblemFix::new(title, extent, text)
        } else {
            ProblemFix::new(title, extent, blank)
        }
    }

    /// Edit that removes an annotation, together with the brackets that carry it.
    fn without_annotation(&self, site: Site) -> (BlockRange, String) {
        if site.shape == Shape::Span {
            let whole = BlockRange { start: site.marked.start, end: site.annotation.end };
            (whole, self.slice(site.content).to_owned())
        } else {
            (site.annotation, String::new())
        }
    }

    fn check_annotation(&mut self, annotation: &Annotation, site: Site) {
        if annotation.closed && is_bare(self.slice(annotation.extent)) {
            let (extent, text) = self.without_annotation(site);
            self.problem(
                annotation.extent,
                "The annotation is empty. Expected a kind, `@actor`, `^source`, `#label` or `key=value`.",
                vec![
                    ProblemFix::new("Remove the empty annotation", extent, text).with(Applicability::Unsafe),
                ],
            );
        }
        let kinds = annotation.items.iter().filter(|item| matches!(item.kind, ItemKind::Kind(_)));
        let second: Vec<BlockRange> = kinds.skip(1).map(|item| item.extent).collect();
        for extent in second {
            let text = self.slice(extent);
            let message = format!("This annotation has a second kind, `{text}`. Remove one of them.");
            let fix = self.removal(extent, site);
            self.problem(extent, message, vec![fix]);
        }
        self.check_stance(annotation, site);
        for item in &annotation.items {
            let (ItemKind::Reference(reference) | ItemKind::Label(reference)) = &item.kind else { continue };
            if reference.id.is_empty() {
                let (sign, noun) = (reference.namespace.sign(), reference.namespace.noun());
                let message = format!("`{sign}` has no id. Expected the id of the {noun}, as in `{sign}id`.");
                // The id may stand behind it, after a blank.
                let behind = self.slice(BlockRange { start: item.extent.end, ..site.annotation });
                let is_alone = !behind.trim_start().starts_with(|c: char| c.is_alphanumeric());
                let applicability = if is_alone { Applicability::Unsafe } else { Applicability::Manual };
                let fix = self.removal(item.extent, site).with(applicability);
                self.problem(item.extent, message, vec![fix]);
            }
        }
    }

    /// Reports a stance where there is no statement to have one, and a second one.
    fn check_stance(&mut self, annotation: &Annotation, site: Site) {
        let mut stances = stances(annotation);
        let Some(first) = stances.next() else { return };
        if let Some(kind) = annotation.kind().filter(|kind| !kind.is_statement()) {
            let message = format!(
                "`stance` does not apply to an annotation of the kind `{}`. \
                 Remove it, or change the kind to `claim`, `quote` or `opinion`.",
                kind.word()
            );
            let fix = self.removal(first.extent, site);
            self.problem(first.extent, message, vec![fix]);
        }
        for second in stances {
            let text = self.slice(second.extent);
            let message = format!("This annotation has a second stance, `{text}`. Remove one of them.");
            let fix = self.removal(second.extent, site);
            self.problem(second.extent, message, vec![fix]);
        }
    }

    /// Reports the stance of a part, unless it is that of the annotation it continues in the same paragraph.
    pub(super) fn check_stances_of_parts(&mut self, all: &[Marked]) {
        let is_stated_part = |it: &Annotation| it.continues().is_some() && stances(it).next().is_some();
        if !all.iter().filter_map(|marked| marked.annotation.as_ref()).any(is_stated_part) {
            return;
        }
        // The first annotation with each label.
        let mut wholes: HashMap<&str, &Annotation> = HashMap::new();
        for annotation in all.iter().filter_map(|marked| marked.annotation.as_ref()) {
            for label in annotation.labels() {
                wholes.entry(&label.id).or_insert(annotation);
            }
        }
        for marked in all {
            let Some(annotation) = &marked.annotation else { continue };
            let (Some(continued), Some(item)) = (annotation.continues(), stances(annotation).next()) else {
                continue;
            };
            let whole = wholes.get(&*continued.id).filter(|_| continued.document.is_none());
            let own = annotation.stance();
            if own.is_none() || whole.is_some_and(|whole| whole.stance() == own) {
                continue;
            }
            let message = format!(
                "A part has the stance of the annotation that it continues, `{}`. \
                 Remove the stance, or write it there.",
                self.slice(continued.extent)
            );
            let Marked { extent, content, shape, .. } = *marked;
            let site = Site { marked: extent, content, shape, annotation: annotation.extent };
            let fix = self.removal(item.extent, site);
            self.problem(item.extent, message, vec![fix]);
        }
    }

    fn reference(&self, namespace: Namespace, extent: BlockRange) -> Reference {
        let id_extent = BlockRange { start: extent.start + 1, ..extent };
        Reference { namespace, id: self.id(id_extent), id_extent, extent, document: None }
    }

    fn attribute(&mut self, node: Node, site: Site) -> Attribute {
        let extent = self.extent(node);
        let key_extent = node.child_by_field_name("key").map(|key| self.extent(key)).unwrap_or_default();
        let key = self.slice(key_extent);
        let value_extent = BlockRange { start: (key_extent.end + 1).min(extent.end), end: extent.end };
        let raw = self.slice(value_extent);
        let expected = find(&ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        let quoted = is_quoted(raw);
        let inner = if quoted {
            BlockRange { start: value_extent.start + 1, end: value_extent.end - 1 }
        } else {
            value_extent
        };
        let value = if quoted { unescaped(self.slice(inner)) } else { raw.to_owned() };
        let references = if value.is_empty() {
            let fix = self.removal(extent, site);
            self.problem(
                extent,
                format!("`{key}=` has no value. Expected {}.", expected.expected()),
                vec![fix],
            );
            Box::default()
        } else {
            self.value(expected, key, inner)
        };
        Attribute { key: key.into(), key_extent, value: value.into(), value_extent, references }
    }

    /// Checks a value against the type its key takes, and reads the ids in it.
    pub(super) fn value(&mut self, expected: Value, key: &str, extent: BlockRange) -> Box<[Reference]> {
        let Some(namespace) = expected.namespace() else {
            self.plain_value(expected, key, extent);
            return Box::default();
        };
        let mut references = Vec::new();
        let mut start = extent.start as usize;
        for entry in self.slice(extent).split([',', ';']) {
            let entry_extent = self.trimmed(BlockRange::new(start, start + entry.len()));
            start += entry.len() + 1;
            match self.reference_in(namespace, entry_extent) {
                Some(reference) => references.push(reference),
                None if entry.trim().is_empty() && entry.len() < extent.range().len() => {
                    self.empty_entry(expected, key, entry_extent, extent);
                }
                None => self.not_a_reference(expected, namespace, key, entry_extent),
            }
        }
        references.into()
    }

    /// Checks a value that holds no ids.
    fn plain_value(&mut self, expected: Value, key: &str, extent: BlockRange) {
        let value = self.slice(extent);
        if expected.takes(value) {
            return;
        }
        let near = if let Value::OneOf(words) = expected { near_words(value, words) } else { Vec::new() };
        let mend = if near.is_empty() {
            format!("Expected {}.", expected.expected())
        } else {
            format!("Did you mean `{}`?", near.join("` or `"))
        };
        // One of several is not a guess but a choice.
        let applicability = if near.len() == 1 { Applicability::Unsafe } else { Applicability::Manual };
        let change =
            |near: &str| ProblemFix::new(format!("Change to `{near}`"), extent, near).with(applicability);
        let fixes = near.iter().map(|near| change(near)).collect();
        self.problem(extent, format!("`{value}` is not a valid `{key}`. {mend}"), fixes);
    }

    fn reference_in(&self, namespace: Namespace, extent: BlockRange) -> Option<Reference> {
        let text = self.slice(extent);
        let sign = sign_of(namespace, text)?;
        let id_extent = BlockRange { start: extent.start + sign as u32 + 1, end: extent.end };
        let document = (sign > 0).then(|| text[..sign].into());
        Some(Reference { namespace, id: self.id(id_extent), id_extent, extent, document })
    }

    /// Reports a separator with no entry before, between or after; a value is never entirely empty.
    fn empty_entry(&mut self, expected: Value, key: &str, entry: BlockRange, value: BlockRange) {
        let separator = if entry.start > value.start { entry.start - 1 } else { entry.end };
        let separator = self.text[..=separator as usize].trim_end().len() as u32 - 1;
        let extent = BlockRange { start: separator, end: separator + 1 };
        if self.problems.last().is_some_and(|last| last.extent == extent) {
            return;
        }
        let text = self.slice(extent);
        self.problem(
            extent,
            format!("`{key}` has an empty entry at this `{text}`. Expected {}.", expected.expected()),
            vec![ProblemFix::new(format!("Remove `{text}`"), extent, "").with(Applicability::Unsafe)],
        );
    }

    fn not_a_reference(&mut self, expected: Value, namespace: Namespace, key: &str, extent: BlockRange) {
        let text = self.slice(extent);
        let mut fixes = Vec::new();
        if is_identifier(text) {
            let with_sign = format!("{}{text}", namespace.sign());
            let title = format!("Change to `{with_sign}`");
            fixes.push(ProblemFix::new(title, extent, with_sign).with(Applicability::Unsafe));
        }
        let message = format!("`{text}` is not valid in `{key}`. Expected {}.", expected.expected());
        self.problem(extent, message, fixes);
    }
}

/// Place of the sign in a reference such as `@id` or `document#id`; `None` if the text is not a reference.
pub(super) fn sign_of(namespace: Namespace, text: &str) -> Option<usize> {
    let sign = text.find(namespace.sign())?;
    let may_start_here = sign == 0 || namespace == Namespace::Label;
    (may_start_here && is_identifier(&text[sign + 1..])).then_some(sign)
}

/// Words that a misspelt one may stand for: those that it begins, or else the most similar ones.
pub(super) fn near_words<'w>(word: &str, words: &[&'w str]) -> Vec<&'w str> {
    let is_begun = |other: &&&str| word.len() > 2 && other.starts_with(word);
    let begun: Vec<&str> = words.iter().filter(is_begun).copied().collect();
    if !begun.is_empty() {
        return begun;
    }
    let Some(near) = crate::spelling::nearest(word, words.iter().copied()) else { return begun };
    let distance = |other: &str| strsim::damerau_levenshtein(word, other);
    // Of two words that are equally similar, none is more likely.
    words.iter().filter(|other| distance(other) <= distance(near)).copied().collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}
