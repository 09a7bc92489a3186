use super::{Check, Context, Finding, Rule, Severity, no_fixes};
use crate::lexicon::{Lexicon, Stance};
use crate::model::{Block, Declaration, Marked, Namespace};
use crate::sourcing::frame::{self, Word};

pub(super) static RULE: Rule = Rule {
    code: "plural-single",
    severity: Severity::Info,
    summary: "“Sources say”, with one person behind it.",
    explanation: "\
Reuters: never cite sources in the plural when there is only one. The rule finds quotations, claims and opinions whose
sentence gives them to “sources”, “officials” or the like, and that have one actor, who is declared as a `kind: person`
or under a name such as “An official of the port”.

It is silent for several actors and for groups, where the sentence names the actor, and in languages without word lists
(`lang:`). An actor of whom nothing says how many they are counts as several.",
    bad: "@official: An official of the port\n  kind: person\n^call: Phone call with an official\n  date: 2025-03-03\n\nOfficials said [the bridge is safe]{claim @official ^call}.\n",
    good: "@official: An official of the port\n  kind: person\n^call: Phone call with an official\n  date: 2025-03-03\n\nAn official said [the bridge is safe]{claim @official ^call}.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(lexicon) = frame::lexicon(context.scope) else { return };
    let block = context.at.block;
    for marked in block.marked().iter().filter(|marked| frame::is_statement(marked)) {
        let mut actors = marked.actors();
        let (Some(actor), None) = (actors.next(), actors.next()) else { continue };
        let Some(declared) = context.scope.declaration(Namespace::Actor, &actor.id) else { continue };
        let Some(word) = several(lexicon, block, marked).filter(|_| is_one(lexicon, declared)) else {
            continue;
        };
        let named = declared.names().any(|name| {
            frame::before(block, marked).iter().chain(&frame::behind(block, marked)).any(|word| {
                word.is_capital && name.split_whitespace().any(|part| part == block.slice(word.extent))
            })
        });
        if !named {
            let text = block.slice(word.extent);
            let message = format!(
                "“{text}” are several, but `@{}` is one. Say it in the singular, or add the others to the annotation.",
                actor.id
            );
            findings.push(Finding::new(&RULE, word.extent, message).about(marked));
        }
    }
}

/// Whether an actor is one person by what is declared.
fn is_one(lexicon: &Lexicon, actor: &Declaration) -> bool {
    if let Some(kind) = actor.field("kind") {
        return kind == "person";
    }
    let name = actor.name.to_lowercase();
    let mut words = name.split_whitespace();
    let counts_one = words.next().is_some_and(|first| matches!(first, "a" | "an" | "one"));
    counts_one && words.any(|word| lexicon.is("singular", word))
}

/// The word for several people to whom the sentence gives something.
fn several(lexicon: &Lexicon, block: &Block, marked: &Marked) -> Option<Word> {
    let is_plural = |word: &&Word| lexicon.is("plural", &word.lower);
    let says = |word: &Word| lexicon.verb(&word.lower, Stance::Says).is_some();
    for words in [frame::before(block, marked), frame::behind(block, marked)] {
        for pair in words.windows(2) {
            let [first, second] = pair else { continue };
            if is_plural(&first) && says(second) && !second.is_parted {
                return Some(first.clone());
            }
        }
    }
    let behind = frame::behind(block, marked);
    match behind.as_slice() {
        [verb, plural, ..] if says(verb) && is_plural(&plural) => Some(plural.clone()),
        _ => None,
    }
}
