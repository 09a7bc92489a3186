//! Layers of `INCEpTION` and `WebAnno`: the types of our annotations and their features.

/// Layer of annotations: a span for each part.
pub(crate) const SPANS: &str = "webanno.custom.Attribution";

/// Layer of relations between them.
pub(crate) const RELATIONS: &str = "webanno.custom.AttributionRelation";

/// Feature of [`RELATIONS`] with its key. All others are of [`SPANS`].
pub(crate) const KEY: &str = "relation";

/// Key of the relation from a part of a quotation to its first part.
pub(crate) const PART: &str = "part";

/// Separator of names in a feature.
pub(crate) const SEPARATOR: char = ';';

/// Features of [`SPANS`], all of them texts.
pub(crate) const FEATURES: [&str; 11] = [
    "kind",
    "stance",
    "speaker",
    "via",
    "source",
    "verdict",
    "confidence",
    "draft",
    "label",
    "note",
    "attributes",
];

/// Attributes with a feature of their own; all others are in `attributes`, as a JSON object.
pub(crate) const ATTRIBUTES: [&str; 3] = ["verdict", "confidence", "note"];
