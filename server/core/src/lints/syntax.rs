use super::{Context, Finding, Fix, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "syntax",
    severity: Severity::Error,
    summary: "An annotation or field cannot be read.",
    explanation: "\
What stands in braces behind a quotation or a bracketed span is an annotation: a kind, `@actor`, `^source`,
`#label` and `key=value`, separated by blanks, on one line. What stands in the front matter and below a
declaration is `key: value`. The rule names what cannot be read, and what was expected in its place.

The text of an article is never a syntax error: brackets, braces and quotation marks that carry no annotation
are text.",
    bad: "The mayor said [the bridge is safe]{clam @author.\n",
    good: "The mayor said [the bridge is safe]{claim @author ^report}.\n\n^report: Inspection report\n",
    check,
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(context.at.block.problems.iter().map(|problem| Finding {
        rule: &RULE,
        extent: problem.extent,
        message: problem.message.clone(),
        related: None,
    }));
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let problems = context.at.block.problems.iter();
    let same =
        problems.filter(|problem| problem.extent == finding.extent && problem.message == finding.message);
    let fixes = same.flat_map(|problem| &problem.fixes);
    fixes
        .enumerate()
        .map(|(i, (title, extent, text))| Fix {
            preferred: i == 0,
            ..context.fix(title.clone(), *extent, text.clone())
        })
        .collect()
}
