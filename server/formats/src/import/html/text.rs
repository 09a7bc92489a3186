//! Text of a page or a part of it.

use dom_query::{Document, NodeRef};

/// Paragraphs of a page, and the number of all that is not text.
#[derive(Debug, Default)]
pub struct PageText {
    /// Paragraphs, headings and items of lists. Lines of a paragraph end with `\n`.
    pub paragraphs: Vec<String>,
    /// Number of words in all paragraphs.
    pub words: usize,
    /// Number of words outside of links in the paragraph that has most of them.
    pub longest: usize,
    /// Number of links.
    pub links: usize,
    /// Number of pictures.
    pub pictures: usize,
    /// Number of films, frames, forms and the like.
    pub embedded: usize,
}

/// Elements whose words are not text of the page.
const HIDDEN: [&str; 10] = [
    "button",
    "figcaption",
    "head",
    "noscript",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
];

/// Elements that are no text: films, frames, forms and the like.
const EMBEDDED: [&str; 7] = ["iframe", "video", "audio", "object", "embed", "form", "canvas"];

/// Elements within a line.
const INLINE: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Text of a page.
pub fn read(page: &Document) -> PageText {
    let mut reader = Reader::default();
    let root = page.root();
    let mut node = Some(root);
    // In the order of the page, without recursion.
    while let Some(at) = node {
        let child = if reader.enter(&at) { at.first_child() } else { None };
        node = child.or_else(|| next(&mut reader, at));
    }
    reader.end_paragraph();
    reader.text
}

/// Leaves a node, and those around it that end with it; the node after them.
fn next<'a>(reader: &mut Reader, mut at: NodeRef<'a>) -> Option<NodeRef<'a>> {
    loop {
        reader.leave(&at);
        if let Some(sibling) = at.next_sibling() {
            return Some(sibling);
        }
        at = at.parent()?;
    }
}

#[derive(Debug, Default)]
struct Reader {
    text: PageText,
    /// The paragraph that is being read.
    paragraph: String,
    /// Number of its bytes in links.
    linked: usize,
    /// Number of links around the node.
    in_links: usize,
    /// Whether a blank stands before the next word.
    is_blank: bool,
}

impl Reader {
    /// Reads the start of a node; whether to read the nodes in it.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.add(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else { return true };
        let name: &str = &name;
        match name {
            "br" => {
                self.is_blank = false;
                if !self.paragraph.is_empty() {
                    self.paragraph.push('\n');
                }
                false
            }
            "img" | "svg" => {
                self.text.pictures += 1;
                false
            }
            "td" | "th" => {
                self.is_blank = true;
                true
            }
            _ if HIDDEN.contains(&name) => false,
            _ if EMBEDDED.contains(&name) => {
                self.text.embedded += 1;
                false
            }
            "a" => {
                self.in_links += 1;
                self.text.links += usize::from(node.has_attr("href"));
                true
            }
            _ => {
                self.end_block(name);
                true
            }
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "a" => self.in_links = self.in_links.saturating_sub(1),
            "td" | "th" | "br" | "img" | "svg" => {}
            name => self.end_block(name),
        }
    }

    /// Ends the paragraph, unless an element is within a line.
    fn end_block(&mut self, element: &str) {
        if !INLINE.contains(&element) {
            self.end_paragraph();
        }
    }

    /// Adds words, with one blank for each blank of HTML. A no-break space stays.
    fn add(&mut self, text: &str) {
        for (at, piece) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.is_blank |= at > 0;
            if piece.is_empty() {
                continue;
            }
            let before = self.paragraph.len();
            if self.is_blank && !self.paragraph.is_empty() && !self.paragraph.ends_with('\n') {
                self.paragraph.push(' ');
            }
            self.is_blank = false;
            self.paragraph.push_str(piece);
            if self.in_links > 0 {
                self.linked += self.paragraph.len() - before;
            }
        }
    }

    fn end_paragraph(&mut self) {
        self.is_blank = false;
        let linked = std::mem::take(&mut self.linked);
        let paragraph = std::mem::take(&mut self.paragraph);
        let words = paragraph.split_whitespace().count();
        self.text.words += words;
        if linked * 2 < paragraph.len() {
            self.text.longest = self.text.longest.max(words);
        }
        // Two line ends are the end of a paragraph.
        let paragraphs = paragraph.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        self.text.paragraphs.extend(paragraphs.map(str::to_owned));
    }
}
