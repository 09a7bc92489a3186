//! Decodes HTML entities. Only those with a semicolon are: `AT&T` and `&c.` are text.

use super::{Damage, windows1252};

/// Maximum length of an entity in bytes; the longest name has 31 letters.
const LONGEST: usize = 40;

/// Decodes all entities of a text, including those whose `&` is an entity itself.
pub(super) fn decode(text: &str, damage: &mut Damage) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = text[from..].find('&').map(|at| from + at) {
        out.push_str(&text[from..at]);
        from = at + 1;
        if let Some((decoded, length)) = nested(&text[at..]) {
            damage.add(text, at, &text[at..at + length], &decoded);
            out.push_str(&decoded);
            from = at + length;
        } else {
            out.push('&');
        }
    }
    out + &text[from..]
}

/// Entity at the start of a text, decoded, and its length in bytes: `&amp;quot;` is one.
fn nested(text: &str) -> Option<(String, usize)> {
    let (mut decoded, mut length) = entity(text.strip_prefix('&')?)?;
    length += 1;
    while decoded == "&" {
        let Some((inner, more)) = entity(&text[length..]) else { break };
        decoded = inner;
        length += more;
    }
    Some((decoded, length))
}

/// Entity without its `&` at the start of a text, decoded, and its length in bytes.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    if text.as_bytes()[end] != b';' {
        return None;
    }
    let entity = format!("&{};", &text[..end]);
    let decoded = html_escape::decode_html_entities(&entity);
    let decoded: String = decoded.chars().map(|c| windows1252::of_control(c).unwrap_or(c)).collect();
    (decoded != entity).then_some((decoded, end + 1))
}
