//! A study under several nouns: “a survey of tenants by Roofline … the survey by Roofline … the report”.

use crate::actors::roster::{Actor, Roster};
use crate::phrases::described::{ActorKind, Described};
use std::collections::BTreeSet;

/// Nouns that one piece of research may be called by.
const NOUNS: [&str; 9] =
    ["study", "survey", "poll", "report", "paper", "analysis", "review", "audit", "article"];

impl Roster {
    /// “The report”, “the survey of 1,850 tenants”: the only study described so far, if its noun is the same or the new
    /// description has nothing but a noun. Two whose complements start with the same word are two: “the report by the
    /// board”, “the report by the union”.
    pub(crate) fn study(&self, one: &Described) -> Option<usize> {
        let is_study = one.kind == ActorKind::Document && NOUNS.contains(&one.head.as_str());
        if !is_study || !one.is_definite() || one.is_owned() {
            return None;
        }
        let near: BTreeSet<usize> = NOUNS.iter().flat_map(|noun| self.index.with_head(noun)).collect();
        let mut all = near.into_iter().filter(|at| is_unnamed_study(&self.actors[*at]));
        let only = all.next().filter(|_| all.next().is_none())?;
        let known = &self.actors[only].described;
        let is_other = complement(one).is_some() && complement(one) == complement(known);
        let is_plain = one.phrase.eq_ignore_ascii_case(&one.head);
        (is_plain || known.head == one.head && !is_other).then_some(only)
    }
}

fn is_unnamed_study(actor: &Actor) -> bool {
    let one = &actor.described;
    one.kind == ActorKind::Document && one.name.is_empty() && NOUNS.contains(&one.head.as_str())
}

/// First word behind the noun of a description: “by” in “survey by the charity Roofline”.
fn complement(one: &Described) -> Option<&str> {
    let mut behind = one.phrase.split(' ').skip_while(|word| !word.eq_ignore_ascii_case(&one.head));
    behind.nth(1)
}
