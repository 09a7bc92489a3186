//! Candidate speakers of a statement, for a person to choose from: the source according to the text, or its possible
//! referents.

use super::article::PlainArticle;
use super::{Drafter, declarations};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::BlockRange;
use ascribe_markup::scope::Scope;
use std::collections::BTreeSet;

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

/// Candidate speakers of the statement in a part of a paragraph, most likely first. Analyses the whole article.
pub fn candidates(scope: &Scope, at: BlockAt<'_>, extent: BlockRange) -> Vec<Candidate> {
    let article = PlainArticle::new(&scope.document);
    let mut drafter = Drafter::new(scope, &article);
    drafter.resolve(LIKELY);
    let is_meant = |number: &usize| {
        let said = &drafter.said[*number];
        let paragraph = &article.paragraphs[said.paragraph];
        let touches = |content| {
            let range = paragraph.in_document(content);
            range.start < extent.at(at.start).end && extent.at(at.start).start < range.end
        };
        paragraph.number == at.index && said.statement.content.iter().any(touches)
    };
    let Some(number) = (0..drafter.said.len()).find(is_meant) else { return Vec::new() };
    let voice = drafter.voices[number].clone();
    let mut found: Vec<(usize, Option<String>)> = voice.actors.iter().map(|actor| (*actor, None)).collect();
    for possible in voice.possible {
        let actor = drafter.roster.actor_named(&possible.name);
        found.extend(actor.map(|actor| (actor, Some(possible.why))));
    }
    let roster = &drafter.roster;
    let candidate = |(actor, why): (usize, Option<String>)| {
        let declared = BTreeSet::from([actor]);
        let declaration = declarations::edit(scope, roster, &declared, std::iter::empty());
        let one = &roster.actors[actor];
        Candidate { id: one.id.clone(), name: one.name(), why, declaration }
    };
    found.into_iter().map(candidate).collect()
}
