//! Editor features for reading and writing.

use serde_json::{Value, json};

use crate::doc::Doc;
use crate::edits::{apply_edits, edits_for};
use crate::text::{Pos, Range, line};

/// Location in some document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// URI of the document.
    pub uri: String,
    /// Line, from 0.
    pub line: u64,
    /// Range as received.
    pub range: Value,
}

/// A document symbol, with its depth in the tree.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Name.
    pub name: String,
    /// Detail next to the name; empty if there is none.
    pub detail: String,
    /// First line of its range, from 0.
    pub line: u64,
    /// Number of enclosing symbols.
    pub depth: usize,
}

impl Doc<'_> {
    /// Text of the hover at a position.
    pub fn hover(&self, at: Pos) -> Option<String> {
        let hover = self.ask("textDocument/hover", at).expect("a hover or null");
        if let Some(range) = hover.get("range") {
            let range = self.range(range);
            assert!(range.start <= at && at <= range.end, "the hover's range {range:?} is not at {at:?}");
        }
        (!hover.is_null()).then(|| markup(&hover["contents"]))
    }

    /// Targets of a position, by `definition` or `declaration`.
    pub fn locations(&self, method: &str, at: Pos) -> Vec<Location> {
        read_locations(&self.ask(method, at).expect("locations or null"))
    }

    /// References to the symbol at a position.
    pub fn references(&self, at: Pos, declaration: bool) -> Vec<Location> {
        let mut params = self.params_at(at);
        params["context"] = json!({"includeDeclaration": declaration});
        read_locations(&self.server().request("textDocument/references", params).expect("locations or null"))
    }

    /// Document symbols, in order; asserts that a hierarchy is a valid tree.
    pub fn symbols(&self) -> Vec<Symbol> {
        let result = self.server().request("textDocument/documentSymbol", self.params()).expect("symbols");
        let mut found = Vec::new();
        let mut todo: Vec<(&Value, usize, Option<Range>)> =
            result.as_array().into_iter().flatten().rev().map(|symbol| (symbol, 0, None)).collect();
        while let Some((symbol, depth, parent)) = todo.pop() {
            let flat = symbol.get("location");
            let range = self.range(flat.map_or(&symbol["range"], |location| &location["range"]));
            if flat.is_none() {
                let name = self.range(&symbol["selectionRange"]);
                assert!(range.contains(&name), "the name lies outside of its symbol: {symbol}");
            }
            assert!(parent.is_none_or(|parent| parent.contains(&range)), "outside of its parent: {symbol}");
            let name = symbol["name"].as_str().expect("a name").to_owned();
            assert!(!name.is_empty(), "editors refuse a symbol without a name: {symbol}");
            let detail = symbol["detail"].as_str().unwrap_or_default().to_owned();
            found.push(Symbol { name, detail, line: range.start.line as u64, depth });
            let children = symbol["children"].as_array().into_iter().flatten().rev();
            todo.extend(children.map(|child| (child, depth + 1, Some(range))));
        }
        found
    }

    /// Completions at a position.
    pub fn completions(&self, at: Pos) -> Vec<Value> {
        let result = self.ask("textDocument/completion", at).expect("completions or null");
        let items = result.get("items").unwrap_or(&result);
        items.as_array().cloned().unwrap_or_default()
    }

    /// Labels of the completions at a position, without their signs and equals signs.
    pub fn completion_labels(&self, at: Pos) -> Vec<String> {
        self.completions(at).iter().map(|item| bare(item).to_owned()).collect()
    }

    /// Text after accepting the completion with a label; snippet placeholders get their default.
    pub fn complete(&self, at: Pos, label: &str) -> String {
        let items = self.completions(at);
        let item = items.iter().find(|item| bare(item) == label);
        let labels = || items.iter().map(bare).collect::<Vec<_>>();
        let item = item.unwrap_or_else(|| panic!("{label} is not among {:?} in\n{}", labels(), self.text()));
        let text = |key: &str| item["textEdit"][key].as_str().or_else(|| item[key].as_str());
        let new = text("newText").or_else(|| text("insertText")).or_else(|| text("label")).expect("a text");
        let snippet = item["insertTextFormat"] == 2;
        let new = if snippet { without_placeholders(new) } else { new.to_owned() };
        let range = item["textEdit"].get("range").or_else(|| item["textEdit"].get("insert"));
        let range = range.cloned().unwrap_or_else(|| self.wire_range(Range::new(self.word_start(at), at)));
        let mut edits = vec![json!({"range": range, "newText": new})];
        edits.extend(item["additionalTextEdits"].as_array().into_iter().flatten().cloned());
        apply_edits(self.text(), &edits, self.server().encoding())
    }

    /// Start of the word before a position, which an editor replaces by default.
    fn word_start(&self, at: Pos) -> Pos {
        let before: Vec<char> =
            line(self.text(), at.line).unwrap_or_default().chars().take(at.column).collect();
        let word = before.iter().rev().take_while(|c| c.is_alphanumeric() || "-_".contains(**c)).count();
        Pos::new(at.line, at.column - word)
    }

    /// Code actions for a range, with the diagnostics there as context; of one kind, or of all.
    pub fn actions(&self, range: Range, only: Option<&str>) -> Vec<Value> {
        let mut here = self.findings();
        here.retain(|finding| finding.range.start <= range.end && range.start <= finding.range.end);
        let diagnostics: Vec<_> = here.into_iter().map(|finding| finding.raw).collect();
        let mut params = self.params();
        params["range"] = self.wire_range(range);
        params["context"] = json!({"diagnostics": diagnostics, "triggerKind": 1});
        if let Some(kind) = only {
            params["context"]["only"] = json!([kind]);
        }
        let result = self.server().request("textDocument/codeAction", params).expect("actions or null");
        result.as_array().cloned().unwrap_or_default()
    }

    /// The single action whose title contains all the words, ignoring case.
    pub fn action(&self, range: Range, words: &[&str]) -> Value {
        let actions = self.actions(range, None);
        let title = |action: &Value| action["title"].as_str().expect("a title").to_lowercase();
        let fits =
            |action: &&Value| words.iter().all(|word| title(action).contains(word.to_lowercase().as_str()));
        let titles = || actions.iter().map(title).collect::<Vec<_>>();
        let found = actions.iter().find(fits);
        found
            .unwrap_or_else(|| panic!("no action {words:?} among {:?} in\n{}", titles(), self.text()))
            .clone()
    }

    /// Action with its edit, resolved if necessary.
    pub fn resolved(&self, action: &Value) -> Value {
        if action.get("edit").is_some() {
            return action.clone();
        }
        self.server().request("codeAction/resolve", action.clone()).expect("an action")
    }

    /// Text after an action.
    pub fn preview(&self, action: &Value) -> String {
        let resolved = self.resolved(action);
        let edits = edits_for(&resolved["edit"], self.uri());
        assert!(!edits.is_empty(), "the action does nothing here: {resolved}");
        apply_edits(self.text(), &edits, self.server().encoding())
    }

    /// Applies an action.
    pub fn apply(&mut self, action: &Value) {
        let text = self.preview(action);
        self.replace_all(&text);
    }
}

/// Text of hover contents in any of their forms.
fn markup(contents: &Value) -> String {
    match contents {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(markup).collect::<Vec<_>>().join("\n"),
        _ => contents["value"].as_str().unwrap_or_else(|| panic!("not the contents: {contents}")).to_owned(),
    }
}

fn read_locations(result: &Value) -> Vec<Location> {
    let one = [result.clone()];
    let all = if result.is_object() { &one } else { result.as_array().map_or(&[][..], Vec::as_slice) };
    let read = |place: &Value| {
        let (uri, range) = if place.get("targetUri").is_some() {
            (&place["targetUri"], &place["targetSelectionRange"])
        } else {
            (&place["uri"], &place["range"])
        };
        let line = range["start"]["line"].as_u64().expect("a line");
        Location { uri: uri.as_str().expect("a URI").to_owned(), line, range: range.clone() }
    };
    all.iter().map(read).collect()
}

/// Label of a completion, reduced to the name.
fn bare(item: &Value) -> &str {
    let label = item["label"].as_str().unwrap_or_else(|| panic!("no label: {item}"));
    label.trim_start_matches(['@', '^', '#']).trim_end_matches(['=', ':'])
}

/// Replaces the placeholders of a snippet by their defaults.
fn without_placeholders(snippet: &str) -> String {
    let (mut text, mut rest) = (String::new(), snippet);
    while let Some(at) = rest.find(['$', '\\', '}']) {
        text.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'\\' => {
                let width = tail.chars().next().map_or(0, char::len_utf8);
                text.push_str(&tail[..width]);
                &tail[width..]
            }
            b'$' => tail
                .trim_start_matches('{')
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .trim_start_matches(':'),
            _ => tail,
        };
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_show_their_defaults() {
        assert_eq!(without_placeholders("claim @${1:id} $0"), "claim @id ");
        assert_eq!(without_placeholders("{${1:x}\\}\\$"), "{x}$");
        assert_eq!(without_placeholders("${1:x}5"), "x5");
        assert_eq!(without_placeholders("plain"), "plain");
    }

    #[test]
    fn locations_come_in_three_forms() {
        let range = json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 1}});
        let one = json!({"uri": "u", "range": range});
        let link = json!({"targetUri": "u", "targetRange": null, "targetSelectionRange": range});
        for form in [one.clone(), json!([one]), json!([link])] {
            assert_eq!(read_locations(&form), [Location { uri: "u".into(), line: 2, range: range.clone() }]);
        }
        assert!(read_locations(&Value::Null).is_empty());
    }

    #[test]
    fn hover_contents_come_in_three_forms() {
        let value = json!({"kind": "markdown", "value": "a"});
        for form in [json!("a"), json!(["a"]), value] {
            assert_eq!(markup(&form), "a");
        }
    }
}
