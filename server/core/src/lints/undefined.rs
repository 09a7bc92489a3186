//! `undefined-actor`, `undefined-source` and `undefined-label`: one check for three namespaces.

use super::{Context, Finding, Fix, Rule, Severity};
use crate::features::declare;
use crate::model::{Namespace, Reference};
use crate::scope::Resolution;

pub(super) static ACTOR: Rule = Rule {
    code: "undefined-actor",
    severity: Severity::Error,
    summary: "An `@id` that no declaration has.",
    explanation: "\
An actor is declared as `@id: Name` in the document or in a `cast.ascribe` of its folder or a folder above.
The rule finds every `@id` in an annotation or a field that resolves to none, and says which id it may have
meant. `@author`, the article's own author, needs no declaration.",
    bad: "@jensen: Maria Jensen\n\n“The bridge is quite safe,”{@jensn ^report} she said.\n\n^report: Inspection report\n",
    good: "@jensen: Maria Jensen\n\n“The bridge is quite safe,”{@jensen ^report} she said.\n\n^report: Inspection report\n",
    check: |context, findings| check(&ACTOR, Namespace::Actor, context, findings),
    fixes,
};

pub(super) static SOURCE: Rule = Rule {
    code: "undefined-source",
    severity: Severity::Error,
    summary: "A `^id` that no declaration has.",
    explanation: "\
A source is declared as `^id: Title` in the document or in a `cast.ascribe` of its folder or a folder above.
The rule finds every `^id` in an annotation or a field that resolves to none, and says which id it may have
meant.",
    bad: "The bridge [is safe]{claim @author ^reprot}.\n\n^report: Inspection report\n",
    good: "The bridge [is safe]{claim @author ^report}.\n\n^report: Inspection report\n",
    check: |context, findings| check(&SOURCE, Namespace::Source, context, findings),
    fixes,
};

pub(super) static LABEL: Rule = Rule {
    code: "undefined-label",
    severity: Severity::Error,
    summary: "A `#label` that no annotation has.",
    explanation: "\
A relation such as `denies=#label` points at the annotation that carries `#label` in the same document, or
with `document#label` in another one, whose path is relative and has no extension. The rule finds relations
that point at nothing.",
    bad: "The bridge [is not safe]{claim @author denies=#safe}.\n",
    good: "The bridge [is safe]{claim #safe @author}. It [is not]{claim @author denies=#safe}.\n",
    check: |context, findings| check(&LABEL, Namespace::Label, context, findings),
    fixes,
};

fn check(rule: &'static Rule, namespace: Namespace, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for reference in context.at.block.references() {
        if reference.namespace != namespace || reference.id.is_empty() {
            continue;
        }
        let message = match context.scope.resolve(reference) {
            Resolution::Found => continue,
            Resolution::NoDocument => {
                let document = reference.document.as_deref().unwrap_or_default();
                format!("There is no document `{document}.ascribe` here.")
            }
            Resolution::Unknown => unknown(context, reference),
        };
        findings.push(Finding { rule, extent: reference.extent, message, related: None });
    }
}

fn unknown(context: &Context<'_>, reference: &Reference) -> String {
    let Reference { namespace, id, .. } = reference;
    let (sign, noun) = (namespace.sign(), namespace.noun());
    let mend = match (nearest(context, reference), namespace) {
        (Some(near), _) => format!("Did you mean `{sign}{near}`?"),
        (None, Namespace::Actor) => format!("Declare it: `@{id}: Name`."),
        (None, Namespace::Source) => format!("Declare it: `^{id}: Title`."),
        (None, Namespace::Label) => format!("Put `#{id}` into the braces of the annotation that is meant."),
    };
    match &reference.document {
        Some(document) => format!("No annotation in `{document}` has the label `#{id}`."),
        None => format!("No {noun} `{sign}{id}` is known here. {mend}"),
    }
}

fn nearest<'a>(context: &Context<'a>, reference: &Reference) -> Option<&'a str> {
    if reference.document.is_some() {
        return None;
    }
    crate::spelling::nearest(&reference.id, context.scope.ids(reference.namespace))
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let mut references = context.at.block.references();
    let Some(reference) = references.find(|reference| reference.extent == finding.extent) else {
        return Vec::new();
    };
    let sign = reference.namespace.sign();
    let mut fixes = Vec::new();
    if let Some(near) = nearest(context, reference) {
        let title = format!("Change to `{sign}{near}`");
        fixes.push(context.fix(title, reference.id_extent, near).preferred());
    }
    if reference.document.is_none() && reference.namespace != Namespace::Label {
        let edit = declare::declaration(&context.scope.document, reference.namespace, &reference.id, None);
        let title = format!("Declare the {} `{sign}{}`", reference.namespace.noun(), reference.id);
        fixes.push(Fix { title, edits: vec![edit], preferred: false });
    }
    if reference.document.is_none() && reference.namespace == Namespace::Label {
        fixes.extend(remove_relation(context, reference));
    }
    fixes
}

fn remove_relation(context: &Context<'_>, reference: &Reference) -> Option<Fix> {
    let annotations = context.at.block.marked().iter().filter_map(|marked| marked.annotation.as_ref());
    let items = annotations.flat_map(|annotation| &annotation.items);
    let mut around = items.filter(|item| {
        item.extent.start <= reference.extent.start && reference.extent.end <= item.extent.end
    });
    let item = around.next()?;
    let mut extent = item.extent;
    if context.at.block.text.as_bytes()[..extent.start as usize].ends_with(b" ") {
        extent.start -= 1;
    }
    let text = context.at.block.slice(item.extent);
    Some(context.fix(format!("Remove `{text}`"), extent, ""))
}
