use crate::sourcing::citations::Citations;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::{BlockRange, Declaration, Namespace};

pub(super) static RULE: Rule = Rule {
    code: "circular-source",
    severity: Severity::Warning,
    summary: "Sources that cite each other in a circle.",
    explanation: "\
A source is only as good as the sources that it cites; if the last one cites the first, none of them is first-hand.
The rule follows `cites:` from source to source. Of sources that all cite each other, directly or not, it reports one
citation at a time.

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
    let citations = Citations::of(context.scope);
    if !citations.is_first_in_circle(&source.id) {
        return;
    }
    let mut cited = source.ids("cites");
    let Some((cited, way)) = cited.find_map(|cited| Some((cited, citations.way(&cited.id, &source.id)?)))
    else {
        return;
    };
    let message = if way.len() == 1 {
        format!("`^{}` cites itself. Remove the citation, or cite the source that it rests on.", source.id)
    } else {
        format!(
            "`^{}` cites itself through {}. Find out which of them came first, and remove its citation.",
            source.id,
            through(&way[..way.len() - 1])
        )
    };
    findings.push(Finding::new(&RULE, cited.extent, message));
}

/// Sources that a message names; of a longer circle it gives the number.
const NAMED: usize = 4;

fn through(sources: &[&str]) -> String {
    let named: Vec<String> = sources.iter().take(NAMED).map(|id| format!("`^{id}`")).collect();
    let more = sources.len() - named.len();
    let named = named.join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}

fn is_first(context: &Context<'_>, source: &Declaration) -> bool {
    let first = context.scope.declaration(Namespace::Source, &source.id);
    first.is_some_and(|first| first.fields == source.fields)
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
