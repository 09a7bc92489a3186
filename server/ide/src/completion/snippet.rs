//! Snippet syntax of the protocol.

/// Text that a snippet inserts before any placeholder is filled in: its default, its first choice, or nothing.
///
/// ```
/// use ascribe_ide::completion::without_placeholders;
///
/// assert_eq!(without_placeholders("verdict=${1|true,false|} note=\"$2\" ${3:x\\}}"), "verdict=true note=\"\" x}");
/// ```
pub fn without_placeholders(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut rest = snippet;
    // Placeholders of the server do not nest.
    let mut in_placeholder = false;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        rest = match c {
            '\\' => {
                let escaped = behind.chars().next();
                text.extend(escaped);
                &behind[escaped.map_or(0, char::len_utf8)..]
            }
            '$' => {
                let braces = behind.strip_prefix('{');
                let number = braces.unwrap_or(behind);
                let inside = number.trim_start_matches(|c: char| c.is_ascii_digit());
                in_placeholder = braces.is_some();
                match (braces, inside.chars().next()) {
                    (Some(_), Some('|')) => {
                        in_placeholder = false;
                        let (choices, behind) = inside[1..].split_once("|}").unwrap_or((&inside[1..], ""));
                        text.push_str(choices.split(',').next().unwrap_or_default());
                        behind
                    }
                    (Some(_), Some(':')) => &inside[1..],
                    _ => inside,
                }
            }
            '}' if in_placeholder => {
                in_placeholder = false;
                behind
            }
            c => {
                text.push(c);
                behind
            }
        };
    }
    text
}
