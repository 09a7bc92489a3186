//! Edits proposed by the server.

use serde_json::Value;

use crate::text::{Encoding, offset};

/// Edits of one document in a `WorkspaceEdit`, in either of its forms.
pub fn edits_for(edit: &Value, uri: &str) -> Vec<Value> {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let versioned = array(&edit["documentChanges"]);
    let of_document = versioned.iter().filter(|change| change["textDocument"]["uri"] == uri);
    let mut edits: Vec<Value> = of_document.flat_map(|change| array(&change["edits"])).collect();
    edits.extend(array(&edit["changes"][uri]));
    edits
}

/// Applies `TextEdit`s, all of which refer to the original text.
pub fn apply_edits(text: &str, edits: &[Value], encoding: Encoding) -> String {
    let mut parts: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = encoding.range_from_wire(text, &edit["range"]);
            let new = edit["newText"].as_str().unwrap_or_else(|| panic!("not an edit: {edit}"));
            (offset(text, range.start), offset(text, range.end), new)
        })
        .collect();
    // Insertions at one position keep their order.
    parts.sort_by_key(|(start, end, _)| (*start, *end));
    let (mut result, mut done) = (String::new(), 0);
    for (start, end, new) in parts {
        assert!(done <= start, "edits overlap: {edits:?}");
        result.push_str(&text[done..start]);
        result.push_str(new);
        done = end;
    }
    result + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn edit(from: u32, to: u32, text: &str) -> Value {
        let at = |character: u32| json!({"line": 1, "character": character});
        json!({"range": {"start": at(from), "end": at(to)}, "newText": text})
    }

    #[test]
    fn edits_speak_of_the_text_before() {
        let edits = [edit(4, 5, "-"), edit(2, 2, "["), edit(2, 2, "("), edit(0, 2, "")];
        assert_eq!(apply_edits("\n𝕏ab c\n", &edits, Encoding::Utf16), "\n[(ab-c\n");
    }

    #[test]
    #[should_panic(expected = "overlap")]
    fn overlapping_edits_are_refused() {
        apply_edits("\nabc", &[edit(0, 2, ""), edit(1, 3, "")], Encoding::Utf8);
    }

    #[test]
    fn both_forms_of_an_edit_are_read() {
        let (old, new) = (edit(0, 1, "a"), edit(1, 1, "b"));
        let changes = json!({"changes": {"u": [&old], "v": [new]}});
        assert_eq!(edits_for(&changes, "u"), [old]);
        let versioned = json!({"documentChanges": [
            {"kind": "create", "uri": "u"},
            {"textDocument": {"uri": "u", "version": 3}, "edits": [new]},
        ]});
        assert_eq!(edits_for(&versioned, "u"), [new]);
        assert!(edits_for(&versioned, "v").is_empty());
    }
}
