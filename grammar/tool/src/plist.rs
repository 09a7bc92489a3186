//! `TextMate` grammars as property lists, which Sublime reads instead of JSON.

use serde_json::{Map, Value};
use std::fmt::Write;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- Generated from editors/vscode/syntaxes by `cargo xtask grammar`. -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
"#;

/// The grammar as a property list, for files `*.ascribe`.
pub fn from_json(grammar: &str) -> Result<String, String> {
    let mut grammar: Map<String, Value> =
        serde_json::from_str(grammar).map_err(|error| format!("the grammar of VS Code: {error}"))?;
    grammar.insert("fileTypes".into(), ["ascribe"].as_slice().into());
    let mut out = HEAD.to_owned();
    write_value(&mut out, &Value::Object(grammar), "")?;
    out.push_str("</plist>\n");
    Ok(out)
}

fn write_value(out: &mut String, value: &Value, indent: &str) -> Result<(), String> {
    let inner = format!("{indent}  ");
    match value {
        Value::Object(entries) => {
            let _ = writeln!(out, "{indent}<dict>");
            for (key, value) in entries {
                let _ = writeln!(out, "{inner}<key>{}</key>", escaped(key));
                write_value(out, value, &inner)?;
            }
            let _ = writeln!(out, "{indent}</dict>");
        }
        Value::Array(values) => {
            let _ = writeln!(out, "{indent}<array>");
            for value in values {
                write_value(out, value, &inner)?;
            }
            let _ = writeln!(out, "{indent}</array>");
        }
        Value::String(text) => {
            let _ = writeln!(out, "{indent}<string>{}</string>", escaped(text));
        }
        other => return Err(format!("the grammar of VS Code has {other}, which no TextMate grammar needs")),
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
