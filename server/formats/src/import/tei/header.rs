//! Header of a TEI document: front matter, people and sources.

use super::super::Importing;
use super::super::xml_tree::Element;
use crate::article::Entity;

/// Elements of the header, each with the field of the front matter that it is.
const FIELDS: [(&[&str], &str); 5] = [
    (&["fileDesc", "titleStmt", "title"], "title"),
    (&["fileDesc", "titleStmt", "author"], "author"),
    (&["fileDesc", "publicationStmt", "publisher"], "outlet"),
    (&["fileDesc", "publicationStmt", "date"], "date"),
    (&["fileDesc", "publicationStmt", "pubPlace"], "place"),
];

/// Publisher that our export writes for articles without an outlet.
const UNKNOWN: &str = "unknown";

pub fn read(header: &Element, importing: &mut Importing) {
    for (path, field) in FIELDS {
        let element = path.iter().try_fold(header, |element, name| element.child(name));
        let value = element.map(|element| match (field, element.attribute("when")) {
            ("date", Some(day)) => day.to_owned(),
            _ => element.text(),
        });
        let value = value.filter(|value| !value.is_empty() && (field != "outlet" || value != UNKNOWN));
        // A document without a title has its name there.
        let value = value.filter(|value| field != "title" || *value != importing.article.id);
        importing.article.front_matter.extend(value.map(|value| (field.to_owned(), value)));
    }
    let addresses = header.descendants("availability").into_iter().map(Element::text);
    let address = addresses.into_iter().find(|text| text.starts_with("http") && !text.contains(' '));
    importing.article.front_matter.extend(address.map(|address| ("url".to_owned(), address)));
    let language = header.descendants("language").into_iter().find_map(|it| it.attribute("ident"));
    importing.article.front_matter.extend(language.map(|tag| ("lang".to_owned(), tag.to_owned())));
    for (element, name) in [("person", "persName"), ("org", "orgName")] {
        for actor in header.descendants(element) {
            add_actor(actor, name, importing);
        }
    }
    header.descendants("bibl").into_iter().for_each(|bibl| add_source(bibl, importing));
}

fn add_actor(element: &Element, name: &str, importing: &mut Importing) {
    let Some(id) = element.attribute("xml:id") else {
        return importing.lose("person or organisation", "it has no `xml:id`");
    };
    let names: Vec<&Element> = element.children(name).collect();
    let is_other = |it: &&&Element| it.attribute("type") == Some("aka");
    let mut fields = Vec::new();
    let others: Vec<String> = names.iter().filter(is_other).map(|it| it.text()).collect();
    if !others.is_empty() {
        fields.push(("aka".to_owned(), others.join("; ")));
    }
    if element.name == "org" {
        fields.push(("kind".to_owned(), "organisation".to_owned()));
    }
    let item = element.children("idno").find(|it| it.attribute("type") == Some("wikidata"));
    fields.extend(item.map(|item| ("wikidata".to_owned(), item.text())));
    fields.extend(notes(element));
    let own = names.iter().find(|it| !is_other(it)).map(|it| it.text()).unwrap_or_default();
    importing.article.actors.push(Entity { id: actor_id(id).to_owned(), name: own, fields });
}

fn add_source(element: &Element, importing: &mut Importing) {
    let Some(id) = element.attribute("xml:id") else {
        return importing.lose("source", "it has no `xml:id`");
    };
    let text = |name: &str| element.child(name).map(Element::text).unwrap_or_default();
    let mut fields = Vec::new();
    for (name, field) in [("author", "author"), ("publisher", "outlet"), ("date", "date")] {
        fields.push((field.to_owned(), text(name)));
    }
    let url = element.child("ptr").and_then(|ptr| ptr.attribute("target"));
    fields.push(("url".to_owned(), url.unwrap_or_default().to_owned()));
    fields.retain(|(_, value)| !value.is_empty());
    fields.extend(notes(element));
    let title = element.child("title").map_or_else(|| element.text(), Element::text);
    importing.article.sources.push(Entity { id: source_id(id).to_owned(), name: title, fields });
}

/// Notes with a type, which are fields.
fn notes(element: &Element) -> impl Iterator<Item = (String, String)> {
    element.children("note").filter_map(|note| Some((note.attribute("type")?.to_owned(), note.text())))
}

/// Id of an actor by a reference or an `xml:id`, without what our export puts before it.
pub fn actor_id(reference: &str) -> &str {
    let id = reference.trim_start_matches('#');
    id.strip_prefix("actor-").unwrap_or(id)
}

/// Like [`actor_id`], for a source.
pub fn source_id(reference: &str) -> &str {
    let id = reference.trim_start_matches('#');
    id.strip_prefix("source-").unwrap_or(id)
}
