//! Overview of a document for views, pictures and counts: who and what is declared, each statement with its speakers, and
//! the markup between the words of each paragraph.

use ascribe_language::words::shortened;
use ascribe_lints::sourcing::cue::is_statement;
use ascribe_lints::sourcing::quotations::{self, Around, continued, going_on};
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Annotation, BlockKind, BlockRange, Declaration, Namespace};
use ascribe_markup::scope::{Place, Scope};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Ids of the actors of a statement.
type Actors = Arc<[Box<str>]>;

/// Whether somebody is named as the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// It names its actors, or what it is part of does.
    Named,
    /// It should name an actor.
    Missing,
    /// It needs none of its own: a mention, a cue, or a part of another annotation.
    NotNeeded,
}

/// A declared actor or source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredEntry {
    /// Actor or source.
    pub namespace: Namespace,
    /// Id without its sign.
    pub id: Box<str>,
    /// Name or title.
    pub name: Box<str>,
    /// Short description: role, outlet or date; may be empty.
    pub about: String,
    /// Document that declares it.
    pub place: Place,
    /// Byte range of the id in that document, without its sign.
    pub selection: Range<usize>,
}

/// An annotation, or a quotation that belongs to one or lacks a speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct OverviewEntry {
    /// Byte range from the opening mark to the end of the annotation.
    pub whole: Range<usize>,
    /// Byte range of the marked words.
    pub words: Range<usize>,
    /// Start of the words, on one line.
    pub text: String,
    /// Kind of the annotation.
    pub kind: Kind,
    /// Ids of its actors, or of the actors of what it is part of.
    pub actors: Actors,
    /// Ids of its own sources.
    pub sources: Vec<Box<str>>,
    /// Whether somebody is named as the speaker.
    pub attribution: Attribution,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Whether it is a draft to review by itself; the parts of a quotation are one.
    pub is_to_review: bool,
    /// Confidence as written.
    pub confidence: Option<f64>,
}

/// A paragraph of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphEntry {
    /// Byte range without the blank lines behind it.
    pub range: Range<usize>,
    /// Byte ranges of the markup in it, in order; the rest is the article.
    pub markup: Vec<Range<usize>>,
}

/// Overview of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overview {
    /// Fields of the front matter: key and value.
    pub front_matter: Vec<(Box<str>, Box<str>)>,
    /// Actors and sources in scope, in the order of their documents and declarations, each once.
    pub declared: Vec<DeclaredEntry>,
    /// Annotations and quotations in text order; an outer one comes before those inside it.
    pub entries: Vec<OverviewEntry>,
    /// Paragraphs in text order.
    pub paragraphs: Vec<ParagraphEntry>,
}

/// Overview of a document.
pub fn overview(scope: &Scope) -> Overview {
    let document = &scope.document;
    let mut overview = Overview { declared: declared(scope), ..Overview::default() };
    let mut pending = Pending::default();
    for (at, around) in document.blocks().zip(quotations::arounds(document)) {
        match &at.block.kind {
            BlockKind::FrontMatter(fields) => {
                let fields = fields.iter().map(|field| (field.key.clone(), field.value.clone()));
                overview.front_matter.extend(fields);
            }
            BlockKind::Paragraph(_) => {
                let content = BlockRange::new(0, at.block.text[..at.block.content].trim_end().len());
                let markup = at.block.markup(content).into_iter().map(|markup| markup.at(at.start));
                let range = content.at(at.start);
                overview.paragraphs.push(ParagraphEntry { range, markup: markup.collect() });
                paragraph(scope, at, around, &mut pending, &mut overview.entries);
            }
            _ => {}
        }
    }
    pending.close(&mut overview.entries);
    for (entry, label) in pending.parts {
        let whole = pending.labels.get(&label);
        if let (Some(entry), Some((actors, is_draft))) = (overview.entries.get_mut(entry), whole) {
            entry.actors = Arc::clone(actors);
            entry.is_to_review &= !is_draft;
        }
    }
    overview
}

/// Annotations so far that others share, by index of the entry.
#[derive(Default)]
struct Pending {
    /// Actors of labelled annotations, and whether each is a draft.
    labels: HashMap<Box<str>, (Actors, bool)>,
    /// Parts, each with the label of what it continues.
    parts: Vec<(usize, Box<str>)>,
    /// Parts of the quotation over several paragraphs that is open.
    chain: Vec<usize>,
}

impl Pending {
    /// Gives all parts of a quotation over several paragraphs the actors of the one that names some.
    fn close(&mut self, entries: &mut [OverviewEntry]) {
        let chain = std::mem::take(&mut self.chain);
        let named =
            chain.iter().filter_map(|entry| entries.get(*entry)).find(|entry| !entry.actors.is_empty());
        let Some(actors) = named.map(|entry| Arc::clone(&entry.actors)) else { return };
        for entry in chain {
            if let Some(entry) = entries.get_mut(entry).filter(|entry| entry.actors.is_empty()) {
                entry.actors = Arc::clone(&actors);
            }
        }
    }
}

fn paragraph(
    scope: &Scope,
    at: BlockAt<'_>,
    around: Around,
    pending: &mut Pending,
    entries: &mut Vec<OverviewEntry>,
) {
    let marked = at.block.marked();
    // Actors of each quotation or span, its own or those of what is around it.
    let mut actors: Vec<Actors> = Vec::with_capacity(marked.len());
    for one in marked {
        let own: Actors = one.actors().map(|actor| actor.id.clone()).collect();
        // An outer one comes before those inside it.
        let outer = one.parent.and_then(|parent| actors.get(parent)).filter(|_| own.is_empty());
        actors.push(outer.map_or(own, Arc::clone));
    }
    for (one, actors) in marked.iter().zip(actors) {
        let goes_on = going_on(at.block, one, around);
        let continues = continued(at.block, one, around);
        let is_missing = quotations::wants_speaker(scope, at.block, one, around)
            || (one.annotation.is_some()
                && is_statement(one)
                && !one.is_part()
                && actors.is_empty()
                && !one.is_quotation());
        let is_known = one.annotation.is_some() || goes_on.is_some() || continues.is_some();
        if !is_known && !is_missing {
            continue;
        }
        let place = entries.len();
        if continues.is_none() {
            pending.close(entries);
        }
        if continues.is_some() || goes_on.is_some() {
            pending.chain.push(place);
        }
        let annotation = one.annotation.as_ref();
        let is_draft = annotation.is_some_and(Annotation::is_draft);
        for label in annotation.into_iter().flat_map(Annotation::labels) {
            pending.labels.entry(label.id.clone()).or_insert_with(|| (Arc::clone(&actors), is_draft));
        }
        if let Some(whole) = annotation.and_then(Annotation::continues).filter(|it| it.document.is_none()) {
            pending.parts.push((place, whole.id.clone()));
        }
        let is_named = !actors.is_empty() || goes_on.is_some_and(|parts| parts.attributed);
        let attribution = if is_missing {
            Attribution::Missing
        } else if is_named && is_statement(one) && !one.is_part() && continues.is_none() {
            Attribution::Named
        } else {
            Attribution::NotNeeded
        };
        let confidence = annotation.and_then(|annotation| annotation.attribute("confidence"));
        entries.push(OverviewEntry {
            whole: one.whole().at(at.start),
            words: one.content.at(at.start),
            text: shortened(at.block.segments(one.content)),
            kind: one.kind(),
            actors,
            sources: one.sources().map(|source| source.id.clone()).collect(),
            attribution,
            is_draft,
            is_to_review: is_draft,
            confidence: confidence.and_then(|it| it.value.parse().ok()),
        });
    }
}

/// Actors and sources in scope, each id once.
fn declared(scope: &Scope) -> Vec<DeclaredEntry> {
    let mut known = HashSet::new();
    let mut all = Vec::new();
    for (place, document) in scope.layers() {
        for at in document.declarations() {
            let Some(declaration) = at.block.declaration() else { continue };
            if known.insert((declaration.namespace, &*declaration.id)) {
                all.push(DeclaredEntry {
                    namespace: declaration.namespace,
                    id: declaration.id.clone(),
                    name: declaration.name.clone(),
                    about: about(declaration),
                    place,
                    selection: declaration.id_extent.at(at.start),
                });
            }
        }
    }
    all
}

fn about(declaration: &Declaration) -> String {
    let keys: &[&str] = match declaration.namespace {
        Namespace::Source => &["kind", "outlet", "date"],
        _ => &["role", "kind"],
    };
    let mut told: Vec<&str> =
        keys.iter().filter_map(|key| declaration.field(key)).filter(|it| !it.is_empty()).collect();
    if declaration.is_anonymous() {
        told.push("anonymous");
    }
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ascribe_markup::document::Document;

    fn of(text: &str) -> Vec<(String, Vec<String>, Attribution)> {
        let overview = overview(&Scope::alone(Arc::new(Document::new(text))));
        let actors = |entry: &OverviewEntry| entry.actors.iter().map(ToString::to_string).collect();
        overview.entries.iter().map(|entry| (entry.text.clone(), actors(entry), entry.attribution)).collect()
    }

    fn entry(text: &str, actors: &[&str], attribution: Attribution) -> (String, Vec<String>, Attribution) {
        (text.into(), actors.iter().map(|id| (*id).to_owned()).collect(), attribution)
    }

    #[test]
    fn parts_and_inner_ones_have_the_actors_of_the_whole() {
        let text = "“We left early,”{#left @jo} she said, “and we walked.”{part=#left}\n\n\
                    [He said “nobody came to see us”{quote} there]{claim @kim}\n";
        let expected = [
            entry("We left early,", &["jo"], Attribution::Named),
            entry("and we walked.", &["jo"], Attribution::NotNeeded),
            entry("He said “nobody came to see us” there", &["kim"], Attribution::Named),
            entry("nobody came to see us", &["kim"], Attribution::Named),
        ];
        assert_eq!(of(text), expected);
    }

    #[test]
    fn a_quotation_over_paragraphs_counts_once() {
        let text =
            "“We left early, all of us.\n\n“And then we walked.”{@jo}\n\n“Nobody has said this,” it read.\n";
        let expected = [
            entry("We left early, all of us.", &["jo"], Attribution::Named),
            entry("And then we walked.", &["jo"], Attribution::NotNeeded),
            entry("Nobody has said this,", &[], Attribution::Missing),
        ];
        assert_eq!(of(text), expected);
    }

    #[test]
    fn mentions_and_terms_need_nobody() {
        let text = "[Jo]{@jo} came. The “deal” [fell]{claim draft confidence=0.7}.\n";
        let expected =
            [entry("Jo", &["jo"], Attribution::NotNeeded), entry("fell", &[], Attribution::Missing)];
        assert_eq!(of(text), expected);
    }

    #[test]
    fn the_parts_of_a_draft_are_reviewed_once() {
        let text = "“We left early,”{#left @jo draft} she said, “and we walked.”{part=#left draft} [It rained]{claim draft}. “We \
                    came,”{#came @jo} he said, “and saw.”{part=#came draft}\n";
        let overview = overview(&Scope::alone(Arc::new(Document::new(text))));
        let to_review: Vec<bool> = overview.entries.iter().map(|entry| entry.is_to_review).collect();
        assert_eq!(to_review, [true, false, true, false, true]);
    }

    #[test]
    fn markup_between_the_words() {
        let text = "A [b]{claim} \\{c “d e f”{@x}.\n\n";
        let overview = overview(&Scope::alone(Arc::new(Document::new(text))));
        let paragraph = &overview.paragraphs[0];
        let markup: Vec<&str> = paragraph.markup.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(markup, ["[", "]", "{claim}", "\\", "{@x}"]);
    }
}
