//! What the server tells and asks the client of itself, without a request of the client's.

pub mod configs;
pub mod preferences;
pub mod progress;
pub mod publisher;
pub mod refresh;
pub mod reporter;
