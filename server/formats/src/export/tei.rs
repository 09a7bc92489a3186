//! TEI: the guidelines of the Text Encoding Initiative, P5.

use super::xml::Xml;
use super::{Exported, Format, Layout, loss};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity, Target};
use ascribe_markup::model::vocabulary::Kind;
use std::ops::Range;

/// See the module.
pub const FORMAT: Format = Format {
    name: "tei",
    summary: "TEI P5: the text with `said` elements, people and sources in the header, relations in `standOff`",
    unit: None,
    layout: Layout::Apart(&["xml"], export),
};

fn export(article: &AnnotatedArticle) -> Exported {
    let mut xml = Xml::new();
    xml.element("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0")], |xml| {
        header(xml, article);
        relations(xml, article);
        let language = article.about("lang").map(|language| ("xml:lang", language));
        xml.element("text", language.as_slice(), |xml| {
            xml.element("body", &[], |xml| body(xml, article));
        });
    });
    let elsewhere = article.annotations.iter().flat_map(|annotation| &annotation.relations);
    let elsewhere = elsewhere.filter(|(_, target)| matches!(target, Target::Label(_))).count();
    let losses = [
        loss(xml.controls(), "control character", "XML has none; U+FFFD stands for it"),
        loss(elsewhere, "relation", "the other end is not in the document"),
    ];
    Exported { files: vec![xml.finish()], losses: losses.into_iter().flatten().collect() }
}

fn header(xml: &mut Xml, article: &AnnotatedArticle) {
    xml.element("teiHeader", &[], |xml| {
        xml.element("fileDesc", &[], |xml| {
            xml.element("titleStmt", &[], |xml| {
                xml.leaf("title", &[], article.about("title").unwrap_or(&article.id));
                article.about("author").into_iter().for_each(|author| xml.leaf("author", &[], author));
            });
            xml.element("publicationStmt", &[], |xml| {
                xml.leaf("publisher", &[], article.about("outlet").unwrap_or("unknown"));
                article.about("date").into_iter().for_each(|date| xml.leaf("date", &[], date));
                article.about("place").into_iter().for_each(|place| xml.leaf("pubPlace", &[], place));
                if let Some(url) = article.about("url") {
                    xml.element("availability", &[], |xml| xml.leaf("p", &[], url));
                }
            });
            xml.element("sourceDesc", &[], |xml| {
                if article.sources.is_empty() {
                    xml.leaf("p", &[], "A news article.");
                    return;
                }
                xml.element("listBibl", &[], |xml| article.sources.iter().for_each(|it| source(xml, it)));
            });
        });
        xml.element("profileDesc", &[], |xml| {
            if let Some(language) = article.about("lang") {
                xml.element("langUsage", &[], |xml| xml.leaf("language", &[("ident", language)], language));
            }
            if !article.actors.is_empty() {
                xml.element("particDesc", &[], |xml| participants(xml, article));
            }
        });
    });
}

fn source(xml: &mut Xml, source: &Entity) {
    xml.element("bibl", &[("xml:id", &source_id(&source.id))], |xml| {
        xml.leaf("title", &[], source.title());
        for (field, element) in
            [("author", "author"), ("outlet", "publisher"), ("date", "date"), ("url", "ptr")]
        {
            match source.field(field) {
                Some(url) if element == "ptr" => xml.element("ptr", &[("target", url)], |_| {}),
                Some(value) => xml.leaf(element, &[], value),
                None => {}
            }
        }
        notes(xml, source, &["author", "outlet", "date", "url"]);
    });
}

fn participants(xml: &mut Xml, article: &AnnotatedArticle) {
    let is_person = |actor: &&Entity| matches!(actor.field("kind"), None | Some("person"));
    let (people, others): (Vec<&Entity>, Vec<&Entity>) = article.actors.iter().partition(is_person);
    for (list, element, name, actors) in
        [("listPerson", "person", "persName", people), ("listOrg", "org", "orgName", others)]
    {
        if actors.is_empty() {
            continue;
        }
        xml.element(list, &[], |xml| {
            for actor in actors {
                xml.element(element, &[("xml:id", &actor_id(&actor.id))], |xml| {
                    xml.leaf(name, &[], actor.title());
                    let also = actor.field("aka").into_iter().flat_map(|also| also.split(';'));
                    also.for_each(|also| xml.leaf(name, &[("type", "aka")], also.trim()));
                    if let Some(item) = actor.field("wikidata") {
                        xml.leaf("idno", &[("type", "wikidata")], item);
                    }
                    notes(xml, actor, &["aka", "wikidata", "kind"]);
                });
            }
        });
    }
}

/// Fields without an element of their own.
fn notes(xml: &mut Xml, entity: &Entity, told: &[&str]) {
    for (key, value) in
        entity.fields.iter().filter(|(key, value)| !told.contains(&&**key) && !value.is_empty())
    {
        xml.leaf("note", &[("type", key)], value);
    }
}

fn relations(xml: &mut Xml, article: &AnnotatedArticle) {
    let mut relations = Vec::new();
    for (index, annotation) in article.annotations.iter().enumerate() {
        for (key, target) in &annotation.relations {
            if let Target::Annotation(other) = target {
                relations.push((key, index, *other));
            }
        }
    }
    if relations.is_empty() {
        return;
    }
    xml.element("standOff", &[], |xml| {
        xml.element("listRelation", &[], |xml| {
            for (key, active, passive) in relations {
                let (active, passive) =
                    (format!("#{}", part_id(active, 0)), format!("#{}", part_id(passive, 0)));
                let attributes = [("name", &**key), ("active", &active), ("passive", &passive)];
                xml.element("relation", &attributes, |_| {});
            }
        });
    });
}

/// Start or end of a part, in the order in which they stand at one place: ends first, then an outer start before an inner
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    End { start: std::cmp::Reverse<usize>, annotation: std::cmp::Reverse<usize>, part: usize },
    Start { end: std::cmp::Reverse<usize>, annotation: usize, part: usize },
}

fn body(xml: &mut Xml, article: &AnnotatedArticle) {
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    for (annotation, it) in article.annotations.iter().enumerate() {
        for (part, range) in it.parts.iter().enumerate().filter(|(_, range)| !range.is_empty()) {
            let (start, end) = (std::cmp::Reverse(range.start), std::cmp::Reverse(range.end));
            marks.push((range.start, Mark::Start { end, annotation, part }));
            marks.push((range.end, Mark::End { start, annotation: std::cmp::Reverse(annotation), part }));
        }
    }
    marks.sort_unstable();
    let mut marks = marks.into_iter().peekable();
    for paragraph in paragraphs(article) {
        xml.element("p", &[], |xml| {
            let mut from = paragraph.start;
            while let Some((at, mark)) = marks.next_if(|(at, _)| *at <= paragraph.end) {
                xml.text(article.text.get(from..at).unwrap_or_default());
                from = at;
                match mark {
                    Mark::Start { annotation, part, .. } => {
                        open(xml, &article.annotations[annotation], annotation, part);
                    }
                    Mark::End { annotation, .. } => xml.end(element(&article.annotations[annotation.0])),
                }
            }
            xml.text(article.text.get(from..paragraph.end).unwrap_or_default());
        });
    }
}

fn element(annotation: &ArticleAnnotation) -> &'static str {
    match annotation.kind {
        Kind::Quote | Kind::Claim | Kind::Opinion => "said",
        Kind::Mention => "rs",
        Kind::Cue | Kind::Evidence => "seg",
    }
}

fn open(xml: &mut Xml, annotation: &ArticleAnnotation, index: usize, part: usize) {
    let mut attributes = vec![("xml:id", part_id(index, part))];
    let who = annotation.actors.iter().map(|id| format!("#{}", actor_id(id))).collect::<Vec<_>>().join(" ");
    let is_said = element(annotation) == "said";
    if !who.is_empty() {
        attributes.push((if is_said { "who" } else { "ref" }, who));
    }
    if is_said {
        attributes.push(("direct", (annotation.kind == Kind::Quote).to_string()));
    }
    let mut analysis = vec![format!("ascribe:{}", annotation.kind.word())];
    analysis.extend(annotation.stance.filter(|_| is_said).map(|stance| format!("ascribe:{}", stance.word())));
    analysis.extend(annotation.is_draft.then(|| "ascribe:draft".to_owned()));
    attributes.push(("ana", analysis.join(" ")));
    if !annotation.sources.is_empty() {
        let sources = annotation.sources.iter().map(|id| format!("#{}", source_id(id)));
        attributes.push(("source", sources.collect::<Vec<_>>().join(" ")));
    }
    attributes.extend(part.checked_sub(1).map(|before| ("prev", format!("#{}", part_id(index, before)))));
    attributes.extend(
        (part + 1 < annotation.parts.len()).then(|| ("next", format!("#{}", part_id(index, part + 1)))),
    );
    let attributes: Vec<(&str, &str)> = attributes.iter().map(|(key, value)| (*key, &**value)).collect();
    xml.start(element(annotation), &attributes);
}

fn actor_id(id: &str) -> String {
    format!("actor-{id}")
}

fn source_id(id: &str) -> String {
    format!("source-{id}")
}

fn part_id(annotation: usize, part: usize) -> String {
    if part == 0 { format!("a{annotation}") } else { format!("a{annotation}.{part}") }
}

/// Text between blank lines that are in no annotation.
fn paragraphs(article: &AnnotatedArticle) -> Vec<Range<usize>> {
    let mut parts: Vec<&Range<usize>> =
        article.annotations.iter().flat_map(|annotation| &annotation.parts).collect();
    parts.sort_unstable_by_key(|part| part.start);
    let mut parts = parts.into_iter().peekable();
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut at, mut is_new, mut annotated) = (0, true, 0);
    for line in article.text.split_inclusive('\n') {
        while let Some(part) = parts.next_if(|part| part.start < at) {
            annotated = annotated.max(part.end);
        }
        let words = line.trim_end();
        match paragraphs.last_mut() {
            Some(last) if at < annotated || !is_new && !words.is_empty() => last.end = at + words.len(),
            _ if words.is_empty() => {}
            _ => paragraphs.push(at..at + words.len()),
        }
        is_new = words.is_empty();
        at += line.len();
    }
    paragraphs
}
