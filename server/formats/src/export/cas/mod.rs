//! UIMA CAS, the model of `INCEpTION` and `DKPro`: as XMI, and as JSON.

pub mod json;
pub mod xmi;

use super::loss;
use crate::article::AnnotatedArticle;
use crate::layers::{FEATURES, KEY, RELATIONS, SPANS};

/// Type of the document's own annotation.
const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// Fields of the front matter that [`METADATA`] has, as its features.
const ABOUT: [(&str, &str); 2] = [("lang", "language"), ("title", "documentTitle")];

/// A type: name, supertype, and features with their ranges.
struct Type {
    name: &'static str,
    parent: &'static str,
    features: Vec<(&'static str, &'static str)>,
}

const TEXT: &str = "uima.cas.String";

/// Types of the annotations.
fn types() -> [Type; 3] {
    [
        Type {
            name: METADATA,
            parent: "uima.tcas.DocumentAnnotation",
            features: vec![("documentTitle", TEXT), ("documentId", TEXT)],
        },
        Type {
            name: SPANS,
            parent: "uima.tcas.Annotation",
            features: FEATURES.map(|feature| (feature, TEXT)).to_vec(),
        },
        Type {
            name: RELATIONS,
            parent: "uima.tcas.Annotation",
            features: vec![("Governor", SPANS), ("Dependent", SPANS), (KEY, TEXT)],
        },
    ]
}

/// Features of the document's own annotation.
fn metadata(article: &AnnotatedArticle) -> Vec<(&'static str, &str)> {
    let about = ABOUT.into_iter().filter_map(|(field, feature)| Some((feature, article.about(field)?)));
    about.chain([("documentId", article.id.as_str())]).collect()
}

/// Loss of the fields of the front matter without a feature.
fn lost_fields(article: &AnnotatedArticle) -> Option<String> {
    let is_kept = |key: &str| ABOUT.iter().any(|(field, _)| *field == key);
    let lost = article.front_matter.iter().filter(|(key, _)| !is_kept(key)).count();
    loss(lost, "front matter field", "a CAS has the title and the language")
}
