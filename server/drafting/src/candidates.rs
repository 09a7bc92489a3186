//! Candidate speakers of a statement, for a person to choose from: the source according to the text, or its possible
//! referents.

use super::article::PlainArticle;
use super::roster::Roster;
use super::{Drafter, declarations};
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
    let slot = scope.candidates();
    if slot.get::<Candidates>().is_none() {
        let Some(whole) = Candidates::new(scope, budget) else { return Vec::new() };
        slot.get_or_init(|| whole);
    }
    let Some(Candidates { roster, statements }) = slot.get() else { return Vec::new() };
    let first = statements.partition_point(|statement| statement.block < at.index);
    let here = statements[first..].iter().take_while(|statement| statement.block == at.index);
    let is_meant = |statement: &&Speakers| {
        let extent = extent.at(at.start);
        let touches = |content: &Range<usize>| content.start < extent.end && extent.start < content.end;
        statement.content.iter().any(touches)
    };
    let Some(statement) = { here }.find(is_meant) else { return Vec::new() };
    let candidate = |(actor, why): &(usize, Option<String>)| {
        let declared = BTreeSet::from([*actor]);
        let declaration = declarations::edit(scope, roster, &declared, std::iter::empty());
        let one = &roster.actors[*actor];
        Candidate { id: one.id.clone(), name: one.name(), why: why.clone(), declaration }
    };
    statement.actors.iter().map(candidate).collect()
}

/// Candidate speakers of all statements of an article.
struct Candidates {
    roster: Roster,
    /// In text order.
    statements: Vec<Speakers>,
}

/// Candidate speakers of a statement.
struct Speakers {
    /// Index of the block.
    block: usize,
    /// Byte ranges in the document.
    content: Vec<Range<usize>>,
    /// Indices in the roster, each with the reason unless the speaker is certain.
    actors: Vec<(usize, Option<String>)>,
}

impl Candidates {
    /// Analyses the article; `None` if the budget is spent before its end.
    fn new(scope: &Scope, budget: &Budget) -> Option<Self> {
        let article = PlainArticle::new(&scope.document);
        let mut drafter = Drafter::new(scope, &article, budget);
        drafter.resolve(LIKELY);
        if budget.is_spent() {
            return None;
        }
        let Drafter { mut roster, said, voices, .. } = drafter;
        let statements = said.iter().zip(voices).map(|(said, voice)| {
            let paragraph = &article.paragraphs[said.paragraph];
            let content = said.statement.content.iter();
            let mut actors: Vec<(usize, Option<String>)> =
                voice.actors.iter().map(|actor| (*actor, None)).collect();
            for possible in voice.possible {
                let actor = roster.actor_named(&possible.name);
                actors.extend(actor.map(|actor| (actor, Some(possible.why))));
            }
            let content = content.map(|content| paragraph.in_document(content)).collect();
            Speakers { block: paragraph.number, content, actors }
        });
        let statements = statements.collect();
        Some(Self { roster, statements })
    }
}
