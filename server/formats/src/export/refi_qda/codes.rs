//! The code book of a project: kinds, stances, speakers, sources and verdicts as codes.

use super::super::xml::Xml;
use super::guid;
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity};
use std::collections::BTreeMap;

/// Groups of codes, in their order.
const GROUPS: [&str; 7] = ["Kind", "Stance", "Speaker", "Relayed by", "Source", "Verdict", "State"];

/// Codes by their group, and by key within it. Actors and sources of several articles are one code if they have one id
/// and name.
#[derive(Debug, Default)]
pub(super) struct CodeBook(BTreeMap<(usize, String), Code>);

#[derive(Debug)]
struct Code {
    name: String,
    description: String,
}

impl CodeBook {
    /// Codes that the annotations of the articles have.
    pub(super) fn new(articles: &[AnnotatedArticle]) -> Self {
        let mut book = Self::default();
        for article in articles {
            for annotation in &article.annotations {
                for (group, key, name, entity) in codes(article, annotation) {
                    let fields = entity.into_iter().flat_map(|entity| &entity.fields);
                    let fields = fields.filter(|(_, value)| !value.is_empty());
                    let fields: Vec<String> = fields.map(|(key, value)| format!("{key}: {value}")).collect();
                    let code =
                        book.0.entry((group, key)).or_insert(Code { name, description: String::new() });
                    if code.description.is_empty() {
                        code.description = fields.join("\n");
                    }
                }
            }
        }
        book
    }

    /// Guids of the codes of an annotation.
    pub(super) fn of(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> Vec<String> {
        codes(article, annotation).into_iter().map(|(group, key, ..)| code_guid(group, &key)).collect()
    }

    /// Writes the groups that have codes.
    pub(super) fn write(&self, xml: &mut Xml) {
        if self.0.is_empty() {
            return;
        }
        xml.element("CodeBook", &[], |xml| {
            xml.element("Codes", &[], |xml| {
                xml.line_end();
                for (group, name) in GROUPS.iter().enumerate() {
                    let mut codes =
                        self.0.range((group, String::new())..(group + 1, String::new())).peekable();
                    if codes.peek().is_none() {
                        continue;
                    }
                    let own = guid(&["group", name]);
                    let attributes = [("guid", &*own), ("name", name), ("isCodable", "false")];
                    xml.element("Code", &attributes, |xml| {
                        xml.line_end();
                        for ((group, key), code) in codes {
                            let guid = code_guid(*group, key);
                            let attributes = [("guid", &*guid), ("name", &*code.name), ("isCodable", "true")];
                            xml.element("Code", &attributes, |xml| {
                                if !code.description.is_empty() {
                                    xml.leaf("Description", &[], &code.description);
                                }
                            });
                        }
                    });
                }
            });
        });
    }
}

fn code_guid(group: usize, key: &str) -> String {
    guid(&["code", GROUPS.get(group).copied().unwrap_or_default(), key])
}

/// Codes of an annotation: group, key, name, and the actor or source that is meant.
fn codes<'a>(
    article: &'a AnnotatedArticle,
    annotation: &ArticleAnnotation,
) -> Vec<(usize, String, String, Option<&'a Entity>)> {
    let word = |group: usize, word: &str| (group, word.to_owned(), word.to_owned(), None);
    let mut codes = vec![word(0, annotation.kind.word())];
    let stance = annotation.stance.filter(|_| annotation.kind.is_statement());
    codes.extend(stance.map(|stance| word(1, stance.word())));
    let mut add = |group: usize, ids: &[String], find: &dyn Fn(&str) -> Option<&'a Entity>| {
        for id in ids {
            let entity = find(id);
            let name = entity.map_or(id.as_str(), Entity::title);
            codes.push((group, format!("{id}\u{1f}{name}"), name.to_owned(), entity));
        }
    };
    add(2, &annotation.actors, &|id| article.actor(id));
    add(3, &annotation.via, &|id| article.actor(id));
    add(4, &annotation.sources, &|id| article.source(id));
    codes.extend(annotation.attribute("verdict").map(|verdict| word(5, verdict)));
    codes.extend(annotation.is_draft.then(|| word(6, "draft")));
    // An actor may be named twice.
    codes.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    codes.dedup_by(|one, other| (one.0, &one.1) == (other.0, &other.1));
    codes
}
