//! Generates the Markdown pages in `docs/rules`.

use super::{RULES, Rule};

/// Page of one rule.
pub fn page(rule: &Rule) -> String {
    let Rule { code, summary, explanation, bad, good, .. } = rule;
    let severity = rule.severity.word();
    format!(
        "\
# {code}

{summary} Severity: {severity}.

{explanation}

## Example

This gives a finding:

```ascribe
{}
```

and this gives none:

```ascribe
{}
```

## Silencing it

- in one annotation: `{{allow={code} reason=\"…\"}}`
- in one paragraph, by a note above it: `%% allow: {code} - why`
- in a whole document, in its front matter: `allow: {code}`
- in a project, or with another severity, in [`ascribe.toml`](../configuration.md): `{code} = \"off\"` below `[rules]`

[All rules](README.md)
",
        bad.trim_end(),
        good.trim_end()
    )
}

/// List of all rules, with links to their pages.
pub fn index() -> String {
    let rows: Vec<String> = RULES
        .into_iter()
        .map(|rule| {
            format!("| [`{0}`]({0}.md) | {1} | {2} |\n", rule.code, rule.severity.word(), rule.summary)
        })
        .collect();
    format!(
        "\
# Rules

What Ascribe finds, and how much it matters. Each page says what a rule is for, what it leaves alone, and how to
silence it. `ascribe explain RULE` shows the same, and `ascribe rules` the severities that hold in a folder.

| rule | severity | finds |
|---|---|---|
{}",
        rows.concat()
    )
}
