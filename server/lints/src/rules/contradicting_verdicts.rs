use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind};
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::{Annotation, Attribute, Item, ItemKind, Namespace, removal};

pub(super) static RULE: Rule = Rule {
    code: "contradicting-verdicts",
    severity: Severity::Warning,
    summary: "Two different verdicts on one claim.",
    explanation: "\
A fact check reaches one verdict. The rule finds a second `verdict=` in one annotation, and a verdict on a claim that
`repeats` another one, or is repeated elsewhere, with a different verdict, in this document or in one that it links
to. It reports the later verdict.

Verdicts are compared by their words: “mostly-false” and “false” differ. Two claims count as the same only if
`repeats=` says so. A verdict is about the marked words, whatever the stance of their actors: if they are false, they are
false where somebody denies them (`stance=denies`), too.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nShe said [the bridge is safe]{claim #safe @jensen ^call verdict=false}, and that it is [quite safe]{claim @jensen ^call repeats=#safe verdict=mixed}.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\nShe said [the bridge is safe]{claim #safe @jensen ^call verdict=false}, and that it is [quite safe]{claim @jensen ^call repeats=#safe verdict=false}.\n",
    check: Check::Document { provide, find },
    fixes,
};

/// Annotations of a block with a verdict, each with its index in the block.
fn judged<'a>(context: &Context<'a>) -> impl Iterator<Item = (u32, &'a Annotation, &'a Attribute)> {
    let marked = context.at.block.marked().iter().zip(0..);
    marked.filter_map(|(marked, number)| {
        let annotation = marked.annotation.as_ref()?;
        let verdict = annotation.attribute("verdict").filter(|verdict| !verdict.value.is_empty())?;
        Some((number, annotation, verdict))
    })
}

/// Labels of the claim that an annotation is about: its own, and those it repeats in this document.
fn labels(annotation: &Annotation) -> impl Iterator<Item = &str> {
    let repeated = annotation.attributes().filter(|attribute| &*attribute.key == "repeats");
    let repeated = repeated.flat_map(|attribute| &attribute.references).filter(|it| it.document.is_none());
    annotation.labels().chain(repeated).map(|label| &*label.id).filter(|id| !id.is_empty())
}

fn provide(context: &Context<'_>, facts: &mut Vec<Fact>) {
    for (number, annotation, verdict) in judged(context) {
        facts.extend(
            labels(annotation).map(|label| {
                Fact::new(FactKey::claim(label), FactKind::Verdict(number, verdict.value.clone()))
            }),
        );
    }
}

fn find(context: &Context<'_>, across: &Across<'_>, findings: &mut Vec<Finding>) {
    for (number, annotation, verdict) in judged(context) {
        let mut verdicts = annotation.attributes().filter(|attribute| &*attribute.key == "verdict");
        if let Some(second) = verdicts.find(|other| other.value != verdict.value && !other.value.is_empty()) {
            let message = "This annotation has two verdicts. Remove one of them.";
            findings.push(Finding::new(&RULE, second.value_extent, message));
        }
        let others = labels(annotation).find_map(|label| {
            let facts = across.facts(FactKey::claim(label));
            let mut other = facts.into_iter().filter_map(|(at, kind)| match kind {
                FactKind::Verdict(place, other) => Some(((at.index, *place), other.clone())),
                _ => None,
            });
            let here = (context.at.index, number);
            let other = other.find(|(place, other)| *place < here && **other != *verdict.value)?;
            Some((format!("`#{label}`"), other.1, Some((Namespace::Label, label.into()))))
        });
        if let Some((label, other, related)) = others.or_else(|| linked(context, annotation, &verdict.value))
        {
            let message = format!(
                "The claim {label} has a different verdict, `{other}`. Use one verdict, or annotate what is new as a separate claim."
            );
            findings.push(Finding { related, ..Finding::new(&RULE, verdict.value_extent, message) });
        }
    }
}

/// Another verdict: name of the claim, the verdict, and the label if it is in this document.
type Other = (String, Box<str>, Option<(Namespace, Box<str>)>);

/// Different verdict of a claim in another document that this annotation repeats.
fn linked(context: &Context<'_>, annotation: &Annotation, verdict: &str) -> Option<Other> {
    let repeats = annotation.attributes().filter(|attribute| &*attribute.key == "repeats");
    repeats.flat_map(|attribute| &attribute.references).find_map(|reference| {
        let path = reference.document.as_deref()?;
        let (_, document) = context.scope.linked_document(path)?;
        let (at, _) = document.definitions(Namespace::Label, &reference.id).next()?;
        let mut annotations = at.block.annotations();
        let other = annotations.find(|it| it.labels().any(|label| label.id == reference.id))?;
        let other =
            other.attribute("verdict").filter(|other| *other.value != *verdict && !other.value.is_empty())?;
        Some((format!("`{path}#{}`", reference.id), other.value.clone(), None))
    })
}

/// Offers to remove the later verdict; which one is right is for a person to decide.
fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let block = context.at.block;
    let Some((_, annotation)) = block.annotated_at(finding.extent) else { return Vec::new() };
    let is_it = |item: &&Item| match &item.kind {
        ItemKind::Attribute(verdict) => verdict.value_extent == finding.extent,
        _ => false,
    };
    // An empty annotation would be a finding of its own.
    let item = annotation.item_at(finding.extent).filter(is_it).filter(|_| annotation.items.len() > 1);
    let remove = |item: &Item| {
        let title = format!("Remove `{}`", block.slice(item.extent));
        let (extent, blank) = removal(&block.text, item.extent);
        context.fix(title, extent, blank)
    };
    item.map(remove).into_iter().collect()
}
