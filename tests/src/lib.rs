//! End-to-end tests of the `ascribe` binary: a small synchronous client for the Language Server Protocol, and a runner
//! for the command line.
//!
//! The tests are in `tests/`, one file per topic. They run the real binary: the one that `ASCRIBE_BIN` names, or the
//! one next to the test executables (`cargo build` puts it there).
//!
//! - [`Server`] is a running `ascribe lsp` with a workspace folder of its own; [`Server::builder`] sets the client's
//!   capabilities. On drop it checks the invariants of every session: each request was answered exactly once, stdout
//!   contained only the protocol, the server used only capabilities that the client has, and the process ended.
//! - [`Doc`] is an open document. It keeps the editor's copy of the text, so that positions are given in characters and
//!   sent in the negotiated encoding.
//! - [`Fixture`] is a text with marked ranges; the marks are on the line below the text.
//! - [`Cli`] runs a command in a folder of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "this crate is for tests only: a panic is how one of them fails"
)]

mod binary;
mod builder;
mod cli;
mod connection;
mod disk;
mod doc;
mod edits;
mod features;
mod fixture;
mod framing;
mod inbox;
mod process;
pub mod repository;
mod respond;
mod server;
mod state;
mod text;
mod uri;

pub use binary::binary;
pub use builder::Builder;
pub use cli::{Cli, cli};
pub use connection::Connection;
pub use doc::{Doc, Finding};
pub use edits::{apply_edits, edits_for};
pub use features::{Location, Symbol};
pub use fixture::{Fixture, Mark};
pub use framing::{FrameError, encode, read_frame};
pub use inbox::{RequestId, ResponseError};
pub use respond::respond;
pub use server::Server;
pub use text::{Encoding, Pos, Range, line, line_count, offset};
pub use uri::{path_of, uri_of};

use std::time::Duration;

/// Timeout after which any wait fails the test. No assertion depends on timing, only on events within this limit.
pub const LIMIT: Duration = Duration::from_secs(10);
