//! Editor features over a whole workspace, as plain data: paths, and byte ranges in documents. One file per feature;
//! [`node`] and [`record`] are shared.

pub mod affiliations;
pub mod attribution;
pub mod check;
pub mod facts;
pub mod findings;
pub mod implementation;
pub mod lenses;
pub mod moves;
pub mod node;
pub mod record;
pub mod references;
pub mod rename;
pub mod statements;
pub mod symbols;
pub mod type_definition;
