//! What an editor shows of a whole workspace, as plain data: paths, and bytes of documents. One file for each
//! feature.

pub mod moves;
pub mod references;
pub mod rename;
