//! `$/setTrace` and `$/logTrace`: a client may hear how long each of its requests took.

use crate::outbox::Outbox;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use tower_lsp::ls_types::TraceValue;

/// The notification that sets how much is told.
pub const SET: &str = "$/setTrace";

/// How much the client wants to hear.
#[derive(Debug, Default)]
pub struct Trace(AtomicU8);

const MESSAGES: u8 = 1;
const VERBOSE: u8 = 2;

impl Trace {
    /// Takes what `initialize` says.
    pub fn initialize(&self, value: Option<TraceValue>) {
        let level = match value {
            None | Some(TraceValue::Off) => 0,
            Some(TraceValue::Messages) => MESSAGES,
            Some(TraceValue::Verbose) => VERBOSE,
        };
        self.0.store(level, Ordering::Relaxed);
    }

    /// Takes the parameters of [`SET`]; others than the protocol has change nothing.
    pub fn set(&self, params: Option<&Value>) {
        let value = params.and_then(|params| params.get("value")).cloned().unwrap_or_default();
        match serde_json::from_value(value) {
            Ok(value) => self.initialize(Some(value)),
            Err(error) => tracing::warn!("{SET} cannot be read: {error}"),
        }
    }

    /// Whether anything is told.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// Tells that a request was answered.
    pub async fn answered(&self, outbox: &Outbox, method: &str, took: Duration, failed: bool) {
        let mut params = json!({ "message": format!("{method} took {:.1} ms", took.as_secs_f64() * 1e3) });
        if self.0.load(Ordering::Relaxed) == VERBOSE {
            params["verbose"] =
                json!(if failed { "It was answered with an error." } else { "It has a result." });
        }
        outbox.notify("$/logTrace", &params.to_string()).await;
    }
}
