//! Writes XML.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML document under construction. Line ends of its own are between elements only.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    /// Number of characters that XML does not have.
    controls: usize,
}

impl Xml {
    /// A document without its root.
    pub fn new() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), controls: 0 };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.write(Event::Text(BytesText::from_escaped("\n")));
        xml
    }

    fn write(&mut self, event: Event<'_>) {
        let written = self.writer.write_event(event);
        debug_assert!(written.is_ok(), "memory takes what is written");
    }

    /// Start of an element.
    pub fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            // Line ends and tabs would be read as blanks.
            let value = self.escaped(value).replace('\n', "&#10;").replace('\t', "&#9;");
            start.push_attribute((key.as_bytes(), value.as_bytes()));
        }
        self.write(Event::Start(start));
    }

    /// End of an element.
    pub fn end(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element with what `content` writes, and a line end.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        content(self);
        self.end(name);
        self.line_end();
    }

    /// A line end between elements.
    pub fn line_end(&mut self) {
        self.write(Event::Text(BytesText::from_escaped("\n")));
    }

    /// An element with a text.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| xml.text(text));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        let text = self.escaped(text);
        self.write(Event::Text(BytesText::from_escaped(text)));
    }

    /// Text with references for what is not read back as it is.
    fn escaped(&mut self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\r' => escaped.push_str("&#13;"),
                '\n' | '\t' => escaped.push(c),
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                    self.controls += 1;
                    escaped.push('\u{fffd}');
                }
                _ => escaped.push(c),
            }
        }
        escaped
    }

    /// Number of characters that XML does not have.
    pub fn controls(&self) -> usize {
        self.controls
    }

    /// The document.
    pub fn finish(self) -> String {
        String::from_utf8_lossy(&self.writer.into_inner()).into_owned()
    }
}
