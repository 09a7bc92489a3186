//! TEI: those of our export, and other texts with `said`, `q` or `quote`.

mod header;

use super::xml_tree::{self, Element, Node};
use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation};
use crate::article::ArticleAnnotation;
use ascribe_language::stance::Stance;
use ascribe_markup::model::vocabulary::Kind;
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "tei",
    summary: "TEI P5: paragraphs with `said`, `q` or `quote`, people and sources in the header",
    has_text: false,
    read,
};

/// Elements that begin a paragraph.
const PARAGRAPHS: [&str; 6] = ["ab", "head", "item", "l", "p", "sp"];

/// Elements whose words are not those of the text.
const APART: [&str; 5] = ["del", "figDesc", "fw", "note", "sic"];

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let root = xml_tree::parse(file.content)?;
    if root.name != "TEI" {
        return Err(format!("is no TEI document, but one of `{}`; import one document at a time", root.name));
    }
    let mut importing = Importing::new(file.name, "");
    root.child("teiHeader").into_iter().for_each(|header| header::read(header, &mut importing));
    let body = root.child("text").ok_or("has no `text`")?;
    let mut reader =
        Reader { file, importing, by_id: HashMap::new(), parts: Vec::new(), wordless: Vec::new() };
    reader.read(body);
    let Reader { mut importing, by_id, parts, .. } = reader;
    if importing.article.text.trim().is_empty() {
        return Err("has no words in its `text`".into());
    }
    for relation in root.child("standOff").into_iter().flat_map(|it| it.descendants("relation")) {
        let end = |key: &str| by_id.get(relation.attribute(key)?.trim_start_matches('#')).copied();
        importing.relate(end("active"), end("passive"), relation.attribute("name").unwrap_or_default());
    }
    let joined: Vec<(usize, usize)> =
        parts.iter().filter_map(|(part, before)| Some((*part, *by_id.get(before)?))).collect();
    importing.lose_all(parts.len() - joined.len(), "link to an earlier part", "that is not in the text");
    // Each part goes to the first one, which is never a part itself.
    let before: HashMap<usize, usize> =
        joined.iter().copied().filter(|(part, before)| before < part).collect();
    let first = |mut at: usize| {
        while let Some(before) = before.get(&at) {
            at = *before;
        }
        at
    };
    let mut parts: Vec<(usize, usize)> = before.keys().map(|part| (*part, first(*part))).collect();
    parts.sort_unstable();
    importing.join(&parts);
    importing.article.text.truncate(importing.article.text.trim_end().len());
    importing.article.text.push('\n');
    Ok(vec![importing.finish()])
}

struct Reader<'a> {
    file: &'a ImportedFile<'a>,
    importing: Importing,
    /// Annotations by the ids of their elements.
    by_id: HashMap<&'a str, usize>,
    /// Parts of quotations, each with the id of the part before it.
    parts: Vec<(usize, &'a str)>,
    /// Open annotations that have no words yet.
    wordless: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// Reads an element in the order of the text; [`xml_tree::parse`] limits its depth.
    fn read(&mut self, element: &'a Element) {
        if APART.contains(&&*element.name) {
            return self
                .importing
                .lose("element", format!("the words of `{}` are not those of the text", element.name));
        }
        let is_paragraph = PARAGRAPHS.contains(&&*element.name);
        if is_paragraph {
            self.end_paragraph();
        }
        let index = self.kind(element).map(|kind| self.start(element, kind));
        for node in &element.nodes {
            match node {
                Node::Text(text) => self.add(text),
                Node::Element(child) if child.name == "lb" => self.importing.article.text.push('\n'),
                Node::Element(child) => self.read(child),
            }
        }
        if let Some(index) = index {
            self.end(index);
        }
        if is_paragraph {
            self.end_paragraph();
        }
    }

    /// Adds text. Blanks between paragraphs are those of the file.
    fn add(&mut self, text: &str) {
        let written = &mut self.importing.article.text;
        let is_start = written.is_empty() || written.ends_with("\n\n");
        let words = text.trim_start();
        if !words.is_empty() && !self.wordless.is_empty() {
            let start = written.len() + if is_start { 0 } else { text.len() - words.len() };
            for index in self.wordless.drain(..) {
                self.importing.article.annotations[index].parts.push(start..start);
            }
        }
        written.push_str(if is_start { words } else { text });
    }

    fn end_paragraph(&mut self) {
        let text = &mut self.importing.article.text;
        let words = text.trim_end().len();
        if words > 0 {
            text.truncate(words);
            text.push_str("\n\n");
        }
    }

    /// Kind of the annotation that an element is; `None` for other elements.
    fn kind(&mut self, element: &Element) -> Option<Kind> {
        let given = element.words("ana").find_map(|word| Kind::of(word.strip_prefix("ascribe:")?));
        match (&*element.name, given) {
            ("said" | "rs" | "seg" | "q" | "quote", Some(kind)) => Some(kind),
            ("said", None) if element.attribute("direct") == Some("false") => Some(Kind::Claim),
            ("said" | "q" | "quote", None) => Some(Kind::Quote),
            ("body" | "text" | "div" | "front" | "back" | "list", None) => None,
            (name, None) if PARAGRAPHS.contains(&name) => None,
            (name, _) => {
                let kind = self.file.kinds.kind(name);
                if kind.is_none() {
                    let reason = format!("`{name}` is no kind; give it one with `--map {name}=mention`");
                    self.importing.lose("element", reason);
                }
                kind
            }
        }
    }

    /// Ends an annotation behind its last word. One without words has an empty range.
    fn end(&mut self, index: usize) {
        let words = self.importing.article.text.trim_end().len();
        self.wordless.retain(|wordless| *wordless != index);
        let parts = &mut self.importing.article.annotations[index].parts;
        match parts.first_mut() {
            Some(part) => part.end = words,
            None => parts.push(Range::default()),
        }
    }

    fn start(&mut self, element: &'a Element, kind: Kind) -> usize {
        let index = self.importing.article.annotations.len();
        let mut it: ArticleAnnotation = annotation(kind, Vec::new());
        for id in element.words("who").chain(element.words("ref")) {
            let id = header::actor_id(id);
            it.actors.push(self.importing.actor(id, ""));
        }
        for id in element.words("source") {
            let id = header::source_id(id);
            it.sources.push(self.importing.source(id, ""));
        }
        for word in element.words("ana").filter_map(|word| word.strip_prefix("ascribe:")) {
            it.is_draft |= word == "draft";
            it.stance = Stance::of(word).or(it.stance);
        }
        self.by_id.extend(element.attribute("xml:id").map(|id| (id, index)));
        self.parts.extend(element.attribute("prev").map(|before| (index, before.trim_start_matches('#'))));
        self.importing.article.annotations.push(it);
        self.wordless.push(index);
        index
    }
}
