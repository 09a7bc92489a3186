//! Annotated articles in the formats of other tools.
//!
//! An [`AnnotatedArticle`] is what a document says, without its markup: the article as plain text, and actors, sources and
//! annotations beside it, with offsets into that text. [`export`] writes it in the formats of other tools, one file for each.
//! A format counts in a [`Unit`](offsets::Unit) of its own.
//!
//! No IO.

pub mod article;
pub mod export;
pub mod offsets;

pub use article::{AnnotatedArticle, ArticleAnnotation, Entity, Target};
