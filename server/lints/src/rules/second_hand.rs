use crate::sourcing::cue::is_statement;
use crate::sourcing::reported_speech::{ReportedSpeech, SpeechIndex, lexicon, reported_speech};
use crate::sourcing::{attribute, provenance};
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_language::lexicon::VerbEffect;
use ascribe_markup::model::{BlockRange, Marked, Namespace};
use ascribe_markup::names::Mention;
use std::cell::OnceCell;

pub(super) static RULE: Rule = Rule {
    code: "second-hand",
    severity: Severity::Hint,
    summary: "A relayed quotation or claim without `via=`.",
    explanation: "\
“…,” Putin said in an interview, Bloomberg reported: the words are Putin's, but they reach the reader through
Bloomberg. Handbooks ask that whoever relays the words be named, and only `via=` lets them be counted. The rule finds
quotations and claims with an actor but no `via=` where the sentence has both a verb for the speaker and another
declared actor who “reported” or “wrote” the words.

It recognises the relaying actor only by a declared name. It skips actors who speak for the relaying one
(`affiliation:`), parts, and languages without word lists (`lang:`).",
    bad: "@jensen: Maria Jensen\n@star: Fenwick Star\n^interview: Interview with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^interview} Jensen said, Fenwick Star reported.\n",
    good: "@jensen: Maria Jensen\n@star: Fenwick Star\n^interview: Interview with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^interview via=@star} Jensen said, Fenwick Star reported.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let hearing = Hearing::default();
    for marked in context.at.block.marked() {
        if let Some(annotation) = &marked.annotation
            && let Some(carrier) = carrier(context, marked, &hearing)
        {
            let message = format!(
                "`@{carrier}` seems to relay these words. If so, add `via=@{carrier}` to the annotation."
            );
            findings.push(Finding::new(&RULE, annotation.extent, message));
        }
    }
}

/// Lazily computed reported speech and mentions of a paragraph.
#[derive(Default)]
struct Hearing {
    heard: OnceCell<SpeechIndex>,
    mentions: OnceCell<Vec<Mention>>,
}

/// The other actor who relays a statement according to its sentence.
fn carrier(context: &Context<'_>, marked: &Marked, hearing: &Hearing) -> Option<Box<str>> {
    let annotation = marked.annotation.as_ref()?;
    if !is_statement(marked)
        || !provenance::is_attributed(marked)
        || marked.is_part()
        || annotation.attribute("via").is_some()
    {
        return None;
    }
    let heard = hearing.heard.get_or_init(|| SpeechIndex::new(reported_speech(context.scope, context.at)));
    let mut carriers = heard.touching(marked.content).filter_map(|it| relays(context, it));
    carriers.find_map(|place| {
        let mentions = hearing.mentions.get_or_init(|| context.scope.names().mentions(context.at));
        let place = context.range(place);
        let mut named = mentions.iter().filter(|it| it.range.start < place.end && place.start < it.range.end);
        named.find(|it| is_other(context, marked, &it.id)).map(|it| it.id.clone())
    })
}

/// Words for the relaying actor: “…, the Herald reported”, or, as the introduction of the statement, “The Herald
/// reported that Lund told …”.
fn relays(context: &Context<'_>, heard: &ReportedSpeech) -> Option<BlockRange> {
    if heard.carrier.is_some() {
        return heard.carrier;
    }
    let block = context.at.block;
    let lexicon = lexicon(context.scope)?;
    let is = |extent: BlockRange, effect| {
        let mut words = block.slice(extent).split(|c: char| !c.is_alphabetic());
        words.any(|word| lexicon.verb(word, effect).is_some())
    };
    let (source, _) = heard.source.as_ref()?;
    let reports = is(heard.cue?, VerbEffect::Relays);
    // The speaker must have a verb of speech, too.
    let says = heard.content.iter().any(|part| is(*part, VerbEffect::Says));
    (reports && says).then_some(*source)
}

/// Whether an actor is neither a speaker nor somebody for whom a speaker speaks.
fn is_other(context: &Context<'_>, marked: &Marked, id: &str) -> bool {
    let is_person = context
        .scope
        .declaration(Namespace::Actor, id)
        .is_none_or(|actor| matches!(actor.field("kind"), Some("person" | "group" | "state")));
    !is_person && !marked.actors().any(|actor| provenance::speaks_for(context.scope, &actor.id).contains(id))
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((marked, annotation)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    let Some(carrier) = carrier(context, marked, &Hearing::default()) else { return Vec::new() };
    let item = format!("via=@{carrier}");
    let edit = attribute::add_item(context.at, annotation, &item);
    vec![Fix::new(format!("Add `{item}`"), vec![edit]).with(Applicability::Unsafe)]
}
