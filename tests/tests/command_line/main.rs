//! The command line: reports, revisions of git, the action for GitHub workflows.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod cli;
mod since;
mod workflow_action;
