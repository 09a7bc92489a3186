//! Saying who says it: likely speakers, and the edits that name one.

use crate::Fix;
use crate::sourcing::heard::{Heard, heard};
use ascribe_drafting::described::Phrase;
use ascribe_language::sentences::ends_sentence;
use ascribe_markup::Edit;
use ascribe_markup::declare;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Annotation, Extent, Marked, Namespace, Shape};
use ascribe_markup::names::Mention;
use ascribe_markup::scope::Scope;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

/// More would be a list to read, not a fix to choose.
const PROPOSALS: usize = 5;

/// The number of quotations and spans in which those are looked for who were named before.
const REMEMBERED: usize = 1000;

/// The number of quotations over which a speaker is carried on.
const CARRIED_ON: usize = 4;

/// A speaker whom the engine finds is believed if this likely.
const BELIEVED: f32 = 0.6;

/// The names in a paragraph, and who else may speak there, found once for all that is said in it.
#[derive(Debug)]
pub struct Speakers<'a> {
    scope: &'a Scope,
    at: BlockAt<'a>,
    mentions: Vec<Mention>,
    /// What is read to be said in the paragraph, and is believed.
    heard: OnceCell<Vec<Heard>>,
    /// Who spoke before the end of the paragraph, the last first.
    before: OnceCell<Actors>,
    /// The id of an actor who is yet to be declared, and the edit that does it.
    newcomer: OnceCell<(String, Edit)>,
}

impl<'a> Speakers<'a> {
    /// Finds the names in a paragraph.
    pub fn new(scope: &'a Scope, at: BlockAt<'a>) -> Self {
        let mentions = scope.names().mentions(at);
        let (heard, before, newcomer) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { scope, at, mentions, heard, before, newcomer }
    }

    fn before(&self) -> &[(String, String)] {
        self.before.get_or_init(|| speakers_before(self.scope, self.at.range().end))
    }

    fn newcomer(&self) -> &(String, Edit) {
        self.newcomer.get_or_init(|| {
            let id = declare::free_id(self.scope, Namespace::Actor, "speaker");
            let name = Some("Name of the speaker");
            let edit = declare::declaration(&self.scope.document, Namespace::Actor, &id, name);
            (id, edit)
        })
    }

    /// The declared actors who are likely to say a quotation or span, each with the name: those whom the words
    /// around it make its source; else those whose names stand in its sentence, the nearest first. A quotation whose
    /// sentence names nobody carries on the one before it in its paragraph.
    pub fn near(&self, marked: &Marked) -> Vec<(String, String)> {
        match self.source(marked) {
            // The sentence has the last word: of those whom it names, the source is the likely one.
            Some(Source::Declared(ids)) => {
                let near = self.in_sentence(marked);
                let likely =
                    if near.is_empty() || ids.iter().all(|id| near.contains(id)) { ids } else { near };
                named(self.scope, likely.into_iter())
            }
            // Whoever else stands in the sentence does not say it.
            Some(Source::Stranger) => Vec::new(),
            Some(Source::Pronoun) => named(self.scope, self.carried_on(marked).into_iter()),
            None => self.around(marked),
        }
    }

    /// Who is the source of a quotation or span, if its words say so.
    fn source(&self, marked: &Marked) -> Option<Source<'_>> {
        if self.mentions.is_empty() {
            return None;
        }
        let heard = self.heard.get_or_init(|| {
            let mut heard = heard(self.scope, self.at);
            heard.retain(|heard| heard.confidence >= BELIEVED && heard.source.is_some());
            heard
        });
        let heard = heard.iter().find(|heard| heard.touches(marked.extent))?;
        let (source, phrase) = heard.source.as_ref()?;
        let within = source.at(self.at.start);
        let mut ids: Vec<&str> = Vec::new();
        for mention in &self.mentions {
            let inside = within.start <= mention.range.start && mention.range.end <= within.end;
            if inside && !ids.contains(&&*mention.id) {
                ids.push(&mention.id);
            }
        }
        let extent = marked.extent;
        let between =
            if source.start < extent.start { source.end..extent.start } else { extent.end..source.start };
        let range = between.start as usize..between.end as usize;
        if range.start > range.end || ends_sentence(&self.at.block.text, range) {
            return None;
        }
        match (&ids[..], phrase) {
            ([only], _) => Some(Source::Declared(vec![only])),
            // “Ada Berg, a spokeswoman for the board”: the first is who speaks, unless all of them do.
            ([_, ..], Some(Phrase::Actors(all))) => {
                ids.truncate(all.len());
                Some(Source::Declared(ids))
            }
            ([], Some(Phrase::Actors(all))) if all.iter().any(|one| !one.name.is_empty()) => {
                Some(Source::Stranger)
            }
            ([], Some(Phrase::Pronoun(_))) => Some(Source::Pronoun),
            _ => None,
        }
    }

    /// Those whose names stand around a quotation or span.
    fn around(&self, marked: &Marked) -> Vec<(String, String)> {
        let mut ids = self.in_sentence(marked);
        if ids.is_empty() {
            ids = self.carried_on(marked);
        }
        named(self.scope, ids.into_iter())
    }

    /// Those who say the quotation before this one, if it is one.
    fn carried_on(&self, marked: &Marked) -> Vec<&str> {
        if !marked.is_quotation() {
            return Vec::new();
        }
        let all = self.at.block.marked();
        let first = all.partition_point(|other| other.extent.start < marked.extent.start);
        let before = all[..first]
            .iter()
            .rev()
            .filter(|other| other.is_quotation() && other.extent.end <= marked.extent.start);
        let mut before = before.take(CARRIED_ON).map(|other| {
            let said: Vec<&str> = other.actors().map(|actor| &*actor.id).collect();
            if said.is_empty() { self.in_sentence(other) } else { said }
        });
        before.find(|ids| !ids.is_empty()).unwrap_or_default()
    }

    fn in_sentence(&self, marked: &Marked) -> Vec<&str> {
        let end = marked.annotation.as_ref().map_or(marked.extent.end, |annotation| annotation.written().end);
        let extent = Extent { end, ..marked.extent }.at(self.at.start);
        let first = self.mentions.partition_point(|mention| mention.range.end <= extent.start);
        let last = self.mentions.partition_point(|mention| mention.range.start < extent.end);
        let before = self.mentions[..first].iter().rev().map(|m| (m, m.range.end..extent.start));
        // “…,” says the speaker, but “….” is a sentence of its own.
        let content = self.at.block.slice(marked.content).trim_end();
        let is_sentence = marked.is_quotation() && content.ends_with('.');
        let behind = if is_sentence { &[] } else { &self.mentions[last..] };
        let behind = behind.iter().map(|m| (m, extent.end..m.range.start));
        let mut near: Vec<(usize, &str)> = Vec::new();
        near.extend(before.map_while(|(mention, between)| self.without_end(mention, between)));
        near.extend(behind.map_while(|(mention, between)| self.without_end(mention, between)));
        near.sort_unstable();
        let mut ids = Vec::new();
        for (_, id) in near {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// How far away a mention is, if no sentence ends between.
    fn without_end<'m>(&self, mention: &'m Mention, between: Range<usize>) -> Option<(usize, &'m str)> {
        let range = between.start - self.at.start..between.end - self.at.start;
        (!ends_sentence(&self.at.block.text, range)).then_some((between.len(), &*mention.id))
    }
}

/// Whom the words of a source name.
enum Source<'s> {
    /// Actors that are declared.
    Declared(Vec<&'s str>),
    /// Somebody who is not declared.
    Stranger,
    /// “she”: nobody whom the sentence names.
    Pronoun,
}

/// The actors that [`Speakers::near`] gives for one quotation or span.
pub fn likely_actors(scope: &Scope, at: BlockAt<'_>, marked: &Marked) -> Vec<(String, String)> {
    Speakers::new(scope, at).near(marked)
}

fn named<'i>(scope: &Scope, ids: impl Iterator<Item = &'i str>) -> Vec<(String, String)> {
    let declared = ids.filter_map(|id| Some((id, scope.declaration(Namespace::Actor, id)?)));
    declared
        .map(|(id, actor)| {
            let name = if actor.name.is_empty() { format!("@{id}") } else { actor.name.to_string() };
            (id.to_owned(), name)
        })
        .collect()
}

/// The edit that puts an item into an annotation of a block that starts at `start`.
pub fn add_item(start: usize, annotation: &Annotation, item: &str) -> Edit {
    match annotation.items.last() {
        Some(last) => Edit::insert(start + last.extent.end as usize, format!(" {item}")),
        // Before what cannot be read, if anything is there.
        None if annotation.extent.range().len() > 2 => {
            Edit::insert(annotation.extent.at(start).start + 1, format!("{item} "))
        }
        None => Edit::insert(annotation.extent.at(start).start + 1, item.to_owned()),
    }
}

/// Declares a new source, and puts it into an annotation of a block that starts at `start`.
pub fn new_source(scope: &Scope, start: usize, annotation: &Annotation) -> Fix {
    let id = declare::free_id(scope, Namespace::Source, "source");
    let title = Some("Title of the source");
    let declaration = declare::declaration(&scope.document, Namespace::Source, &id, title);
    let item = add_item(start, annotation, &format!("^{id}"));
    Fix { title: "Declare a new source and add it".into(), edits: vec![declaration, item], preferred: false }
}

/// The edit that attributes a marked text of a block that starts at `start` to an actor.
pub fn attribution(start: usize, marked: &Marked, id: &str) -> Edit {
    match &marked.annotation {
        Some(annotation) => add_item(start, annotation, &format!("@{id}")),
        None => Edit::insert(marked.extent.at(start).end, format!("{{@{id}}}")),
    }
}

/// Actors, each with the name.
type Actors = Vec<(String, String)>;

/// Who may say `marked`: those who are likely to; and apart from these, the last first, those who spoke before, and
/// behind them the other actors that can be named.
pub fn candidates(scope: &Scope, at: BlockAt<'_>, marked: &Marked) -> (Actors, Actors) {
    let speakers = Speakers::new(scope, at);
    let likely = speakers.near(marked);
    let others = named(scope, scope.declared(Namespace::Actor).map(|actor| &*actor.id));
    let mut known: HashSet<&str> = likely.iter().map(|(id, _)| id.as_str()).collect();
    let around = speakers.around(marked);
    let all = around.iter().chain(speakers.before()).chain(&others);
    let rest = all.filter(|(id, _)| known.insert(id)).cloned().collect();
    (likely, rest)
}

/// The ways to attribute `marked`: to those the sentence names, to those who spoke before, to somebody new. The
/// annotation goes to `target`, in the block that starts where it says.
pub fn fixes(speakers: &Speakers<'_>, marked: &Marked, target: (usize, &Marked)) -> Vec<Fix> {
    let (start, target) = target;
    // Behind a quotation that is not closed there is no place for an annotation.
    if matches!(target.shape, Shape::Quotation { closed: false, .. }) {
        return Vec::new();
    }
    let mut actors = speakers.near(marked);
    let certain = actors.len() == 1;
    for actor in speakers.around(marked).iter().chain(speakers.before()) {
        if actors.len() < PROPOSALS && !actors.contains(actor) {
            actors.push(actor.clone());
        }
    }
    let mut fixes: Vec<Fix> = actors
        .into_iter()
        .take(PROPOSALS)
        .enumerate()
        .map(|(i, (id, name))| Fix {
            title: format!("Attribute to {name} (`@{id}`)"),
            edits: vec![attribution(start, target, &id)],
            preferred: certain && i == 0,
        })
        .collect();
    let (id, declaration) = speakers.newcomer();
    fixes.push(Fix {
        title: "Declare a new actor and attribute to it".into(),
        edits: vec![declaration.clone(), attribution(start, target, id)],
        preferred: false,
    });
    fixes
}

/// The actors of annotations before a byte offset, the last first, each once.
pub fn speakers_before(scope: &Scope, offset: usize) -> Vec<(String, String)> {
    named(scope, used_before(scope, Namespace::Actor, offset).into_iter())
}

/// The actors or sources that annotations before a byte offset name, the last first, each once. Who was not named for
/// very long counts as not named, so that a look costs the same in any document.
pub fn used_before(scope: &Scope, namespace: Namespace, offset: usize) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    let blocks = scope.document.blocks_in(0..offset).rev();
    let marked = blocks.flat_map(|at| {
        at.block.marked().iter().rev().filter(move |marked| marked.whole().at(at.start).end <= offset)
    });
    for marked in marked.take(REMEMBERED) {
        let named: Vec<&str> = match namespace {
            Namespace::Actor => marked.actors().map(|actor| &*actor.id).collect(),
            _ => marked.sources().map(|source| &*source.id).collect(),
        };
        ids.extend(named.into_iter().rev().filter(|id| seen.insert(*id)));
    }
    ids
}
