//! Reads annotations and attribute values from the syntax tree.

use super::{Reader, is_identifier};
use crate::model::vocabulary::{ATTRIBUTES, Kind, Value, find};
use crate::model::{
    Annotation, Attribute, BlockRange, Item, ItemKind, Marked, Namespace, Reference, Shape, with_blank,
};
use crate::syntax::Node;

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
fn nearest_word(word: &str) -> Option<&'static str> {
    crate::spelling::nearest(word, Kind::ALL.map(Kind::word).into_iter().chain(["draft"]))
}

impl Reader<'_> {
    pub(super) fn annotation(&mut self, node: Node, site: Site) -> Annotation {
        let children: Vec<Node> = node.named_children(&mut node.walk()).collect();
        let unread = self.unread(&children);
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
        for extent in unread.into_iter().filter(|extent| extent.start < end) {
            self.unreadable_item(extent, site);
        }
        if !closed {
            self.not_closed(BlockRange { end, ..site.annotation }, site);
        }
        let annotation = Annotation { extent: site.annotation, closed, items: items.into() };
        self.check_annotation(&annotation, site);
        annotation
    }

    /// Unreadable parts of an annotation; adjacent parts are merged.
    fn unread(&self, children: &[Node]) -> Vec<BlockRange> {
        let mut unread: Vec<BlockRange> = Vec::new();
        for node in children.iter().filter(|node| node.kind() == "unreadable") {
            let extent = self.extent(*node);
            match unread.last_mut() {
                Some(last) if last.end == extent.start => last.end = extent.end,
                _ => unread.push(extent),
            }
        }
        unread
    }

    fn unreadable_item(&mut self, extent: BlockRange, site: Site) {
        let text = self.slice(extent);
        let mut fixes = Vec::new();
        if let Some(near) = nearest_word(text) {
            fixes.push((format!("Change to `{near}`"), extent, near.to_owned()));
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
            vec![("Close the annotation".into(), end, "}".into())]
        } else {
            let brace = BlockRange { end: readable.end, ..site.annotation };
            let (place, text) = self.without_annotation(Site { annotation: brace, ..site });
            let start = BlockRange { end: brace.start, ..brace };
            let title = if site.shape == Shape::Span { "Remove `{` and the brackets" } else { "Remove `{`" };
            vec![(title.into(), place, text), ("Escape `{` as plain text".into(), start, "\\".into())]
        };
        let message = "The annotation is not closed. Add `}` at its end, on the same line.";
        self.problem(readable, message, fixes);
    }

    /// Fix that removes an item, or the whole annotation if no other item remains.
    fn removal(&self, item: BlockRange, site: Site) -> (String, BlockRange, String) {
        let extent = with_blank(self.text, item);
        let before = self.slice(BlockRange { end: extent.start, ..site.annotation });
        let behind = self.slice(BlockRange { start: extent.end, ..site.annotation });
        let title = format!("Remove `{}`", self.slice(item));
        if is_bare(before) && is_bare(behind) {
            let (extent, text) = self.without_annotation(site);
            (title, extent, text)
        } else {
            (title, extent, String::new())
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
                vec![("Remove the empty annotation".into(), extent, text)],
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
                let fix = self.removal(item.extent, site);
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
        for marked in all {
            let Some(annotation) = &marked.annotation else { continue };
            let (Some(continued), Some(item)) = (annotation.continues(), stances(annotation).next()) else {
                continue;
            };
            let label = &continued.id;
            let is_whole = |other: &&Annotation| other.labels().any(|known| known.id == *label);
            let mut others = all.iter().filter_map(|other| other.annotation.as_ref());
            let whole = others.find(is_whole).filter(|_| continued.document.is_none());
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
        Reference { namespace, id: self.slice(id_extent).into(), id_extent, extent, document: None }
    }

    fn attribute(&mut self, node: Node, site: Site) -> Attribute {
        let extent = self.extent(node);
        let key_extent = node.child_by_field_name("key").map(|key| self.extent(key)).unwrap_or_default();
        let key = self.slice(key_extent);
        let value_extent = BlockRange { start: (key_extent.end + 1).min(extent.end), end: extent.end };
        let raw = self.slice(value_extent);
        let expected = find(&ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        let quoted = raw.len() >= 2 && raw.starts_with('"') && raw.ends_with('"');
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
        let namespace = match expected {
            Value::Actors => Namespace::Actor,
            Value::Sources => Namespace::Source,
            Value::Labels => Namespace::Label,
            Value::OneOf(words) => {
                let value = self.slice(extent);
                if !words.contains(&value) {
                    let near = crate::spelling::nearest(value, words.iter().copied());
                    let fixes = near.map(|near| (format!("Change to `{near}`"), extent, near.to_owned()));
                    let mend = near.map_or_else(
                        || format!("Expected {}.", expected.expected()),
                        |near| format!("Did you mean `{near}`?"),
                    );
                    let message = format!("`{value}` is not a valid `{key}`. {mend}");
                    self.problem(extent, message, fixes.into_iter().collect());
                }
                return Box::default();
            }
            Value::Share => {
                let value = self.slice(extent);
                if !value.parse::<f64>().is_ok_and(|share| (0.0..=1.0).contains(&share)) {
                    let message =
                        format!("`{value}` is not a valid `{key}`. Expected {}.", expected.expected());
                    self.problem(extent, message, Vec::new());
                }
                return Box::default();
            }
            Value::Date => {
                let value = self.slice(extent);
                if ascribe_language::dates::read(value).is_none() {
                    let message =
                        format!("`{value}` is not a valid `{key}`. Expected {}.", expected.expected());
                    self.problem(extent, message, Vec::new());
                }
                return Box::default();
            }
            Value::Text => return Box::default(),
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

    fn reference_in(&self, namespace: Namespace, extent: BlockRange) -> Option<Reference> {
        let text = self.slice(extent);
        let sign = text.find(namespace.sign())?;
        let id = &text[sign + 1..];
        if !is_identifier(id) || (sign > 0 && namespace != Namespace::Label) {
            return None;
        }
        let id_extent = BlockRange { start: extent.start + sign as u32 + 1, end: extent.end };
        let document = (sign > 0).then(|| text[..sign].into());
        Some(Reference { namespace, id: id.into(), id_extent, extent, document })
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
            vec![(format!("Remove `{text}`"), extent, String::new())],
        );
    }

    fn not_a_reference(&mut self, expected: Value, namespace: Namespace, key: &str, extent: BlockRange) {
        let text = self.slice(extent);
        let mut fixes = Vec::new();
        if is_identifier(text) {
            let with_sign = format!("{}{text}", namespace.sign());
            fixes.push((format!("Change to `{with_sign}`"), extent, with_sign));
        }
        let message = format!("`{text}` is not valid in `{key}`. Expected {}.", expected.expected());
        self.problem(extent, message, fixes);
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}
