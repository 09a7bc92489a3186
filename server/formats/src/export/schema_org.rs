//! schema.org: quotations, and fact checks as `ClaimReview`, in JSON-LD.

use super::{Exported, Format, Layout, loss};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity};
use ascribe_language::stance::Stance;
use ascribe_markup::model::statement::capitalized;
use ascribe_markup::model::vocabulary::Kind;
use serde_json::{Map, Value, json};

/// See the module.
pub const FORMAT: Format = Format {
    name: "schema-org",
    summary: "schema.org in JSON-LD, for search engines: Quotation, and ClaimReview for verdicts",
    unit: None,
    layout: Layout::Apart(&["jsonld"], export),
};

/// Ratings of the verdicts that stand on a scale, from 1 to 5. `unproven` has none.
const RATINGS: [(&str, u8); 5] =
    [("false", 1), ("mostly-false", 2), ("mixed", 3), ("mostly-true", 4), ("true", 5)];

fn export(article: &AnnotatedArticle) -> Exported {
    let (mut graph, mut left_out) = (vec![news_article(article)], 0);
    for annotation in article.annotations.iter().filter(|annotation| !annotation.is_draft) {
        match annotation.attribute("verdict") {
            Some(verdict) => graph.push(claim_review(article, annotation, verdict)),
            None if annotation.kind == Kind::Quote => graph.push(quotation(article, annotation)),
            None => left_out += 1,
        }
    }
    let drafts = article.annotations.iter().filter(|annotation| annotation.is_draft).count();
    let losses = [
        loss(drafts, "draft", "nobody has reviewed it"),
        loss(left_out, "annotation", "it is no quote and has no verdict"),
    ];
    let page = json!({ "@context": "https://schema.org", "@graph": graph });
    Exported { files: vec![super::json_lines(&page)], losses: losses.into_iter().flatten().collect() }
}

/// An object without its empty members.
fn object(members: &[(&str, Value)]) -> Value {
    let is_told = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let told = members.iter().filter(|(_, value)| is_told(value));
    Value::Object(told.map(|(key, value)| ((*key).to_owned(), value.clone())).collect::<Map<_, _>>())
}

fn news_article(article: &AnnotatedArticle) -> Value {
    let named = |kind: &str, key| article.about(key).map(|name| json!({ "@type": kind, "name": name }));
    object(&[
        ("@type", json!("NewsArticle")),
        ("@id", json!("#article")),
        ("headline", json!(article.about("title"))),
        ("author", json!(named("Person", "author"))),
        ("publisher", json!(named("Organization", "outlet"))),
        ("datePublished", json!(article.about("date"))),
        ("inLanguage", json!(article.about("lang"))),
        ("url", json!(article.about("url"))),
    ])
}

/// Actors as people and organisations.
fn agents(article: &AnnotatedArticle, ids: &[String]) -> Vec<Value> {
    let agent = |id: &String| {
        let actor = article.actor(id);
        let field = |key| actor.and_then(|actor| actor.field(key));
        let kind = match field("kind") {
            None | Some("person") => "Person",
            _ => "Organization",
        };
        object(&[
            ("@type", json!(kind)),
            ("name", json!(article.actor_name(id))),
            ("jobTitle", json!(field("role").filter(|_| kind == "Person"))),
            ("sameAs", json!(actor.and_then(Entity::wikidata_url))),
            ("url", json!(field("url"))),
        ])
    };
    ids.iter().map(agent).collect()
}

/// Sources as works.
fn works(article: &AnnotatedArticle, ids: &[String]) -> Vec<Value> {
    let work = |id: &String| {
        let source = article.source(id);
        let field = |key| source.and_then(|source| source.field(key));
        object(&[
            ("@type", json!("CreativeWork")),
            ("name", json!(article.source_title(id))),
            ("datePublished", json!(field("date"))),
            ("url", json!(field("url"))),
        ])
    };
    ids.iter().map(work).collect()
}

fn quotation(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> Value {
    object(&[
        ("@type", json!("Quotation")),
        ("text", json!(article.words(annotation))),
        ("creator", json!(agents(article, &annotation.actors))),
        ("dateCreated", json!(annotation.attribute("date"))),
        ("citation", json!(works(article, &annotation.sources))),
        ("isPartOf", json!({ "@id": "#article" })),
    ])
}

fn claim_review(article: &AnnotatedArticle, annotation: &ArticleAnnotation, verdict: &str) -> Value {
    let ids = |key| annotation.ids(key).map(str::to_owned).collect::<Vec<_>>();
    // An actor who denies the words has not claimed them.
    let claimed = annotation.stance == Some(Stance::Asserts);
    let claim = object(&[
        ("@type", json!("Claim")),
        ("author", json!(if claimed { agents(article, &annotation.actors) } else { Vec::new() })),
        ("datePublished", json!(annotation.attribute("date"))),
        ("appearance", json!(works(article, &annotation.sources))),
    ]);
    let rating = RATINGS.iter().find(|(known, _)| *known == verdict).map(|(_, rating)| *rating);
    let rating = object(&[
        ("@type", json!("Rating")),
        ("alternateName", json!(capitalized(&verdict.replace('-', " ")))),
        ("ratingValue", json!(rating)),
        ("worstRating", json!(rating.map(|_| 1))),
        ("bestRating", json!(rating.map(|_| 5))),
    ]);
    object(&[
        ("@type", json!("ClaimReview")),
        ("claimReviewed", json!(article.words(annotation))),
        ("itemReviewed", claim),
        ("reviewRating", rating),
        ("author", json!(agents(article, &ids("checked-by")))),
        // Of the page with the review, not of the review of the annotation (`reviewed=`).
        ("datePublished", json!(article.about("date"))),
        ("citation", json!(works(article, &ids("evidence")))),
        ("url", json!(article.about("url"))),
    ])
}
