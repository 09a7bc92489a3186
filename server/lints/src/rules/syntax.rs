use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::Applicability;
use ascribe_markup::gate::Intent;
use ascribe_markup::model::Problem;
use ascribe_markup::scope::Place;
use std::sync::Arc;

pub(super) static RULE: Rule = Rule {
    code: "syntax",
    severity: Severity::Error,
    summary: "Invalid syntax in an annotation, a declaration or a field.",
    explanation: "\
Braces directly after a quotation or a bracketed span are an annotation: a kind, `@actor`, `^source`, `#label` and
`key=value`, separated by spaces, on one line. The lines of the front matter, and those below a declaration, are
`key: value`. The rule reports what cannot be read, and what was expected in its place.

Where items are written loosely, it says what is meant: a value with spaces belongs in quotation marks, `via @id` lacks its
`=`, a list has no spaces, items have no commas between them. The fix for that is safe if nothing else in the annotation
is unclear.

The text of an article is never a syntax error: brackets, braces and quotation marks without an annotation are text.

A document that is too large or too dense is read as far as memory allows, about 12 MB of an annotated article or 1 MB of
nothing but markup. The rule marks where the rest begins. Likewise, the documents that one document refers to, and the
`cast.ascribe` above it, are read up to about 6 MB of annotated articles. If that is not all of them, the rule says so at
the start of the document, and no undefined ids are reported in it.",
    bad: "The mayor said [the bridge is safe]{clam @author.\n",
    good: "The mayor said [the bridge is safe]{claim @author ^report}.\n\n^report: Inspection report\n  date: 2025-03-03\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let problems = &context.at.block.problems;
    findings.extend(problems.iter().map(|problem| Finding {
        most_applicable:
            problem.fixes.iter().map(|fix| fix.applicability).fold(Applicability::Unsafe, Ord::max),
        ..Finding::new(&RULE, problem.extent, Arc::clone(&problem.message))
    }));
    if context.at.index == 0 {
        findings.extend(cut(context));
    }
}

/// Finding about other documents that are not read to their ends, at the start of the document that sees them.
fn cut(context: &Context<'_>) -> Option<Finding> {
    let name = match context.scope.first_cut()? {
        Place::Here => return None,
        Place::Cast(_) => "cast.ascribe".to_owned(),
        Place::Linked(place) => format!("{}.ascribe", context.scope.linked.get(place)?.0),
    };
    let message = format!(
        "`{name}` is not read to its end: alone or together, the documents that this one sees are too large. \
         Undefined ids are not reported. Split the documents, or refer to fewer of them."
    );
    Some(Finding::new(&RULE, context.at.block.first_line(), message))
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let is_it = |problem: &&Problem| problem.extent == finding.extent && *problem.message == *finding.message;
    let same = context.problems_at(finding.extent.start).filter(is_it);
    let mut fixes: Vec<Fix> = same
        .flat_map(|problem| &problem.fixes)
        .map(|fix| context.fix(fix.title.clone(), fix.extent, fix.text.clone()).with(fix.applicability))
        .collect();
    // An unclosed annotation has swallowed words of the article, which a fix gives back.
    if let Some(open) = context.unclosed_at(finding.extent.start as usize) {
        let intent = Intent::UnclosedAnnotation(context.range(open));
        fixes = fixes.into_iter().map(|fix| fix.meant(intent.clone())).collect();
    }
    fixes
}
