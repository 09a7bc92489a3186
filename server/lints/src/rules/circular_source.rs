use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::document::Document;
use ascribe_markup::model::{BlockRange, Declaration, Namespace};
use ascribe_markup::scope::Scope;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "circular-source",
    severity: Severity::Warning,
    summary: "Sources that cite each other in a circle.",
    explanation: "\
A source is only as good as the sources that it cites; if the last one cites the first, none of them is first-hand.
The rule follows `cites:` from source to source, and reports one citation of each circle.

It knows only what `cites:` says. Two outlets that carry the same agency report do not form a circle.",
    bad: "^herald: Report of the Herald\n  date: 2025-03-03\n  cites: ^star\n^star: Report of the Star\n  date: 2025-03-04\n  cites: ^herald\n\nThe bridge [is safe]{claim @author ^herald}, and [open]{claim @author ^star}.\n",
    good: "^herald: Report of the Herald\n  date: 2025-03-03\n^star: Report of the Star\n  date: 2025-03-04\n  cites: ^herald\n\nThe bridge [is safe]{claim @author ^herald}, and [open]{claim @author ^star}.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(source) = context.at.block.declaration() else { return };
    if source.namespace != Namespace::Source || !is_first(context, source) {
        return;
    }
    for cited in source.ids("cites") {
        let Some(circle) = way(context.scope, &cited.id, &source.id) else { continue };
        // Of the sources in the circle that are declared here, the first by id carries the finding.
        let stands = circle.iter().filter(|id| is_here(&context.scope.document, id)).min();
        if stands.is_some_and(|id| **id != *source.id) {
            continue;
        }
        let message = if circle.len() == 1 {
            format!(
                "`^{}` cites itself. Remove the citation, or cite the source that it rests on.",
                source.id
            )
        } else {
            let through: Vec<String> = circle.iter().map(|id| format!("`^{id}`")).collect();
            format!(
                "`^{}` cites itself through {}. Find out which of them came first, and remove its citation.",
                source.id,
                through[..through.len() - 1].join(", ")
            )
        };
        findings.push(Finding::new(&RULE, cited.extent, message));
        return;
    }
}

fn is_first(context: &Context<'_>, source: &Declaration) -> bool {
    let first = context.scope.declaration(Namespace::Source, &source.id);
    first.is_some_and(|first| first.fields == source.fields)
}

fn is_here(document: &Document, id: &str) -> bool {
    document.definition_count(Namespace::Source, id) > 0
}

/// Sources on the shortest chain of citations from one source to another, including both.
fn way<'a>(scope: &'a Scope, from: &'a str, to: &'a str) -> Option<Vec<&'a str>> {
    let mut seen = BTreeSet::new();
    let mut ways = std::collections::VecDeque::from([vec![from]]);
    while let Some(way) = ways.pop_front() {
        let id = *way.last()?;
        if id == to {
            return Some(way);
        }
        if seen.insert(id) {
            let cited = scope.declaration(Namespace::Source, id).into_iter().flat_map(|it| it.ids("cites"));
            ways.extend(cited.map(|cited| [way.as_slice(), &[&*cited.id]].concat()));
        }
    }
    None
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let block = context.at.block;
    let mut fields = block.fields().iter();
    let Some(field) = fields.find(|field| field.references.iter().any(|it| it.extent == finding.extent))
    else {
        return Vec::new();
    };
    if field.references.len() > 1 {
        return Vec::new();
    }
    // The fix removes the whole line.
    let start = block.text[..field.key_extent.start as usize].rfind(['\n', '\r']).map_or(0, |at| at);
    let extent = BlockRange::new(start, field.value_extent.end as usize);
    vec![context.fix(format!("Remove `cites: {}`", field.value), extent, "")]
}
