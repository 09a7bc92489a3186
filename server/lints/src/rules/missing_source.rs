use crate::sourcing::{attribute, quotations};
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::statement;
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use ascribe_markup::model::{Declaration, Marked, Namespace};

/// Maximum number of sources to offer: more would be a list to read, not a fix to choose.
const PROPOSALS: usize = 5;

pub(super) static RULE: Rule = Rule {
    code: "missing-source",
    severity: Severity::Warning,
    summary: "An attributed quote or claim without a source.",
    explanation: "\
Readers must be able to find the words again: the IFCN's code asks for all sources, in enough detail to repeat the
work. The rule finds quotes and claims with an `@actor` but no `^source`.

The rule skips documents with a default source in the front matter (`source: ^id`), parts (`part=#label`), annotations
inside another one that has a source, statements by `@author` alone, which are on record in the article itself, and
drafts until they are accepted (`unreviewed-draft` reports those).",
    bad: "@jensen: Maria Jensen\n\n“We had no warning at all,”{@jensen} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.scope.has_default_source() {
        return;
    }
    let block = context.at.block;
    for marked in block.marked() {
        let Some(annotation) = &marked.annotation else { continue };
        let said = matches!(marked.kind(), Kind::Claim | Kind::Quote);
        let attributed = marked.actors().any(|actor| &*actor.id != AUTHOR);
        if said && attributed && !annotation.is_draft() && !has_source(context, marked) {
            let message = format!(
                "This {} has no source. \
                 Add `^id` to the annotation, or `source: ^id` to the front matter.",
                statement::noun(marked.kind(), marked.stance())
            );
            findings.push(Finding::new(&RULE, annotation.extent, message));
        }
    }
}

fn has_source(context: &Context<'_>, marked: &Marked) -> bool {
    let block = context.at.block;
    let parts = quotations::continued(block, marked, context.around)
        .or_else(|| quotations::going_on(block, marked, context.around));
    marked.sources().next().is_some()
        || marked.is_part()
        || quotations::inherits_source(block, marked)
        || parts.is_some_and(|parts| parts.sourced)
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((marked, annotation)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    let edit = |id: &str| attribute::add_item(context.at.start, annotation, &format!("^{id}"));
    let mut declared: Vec<&Declaration> = context.scope.declared(Namespace::Source).collect();
    let holds_their_words = |source: &Declaration| {
        let mut of =
            source.fields.iter().filter(|field| &*field.key == "of").flat_map(|field| &field.references);
        of.any(|of| marked.actors().any(|actor| actor.id == of.id))
    };
    declared.sort_by_key(|source| !holds_their_words(source));
    let applicability = if declared.len() == 1 { Applicability::Unsafe } else { Applicability::Manual };
    let add = |source: &&Declaration| {
        let title = format!("Add the source `^{}` ({})", source.id, source.name);
        Fix::new(title, vec![edit(&source.id)]).with(applicability)
    };
    let mut fixes: Vec<Fix> = declared.iter().take(PROPOSALS).map(add).collect();
    fixes.push(attribute::new_source(context.scope, context.at.start, annotation));
    fixes
}
