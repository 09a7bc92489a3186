//! Candidate speakers of a statement, for a person to choose from: the source according to the text, or its possible
//! referents.

use crate::Drafter;
use crate::actors::roster::Roster;
use crate::text::article::PlainArticle;
use crate::writing::declarations;
use crate::writing::declarations::Bodies;
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::BlockRange;
use ascribe_markup::scope::Scope;
use std::collections::BTreeSet;
use std::ops::Range;

/// Minimum confidence of a statement.
const LIKELY: f32 = 0.3;

/// A candidate speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Id of the actor.
    pub id: String,
    /// Name of the actor.
    pub name: String,
    /// Reason, unless the speaker is certain: “named in the paragraph before”.
    pub why: Option<String>,
    /// Edit that declares the actor, if it is undeclared.
    pub declaration: Option<Edit>,
}

/// Candidate speakers of the statement in a part of a paragraph, most likely first. Analyses the whole article, once for
/// each scope; empty if the budget is spent before that.
pub fn candidates(scope: &Scope, at: BlockAt<'_>, extent: BlockRange, budget: &Budget) -> Vec<Candidate> {
    let Some(all) = Candidates::of(scope, budget) else { return Vec::new() };
    let Candidates { statements, contents, .. } = all;
    let extent = extent.at(at.start);
    let first = contents.partition_point(|content| content.reach <= extent.start);
    let last = contents.partition_point(|content| content.range.start < extent.end);
    let here = contents.get(first..last).unwrap_or_default().iter();
    let meant = here.filter(|content| extent.start < content.range.end).map(|content| content.statement);
    let Some(actors) = meant.min().map(|statement| &statements[statement]) else { return Vec::new() };
    actors.iter().map(|(actor, why)| all.candidate(scope, *actor, why.clone())).collect()
}

/// People whom the article names and nothing declares, in the order of the text, each with the declaration. Analyses the
/// whole article, as [`candidates`] does.
pub fn undeclared(scope: &Scope, budget: &Budget) -> Vec<Candidate> {
    let Some(all) = Candidates::of(scope, budget) else { return Vec::new() };
    let people = all.people.iter().map(|actor| all.candidate(scope, *actor, None));
    people.filter(|person| person.declaration.is_some()).collect()
}

/// Candidate speakers of all statements of an article.
struct Candidates {
    roster: Roster,
    bodies: Bodies,
    /// Speakers of each statement, in text order.
    statements: Vec<Speakers>,
    /// Contents of the statements, by their start.
    contents: Vec<Content>,
    /// People whom the article names, as indices in the roster.
    people: Vec<usize>,
}

/// Candidate speakers of a statement: indices in the roster, each with the reason unless the speaker is certain.
type Speakers = Vec<(usize, Option<String>)>;

/// A part of the content of a statement.
struct Content {
    /// Bytes of the document.
    range: Range<usize>,
    /// End of this part and of all that start before it.
    reach: usize,
    /// Index of the statement.
    statement: usize,
}

impl Candidates {
    /// Candidates of a scope, which are cached in it; `None` if the budget is spent before they are known.
    fn of<'s>(scope: &'s Scope, budget: &Budget) -> Option<&'s Self> {
        let slot = scope.candidates();
        if slot.get::<Self>().is_none() {
            let whole = Self::new(scope, budget)?;
            slot.get_or_init(|| whole);
        }
        slot.get()
    }

    fn candidate(&self, scope: &Scope, actor: usize, why: Option<String>) -> Candidate {
        let declared = BTreeSet::from([actor]);
        let declaration =
            declarations::edit(scope, &self.roster, &self.bodies, &declared, std::iter::empty());
        let one = &self.roster.actors[actor];
        Candidate { id: one.id.clone(), name: one.name(), why, declaration }
    }

    /// Analyses the article; `None` if the budget is spent before its end.
    fn new(scope: &Scope, budget: &Budget) -> Option<Self> {
        let article = PlainArticle::new(&scope.document);
        let mut drafter = Drafter::new(scope, &article, budget);
        drafter.resolve(LIKELY);
        if budget.is_spent() {
            return None;
        }
        let Drafter { mut roster, said, voices, .. } = drafter;
        let mut contents: Vec<Content> = Vec::new();
        for (statement, said) in said.iter().enumerate() {
            let paragraph = &article.paragraphs[said.paragraph];
            let ranges = said.statement.content.iter().map(|content| paragraph.in_document(content));
            contents.extend(ranges.map(|range| Content { reach: range.end, range, statement }));
        }
        contents.sort_by_key(|content| content.range.start);
        let mut reach = 0;
        for content in &mut contents {
            reach = reach.max(content.range.end);
            content.reach = reach;
        }
        let statements = voices.into_iter().map(|voice| {
            let mut actors: Speakers = voice.actors.iter().map(|actor| (*actor, None)).collect();
            for possible in voice.possible {
                let actor = roster.actor_named(&possible.name);
                actors.extend(actor.map(|actor| (actor, Some(possible.why))));
            }
            actors
        });
        let statements = statements.collect();
        let people = roster.named_people();
        Some(Self { bodies: Bodies::of(&roster), roster, statements, contents, people })
    }
}
