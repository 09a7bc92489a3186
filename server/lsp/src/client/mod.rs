//! What the server tells and asks the client of itself, without a request of the client's.

pub mod config_problems;
pub mod configuration;
pub mod progress;
pub mod publisher;
pub mod refresh;
pub mod reporter;
