use crate::sourcing::placeholders::is_placeholder;
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};

pub(super) static RULE: Rule = Rule {
    code: "placeholder",
    severity: Severity::Warning,
    summary: "A text that a fix has written for you to replace.",
    explanation: "\
Some fixes cannot know what belongs in a declaration: the name of a new speaker, the title of a source, the position of an
anonymous actor or the reason for the anonymity. They write a placeholder, such as “Name of the speaker”. The rule
finds these texts in names and fields until you replace them, so that no fix makes a finding disappear without an answer.

The rule knows only the texts that fixes write, and finds no other ones.",
    bad: "@speaker: Name of the speaker\n^call: Phone call\n  date: 2025-03-03\n\n“We had no warning at all,”{@speaker ^call} she said.\n",
    good: "@speaker: Maria Jensen\n^call: Phone call\n  date: 2025-03-03\n\n“We had no warning at all,”{@speaker ^call} she said.\n",
    check: Check::Block(check),
    fixes: no_fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(declaration) = context.at.block.declaration() else { return };
    let name = (&declaration.name, declaration.name_extent);
    let values = declaration.fields.iter().map(|field| (&field.value, field.value_extent));
    for (text, extent) in std::iter::once(name).chain(values).filter(|(text, _)| is_placeholder(text)) {
        let message = format!("“{}” is a placeholder. Replace it.", text.trim());
        findings.push(Finding::new(&RULE, extent, message));
    }
}
