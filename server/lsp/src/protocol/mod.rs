//! The protocol's terms: positions, URIs, what a client can do, and what it has asked for.

pub mod convert;
pub mod preferences;
pub mod refreshes;
pub mod settings;
pub mod tokens;
pub mod trace;
pub mod uris;
