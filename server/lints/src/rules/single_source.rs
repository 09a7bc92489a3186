use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind, Sort};
use crate::sourcing::attribute;
use crate::sourcing::citations::Citations;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_language::stance::Stance;
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use ascribe_markup::model::{Annotation, Declaration, Marked, Namespace};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "single-source",
    severity: Severity::Info,
    summary: "A contested claim without a named speaker that rests on one source.",
    explanation: "\
The Associated Press asks for more than one source, and Reuters calls a story on a single unnamed one the exception.
The rule finds claims that somebody contradicts, denies or corrects in the document, and that rest on one source:
their own, those of annotations that support or repeat them, and `evidence=` all lead to the same one through
`cites:`.

It considers claims of the article itself (`@author`) and of anonymous actors. Claims of a named speaker are skipped,
since one record shows that they were made; so are claims that answer another one, those with a verdict, and what is not
claimed but denied, asked and so on (`stance=`). Contradictions count only if `denies=`, `contradicts=` or `corrects=` says
so, or if `stance=denies` stands beside `repeats=`: who denies the words does not repeat the claim. Only those who assert
the words back a claim by repeating it, and only those who assert or deny something by supporting it.",
    bad: "@clerks: Two clerks of the council\n  anonymous: yes\n  reason: not allowed to speak to reporters\n@jensen: Maria Jensen\n^briefing: Conversation with two clerks\n  date: 2025-03-03\n^call: Phone call with Maria Jensen\n  date: 2025-03-04\n\nTwo clerks said [the report was hidden]{claim #hidden @clerks ^briefing}. “I have never seen it,”{@jensen ^call denies=#hidden} Jensen said.\n",
    good: "@clerks: Two clerks of the council\n  anonymous: yes\n  reason: not allowed to speak to reporters\n@jensen: Maria Jensen\n^briefing: Conversation with two clerks\n  date: 2025-03-03\n^register: Register of letters received\n  date: 2025-02-20\n^call: Phone call with Maria Jensen\n  date: 2025-03-04\n\nTwo clerks said [the report was hidden]{claim #hidden @clerks ^briefing ^register}. “I have never seen it,”{@jensen ^call denies=#hidden} Jensen said.\n",
    check: Check::Document { provide, find },
    fixes,
};

/// Relations that contest another claim.
const CONTESTING: [&str; 3] = ["denies", "contradicts", "corrects"];

/// Relations that contest another claim where the actor denies the words: those of the claim, if they repeat it.
const DENYING: [&str; 4] = ["denies", "contradicts", "corrects", "repeats"];

/// Relations of an annotation that back another claim.
fn backing(stance: Option<Stance>) -> &'static [&'static str] {
    match stance {
        Some(Stance::Asserts) => &["supports", "repeats"],
        Some(Stance::Denies) => &["supports"],
        _ => &[],
    }
}

/// Relations of an annotation that contest another claim.
fn contesting(stance: Option<Stance>) -> &'static [&'static str] {
    if stance == Some(Stance::Denies) { &DENYING } else { &CONTESTING }
}

/// Whether somebody claims the words.
fn is_claim(marked: &Marked) -> bool {
    marked.kind() == Kind::Claim && marked.stance() == Some(Stance::Asserts)
}

/// Labels in this document to which the given relations of an annotation point.
fn related<'a>(annotation: &'a Annotation, keys: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let attributes = annotation.attributes().filter(move |attribute| keys.contains(&&*attribute.key));
    let labels = attributes.flat_map(|attribute| &attribute.references);
    labels.filter(|label| label.document.is_none()).map(|label| &*label.id)
}

/// Original sources of an annotation, or of the document's default source if it has none.
fn roots<'a>(context: &Context<'a>, marked: &'a Marked) -> BTreeSet<&'a str> {
    let evidence = marked.annotation.iter().filter_map(|annotation| annotation.attribute("evidence"));
    let own = marked.sources().chain(evidence.flat_map(|attribute| &attribute.references));
    let mut own: Vec<&str> = own.map(|source| &*source.id).filter(|id| !id.is_empty()).collect();
    if own.is_empty() {
        let default = context.scope.document.front_matter("source").into_iter();
        own.extend(default.flat_map(|field| &field.references).map(|source| &*source.id));
    }
    let citations = Citations::of(context.scope);
    own.into_iter().flat_map(|id| citations.roots(id)).collect()
}

fn provide(context: &Context<'_>, facts: &mut Vec<Fact>) {
    for marked in context.at.block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        if is_claim(marked) {
            let labels = annotation.labels().filter(|label| !label.id.is_empty());
            facts.extend(labels.map(|label| Fact::query(FactKey::claim(&label.id))));
        }
        let stance = marked.stance();
        let contested = related(annotation, contesting(stance));
        facts.extend(contested.map(|label| Fact::new(FactKey::claim(label), FactKind::Contested)));
        let mut backed = related(annotation, backing(stance)).peekable();
        let roots = backed.peek().map(|_| roots(context, marked)).unwrap_or_default();
        for label in backed {
            let facts_of = |root: &&str| Fact::new(FactKey::claim(label), FactKind::Backed((*root).into()));
            facts.extend(roots.iter().map(facts_of));
        }
    }
}

fn find(context: &Context<'_>, across: &Across<'_>, findings: &mut Vec<Finding>) {
    for marked in context.at.block.marked().iter().filter(|marked| is_claim(marked)) {
        let Some(annotation) = &marked.annotation else { continue };
        let answers = ["answers"];
        if annotation.attribute("verdict").is_some()
            || related(annotation, &CONTESTING).chain(related(annotation, &answers)).next().is_some()
            || has_name(context, marked)
        {
            continue;
        }
        let own = roots(context, marked);
        for label in annotation.labels() {
            let key = FactKey::claim(&label.id);
            if !across.has_fact(key, Sort::Contested) {
                continue;
            }
            let backed = across.facts(key).into_iter().filter_map(|(_, kind)| match kind {
                FactKind::Backed(root) => Some(&**root),
                _ => None,
            });
            let all: BTreeSet<&str> = own.iter().copied().chain(backed).collect();
            if let (1, Some(only)) = (all.len(), own.first()) {
                let message = format!(
                    "This claim is contested and rests on one source, `^{only}`. \
                     Add a second, independent source, or say that there is none."
                );
                findings.push(Finding::new(&RULE, annotation.extent, message));
                break;
            }
        }
    }
}

/// Whether a named actor makes the claim, or no actor is given.
fn has_name(context: &Context<'_>, marked: &Marked) -> bool {
    !marked.actors().any(|actor| {
        let declared = context.scope.declaration(Namespace::Actor, &actor.id);
        &*actor.id == AUTHOR || declared.is_some_and(Declaration::is_anonymous)
    })
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let annotated = context.at.block.annotated_at(finding.extent);
    let new = annotated.map(|(_, it)| attribute::new_source(context.scope, context.at, it));
    new.into_iter().collect()
}
