//! User settings: what the editor shows. Settings shared by everyone who works on the articles belong to the project,
//! not here.
//!
//! They come with `initialize`, with `workspace/didChangeConfiguration`, and from clients that support
//! `workspace/configuration`.

use ascribe_markup::spelling::nearest;
use serde_json::Value;
use std::collections::HashSet;

/// Section of the client's settings.
pub const SECTION: &str = "ascribe";

/// Notification about changed settings.
pub const CHANGED: &str = "workspace/didChangeConfiguration";

/// Groups of settings that only the editor extensions read.
const OF_EDITORS: [&str; 4] = ["problems", "readingMode", "server", "trace"];

/// Features that the editor shows on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Preferences {
    /// Inlay hints: names for ids that do not spell them out.
    pub name_hints: bool,
    /// Inlay hints: likely speakers of unattributed quotations.
    pub speaker_hints: bool,
    /// Inlay hints: the document's source where an annotation names none.
    pub source_hints: bool,
    /// Code lenses.
    pub code_lens: bool,
    /// Completions with placeholders.
    pub snippets: bool,
    /// Inline completions.
    pub inline_completion: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            name_hints: true,
            speaker_hints: true,
            source_hints: false,
            code_lens: true,
            snippets: true,
            inline_completion: true,
        }
    }
}

/// One setting.
pub struct Preference {
    /// Path below [`SECTION`].
    pub key: &'static str,
    place: fn(&mut Preferences) -> &mut bool,
}

/// All settings. `editors/vscode/package.json` declares them too.
pub const PREFERENCES: [Preference; 6] = [
    Preference { key: "inlayHints.names", place: |all| &mut all.name_hints },
    Preference { key: "inlayHints.speakers", place: |all| &mut all.speaker_hints },
    Preference { key: "inlayHints.sources", place: |all| &mut all.source_hints },
    Preference { key: "codeLens.enable", place: |all| &mut all.code_lens },
    Preference { key: "completion.snippets", place: |all| &mut all.snippets },
    Preference { key: "inlineCompletion.enable", place: |all| &mut all.inline_completion },
];

impl Preferences {
    /// Applies a section, with its keys nested or joined by dots; also returns its invalid entries.
    fn with(mut self, section: &Value) -> (Self, Vec<String>) {
        let mut entries = Vec::new();
        flatten("", section, &mut entries);
        let mut faults = Vec::new();
        for (key, value) in entries {
            let group = key.split('.').next().unwrap_or_default();
            if value.is_null() || OF_EDITORS.contains(&group) {
                continue;
            }
            let known = PREFERENCES.iter().find(|preference| preference.key == key);
            match (known, value.as_bool()) {
                (Some(known), Some(value)) => *(known.place)(&mut self) = value,
                (Some(_), None) => {
                    faults.push(format!("the setting `{SECTION}.{key}` must be true or false, not {value}"));
                }
                (None, _) => {
                    let near = nearest(&key, PREFERENCES.iter().map(|known| known.key));
                    let meant =
                        near.map(|near| format!("; did you mean `{SECTION}.{near}`?")).unwrap_or_default();
                    faults.push(format!("unknown setting `{SECTION}.{key}`{meant}"));
                }
            }
        }
        (self, faults)
    }
}

/// Flattens a tree to its values by path.
fn flatten<'v>(path: &str, value: &'v Value, entries: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(below) => {
            for (key, value) in below {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, value, entries);
            }
        }
        _ if path.is_empty() => {}
        _ => entries.push((path.to_owned(), value)),
    }
}

/// Settings received from the client.
#[derive(Debug, Default)]
pub struct ClientConfig {
    /// Initialization options: the base for settings not given elsewhere.
    first: Preferences,
    now: Preferences,
    /// Invalid entries reported so far; each is reported once.
    told: HashSet<String>,
    /// Number of requests sent to the client; only the answer to the last one is applied.
    pub asked: u64,
}

impl ClientConfig {
    /// Settings in force.
    pub fn now(&self) -> Preferences {
        self.now
    }

    /// Applies the initialization options: the section itself, or an object that contains it.
    pub fn initialize(&mut self, options: Option<&Value>) {
        let Some(options) = options else { return };
        let section = section_of(options).unwrap_or_else(|| options.clone());
        self.now = self.read(&section);
        self.first = self.now;
    }

    /// Applies a section, which replaces the previous one.
    pub fn take(&mut self, section: &Value) {
        self.now = self.read(section);
    }

    fn read(&mut self, section: &Value) -> Preferences {
        let (read, faults) = self.first.with(section);
        for fault in faults {
            if self.told.insert(fault.clone()) {
                tracing::warn!("{fault}");
            }
        }
        read
    }
}

/// Extracts the section from all the settings of a client, including keys like `ascribe.codeLens`.
pub fn section_of(settings: &Value) -> Option<Value> {
    let settings = settings.as_object()?;
    let dotted = settings.iter().filter_map(|(key, value)| {
        let key = key.strip_prefix(SECTION)?.strip_prefix('.')?;
        Some((key.to_owned(), value.clone()))
    });
    let mut section: serde_json::Map<String, Value> = dotted.collect();
    if let Some(Value::Object(tree)) = settings.get(SECTION) {
        section.extend(tree.clone());
    }
    (!section.is_empty()).then_some(Value::Object(section))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    /// Parses a section; invalid entries come in a stable order, whatever the order of object members.
    fn read(section: &Value) -> (Preferences, Vec<String>) {
        let (preferences, mut faults) = Preferences::default().with(section);
        faults.sort();
        (preferences, faults)
    }

    #[test]
    fn keys_stand_in_a_tree_or_in_one_word() {
        let expected = Preferences { name_hints: false, source_hints: true, ..Preferences::default() };
        for section in [
            json!({"inlayHints": {"names": false, "sources": true}}),
            json!({"inlayHints.names": false, "inlayHints.sources": true, "codeLens": null}),
            json!({"inlayHints.names": false, "inlayHints": {"sources": true}, "trace": {"server": "messages"}}),
        ] {
            assert_eq!(read(&section), (expected, Vec::new()), "{section}");
        }
    }

    #[test]
    fn what_is_no_setting_is_told_and_the_rest_is_taken() {
        let section = json!({
            "inlayHint": {"names": false}, "codeLens": true, "colour": 1, "inlayHints": {"speakers": "no"},
            "completion": {"snippets": false}
        });
        let (preferences, faults) = read(&section);
        assert_eq!(preferences, Preferences { snippets: false, ..Preferences::default() });
        assert_eq!(
            faults,
            [
                "the setting `ascribe.inlayHints.speakers` must be true or false, not \"no\"",
                "unknown setting `ascribe.codeLens`; did you mean `ascribe.codeLens.enable`?",
                "unknown setting `ascribe.colour`",
                "unknown setting `ascribe.inlayHint.names`; did you mean `ascribe.inlayHints.names`?",
            ]
        );
        for none in [json!(null), json!([]), json!(true), json!({})] {
            assert_eq!(read(&none), (Preferences::default(), Vec::new()), "{none}");
        }
    }

    #[test]
    fn a_section_replaces_the_one_before_it_but_not_the_options() {
        let mut held = ClientConfig::default();
        held.initialize(Some(&json!({"ascribe": {"codeLens": {"enable": false}}})));
        held.take(&section_of(&json!({"ascribe.inlayHints.names": false, "other": {"names": 1}})).unwrap());
        assert!(!held.now().code_lens && !held.now().name_hints);
        held.take(&json!({}));
        assert!(!held.now().code_lens && held.now().name_hints);
        assert_eq!(section_of(&json!({"other": {"names": 1}})), None);
    }

    #[test]
    fn the_extension_declares_the_same_settings() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../editors/vscode/package.json");
        let package: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let declared = package["contributes"]["configuration"]["properties"].as_object().unwrap();
        let mut keys: Vec<&str> = declared.keys().filter_map(|key| key.strip_prefix("ascribe.")).collect();
        keys.retain(|key| !OF_EDITORS.contains(&key.split('.').next().unwrap()));
        let mut known = PREFERENCES.map(|known| known.key);
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
        let mut defaults = Preferences::default();
        for known in PREFERENCES {
            let declared = &declared[&format!("ascribe.{}", known.key)];
            assert_eq!(declared["type"], "boolean", "{}", known.key);
            assert_eq!(declared["default"], *(known.place)(&mut defaults), "{}", known.key);
            assert!(declared["markdownDescription"].is_string(), "{}", known.key);
        }
    }
}
