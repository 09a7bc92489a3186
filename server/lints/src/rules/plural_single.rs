use crate::sourcing::cue::{self, is_statement};
use crate::sourcing::reported_speech::{SpeechIndex, lexicon, reported_speech};
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_drafting::phrases::described::Phrase;
use ascribe_language::lexicon::Lexicon;
use ascribe_language::normal_form::normal;
use ascribe_markup::Edit;
use ascribe_markup::model::{Block, Declaration, Namespace};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "plural-single",
    severity: Severity::Info,
    summary: "“Sources say”, with only one person behind it.",
    explanation: "\
Reuters: never cite sources in the plural when there is only one. The rule finds quotations, claims and opinions that
their sentence attributes to “sources”, “officials” or the like, and that have one actor, declared as `kind: person`
or under a name such as “An official of the port”.

The rule skips annotations with several actors, groups, paragraphs that name the actor, and languages without word
lists (`lang:`). An actor that may be several people counts as several.",
    bad: "@official: An official of the port\n  kind: person\n^call: Phone call with an official\n  date: 2025-03-03\n\nOfficials said [the bridge is safe]{claim @official ^call}.\n",
    good: "@official: An official of the port\n  kind: person\n^call: Phone call with an official\n  date: 2025-03-03\n\nAn official said [the bridge is safe]{claim @official ^call}.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    let Some(lexicon) = lexicon(context.scope) else { return };
    if !cue::has_word(block, |word| lexicon.is("plural", word)) {
        return;
    }
    let mut all = None;
    let names = OnceCell::new();
    for marked in block.marked().iter().filter(|marked| is_statement(marked)) {
        let mut actors = marked.actors();
        let (Some(actor), None) = (actors.next(), actors.next()) else { continue };
        let Some(declared) = context.scope.declaration(Namespace::Actor, &actor.id) else { continue };
        let names = names.get_or_init(|| names_in(block, lexicon));
        let mut parts = declared.names().flat_map(str::split_whitespace);
        let is_named = parts.any(|part| names.contains(&normal(part)));
        if is_named || !is_one(lexicon, declared) {
            continue;
        }
        let all = all.get_or_insert_with(|| SpeechIndex::new(reported_speech(context.scope, context.at)));
        let sources = all.touching(marked.content).filter_map(|heard| heard.source.as_ref());
        let several = sources.filter(|(_, phrase)| is_several(lexicon, phrase.as_ref()));
        findings.extend(several.take(1).map(|(source, _)| {
            let message = format!(
                "“{}” is plural, but `@{}` is one person. Use the singular, or add the others to the annotation.",
                block.slice(*source),
                actor.id
            );
            let related = Some((Namespace::Actor, actor.id.clone()));
            Finding { related, ..Finding::new(&RULE, *source, message).about(marked) }
        }));
    }
}

/// Words of a paragraph that may be names, in normal form.
fn names_in<'a>(block: &'a Block, lexicon: &Lexicon) -> HashSet<Cow<'a, str>> {
    let words = cue::words(block, 0..block.content).into_iter();
    let names = words.filter(|word| word.is_capital && !lexicon.is("articles", &word.lower));
    names.map(|word| normal(block.slice(word.extent))).collect()
}

/// Declares the actor as a group, if it is declared in this document.
fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let document = &context.scope.document;
    let Some((_, id)) = &finding.related else { return Vec::new() };
    let place = document.first_definition(Namespace::Actor, id);
    let Some(at) = place.and_then(|place| document.block_at(place.start)) else { return Vec::new() };
    let Some(actor) = at.block.declaration() else { return Vec::new() };
    let kind = actor.fields.iter().find(|field| &*field.key == "kind");
    let edit = if let Some(kind) = kind {
        Edit::replace(kind.value_extent.at(at.start), "group")
    } else {
        let end = document.line_ending();
        Edit::insert(actor.name_extent.at(at.start).end, format!("{end}  kind: group"))
    };
    vec![Fix::new(format!("Declare `@{id}` as a group (`kind: group`)"), vec![edit])]
}

/// Whether a source phrase means several people and names none of them.
fn is_several(lexicon: &Lexicon, phrase: Option<&Phrase>) -> bool {
    let Some(Phrase::Actors(actors)) = phrase else { return false };
    actors.iter().all(|actor| actor.name.is_empty() && lexicon.is("plural", &actor.head))
}

/// Whether an actor is declared as one person.
fn is_one(lexicon: &Lexicon, actor: &Declaration) -> bool {
    if let Some(kind) = actor.field("kind") {
        return kind == "person";
    }
    let name = actor.name.to_lowercase();
    let mut words = name.split_whitespace();
    let counts_one = words.next().is_some_and(|first| matches!(first, "a" | "an" | "one"));
    counts_one && words.any(|word| lexicon.is("singular", word))
}
