//! Notifications and requests that the server sends on its own initiative.

pub mod changed_files;
pub mod config_problems;
pub mod configuration;
pub mod progress;
pub mod publisher;
pub mod refresh;
pub mod reporter;
