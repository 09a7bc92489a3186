//! What an editor shows of a whole workspace, as plain data: paths, and bytes of documents. One file for each
//! feature; [`node`] and [`record`] are what they share.

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
