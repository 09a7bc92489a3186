//! REFI-QDA: a project for qualitative data analysis, with the articles and a code book.

mod codes;

use self::codes::CodeBook;
use super::xml::Xml;
use super::{Entry, Exported, Format, Layout, loss};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Target};
use crate::offsets::{Offsets, Unit};
use crate::text::shortened;
use uuid::Uuid;

/// See the module.
pub const FORMAT: Format = Format {
    name: "refi-qda",
    summary: "REFI-QDA, for NVivo, MAXQDA, ATLAS.ti and others: a project with articles, codes and links",
    unit: Some(Unit::CodePoint),
    layout: Layout::Archive("qdpx", export),
};

/// Maximum number of characters of the name of a selection.
const LONGEST_NAME: usize = 80;

/// Guid of an item of the project: one name has the same guid in each export.
fn guid(name: &[&str]) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("urn:ascribe:{}", name.join("\u{1f}")).as_bytes()).to_string()
}

fn export(articles: &[AnnotatedArticle]) -> Exported<Entry> {
    let mut xml = Xml::new();
    let book = CodeBook::new(articles);
    let user = guid(&["user"]);
    let mut lost = [0; 3];
    let root = [
        ("xmlns", "urn:QDA-XML:project:1.0"),
        ("name", "Articles"),
        ("origin", concat!("Ascribe ", env!("CARGO_PKG_VERSION"))),
        ("creatingUserGUID", &user),
    ];
    xml.element("Project", &root, |xml| {
        xml.line_end();
        xml.element("Users", &[], |xml| xml.element("User", &[("guid", &user), ("name", "Ascribe")], |_| {}));
        book.write(xml);
        if !articles.is_empty() {
            xml.element("Sources", &[], |xml| {
                for (number, article) in articles.iter().enumerate() {
                    Source { number, article, user: &user }.write(xml);
                }
            });
        }
        let links: Vec<[String; 3]> =
            articles.iter().enumerate().flat_map(|(number, it)| links(number, it)).collect();
        if !links.is_empty() {
            xml.element("Links", &[], |xml| {
                for (index, [name, origin, target]) in links.iter().enumerate() {
                    let guid = guid(&["link", &index.to_string(), origin, target]);
                    let ends = [("originGUID", &**origin), ("targetGUID", &**target)];
                    let own = [("guid", &*guid), ("name", name), ("direction", "OneWay")];
                    xml.element("Link", &[&own[..], &ends[..]].concat(), |_| {});
                }
            });
        }
    });
    for article in articles {
        let relations = article.annotations.iter().flat_map(|it| &it.relations);
        lost[0] += relations.filter(|(_, target)| matches!(target, Target::Label(_))).count();
        lost[1] += article.front_matter.iter().filter(|(key, _)| key != "title").count();
    }
    lost[2] = xml.controls();
    let losses = [
        loss(lost[0], "relation", "the other end is not in the document"),
        loss(lost[1], "front matter field", "a source has only a name"),
        loss(lost[2], "control character", "XML has none; U+FFFD stands for it"),
    ];
    let mut files = vec![Entry { name: "project.qde".to_owned(), content: xml.finish() }];
    files.extend(articles.iter().enumerate().map(|(number, article)| Entry {
        name: format!("sources/{}.txt", source_guid(number, article)),
        content: article.text.clone(),
    }));
    Exported { files, losses: losses.into_iter().flatten().collect() }
}

fn source_guid(number: usize, article: &AnnotatedArticle) -> String {
    guid(&["source", &number.to_string(), &article.id])
}

fn part_guid(number: usize, article: &AnnotatedArticle, annotation: usize, part: usize) -> String {
    guid(&["selection", &number.to_string(), &article.id, &annotation.to_string(), &part.to_string()])
}

/// An article as a source of the project.
struct Source<'a> {
    number: usize,
    article: &'a AnnotatedArticle,
    user: &'a str,
}

impl Source<'_> {
    fn write(&self, xml: &mut Xml) {
        let article = self.article;
        let guid = source_guid(self.number, article);
        let path = format!("internal://{guid}.txt");
        let attributes = [
            ("guid", &*guid),
            ("name", article.about("title").unwrap_or(&article.id)),
            ("plainTextPath", &path),
            ("creatingUser", self.user),
        ];
        let offsets = Offsets::new(&article.text, Unit::CodePoint);
        xml.element("TextSource", &attributes, |xml| {
            xml.line_end();
            for (index, annotation) in article.annotations.iter().enumerate() {
                self.selections(xml, &offsets, index, annotation);
            }
        });
    }

    /// A selection for each part, with a coding for each code.
    fn selections(&self, xml: &mut Xml, offsets: &Offsets, index: usize, annotation: &ArticleAnnotation) {
        let codes = CodeBook::of(self.article, annotation);
        let about = annotation.label.iter().map(|label| format!("#{label}"));
        let about = about.chain(annotation.attributes.iter().map(|(key, value)| format!("{key}={value}")));
        let about = about.collect::<Vec<_>>().join("\n");
        for (number, part) in annotation.parts.iter().enumerate() {
            let guid = part_guid(self.number, self.article, index, number);
            let [start, end] = offsets.span(part).map(|offset| offset.to_string());
            let name = shortened(self.article.text.get(part.clone()).unwrap_or_default(), LONGEST_NAME);
            let attributes = [
                ("guid", &*guid),
                ("name", &name),
                ("startPosition", &start),
                ("endPosition", &end),
                ("creatingUser", self.user),
            ];
            xml.element("PlainTextSelection", &attributes, |xml| {
                if !about.is_empty() && number == 0 {
                    xml.leaf("Description", &[], &about);
                }
                for code in &codes {
                    let coding = self::guid(&["coding", &guid, code]);
                    xml.element("Coding", &[("guid", &*coding), ("creatingUser", self.user)], |xml| {
                        xml.element("CodeRef", &[("targetGUID", code)], |_| {});
                    });
                }
            });
        }
    }
}

/// Names and ends of the links of an article: relations, and from each further part of an annotation to the first.
fn links(number: usize, article: &AnnotatedArticle) -> Vec<[String; 3]> {
    let part = |annotation, part| part_guid(number, article, annotation, part);
    let mut links = Vec::new();
    for (index, annotation) in article.annotations.iter().enumerate() {
        links.extend(
            (1..annotation.parts.len()).map(|it| ["part".to_owned(), part(index, it), part(index, 0)]),
        );
        for (key, target) in &annotation.relations {
            if let Target::Annotation(other) = target {
                links.push([key.clone(), part(index, 0), part(*other, 0)]);
            }
        }
    }
    links
}
