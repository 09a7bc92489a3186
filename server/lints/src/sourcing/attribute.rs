//! Attribution of quotations and spans: likely speakers, and the edits that name one.

use crate::sourcing::reported_speech::{ReportedSpeech, SpeechIndex, lexicon, reported_speech};
use crate::sourcing::{cue, placeholders, quotations};
use crate::{Applicability, Fix};
use ascribe_attribution::Stance;
use ascribe_drafting::candidates::{self, Candidate};
use ascribe_drafting::phrases::described::Phrase;
use ascribe_language::sentences::ends_sentence;
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::declare;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::order::{rank, rank_of_written};
use ascribe_markup::model::{Annotation, BlockRange, Marked, Namespace, Shape};
use ascribe_markup::names::Mention;
use ascribe_markup::scope::Scope;
use ascribe_markup::text::is_separator;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

/// Maximum number of speakers to offer: more would be a list to read, not a fix to choose.
const PROPOSALS: usize = 5;

/// Maximum number of quotations and spans to search backwards for earlier speakers.
const REMEMBERED: usize = 64;

/// Maximum number of quotations to go back when a quotation continues with the previous speaker.
const CARRIED_ON: usize = 4;

/// Minimum confidence for a speaker found by the attribution engine.
const BELIEVED: f32 = 0.6;

/// Mentions and possible speakers in a paragraph, computed once for all its statements.
#[derive(Debug)]
pub struct Speakers<'a> {
    scope: &'a Scope,
    at: BlockAt<'a>,
    budget: &'a Budget,
    mentions: Vec<Mention>,
    /// Reported speech in the paragraph.
    heard: OnceCell<SpeechIndex>,
    /// End of the first quotation of the paragraph, which may be that of a speaker before.
    first_quotation: OnceCell<Option<u32>>,
    /// Speakers before the end of the paragraph, latest first.
    before: OnceCell<Actors>,
    /// Free id for a new actor, with the edit that declares it.
    newcomer: OnceCell<(String, Edit)>,
}

impl<'a> Speakers<'a> {
    /// Finds the mentions in a paragraph.
    pub fn new(scope: &'a Scope, at: BlockAt<'a>) -> Self {
        let mentions = scope.names().mentions(at);
        let (heard, first_quotation) = (OnceCell::new(), OnceCell::new());
        let (before, newcomer) = (OnceCell::new(), OnceCell::new());
        Self { scope, at, budget: Budget::UNLIMITED, mentions, heard, first_quotation, before, newcomer }
    }

    /// Limits the work on the rest of the article. Once the budget is spent, speakers are missing.
    #[must_use]
    pub fn within(self, budget: &'a Budget) -> Self {
        Self { budget, ..self }
    }

    fn before(&self) -> &[(String, String)] {
        self.before.get_or_init(|| speakers_before(self.scope, self.at.range().end))
    }

    /// Reported speech that a quotation or span is in.
    fn heard(&self, marked: &Marked) -> impl Iterator<Item = &ReportedSpeech> {
        let heard = self.heard.get_or_init(|| SpeechIndex::new(reported_speech(self.scope, self.at)));
        heard.touching(marked.extent)
    }

    /// Stance of the speaker of a quotation or span, if its reported speech has one that is not written yet.
    pub fn stance(&self, marked: &Marked) -> Stance {
        let mut attributes = marked.annotation.iter().flat_map(Annotation::attributes);
        if attributes.any(|attribute| &*attribute.key == "stance") {
            return Stance::default();
        }
        self.heard(marked).find_map(|heard| heard.stance).unwrap_or_default()
    }

    /// Id of a speaker for an annotation, with an item for the stance that the sentence tells: that of whom it names, or
    /// of anybody if it names nobody.
    pub fn with_stance(&self, marked: &Marked, id: &str) -> String {
        let stance = self.stance(marked);
        let is_meant = || {
            let near = self.near(marked);
            near.is_empty() || near.iter().any(|(one, _)| one == id)
        };
        if stance != Stance::Asserts && is_meant() {
            format!("{id} stance={}", stance.word())
        } else {
            id.to_owned()
        }
    }

    fn newcomer(&self) -> &(String, Edit) {
        self.newcomer.get_or_init(|| {
            let id = declare::free_id(self.scope, Namespace::Actor, "speaker");
            let name = Some(placeholders::SPEAKER);
            let edit = declare::declaration(&self.scope.document, Namespace::Actor, &id, name);
            (id, edit)
        })
    }

    /// Likely speakers of a quotation or span whose name alone says what the sentence says: nobody if it would make a
    /// claim of a denial, a question or a demand.
    pub fn near_asserting(&self, marked: &Marked) -> Vec<(String, String)> {
        match self.stance(marked) {
            Stance::Asserts => self.near(marked),
            Stance::Denies | Stance::Doubts => Vec::new(),
            _ if marked.is_quotation() => self.near(marked),
            _ => Vec::new(),
        }
    }

    /// Likely speakers of a quotation or span, whatever their [stance](Self::stance), as ids and names of declared
    /// actors: those who are its source according to the words around it; otherwise those mentioned in its sentence,
    /// nearest first. A quotation whose sentence mentions nobody has the speaker of the previous one in its paragraph.
    pub fn near(&self, marked: &Marked) -> Vec<(String, String)> {
        match self.source(marked) {
            // The sentence takes precedence: the source is the most likely of the actors mentioned in it.
            Some(Source::Declared(ids)) => {
                let near = self.in_sentence(marked);
                let likely =
                    if near.is_empty() || ids.iter().all(|id| near.contains(id)) { ids } else { near };
                named(self.scope, likely.into_iter())
            }
            // Other actors mentioned in the sentence are not the speaker.
            Some(Source::Stranger) => Vec::new(),
            Some(Source::Pronoun) => named(self.scope, self.carried_on(marked).into_iter()),
            None => self.around(marked),
        }
    }

    /// Candidates for the words that name the source of a quotation or span, most likely first.
    fn meant(&self, marked: &Marked) -> Vec<Candidate> {
        if self.scope.document.may_be_article() {
            candidates::candidates(self.scope, self.at, marked.extent, self.budget)
        } else {
            Vec::new()
        }
    }

    /// Candidates that may be [meant](Self::meant), and then the actors that are [near](Self::near).
    fn proposals(&self, marked: &Marked) -> Vec<Candidate> {
        let mut proposals = self.meant(marked);
        for (id, name) in self.near(marked) {
            if proposals.iter().all(|known| known.id != id) {
                proposals.push(declared(&id, &name));
            }
        }
        proposals
    }

    /// The speaker of a quotation or span, if there is one likely speaker and nobody else in question.
    pub fn likely(&self, marked: &Marked) -> Option<Candidate> {
        likely_of(&self.proposals(marked)).cloned()
    }

    /// Source of a quotation or span, if reported speech gives one.
    fn source(&self, marked: &Marked) -> Option<Source<'_>> {
        // Somebody who is not declared may still end the words of the speaker before.
        if self.mentions.is_empty() && !self.has_earlier(marked) {
            return None;
        }
        let is_sure = |heard: &&ReportedSpeech| {
            heard.stance.is_none() || heard.confidence >= BELIEVED && heard.source.is_some()
        };
        let Some(heard) = self.heard(marked).find(is_sure) else {
            return self.is_unsaid(marked).then_some(Source::Stranger);
        };
        // “Vance did not say that …”, “Vance was accused of …”: nobody whom the sentence names says it.
        if heard.stance.is_none() {
            return Some(Source::Stranger);
        }
        let (source, phrase) = heard.source.as_ref()?;
        let within = source.at(self.at.start);
        let mut ids: Vec<&str> = Vec::new();
        let first = self.mentions.partition_point(|mention| mention.range.start < within.start);
        for mention in self.mentions[first..].iter().take_while(|mention| mention.range.end <= within.end) {
            if !ids.contains(&&*mention.id) {
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
            // “Ada Berg, a spokeswoman for the board”: the first is the speaker, unless the phrase has several actors.
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

    /// Whether the words before a span say that whoever they name does not say it.
    fn is_unsaid(&self, marked: &Marked) -> bool {
        let lexicon = lexicon(self.scope).filter(|_| !marked.is_quotation());
        lexicon.is_some_and(|lexicon| {
            cue::is_denied_before(lexicon, self.at.block, marked.extent.start as usize)
        })
    }

    /// Actors mentioned around a quotation or span.
    fn around(&self, marked: &Marked) -> Vec<(String, String)> {
        let mut ids = self.in_sentence(marked);
        if ids.is_empty() {
            ids = self.carried_on(marked);
        }
        named(self.scope, ids.into_iter())
    }

    /// Speakers of the preceding quotation, if `marked` is a quotation.
    fn carried_on(&self, marked: &Marked) -> Vec<&str> {
        if !marked.is_quotation() {
            return Vec::new();
        }
        for other in self.earlier(marked).take(CARRIED_ON) {
            let said: Vec<&str> = other.actors().map(|actor| &*actor.id).collect();
            if !said.is_empty() {
                return said;
            }
            // The speaker before does not carry on with the words of somebody else.
            if matches!(self.source(other), Some(Source::Stranger)) {
                break;
            }
            let near = self.in_sentence(other);
            if !near.is_empty() {
                return near;
            }
        }
        Vec::new()
    }

    /// Quotations before `marked` in its paragraph, latest first.
    fn earlier(&self, marked: &Marked) -> impl Iterator<Item = &'a Marked> {
        let (block, extent) = (self.at.block, marked.extent);
        let all = block.marked();
        let first = all.partition_point(|other| other.extent.start < extent.start);
        let before = all[..first].iter().rev();
        before.filter(move |other| {
            other.is_quotation() && other.extent.end <= extent.start && !quotations::is_nickname(block, other)
        })
    }

    /// Whether there are [earlier](Self::earlier) quotations.
    fn has_earlier(&self, marked: &Marked) -> bool {
        let first = self.first_quotation.get_or_init(|| {
            let all = self.at.block.marked().iter();
            let quotations =
                all.filter(|it| it.is_quotation() && !quotations::is_nickname(self.at.block, it));
            quotations.map(|quotation| quotation.extent.end).min()
        });
        first.is_some_and(|end| end <= marked.extent.start)
    }

    fn in_sentence(&self, marked: &Marked) -> Vec<&str> {
        let end = marked.annotation.as_ref().map_or(marked.extent.end, |annotation| annotation.written().end);
        let extent = BlockRange { end, ..marked.extent }.at(self.at.start);
        let first = self.mentions.partition_point(|mention| mention.range.end <= extent.start);
        let last = self.mentions.partition_point(|mention| mention.range.start < extent.end);
        let before = self.mentions[..first].iter().rev();
        // “…,” is followed by its speaker, but “….” is a sentence of its own.
        let content = self.at.block.slice(marked.content).trim_end();
        let is_sentence = marked.is_quotation() && content.ends_with('.');
        let behind = if is_sentence { &[] } else { &self.mentions[last..] };
        let mut near: Vec<(usize, &str)> = Vec::new();
        // No sentence ends in what was looked at for the mention before.
        let mut from = extent.start;
        near.extend(before.map_while(|mention| {
            let between = mention.range.end.min(from)..from;
            from = between.start;
            (!self.has_end(between)).then_some((extent.start - mention.range.end, &*mention.id))
        }));
        let mut to = extent.end;
        near.extend(behind.iter().map_while(|mention| {
            let between = to..mention.range.start.max(to);
            to = between.end;
            (!self.has_end(between)).then_some((mention.range.start - extent.end, &*mention.id))
        }));
        near.sort_unstable();
        let mut known = HashSet::new();
        near.into_iter().map(|(_, id)| id).filter(|id| known.insert(*id)).collect()
    }

    /// Whether a sentence ends in a byte range of the document that is in the block.
    fn has_end(&self, range: Range<usize>) -> bool {
        ends_sentence(&self.at.block.text, range.start - self.at.start..range.end - self.at.start)
    }
}

/// Speaker given by the words of a source.
enum Source<'s> {
    /// Declared actors, by id.
    Declared(Vec<&'s str>),
    /// Somebody undeclared, or nobody.
    Stranger,
    /// A pronoun, such as “she”: nobody mentioned in the sentence.
    Pronoun,
}

/// Likely speakers of one quotation or span; see [`Speakers::near_asserting`].
pub fn likely_actors(scope: &Scope, at: BlockAt<'_>, marked: &Marked) -> Vec<(String, String)> {
    Speakers::new(scope, at).near_asserting(marked)
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

/// Edit that adds an item to an annotation of a block, where the formatter would have it: behind the last item that goes
/// before it, and what is glued to that.
pub fn add_item(at: BlockAt<'_>, annotation: &Annotation, item: &str) -> Edit {
    let inside = annotation.extent.start as usize + 1..annotation.extent.end as usize;
    let own = rank_of_written(item);
    let Some(last) = annotation.items.iter().rev().find(|other| rank(&other.kind) <= own) else {
        let is_empty = at.block.text[inside.clone()].starts_with('}') || inside.is_empty();
        let blank = if is_empty { "" } else { " " };
        return Edit::insert(at.start + inside.start, format!("{item}{blank}"));
    };
    let glued = &at.block.text[last.extent.end as usize..inside.end];
    let end = glued.find(|c| is_separator(c) || c == '}').unwrap_or(glued.len());
    Edit::insert(at.start + last.extent.end as usize + end, format!(" {item}"))
}

/// Edit that puts items in the place of one in an annotation of a block, apart from what is glued to that.
pub fn replace_item(at: BlockAt<'_>, old: BlockRange, items: &str) -> Edit {
    let (before, behind) = (&at.block.text[..old.start as usize], &at.block.text[old.end as usize..]);
    let is_apart = |c: char| is_separator(c) || matches!(c, '{' | '}');
    let blank = |is_apart: bool| if is_apart { "" } else { " " };
    let (before, behind) = (blank(before.ends_with(is_apart)), blank(behind.starts_with(is_apart)));
    Edit::replace(old.at(at.start), format!("{before}{items}{behind}"))
}

/// Fix that declares a new source and adds it to an annotation of a block.
pub fn new_source(scope: &Scope, at: BlockAt<'_>, annotation: &Annotation) -> Fix {
    let id = declare::free_id(scope, Namespace::Source, "source");
    let title = Some(placeholders::SOURCE);
    let declaration = declare::declaration(&scope.document, Namespace::Source, &id, title);
    let item = add_item(at, annotation, &format!("^{id}"));
    Fix::new(format!("Declare the source `^{id}` and add it"), vec![declaration, item])
}

/// Edits that attribute a quotation or span of a block to an actor, given by its id, behind which other items may stand.
pub fn attribution(at: BlockAt<'_>, marked: &Marked, id: &str) -> Vec<Edit> {
    match &marked.annotation {
        Some(annotation) => format!("@{id}").split(' ').map(|item| add_item(at, annotation, item)).collect(),
        None => vec![Edit::insert(marked.extent.at(at.start).end, format!("{{@{id}}}"))],
    }
}

/// Ids and names of actors.
type Actors = Vec<(String, String)>;

/// Possible speakers of `marked`: the likely ones, and separately all others, first the earlier speakers (latest
/// first), then the remaining actors in scope.
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

/// Fixes that attribute `marked`: to those who may be meant, to actors mentioned in the sentence, to earlier speakers, or
/// to a new actor. `target` is the quotation or span that gets the annotation, with its block.
pub fn fixes(speakers: &Speakers<'_>, marked: &Marked, target: (BlockAt<'_>, &Marked)) -> Vec<Fix> {
    // An unclosed quotation has no place for an annotation.
    if matches!(target.1.shape, Shape::Quotation { closed: false, .. }) {
        return Vec::new();
    }
    let mut proposals = speakers.proposals(marked);
    let likely = likely_of(&proposals).cloned();
    let others = speakers.around(marked);
    for (id, name) in others.iter().chain(speakers.before()) {
        if proposals.len() < PROPOSALS && proposals.iter().all(|known| known.id != *id) {
            proposals.push(declared(id, name));
        }
    }
    let mut fixes = attributions(speakers, marked, target, proposals, likely);
    let (id, declaration) = speakers.newcomer();
    let item = speakers.with_stance(marked, id);
    let edits = std::iter::once(declaration.clone()).chain(attribution(target.0, target.1, &item)).collect();
    fixes.push(Fix::new(format!("Declare the actor `@{id}` and attribute"), edits));
    fixes
}

/// Fixes that attribute `marked` to those who may be meant; see [`fixes`].
pub fn fixes_by_meaning(
    speakers: &Speakers<'_>,
    marked: &Marked,
    target: (BlockAt<'_>, &Marked),
) -> Vec<Fix> {
    attributions(speakers, marked, target, speakers.meant(marked), speakers.likely(marked))
}

/// The subset of [`fixes_by_meaning`] that declares the speaker.
pub fn declaring_fixes(speakers: &Speakers<'_>, marked: &Marked, target: (BlockAt<'_>, &Marked)) -> Vec<Fix> {
    let mut meant = speakers.meant(marked);
    meant.truncate(PROPOSALS);
    meant.retain(|proposal| proposal.declaration.is_some());
    attributions(speakers, marked, target, meant, speakers.likely(marked))
}

/// Fixes that attribute `marked` to the proposed speakers. The likely one, if there is one, is preferred, but naming a
/// speaker is never safe.
fn attributions(
    speakers: &Speakers<'_>,
    marked: &Marked,
    target: (BlockAt<'_>, &Marked),
    proposals: Vec<Candidate>,
    likely: Option<Candidate>,
) -> Vec<Fix> {
    let likely = likely.map(|likely| likely.id);
    let attribute = |proposal: Candidate| {
        let Candidate { id, name, why, declaration } = proposal;
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();
        let title = match declaration {
            Some(_) => format!("Declare `@{id}` ({name}) and attribute{why}"),
            None => format!("Attribute to {name} (`@{id}`){why}"),
        };
        let item = speakers.with_stance(marked, &id);
        let edits = declaration.into_iter().chain(attribution(target.0, target.1, &item)).collect();
        let is_likely = likely.as_ref() == Some(&id);
        let applicability = if is_likely { Applicability::Unsafe } else { Applicability::Manual };
        Fix::new(title, edits).with(applicability)
    };
    proposals.into_iter().take(PROPOSALS).map(attribute).collect()
}

/// The only proposal, unless it needs a reason.
fn likely_of(proposals: &[Candidate]) -> Option<&Candidate> {
    match proposals {
        [only] if only.why.is_none() => Some(only),
        _ => None,
    }
}

fn declared(id: &str, name: &str) -> Candidate {
    Candidate { id: id.to_owned(), name: name.to_owned(), why: None, declaration: None }
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
