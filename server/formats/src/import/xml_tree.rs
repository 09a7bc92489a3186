//! Tree of an XML document, with bounded depth.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Maximum depth of elements.
const MOST_DEPTH: usize = 256;

/// An element, with names without their namespace.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

/// Content of an element.
#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// Reads the root element of a document.
///
/// # Errors
/// If the document is not XML, or nested too deeply; with the line.
pub fn parse(content: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(content.trim_start_matches('\u{feff}'));
    // Elements that are open, below a root of the document.
    let mut open = vec![Element::default()];
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let wrong = |what: &str| {
            let line = content.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            format!("line {line}: {what}")
        };
        match reader.read_event().map_err(|error| wrong(&format!("is no XML: {error}")))? {
            Event::Start(start) => {
                if open.len() > MOST_DEPTH {
                    return Err(wrong(&format!("elements are nested more than {MOST_DEPTH} levels deep")));
                }
                open.push(element(&start).map_err(|error| wrong(&error))?);
            }
            Event::Empty(start) => {
                add(&mut open, Node::Element(element(&start).map_err(|error| wrong(&error))?));
            }
            Event::End(_) => {
                // The reader has checked that an element is open.
                if let Some(closed) = open.pop() {
                    add(&mut open, Node::Element(closed));
                }
            }
            Event::Text(text) => {
                let text = text.xml10_content().map_err(|error| wrong(&error.to_string()))?;
                add(&mut open, Node::Text(text.into_owned()));
            }
            Event::CData(text) => add(&mut open, Node::Text(String::from_utf8_lossy(&text).into_owned())),
            Event::GeneralRef(reference) => {
                let name = String::from_utf8_lossy(&reference).into_owned();
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let text = character.or_else(|| resolve_predefined_entity(&name).map(str::to_owned));
                let text = text.ok_or_else(|| {
                    wrong(&format!("the entity `&{name};` is not known; write its character"))
                })?;
                add(&mut open, Node::Text(text));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let mut left = open.into_iter();
    let root = left.next().unwrap_or_default();
    if let Some(element) = left.next() {
        return Err(format!("is no XML: `{}` does not end", element.name));
    }
    let root = root.nodes.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or_else(|| "is no XML: has no elements".to_owned())
}

fn add(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        match (element.nodes.last_mut(), node) {
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
            (_, node) => element.nodes.push(node),
        }
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("is no XML: {error}"))?;
        let value = attribute.unescape_value().map_err(|error| format!("is no XML: {error}"))?;
        attributes.push((String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value.into_owned()));
    }
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    Ok(Element { name, attributes, nodes: Vec::new() })
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// Words of an attribute.
    pub fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.attribute(name).unwrap_or_default().split_whitespace()
    }

    /// Elements directly in this one, in order.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn children(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.elements().filter(move |element| element.name == name)
    }

    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children(name).next()
    }

    /// Elements with a name at any depth, in order.
    pub fn descendants(&self, name: &str) -> Vec<&Self> {
        let (mut found, mut left) = (Vec::new(), vec![self]);
        while let Some(element) = left.pop() {
            if element.name == name {
                found.push(element);
            }
            left.extend(element.elements().rev());
        }
        found
    }

    /// Words of the element and those in it, on one line.
    pub fn text(&self) -> String {
        let (mut text, mut left) = (String::new(), vec![self.nodes.iter()]);
        while let Some(nodes) = left.last_mut() {
            match nodes.next() {
                None => drop(left.pop()),
                Some(Node::Text(words)) => text.push_str(words),
                Some(Node::Element(element)) => left.push(element.nodes.iter()),
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
