use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_markup::model::BlockKind;

pub(super) static RULE: Rule = Rule {
    code: "merge-conflict",
    severity: Severity::Error,
    summary: "A note says what `ascribe merge` could not merge.",
    explanation: "\
Two people have annotated the article, and both have changed one annotation, declaration or field in different ways.
`ascribe merge` keeps one of the versions and writes the other into a note that begins with `conflict:`. Nobody but a person
can say which is right: correct the markup below the note if need be, and delete the note.",
    bad: "@moe: Ida Moe\n^call: Phone call\n  date: 2025-03-03\n\n%% conflict: the other version has “We had no warning,”{@moe ^call stance=doubts}\n“We had no warning,”{@moe ^call} Moe said.\n",
    good: "@moe: Ida Moe\n^call: Phone call\n  date: 2025-03-03\n\n“We had no warning,”{@moe ^call} Moe said.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    let BlockKind::Note(extent) = block.kind else { return };
    let Some(conflict) = block.slice(extent).trim_start().strip_prefix("conflict:") else { return };
    let conflict = conflict.trim();
    let about = if conflict.is_empty() { "two versions differ" } else { conflict };
    let message = format!("Merge conflict: {about}. Correct the markup if need be, then delete this note.");
    findings.push(Finding::new(&RULE, extent, message));
}
