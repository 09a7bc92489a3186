//! Generated files: the template of `ascribe.toml`, its JSON Schema, and the page about profiles.

use super::{ConfigKey, FILE, PROFILES, Profile, Values, keys};
use crate::RULES;
use ascribe_markup::policy::house::{HouseList, MAX_HOUSE_BYTES, MAX_HOUSE_ENTRIES};
use ascribe_markup::policy::{LIMITS, level_word};
use std::fmt::Write as _;

/// URL of the schema.
const SCHEMA_URL: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/docs/ascribe.schema.json");

/// Template for a new project, with every setting commented out; extends `profile`, if given.
pub fn template(profile: Option<&Profile>) -> String {
    let profiles: Vec<String> = PROFILES.iter().map(|profile| format!("`{}`", profile.name)).collect();
    let extends = match profile {
        Some(profile) => format!("extends = \"{}\"", profile.name),
        None => "# extends = \"ap\"".to_owned(),
    };
    let mut rules = String::new();
    for rule in RULES {
        let level = profile.map_or(Some(rule.severity), |profile| profile.level(rule));
        // Writing to a string does not fail.
        let _ = writeln!(rules, "# {}\n# {} = \"{}\"\n", rule.summary, rule.code, level_word(level));
    }
    let mut limits = String::new();
    for limit in LIMITS {
        let _ = writeln!(limits, "# {}\n# {} = {}\n", limit.summary, limit.key, limit.default);
    }
    format!(
        "\
#:schema {SCHEMA_URL}
# What Ascribe checks in this folder and below, in editors and on the command line.

# Ignore the `{FILE}` of every folder above.
# root = true

# A profile to start from: {}.
{extends}

# Each rule is `error`, `warning`, `info`, `hint` or `off`. The values below are the defaults.
[rules]
{rules}[limits]
{limits}# Words that the house avoids, each with what it writes instead, or `true`; names as it spells them.
# [house.verbs]
# \"stated\" = \"said\"
# [house.phrases]
# \"going forward\" = \"from now on\"
# [house.names]
# \"Kiev\" = \"Kyiv\"

# Who reviews drafts: accepting one writes `reviewed-by=@desk` into its annotation.
# [review]
# by = \"@desk\"

# Other severities for some documents; the globs are relative to this folder.
# [[overrides]]
# files = [\"wire/**\", \"*.draft.ascribe\"]
# [overrides.rules]
# unattributed-quote = \"hint\"
",
        profiles.join(", ")
    )
}

/// JSON Schema of `ascribe.toml`.
pub fn schema() -> String {
    let tables = keys(&[]).into_iter().filter(|key| matches!(key.values, Values::Table));
    let definitions = tables.map(|key| (key.name, [key.name], key.summary));
    let definitions = definitions.map(|(name, path, summary)| {
        format!(
            "    {}: {{\n      \"description\": {},\n{}\n    }},\n",
            json(name),
            json(summary),
            table(&path, 6)
        )
    });
    let definitions: Vec<String> = definitions.collect();
    format!(
        r#"{{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": {id},
  "title": "{FILE}",
  "description": "What Ascribe checks in a folder and below.",
{root},
  "definitions": {{
{definitions}    "override": {{
      "required": ["files"],
{overrides}
    }}
  }}
}}
"#,
        id = json(SCHEMA_URL),
        root = table(&[], 2),
        definitions = definitions.concat(),
        overrides = table(&["overrides"], 6),
    )
}

/// Members of the schema of a table, indented.
fn table(path: &[&str], indent: usize) -> String {
    let pad = " ".repeat(indent);
    let properties: Vec<String> = keys(path)
        .iter()
        .map(|key| {
            let members = members(key);
            let lines: Vec<String> =
                members.iter().map(|(name, value)| format!("{pad}    {}: {value}", json(name))).collect();
            format!("{pad}  {}: {{\n{}\n{pad}  }}", json(key.name), lines.join(",\n"))
        })
        .collect();
    format!(
        "{pad}\"type\": \"object\",\n{pad}\"additionalProperties\": false,\n{pad}\"properties\": {{\n{}\n{pad}}}",
        properties.join(",\n")
    )
}

/// Members of the schema of a key, with their values as JSON.
fn members(key: &ConfigKey) -> Vec<(&'static str, String)> {
    let description = match key.values {
        // Without a default, the words need an explanation.
        Values::Words(words, None) | Values::Bases(words) => {
            let told = words.iter().map(|word| format!("- `{}`: {}", word.word, word.summary));
            format!("{}\n\n{}", key.summary, told.collect::<Vec<_>>().join("\n"))
        }
        _ => key.summary.to_owned(),
    };
    let described = |rest: Vec<(&'static str, String)>| {
        std::iter::once(("description", json(&description))).chain(rest).collect::<Vec<_>>()
    };
    let of_type = |name: &str| ("type", json(name));
    match key.values {
        // Next to a reference, everything else is ignored.
        Values::Table => vec![("$ref", json(&format!("#/definitions/{}", key.name)))],
        Values::Tables => described(vec![
            of_type("array"),
            ("items", r##"{ "$ref": "#/definitions/override" }"##.to_owned()),
        ]),
        Values::HouseList(list) => {
            let avoided = if list == HouseList::Phrases { "[true, false]" } else { "[false]" };
            let length = format!(r#""minLength": 1, "maxLength": {MAX_HOUSE_BYTES}"#);
            let value =
                format!(r#"{{ "anyOf": [{{ "type": "string", {length} }}, {{ "enum": {avoided} }}] }}"#);
            described(vec![
                of_type("object"),
                ("maxProperties", MAX_HOUSE_ENTRIES.to_string()),
                ("propertyNames", format!("{{ {length} }}")),
                ("additionalProperties", value),
            ])
        }
        Values::Boolean => described(vec![of_type("boolean"), ("default", "false".to_owned())]),
        Values::Words(words, default) => {
            let list: Vec<String> = words.iter().map(|word| json(word.word)).collect();
            let mut members = vec![of_type("string"), ("enum", format!("[{}]", list.join(", ")))];
            members.extend(default.map(|default| ("default", json(default))));
            described(members)
        }
        Values::Bases(words) => {
            let list: Vec<String> = words.iter().map(|word| json(word.word)).collect();
            let path = json(r"/|\.[Tt][Oo][Mm][Ll]$|^\.\.?$");
            let one =
                format!(r#"{{ "enum": [{}] }}, {{ "type": "string", "pattern": {path} }}"#, list.join(", "));
            let list = format!(r#"{{ "type": "array", "items": {{ "anyOf": [{one}] }} }}"#);
            described(vec![("anyOf", format!("[{one}, {list}]"))])
        }
        Values::Number(limit) => described(vec![
            of_type("integer"),
            ("minimum", limit.least.to_string()),
            ("maximum", limit.most.to_string()),
            ("default", limit.default.to_string()),
        ]),
        Values::Globs => described(vec![(
            "anyOf",
            r#"[{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]"#.to_owned(),
        )]),
        Values::Actor => described(vec![of_type("string"), ("pattern", json("^@"))]),
    }
}

/// Encodes a text as a JSON string.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Markdown page about the profiles.
pub fn profiles_page() -> String {
    let mut page = String::from(
        "\
# Profiles

A profile is a set of severities to start from: `extends = \"ap\"` in [`ascribe.toml`](configuration.md). The rules set in
the file itself take precedence over the profile. A rule that is not listed here keeps its default severity.
",
    );
    for profile in PROFILES {
        // Writing to a string does not fail.
        let _ = write!(page, "\n## `{}`\n\n{}\n", profile.name, profile.summary);
        if profile.settings.is_empty() {
            continue;
        }
        let _ = writeln!(page, "\n| rule | severity | reason |\n|---|---|---|");
        for setting in profile.settings {
            let (code, level) = (setting.code, level_word(setting.level));
            let _ = writeln!(page, "| [`{code}`](rules/{code}.md) | {level} | {} |", setting.reason);
        }
    }
    page
}
