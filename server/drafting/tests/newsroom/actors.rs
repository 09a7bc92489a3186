//! Which declared actors are the same: two annotations give them ids and names of their own.

use crate::marked::DeclaredActor;
use ascribe_language::normal_form::normal;
use std::collections::BTreeSet;

/// Words before a name that do not change who is meant.
const BEFORE: [&str; 39] = [
    "the",
    "a",
    "an",
    "one",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "fr",
    "sen",
    "rep",
    "gov",
    "judge",
    "justice",
    "president",
    "smt",
    "shri",
    "barr",
    "cllr",
    "coun",
    "sgt",
    "supt",
    "hon",
    "councillor",
    "commissioner",
];

/// Words of a role that alone name no office.
const SMALL: [&str; 16] =
    ["a", "an", "the", "of", "for", "in", "at", "and", "to", "on", "with", "who", "by", "from", "its", "his"];

/// Comparison of the drafted actors of an article with those of its annotator.
#[derive(Debug, Default)]
pub struct Cast {
    /// For each drafted actor its id, that of the actor who is meant, and what is wrong with the declaration.
    pub drafted: Vec<(String, Option<String>, Option<String>)>,
    /// Ids of actors that no draft declares.
    pub missed: Vec<String>,
}

impl Cast {
    /// Compares two lists of actors.
    pub fn of(gold: &[DeclaredActor], drafted: &[DeclaredActor]) -> Self {
        let mut cast = Self::default();
        for actor in drafted {
            let (meant, fault) = judge(gold, actor);
            let is_doubled = meant.is_some() && cast.drafted.iter().any(|(_, known, _)| *known == meant);
            let fault = if is_doubled { Some("is doubled".to_owned()) } else { fault };
            cast.drafted.push((actor.id.clone(), meant, fault));
        }
        let is_known = |id: &str| cast.drafted.iter().any(|(_, meant, _)| meant.as_deref() == Some(id));
        cast.missed = gold.iter().map(|actor| actor.id.clone()).filter(|id| !is_known(id)).collect();
        cast
    }

    /// Ids of the annotator for ids of the draft; an actor who is nobody of the annotator's keeps a name of its own.
    pub fn meant(&self, ids: &BTreeSet<String>) -> BTreeSet<String> {
        let one = |id: &String| {
            let known = self.drafted.iter().find(|(drafted, ..)| drafted == id);
            known.and_then(|(_, meant, _)| meant.clone()).unwrap_or_else(|| format!("?{id}"))
        };
        ids.iter().map(one).collect()
    }
}

/// Actor who is meant by a drafted one, and what is wrong with it.
fn judge(gold: &[DeclaredActor], drafted: &DeclaredActor) -> (Option<String>, Option<String>) {
    let has = |actor: &DeclaredActor, name: &str| actor.names.iter().any(|known| plain(known) == plain(name));
    let by_name = |name: &String| gold.iter().find(|actor| has(actor, name));
    let all: BTreeSet<&str> =
        drafted.names.iter().filter_map(by_name).map(|actor| actor.id.as_str()).collect();
    let Some(actor) = drafted.names.iter().find_map(by_name) else {
        let name = drafted.names.first().map_or("", String::as_str);
        return (None, Some(format!("“{name}” is not an actor of the article")));
    };
    let name = drafted.names.first().map_or("", String::as_str);
    let is_person = actor.kind == "person" && !actor.is_anonymous;
    let is_full = actor.names.first().is_some_and(|full| plain(full) == plain(name));
    let fault = if all.len() > 1 {
        Some(format!("merges {}", all.iter().copied().collect::<Vec<_>>().join(" and ")))
    } else if is_person && !is_full {
        Some(format!("“{name}” is not the full name"))
    } else if !drafted.kind.is_empty() && sort(&actor.kind) != sort(&drafted.kind) {
        Some(format!("is {}, not {}", actor.kind, drafted.kind))
    } else if !drafted.role.is_empty() && !is_role(&actor.role, &drafted.role) {
        Some(format!("has the role “{}”", drafted.role))
    } else {
        None
    };
    (Some(actor.id.clone()), fault)
}

/// Kind of an actor, as far as readers agree about it: “police” may be an organisation or a group.
fn sort(kind: &str) -> &str {
    if matches!(kind, "group" | "state") { "organisation" } else { kind }
}

/// Whether a drafted role has only words of the annotator's, the office among them. Several roles are separated by `;`.
fn is_role(gold: &str, drafted: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let all = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        all.filter(|word| word.len() > 1 && !SMALL.contains(&word.as_str())).collect()
    };
    let office = |role: &str| -> Option<String> {
        let ends = [" of ", " for ", " at ", " in ", " to ", " with ", " on ", " who ", ","];
        let end = ends.iter().filter_map(|end| role.find(end)).min().unwrap_or(role.len());
        words(&role[..end]).pop()
    };
    let (known, drafted) = (words(gold), words(drafted));
    drafted.iter().all(|word| known.contains(word))
        && gold.split(';').filter_map(office).any(|it| drafted.contains(&it))
}

/// Name for comparison: without articles, titles, capitals and full stops.
fn plain(name: &str) -> String {
    let lower = normal(name).to_lowercase().replace('.', "");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    while words.len() > 1 && BEFORE.contains(&words[0]) {
        words.remove(0);
    }
    words.join(" ").trim_end_matches("'s").trim_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Cast, is_role};
    use crate::marked::{DeclaredActor, MarkedArticle};

    fn actors(text: &str) -> Vec<DeclaredActor> {
        MarkedArticle::of_text(text).actors
    }

    /// Faults of a drafted cast.
    fn faults(drafted: &str) -> Vec<String> {
        let gold = "\
@moe: Ida Moe\n  aka: Moe; the mayor\n  role: mayor of Vardnes\n  kind: person
@lie: Tor Lie\n  kind: person
@guards: Two guards\n  kind: group
@harbour: Vardnes Harbour Board\n  aka: VHB\n  kind: organisation\n";
        let cast = Cast::of(&actors(gold), &actors(drafted));
        cast.drafted
            .into_iter()
            .filter_map(|(id, _, fault)| fault.map(|fault| format!("{id} {fault}")))
            .collect()
    }

    #[test]
    fn ids_titles_articles_and_sorts_of_bodies_do_not_matter() {
        let cast =
            "@a: Mrs. Ida Moe\n  role: Mayor\n  kind: person\n@b: two guards\n@c: the VHB\n  kind: group\n";
        assert!(faults(cast).is_empty(), "{:?}", faults(cast));
    }

    #[test]
    fn each_fault_is_found() {
        assert_eq!(faults("@a: Ida Moe\n@b: Moe\n"), ["b is doubled"]);
        assert_eq!(faults("@a: Moe\n"), ["a “Moe” is not the full name"]);
        assert_eq!(faults("@a: Ida\n"), ["a “Ida” is not an actor of the article"]);
        assert_eq!(faults("@a: Ida Moe\n  aka: Tor Lie\n"), ["a merges lie and moe"]);
        assert_eq!(faults("@a: Vardnes Harbour Board\n  kind: person\n"), ["a is organisation, not person"]);
        assert_eq!(faults("@a: Two guards\n  kind: document\n"), ["a is group, not document"]);
        assert_eq!(faults("@a: Ida Moe\n  role: night mayor\n"), ["a has the role “night mayor”"]);
        assert_eq!(faults("@a: Ida Moe\n  role: Vardnes\n"), ["a has the role “Vardnes”"]);
        assert_eq!(faults("@a: Tor Lie\n  role: mayor\n"), ["a has the role “mayor”"]);
    }

    #[test]
    fn one_of_several_roles_will_do() {
        assert!(
            is_role("captain of Lund; teacher", "teacher")
                && is_role("captain of Lund; teacher", "Lund captain")
        );
        assert!(!is_role("captain of Lund; teacher", "Lund") && !is_role("", "teacher"));
    }

    #[test]
    fn missed_actors_are_listed() {
        let cast = Cast::of(&actors("@moe: Ida Moe\n@lie: Tor Lie\n"), &actors("@lie: Tor Lie\n"));
        assert_eq!(cast.missed, ["moe"]);
        assert_eq!(
            cast.meant(&["lie".to_owned(), "x".to_owned()].into()),
            ["?x".to_owned(), "lie".to_owned()].into()
        );
    }
}
