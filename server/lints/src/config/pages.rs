//! Generated files: the template of `ascribe.toml`, its JSON Schema, and the page about profiles.

use super::{FILE, PROFILES, Profile};
use crate::RULES;
use ascribe_markup::policy::{LIMITS, level_word, level_words};
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
{limits}# Who reviews drafts: accepting one writes `reviewed-by=@desk` into its annotation.
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
    let names: Vec<String> = PROFILES.iter().map(|profile| json(profile.name)).collect();
    let told: Vec<String> =
        PROFILES.iter().map(|profile| format!("- `{}`: {}", profile.name, profile.summary)).collect();
    let levels = level_words().map(json).collect::<Vec<_>>().join(", ");
    let rules: Vec<String> = RULES
        .iter()
        .map(|rule| {
            let summary = json(rule.summary);
            let default = json(rule.severity.word());
            format!(
                r#"        {}: {{
          "description": {summary},
          "type": "string",
          "enum": [{levels}],
          "default": {default}
        }}"#,
                json(rule.code)
            )
        })
        .collect();
    let limits: Vec<String> = LIMITS
        .iter()
        .map(|limit| {
            format!(
                r#"        {}: {{
          "description": {},
          "type": "integer",
          "minimum": {},
          "maximum": {},
          "default": {}
        }}"#,
                json(limit.key),
                json(limit.summary),
                limit.least,
                limit.most,
                limit.default
            )
        })
        .collect();
    let section = r##""extends": { "$ref": "#/definitions/extends" },
        "rules": { "$ref": "#/definitions/rules" },
        "limits": { "$ref": "#/definitions/limits" },
        "review": { "$ref": "#/definitions/review" }"##;
    format!(
        r##"{{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": {id},
  "title": "{FILE}",
  "description": "What Ascribe checks in a folder and below.",
  "type": "object",
  "additionalProperties": false,
  "properties": {{
    "root": {{
      "description": "Ignore the `{FILE}` of every folder above.",
      "type": "boolean",
      "default": false
    }},
    {outer},
    "overrides": {{
      "description": "Settings for some documents only; the last match wins.",
      "type": "array",
      "items": {{ "$ref": "#/definitions/override" }}
    }}
  }},
  "definitions": {{
    "extends": {{
      "description": {told},
      "type": "string",
      "enum": [{names}]
    }},
    "rules": {{
      "description": "The severity of each rule.",
      "type": "object",
      "additionalProperties": false,
      "properties": {{
{rules}
      }}
    }},
    "limits": {{
      "description": "The limits that rules apply.",
      "type": "object",
      "additionalProperties": false,
      "properties": {{
{limits}
      }}
    }},
    "review": {{
      "description": "The review of drafts.",
      "type": "object",
      "additionalProperties": false,
      "properties": {{
        "by": {{
          "description": "The actor who reviews drafts, as in `@desk`: accepting a draft writes `reviewed-by=` into its annotation.",
          "type": "string",
          "pattern": "^@"
        }}
      }}
    }},
    "override": {{
      "type": "object",
      "additionalProperties": false,
      "required": ["files"],
      "properties": {{
        "files": {{
          "description": "Globs of documents, relative to the folder of this file: `*` stays in a folder, `**` does not; a glob without `/` applies in every folder.",
          "anyOf": [{{ "type": "string" }}, {{ "type": "array", "items": {{ "type": "string" }} }}]
        }},
        {section}
      }}
    }}
  }}
}}
"##,
        id = json(SCHEMA_URL),
        outer = section.replace("        ", "    "),
        told = json(&format!("A profile, whose severities to start from.\n\n{}", told.join("\n"))),
        names = names.join(", "),
        rules = rules.join(",\n"),
        limits = limits.join(",\n"),
    )
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
