//! Protocol concepts: positions, URIs, client capabilities, and user settings.

pub mod capabilities;
pub mod content;
pub mod convert;
pub mod gate;
pub mod linked_folders;
pub mod preferences;
pub mod refreshes;
pub mod spellings;
pub mod tokens;
pub mod trace;
pub mod uris;
