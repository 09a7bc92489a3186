//! Workspace index, kept up to date on a thread of its own.

pub mod index_progress;
pub mod indexer;
