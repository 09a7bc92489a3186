//! Parses a page, with bounded work: the parser of the web accepts any nesting, and its work grows with the depth.

use dom_query::{Document, NodeRef};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};

/// Maximum number of nodes of a page. Pages of newspapers have some thousand.
const MOST_NODES: usize = 100_000;

/// Maximum depth of a page, in elements. Browsers cut off at 512.
const MOST_DEPTH: usize = 256;

/// Maximum size of a page in bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Maximum number of attributes of an element. The parser compares each with those before it.
const MOST_ATTRIBUTES: usize = 5000;

/// Bytes that are parsed before the limits are checked again.
const PIECE: usize = 1024;

/// Tree of a page.
///
/// # Errors
/// If the page is too large or nested too deeply.
pub fn parse(html: &str) -> Result<Document, String> {
    if html.len() > MOST_BYTES {
        return Err(format!(
            "is too large for a page: {} bytes (at most {MOST_BYTES}); save only the article",
            html.len()
        ));
    }
    if has_crowded_tag(html) {
        return Err(format!(
            "has an element with more than {MOST_ATTRIBUTES} attributes; save only the article"
        ));
    }
    let mut parser = parse_document(Document::default(), ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, others) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        parser.process(piece.into());
        rest = others;
        let page = &parser.tokenizer.sink.sink;
        // Nodes are added at the end, so the last ones are the deepest that have grown.
        let depth =
            std::iter::successors(Some(page.root()), NodeRef::last_child).take(MOST_DEPTH + 1).count();
        if depth > MOST_DEPTH || page.tree.len() > MOST_NODES {
            return Err(format!(
                "is nested too deeply or has too many elements for a page (at most {MOST_DEPTH} and {MOST_NODES}); save only the article"
            ));
        }
    }
    Ok(parser.finish())
}

/// Whether a tag, or what looks like one in a script, has more attributes than a page may have.
fn has_crowded_tag(html: &str) -> bool {
    let (mut attributes, mut is_tag, mut quote, mut before) = (0, false, None, b' ');
    for byte in html.bytes() {
        if quote == Some(byte) {
            quote = None;
        } else if quote.is_none() && !is_tag {
            is_tag = before == b'<' && byte.is_ascii_alphabetic();
            attributes = 0;
        } else if quote.is_none() {
            match byte {
                b'>' => is_tag = false,
                b'"' | b'\'' if before == b'=' => quote = Some(byte),
                // A name begins here.
                _ if !is_blank(byte) && (is_blank(before) || matches!(before, b'"' | b'\'')) => {
                    attributes += 1;
                }
                _ => {}
            }
        }
        if attributes > MOST_ATTRIBUTES {
            return true;
        }
        // Blanks may stand between a `=` and its quotation mark.
        if !(before == b'=' && is_blank(byte)) {
            before = byte;
        }
    }
    false
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn pages_that_would_take_long_are_refused() {
        let attributes = " a='>'".repeat(6000);
        let packed = "a=\"\"".repeat(6000);
        for page in [
            "<div>".repeat(300),
            "<div><object></div>".repeat(300),
            "<p>a".repeat(60_000),
            format!("<p{attributes}>"),
            format!("<p {packed}>"),
            "a".repeat(17 << 20),
        ] {
            let error = parse(&page).err().unwrap_or_default();
            assert!(error.ends_with("; save only the article"), "{}: {error}", &page[..20]);
        }
        for page in [
            "<p>a".repeat(40_000),
            "<p a='>' b>".repeat(6000),
            "“né” 👩 ".repeat(100_000),
            "<div>".repeat(200) + &"</div>".repeat(200),
        ] {
            assert_eq!(parse(&page).err(), None, "{}", page.chars().take(9).collect::<String>());
        }
    }
}
