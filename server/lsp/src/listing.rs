//! Lists of things at their places, kept as JSON by stretches of a document: where a stretch has only moved, nothing but its
//! lines is written anew.

use crate::json::Json;
use std::sync::Arc;

/// An array of items, each of which has a comma before it in these texts.
pub fn array<'a>(texts: impl Iterator<Item = &'a Arc<str>>) -> Json {
    let mut json = Json::from("[");
    let mut texts = texts.filter(|text| !text.is_empty());
    // There is no comma before the first one.
    texts.next().into_iter().for_each(|text| json.share(text, 1));
    texts.for_each(|text| json.share(text, 0));
    json.push("]");
    json
}

/// Adds items with places in a stretch that started at the line `from`, and starts at the line `to` now.
pub fn push_moved(json: &mut String, items: &str, from: usize, to: usize) {
    // Within a text there would be a backslash before the second quotation mark.
    const LINE: &str = r#""line":"#;
    let mut rest = items;
    if from != to {
        while let Some((before, behind)) = rest.split_once(LINE) {
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let (line, behind) = behind.split_at(digits);
            // It has been written from a number, and stands in the stretch.
            let line = line.parse::<usize>().unwrap_or(from).saturating_sub(from) + to;
            json.push_str(before);
            json.push_str(LINE);
            json.push_str(&line.to_string());
            rest = behind;
        }
    }
    json.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_move() {
        let message = serde_json::to_string("Not \"line\":3, and “line”: 7").unwrap_or_default();
        let written = |lines: [usize; 2]| {
            let at = lines.map(|line| format!(r#"{{"line":{line},"character":9}}"#));
            let one = format!(r#",{{"range":{{"start":{},"end":{}}},"message":{message}}}"#, at[0], at[1]);
            one.repeat(2)
        };
        let mut moved = "[".to_owned();
        push_moved(&mut moved, &written([8, 10]), 8, 99);
        assert_eq!(moved, ["[", &written([99, 101])].concat());
        push_moved(&mut moved, &written([99, 101]), 99, 0);
        push_moved(&mut moved, &written([7, 8]), 7, 7);
        assert_eq!(moved, ["[", &written([99, 101]), &written([0, 2]), &written([7, 8])].concat());
    }
}
