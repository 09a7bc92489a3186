use super::{Check, Context, Finding, Fix, Mending, Rule, Severity};
use crate::lexicon::Stance;
use crate::model::{Marked, Namespace};
use crate::names::Mention;
use crate::sourcing::{attribute, frame, standing};

pub(super) static RULE: Rule = Rule {
    code: "second-hand",
    severity: Severity::Hint,
    summary: "Words that the sentence has from somebody else, who is not named by `via=`.",
    explanation: "\
“…,” Putin said in an interview, Bloomberg reported: the words are one's, and what we have of them is the other's.
Handbooks ask that the carrier be named, and so that it can be counted it belongs into `via=`. The rule finds quotations
and claims with an actor but no `via=` whose sentence names another declared actor directly before “reported” or
“wrote”, and has a verb for who says it, too.

It knows carriers only by the names of declared actors. It is silent where the actor speaks for the carrier
(`affiliation:`), for parts, and in languages without word lists (`lang:`).",
    bad: "@jensen: Maria Jensen\n@star: Fenwick Star\n^interview: Interview with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^interview} Jensen said, Fenwick Star reported.\n",
    good: "@jensen: Maria Jensen\n@star: Fenwick Star\n^interview: Interview with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^interview via=@star} Jensen said, Fenwick Star reported.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut mentions = None;
    for marked in context.at.block.marked() {
        if let Some(annotation) = &marked.annotation
            && let Some(carrier) = carrier(context, marked, &mut mentions)
        {
            let message = format!(
                "The sentence has this from `@{0}`. If so, add `via=@{0}` to its braces.",
                carrier.id
            );
            findings.push(Finding::new(&RULE, annotation.extent, message));
        }
    }
}

/// The other actor from whom the sentence has a statement.
fn carrier(context: &Context<'_>, marked: &Marked, mentions: &mut Option<Vec<Mention>>) -> Option<Mention> {
    let block = context.at.block;
    let annotation = marked.annotation.as_ref()?;
    if !frame::is_statement(marked)
        || !standing::is_attributed(marked)
        || marked.is_part()
        || annotation.attribute("via").is_some()
    {
        return None;
    }
    let lexicon = frame::lexicon(context.scope)?;
    let around = [frame::before(block, marked), frame::behind(block, marked)];
    // Who relays it and who says it have a verb each.
    let says = |word: &&frame::Word| lexicon.verb(&word.lower, Stance::Says).is_some();
    if around.iter().flatten().filter(says).count() < 2 {
        return None;
    }
    for words in &around {
        for (place, verb) in words.iter().enumerate().skip(1) {
            if lexicon.verb(&verb.lower, Stance::Relays).is_none() || verb.is_parted {
                continue;
            }
            let before = words[place - 1].extent;
            let mentions = mentions.get_or_insert_with(|| context.scope.names().mentions(context.at));
            let ends = |mention: &&Mention| {
                let end = context.range(before).end;
                mention.range.start < end && end <= mention.range.end
            };
            if let Some(found) =
                mentions.iter().find(ends).filter(|found| is_other(context, marked, &found.id))
            {
                return Some(found.clone());
            }
        }
    }
    None
}

/// Whether an actor is another one than those who speak, and than those for whom they speak.
fn is_other(context: &Context<'_>, marked: &Marked, id: &str) -> bool {
    let is_person = context
        .scope
        .declaration(Namespace::Actor, id)
        .is_none_or(|actor| matches!(actor.field("kind"), Some("person" | "group" | "state")));
    !is_person && !marked.actors().any(|actor| standing::speaks_for(context.scope, &actor.id).contains(id))
}

fn fixes(context: &Mending<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((marked, annotation)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    let Some(carrier) = carrier(context, marked, &mut None) else { return Vec::new() };
    let item = format!("via=@{}", carrier.id);
    let edit = attribute::add_item(context.at.start, annotation, &item);
    vec![Fix { title: format!("Add `{item}`"), edits: vec![edit], preferred: true }]
}
