//! Workspace index, kept up to date on a thread of its own.

pub mod indexer;
pub mod looking;
