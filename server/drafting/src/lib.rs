//! Drafting: adds actors, sources and annotations, all marked `draft`, to an article that has none or only some.
//!
//! The article is read without its markup ([`text`]) and has statements ([`statements`]); the words of their sources are
//! parsed ([`phrases`]) and resolved ([`coreference`]) against all names in the article ([`actors`]). What comes of this is
//! written into the document ([`writing`]), whose existing annotations are left alone.

pub mod actors;
pub mod candidates;
pub mod coreference;
pub mod front_matter;
mod layouts;
pub mod phrases;
pub mod statements;
pub mod text;
pub mod writing;

pub use writing::declarations::{Anonymity, anonymity};
pub use writing::records::is_drafted_record;

use actors::roster::{Possible, Roster};
use ascribe_attribution::{Before, SpeechKind, Stance, Statement};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Block, BlockRange, Namespace};
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::same_article;
use statements::LocatedStatement;
use statements::labelled;
use statements::readings;
use statements::tidying;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use text::article::PlainArticle;
use text::ranges::RangeSet;
use writing::decided::Decided;
use writing::declarations;
use writing::declarations::Bodies;
use writing::marking::{Marking, MarkingPlace};
use writing::numbering::Labels;
use writing::records;
use writing::records::Record;

/// Default minimum confidence of a draft.
pub const LIKELY: f32 = 0.5;

/// Maximum confidence of a draft whose speaker was inferred from a pronoun.
const SUREST_INFERRED: f32 = 0.89;

/// Maximum length (bytes) of a paragraph that is analysed for speech without a request for a draft.
const LONGEST: usize = 20_000;

/// Whether a block is analysed for speech while its document is being edited.
pub fn reads_along(document: &Document, block: &Block) -> bool {
    document.may_be_article() && block.len() <= LONGEST
}

/// Whether a paragraph has reported speech without an annotation, judged by the paragraph and the notes above it.
pub fn has_undrafted(document: &Document, at: BlockAt<'_>) -> bool {
    let article = PlainArticle::of(at);
    let Some(paragraph) = article.paragraphs.first() else { return false };
    let marking = Marking::new(at.block).with(Decided::above(document, at.index));
    let statements = &readings::reading(at.block, Before::default()).statements;
    let likely = statements.iter().filter(|statement| statement.confidence >= LIKELY);
    let likely = likely.filter(|statement| statement.stance.is_some());
    let contents = likely.flat_map(|statement| &statement.content);
    contents.filter_map(|content| paragraph.in_block(at, content)).any(|extent| {
        let places = marking.places(extent);
        places.iter().any(|place| is_worth_it(place, &marking) && marking.annotated(place.extent).is_none())
    })
}

/// Excludes fragments such as “dismissed the claim”, which are useless in a draft, and what a person has decided about.
fn is_worth_it(place: &MarkingPlace, marking: &Marking) -> bool {
    let is_long = place.is_quotation || place.is_quoted || marking.words(place.extent) >= SHORTEST;
    is_long && !marking.is_decided(place)
}

/// Minimum length of a claim in words; a shorter one has nothing to check.
const SHORTEST: usize = 3;

/// Draft annotations for a document.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Non-overlapping edits.
    pub edits: Vec<Edit>,
    /// The document with the edits; `None` if there are none.
    pub edited: Option<Document>,
    /// Annotations, each with the byte range of the annotated words and its confidence.
    pub annotations: Vec<(Range<usize>, f32)>,
    /// Statements that were annotated, with byte ranges of the document. One over several paragraphs is one statement,
    /// with several parts.
    pub statements: Vec<Statement>,
}

/// Drafts a document, with a minimum confidence; optionally only paragraphs that the byte range `within` touches.
///
/// ```
/// use ascribe_drafting::{LIKELY, draft};
/// use ascribe_markup::document::Document;
/// use ascribe_markup::scope::Scope;
/// use std::sync::Arc;
///
/// let document = Document::new("“The dam holds,” Ida Moe said.\n");
/// let drafted = draft(&Scope::alone(Arc::new(document)), None, LIKELY).edited;
/// assert!(drafted.is_some_and(|it| it.text().to_string().contains("“The dam holds,”{@moe draft")));
/// ```
pub fn draft(scope: &Scope, within: Option<&Range<usize>>, likely: f32) -> Draft {
    // An unlimited budget is never spent.
    draft_on(scope, within, likely, Budget::UNLIMITED).unwrap_or_default()
}

/// Like [`draft`]; `None` if the budget is spent before the end.
pub fn draft_on(scope: &Scope, within: Option<&Range<usize>>, likely: f32, budget: &Budget) -> Option<Draft> {
    let document = &scope.document;
    if document.unread().is_some() {
        return Some(Draft::default());
    }
    let article = PlainArticle::new(document);
    let mut drafter = Drafter::new(scope, &article, budget);
    drafter.resolve(likely);
    let blocks: Vec<BlockAt<'_>> = document.blocks().collect();
    let is_wanted = |block: &BlockAt<'_>| {
        let range = block.start..block.start + block.block.content;
        within.is_none_or(|within| within.start <= range.end && range.start <= within.end)
    };
    let mut draft = Draft::default();
    let mut markings: BTreeMap<usize, Marking> = BTreeMap::new();
    let (mut actors, mut records) = (BTreeSet::new(), BTreeSet::new());
    let mut drafted: BTreeMap<usize, Statement> = BTreeMap::new();
    let mut first = 0;
    while let Some(said) = drafter.said.get(first) {
        let paragraph = said.paragraph;
        let same = drafter.said[first..].iter().take_while(|said| said.paragraph == paragraph).count();
        if !budget.take(1) {
            break;
        }
        let numbers = first..first + same;
        first = numbers.end;
        let block = blocks[article.paragraphs[paragraph].number];
        if !is_wanted(&block) {
            continue;
        }
        let marking = markings
            .entry(block.index)
            .or_insert_with(|| Marking::new(block.block).with(Decided::above(document, block.index)));
        for (number, extents) in drafter.annotate_all(numbers, block, marking) {
            let said = &drafter.said[number];
            let mut statement = in_document(&article, &said.statement);
            let root = said.carries_on.unwrap_or(number);
            if let Some(whole) = drafted.get_mut(&root) {
                whole.content.extend(statement.content);
            } else {
                let first = in_document(&article, &drafter.said[root].statement);
                (statement.cue, statement.source) = (first.cue, first.source);
                drafted.insert(root, statement);
            }
            actors.extend(drafter.voices[number].actors.iter().copied());
            actors.extend(drafter.voices[number].carrier);
            records.extend(drafter.voices[number].record);
            let confidence = said.statement.confidence;
            draft.annotations.extend(extents.into_iter().map(|extent| (extent.at(block.start), confidence)));
        }
    }
    if budget.is_spent() {
        return None;
    }
    for (index, marking) in markings {
        let block = blocks[index];
        draft.edits.extend(marking.edits().iter().map(|edit| {
            Edit::replace(block.start + edit.range.start..block.start + edit.range.end, edit.text.clone())
        }));
    }
    draft.statements = drafted.into_values().collect();
    let speakers: HashSet<&str> = records.iter().map(|record| &*drafter.records[*record].of).collect();
    let is_speaker = |actor: &usize| speakers.contains(&*drafter.roster.actors[*actor].id);
    actors.extend((0..drafter.roster.actors.len()).filter(is_speaker));
    let records = records.iter().map(|at| &drafter.records[*at]);
    let bodies = Bodies::of(&drafter.roster);
    let declared = declarations::edit(scope, &drafter.roster, &bodies, &actors, records);
    draft.edits.splice(0..0, declared);
    draft.edits.sort_by_key(|edit| edit.range.start);
    if draft.edits.is_empty() {
        return Some(draft);
    }
    let edited = scope.document.edited(&draft.edits);
    if !is_harmless(&scope.document, &edited) {
        return Some(Draft::default());
    }
    draft.edited = Some(edited);
    Some(draft)
}

/// A statement with byte ranges of the document instead of the article. A source may be in another paragraph.
fn in_document(article: &PlainArticle, statement: &Statement) -> Statement {
    let place = |range: &Range<usize>| {
        let behind = article.paragraphs.partition_point(|paragraph| paragraph.range.start <= range.start);
        let paragraph = article.paragraphs.get(behind.saturating_sub(1));
        paragraph.map_or_else(|| range.clone(), |paragraph| paragraph.in_document(range))
    };
    Statement {
        content: statement.content.iter().map(place).collect(),
        cue: statement.cue.as_ref().map(place),
        source: statement.source.as_ref().map(place),
        carrier: statement.carrier.as_ref().map(place),
        ..statement.clone()
    }
}

/// Whether an edited document has the same article as before and no more syntax errors.
fn is_harmless(before: &Document, after: &Document) -> bool {
    let problems =
        |document: &Document| -> usize { document.blocks().map(|at| at.block.problems.len()).sum() };
    problems(after) <= problems(before) && same_article(before, after)
}

/// Attribution of a statement.
#[derive(Debug, Clone, Default)]
struct Voice {
    actors: Vec<usize>,
    carrier: Option<usize>,
    record: Option<usize>,
    /// Possible speakers, if none is certain.
    possible: Vec<Possible>,
    /// Whether the speaker was inferred from a pronoun.
    is_inferred: bool,
}

impl Voice {
    /// Confidence of a statement with this speaker, if that of its words is given: a pronoun may always mean somebody
    /// else.
    fn confidence(&self, words: f32) -> f32 {
        if self.is_inferred { words.min(SUREST_INFERRED) } else { words }
    }
}

struct Drafter<'a> {
    article: &'a PlainArticle,
    budget: &'a Budget,
    roster: Roster,
    said: Vec<LocatedStatement>,
    voices: Vec<Voice>,
    records: Vec<Record>,
    /// Indices in `records` by title and speaker.
    known_records: HashMap<(String, String), usize>,
    ids: HashSet<String>,
    /// For each id of a record that was not free, the number from which on to look for a free one.
    numbers: HashMap<String, usize>,
    labels: Labels,
}

impl<'a> Drafter<'a> {
    fn new(scope: &Scope, article: &'a PlainArticle, budget: &'a Budget) -> Self {
        Self {
            article,
            budget,
            roster: Roster::new(scope, article, budget),
            said: Vec::new(),
            voices: Vec::new(),
            records: Vec::new(),
            known_records: HashMap::new(),
            numbers: HashMap::new(),
            ids: scope.ids(Namespace::Source).map(str::to_owned).collect(),
            labels: Labels::of(scope.ids(Namespace::Label)),
        }
    }

    /// Attributes the statements in text order, since a pronoun refers back, as far as the budget goes.
    fn resolve(&mut self, likely: f32) {
        let mut read = statements::read(self.article, &self.roster, self.budget);
        let is_said = tidying::tidied(self.article, &mut read);
        // A continuation has the speaker of the statement it continues, whatever the confidence of that.
        let is_likely: Vec<bool> = read.iter().map(|said| said.statement.confidence >= likely).collect();
        let mut places = vec![None; read.len()];
        for (number, mut said) in read.into_iter().enumerate() {
            if !self.budget.take(1) {
                return;
            }
            if !is_likely[number] {
                continue;
            }
            if !is_said[number] {
                // “The spokeswoman declined to comment. “…,” she said.”
                self.voice(&said);
                continue;
            }
            places[number] = Some(self.said.len());
            said.carries_on = said.carries_on.and_then(|root| places[root]);
            let voice = match said.carries_on {
                Some(root) => self.voices[root].clone(),
                None if said.statement.continues => Voice::default(),
                None => self.voice(&said),
            };
            said.statement.confidence = voice.confidence(said.statement.confidence);
            self.said.push(said);
            self.voices.push(voice);
        }
        self.with_neighbours();
    }

    fn voice(&mut self, said: &LocatedStatement) -> Voice {
        let Some(source) = &said.statement.source else { return Voice::default() };
        let words = self.article.slice(source.clone());
        let is_whole = said.is_labelled && labelled::is_pseudonym(words);
        let mut actors = if is_whole {
            Vec::new()
        } else {
            self.roster.resolve(self.article, source, said.paragraph, &said.statement)
        };
        if actors.is_empty() && said.is_labelled {
            actors.extend(self.roster.labelled(words, (said.paragraph, source.start)));
        }
        if let ([only], true) = (&actors[..], said.is_labelled) {
            self.roster.person_in_capitals(*only);
            self.roster.person_by_form(*only);
        }
        let possible = self.roster.possible();
        let is_named = !self.roster.is_inferred;
        let carrier = said.statement.carrier.as_ref();
        let carrier = carrier.and_then(|carrier| {
            match self.roster.resolve(self.article, carrier, said.paragraph, &said.statement)[..] {
                [one] => Some(one),
                _ => None,
            }
        });
        let paragraph = &self.article.paragraphs[said.paragraph].range;
        if let [only] = actors[..] {
            declarations::withhold(self.article, source, paragraph, &mut self.roster.actors[only]);
        }
        let speaker = if let [only] = actors[..] { Some(&self.roster.actors[only]) } else { None };
        let record = speaker.and_then(Record::of_document).or_else(|| {
            let carrier = carrier.map(|carrier| &self.roster.actors[carrier]);
            records::of(self.article, &said.statement, paragraph, speaker, carrier)
        });
        let speaker = speaker.map(|one| one.id.clone()).unwrap_or_default();
        let record = record.map(|record| self.record(record, &speaker));
        let is_inferred = !actors.is_empty() && !is_named || carrier.is_some() && self.roster.is_inferred;
        Voice { actors, carrier, record, possible, is_inferred }
    }

    /// Index of a record, added if new.
    fn record(&mut self, mut record: Record, speaker: &str) -> usize {
        let key = (record.title.clone(), record.of.clone());
        if let Some(known) = self.known_records.get(&key) {
            return *known;
        }
        let base =
            Some(record.base_id(speaker)).filter(|id| !id.is_empty()).unwrap_or_else(|| "source".into());
        record.id.clone_from(&base);
        let next = self.numbers.entry(base.clone()).or_insert(2);
        while !self.ids.insert(record.id.clone()) {
            record.id = format!("{base}-{next}");
            *next += 1;
        }
        let place = self.records.len();
        self.known_records.insert(key, place);
        self.records.push(record);
        place
    }

    /// “…,” the minister said in an interview, the Herald reported. “…”: the second quotation is the minister's too.
    fn with_neighbours(&mut self) {
        let mut covered = RangeSet::default();
        let mut last = None;
        for number in 0..self.said.len() {
            if !self.budget.take(1) {
                return;
            }
            let LocatedStatement { paragraph: place, statement, .. } = &self.said[number];
            if last != Some(*place) {
                let same = self.said[number..].iter().take_while(|other| other.paragraph == *place);
                covered = same.flat_map(|other| other.statement.content.iter().cloned()).collect();
                last = Some(*place);
            }
            let Some(carrier) = statement.carrier.as_ref().filter(|_| statement.kind != SpeechKind::Indirect)
            else {
                continue;
            };
            let quotations = &self.article.paragraphs[*place].quotations;
            let next = quotations.partition_point(|quotation| quotation.start < carrier.end);
            let Some(next) = quotations.get(next).cloned() else { continue };
            let between = self.article.slice(carrier.end..next.start);
            let is_free = !covered.overlaps(&next);
            if is_free && between.split_whitespace().count() < 6 && between.matches('.').count() < 2 {
                covered.insert(next.clone());
                self.said[number].statement.content.push(next);
            }
        }
    }

    /// Annotates statements of a block; returns those annotated, with their extents.
    ///
    /// All of them are tried at once. If the block does not read well with them, each half is tried by itself.
    fn annotate_all(
        &mut self,
        numbers: Range<usize>,
        block: BlockAt<'_>,
        marking: &mut Marking,
    ) -> Vec<(usize, Vec<BlockRange>)> {
        if numbers.is_empty() || !marking.has_readings_left() {
            return Vec::new();
        }
        let before = marking.clone();
        let put = if numbers.len() == 1 { Marking::put } else { Marking::propose };
        let mut labels = Vec::new();
        let mut done = Vec::new();
        for number in numbers.clone() {
            let extents = self.annotate(number, block, marking, put, &mut labels);
            if !extents.is_empty() {
                done.push((number, extents));
            }
        }
        if numbers.len() == 1 || done.is_empty() || marking.reads_well() {
            return done;
        }
        marking.take_back(before);
        for label in &labels {
            self.labels.give_back(label);
        }
        let middle = numbers.start.midpoint(numbers.end);
        let mut done = self.annotate_all(numbers.start..middle, block, marking);
        done.extend(self.annotate_all(middle..numbers.end, block, marking));
        done
    }

    /// Annotates a statement in its block; returns the annotated extents, and adds the labels used.
    fn annotate(
        &mut self,
        number: usize,
        block: BlockAt<'_>,
        marking: &mut Marking,
        put: fn(&mut Marking, &[(MarkingPlace, String)]) -> bool,
        labels: &mut Vec<String>,
    ) -> Vec<BlockRange> {
        let LocatedStatement { paragraph, statement, .. } = self.said[number].clone();
        let paragraph = &self.article.paragraphs[paragraph];
        let mut places: Vec<MarkingPlace> = Vec::new();
        let mut known: HashSet<MarkingPlace> = HashSet::new();
        let mut marked_before = false;
        for content in &statement.content {
            let range = paragraph.in_document(content);
            if range.start < block.start || range.end > block.range().end {
                continue;
            }
            for place in marking.places(BlockRange::new(range.start - block.start, range.end - block.start)) {
                match marking.annotated(place.extent) {
                    None if known.insert(place) => places.push(place),
                    None => {}
                    Some(_) => marked_before = true,
                }
            }
        }
        places.retain(|place| is_worth_it(place, marking));
        places.sort_by_key(|place| place.extent.start);
        let voice = self.voices[number].clone();
        let (quotations, spans): (Vec<MarkingPlace>, Vec<MarkingPlace>) =
            places.into_iter().partition(|place| place.is_quotation);
        let mut done = Vec::new();
        for group in [quotations, spans] {
            // If some parts are annotated already, the new ones stand alone: the label is not ours to assign.
            let single = group.len() < 2 || marked_before;
            let label = if single { None } else { Some(self.label(&voice)) };
            let new: Vec<(MarkingPlace, String)> = group
                .iter()
                .enumerate()
                .map(|(at, place)| match &label {
                    Some(label) if at > 0 => (*place, format!("part=#{label} draft")),
                    label => (*place, self.items(*place, label.as_deref(), &voice, &statement)),
                })
                .collect();
            if put(marking, &new) {
                done.extend(new.iter().map(|(place, _)| place.extent));
                labels.extend(label);
            } else if let Some(label) = label {
                self.labels.give_back(&label);
                for place in group {
                    let items = self.items(place, None, &voice, &statement);
                    if put(marking, &[(place, items)]) {
                        done.push(place.extent);
                    }
                }
            }
        }
        done
    }

    fn label(&mut self, voice: &Voice) -> String {
        let base = voice.actors.first().map_or("quote", |actor| &self.roster.actors[*actor].id);
        self.labels.take(base)
    }

    fn items(
        &self,
        place: MarkingPlace,
        label: Option<&str>,
        voice: &Voice,
        statement: &Statement,
    ) -> String {
        let mut items: Vec<String> = Vec::new();
        let slice =
            |range: &Option<Range<usize>>| range.clone().map_or("", |range| self.article.slice(range));
        // “BERG: …”, “A: …”, “… -Berg”
        let (cue, source) = (slice(&statement.cue), slice(&statement.source));
        let is_mark =
            statement.cue.is_some() && cue.chars().all(|c| matches!(c, ':' | '.' | '-' | '–' | '—' | '―'));
        let is_transcript = is_mark && !source.starts_with(char::is_lowercase);
        match (place.is_quotation, place.is_quoted) {
            (true, _) => {}
            (false, true) => items.push("quote".into()),
            (false, false) if is_transcript => items.push("quote".into()),
            (false, false) => items.push("claim".into()),
        }
        items.extend(label.map(|label| format!("#{label}")));
        items.extend(voice.actors.iter().map(|actor| format!("@{}", self.roster.actors[*actor].id)));
        items.extend(voice.record.map(|record| format!("^{}", self.records[record].id)));
        items.extend(voice.carrier.map(|carrier| format!("via=@{}", self.roster.actors[carrier].id)));
        let stance = statement.stance.filter(|stance| *stance != Stance::default());
        items.extend(stance.map(|stance| format!("stance={}", stance.word())));
        items.push(format!("draft confidence={:.2}", statement.confidence));
        items.join(" ")
    }
}
