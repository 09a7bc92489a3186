//! Annotated articles in the formats of other tools.
//!
//! An [`AnnotatedArticle`] is what a document says, without its markup: the article as plain text, and actors, sources and
//! annotations beside it, with offsets into that text. [`export`] writes it in the formats of other tools, and
//! [`import`] reads it, one file for each; [`AnnotatedArticle::document`] makes a document of it.
//! A format counts in a [`Unit`](offsets::Unit) of its own.
//!
//! No IO.

pub mod agreement;
pub mod article;
pub mod export;
pub mod import;
mod layers;
pub mod offsets;
pub mod query;
pub mod report;
pub mod revisions;
pub mod statistics;
mod text;

pub use article::{AnnotatedArticle, ArticleAnnotation, Entities, Entity, Target};
