//! Workspaces: files on disk, folders and configuration.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod config;
mod folders;
mod index;
mod large;
mod linked_folders;
mod moves;
mod watch;
mod workspace_diagnostics;
