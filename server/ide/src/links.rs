//! Document links: web pages, labels of other documents, and ids in fields.

use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{BlockKind, BlockRange, ItemKind, Namespace, Reference};
use ascribe_markup::scope::{Place, Scope};
use std::fmt::Write as _;
use std::ops::Range;

/// Target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// Web page: an `http` or `https` address in ASCII, nothing else.
    Page(String),
    /// Document, with a byte offset to go to, if any.
    Document(Place, Option<usize>),
}

/// Document link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Byte range to click.
    pub range: Range<usize>,
    /// Target of the link.
    pub target: LinkTarget,
    /// Tooltip; empty if the link speaks for itself.
    pub tooltip: String,
}

/// Allowed URL schemes. Others may do more than show a page.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// Whether a link to another document must be written in a quoted value.
pub fn needs_quotes(link: &str) -> bool {
    link.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}'))
}

/// Links of a document, in order and disjoint.
pub fn links(scope: &Scope) -> Vec<Link> {
    let mut links: Vec<Link> = scope.document.blocks().flat_map(|at| block(scope, at)).collect();
    links.sort_by_key(|link| link.range.start);
    links
}

fn block(scope: &Scope, at: BlockAt<'_>) -> Vec<Link> {
    let block = at.block;
    let mut links = Vec::new();
    if let BlockKind::Note(text) = block.kind {
        links.extend(pages(at, text, ""));
    }
    for field in block.fields() {
        links.extend(pages(at, field.value_extent, what(&field.key)));
        links.extend(field.references.iter().filter_map(|reference| declaration(scope, at, reference)));
    }
    let annotations = block.annotations();
    for item in annotations.flat_map(|annotation| &annotation.items) {
        if let ItemKind::Attribute(attribute) = &item.kind {
            links.extend(pages(at, attribute.value_extent, what(&attribute.key)));
            links.extend(attribute.references.iter().filter_map(|reference| in_other(scope, at, reference)));
        }
    }
    links
}

fn what(key: &str) -> &'static str {
    if key == "archive" { "Archived copy" } else { "" }
}

/// Link to the declaration of an actor or source.
fn declaration(scope: &Scope, at: BlockAt<'_>, reference: &Reference) -> Option<Link> {
    let (namespace, id) = (reference.namespace, &*reference.id);
    let declaration = scope.declaration(namespace, id)?;
    let (place, document) =
        scope.layers().find(|(_, document)| document.definition_count(namespace, id) > 0)?;
    let target = LinkTarget::Document(place, document.first_definition(namespace, id).map(|id| id.start));
    Some(Link { range: reference.extent.at(at.start), target, tooltip: declaration.name.to_string() })
}

/// Link to a label of another document; to the document itself if it has no such label.
fn in_other(scope: &Scope, at: BlockAt<'_>, reference: &Reference) -> Option<Link> {
    let path = reference.document.as_deref()?;
    let (place, document) = scope.linked_document(path)?;
    let title = document.front_matter("title").map_or(path, |title| &*title.value);
    let label = document.first_definition(Namespace::Label, &reference.id);
    Some(Link {
        range: reference.extent.at(at.start),
        target: LinkTarget::Document(place, label.map(|label| label.start)),
        tooltip: format!("#{} in {title}", reference.id),
    })
}

/// Links to the web pages in a part of a block.
fn pages(at: BlockAt<'_>, extent: BlockRange, tooltip: &'static str) -> impl Iterator<Item = Link> {
    let start = at.start + extent.start as usize;
    let text = at.block.slice(extent);
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = page(&text[from..])?;
        let range = from + found.start..from + found.end;
        from = range.end;
        Some((range.clone(), encoded(&text[range])))
    })
    .map(move |(range, page)| Link {
        range: start + range.start..start + range.end,
        target: LinkTarget::Page(page),
        tooltip: tooltip.to_owned(),
    })
}

/// First URL in a text.
fn page(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let colon = from + found;
        from = colon + "://".len();
        let Some(scheme) = SCHEMES.iter().find(|scheme| {
            let length = scheme.len() - "://".len();
            colon
                .checked_sub(length)
                .and_then(|at| text.get(at..from))
                .is_some_and(|it| it.eq_ignore_ascii_case(scheme))
        }) else {
            continue;
        };
        let start = from - scheme.len();
        // `xhttp://` is a different scheme.
        if text[..start]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '.'))
        {
            continue;
        }
        let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"“”„«»`\\^{|};".contains(c);
        let end = text[from..].find(ends).map_or(text.len(), |end| from + end);
        let address = without_punctuation(&text[start..end]);
        if address.len() > scheme.len() {
            return Some(start..start + address.len());
        }
    }
    None
}

/// Trims from a URL what belongs to the sentence around it: final punctuation, and unmatched closing brackets.
fn without_punctuation(address: &str) -> &str {
    let count = |c| address.matches(c).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    address.trim_end_matches(|c| match c {
        '.' | ',' | ':' | '!' | '?' | '\'' | '’' | '…' => true,
        ')' => take(&mut round),
        ']' => take(&mut square),
        _ => false,
    })
}

/// Decrements the count; returns whether it was positive.
fn take(count: &mut usize) -> bool {
    let left = count.checked_sub(1);
    *count = left.unwrap_or(0);
    left.is_some()
}

/// Percent-encodes non-ASCII and invalid characters in a URL.
fn encoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut encoded = String::with_capacity(address.len());
    for (at, byte) in bytes.iter().enumerate() {
        let is_escape = || bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if byte.is_ascii_graphic() && !matches!(byte, b'[' | b']') && (*byte != b'%' || is_escape()) {
            encoded.push(char::from(*byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{encoded, page};

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, address) in [
            ("https://a.example/b", "https://a.example/b"),
            ("See (HTTP://a.example/b_(c)), or not", "HTTP://a.example/b_(c)"),
            ("at https://a.example/?q=1&r=#s.", "https://a.example/?q=1&r=#s"),
            ("https://a.example/a;https://b.example", "https://a.example/a"),
            ("“https://a.example/blå”", "https://a.example/blå"),
            ("ftp://c.example and http://a.example", "http://a.example"),
        ] {
            assert_eq!(page(text).map(|range| &text[range]), Some(address), "{text}");
        }
        for text in [
            "",
            "http://",
            "https:// a",
            "command:x",
            "javascript://x",
            "xhttps://a",
            "file:///a",
            "http:/a",
            "é://",
        ] {
            assert_eq!(page(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_ascii() {
        assert_eq!(encoded("http://a.example/blå%20?a[]=5%"), "http://a.example/bl%C3%A5%20?a%5B%5D=5%25");
    }
}
