//! Writes an [`AnnotatedArticle`] as a document.

mod names;

use self::names::{Names, one_line, value_of};
use super::{AnnotatedArticle, ArticleAnnotation, Entity, Target, trimmed};
use ascribe_language::stance::Stance;
use ascribe_lints::sourcing::quotations;
use ascribe_markup::Edit;
use ascribe_markup::declare;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::import::import;
use ascribe_markup::model::statement::counted;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{
    Block, BlockRange, Marked, Namespace, Shape, is_identifier, name_from_id, read_blocks,
};
use ascribe_markup::strip::{StrippedArticle, same_article};
use ascribe_markup::summary::annotated;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Maximum number of bytes before the first word of a paragraph that carries on a quotation: marks and brackets.
const LONGEST_START: usize = 16;

/// Maximum number of times that a block is read again to see which annotations fit in it.
const READINGS: usize = 64;

/// A document made of an article.
#[derive(Debug, Clone)]
pub struct WrittenArticle {
    /// The document. Stripping it gives the article's text.
    pub document: Document,
    /// Losses: all that the markup cannot hold, a line for each kind of loss.
    pub losses: Vec<String>,
}

impl AnnotatedArticle {
    /// Writes the article as a document. Ids that the markup does not have are replaced.
    pub fn document(&self) -> WrittenArticle {
        let imported = import(&self.text);
        let body = Document::new(&imported);
        let imported = StrippedArticle::new(&body);
        let spans = self.spans(&body, &imported);
        let names = Names::new(self, spans.values().flatten());
        let (mut document, missing) = self.annotated_document(body, spans, &names);
        let mut losses = Vec::new();
        losses.extend(lost(missing, "annotation", "it crosses another one, or has no words"));
        let with = |document: &Document, edits: &[Edit]| {
            let edited = document.edited(edits);
            same_article(document, &edited).then_some(edited)
        };
        for (namespace, entities) in [(Namespace::Actor, &self.actors), (Namespace::Source, &self.sources)] {
            match with(&document, &declarations(&document, namespace, entities, &names)) {
                Some(edited) => document = edited,
                None => {
                    losses.extend(lost(entities.len(), "declaration", "the article leaves no place for it"));
                }
            }
        }
        let fields =
            self.front_matter.iter().filter(|(key, value)| is_identifier(key) && !one_line(value).is_empty());
        let fields: Vec<(&str, String)> = fields.map(|(key, value)| (&**key, one_line(value))).collect();
        if let Some(edit) = declare::front_matter_fields(&document, &fields) {
            match with(&document, &[edit]) {
                Some(edited) => document = edited,
                None => losses.extend(lost(fields.len(), "field", "the article begins with a blank")),
            }
        }
        WrittenArticle { document, losses }
    }

    /// Parts of the annotations, by the index of their block.
    fn spans(&self, body: &Document, imported: &StrippedArticle) -> BTreeMap<usize, Vec<Span>> {
        let mut by_block: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for (annotation, it) in self.annotations.iter().enumerate() {
            let mut part = 0;
            let ranges: Vec<Range<usize>> =
                it.parts.iter().map(|part| imported.document_range(part)).collect();
            let continued = Continued::of(body, &ranges);
            for range in ranges.iter().filter(|range| !continued.told.contains(&range.start)) {
                for at in body.blocks_in(range.clone()).filter(|at| at.block.paragraph().is_some()) {
                    let start = range.start.max(at.start) - at.start;
                    let end = range.end.min(at.start + at.block.content) - at.start;
                    let words = trimmed(&at.block.text, start..end.max(start));
                    let extent = BlockRange::new(words.start, words.end);
                    if !words.is_empty() {
                        by_block.entry(at.index).or_default().push(Span {
                            extent,
                            annotation,
                            part,
                            in_brackets: continued.last_only.contains(&range.start),
                        });
                        part += 1;
                    }
                }
            }
        }
        by_block
    }

    /// A document of the text with the annotations, and the number of those that are missing in part.
    fn annotated_document(
        &self,
        body: Document,
        by_block: BTreeMap<usize, Vec<Span>>,
        names: &Names<'_>,
    ) -> (Document, usize) {
        let placed: HashSet<usize> = by_block.values().flatten().map(|span| span.annotation).collect();
        let mut lost: HashSet<usize> =
            (0..self.annotations.len()).filter(|index| !placed.contains(index)).collect();
        let mut blocks: Vec<Placed> = Vec::new();
        for (index, spans) in by_block {
            let Some(at) = body.block(index) else { continue };
            let (put, edits, left_out) = self.put(at, spans, names);
            blocks.push(Placed { spans: put, edits });
            lost.extend(left_out.iter().map(|span| span.annotation));
        }
        let document = put_blocks(body, &blocks, &mut lost);
        (document, lost.len())
    }

    /// As many spans of a block as fit, their edits, and the other spans.
    fn put(
        &self,
        at: BlockAt<'_>,
        mut spans: Vec<Span>,
        names: &Names<'_>,
    ) -> (Vec<Span>, Vec<Edit>, Vec<Span>) {
        // An outer one comes before those inside it.
        spans.sort_by_key(|span| (span.extent.start, std::cmp::Reverse(span.extent.end), span.annotation));
        let (mut fitting, mut lost): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let mut open: Vec<BlockRange> = Vec::new();
        for span in spans {
            open.retain(|outer| outer.end > span.extent.start);
            if open.last().is_some_and(|outer| outer.end < span.extent.end) {
                lost.push(span);
            } else {
                open.push(span.extent);
                fitting.push(span);
            }
        }
        let (mut edits, words) = self.edits(at, &fitting, names);
        if !reads_well(at.block, &edits, &words) {
            let mut kept: Vec<Span> = Vec::new();
            edits = Vec::new();
            for (reading, span) in std::mem::take(&mut fitting).into_iter().enumerate() {
                kept.push(span);
                let (tried, words) = self.edits(at, &kept, names);
                if reading < READINGS && reads_well(at.block, &tried, &words) {
                    edits = tried;
                } else {
                    lost.extend(kept.pop());
                }
            }
            fitting = kept;
        }
        let moved = |edit: Edit| Edit::insert(at.start + edit.range.start, edit.text);
        (fitting, edits.into_iter().map(moved).collect(), lost)
    }

    /// Edits that annotate spans of a block, relative to it: behind quotations, and with brackets around other words; and
    /// the words that they annotate. The spans nest, an outer one before those inside it.
    fn edits(&self, at: BlockAt<'_>, spans: &[Span], names: &Names<'_>) -> (Vec<Edit>, Vec<String>) {
        // A span of the words between quotation marks is that of the quotation, and so is a quote with the marks.
        let quotations = || at.block.marked().iter().filter(|marked| is_closed(marked));
        let words = |marked| {
            let words = words(at, marked);
            BlockRange::new(words.start - at.start, words.end - at.start)
        };
        let mut by_words: HashMap<BlockRange, &Marked> =
            quotations().map(|marked| (marked.extent, marked)).collect();
        by_words.extend(quotations().map(|marked| (words(marked), marked)));
        let (mut starts, mut ends, mut taken) = (Vec::new(), Vec::new(), HashSet::new());
        let mut annotated = Vec::new();
        for span in spans {
            let is_quote = self.annotations[span.annotation].kind == Kind::Quote;
            let quotation = by_words.get(&span.extent).filter(|_| !span.in_brackets);
            let quotation = quotation.filter(|marked| is_quote || marked.extent != span.extent);
            if let Some(marked) = quotation.filter(|marked| taken.insert(marked.extent)) {
                let items = self.items(span, names, Some(Kind::Quote));
                annotated.push(trimmed_words(at.block, marked.content));
                ends.push(Edit::insert(marked.extent.end as usize, format!("{{{items}}}")));
            } else {
                let items = self.items(span, names, None);
                annotated.push(trimmed_words(at.block, span.extent));
                starts.push(Edit::insert(span.extent.start as usize, "["));
                ends.push(Edit::insert(span.extent.end as usize, format!("]{{{items}}}")));
            }
        }
        // At one place, inner ones end before outer ones, and all end before the next one starts.
        ends.reverse();
        let mut edits: Vec<Edit> = ends.into_iter().chain(starts).collect();
        edits.sort_by_key(|edit| edit.range.start);
        (edits, annotated)
    }

    /// Items of the annotation of a span. The kind is left out if it is `default`.
    fn items(&self, span: &Span, names: &Names<'_>, default: Option<Kind>) -> String {
        let annotation = &self.annotations[span.annotation];
        let label = names.labels.get(&span.annotation);
        if span.part > 0 {
            return format!("part=#{}", label.map_or("", String::as_str));
        }
        let is_default = Some(annotation.kind) == default && !annotation.actors.is_empty();
        let mut items = Vec::new();
        items.extend((!is_default).then(|| annotation.kind.word().to_owned()));
        items.extend(label.map(|label| format!("#{label}")));
        items.extend(annotation.is_draft.then(|| "draft".to_owned()));
        items.extend(annotation.actors.iter().map(|id| format!("@{}", names.id(Namespace::Actor, id))));
        items.extend(annotation.sources.iter().map(|id| format!("^{}", names.id(Namespace::Source, id))));
        items.extend(annotation.via.iter().map(|id| format!("via=@{}", names.id(Namespace::Actor, id))));
        if let Some(stance) = annotation.stance.filter(|stance| *stance != Stance::default()) {
            items.push(format!("stance={}", stance.word()));
        }
        for (key, target) in &annotation.relations {
            items.push(match target {
                Target::Annotation(index) => {
                    format!("{key}=#{}", names.labels.get(index).map_or("", String::as_str))
                }
                Target::Label(label) => format!("{key}={label}"),
            });
        }
        let attributes = annotation.attributes.iter().filter(|(key, _)| is_identifier(key));
        items.extend(attributes.map(|(key, value)| format!("{key}={}", value_of(value))));
        items.join(" ")
    }
}

/// Ranges of an annotation, seen from the quotations of several paragraphs: braces behind the last paragraph are about all
/// of them.
#[derive(Default)]
struct Continued {
    /// Starts of ranges in paragraphs that the quotation of another range carries on: that range stands for them.
    told: HashSet<usize>,
    /// Starts of ranges that are only the last paragraph of a quotation: braces behind it would be about the others, too.
    last_only: HashSet<usize>,
}

impl Continued {
    fn of(body: &Document, ranges: &[Range<usize>]) -> Self {
        let mut continued = Self::default();
        let all: HashSet<&Range<usize>> = ranges.iter().collect();
        for range in ranges.iter().filter(|range| !range.is_empty()) {
            // Only the first quotation of a paragraph carries on another one.
            let at = body.block_at(range.start).filter(|at| range.start <= at.start + LONGEST_START);
            let Some(at) = at else { continue };
            let is_it = |marked: &&Marked| {
                is_closed(marked) && (words(at, marked) == *range || marked.extent.at(at.start) == *range)
            };
            let Some(last) = at.block.marked().iter().find(is_it) else { continue };
            let parts = quotations::parts(body, at.index, last);
            let others = parts.iter().filter(|(_, marked)| !std::ptr::eq(*marked, last));
            let others: Vec<Range<usize>> = others.map(|(at, marked)| words(*at, marked)).collect();
            if others.iter().all(|other| all.contains(other)) {
                continued.told.extend(others.iter().map(|other| other.start));
            } else {
                continued.last_only.insert(range.start);
            }
        }
        continued
    }
}

fn is_closed(marked: &Marked) -> bool {
    matches!(marked.shape, Shape::Quotation { closed: true, .. })
}

/// Bytes of a document between the marks of a quotation, without blanks at the ends.
fn words(at: BlockAt<'_>, marked: &Marked) -> Range<usize> {
    let words = trimmed(&at.block.text, marked.content.range());
    at.start + words.start..at.start + words.end
}

/// A part of an annotation in a block.
#[derive(Debug, Clone, Copy)]
struct Span {
    extent: BlockRange,
    annotation: usize,
    /// Number of the part, from 0.
    part: usize,
    /// Whether it needs brackets, though its words may be a quotation.
    in_brackets: bool,
}

/// Annotations of a block, and their edits.
struct Placed {
    spans: Vec<Span>,
    edits: Vec<Edit>,
}

/// The document with the annotations of the blocks, apart from those that would change its text: brackets in one block can
/// change where the next one ends. These are looked for by halves.
fn put_blocks(document: Document, blocks: &[Placed], lost: &mut HashSet<usize>) -> Document {
    let edits: Vec<Edit> = blocks.iter().flat_map(|block| block.edits.iter().cloned()).collect();
    let edited = document.edited(&edits);
    let spans = blocks.iter().map(|block| block.spans.len()).sum::<usize>();
    if same_article(&document, &edited) && annotated(&edited).count() == annotated(&document).count() + spans
    {
        return edited;
    }
    let (first, second) = blocks.split_at(blocks.len() / 2);
    if first.is_empty() {
        lost.extend(blocks.iter().flat_map(|block| &block.spans).map(|span| span.annotation));
        return document;
    }
    // The second half first, so that the offsets of the first stay.
    let document = put_blocks(document, second, lost);
    put_blocks(document, first, lost)
}

/// The article's own words in a part of a block, without blanks at the ends.
fn trimmed_words(block: &Block, extent: BlockRange) -> String {
    block.words(extent).trim().to_owned()
}

/// Whether a block with edits is one block with the same words, and annotates just these of them.
fn reads_well(block: &Block, edits: &[Edit], annotated: &[String]) -> bool {
    let (mut text, mut from) = (String::with_capacity(block.len() * 2), 0);
    for edit in edits {
        text.push_str(&block.text[from..edit.range.start]);
        text.push_str(&edit.text);
        from = edit.range.start;
    }
    text.push_str(&block.text[from..]);
    let [read] = &read_blocks(&text, block.start_state)[..] else { return false };
    let all = |block: &Block| block.words(BlockRange::new(0, block.len()));
    let marked = read.marked().iter().filter(|marked| marked.annotation.is_some());
    let mut found: Vec<String> = marked.map(|marked| trimmed_words(read, marked.content)).collect();
    let mut expected = annotated.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    read.paragraph().is_some()
        && read.problems.len() == block.problems.len()
        && all(read) == all(block)
        && found == expected
}

/// Edit that declares actors or sources; none if there are none.
fn declarations(
    document: &Document,
    namespace: Namespace,
    entities: &[Entity],
    names: &Names<'_>,
) -> Vec<Edit> {
    let mut lines: Vec<String> = Vec::new();
    for entity in entities {
        let id = names.id(namespace, &entity.id);
        let name = one_line(&entity.name);
        let name = if name.is_empty() { name_from_id(&id) } else { name };
        lines.push(format!("{}{id}: {name}", namespace.sign()));
        let fields = entity.fields.iter().filter(|(key, _)| is_identifier(key));
        let fields = fields.map(|(key, value)| (key, one_line(value))).filter(|(_, value)| !value.is_empty());
        lines.extend(fields.map(|(key, value)| format!("  {key}: {value}")));
    }
    let Some((head, name)) = lines.first().and_then(|line| line.split_once(": ")) else { return Vec::new() };
    let mut edit = declare::declaration(document, namespace, &head[1..], Some(name));
    edit.text = edit.text.replacen(&lines[0], &lines.join(document.line_ending()), 1);
    vec![edit]
}

fn lost(count: usize, noun: &str, reason: &str) -> Option<String> {
    (count > 0).then(|| format!("not imported: {}, since {reason}", counted(count, noun)))
}
