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

The rule reports this:

```ascribe
{}
```

but not this:

```ascribe
{}
```

## Silencing it

- in one annotation: `{{allow={code} reason=\"…\"}}`
- in one paragraph, by a note above it: `%% allow: {code} - why`
- in a whole document, in its front matter: `allow: {code}`
- in a project, or with another severity, in [`ascribe.toml`](../configuration.md): `{code} = \"off\"` under `[rules]`

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

The rules and their default severities. Each page explains what a rule is for, what it skips, and how to silence it.
`ascribe explain RULE` shows the same, and `ascribe rules` lists the severities that apply in a folder.

| rule | severity | finds |
|---|---|---|
{}",
        rows.concat()
    )
}
