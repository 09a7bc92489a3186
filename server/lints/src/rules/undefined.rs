//! `undefined-actor`, `undefined-source` and `undefined-label`: one check for three namespaces.

use super::stray_markup;
use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind, Sort};
use crate::sourcing::declare;
use crate::sourcing::misplaced::misplaced_id;
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::{BlockRange, ItemKind, Namespace, Reference, removal};
use ascribe_markup::scope::Resolution;
use ascribe_markup::text::is_separator;

/// File extension of documents.
const ENDING: &str = ".ascribe";

pub(super) static ACTOR: Rule = Rule {
    code: "undefined-actor",
    severity: Severity::Error,
    summary: "An `@id` without a declaration.",
    explanation: "\
An actor is declared as `@id: Name`, in the document or in a `cast.ascribe` of its folder or a folder above. The rule
finds every `@id` in an annotation or a field that has no declaration, and suggests the id that may be meant.
`@author`, the article's own author, needs no declaration.",
    bad: "@jensen: Maria Jensen\n\n“The bridge is quite safe,”{@jensn ^report} Maria Jensen said.\n\n^report: Inspection report\n  date: 2025-03-03\n",
    good: "@jensen: Maria Jensen\n\n“The bridge is quite safe,”{@jensen ^report} Maria Jensen said.\n\n^report: Inspection report\n  date: 2025-03-03\n",
    check: Check::Document {
        provide: |context, facts| provide(Namespace::Actor, context, facts),
        find: |context, across, findings| check(&ACTOR, Namespace::Actor, context, Some(across), findings),
    },
    fixes,
};

pub(super) static SOURCE: Rule = Rule {
    code: "undefined-source",
    severity: Severity::Error,
    summary: "A `^id` without a declaration.",
    explanation: "\
A source is declared as `^id: Title`, in the document or in a `cast.ascribe` of its folder or a folder above. The rule
finds every `^id` in an annotation or a field that has no declaration, and suggests the id that may be meant.",
    bad: "The bridge [is safe]{claim @author ^reprot}, and [open]{claim @author ^report}.\n\n^report: Inspection report\n  date: 2025-03-03\n",
    good: "The bridge [is safe]{claim @author ^report}, and [open]{claim @author ^report}.\n\n^report: Inspection report\n  date: 2025-03-03\n",
    check: Check::Document {
        provide: |context, facts| provide(Namespace::Source, context, facts),
        find: |context, across, findings| check(&SOURCE, Namespace::Source, context, Some(across), findings),
    },
    fixes,
};

pub(super) static LABEL: Rule = Rule {
    code: "undefined-label",
    severity: Severity::Error,
    summary: "A `#label` that no annotation has.",
    explanation: "\
A relation such as `denies=#label` refers to the annotation with `#label` in the same document, or, as
`document#label`, in another one, given by its relative path without the extension. The rule finds relations that
refer to nothing.",
    bad: "The bridge [is not safe]{claim @author denies=#safe}.\n",
    good: "The bridge [is safe]{claim #safe @author}. It [is not]{claim @author denies=#safe}.\n",
    check: Check::Block(|context, findings| check(&LABEL, Namespace::Label, context, None, findings)),
    fixes,
};

/// Ids of which the block asks whether their declarations are text, and those whose declarations are.
fn provide(namespace: Namespace, context: &Context<'_>, facts: &mut Vec<Fact>) {
    // Otherwise nothing would be said about them.
    if stray_markup::RULE.level(&context.scope.policy).is_none() {
        return;
    }
    if let Some(id) = misplaced_id(context, namespace) {
        facts.push(Fact::new(FactKey::id(namespace, id), FactKind::Misplaced));
    }
    let references = context.at.block.references();
    let own = references.filter(|reference| reference.namespace == namespace && !reference.id.is_empty());
    let undefined = own.filter(|reference| context.scope.resolve(reference) == Resolution::Unknown);
    facts.extend(undefined.map(|reference| Fact::query(FactKey::id(namespace, &reference.id))));
}

fn check(
    rule: &'static Rule,
    namespace: Namespace,
    context: &Context<'_>,
    across: Option<&Across<'_>>,
    findings: &mut Vec<Finding>,
) {
    for reference in context.at.block.references() {
        if reference.namespace != namespace || reference.id.is_empty() {
            continue;
        }
        let message = match context.scope.resolve(reference) {
            Resolution::Found => continue,
            // The parts that are not read may define it.
            Resolution::Unknown if !context.scope.is_whole() => continue,
            Resolution::NoDocument => no_document(reference.document.as_deref().unwrap_or_default()),
            // `stray-markup` reports a declaration that is text.
            Resolution::Unknown
                if across.is_some_and(|it| {
                    it.has_fact(FactKey::id(namespace, &reference.id), Sort::Misplaced)
                }) =>
            {
                continue;
            }
            Resolution::Unknown => unknown(context, reference),
        };
        findings.push(Finding::new(rule, reference.extent, message));
    }
}

fn no_document(path: &str) -> String {
    match path.strip_suffix(ENDING) {
        Some(path) => format!("A reference to a document omits the extension. Write `{path}`."),
        None => format!(
            "The document `{path}{ENDING}` does not exist in this workspace. \
             Write its path relative to this document, without `{ENDING}`."
        ),
    }
}

fn unknown(context: &Context<'_>, reference: &Reference) -> String {
    let Reference { namespace, id, .. } = reference;
    let (sign, noun) = (namespace.sign(), namespace.noun());
    let near = context.scope.nearest(reference).map(|near| format!("Did you mean `{sign}{near}`?"));
    if let Some(document) = &reference.document {
        let mend = near.unwrap_or_else(|| format!("Add `#{id}` to the annotation that is meant."));
        return format!("No annotation in `{document}` has the label `#{id}`. {mend}");
    }
    let mend = near.unwrap_or_else(|| match namespace {
        Namespace::Actor => format!("Declare it as `@{id}: Name`."),
        Namespace::Source => format!("Declare it as `^{id}: Title`."),
        Namespace::Label => format!("Add `#{id}` to the annotation that is meant."),
    });
    match namespace {
        Namespace::Label => format!("No annotation has the label `#{id}`. {mend}"),
        _ => format!("The {noun} `{sign}{id}` is not declared. {mend}"),
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let block = context.at.block;
    let Some(reference) = block.reference_at(finding.extent) else { return Vec::new() };
    let sign = reference.namespace.sign();
    let mut fixes = Vec::new();
    if let Some(near) = context.scope.nearest(reference) {
        let title = format!("Change to `{sign}{near}`");
        fixes.push(context.fix(title, reference.id_extent, near).with(Applicability::Unsafe));
    }
    if let Some((path, short)) =
        reference.document.as_deref().and_then(|p| Some((p, p.strip_suffix(ENDING)?)))
    {
        let start = reference.extent.start;
        let extent = BlockRange { start, end: start + path.len() as u32 };
        let fix = context.fix(format!("Change to `{short}`"), extent, short);
        fixes.push(fix.with(Applicability::Unsafe));
    }
    if reference.namespace == Namespace::Label {
        fixes.extend(remove_relation(context, reference));
    } else if reference.document.is_none() {
        let edit = declare::declaration(&context.scope.document, reference.namespace, &reference.id, None);
        let title = format!("Declare the {} `{sign}{}`", reference.namespace.noun(), reference.id);
        fixes.push(Fix::new(title, vec![edit]));
    }
    fixes
}

/// Removes the reference from its list, or the attribute if the list has no other. `None` if the annotation would
/// become empty.
fn remove_relation(context: &Context<'_>, reference: &Reference) -> Option<Fix> {
    let block = context.at.block;
    let (_, annotation) = block.annotated_at(reference.extent)?;
    let item = annotation.item_at(reference.extent)?;
    let ItemKind::Attribute(attribute) = &item.kind else { return None };
    let value = attribute.value_extent;
    let before = block.slice(BlockRange { end: reference.extent.start, ..value });
    let behind = block.slice(BlockRange { start: reference.extent.end, ..value });
    let (extent, blank) = if let Some(separator) = before.rfind([',', ';']) {
        (BlockRange { start: value.start + separator as u32, end: reference.extent.end }, "")
    } else if let Some(separator) = behind.find([',', ';']) {
        let rest = &behind[separator + 1..];
        let blanks = rest.len() - rest.trim_start_matches(is_separator).len();
        (BlockRange { end: reference.extent.end + (separator + 1 + blanks) as u32, ..reference.extent }, "")
    } else if annotation.items.len() > 1 {
        removal(&block.text, item.extent)
    } else {
        return None;
    };
    Some(context.fix(format!("Remove `{}`", block.slice(reference.extent)), extent, blank))
}
